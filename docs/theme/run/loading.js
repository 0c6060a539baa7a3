// Python comes to the page: how much of it is there is told while it does.
import { make, told } from "../assets/dom.js";
import * as python from "./python.js";

/** @param {number} bytes */
const megabytes = (bytes) => (bytes / 1e6).toFixed(1);

/**
 * Have Python ready; the first time, a bar stands before what is said of it.
 * @param {HTMLElement} said
 * @param {number} bytes how many there are to come
 * @param {import("../assets/dom.js").Words} words
 */
export async function loaded(said, bytes, words) {
  if (python.isLoaded()) return python.load();
  const progress = make("progress", { max: bytes, value: 0 });
  const say = () => {
    const [done, all] = [megabytes(progress.value), megabytes(bytes)];
    said.textContent = told(words.loading, { done, all });
  };
  say();
  said.before(progress);
  const step = setInterval(say, 500);
  try {
    return await python.load((more) => {
      progress.value += more;
    });
  } finally {
    clearInterval(step);
    progress.remove();
  }
}
