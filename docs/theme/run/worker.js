// Runs Python in a thread of its own, so that a program that never ends can be ended.
// A worker does one job: the first one makes a snapshot of Python's memory, from which the others begin.
import { loadPyodide } from "./pyodide/pyodide.mjs";

const HOME = "/home/pyodide";
const OPTIONS = {
  args: ["-X", "dev"],
  env: {
    HOME,
    NO_COLOR: "1",
    PYTHONUTF8: "1",
    LC_ALL: "C.UTF-8",
    PYTHONUNBUFFERED: "1",
    PYTHONHASHSEED: "0",
  }, // so that a seed gives the same run again
};

/**
 * @typedef {object} Files What the page has fetched for all workers.
 * @property {WebAssembly.Module} python
 * @property {ArrayBuffer} library the standard library
 * @property {ArrayBuffer} tools the modules that stand in for threads
 * @property {ArrayBuffer} [snapshot]
 */

/** Let Pyodide find what the page has fetched already. @param {Files} files */
function provide({ python, library }) {
  WebAssembly.instantiateStreaming = async (_, imports) => ({
    module: python,
    instance: await WebAssembly.instantiate(python, imports),
  });
  const real = globalThis.fetch;
  globalThis.fetch = async (resource, options) => {
    const address = resource instanceof Request ? resource.url : String(resource);
    if (address.endsWith(".wasm")) return new Response();
    if (address.endsWith("python_stdlib.zip")) return new Response(library);
    return real(resource, options);
  };
}

/** @param {Files} files */
async function begin(files) {
  provide(files);
  const python = await loadPyodide({
    ...OPTIONS,
    indexURL: new URL("./pyodide/", import.meta.url).href,
    stdout: () => {},
    stderr: () => {},
    ...(files.snapshot ? { _loadSnapshot: files.snapshot } : { _makeSnapshot: true }),
  });
  python.unpackArchive(files.tools, "zip", { extractDir: HOME });
  return python;
}

/** Each piece of output goes to the page as it is written. @param {Pyodide} python */
function stream(python) {
  /** @param {"out" | "err"} name */
  const told = (name) => {
    const decoder = new TextDecoder();
    /** @param {Uint8Array} bytes */
    const write = (bytes) => {
      postMessage({ [name]: decoder.decode(bytes, { stream: true }) });
      return bytes.length;
    };
    return { write };
  };
  python.setStdout(told("out"));
  python.setStderr(told("err"));
}

/** @type {Record<string, (python: Pyodide, request: object) => unknown>} */
const JOBS = {
  snapshot(python) {
    python.runPython(`
import sys
sys.path.insert(0, "${HOME}")
from tools.browser import jobs, program
program.install()
import asyncio, traceback`);
    const bytes = python.makeMemorySnapshot();
    const snapshot = bytes.slice().buffer;
    postMessage({ snapshot }, { transfer: [snapshot] });
  },
  run: (python, request) => called(python, "run", request),
  explore: (python, request) => called(python, "explore", request),
  many: (python, request) => called(python, "many", request),
  check: (python, request) => called(python, "check", request),
};

/** Call a function of tools/browser/jobs.py. @param {Pyodide} python @param {string} name @param {object} request */
async function called(python, name, request) {
  stream(python);
  python.globals.set("request", JSON.stringify(request));
  await python.runPythonAsync(`from tools.browser import jobs; jobs.${name}(request)`);
}

addEventListener("message", async ({ data: { job, files, request } }) => {
  try {
    await JOBS[job](await begin(files), request);
  } catch (error) {
    postMessage({ failed: error instanceof Error ? error.message : String(error) });
  }
});
