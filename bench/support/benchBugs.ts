import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readJudgedBugs } from '../../realBugs/judgedBugs';
import { runnableNpmBug } from '../../realBugs/npm/runnableNpmBug';
import { pythonBugId, pythonSplit, readPythonBugs, runnablePythonBug } from '../../realBugs/python/runnablePythonBug';
import { removeBug, type RunnableBug } from '../../realBugs/runnableBug';

/** A bug that a benchmark may lay out and run. */
export interface ListedBug {
  id: string;
  language: RunnableBug['language'];
  split: RunnableBug['split'];
  layOut: () => Promise<RunnableBug>;
}

export interface Choice {
  language?: string | undefined;
  split?: string | undefined;
  /** Part of an id. */
  only?: string | undefined;
}

/** The runnable real bugs, of one language or of all. */
export function benchBugs({ language, split, only }: Choice): ListedBug[] {
  const judged = readJudgedBugs();
  const bugs = judged.bugs.map((bug): ListedBug => ({
    id: bug.id,
    language: 'javascript',
    split: bug.split,
    layOut: () => runnableNpmBug(bug, judged),
  }));
  const python = readPythonBugs().map((bug): ListedBug => ({
    id: pythonBugId(bug),
    language: 'python',
    split: pythonSplit(bug),
    layOut: async () => runnablePythonBug(bug),
  }));
  return [...bugs, ...python].filter(
    (bug) => (!language || bug.language === language) && (!split || bug.split === split) && (!only || bug.id.includes(only)),
  );
}

/** Lays a bug out while it is in use. */
export async function withBug<T>(listed: ListedBug, use: (bug: RunnableBug) => Promise<T>): Promise<T> {
  const bug = await listed.layOut();
  try {
    return await use(bug);
  } finally {
    removeBug(bug);
  }
}

/** Default file for a benchmark's results so far. */
export function resultsPath(bench: string): string {
  return join(tmpdir(), 'debug-with-context-results', `${bench}.jsonl`);
}
