import { checkWithoutStack } from '../ownCheck';
import type { CodeSearch } from './codeSearch';
import { FAILING_TEST, HELPS_TEST } from './placeFrames';

/** Finds the call of a program's own check that failed, where the output has no stack: what it calls is in question. */
export async function placeOwnCheck(search: CodeSearch): Promise<void> {
  const { report, code } = search.input;
  const failed = search.frames.length === 0 ? await checkWithoutStack(report, code) : undefined;
  if (!failed) return;
  const { check, file, line } = failed;
  const fn = file.enclosing(line);
  const test = { role: 'test' as const, test: true, reasons: [{ kind: 'failingTest' as const, by: 'words' as const }] };
  const found = search.add({
    ...{ ...test, source: file, fn, distance: 0, relevance: FAILING_TEST, drive: 0.95 },
    ...(fn ? { startLine: fn.startLine, endLine: fn.endLine } : file.statement(line)),
    ...{ focus: new Set([line]), names: new Set() },
  });
  search.frames.push({ line, column: undefined, found });
  if (!check) return;
  const { startLine, endLine } = check.fn;
  search.add({
    ...{ ...test, source: check.file, fn: check.fn, startLine, endLine, distance: 1, relevance: HELPS_TEST, drive: 0 },
    ...{ focus: new Set(), names: new Set() },
  });
}
