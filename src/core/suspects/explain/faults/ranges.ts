import type { Expr } from '../../../syntax/lower/ir';
import { classesIn } from './classes';
import { fault, SCRIPT, type Around, type Fault, type Hit } from './fault';
import {
  isGiven,
  assignsOf,
  callName,
  changedNumbers,
  isFn,
  isLiteral,
  isName,
  isReordered,
  lastName,
  moduleValue,
  receiverOf,
  some,
} from './shapes';
import { bare, isWholeType, typeIn, valueType } from './types';

const MOST_STEPS = 6;
const LARGEST: Readonly<Record<string, number>> = {
  int: 2 ** 31 - 1,
  Int: 2 ** 31 - 1,
  i32: 2 ** 31 - 1,
  u32: 2 ** 32 - 1,
  int32_t: 2 ** 31 - 1,
};
const UNSIGNED = /^(?:u|std::size_t|size_t|unsigned)/;
const WITHOUT_TYPES = /^(?:javascript|typescript|tsx|php)$/;

function isCompared(parent: Around['parent']): boolean {
  return parent?.kind === 'operate' && /^(?:[<>]=?|[!=]==?|\+)$/.test(parent.operator);
}

/** A number of places that go round: of a list, of a week, a day, an alphabet, a circle. */
function isNumberOfPlaces(node: Expr): boolean {
  if (isLiteral(node, 'number')) return /^(?:7|12|24|26|60|360|1440)$/.test(node.value);
  const last = node.kind === 'call' ? callName(node) : lastName(node);
  return /^(?:length|size|count|len|sizeof|strlen|[A-Z][A-Z\d_]+)$/.test(last);
}

function isStep(node: Expr): boolean {
  return isLiteral(node, 'number') || node.kind === 'name' || node.kind === 'member';
}

function isSum(node: Expr): boolean {
  return some([node], (each) => each.kind === 'operate' && each.operator === '+') !== undefined;
}

/** Factors from which on hardly any other one leaves the product in the range. */
const LARGE = 1_000_000;

/** The whole number that an expression always is: written out, or that of a constant. */
function numberOf(node: Expr, around: Around, steps = MOST_STEPS): number | undefined {
  if (steps === 0) return undefined;
  if (isLiteral(node, 'number')) {
    const value = Number(node.value.replace(/_|(?<=\d)(?:[uU]?[lL]{1,2}|[iu](?:32|64))$/g, ''));
    return Number.isInteger(value) ? value : undefined;
  }
  if (node.kind === 'operate' && node.operands.length === 2 && /^[-+*]$/.test(node.operator)) {
    const [a, b] = node.operands.map((each) => numberOf(each, around, steps - 1));
    if (a === undefined || b === undefined) return undefined;
    return node.operator === '*' ? a * b : node.operator === '+' ? a + b : a - b;
  }
  const made = constantOf(node, around);
  return made && numberOf(made, around, steps - 1);
}

/** What a constant is made of: of this function, of the class around or named before it, or of the module. */
function constantOf(node: Expr, around: Around): Expr | undefined {
  const cls = around.path.findLast((each) => each.kind === 'class');
  const name = node.kind === 'name' || node.kind === 'member' ? node.name : '';
  const owner =
    node.kind === 'member'
      ? isName(node.of)
        ? classesIn(around.files).get(node.of.name)?.node
        : undefined
      : node.kind === 'name'
        ? cls
        : undefined;
  if (owner?.kind === 'class') {
    const own = owner.members.filter((each) => each.kind === 'assign').filter(({ target }) => isName(target, name));
    if (own.length === 1 && (own[0]!.declares === 'static' || /^[A-Z][A-Z\d_]*$/.test(name))) return own[0]!.value;
  }
  if (node.kind !== 'name') return undefined;
  const local = around.fn ? assignsOf(name, around.fn.body) : [];
  if (local.length > 0 || around.fn?.params.some((each) => each.name === name))
    return local.length === 1 && local[0]!.operator === '=' ? local[0]!.value : undefined;
  return moduleValue(name, around)?.made.value;
}

const factorsOf = (node: Expr): Expr[] => (node.kind === 'operate' && node.operator === '*' ? node.operands.flatMap(factorsOf) : [node]);

