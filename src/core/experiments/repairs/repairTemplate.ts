import type { CodeEdit } from '../../syntax/edits/codeEdit';
import type { CodeSite } from '../../syntax/edits/codeSite';
import type { FailureKind } from './failureKind';
import type { RepairWords } from './repairWords';

/** A way to change code that has mended failures before. It never takes a statement away and never catches an error. */
export interface RepairTemplate {
  name: string;
  /**
   * Share of fixes that have this shape, in percent: of 108 judged faults of npm packages, with TSSB-3M for Python and ManySStuBs4J for
   * Java where those have none.
   */
  share: number;
  /** Failures that it fits better than others: how many times as likely. */
  fits?: Partial<Record<FailureKind, number>>;
  /** Each way to apply it to a node, likeliest first. */
  at: (site: CodeSite, words: RepairWords) => CodeEdit[][];
}
