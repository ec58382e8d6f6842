import { flatFrames, type FailureEvidence } from '../core/context/failureEvidence';
import type { CandidateFacts } from '../core/suspects/candidateFacts';
import { changedFunctions, changeLogit, functionScores, type ScoredFunction } from '../core/suspects/functionScores';
import { familyOf } from '../core/workspace/languages';
import { lineScores, type ScoredLine } from '../core/suspects/lineScores';
import { failureWords, type FailureWords } from './failureWords';
import { functionFeatures, READ_FEATURE } from './functionFeatures';
import { LINE_MARKS, lineFeatures } from './lineFeatures';
import type { ReadFunction, Reading, ReadRow, ReadToken, RowSection } from './reading';
import { splitWords, TOKEN, type Tokenizer } from './tokenizer';

/** Bits of `ReadToken.flags`. */
export const TOKEN_FLAGS = ['glued', 'capital', 'inMessage', 'inTest', 'inValues', 'onThrowingLine'] as const;

const SECTIONS = ['error', 'behavior', 'frames', 'test', 'code'] as const satisfies readonly RowSection[];
const ROLES = ['throws', 'caller', 'callee', 'changed'] as const;
const MOST_RANKS = 12;
const STACK_PLACES = 5;
/** Upper ends of the buckets of a row's distance to its function's frame line, both ways. */
const DISTANCES = [0, 1, 2, 4, 8, Infinity] as const;
/** Upper ends of the buckets of a line's place in its function by the prior. */
const LINE_PLACES = [0, 1, 2, 4, 8, Infinity] as const;

/** Features of each row besides its tokens; the order is that of the model's input. */
export const ROW_FEATURES: readonly string[] = [
  ...SECTIONS.map((section) => `section:${section}`),
  ...ROLES.map((role) => `role:${role}`),
  ...Array.from({ length: MOST_RANKS }, (_, rank) => `functionRank:${rank}`),
  ...Array.from({ length: STACK_PLACES }, (_, place) => `stack:${place}`),
  ...DISTANCES.map((_, bucket) => `above:${bucket}`),
  ...DISTANCES.slice(1).map((_, bucket) => `below:${bucket + 1}`),
  ...LINE_PLACES.map((_, bucket) => `linePlace:${bucket}`),
  ...LINE_MARKS.map((mark) => `mark:${mark}`),
  'throws',
  'signature',
  'throwsOnPurpose',
  'testCall',
  'moduleCode',
  'assertion',
  'javascript',
  'python',
  'java',
];

const FEATURE_INDEX = new Map(ROW_FEATURES.map((name, index) => [name, index]));

/** Token limit of a row: the rest of a minified line adds nothing. */
const MOST_ROW_TOKENS = 24;
const MOST_ERROR_ROWS = 4;
const MOST_ERROR_TOKENS = 48;
const MOST_VALUE_TOKENS = 40;
const MOST_FRAMES = 8;
const TEST_ROWS_ABOVE = 5;
const MOST_FUNCTIONS = 120;
/** Lines to read of each of the first functions, per thousand tokens of the budget; later functions get the last number. */
const LINES_BY_RANK = [30, 20, 12, 8, 5, 4] as const;

export interface ReadOptions {
  /** Token limit in all. */
  budget: number;
}

/** Languages that the model was trained on; absent for others. */
export function modelLanguage(facts: readonly CandidateFacts[]): Reading['language'] | undefined {
  const language = (facts.find(({ stackPlace }) => stackPlace === 0) ?? facts[0])?.file.language;
  // Kotlin counts as Java's family, and was not trained.
  const family = language === undefined || language === 'kotlin' ? undefined : familyOf(language);
  return family === 'javascript' || family === 'python' || family === 'java' ? family : undefined;
}

/**
 * Evidence → the mini-model's input: the error, what was expected, the frames, the test, then the lines of the likeliest functions, best
 * function first, each function's lines in source order. Cut to the budget by rank; same input, same output.
 * @returns undefined if there is nothing to rank or the model does not support the language
 */
