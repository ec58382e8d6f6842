import { nameOf } from '../workspace/fileIndex';
import { isCodeFile } from '../workspace/languages';
import { isTestFile } from '../context/testCode';
import type { Suspect } from '../suspects/suspect';
import type { ChangeUnit } from './changeUnits';
import type { FailureTarget } from './failureOf';

/**
 * The likelihood that a change is the cause, from reading alone: its distance to the failure's frames and to the ranking's suspects, and
 * the words that it shares with the message. It only orders a search.
 */
export function scoreUnit(unit: ChangeUnit, { report }: FailureTarget, suspects: readonly Suspect[]): number {
  const frames = report.errors.flatMap((error) => error.frames).filter(({ origin }) => origin === 'workspace');
  const nearFrame = Math.max(
    0,
    ...frames.map(({ file, line }, depth) => (sameFile(file, unit.file) ? (2 + closeness(unit, line)) / (1 + depth * 0.3) : 0)),
  );
  const nearSuspect = Math.max(
    0,
    ...suspects.map((suspect, rank) => (sameFile(suspect.file, unit.file) ? (suspectNear(unit, suspect) * 6) / (1 + rank) : 0)),
  );
  const message = new Set(report.errors.flatMap((error) => words(error.message)));
  const shared = new Set(
    [...unit.added, ...unit.removed]
      .slice(0, 200)
      .flatMap(words)
      .filter((word) => message.has(word)),
  );
  return nearFrame + nearSuspect + Math.min(3, shared.size) * 0.7 + (isCodeFile(unit.file) ? 1 : 0) - (isTestFile(unit.file) ? 2 : 0);
}

function suspectNear(unit: ChangeUnit, { line, functionRange }: Suspect): number {
  if (functionRange && unit.startLine <= functionRange[1] && unit.endLine >= functionRange[0]) return 1;
  return closeness(unit, line);
}

/** 1 on the line, less with every line between. */
function closeness({ startLine, endLine }: ChangeUnit, line: number): number {
  const distance = line < startLine ? startLine - line : line > endLine ? line - endLine : 0;
  return 1 / (1 + distance / 5);
}

function sameFile(a: string, b: string): boolean {
  const [left, right] = [a.replaceAll('\\', '/'), b.replaceAll('\\', '/')];
  return nameOf(left) === nameOf(right) && (left === right || left.endsWith(`/${right}`) || right.endsWith(`/${left}`));
}

function words(text: string): string[] {
  return text.slice(0, 2000).match(/[A-Za-z_$][\w$]{3,}/g) ?? [];
}
