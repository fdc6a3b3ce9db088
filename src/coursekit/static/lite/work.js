// The student's work in the bar: what there is and what of it is not downloaded, and under "Your work" all there is to do.
import { Answers } from "./answers.js";
import { bringBack } from "./bringing.js";
import { Notebooks } from "./changed.js";
import { Reminder } from "./reminding.js";

const ours = window.countingOctober;
const { bar, button } = ours;

export function showWork(app, published, chooseVersion) {
  const answers = new Answers(app.serviceManager.contents, tell);
  const notebooks = new Notebooks(app, published, tell);
  const reminder = new Reminder(answers, notebooks);
  const count = made("span", { id: "ck-count" });
  const download = button("Download my answers", () => answers.take());
  download.setAttribute("aria-describedby", count.id);
  const list = listOf(notebooks);
  const row = made("div", { className: "ck-row" });
  row.append(count, download, panel(app, notebooks, list.node, chooseVersion));
  bar.append(row);
  answers.look();
  return notebooks;

  function tell() {
    const words = [wordsForAnswers(answers)];
    if (notebooks.found.length > 0) words.push(wordsForNotebooks(notebooks.found.length, notebooks.open.length));
    count.textContent = words.join("; ");
    download.disabled = answers.all === 0;
    list.show();
    reminder.look();
    if (answers.all > 0 || notebooks.found.length > 0) askToKeep().catch((error) => console.warn("Not asked to keep:", error));
  }
}

// Asked once there is something to lose, and once for a page: Firefox puts the question to the reader, and gives no answer
// before the reader does, so nothing may wait for it.
let put = false;
async function askToKeep() {
  if (put || !navigator.storage?.persist) return;
  put = true;
  if (!await navigator.storage.persisted()) await navigator.storage.persist();
}

function wordsForAnswers({ all, open }) {
  if (all === 0) return ours.worker ? "No answers yet" : "Your answers are not kept here";
  return `${all} ${all === 1 ? "answer" : "answers"}, ${open === 0 ? "all" : open} ${open === 0 ? "" : "not "}downloaded`;
}

function wordsForNotebooks(all, open) {
  if (all === 1) return `1 notebook changed, ${open === 0 ? "" : "not "}downloaded`;
  return `${all} notebooks changed, ${open === 0 ? "all" : open} ${open === 0 ? "" : "not "}downloaded`;
}

// Lines are changed in place, so that the button that was pressed keeps the focus.
function listOf(notebooks) {
  const node = made("div");
  const none = made("p", { textContent: "You have changed no notebook yet." });
  const list = made("ul", { className: "ck-changed" });
  list.setAttribute("aria-label", "Notebooks you have changed");
  const lines = new Map();
  node.append(none);
  return { node, show };

  function show() {
    for (const { path, name, cells, taken } of notebooks.found) {
      if (!lines.has(path)) lines.set(path, lineOf(path, name));
      const { line, words } = lines.get(path);
      words.textContent = `“${name}”: ${cells} ${cells === 1 ? "cell" : "cells"} changed by you, `
        + `${taken ? "" : "not "}downloaded. `;
      if (line.parentNode !== list) list.append(line);
    }
    const now = new Set(notebooks.found.map(({ path }) => path));
    for (const [path, { line }] of lines) if (!now.has(path)) line.remove();
    if (now.size > 0) none.replaceWith(list);
    else list.replaceWith(none);
  }

  function lineOf(path, name) {
    const [line, words] = [made("li"), made("span")];
    line.append(words, button(`Download “${name}”`, () => notebooks.take(path)));
    return { line, words };
  }
}

function panel(app, notebooks, list, chooseVersion) {
  const details = made("details");
  details.addEventListener("toggle", () => { if (details.open) notebooks.look(); });
  const label = made("label", { textContent: "Bring back downloaded answers (a file that ends in .jsonl) " });
  const file = made("input", { type: "file", accept: ".jsonl" });
  label.append(file);
  file.addEventListener("change", async () => {
    await bringBack(app, file.files[0]);
    file.value = "";
  });
  details.append(
    made("summary", { textContent: "Your work" }),
    list,
    label,
    button("My copy of this lesson and the course’s newest…", chooseVersion),
    made("p", { id: "ck-later", textContent: "Use without a network: not known yet." }),
  );
  return details;
}

function made(tag, properties = {}) {
  return Object.assign(document.createElement(tag), properties);
}
