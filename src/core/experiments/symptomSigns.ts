import { escapePattern } from '../escapePattern';
import { errorHints } from '../context/errorHints';
import { isTestFile } from '../context/testCode';
import type { FilePatch } from '../hypotheses/parseDiff';
import { onlyCatches, onlyGuards } from '../hypotheses/symptomNotes';
import { statementBeforeDeadCode } from './deadCode';
import type { FailureTarget } from './failureOf';
import { symptomNote } from './symptomNote';

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
/** Errors of input and surroundings, which a program may well expect; other errors are faults of the code. */
const EXPECTED_ERROR =
  /\b(?:FileNotFound(?:Error|Exception)|NoSuchFileException|DirectoryNotFoundException|ENOENT|PermissionError|EACCES|\w{0,30}JSON\w{0,30}(?:Error|Exception)|Unicode\w{1,30}Error|\w{0,30}Timeout\w{0,30}|Connection\w{0,30}Error|IOException|NumberFormatException|FormatException|DateTimeParseException|ValueError|EOFError|StopIteration|KeyboardInterrupt|ParserError|ErrNotExist)\b/;
const DROPS = /^(?:pass|continue|break|return;?|\}?|;)$/;
/** A program that was only asked for help, or that the person ended. */
const MAY_END = /--?(?:help|version|usage)\b|["']-[hV?]["']|\b(?:print_?)?(?:help|usage|version)\b|SIGINT|SIGTERM|KeyboardInterrupt/i;
/** A condition on what a value holds, not on whether there is one: blank lines, comments, empty lists. */
const ON_CONTENT =
  /\.(?:trim|strip|isBlank|isEmpty|is_empty|startsWith|startswith|endsWith|endswith|starts_with|empty\?|blank\?|test|match|isspace)\b|\blen\(|\.(?:length|size|count)\b|[!=]==? ?(?:''|""|``)|\btrim\(/;
const ON_NOTHING = /\b(?:null|undefined|None|nil|nullptr|NULL)\b|\?\.|\?\?/;
/** An element at a computed place: a test that passes the list does not pass what is missing behind its end. */
const ELEMENT = /[\w$)]\[(?<at>\$?[A-Za-z_]\w{0,40})\]/;
/** An element that is asked for in a way that does not fail, and that gives something where there is none. */
const ASKED_SAFELY =
  /\.(?:slice|skip|dig|first|take|drop|\w{0,20}Or(?:Default|Null|Else))\(|\[[^\]:\n]{1,60}:[^\]\n]{0,60}\]|\bisset\(|\bnext\(/;
const ASKED = /\.(?:get|at|nth|fetch)\(/;
const FALLBACK = /\?\.|\?\?|\|\||\bor\b|unwrap_or|\bif let\b|\.to_i\b|&\.|, ?[[{"'0-9]/;
const BOUND = /[<>]=?[^\n]{0,40}(?:\blen\(|\bcount\(|\.(?:length|len|size|count|Length|Count)\b)/;
const LOOP = /\b(?:for|foreach|while|each|times|upto|range)\b/;
const GUARD = /^(?:\}?\s*else\s+)?if\b.*(?:return|continue|break|pass)\b|^(?:return|continue|break|pass)\b/;

export interface SymptomSign {
  /** The file of the patch with the sign. */
  path: string;
  /** A sentence: what was seen, and the question that it leaves to the person. */
  note: string;
  /** Something stands in for a missing value: a test may tell that this is right. */
  guards?: true;
  /** Nothing is new: other tests may tell that what is gone was not needed. */
  deletes?: true;
}

/** A new `finally` whose block is left on its next line, which drops the error; that line may be an old one, further in. */
function leftInFinally(added: readonly string[], fresh: readonly string[]): string | undefined {
  const at = added.findIndex((line, index) => {
    return fresh.includes(line) && /\bfinally\b ?[{:]?$/.test(line) && /^(?:return|break|continue)\b/.test(added[index + 1] ?? '');
  });
  return at < 0 ? undefined : `${added[at]} ${added[at + 1]}`;
}

/**
 * Signs that a fix may pass over the failure instead of removing its cause, each with what was seen. They are based on the patch and the
 * place of the throw. A correct fix may show them too, so they are notes that leave the decision to the person, not a verdict.
 * @param given the bad value at the throw may be what a test passes to that function, and so expects it to accept
 */
export function symptomSigns(
  patches: readonly FilePatch[],
  { report }: Pick<FailureTarget, 'report'>,
  given = calledByTest({ report }),
): SymptomSign[] {
  const signs = new Map<string, SymptomSign>();
  const frames = report.errors[0]?.frames.filter(({ origin }) => origin === 'workspace') ?? [];
  // PHP names the function that refuses its argument, and the element is given to it where it is called.
  const withElement = frames.slice(0, 2).find((frame) => ELEMENT.test(throwingLine(patches, frame)?.text ?? ''));
  const thrower = withElement ?? frames[0];
  const asked = calledByTest({ report });
  const line = thrower && throwingLine(patches, thrower);
  const at = line && ELEMENT.exec(line.text)?.groups?.['at'];
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
    const say = (what: string, question: string, kind?: 'guards' | 'deletes'): void => {
      const note = symptomNote(what, patch.path, question);
      signs.set(note, { path: patch.path, note, ...(kind && { [kind]: true }) });
    };
    const sign = (pattern: RegExp): string | undefined => fresh.find((line) => pattern.test(line.slice(0, 500)));

    if (handlesExpected(fresh)) {
      // What a program may expect is handled with a result of its own.
    } else if (onlyCatches(removed, added)) say('the code only catches the error, and what causes it stays', 'whether it may be ignored');
    else {
      const catches = sign(CATCHES) ?? leftInFinally(added, fresh);
      if (catches !== undefined && sign(THROWS_ON) === undefined)
        say(`\`${shown(catches)}\` catches errors and throws none on`, 'whether they may be ignored');
    }
    const skip = sign(SKIP) ?? (inTest ? sign(SKIP_IN_TEST) : undefined);
    if (skip !== undefined) say(`\`${shown(skip)}\` skips a test`, 'whether it may be left out');
    if (sign(QUIET_EXIT) !== undefined && !mayEnd(fresh))
      say(`\`${shown(sign(QUIET_EXIT))}\` ends the program as if it had succeeded`, 'whether it may end there');
    const constant =
      sign(ALWAYS) ?? fresh.find((line) => /\b(?:if|while)\b/.test(line) && /(?:\|\|\s*1|&&\s*0)\s*\)/.test(line.slice(0, 500)));
    if (constant !== undefined) say(`\`${shown(constant)}\` makes a condition constant`, 'whether it should be');
    const dead = inTest ? undefined : statementBeforeDeadCode(patch);
    if (dead !== undefined) say(`nothing after \`${shown(dead)}\` runs any more in its block`, 'whether it is needed');
    const near = inTest ? gone : gone.filter((line) => concerns(line, patch, report));
    const assertion = near.find((line) => ASSERTION.test(line) && !checks.some((check) => saysTheSame(check, line)));
    if (assertion !== undefined && !fresh.some((line) => ASSERTION.test(line))) {
      if (inTest) say(`the assertion \`${shown(assertion)}\` is gone`, 'whether it should hold');
      else if (!asked) say(`the check \`${shown(assertion)}\` is gone`, 'whether it is needed');
    } else if (inTest && assertion !== undefined) say(`the assertion \`${shown(assertion)}\` is another one`, 'which of them is right');
    else if (near.length > 0 && patches.every(({ added: lines }) => lines === 0))
      say(`nothing is new, it only deletes \`${shown(near[0])}\``, 'whether that is needed', 'deletes');
    const passed = given && at === undefined;
    if (thrower && !passed && !inTest && dead === undefined && sameFile(patch.path, thrower.file) && touchesOnly(patch, thrower.line)) {
      const bounded = at !== undefined && boundsItsLoop(patch, at, fresh);
      const without = line !== undefined && at !== undefined && goesOnWithout(line, at, added);
      const onContent =
        !bounded && !without && contentsIn(fresh) > contentsIn(removed) && !fresh.some((each) => ON_NOTHING.test(each.slice(0, 500)));
      const where = thrower.function === undefined ? 'the code' : `\`${thrower.function}\``;
      if (onContent) {
        // It tells which values it is about, as a rule of the program does.
      } else if ((onlyGuards(removed, added) && guardsBadValue(report, removed, added)) || without)
        say(
          `${where} only guards line ${thrower.line}, which throws, and goes on without the value`,
          'whether it may do without',
          'guards',
        );
      else if (fresh.length > 0 && gone.length === 0 && fresh.every((line) => GUARD.test(line) || /^[{}();]*$/.test(line)))
        say(`${where} leaves before line ${thrower.line}, which throws`, 'whether what follows may be left out', 'guards');
    }
  }
  return [...signs.values()];
}

/** The line that throws, as it was, where a patch shows it. */
interface ThrowingLine {
  text: string;
  /** The patch leaves it as it is. */
  stays: boolean;
}

function throwingLine(patches: readonly FilePatch[], { file, line }: { file: string; line: number }): ThrowingLine | undefined {
  for (const { path, hunks } of patches) {
    if (!sameFile(path, file)) continue;
    for (const { oldStart = 0, lines } of hunks) {
      const found = lines.filter((each) => !each.startsWith('+'))[line - oldStart];
      if (found !== undefined && line >= oldStart) return { text: words(found).slice(0, 500), stays: found.startsWith(' ') };
    }
  }
  return undefined;
}

/**
 * The line that throws is another one, but all that was in it is there still, and so is the element that is missing: what is new makes up
 * for it. Where the element is asked for in a way that does not fail, its place is there still.
 */
function goesOnWithout({ text, stays }: ThrowingLine, at: string, added: readonly string[]): boolean {
  const now = added.join('\n').slice(0, 5000);
  if (stays || added.includes(text)) return false;
  const left = partsOf(now);
  const whole = partsOf(text).every((part) => {
    const index = left.indexOf(part);
    if (index >= 0) left.splice(index, 1);
    return index >= 0;
  });
  const element = ELEMENT.exec(text)?.[0].slice(1) ?? '';
  if (now.includes(element)) return whole && left.length > 0;
  return named(at).test(now) && (ASKED_SAFELY.test(now) || (ASKED.test(now) && FALLBACK.test(now)));
}

/** A loop's own counter is compared with the length of its list again, where the loop stays as it is. */
function boundsItsLoop(patch: FilePatch, at: string, fresh: readonly string[]): boolean {
  const lines = patch.hunks.flatMap((hunk) => hunk.lines);
  const loops = lines.some((line) => line.startsWith(' ') && LOOP.test(line.slice(0, 500)) && named(at).test(line));
  return loops && fresh.some((line) => BOUND.test(line.slice(0, 500)) && named(at).test(line));
}

function named(name: string): RegExp {
  return new RegExp(`(?<![\\w$])${escapePattern(name)}(?![\\w$])`);
}

/** Names, numbers and operators, without the punctuation that a guard may move. */
function partsOf(text: string): string[] {
  return text.match(/[\w$]+|[-+*/%<>=!&|^~]+/g) ?? [];
}

/** An error of input or surroundings is caught by its name, and something is done instead. */
function handlesExpected(fresh: readonly string[]): boolean {
  const at = fresh.findIndex((line) => CATCHES.test(line.slice(0, 500)));
  const caught = fresh
    .slice(at, at + 3)
    .join(' ')
    .slice(0, 1000);
  if (at < 0 || !EXPECTED_ERROR.test(caught)) return false;
  const rest = fresh.slice(at + 1).filter((line) => !/^[{}();]*$/.test(line));
  return rest.length > 0 && rest.some((line) => !DROPS.test(line));
}

/** The program ends where it was asked for nothing else, or where it was told to. */
function mayEnd(fresh: readonly string[]): boolean {
  const at = fresh.findIndex((line) => QUIET_EXIT.test(line.slice(0, 500)));
  return fresh.slice(Math.max(0, at - 3), at + 1).some((line) => MAY_END.test(line.slice(0, 500)));
}

/** A moved check: the same text, or the same message. */
function saysTheSame(check: string, line: string): boolean {
  return words(check) === line || messagesIn(line).some((message) => check.includes(message));
}

/** The title of a test stays where its assertion on the same line is another one. */
const TITLE = /\b(?:it|test|specify|describe|context)(?:\.\w{1,20})?\( ?(["'`])[^"'`]{0,200}\1,/;

function messagesIn(line: string): string[] {
  const texts = line
    .slice(0, 500)
    .replace(TITLE, '')
    .matchAll(/(["'`])([^"'`]{0,200})\1/g);
  return [...texts].map(([, , text = '']) => text).filter(({ length }) => length >= 8);
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

/** Questions about what a value holds: those that were there before say nothing about the change. */
function contentsIn(lines: readonly string[]): number {
  return countOf(lines.map((line) => line.slice(0, 500)).join('\n'), new RegExp(ON_CONTENT, 'g'));
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
