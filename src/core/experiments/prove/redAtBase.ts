import type { FailureReport } from '../../capture/failureReport';
import { messageLine } from '../../capture/messageLine';
import { nameOf } from '../../workspace/fileIndex';
import { buildError } from '../buildError';
import type { FailureTarget } from '../failureOf';
import { lastPart, missingName, type Missing } from './missingName';

/** What is needed to tell why a test fails with the sources of the base. */
export interface RedContext {
  /** Words of the sources as they are now that those of the base lack. */
  introduced: ReadonlySet<string>;
  /** Names of files without folders that the sources of the base lack. */
  addedFiles: ReadonlySet<string>;
  /** Whether a frame's file holds tests. */
  isTest: (file: string) => boolean;
  /** Whether a frame's file holds code and tests. */
  holdsTests: (file: string) => boolean;
  /** A line of a frame's file as it is now. */
  lineOf: (file: string, line: number) => Promise<string | undefined>;
  /** Workspace-relative name of a frame's file. */
  nameOf: (file: string) => string;
}

const ASSERTION = /assert|expect|comparison|failed(?:error|exception)$/i;
const CHECKED = /^(?:assert|expected|failed: expected)|\bassertion\b|\bto (?:equal|be|have|match|throw|contain)\b/i;
const TIMEOUT =
  /\b(?:[Tt]imed out (?:in|after)|[Tt]imeout of \d{1,9} ?ms exceeded|[Ee]xceeded timeout of|[Tt]imeout [>(]|test timed out|execution timed out)/;

/** Why no test can fail for its own assertion. */
export const UNBUILT = 'the code does not build there';
export const LATE = 'it does not end in time there';

/**
 * Why a test that fails with the sources of the base shows nothing about the fix: a name, a module or a file is missing there, it does not
 * build, or ends too late. One sentence without its subject, such as "`tax` is missing there". Undefined for a test that fails for its own
 * assertion, or for an error that the code of the base throws.
 */
export async function whyOtherwise({ report, test }: FailureTarget, context: RedContext): Promise<string | undefined> {
  const { introduced, addedFiles, isTest } = context;
  const [error] = report.errors;
  const text = report.errors.map(({ type, message }) => `${type}: ${message}`).join('\n');
  const missing = missingName(text);
  const unbuilt = buildError(report.errors, '');
  if (unbuilt !== undefined) return missing ? missingSentence(missing) : `${UNBUILT}: ${unbuilt}`;
  if (TIMEOUT.test(error?.message.slice(0, 2000) ?? '')) return LATE;
  const checked = isAssertion(report);
  const frames = (error?.frames ?? []).filter(({ origin }) => origin === 'workspace');
  const [frame] = frames;
  const thrownByTest = frame ? isTest(frame.file) : test !== undefined;
  // The test beside the code may have thrown it.
  const perhapsByTest = thrownByTest || (frame !== undefined && context.holdsTests(frame.file));
  if (missing) {
    const isNew = introduced.has(lastPart(missing.name)) || addedFiles.has(nameOf(missing.name));
    const calledByTest = missing.kind.startsWith('argument') && frames[1] !== undefined && isTest(frames[1].file);
    if (checked ? isNew : missing.kind === 'module' || isNew || calledByTest || (perhapsByTest && missing.kind !== 'file'))
      return missingSentence(missing);
  }
  if (checked || !thrownByTest || !frame) return undefined;
  // The test stumbled over what it was given: is that a name which only the fix introduces?
  const line = (await context.lineOf(frame.file, frame.line)) ?? '';
  const used = wordsOf(line).find((word) => introduced.has(word));
  return used === undefined ? undefined : `\`${used}\`, which the test uses, is missing there`;
}

/** A package that the code of the base needs and that is not installed any more; undefined where that is not why it fails. */
export function lackedPackage({ errors }: FailureReport, { introduced, addedFiles }: RedContext): string | undefined {
  const missing = missingName(errors.map(({ type, message }) => `${type}: ${message}`).join('\n'));
  if (missing?.kind !== 'module' || /^[./]/.test(missing.name)) return undefined;
  const { name } = missing;
  return introduced.has(lastPart(name)) || [...addedFiles].some((file) => file.replace(/\.\w+$/, '') === lastPart(name)) ? undefined : name;
}

/** Whether a failure is that of a check, as its runner reports it. */
export function isAssertion({ errors: [error], expectations }: FailureReport): boolean {
  const { type = '', message = '' } = error ?? {};
  return expectations.length > 0 || ASSERTION.test(type.slice(0, 200)) || CHECKED.test(messageLine(message).slice(0, 300));
}

/** "`tax` is missing there". */
export function missingSentence({ kind, name }: Missing): string {
  if (kind === 'arguments')
    return /^\d+$/.test(name) ? 'a function takes other arguments there' : `\`${name}\` takes other arguments there`;
  if (kind === 'argument') return `the argument \`${name}\` is missing there`;
  if (kind === 'module') return `the module \`${name}\` is missing there`;
  if (kind === 'file') return `the file \`${name}\` is missing there`;
  return `\`${name}\` is missing there`;
}

/** Identifiers of a text, from three characters on. */
export function wordsOf(text: string): string[] {
  return text.match(/[\p{L}_$][\p{L}\p{N}_$]{2,}/gu) ?? [];
}
