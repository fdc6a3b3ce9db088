// Runs test files of the core under Pyodide, without a browser, and says in the last line what came of it.
//
//     node run.mjs PYODIDE WHEELS REPOSITORY FILE...
//
// PYODIDE is a folder with Pyodide, its packages and coursekit; WHEELS one with pytest and hypothesis as pure wheels.

import { readdirSync } from "node:fs";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";

const [pyodideFolder, wheels, repository] = process.argv.slice(2, 5).map((path) => resolve(path));
const files = process.argv.slice(5);
const { loadPyodide } = await import(pathToFileURL(`${pyodideFolder}/pyodide.mjs`));

const python = await loadPyodide({ indexURL: `${pyodideFolder}/`, packageBaseUrl: `${pyodideFolder}/` });
const quietly = { messageCallback: () => {}, errorCallback: (words) => console.error(words) };
await python.loadPackage(["coursekit", "pandas", "matplotlib"], quietly);
await python.loadPackage(readdirSync(wheels).map((name) => String(pathToFileURL(`${wheels}/${name}`))), quietly);

python.FS.mkdirTree("/repository");
python.mountNodeFS("/repository", repository);
python.globals.set("files", python.toPy(files));
const outcome = await python.runPythonAsync(`
import json, os, sys
os.chdir("/repository")
sys.path[:0] = ["/repository/tests", "/repository/tests/pyodide"]
import running
json.dumps(running.run(files))
`);
console.log(outcome);
process.exit(0);
