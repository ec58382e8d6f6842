import type { Hypothesis } from '../hypothesis';
import { reversedDiff } from '../hypotheses/reversedDiff';
import type { Suspect } from '../suspects/suspect';
import type { BlameChange, BlameVerdict } from './experiment';

/** Whether a change without a commit is known to have none: lines that were only removed tell of no commit. */
export function isUncommitted({ commit, diff }: BlameChange): boolean {
  return commit === undefined && /^\+(?!\+\+ )/m.test(diff);
}

/** A hypothesis from a proof: the command passes without this change. Its fix reverts the change. */
export function blamedHypothesis(verdict: BlameVerdict): Hypothesis | undefined {
  const [first] = verdict.changes;
  if (verdict.outcome !== 'found' || !first) return undefined;
  const {
    with: [failed, n],
    without: [passed, m],
    changes,
  } = verdict;
  const several = changes.length > 1;
  const { fix, ...told } = revertingHypothesis(changes, {
    // Some may only be unable to stay without the others.
    title: several ? `It passes without ${theChangesOf(changes)}` : `The change of ${first.file}:${first.startLine} made it fail`,
    rootCause: `With ${several ? 'these changes' : 'this change'} ${failed} of ${n} runs fail, without ${several ? 'them' : 'it'} ${passed} of ${m} pass.`,
    confidence: 0.95,
    check: `Take the ${several ? 'changes' : 'change'} back and run the command: it passes.`,
  });
  // Later commits may depend on an old change.
  return verdict.commit === undefined ? { ...told, fix } : told;
}

/** A hypothesis that blames changes. Its fix reverts them. */
export function revertingHypothesis(
  changes: readonly BlameChange[],
  told: Pick<Hypothesis, 'title' | 'rootCause' | 'confidence' | 'check'>,
): Hypothesis {
  return {
    id: 'blamed',
    ...told,
    evidence: changes.map((change) => ({
      file: change.file,
      line: change.startLine,
      why: change.commit ? `changed by ${change.commit}` : isUncommitted(change) ? 'changed, and not committed' : 'changed',
      verified: true,
    })),
    fix: {
      diff: changes.map(({ diff }) => reversedDiff(diff)).join('\n'),
      risks: ['What the change was made for is taken back, too.'],
      files: changes.map(({ file, diff }) => ({ file, ...counts(diff) })),
      applies: true,
    },
    source: 'experiment',
    guess: false,
    warnings: [],
  };
}

/** "the change of lib.js:3", "the changes of lib.js:3, main.js:1 and 2 more". */
export function theChangesOf(changes: readonly { file: string; startLine: number }[]): string {
  const places = changes.slice(0, 3).map(({ file, startLine }) => `${file}:${startLine}`);
  const more = changes.length - places.length;
  return `the ${changes.length > 1 ? 'changes' : 'change'} of ${places.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}

/**
 * Suspects after a search has found the change: its lines come first, then others in the same functions.
 * @param suspects best first
 */
export function suspectsAfterBlame(suspects: readonly Suspect[], changes: readonly BlameChange[]): Suspect[] {
  if (!changes.length) return [...suspects];
  const top = Math.max(1, ...suspects.map(({ score }) => score));
  const blamed = (suspect: Suspect): boolean => changes.some((change) => change.file === suspect.file && overlaps(change, suspect));
  const known = new Set(suspects.map(({ file, line }) => `${file}:${line}`));
  const lines = changes.flatMap((change): Suspect[] => {
    const around = suspects.find((suspect) => suspect.file === change.file && overlaps(change, suspect));
    const line = { file: change.file, line: change.startLine, function: around?.function, functionRange: around?.functionRange };
    return known.has(`${line.file}:${line.line}`) ? [] : [{ ...line, score: 0, reasons: ['without this change it passes'] }];
  });
  const onChange = (suspect: Suspect): boolean =>
    changes.some(({ file, startLine, endLine }) => file === suspect.file && suspect.line >= startLine && suspect.line <= endLine);
  const rank = (suspect: Suspect): number => (onChange(suspect) ? 2 : blamed(suspect) ? 1 : 0);
  return [...lines, ...suspects]
    .map((suspect) => ({ ...suspect, score: suspect.score + rank(suspect) * top }))
    .sort((a, b) => b.score - a.score);
}

function overlaps({ startLine, endLine }: BlameChange, { line, functionRange = [line, line] }: Suspect): boolean {
  return functionRange[0] <= endLine && startLine <= functionRange[1];
}

function counts(diff: string): { added: number; removed: number } {
  const lines = diff.split('\n').filter((line) => !/^(?:---|\+\+\+) /.test(line));
  return { added: lines.filter((line) => line.startsWith('-')).length, removed: lines.filter((line) => line.startsWith('+')).length };
}
