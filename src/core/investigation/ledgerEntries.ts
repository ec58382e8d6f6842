import type { Hypothesis } from '../hypothesis';
import { LOCAL_ROUND, PROVEN_ROUND, type Investigation, type LedgerEntry } from './investigation';
import { textHash } from '../workspace/textHash';

function fixStateOf({ fix }: Hypothesis, known: LedgerEntry | undefined): LedgerEntry['fixState'] {
  if (known && !['none', 'offered'].includes(known.fixState)) return known.fixState;
  return fix ? 'offered' : 'none';
}

/** The identity of a local hypothesis across rankings: its text and its line. */
function identity({ title, evidence: [first] }: Hypothesis): string {
  return textHash(`${first?.file ?? ''}:${first?.line ?? 0} ${title}`);
}

/** Entries of a round follow the answer while it streams; a verdict of the person stays with its position. */
export function withAnswer(entries: LedgerEntry[], round: string, hypotheses: Hypothesis[]): LedgerEntry[] {
  const before = entries.filter((entry) => entry.round === round);
  const others = entries.filter((entry) => entry.round !== round);
  const read = hypotheses.map((hypothesis, index): LedgerEntry => {
    const known = before[index];
    return {
      verdict: known?.verdict,
      fixMessage: known?.fixMessage,
      fixState: fixStateOf(hypothesis, known),
      ...(known?.undo && { undo: known.undo }),
      streaming: hypothesis.unfinished === true,
      round,
      hypothesis: { ...hypothesis, id: `${round}.${index + 1}` },
    };
  });
  // Reading a longer text later never removes a hypothesis already shown.
  return [...others, ...read, ...before.slice(read.length)];
}

/** A new ranking replaces the local entries; those with a verdict or a tried fix stay, even when no longer found. */
export function withLocal({ id: investigation, hypotheses: entries }: Investigation, hypotheses: Hypothesis[]): LedgerEntry[] {
  const before = new Map(entries.filter((entry) => entry.round === LOCAL_ROUND).map((entry) => [identity(entry.hypothesis), entry]));
  const ranked = hypotheses.map((hypothesis): LedgerEntry => {
    const key = identity(hypothesis);
    const known = before.get(key);
    before.delete(key);
    const id = known?.hypothesis.id ?? `${investigation}.${LOCAL_ROUND}.${key}`;
    return {
      verdict: known?.verdict,
      fixMessage: known?.fixMessage,
      fixState: fixStateOf(hypothesis, known),
      ...(known?.undo && { undo: known.undo }),
      streaming: false,
      round: LOCAL_ROUND,
      hypothesis: { ...hypothesis, id },
    };
  });
  const judged = [...before.values()].filter(({ verdict, fixState }) => verdict !== undefined || !['none', 'offered'].includes(fixState));
  return [...ranked, ...judged, ...entries.filter((entry) => entry.round !== LOCAL_ROUND)];
}

/** A repeated finding replaces the earlier one; the person's verdict on it stays. */
export function withProven(entries: LedgerEntry[], hypotheses: Hypothesis[]): LedgerEntry[] {
  const proven = hypotheses.map((hypothesis): LedgerEntry => {
    const known = entries.find(({ round, hypothesis: { id } }) => round === PROVEN_ROUND && id === hypothesis.id);
    return { ...known, round: PROVEN_ROUND, streaming: false, fixState: fixStateOf(hypothesis, known), hypothesis };
  });
  const ids = new Set(hypotheses.map(({ id }) => id));
  return [...entries.filter(({ hypothesis: { id } }) => !ids.has(id)), ...proven];
}
