import { isTestFile } from '../context/testCode';
import { isCodeFile } from '../workspace/languages';
import type { Run } from './experiment';
import type { FailureTarget } from './failureOf';
import { testWords } from './testNames';

/** The tests that would run if a failure outside of any test were gone. */
interface Scope {
  /** Words that the names of these tests start with; empty for all tests of the run. */
  words: string;
  /** Absolute file of these tests, where known. */
  file?: string;
}

const HOOK = /^(?<suite>.*?)"(?:before|after) (?<around>all|each)" hook(?:: .{0,200}?)?(?: (?:for|in) "(?<test>.*)")?$/s;
const FIXTURE = /^(?:(?:setUp|tearDown)(?:Class|Module) \(([\w.]+)\)|([\w.]+)\.(?:setUp|tearDown)(?:Class|Module))$/;
const IMPORT = /^(?:\w+ \()?unittest\.loader\.(?:_FailedTest|ModuleImportFailure)\.([\w.]+)\)?$/;
/** Lines of TAP that tell of a test as a whole. */
const COMPLAINT =
  /(?:plan != count|test exited without ending(?:: .*)?|\.end\(\) (?:already called|called twice).*|test unfinished.*|missing test|no plan(?: found)?|test count.* != plan.*|tests? after end.*)$/s;

/**
 * Some failures have the name of no test: a hook, a class's set-up, a file that cannot be loaded, an error that TAP prints on its own line.
 * Without the failure there is no such name, so the tests that it kept from passing decide.
 * @returns `passed` where at least one of them passed and none failed or was skipped
 */
export function statusAround(target: FailureTarget, { tests, exit }: Run): 'passed' | undefined {
  const scope = tests?.named ? scopeOf(target) : undefined;
  if (!tests || !scope) return undefined;
  const { file, words } = scope;
  const ofFile = file !== undefined && [...(tests.files?.values() ?? [])].includes(file);
  const isInside = (name: string): boolean => (ofFile ? tests.files?.get(name) === file : words === '' || isBelow(testWords(name), words));
  const explained = exit === 0 || tests.failed.some((name) => !isInside(name));
  const clean = !tests.failed.some(isInside) && !tests.skipped.some(isInside);
  return explained && clean && tests.passed.some(isInside) ? 'passed' : undefined;
}

/** A test of a suite, or one round of a test with parameters: `adds(int)[1]`, `adds{int}[1]`, `adds[1]`. */
function isBelow(name: string, words: string): boolean {
  return name.startsWith(words) && /^(?:$|[ ([{])/.test(name.slice(words.length));
}

function scopeOf(target: FailureTarget): Scope | undefined {
  const { test = '', testFile } = target;
  const hook = HOOK.exec(test)?.groups;
  if (hook) {
    const { suite = '', around, test: next = '' } = hook;
    return { words: testWords(around === 'each' ? `${suite} ${next}` : suite) };
  }
  const owner = FIXTURE.exec(test)?.slice(1).find(Boolean) ?? IMPORT.exec(test)?.[1];
  if (owner !== undefined) return { words: testWords(owner) };
  if (test === 'Test suite failed to run') return { words: '', file: testFile };
  // node:test names a failing file by its path, which the names of its tests do not contain.
  if (/^(?:\/|[A-Za-z]:[\\/])/.test(test) && isCodeFile(test)) return { words: '', file: test };
  // Surefire reports the set-up of a class as a failed test with the name of the class.
  if (target.report.errors[0]?.language === 'java' && /^(?:[\w$]+\.)*[A-Z][\w$]*$/.test(test)) return { words: testWords(test) };
  const complaint = COMPLAINT.exec(test);
  if (complaint) return { words: testWords(test.slice(0, complaint.index)) };
  const before = withoutError(target);
  if (before !== undefined) return { words: before };
  return target.outsideTests || isCodeFile(test) ? { words: testWords(test) } : undefined;
}

/** The words of a name before the error that ends it; undefined where it does not end with one. */
function withoutError({ test = '', type, message, report }: FailureTarget): string | undefined {
  const first = message.split('\n', 1)[0] ?? '';
  const name = testWords(test);
  const thrower = report.errors[0]?.frames.find(({ origin }) => origin === 'workspace')?.file;
  // An assertion may be named as its message, too.
  const isThrown =
    /^\w*(?:Error|Exception): /.test(first) ||
    (type !== '' && type !== 'Error' && !type.includes('Assertion')) ||
    (thrower !== undefined && !isTestFile(thrower.replaceAll('\\', '/').split('/').slice(-3).join('/')));
  for (const said of [`${type ? `${type}: ` : ''}${first}`, ...(isThrown ? [first] : [])]) {
    const words = testWords(said);
    if (words !== '' && name.endsWith(words)) return name.slice(0, name.length - words.length).trim();
  }
  return undefined;
}