export function readEvidence(
  evidence: FailureEvidence,
  facts: readonly CandidateFacts[],
  tokenizer: Tokenizer,
  { budget }: ReadOptions,
): { reading: Reading; scored: ScoredFunction[] } | undefined {
  const language = modelLanguage(facts);
  // No failure in the training data had recent changes: they are not read here, and `modelRanking` adds their weight.
  const original = new Map<CandidateFacts, CandidateFacts>(facts.map((each) => [{ ...each, changes: [] }, each]));
  const scored = functionScores(evidence, [...original.keys()]).slice(0, MOST_FUNCTIONS);
  if (!language || scored.length === 0) return undefined;
  const words = failureWords(evidence, facts);
  const features = functionFeatures(scored, words, language);
  const changed = changedFunctions(facts);
  const functions = scored.map((each, place): ReadFunction => {
    const own = original.get(each.facts) ?? each.facts;
    return { features: features[place] ?? [], changeLogit: changeLogit(own, changed) };
  });
  const reader = new RowReader(tokenizer, words, language, budget);
  reader.evidence(evidence, facts);
  reader.code(scored);
  for (const row of reader.rows) {
    const features = row.function === undefined ? undefined : functions[row.function]?.features;
    if (features) features[READ_FEATURE] = 1;
  }
  const known = scored.map((each) => ({ ...each, facts: original.get(each.facts) ?? each.facts }));
  return { reading: { language, rows: reader.rows, functions }, scored: known };
}

class RowReader {
  readonly rows: ReadRow[] = [];
  private left: number;

  constructor(
    private readonly tokenizer: Tokenizer,
    private readonly words: FailureWords,
    private readonly language: Reading['language'],
    private readonly budget: number,
  ) {
    // One for [CLS].
    this.left = budget - 1;
  }

  /** Every row that is not a candidate's code. */
  evidence(evidence: FailureEvidence, facts: readonly CandidateFacts[]): void {
    const { errors, expectations } = evidence.report;
    for (const { type, message } of errors.slice(0, MOST_ERROR_ROWS)) {
      this.plain('error', `${type}: ${message}`.slice(0, 1000), MOST_ERROR_TOKENS);
    }
    const [expectation] = expectations;
    const test = errors.find((error) => error.test)?.test ?? expectation?.test;
    if (test) this.plain('behavior', test, MOST_ROW_TOKENS);
    if (expectation) {
      this.plain('behavior', `expected ${expectation.expected}`.slice(0, 600), MOST_VALUE_TOKENS);
      this.plain('behavior', `actual ${expectation.actual}`.slice(0, 600), MOST_VALUE_TOKENS);
    }
    const frames = flatFrames(evidence.report);
    const shown = evidence.resolutions.filter(({ file }) => file).slice(0, MOST_FRAMES);
    for (const { frame, file = '' } of shown) {
      this.plain('frames', `${file.slice(file.lastIndexOf('/') + 1)} ${frames[frame]?.function ?? ''}`, MOST_ROW_TOKENS);
    }
    const failing = facts.find(({ candidate, frameLines }) => candidate.test && frameLines.length > 0);
    const line = failing?.frameLines[0];
    if (!failing || line === undefined) return;
    for (let at = Math.max(failing.candidate.startLine, line - TEST_ROWS_ABOVE); at <= line; at += 1) {
      const text = failing.file.lines[at - 1] ?? '';
      if (text.trim()) this.add('test', text, MOST_ROW_TOKENS, [], { file: failing.candidate.file, line: at });
    }
  }

