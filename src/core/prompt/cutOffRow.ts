import { flatFrames, type FailureEvidence } from '../context/failureEvidence';
import type { ErrorReport } from '../capture/failureReport';
import { isCutOff, STACK_LIMIT } from '../context/cutOffTrace';
import { oneLine } from './fence';

/** Of a trace that ends at its limit: that it does, and which lines call its outermost function. */
export function cutOffRow(
  { report, snippets = [] }: Pick<FailureEvidence, 'report'> & Partial<Pick<FailureEvidence, 'snippets'>>,
  error: ErrorReport,
): string[] {
  const outermost = error.frames.at(-1);
  if (!outermost || !isCutOff(error)) return [];
  const place = flatFrames(report).indexOf(outermost);
  // A function that calls itself is no caller that is missing.
  const calls = snippets.filter(({ callsFrame, frame }) => callsFrame === place && frame === undefined);
  const places = calls.map(({ file, shownFile, focusLines, startLine }) => `${oneLine(shownFile ?? file)}:${focusLines[0] ?? startLine}`);
  const name = outermost.function ? ` of ${oneLine(outermost.function)}` : '';
  const these = places.length ? `; these call it: ${[...new Set(places)].join(', ')}` : '';
  return [`  … the trace ends at its limit of ${STACK_LIMIT} frames, so the caller${name} is cut off here${these}`];
}
