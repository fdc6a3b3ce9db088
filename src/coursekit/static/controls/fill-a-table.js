/** A table with blanks: the answer is `{"row/column": text}`, each text as it was typed. */
function control(content, uid) {
  const inputs = new Map();

  const blank = (key, row, column) => {
    const input = make("input", {
      type: "text",
      autocomplete: "off",
      autocapitalize: "off",
      spellcheck: false,
      maxLength: 200,
      dir: "auto",
      attributes: { "aria-label": `${row.label}, ${column.label}` },
    });
    input.addEventListener("focus", () => input.scrollIntoView({ block: "nearest", inline: "nearest" }));
    inputs.set(key, input);
    return make("td", {}, input);
  };

  const head = (scope, source) => {
    const node = html("th", "", source);
    node.scope = scope;
    return node;
  };

  const heads = [content.corner_html, ...content.columns.map((column) => column.html)].map((source) => head("col", source));
  const rows = content.rows.map((row) => {
    const cells = row.cells.map(({ key, html: source }, at) =>
      key === undefined ? html("td", "", source) : blank(key, row, content.columns[at]),
    );
    return make("tr", {}, head("row", row.html), ...cells);
  });
  const table = make("table", {}, make("thead", {}, make("tr", {}, ...heads)), make("tbody", {}, ...rows));
  const node = make("div", { className: "ck-fill", attributes: { role: "region", "aria-label": "Table to fill in" } }, table);
  // Where the table is wider than its place, the keyboard must reach what scrolls it; else it is no place to stop at.
  new ResizeObserver(() => {
    if (node.scrollWidth > node.clientWidth) node.tabIndex = 0;
    else node.removeAttribute("tabindex");
    node.style.scrollPaddingInlineStart = `${heads[0].offsetWidth}px`; // or the heads of the rows would stand over a blank
  }).observe(node);

  return {
    node,
    first: [...inputs.values()][0],
    read: () => Object.fromEntries([...inputs].map(([key, input]) => [key, input.value])),
    write: (answer) => inputs.forEach((input, key) => (input.value = answer[key] ?? "")),
  };
}
