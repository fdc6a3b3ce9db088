// What charts drawn in the browser share: marks, words that are measured, folded and kept apart.

const LETTER = 13; // pixels, whatever the width: type does not shrink with the chart
const LINE = 17;
const pen = document.createElement("canvas").getContext("2d");

/** Make a mark of a drawing. */
function mark(tag, attributes = {}, ...children) {
  const node = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  node.append(...children);
  return node;
}

/** Measure with the type of the page around a drawing. */
function writeAs(node) {
  pen.font = `600 ${LETTER}px ${getComputedStyle(node).fontFamily || "sans-serif"}`; // the boldest in use
}

const wide = (text) => pen.measureText(text).width;

/** Set words at a place: `anchor` is start, middle or end. */
function words(text, x, y, { anchor = "start", className = "", ...more } = {}) {
  const node = mark("text", { x, y, "text-anchor": anchor, class: className, ...more });
  node.textContent = text;
  return node;
}

/** Cut a word that is longer than a line. */
function cut(word, width) {
  const pieces = [""];
  for (const letter of word) {
    if (pieces.at(-1) && wide(pieces.at(-1) + letter) > width) pieces.push("");
    pieces[pieces.length - 1] += letter;
  }
  return pieces;
}

/** Fold words into lines that are no longer than a width. */
function folded(text, width) {
  const lines = [];
  for (const piece of text.split(/\s+/).flatMap((word) => cut(word, width))) {
    const longer = lines.length > 0 ? `${lines.at(-1)} ${piece}` : piece;
    if (lines.length > 0 && wide(longer) <= width) lines[lines.length - 1] = longer;
    else lines.push(piece);
  }
  return lines;
}

/** Move boxes along a line, each as little as it goes, until none lies on another: gives where each begins. */
function apart(boxes, low, high) {
  const order = boxes.map((_, at) => at).sort((one, other) => boxes[one].middle - boxes[other].middle || one - other);
  const starts = [];
  let free = low;
  for (const at of order) {
    starts[at] = Math.max(free, boxes[at].middle - boxes[at].size / 2);
    free = starts[at] + boxes[at].size;
  }
  let end = high;
  for (const at of order.reverse()) {
    starts[at] = Math.min(starts[at], end - boxes[at].size);
    end = starts[at];
  }
  return starts;
}

/** Choose round numbers along a scale from nought. */
function ticks(most, count) {
  const rough = most / count;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 2.5, 5, 10].map((times) => times * power).find((size) => size >= rough * 0.999);
  return Array.from({ length: Math.floor(most / step + 1e-9) + 1 }, (_, at) => Number((at * step).toPrecision(12)));
}

const number = (value) => value.toLocaleString("en-GB", { maximumFractionDigits: 10 });
const within = (value, low, high) => Math.max(low, Math.min(high, value));
