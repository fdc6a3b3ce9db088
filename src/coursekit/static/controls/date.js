/** A date: the answer is `{typed, calendar}`, the text as it was typed and the calendar it is meant in. */
function control(content, uid) {
  const input = make("input", {
    type: "text",
    id: `${uid}-date`,
    autocomplete: "off",
    spellcheck: false,
    dir: "auto",
    attributes: { "aria-describedby": `${uid}-how` },
  });
  const label = make("label", { htmlFor: input.id, textContent: "Your answer" });
  const how = make("p", { className: "ck-aside", id: `${uid}-how` });
  how.textContent = "Such as 25 March 1917 or 25.3.1917; several days as 25–27 March 1917.";
  const radios = content.calendars.map(({ name }) => make("input", { type: "radio", name: `${uid}-calendar`, value: name }));
  const rows = content.calendars.map(({ text }, at) => make("label", {}, radios[at], make("span", { textContent: text })));
  const legend = make("legend", { textContent: "In which calendar is your date?" });
  return {
    node: make(
      "div",
      { className: "ck-typed" },
      label,
      make("div", { className: "ck-field ck-wide" }, input),
      how,
      make("fieldset", { className: "ck-sure" }, legend, make("div", {}, ...rows)),
    ),
    first: input,
    read: () => ({ typed: input.value, calendar: radios.find((radio) => radio.checked)?.value ?? "" }),
    write: ({ typed, calendar }) => {
      input.value = typed;
      radios.forEach((radio) => (radio.checked = radio.value === calendar));
    },
  };
}
