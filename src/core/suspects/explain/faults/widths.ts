import { escapePattern } from '../../../escapePattern';
import type { Expr, Ir } from '../../../syntax/lower/ir';
import { within } from '../../../syntax/lower/places';
import { replaced } from './edits';
import { fault, type Around, type Claim, type Fault, type Hit } from './fault';
import { callName, isLiteral, lastName, plain, receiverOf, some, wholes } from './shapes';
import { typeIn, valueType } from './types';

/** Bits of the whole numbers that are shorter than most. */
const BITS: Readonly<Record<string, number>> = {
  byte: 8,
  sbyte: 8,
  u8: 8,
  i8: 8,
  uint8: 8,
  int8: 8,
  uint8_t: 8,
  int8_t: 8,
  char: 16,
  short: 16,
  ushort: 16,
  u16: 16,
  i16: 16,
  uint16: 16,
  int16: 16,
  uint16_t: 16,
  int16_t: 16,
  int: 32,
  uint: 32,
  u32: 32,
  i32: 32,
  uint32: 32,
  int32: 32,
  uint32_t: 32,
  int32_t: 32,
};

function cutTo(type: string, value: Expr, around: Around): { at: Expr; by: string; other: string } | undefined {
  const to = type.replace(/^std::/, '');
  const bits = around.file.language === 'cpp' && to === 'char' ? 8 : BITS[to];
  const from = valueType(typeIn(value, around));
  if (bits === undefined || isLiteral(value) || (around.file.language === 'go' && to === 'int') || from === to) return undefined;
  const own = BITS[from.replace(/^std::/, '')];
  return own !== undefined && own <= bits ? undefined : { at: value, by: to, other: String(2 ** bits) };
}

function wrapsAround(wanted: string, got: string, { other = '' }: Claim): boolean {
  const both = wholes(wanted, got);
  return both !== undefined && (both[0] - both[1]) % Number(other) === 0;
}

/** Numbers that are too large for their type, or of another one. */
/** A comparator of PHP that gives the difference of two fractions: sorting takes its result for a whole number. */
function comparatorOfPhp(node: Extract<Expr, { kind: 'operate' }>, { file, path, parent, text, files }: Around): Hit | undefined {
  const [left, right] = node.operands;
  if (file.language !== 'php' || node.operator !== '-' || !left || !right || (parent?.kind !== 'return' && parent?.kind !== 'do'))
    return undefined;
  const sorts = path
    .slice(-5)
    .some((each) => each.kind === 'call' && /^u[ak]?sort$/.test(each.callee.kind === 'name' ? each.callee.name : ''));
  const name = lastName(left).replace(/^\$/, '');
  const isFraction = files.some((each) => new RegExp(`\\bfloat\\s+\\$${escapePattern(name)}\\b`).test(each.text));
  if (!sorts || name === '' || lastName(right).replace(/^\$/, '') !== name || !isFraction) return undefined;
  return { at: node, by: 'float', fix: [{ start: node.start, end: node.end, text: `${text(left)} <=> ${text(right)}` }] };
}

