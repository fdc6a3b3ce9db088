/** All that fit: the answer is the list of the names of the options that are ticked. */
function control(content, uid) {
  const inputs = content.options.map(({ name }, at) => make("input", { type: "checkbox", id: `${uid}-${at}`, value: name }));
  const rows = content.options.map((option, at) =>
    make("label", { className: "ck-option", htmlFor: inputs[at].id }, inputs[at], html("span", "", option.html)),
  );
  const many = make("p", { className: "ck-aside", textContent: "Tick every answer that fits." });
  return {
    node: make("div", { className: "ck-options" }, many, ...rows),
    first: inputs[0],
    read: () => inputs.filter((input) => input.checked).map((input) => input.value),
    write: (answer) => inputs.forEach((input) => (input.checked = answer.includes(input.value))),
  };
}
