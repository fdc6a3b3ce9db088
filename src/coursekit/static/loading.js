// A line at the foot of the page that says how loading stands. Once it is over, it goes.

const LASTS = 6000; // milliseconds in which a short sentence is read
const LOOKS = `
.ck-loading {
  position: fixed; inset: auto 1rem 2.5rem auto; z-index: 1000; max-width: min(30rem, calc(100vw - 2rem));
  box-sizing: border-box; padding: 0.5rem 0.75rem; border: 1px solid var(--jp-border-color1, #8c959f); border-radius: 6px;
  background: var(--jp-layout-color1, #fff); color: var(--jp-ui-font-color1, #1f2328);
  font: 0.875rem/1.5 var(--jp-ui-font-family, system-ui, sans-serif); pointer-events: none;
}
.ck-loading:empty { visibility: hidden; }
`;

export default {
  initialize({ model }) {
    const style = Object.assign(document.createElement("style"), { textContent: LOOKS });
    const line = Object.assign(document.createElement("div"), { className: "ck-loading" });
    line.setAttribute("role", "status");
    document.head.append(style);
    document.body.append(line);
    let going;
    const say = () => {
      clearTimeout(going);
      line.textContent = model.get("words");
      if (model.get("over")) going = setTimeout(() => line.replaceChildren(), LASTS);
    };
    requestAnimationFrame(say); // a region is announced when its words change, so it is there before them
    model.on("change:words", say); // what comes with the words is set before this is called
    return () => {
      clearTimeout(going);
      line.remove();
      style.remove();
    };
  },
};
