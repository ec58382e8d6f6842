import { flatFrames, type FailureEvidence } from '../core/context/failureEvidence';
import { wordsOf } from '../core/suspects/words';
import type { CandidateFacts } from '../core/suspects/candidateFacts';
import { errorKind, type ErrorKind } from './errorKind';

const MOST_CHARACTERS = 2000;
/** Lines around the failing line of the test that describe its action. */
const TEST_LINES = 2;

/** The words of a failure, as sets in lower case. */
export interface FailureWords {
  message: ReadonlySet<string>;
  /** Name of the test, and its code around the failing line. */
  test: ReadonlySet<string>;
  /** Expected and actual values. */
  values: ReadonlySet<string>;
  /** The throwing line. */
  throwing: ReadonlySet<string>;
  /** Identifiers as written in the errors' messages. */
  messageNames: ReadonlySet<string>;
  /** Identifiers as written in the test's name and around its failing line. */
  testNames: ReadonlySet<string>;
  /** Letters of the test's name and of its file's, lower-case, by test: `test_parse_date` is `testparsedate`. */
  testTitles: readonly string[];
  errorKind: ErrorKind | undefined;
  /** The innermost frame is in library or language code. */
  thrownByLibrary: boolean;
}

export function failureWords(evidence: FailureEvidence, facts: readonly CandidateFacts[]): FailureWords {
  const { errors, expectations } = evidence.report;
  const test: string[] = errors.flatMap(({ test }) => test ?? []).concat(expectations.flatMap(({ test }) => test ?? []));
  for (const fact of facts) {
    const line = fact.frameLines[0];
    if (!fact.candidate.test || line === undefined) continue;
    test.push(...fact.file.lines.slice(Math.max(0, line - 1 - TEST_LINES), line));
  }
  const files = facts.filter(({ candidate, frameLines }) => candidate.test && frameLines.length > 0).map(({ candidate }) => candidate.file);
  const titles = errors.flatMap((error) => error.test ?? []).concat(expectations.flatMap((expectation) => expectation.test ?? []));
  const thrower = facts.find(({ stackPlace }) => stackPlace === 0);
  const frames = flatFrames(evidence.report).slice(0, 1);
  return {
    message: setOf(errors.map(({ type, message }) => `${type} ${message}`)),
    test: setOf(test),
    values: setOf(expectations.flatMap(({ expected, actual }) => [expected, actual])),
    messageNames: new Set(errors.flatMap(({ message }) => namesIn(message.slice(0, MOST_CHARACTERS)))),
    testNames: new Set(test.flatMap((text) => namesIn(text.slice(0, MOST_CHARACTERS)))),
    testTitles: [...titles, ...files.map((file) => file.slice(file.lastIndexOf('/') + 1).replace(/\.\w+$/, ''))].map(lettersOf),
    errorKind: errorKind(evidence.report),
    thrownByLibrary: (frames[0]?.origin ?? 'workspace') !== 'workspace',
    throwing: setOf(thrower ? [thrower.file.lines[(thrower.frameLines[0] ?? 0) - 1] ?? ''] : frames.map(({ raw }) => raw)),
  };
}

/** Identifiers of a text, as written; those of one letter are left out. */
export function namesIn(text: string): string[] {
  return text.match(/[A-Za-z_$][\w$]+/g) ?? [];
}

/** Lower-case letters and digits of a name. */
export function lettersOf(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]/g, '');
}

function setOf(texts: readonly string[]): Set<string> {
  return new Set(texts.flatMap((text) => wordsOf(text.slice(0, MOST_CHARACTERS))));
}

/** Okapi BM25 of texts against a set of words, k₁ = 1.2, b = 0.75; scaled so that the best is 1 (0 if no word is shared). */
export function bm25(texts: readonly (readonly string[])[], query: ReadonlySet<string>): number[] {
  const average = texts.reduce((sum, { length }) => sum + length, 0) / Math.max(1, texts.length);
  const documents = new Map<string, number>();
  for (const text of texts) for (const word of new Set(text)) if (query.has(word)) documents.set(word, (documents.get(word) ?? 0) + 1);
  const scores = texts.map((text) => {
    const counts = new Map<string, number>();
    for (const word of text) if (query.has(word)) counts.set(word, (counts.get(word) ?? 0) + 1);
    let score = 0;
    for (const [word, count] of counts) {
      const seen = documents.get(word) ?? 0;
      const rarity = Math.log(1 + (texts.length - seen + 0.5) / (seen + 0.5));
      score += (rarity * count * 2.2) / (count + 1.2 * (0.25 + 0.75 * (text.length / Math.max(1, average))));
    }
    return score;
  });
  const best = Math.max(0, ...scores);
  return best ? scores.map((score) => score / best) : scores;
}
