// The picture of a figure on the page: read as XML, with its marks laid over it. It stands before `explorer.js`.

const SVG = "http://www.w3.org/2000/svg";
const DRAWN = new Set(["svg", "g", "defs", "path", "use", "clipPath", "rect", "circle", "pattern", "image"]);
const REACH = 12; // pixels beside a mark that still count as pointing at it
const UPRIGHT = 0.85; // part of an upright box that a mark must fill to be ringed by it
const MANY = 12; // parts of a mark that has neighbours close by, such as the seats of an arc
const PADS = { few: 3.5, many: 1.5 }; // between a mark and the ring round it, in the picture's own units

function draw(tag, attributes, ...children) {
  const node = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  node.append(...children);
  return node;
}

/** Keep of one attribute what only draws: names get a prefix, so that two pictures of a page never share one. */
function settle(node, { name, localName, value }, prefix) {
  if (localName === "id") node.id = prefix + value;
  else if (localName === "href" && value.startsWith("#")) node.setAttribute(name, `#${prefix}${value.slice(1)}`);
  else if (localName.startsWith("on") || (localName === "href" && !/^data:image\/(png|jpeg);/.test(value)))
    node.removeAttribute(name);
  else if (value.includes("url(#")) node.setAttribute(name, value.replaceAll("url(#", `url(#${prefix}`));
}

/** Read a picture as XML, without anything that could run or reach out. */
function parse(source, prefix) {
  const root = new DOMParser().parseFromString(source, "image/svg+xml").documentElement;
  if (root.localName !== "svg") throw new Error("The picture of this figure cannot be read. Run its cell again.");
  for (const node of root.querySelectorAll("*")) {
    if (node.localName === "a") node.replaceWith(...node.childNodes);
    else if (!DRAWN.has(node.localName)) node.remove();
    else for (const attribute of [...node.attributes]) settle(node, attribute, prefix);
    if (node.localName === "use") place(node);
  }
  for (const name of ["id", "width", "height"]) root.removeAttribute(name);
  return document.importNode(root, true);
}

/** Say by a transform where a copy stands: WebKit leaves its `x` and `y` out of its box. */
function place(use) {
  const [x, y] = ["x", "y"].map((name) => use.getAttribute(name) ?? 0);
  use.setAttribute("transform", `${use.getAttribute("transform") ?? ""} translate(${x} ${y})`);
  for (const name of ["x", "y"]) use.removeAttribute(name);
}

/** The line round points that turns one way only. */
function hull(points) {
  const sorted = points.toSorted(([x, y], [u, v]) => x - u || y - v);
  const half = (ordered) => {
    const kept = [];
    for (const [x, y] of ordered) {
      while (kept.length > 1) {
        const [[a, b], [c, d]] = kept.slice(-2);
        if ((c - a) * (y - b) - (d - b) * (x - a) > 0) break;
        kept.pop();
      }
      kept.push([x, y]);
    }
    return kept.slice(0, -1);
  };
  return [...half(sorted), ...half(sorted.toReversed())];
}

const twice = (points) =>
  Math.abs(points.reduce((sum, [x, y], at) => sum + x * points.at(at - 1)[1] - y * points.at(at - 1)[0], 0));

/** The line round some boxes: upright where little else lies within it, close to them where more would. */
function outline(boxes) {
  if (!boxes.length) return "";
  const pad = boxes.length > MANY ? PADS.many : PADS.few;
  const wider = (box) => ({ left: box.left - pad, right: box.right + pad, top: box.top - pad, bottom: box.bottom + pad });
  const rooms = boxes.map(wider);
  const close = hull(rooms.flatMap(corners));
  const [left, top] = ["left", "top"].map((side) => Math.min(...rooms.map((box) => box[side])));
  const [right, bottom] = ["right", "bottom"].map((side) => Math.max(...rooms.map((box) => box[side])));
  const upright = corners({ left, right, top, bottom });
  const line = twice(close) > UPRIGHT * 2 * (right - left) * (bottom - top) ? hull(upright) : close;
  return `M${line.map((point) => point.join(" ")).join("L")}Z`;
}

/** Measure what shows a mark: a box for each part of it, in the units of the picture. */
function boxesOf(svg, group) {
  const home = svg.getScreenCTM().inverse();
  return [...group.querySelectorAll("path, use, rect, circle, image")]
    .filter((part) => !part.closest("defs, clipPath"))
    .map((part) => {
      const { x, y, width, height } = part.getBBox();
      const there = home.multiply(part.getScreenCTM());
      const spots = corners({ left: x, right: x + width, top: y, bottom: y + height });
      const [across, down] = ["x", "y"].map((axis) => spots.map(([a, b]) => new DOMPoint(a, b).matrixTransform(there)[axis]));
      const [left, top] = [across, down].map((values) => Math.min(...values));
      const [right, bottom] = [across, down].map((values) => Math.max(...values));
      return { left, right, top, bottom };
    });
}

const far = (box, { x, y }) =>
  Math.hypot(Math.max(box.left - x, x - box.right, 0), Math.max(box.top - y, y - box.bottom, 0));
const area = (boxes) => boxes.reduce((sum, box) => sum + (box.right - box.left) * (box.bottom - box.top), 0);
const corners = (box) => [box.left, box.right].flatMap((x) => [box.top, box.bottom].map((y) => [x, y]));

/** The picture with its marks: each can have the focus, is told in words, and lies where the mark is drawn. */
function chart(content, prefix, words) {
  const svg = parse(content.svg, prefix);
  for (const child of svg.children) child.setAttribute("aria-hidden", "true"); // told by the marks and in words
  const marks = content.marks.map(({ says }, at) => {
    const rings = ["ck-halo", "ck-ring"].map((name) => draw("path", { class: name, "vector-effect": "non-scaling-stroke" }));
    const tabindex = at === 0 ? 0 : -1;
    return draw("g", { class: "ck-mark", role: "graphics-symbol", "aria-label": says, tabindex }, ...rings);
  });
  const described = draw("desc", { id: `${prefix}words` }, words);
  svg.prepend(described);
  svg.append(...marks);
  svg.setAttribute("role", "graphics-document");
  svg.setAttribute("aria-roledescription", "chart");
  svg.setAttribute("aria-label", content.title);
  svg.setAttribute("aria-describedby", described.id);
  const places = [];
  const lay = () => {
    const known = new Map();
    const measured = (name) => {
      const group = svg.getElementById(prefix + name);
      if (!known.has(name)) known.set(name, group ? boxesOf(svg, group) : []);
      return known.get(name);
    };
    content.marks.forEach(({ shows }, at) => {
      places[at] = shows.flatMap(measured);
      const line = outline(places[at]);
      for (const ring of marks[at].children) ring.setAttribute("d", line);
    });
  };
  /** Find the mark at a place of the screen: the nearest, and of those that hold it the smallest. */
  const under = ({ clientX, clientY }) => {
    const matrix = svg.getScreenCTM().inverse();
    const point = new DOMPoint(clientX, clientY).matrixTransform(matrix);
    const near = places
      .map((boxes, at) => ({ at, off: Math.min(...boxes.map((box) => far(box, point))), size: area(boxes) }))
      .filter(({ off }) => off <= REACH * matrix.a);
    return near.sort((one, other) => one.off - other.off || one.size - other.size)[0]?.at ?? -1;
  };
  return { svg, marks, lay, under };
}
