import * as z from 'zod/mini';
import type { FailureReport } from '../capture/failureReport';
import { textsIn, withTexts } from '../capture/textWalk';
import type { Investigation } from './investigation';
import { investigationTexts, type KeptInvestigation } from './investigationTexts';
import { migrateIds } from './migrateIds';
import { reduceInvestigation } from './reduceInvestigation';
import { keptSchema, summarySchema } from './storedSchema';

/**
 * Version of the form on disk; a file of a later version is left alone. In version 1 ids were unique only within an investigation, and
 * secrets were replaced only in a part of the captured texts. In version 2 fingerprints of secrets had no key.
 */
const VERSION = 3;
/** Characters of JSON that one investigation may take on disk. */
export const MAX_STORED_LENGTH = 8_000_000;

const versioned = { version: z.int().check(z.gte(1), z.lte(VERSION)) };
const storedSchema = z.object({ ...versioned, ...keptSchema.shape });
const storedSummarySchema = z.object({ ...versioned, ...summarySchema.shape, revision: z.optional(z.string()) });

export type StoredSummary = z.infer<typeof summarySchema>;

/** Thrown for a file that is not a readable investigation. */
export class UnreadableInvestigation extends Error {
  constructor(
    readonly reason: 'corrupted' | 'laterVersion',
    options?: ErrorOptions & { title?: string },
  ) {
    super(reason, options);
    this.name = 'UnreadableInvestigation';
    this.title = options?.title;
  }
  /** Of a later version's file, where it has one. */
  readonly title: string | undefined;
}

declare const secretsReplaced: unique symbol;

/** An investigation with the secrets in its texts replaced: the only form allowed on disk or in an export. */
export type RedactedInvestigation = KeptInvestigation & { readonly [secretsReplaced]: true };

/** Frames at either end of a list that are kept; a recursion may have a million. */
const KEPT_FRAMES = 1000;

/**
 * The stored data of an investigation, with secrets replaced.
 * @param redact texts with their secrets replaced, in the same order
 */
export async function redactInvestigation(
  investigation: KeptInvestigation,
  redact: (texts: string[]) => Promise<string[]>,
): Promise<RedactedInvestigation> {
  const kept = { ...investigation, reports: shortenReports(investigation.reports) };
  const redacted = await redact(textsIn(kept, investigationTexts));
  return withTexts(kept, investigationTexts, redacted) as RedactedInvestigation;
}

/**
 * The JSON that is written to disk. Evidence is not in it: it is collected again from the files at that time.
 * @returns undefined when it would be longer than {@link MAX_STORED_LENGTH} even without the repetitions of the trace
 */
export function serializeInvestigation(redacted: RedactedInvestigation): string | undefined {
  const { reports: shown, rounds: asked, hypotheses, ...rest } = redacted;
  const lists = { reports: shown, rounds: asked, hypotheses };
  const parts = Object.entries(lists).map(([name, items]) => `${JSON.stringify(name)}:[${items.map(jsonOf).join(',')}]`);
  const whole = [JSON.stringify({ version: VERSION, ...rest }).slice(0, -1), ...parts].join(',') + '}';
  if (whole.length <= MAX_STORED_LENGTH) return whole;
  const rounds = redacted.rounds.map((round) => ({ ...round, text: '' }));
  const reports = redacted.reports.map((report) => shortenReport(report, 200));
  const smaller = JSON.stringify({ version: VERSION, ...redacted, rounds, reports });
  return smaller.length <= MAX_STORED_LENGTH ? smaller : undefined;
}

const written = new WeakMap<object, string>();

/** The JSON of each item is cached, because a streaming answer changes one of many. */
function jsonOf(item: object): string {
  const known = written.get(item);
  if (known !== undefined) return known;
  const json = JSON.stringify(item);
  written.set(item, json);
  return json;
}

/**
 * The text of a file: the data for a list in its first line, everything in its second. Undefined as in {@link serializeInvestigation}.
 * @param revision identifies this state among all written to the file
 */
export function storedText(redacted: RedactedInvestigation, revision: string): string | undefined {
  const whole = serializeInvestigation(redacted);
  const { id, failure, title, location, status, capturedAt, embedding, fixedBy } = redacted;
  const head: StoredSummary = { id, failure, title, location, status, capturedAt, embedding, fixedBy };
  return whole === undefined ? undefined : `${JSON.stringify({ version: VERSION, revision, ...head })}\n${whole}\n`;
}

/**
 * Reads the output of {@link serializeInvestigation} or {@link storedText}; an answer in progress at that time counts as cut. Throws
 * {@link UnreadableInvestigation}.
 */
export function parseInvestigation(text: string): Investigation {
  return openStored(parseKept(text).kept);
}

/** The unchanged stored state, except the fingerprints of an `outdated` one. Throws as {@link parseInvestigation}. */
export function parseKept(text: string): { kept: RedactedInvestigation; outdated: boolean } {
  const first = text.indexOf('\n');
  const { kept, version } = readKept(first >= 0 && first < text.length - 1 ? text.slice(first + 1) : text);
  return { kept: kept as RedactedInvestigation, outdated: version < VERSION };
}

/** The stored data in an exported file. Throws {@link UnreadableInvestigation}. */
export function parseExported(json: string): KeptInvestigation {
  return readKept(json).kept;
}

function readKept(json: string): { kept: KeptInvestigation; version: number } {
  const { version, ...kept } = check(storedSchema, json);
  const read: KeptInvestigation = { ...kept, picked: kept.reports[kept.picked] ? kept.picked : 0 };
  return { kept: version === 1 ? migrateIds(read) : read, version };
}

/** The stored state, ready to continue. */
export function openStored(kept: KeptInvestigation): Investigation {
  return reduceInvestigation({ ...kept, evidence: { phase: 'collecting' }, suspects: [] }, { type: 'windowReloaded' });
}

/**
 * The data of a stored investigation for a list, whether an earlier version wrote it, which revealed more about secrets than this one, and
 * its revision, which earlier versions lack. Throws {@link UnreadableInvestigation}.
 */
export function parseSummary(json: string): { summary: StoredSummary; outdated: boolean; revision: string | undefined } {
  const { version, revision, ...summary } = check(storedSummarySchema, json);
  return { summary, outdated: version < VERSION, revision };
}

function check<T>(schema: z.ZodMiniType<T>, json: string): T {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch (cause) {
    throw new UnreadableInvestigation('corrupted', { cause });
  }
  if (isLater(value)) throw new UnreadableInvestigation('laterVersion', { title: titleOf(value) });
  const parsed = schema.safeParse(value);
  if (!parsed.success) throw new UnreadableInvestigation('corrupted', { cause: parsed.error });
  return parsed.data;
}

function isLater(value: unknown): value is object {
  return typeof value === 'object' && value !== null && 'version' in value && typeof value.version === 'number' && value.version > VERSION;
}

function titleOf(value: object): string | undefined {
  return 'title' in value && typeof value.title === 'string' ? value.title.slice(0, 120) : undefined;
}

/** The stored frames of each report. */
export function shortenReports(reports: readonly FailureReport[]): FailureReport[] {
  return reports.map((report) => shortenReport(report, KEPT_FRAMES));
}

/** Keeps this many frames at both ends of every list. */
function shortenReport(report: FailureReport, keep: number): FailureReport {
  const errors = report.errors.map((error) =>
    error.frames.length <= 2 * keep ? error : { ...error, frames: [...error.frames.slice(0, keep), ...error.frames.slice(-keep)] },
  );
  return { ...report, errors };
}
