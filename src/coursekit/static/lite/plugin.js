// Ours in JupyterLab: work is kept, and the reader is told what goes on.
import { openAsked } from "./asked.js";
import { guardLessons } from "./lessons.js";
import { keepForLater } from "./later.js";
import { watchPython } from "./python.js";
import { quiet } from "./quiet.js";
import { leaveRoom } from "./room.js";
import { showWork } from "./work.js";

const { bar, course, lite } = window.countingOctober;

export function pluginOf({ ICommandPalette }, { Widget }) {
  return {
    id: "counting-october:kept",
    description: "Keeps a student's work in the browser.",
    autoStart: true,
    optional: [ICommandPalette],
    async activate(app, palette) {
      placeBar(app, Widget);
      const published = current().catch((error) => {
        console.warn("Nobody can say which version the course has now:", error);
        return { notebooks: {} };
      });
      // Every notebook that is opened from here on waits for this, so that no old copy is shown before it is looked at.
      const command = guardLessons(app, published);
      palette?.addItem({ command, category: "Counting October" });
      openAsked(app);
      leaveRoom(app);
      const notebooks = showWork(app, published, () => app.commands.execute(command));
      watchPython(app, async (session) => {
        await quiet(session);
        await notebooks.look();
        await keepForLater();
      });
    },
  };

  async function current() {
    const answer = await fetch(new URL(`extensions/${course}/static/course.json`, lite), { cache: "no-store" });
    if (!answer.ok) throw new Error(`course.json: ${answer.status}`);
    return answer.json();
  }
}

// The bar was the first thing on the page. It becomes the head of JupyterLab, which has to be told its height.
function placeBar(app, Widget) {
  const head = new Widget();
  head.id = "ck-head";
  const fit = () => {
    head.node.style.minHeight = `${bar.offsetHeight}px`;
    head.parent?.fit();
  };
  head.onAfterAttach = () => {
    head.node.append(bar);
    fit();
  };
  new ResizeObserver(fit).observe(bar);
  app.shell.add(head, "header");
}
