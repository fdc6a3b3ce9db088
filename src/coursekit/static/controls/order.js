/** Putting in order: the answer is the list of names from the top, or nothing until something was moved. */
function control(content, uid) {
  const arrows = { ArrowUp: -1, ArrowDown: 1 };
  const list = make("ol", { className: "ck-order", attributes: { role: "list" } });
  const told = make("p", { className: "ck-aside ck-moves", attributes: { role: "status" } });
  let moved = false;

  const rows = content.items.map((item) => {
    const place = make("span", { className: "ck-place-number" });
    const text = html("span", "ck-order-text", item.html);
    const up = make("button", { type: "button", textContent: "Up", attributes: { "aria-label": `Move ${item.label} up` } });
    const down = make("button", { type: "button", textContent: "Down", attributes: { "aria-label": `Move ${item.label} down` } });
    const grip = make("span", { className: "ck-grip", attributes: { "aria-hidden": "true" } });
    const node = make("li", {}, grip, place, text, make("span", { className: "ck-order-moves" }, up, down));
    return { item, node, place, up, down, grip };
  });
  let order = [];

  const tell = () => {
    order.forEach((row, at) => {
      row.place.textContent = `${at + 1}.`;
      allow(row.up, at > 0);
      allow(row.down, at < order.length - 1);
    });
  };

  const deal = (dealt) => {
    const same = dealt.every((row, at) => row === order[at]);
    order = dealt;
    if (!same) list.append(...order.map((row) => row.node)); // else it might take the focus from one of them
    tell();
  };

  /** Move the others around a row: taken out of the page, it would lose the focus, or the pointer that drags it. */
  const put = (row, place) => {
    const others = order.filter((each) => each !== row);
    const [above, below] = [others.slice(0, place), others.slice(place)];
    order = [...above, row, ...below];
    row.node.before(...above.map((each) => each.node));
    row.node.after(...below.map((each) => each.node));
    moved = true;
    tell();
  };

  const announce = (row) => {
    told.textContent = `${row.item.label} moved to place ${order.indexOf(row) + 1} of ${order.length}.`;
  };

  const step = (row, by) => {
    const place = order.indexOf(row) + by;
    if (place < 0 || place >= order.length) {
      told.textContent = `${row.item.label} is ${by < 0 ? "first" : "last"} already.`;
      return;
    }
    put(row, place);
    announce(row);
  };

  const under = (y) => {
    const boxes = order.map((row) => row.node.getBoundingClientRect());
    const at = boxes.findIndex((box) => y < box.bottom);
    return at < 0 ? boxes.length - 1 : at;
  };

  const drag = (row) => {
    let from;
    const follow = ({ clientY }) => {
      const box = row.node.getBoundingClientRect();
      const place = under(clientY);
      // A tall row that takes the place of a low one would otherwise swing to and fro under a pointer at rest.
      const past = place < order.indexOf(row) ? clientY < box.top : clientY > box.bottom;
      if (past) put(row, place);
    };
    const drop = () => {
      row.node.classList.remove("ck-dragged");
      for (const [name, listener] of Object.entries(heard)) row.grip.removeEventListener(name, listener);
      if (order.indexOf(row) !== from) announce(row);
    };
    const heard = { pointermove: follow, pointerup: drop, pointercancel: drop };
    row.grip.addEventListener("pointerdown", (event) => {
      if (event.button !== 0) return;
      event.preventDefault();
      from = order.indexOf(row);
      row.grip.setPointerCapture(event.pointerId);
      row.node.classList.add("ck-dragged");
      for (const [name, listener] of Object.entries(heard)) row.grip.addEventListener(name, listener);
    });
  };

  for (const row of rows) {
    row.up.addEventListener("click", () => step(row, -1));
    row.down.addEventListener("click", () => step(row, 1));
    row.node.addEventListener("keydown", (event) => {
      if (!(event.key in arrows) || event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      step(row, arrows[event.key]);
    });
    drag(row);
  }
  deal(rows);

  const end = (words, source) => make("p", { className: "ck-order-end" }, `${words}: `, html("span", "", source));
  const how = make("p", { className: "ck-aside" });
  how.textContent = "Use the buttons; the arrow keys do the same while one of them has the focus.";
  return {
    node: make("div", { className: "ck-ordering" }, end("First", content.first_html), list, end("Last", content.last_html), how, told),
    first: rows[0].up,
    read: () => (moved ? order.map((row) => row.item.name) : ""),
    write: (names) => {
      deal(names.map((name) => rows.find((row) => row.item.name === name)));
      moved = true;
    },
    reset: () => {
      deal(rows);
      moved = false;
      told.textContent = "Everything is back where it began.";
    },
  };
}
