// The frame of every question: prompt, buttons, verdict, hints, model answer, and what is read beside them.
// `live.js` and the looks of all kinds (`LOOKS`) come before this one, and the control of the kind (`controls/`) after it.
// Text goes in by textContent. Only keys that end in `html` hold HTML, rendered from the bank by the kernel.

const SILENT = Symbol("no reply yet");
const SURE = [
  ["a guess", "A guess"],
  ["fairly sure", "Fairly sure"],
  ["sure", "Sure"],
];
let views = 0;

/** Make an element of HTML from the bank; its own letters say whether it runs from the right. */
const html = (tag, className, source) => make(tag, { className, innerHTML: source, dir: "auto" });

function button(text, type, className) {
  return make("button", { type, className, textContent: text });
}

/** Grey a button out without taking the focus from it. */
function allow(node, allowed) {
  node.setAttribute("aria-disabled", String(!allowed));
}

const allowed = (node) => node.getAttribute("aria-disabled") !== "true";

const note = (words) => (words ? [make("p", { className: "ck-note", dir: "auto", textContent: words })] : []);

/** Let Enter check the answer. JupyterLab takes line breaks away from the inputs in a cell, so it does not do so alone. */
function submitOnEnter(form) {
  form.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.isComposing || !event.target.matches("input")) return;
    event.preventDefault(); // where Enter does submit by itself, once is enough
    form.requestSubmit();
  });
}

/** Bring the looks of all kinds, once for a page. */
function dress() {
  const old = document.getElementById("ck-exercise-looks");
  if (old?.textContent === LOOKS) return;
  old?.remove();
  document.head.append(make("style", { id: "ck-exercise-looks", textContent: LOOKS }));
}

/** Ask how sure the student is. It may be left open, and it never changes the verdict. */
function confidence(uid) {
  const inputs = SURE.map(([value]) => make("input", { type: "radio", name: `${uid}-sure`, value }));
  const rows = SURE.map(([, words], at) => make("label", {}, inputs[at], make("span", { textContent: words })));
  const legend = make("legend", { textContent: "How sure are you? (optional)" });
  return {
    node: make("fieldset", { className: "ck-sure" }, legend, make("div", {}, ...rows)),
    read: () => inputs.find((input) => input.checked)?.value ?? "",
    write: (value) => inputs.forEach((input) => (input.checked = input.value === value)),
  };
}

/** Say where to look: a button for each place, which opens it below. */
function places(lead, see) {
  const rows = see.map(({ kind, id, says }) => {
    const open = make("button", { type: "button", className: "ck-place", dir: "auto", textContent: says });
    Object.assign(open.dataset, { kind, id });
    open.setAttribute("aria-expanded", "false");
    return make("li", {}, open);
  });
  if (rows.length === 0) return [];
  return [make("div", { className: "ck-see" }, make("p", { textContent: lead }), make("ul", {}, ...rows))];
}

/**
 * Open a row or a passage below the region whose button was pressed, and bring the focus back when it closes. It stands
 * outside the regions that are announced: there, all of it would be read out at once.
 */
function reader(root, ask) {
  const close = button("Close (Esc)", "button", "ck-quiet");
  const body = make("div", {});
  const panel = make("div", { className: "ck-reading", tabIndex: -1, attributes: { role: "group" } }, close, body);
  let opener;
  let waiting;

  const shut = () => {
    clearTimeout(waiting);
    opener?.setAttribute("aria-expanded", "false");
    panel.remove();
    opener = undefined;
  };
  const back = () => {
    const from = opener;
    shut();
    (from?.isConnected ? from : root).focus();
  };
  const show = (...children) => {
    clearTimeout(waiting);
    if (!opener?.isConnected) return;
    body.replaceChildren(...children);
    panel.setAttribute("aria-label", opener.textContent);
    opener.setAttribute("aria-expanded", "true");
    opener.closest("[data-ck-region]").after(panel);
    panel.focus();
  };
  const silent = () => {
    const type = opener?.dataset.kind === "passage" ? "ck.passage" : "ck.source";
    const words = "No reply from the kernel yet. When it runs again, type this in a cell: ";
    const typed = make("code", { textContent: `${type}("${opener?.dataset.id}")` });
    show(make("p", { className: "ck-note" }, words, typed));
  };

  root.addEventListener("click", (event) => {
    const place = event.target.closest(".ck-place");
    if (!place) return;
    if (place === opener) return back();
    shut();
    opener = place;
    waiting = setTimeout(silent, PATIENCE);
    ask({ do: "look", kind: place.dataset.kind, id: place.dataset.id });
  });
  panel.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    event.stopPropagation();
    back();
  });
  close.addEventListener("click", back);
  return {
    shut: () => opener && !opener.isConnected && shut(),
    hear: ({ kind, id, html: source }) => {
      if (opener?.dataset.kind === kind && opener.dataset.id === id) show(make("div", { innerHTML: source }));
    },
    leave: () => clearTimeout(waiting),
  };
}

function region(className, attributes = {}) {
  return make("div", { className, attributes: { ...attributes, "data-ck-region": "" } });
}

