// Python while it starts, when it is there, and when it cannot come.
const { asked, pages, say } = window.countingOctober;
const SLOW = 60_000; // milliseconds, after which the reader is told that it takes longer than usual

export function watchPython(app, ready) {
  const seen = new WeakSet();
  let waiting = setTimeout(() => {
    say("python", "Python is still starting. On a slow connection the first time takes some minutes; you can go on "
      + "reading. If nothing happens, load the page again.", { actions: again() });
  }, SLOW);

  const look = async () => {
    const session = app.shell.currentWidget?.sessionContext;
    if (!session || seen.has(session)) return;
    seen.add(session);
    session.statusChanged?.connect((_sender, status) => { if (waiting && status === "dead") stopped(""); });
    await session.ready;
    await kernelOf(session);
    clearTimeout(waiting);
    waiting = 0;
    say("python", "Python is ready.", { passing: true });
    ready(session);
  };
  app.shell.currentChanged?.connect(() => look());
  app.restored.then(() => {
    look();
    if (!asked && !app.shell.currentWidget) {
      clearTimeout(waiting);
      say("python", "Open a lesson from the folder on the left; Python starts then.", { dismiss: {} });
    }
  });
  window.addEventListener("unhandledrejection", ({ reason }) => {
    const words = String(reason?.message ?? reason ?? "");
    if (waiting && /pyodide|wasm|webassembly|memory|failed to fetch|networkerror/i.test(words)) stopped(words);
  });
}

async function kernelOf(session) {
  if (session.session?.kernel) return session.session.kernel.info;
  await new Promise((resolve) => {
    session.kernelChanged.connect(function changed() {
      if (!session.session?.kernel) return;
      session.kernelChanged.disconnect(changed);
      resolve();
    });
  });
  return session.session.kernel.info;
}

function stopped(words) {
  const cause = /memory/i.test(words)
    ? "there was not enough memory. Close other tabs and programs"
    : "a part of it did not come. See that you are connected to the network (after one whole visit none is needed)";
  say("python", `Python could not start: ${cause}, then load the page again. Your answers so far are kept.`,
    { actions: again() });
}

function again() {
  return [["Load again", () => window.location.reload()], ...pages];
}
