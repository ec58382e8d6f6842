import type { FailureReport } from '../core/capture/failureReport';
import { failureTitle } from '../core/capture/failureTitle';
import { fingerprintFailure } from '../core/capture/fingerprintFailure';
import { splitFailures } from '../core/capture/splitFailures';
import type { Investigation } from '../core/investigation/investigation';
import type { Analysis, Archive } from './ports';
import type { Capture } from './capture';
import { userFacingErrors } from './userFacingErrors';

/**
 * Capture → investigation. A failure that already has an investigation continues there, with everything learned so far. Throws
 * `UserFacingError` if the capture holds no failure.
 */
export async function investigate(capture: Capture, investigations: Archive, analysis: Analysis): Promise<Investigation> {
  const read = 'report' in capture.input ? capture.input.report : await analysis.call('capture', capture.input);
  const report = capture.complete?.(read) ?? read;
  if (!report.errors.length && !report.expectations.length) throw userFacingErrors.noTrace(capture.source);
  const reports = splitFailures(report);
  const [first = report] = reports;
  const failure = fingerprintFailure(first);
  await investigations.list();
  const known = investigations.summaries.find((summary) => summary.failure === failure && summary.status === 'open');
  const { source, values = [] } = capture;
  if (known) {
    const opened = await investigations.load(known.id).catch(() => undefined);
    if (opened) {
      investigations.dispatch(known.id, { type: 'seenAgain', reports, values, source, at: new Date().toISOString() });
      return opened;
    }
  }
  return investigations.start({ reports, source, values }, { title: titleOf(first), failure });
}

/** Another failure of the same text: replaces this one if nothing was asked yet, otherwise gets its own investigation. */
export function pickFailure(investigation: Investigation, index: number, investigations: Archive): Investigation | undefined {
  const report = investigation.reports[index];
  if (!report || index === investigation.picked) return undefined;
  const title = titleOf(report);
  const failure = fingerprintFailure(report);
  const touched =
    investigation.rounds.length ||
    investigation.tries.length ||
    investigation.runs.length ||
    investigation.hypotheses.some(({ verdict }) => verdict);
  if (touched) {
    const { reports, source } = investigation;
    const others = [report, ...reports.filter((_other, place) => place !== index)];
    return investigations.start({ reports: others, source, values: [] }, { title, failure });
  }
  investigations.dispatch(investigation.id, { type: 'failurePicked', index, title, failure });
  return investigation;
}

function titleOf(report: FailureReport): string {
  return failureTitle(report) || 'Failure';
}
