import { errorHints } from '../context/errorHints';
import { isTestFile } from '../context/testCode';
import type { FilePatch } from '../hypotheses/parseDiff';
import { onlyCatches, onlyGuards } from '../hypotheses/symptomNotes';
import { statementBeforeDeadCode } from './deadCode';
import type { FailureTarget } from './failureOf';

/** The distance in lines within which a line counts as the frame's. */
const NEAR = 3;

const ASSERTION =
  /\b(?:assert\w*|expect|should|require\.\w+|t\.(?:Error|Fatal)\w*|pytest\.raises|fail)\b\s*[.(]|^assert\b|\.should\b|\bthrow\b|\braise\b|\bpanic\(/;
const SKIP =
  /\b(?:it|test|describe|context|suite)\.(?:skip|todo|fixme)\b|\bx(?:it|test|describe)\s*\(|pytest\.(?:mark\.)?(?:skip|xfail)|unittest\.(?:skip|expectedFailure)|@(?:Disabled|Ignore)\b|#\[ignore|markTestSkipped/;
/** Calls that skip the test that they are in; elsewhere they have other meanings. */
const SKIP_IN_TEST = /\bt\.Skip|\b(?:this|t)\.skip\(|skipTest\(|\bpending\b|\bskip:\s*true\b/;
const QUIET_EXIT = /\b(?:process\.exit|sys\.exit|_exit|exit|System\.exit|os\.Exit)\s*\(\s*(?:0\s*)?\)|\bprocess\.exitCode\s*=\s*0/;
const CATCHES = /\bcatch\b\s*[({]|\bcatch$|\.catch\(|\bexcept\b.{0,120}:|\brescue\b|\bsuppress\(|\brecover\(\)|\bfinally\s*\{\s*return\b/;
const THROWS_ON = /\bthrow\b|\braise\b|\breject\(|\bnext\(\w|\bpanic\(|\b(?:callback|cb|done)\(\w/;
const ALWAYS = /\|\|\s*true\b|\bor\s+True\b|&&\s*false\b|\band\s+False\b|\bif\s*(?:\(\s*)?(?:false|true|0|1|False|True)\s*(?:\)|:|$)/;
const GUARD = /^(?:\}?\s*else\s+)?if\b.*(?:return|continue|break|pass)\b|^(?:return|continue|break|pass)\b/;

export interface SymptomSign {
  /** The file of the patch with the sign. */
  path: string;
  /** A sentence. */
  note: string;
}

/**
 * Signs that a fix hides the failure instead of removing its cause, each with the reason. They are based on the patch and the place of the
 * throw. A correct fix may show them too, so they are notes, not a verdict.
 * @param given the bad value at the throw may be what a test passes to that function, and so expects it to accept
 */
export function symptomSigns(
  patches: readonly FilePatch[],
  { report }: Pick<FailureTarget, 'report'>,
  given = calledByTest({ report }),
): SymptomSign[] {
  const signs = new Map<string, SymptomSign>();
  const thrower = report.errors[0]?.frames.find(({ origin }) => origin === 'workspace');
  const asked = calledByTest({ report });
  const checks = patches.flatMap(({ hunks }) =>
    hunks.flatMap(({ lines }) => lines.filter((line) => line.startsWith('+') && ASSERTION.test(line))),
  );
  for (const patch of patches) {
    const lines = patch.hunks.flatMap((hunk) => hunk.lines.filter((line) => !line.startsWith(' ')));
    const removed = lines
      .filter((line) => line.startsWith('-'))
      .map(words)
      .filter(Boolean);
    const added = lines
      .filter((line) => line.startsWith('+'))
      .map(words)
      .filter(Boolean);
    const fresh = added.filter((line) => !removed.includes(line));
    const gone = removed.filter((line) => !added.includes(line));
    const inTest = isTestFile(patch.path);
    const say = (what: string): void => {
      const note = `This may hide the symptom: ${what} (${patch.path}).`;
      signs.set(note, { path: patch.path, note });
    };
    const sign = (pattern: RegExp): string | undefined => fresh.find((line) => pattern.test(line.slice(0, 500)));

    if (onlyCatches(removed, added)) say('the patch only catches the error, and what causes it stays');
    else if (sign(CATCHES) !== undefined && sign(THROWS_ON) === undefined)
      say(`\`${shown(sign(CATCHES))}\` catches errors and throws none on`);
    const skip = sign(SKIP) ?? (inTest ? sign(SKIP_IN_TEST) : undefined);
    if (skip !== undefined) say(`\`${shown(skip)}\` skips a test`);
    if (sign(QUIET_EXIT) !== undefined) say(`\`${shown(sign(QUIET_EXIT))}\` ends the program as if it had succeeded`);
    const constant =
      sign(ALWAYS) ?? fresh.find((line) => /\b(?:if|while)\b/.test(line) && /(?:\|\|\s*1|&&\s*0)\s*\)/.test(line.slice(0, 500)));
    if (constant !== undefined) say(`\`${shown(constant)}\` makes a condition constant`);
    const dead = inTest ? undefined : statementBeforeDeadCode(patch);
    if (dead !== undefined) say(`nothing after \`${shown(dead)}\` runs any more in its block`);
    const near = inTest ? gone : gone.filter((line) => concerns(line, patch, report));
    const assertion = near.find((line) => ASSERTION.test(line) && !checks.some((check) => saysTheSame(check, line)));
    if (assertion !== undefined && !fresh.some((line) => ASSERTION.test(line))) {
      if (inTest) say(`the assertion \`${shown(assertion)}\` is gone`);
      else if (!asked) say(`the check \`${shown(assertion)}\` is gone`);
    } else if (inTest && assertion !== undefined) say(`the assertion \`${shown(assertion)}\` is another one`);
    else if (near.length > 0 && patches.every(({ added: lines }) => lines === 0)) say(`the patch only deletes \`${shown(near[0])}\``);
    if (thrower && !given && !inTest && dead === undefined && sameFile(patch.path, thrower.file) && touchesOnly(patch, thrower.line)) {
      if (onlyGuards(removed, added) && guardsBadValue(report, removed, added))
        say(`the patch only guards line ${thrower.line}, which throws: why the value is bad stays open`);
      else if (fresh.length > 0 && gone.length === 0 && fresh.every((line) => GUARD.test(line) || /^[{}();]*$/.test(line)))
        say(`the patch leaves before line ${thrower.line}, which throws: why the value is bad stays open`);
    }
  }
  return [...signs.values()];
}

/** A moved check: the same text, or the same message. */
function saysTheSame(check: string, line: string): boolean {
  return words(check) === line || messagesIn(line).some((message) => check.includes(message));
}

function messagesIn(line: string): string[] {
  return [...line.slice(0, 500).matchAll(/(["'`])([^"'`]{8,200})\1/g)].map((match) => match[2] ?? '');
}

/** Whether a removed line stands where the failure passed, or has the text of its message. */
function concerns(line: string, patch: FilePatch, report: FailureTarget['report']): boolean {
  const said = report.errors.map(({ message }) => message).join('\n');
  if (messagesIn(line).some((message) => said.includes(message))) return true;
  const frames = report.errors.flatMap((error) => error.frames.filter(({ file }) => sameFile(patch.path, file)));
  return patch.hunks.some(({ oldStart, lines }) => {
    if (oldStart === undefined) return true;
    const old = lines.filter((each) => !each.startsWith('+'));
    return old.some(
      (each, at) => each.startsWith('-') && words(each) === line && frames.some((frame) => Math.abs(frame.line - oldStart - at) <= NEAR),
    );
  });
}

/**
 * Whether the guard of a line tests the bad value. A condition on another value states when the line applies, which may be the real fix.
 */
function guardsBadValue(report: FailureTarget['report'], removed: readonly string[], added: readonly string[]): boolean {
  const { property, expression } = errorHints(report);
  const [before, after] = [removed.join('\n').slice(0, 5000), added.join('\n').slice(0, 5000)];
  const bad = new Set(namesIn(expression ?? ''));
  if (property !== undefined && expression === undefined)
    for (const [, name = '', read] of after.matchAll(/(?<![\w$])([\w$]{1,80})\s?(?:\?\.|!\.|\.)\s?([\w$]{1,80})/g))
      if (read === property) bad.add(name);
  if (bad.size === 0 || countOf(after, /\?\.|\?\?|\|\|/g) > countOf(before, /\?\.|\?\?|\|\|/g)) return true;
  const left = namesIn(before);
  const fresh = namesIn(after).filter((name) => {
    const at = left.indexOf(name);
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
  return fresh.length === 0 || fresh.some((name) => bad.has(name));
}

const NO_NAMES = new Set(['if', 'else', 'return', 'null', 'undefined', 'None', 'not', 'is', 'and', 'or', 'typeof', 'true', 'false', 'in']);

function namesIn(text: string): string[] {
  return [...text.matchAll(/[A-Za-z_$][\w$]*/g)].map(([name]) => name).filter((name) => !NO_NAMES.has(name));
}

function countOf(text: string, pattern: RegExp): number {
  return [...text.matchAll(pattern)].length;
}

/** Whether a test calls the throwing function: a test that passes the bad value itself expects a function that accepts it. */
export function calledByTest({ report }: Pick<FailureTarget, 'report'>): boolean {
  const [thrower, ...callers] = report.errors[0]?.frames.filter(({ origin }) => origin === 'workspace') ?? [];
  const caller = callers.find(({ file, function: name }) => file !== thrower?.file || name !== thrower.function);
  return caller !== undefined && isTestFile(caller.file.replaceAll('\\', '/').split('/').slice(-3).join('/'));
}

function words(line: string): string {
  return line.slice(1).trim();
}

function shown(line = ''): string {
  return line.length > 80 ? `${line.slice(0, 80)}…` : line;
}

function sameFile(path: string, file: string): boolean {
  const [a, b] = [path.replaceAll('\\', '/'), file.replaceAll('\\', '/')];
  return a === b || b.endsWith(`/${a}`) || a.endsWith(`/${b}`);
}

function touchesOnly(patch: FilePatch, line: number): boolean {
  return patch.hunks.every((hunk) => {
    if (hunk.oldStart === undefined) return true;
    const end = hunk.oldStart + hunk.lines.filter((each) => !each.startsWith('+')).length;
    return line >= hunk.oldStart - NEAR && line <= end + NEAR;
  });
}
