import type { FailureCase } from '../failureCase';
import type { Hunk } from './hunks';
import { isTestPath } from './packageFiles';

const THROWN = /^\s*(?:Uncaught |Unhandled |Exception during run: )?((?:[A-Z]\w*)?(?:Error|Exception))\b( \[ERR_ASSERTION\])?(?:: (.*))?/;
const ASSERTED = /^(?:AssertionError|ExpectationFailed|ExpectationError|UnexpectedError)$/;
const ASSERTS = /^expected\b|\bto (?:equal|be|have|throw|contain|match|eql)\b|^should\b|^Assertion|deepEqual|\bERR_ASSERTION\b/i;

/** @returns whether code threw or a test's claim was wrong; undefined where the text says neither */
export function faultKind(text: string): FailureCase['kind'] | undefined {
  const tap = /^\s*not ok .*\n\s*---\n([\s\S]*?)\n\s*\.\.\./m.exec(text)?.[1];
  if (tap !== undefined) {
    const operator = /^\s*operator: ["']?(\w+)/m.exec(tap)?.[1] ?? '';
    const threw = /^\s*(?:stack: .*\n\s*|type: )(?:Type|Range|Reference|Syntax)Error\b/m.test(tap);
    return threw || /^\s*(?:error|ifError)\b/.test(operator) ? 'crash' : 'assertion';
  }
  const lines = text.split('\n');
  for (const [index, line] of lines.entries()) {
    const [found, name = '', code, message = ''] = THROWN.exec(line) ?? [];
    if (found === undefined || (message === '' && !/Error:?\s*$/.test(line))) continue;
    const asserted = code !== undefined || ASSERTED.test(name) || ASSERTS.test(message);
    return asserted || (name === 'Error' && thrownByTest(lines.slice(index + 1))) ? 'assertion' : 'crash';
  }
  return undefined;
}

/** Whether the innermost frame of the package's own code is a test's: its helper threw what it found wrong. */
function thrownByTest(below: readonly string[]): boolean {
  const frames = below.flatMap((line) => /^\s*at (?:.*\()?([^()\s]+):\d+:\d+\)?$/.exec(line)?.[1] ?? []);
  const own = frames.find((file) => !file.startsWith('node:') && !file.includes('/node_modules/'));
  return own !== undefined && isTestPath(own);
}

const NOT_THERE =
  /^(?:Uncaught )?(?:Error: )?Cannot find (?:module|package)[^]*?Require stack:|code: 'MODULE_NOT_FOUND'|ERR_MODULE_NOT_FOUND|does not provide an export|ERR_PACKAGE_PATH|ENOENT|ERR_REQUIRE_ESM|EACCES|EADDRINUSE|ECONNREFUSED|ENOTFOUND|EAI_AGAIN|ENETUNREACH|out of memory/;
/** What Node.js had once. */
const GONE = /\b(?:sys|util)\.\w+ is not a function/;
const NEW_EXPORT =
  /^\s*(?:module\.)?exports(?:\.\w+|\[['"]\w+['"]\])\s*=|^\s*export\s|^\s*[\w.]+\.prototype\.\w+\s*=\s*(?:async\s+)?function|^\s*__export/;
/** What is read of the options that a caller gave. */
const OPTION = /\b(?:opts?|options|config|settings|params)\.(\w+)\b(?!\()/g;
const NUMBER_ONLY = /version/i;

/**
 * @param older all source of the older version
 * @param hunks the changes that mend it
 * @returns why a failure is no fault of the older version (something new is tested, or the package only moved on); undefined where it is one
 */
export function notAFault(text: string, older: string, hunks: readonly Hunk[]): string | undefined {
  if (NOT_THERE.test(text) || GONE.test(text)) return 'something is not there';
  const missing = /([\w$.]+)(?:\(\.\.\.\))? is not a (?:function|constructor)|has no method '(\w+)'/.exec(text);
  const name = (missing?.[1] ?? missing?.[2] ?? '').split('.').at(-1) ?? '';
  if (name !== '' && !BUILT_IN.has(name) && !defines(older, name)) return 'a new function';
  const removed = hunks.flatMap((hunk) => hunk.removed);
  const added = hunks.flatMap((hunk) => hunk.added).filter((line) => line.trim() !== '');
  if (added.length > 30) return 'much new code';
  if (hunks.every((hunk) => hunk.removed.every((line) => line.trim() === '')) && added.length > 16) return 'much new code';
  if (added.some((line) => NEW_EXPORT.test(line)) && !removed.some((line) => NEW_EXPORT.test(line))) return 'a new export';
  const options = added.flatMap((line) => [...line.matchAll(OPTION)].flatMap(([, option]) => option ?? []));
  if (options.some((option) => !new RegExp(`\\b${option}\\b`).test(older))) return 'a new option';
  if (removed.length > 0 && removed.every((line) => NUMBER_ONLY.test(line) && /\d+\.\d+/.test(line))) return 'a version number';
  return undefined;
}

/** A value of another type than was thought lacks these. */
const BUILT_IN: ReadonlySet<string> = new Set(
  [Object, Function, Array, String, Number, RegExp, Promise, Map, Set, Date, Buffer].flatMap((type) =>
    Object.getOwnPropertyNames(type.prototype),
  ),
);

/** Whether source says what a name is, and does not only call it. */
function defines(source: string, name: string): boolean {
  const word = name.replace(/\$/g, '\\$');
  return new RegExp(`\\b${word}['"\\]]*\\s*(?:[:=]|\\([^()]*\\)\\s*\\{)|\\bfunction\\s*\\*?\\s*${word}\\b|['"]${word}['"]`).test(source);
}
