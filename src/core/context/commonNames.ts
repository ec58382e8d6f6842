import type { SyntaxLanguage } from '../syntax/syntax';
import { familyOf } from '../workspace/languages';

/** Names too common to search for. */
export const COMMON = new Set(
  'get set add push pop map filter forEach reduce find keys values items append extend join split format replace strip lower upper length size toString equals hashCode print println log info warn error debug call apply bind then catch close open read write run start stop next has delete clear slice sort test exec match len str int float list dict isinstance range super type repr update copy index count insert remove contains isEmpty put valueOf parse stringify assign create require expect describe it assertEqual assertEquals assertTrue assertFalse assertRaises assertThat fail'.split(
    ' ',
  ),
);

const BUILT_IN: Record<string, ReadonlySet<string>> = {
  python: new Set(
    'abs all any ascii bin bool bytearray bytes callable chr classmethod complex delattr dir divmod enumerate eval exec frozenset getattr globals hasattr hash hex id input int issubclass iter locals map max memoryview min next object oct ord pow property reversed round set setattr slice sorted staticmethod sum tuple vars zip'.split(
      ' ',
    ),
  ),
  javascript: new Set(
    'Array BigInt Boolean Date Error Function Map Number Object Promise Proxy RangeError RegExp Set String Symbol TypeError URL WeakMap WeakSet clearImmediate clearInterval clearTimeout decodeURI decodeURIComponent encodeURI encodeURIComponent escape fetch isFinite isNaN parseFloat parseInt queueMicrotask setImmediate setInterval setTimeout structuredClone unescape'.split(
      ' ',
    ),
  ),
};

/** Whether a name that a file neither defines nor imports is a function of its language itself. */
export function isBuiltIn(name: string, language: SyntaxLanguage): boolean {
  return BUILT_IN[familyOf(language)]?.has(name) ?? false;
}
