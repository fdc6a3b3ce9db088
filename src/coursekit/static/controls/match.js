/** Matching: the answer is `{item: option}`, with nothing for an item that is still open. */
function control(content, uid) {
  const selects = content.items.map((_, at) => {
    const open = make("option", { value: "", textContent: "Choose…" });
    const options = content.options.map(({ name, text }) => make("option", { value: name, textContent: text }));
    return make("select", { id: `${uid}-${at}`, dir: "auto" }, open, ...options);
  });
  const rows = content.items.map((item, at) => {
    const label = html("label", "", item.html);
    label.htmlFor = selects[at].id;
    return make("div", { className: "ck-pair" }, label, selects[at]);
  });
  const chosen = () => content.items.map(({ name }, at) => [name, selects[at].value]).filter(([, value]) => value);
  return {
    node: make("div", { className: "ck-match" }, ...rows),
    first: selects[0],
    read: () => Object.fromEntries(chosen()),
    write: (answer) => content.items.forEach(({ name }, at) => (selects[at].value = answer[name] ?? "")),
  };
}
