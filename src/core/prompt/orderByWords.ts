import type { FailureEvidence, Snippet } from '../context/failureEvidence';
import { splitWords } from '../context/errorWords';

/** The piece with the most of the test's words counts as this many times likelier, and one more. */
const GAIN = 4;
/** BM25's usual settings: how soon a word's repetition counts less, and how much a long text counts less. */
const SATURATION = 1.2;
const BY_LENGTH = 0.75;

/**
 * The pieces of a failed assertion, likeliest first, with those first that share rare words with the test: its name, what it expects and
 * its code. Where the trace leads into the code under test, their order stays.
 */
export function orderByWords(evidence: FailureEvidence): readonly Snippet[] {
  const { snippets } = evidence;
  if (snippets.some(({ frame, role }) => frame !== undefined && role !== 'test')) return snippets;
  const wanted = counts(textsOfTest(evidence).flatMap((text) => [...new Set(splitWords(text))]));
  const pieces = snippets.map(({ function: name = '', text }) => counts(splitWords(`${name} ${name} ${text}`)));
  const holders = counts(pieces.flatMap((words) => [...words.keys()]));
  const lengths = pieces.map((words) => [...words.values()].reduce((sum, count) => sum + count, 0));
  const usual = lengths.reduce((sum, length) => sum + length, 0) / Math.max(1, lengths.length);
  const scores = pieces.map((words, at) => {
    const slack = SATURATION * (1 - BY_LENGTH + (BY_LENGTH * lengths[at]!) / usual);
    let score = 0;
    for (const [word, weight] of wanted) {
      const count = words.get(word) ?? 0;
      const among = holders.get(word) ?? 0;
      if (count) score += (weight * Math.log(1 + (pieces.length - among + 0.5) / (among + 0.5)) * count) / (count + slack);
    }
    return score;
  });
  const best = Math.max(0, ...scores);
  if (best === 0) return snippets;
  const likely = new Map(
    snippets.map((each, at) => [each, each.role === 'test' ? each.relevance : each.relevance * (1 + (GAIN * scores[at]!) / best)]),
  );
  return snippets.toSorted((a, b) => likely.get(b)! - likely.get(a)!);
}

function textsOfTest({ report, snippets, expected = '', actual = '', assertion }: FailureEvidence): string[] {
  const tests = snippets.filter(({ role }) => role === 'test');
  const names = [...report.errors.map(({ test = '' }) => test), ...tests.map(({ function: name = '' }) => name)];
  const said = [expected, actual, assertion?.text ?? '', ...report.errors.map(({ message }) => message)];
  return [names, said, tests.map(({ text }) => text)].map((texts) => texts.join(' '));
}

function counts(words: readonly string[]): Map<string, number> {
  const found = new Map<string, number>();
  for (const word of words) found.set(word, (found.get(word) ?? 0) + 1);
  return found;
}
