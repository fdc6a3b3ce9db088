/** One of several: the answer is the name of an option, or nothing. */
function control(content, uid) {
  const inputs = content.options.map(({ name }) => make("input", { type: "radio", name: `${uid}-choice`, value: name }));
  const rows = content.options.map((option, at) =>
    make("label", { className: "ck-option" }, inputs[at], html("span", "", option.html)),
  );
  return {
    node: make("div", { className: "ck-options" }, ...rows),
    first: inputs[0],
    read: () => inputs.find((input) => input.checked)?.value ?? "",
    write: (answer) => inputs.forEach((input) => (input.checked = input.value === answer)),
  };
}