/** The parameters of a comparator that a function is: by its name, or given to what sorts. */
function isComparator({ fn, path }: Around): boolean {
  if (fn === undefined) return false;
  if (/^(?:compareTo|compare|CompareTo|Compare)$/.test(fn.name)) return true;
  const at = path.findLastIndex(isFn);
  const call = path[at - 1];
  return (
    fn.params.length === 2 &&
    call?.kind === 'call' &&
    /^(?:sort|sorted|Sort|min|max|PriorityQueue|TreeSet|TreeMap)\b/.test(
      callName(call) || (call.callee.kind === 'name' ? call.callee.name : ''),
    )
  );
}

/** Results that leave the range of their type. */
/** A remainder that is never below 0. */
function wrapping(whole: string, by: string, language: string): string {
  const made: Readonly<Record<string, string>> = {
    rust: `(${whole}).rem_euclid(${by})`,
    java: `Math.floorMod(${whole}, ${by})`,
    kotlin: `(${whole}).mod(${by})`,
  };
  return made[language] ?? `(${whole} + ${by}) % ${by}`;
}

/** A sum with a parameter for which the program gives something negative. */
function addsNegative(
  sum: Extract<Expr, { kind: 'operate' }>,
  right: Expr,
  node: Expr,
  { fn, files, text, file }: Around,
): Hit | undefined {
  const params = fn?.params.filter(({ implicit }) => !implicit) ?? [];
  if (fn === undefined || fn.name === '' || sum.operands.some((each) => text(each).includes(text(right)))) return undefined;
  const places = params.flatMap(({ name, type }, at) =>
    sum.operands.some((each) => isName(each, name)) && !UNSIGNED.test(valueType(type)) ? [at] : [],
  );
  const isNegative = (each: Expr): boolean =>
    each.kind === 'literal' ? each.value.startsWith('-') : each.kind === 'operate' && each.operator === '-' && each.operands.length === 1;
  /** Names of parameters that some call gives a negative number. */
  const given = (name: string): boolean =>
    files.some((each) =>
      each.functions.some(({ name: own, parameters }) => {
        const place = parameters.findIndex((one) => one.name === name);
        return place >= 0 && isGiven(own, files, isNegative, place);
      }),
    );
  const isBelow = (each: Expr): boolean =>
    isNegative(each) ||
    (each.kind === 'operate' && each.operator === '*' && each.operands.some((one) => isNegative(one) || (isName(one) && given(one.name))));
  const [whole, by] = [text(sum), text(right)];
  return places.some((at) => isGiven(fn.name, files, isBelow, at))
    ? { at: node, by: whole, other: by, fix: [{ start: node.start, end: node.end, text: wrapping(whole, by, file.language) }] }
    : undefined;
}

