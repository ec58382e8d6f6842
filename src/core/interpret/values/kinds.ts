import { knowsKinds } from './errorKinds';
import { Cls, Dict, Func, isNumber, List, type Machine, Moment, Native, Obj, Pattern, Unknown, type Value } from './value';

const WHOLE =
  /^(?:(?:un)?signed )?(?:int|long|short|byte|Integer|Long|Short|Byte|BigInteger|Int|(?:std::)?u?int(?:8|16|32|64)?(?:_t)?|(?:std::)?size_t|long long|unsigned|uint|ulong|[iu](?:8|16|32|64|size))$/;
const FRACTION = /^(?:double|float|Double|Float|decimal|f32|f64)$/;
const TEXTS = /^(?:[sS]tring|std::string|(?:std::)?string_view|CharSequence|char\s*\*|&?str)$/;
const LISTS =
  /^(?:List|ArrayList|LinkedList|Collection|Iterable|Sequence|Deque|ArrayDeque|Queue|Stack|Vector|IList|IEnumerable|IReadOnlyList|Stream|(?:std::)?(?:vector|list|deque|array)|Vec)$/;
const MAPS =
  /^(?:(?:Sorted|Navigable|Hash|LinkedHash|Tree|Mutable|Concurrent|ConcurrentHash)?Map|I?Dictionary|(?:std::)?(?:unordered_)?map)$/;
const SETS = /^(?:(?:Sorted|Hash|LinkedHash|Tree|Mutable|I|Enum)?Set|(?:std::)?(?:unordered_)?set)$/;
const MOMENT = {
  day: /^(?:LocalDate|DateOnly)$/,
  time: /^(?:LocalDateTime|DateTime)$/,
  span: /^(?:Duration|TimeSpan|Period)$/,
  instant: /^(?:Date|Instant)$/,
  clock: /^LocalTime$/,
  month: /^YearMonth$/,
};

/** Whether a value may be one of a type, as a language with types writes it. */
export function isOfType(it: Machine, value: Value, written: string): boolean {
  const type = written
    .replace(/\b(?:final|const|mut|readonly|struct)\s+|[&?]|<.*$/gs, '')
    .replace(/^(?:java\.\w+\.)+/, '')
    .trim();
  if (/^(?:Object|object|Any|any|[A-Z]|auto|var|Comparable|Serializable)?$/.test(type)) return value !== null || !WHOLE.test(type);
  if (value === null || value === undefined) return !WHOLE.test(type) && !FRACTION.test(type) && !/^(?:bool|boolean|char)$/.test(type);
  if (/^Number$/.test(type)) return isNumber(value);
  if (typeof value === 'bigint') return WHOLE.test(type);
  if (typeof value === 'number') return FRACTION.test(type);
  if (typeof value === 'boolean') return /^[bB]ool(?:ean)?$/.test(type);
  if (typeof value === 'string') return TEXTS.test(type) || (value.length === 1 && /^(?:char|Character|Char|rune)$/.test(type));
  if (value instanceof List) return LISTS.test(type) || /\[\]$|\.\.\.$/.test(type);
  if (value instanceof Dict) return (value.kind === 'set' ? SETS : MAPS).test(type) || (value.kind === 'set' && LISTS.test(type));
  if (value instanceof Moment) return MOMENT[value.kind].test(type);
  if (value instanceof Pattern) return type === 'Pattern';
  if (value instanceof Func || value instanceof Native)
    return !WHOLE.test(type) && !FRACTION.test(type) && !TEXTS.test(type) && !LISTS.test(type) && !MAPS.test(type);
  if (value instanceof Cls) return type === 'Class';
  if (!(value instanceof Obj)) throw new Unknown('a type');
  const plain = type.replace(/^.*[.:]/s, '');
  if (it.isA(value, plain)) return true;
  if (value.type !== '' && !knowsKinds(it.family)) throw new Unknown('a family of errors');
  return false;
}
