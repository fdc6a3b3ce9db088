// Compiles archives of Python in a folder, by the Pyodide in that folder.
//
//     node compile.mjs FOLDER PROGRAM PLACES
//
// PROGRAM is coursekit/site/compiling.py; PLACES, as JSON, the archives and where each is unpacked to.

import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";

const [folder, program] = process.argv.slice(2, 4).map((path) => resolve(path));
const places = Object.entries(JSON.parse(process.argv[4]));
const { loadPyodide } = await import(pathToFileURL(`${folder}/pyodide.mjs`));
const python = await loadPyodide({ indexURL: `${folder}/` });
python.FS.mkdirTree("/archives");
python.mountNodeFS("/archives", folder);
python.runPython(readFileSync(program, "utf8"));
const compiled = python.runPython("lambda archive, place: compiled(Path('/archives', archive), place)");
for (const [archive, place] of places) compiled(archive, place);
process.exit(0);
