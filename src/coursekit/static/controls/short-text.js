/** A name: the answer is the text as it was typed. */
function control(content, uid) {
  const input = make("input", {
    type: "text",
    id: `${uid}-name`,
    autocomplete: "off",
    autocapitalize: "off",
    spellcheck: false,
    maxLength: 500,
    dir: "auto",
    attributes: { "aria-describedby": `${uid}-how` },
  });
  const label = make("label", { htmlFor: input.id, textContent: "Your answer" });
  const how = make("p", { className: "ck-aside", id: `${uid}-how`, textContent: "A name, in any spelling." });
  return {
    node: make("div", { className: "ck-typed" }, label, make("div", { className: "ck-field ck-wide" }, input), how),
    first: input,
    read: () => input.value,
    write: (answer) => (input.value = answer),
  };
}
