/** The kinds of findings, and what each is in one line: the rules of SARIF and the checks of GitLab. */
export const RULES = {
  failure: 'A failure, where it was seen',
  'likely-cause': 'A likely cause of the failure, supported by lines of the code',
  suspect: 'A line that may hold the cause',
  'not-proven': 'The tests do not show the fix',
  'unnoticed-change': 'A changed place that no test notices',
  proven: 'The tests show the fix',
} as const;

/** One thing to tell about a place in the code, in plain text from anywhere: each format makes it harmless for its reader. */
export interface Finding {
  rule: keyof typeof RULES;
  level: 'error' | 'warning' | 'note';
  title: string;
  message: string;
  /** Absent where it is about no place in particular. */
  place?: Place;
}

/** A finding in one sentence, which says nothing twice. */
export function saidOf({ title, message }: Finding): string {
  return message.startsWith(title) ? message : `${title}: ${message}`;
}

export interface Place {
  /** Relative to the repository, with `/`; never outside of it. */
  file: string;
  /** 1-based. */
  line: number;
  column?: number;
  function?: string;
}

/** As many as GitHub shows of one kind in a step, and as a person reads. */
export const MOST_FINDINGS = 10;
