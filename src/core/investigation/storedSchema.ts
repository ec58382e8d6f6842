import * as z from 'zod/mini';
import { LANGUAGES } from '../workspace/languages';
import type { ErrorReport, Expectation, FailureReport, Frame } from '../capture/failureReport';
import type { Redaction } from '../context/failureEvidence';
import type { BlameChange, ProvenHunk } from '../experiments/experiment';
import type { FunctionEffects } from '../experiments/effects/functionEffects';
import type { KeptCoverage, KeptRan } from '../experiments/keptCoverage';
import type { ReturnedFunction } from '../experiments/returns/returnedFunction';
import type { TracedHop } from '../experiments/firstDivergence';
import type { FrameValues } from '../experiments/throwValues';
import type { ChangeShown, Evidence, Fix, Hypothesis } from '../hypothesis';
import type { CapturedValue, Choices, Investigation, LedgerEntry, ModelReference, QuestionAnswer, Round, Try } from './investigation';
import type { Finding, FollowedValue, KnownRecipe, RunRecord, UnderWay } from './runRecord';
import type { KeptInvestigation } from './investigationTexts';

/** A schema with every field of a type: a field added to the type is a compile error until it is here. */
function objectOf<T>() {
  return <S extends { [K in keyof Required<T>]: z.ZodMiniType<T[K]> }>(shape: S) => z.object(shape);
}

const text = z.string();
const count = z.int().check(z.gte(0));

const frameSchema = objectOf<Frame>()({
  file: text,
  line: count,
  column: z.optional(count),
  function: z.optional(text),
  origin: z.enum(['workspace', 'dependency', 'runtime']),
  raw: text,
  generated: z.optional(objectOf<NonNullable<Frame['generated']>>()({ file: text, line: count, column: z.optional(count) })),
});

const languages = [...LANGUAGES.map(({ id }) => id), 'unknown'] as const;

const errorSchema = objectOf<ErrorReport>()({
  type: text,
  message: text,
  details: z.optional(text),
  times: z.optional(count),
  language: z.enum(languages),
  role: z.enum(['thrown', 'cause', 'suppressed', 'aggregated']),
  parent: z.optional(count),
  test: z.optional(text),
  frames: z.array(frameSchema),
});

const reportSchema = objectOf<FailureReport>()({
  errors: z.array(errorSchema),
  expectations: z.array(objectOf<Expectation>()({ expected: text, actual: text, test: z.optional(text), error: z.optional(count) })),
  leftOut: z.optional(count),
});

const evidenceSchema = objectOf<Evidence>()({
  file: text,
  line: z.int(),
  why: text,
  verified: z.boolean(),
  problem: z.optional(text),
  text: z.optional(text),
  step: z.optional(count),
  origin: z.optional(z.literal(true)),
});

const fixSchema = objectOf<Fix>()({
  diff: text,
  risks: z.array(text),
  addresses: z.optional(z.enum(['root-cause', 'symptom'])),
  edgeCases: z.optional(z.array(text)),
  files: z.array(objectOf<Fix['files'][number]>()({ file: text, added: count, removed: count })),
  applies: z.boolean(),
  problem: z.optional(text),
});

const changeSchema = objectOf<ChangeShown>()({
  file: text,
  startLine: z.int(),
  endLine: z.int(),
  when: text,
  commit: z.optional(text),
  summary: z.optional(text),
  lines: z.array(objectOf<ChangeShown['lines'][number]>()({ sign: z.enum(['+', '-']), text })),
  more: z.optional(count),
});

const hypothesisSchema = objectOf<Hypothesis>()({
  id: text,
  title: text,
  rootCause: text,
  evidence: z.array(evidenceSchema),
  confidence: z.number(),
  check: text,
  fix: z.optional(fixSchema),
  source: text,
  guess: z.boolean(),
  warnings: z.array(text),
  unproven: z.optional(z.literal(true)),
  unfinished: z.optional(z.literal(true)),
  change: z.optional(changeSchema),
  clarifyingQuestion: z.optional(text),
});

const choicesSchema = objectOf<Choices>()({
  expected: z.optional(text),
  actual: z.optional(text),
  references: z.array(text),
  removed: z.array(objectOf<Choices['removed'][number]>()({ key: text, label: text })),
  edited: z.record(text, text),
  chosenFiles: z.record(text, text),
  keptSecrets: z.array(objectOf<Redaction>()({ placeholder: text, kind: text, count, fingerprint: text })),
});

const roundSchema = objectOf<Round>()({
  id: text,
  source: text,
  reference: z.optional(
    objectOf<ModelReference>()({ provider: z.enum(['openai', 'vscode', 'ollama', 'lmstudio']), model: text, baseUrl: z.optional(text) }),
  ),
  at: text,
  phase: z.enum(['streaming', 'done', 'cancelled', 'failed', 'interrupted']),
  text,
  message: z.optional(text),
  nextStep: z.optional(z.enum(['askAgain', 'setKey', 'chooseProvider', 'openSettings', 'showLog', 'trust'])),
  retryAt: z.optional(text),
  notices: z.array(text),
  secrets: z.optional(z.record(text, text)),
});

