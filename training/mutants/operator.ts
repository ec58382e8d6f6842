import type { CodeEdit } from '../../src/core/syntax/edits/codeEdit';
import type { CodeSite } from '../../src/core/syntax/edits/codeSite';
import type { BugClass } from '../failureCase';

/** A kind of mistake that people make. */
export interface Operator {
  name: string;
  bugClass: BugClass;
  /** How often it is tried relative to the others. */
  weight: number;
  /** Each way to make the mistake at a node, as edits. */
  at: (site: CodeSite) => CodeEdit[][];
}
