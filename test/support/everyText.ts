import type { ErrorReport, FailureReport } from '../../src/core/capture/failureReport';
import type { KeptInvestigation } from '../../src/core/investigation/investigationTexts';

type Whole<T> = T extends [number, number]
  ? T
  : T extends (infer E)[]
    ? Whole<E>[]
    : T extends object
      ? { [K in keyof Required<T>]: Whole<Required<T>[K]> }
      : T;

/** An error with every field; a field added to the type does not compile until it is here. */
const wholeError: Whole<ErrorReport> = {
  type: 'TypeError',
  message: 'x is undefined',
  details: "code: 'ENOENT'",
  times: 3,
  language: 'javascript',
  role: 'cause',
  parent: 0,
  test: 'loads orders',
  frames: [
    {
      file: 'src/a.ts',
      line: 3,
      column: 5,
      function: 'load',
      origin: 'workspace',
      raw: 'at load (src/a.ts:3:5)',
      generated: { file: 'dist/a.js', line: 1, column: 90 },
    },
  ],
};

/** A report with every field. */
export const wholeReport: Whole<Omit<FailureReport, 'errors'>> & Pick<FailureReport, 'errors'> = {
  errors: [{ ...wholeError, role: 'thrown', parent: undefined }, wholeError],
  expectations: [{ expected: '1', actual: '2', test: 'counts', error: 0 }],
  leftOut: 1,
};

