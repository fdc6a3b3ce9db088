/**
 * The words of a passage, to be marked: a list box of words. Arrows go from word to word and from line to line, Space
 * marks or unmarks one, Shift with an arrow marks on; a pointer marks by a click or by drawing over the words.
 */
function wordMarker(paragraphs, uid, label) {
  const words = [];
  const marked = new Set();
  let active = 0;
  let anchor = null;

  const groups = paragraphs.map((texts, at) => {
    const options = texts.flatMap((text) => {
      const word = make("span", { className: "ck-word", id: `${uid}-w${words.length}`, textContent: text, attributes: { role: "option", "aria-selected": "false" } });
      word.dataset.at = words.length;
      words.push(word);
      return [word, " "];
    });
    return make("div", { className: "ck-words-line", attributes: { role: "group", "aria-label": `Paragraph ${at + 1}` } }, ...options);
  });
  const box = make("div", { className: "ck-words-box", tabIndex: 0, attributes: { role: "listbox", "aria-multiselectable": "true", "aria-label": label, "aria-describedby": `${uid}-keys` } }, ...groups);
  const keys = make("p", {
    className: "ck-aside",
    id: `${uid}-keys`,
    textContent: "Click words or draw over them. With the keyboard: arrows move, Space marks a word, Shift with an arrow marks on.",
  });
  const told = make("p", { className: "ck-marked", attributes: { role: "status" } });
  const clear = button("Clear the marks", "button", "ck-quiet");

  const runs = () => {
    const found = [];
    for (const at of [...marked].sort((one, other) => one - other)) {
      const last = found[found.length - 1];
      if (last && last[1] === at - 1) last[1] = at;
      else found.push([at, at]);
    }
    return found;
  };

  const draw = () => {
    words.forEach((word, at) => {
      word.setAttribute("aria-selected", String(marked.has(at)));
      word.classList.toggle("ck-active", at === active);
    });
    if (words.length > 0) box.setAttribute("aria-activedescendant", words[active].id);
    allow(clear, marked.size > 0);
  };

  const tell = () => {
    const texts = runs().map(([first, last]) => words.slice(first, last + 1).map((word) => word.textContent).join(" "));
    told.textContent = texts.length > 0 ? `Marked: “${texts.join(" … ")}”` : "Nothing is marked.";
  };

  const change = (first, last, on) => {
    for (let at = Math.min(first, last); at <= Math.max(first, last); at += 1) {
      if (on) marked.add(at);
      else marked.delete(at);
    }
    draw();
    tell();
  };

  /** Find the word above or below: the nearest on the next line. */
  const beside = (step) => {
    const here = words[active].getBoundingClientRect();
    const middle = (here.left + here.right) / 2;
    let best = active;
    let least = Infinity;
    for (let at = active + step; at >= 0 && at < words.length; at += step) {
      const there = words[at].getBoundingClientRect();
      const down = Math.abs(there.top - here.top);
      if (down < here.height / 2) continue;
      const far = down * 100 + Math.abs((there.left + there.right) / 2 - middle);
      if (far < least) [best, least] = [at, far];
      if (down > here.height * 4) break;
    }
    return best;
  };

  const goals = {
    ArrowRight: () => Math.min(active + 1, words.length - 1),
    ArrowLeft: () => Math.max(active - 1, 0),
    ArrowDown: () => beside(1),
    ArrowUp: () => beside(-1),
    Home: () => 0,
    End: () => words.length - 1,
  };

  box.addEventListener("keydown", (event) => {
    if (words.length === 0) return;
    if (event.key === " ") {
      event.preventDefault();
      change(active, active, !marked.has(active));
      return;
    }
    if (!(event.key in goals) || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    const from = active;
    active = goals[event.key]();
    if (event.shiftKey) change(from, active, true);
    else draw();
    words[active].scrollIntoView({ block: "nearest" });
  });

  const under = (event) => {
    const found = document.elementFromPoint(event.clientX, event.clientY)?.closest(".ck-word");
    return found && box.contains(found) ? Number(found.dataset.at) : null;
  };
  box.addEventListener("pointerdown", (event) => {
    const at = under(event);
    if (at === null || event.button !== 0) return;
    event.preventDefault(); // no text selection of the browser's own
    box.focus();
    active = at;
    anchor = { at, on: !marked.has(at), before: new Set(marked) };
    change(at, at, anchor.on);
  });
  box.addEventListener("pointermove", (event) => {
    const at = anchor && under(event);
    if (at === null || at === active) return;
    marked.clear();
    anchor.before.forEach((each) => marked.add(each));
    active = at;
    change(anchor.at, at, anchor.on);
  });
  for (const name of ["pointerup", "pointercancel", "pointerleave"]) box.addEventListener(name, () => (anchor = null));
  clear.addEventListener("click", () => {
    if (!allowed(clear)) return;
    marked.clear();
    draw();
    tell();
  });

  draw();
  return {
    node: make("div", { className: "ck-marker" }, box, keys, told, clear),
    first: box,
    read: runs,
    write: (spans) => {
      marked.clear();
      for (const [first, last] of spans ?? []) for (let at = first; at <= last; at += 1) if (at in words) marked.add(at);
      draw();
      if (marked.size > 0) tell();
    },
  };
}
