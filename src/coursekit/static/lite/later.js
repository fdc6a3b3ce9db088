// The course is fetched whole, while the reader works, so that it can be used without a network afterwards.
const ours = window.countingOctober;
const { say, site } = ours;
let begun = false;

export async function keepForLater() {
  if (begun) return;
  begun = true;
  await keep();
}

async function keep() {
  if (!ours.worker || !("caches" in window)) return tell("Use without a network: not possible in this browser or at this address.");
  if (ours.away) return tell("Use without a network: not possible, because Python comes from another site.");
  const keeping = await import(new URL("keeping.js", site));
  const plans = await keeping.plansFor(site).catch(() => null);
  if (!plans) {
    const kept = await keeping.isKept(site);
    return tell(kept ? READY : "Use without a network: not yet. The list of what is needed could not be fetched.");
  }
  if (plans.bytes === 0) return tell(READY);
  const size = `${Math.max(1, Math.round(plans.bytes / 1_000_000))} MB`;
  if (keeping.metered()) {
    tell(`Use without a network: ${size} would be fetched.`);
    say("later", `To use the course without a network, ${size} would be fetched. Your connection seems to be paid for by `
      + "the amount, so nothing is fetched unless you say so.",
      { actions: [["Fetch it now", () => fetchAll(keeping, plans, size)]], dismiss: { words: "Not now" } });
    return;
  }
  await fetchAll(keeping, plans, size);
}

const READY = "The course is ready to be used without a network.";

async function fetchAll(keeping, plans, size) {
  say("later", `The course is being fetched for use without a network: ${size}. You can go on working.`, { dismiss: {} });
  try {
    await keeping.fetchAll(site, plans, (part) => tell(`Use without a network: ${Math.floor(part * 100)} % of ${size} is here.`));
  } catch (error) {
    tell(`Use without a network: not yet. ${error.message}`);
    say("later", `The course cannot be used without a network yet: ${error.message}`,
      { actions: [["Try again", keep]], dismiss: {} });
    return;
  }
  tell(READY);
  if (plans.update) {
    say("later", "A newer version of the course has been fetched. It is used when the page is loaded again; what you "
      + "have done is kept.", { actions: [["Load again", () => window.location.reload()]], dismiss: {} });
  } else {
    say("later", READY, { passing: true });
  }
}

function tell(words) {
  document.querySelector("#ck-later").textContent = words;
}
