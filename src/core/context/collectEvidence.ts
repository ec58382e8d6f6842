import { inEnglish, t } from '../language';
import { assertionAt, assertionNotReached, failsOnPurpose, isConstant } from './assertionAt';
import { commandFailureOf } from '../capture/commandFailure';
import type { FailureReport } from '../capture/failureReport';
import { mapTexts } from '../capture/mapTexts';
import { fieldsOf, listOf, text, textsIn, withTexts } from '../capture/textWalk';
import { assessPieces, type UnassessedEvidence } from './assessPieces';
import { expectationOf } from './causeOrder';
import { changeKey } from './changeKey';
import { withCompiledPlaces } from './compiledPlaces';
import { cutAt, cutLines } from './cutLines';
import type { FailureEvidence, RecentChange, RuntimeValue, Snippet } from './failureEvidence';
import { madeByFix } from './madeByFix';
import { namedValueTexts } from './namedValueTexts';
import { errorWords } from './errorWords';
import { exploreCode } from './exploreCode';
import { fileIndex } from '../workspace/fileIndex';
import { withImportLines } from './importLines';
import { withLinesOfCutRows } from './linesOfCutRows';
import { withOwnExpectation } from './ownCheck';
import { candidateOf } from './search/found';
import { markSuspects, recentChanges } from './recentChanges';
import { readReference } from './references';
import { resolveFrames } from './resolveFrames';
import type { EvidenceOptions, EvidencePorts } from './evidenceOptions';
import { pinnedSnippet, sliceSnippets, type RawSnippet } from './sliceSnippets';
import { nameTwins } from './twins';
import { withWorkedStack } from './workedStack';
import { WorkspaceCode } from './workspaceCode';

/** Runtime values: their maximum number, and the characters of each. */
const MOST_VALUES = 60;
const LONGEST_VALUE = 600;
/** Redacted before it is cut, so that the cut cannot split and hide a secret. */
const LONGEST_READ = 20_000;
/**
 * Collects the evidence of a failure: frames placed in the workspace, the code of the call chain and of the bad value's origin, recent
 * changes, expectations. Secrets are replaced in the whole result. Same input, same output.
 * @param progress called with a short phrase at each step
 * Rejects with the signal's reason when it is cancelled.
 */
