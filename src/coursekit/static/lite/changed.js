// Notebooks that the student has changed: which of them are in this browser only, and one click to download each.
import { hand } from "./handing.js";
import { cellsChanged, notebookSum } from "./sums.js";

const { course, lite, say } = window.countingOctober;
const TAKEN = `${course} ${lite.pathname} notebooks downloaded`;
const NOTEBOOK = /\.ipynb$/;

export class Notebooks {
  // `changed` is called whenever something may be told differently.
  constructor(app, published, changed) {
    this.app = app;
    this.contents = app.serviceManager.contents;
    this.published = published;
    this.changed = changed;
    this.found = [];
    this.looking = Promise.resolve();
    this.contents.fileChanged.connect((_sender, { newValue, oldValue }) => {
      if (NOTEBOOK.test(newValue?.path ?? "") || NOTEBOOK.test(oldValue?.path ?? "")) this.look();
    });
  }

  get open() {
    return this.found.filter(({ taken }) => !taken);
  }

  look() {
    this.looking = this.looking.then(() => this.lookNow())
      .catch((error) => console.warn("The changed notebooks cannot be told:", error));
    return this.looking;
  }

  async lookNow() {
    const stored = (await Promise.all((await this.folders()).map((folder) => this.storedIn(folder)))).flat();
    this.found = stored.map(told).filter(({ cells }) => cells > 0);
    this.changed();
  }

  async folders() {
    const { notebooks } = await this.published;
    return [...new Set(["", ...Object.keys(notebooks).map((path) => path.slice(0, path.lastIndexOf("/")))])];
  }

  // A folder is listed with the content of what the browser stores, and without that of what only the site has.
  async storedIn(folder) {
    const { content } = await this.contents.get(folder, { content: true });
    return content.filter((each) => NOTEBOOK.test(each.path) && each.content?.cells);
  }

  async take(path) {
    const name = `${nameOf(path).replaceAll("/", "-")}.ipynb`;
    try {
      await this.save(path);
      const { content } = await this.contents.get(path, { content: true });
      hand(name, "application/x-ipynb+json", JSON.stringify(content, null, 1));
      localStorage.setItem(TAKEN, JSON.stringify({ ...taken(), [path]: notebookSum(content) }));
    } catch (error) {
      say("taken", `“${nameOf(path)}” could not be downloaded: ${error.message}`, { dismiss: {} });
      return;
    }
    await this.look();
    say("taken", `“${nameOf(path)}” as it is now is in the file ${name}, in your downloads. It opens in JupyterLab, `
      + "and here after “Upload Files” above the folder on the left.", { dismiss: {} });
  }

  async save(path) {
    for (const { context } of this.app.shell.widgets("main")) {
      if (context?.path === path && context.model.dirty) await context.save();
    }
  }
}

// What a reader calls it; a lesson and its exercises are files of the same name in two folders.
function nameOf(path) {
  return path.replace(/^lessons\//, "").replace(NOTEBOOK, "");
}

// A notebook without a stamp is the student's own: all that is written in it was written by the student.
function told({ path, content }) {
  const stamp = content.metadata?.coursekit;
  const cells = stamp?.cells
    ? cellsChanged(content, stamp.cells)
    : content.cells.filter(({ source }) => source.length > 0).length;
  return { path, name: nameOf(path), cells, taken: cells > 0 && Object.values(taken()).includes(notebookSum(content)) };
}

// By the sums of their cells, and under their paths so that the list does not grow with every download.
function taken() {
  return JSON.parse(localStorage.getItem(TAKEN) ?? "{}");
}
