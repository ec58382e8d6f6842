/** Node's legend above a difference says nothing of the failure. */
const LEGEND = /^\+ actual - expected/;

/**
 * An error's message on one line: its first line, or where that only announces the next ("Expected values to be strictly equal:"), both.
 */
export function messageLine(message: string): string {
  const [first = '', ...rest] = message.split('\n', 20);
  const next = first.trimEnd().endsWith(':') ? rest.find((line) => line.trim() !== '' && !LEGEND.test(line)) : undefined;
  return next === undefined ? first : `${first.trimEnd()} ${next.trim()}`;
}
