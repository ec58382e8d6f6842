import { isTestFile } from '../context/testCode';
import type { SuspectPorts } from '../suspects/candidateFacts';
import type { RankedFunction, Ranking } from '../suspects/ranking';
import type { FunctionNode, SyntaxFile } from '../syntax/syntax';
import type { Coverage } from './coverage';
import { calledFunction } from './returns/splitFunctions';
import { functionSpectrum } from './spectrum';
import { withStateSetter } from './stateSetter';

/** A ranking of fewer functions says too little: a reader is sent to as many. */
const ENOUGH = 5;
/** Files that are read for more. */
const MOST_FILES = 40;
/** Characters of such a file; what is longer was built. */
const LONGEST_FILE = 400_000;
const DEPENDENCY = /(?:^|\/)(?:node_modules|site-packages|vendor)\//;

interface Ran {
  name: string;
  file: SyntaxFile;
  fn: FunctionNode;
  /** Passing tests that called it, too. */
  passing: number;
  /** Its lines that only the failing test ran. */
  alone: number;
}

/**
 * A short ranking, filled up with functions of the workspace that the failing test ran and that nothing else led to: first those that the
 * fewest passing tests ran, then those with the most lines that only the failing one did. They come after all others. A ranking that is long
 * enough gets the setter of what its functions read, see {@link withStateSetter}.
 */
export async function withRanFunctions(ranking: Ranking, coverage: Coverage, ports: SuspectPorts, signal?: AbortSignal): Promise<Ranking> {
  if (ranking.command) return ranking;
  if (ranking.functions.length >= ENOUGH) return withStateSetter(ranking, coverage);
  const known = ranking.functions.map(({ facts }) => facts.candidate);
  const ran: Ran[] = [];
  const names = [...coverage.failing.keys()].filter((name) => !DEPENDENCY.test(name) && !isTestFile(name));
  for (const name of names.slice(0, MOST_FILES)) {
    signal?.throwIfAborted();
    const text = await ports.reader.read(name);
    if (text === undefined || text.length > LONGEST_FILE) continue;
    const file = await ports.syntax.parse(name, text, signal);
    for (const fn of file.functions) {
      const { startLine, endLine } = fn;
      const isKnown = known.some((each) => each.file === name && each.startLine <= startLine && endLine <= each.endLine);
      const { failing, passing } = functionSpectrum({ file: name, startLine, endLine, isFunction: true }, coverage);
      if (failing && !isKnown && fn.kind !== 'test') ran.push({ name, file, fn, passing, alone: linesAlone(name, fn, coverage) });
    }
  }
  const best = ran.sort((a, b) => a.passing - b.passing || b.alone - a.alone).slice(0, ENOUGH - ranking.functions.length);
  const least = Math.min(1, ...ranking.functions.map(({ share }) => share));
  const added = best.map((each, at): RankedFunction => ({ ...calledFunction(each), share: (least * 0.1) / (at + 1) }));
  return { ...ranking, functions: [...ranking.functions, ...added] };
}

function linesAlone(name: string, { startLine, endLine }: FunctionNode, { failing, passing }: Coverage): number {
  const others = passing.map((each) => each.get(name)?.lines);
  return [...(failing.get(name)?.lines ?? [])].filter(
    (line) => startLine <= line && line <= endLine && !others.some((lines) => lines?.has(line)),
  ).length;
}
