import { MAX_HYPOTHESES, WRONG_HERE, type Hypothesis } from '../../hypothesis';
import { parseDiff } from '../../hypotheses/parseDiff';
import type { Suspect } from '../../suspects/suspect';
import type { Repair } from './chosenRepairs';
import type { RepairVerdict } from './repairFailure';

/** The confidence for a passing change: most such changes are not what a person would write, and those that hide the failure rarely are. */
const PASSES = 0.4;
/** Where it takes out a known fault. */
const REMOVES = 0.7;
const UNPROVEN = 0.2;
const HIDES = 0.15;

/** Passing changes as hypotheses with the change as their fix. They claim that the command passes, not that it is fixed. */
export function repairHypotheses({ candidates }: RepairVerdict): Hypothesis[] {
  return candidates.map((repair) => ({
    id: 'repair',
    title: titleOf(repair),
    rootCause: causeOf(repair),
    evidence: [
      {
        file: repair.file,
        line: repair.line,
        why: whyOf(repair),
        verified: true,
      },
      ...(repair.besides ?? []).map((other) => ({ file: other.file, line: other.line, why: whyOf(other), verified: true })),
    ],
    confidence: repair.symptom ? HIDES : repair.unproven ? UNPROVEN : repair.removes ? REMOVES : PASSES,
    check: 'Read the change: is it what the code is meant to do? If not, a test that says so would fail with it.',
    fix: {
      diff: repair.diff,
      risks: [],
      ...(repair.symptom && { addresses: 'symptom' as const }),
      files: [{ file: repair.file, ...changedCount(repair) }],
      applies: true,
    },
    source: 'experiment',
    guess: false,
    warnings: [],
    ...(repair.unproven && { unproven: true as const }),
  }));
}

function whyOf({ symptom, unproven, rehearsed }: Repair): string {
  if (rehearsed) return 'with this line changed the failing test would pass';
  if (unproven) return 'with this line changed it ends without an error';
  return symptom ? 'with this line changed it passes, which may hide the failure' : 'with this line changed it passes';
}

function titleOf(repair: Repair): string {
  const { file, line, function: name, symptom, unproven, removes, tells, rivals } = repair;
  const place = placeOf({ file, line });
  const where = name ? `at ${place}, in \`${name}\`,` : `at ${place}`;
  if (unproven) return `With a small change ${where} it ends without an error: unproven`;
  if (symptom) return `A small change ${where} makes it pass and may hide the failure`;
  if (removes) return removes.title;
  // Where several pass, the tests do not tell which of them is right.
  if (tells && !rivals) return tells.title;
  return passesWith(repair, where);
}

function placeOf({ file, line }: Pick<Repair, 'file' | 'line'>): string {
  return `${file.slice(file.lastIndexOf('/') + 1)}:${line}`;
}

/** Of a known fault first what is wrong, then what runs showed of its fix. */
function causeOf(repair: Repair): string {
  const { note, removes, tells, rivals } = repair;
  if (!isProven(repair)) return note;
  if (removes) return `${removes.sentence} ${triedText(repair)}`;
  if (!tells) return note;
  const passes = `${passesWith(repair, `at ${placeOf(repair)}`)}.`;
  if (!rivals) return [tells.sentence, passes, note].join(' ');
  const besides = (repair.besides ?? []).flatMap((other) => [
    `${passesWith(other, `at ${placeOf(other)}`)}.`,
    ...(other.tells ? [`If that is the right one: ${other.tells.sentence}`] : []),
  ]);
  return [passes, note, `If that is the right one: ${tells.sentence}`, ...besides].join(' ');
}

/** What is written in place of what, and where. */
function passesWith({ changed, rehearsed }: Pick<Repair, 'changed' | 'rehearsed'>, where: string): string {
  const { from, to } = changed ?? { from: '', to: '' };
  if (rehearsed) {
    if (from && to) return `With \`${to}\` in place of \`${from}\` ${where} it would pass`;
    if (changed) return to ? `With \`${to}\` added ${where} it would pass` : `Without \`${from}\` ${where} it would pass`;
    return `With a small change ${where} it would pass`;
  }
  if (from && to) return `With \`${to}\` in place of \`${from}\` ${where} it passes`;
  if (changed) return to ? `With \`${to}\` added ${where} it passes` : `Without \`${from}\` ${where} it passes`;
  return `With a small change ${where} it passes`;
}

