// The lesson a link asks for is opened at once, and Python started for it while JupyterLab is still being arranged:
// JupyterLab itself would first store its state, and then wait for the lesson to be shown.
import { notAwaited } from "./python.js";

const { asked } = window.countingOctober;

export function openAsked(app) {
  if (!asked) return;
  leaveOthersClosed(app.serviceManager.workspaces);
  leaveOpeningToUs(app.commands);
  app.started.then(async () => {
    forgetAddress();
    if (!await isThere(app.serviceManager.contents)) return nothingThere();
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

// JupyterLab opens what the address names as well, but late: it would take the focus from wherever the reader is by then.
// Where nothing is there, it would open an empty notebook and two dialogs.
function leaveOpeningToUs(commands) {
  const execute = commands.execute.bind(commands);
  commands.execute = async (id, args) => (id === "router:tree" ? undefined : execute(id, args));
}

function forgetAddress() {
  const address = new URL(window.location.href);
  address.searchParams.delete("path");
  window.history.replaceState(null, "", address);
}

function nothingThere() {
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
