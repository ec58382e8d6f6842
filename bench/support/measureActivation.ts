import { statSync, writeFileSync } from 'node:fs';
import { performance } from 'node:perf_hooks';
import * as vscode from 'vscode';

/** Runs inside VS Code's extension host: activates the extensions named in `MEASURE` and writes the times to `MEASURE_OUT`. */
export async function run(): Promise<void> {
  const ids = (process.env['MEASURE'] ?? '').split(',');
  const results: Record<string, ActivationFigures> = {};
  for (const id of ids) {
    const extension = vscode.extensions.getExtension(id);
    if (!extension) throw new Error(`${id} is not installed`);
    const activeAtStart = extension.isActive;
    const began = performance.now();
    await extension.activate();
    const ms = performance.now() - began;
    const files = Object.keys(require.cache).filter((file) => file.startsWith(extension.extensionPath));
    results[id] = {
      activeAtStart,
      ms,
      files: files.map((file) => ({ name: file.slice(extension.extensionPath.length + 1), bytes: statSync(file).size })),
    };
  }
  writeFileSync(process.env['MEASURE_OUT'] ?? '', JSON.stringify(results));
}

export interface ActivationFigures {
  /** The extension was active before its first use. */
  activeAtStart: boolean;
  /** From the call to the resolved promise. */
  ms: number;
  /** The extension's own files that were loaded. */
  files: { name: string; bytes: number }[];
}