export async function collectEvidence(
  given: FailureReport,
  options: EvidenceOptions,
  ports: EvidencePorts,
  signal?: AbortSignal,
  progress?: (message: string) => void,
): Promise<FailureEvidence> {
  const notices: string[] = [];
  progress?.(t('finding the files of the trace'));
  const code = new WorkspaceCode(ports.reader, ports.syntax, fileIndex(await ports.reader.list(signal)), signal);
  const reported = await withWorkedStack(given, code);
  const [mapped, recent] = await Promise.all([
    resolveFrames(reported, ports.reader, options.chosenFiles, signal),
    recentChanges(ports.changes, ports.clock.now() - options.changesWindowMs, signal),
  ]);
  if (recent.notice) notices.push(recent.notice);
  const compiled = await withCompiledPlaces(reported, mapped, ports.reader, signal);
  const resolutions = compiled === reported ? mapped : await resolveFrames(compiled, ports.reader, options.chosenFiles, signal);
  const placed = await withLinesOfCutRows(await withImportLines(compiled, resolutions, ports.reader), resolutions, code);
  const report = await withOwnExpectation(placed, resolutions, code);

  progress?.(t('following the call chain'));
  const removed = new Set(options.removed);
  const fixes = options.fixesInFiles ?? [];
  const told = recent.changes.filter((change) => !removed.has(changeKey(change)) && !madeByFix(change, fixes));
  // Changed code is irrelevant for a command that did not run.
  const kept = commandFailureOf(report) ? [] : told;
  const found = await exploreCode({ report, resolutions, changes: kept, code, signal });
  const pinned: RawSnippet[] = [];
  for (const reference of options.references) {
    const read = await readReference(reference, code);
    if ('problem' in read) notices.push(read.problem);
    else pinned.push(pinnedSnippet(read.source, read.range));
  }
  const asserted = await assertionAt(report, resolutions, code);
  const onPurpose = await failsOnPurpose(report, resolutions, code);
  const notReached = asserted ? undefined : await assertionNotReached(report, resolutions, code);
  const slices = [...pinned, ...sliceSnippets(found, errorWords(report))].filter(({ id }) => !removed.has(id));
  await nameTwins(slices, code);
  const chain = found.filter((each) => each.role !== 'changed' && !each.test && each.distance <= 2);
  const changes = markSuspects(
    kept,
    chain.map(({ source, startLine, endLine }) => ({ file: source.file, startLine, endLine })),
  );

  progress?.('replacing secrets');
  signal?.throwIfAborted();
  // All texts together: a secret found in one is replaced in all of them.
  const raw: EvidenceTexts = {
    slices: slices.map(({ id, file, function: name, reason, text }) => ({
      text: options.edited[id] ?? text,
      file,
      function: name,
      reason,
    })),
    changes: changes.map(({ file, renamedFrom, diff, summary }) => ({ file, renamedFrom, diff, summary })),
    values: options.values.slice(0, MOST_VALUES).map((each) => ({ ...each, value: each.value.slice(0, LONGEST_READ) })),
    report,
    expected: options.expected ?? '',
    actual: options.actual ?? '',
    assertion: (asserted ?? notReached)?.text ?? '',
  };
  const safe = withTexts(raw, evidenceTexts, await ports.redactor.redactAll(textsIn(raw, evidenceTexts)));
  const snippets = slices.map((slice, at): Snippet => {
    const { file, ...texts } = safe.slices[at]!;
    const text = cutLines(texts.text);
    return {
      ...slice,
      ...texts,
      text,
      ...(file !== slice.file && { shownFile: file }),
      tokens: ports.tokens.count(text),
      ...(options.edited[slice.id] !== undefined && { folded: [], short: undefined }),
    };
  });
  const safeChanges = changes.map((change, at): RecentChange => {
    const { file, ...texts } = safe.changes[at]!;
    return { ...change, ...texts, ...(file !== change.file && { shownFile: file }) };
  });
  const values = safe.values.map((each) => ({ ...each, value: cutAt(each.value, LONGEST_VALUE) }));
  const { report: safeReport, expected, actual, assertion } = safe;
  const seen = expectationOf(safeReport, 0) ?? (safeReport.errors.length === 0 ? safeReport.expectations[0] : undefined);
  const isSure = asserted !== undefined && !isConstant(asserted.text);
  const said = onPurpose || (asserted && !isSure) ? undefined : seen;

  const evidence: UnassessedEvidence = {
    report: safeReport,
    snippets,
    candidates: found.filter(({ shownOnly }) => !shownOnly).map(candidateOf),
    recentChanges: safeChanges,
    expected: expected || said?.expected,
    actual: actual || said?.actual,
    ...(isSure && { assertion: { ...asserted, text: assertion } }),
    ...(notReached && { notReached: { ...notReached, text: assertion } }),
    values,
    resolutions,
    redactions: [...ports.redactor.redactions],
    cuts: [],
    notices,
  };
  const leftOut = told.length - kept.length;
  const known = { known: recent.known, leftOut, ...(recent.begins !== undefined && { begins: recent.begins }) };
  // The pieces are for a person; what is missing is also told to agents.
  const missing = inEnglish(() => assessPieces(evidence, known)).flatMap((piece) => piece.advice ?? []);
  return { ...evidence, pieces: assessPieces(evidence, known), missing };
}

/** The texts that leave this station. The original path is kept beside the shown one, so that it still leads to its file. */
interface EvidenceTexts {
  slices: Pick<Snippet, 'text' | 'file' | 'function' | 'reason'>[];
  changes: Pick<RecentChange, 'file' | 'renamedFrom' | 'diff' | 'summary'>[];
  values: RuntimeValue[];
  report: FailureReport;
  expected: string;
  actual: string;
  assertion: string;
}

const evidenceTexts = fieldsOf<EvidenceTexts>({
  slices: listOf(fieldsOf<EvidenceTexts['slices'][number]>({ text, file: text, function: text, reason: text })),
  changes: listOf(fieldsOf<EvidenceTexts['changes'][number]>({ file: text, renamedFrom: text, diff: text, summary: text })),
  values: listOf(namedValueTexts),
  report: mapTexts,
  expected: text,
  actual: text,
  assertion: text,
});