export const widths: readonly Fault[] = [
  fault({
    id: 'unreadable-as-zero',
    languages: ['rust', 'csharp', 'cpp'],
    source: 'Clippy; Roslyn CA1806; clang-tidy cert-err34-c',
    on: 'call',
    find(call, { file, parent, text, path }) {
      const name = callName(call);
      if (file.language === 'csharp') {
        if (name !== 'TryParse' || parent?.kind !== 'do' || (path.at(-2)?.kind === 'fn' && (path.at(-2) as { short?: true }).short))
          return undefined;
        return { at: call, by: text(call), other: 'the default value', fix: parsedOrThrows(call, text) };
      }
      if (file.language === 'cpp')
        return /^(?:std::)?ato(?:i|l|ll|f)$/.test(text(call.callee)) && call.args.length === 1
          ? {
              at: call,
              by: text(call.args[0]!.value),
              other: '0',
              fix: replaced(
                call.callee,
                text(call.callee).replace(/^(?:std::)?ato(.*)$/, (_, to) => `std::sto${to === 'f' ? 'd' : to}`),
              ),
            }
          : undefined;
      const receiver = receiverOf(call);
      const parse = receiver && callName(receiver) === 'ok' ? receiverOf(receiver) : receiver;
      if (!/^unwrap_or(?:_default)?$/.test(name) || !parse || !/^(?:parse|from_str|from_str_radix)$/.test(callName(parse)))
        return undefined;
      const given = call.args[0]?.value;
      if (given && !isLiteral(given, 'number', 'truth')) return undefined;
      return {
        at: call,
        by: text(receiverOf(parse) ?? parse),
        other: given ? text(given) : 'the default value',
        fix: [{ start: call.callee.end - name.length, end: call.end, text: 'unwrap()' }],
      };
    },
  }),
  fault({
    id: 'cast-cuts',
    languages: ['rust', 'java', 'csharp', 'cpp', 'kotlin'],
    source:
      'Clippy cast_possible_truncation; Error Prone NarrowingCompoundAssignment; Sonar S2127; clang-tidy bugprone-narrowing-conversions',
    on: 'same',
    find(node, around) {
      const cut = node.how === 'cast' && node.type !== undefined ? cutTo(node.type, node.of, around) : undefined;
      return cut && { ...cut, at: node };
    },
    fits: wrapsAround,
  }),
  fault({
    id: 'conversion-cuts',
    languages: ['go', 'cpp'],
    source: 'gosec G115; clang-tidy bugprone-narrowing-conversions',
    on: 'call',
    find(call, around) {
      const written = call.callee.kind === 'name' ? call.callee.name : '';
      const type = around.file.language === 'cpp' ? /^static_cast<(.+)>$/.exec(written)?.[1] : written;
      const value = call.args[0]?.value;
      const cut = type !== undefined && value && call.args.length === 1 ? cutTo(type, value, around) : undefined;
      return cut && { ...cut, at: call };
    },
    fits: wrapsAround,
  }),
  fault({
    id: 'shift-too-far',
    languages: ['java', 'csharp', 'kotlin'],
    source: 'Error Prone BadShiftAmount; SpotBugs ICAST_BAD_SHIFT_AMOUNT; Sonar S2183',
    on: 'operate',
    find(node, around) {
      const [left, right] = node.operands;
      if (!/^(?:<<|>>>?)$/.test(node.operator) || !left || !isLiteral(right, 'number') || !/^\d+$/.test(right.value)) return undefined;
      const type = typeIn(left, around);
      if (Number(right.value) < 32 || !/^(?:int|short|byte|char|Integer)$/.test(type ?? '')) return undefined;
      return {
        at: node,
        by: around.text(left),
        other: String(Number(right.value) % 32),
        fix: [{ start: left.start, end: left.end, text: isLiteral(left) ? `${around.text(left)}L` : `(long) ${around.text(left)}` }],
      };
    },
  }),
  fault({
    id: 'shift-before-widening',
    languages: ['java', 'csharp', 'cpp'],
    source: 'SpotBugs ICAST_INT_2_LONG; clang-tidy bugprone-implicit-widening-of-multiplication-result; Error Prone IntLongMath',
    on: 'operate',
    find(node, around) {
      const [left, right] = node.operands;
      const { parent } = around;
      if (node.operator !== '<<' || !isLiteral(left, 'number') || left.value !== '1' || !right || isLiteral(right)) return undefined;
      const wide =
        parent?.kind === 'assign' && parent.value === node && parent.target.kind !== 'list'
          ? (parent.type ?? typeIn(parent.target, around))
          : parent?.kind === 'return'
            ? around.fn?.result
            : parent?.kind === 'operate' && /^[&|]$/.test(parent.operator)
              ? typeIn(parent.operands.find((each) => each !== node) ?? node, around)
              : undefined;
      if (!/^(?:long|ulong|Long|long long|(?:std::)?u?int64_t|unsigned long long)$/.test(valueType(wide))) return undefined;
      return {
        at: node,
        by: valueType(wide),
        fix: [{ start: left.start, end: left.end, text: around.file.language === 'cpp' ? '1ULL' : '1L' }],
      };
    },
  }),
  fault({
    id: 'signed-byte',
    languages: ['java'],
    source: 'SpotBugs BIT_ADD_OF_SIGNED_BYTE, BIT_IOR_OF_SIGNED_BYTE; Sonar S3034',
    on: 'operate',
    find(node, around) {
      if (!/^[|+]$/.test(node.operator)) return undefined;
      const isShift = node.operands.some((each) => each.kind === 'operate' && each.operator === '<<');
      const byte = isShift
        ? node.operands.find((each) => /^(?:index|name)$/.test(each.kind) && typeIn(each, around) === 'byte')
        : undefined;
      return (
        byte && { at: byte, by: around.text(byte), fix: [{ start: byte.start, end: byte.end, text: `(${around.text(byte)} & 0xff)` }] }
      );
    },
  }),
  fault({
    id: 'comparator-cuts',
    languages: ['java', 'csharp', 'kotlin', 'php'],
    source:
      'Error Prone BadComparable; SpotBugs RV_NEGATING_RESULT_OF_COMPARETO, CO_COMPARETO_INCORRECT_FLOATING; Sonar S2184; PHP manual, usort',
    on: ['same', 'operate'],
    find(node, around) {
      if (node.kind === 'operate') return comparatorOfPhp(node, around);
      if (node.how !== 'cast' || node.type !== 'int' || node.of.kind !== 'operate' || node.of.operator !== '-') return undefined;
      const { parent, fn, path } = around;
      const isComparator =
        (fn !== undefined && /^(?:compareTo|compare|CompareTo|Compare)$/.test(fn.name)) ||
        path
          .slice(-5)
          .some(
            (each) =>
              each.kind === 'call' &&
              /^(?:sort|sorted|Sort|min|max|PriorityQueue|TreeSet|TreeMap)\b/.test(
                callName(each) || (each.callee.kind === 'name' ? each.callee.name : ''),
              ),
          );
      if (!isComparator || (parent?.kind !== 'return' && parent?.kind !== 'do')) return undefined;
      const type = node.of.operands.map((each) => typeIn(each, around)).find((each) => each !== undefined && !/^int$/.test(each));
      if (!/^(?:long|double|float|Long|Double|Float|decimal)$/.test(type ?? '')) return undefined;
      const [left, right] = node.of.operands.map(around.text);
      const boxed = `${type!.charAt(0).toUpperCase()}${type!.slice(1)}`;
      return {
        at: node,
        by: type,
        ...(around.file.language === 'java' && {
          fix: [{ start: node.start, end: node.end, text: `${boxed}.compare(${left}, ${right})` }],
        }),
      };
    },
  }),
  fault({
    id: 'length-below-zero',
    languages: ['rust', 'cpp'],
    source: 'Clippy arithmetic_side_effects; CodeQL "unsigned difference"; Sonar',
    on: 'operate',
    find(node, around) {
      const [left, right] = node.operands;
      const { parent, text, fn } = around;
      if (node.operator !== '-' || !left || !right || !fn) return undefined;
      const list =
        /^(?:size|length|len)$/.test(callName(left)) && left.kind === 'call' && left.args.length === 0 ? receiverOf(left) : undefined;
      if (!list || (isLiteral(right, 'number') && right.value === '0')) return undefined;
      if (parent?.kind !== 'operate' || !/^(?:[<>]=?|\.\.=?)$/.test(parent.operator))
        if (parent?.kind !== 'assign' || isLiteral(right)) return undefined;
      if (around.file.language === 'cpp' && parent.kind === 'assign') return undefined;
      const name = text(list);
      // Somebody has looked whether it is empty, or long enough.
      const asked = some(
        fn.body,
        (each) =>
          each.start < node.start &&
          each !== parent &&
          ((each.kind === 'call' &&
            receiverOf(each) !== undefined &&
            text(receiverOf(each)!) === name &&
            /^(?:empty|is_empty|push|push_back|resize|first|last|insert|checked_sub)$/.test(callName(each))) ||
            (each.kind === 'operate' &&
              /^(?:[<>]=?|[!=]=)$/.test(each.operator) &&
              !within(node, each) &&
              each.operands.some((side) => text(side).includes(name) && /\.(?:size|len|length)\(/.test(text(side))))),
      );
      return asked ? undefined : { at: node, by: name, fix: notBelowZero(node, parent, around) };
    },
  }),
  fault({
    id: 'abs-of-hash',
    languages: ['java', 'csharp', 'kotlin'],
    source: 'Error Prone MathAbsoluteNegative; SpotBugs RV_ABSOLUTE_VALUE_OF_HASHCODE; Sonar S2676',
    on: 'call',
    find(call, { text }) {
      const given = call.args[0]?.value;
      if (
        !/^[aA]bs$/.test(callName(call)) ||
        !given ||
        !/^(?:hashCode|GetHashCode|nextInt|nextLong|hash)$/.test(callName(given)) ||
        (given.kind === 'call' && /^next/.test(callName(given)) && given.args.length > 0)
      )
        return undefined;
      return { at: call, by: text(given), fix: [{ start: call.start, end: call.end, text: `(${text(given)} & 0x7fffffff)` }] };
    },
  }),
  fault({
    id: 'rounds-to-even',
    languages: ['csharp'],
    source: 'Sonar; .NET documentation, MidpointRounding',
    on: 'call',
    find(call, { text }) {
      if (
        callName(call) !== 'Round' ||
        !/^(?:Math|decimal|Decimal|MathF)$/.test(receiverOf(call) ? text(receiverOf(call)!) : '') ||
        /MidpointRounding/.test(text(call))
      )
        return undefined;
      return {
        at: call,
        by: text(call.args[0]?.value ?? call),
        fix: [{ start: call.end - 1, end: call.end - 1, text: ', MidpointRounding.AwayFromZero' }],
      };
    },
    // One unit of the last digit less, and an even digit.
    fits: (wanted, got) => {
      const [a, b] = [plain(wanted), plain(got)];
      const unit = 10 ** -(/\.(\d+)$/.exec(a)?.[1]?.length ?? 0);
      return a !== '' && Math.abs(Math.abs(Number(a)) - Math.abs(Number(b)) - unit) < unit / 100 && /[02468]$/.test(b);
    },
  }),
  fault({
    id: 'size-of-pointer',
    languages: ['cpp'],
    source: '-Wsizeof-array-argument; clang-tidy bugprone-sizeof-expression',
    on: 'operate',
    find(node, { text, fn }) {
      const [left, right] = node.operands;
      if (node.operator !== '/' || !left || !right) return undefined;
      const name = /^sizeof\s*\(\s*(\w+)\s*\)$/.exec(text(left))?.[1];
      const own = name === undefined ? undefined : fn?.params.find((each) => each.name === name);
      return own && /^sizeof/.test(text(right)) && /[*\]]/.test(`${own.type ?? ''}${text(own.pattern)}${text(own)}`)
        ? { at: node, by: name }
        : undefined;
    },
  }),
];

