import { isTestFile } from '../../context/testCode';
import type { CodeEdit } from '../../syntax/edits/codeEdit';
import type { CodeSite } from '../../syntax/edits/codeSite';
import type { FailureTarget } from '../failureOf';
import { failureKind, type FailureKind } from './failureKind';
import type { RepairWords } from './repairWords';

/** The failure as far as templates use it. */
export interface RepairedFailure {
  kind: FailureKind;
  /** Values that a test compared; the tested code made `actual`. */
  expectations: readonly { actual: string; expected: string }[];
}

/** A failure as far as small changes use it. @param thrown workspace-relative files in which its errors surface, that of the first one first */
export function repairedFailure(
  { type, message, report: { expectations } }: Pick<FailureTarget, 'type' | 'message' | 'report'>,
  thrown: readonly { file: string }[],
): RepairedFailure {
  const isCheck = expectations.length > 0 || (thrown[0] !== undefined && isTestFile(thrown[0].file));
  return { kind: failureKind(type, message, isCheck), expectations };
}

/** A kind of code change that has fixed failures before. It never removes a statement and never catches an error. */
export interface RepairTemplate {
  name: string;
  /** The faulty value stays, and the code that reads it copes with it. */
  guards?: true;
  /** A compiler that checks types refuses it nearly always. */
  untyped?: true;
  /**
   * Share of fixes of this form, in percent: of 108 judged faults of npm packages; where those have none, of TSSB-3M for Python and
   * ManySStuBs4J for Java.
   */
  share: number;
  /** Failures that it fits better than others, with the factor of likelihood. */
  fits?: Partial<Record<FailureKind, number>>;
  /** All ways to apply it to a node, likeliest first. */
  at: (site: CodeSite, words: RepairWords, failure: RepairedFailure) => CodeEdit[][];
}
