// The live form of a question: draws `content` and `state`, and sends what the student does.
// Text goes in by textContent. Only keys that end in `html` hold HTML, rendered from the bank by the kernel.

const PATIENCE = 5000; // milliseconds until a silent kernel is spoken of
const SUPPRESS = "data-lm-suppress-shortcuts";
const SILENT = Symbol("no reply yet");
let views = 0;

/** Make an element with properties, attributes and children. */
function make(tag, { attributes = {}, ...properties } = {}, ...children) {
  const node = Object.assign(document.createElement(tag), properties);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  node.append(...children);
  return node;
}

const html = (tag, className, source) => make(tag, { className, innerHTML: source });

/** Say where to look: what is there, and what to type in a cell to go to it. */
function places(lead, see) {
  const rows = see.map(({ go, says }) => make("li", {}, `${says}: `, make("code", { textContent: go })));
  if (rows.length === 0) return [];
  return [make("div", { className: "ck-see" }, make("p", { textContent: lead }), make("ul", {}, ...rows))];
}

/** Let Enter check the answer. JupyterLab takes line breaks away from the inputs in a cell, so it does not do so alone. */
function submitOnEnter(form) {
  form.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.isComposing || !event.target.matches("input")) return;
    event.preventDefault(); // where Enter does submit by itself, once is enough
    form.requestSubmit();
  });
}

/** Hide the static form while any live one is there. A style rule also reaches copies that are not on the page yet. */
function standIn(token) {
  const rule = make("style", { textContent: `[data-ck-token="${token}"] { display: none; }` });
  document.head.append(rule);
  return () => rule.remove();
}

/**
 * Keep keys from JupyterLab's shortcuts. Lumino looks for a shortcut from the element that has the focus upwards, until
 * one bears this attribute. JupyterLab's shortcuts for cells fit the focused element itself, so it is that one that must
 * bear it, before Lumino hears of the key. While the keys for saving are on their way, no element does.
 */
function guardKeys(root) {
  const guard = (event) => {
    if (!root.contains(event.target)) return;
    const saving = (event.ctrlKey || event.metaKey) && !event.altKey && event.key.toLowerCase() === "s";
    for (const node of [root, event.target]) {
      if (saving) node.removeAttribute(SUPPRESS);
      else node.setAttribute(SUPPRESS, "true");
    }
  };
  root.setAttribute(SUPPRESS, "true");
  window.addEventListener("keydown", guard, true);
  return () => window.removeEventListener("keydown", guard, true);
}

function radios(options, uid) {
  const inputs = options.map((option, at) =>
    make("input", { type: "radio", name: `${uid}-choice`, id: `${uid}-${at}`, value: option.name }),
  );
  const rows = options.map((option, at) =>
    make("label", { className: "ck-option", htmlFor: `${uid}-${at}` }, inputs[at], html("span", "", option.html)),
  );
  return {
    node: make("div", { className: "ck-options" }, ...rows),
    first: inputs[0],
    read: () => inputs.find((input) => input.checked)?.value ?? "",
    write: (answer) => inputs.forEach((input) => (input.checked = input.value === answer)),
  };
}

function numberField(unit, uid) {
  const input = make("input", {
    type: "text",
    id: `${uid}-number`,
    inputMode: "decimal",
    autocomplete: "off",
    spellcheck: false,
    attributes: { "aria-describedby": `${uid}-unit` },
  });
  const label = make("label", { htmlFor: input.id, textContent: "Your answer" });
  const beside = make("span", { className: "ck-unit", id: `${uid}-unit`, textContent: unit });
  return {
    node: make("div", { className: "ck-number" }, label, make("div", { className: "ck-field" }, input, beside)),
    first: input,
    read: () => input.value,
    write: (answer) => (input.value = answer),
  };
}

function button(text, type, className) {
  return make("button", { type, className, textContent: text });
}

/** Grey a button out without taking the focus from it. */
function allow(node, allowed) {
  node.setAttribute("aria-disabled", String(!allowed));
}

const allowed = (node) => node.getAttribute("aria-disabled") !== "true";

function build(content, uid) {
  const control = content.kind === "number" ? numberField(content.unit, uid) : radios(content.options, uid);
  const check = button("Check", "submit", "ck-check");
  const hint = button("Hint", "button", "ck-quiet");
  const show = button("Show the model answer", "button", "ck-quiet");
  const when = make("p", {
    className: "ck-aside",
    id: `${uid}-when`,
    textContent: "The model answer opens after a first attempt, or after the last hint.",
  });
  show.setAttribute("aria-describedby", when.id);
  const form = make(
    "form",
    { noValidate: true },
    make("fieldset", {}, html("legend", "", content.prompt_html), control.node),
    make("div", { className: "ck-actions" }, check, hint, show),
    when,
  );
  const status = make("div", { className: "ck-status", attributes: { role: "status" } });
  const hints = make("div", { className: "ck-hints", attributes: { role: "log", "aria-label": "Hints" } });
  const model = make("div", { className: "ck-model" });
  const kept = make("p", { className: "ck-aside" });
  const name = make("p", { className: "ck-name", textContent: `Question ${content.id}` });
  // tabindex: a click on the words of the card must leave the keyboard inside it, where no key deletes a cell.
  const root = make("div", { className: "ck-exercise", tabIndex: -1 }, name, form, status, hints, model, kept);
  return { root, form, control, hint, show, when, status, hints, model, kept };
}

const note = (words) => (words ? [make("p", { className: "ck-note", textContent: words })] : []);

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
    const { control, status } = parts;
    let checks;
    let opening = false;
    let waiting;

    const draw = () => {
      const state = model.get("state");
      clearTimeout(waiting);
      if (state.checks !== checks) {
        if (checks !== SILENT) control.write(state.answer);
        drawStatus(status, state);
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
      send({ do: "check", answer: control.read() });
    });
    parts.hint.addEventListener("click", () => allowed(parts.hint) && send({ do: "hint" }));
    parts.show.addEventListener("click", () => {
      if (!allowed(parts.show)) return;
      opening = true;
      send({ do: "show" });
    });

    submitOnEnter(parts.form);
    draw();
    el.append(parts.root);
    model.on("change:state", draw);
    const releaseKeys = guardKeys(parts.root);
    const stepBack = standIn(content.token);
    return () => {
      clearTimeout(waiting);
      model.off("change:state", draw);
      releaseKeys();
      stepBack();
    };
  },
};
