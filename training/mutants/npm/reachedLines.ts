import { readFile, readdir } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { lineStartsOf } from '../../../src/core/syntax/flatTree';

interface V8Coverage {
  result: { url: string; functions: { ranges: { startOffset: number; endOffset: number; count: number }[] }[] }[];
}

/**
 * Reads the output of `NODE_V8_COVERAGE`.
 * @returns 1-based lines that ran, by workspace-relative file; dependencies are left out
 */
export async function reachedLines(folder: string, workspace: string): Promise<Map<string, Set<number>>> {
  const reached = new Map<string, Set<number>>();
  for (const name of await readdir(folder)) {
    const { result } = JSON.parse(await readFile(join(folder, name), 'utf8')) as V8Coverage;
    for (const { url, functions } of result) {
      const file = url.startsWith('file://') ? relative(workspace, fileURLToPath(url)) : '..';
      if (file.startsWith('..') || file.includes('node_modules/')) continue;
      const lines = reached.get(file) ?? new Set();
      reached.set(file, lines);
      // An outer range comes before those inside it, which are more exact.
      const text = await readFile(join(workspace, file), 'utf8');
      const starts = lineStartsOf(text);
      const counts = new Float64Array(starts.length);
      for (const { ranges } of functions) {
        for (const { startOffset, endOffset, count } of ranges) {
          for (let line = 0; line < starts.length; line++) {
            const start = starts[line]! + /^\s*/.exec(text.slice(starts[line], starts[line]! + 200))![0].length;
            if (start >= startOffset && start < endOffset) counts[line] = count;
          }
        }
      }
      counts.forEach((count, line) => count > 0 && lines.add(line + 1));
    }
  }
  return reached;
}
