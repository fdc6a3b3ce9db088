// The form of a figure that can be explored: `content` is drawn once, and the kernel is asked for one source at a time.
// The answers of the kernel are HTML that it has escaped; all else goes in as text.
// It comes after `live.js` and `chart.js`.

const STEPS = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1, Home: -Infinity, End: Infinity };
const KEYS =
  "Point at a mark to read it here, and click to open its source. By keyboard: Tab to the chart, arrow keys, Home and " +
  "End from mark to mark, Enter or Space to open the source, Escape to come back.";
let views = 0;

/** The picture by itself, in the colours it has now. */
function standalone(source, svg) {
  const look = getComputedStyle(svg);
  const coloured = source.replace(/var\((--ck-[a-z-]+)\)/g, (_, name) => look.getPropertyValue(name).trim());
  return coloured.replace(/<style>:root.*?<\/style>/s, "");
}

async function asPng(source, { width, height }) {
  const address = URL.createObjectURL(new Blob([source], { type: "image/svg+xml" }));
  try {
    const image = Object.assign(new Image(), { src: address });
    await image.decode();
    const scale = (2 * 96) / 72; // twice as many pixels as the picture has on a screen
    const canvas = make("canvas", { width: Math.ceil(width * scale), height: Math.ceil(height * scale) });
    canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
    return await new Promise((done) => canvas.toBlob(done, "image/png"));
  } finally {
    URL.revokeObjectURL(address);
  }
}

