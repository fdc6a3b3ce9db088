/** A line over time: drawn by dragging across it; the record comes over it with gaps where it has no figure. */
function lineChart(content) {
  const { points, most } = content;
  const first = points[0].day;
  const last = points.at(-1).day;
  const top = LINE * 2;
  let sizes;

  const layOut = (width) => {
    const scale = ticks(most, 4);
    const left = Math.max(...scale.map((tick) => wide(number(tick)))) + 20;
    const right = width - wide("record") - 24;
    const height = width < 440 ? 190 : 230;
    const x = (at) => left + ((points[at].day - first) / (last - first)) * (right - left);
    const y = (value) => top + height * (1 - value / most);
    sizes = { scale, left, right, height, x, y, bottom: top + height };
  };

  /** Set the names of the moments on as many lines as they need not to meet. */
  const names = (width) => {
    const boxes = points.map((point, at) => {
      const half = wide(point.label) / 2;
      const middle = within(sizes.x(at), half, width - half);
      return { from: middle - half, to: middle + half, middle };
    });
    const ends = [];
    return boxes.map((box, at) => {
      let row = ends.findIndex((end) => end + 8 <= box.from);
      if (row < 0) row = ends.length;
      ends[row] = box.to;
      return { row, middle: box.middle, rows: ends.length, at };
    });
  };

  const frame = (width) => {
    const { scale, left, right, y, x, bottom } = sizes;
    const set = names(width);
    const lines = scale.flatMap((tick) => [
      mark("line", { x1: left - 10, x2: right + 8, y1: y(tick), y2: y(tick), class: "ck-grid" }),
      words(number(tick), left - 16, y(tick) + 4.5, { anchor: "end", className: "ck-quiet-text" }),
    ]);
    const labels = set.flatMap(({ row, middle, at }) => [
      mark("line", { x1: x(at), x2: x(at), y1: bottom, y2: bottom + 5 + row * LINE, class: "ck-grid" }),
      words(points[at].label, middle, bottom + 18 + row * LINE, { anchor: "middle" }),
    ]);
    const rows = Math.max(...set.map((each) => each.rows));
    return { nodes: [words(content.unit, 0, LETTER), ...lines, ...labels], height: bottom + 10 + rows * LINE };
  };

  /** Join neighbours that are both there; a gap stays open. */
  const path = (values, className) => {
    let d = "";
    values.forEach((value, at) => {
      if (value === null) return;
      const goesOn = at > 0 && values[at - 1] !== null;
      d += `${goesOn ? "L" : "M"}${sizes.x(at)} ${sizes.y(value)} `;
    });
    return mark("path", { d, class: className });
  };

  const dots = (values, radius, className) =>
    values.flatMap((value, at) => (value === null ? [] : [mark("circle", { cx: sizes.x(at), cy: sizes.y(value), r: radius, class: className })]));

  /** Name the lines at their ends, without laying one name on the other. */
  const ends = (series) => {
    const shown = series.filter(({ values }) => values.some((value) => value !== null));
    const boxes = shown.map(({ values }) => ({ middle: sizes.y(values.findLast((value) => value !== null)), size: LINE }));
    const starts = apart(boxes, top - LINE / 2, sizes.bottom + LINE / 2);
    return shown.map(({ name, className }, at) => words(name, sizes.right + 14, starts[at] + LETTER, { className }));
  };

  const ranges = (record) =>
    points.flatMap((point, at) => {
      const known = record[point.name];
      if (!known || known.low === known.high) return [];
      const x = sizes.x(at);
      const [low, high] = [sizes.y(known.low ?? 0), sizes.y(known.high ?? most)];
      const d = `M${x} ${low}V${high}${known.low == null ? "" : `M${x - 6} ${low}h12`}${known.high == null ? "" : `M${x - 6} ${high}h12`}`;
      return [mark("path", { d, class: "ck-record-line" })];
    });

  const gaps = (state) =>
    points.flatMap((point, at) => {
      if (state.record[point.name]) return [];
      const x = sizes.x(at);
      // The words stand in the half of the band where the student's mark is not.
      const high = state.value(point.name) < most / 2;
      const y = high ? top + 4 : sizes.bottom - 4;
      const turn = { transform: `rotate(-90 ${x} ${y})`, anchor: high ? "end" : "start", className: "ck-quiet-text" };
      return [
        mark("rect", { x: x - 11, y: top, width: 22, height: sizes.height, class: "ck-gap" }),
        words("no figure", x + 4.5, y, { ...turn, transform: `rotate(-90 ${x + 4.5} ${y})` }),
      ];
    });

  return {
    draw(width, state) {
      layOut(width);
      const { nodes, height } = frame(width);
      const yours = points.map(({ name, given, value }) => (given ? value : state.isSet(name) ? state.value(name) : null));
      const unset = points.map(({ name, given }) => (given || state.isSet(name) ? null : state.value(name)));
      const known = points.map(({ name, given, value }) => (state.record ? (state.record[name]?.value ?? null) : given ? value : null));
      const record = state.record ? [...gaps(state), ...ranges(state.record), path(known, "ck-record-line")] : [];
      const own = yours.map((value, at) => (points[at].given ? null : value));
      nodes.push(...record, path(yours, "ck-you-line"), ...dots(unset, 5, "ck-unset"), ...dots(known, 5, "ck-record"), ...dots(own, 6, "ck-you"));
      const named = [
        { name: "you", values: own, className: "ck-you-text" },
        { name: "record", values: known, className: "ck-strong" },
      ];
      if (state.record) nodes.push(...ends(named));
      return { nodes, height };
    },
    grab: () => ({ at: null }),
    drag(hold, x, y) {
      const nearest = points.reduce((best, _, at) => (Math.abs(sizes.x(at) - x) < Math.abs(sizes.x(best) - x) ? at : best), 0);
      const value = most * (1 - (y - top) / sizes.height);
      const before = hold.at ?? nearest;
      const from = hold.value ?? value;
      const changes = [];
      // A quick hand passes over moments between two reports of the pointer; they lie on the line between these.
      for (let step = 0; step <= Math.abs(nearest - before); step += 1) {
        const at = before + step * Math.sign(nearest - before);
        const part = nearest === before ? 1 : step / Math.abs(nearest - before);
        changes.push([points[at].name, from + (value - from) * part]);
      }
      Object.assign(hold, { at: nearest, value });
      return changes;
    },
  };
}
