import { nodesIn, type Expr, type Ir } from '../../../syntax/lower/ir';
import { within } from '../../../syntax/lower/places';
import { fault, type Around, type Claim, type Fault, type Hit } from './fault';
import { assignsOf, callName, isFn, isLiteral, isName, makesCollection, plain, reads, receiverOf, some } from './shapes';
import { bare, elementType, keyType, typeIn, valueType } from './types';

/** What a value of Java counts as for `equals`: a number equals none of another type. */
function kindOf(type: string | undefined): string | undefined {
  return /^(?:int|Integer)$/.test(type ?? '')
    ? 'Integer'
    : /^(?:long|Long|short|Short|byte|Byte|double|Double|float|Float|String)$/.test(type ?? '')
      ? type!.charAt(0).toUpperCase() + type!.slice(1)
      : undefined;
}

/** `value` as what a collection holds, where that takes one word more. */
function converted(value: Expr, to: string, text: Around['text']): { start: number; end: number; text: string }[] | undefined {
  if (to === 'Long')
    return [{ start: value.start, end: value.end, text: isLiteral(value, 'number') ? `${text(value)}L` : `Long.valueOf(${text(value)})` }];
  return to === 'String' ? [{ start: value.start, end: value.end, text: `String.valueOf(${text(value)})` }] : undefined;
}

/** A call that compares two kinds of values which are never equal. @param held the type of what is compared with `given` */
function neverEqual(call: Extract<Expr, { kind: 'call' }>, held: string | undefined, given: Expr, around: Around): Hit | undefined {
  const [wanted, own] = [kindOf(held), kindOf(typeIn(given, around))];
  if (wanted === undefined || own === undefined || wanted === own) return undefined;
  const fix = converted(given, wanted, around.text);
  return { at: call, by: own, other: wanted, ...(fix && { fix }) };
}

const ints = (wanted: string, got: string): readonly [number, number] | undefined => {
  const [a, b] = [Number(plain(wanted)), Number(plain(got))];
  return plain(wanted) !== '' && Number.isInteger(a) && Number.isInteger(b) && a !== b ? [a, b] : undefined;
};

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

