/**
 * What stands in every line at which a trace can start: a literal, or a pattern that is tried on the lines that hold one of the
 * literals. A leading `\n` is the line's start. A literal has four characters or more, or one that is not of Latin-1: a log is
 * searched for all of them at once by their rarest four.
 */
export type Trigger = string | GuardedTrigger;

export interface GuardedTrigger {
  readonly holds: readonly string[];
  /** Tried on the line with the line breaks before and behind it. Linear. */
  readonly pattern: RegExp;
}

/** One literal for each character, e.g. for the digits a number starts with. */
export function eachOf(characters: string, literal: (character: string) => string): string[] {
  return [...characters].map(literal);
}

export const digits = '0123456789';
export const letters = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ';
