import * as z from 'zod/mini';
import type { FailureReport } from '../capture/failureReport';
import type { Investigation } from './investigation';
import { migrateIds } from './migrateIds';
import { reduceInvestigation } from './reduceInvestigation';

/** Version of the form on disk; a file of a later version is left alone. Version 1 had ids that were unique within an investigation only. */
const VERSION = 2;
/** Characters of JSON that one investigation may take on disk. */
export const MAX_STORED_LENGTH = 8_000_000;

const text = z.string();
const count = z.int().check(z.gte(0));

const frameSchema = z.object({
  file: text,
  line: count,
  column: z.optional(count),
  function: z.optional(text),
  origin: z.enum(['workspace', 'dependency', 'runtime']),
  raw: text,
  generated: z.optional(z.object({ file: text, line: count, column: z.optional(count) })),
});

const languages = [
  'javascript',
  'python',
  'java',
  'csharp',
  'go',
  'rust',
  'cpp',
  'php',
  'ruby',
  'perl',
  'lua',
  'elixir',
  'dart',
  'swift',
  'unknown',
] as const;

const reportSchema = z.object({
  errors: z.array(
    z.object({
      type: text,
      message: text,
      language: z.enum(languages),
      role: z.enum(['thrown', 'cause', 'suppressed', 'aggregated']),
      parent: z.optional(count),
      test: z.optional(text),
      frames: z.array(frameSchema),
    }),
  ),
  expectations: z.array(z.object({ expected: text, actual: text, test: z.optional(text) })),
});

const hypothesisSchema = z.object({
  id: text,
  title: text,
  rootCause: text,
  evidence: z.array(
    z.object({ file: text, line: z.int(), why: text, verified: z.boolean(), problem: z.optional(text), text: z.optional(text) }),
  ),
  confidence: z.number(),
  check: text,
  fix: z.optional(
    z.object({
      diff: text,
      risks: z.array(text),
      addresses: z.optional(z.enum(['root-cause', 'symptom'])),
      edgeCases: z.optional(z.array(text)),
      files: z.array(z.object({ file: text, added: count, removed: count })),
      applies: z.boolean(),
      problem: z.optional(text),
    }),
  ),
  change: z.optional(
    z.object({
      file: text,
      startLine: z.int(),
      endLine: z.int(),
      when: text,
      commit: z.optional(text),
      summary: z.optional(text),
      lines: z.array(z.object({ sign: z.enum(['+', '-']), text })),
      more: z.optional(count),
    }),
  ),
  source: text,
  guess: z.boolean(),
  warnings: z.array(text),
  unfinished: z.optional(z.literal(true)),
  clarifyingQuestion: z.optional(text),
});

const statusSchema = z.enum(['open', 'fixed', 'givenUp']);

/** What a list of investigations shows. */
const summarySchema = z.object({
  id: text.check(z.regex(/^[\w-]{1,100}$/)),
  failure: text,
  title: text,
  location: z.optional(z.object({ file: text, line: count })),
  status: statusSchema,
  capturedAt: text,
  /** Of the mini-model: the nearer two failures', the more alike they are. */
  embedding: z.optional(z.array(z.number()).check(z.maxLength(1024))),
  /** Title of the hypothesis that turned out right. */
  fixedBy: z.optional(text),
});