/** Whether a test tells that it is right, and nothing that it only hides the failure. */
function isProven({ symptom, unproven }: Repair): boolean {
  return !symptom && !unproven;
}

/** Whether a change that passes tells the cause, so that others add nothing: it takes out a known fault. */
export function tellsCause(repair: Repair): boolean {
  return repair.removes !== undefined && isProven(repair);
}

/** What runs showed of the fix of what a card tells. */
function triedText(repair: Repair): string {
  const { note, removes } = repair;
  const told = removes ? note.replace(`It takes this out: ${removes.sentence}`, '').trim() : note;
  return repair.rehearsed ? told : `Its fix was tried. ${told}`;
}

/**
 * The cards of a failure and what a search for a small change found, as one list of at most three. A change that hides the failure, or that no
 * test proves, adds nothing here. One that takes out what a card tells gives that card its fix, and proves it; a fault that no card tells comes
 * first. Any other comes first only where the first card knows no cause.
 */
export function withRepairs(cards: readonly Hypothesis[], verdict: RepairVerdict): Hypothesis[] {
  const [repair] = verdict.candidates;
  const [proven] = repairHypotheses(verdict);
  if (!repair || !proven || !isProven(repair)) return [...cards];
  const isThere = ({ file, line }: { file: string; line: number }): boolean => file === repair.file && line === repair.line;
  const told = cards.find(({ evidence }) => evidence.some((each) => isThere(each) && isCause(each)));
  const others = cards.filter((each) => each !== told);
  if (told) {
    const rootCause = `${told.rootCause} ${triedText(repair)}`;
    return [{ ...told, rootCause, fix: proven.fix, confidence: Math.max(told.confidence, proven.confidence) }, ...others];
  }
  const knowsCause = cards[0]?.evidence.some(isCause) === true;
  const at = repair.removes || !knowsCause ? 0 : 1;
  // The rows of a card that knows no cause show how the result is made, which the change is a part of.
  const rows = at === 0 && !knowsCause ? (cards[0]?.evidence.filter((each) => !isThere(each)) ?? []) : [];
  const card = { ...proven, evidence: [...proven.evidence, ...rows] };
  const rest = rows.length && cards[0]?.evidence.some(isThere) ? cards.slice(1) : cards;
  return [...rest.slice(0, at), card, ...rest.slice(at)].slice(0, MAX_HYPOTHESES);
}

/** Suspects, best first, with the function of a proven change at their head where {@link withRepairs} begins with its card. */
export function suspectsWithRepairs(suspects: readonly Suspect[], cards: readonly Hypothesis[], verdict: RepairVerdict): Suspect[] {
  const [repair] = verdict.candidates;
  const leads = repair !== undefined && cards[0]?.fix?.diff === repair.diff;
  const isIts = ({ file, line, functionRange: [first, last] = [line, line] }: Suspect): boolean =>
    file === repair?.file && first <= repair.line && repair.line <= last;
  return leads ? suspects.toSorted((a, b) => Number(isIts(b)) - Number(isIts(a))) : [...suspects];
}

/** Whether a line of a card is the cause that it tells. */
export function isCause({ origin, why }: Pick<Hypothesis['evidence'][number], 'origin' | 'why'>): boolean {
  return origin === true || why === WRONG_HERE;
}

function changedCount({ diff }: Repair): { added: number; removed: number } {
  const lines = parseDiff(diff).flatMap(({ hunks }) => hunks.flatMap((hunk) => hunk.lines));
  return { added: lines.filter((line) => line.startsWith('+')).length, removed: lines.filter((line) => line.startsWith('-')).length };
}