function save(blob, name) {
  const link = make("a", { href: URL.createObjectURL(blob), download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  return `${name} is saved with your downloads.`;
}

async function copy(text) {
  await navigator.clipboard.writeText(text);
  return "The table is copied.";
}

/** Buttons that copy and save; what came of it is said. */
function saving(content, svg, link) {
  const status = make("p", { className: "ck-status", attributes: { role: "status" } });
  const picture = () => standalone(content.svg, svg);
  const table = () => new TextDecoder().decode(Uint8Array.from(atob(link.href.split(",")[1]), (sign) => sign.charCodeAt(0)));
  const jobs = {
    "Copy table as CSV": async () => copy(table()),
    "Save table as CSV": async () => save(new Blob(["\ufeff", table()], { type: "text/csv" }), `${content.stem}.csv`),
    "Save picture as SVG": async () => save(new Blob([picture()], { type: "image/svg+xml" }), `${content.stem}.svg`),
    "Save picture as PNG": async () => save(await asPng(picture(), svg.viewBox.baseVal), `${content.stem}.png`),
  };
  const buttons = Object.entries(jobs).filter(([name]) => link || name.includes("picture")).map(([name, job]) => {
    const button = make("button", { type: "button", textContent: name });
    button.addEventListener("click", async () => {
      status.textContent = ""; // the same words twice in a row would not be announced a second time
      status.textContent = await job().catch(() => `The browser did not let “${name}” happen.`);
    });
    return button;
  });
  return make("div", { className: "ck-saving" }, make("div", {}, ...buttons), status);
}

/** The place below the chart where the source of a mark is read. */
function reader(uid) {
  const title = make("p", { id: `${uid}-source`, tabIndex: -1, attributes: { role: "heading", "aria-level": 4 } });
  const close = make("button", { type: "button", textContent: "Close" });
  const body = make("div");
  const attributes = { "aria-labelledby": title.id };
  const node = make("section", { className: "ck-opened", hidden: true, attributes }, title, body, close);
  return { node, title, body, close };
}

function explore(model, root, uid) {
  const content = model.get("content");
  const { svg, marks, lay, under } = chart(content, `${uid}-`, root.querySelector(".ck-words").textContent);
  const keys = make("p", { className: "ck-keys", textContent: KEYS });
  const told = make("p", { className: "ck-told", attributes: { "aria-hidden": "true" } });
  const status = make("p", { className: "ck-status", attributes: { role: "status" } });
  const opened = reader(uid);
  const line = make("div", { className: "ck-line" }, keys, told);
  const slot = root.querySelector(".ck-drawing");
  slot.classList.toggle("ck-own-colours", !content.svg.includes("var(--ck-"));
  slot.append(svg);
  slot.after(...(marks.length ? [line, status, opened.node] : []));
  const link = root.querySelector(".ck-csv");
  root.querySelector(".ck-report").before(saving(content, svg, link));
  link?.parentElement.remove();

  const answers = new Map();
  const asked = new Set();
  let focused = -1;
  let open = -1;
  let wanted = -1;
  let waiting;

  const tell = (at) => {
    told.textContent = at < 0 ? "" : content.marks[at].says;
    line.classList.toggle("ck-telling", at >= 0);
    marks.forEach((mark, each) => mark.classList.toggle("ck-pointed", each === at));
  };
  /** Ask for a source before it is wanted, so that it is there when it is. */
  const ask = (at) => {
    if (asked.has(at)) return;
    asked.add(at);
    model.send({ do: "open", mark: content.marks[at].place });
  };
  const show = (at) => {
    clearTimeout(waiting);
    wanted = -1;
    open = at;
    status.textContent = "";
    opened.title.textContent = content.marks[at].title;
    opened.body.innerHTML = answers.get(at);
    // The same source may be open in two figures: a group is no landmark, and two may have one name.
    for (const panel of opened.body.querySelectorAll("section[aria-label]")) panel.setAttribute("role", "group");
    opened.node.hidden = false;
    marks.forEach((mark, each) => mark.classList.toggle("ck-open", each === at));
    if (root.contains(document.activeElement)) opened.title.focus();
  };
  const want = (at) => {
    if (answers.has(at)) return show(at);
    wanted = at;
    ask(at);
    clearTimeout(waiting);
    waiting = setTimeout(() => {
      asked.delete(at);
      status.textContent =
        "No reply from the kernel yet. It may be busy, or it may have stopped. The table below names the source of every mark.";
    }, PATIENCE);
  };
  const shut = () => {
    const back = open < 0 ? focused : open;
    opened.node.hidden = true;
    open = wanted = -1;
    for (const mark of marks) mark.classList.remove("ck-open");
    marks[back]?.focus();
  };
  const go = (at) => {
    const to = Math.min(Math.max(at, 0), marks.length - 1);
    marks.forEach((mark, each) => mark.setAttribute("tabindex", each === to ? 0 : -1));
    marks[to].focus();
  };
  const heard = ({ mark, html }) => {
    const at = content.marks.findIndex(({ place }) => place === mark);
    if (at < 0 || typeof html !== "string") return;
    answers.set(at, html);
    if (at === wanted) show(at);
  };

  slot.addEventListener("focusin", (event) => {
    focused = marks.indexOf(event.target);
    tell(focused);
    if (focused >= 0) ask(focused);
  });
  slot.addEventListener("focusout", () => tell(-1));
  svg.addEventListener("pointermove", (event) => {
    const at = under(event);
    svg.style.cursor = at < 0 ? "" : "pointer";
    tell(at < 0 ? marks.indexOf(document.activeElement) : at);
    if (at >= 0) ask(at);
  });
  svg.addEventListener("pointerleave", () => tell(marks.indexOf(document.activeElement)));
  svg.addEventListener("click", (event) => {
    const hit = marks.indexOf(event.target.closest(".ck-mark"));
    const at = hit < 0 ? under(event) : hit;
    if (at < 0) return;
    go(at);
    want(at);
  });
  svg.addEventListener("keydown", (event) => {
    const plain = !(event.ctrlKey || event.metaKey || event.altKey);
    if (!plain || focused < 0) return;
    if (event.key in STEPS) go(focused + STEPS[event.key]);
    else if (event.key === "Enter" || event.key === " ") want(focused);
    else return;
    event.preventDefault();
  });
  root.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || open < 0) return;
    event.preventDefault();
    shut();
  });
  opened.close.addEventListener("click", shut);
  model.on("msg:custom", heard);
  // Nothing can be measured before the picture is on the page and has a size.
  const sight = new ResizeObserver(() => {
    if (!svg.getBoundingClientRect().width) return;
    lay();
    sight.disconnect();
  });
  sight.observe(svg);
  return () => {
    clearTimeout(waiting);
    sight.disconnect();
    model.off("msg:custom", heard);
  };
}

/** Copy what is written round the drawing from the static form, if the page has it. */
function written(token) {
  return document.querySelector(`figure[data-ck-token="${token}"]`)?.cloneNode(true);
}

/** Make the words of a figure those of its live form: a place for the drawing instead of its picture. */
function adopt(figure) {
  figure.removeAttribute("data-ck-token");
  figure.querySelector("img").replaceWith(make("div", { className: "ck-drawing" }));
  figure.querySelector(".ck-still")?.remove();
  return figure;
}

export default {
  render({ model, el }) {
    const { token } = model.get("content");
    // tabindex: a click on the words of the figure must leave the keyboard inside it, where no key deletes a cell.
    const root = make("div", { className: "ck-explorer", tabIndex: -1 });
    const ends = [];
    const begin = (figure) => {
      root.append(adopt(figure));
      ends.push(explore(model, root, `ck-${token}-${++views}`), standIn(token));
    };
    const heard = ({ page }) => {
      if (typeof page === "string" && !root.hasChildNodes()) begin(make("div", { innerHTML: page }).firstElementChild);
    };
    el.append(root);
    ends.push(guardKeys(root), () => model.off("msg:custom", heard));
    model.on("msg:custom", heard);
    const figure = written(token);
    if (figure) begin(figure);
    else model.send({ do: "page" });
    return () => ends.forEach((end) => end());
  },
};
