// The lesson a link asks for is opened at once, and Python started for it while JupyterLab is still being arranged:
// JupyterLab itself would first store its state, and then wait for the lesson to be shown.
const { asked } = window.countingOctober;

export function openAsked(app) {
  if (!asked) return;
  leaveOthersClosed(app.serviceManager.workspaces);
  app.started.then(async () => {
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
