// The answer log, as the drive of JupyterLite keeps it: its bytes, how many answers are in it, and which are downloaded.
import { sha256 } from "./sums.js";

const { course, lite } = window.countingOctober;
const TAKEN = `${course} ${lite.pathname} downloaded`;
export const LOG = "work/answers.jsonl";

// Whether the folder is there is looked up first: JupyterLite asks the site for one that is not, and the site has none.
export async function logBytes(contents) {
  const top = await contents.get("", { content: true });
  const begun = top.content.some(({ name }) => name === "work");
  const model = begun ? await contents.get(LOG, { content: true }).catch(() => null) : null;
  return model ? bytesOf(model) : new Uint8Array();
}

function bytesOf({ format, content }) {
  if (format === "base64") return Uint8Array.from(atob(content), (sign) => sign.charCodeAt(0));
  return new TextEncoder().encode(format === "json" ? JSON.stringify(content) : content);
}

// An answer that came from a file the student has is no reason to remind of downloading.
export function tally(bytes) {
  const taken = takenOf(bytes);
  return { all: answersIn(bytes).length, open: answersIn(bytes.subarray(taken)).filter((each) => !each.brought).length };
}

export function answersIn(bytes) {
  return new TextDecoder().decode(bytes).split("\n").flatMap((line) => {
    try {
      const answer = JSON.parse(line);
      return typeof answer?.question === "string" && "answer" in answer ? [answer] : [];
    } catch {
      return [];
    }
  });
}

export function noteTaken(bytes) {
  localStorage.setItem(TAKEN, JSON.stringify({ length: bytes.length, sha256: sha256(bytes) }));
}

// Lines are only ever added to the log. If it does not begin with what was downloaded, it is another log.
function takenOf(bytes) {
  const taken = JSON.parse(localStorage.getItem(TAKEN) ?? "null");
  const begins = taken && taken.length <= bytes.length && sha256(bytes.subarray(0, taken.length)) === taken.sha256;
  return begins ? taken.length : 0;
}
