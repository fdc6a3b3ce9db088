// The parts of Python that its own worker fetches. Where one does not come, the worker waits for ever and the page is told
// nothing, so the page asks for them itself.
const ours = window.countingOctober;
const PARTS = ["pyodide.asm.wasm", "python_stdlib.zip", "pyodide-lock.json"];

export async function missingPart() {
  if (!ours.python) return "";
  const there = await Promise.all(PARTS.map((name) => isThere(new URL(name, ours.python))));
  return PARTS.find((_name, place) => !there[place]) ?? "";
}

// The head says enough, and nobody has to wait for it.
async function isThere(address) {
  try {
    return (await fetch(address, { method: "HEAD", cache: "no-store" })).ok;
  } catch {
    return false;
  }
}
