/** Escaped line break, indentation, and what a frame starts with in some format: a trace inside a JSON string. */
export const escapedTrigger = String.raw`\\n(?:\\+t| )*(?:\| )?(?:at |File \\|from |in |#\d|goroutine |\d{1,3}: )|\\n[\w.$]{1,80}@[a-z]{2,12}:`;

/**
 * One regular expression for all triggers, global. A trigger's leading `\n` is looked for as the line's start.
 * @param triggers literal strings and simple regular expressions
 */
export function triggerPattern(triggers: readonly (string | RegExp)[]): RegExp {
  const sources = new Set(triggers.map((trigger) => (typeof trigger === 'string' ? escapeRegExp(trigger) : trigger.source)));
  return new RegExp([...sources].join('|'), 'g');
}

function escapeRegExp(text: string): string {
  return text
    .replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
    .replace(/\n/g, '\\n')
    .replace(/\t/g, '\\t');
}