const storedSchema = z.object({
  version: z.literal([1, VERSION]),
  ...summarySchema.shape,
  source: z.enum(['editor', 'terminal', 'test', 'debugger', 'clipboard', 'paste', 'problem']),
  reports: z.array(reportSchema),
  picked: count,
  values: z.array(z.object({ frame: count, name: text, type: z.optional(text), value: text })),
  choices: z.object({
    expected: z.optional(text),
    actual: z.optional(text),
    references: z.array(text),
    removed: z.array(z.object({ key: text, label: text })),
    edited: z.record(text, text),
    chosenFiles: z.record(text, text),
    keptSecrets: z.array(z.object({ placeholder: text, kind: text, count, fingerprint: text })),
  }),
  rounds: z.array(
    z.object({
      id: text,
      source: text,
      reference: z.optional(
        z.object({ provider: z.enum(['openai', 'vscode', 'ollama', 'lmstudio']), model: text, baseUrl: z.optional(text) }),
      ),
      secrets: z.optional(z.record(text, text)),
      at: text,
      phase: z.enum(['streaming', 'done', 'cancelled', 'failed', 'interrupted']),
      text,
      message: z.optional(text),
      nextStep: z.optional(z.enum(['askAgain', 'setKey', 'chooseProvider', 'openSettings', 'showLog', 'trust'])),
      retryAt: z.optional(text),
      notices: z.array(text),
    }),
  ),
  hypotheses: z.array(
    z.object({
      hypothesis: hypothesisSchema,
      round: text,
      streaming: z.boolean(),
      verdict: z.optional(z.enum(['confirmed', 'rejected'])),
      fixState: z.enum(['none', 'offered', 'applied', 'failed', 'worked']),
      fixMessage: z.optional(text),
      undo: z.optional(z.literal(true)),
    }),
  ),
  tries: z.array(
    z.object({
      id: z._default(text, ''),
      hypothesis: text,
      title: text,
      diff: z.optional(text),
      worked: z.boolean(),
      result: text,
      at: text,
    }),
  ),
  answers: z.array(z.object({ hypothesis: text, question: text, answer: text, at: text })),
  recipe: z.optional(z.object({ command: text, cwd: text, from: z.enum(['terminal', 'test', 'debugger', 'task', 'typed']) })),
  runs: z._default(
    z.array(
      z.object({
        id: text,
        at: text,
        kind: z.enum(['run', 'try', 'terminal', 'applied', 'undone', 'blame', 'values']),
        outcome: z.optional(z.enum(['gone', 'same', 'moved', 'other', 'unresolved'])),
        agreed: z.optional(z.tuple([count, count])),
        text,
        notes: z.array(text),
        seconds: z.optional(z.number()),
        hypothesis: z.optional(text),
        wasRed: z.optional(z.boolean()),
      }),
    ),
    [],
  ),
});

export type StoredSummary = z.infer<typeof summarySchema>;

/** A file that cannot be read as an investigation. */
export class UnreadableInvestigation extends Error {
  constructor(
    readonly reason: 'corrupted' | 'laterVersion',
    options?: ErrorOptions,
  ) {
    super(reason, options);
    this.name = 'UnreadableInvestigation';
  }
}

/** The parts of an investigation as captured, with their secrets replaced: nothing else may reach the disk. */
export interface RedactedCapture {
  reports: FailureReport[];
  values: Investigation['values'];
}

/**
 * The JSON that is written to disk. Evidence is not in it: it is collected again from the files as they are then.
 * @returns undefined when it would be longer than {@link MAX_STORED_LENGTH} even without what the trace repeats
 */
export function serializeInvestigation(investigation: Investigation, redacted: RedactedCapture): string | undefined {
  const { evidence: _evidence, suspects: _suspects, ...kept } = investigation;
  const whole = JSON.stringify({ version: VERSION, ...kept, ...redacted });
  if (whole.length <= MAX_STORED_LENGTH) return whole;
  const rounds = kept.rounds.map((round) => ({ ...round, text: '' }));
  const smaller = JSON.stringify({
    version: VERSION,
    ...kept,
    ...redacted,
    rounds,
    reports: redacted.reports.map((report) => shortenReport(report, 200)),
  });
  return smaller.length <= MAX_STORED_LENGTH ? smaller : undefined;
}

/** Reads what {@link serializeInvestigation} wrote; an answer under way then was cut. Throws {@link UnreadableInvestigation}. */
export function parseInvestigation(json: string): Investigation {
  const stored = check(storedSchema, json);
  const { version, ...kept } = stored;
  const picked = stored.reports[stored.picked] ? stored.picked : 0;
  const read: Investigation = { ...kept, picked, evidence: { phase: 'collecting' }, suspects: [] };
  return reduceInvestigation(version === 1 ? migrateIds(read) : read, { type: 'windowReloaded' });
}

/** What a list shows of a stored investigation. Throws {@link UnreadableInvestigation}. */
export function parseSummary(json: string): StoredSummary {
  return check(summarySchema, json);
}

function check<T>(schema: z.ZodMiniType<T>, json: string): T {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch (cause) {
    throw new UnreadableInvestigation('corrupted', { cause });
  }
  if (isLater(value)) throw new UnreadableInvestigation('laterVersion');
  const parsed = schema.safeParse(value);
  if (!parsed.success) throw new UnreadableInvestigation('corrupted', { cause: parsed.error });
  return parsed.data;
}

function isLater(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'version' in value && typeof value.version === 'number' && value.version > VERSION;
}

/** Keeps so many frames at both ends of every list of them. */
export function shortenReport(report: FailureReport, keep: number): FailureReport {
  const errors = report.errors.map((error) =>
    error.frames.length <= 2 * keep ? error : { ...error, frames: [...error.frames.slice(0, keep), ...error.frames.slice(-keep)] },
  );
  return { ...report, errors };
}
