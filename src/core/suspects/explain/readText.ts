import { wordSet } from './textTests';
import type { Clue } from './clue';
import { escapePattern } from '../../escapePattern';
import { code } from './explanation';

/** How a line uses an expression that is empty, as the rest of a sentence: reads `orders.length`, but `orders` is undefined. */
export function readText(
  { how }: Extract<Clue, { kind: 'empty' }>,
  property: string | undefined,
  text: string,
  value: string,
  line: string,
): string {
  const is = `${code(text)} is ${value}`;
  const loops =
    property === 'iterator' &&
    new RegExp(`\\bfor\\s{0,4}\\([^()]{1,120}(?::|\\bin\\b)\\s{0,4}${escapePattern(text)}\\s{0,4}\\)`).test(line);
  if (how === 'iterate' || loops) return `loops over ${code(text)}, which is ${value}`;
  // The expression may be part of a longer one, or be on the line more than once.
  for (const { index: from } of line.matchAll(
    new RegExp(`(?<![\\w$.])${escapePattern(text)}(?![\\w$])|${escapePattern(text)}(?=[.[?!-])`, 'g'),
  )) {
    const rest = line.slice(from + text.length);
    const [access, member, opens] = /^(?:\?\.|->|\.|::|!\.)([\w$]+)(\()?/.exec(rest) ?? [];
    if (access && (property === undefined || member === property))
      return `${opens ? 'calls' : 'reads'} ${code(`${text}${access.replace('(', '')}`)}, but ${is}`;
    const index = /^\[[^\]]*\]/.exec(rest)?.[0];
    if (index && (how === 'index' || property === undefined)) return `reads ${code(`${text}${index}`)}, but ${is}`;
  }
  if (
    property &&
    wordSet('intValue longValue doubleValue floatValue booleanValue shortValue byteValue charValue').has(property) &&
    !line.includes(property)
  )
    return `turns ${code(text)} into a plain ${property.slice(0, -'Value'.length)}, but ${is}`;
  return property === undefined || /^\W/.test(property)
    ? `uses ${code(text)}, which is ${value}`
    : `reads ${code(property)} of ${code(text)}, which is ${value}`;
}
