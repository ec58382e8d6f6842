import { t } from '../../core/language';
import { flatFrames, type RecentChange } from '../../core/context/failureEvidence';
import { changesTogether } from '../../core/experiments/changesTogether';
import { lastRound, lastTry, pickedReport, type Investigation, type NextStep } from '../../core/investigation/investigation';
import { rankLedger } from '../../core/investigation/rankLedger';
import { undoneChanges } from '../../core/investigation/statusAfterRun';
import type { RunRecord } from '../../core/investigation/runRecord';
import type { SeenBefore } from '../../core/investigation/seenBefore';
import type { StoredSummary } from '../../core/investigation/storedInvestigation';
import type { RunState } from '../../protocol/runState';
import type { AnswerState, EvidenceState, HypothesisState, InvestigationState, InvestigationSummary } from '../../protocol/panelState';

/** Frames of one error that are sent to the view; a recursion may have a million. */
const MAX_FRAMES = 1000;

export interface PanelContext {
  /** Prompt budget or the model's window, tokens. */
  window: number;
  titles: (index: number) => string;
  keyOf: (change: Pick<EvidenceState['changes'][number], 'file' | 'startLine' | 'endLine'>) => string;
  nextStepLabels: Record<NextStep, string>;
  seenBefore?: SeenBefore;
  run: RunState;
}

/** What the panel draws of an investigation. */
export function toInvestigationState(investigation: Investigation, context: PanelContext): InvestigationState {
  const { id, title, location, source, capturedAt, status, reports, picked, suspects } = investigation;
  const others = reports.map((_report, index) => index).filter((index) => index !== picked);
  return {
    id,
    title,
    location,
    source,
    capturedAt,
    status,
    otherFailures: others.map((index) => ({ index, title: context.titles(index) })),
    evidence: toEvidenceState(investigation, context),
    answer: toAnswerState(investigation, context),
    run: context.run,
    suspects,
    seenBefore: context.seenBefore && toSeenBefore(context.seenBefore),
  };
}

function toSeenBefore({ earlier, same }: SeenBefore): InvestigationState['seenBefore'] {
  const { id, title, status, capturedAt, fixedBy } = earlier;
  return { id, title, status, at: capturedAt, fixedBy, same };
}

/** What runs have shown of the recent changes; undefined before they have. */
function brokenBy({ runs }: Investigation): string | undefined {
  const changes = runs.findLast(({ found }) => found?.changes?.length)?.found?.changes;
  const places = changes?.map(({ file, startLine }) => `${file.slice(file.lastIndexOf('/') + 1)}:${Math.max(1, startLine)}`);
  return places && t('{0} broke it, shown by runs', places.slice(0, 3).join(', '));
}

function changesOf(changes: readonly RecentChange[], keyOf: PanelContext['keyOf'], undone: ReadonlySet<string>): EvidenceState['changes'] {
  return changes.map((change) => {
    const together = changesTogether(changes, change).slice(1);
    const places = together.map(({ file, startLine }) => `${file.slice(file.lastIndexOf('/') + 1)}:${Math.max(1, startLine)}`);
    return {
      ...change,
      key: keyOf(change),
      ...(undone.has(keyOf(change)) && { undone: true as const }),
      ...(places.length && { together: places }),
    };
  });
}

export function toAnswerState(
  investigation: Investigation,
  { nextStepLabels, keyOf }: Pick<PanelContext, 'nextStepLabels' | 'keyOf'>,
): AnswerState {
  const undone = undoneChanges(investigation);
  const changes = (investigation.evidence.collected?.evidence.recentChanges ?? []).filter((change) => undone.has(keyOf(change)));
  const round = lastRound(investigation);
  const { entries, expected } = rankLedger(investigation);
  return {
    phase: round?.phase ?? 'idle',
    message: round?.message,
    action: round?.nextStep && { label: nextStepLabels[round.nextStep], run: round.nextStep },
    source: round?.source,
    retryAt: round?.retryAt,
    notices: round?.notices ?? [],
    expected,
    hypotheses: entries.map(({ entry, rank, folded }): HypothesisState => {
      const { hypothesis, verdict, streaming, fixState, fixMessage, undo = false } = entry;
      const tried = lastTry(investigation, hypothesis.id);
      return {
        ...hypothesis,
        rank,
        folded,
        verdict,
        streaming,
        fixState,
        fixMessage,
        tried,
        canUndo: undo,
        ...(isTakenBack(tried, changes) && { takenBack: true }),
      };
    }),
  };
}

/** Whether all changes that a run has shown to be the cause are among those that are undone. */
function isTakenBack(tried: RunRecord | undefined, undone: readonly RecentChange[]): boolean {
  const shown = tried?.found?.changes ?? [];
  return (
    shown.length > 0 &&
    shown.every(({ file, startLine, endLine }) =>
      undone.some((each) => each.file === file && each.startLine <= endLine && startLine <= each.endLine),
    )
  );
}

export function toSummary({ id, title, location, status, capturedAt, failure }: StoredSummary): InvestigationSummary {
  const name = location?.file.slice(location.file.lastIndexOf('/') + 1);
  return { id, title, location: location && `${name}:${location.line}`, status, at: capturedAt, failure };
}

function toEvidenceState(investigation: Investigation, { window, keyOf }: PanelContext): EvidenceState {
  const { choices, evidence } = investigation;
  const { collected, phase, ranking, progress, problem, modelTokens } = evidence;
  const failureEvidence = collected?.evidence;
  const prompt = collected?.prompt;
  const report = failureEvidence?.report ?? pickedReport(investigation);
  const undone = undoneChanges(investigation);
  const broke = brokenBy(investigation);
  const [said] = report.expectations;
  const bySelf = choices.expected !== undefined || choices.actual !== undefined;
  const expected = choices.expected ?? failureEvidence?.expected ?? said?.expected ?? '';
  const actual = choices.actual ?? failureEvidence?.actual ?? said?.actual ?? '';
  return {
    collecting: phase === 'collecting',
    ...(ranking && { ranking }),
    progress,
    problem,
    pieces: (failureEvidence?.pieces ?? []).map((piece) => (piece.name === 'changes' && broke ? { ...piece, summary: broke } : piece)),
    errors: report.errors.map((error) =>
      error.frames.length > MAX_FRAMES
        ? { ...error, frames: error.frames.slice(0, MAX_FRAMES), moreFrames: error.frames.length - MAX_FRAMES }
        : error,
    ),
    leftOut: report.leftOut,
    resolutions: (failureEvidence?.resolutions ?? []).slice(0, Math.min(flatFrames(report).length, MAX_FRAMES * 4)),
    snippets: failureEvidence?.snippets ?? [],
    inPrompt: prompt?.snippets ?? {},
    edited: Object.keys(choices.edited),
    changes: changesOf(failureEvidence?.recentChanges ?? [], keyOf, undone),
    values: failureEvidence?.values ?? [],
    expected,
    actual,
    expectationSource: bySelf ? 'person' : expected || actual ? 'test' : 'none',
    redactions: failureEvidence?.redactions ?? [],
    keptSecrets: choices.keptSecrets,
    removed: choices.removed,
    sections: (prompt?.sections ?? []).map(({ name, tokens }) => ({ name, tokens })),
    tokens: modelTokens ?? prompt?.tokens ?? 0,
    window,
    cuts: prompt?.cuts ?? failureEvidence?.cuts ?? [],
    notices: failureEvidence?.notices ?? [],
  };
}
