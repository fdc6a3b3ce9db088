// Work that is in this browser only: the reader is reminded of it, in words, and not at every letter.
//
// Answers remind by themselves, five at a time. A changed notebook does not, because one letter is a change: it is named
// beside the answers, and when the page is left or come back to. "Not now" holds until there are five more answers, and for
// coming back until all is downloaded.
const { bar, say, unsay } = window.countingOctober;
const MANY = 5; // answers not downloaded, before anybody is reminded

export class Reminder {
  constructor(answers, notebooks) {
    this.answers = answers;
    this.notebooks = notebooks;
    this.quietUntil = MANY;
    this.putOff = false;
    this.standing = "";
    window.addEventListener("beforeunload", (event) => {
      if (!this.due) return;
      event.preventDefault();
      this.remind(); // for whoever stays
    });
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "visible" && this.due && !this.putOff) this.remind();
    });
  }

  get due() {
    return this.answers.open > 0 || this.notebooks.open.length > 0;
  }

  look() {
    if (this.answers.open === 0) this.quietUntil = MANY;
    if (!this.due) this.takeBack();
    else if (this.standing || this.answers.open >= this.quietUntil) this.remind();
  }

  remind() {
    const { answers, notebooks } = this;
    const words = wordsFor(answers.open, notebooks.open.map(({ name }) => name));
    if (words === this.standing) return;
    this.standing = words;
    const actions = notebooks.open.map(({ path, name }) => [`Download “${name}”`, () => notebooks.take(path)]);
    if (answers.open > 0) actions.unshift(["Download the answers now", () => answers.take()]);
    keepFocus(() => say("reminder", words, { actions, dismiss: { words: "Not now", then: () => this.later() } }));
  }

  later() {
    this.standing = "";
    this.quietUntil = this.answers.open + MANY;
    this.putOff = true;
  }

  takeBack() {
    this.standing = "";
    this.putOff = false;
    keepFocus(() => unsay("reminder"));
  }
}

// Whoever pressed one of its buttons goes on at the next one, or at "Your work".
function keepFocus(change) {
  const within = document.activeElement?.closest("[data-notice=reminder]");
  change();
  if (within) bar.querySelector("[data-notice=reminder] button, summary").focus();
}

function wordsFor(answers, names) {
  const work = names.map((name) => `your changes in “${name}”`);
  if (answers > 0) work.unshift(`${answers} ${answers === 1 ? "answer" : "answers"}`);
  const listed = new Intl.ListFormat("en-GB").format(work);
  const one = answers === 1 && names.length === 0;
  return `${listed[0].toUpperCase()}${listed.slice(1)} ${one ? "is" : "are"} in this browser only. ${one ? "It is" : "They are"} `
    + "lost if its data are cleared, if a private window is closed, or if the browser needs the room.";
}
