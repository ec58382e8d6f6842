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

/** The structured prompt: exactly what a model will be sent. */
export interface Prompt {
  /** Role and answer format; servers without a system role get it in front of `text`. */
  system: string;
  /** The person-readable prompt, headings and all. */
  text: string;
  sections: PromptSection[];
  /** `system` and `text` together. */
  tokens: number;
  /** Window the budget was filled for, in tokens. */
  budget: number;
  /** What was folded or left out to fit, one sentence each. */
  cuts: string[];
  /** What became of every snippet of the scene, by snippet id: the scene may hold more candidates than fit. */
  snippets: Record<string, 'whole' | 'folded' | 'out'>;
}

/** A fix that was tried, or an answer to a clarifying question: goes into PREVIOUS ATTEMPTS. */
export interface Attempt {
  title: string;
  diff?: string;
  /** What happened: the new error, or the person's words. */
  result: string;
}
