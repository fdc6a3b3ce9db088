// The question which of two versions of a lesson to open. Neither answer loses the other version.
const { button } = window.countingOctober;

// Gives "course", "mine", or "later" when the dialog is left without a choice.
export function choose({ name, same, begun, saved, changed, newest, copy }) {
  const dialog = document.createElement("dialog");
  dialog.className = "ck-dialog";
  dialog.setAttribute("aria-labelledby", "ck-choose-title");
  dialog.setAttribute("aria-describedby", "ck-choose-why");
  dialog.dataset.lmSuppressShortcuts = "true";
  dialog.append(
    made("h2", `Two versions of “${name}”`, "ck-choose-title"),
    made("p", (same ? "You have changed this lesson since you opened it first. "
      : "The course has another version of this lesson than the one you have worked on. ") + "Nothing is lost, "
      + "whichever you choose, and your answers are in neither: they are kept in their own file.", "ck-choose-why"),
    listed([
      ["Yours", [
        begun ? `begun with version ${begun} of the course` : "the course did not make it, or cannot tell from what",
        `last saved on ${saved.toLocaleString("en-GB", { dateStyle: "long", timeStyle: "short" })}`,
        `${changed} ${changed === 1 ? "cell" : "cells"} changed by you`,
      ]],
      ["The course’s", [`version ${newest}`, "as its authors wrote it"]],
    ]),
    made("p", `If you open the course’s, yours is kept beside it in the same folder as “${copy}”. If you go on with `
      + "yours, you can choose again later: “My copy of this lesson and the course’s newest…” is under “Your work” at "
      + "the top, and in the command palette."),
  );
  return new Promise((resolve) => {
    const leave = (choice) => () => { dialog.close(choice); };
    const choices = made("div");
    choices.className = "ck-choices";
    choices.append(
      button(`Open the course’s version ${newest}, keep mine beside it`, leave("course")),
      button("Go on with mine", leave("mine")),
    );
    dialog.append(choices);
    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve(dialog.returnValue || "later");
    });
    document.body.append(dialog);
    dialog.showModal();
  });
}

function made(tag, words = "", id = "") {
  const element = document.createElement(tag);
  element.textContent = words;
  if (id) element.id = id;
  return element;
}

function listed(entries) {
  const list = made("dl");
  for (const [term, facts] of entries) {
    const described = made("dd", facts.join("; ") + ".");
    list.append(made("dt", term), described);
  }
  return list;
}