  code(scored: readonly ScoredFunction[]): void {
    const assertion = scored.every(({ facts }) => facts.stackPlace === undefined);
    for (const [rank, { facts }] of scored.entries()) {
      if (this.left < MOST_ROW_TOKENS) return;
      const ranked = lineScores(facts);
      const most = Math.ceil(((LINES_BY_RANK[rank] ?? LINES_BY_RANK[LINES_BY_RANK.length - 1] ?? 0) * this.budget) / 1000);
      const { startLine } = facts.candidate;
      const chosen = ranked.filter(({ line }, place) => place < most || line === startLine);
      chosen.sort((a, b) => a.line - b.line);
      const places = new Map(ranked.map(({ line }, place) => [line, place]));
      for (const scoredLine of chosen) this.codeRow(facts, rank, scoredLine, places.get(scoredLine.line) ?? 0, assertion);
    }
  }

  private codeRow(facts: CandidateFacts, rank: number, scored: ScoredLine, place: number, assertion: boolean): void {
    const { line, marks } = scored;
    if (this.left < MOST_ROW_TOKENS) return;
    const { candidate, file, fn, frameLines, stackPlace } = facts;
    const text = file.lines[line - 1] ?? '';
    const throws = file.throws({ startLine: line, endLine: line }).length > 0;
    const signature = fn ? fn.signature.startLine <= line && line <= fn.signature.endLine : false;
    const frameLine = frameLines[0];
    const set = [
      `role:${candidate.role}`,
      `functionRank:${Math.min(rank, MOST_RANKS - 1)}`,
      ...(stackPlace === undefined ? [] : [`stack:${Math.min(stackPlace, STACK_PLACES - 1)}`]),
      ...(frameLine === undefined ? [] : [`${line <= frameLine ? 'above' : 'below'}:${bucket(DISTANCES, Math.abs(line - frameLine))}`]),
      `linePlace:${bucket(LINE_PLACES, place)}`,
      ...[...marks].map((mark) => `mark:${mark}`),
      ...(throws ? ['throws'] : []),
      ...(signature ? ['signature'] : []),
      ...(facts.throwsOnPurpose ? ['throwsOnPurpose'] : []),
      ...(facts.testCall ? ['testCall'] : []),
      ...(candidate.function === undefined ? ['moduleCode'] : []),
      ...(assertion ? ['assertion'] : []),
    ];
    const own = lineFeatures(facts, { scored, place, throws, signature, assertion }, this.words, this.language);
    this.add('code', text, MOST_ROW_TOKENS, set, { file: candidate.file, line, function: rank, lineFeatures: own });
  }

  private plain(section: RowSection, text: string, most: number): void {
    this.add(section, text.replace(/\s+/g, ' ').trim(), most, []);
  }

  private add(section: RowSection, text: string, most: number, features: readonly string[], place: Partial<ReadRow> = {}): void {
    const tokens = this.tokens(text, Math.min(most, this.left));
    if (tokens.length < 2) return;
    this.left -= tokens.length;
    const names = [`section:${section}`, ...features, this.language];
    this.rows.push({
      section,
      text,
      tokens,
      features: names.map((name) => FEATURE_INDEX.get(name) ?? -1).filter((index) => index >= 0),
      lineFeatures: [],
      ...place,
    });
  }

  private tokens(text: string, most: number): ReadToken[] {
    const split = splitWords(text);
    const marker: ReadToken = { id: TOKEN.row, start: 0, end: 0, flags: 0 };
    const { message, test, values, throwing } = this.words;
    return [
      marker,
      ...this.tokenizer.encode(split, most - 1).map(({ id, start, end, word }): ReadToken => {
        const { text: written = '', capital = false, glued = false, start: from = 0 } = split[word] ?? {};
        const inside = start > from;
        const bits = [
          inside || glued,
          capital && !inside,
          message.has(written),
          test.has(written),
          values.has(written),
          throwing.has(written),
        ];
        return { id, start, end, flags: bits.reduce((sum, on, bit) => sum + (on ? 1 << bit : 0), 0) };
      }),
    ];
  }
}

/** Index of the first bucket whose upper end is not below a value. */
function bucket(ends: readonly number[], value: number): number {
  return ends.findIndex((end) => value <= end);
}
