import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createTwoFilesPatch } from 'diff';
import { packagedGrammars } from '../../realBugs/packagedGrammars';
import type { RunnableBug } from '../../realBugs/runnableBug';
import type { Edit, Isolation, Outcome, Run } from '../../src/core/experiments/experiment';
import type { FailureTarget } from '../../src/core/experiments/failureOf';
import { isolate } from '../../src/core/experiments/isolate';
import { openSyntax, openTrees } from '../../src/core/syntax/openSyntax';
import { ExperimentRunner } from '../../src/node/experiments/experimentRunner';
import { NodeLaboratory } from '../../src/node/experiments/nodeLaboratory';
import { runRecipe } from '../../src/node/experiments/runRecipe';
import { quieteners, type QuietKind } from './quieteners';

export type FixKind = 'right' | 'nothing' | 'wrong' | QuietKind;

export const QUIET_KINDS: readonly QuietKind[] = ['exit', 'catch', 'return', 'default', 'skip'];

/** The experiments' results for a bug with a known fix. */
export interface VerifyOutcome {
  reproduced: boolean;
  why?: string;
  /** For each way of isolation: whether its canary held, or why not. */
  held: Record<string, true | string>;
  /** The way that was used; `none` if no canary held. */
  isolation: Isolation;
  fixes: Partial<Record<FixKind, { outcome: Outcome; flagged: boolean; notes: string[] }>>;
  /** Seconds to prove the right fix. */
  seconds: number;
  /** Time of a run with an overlay, as a ratio to a plain one. */
  overlay?: number;
}

const syntax = openSyntax(packagedGrammars);
const parse = openTrees(packagedGrammars);
const WAYS: readonly Isolation[] = ['namespace', 'copy', 'inPlace'];

/** Tries the right fix, one that changes nothing, one of something else, and some that only silence the failure. */
export async function verifyBug(bug: RunnableBug): Promise<VerifyOutcome> {
  const { folder, command } = bug;
  const options = { command, cwd: folder, root: folder };
  const { run: known, target } = await new ExperimentRunner(options).baseline();
  const runner = new ExperimentRunner({ ...options, known });
  const outcome: VerifyOutcome = { reproduced: false, held: {}, isolation: 'none', fixes: {}, seconds: 0 };
  for (const [kind, diff] of [...fixesOf(bug), ...quietFixes(bug, target)]) {
    const { baseline, isolation, canary, seconds, verdict } = await runner.verify(diff, syntax, parse);
    if (kind === 'right') {
      outcome.reproduced = baseline.outcome === 'fails';
      if (baseline.why !== undefined) outcome.why = baseline.why;
      outcome.isolation = canary ? isolation : 'none';
      outcome.seconds = seconds;
    }
    const flagged = verdict.notes.some((note) => /^With the patch, .* is for you to decide\.$/.test(note));
    outcome.fixes[kind] = { outcome: verdict.outcome, flagged, notes: verdict.notes };
  }
  if (!outcome.reproduced) return outcome;
  for (const way of WAYS) outcome.held[way] = outcome.isolation === way || (await holds(bug, way, known));
  const overlaid = await runRecipe({ command, cwd: folder }, { served: editsOf(bug, 'before') });
  outcome.overlay = overlaid.wallMs / Math.max(1, known.wallMs);
  return outcome;
}

async function holds(bug: RunnableBug, way: Isolation, known: Run): Promise<true | string> {
  const { folder, command } = bug;
  const laboratory = await NodeLaboratory.open({ command, cwd: folder }, { root: folder, isolations: [way] });
  try {
    const { canary, problem } = await isolate(laboratory, editsOf(bug, 'after'), () => {}, known);
    return canary || (problem ?? 'no reason given');
  } finally {
    await laboratory.close();
  }
}

function editsOf({ folder, files }: RunnableBug, version: 'before' | 'after'): Edit[] {
  return [...files].map(([file, texts]) => ({ file: join(folder, file), text: texts[version] }));
}

function fixesOf({ truth: [truth], files, sources }: RunnableBug): [FixKind, string][] {
  const right = [...files].map(([file, { before, after }]) => patchOf(file, before, after)).join('\n');
  const text = sources[truth?.file ?? ''];
  if (!truth || text === undefined) return [['right', right]];
  const python = truth.file.endsWith('.py');
  const lines = text.split('\n');
  const header = python ? pythonHeader(lines) : lines[0]?.startsWith('#!') ? 1 : 0;
  const withLine = (line: string): string => [...lines.slice(0, header), line, ...lines.slice(header)].join('\n');
  return [
    ['right', right],
    ['nothing', patchOf(truth.file, text, withLine(python ? '# looked at' : '// looked at'))],
    ['wrong', patchOf(truth.file, text, withLine(python ? 'looked_at = 0' : 'var looked_at = 0;'))],
    ['exit', patchOf(truth.file, text, withLine(python ? '__import__("os")._exit(0)' : 'process.exit(0);'))],
  ];
}

function quietFixes(bug: RunnableBug, target: FailureTarget | undefined): [FixKind, string][] {
  if (!target) return [];
  const read = (file: string): string | undefined => {
    const path = join(bug.folder, file);
    return existsSync(path) ? readFileSync(path, 'utf8') : undefined;
  };
  return quieteners(bug, target, read).map(({ kind, file, before, after }) => [kind, patchOf(file, before, after)]);
}

/** Lines that must come first: comments, the module's docstring, imports from `__future__`. */
function pythonHeader(lines: readonly string[]): number {
  const future = lines.findLastIndex((line) => line.startsWith('from __future__'));
  if (future >= 0) return future + 1;
  const first = lines.findIndex((line) => line.trim() !== '' && !line.startsWith('#'));
  const quote = /^[ru]?("""|''')/i.exec(lines[first] ?? '')?.[1];
  if (quote === undefined) return Math.max(0, first);
  const closesAtOnce = (lines[first] ?? '').split(quote).length > 2;
  return 1 + (closesAtOnce ? first : lines.findIndex((line, at) => at > first && line.includes(quote)));
}

export function patchOf(file: string, before: string | undefined, after: string): string {
  const text = createTwoFilesPatch(`a/${file}`, `b/${file}`, before ?? '', after, '', '').replace(/^={5,}\n/, '');
  return before === undefined ? text.replace(/^--- .*$/m, '--- /dev/null') : text;
}
