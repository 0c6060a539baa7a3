// An edited program in the address: compressed, and in letters that an address may hold.

export const MOST = 20_000; // characters of a packed program
const MOST_TEXT = 100_000; // of an unpacked one: a small packed text can be a huge one

/** @param {string} text */
export async function packed(text) {
  const stream = new Blob([text]).stream().pipeThrough(new CompressionStream("deflate-raw"));
  const bytes = new Uint8Array(await new Response(stream).arrayBuffer());
  const letters = btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
  return letters.replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

/**
 * The text, or null where this is not one that `packed` has made.
 * @param {string} letters
 */
export async function unpacked(letters) {
  try {
    const binary = atob(letters.replaceAll("-", "+").replaceAll("_", "/"));
    const bytes = Uint8Array.from(binary, (letter) => letter.charCodeAt(0));
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
    const decoder = new TextDecoder("utf-8", { fatal: true });
    let text = "";
    for await (const chunk of chunks(stream.getReader())) {
      text += decoder.decode(chunk, { stream: true });
      if (text.length > MOST_TEXT) return null;
    }
    return text + decoder.decode();
  } catch {
    return null;
  }
}

/** Not every browser's streams can be iterated. @param {ReadableStreamDefaultReader<Uint8Array>} reader */
async function* chunks(reader) {
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    yield value;
  }
}
