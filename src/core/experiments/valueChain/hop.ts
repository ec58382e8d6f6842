/** One place at which a value is looked at on its way. */
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
  /** As the person reads it. */
  expression: string;
  when: 'before' | 'after' | 'returns';
  /** What is evaluated; absent for what a function returns. */
  look?: string;
  /** Its declared type as written. */
  declared?: string;
  /** File in which the declared type is written. */
  declaredIn?: string;
  /** The code beside it allows for nothing being there. */
  tested: boolean;
  /** Index of the hop that it flows into. */
  into?: number;
}

/** Places of a chain at most. */
export const MOST_HOPS = 12;