/** An investigation with every stored field. */
export const wholeInvestigation: Whole<Omit<KeptInvestigation, 'reports'>> & Pick<KeptInvestigation, 'reports'> = {
  id: 'one',
  failure: '0123456789abcdef',
  title: 'TypeError: x',
  location: { file: 'src/a.ts', line: 3 },
  source: 'terminal',
  capturedAt: '2026-03-04T10:00:00.000Z',
  status: 'open',
  reports: [wholeReport],
  picked: 0,
  values: [{ frame: 0, name: 'orders', type: 'Order[]', value: '[]' }],
  choices: {
    expected: 'a list',
    actual: 'nothing',
    references: ['@src/a.ts'],
    removed: [{ key: 'src/b.ts:1-2', label: 'b' }],
    edited: { 'src/a.ts:1-3': 'let x;' },
    chosenFiles: { 0: 'src/a.ts' },
    keptSecrets: [{ placeholder: '<SECRET_1:password>', kind: 'password', count: 1, fingerprint: 'ab' }],
  },
  embedding: [0.5],
  fixedBy: 'x is not set',
  rounds: [
    {
      id: 'r1',
      source: 'gpt',
      reference: { provider: 'openai', model: 'gpt', baseUrl: 'https://api.openai.com/v1' },
      at: '2026-03-04T10:00:00.000Z',
      phase: 'done',
      text: '{"hypotheses":[]}',
      message: 'The answer was cut.',
      nextStep: 'askAgain',
      retryAt: '2026-03-04T10:00:00.000Z',
      notices: ['no schema'],
      secrets: { '<SECRET_1:password>': 'ab' },
    },
  ],
  hypotheses: [
    {
      hypothesis: {
        id: 'r1.1',
        title: 'x is not set',
        rootCause: 'nobody sets it',
        evidence: [{ file: 'src/a.ts', line: 3, why: 'it is read', verified: true, problem: 'none', text: 'x.y', step: 1, origin: true }],
        confidence: 0.5,
        check: 'log it',
        fix: {
          diff: '-a\n+b',
          risks: ['none'],
          addresses: 'symptom',
          edgeCases: ['empty'],
          files: [{ file: 'src/a.ts', added: 1, removed: 1 }],
          applies: true,
          problem: 'none',
        },
        source: 'gpt',
        guess: false,
        warnings: ['vague'],
        unfinished: true,
        unproven: true,
        change: {
          file: 'src/a.ts',
          startLine: 3,
          endLine: 4,
          when: '2026-03-04T09:00:00.000Z',
          commit: 'abc1234',
          summary: 'wip',
          lines: [{ sign: '+', text: 'x.y' }],
          more: 2,
        },
        clarifyingQuestion: 'when?',
      },
      round: 'r1',
      streaming: false,
      verdict: 'confirmed',
      fixState: 'failed',
      fixMessage: 'It fails.',
      undo: true,
    },
  ],
  tries: [{ id: 't1', hypothesis: 'r1.1', title: 'x', diff: '+b', worked: false, result: 'fails', at: '2026-03-04T10:00:00.000Z' }],
  recipe: { command: 'npm test', cwd: '/app', from: 'terminal' },
  underWay: { id: 'run2', kind: 'run', at: '2026-03-04T10:00:00.000Z', process: 7 },
  runs: [
    {
      id: 'run1',
      at: '2026-03-04T10:00:00.000Z',
      kind: 'try',
      outcome: 'same',
      agreed: [2, 2],
      text: 'fails as before',
      notes: ['once only'],
      seconds: 3,
      hypothesis: 'r1.1',
      change: 'src/a.ts:1-2',
      together: ['src/b.ts:3-4'],
      wasRed: true,
      hasOutput: false,
      found: {
        changes: [{ file: 'src/a.ts', startLine: 3, endLine: 4, commit: 'abc1234', diff: '+b' }],
        hunks: [{ file: 'src/a.ts', startLine: 3, endLine: 4, needed: false }],
        frames: [{ file: 'src/a.ts', line: 3, function: 'load', values: [{ name: 'x', shape: 'str(3)', content: "'abc'" }] }],
        ran: {
          failing: [{ file: 'src/a.ts', lines: [[3, 4]], functions: [3] }],
          passing: [[{ file: 'src/a.ts', lines: [[3, 3]], functions: [] }]],
          returned: [{ file: 'src/a.ts', startLine: 3, endLine: 5, made: true, pieceAt: 7, line: 4 }],
          effects: [{ file: 'src/a.ts', startLine: 3, endLine: 5, tried: 4, altered: 3, passes: true, unproven: true }],
        },
        followed: {
          ...{ expression: 'x', file: 'src/a.ts', line: 3, divergence: 0 },
          by: 'debugger',
          hops: [
            { file: 'src/a.ts', line: 3, function: 'load', expression: 'x', failing: 'undefined', passing: ['int'], declared: 'number' },
          ],
        },
      },
    },
  ],
  answers: [{ hypothesis: 'r1.1', question: 'when?', answer: 'today', at: '2026-03-04T10:00:00.000Z' }],
};

/** Strings that this product makes itself: ids, hashes, times, words of a list. */
const OWN =
  /^(?:id|failure|source|capturedAt|status|role|language|origin|fingerprint|placeholder|kind|provider|at|phase|nextStep|retryAt|round|hypothesis|addresses|verdict|fixState|when|commit|sign|outcome|from|by)$/;

/**
 * A copy in which every string has a secret appended, except those of {@link OWN}; `source` of a hypothesis and of a round is a model's
 * name. Independent of the product's own walk.
 */
export function withSecrets<T>(value: T, secret: (path: string) => string): T {
  const copy = (each: unknown, path: string): unknown => {
    if (typeof each === 'string') return `${each} ${secret(path)}`;
    if (Array.isArray(each)) return each.map((item, at) => copy(item, `${path}.${at}`));
    if (typeof each !== 'object' || each === null) return each;
    return Object.fromEntries(
      Object.entries(each).map(([key, item]) => {
        const own =
          OWN.test(key) && typeof item === 'string' && !/(?:rounds\.\d+|\.hypothesis)$/.test(path + (key === 'source' ? '' : '!'));
        return [
          path.endsWith('.edited') ? `${key} ${secret(`${path} key`)}` : key,
          own || path.endsWith('.secrets') ? item : copy(item, `${path}.${key}`),
        ];
      }),
    );
  };
  return copy(value, '') as T;
}
