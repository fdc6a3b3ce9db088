/**
 * A prediction: a slider for each value, and a chart of what they say that may be drawn on instead. The answer is
 * { values: { name: number } }, of what was set only. The chart says nothing that the sliders, and later the table, do
 * not say, so it is left out of what is read aloud.
 */
function control(content, uid) {
  const { points, unit, step, most } = content;
  const dealing = content.shape === "stack" || content.shape === "arc";
  const charts = { line: lineChart, bars: barChart, stack: stackChart, arc: arcChart };
  const chart = charts[content.shape](content);
  const free = points.filter((point) => !point.given);
  const values = new Map();
  const chosen = new Set();
  let record = null;
  let width = 340;
  let measured = 0;

  const told = (value) => (unit === "per cent" ? `${number(value)} per cent` : `${number(value)} ${unit}`);
  const state = {
    value: (name) => values.get(name),
    isSet: (name) => chosen.has(name),
    get record() {
      return record;
    },
  };

  const rows = free.map((point, at) => {
    const slider = make("input", { type: "range", id: `${uid}-v${at}`, min: 0, max: most, step, autocomplete: "off" });
    const shown = make("output", { htmlFor: slider.id, attributes: { "aria-live": "off" } }); // the slider says it itself
    const label = make("label", { htmlFor: slider.id, textContent: point.label, dir: "auto" });
    return { point, slider, shown, node: make("div", { className: "ck-value" }, label, shown, slider) };
  });
  const picture = mark("svg", { "aria-hidden": "true", class: `ck-drawing ck-drawing-${content.shape}` });
  const key = make("p", { className: "ck-key", attributes: { "aria-hidden": "true" } });
  const leave = button("Leave the others as they stand", "button", "ck-quiet");
  const left = make("p", { className: "ck-left" });
  const notice = make("p", { className: "ck-notice", attributes: { role: "status" } });
  const givens = points.filter((point) => point.given).map((point) => `${point.label}: ${told(point.value)}`);
  const setting = make(
    "div",
    { className: "ck-setting" },
    ...(givens.length > 0 ? [make("p", { className: "ck-aside", textContent: `Given: ${givens.join("; ")}.` })] : []),
    make("div", { className: "ck-values" }, ...rows.map((row) => row.node)),
    left,
    notice,
    leave,
  );
  const compared = make("div", { className: "ck-compared", tabIndex: -1, attributes: { "data-ck-region": "" } });
  const node = make("div", { className: "ck-predict" }, picture, key, setting, compared);

  const unassigned = () => Number((most - points.reduce((sum, { name }) => sum + values.get(name), 0)).toFixed(9));

  const draw = () => {
    writeAs(node);
    const { nodes, height } = chart.draw(width, state);
    picture.setAttribute("viewBox", `0 0 ${width} ${height}`);
    picture.style.height = `${height}px`;
    picture.replaceChildren(...nodes);
  };

  const tell = () => {
    for (const { point, slider, shown } of rows) {
      const value = values.get(point.name);
      slider.value = value;
      const set = chosen.has(point.name);
      shown.textContent = set ? told(value) : "not set";
      slider.setAttribute("aria-valuetext", set ? told(value) : `not set, stands at ${told(value)}`);
      slider.classList.toggle("ck-untouched", !set);
    }
    left.textContent = dealing ? `${content.rest ? `Left for ${content.rest}` : "Not yet given out"}: ${told(unassigned())}` : "";
    const waiting = free.some(({ name }) => !chosen.has(name));
    allow(leave, waiting);
    const filled = givens.length > 0 ? "Filled: given by the record. " : "";
    key.textContent = record ? "Hollow: you. Filled: the record." : `${filled}Draw on the chart, or use the sliders below it.`;
    node.classList.toggle("ck-revealed", record !== null);
    draw();
  };

  /** Set a value as near as the scale allows; a part takes no more than is left. */
  const put = (name, wanted) => {
    const room = dealing ? values.get(name) + unassigned() : most;
    const value = within(Number((Math.round(wanted / step) * step).toFixed(9)), 0, room);
    notice.textContent = wanted > room + step / 2 && dealing ? "Nothing is left to give out: make another part smaller first." : "";
    values.set(name, value);
    chosen.add(name);
  };

  const clear = () => {
    record = null;
    chosen.clear();
    notice.textContent = "";
    for (const { name, given, value } of points) values.set(name, given ? value : content.start);
    compared.replaceChildren();
    setting.hidden = false;
    tell();
  };

  rows.forEach(({ point, slider }) => {
    slider.addEventListener("input", () => {
      put(point.name, Number(slider.value));
      tell();
    });
  });
  leave.addEventListener("click", () => {
    if (!allowed(leave)) return;
    free.forEach(({ name }) => chosen.add(name));
    tell();
  });

  let holding = null;
  const follow = (event) => {
    const box = picture.getBoundingClientRect();
    for (const [name, value] of chart.drag(holding, event.clientX - box.left, event.clientY - box.top)) {
      const row = rows.find(({ point }) => point.name === name);
      if (!row) continue;
      put(name, value);
      row.slider.focus({ preventScroll: true }); // the keys that follow go on from here, and not to JupyterLab
    }
    tell();
  };
  picture.addEventListener("pointerdown", (event) => {
    if (record || event.button !== 0) return;
    event.preventDefault(); // no text selection of the browser's own
    const box = picture.getBoundingClientRect();
    holding = chart.grab(event.clientX - box.left, event.clientY - box.top, state);
    picture.setPointerCapture(event.pointerId);
    follow(event);
  });
  picture.addEventListener("pointermove", (event) => holding && follow(event));
  for (const name of ["pointerup", "pointercancel"]) picture.addEventListener(name, () => (holding = null));

  const sources = (row) =>
    row.see.map(({ kind, id, says }) => {
      const open = make("button", { type: "button", className: "ck-place", textContent: says });
      open.setAttribute("aria-label", `${row.label}: ${says}`);
      open.setAttribute("aria-expanded", "false");
      Object.assign(open.dataset, { kind, id });
      return open;
    });

  const table = (data) => {
    const heads = ["", "You", "Record", "Difference", "Source"];
    const cell = (text, head) => make("td", { textContent: text, attributes: { "data-head": head } });
    const body = data.map((row) =>
      make(
        "tr",
        {},
        make("th", { scope: "row", textContent: row.label, dir: "auto" }),
        ...[row.you, row.record, row.difference].map((text, at) => cell(text, heads[at + 1])),
        make("td", { attributes: { "data-head": heads[4] } }, ...sources(row)),
      ),
    );
    const caption = make("caption", { textContent: `What you expected and what the record has, in ${unit}` });
    const top = make("tr", {}, ...heads.map((text) => make(text ? "th" : "td", { textContent: text, ...(text && { scope: "col" }) })));
    return make("table", {}, caption, make("thead", {}, top), make("tbody", {}, ...body));
  };

  new ResizeObserver(([{ contentRect }]) => {
    if (contentRect.width < 1 || Math.abs(contentRect.width - measured) < 1) return;
    width = measured = contentRect.width;
    draw();
  }).observe(node);

  clear();
  return {
    node,
    first: rows[0].slider,
    read: () => ({ values: Object.fromEntries(free.filter(({ name }) => chosen.has(name)).map(({ name }) => [name, values.get(name)])) }),
    write: (answer) => {
      clear();
      for (const [name, value] of Object.entries(answer.values)) {
        if (!free.some((point) => point.name === name) || typeof value !== "number") continue;
        values.set(name, value);
        chosen.add(name);
      }
      tell();
    },
    reset: clear,
    over: () => record && compared,
    reveal: (data) => {
      if (!data.record) return;
      record = data.record;
      compared.replaceChildren(table(data.rows));
      const lost = setting.contains(document.activeElement);
      setting.hidden = true;
      tell();
      if (lost) compared.focus();
    },
  };
}
