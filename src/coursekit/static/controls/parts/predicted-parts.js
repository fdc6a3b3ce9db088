/** Say how a whole is dealt out: for each part where it begins and ends, and what is left at the end. */
function dealt(content, value) {
  let end = 0;
  const parts = content.points.map((point) => {
    const start = end;
    end += value(point);
    return { point, start, end };
  });
  return { parts, given: end };
}

/**
 * Take hold of a part: of the end that is nearest, or, where nothing is given out yet, of the first part that is not
 * set. A part grows only into what is left.
 */
function hold(content, state, amount) {
  const { parts, given } = dealt(content, (point) => state.value(point.name));
  const free = parts.filter(({ point }) => !point.given);
  if (amount > given) {
    const { point, start, end } = free.find((each) => !state.isSet(each.point.name)) ?? free.at(-1);
    return { name: point.name, from: given - (end - start) };
  }
  const there = free.filter(({ start, end }) => end > start);
  const near = there.reduce((best, each) => (Math.abs(each.end - amount) < Math.abs(best.end - amount) ? each : best), there[0] ?? free[0]);
  return { name: near.point.name, from: near.start };
}

/** Say how much a part has. */
function told(point, state) {
  if (point.given) return `given ${number(point.value)}`;
  const yours = state.isSet(point.name) ? `you ${number(state.value(point.name))}` : "not set";
  return state.record ? `${yours}, record ${state.record[point.name].said}` : yours;
}

const leftOver = (content) => content.rest || "not yet given out";

/** A stack: one column of the student's, one of the record's beside it, and the names to the right of both. */
function stackChart(content) {
  const { points, most } = content;
  const top = LINE + 8;
  let height = 280;

  const y = (amount) => top + (amount / most) * height;
  const column = (parts, x, wideness, classes) =>
    parts.flatMap(({ start, end, point }, at) =>
      end > start ? [mark("rect", { x, y: y(start) + 1, width: wideness, height: Math.max(1, y(end) - y(start) - 2), class: classes(point, at) })] : [],
    );
  const filled = (_point, at) => `ck-record ck-tone-${at % 3}`;

  return {
    draw(width, state) {
      const yours = dealt(content, (point) => state.value(point.name));
      const record = state.record && dealt(content, (point) => state.record[point.name].value);
      const gap = 24;
      const wideness = Math.min(72, (width - gap * 2) / 5);
      const edge = record ? wideness * 2 + gap : wideness;
      const from = edge + 26;
      const rest = { label: leftOver(content), given: false };
      const named = record ?? yours;
      const texts = points.map((point) => [...folded(point.label, width - from), told(point, state)]);
      if (most - yours.given > 0 || (record && most - record.given > 0)) {
        const left = number(Number((most - yours.given).toFixed(9)));
        const over = record ? `you ${left}, record ${number(Number((most - record.given).toFixed(9)))}` : left;
        texts.push([...folded(rest.label, width - from), over]);
      }
      const size = (lines) => lines.length * LINE + 6;
      height = Math.max(280, texts.reduce((sum, lines) => sum + size(lines), 0));
      const middles = [...named.parts, { start: named.given, end: most }].map(({ start, end }) => (y(start) + y(end)) / 2);
      const starts = apart(texts.map((lines, at) => ({ middle: middles[at], size: size(lines) })), top, top + height);
      const open = (given, x) => (most - given > 0 ? [mark("rect", { x, y: y(given) + 1, width: wideness, height: y(most) - y(given) - 2, class: "ck-unset" })] : []);
      const second = wideness + gap;
      const nodes = [
        words("you", wideness / 2, LETTER, { anchor: "middle", className: "ck-you-text" }),
        ...column(yours.parts, 0, wideness, (point, at) => (point.given ? filled(point, at) : "ck-you")),
        ...open(yours.given, 0),
      ];
      if (record) {
        nodes.push(words("record", second + wideness / 2, LETTER, { anchor: "middle", className: "ck-strong" }), ...column(record.parts, second, wideness, filled), ...open(record.given, second));
        record.parts.forEach((part, at) => nodes.push(mark("line", { x1: wideness, x2: second, y1: y(yours.parts[at].end), y2: y(part.end), class: "ck-grid" })));
      }
      texts.forEach((lines, at) => {
        const middle = starts[at] + size(lines) / 2;
        nodes.push(mark("path", { d: `M${edge + 2} ${middles[at]}h4L${from - 8} ${middle}h4`, class: "ck-leader" }));
        lines.forEach((line, row) => {
          const className = row === lines.length - 1 ? "ck-quiet-text" : "ck-strong";
          nodes.push(words(line, from, starts[at] + LETTER + 2 + row * LINE, { className }));
        });
      });
      return { nodes, height: top + height + 4 };
    },
    grab: (_x, at, state) => hold(content, state, ((at - top) / height) * most),
    drag: ({ name, from }, _x, at) => [[name, ((at - top) / height) * most - from]],
  };
}

