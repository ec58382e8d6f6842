import type { FailureReport } from '../capture/failureReport';
import { assessPieces, type SceneEvidence } from './assessPieces';
import type { CrimeScene, RecentChange, RuntimeValue, Snippet } from './crimeScene';
import { candidateOf, exploreCode } from './exploreCode';
import { fileIndex } from './fileIndex';
import { markSuspects, recentChanges } from './recentChanges';
import { readReference } from './references';
import { resolveFrames } from './resolveFrames';
import type { SceneOptions, ScenePorts } from './sceneOptions';
import { pinnedSnippet, sliceSnippets, type RawSnippet } from './sliceSnippets';
import { WorkspaceCode } from './workspaceCode';

/** Runtime values: how many, and characters of each. */
const MOST_VALUES = 60;
const LONGEST_VALUE = 600;
/** Stands between texts that are redacted in one go: no rule matches across it. */
const SEPARATOR = '\n\u0000\u0001\u0000\n';

/**
 * Collects the evidence of a failure: frames placed in the workspace, the code of the call chain and of what made the bad value,
 * recent changes, what was expected. Secrets are replaced in everything that it returns. Same input, same output.
 * @param progress called with a short phrase at each step
 * Rejects with the signal's reason when it is cancelled.
 */
export async function collectScene(
  report: FailureReport,
  options: SceneOptions,
  ports: ScenePorts,
  signal?: AbortSignal,
  progress?: (message: string) => void,
): Promise<CrimeScene> {
  const notices: string[] = [];
  progress?.('finding the files of the trace');
  const code = new WorkspaceCode(ports.reader, ports.syntax, fileIndex(await ports.reader.list(signal)), signal);
  const [resolutions, recent] = await Promise.all([
    resolveFrames(report, ports.reader, options.chosenFiles, signal),
    recentChanges(ports.changes, ports.clock.now() - options.changesWindowMs, signal),
  ]);
  if (recent.notice) notices.push(recent.notice);

  progress?.('following the call chain');
  const removed = new Set(options.removed);
  const kept = recent.changes.filter((change) => !removed.has(changeKey(change)));
  const found = await exploreCode({ report, resolutions, changes: kept, code, signal });
  const pinned: RawSnippet[] = [];
  for (const reference of options.references) {
    const read = await readReference(reference, code);
    if ('problem' in read) notices.push(read.problem);
    else pinned.push(pinnedSnippet(read.source, read.range));
  }
  const slices = [...pinned, ...sliceSnippets(found)].filter(({ id }) => !removed.has(id));
  const chain = found.filter((each) => each.role !== 'changed' && !each.test && each.distance <= 2);
  const changes = markSuspects(
    kept,
    chain.map(({ source, startLine, endLine }) => ({ file: source.file, startLine, endLine })),
  );

  progress?.('replacing secrets');
  signal?.throwIfAborted();
  const redact = await redactor(ports, [
    ...slices.map((slice) => options.edited[slice.id] ?? slice.text),
    ...changes.map((change) => change.diff),
    ...options.values.slice(0, MOST_VALUES).map((value) => value.value.slice(0, LONGEST_VALUE)),
  ]);
  const snippets = slices.map((slice): Snippet => {
    const text = redact.next();
    return { ...slice, text, tokens: ports.tokens.count(text), ...(options.edited[slice.id] !== undefined && { folded: [] }) };
  });
  const safeChanges = changes.map((change): RecentChange => ({ ...change, diff: redact.next() }));
  const values = options.values.slice(0, MOST_VALUES).map((value): RuntimeValue => ({ ...value, value: redact.next() }));
  const safeReport = await redactReport(report, ports);
  const said = safeReport.expectations[0];
  const [expected, actual] = await redactAll(ports, [options.expected ?? '', options.actual ?? '']);

  const evidence: SceneEvidence = {
    report: safeReport,
    snippets,
    candidates: found.map(candidateOf),
    recentChanges: safeChanges,
    expected: expected || said?.expected,
    actual: actual || said?.actual,
    values,
    resolutions,
    redactions: [...ports.redactor.redactions],
    cuts: [],
    notices,
  };
  const pieces = assessPieces(evidence, recent.notice === undefined);
  return { ...evidence, pieces, missing: pieces.flatMap((piece) => piece.advice ?? []) };
}

/** Names one change in `SceneOptions.removed`. */
export function changeKey(change: RecentChange): string {
  return `${change.file}:${change.startLine}-${change.endLine}`;
}

/** Messages, raw frames and expectations without secrets; places and names stay, so that the report still leads to the same code. */
async function redactReport(report: FailureReport, ports: ScenePorts): Promise<FailureReport> {
  const redact = await redactor(ports, [
    ...report.errors.flatMap((error) => [error.message, error.test ?? '', ...error.frames.map((frame) => frame.raw)]),
    ...report.expectations.flatMap((each) => [each.expected, each.actual, each.test ?? '']),
  ]);
  const errors = report.errors.map((error) => {
    const message = redact.next();
    const test = redact.next();
    return {
      ...error,
      message,
      ...(error.test !== undefined && { test }),
      frames: error.frames.map((frame) => ({ ...frame, raw: redact.next() })),
    };
  });
  const expectations = report.expectations.map((each) => {
    const [expected, actual, test] = [redact.next(), redact.next(), redact.next()];
    return { ...each, expected, actual, ...(each.test !== undefined && { test }) };
  });
  return { ...report, errors, expectations };
}

/** Redacts texts in one go and hands them out one after the other. */
async function redactor(ports: ScenePorts, texts: readonly string[]): Promise<{ next: () => string }> {
  const safe = await redactAll(ports, texts);
  let at = 0;
  return { next: () => safe[at++] ?? '' };
}

async function redactAll({ redactor: port }: ScenePorts, texts: readonly string[]): Promise<string[]> {
  if (!texts.some((text) => text !== '')) return [...texts];
  const joined = await port.redact(texts.map((text) => text.replaceAll(SEPARATOR, '\n')).join(SEPARATOR));
  const parts = joined.split(SEPARATOR);
  // A rule that swallowed a separator would shift everything behind it: then each on its own.
  return parts.length === texts.length ? parts : Promise.all(texts.map((text) => port.redact(text)));
}
