/** A line that may hold the root cause; one entry a line, best first in a list. */
export interface Suspect {
  /** Workspace-relative with `/`. */
  file: string;
  /** 1-based. */
  line: number;
  function?: string;
  /** First and last line of the enclosing function, 1-based, inclusive. */
  functionRange?: [number, number];
  /** Higher is more suspect; comparable within one list only. */
  score: number;
  /** Program facts that support it, as shown to a person: "the error is thrown here". */
  reasons: string[];
}
