import type { MemberPath } from './memberPath';

/** The condition that chose a value which is written out, and its line; 1-based. */
export interface Decision {
  line: number;
  condition: string;
}

/** One observed place on the path of a value. */
export interface Hop {
  /** Workspace-relative with `/`. */
  file: string;
  /** 1-based. */
  line: number;
  /** 1-based. */
  column: number;
  /** Last line of the expression; 1-based. */
  endLine: number;
  function?: string;
  /** As shown to the person. */
  expression: string;
  when: 'before' | 'after' | 'returns';
  /** Where the code after the expression begins on its last line, if it does; 1-based. */
  endColumn?: number;
  /** Members of it are read only later: one that is absent was not made here. */
  ahead?: true;
  /** What chose the value that is read here. */
  decided?: Decision;
  /** A parameter: its value was made elsewhere. */
  given?: true;
  /** The header of a loop that gives the expression a value for each round. */
  loops?: true;
  /** The expression to evaluate; absent for a function's return value. */
  look?: string;
  /** Its declared type as written. */
  declared?: string;
  /** File in which the declared type is written. */
  declaredIn?: string;
  /** The code beside it handles an empty value. */
  tested: boolean;
  /** The code beside it uses it as a promise cannot be used. */
  usedAsValue?: true;
  /** The statements that hand out a function's return value, and what they hand out; 1-based lines. */
  returns?: { startLine: number; endLine: number; expression: string; decided?: Decision }[];
  /** A function's result where no statement handed it out: `load()`; absent for a callback without a name. */
  ended?: string;
  /** Line of the last condition without which a statement would have handed something out; 1-based. For engines that tell of the end only. */
  endedAt?: number;
  /** Its result chose what the statement of another function hands out, if it was one of these constants. */
  decides?: { file: string; line: number; is: string[] };
  /** The error that the statement throws, as its type is written. */
  throws?: string;
  /** What is read from the value later; absent for the value itself. */
  path?: MemberPath;
  /** Index of the hop that it flows into. */
  into?: number;
}

/** The maximum number of places in a chain. */
export const MOST_HOPS = 12;
