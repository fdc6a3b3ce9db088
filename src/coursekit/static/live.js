// What the live forms of questions and figures share. It stands before the script of the form itself.

const PATIENCE = 5000; // milliseconds until a silent kernel is spoken of
const SUPPRESS = "data-lm-suppress-shortcuts";

/** Make an element with properties, attributes and children. */
function make(tag, { attributes = {}, ...properties } = {}, ...children) {
  const node = Object.assign(document.createElement(tag), properties);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  node.append(...children);
  return node;
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
