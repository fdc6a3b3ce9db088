// The first script of the page: it says at once what goes on, gives the course's own names to what JupyterLite stores,
// and registers the worker. JupyterLite itself is not there yet, and may never come.
(() => {
  "use strict";
  const script = document.currentScript;
  const lite = new URL("../../../", script.src);
  const site = new URL("../", lite);
  const course = script.dataset.course;
  const asked = new URLSearchParams(window.location.search).get("path");
  const told = new Map();

  const bar = document.createElement("section");
  bar.id = "ck-bar";
  bar.setAttribute("aria-label", "Your work in this course");
  bar.dataset.lmSuppressShortcuts = "true";
  const notices = document.createElement("div");
  notices.className = "ck-notices";
  notices.setAttribute("role", "status");
  bar.append(notices);

  function button(words, action) {
    const made = document.createElement("button");
    made.type = "button";
    made.textContent = words;
    made.addEventListener("click", action);
    return made;
  }

  // A notice stands until it is taken back or dismissed; good news passes by itself.
  function say(id, words, { actions = [], dismiss = null, passing = false } = {}) {
    unsay(id);
    const notice = document.createElement("div");
    notice.className = "ck-notice";
    notice.dataset.notice = id;
    const text = document.createElement("p");
    text.textContent = words;
    notice.append(text, ...actions.map(([name, action]) => button(name, action)));
    if (dismiss) notice.append(button(dismiss.words ?? "Dismiss", () => { unsay(id); dismiss.then?.(); }));
    told.set(id, notice);
    notices.append(notice);
    if (passing) setTimeout(() => { if (told.get(id) === notice) unsay(id); }, 10_000);
  }

  function unsay(id) {
    told.get(id)?.remove();
    told.delete(id);
  }

  const pages = [["Read the lessons as pages", () => { window.location.href = site.href; }]];
  const ours = { asked, course, lite, site, bar, button, say, unsay, pages, worker: "serviceWorker" in navigator, python: null, away: false };
  window.countingOctober = ours;

  function show() {
    document.body.prepend(bar);
  }
  if (document.body) show();
  else document.addEventListener("DOMContentLoaded", show);

  // The page's own configuration is complete when JupyterLite writes it here, just before it loads anything else.
  const config = document.getElementById("jupyter-config-data");
  new MutationObserver((_changes, observer) => {
    observer.disconnect();
    const told = JSON.parse(config.textContent);
    const name = `${course} - ${told.baseUrl}`;
    for (const store of ["contents", "settings", "workspaces"]) told[`${store}StorageName`] = name;
    config.textContent = JSON.stringify(told);
    const kernel = told.litePluginSettings?.["@jupyterlite/pyodide-kernel-extension:kernel"];
    ours.python = kernel?.pyodideUrl ? new URL(kernel.pyodideUrl, lite) : null;
    ours.away = ours.python?.origin !== site.origin;
    leaveOtherWorkersAlone(told.appVersion);
  }).observe(config, { childList: true });

  // Where no version is noted for a worker, JupyterLite ends every worker of the host, those of other courses too.
  function leaveOtherWorkersAlone(version) {
    try {
      for (const worker of [new URL("worker.js", site), new URL("service-worker.js?enableCache=false", lite)]) {
        localStorage.setItem(`${worker.href}-version`, version);
      }
    } catch (error) {
      console.warn("The version of the worker cannot be noted:", error);
    }
  }

  say("python", "The lesson is being opened. Python starts in your browser: some ten seconds, longer where the "
    + "connection is slow. You can read the lesson meanwhile.");

  if (typeof WebAssembly !== "object") {
    say("python", "Python cannot start: this browser has no WebAssembly, or it is switched off. A browser of the last "
      + "three years has it. The lessons can be read as pages here.", { actions: pages });
  }

  if (!ours.worker) {
    say("worker", "Your answers cannot be kept: this browser gives the page no place for them (a private window, or an "
      + "address that does not begin with https). Open the course in an ordinary window, or download your answers with "
      + "ck.stored() before you close this one. It cannot be used without a network.", { dismiss: {} });
  } else {
    navigator.serviceWorker.register(new URL("worker.js", site), { scope: site.pathname, updateViaCache: "none" })
      .catch((error) => {
        ours.worker = false;
        console.warn("The worker cannot be registered:", error);
        say("worker", "Your answers may not be kept, and the course cannot be used without a network: this browser "
          + "refuses the page its worker. Allow site data (cookies) for this address, then load the page again.",
          { actions: [["Load again", () => window.location.reload()]], dismiss: {} });
      });
  }

  function noStore() {
    say("store", "Your work would be lost when you close this page: the browser lets it store nothing. Allow site data "
      + "(cookies) for this address, or leave the private window, then load the page again.",
      { actions: [["Load again", () => window.location.reload()]], dismiss: {} });
  }
  try {
    const probe = indexedDB.open(`${course} - probe`);
    probe.onerror = noStore;
    probe.onsuccess = () => { probe.result.close(); indexedDB.deleteDatabase(`${course} - probe`); };
  } catch {
    noStore();
  }

  // A script that does not load is told to its element only, so it is listened for on the way down.
  window.addEventListener("error", (event) => {
    const address = event.target?.src ?? "";
    if (event.target?.tagName !== "SCRIPT" || !address.startsWith(site.href)) return;
    say("python", "A part of the course did not load. Are you connected to the network? After one whole visit the "
      + "course can be used without it.", { actions: [["Load again", () => window.location.reload()], ...pages] });
  }, true);
})();
