// The student's answers: how many, how many are not downloaded, one click to download them, and a way to bring them back.
import { bringBack } from "./bringing.js";
import { LOG, logBytes, noteTaken, tally } from "./log.js";

const ours = window.countingOctober;
const { bar, button, course, say, unsay } = ours;
const MANY = 5; // answers not downloaded, before anybody is reminded; and as many more after "Not now"

export function keepAnswers(app, chooseVersion) {
  const contents = app.serviceManager.contents;
  let quietUntil = MANY;
  let open = 0;

  const count = document.createElement("span");
  count.id = "ck-count";
  const download = button("Download my answers", take);
  download.setAttribute("aria-describedby", count.id);
  const row = document.createElement("div");
  row.className = "ck-row";
  row.append(count, download, more(chooseVersion, app));
  bar.append(row);

  contents.fileChanged.connect((_sender, change) => {
    const path = change.newValue?.path ?? change.oldValue?.path ?? "";
    if (path === LOG) recount();
  });
  window.addEventListener("beforeunload", (event) => {
    if (open > 0) event.preventDefault();
  });
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible" && open > 0 && quietUntil === MANY) remind();
  });
  recount();

  async function recount() {
    const told = tally(await logBytes(contents));
    open = told.open;
    count.textContent = told.all === 0
      ? ours.worker ? "No answers yet" : "Your answers are not kept here"
      : `${told.all} ${told.all === 1 ? "answer" : "answers"}, ${open === 0 ? "all" : open} ${open === 0 ? "" : "not "}downloaded`;
    download.disabled = told.all === 0;
    if (told.all > 0) await askToKeep();
    if (open >= quietUntil) remind();
    if (open === 0) unsay("reminder");
  }

  function remind() {
    say("reminder", `${open} ${open === 1 ? "answer is" : "answers are"} in this browser only. They are lost if its data `
      + "are cleared, if a private window is closed, or if the browser needs the room.", {
      actions: [["Download them now", take]],
      dismiss: { words: "Not now", then: () => { quietUntil = open + MANY; } },
    });
  }

  async function take() {
    const bytes = await logBytes(contents);
    const day = new Date().toISOString().slice(0, 10);
    hand(`${course}-answers-${day}.jsonl`, bytes);
    noteTaken(bytes);
    quietUntil = MANY;
    await recount();
    say("taken", `Your answers are in the file ${course}-answers-${day}.jsonl, in your downloads. “Your work” brings them `
      + "back here; elsewhere ck.bring_back does.", { dismiss: {} });
  }
}

function hand(name, bytes) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([bytes], { type: "application/x-ndjson" }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

// Asked once there is something to lose: some browsers put the question to the reader.
async function askToKeep() {
  if (!navigator.storage?.persist || await navigator.storage.persisted()) return;
  await navigator.storage.persist();
}

function more(chooseVersion, app) {
  const details = document.createElement("details");
  const summary = document.createElement("summary");
  summary.textContent = "Your work";
  const label = document.createElement("label");
  label.textContent = "Bring back downloaded answers (a file that ends in .jsonl) ";
  const file = document.createElement("input");
  file.type = "file";
  file.accept = ".jsonl";
  label.append(file);
  file.addEventListener("change", async () => {
    await bringBack(app, file.files[0]);
    file.value = "";
  });
  const later = document.createElement("p");
  later.id = "ck-later";
  later.textContent = "Use without a network: not known yet.";
  details.append(summary, label, button("My copy of this lesson and the course’s newest…", chooseVersion), later);
  return details;
}
