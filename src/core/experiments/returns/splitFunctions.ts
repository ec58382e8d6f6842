import type { CandidateFacts } from '../../suspects/candidateFacts';
import { lineScores } from '../../suspects/lineScores';
import type { RankedFunction, Ranking } from '../../suspects/ranking';
import type { FunctionNode, SyntaxFile } from '../../syntax/syntax';
import type { ReturnedFunction } from './returnedFunction';

/** The share of a called function that nothing else had led to. */
const NEW_SHARE = Math.exp(-7);
/** A function keeps this much of its share, however little of its code is its own. */
const LEAST_OWN = 0.02;

/**
 * A ranking in which every function that the failing test called stands for itself: one inside another gets the part of the other's chance
 * that its length is of the whole. Functions in files that were not read are left out.
 */
export function splitFunctions(ranking: Ranking, returned: readonly ReturnedFunction[]): Ranking {
  const files = new Map(ranking.facts.map(({ candidate, file }) => [candidate.file, file]));
  const known = new Set(ranking.functions.map(({ facts: { candidate } }) => placeKey(candidate)));
  const added = new Map<string, Called>();
  for (const { file: name, startLine, endLine } of returned) {
    const file = files.get(name);
    const fn = file?.functions.find(
      (each) => each.endLine === endLine && each.startLine <= startLine && startLine <= each.signature.endLine,
    );
    const key = fn && placeKey({ file: name, ...fn });
    if (file && fn && key && fn.kind !== 'test' && !known.has(key)) added.set(key, { name, file, fn });
  }
  if (added.size === 0) return ranking;
  const called = [...added.values()];
  const own = ranking.functions.map((each) => withoutInner(each, innermost(called, each, ranking.functions)));
  const inner = called.map((each) => calledFunction(each, around(ranking.functions, each)));
  return { ...ranking, functions: [...own, ...inner].filter(({ lines }) => lines.length > 0) };
}

interface Called {
  name: string;
  file: SyntaxFile;
  fn: FunctionNode;
}

/** The called functions whose innermost candidate is this one, without those inside another of them. */
function innermost(called: readonly Called[], ranked: RankedFunction, all: readonly RankedFunction[]): FunctionNode[] {
  const inside = called.filter((each) => around(all, each) === ranked).map(({ fn }) => fn);
  return inside.filter((fn) => !inside.some((other) => other !== fn && other.startLine <= fn.startLine && fn.endLine <= other.endLine));
}

function around(functions: readonly RankedFunction[], { name, fn }: Called): RankedFunction | undefined {
  return functions
    .filter(({ facts: { candidate: c } }) => c.file === name && c.startLine <= fn.startLine && fn.endLine <= c.endLine)
    .sort((a, b) => lengthOf(a.facts.candidate) - lengthOf(b.facts.candidate))[0];
}

function withoutInner(ranked: RankedFunction, inner: readonly FunctionNode[]): RankedFunction {
  if (inner.length === 0) return ranked;
  const length = lengthOf(ranked.facts.candidate);
  const left = length - inner.reduce((sum, fn) => sum + lengthOf(fn), 0);
  const lines = ranked.lines.filter(({ line }) => !inner.some(({ startLine, endLine }) => startLine <= line && line <= endLine));
  return { ...ranked, share: ranked.share * Math.max(LEAST_OWN, left / length), lines };
}

/** A function that the failing test called, as one of a ranking. @param outer the one around it */
export function calledFunction({ name, file, fn }: Called, outer?: RankedFunction): RankedFunction {
  const { startLine, endLine } = fn;
  const facts: CandidateFacts = {
    candidate: {
      file: name,
      startLine,
      endLine,
      function: fn.qualifiedName,
      role: 'callee',
      distance: outer?.facts.candidate.distance ?? 1,
      reasons: [{ kind: 'runInTest' }],
      relevance: outer?.facts.candidate.relevance ?? 0,
      focusLines: (outer?.facts.candidate.focusLines ?? []).filter((line) => startLine <= line && line <= endLine),
      test: false,
    },
    file,
    fn,
    arises: false,
    frameLines: [],
    throwsOnPurpose: false,
    tried: 0,
    changes: (outer?.facts.changes ?? []).filter((change) => change.startLine <= endLine && change.endLine >= startLine),
    testCall: 0,
  };
  const share = outer ? (outer.share * lengthOf(fn)) / lengthOf(outer.facts.candidate) : NEW_SHARE;
  return { facts, score: 0, share, reasons: [{ kind: 'runInTest' }], lines: lineScores(facts) };
}

function placeKey({ file, startLine, endLine }: { file: string; startLine: number; endLine: number }): string {
  return `${file}:${startLine}-${endLine}`;
}

function lengthOf({ startLine, endLine }: { startLine: number; endLine: number }): number {
  return endLine - startLine + 1;
}
