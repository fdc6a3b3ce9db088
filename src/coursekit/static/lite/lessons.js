// A newer lesson never hides behind the copy a browser kept of an older one, and never takes the place of a changed one.
import { choose } from "./choosing.js";
import { cellsChanged, notebookSum } from "./sums.js";

const { course, lite, say } = window.countingOctober;
const COMMAND = `${course}:versions`;
const DECIDED = `${course} ${lite.pathname} decided`;

// From here on a notebook that is about to be shown is looked at first. Python reads files by the same way, and never
// waits: only the opening of a notebook names its type and asks for the content.
export function guardLessons(app, published) {
  const contents = app.serviceManager.contents;
  const get = contents.get.bind(contents);
  const lessons = new Lessons(contents, get, published);
  contents.get = async (path, options) => {
    const model = await get(path, options);
    const opening = options?.type === "notebook" && options.content;
    return opening ? lessons.settled(path, model, options) : model;
  };
  app.commands.addCommand(COMMAND, {
    label: "My copy of this lesson and the course’s newest…",
    caption: "Say which is which, and choose; neither is lost",
    isEnabled: () => Boolean(app.shell.currentWidget?.context),
    execute: () => lessons.chooseAgain(app.shell.currentWidget?.context),
  });
  return COMMAND;
}

class Lessons {
  constructor(contents, get, published) {
    this.contents = contents;
    this.get = get;
    this.current = published.then(({ notebooks }) => notebooks);
    this.queue = Promise.resolve(); // one question at a time
  }

  settled(path, model, options) {
    const settling = this.queue.then(() => this.settle(path, options));
    this.queue = settling.then(() => {}, () => {});
    return settling.catch((error) => {
      console.error(error);
      say("lesson", `“${path}” was left as it is: ${error.message}`, { dismiss: {} });
      return model;
    });
  }

  async settle(path, options) {
    const model = await this.get(path, options);
    const now = (await this.current)[path];
    const stamp = model.content.metadata?.coursekit;
    if (!now || stamp?.sha256 === now.sha256) return model;
    if (stamp && notebookSum(model.content) === stamp.sha256) {
      await this.putCourseVersion(path);
      say("lesson", `“${nameOf(path)}” is now the course’s version ${now.version}. The copy in this browser was of `
        + `version ${stamp.version}, and you had changed nothing in it.`, { dismiss: {} });
      return this.get(path, options);
    }
    if (decided()[path] === now.sha256) return model;
    await this.ask(path, model, now);
    return this.get(path, options);
  }

  async ask(path, model, now) {
    const choice = await choose(this.told(path, model, now));
    if (choice === "course") {
      const beside = await this.keepBeside(path);
      await this.putCourseVersion(path);
      say("lesson", `“${nameOf(path)}” is now the course’s version ${now.version}. Yours is kept beside it as “${beside}”.`,
        { dismiss: {} });
    }
    if (choice === "mine") localStorage.setItem(DECIDED, JSON.stringify({ ...decided(), [path]: now.sha256 }));
    return choice;
  }

  told(path, model, now) {
    const stamp = model.content.metadata?.coursekit;
    const same = stamp?.sha256 === now.sha256;
    return {
      same,
      name: nameOf(path),
      begun: stamp?.version ?? "",
      saved: new Date(model.last_modified),
      changed: stamp ? cellsChanged(model.content, stamp.cells) : model.content.cells.length,
      newest: !same && stamp?.version === now.version ? `${now.version} (a later edition)` : now.version,
      copy: baseName(besideName(path, model.last_modified, 1)),
    };
  }

  // The copy is read back and compared before anything else happens to what it was copied from.
  async keepBeside(path) {
    const mine = await this.get(path, { type: "notebook", content: true });
    let number = 1;
    while (await this.exists(besideName(path, mine.last_modified, number))) number += 1;
    const beside = besideName(path, mine.last_modified, number);
    await this.contents.save(beside, { type: "notebook", format: "json", content: mine.content });
    const copied = await this.get(beside, { type: "notebook", content: true });
    if (JSON.stringify(copied.content) !== JSON.stringify(mine.content)) {
      throw new Error("your copy could not be kept beside it. Is the browser’s storage full?");
    }
    return baseName(beside);
  }

  async exists(path) {
    return this.get(path, { content: false }).then(() => true, () => false);
  }

  async putCourseVersion(path) {
    const address = new URL(`files/${path.split("/").map(encodeURIComponent).join("/")}`, lite);
    const answer = await fetch(address, { cache: "no-store" });
    if (!answer.ok) throw new Error("the course’s newer version could not be fetched. Try again with a network.");
    await this.contents.save(path, { type: "notebook", format: "json", content: await answer.json() });
  }

  async chooseAgain(context) {
    const path = context?.path;
    const now = (await this.current)[path];
    if (!now) {
      say("lesson", "This file is not one of the course’s notebooks, so there is nothing to choose.", { dismiss: {} });
      return;
    }
    if (context.model.dirty) await context.save();
    const model = await this.get(path, { type: "notebook", content: true });
    if (notebookSum(model.content) === now.sha256) {
      say("lesson", `“${nameOf(path)}” is the course’s version ${now.version}, and you have changed nothing in it.`,
        { dismiss: {} });
    } else if (await this.ask(path, model, now) === "course") {
      await context.revert();
    }
  }
}

function decided() {
  return JSON.parse(localStorage.getItem(DECIDED) ?? "{}");
}

function nameOf(path) {
  return baseName(path).replace(/\.ipynb$/, "");
}

function baseName(path) {
  return path.slice(path.lastIndexOf("/") + 1);
}

function besideName(path, saved, number) {
  const again = number === 1 ? "" : ` ${number}`;
  return path.replace(/\.ipynb$/, ` (my copy, ${saved.slice(0, 10)}${again}).ipynb`);
}