/** `length - n` that ends at 0: by name in Rust, with `n` on the other side of a comparison in C++. */
function notBelowZero({ start, end, operands: [left, right] }: Extract<Expr, { kind: 'operate' }>, parent: Ir, around: Around): Hit['fix'] {
  const { file, text } = around;
  if (!left || !right) return undefined;
  if (file.language === 'rust') return replaced({ start, end }, `${text(left)}.saturating_sub(${text(right)})`);
  if (parent.kind !== 'operate' || !/^<=?$/.test(parent.operator) || !isLiteral(right, 'number')) return undefined;
  const [counter] = parent.operands;
  return counter && counter.end <= start
    ? [...replaced(counter, `${text(counter)} + ${text(right)}`), ...replaced({ start, end }, text(left))]
    : undefined;
}

/** `TryParse` of C# whose answer nobody reads, as `Parse`. */
function parsedOrThrows(call: Extract<Expr, { kind: 'call' }>, text: Around['text']): Hit['fix'] {
  const [given, to, ...more] = call.args.map(({ value }) => text(value));
  const [, type = '', name] = /^(?:out\s+)?(\w+\s+)?(\w+)$/.exec(to ?? '') ?? [];
  const of = receiverOf(call);
  return !of || name === undefined || more.length > 0 ? undefined : replaced(call, `${type}${name} = ${text(of)}.Parse(${given})`);
}
