/** A result of a student's own cell: this control only says how to hand it over, and shows what was handed over. */
function control(content, uid) {
  const call = make("code", { textContent: content.call, id: `${uid}-call`, tabIndex: 0, attributes: { "aria-label": `To check, run: ${content.call}` } });
  const node = make(
    "div",
    { className: "ck-code" },
    make("p", { textContent: content.wanted }),
    make("p", {}, "Work it out in a cell of your own. To have it checked, run there: ", call),
  );
  return { node, first: call, write: () => {} };
}
