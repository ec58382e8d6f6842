/** The article's headings, in its order; `SUMMARY` and `INSTRUCTIONS` have no heading of their own in the text. */
export type SectionName =
  | 'SUMMARY'
  | 'ERROR'
  | 'RELEVANT CODE'
  | 'EXPECTED BEHAVIOR'
  | 'ACTUAL BEHAVIOR'
  | 'RECENT CHANGE'
  | 'RUNTIME VALUES'
  | 'PREVIOUS ATTEMPTS'
  | 'INSTRUCTIONS';

export interface PromptSection {
  name: SectionName;
  /** Body without its heading. */
  text: string;
  /** Heading included. */
  tokens: number;
}

/** The structured prompt, exactly as sent to a model. */
export interface Prompt {
  /** Role and answer format; servers without a system role get it before `text`. */
  system: string;
  /** The readable prompt, including headings. */
  text: string;
  sections: PromptSection[];
  /** `system` and `text` together. */
  tokens: number;
  /** The context window used for the budget, in tokens. */
  budget: number;
  /** The parts folded or left out to fit, one sentence each. */
  cuts: string[];
  /** The treatment of every snippet of the evidence, by snippet id: the evidence may have more candidates than fit. */
  snippets: Record<string, 'whole' | 'folded' | 'out'>;
  /** Of the folded ones the lines that are shown, where they differ from their short form; 1-based. */
  shownLines?: Record<string, number[]>;
}

/** A tried fix, or an answer to a clarifying question, for PREVIOUS ATTEMPTS. */
export interface Attempt {
  title: string;
  diff?: string;
  /** The result: the new error, or the person's words. */
  result: string;
}
