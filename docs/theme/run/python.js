// Python for the page: fetched once, at the first click, then a worker for each run.

const HERE = new URL("./", import.meta.url);

/** @type {Promise<import("./worker.js").Files> | null} */
let ready = null;

/**
 * A response whose bytes are counted while they come.
 * @param {string} name below run/
 * @param {(bytes: number) => void} count
 */
async function fetched(name, count) {
  const response = await fetch(new URL(name, HERE));
  if (!response.ok) throw new Error(`${name}: ${response.status}`);
  const counter = new TransformStream({
    transform(chunk, controller) {
      count(chunk.byteLength);
      controller.enqueue(chunk);
    },
  });
  return /** @type {ReadableStream} */ (response.body).pipeThrough(counter);
}

/** @param {ReadableStream} stream */
function unpacked(stream) {
  return stream.pipeThrough(new DecompressionStream("gzip"));
}

/** @param {(bytes: number) => void} count */
async function prepare(count) {
  const wasm = { headers: { "Content-Type": "application/wasm" } };
  const [python, library, tools] = await Promise.all([
    fetched("pyodide/pyodide.asm.wasm.gzip", count).then((stream) =>
      WebAssembly.compileStreaming(new Response(unpacked(stream), wasm)),
    ),
    fetched("pyodide/python_stdlib.zip", count).then((stream) =>
      new Response(stream).arrayBuffer(),
    ),
    fetched("tools.zip", count).then((stream) => new Response(stream).arrayBuffer()),
  ]);
  const files = { python, library, tools };
  const { snapshot } = await new Promise((resolve, reject) => {
    const worker = new Worker(new URL("worker.js", HERE), { type: "module" });
    /** @template T @param {(what: T) => void} does @param {T} what */
    const over = (does, what) => {
      worker.terminate();
      does(what);
    };
    worker.onmessage = ({ data }) =>
      data.failed ? over(reject, new Error(data.failed)) : over(resolve, data);
    worker.onerror = (event) => over(reject, new Error(event.message));
    worker.postMessage({ job: "snapshot", files });
  });
  return { ...files, snapshot };
}

/**
 * Have Python ready. @param {(bytes: number) => void} count is told how many bytes have come.
 */
export function load(count = () => {}) {
  ready ??= prepare(count).catch((error) => {
    ready = null;
    throw error;
  });
  return ready;
}

/** Is it here already? */
export const isLoaded = () => ready !== null;

/** @typedef {"run" | "many" | "explore" | "check"} Job */

/**
 * Do a job; every message goes to `told`, the last of which has an `end` or a `failed`.
 * @param {Job} job
 * @param {object} request
 * @param {(message: import("../assets/dom.js").Message) => void} told
 * @returns {Promise<() => void>} ends it at once, without a further message
 */
export async function start(job, request, told) {
  const files = await load();
  const worker = new Worker(new URL("worker.js", HERE), { type: "module" });
  let over = false;
  const end = () => {
    over = true;
    worker.terminate();
  };
  worker.onmessage = ({ data }) => {
    if (over) return;
    if (data.end || data.failed) end();
    told(data);
  };
  worker.onerror = (event) => {
    end();
    told({ failed: event.message });
  };
  worker.postMessage({ job, files, request });
  return end;
}
