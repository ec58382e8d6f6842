import { rmSync } from 'node:fs';

/** One real fault in its own folder, where its failing test can be run with and without the fix. */
export interface RunnableBug {
  id: string;
  language: 'javascript' | 'python';
  kind: 'crash' | 'assertion';
  /** `tune` may be looked at when making choices, `test` never. */
  split: 'tune' | 'test';
  /** The fault, in one sentence. */
  why: string;
  /** Absolute path of the workspace with the fault: a separate copy that {@link removeBug} deletes. */
  folder: string;
  /** Runs the failing test alone, without a shell. */
  command: string[];
  /** Runs the failing test with its neighbours in the same file. */
  wide: string[];
  /** Name of the failing test among them; absent if the file has no names. */
  test?: string;
  /** Files that the fix changes, workspace-relative with `/`: their text with the fault, and with the fix. */
  files: Map<string, { before: string | undefined; after: string }>;
  /** All source files with the fault. */
  sources: Readonly<Record<string, string>>;
  /** Where the fix belongs; 1-based lines on the faulty side. */
  truth: { file: string; lines: number[] }[];
}

export function removeBug({ folder }: RunnableBug): void {
  rmSync(folder, { recursive: true, force: true });
}
