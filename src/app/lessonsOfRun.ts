import { parseDiff } from '../core/hypotheses/parseDiff';
import { findEntry, type Investigation, type Verdict } from '../core/investigation/investigation';
import type { RunRecord } from '../core/investigation/runRecord';
import type { Place } from '../protocol/analysisProtocol';

/** What one run proved about the function at a line. */
export interface Lesson {
  place: Place;
  verdict: Verdict;
}

/**
 * What a run proved about the place of the cause: the change without which the command passes, or the fix with which it passed in the
 * person's own terminal. Their functions were the cause; functions ranked above them were not. A fix that does not help teaches nothing
 * about its function, and neither does a small change that passes in isolation: it may fit only the test.
 * @param investigation with the ranking from before the run
 */
export function lessonsOfRun(investigation: Investigation, record: RunRecord): Lesson[] {
  const proven = provenPlaces(investigation, record);
  if (!proven.length || taughtBefore(investigation, record, proven)) return [];
  const lessons = proven.map((place): Lesson => ({ place, verdict: 'confirmed' }));
  const [first] = investigation.suspects;
  if (!first) return lessons;
  const [start, end] = first.functionRange ?? [first.line, first.line];
  const isRight = proven.some(({ file, line }) => file === first.file && start <= line && line <= end);
  return isRight ? lessons : [...lessons, { place: { file: first.file, line: first.line }, verdict: 'rejected' }];
}

function provenPlaces(investigation: Investigation, { kind, outcome, found }: RunRecord): Place[] {
  if (outcome !== 'gone') return [];
  if (kind === 'blame') return distinct((found?.changes ?? []).map(({ file, startLine }) => ({ file, line: Math.max(1, startLine) })));
  if (kind !== 'terminal') return [];
  const applied = investigation.hypotheses.find(({ fixState }) => fixState === 'applied' || fixState === 'worked');
  return distinct(
    parseDiff(applied?.hypothesis.fix?.diff ?? '').flatMap(({ path, hunks }) => hunks.flatMap((hunk) => firstChange(path, hunk))),
  );
}

function firstChange(file: string, { oldStart, lines }: { oldStart?: number; lines: string[] }): Place[] {
  if (oldStart === undefined || !file) return [];
  const before = lines.findIndex((line) => !line.startsWith(' '));
  return before < 0 ? [] : [{ file, line: Math.max(1, oldStart + before) }];
}

/** The same proof again, or the person's own verdict on it, teaches nothing new. */
function taughtBefore(investigation: Investigation, record: RunRecord, proven: readonly Place[]): boolean {
  if (record.hypothesis !== undefined && findEntry(investigation, record.hypothesis)?.verdict !== undefined) return true;
  const earlier = investigation.runs.filter(({ id, kind }) => id !== record.id && kind === record.kind);
  return earlier.some((each) => {
    const places = provenPlaces(investigation, each);
    return places.length > 0 && places.every(({ file, line }) => proven.some((place) => place.file === file && place.line === line));
  });
}

function distinct(places: readonly Place[]): Place[] {
  return [...new Map(places.map((place) => [`${place.file}:${place.line}`, place])).values()];
}
