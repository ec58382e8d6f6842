import { isTestFile } from '../context/testCode';
import type { FilePatch } from '../hypotheses/parseDiff';
import { onlyCatches, onlyGuards } from '../hypotheses/symptomNotes';
import type { FailureTarget } from './failureOf';

/** Lines around a frame's that still count as it. */
const NEAR = 3;

const ASSERTION =
  /\b(?:assert\w*|expect|should|require\.\w+|t\.(?:Error|Fatal)\w*|pytest\.raises|fail)\b\s*[.(]|^assert\b|\.should\b|\bthrow\b|\braise\b|\bpanic\(/;
const SKIP =
  /\b(?:it|test|describe|context|suite)\.(?:skip|todo|fixme)\b|\bx(?:it|test|describe)\s*\(|pytest\.(?:mark\.)?(?:skip|xfail)|unittest\.(?:skip|expectedFailure)|@(?:Disabled|Ignore)\b|\bt\.Skip|#\[ignore|\bthis\.skip\(|skipTest\(|\bpending\b|markTestSkipped/;
const QUIET_EXIT = /\b(?:process\.exit|sys\.exit|_exit|exit|System\.exit|os\.Exit)\s*\(\s*(?:0\s*)?\)|\bprocess\.exitCode\s*=\s*0/;
const CATCHES = /\bcatch\b\s*[({]|\bcatch$|\.catch\(|\bexcept\b.{0,120}:|\brescue\b|\bsuppress\(|\brecover\(\)|\bfinally\s*\{\s*return\b/;
const THROWS_ON = /\bthrow\b|\braise\b|\breject\(|\bnext\(\w|\bpanic\(|\b(?:callback|cb|done)\(\w/;
const ALWAYS = /\|\|\s*(?:true|1)\b|\bor\s+True\b|&&\s*(?:false|0)\b|\band\s+False\b|\bif\s*(?:\(\s*)?(?:false|true|0|1|False|True)\b/;
const GUARD = /^(?:\}?\s*else\s+)?if\b.*(?:return|continue|break|pass)\b|^(?:return|continue|break|pass)\b/;

/**
 * Signs that a fix hides what fails instead of mending its cause, each with why it is taken for one. They go by the patch and by where
 * the failure was thrown; a fix may look like it and be right, so they are notes and no verdict.
 */
export function symptomSigns(patches: readonly FilePatch[], { report }: FailureTarget): string[] {
  const notes: string[] = [];
  const [thrower, ...callers] = report.errors[0]?.frames.filter(({ origin }) => origin === 'workspace') ?? [];
  // A test that hands over the bad value itself asks for a function that takes it.
  const caller = callers.find(({ file, function: name }) => file !== thrower?.file || name !== thrower.function);
  const asked = caller !== undefined && isTestFile(caller.file.replaceAll('\\', '/').split('/').slice(-3).join('/'));
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
    const say = (what: string): void => void notes.push(`This may hide the symptom: ${what} (${patch.path}).`);
    const sign = (pattern: RegExp): string | undefined => fresh.find((line) => pattern.test(line.slice(0, 500)));

    if (onlyCatches(removed, added)) say('the patch only catches the error, and what causes it stays');
    else if (sign(CATCHES) !== undefined && sign(THROWS_ON) === undefined)
      say(`\`${shown(sign(CATCHES))}\` catches errors and throws none on`);
    if (sign(SKIP) !== undefined) say(`\`${shown(sign(SKIP))}\` skips a test`);
    if (sign(QUIET_EXIT) !== undefined) say(`\`${shown(sign(QUIET_EXIT))}\` ends the program as if it had succeeded`);
    if (sign(ALWAYS) !== undefined) say(`\`${shown(sign(ALWAYS))}\` makes a condition constant`);
    const assertion = gone.find((line) => ASSERTION.test(line));
    if (assertion !== undefined && !fresh.some((line) => ASSERTION.test(line)))
      say(inTest ? `the assertion \`${shown(assertion)}\` is gone` : `the check \`${shown(assertion)}\` is gone`);
    else if (inTest && assertion !== undefined) say(`the assertion \`${shown(assertion)}\` is another one`);
    else if (fresh.length === 0 && gone.length > 0) say(`the patch only deletes \`${shown(gone[0])}\``);
    if (thrower && !asked && !inTest && sameFile(patch.path, thrower.file) && touchesOnly(patch, thrower.line)) {
      if (onlyGuards(removed, added)) say(`the patch only guards line ${thrower.line}, which throws: why the value is bad stays open`);
      else if (fresh.length > 0 && fresh.every((line) => GUARD.test(line) || /^[{}();]*$/.test(line)))
        say(`the patch leaves before line ${thrower.line}, which throws: why the value is bad stays open`);
    }
  }
  return [...new Set(notes)];
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
