/** At most this many are shown: developers prefer a few good explanations. */
export const MAX_HYPOTHESES = 3;

/**
 * One hypothesis as a model is asked for it, in `{ "hypotheses": [...] }`. Models answer in many other forms: `shapeHypotheses` makes this
 * of them, `answerSchema` holds those to it that can be held.
 */
export interface ModelHypothesis {
  title: string;
  rootCause: string;
  evidence: {
    file: string;
    /** 1-based; 0 where the model named none. */
    line: number;
    why: string;
  }[];
  /** 0..1. */
  confidence: number;
  /** One observation that would disprove it. */
  check: string;
  fix?: {
    /** Unified diff with workspace-relative paths. */
    diff: string;
    risks: string[];
    /** Does the fix remove the cause or hide its symptom? */
    addresses?: 'root-cause' | 'symptom';
    edgeCases?: string[];
  };
  /** Asked where the model is guessing. */
  clarifyingQuestion?: string;
}

/** Evidence after grounding. */
export interface Evidence {
  /** Workspace-relative where it exists, else as the model wrote it. */
  file: string;
  /** 1-based. */
  line: number;
  why: string;
  /** The file exists, the line is in it, and what is cited stands there. */
  verified: boolean;
  /** Why it is not verified: "orders.ts does not exist in this workspace". */
  problem?: string;
  /** The line as it stands in the file, for showing it beside the link; cut to 500 characters. */
  text?: string;
}

export interface Fix {
  diff: string;
  risks: string[];
  addresses?: 'root-cause' | 'symptom';
  edgeCases?: string[];
  /** Files the diff touches with their added and removed lines. */
  files: { file: string; added: number; removed: number }[];
  /** Does it apply to the files as they are? */
  applies: boolean;
  /** Why it does not apply, or that it was tried before and failed. */
  problem?: string;
}

/** A recent change of the code that a hypothesis is about. */
export interface ChangeShown {
  file: string;
  /** Lines of the file as it is now; 1-based, inclusive. */
  startLine: number;
  endLine: number;
  /** ISO 8601. */
  when: string;
  /** Absent where it is not committed. */
  commit?: string;
  summary?: string;
  /** The changed lines alone, in the order of the diff; secrets are replaced in them. */
  lines: { sign: '+' | '-'; text: string }[];
  /** How many lines were left out. */
  more?: number;
}

/** A grounded hypothesis: the type that the hypotheses station hands on. */
export interface Hypothesis {
  /** Stable within an investigation. */
  id: string;
  title: string;
  rootCause: string;
  evidence: Evidence[];
  /** 0..1. */
  confidence: number;
  check: string;
  fix?: Fix;
  /** The recent change that it may come from. */
  change?: ChangeShown;
  /** Label of the model or method that made it: "gpt-4o", "ranking without a model". */
  source: string;
  /** Generic, vague or resting on nothing that could be verified. */
  guess: boolean;
  /** Why it counts as a guess, names (files, lines, symbols) in it that do not exist, and what its fix may hide. */
  warnings: string[];
  /** Still being written: its fix and its wording are not judged yet. */
  unfinished?: true;
  clarifyingQuestion?: string;
}
