// What the scripts import that is made when the site is built (tools/site/in_page.py).

declare module "*/pyodide.mjs" {
  export function loadPyodide(options: object): Promise<Pyodide>;
}

declare module "*/editor.js" {
  export function edit(
    parent: HTMLElement,
    text: string,
    label: string,
    changed: () => void,
    run: () => void,
  ): {
    text(): string;
    replace(fresh: string): void;
    focus(): void;
    close(): void;
    mark(lines: number[], kind: string): void;
  };
}

interface Pyodide {
  globals: { set(name: string, value: unknown): void };
  unpackArchive(bytes: ArrayBuffer, format: string, options: object): void;
  runPython(code: string): unknown;
  runPythonAsync(code: string): Promise<unknown>;
  makeMemorySnapshot(): Uint8Array<ArrayBuffer>;
  setStdout(options: { write(bytes: Uint8Array): number }): void;
  setStderr(options: { write(bytes: Uint8Array): number }): void;
}
