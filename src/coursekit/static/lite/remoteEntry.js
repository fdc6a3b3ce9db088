// What JupyterLab asks of an extension that is loaded beside it: a container with `init` and `get`.
(() => {
  "use strict";
  const here = document.currentScript.src;
  let shared = {};

  async function partOf(name) {
    const [offered] = Object.values(shared[name]);
    return (await offered.get())();
  }

  window._JUPYTERLAB = window._JUPYTERLAB ?? {};
  window._JUPYTERLAB["counting-october"] = {
    init(scope) {
      shared = scope;
    },
    async get() {
      const { pluginOf } = await import(new URL("plugin.js", here));
      const plugin = pluginOf(await partOf("@jupyterlab/apputils"), await partOf("@lumino/widgets"));
      return () => ({ __esModule: true, default: plugin });
    },
  };
})();
