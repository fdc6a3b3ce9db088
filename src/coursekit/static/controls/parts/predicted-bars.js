/** Bars from nought, one row each: the student's hollow, and the record's filled below it. */
function barChart(content) {
  const { points, most } = content;
  const THICK = 18;
  let length = 1;
  let rows = [];

  const bar = (value, y, className) => mark("rect", { x: 0.75, y, width: Math.max(1, (value / most) * length), height: THICK, class: className });
  const beside = (text, value, y, className) => words(text, (value / most) * length + 8, y + 13.5, { className });

  const recorded = (known, y) => {
    if (!known) return [words("the record has no figure", 8, y + 13.5, { className: "ck-quiet-text" })];
    const nodes = [bar(known.value, y, "ck-record"), beside(`record ${known.said}`, Math.max(known.value, known.high ?? 0), y, "ck-strong")];
    if (known.low === known.high) return nodes;
    const [low, high] = [(known.low ?? 0) / most, (known.high ?? most) / most].map((share) => share * length);
    return [...nodes, mark("path", { d: `M${low} ${y + THICK + 3}H${high}`, class: "ck-record-line" })];
  };

  const own = (point, state, y) => {
    const value = state.value(point.name);
    if (!state.isSet(point.name)) return [bar(value, y, "ck-unset"), beside("not set", value, y, "ck-quiet-text")];
    return [bar(value, y, "ck-you"), beside(`you ${number(value)}`, value, y, "ck-you-text")];
  };

  return {
    draw(width, state) {
      // The words behind the longest bar have room too.
      const texts = [`record ${number(most)}`, ...Object.values(state.record ?? {}).map(({ said }) => `record ${said}`)];
      length = width - Math.max(...texts.map(wide)) - 14;
      let y = 12 + LINE;
      const nodes = [words(content.unit, 0, LETTER)];
      rows = points.map((point) => {
        const start = y;
        for (const line of folded(point.label, width)) nodes.push(words(line, 0, (y += LINE) - 4));
        const before = nodes.length;
        const below = y;
        if (!point.given) nodes.push(...own(point, state, y + 2));
        if (!point.given) y += THICK + 6;
        if (state.record) nodes.push(...recorded(state.record[point.name], y + 2));
        else if (point.given) nodes.push(bar(point.value, y + 2, "ck-record"), beside(`given ${number(point.value)}`, point.value, y + 2, "ck-strong"));
        if (state.record || point.given) y += THICK + 6;
        const ends = [["ck-axis", 0.75], ["ck-grid", length]];
        nodes.splice(before, 0, ...ends.map(([className, x]) => mark("line", { x1: x, x2: x, y1: below, y2: y, class: className })));
        y += 8;
        return { name: point.name, start, end: y };
      });
      nodes.push(words(number(most), length, LETTER + 12, { anchor: "middle", className: "ck-quiet-text" }));
      return { nodes, height: y };
    },
    grab: (_x, y) => ({ name: (rows.find((row) => y < row.end) ?? rows.at(-1)).name }),
    drag: ({ name }, x) => [[name, (x / length) * most]],
  };
}
