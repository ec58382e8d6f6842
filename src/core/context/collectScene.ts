import type { FailureReport } from '../capture/failureReport';
import { assessPieces, type SceneEvidence } from './assessPieces';
import { expectationOf } from './causeOrder';
import { changeKey } from './changeKey';
import type { CrimeScene, RecentChange, RuntimeValue, Snippet } from './crimeScene';
import { errorWords } from './errorWords';
import { exploreCode } from './exploreCode';
import { fileIndex } from './fileIndex';
import { withImportLines } from './importLines';
import { candidateOf } from './search/found';
import { markSuspects, recentChanges } from './recentChanges';
import { readReference } from './references';
import { resolveFrames } from './resolveFrames';
import type { SceneOptions, ScenePorts } from './sceneOptions';
import { isAbsolutePath } from './workspacePaths';
import { pinnedSnippet, sliceSnippets, type RawSnippet } from './sliceSnippets';
import { WorkspaceCode } from './workspaceCode';

/** Runtime values: how many, and characters of each. */
const MOST_VALUES = 60;
const LONGEST_VALUE = 600;
/**
 * Collects the evidence of a failure: frames placed in the workspace, the code of the call chain and of what made the bad value,
 * recent changes, what was expected. Secrets are replaced in everything that it returns. Same input, same output.
 * @param progress called with a short phrase at each step
 * Rejects with the signal's reason when it is cancelled.
 */
export async function collectScene(
  given: FailureReport,
  options: SceneOptions,
  ports: ScenePorts,
  signal?: AbortSignal,
  progress?: (message: string) => void,
): Promise<CrimeScene> {
  const notices: string[] = [];
  progress?.('finding the files of the trace');
  const code = new WorkspaceCode(ports.reader, ports.syntax, fileIndex(await ports.reader.list(signal)), signal);
  const [resolutions, recent] = await Promise.all([
    resolveFrames(given, ports.reader, options.chosenFiles, signal),
    recentChanges(ports.changes, ports.clock.now() - options.changesWindowMs, signal),
  ]);
  if (recent.notice) notices.push(recent.notice);
  const report = await withImportLines(given, resolutions, ports.reader);

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
  const slices = [...pinned, ...sliceSnippets(found, errorWords(report))].filter(({ id }) => !removed.has(id));
  const chain = found.filter((each) => each.role !== 'changed' && !each.test && each.distance <= 2);
  const changes = markSuspects(
    kept,
    chain.map(({ source, startLine, endLine }) => ({ file: source.file, startLine, endLine })),
  );

  progress?.('replacing secrets');
  signal?.throwIfAborted();
  // Values first: a secret that only its variable's name betrays is then known in the texts as well.
  const values: RuntimeValue[] = [];
  for (const { name, value, ...rest } of options.values.slice(0, MOST_VALUES)) {
    values.push({ ...rest, name, value: await ports.redactor.redactNamed(name, value.slice(0, LONGEST_VALUE)) });
  }
  // In one go: what is found to be a secret in one text is replaced in all of them.
  const safe = await redactTogether(ports, [
    ...slices.flatMap((slice) => [options.edited[slice.id] ?? slice.text, isAbsolutePath(slice.file) ? slice.file : '']),
    ...changes.flatMap((change) => [change.diff, change.summary ?? '']),
    ...reportTexts(report),
    options.expected ?? '',
    options.actual ?? '',
  ]);
  let at = 0;
  const next = (): string => safe[at++] ?? '';
  const snippets = slices.map((slice): Snippet => {
    const [text, shownFile] = [next(), next()];
    return {
      ...slice,
      ...(shownFile && shownFile !== slice.file && { shownFile }),
      text,
      tokens: ports.tokens.count(text),
      ...(options.edited[slice.id] !== undefined && { folded: [] }),
    };
  });
  const safeChanges = changes.map((change): RecentChange => {
    const [diff, summary] = [next(), next()];
    return { ...change, diff, ...(change.summary !== undefined && { summary }) };
  });
  const safeReport = withTexts(report, next);
  const [expected, actual] = [next(), next()];
  const said = expectationOf(safeReport, 0) ?? (safeReport.errors.length === 0 ? safeReport.expectations[0] : undefined);

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
  const pieces = assessPieces(evidence, recent.known);
  return { ...evidence, pieces, missing: pieces.flatMap((piece) => piece.advice ?? []) };
}

/** Many short texts as one long one: a rule's start-up is paid once. A redacted text keeps its number of lines. */
async function redactTogether({ redactor }: ScenePorts, texts: readonly string[]): Promise<string[]> {
  const joined = texts.join('\n');
  const lines = (await redactor.redactAll([joined]))[0]!.split('\n');
  if (lines.length !== joined.split('\n').length) return redactor.redactAll(texts);
  let at = 0;
  return texts.map((text) => {
    const from = at;
    at += text.split('\n').length;
    return lines.slice(from, at).join('\n');
  });
}

/** Texts of a report that may hold secrets, in the order in which {@link withTexts} takes them. */
function reportTexts({ errors, expectations }: FailureReport): string[] {
  return [
    ...errors.flatMap((error) => [error.message, error.details ?? '', error.test ?? '', ...error.frames.map((frame) => frame.raw)]),
    ...expectations.flatMap((each) => [each.expected, each.actual, each.test ?? '']),
  ];
}

/** A report with other texts; places and names of functions stay, so that it still leads to the same code. */
function withTexts(report: FailureReport, next: () => string): FailureReport {
  const errors = report.errors.map((error) => {
    const [message, details, test] = [next(), next(), next()];
    const frames = error.frames.map((frame) => ({ ...frame, raw: next() }));
    return {
      ...error,
      message,
      ...(error.details !== undefined && { details }),
      ...(error.test !== undefined && { test }),
      frames,
    };
  });
  const expectations = report.expectations.map((each) => {
    const [expected, actual, test] = [next(), next(), next()];
    return { ...each, expected, actual, ...(each.test !== undefined && { test }) };
  });
  return { ...report, errors, expectations };
}
