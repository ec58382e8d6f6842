import { rmSync } from 'node:fs';

/** One real fault in a folder of its own in which its failing test can be run, with and without the fix. */
export interface RunnableBug {
  id: string;
  language: 'javascript' | 'python';
  kind: 'crash' | 'assertion';
  /** `tune` may be looked at while something is chosen, `test` never. */
  split: 'tune' | 'test';
  /** What was wrong, in one sentence. */
  why: string;
  /** Absolute: the workspace with the fault; a copy of its own that {@link removeBug} takes away. */
  folder: string;
  /** Runs the failing test alone; no shell reads it. */
  command: string[];
  /** Runs the failing test with its neighbours of the same file. */
  wide: string[];
  /** Name of the failing test among them; absent where the file has no names. */
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
