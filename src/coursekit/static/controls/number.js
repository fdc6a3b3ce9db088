/** A number: the answer is the text as it was typed. */
function control(content, uid) {
  const input = make("input", {
    type: "text",
    id: `${uid}-number`,
    inputMode: "decimal",
    autocomplete: "off",
    spellcheck: false,
    dir: "auto",
    attributes: { "aria-describedby": `${uid}-unit` },
  });
  const label = make("label", { htmlFor: input.id, textContent: "Your answer" });
  const beside = make("span", { className: "ck-unit", id: `${uid}-unit`, textContent: content.unit });
  return {
    node: make("div", { className: "ck-typed" }, label, make("div", { className: "ck-field" }, input, beside)),
    first: input,
    read: () => input.value,
    write: (answer) => (input.value = answer ?? ""),
  };
}
