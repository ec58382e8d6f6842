import type { Expr } from '../../syntax/lower/ir';
import type { Happening } from './history';
import { plainOf } from './plain';

/** Why a text is no number. */
export type NotNumber = 'empty' | 'spaces' | 'negative' | 'fraction' | 'ending' | 'other';

/** Functions that read a number by their own names, and types whose functions do. */
const READS =
  /^(?:sto(?:i|l|ll|ul|ull|f|d|ld)|int|float|Integer|Float|Number|parse(?:Int|Float|Double|Long|Short|Byte)|Atoi|Parse(?:Int|Float)|ToInt(?:16|32|64)|ToDouble|ToDecimal|Decimal|BigDecimal|BigInteger|BigInt|intval)$/;
const PARSES = /^(?:parse|Parse|valueOf)$/;
const OF_NUMBERS =
  /^(?:Integer|Long|Double|Float|Short|Byte|BigDecimal|BigInteger|[Dd]ecimal|u?int|u?long|u?short|s?byte|double|float|Int(?:16|32|64)|Number)$/;

/** The text that a call could not read as a number, and why; undefined of other calls, and where the text is one. */
export function unreadIn({ node, within, text: said }: Happening): { of: Happening; why: NotNumber } | undefined {
  if (node.kind !== 'call') return undefined;
  const { callee, args } = node;
  const found = (part: Expr | undefined): Happening | undefined => within.find((each) => each.node === part);
  const name = callee.kind === 'member' || callee.kind === 'name' ? callee.name.replace(/^.*::/, '') : '';
  const receiver = callee.kind === 'member' ? callee.of : undefined;
  const isOfNumbers = receiver?.kind === 'name' && OF_NUMBERS.test(receiver.name);
  // Rust reads what the type around says.
  const isRust = name === 'parse' && /^Err\(Parse(?:Int|Float)Error\b/.test(said ?? '');
  if (!READS.test(name) && !isRust && !(PARSES.test(name) && isOfNumbers)) return undefined;
  const given = isRust ? found(receiver) : found(args[0]?.value);
  const text = given && plainOf(given.value);
  if (!given || typeof text !== 'string') return undefined;
  const why = whyNot(text, /float|double|sto(?:f|d|ld)|decimal|^Number$/i.test(name) || /ParseFloat/.test(said ?? ''));
  return why && (why !== 'negative' || /InvalidDigit/.test(said ?? '')) ? { of: given, why } : undefined;
}

function whyNot(text: string, isFraction: boolean): NotNumber | undefined {
  const isNumber = (part: string): boolean => (isFraction ? /^[+-]?\d+(?:\.\d+)?$/ : /^[+-]?\d+$/).test(part);
  if (text.trim() === '') return 'empty';
  if (isNumber(text)) return /^-/.test(text) ? 'negative' : undefined;
  if (isNumber(text.trim())) return 'spaces';
  if (/^[+-]?\d+\.\d+$/.test(text)) return 'fraction';
  return /^[+-]?\d+[^\d]/.test(text) ? 'ending' : 'other';
}
