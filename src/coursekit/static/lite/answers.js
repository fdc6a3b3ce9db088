// The student's answers: how many, how many are not downloaded, and one click to download them.
import { hand } from "./handing.js";
import { LOG, logBytes, noteTaken, tally } from "./log.js";

const { course, say } = window.countingOctober;

export class Answers {
  // `changed` is called whenever something may be told differently.
  constructor(contents, changed) {
    this.contents = contents;
    this.changed = changed;
    this.all = 0;
    this.open = 0;
    contents.fileChanged.connect((_sender, { newValue, oldValue }) => {
      if ((newValue?.path ?? oldValue?.path) === LOG) this.look();
    });
  }

  async look() {
    Object.assign(this, tally(await logBytes(this.contents)));
    this.changed();
  }

  async take() {
    const bytes = await logBytes(this.contents);
    const name = `${course}-answers-${new Date().toISOString().slice(0, 10)}.jsonl`;
    hand(name, "application/x-ndjson", bytes);
    noteTaken(bytes);
    await this.look();
    say("taken", `Your answers are in the file ${name}, in your downloads. “Your work” brings them back here; elsewhere `
      + "ck.bring_back does.", { dismiss: {} });
  }
}
