// The lesson a link asks for is opened at once, and Python started for it while JupyterLab is still being arranged:
// JupyterLab itself would first store its state, and then wait for the lesson to be shown.
import { notAwaited } from "./python.js";

const { asked } = window.countingOctober;

export function openAsked(app) {
  if (!asked) return;
  leaveOthersClosed(app.serviceManager.workspaces);
  const there = app.started.then(() => isThere(app.serviceManager.contents));
  askFirst(app.commands, there);
  there.then(async (found) => {
    if (!found) return nothingThere();
    startPython(app.serviceManager).catch((error) => console.warn("Python starts when the lesson is there:", error));
    await app.commands.execute("docmanager:open", { path: asked });
    await app.commands.execute("docmanager:show-in-file-browser");
  });
}

// Lessons that were left open would be opened again, each with a Python of its own.
function leaveOthersClosed(workspaces) {
  const fetch = workspaces.fetch.bind(workspaces);
  workspaces.fetch = async (name) => ({ ...(await fetch(name)), data: {} });
}

// JupyterLab opens what the address names as well. Where that is not there, it would open an empty notebook and two
// dialogs.
function askFirst(commands, there) {
  const execute = commands.execute.bind(commands);
  commands.execute = async (id, args) => {
    if (id === "router:tree" && !await there) return undefined;
    return execute(id, args);
  };
}

function nothingThere() {
  const address = new URL(window.location.href);
  address.searchParams.delete("path");
  window.history.replaceState(null, "", address);
  notAwaited(`There is no “${asked}” in this course. Choose a lesson from the folder on the left; Python starts then.`);
}

function isThere(contents) {
  return contents.get(asked, { content: false }).then(() => true, ({ response }) => response?.status !== 404);
}

async function startPython({ contents, kernelspecs, sessions }) {
  const { type } = await contents.get(asked, { content: false });
  if (type !== "notebook") return;
  await named(kernelspecs);
  const kernel = { name: kernelspecs.specs.default };
  const session = await sessions.startNew({ path: asked, name: asked, type: "notebook", kernel });
  session.dispose(); // this way to Python, not Python: the lesson finds its own, and two would both answer for widgets
}

function named(kernelspecs) {
  const there = () => Boolean(kernelspecs.specs?.kernelspecs[kernelspecs.specs.default]);
  if (there()) return Promise.resolve();
  return new Promise((resolve) => {
    kernelspecs.specsChanged.connect(function changed() {
      if (!there()) return;
      kernelspecs.specsChanged.disconnect(changed);
      resolve();
    });
  });
}
