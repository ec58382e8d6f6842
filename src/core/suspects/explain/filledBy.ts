import { indexOf } from '../../flow/codeIndex';
import { textOf } from '../../flow/way';
import type { Expr } from '../../syntax/lower/ir';
import { lineOf } from '../../syntax/lower/places';
import type { SyntaxFile } from '../../syntax/syntax';
import { code, placeText } from './explanation';
import { capital } from './originText';
import { lastPart, wordSet } from './textTests';
import type { Place } from '../../flow/originSteps';

/** A place that puts something under a key. */
interface Put {
  key: Expr;
  text: string;
  line: number;
}

/**
 * The only line of a file that puts something into a map, where it changes the key: `counts[name.ToUpper()] = n`, `prices.put(key(name), p)`.
 * A key written as a text, or as the same name as the lookup's, says nothing.
 */
export function filledBy(
  container: string,
  key: string,
  file: SyntaxFile,
  at: { file: SyntaxFile } = { file },
): { sentence: string; place: Place } | undefined {
  const [one, ...others] = putsInto(container, file);
  if (!one || others.length > 0) return undefined;
  const put = textOf({ file }, one.key);
  const declared = file.definitions(nameOf(container), { startLine: 1, endLine: file.lines.length }).length > 0;
  if (!declared || put === key.trim() || !['call', 'member'].includes(one.key.kind)) return undefined;
  const place = { file: file.file, line: one.line };
  return { sentence: `${capital(placeText(place, at))} stores the key as ${code(put)}: ${code(one.text)}.`, place };
}

/** `prices` of `this.prices`, `$this->prices`, `@prices`. */
function nameOf(container: string): string {
  return lastPart(container).replace('@', '');
}

const PUTS = wordSet('put putIfAbsent merge set Add TryAdd insert setdefault store emplace');

/** The places of a file that put something into a map, with the key as they write it. */
export function putsInto(container: string, file: SyntaxFile): Put[] {
  const isIt = (expr: Expr): boolean => nameOf(textOf({ file }, expr)) === nameOf(container);
  const { sets, allCalls } = indexOf(file);
  const put = (key: Expr | undefined, node: { start: number; end: number }): Put[] =>
    key ? [{ key, text: textOf({ file }, node), line: lineOf(file, node.start) }] : [];
  return [
    ...sets.flatMap((set) => (set.target.kind === 'index' && isIt(set.target.of) ? put(set.target.keys[0], set) : [])),
    ...allCalls.flatMap((call) =>
      call.callee.kind === 'member' && PUTS.has(call.callee.name) && call.args.length > 1 && isIt(call.callee.of)
        ? put(call.args[0]!.value, call)
        : [],
    ),
  ];
}
