import type { ListedBug } from './benchBugs';
import type { ResultsFile } from './resultsFile';

/**
 * Runs each step of each bug without a stored result, until the time is over. A step that throws is recorded as such.
 * @param seconds no bug is started after this time
 * @param keyOf the name of a step's result in the file
 * @returns how many bugs are left for further calls
 */
export async function lookAtBugs<Entry>(
  bugs: readonly ListedBug[],
  options: { results: ResultsFile<Entry | { problem: string }>; steps: readonly string[]; seconds: number },
  look: (bug: ListedBug, step: string) => Promise<Entry | { problem: string }>,
): Promise<number> {
  const { results, steps, seconds } = options;
  const end = performance.now() + 1000 * seconds;
  let left = 0;
  for (const [at, bug] of bugs.entries()) {
    const open = steps.filter((step) => !results.has(resultKey(bug, step)));
    if (open.length === 0) continue;
    if (performance.now() > end) {
      left += 1;
      continue;
    }
    process.stderr.write(`${at + 1} of ${bugs.length}: ${bug.id}\n`);
    for (const step of open) {
      const entry = await look(bug, step).catch((error: unknown) => ({
        problem: error instanceof Error ? (error.stack ?? error.message) : String(error),
      }));
      results.add(resultKey(bug, step), entry);
    }
  }
  return left;
}

/** The name of a step's result in the file. */
export function resultKey({ id }: Pick<ListedBug, 'id'>, step: string): string {
  return `${id} ${step}`;
}
