/** The maximum number shown: developers prefer a few good explanations. */
export const MAX_HYPOTHESES = 3;

/**
 * One hypothesis in the form requested from a model, in `{ "hypotheses": [...] }`. Models answer in many other forms, which
 * `shapeHypotheses` converts to this one. `answerSchema` enforces it where supported.
 */
export interface ModelHypothesis {
  title: string;
  rootCause: string;
  evidence: {
    file: string;
    /** 1-based; 0 where the model gave none. */
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
  /** For guesses of the model. */
  clarifyingQuestion?: string;
}

/** Evidence after grounding. */
export interface Evidence {
  /** Workspace-relative where it exists, else as written by the model. */
  file: string;
  /** 1-based. */
  line: number;
  why: string;
  /** The file exists, and the cited text is on that line. */
  verified: boolean;
  /** The reason why it is not verified: "orders.ts does not exist in this workspace". */
  problem?: string;
  /** The line in the file, shown beside the link; cut to 500 characters. */
  text?: string;
  /** Its place on the wrong value's way back from the line that fails, which is 0. */
  step?: number;
  /** The value goes wrong on this line. */
  origin?: true;
}

/** What a card says below its title; '' where that is the title once more, as of a model that gave one sentence. */
export function causeBelow({ title, rootCause }: Pick<ModelHypothesis, 'title' | 'rootCause'>): string {
  return rootCause.replace(/\.$/, '') === title.replace(/\.$/, '') ? '' : rootCause;
}

/** What a row of a card says of its line: the origin of the wrong value is named. */
export function rowText({ why, origin }: Pick<Evidence, 'why' | 'origin'>): string {
  return origin && why !== WRONG_HERE ? `origin: ${why}` : why;
}

/** What the row of a known fault says: the title says the rest. */
export const WRONG_HERE = 'goes wrong here';

/** Evidence in the order in which a person reads it: the way of the value from where it fails back to its origin, then the rest. */
export function inReadingOrder(evidence: readonly Evidence[]): Evidence[] {
  const isOnWay = ({ step }: Evidence): boolean => step !== undefined;
  return [...evidence.filter(isOnWay).sort((a, b) => a.step! - b.step!), ...evidence.filter((each) => !isOnWay(each))];
}

export interface Fix {
  diff: string;
  risks: string[];
  addresses?: 'root-cause' | 'symptom';
  edgeCases?: string[];
  /** Files the diff touches with their added and removed lines. */
  files: { file: string; added: number; removed: number }[];
  /** Does it apply to the current files? */
  applies: boolean;
  /** The reason why it does not apply, or a note that it was tried before and failed. */
  problem?: string;
}

/** A recent change of a hypothesis' code. */
export interface ChangeShown {
  file: string;
  /** Lines of the current file; 1-based, inclusive. */
  startLine: number;
  endLine: number;
  /** ISO 8601. */
  when: string;
  /** Absent where it is not committed. */
  commit?: string;
  summary?: string;
  /** Only the changed lines, in the order of the diff, with secrets replaced. */
  lines: { sign: '+' | '-'; text: string }[];
  /** The number of omitted lines. */
  more?: number;
}

/** A grounded hypothesis: the result of the hypotheses station. */
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
  /** Generic, vague or without verified evidence. */
  guess: boolean;
  /** Reasons why it counts as a guess, its nonexistent names (files, lines, symbols), and possible symptoms that its fix hides. */
  warnings: string[];
  /** A run with its fix ends without an error, but no test tells whether that is right. */
  unproven?: true;
  /** Still being written: its fix and its wording are not judged yet. */
  unfinished?: true;
  clarifyingQuestion?: string;
}