function build(content, uid) {
  const field = control(content.control, uid);
  const sure = confidence(uid);
  const check = button("Check", "submit", "ck-check");
  const reset = button("Start over", "button", "ck-quiet");
  const hint = button("Hint", "button", "ck-quiet");
  const show = button("Show the model answer", "button", "ck-quiet");
  const when = make("p", {
    className: "ck-aside",
    id: `${uid}-when`,
    textContent: content.opens,
  });
  show.setAttribute("aria-describedby", when.id);
  reset.hidden = !field.reset;
  const form = make(
    "form",
    { noValidate: true },
    make("fieldset", {}, html("legend", "", content.prompt_html), field.node),
    ...(content.confidence ? [sure.node] : []),
    make("div", { className: "ck-actions" }, check, reset, hint, show),
    when,
  );
  const status = region("ck-status", { role: "status" });
  const hints = region("ck-hints", { role: "log", "aria-label": "Hints" });
  const model = region("ck-model");
  const kept = make("p", { className: "ck-aside" });
  const reminder = make("p", { className: "ck-aside ck-reminder" });
  const name = make("p", { className: "ck-name", textContent: `Question ${content.id}` });
  // tabindex: a click on the words of the card must leave the keyboard inside it, where no key deletes a cell.
  const root = make("div", { className: "ck-exercise", tabIndex: -1 }, name, form, status, hints, model, kept, reminder);
  return { root, form, field, sure, check, reset, hint, show, when, status, hints, model, kept, reminder };
}

function drawStatus(status, state) {
  const parts = note(state.restored);
  if (state.outcome) {
    const sign = make("span", { className: "ck-sign", attributes: { "aria-hidden": "true" } });
    const words = make("p", { className: "ck-words" }, sign, make("strong", { textContent: state.words }));
    const right = state.outcome === "right";
    const see = places(right ? "This rests on:" : "Next, look at:", state.see);
    parts.push(words, html("div", "ck-message", state.message_html), ...see);
  }
  parts.push(...note(state.unsaved));
  status.dataset.outcome = state.outcome;
  status.replaceChildren(...parts);
}

/** Add the hints that are new, so that only these are announced. */
function drawHints(region, state, total) {
  for (const [at, hint] of state.hints.entries()) {
    if (at < region.children.length) continue;
    const title = make("p", { className: "ck-title", textContent: `Hint ${at + 1} of ${total}` });
    region.append(make("div", { className: "ck-hint" }, title, html("div", "", hint.html), ...places("Look at:", hint.see)));
  }
}

function drawModel(region, model) {
  if (!model || region.hasChildNodes()) return;
  const title = make("p", { className: "ck-title", textContent: "Model answer", tabIndex: -1 });
  const because = html("div", "ck-because", model.because_html);
  region.append(title, html("div", "ck-answer", model.answer_html), because, ...places("This rests on:", model.see));
}

export default {
  render({ model, el }) {
    const content = model.get("content");
    const parts = build(content, `ck-${content.token}-${++views}`);
    const { field, sure, status } = parts;
    const panel = reader(parts.root, (message) => model.send(message));
    let checks;
    let opening = false;
    let waiting;

    /** Offer Check only while there is something to check; a kind without `read` is answered somewhere else. */
    const offer = () => {
      const over = field.over?.();
      const lost = over && document.activeElement === parts.check;
      parts.check.hidden = !field.read || Boolean(over);
      if (lost) over.focus();
    };

    const draw = () => {
      const state = model.get("state");
      clearTimeout(waiting);
      if (state.checks !== checks) {
        const attempted = state.answer != null; // in a browser's kernel, what is None in Python arrives as undefined
        if (attempted && checks !== SILENT) {
          field.write(state.answer);
          sure.write(state.confidence);
        }
        if (attempted) field.reveal?.(state.reveal);
        drawStatus(status, state);
        panel.shut();
        checks = state.checks;
      }
      drawHints(parts.hints, state, content.hints);
      drawModel(parts.model, state.model);
      const more = state.hints.length < content.hints;
      parts.hint.textContent = more ? `Hint ${state.hints.length + 1} of ${content.hints}` : "No more hints";
      allow(parts.hint, more);
      allow(parts.show, state.may_show);
      parts.when.hidden = state.may_show;
      parts.show.hidden = Boolean(state.model);
      parts.kept.textContent = state.kept;
      parts.reminder.textContent = state.reminder;
      offer();
      if (opening && state.model) parts.model.firstChild.focus();
      opening = opening && !state.model;
    };

    const silent = () => {
      checks = SILENT; // so that the next state is drawn over these words, whatever it is
      const words = "No reply from the kernel yet. It may be busy, or it may have stopped. What you entered is still here.";
      status.dataset.outcome = "";
      status.replaceChildren(...note(words));
    };

    const send = (message) => {
      clearTimeout(waiting);
      waiting = setTimeout(silent, PATIENCE);
      model.send(message);
    };

    parts.form.addEventListener("submit", (event) => {
      event.preventDefault();
      // Emptied first: the same words twice in a row would not be announced a second time.
      status.dataset.outcome = "";
      status.replaceChildren();
      panel.shut();
      send({ do: "check", answer: field.read(), confidence: sure.read() });
    });
    parts.reset.addEventListener("click", () => {
      field.reset();
      offer();
      field.first.focus();
    });
    parts.hint.addEventListener("click", () => allowed(parts.hint) && send({ do: "hint" }));
    parts.show.addEventListener("click", () => {
      if (!allowed(parts.show)) return;
      opening = true;
      send({ do: "show" });
    });

    dress();
    submitOnEnter(parts.form);
    draw();
    el.append(parts.root);
    model.on("change:state", draw);
    model.on("msg:custom", panel.hear);
    const releaseKeys = guardKeys(parts.root);
    const stepBack = standIn(content.token);
    return () => {
      clearTimeout(waiting);
      panel.leave();
      model.off("change:state", draw);
      model.off("msg:custom", panel.hear);
      releaseKeys();
      stepBack();
    };
  },
};
