/**
 * A text that occurs in every line at which a trace can start: a literal, or a pattern tried on the lines with one of the literals. A
 * leading `\n` is the line's start. A literal has at least four characters, or one outside Latin-1: a single search over a log finds all of
 * them by their rarest four characters.
 */
export type Trigger = string | GuardedTrigger;

export interface GuardedTrigger {
  readonly holds: readonly string[];
  /** Tried on the line with the line breaks before and behind it. Linear. */
  readonly pattern: RegExp;
}

/** One literal for each character, e.g. for the first digit of a number. */
export function eachOf(characters: string, literal: (character: string) => string): string[] {
  return [...characters].map(literal);
}

export const digits = '0123456789';
export const letters = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ';