export const ranges: readonly Fault[] = [
  fault({
    id: 'product-outgrows-int',
    languages: ['java', 'csharp', 'cpp', 'kotlin', 'rust'],
    source:
      'Error Prone IntLongMath, ConstantOverflow; SpotBugs ICAST_INTEGER_MULTIPLY_CAST_TO_LONG; Sonar S2184; PVS-Studio V1083; Clippy arithmetic_overflow',
    on: 'operate',
    find(node, around) {
      const { parent, text } = around;
      if (node.operator !== '*' || (parent?.kind === 'operate' && parent.operator === '*')) return undefined;
      const factors = factorsOf(node);
      const types = factors.map((each) =>
        isLiteral(each, 'number') && !/[lL.fFdDeE]|[iu]64/.test(each.value.replace(/^0x.*/i, '')) ? 'int' : valueType(typeIn(each, around)),
      );
      const type = types.find((each) => each !== 'int') ?? 'int';
      const largest = LARGEST[type];
      if (largest === undefined || !types.every((each) => each === type || each === 'int')) return undefined;
      const known = factors.map((each) => numberOf(each, around));
      const product = known.reduce<number>((all, each) => all * (each ?? 1), 1);
      const [first, ...more] = factors.filter((_, at) => known[at] === undefined);
      const isWhole = first === undefined;
      if (more.length > 0 || Math.abs(product) < (isWhole ? largest + 1 : LARGE)) return undefined;
      // What is no multiple of a unit mixes bits: a hash, a random number.
      if (product % 60 !== 0 && product % 1000 !== 0 && product % 1024 !== 0) return undefined;
      if (!isWhole && !/^(?:name|member|call|index)$/.test(first.kind)) return undefined;
      const [begin] = factors;
      const written = text(begin!);
      const wide = {
        java: `${written}${isLiteral(begin) ? 'L' : ''}`,
        csharp: `${written}${isLiteral(begin) ? 'L' : ''}`,
        kotlin: `${written}${isLiteral(begin) ? 'L' : '.toLong()'}`,
      }[around.file.language as string];
      const cast =
        !isLiteral(begin) && /^(?:java|csharp)$/.test(around.file.language)
          ? `(long) ${written}`
          : around.file.language === 'cpp'
            ? `static_cast<long long>(${written})`
            : wide;
      return {
        at: node,
        ...(!isWhole && { by: text(first), other: String(Math.floor(largest / Math.abs(product))) }),
        ...(cast !== undefined && { fix: [{ start: begin!.start, end: begin!.end, text: cast }] }),
      };
    },
    fails: (error) => /multiply with overflow|OverflowException|arithmetic operation resulted in an overflow/i.test(error),
  }),
  fault({
    id: 'divides-before-multiplying',
    languages: ['java', 'csharp', 'cpp', 'go', 'rust', 'kotlin'],
    source:
      'clang-tidy bugprone-integer-division; SpotBugs ICAST_IDIV_CAST_TO_DOUBLE; Sonar S2184; Clippy integer_division; PVS-Studio V636',
    on: 'operate',
    find(node, around) {
      const [quotient, factor] = node.operands;
      if (node.operator !== '*' || quotient?.kind !== 'operate' || quotient.operator !== '/' || !factor) return undefined;
      const [from, by] = quotient.operands;
      const known = numberOf(factor, around);
      const { text } = around;
      if (
        !from ||
        !by ||
        known === undefined ||
        known < 10 ||
        isLiteral(from) ||
        text(by) === text(factor) ||
        numberOf(by, around) === known
      )
        return undefined;
      if (![from, by].every((each) => isWholeType(typeIn(each, around)))) return undefined;
      return {
        at: node,
        by: text(quotient),
        other: text(factor),
        fix: [{ start: node.start, end: node.end, text: `${text(from)} * ${text(factor)} / ${text(by)}` }],
      };
    },
    fits: (wanted, got) => changedNumbers(wanted, got)?.every(([a, b]) => Math.abs(b) <= Math.abs(a)),
  }),
  fault({
    id: 'difference-overflows',
    languages: ['java', 'csharp', 'kotlin'],
    source: 'Error Prone BadComparable; SpotBugs; Effective Java 14; Sonar S2200; IntelliJ SubtractionInCompareTo',
    on: 'operate',
    find(node, around) {
      const { parent, text, file } = around;
      if (
        node.operator !== '-' ||
        node.operands.length !== 2 ||
        (parent?.kind !== 'return' && parent?.kind !== 'do' && parent?.kind !== 'fn')
      )
        return undefined;
      if (!isComparator(around) || !node.operands.every((each) => /^(?:int|Int|Integer)$/.test(typeIn(each, around) ?? '')))
        return undefined;
      const [a, b] = node.operands.map(text);
      return {
        at: node,
        by: 'int',
        ...(file.language === 'java' && { fix: [{ start: node.start, end: node.end, text: `Integer.compare(${a}, ${b})` }] }),
      };
    },
    fits: (wanted, got) => isReordered(wanted, got),
  }),
  fault({
    id: 'negative-remainder',
    languages: [...SCRIPT, 'php', 'java', 'csharp', 'cpp', 'go', 'rust', 'kotlin'],
    source:
      'Error Prone BadModuloArithmetic; SpotBugs IM_BAD_CHECK_FOR_ODD, RV_REM_OF_HASHCODE; Clippy modulo_arithmetic; Sonar S2197; CodeQL; PVS-Studio V609',
    on: 'operate',
    find(node, around) {
      const [left, right] = node.operands;
      if (node.operator !== '%' || left?.kind !== 'operate' || left.operands.length !== 2 || !right) return undefined;
      const { text, file, parent } = around;
      if (left.operator === '+') return addsNegative(left, right, node, around);
      if (left.operator !== '-') return undefined;
      const [from, less] = left.operands as readonly [Expr, Expr];
      const types = [from, less, right].map((each) => valueType(typeIn(each, around)));
      if (types.some((type) => UNSIGNED.test(type)) || isLiteral(from) || text(right) === '2') return undefined;
      // What a multiple of the right side was added to is not below 0.
      if (from.kind === 'operate' && from.operator === '+' && from.operands.some((each) => text(each).includes(text(right))))
        return undefined;
      // Without types, only what is a place in something that has so many.
      if (WITHOUT_TYPES.test(file.language) && (isCompared(parent) || !isNumberOfPlaces(right) || !isStep(less) || isSum(from)))
        return undefined;
      const [whole, by] = [text(left), text(right)];
      return { at: node, by: whole, other: by, fix: [{ start: node.start, end: node.end, text: wrapping(whole, by, file.language) }] };
    },
    fits(wanted, got, { other = '' }) {
      const pairs = changedNumbers(wanted, got);
      const n = Number(other);
      return pairs?.every(([a, b]) => b < 0 && a > b && (Number.isNaN(n) || (a - b) % n === 0)) ?? undefined;
    },
    fails: (error) => /(?:index|position|subscript|range)[^\n]{0,60}-\d/i.test(error),
    // An element below the first one is none, and no error yet.
    mayFail: (error) => /\bundefined\b|Undefined (?:array key|offset)/.test(error),
  }),
  fault({
    id: 'negative-as-unsigned',
    languages: ['rust', 'go', 'cpp', 'csharp'],
    source: 'Clippy cast_sign_loss; gosec G115; clang-tidy bugprone-signed-char-misuse; PVS-Studio V220',
    on: ['same', 'call'],
    find(node, around) {
      const [type, value] =
        node.kind === 'same'
          ? [node.how === 'cast' ? node.type : undefined, node.of]
          : node.args.length === 1 && node.callee.kind === 'name'
            ? [
                /^static_cast<(.+)>$/.exec(node.callee.name)?.[1] ?? (around.file.language === 'go' ? node.callee.name : undefined),
                node.args[0]!.value,
              ]
            : [undefined, undefined];
      const inner = value?.kind === 'opaque' && value.parts.length === 1 ? (value.parts[0] as Expr) : value;
      if (
        !/^(?:usize|u(?:8|16|32|64)|uint(?:8|16|32|64)?(?:_t)?|ulong|(?:std::)?size_t|unsigned(?: int| long)?)$/.test(type ?? '') ||
        inner?.kind !== 'operate'
      )
        return undefined;
      if (inner.operator !== '-' || inner.operands.length !== 2) return undefined;
      const own = valueType(typeIn(inner, around));
      return /^(?:i(?:8|16|32|64)|isize|int(?:8|16|32|64)?(?:_t)?|long)$/.test(own)
        ? { at: node, by: around.text(inner), other: type }
        : undefined;
    },
    fits: (wanted, got) => changedNumbers(wanted, got)?.every(([, b]) => b > 2 ** 31) ?? undefined,
    fails: (error) => /index is 1844|capacity overflow|\b18446744\d{6,}|\b4294967\d{3}|bad_alloc|length_error/.test(error),
  }),
  fault({
    id: 'divide-without-scale',
    languages: ['java', 'kotlin'],
    source: 'Sonar; IntelliJ BigDecimalMethodWithoutRoundingCalled; Java documentation, BigDecimal.divide',
    on: 'call',
    find(call, around) {
      const receiver = receiverOf(call);
      if (callName(call) !== 'divide' || call.args.length !== 1 || !receiver || bare(typeIn(receiver, around) ?? '') !== 'BigDecimal')
        return undefined;
      return {
        at: call,
        by: around.text(call.args[0]!.value),
        fix: [{ start: call.end - 1, end: call.end - 1, text: ', 10, java.math.RoundingMode.HALF_UP' }],
      };
    },
    fails: (error) => /Non-terminating decimal expansion/.test(error),
  }),
  fault({
    id: 'decimal-equals-scale',
    languages: ['java', 'kotlin', 'csharp'],
    source: 'Error Prone BigDecimalEquals; SpotBugs; Sonar S6166; IntelliJ EqualsBetweenInconvertibleTypes',
    on: 'call',
    find(call, around) {
      const receiver = receiverOf(call);
      const given = call.args[0]?.value;
      if (callName(call) !== 'equals' || call.args.length !== 1 || !receiver || !given) return undefined;
      const isDecimal = (each: Expr): boolean =>
        bare(typeIn(each, around) ?? '') === 'BigDecimal' || /^BigDecimal\.(?:ZERO|ONE|TEN|valueOf\()/.test(around.text(each));
      // A parameter of a lambda has no written type; what a decimal is compared with is one.
      if (!isDecimal(receiver) || (typeIn(given, around) !== undefined && !isDecimal(given))) return undefined;
      return {
        at: call,
        by: around.text(receiver),
        fix: [{ start: call.start, end: call.end, text: `${around.text(receiver)}.compareTo(${around.text(given)}) == 0` }],
      };
    },
  }),
];