/** Lay the seats of a body out in rows of an arc, from left to right: for each its place and its angle from the left. */
function seats(total, radius) {
  const HOLLOW = 0.42;
  let rows = 1;
  const radii = (count) => Array.from({ length: count }, (_, row) => radius * (HOLLOW + ((1 - HOLLOW) * (row + 0.5)) / count));
  const room = (count) => radii(count).reduce((sum, each) => sum + Math.floor((Math.PI * each) / ((radius * (1 - HOLLOW)) / count)), 0);
  while (room(rows) < total) rows += 1;
  const lengths = radii(rows);
  const all = lengths.reduce((sum, each) => sum + each, 0);
  const places = [];
  let done = 0;
  let before = 0;
  for (const each of lengths) {
    before += each;
    const count = Math.round((total * before) / all) - done;
    done += count;
    for (let at = 0; at < count; at += 1) places.push({ along: (at + 0.5) / count, radius: each });
  }
  places.sort((one, other) => one.along - other.along || one.radius - other.radius);
  return { places, dot: (radius * (1 - HOLLOW)) / rows, inner: radius * HOLLOW };
}

/** A parliament arc: dots for seats; once the record is there, the dots are the record's and the band around them yours. */
function arcChart(content) {
  const { points, most } = content;
  const letter = (at) => String.fromCharCode(65 + at);
  const BAND = 14;
  let middle = { x: 0, y: 0 };

  const on = (share, radius) => [middle.x - radius * Math.cos(share * Math.PI), middle.y - radius * Math.sin(share * Math.PI)];

  /** Set letters around the arc at the middle of each part, none on another. */
  const letters = (parts, radius, className) => {
    const there = parts.filter(({ start, end }) => end > start);
    const size = 16 / (Math.PI * radius);
    const starts = apart(there.map(({ start, end }) => ({ middle: (start + end) / 2 / most, size })), -size / 2, 1 + size / 2);
    return there.map(({ at }, place) => {
      const [x, y] = on(starts[place] + size / 2, radius);
      return words(letter(at), x, y + 4.5, { anchor: "middle", className });
    });
  };

  const sector = (start, end, inner, outer, className) => {
    const [a, b, c, d] = [on(start, inner), on(start, outer), on(end, outer), on(end, inner)].map((place) => place.join(" "));
    return mark("path", { d: `M${a}L${b}A${outer} ${outer} 0 0 1 ${c}L${d}A${inner} ${inner} 0 0 0 ${a}Z`, class: className });
  };

  const dots = (parts, laid, classes) => {
    const owner = parts.flatMap(({ start, end, at }) => Array(Math.round(end - start)).fill(at));
    return laid.places.map(({ along, radius }, at) => {
      const [cx, cy] = on(along, radius);
      const of = owner[at];
      return mark("circle", { cx, cy, r: laid.dot * (of === undefined ? 0.2 : 0.36), class: of === undefined ? "ck-unset" : classes(of) });
    });
  };

  const key = (state, width, y) => {
    const nodes = points.flatMap((point, at) => {
      const lines = [...folded(point.label, width - 22), told(point, state)];
      const head = words(letter(at), 0, (y += 4) + LINE - 4, { className: "ck-strong" });
      const below = lines.map((line, row) => words(line, 22, (y += LINE) - 4, { className: row === lines.length - 1 ? "ck-quiet-text" : "ck-strong" }));
      return [head, ...below];
    });
    return { nodes, y };
  };

  return {
    draw(width, state) {
      const radius = Math.min(210, width / 2 - BAND - 26);
      middle = { x: width / 2, y: radius + BAND + 30 };
      const laid = seats(most, radius);
      const numbered = ({ parts }) => parts.map((part, at) => ({ ...part, at }));
      const yours = numbered(dealt(content, (point) => state.value(point.name)));
      const given = yours.at(-1).end;
      const nodes = [];
      const foot = middle.y + LINE + 2;
      if (state.record) {
        const record = numbered(dealt(content, (point) => state.record[point.name].value));
        nodes.push(...dots(record, laid, (at) => `ck-record ck-tone-${at % 3}`), ...letters(record, laid.inner - 12, "ck-strong"));
        for (const { start, end } of yours) if (end > start) nodes.push(sector(start / most, end / most, radius + 4, radius + 4 + BAND, "ck-you"));
        nodes.push(...letters(yours, radius + BAND + 16, "ck-you-text"));
        nodes.push(words("you", middle.x - radius - BAND / 2 - 4, foot, { anchor: "middle", className: "ck-you-text" }));
        nodes.push(words("record", middle.x - (radius + laid.inner) / 2, foot, { anchor: "middle", className: "ck-strong" }));
      } else {
        nodes.push(...dots(yours, laid, (at) => (points[at].given ? "ck-record" : "ck-you")), ...letters(yours, radius + BAND, "ck-you-text"));
      }
      for (const { start, end } of yours) {
        if (end === start || end === most || state.record) continue;
        const [[x1, y1], [x2, y2]] = [on(end / most, laid.inner - 4), on(end / most, radius + 6)];
        nodes.push(mark("line", { x1, y1, x2, y2, class: "ck-axis" }));
      }
      const left = number(Number((most - given).toFixed(9)));
      const inside = folded(most - given > 0 ? `${left} ${leftOver(content)}` : `${number(most)} ${content.unit}`, laid.inner * 1.3);
      if (!state.record) inside.forEach((line, at) => nodes.push(words(line, middle.x, middle.y - (inside.length - 1 - at) * LINE, { anchor: "middle" })));
      const listed = key(state, width, foot + 8);
      return { nodes: [...nodes, ...listed.nodes], height: listed.y + 4 };
    },
    grab: (x, y, state) => hold(content, state, around(x, y) * most),
    drag: ({ name, from }, x, y) => [[name, around(x, y) * most - from]],
  };

  function around(x, y) {
    if (y > middle.y) return x < middle.x ? 0 : 1;
    return Math.atan2(middle.y - y, middle.x - x) / Math.PI;
  }
}
