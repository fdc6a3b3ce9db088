// On a page to read: have the pages kept for a reader who comes back without a network. Reading needs none of this.
(() => {
  "use strict";
  if (!("serviceWorker" in navigator) || !("caches" in window) || !window.location.protocol.startsWith("http")) return;
  const site = new URL("./", document.currentScript.src);
  const told = document.createElement("p");
  told.id = "ck-kept";
  told.setAttribute("role", "status");
  (document.querySelector("footer") ?? document.body).append(told);

  async function keep() {
    await navigator.serviceWorker.register(new URL("worker.js", site), { scope: site.pathname, updateViaCache: "none" });
    const keeping = await import(new URL("keeping.js", site));
    if (keeping.metered()) return;
    const plans = await keeping.plansFor(site, ["pages"]);
    if (plans.bytes > 0) await keeping.fetchAll(site, plans);
    told.textContent = "These pages are ready to be read without a network.";
  }

  keep().catch((error) => console.warn("The pages are not kept for use without a network:", error));
})();
