// A downloaded log comes back: it is put beside the log, and the course's own `ck.bring_back` merges it.
import { answersIn } from "./log.js";

const { say } = window.countingOctober;
const LARGEST = 50_000_000; // bytes, as ck.bring_back has it

export async function bringBack(app, file) {
  if (!file) return;
  if (file.size > LARGEST) return tell(`“${file.name}” is larger than any student’s answers are.`);
  const bytes = new Uint8Array(await file.arrayBuffer());
  if (answersIn(bytes).length === 0) {
    return tell(`“${file.name}” holds no answers that can be read. Choose the file that “Download my answers” gave you.`);
  }
  const contents = app.serviceManager.contents;
  const path = `work/brought-back-${new Date().toISOString().replace(/\D/g, "").slice(0, 14)}.jsonl`;
  try {
    await workFolder(contents);
    await contents.save(path, { type: "file", format: "base64", content: base64(bytes) });
  } catch (error) {
    return tell(`“${file.name}” could not be stored: ${error.message}. Make room in the browser, and try again.`);
  }
  const code = `__import__("coursekit").bring_back("/drive/${path}")`;
  const kernel = app.shell.currentWidget?.sessionContext?.session?.kernel;
  if (!kernel) return tell(`Your file is stored. Open a lesson, and run this in a cell: ck.bring_back("/drive/${path}")`);
  tell("Your answers are being brought back; Python may still have to start.");
  const { words, good } = await ran(kernel, code);
  if (good) await contents.delete(path);
  return tell(words);
}

function tell(words) {
  say("brought", words, { dismiss: {} });
}

async function workFolder(contents) {
  const there = await contents.get("work", { content: false }).then(() => true, () => false);
  if (there) return;
  const made = await contents.newUntitled({ path: "", type: "directory" });
  await contents.rename(made.path, "work");
}

function base64(bytes) {
  let signs = "";
  for (let at = 0; at < bytes.length; at += 32_768) signs += String.fromCharCode(...bytes.subarray(at, at + 32_768));
  return btoa(signs);
}

async function ran(kernel, code) {
  const future = kernel.requestExecute({ code, store_history: false, stop_on_error: false, allow_stdin: false });
  const told = { words: "", good: false };
  future.onIOPub = ({ header, content }) => {
    if (header.msg_type === "execute_result") Object.assign(told, { words: content.data["text/plain"], good: true });
    if (header.msg_type === "error") told.words = content.evalue;
  };
  await future.done;
  return told;
}
