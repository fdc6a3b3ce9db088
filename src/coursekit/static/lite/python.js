// Python while it starts, when it is there, and when it cannot come.
import { missingPart } from "./parts.js";

const { asked, pages, say } = window.countingOctober;
const LONG = 8_000; // milliseconds, after each of which the page asks whether a part is missing
const SLOW = 60_000; // milliseconds, after which the reader is told that it takes longer than usual
let [waiting, arrived] = [false, false];
let timers = [];

export function watchPython(app, ready) {
  const seen = new WeakSet();
  wait();

  const look = async () => {
    const { context, sessionContext: session } = shown(app.shell) ?? {};
    if (!session || seen.has(session)) return;
    seen.add(session);
    session.statusChanged?.connect((_sender, status) => { if (waiting && status === "dead") stopped(); });
    await context?.ready;
    if (!waiting && !arrived) {
      say("python", "Python starts in your browser: some ten seconds, longer where the connection is slow.");
      wait();
    }
    await session.ready;
    await kernelOf(session);
    settle();
    arrived = true;
    say("python", "Python is ready.", { passing: true });
    ready(session);
  };
  app.shell.currentChanged?.connect(() => look());
  app.commands.commandExecuted.connect((_sender, { id, result }) => { if (id === "docmanager:open") result.then(look, () => {}); });
  app.restored.then(() => {
    look();
    if (!asked && !app.shell.currentWidget) {
      settle();
      say("python", "Open a lesson from the folder on the left; Python starts then.", { dismiss: {} });
    }
  });
  window.addEventListener("unhandledrejection", ({ reason }) => {
    const words = String(reason?.message ?? reason ?? "");
    if (waiting && /pyodide|wasm|webassembly|memory|failed to fetch|networkerror|program terminated/i.test(words)) stopped(words);
  });
}

// Nothing is current in a window that has not had the focus yet.
function shown(shell) {
  return shell.currentWidget ?? [...shell.widgets("main")].find(({ sessionContext }) => sessionContext);
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

// There is no lesson for which Python would start.
export function notAwaited(words) {
  settle();
  say("python", words, { actions: pages });
}

function wait() {
  waiting = true;
  timers = [setInterval(askForParts, LONG), setTimeout(stillStarting, SLOW)];
}

function settle() {
  waiting = false;
  timers.forEach(clearTimeout); // which ends intervals as well
}

function stillStarting() {
  say("python", "Python is still starting. On a slow connection the first time takes some minutes; you can go on "
    + "reading. If nothing happens, load the page again.", { actions: again() });
}

async function askForParts() {
  const part = await missingPart();
  if (waiting && part) stopped("", part);
}

function stopped(words = "", part = "") {
  timers.forEach(clearTimeout);
  const cause = /memory/i.test(words)
    ? "there was not enough memory. Close other tabs and programs"
    : `a part of it${part && ` (${part})`} did not come. See that you are connected to the network (after one whole visit `
      + "none is needed)";
  say("python", `Python could not start: ${cause}, then load the page again. Your answers so far are kept.`,
    { actions: again() });
}

function again() {
  return [["Load again", () => window.location.reload()], ...pages];
}
