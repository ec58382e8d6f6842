import type { Hypothesis } from '../../src/core/hypothesis';
import type { Observed } from './observe';

/** What a claim is held against. */
export interface Judged {
  language: string;
  kind: 'crash' | 'assertion';
  command: string;
  files: Record<string, string>;
  /** As printed. */
  output: string;
  /** Places of the errors' stacks, `file:line`, with the functions' names. */
  frames: readonly { file: string; line: number; function?: string | undefined }[];
  /** The message and the lines of the innocent recent change. */
  change?: { message: string; lines: ReadonlySet<string> };
  cards: readonly Pick<Hypothesis, 'title' | 'rootCause' | 'evidence'>[];
  observed: Observed | undefined;
  /** Whether prints may be inserted in languages without a tracer; each is a run. */
  prints: boolean;
}