const entrySchema = objectOf<LedgerEntry>()({
  hypothesis: hypothesisSchema,
  round: text,
  streaming: z.boolean(),
  verdict: z.optional(z.enum(['confirmed', 'rejected'])),
  fixState: z.enum(['none', 'offered', 'applied', 'failed', 'worked']),
  fixMessage: z.optional(text),
  undo: z.optional(z.literal(true)),
});

/** The data for a list of investigations. */
export const summarySchema = z.object({
  id: text.check(z.regex(/^[\w-]{1,100}$/)),
  failure: text,
  title: text,
  location: z.optional(objectOf<NonNullable<Investigation['location']>>()({ file: text, line: count })),
  status: z.enum(['open', 'fixed', 'givenUp']),
  capturedAt: text,
  /** Embedding of the mini-model: the nearer two embeddings, the more similar the failures. */
  embedding: z.optional(z.array(z.number()).check(z.maxLength(1024))),
  /** Title of the correct hypothesis. */
  fixedBy: z.optional(text),
});

const returnedSchema = objectOf<ReturnedFunction>()({
  file: text,
  startLine: count,
  endLine: count,
  made: z.optional(z.literal(true)),
  pieceAt: z.optional(count),
  line: z.optional(count),
});
const effectsSchema = objectOf<FunctionEffects>()({
  file: text,
  startLine: count,
  endLine: count,
  tried: count,
  altered: count,
  passes: z.optional(z.literal(true)),
  unproven: z.optional(z.literal(true)),
});
const ranSchema = objectOf<KeptRan>()({ file: text, lines: z.array(z.tuple([count, count])), functions: z.array(count) });

const findingSchema = objectOf<Finding>()({
  ran: z.optional(
    objectOf<KeptCoverage>()({
      failing: z.array(ranSchema),
      passing: z.array(z.array(ranSchema)),
      returned: z.optional(z.array(returnedSchema)),
      effects: z.optional(z.array(effectsSchema)),
    }),
  ),
  changes: z.optional(
    z.array(objectOf<BlameChange>()({ file: text, startLine: z.int(), endLine: z.int(), commit: z.optional(text), diff: text })),
  ),
  hunks: z.optional(z.array(objectOf<ProvenHunk>()({ file: text, startLine: count, endLine: count, needed: z.boolean() }))),
  frames: z.optional(
    z.array(
      objectOf<FrameValues>()({
        file: text,
        line: count,
        function: z.optional(text),
        values: z.array(objectOf<FrameValues['values'][number]>()({ name: text, shape: text, content: z.optional(text) })),
      }),
    ),
  ),
  followed: z.optional(
    objectOf<FollowedValue>()({
      expression: text,
      file: text,
      line: count,
      by: z.optional(z.enum(['debugger', 'probes'])),
      hops: z.array(
        objectOf<TracedHop>()({
          file: text,
          line: count,
          function: z.optional(text),
          expression: text,
          failing: text,
          passing: z.array(text),
          declared: z.optional(text),
        }),
      ),
      divergence: z.optional(count),
    }),
  ),
});

const runKind = z.enum(['run', 'try', 'terminal', 'applied', 'undone', 'blame', 'values', 'coverage', 'trace', 'repair', 'prove', 'check']);

const runSchema = objectOf<RunRecord>()({
  id: text,
  at: text,
  kind: runKind,
  outcome: z.optional(z.enum(['gone', 'same', 'moved', 'other', 'unresolved'])),
  agreed: z.optional(z.tuple([count, count])),
  text,
  notes: z.array(text),
  seconds: z.optional(z.number()),
  hypothesis: z.optional(text),
  change: z.optional(text),
  together: z.optional(z.array(text)),
  wasRed: z.optional(z.boolean()),
  hasOutput: z.optional(z.boolean()),
  found: z.optional(findingSchema),
});

/** The stored data of an investigation. */
export const keptSchema = objectOf<KeptInvestigation>()({
  ...summarySchema.shape,
  source: z.enum(['editor', 'terminal', 'test', 'debugger', 'clipboard', 'paste', 'problem']),
  reports: z.array(reportSchema),
  picked: count,
  values: z.array(objectOf<CapturedValue>()({ frame: count, name: text, type: z.optional(text), value: text })),
  choices: choicesSchema,
  rounds: z.array(roundSchema),
  hypotheses: z.array(entrySchema),
  tries: z.array(
    objectOf<Try>()({
      id: z._default(text, ''),
      hypothesis: text,
      title: text,
      diff: z.optional(text),
      worked: z.boolean(),
      result: text,
      at: text,
    }),
  ),
  recipe: z.optional(
    objectOf<KnownRecipe>()({ command: text, cwd: text, from: z.enum(['terminal', 'test', 'debugger', 'task', 'typed']) }),
  ),
  runs: z._default(z.array(runSchema), []),
  underWay: z.optional(objectOf<UnderWay>()({ id: text, kind: runKind, at: text, process: z.number() })),
  answers: z.array(objectOf<QuestionAnswer>()({ hypothesis: text, question: text, answer: text, at: text })),
});

/** The schema covers every investigation: a word added to a union type is a compile error until it is here. */
void ((kept: KeptInvestigation): z.infer<typeof keptSchema> => kept);
