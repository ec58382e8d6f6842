import type { Expr, Ir, Span } from '../../../syntax/lower/ir';
import { inserted, replaced } from './edits';
import { fault, type Around, type Fault } from './fault';
import { assignsOf, callName, isFn, isLiteral, isName, plain, receiverOf, resultsOf, some, textOf, valueOf, wholes } from './shapes';
import { bare, isFractionalType, isWholeType, typeIn, valueType } from './types';

const isNumber = (node: Expr, around: Around): boolean => {
  const type = typeIn(node, around);
  return !/^(?:char|rune|byte)$/.test(type ?? '') && (isWholeType(type) || isFractionalType(type));
};

const isTextType = (node: Expr | undefined, around: Around): boolean =>
  isLiteral(node, 'text')
    ? around.text(node).startsWith('"')
    : node !== undefined && /^(?:string|String|std::string)$/.test(valueType(typeIn(node, around)));

/** Whether a chain of `+` begins with a text. */
function beginsWithText(node: Expr, around: Around): boolean {
  let at = node;
  for (;;) {
    if (isTextType(at, around)) return true;
    if (at.kind !== 'operate' || at.operator !== '+' || at.operands.length !== 2) return false;
    if (isTextType(at.operands[1], around)) return true;
    at = at.operands[0]!;
  }
}

const isChar = (node: Expr | undefined, around: Around): boolean =>
  node !== undefined && (isLiteral(node, 'text') ? around.text(node).startsWith("'") : typeIn(node, around) === 'char');

