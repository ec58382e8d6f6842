import { buildError } from '../buildError';
import { compareFailures, endOf } from '../compareFailures';
import { firstBaseline } from '../baseline';
import type { ProvenTest, Run } from '../experiment';
import { allFailures, type FailureTarget } from '../failureOf';
import { isCodeFile } from '../../workspace/languages';
import { sameTest } from '../testNames';
import { unresolvedReason } from '../unresolvedReason';
import { missingName } from './missingName';
import { lackedPackage, missingSentence, whyOtherwise, type RedContext } from './redAtBase';

/** A test that fails with the sources of the base, both times, and passes now, both times. */
export interface RedTest {
  name: string;
  target: FailureTarget;
  test: ProvenTest;
  /** Why that shows nothing about the fix; undefined where it fails for its own assertion, or for an error of the code. */
  otherwise?: string;
  /** The package that the code of the base needs and that is not installed now. */
  lacks?: string;
}

/** Why a test that fails shows nothing. */
export const SILENT = 'its file fails without a word on why';

/** Failing tests that are looked at. */
const MOST_TESTS = 200;
const CRASH = /^ended by SIG(?:SEGV|ABRT|FPE|BUS|ILL|TRAP)$/;

/** Why no test ran with the sources of the base, in one sentence; undefined where that is not the reason. */
export function whyNoTestRan(red: Run, base: string): string | undefined {
  if (red.timedOut) return `With the sources of ${base} the command did not end in time, so no test failed for its own assertion.`;
  const unbuilt = buildError(red.report.errors, red.output);
  if (unbuilt !== undefined) {
    const missing = missingName([...red.report.errors.map(({ type, message }) => `${type}: ${message}`), red.output].join('\n'));
    const said = missing ? missingSentence(missing) : unbuilt;
    return `With the sources of ${base} the tests do not start: ${said}.`;
  }
  const why = red.tests?.passed.length ? undefined : unresolvedReason(red);
  return why && `With the sources of ${base} no test failed: ${why}`;
}

/**
 * The tests that fail with the sources of the base and pass now, with the reason.
 * @param runs two with the sources of the base, two as the tree is
 */
export async function redTests(
  { red, again, green }: { red: Run; again: Run; green: readonly Run[] },
  command: readonly string[],
  context: RedContext,
): Promise<RedTest[]> {
  const found: RedTest[] = [];
  for (const target of targetsOf(red)) {
    // Another test file that does not build hides nothing about this one.
    const second = compareFailures(target, withoutUnbuilt(again)).outcome;
    const stays = target.unbuilt !== undefined || second === 'same' || second === 'moved';
    if (!stays || !green.every((run) => compareFailures(target, run).outcome === 'gone')) continue;
    const { test } = target;
    const name = test === undefined ? command.join(' ') : isFileName(test) ? context.nameOf(test) : test;
    const told = explained(target, red);
    const { type, message } = told ?? target;
    const otherwise = told ? ((await whyOtherwise(told, context)) ?? silentReason(told, red)) : SILENT;
    const proven = { file: fileOf(target, context), name, before: { type, message: message.slice(0, 2000) } };
    const lacks = told && otherwise !== undefined ? lackedPackage(told.report, context) : undefined;
    found.push({ name, target, test: proven, ...(otherwise !== undefined && { otherwise }), ...(lacks !== undefined && { lacks }) });
  }
  return found;
}

/** Every failure of a run: those with an error, then tests of which only the name is known. */
function targetsOf(red: Run): FailureTarget[] {
  const failures = allFailures(red.report).filter(({ test }) => test !== undefined || !red.tests?.failed.length);
  const named = failures.map((failure) => ({ ...failure, ...seenOf(red, failure) }));
  const silent = (red.tests?.failed ?? [])
    .filter((name) => name && !failures.some(({ test }) => sameTest(test, name)))
    .map((name) => ({ test: name, type: '', message: endOf(red), report: { errors: [], expectations: [] }, testsSeen: true }));
  const all = [...named, ...silent].slice(0, MOST_TESTS);
  if (all.length) return all;
  const { target } = firstBaseline(red);
  return target ? [target] : [];
}

/** What {@link firstBaseline} knows of a failure besides its error. */
function seenOf(red: Run, { test }: FailureTarget): Partial<FailureTarget> {
  const { target } = firstBaseline(withoutUnbuilt(red), test);
  return target && sameTest(target.test, test)
    ? { testsSeen: target.testsSeen, testFile: target.testFile, outsideTests: target.outsideTests, assertions: target.assertions }
    : { testsSeen: red.tests !== undefined };
}

/** The run as if only the files ran that build. */
function withoutUnbuilt(run: Run): Run {
  if (!run.tests?.failed.length) return run;
  const broken = run.report.errors.filter((error) => error.role === 'thrown' && buildError([error], '') !== undefined);
  if (!broken.length && buildError([], run.output) === undefined) return run;
  const kept = run.report.errors.filter((error) => error.parent === undefined && !broken.includes(error));
  return { ...run, output: '', report: { ...run.report, errors: kept } };
}

/**
 * A runner that runs each file as a program reports the file as a test, and its error apart: that is what it failed with. Undefined where
 * there is none.
 */
function explained(target: FailureTarget, red: Run): FailureTarget | undefined {
  const { test, report } = target;
  if (test === undefined || !isFileName(test) || report.errors.some(({ frames }) => frames.length > 0) || report.expectations.length)
    return target;
  const untold = red.report.errors.filter((error) => error.test === undefined);
  const own = untold.filter(({ message, frames }) => frames.some(({ file }) => sameFile(file, test)) || message.includes(test));
  // Of a long stack the test's own frame may be cut off.
  const errors = own.length || red.tests?.failed.length !== 1 ? own : untold;
  const [first] = errors;
  return first && { ...target, type: first.type, message: first.message, report: { errors, expectations: [] } };
}

function isFileName(test: string): boolean {
  return isCodeFile(test) && (/^(?:\/|[A-Za-z]:[\\/])/.test(test) || !/\s/.test(test));
}

function sameFile(a: string, b: string): boolean {
  return a === b || a.endsWith(`/${b}`) || b.endsWith(`/${a}`);
}

/** Of a failure without an error, only what the output says can tell a missing name. */
function silentReason({ test, report, message }: FailureTarget, red: Run): string | undefined {
  if (report.errors.length || report.expectations.length) return undefined;
  const missing = missingName(red.output);
  if (missing) return missingSentence(missing);
  return test !== undefined || CRASH.test(message) ? undefined : 'it says nothing about why';
}

function fileOf({ testFile, report }: FailureTarget, { nameOf, isTest }: RedContext): string {
  if (testFile !== undefined) return nameOf(testFile);
  const frames = (report.errors[0]?.frames ?? []).filter(({ origin }) => origin === 'workspace');
  const frame = frames.find(({ file }) => isTest(file)) ?? frames.at(-1);
  return frame ? nameOf(frame.file) : '';
}
