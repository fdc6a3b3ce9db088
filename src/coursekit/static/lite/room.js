// On a phone the folder beside a lesson would leave it a few letters wide.
const NARROW = 600; // CSS pixels
const JUST = 1_000; // milliseconds in which a key or a finger has its effect

export function leaveRoom(app) {
  let [touched, shown] = [-JUST, 0];
  for (const touch of ["keydown", "pointerdown", "pointerup"]) {
    document.addEventListener(touch, () => { touched = performance.now(); }, true);
  }
  const fold = () => {
    if (window.innerWidth < NARROW && app.shell.currentWidget?.context) app.shell.collapseLeft();
  };
  app.shell.currentChanged.connect(() => {
    shown = performance.now();
    fold();
  });
  app.restored.then(fold);
  // JupyterLab unfolds it again, and late, to show in its folder what a link has opened. A reader may do so.
  app.commands.commandExecuted.connect((_sender, { id, result }) => {
    const wished = touched > shown && performance.now() - touched < JUST;
    if (id === "filebrowser:activate" && !wished) result.then(fold, fold);
  });
}
