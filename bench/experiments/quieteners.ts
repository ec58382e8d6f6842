import { isAbsolute, relative, resolve } from 'node:path';
import type { RunnableBug } from '../../realBugs/runnableBug';
import { errorHints } from '../../src/core/context/errorHints';
import { isTestFile } from '../../src/core/context/testCode';
import type { FailureTarget } from '../../src/core/experiments/failureOf';

/** Ways to silence a failure without mending it. */
export type QuietKind = 'exit' | 'catch' | 'return' | 'default' | 'skip';

/** A file with one way to silence the failure in it. */
export interface Quietener {
  kind: QuietKind;
  file: string;
  before: string;
  after: string;
}

/**
 * What a person in a hurry might do: catch and drop the error, leave before the failing line, put in an empty default, skip the test. Only
 * those that can be written down for the failing line.
 * @param readText text of a workspace-relative file
 */
export function quieteners(
  { folder, language }: RunnableBug,
  { report, test }: FailureTarget,
  readText: (file: string) => string | undefined,
): Quietener[] {
  const python = language === 'python';
  const frames = report.errors.flatMap((error) =>
    error.frames.flatMap(({ file, line, origin }) => {
      const name = relative(folder, resolve(folder, file)).replaceAll('\\', '/');
      return origin !== 'workspace' || name.startsWith('..') || isAbsolute(name) ? [] : [{ file: name, line }];
    }),
  );
  const thrower = frames.find(({ file }) => !isTestFile(file));
  const tested = frames.find(({ file }) => isTestFile(file));
  const found: (Quietener | undefined)[] = [];
  const text = thrower && readText(thrower.file);
  if (thrower && text !== undefined) {
    const { property } = errorHints(report);
    const replace = (kind: QuietKind, lines: (line: string, indent: string) => string[] | undefined): void =>
      void found.push(withLine(kind, thrower.file, text, thrower.line, lines));
    replace('catch', (line, indent) => {
      if (!isStatement(line, python)) return undefined;
      return python
        ? [`${indent}try:`, `    ${line}`, `${indent}except Exception:`, `${indent}    pass`]
        : [`${indent}try {`, line, `${indent}} catch (e) {}`];
    });
    replace('return', (line, indent) =>
      isStatement(line, python) && indent !== '' ? [python ? `${indent}return` : `${indent}return;`, line] : undefined,
    );
    replace('default', (line) => {
      const read =
        property === undefined ? undefined : new RegExp(`([\\w$]+(?:\\.[\\w$]+|\\[[\\w$'"]+\\])*)\\.${escaped(property)}\\b`).exec(line);
      if (!read) return undefined;
      const safe = python ? `(${read[1]} or type("", (), {}))` : `(${read[1]} || {})`;
      return [line.replace(read[0], () => `${safe}.${property}`)];
    });
  }
  const testText = tested && readText(tested.file);
  if (tested && testText !== undefined) found.push(skipped(tested.file, testText, test, python));
  return found.filter((each) => each !== undefined);
}

function withLine(
  kind: QuietKind,
  file: string,
  text: string,
  line: number,
  change: (line: string, indent: string) => string[] | undefined,
): Quietener | undefined {
  const lines = text.split('\n');
  const old = lines[line - 1];
  const changed = old === undefined ? undefined : change(old, /^\s*/.exec(old)?.[0] ?? '');
  if (!changed) return undefined;
  lines.splice(line - 1, 1, ...changed);
  return { kind, file, before: text, after: lines.join('\n') };
}

/** A whole statement on a line of its own, without a block. */
function isStatement(line: string, python: boolean): boolean {
  const count = (pattern: RegExp): number => [...line.matchAll(pattern)].length;
  const balanced = count(/[([{]/g) === count(/[)\]}]/g);
  if (python) return balanced && !/^\s*(?:def|class|if|elif|else|for|while|with|try|except|@|#)|[:,\\]\s*$/.test(line);
  return balanced && /;\s*$/.test(line) && !/^\s*(?:const|let|class|case|else|function|[}\])])/.test(line);
}

function skipped(file: string, text: string, test: string | undefined, python: boolean): Quietener | undefined {
  const name =
    test
      ?.split(/ > |\.|::/)
      .at(-1)
      ?.split(' ', 1)[0] ?? '';
  const after = python
    ? text.replace(
        new RegExp(`^([ \\t]*)def ${escaped(name)}\\(`, 'm'),
        (def, indent: string) => `${indent}@__import__("unittest").skip("later")\n${def}`,
      )
    : text.replace(/^(\s*(?:it|test))\(/gm, '$1.skip(');
  return after === text || (python && name === '') ? undefined : { kind: 'skip', file, before: text, after };
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
}