/** More than was wanted: elements of a list or a number. */
function isMore(wanted: string, got: string): boolean {
  const [a, b] = [Number(plain(wanted)), Number(plain(got))];
  if (plain(wanted) !== '' && Number.isFinite(a) && Number.isFinite(b)) return b > a;
  return /^\s*[[({]/.test(wanted) && got.length > wanted.length;
}

/** Faults that the declared types of names, fields and results show. */
export const typed: readonly Fault[] = [
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
        return { at: call, by: text(call), other: 'the default value' };
      }
      if (file.language === 'cpp')
        return /^(?:std::)?ato(?:i|l|ll|f)$/.test(text(call.callee)) && call.args.length === 1
          ? { at: call, by: text(call.args[0]!.value), other: '0' }
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
    id: 'equals-of-own-type',
    languages: ['java'],
    source: 'Error Prone NonOverridingEquals; SpotBugs EQ_SELF_NO_OBJECT; Sonar S1201',
    on: 'class',
    find(cls, { file }) {
      const all = cls.members
        .filter(isFn)
        .filter(({ name, params, words }) => name === 'equals' && params.length === 1 && !words.includes('static'));
      const [only] = all;
      const type = only?.params[0]?.type;
      if (
        all.length !== 1 ||
        !only ||
        type === undefined ||
        bare(type) !== bare(cls.name) ||
        /\brecord\s/.test(file.text.slice(cls.start, cls.start + 80))
      )
        return undefined;
      return { at: only, of: { start: only.start, end: only.start + file.text.slice(only.start, only.end).search(/\{|$/) }, by: cls.name };
    },
  }),
  fault({
    id: 'shared-static',
    languages: ['java', 'csharp'],
    source: 'SpotBugs ST_WRITE_TO_STATIC_FROM_INSTANCE_METHOD; Sonar S2696; Roslyn CA2211',
    on: 'class',
    find(cls, { file }) {
      const methods = cls.members.filter(isFn);
      const hasOwn = cls.members.some((member) => member.kind === 'assign' && member.declares === 'field');
      if (!hasOwn) return undefined;
      for (const member of cls.members) {
        if (
          member.kind !== 'assign' ||
          member.declares !== 'static' ||
          !isName(member.target) ||
          !member.value ||
          (!makesCollection(member.value) && !/^\s*new\b.*[>)]\(?\)?/.test(file.text.slice(member.value.start, member.value.end)))
        )
          continue;
        const { name } = member.target;
        const changed = some(
          methods.filter(({ words }) => !words.includes('static')),
          (node) =>
            (node.kind === 'call' &&
              isName(receiverOf(node), name) &&
              /^(?:add|put|push|offer|addAll|putAll|Add|AddRange|Push|Enqueue|addLast|addFirst)$/.test(callName(node))) ||
            (node.kind === 'assign' && node.target.kind === 'index' && isName(node.target.of, name)),
        );
        if (changed) return { at: member, by: name, other: cls.name, also: { file, at: changed } };
      }
      return undefined;
    },
    fits: isMore,
  }),
  fault({
    id: 'key-of-other-type',
    languages: ['java'],
    source: 'Error Prone CollectionIncompatibleType; SpotBugs GC_UNRELATED_TYPES; Sonar S2175',
    on: 'call',
    find(call, around) {
      const receiver = receiverOf(call);
      const given = call.args[0]?.value;
      if (!receiver || !given || !/^(?:get|containsKey|getOrDefault|contains|indexOf|remove)$/.test(callName(call))) return undefined;
      const type = typeIn(receiver, around);
      if (type === undefined) return undefined;
      const isMap = keyType(type) !== undefined;
      const isPlace = !isMap && !/Set$/.test(bare(type));
      if ((isMap ? /^(?:contains|indexOf)$/ : isPlace ? /^(?:get|remove|getOrDefault)$/ : /^get/).test(callName(call))) return undefined;
      return neverEqual(call, isMap ? keyType(type) : elementType(type), given, around);
    },
  }),
  fault({
    id: 'equals-other-type',
    languages: ['java'],
    source: 'Error Prone EqualsIncompatibleType; SpotBugs EC_UNRELATED_TYPES; Sonar S2159',
    on: 'call',
    find(call, around) {
      const receiver = receiverOf(call);
      const given = call.args[0]?.value;
      if (callName(call) !== 'equals' || !receiver || !given || call.args.length !== 1) return undefined;
      return neverEqual(call, typeIn(receiver, around), given, around);
    },
  }),
  fault({
    id: 'removes-by-place',
    languages: ['java'],
    source: 'SpotBugs; Effective Java 52; IntelliJ SuspiciousListRemoveInLoop',
    on: 'call',
    find(call, around) {
      const receiver = receiverOf(call);
      const given = call.args[0]?.value;
      if (callName(call) !== 'remove' || !receiver || given?.kind !== 'name' || call.args.length !== 1) return undefined;
      const list = typeIn(receiver, around);
      if (
        !list ||
        !/(?:List|Vector)$/.test(bare(list)) ||
        elementType(list) !== 'Integer' ||
        !/^(?:int|short)$/.test(typeIn(given, around) ?? '')
      )
        return undefined;
      if (/^(?:[a-z]|.*(?:index|idx|pos|position|place|last|first|offset|row|at))$/i.test(given.name)) return undefined;
      return { at: call, by: given.name, fix: [{ start: given.start, end: given.end, text: `Integer.valueOf(${given.name})` }] };
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
    id: 'array-identity',
    languages: ['java'],
    source: 'Error Prone ArrayEquals, ArrayHashCode, ArrayToString; SpotBugs EC_BAD_ARRAY_COMPARE, DMI_INVOKING_TOSTRING_ON_ARRAY',
    on: 'call',
    find(call, around) {
      const receiver = receiverOf(call);
      const name = callName(call);
      if (
        !receiver ||
        !/^(?:equals|hashCode|toString)$/.test(name) ||
        call.args.length !== (name === 'equals' ? 1 : 0) ||
        !/\[\]$/.test(typeIn(receiver, around) ?? '')
      )
        return undefined;
      const given = [receiver, ...call.args.map(({ value }) => value)].map(around.text).join(', ');
      return { at: call, by: name, fix: [{ start: call.start, end: call.end, text: `java.util.Arrays.${name}(${given})` }] };
    },
  }),
  fault({
    id: 'list-of-array',
    languages: ['java'],
    source: 'Error Prone ArraysAsListPrimitiveArray; SpotBugs DLS; Sonar',
    on: 'call',
    find(call, around) {
      const given = call.args[0]?.value;
      if (
        !given ||
        call.args.length !== 1 ||
        !/^(?:Arrays\.asList|List\.of|Stream\.of|Collections\.singletonList)$/.test(around.text(call.callee))
      )
        return undefined;
      const type = typeIn(given, around);
      if (!/^(?:int|long|double|char|byte|short|float|boolean)\[\]$/.test(type ?? '')) return undefined;
      const boxed = /^(?:int|long|double)\[\]$/.test(type!)
        ? `java.util.Arrays.stream(${around.text(given)}).boxed()${/Stream/.test(around.text(call.callee)) ? '' : '.toList()'}`
        : undefined;
      return { at: call, by: type, ...(boxed && { fix: [{ start: call.start, end: call.end, text: boxed }] }) };
    },
  }),
  fault({
    id: 'number-as-rune',
    languages: ['go'],
    source: 'go vet stringintconv; Staticcheck SA',
    on: 'call',
    find(call, around) {
      const given = call.args[0]?.value;
      if (!isName(call.callee, 'string') || !given || isLiteral(given) || !/^(?:u?int(?:8|16|32|64)?)$/.test(typeIn(given, around) ?? ''))
        return undefined;
      return { at: call, by: around.text(given), fix: [{ start: call.start, end: call.end, text: `strconv.Itoa(${around.text(given)})` }] };
    },
  }),
  fault({
    id: 'map-not-made',
    languages: ['go'],
    source: 'Staticcheck SA5000',
    on: 'assign',
    find(assign, { fn, file }) {
      if (!fn || assign.declares !== 'var' || assign.value || !isName(assign.target) || !/^map\[/.test(assign.type ?? '')) return undefined;
      const { name } = assign.target;
      if (
        assignsOf(name, fn.body).some(
          (each) => each !== assign && some([each.target], (node) => isName(node, name)) !== undefined && each.target.kind !== 'index',
        )
      )
        return undefined;
      if (
        some(
          fn.body,
          (node) =>
            (node.kind === 'operate' && node.operator === '&' && reads(name, [node])) ||
            (node.kind === 'same' && node.how === 'reference' && reads(name, [node])),
        )
      )
        return undefined;
      const written = some(fn.body, (node) => node.kind === 'assign' && node.target.kind === 'index' && isName(node.target.of, name));
      return written
        ? {
            at: written,
            by: name,
            other: assign.type,
            also: { file, at: assign },
            fix: [{ start: assign.end, end: assign.end, text: ` = ${assign.type}{}` }],
          }
        : undefined;
    },
  }),
  fault({
    id: 'field-not-made',
    languages: ['go'],
    source: 'Staticcheck SA5000; nilaway',
    on: 'same',
    find(node, { types, files, text, file }) {
      if (node.how !== 'cast' || node.type === undefined || !/^(?:map|list)$/.test(node.of.kind)) return undefined;
      const own = types().get(node.type);
      const isKeyed = node.of.kind === 'map' || (node.of.kind === 'list' && node.of.elements.length === 0);
      if (!own || !isKeyed) return undefined;
      const given = node.of.kind === 'map' ? node.of.entries.map(({ key }) => (isLiteral(key, 'text') ? key.value : '')) : [];
      for (const [field, type] of own.fields) {
        if (!/^map\[/.test(type) || given.includes(field)) continue;
        let written: { file: (typeof files)[number]; at: Ir } | undefined;
        let isMade = false;
        for (const each of files)
          for (const at of nodesIn(each.code)) {
            if (at.kind !== 'assign') continue;
            if (at.target.kind === 'member' && at.target.name === field) isMade = true;
            if (at.target.kind === 'index' && at.target.of.kind === 'member' && at.target.of.name === field) written ??= { file: each, at };
          }
        if (!written || isMade) continue;
        const end = node.end - 1;
        const has = given.length > 0 && !/,\s*$/.test(file.text.slice(node.start, end));
        return {
          at: node,
          by: field,
          other: text(node),
          also: written,
          fix: [{ start: end, end, text: `${has ? ', ' : ''}${field}: ${type}{}` }],
        };
      }
      return undefined;
    },
  }),
  fault({
    id: 'parsed-as-utc',
    languages: ['go'],
    source: 'Go documentation, time.Parse; gosmopolitan',
    on: 'call',
    find(call, { text, files, file }) {
      const [layout] = call.args.map(({ value }) => value);
      if (callName(call) !== 'Parse' || !isName(receiverOf(call), 'time') || !layout || call.args.length !== 2) return undefined;
      const written = isLiteral(layout, 'text')
        ? layout.value
        : isName(layout)
          ? files.flatMap(({ code }) => assignsOf(layout.name, code)).find(({ value }) => isLiteral(value, 'text'))?.value
          : undefined;
      const pattern = typeof written === 'string' ? written : isLiteral(written, 'text') ? written.value : undefined;
      if (pattern === undefined || !/15|03/.test(pattern) || /Z07|-07|MST/.test(pattern)) return undefined;
      const zone = files
        .map((each) => ({ file: each, at: /\btime\.(?:LoadLocation|FixedZone)\b|\*time\.Location\b/.exec(each.text) }))
        .find(({ at }) => at !== null);
      return zone?.at
        ? {
            at: call,
            by: text(layout),
            also: { file: zone.file, at: { start: zone.at.index, end: zone.at.index + zone.at[0].length } },
            other: file.file,
          }
        : undefined;
    },
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
    id: 'async-void',
    languages: ['csharp'],
    source: 'Roslyn VSTHRD100; AsyncFixer03; Sonar S3168',
    on: 'fn',
    find(fn, { file }) {
      if (
        !fn.words.includes('async') ||
        fn.result !== 'void' ||
        fn.params.some(({ type }) => /EventArgs|^object\??$/.test(type ?? '')) ||
        fn.words.includes('override')
      )
        return undefined;
      const at = file.text.slice(fn.start, fn.start + 200).search(/\bvoid\b/);
      return at < 0
        ? undefined
        : {
            at: { start: fn.start + at, end: fn.start + at + 4 },
            by: fn.name,
            fix: [{ start: fn.start + at, end: fn.start + at + 4, text: 'Task' }],
          };
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
    id: 'erases-one',
    languages: ['cpp'],
    source: 'clang-tidy bugprone-inaccurate-erase',
    on: 'call',
    find(call, { text }) {
      const receiver = receiverOf(call);
      const given = call.args[0]?.value;
      if (
        callName(call) !== 'erase' ||
        !receiver ||
        call.args.length !== 1 ||
        !given ||
        !/^(?:remove|remove_if|unique)$/.test(callName(given)) ||
        (given.kind === 'call' && given.args.length < 2)
      )
        return undefined;
      return { at: call, by: callName(given), fix: [{ start: given.end, end: given.end, text: `, ${text(receiver)}.end()` }] };
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
  fault({
    id: 'loops-until-eof',
    languages: ['cpp'],
    source: 'C++ FAQ "while (!eof)"; Sonar; CWE-252',
    on: 'loop',
    find(loop, { text }) {
      const { condition } = loop;
      const asked = condition?.kind === 'operate' && condition.operator === '!' ? condition.operands[0] : undefined;
      if (!condition || !asked || !/^f?eof$/.test(callName(asked))) return undefined;
      return { at: condition, by: text(receiverOf(asked) ?? asked) };
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
      return asked ? undefined : { at: node, by: name };
    },
  }),
  fault({
    id: 'bytes-as-characters',
    languages: ['go', 'rust'],
    source: 'Go blog "Strings, bytes, runes and characters"; Clippy char_indices_as_byte_indices; Staticcheck SA6003',
    on: 'call',
    find(call, around) {
      const given =
        around.file.language === 'go'
          ? isName(call.callee, 'len')
            ? call.args[0]?.value
            : undefined
          : callName(call) === 'len'
            ? receiverOf(call)
            : undefined;
      const type = given && valueType(typeIn(given, around));
      if (!given || !/^(?:string|str|String)$/.test(type ?? '')) return undefined;
      const made =
        around.file.language === 'go' ? `utf8.RuneCountInString(${around.text(given)})` : `${around.text(given)}.chars().count()`;
      return { at: call, by: around.text(given), fix: [{ start: call.start, end: call.end, text: made }] };
    },
    fits: (wanted, got) =>
      /[^\x00-\x7f]/.test(`${wanted}${got}`) &&
      wanted.replace(/[\s\uFFFD.…-]+/g, '').slice(0, 3) === got.replace(/[\s\uFFFD.…-]+/g, '').slice(0, 3),
  }),
  fault({
    id: 'digit-as-code',
    languages: ['java', 'csharp', 'cpp', 'go'],
    source: 'Sonar; clang-tidy; Java Language Specification 5.1.2',
    on: 'assign',
    find(assign, around) {
      const { value, target, operator } = assign;
      if (!value || (operator !== '+=' && operator !== '=') || target.kind === 'list' || target.kind === 'index') return undefined;
      const sign = around.file.language === 'go' ? /^(?:byte|rune)$/ : /^char$/;
      const isChar =
        sign.test(typeIn(value, around) ?? '') ||
        (value.kind === 'call' &&
          /^(?:int|static_cast<int>)$/.test(callName(value)) &&
          value.args[0] !== undefined &&
          sign.test(typeIn(value.args[0].value, around) ?? '')) ||
        (value.kind === 'same' && value.how === 'cast' && value.type === 'int' && typeIn(value.of, around) === 'char');
      const to = assign.type ?? typeIn(target, around);
      return isChar && /^(?:int|long|int64|size_t)$/.test(valueType(to)) && !isLiteral(value)
        ? { at: assign, by: around.text(value), fix: [{ start: value.end, end: value.end, text: " - '0'" }] }
        : undefined;
    },
    fits: (wanted, got) => {
      const both = ints(wanted, got);
      return both !== undefined && both[1] > both[0] && (both[1] - both[0]) % 48 === 0;
    },
  }),
  fault({
    id: 'comparator-cuts',
    languages: ['java', 'csharp', 'kotlin'],
    source: 'Error Prone BadComparable; SpotBugs RV_NEGATING_RESULT_OF_COMPARETO, CO_COMPARETO_INCORRECT_FLOATING; Sonar S2184',
    on: 'same',
    find(node, around) {
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
    id: 'hour-of-twelve',
    languages: ['java', 'kotlin', 'csharp'],
    source: 'Error Prone; Sonar S3986; .NET documentation, custom date formats',
    on: 'call',
    find(call, { text, file }) {
      const literal = call.args.map(({ value }) => value).find((each) => isLiteral(each, 'text'));
      if (!isLiteral(literal, 'text') || !/^(?:SimpleDateFormat|ofPattern|ToString|ParseExact|TryParseExact|format)$/.test(callName(call)))
        return undefined;
      if (
        !/\bhh?:mm/.test(literal.value) ||
        (file.language === 'csharp' ? /t/ : /[aB]/).test(literal.value.replace(/'[^']*'/g, '').replace(/[^a-zA-Z]/g, ''))
      )
        return undefined;
      const at = literal.start + text(literal).search(/\bhh?:mm/);
      const length = text(literal)
        .slice(at - literal.start)
        .search(/:/);
      return { at: call, by: 'h'.repeat(length), other: text(literal), fix: [{ start: at, end: at + length, text: 'H'.repeat(length) }] };
    },
  }),
  fault({
    id: 'layout-of-letters',
    languages: ['go'],
    source: 'Staticcheck SA1002; Go documentation, time.Layout',
    on: 'call',
    find(call, { text }) {
      const layout = call.args[0]?.value;
      if (!/^(?:Format|Parse|ParseInLocation)$/.test(callName(call)) || !receiverOf(call) || !isLiteral(layout, 'text')) return undefined;
      const isWrong =
        /[yY]{4}|\b[dD]{2}\b|\bMM\b|[hH]{2}:mm|%Y|2006[-/.]02[-/.]01\b|2006[-/.]01[-/.]02.{1,40}\b(?:03|3):0?4(?!.{0,40}[PM]{2})/.test(
          layout.value,
        );
      return isWrong ? { at: call, by: text(layout) } : undefined;
    },
  }),
  fault({
    id: 'defer-in-loop',
    languages: ['go'],
    source: 'revive defer; gocritic deferInLoop; Staticcheck',
    on: 'do',
    find(node, { text, path, file }) {
      if (!/^defer\b/.test(text(node))) return undefined;
      const at = path.findLastIndex((each) => each.kind === 'loop' || each.kind === 'fn');
      const loop = path[at];
      if (
        loop?.kind !== 'loop' ||
        (some(loop.body, (each) => each.kind === 'return' || (each.kind === 'jump' && /^break/.test(each.how)), isFn) &&
          loop.body.at(-1)?.kind === 'return')
      )
        return undefined;
      return { at: node, also: { file, at: loop } };
    },
  }),
  fault({
    id: 'added-in-goroutine',
    languages: ['go'],
    source: 'Staticcheck SA2000; go vet waitgroup',
    on: 'call',
    find(call, around) {
      const receiver = receiverOf(call);
      if (
        callName(call) !== 'Add' ||
        !receiver ||
        !(/WaitGroup/.test(typeIn(receiver, around) ?? '') || /^(?:wg|waitGroup|group)$/i.test(around.text(receiver)))
      )
        return undefined;
      const fn = around.path.findLast(isFn);
      return fn &&
        fn.name === '' &&
        fn.body[0]?.kind === 'do' &&
        fn.body[0].value === call &&
        /\bgo\s*$/.test(around.file.text.slice(Math.max(0, fn.start - 10), fn.start))
        ? { at: call, by: around.text(receiver) }
        : undefined;
    },
  }),
  fault({
    id: 'breaks-switch-only',
    languages: ['go'],
    source: 'Staticcheck SA4011',
    on: 'jump',
    find(node, { text, path, file }) {
      if (!/^break\s*;?$/.test(text(node))) return undefined;
      const at = path.findLastIndex((each) => each.kind === 'loop' || each.kind === 'switch' || each.kind === 'fn');
      const outer = path.slice(0, Math.max(at, 0)).findLast((each) => each.kind === 'loop' || each.kind === 'switch' || each.kind === 'fn');
      const own = path[at];
      // A `break` at the end of a case would be needless: it was meant for the loop.
      if (
        own?.kind !== 'switch' ||
        !own.cases.some(({ body }) => body.at(-1) === node) ||
        outer?.kind !== 'loop' ||
        outer.how !== 'while' ||
        outer.condition ||
        outer.body.at(-1) !== own
      )
        return undefined;
      return { at: node, also: { file, at: outer } };
    },
  }),
  fault({
    id: 'sliced-object',
    languages: ['cpp'],
    source: 'clang-tidy cppcoreguidelines-slicing; CppCoreGuidelines ES.63',
    on: 'call',
    find(call, around) {
      const receiver = receiverOf(call);
      const given = call.args[0]?.value;
      if (!/^(?:push_back|push|insert|push_front)$/.test(callName(call)) || !receiver || given?.kind !== 'call' || call.args.length !== 1)
        return undefined;
      const list = typeIn(receiver, around);
      const held = list === undefined ? undefined : elementType(list);
      if (held === undefined || /[*&>]/.test(held)) return undefined;
      const made = callName(given);
      const declared = around.files.flatMap(({ classes }) => classes).find(({ name }) => name === made);
      return declared?.bases.includes(bare(held)) ? { at: call, by: bare(held), other: made } : undefined;
    },
  }),
];

function wrapsAround(wanted: string, got: string, { other = '' }: Claim): boolean {
  const both = ints(wanted, got);
  return both !== undefined && (both[0] - both[1]) % Number(other) === 0;
}