/** Whether a failure speaks of a text with spaces around it: `For input string: " 5"`. */
const SPACED = /(?:input string: |parsing |strconv\.\w+: )"(?:\s[^"\n]*|[^"\n]*\s)"/;

/** Texts that are cut, joined and read otherwise than they seem. */
export const written: readonly Fault[] = [
  fault({
    id: 'strips-repeatedly',
    languages: ['rust'],
    source: 'Rust documentation, str::trim_start_matches; Clippy manual_strip',
    on: 'call',
    find(call, around) {
      const name = callName(call);
      const given = textOf(call.args[0]?.value, around);
      if (!/^trim_(?:start|end|left|right)_matches$/.test(name) || !given || given.value === '') return undefined;
      const receiver = receiverOf(call);
      const strip = /start|left/.test(name) ? 'strip_prefix' : 'strip_suffix';
      const once = receiver && `${around.text(receiver)}.${strip}(${around.text(call.args[0]!.value)}).unwrap_or(${around.text(receiver)})`;
      const fix = once !== undefined && isName(receiver) ? replaced(call, once) : undefined;
      return { at: call, by: around.text(call.args[0]!.value), other: name, fix };
    },
    fits: (wanted, got) => plain(wanted).length > plain(got).length && plain(wanted).includes(plain(got)),
  }),
  fault({
    id: 'numbers-in-text',
    languages: ['java', 'csharp', 'kotlin'],
    source: 'SpotBugs; IntelliJ; Java Language Specification 15.18; PVS-Studio V6057',
    on: 'operate',
    find(node, around) {
      const [left, right] = node.operands;
      if (node.operator !== '+' || left?.kind !== 'operate' || left.operator !== '+' || left.operands.length !== 2 || !right)
        return undefined;
      const second = left.operands[1]!;
      if (
        around.file.text[left.start - 1] === '(' ||
        !isNumber(second, around) ||
        !isNumber(right, around) ||
        !beginsWithText(left.operands[0]!, around)
      )
        return undefined;
      return {
        at: node,
        by: around.text(second),
        other: around.text(right),
        fix: [{ start: second.start, end: right.end, text: `(${around.text(second)} + ${around.text(right)})` }],
      };
    },
    fits(wanted, got) {
      const [w, g] = [/\d+/.exec(wanted.replace(got, ''))?.[0], /\d+/.exec(got)?.[0]];
      if (w === undefined || g === undefined) return undefined;
      return (
        Array.from({ length: g.length - 1 }, (_, at) => at + 1).some((at) => Number(g.slice(0, at)) + Number(g.slice(at)) === Number(w)) ||
        undefined
      );
    },
  }),
  fault({
    id: 'characters-added',
    languages: ['java', 'csharp'],
    source: 'SpotBugs; IntelliJ; Java Language Specification 5.6.2; Sonar; PVS-Studio V6057',
    on: 'operate',
    find(node, around) {
      const [left, right] = node.operands;
      const { parent, path, text } = around;
      if (node.operator !== '+' || !left || !right || !isChar(left, around)) return undefined;
      const isWhole = isChar(right, around) || isLiteral(right, 'number') || typeIn(right, around) === 'int';
      const isJoined =
        parent?.kind === 'operate' && parent.operator === '+' && parent.operands[0] === node && isTextType(parent.operands[1], around);
      const isGiven =
        parent?.kind === 'call' &&
        parent.args.some(({ value }) => value === node) &&
        /^(?:append|print|println|valueOf|Append|Write|WriteLine)$/.test(callName(parent));
      if (!isWhole || (!isJoined && !isGiven) || path.at(-1)?.kind === 'same') return undefined;
      return { at: node, by: text(left), other: text(right), fix: [{ start: node.start, end: node.start, text: '"" + ' }] };
    },
  }),
  fault({
    id: 'number-appended-as-character',
    languages: ['cpp'],
    source: 'clang-tidy bugprone-string-integer-assignment; PVS-Studio',
    on: 'assign',
    find(assign, around) {
      const { value, target, operator } = assign;
      if (
        (operator !== '+=' && operator !== '=') ||
        !value ||
        target.kind === 'list' ||
        assign.declares !== undefined ||
        isLiteral(value, 'text')
      )
        return undefined;
      const to = valueType(typeIn(target, around));
      const own = valueType(typeIn(value, around));
      if (
        !/^(?:std::)?string$/.test(to) ||
        !/^(?:int|long|long long|unsigned|unsigned int|size_t|std::size_t|u?int(?:16|32|64)_t|double|float)$/.test(own)
      )
        return undefined;
      // `text += '0' + digit` is meant.
      if (some([value], (node) => isLiteral(node, 'text'))) return undefined;
      return {
        at: assign,
        by: around.text(value),
        other: around.text(target),
        fix: [{ start: value.start, end: value.end, text: `std::to_string(${around.text(value)})` }],
      };
    },
  }),
  fault({
    id: 'pointer-plus-number',
    languages: ['cpp'],
    source: '-Wstring-plus-int; clang-tidy; PVS-Studio V648',
    on: 'operate',
    find(node, around) {
      const [left, right] = node.operands;
      if (node.operator !== '+' || !left || !right) return undefined;
      const literal = [left, right].find((each) => isLiteral(each, 'text') && around.text(each).startsWith('"'));
      const other = literal === left ? right : left;
      if (!literal || isLiteral(other) || !isWholeType(typeIn(other, around))) return undefined;
      const made = typeIn(other, around) === 'char' ? `std::string(1, ${around.text(other)})` : `std::to_string(${around.text(other)})`;
      return { at: node, by: around.text(literal), other: around.text(other), fix: [{ start: other.start, end: other.end, text: made }] };
    },
  }),
  fault({
    id: 'split-drops-empty',
    languages: ['java'],
    source: 'Error Prone StringSplitter; Java documentation, String.split',
    on: 'call',
    find(call, around) {
      const [separator, ...more] = call.args.map(({ value }) => value);
      if (callName(call) !== 'split' || !receiverOf(call) || !isLiteral(separator, 'text') || more.length > 0 || !around.fn)
        return undefined;
      const { parent, fn } = around;
      const name = parent?.kind === 'assign' && isName(parent.target) ? parent.target.name : '';
      const read = some(
        fn.body,
        (node) =>
          node.kind === 'index' &&
          (node.of === call || isName(node.of, name)) &&
          isLiteral(node.keys[0], 'number') &&
          node.keys[0].value !== '0',
      );
      const asked = some(fn.body, (node) => node.kind === 'member' && node.name === 'length' && isName(node.of, name));
      if (!read && !asked) return undefined;
      return { at: call, by: around.text(separator), fix: [{ start: separator.end, end: separator.end, text: ', -1' }] };
    },
    fails: (error) => /ArrayIndexOutOfBounds[^\n]*Index [1-9]\d* out of bounds/.test(error),
  }),
  fault({
    id: 'parses-untrimmed',
    languages: ['java', 'go', 'kotlin', 'rust'],
    source: 'Java documentation, Integer.parseInt; Go documentation, strconv; Rust documentation, read_line',
    on: 'call',
    find(call, around) {
      const rust = around.file.language === 'rust';
      const given = rust ? receiverOf(call) : call.args[0]?.value;
      if (
        !(rust ? /^parse$/ : /^(?:parse(?:Int|Long|Double|Float|Boolean)|Atoi|Parse(?:Int|Float|Bool|Uint)|toInt|toLong|toDouble)$/).test(
          callName(call),
        ) ||
        !given
      )
        return undefined;
      if (/[tT]rim|strip/.test(around.text(given)) || isLiteral(given)) return undefined;
      const made = isName(given) ? valueOf(given, around) : given;
      if (made && /[tT]rim|strip/.test(around.text(made))) return undefined;
      if (rust && !(isName(given) && around.fn && some(around.fn.body, (node) => callName(node) === 'read_line'))) return undefined;
      const trimmed = around.file.language === 'go' ? `strings.TrimSpace(${around.text(given)})` : `${around.text(given)}.trim()`;
      return { at: call, by: around.text(given), fix: [{ start: given.start, end: given.end, text: trimmed }] };
    },
    fails: (error, { by = '' }) => SPACED.test(error) || (/InvalidDigit|invalid (?:digit|float literal)/.test(error) && by !== ''),
  }),
  fault({
    id: 'length-as-end',
    languages: ['csharp', 'cpp'],
    source: '.NET documentation, String.Substring; C++ reference, basic_string::substr; PVS-Studio',
    on: 'call',
    find(call, around) {
      const [start, end] = call.args.map(({ value }) => value);
      if (!/^(?:Substring|substr)$/.test(callName(call)) || !receiverOf(call) || !start || !end || call.args.length !== 2) return undefined;
      if ((isLiteral(start, 'number') && start.value === '0') || !/^(?:name|call)$/.test(end.kind)) return undefined;
      const made = isName(end) ? valueOf(end, around) : end;
      const isPlace = made !== undefined && /^(?:IndexOf|LastIndexOf|find|rfind|find_first_of|find_last_of)$/.test(callName(made));
      if (!isPlace && !(isName(end) && /^(?:end|stop|to|until|\w+End|end\w*)$/i.test(end.name))) return undefined;
      return {
        at: call,
        by: around.text(end),
        other: around.text(start),
        fix: [{ start: end.end, end: end.end, text: ` - ${isName(start) ? around.text(start) : `(${around.text(start)})`}` }],
      };
    },
    fails: (error) => /ArgumentOutOfRange/.test(error),
  }),
  fault({
    id: 'reads-rest-of-line',
    languages: ['java', 'cpp'],
    source: 'Java documentation, Scanner; C++ FAQ, getline after >>; Sonar',
    on: 'call',
    find(call, around) {
      const { fn, file, text, path } = around;
      if (!fn || path.some((node) => node.kind === 'loop')) return undefined;
      const java = file.language === 'java';
      const stream = java ? receiverOf(call) : call.args[0]?.value;
      if (!(java ? callName(call) === 'nextLine' : callName(call) === 'getline' && call.args.length >= 2) || !isName(stream))
        return undefined;
      if (java && path.at(-1)?.kind === 'do') return undefined;
      const before = [...fn.body].filter((node) => node.end <= call.start);
      const last = before.findLast((node) => reads(stream.name, node));
      const taken =
        last &&
        some([last], (node) =>
          java
            ? /^next(?:Int|Double|Long|Boolean|)$/.test(callName(node)) && isName(receiverOf(node), stream.name)
            : node.kind === 'operate' && node.operator === '>>' && text(node).startsWith(stream.name),
        );
      if (!taken) return undefined;
      const end = file.text.indexOf(';', taken.end) + 1;
      const fix = java ? inserted(end, ` ${stream.name}.nextLine();`) : inserted(stream.end, ' >> std::ws');
      return { at: call, by: stream.name, also: { file, at: taken }, fix };
    },
    fits: (_wanted, got) => plain(got) === '' || undefined,
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
      if (!given || !/^(?:string|str|String)$/.test(type ?? '') || isOfSigns(given, around)) return undefined;
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
    on: ['assign', 'return'],
    find(assign, around) {
      if (assign.kind === 'return') {
        const given = assign.value;
        // `charAt` in a function whose name says that it gives a digit.
        const isDigit = /digit|number|value/i.test(around.fn?.name ?? '') && /^(?:int|long)$/.test(around.fn?.result ?? '');
        return given && isDigit && typeIn(given, around) === 'char'
          ? { at: assign, by: around.text(given), fix: [{ start: given.end, end: given.end, text: " - '0'" }] }
          : undefined;
      }
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
      const both = wholes(wanted, got);
      return both === undefined ? undefined : both[1] > both[0] && (both[1] - both[0]) % 48 === 0;
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
];

const reads = (name: string, node: Parameters<typeof some>[0][number]): boolean =>
  some([node], (each) => isName(each, name), isFn) !== undefined;

/** Calls that write out what they are given. */
const WRITES = /^(?:Itoa|Sprintf|Sprint|to_string|FormatInt|FormatBool|FormatFloat)$/;

/** Whether a text is made of numbers and of written characters of ASCII alone. */
function isOfSigns(node: Ir, around: Around, steps = 5): boolean {
  const of = (each: Ir): boolean => isOfSigns(each, around, steps - 1);
  // A `{name}` of Rust is filled in.
  if (node.kind === 'literal') return (node.parts ?? []).every(of) && /^[\x20-\x7e\s]*$/.test(node.value) && !/\{[a-z_]/i.test(node.value);
  if (steps === 0) return false;
  if (node.kind === 'opaque') return node.parts.length > 0 && node.parts.every(of);
  if (node.kind !== 'name' && node.kind !== 'call' && node.kind !== 'operate' && node.kind !== 'member') return false;
  const type = bare(typeIn(node, around) ?? '');
  if (isWholeType(type) || isFractionalType(type) || type === 'bool') return true;
  if (node.kind === 'operate') return node.operands.every(of);
  const value = node.kind === 'name' ? valueOf(node, around) : undefined;
  if (node.kind !== 'call') return value !== undefined && value !== node && of(value);
  const receiver = receiverOf(node);
  const given = [...node.args.map((each) => each.value), ...(isName(receiver, 'strconv') || isName(receiver, 'fmt') ? [] : [receiver])];
  if (WRITES.test(callName(node))) return given.every((each) => each === undefined || of(each));
  const called = receiver ? undefined : around.named(callName(node));
  if (!called) return false;
  const inside = { ...around, ...called, path: [called.fn], text: ({ start, end }: Span): string => called.file.text.slice(start, end) };
  return resultsOf(called.fn, called.file.language)?.every((each) => isOfSigns(each, inside, steps - 1)) ?? false;
}
