import type { Expr, Ir } from '../../../syntax/lower/ir';
import { operand, replaced } from './edits';
import { fault, LIKE_C, SCRIPT, type Around, type Fault, type Hit } from './fault';
import {
  assignsOf,
  callName,
  changedNumbers,
  isLiteral,
  isName,
  isNothing,
  isSteady,
  lastName,
  moduleValue,
  plain,
  reads,
  receiverOf,
  some,
} from './shapes';
import { isFractionalType, isWholeType, typeIn } from './types';

/** What makes a fraction of a whole number too late: a cast, a declared type, a product with a fraction. */
function isFractionAround(node: Expr, around: Around): boolean {
  const { path, fn } = around;
  let inner: Ir = node;
  for (let at = path.length - 1; at >= 0; at--) {
    const parent = path[at]!;
    if (parent.kind === 'operate' && /^[-+*]$/.test(parent.operator)) {
      const others = parent.operands.filter((each) => each !== inner);
      if (
        others.some(
          (each) =>
            isFractionalType(typeIn(each, around)) || (parent.operator === '*' && isLiteral(each, 'number') && each.value === '100'),
        )
      )
        return true;
      if (!others.every((each) => isWholeType(typeIn(each, around)))) return false;
      inner = parent;
      continue;
    }
    switch (parent.kind) {
      case 'same':
        return parent.how === 'cast' && isFractionalType(parent.type);
      case 'call': {
        const place = parent.args.findIndex(({ value }) => value === inner);
        if (place < 0) return false;
        const name = callName(parent);
        if (
          /^(?:float64|float32|f64::from|f32::from|static_cast<(?:double|float)>)$/.test(
            parent.callee.kind === 'name' ? parent.callee.name : '',
          )
        )
          return true;
        if (
          place === 0 &&
          /^(?:round|Round|ceil|Ceiling|floor|toFixed)$/.test(name) &&
          (receiverOf(parent) === undefined || /^Math$/.test(around.text(receiverOf(parent)!)))
        )
          return true;
        const callee = around.named(name)?.fn;
        return !receiverOf(parent) && isFractionalType(callee?.params.filter(({ implicit }) => !implicit)[place]?.type);
      }
      case 'member':
        return /^(?:to_f|toDouble|round|ceil|toFloat)$/.test(parent.name);
      case 'assign':
        return (
          parent.value === inner &&
          isFractionalType(parent.type ?? (parent.target.kind === 'list' ? undefined : typeIn(parent.target, around)))
        );
      case 'return':
        return isFractionalType(fn?.result);
      case 'do':
        return fn?.short === true && isFractionalType(fn.result);
      default:
        return false;
    }
  }
  return false;
}

/** Values of a configuration, a request or a command line: texts. */
const TEXTS =
  /^(?:process\.env(?:\.|\[)|os\.environ(?:\.get\(|\[)|os\.getenv\(|ENV\[|ENV\.fetch\(|getenv\(|\$_(?:GET|POST|REQUEST|ENV|COOKIE)\[|input\(|sys\.argv\[|process\.argv\[|(?:\w+\.)?(?:query|params|searchParams|headers|cookies|localStorage)(?:\.\w+$|\.get(?:Item)?\(|\[)|(?:req|request)\.(?:query|params|args|form|GET|POST)(?:\.|\[)|System\.getenv\(|gets\b)/;

/** Names that are followed to the value behind them. */
const MOST_NAMES = 3;

function isConfigured(node: Expr, around: Around, depth = 0): Expr | undefined {
  if (node.kind === 'choice' && depth <= MOST_NAMES) {
    const inner = node.options.map((each) => isConfigured(each, around, depth + 1));
    return inner.every((each, index) => each !== undefined || isLiteral(node.options[index], 'text'))
      ? inner.find((each) => each !== undefined)
      : undefined;
  }
  if (/^(?:member|index|call)$/.test(node.kind) && TEXTS.test(around.text(node))) return node;
  if (node.kind !== 'name' || depth > MOST_NAMES) return undefined;
  const all = [...(around.fn ? assignsOf(node.name, around.fn.body) : []), ...assignsOf(node.name, around.file.code)];
  const [made] = all;
  return all.length === 1 && made?.value && made.operator === '=' && made.value.kind !== 'name'
    ? isConfigured(made.value, around, depth + 1)
    : undefined;
}

/** A month that counts from 1 where `java.util.Calendar` and `Date` count from 0, or the other way round. */
function monthOfCalendar(call: Extract<Expr, { kind: 'call' }>, around: Around): Hit | undefined {
  const { text, parent } = around;
  const name = call.callee.kind === 'name' ? call.callee.name : callName(call);
  const receiver = receiverOf(call);
  const isCalendar = receiver !== undefined && /Calendar$/.test(typeIn(receiver, around) ?? '');
  const first = call.args[0]?.value;
  if (isCalendar && name.endsWith('get') && first && /(?:^|\.)MONTH$/.test(text(first))) {
    const isShown =
      parent?.kind === 'operate' && parent.operator === '+' && some(parent.operands, (each) => isLiteral(each, 'text')) !== undefined;
    return isShown ? { at: call, by: text(call), fix: [{ start: call.start, end: call.end, text: `(${text(call)} + 1)` }] } : undefined;
  }
  const isWhole = (/^(?:GregorianCalendar|Date)$/.test(name) && receiver === undefined) || (isCalendar && callName(call) === 'set');
  const isField =
    isCalendar && callName(call) === 'set' && call.args.length === 2 && first !== undefined && /(?:^|\.)MONTH$/.test(text(first));
  const month = (isWhole && call.args.length >= 3) || isField ? call.args[1]?.value : undefined;
  if (
    !month ||
    some([month], (each) => each.kind === 'operate' && /^[-+]$/.test(each.operator)) ||
    /(?:Calendar\.|Index|Zero|from0|ordinal)/i.test(text(month))
  )
    return undefined;
  const isFromOne =
    (isLiteral(month, 'number') && month.value === '12') ||
    some([month], (each) => /^(?:parseInt|valueOf|toInt|getMonthValue|nextInt)$/.test(callName(each))) !== undefined ||
    (isName(month) && /^month(?:Number|OfYear)?$/i.test(month.name) && isReadFromText(month.name, around));
  return isFromOne ? { at: call, by: text(month), fix: [{ start: month.end, end: month.end, text: ' - 1' }] } : undefined;
}

/** Whether a local name holds a number that was read from a text as it stands. */
function isReadFromText(name: string, { fn }: Around): boolean {
  const all = fn ? assignsOf(name, fn.body) : [];
  return all.length === 1 && /^(?:parseInt|valueOf|toInt|getMonthValue)$/.test(all[0]!.value ? callName(all[0]!.value) : '');
}

/** Whether the numbers in which a result differs are nearer to 0 than the wanted ones; undefined where its other text differs, too. */
function isLess(wanted: string, got: string): boolean | undefined {
  return changedNumbers(wanted, got)?.every(([a, b]) => Math.abs(b) <= Math.abs(a));
}

/** Names of what may be 0 and mean it. */
const AMOUNT =
  /(?:cents?|count|price|percent|limit|rate|amount|total|size|number|age|score|points?|days?|hours?|minutes?|seconds?|ms|timeout|delay|offset|width|height|quantity|qty|discount|weight|level|priority|index|balance|fee|tax|cost|max|min|length|retries|attempts|interval|margin|capacity|stock)$/i;

/** The parts of `x || d`, `x ? x : d`, `d if not x else x`; `asked` where a condition stands. */
function givenOrDefault(node: Extract<Expr, { kind: 'choice' }>, text: Around['text']): { first?: Expr; second?: Expr; asked?: Expr } {
  const [one, two] = node.options;
  const asked = node.condition;
  if (!asked) return /^(?:\|\||or|\?:)$/.test(node.operator) ? { ...(one && { first: one }), ...(two && { second: two }) } : {};
  const isEmpty = callName(asked) === 'empty';
  const isNot = asked.kind === 'operate' && /^(?:!|not)$/.test(asked.operator);
  const inner = isNot ? asked.operands[0]! : isEmpty && asked.kind === 'call' ? (asked.args[0]?.value ?? asked) : asked;
  const [first, second] = isNot || isEmpty ? [two, one] : [one, two];
  return first && second && inner.kind !== 'call' && text(inner) === text(first) ? { first, second, asked } : {};
}

/** The number that a constant stands for, where its name or that of what is given tells an amount, or a fallback shows that it may be missing. */
function amountOf(first: Expr, second: Expr, around: Around): string | undefined {
  const name = lastName(second).replace(/^\w+::/, '');
  const isFallback = first.kind === 'choice' && first.operator === '??';
  if (!/^[A-Z][A-Z\d_]*$/.test(name) || (!isFallback && !AMOUNT.test(lastName(first)) && !AMOUNT.test(name))) return undefined;
  const cls = around.path.findLast((each) => each.kind === 'class');
  const ofClass = cls?.kind === 'class' && second.kind === 'name' && second.name.includes('::') ? assignsOf(name, cls.members) : [];
  if (ofClass[0]?.value) return /^-?[\d.]+$/.test(around.text(ofClass[0].value)) ? around.text(ofClass[0].value) : undefined;
  const made = second.kind === 'name' ? moduleValue(second.name, around)?.made.value : undefined;
  return isLiteral(made, 'number') ? made.value : undefined;
}

const FALSY = /^(?:0(?:\.0+)?|false|False|)$/;

export const numbers: readonly Fault[] = [
  fault({
    id: 'integer-division',
    languages: ['java', 'csharp', 'cpp', 'go', 'rust', 'kotlin', 'ruby'],
    source:
      'SpotBugs ICAST_IDIV_CAST_TO_DOUBLE; Error Prone IntLongMath; Sonar S2184; Clippy integer_division; clang-tidy bugprone-integer-division',
    on: 'operate',
    find(node, around) {
      const [left, right] = node.operands;
      if (node.operator !== '/' || !left || !right) return undefined;
      const ruby = around.file.language === 'ruby';
      const areWhole = ruby
        ? [left, right].some((each) => isLiteral(each, 'number') && /^\d+$/.test(each.value)) ||
          [left, right].every((each) => /^(?:size|length|count|sum)$/.test(each.kind === 'member' ? each.name : callName(each)))
        : [left, right].every((each) => isWholeType(typeIn(each, around)));
      if (!areWhole || (isLiteral(left) && isLiteral(right)) || !isFractionAround(node, around)) return undefined;
      const l = around.text(left);
      const first = operand(left, around.text);
      const fix = {
        java: `(double) ${first}`,
        csharp: `(double)${first}`,
        cpp: `static_cast<double>(${l})`,
        kotlin: `${first}.toDouble()`,
        ruby: `${first}.to_f`,
      }[around.file.language as string];
      return { at: node, by: l, fix: fix === undefined ? dividedAsFractions(node, around) : replaced(left, fix) };
    },
    fits: isLess,
  }),
  fault({
    id: 'floor-division',
    languages: ['python', 'ruby'],
    source: 'Python documentation, binary arithmetic operations',
    on: 'operate',
    find(node, { text, file }) {
      const [left, right] = node.operands;
      if (!left || !right) return undefined;
      if (file.language === 'ruby')
        return node.operator === '/' && isWholeOfRuby(right) && !some([left], (each) => lastName(each) === 'to_f')
          ? { at: node, fix: [{ start: firstOfQuotient(left).end, end: firstOfQuotient(left).end, text: '.to_f' }] }
          : undefined;
      if (node.operator !== '//') return undefined;
      const at = left.end + text({ start: left.end, end: right.start }).indexOf('//');
      return { at: node, fix: [{ start: at, end: at + 2, text: '/' }] };
    },
    fits: (wanted, got) => changedNumbers(wanted, got)?.every(([a, b]) => !Number.isInteger(a) && b < a && a - b < 1) ?? false,
  }),
  fault({
    id: 'overflow-before-widening',
    languages: ['java', 'csharp', 'cpp', 'kotlin'],
    source: 'Error Prone IntLongMath; SpotBugs ICAST_INTEGER_MULTIPLY_CAST_TO_LONG; Sonar S2184; clang-tidy bugprone-implicit-widening',
    on: 'operate',
    find(node, around) {
      const { parent } = around;
      if (
        node.operator !== '*' ||
        !node.operands.every((each) =>
          isLiteral(each, 'number')
            ? !/[lL.]/.test(each.value)
            : each.kind === 'name'
              ? /^(?:int|Int|Integer|int32_t)$/.test(typeIn(each, around) ?? '')
              : each.kind === 'operate',
        )
      )
        return undefined;
      if (!node.operands.some((each) => each.kind === 'name')) return undefined;
      const wide =
        parent?.kind === 'assign' && parent.value === node
          ? parent.type
          : parent?.kind === 'return'
            ? around.fn?.result
            : parent?.kind === 'same' && parent.how === 'cast'
              ? parent.type
              : undefined;
      if (!/^(?:long|Long|long long|int64_t)$/.test(wide ?? '')) return undefined;
      const [first] = node.operands;
      const l = around.text(first!);
      return {
        at: node,
        by: wide,
        fix: [
          {
            start: first!.start,
            end: first!.end,
            text:
              around.file.language === 'kotlin'
                ? `${l}.toLong()`
                : around.file.language === 'cpp'
                  ? `static_cast<long long>(${l})`
                  : `(long) ${l}`,
          },
        ],
      };
    },
    fits: (wanted, got) =>
      Number.isFinite(Number(wanted)) ? Math.abs(Number(wanted)) > 2 ** 31 - 1 && Number(got) !== Number(wanted) : undefined,
  }),
  fault({
    id: 'cast-binds-first',
    languages: ['java', 'csharp', 'cpp'],
    source: 'SpotBugs RV_01_TO_INT; Error Prone RandomCast; Sonar S2184',
    on: 'operate',
    find(node, { text }) {
      const [left, right] = node.operands;
      if (
        node.operator !== '*' ||
        left?.kind !== 'same' ||
        left.how !== 'cast' ||
        !/^(?:int|long|Integer)$/.test(left.type ?? '') ||
        !right
      )
        return undefined;
      if (!/\b(?:random|nextDouble|nextFloat|NextDouble)\(\)$/.test(text(left.of))) return undefined;
      return {
        at: node,
        by: text(left),
        fix: [
          { start: left.of.start, end: left.of.start, text: '(' },
          { start: node.end, end: node.end, text: ')' },
        ],
      };
    },
  }),
  fault({
    id: 'one-past-the-end',
    languages: [...LIKE_C, 'go', 'rust', 'kotlin', 'ruby', 'python'],
    source: 'CWE-193; SpotBugs; CodeQL "off-by-one comparison against length"; detekt; Clippy',
    on: 'loop',
    find(loop, { text }) {
      const { condition, over } = loop;
      const operate =
        condition?.kind === 'operate' && condition.operator === '<='
          ? condition
          : over?.kind === 'operate' && /^(?:\.\.|\.\.=)$/.test(over.operator)
            ? over
            : undefined;
      // `0..n` of Rust leaves its end out; of Kotlin and Ruby it does not.
      if (!operate || (over && /^[^.]*\.\.[^.=]/.test(text(over)) && operate.operator === '..' && RUST_RANGE.test(text(over))))
        return undefined;
      const [counter, bound] = condition ? operate.operands : [loop.target, operate.operands[1]];
      if (!isName(counter) || !bound) return undefined;
      const list = listCounted(bound);
      if (!list) return undefined;
      const read = some(loop.body, (node) => node.kind === 'index' && text(node.of) === text(list) && isName(node.keys[0], counter.name));
      if (!read) return undefined;
      const at = operate.operands[0]!.end + text({ start: operate.operands[0]!.end, end: bound.start }).indexOf(operate.operator);
      const shorter = operate.operator === '<=' ? '<' : operate.operator === '..=' ? '..' : undefined;
      return {
        at: operate,
        by: text(list),
        other: text(read),
        ...(shorter && { fix: [{ start: at, end: at + operate.operator.length, text: shorter }] }),
      };
    },
  }),
  fault({
    id: 'stops-one-early',
    languages: [...LIKE_C, 'go', 'python', 'rust'],
    source: 'CWE-193',
    on: 'loop',
    find(loop, { text }) {
      const range =
        loop.over && callName(loop.over) === 'range'
          ? (loop.over as Extract<Expr, { kind: 'call' }>).args.map(({ value }) => value)
          : undefined;
      const bound = range
        ? range.length > 1
          ? range[1]
          : range[0]
        : loop.condition?.kind === 'operate' && loop.condition.operator === '<'
          ? loop.condition.operands[1]
          : loop.over?.kind === 'operate' && loop.over.operator === '..'
            ? loop.over.operands[1]
            : undefined;
      const counter = range || loop.over ? loop.target : loop.condition?.kind === 'operate' ? loop.condition.operands[0] : undefined;
      if (
        bound?.kind !== 'operate' ||
        bound.operator !== '-' ||
        !isLiteral(bound.operands[1], 'number') ||
        bound.operands[1].value !== '1' ||
        !isName(counter)
      )
        return undefined;
      const list = listCounted(bound.operands[0]!);
      if (!list || !some(loop.body, (node) => node.kind === 'index' && text(node.of) === text(list) && isName(node.keys[0], counter.name)))
        return undefined;
      // A loop over neighbours reads the next one, too.
      if (
        some(loop.body, (node) => node.kind === 'operate' && /^[-+]$/.test(node.operator) && isName(node.operands[0], counter.name)) ||
        some(
          loop.body,
          (node) =>
            node.kind === 'loop' ||
            (node.kind === 'operate' && node.operator.includes('length')) ||
            (node.kind === 'branch' && reads(counter.name, [node.condition])),
        )
      )
        return undefined;
      return { at: bound, by: text(list), fix: [{ start: bound.operands[0]!.end, end: bound.end, text: '' }] };
    },
    fits: (wanted, got) => (plain(wanted) === plain(got) ? false : undefined),
  }),
  fault({
    id: 'default-for-zero',
    languages: [...SCRIPT, 'python', 'php'],
    source: 'typescript-eslint prefer-nullish-coalescing; Sonar S6606',
    on: 'choice',
    find(node, around) {
      const { text, file, parent } = around;
      const { first, second, asked } = givenOrDefault(node, text);
      if (!first || !second || (parent?.kind === 'branch' && parent.condition === node)) return undefined;
      const isGiven = /^(?:name|member|index|call)$/.test(first.kind) || (first.kind === 'choice' && first.operator === '??');
      if (!isGiven) return undefined;
      const value = isLiteral(second, 'number', 'text', 'truth')
        ? text(second)
        : isLiteral(first)
          ? undefined
          : amountOf(first, second, around);
      if (value === undefined || FALSY.test(plain(value))) return undefined;
      const at = first.end + text({ start: first.end, end: second.start }).indexOf(node.operator);
      const isOperator = asked === undefined && file.language !== 'python';
      return {
        at: node,
        by: text(first),
        other: value,
        fix: isOperator
          ? replaced({ start: at, end: at + 2 }, '??')
          : isSteady(first)
            ? unlessMissing(node, text(first), text(second), file.language)
            : undefined,
      };
    },
    // The default took the place of 0, '' or false: nothing else confirms it.
    fits(wanted, got, { other = '' }) {
      if (FALSY.test(plain(wanted))) return plain(got) === plain(other) || undefined;
      const given = Number(plain(other));
      const [[before, after] = [0, 0], ...more] = changedNumbers(wanted, got) ?? [];
      // The default itself came out where 0 was right, or it was added in its place.
      if (Number.isFinite(given) && before !== after && more.length === 0)
        return after === given ? before === 0 : Math.abs(after - before - given) < 1e-9 || undefined;
      return isNothing(wanted) ? undefined : false;
    },
  }),
  fault({
    id: 'text-as-number',
    languages: [...SCRIPT, 'python', 'ruby'],
    source: 'CodeQL; Sonar S3760; typescript-eslint restrict-plus-operands',
    on: 'operate',
    find(node, around) {
      if (!/^(?:[-+*<>]|[<>]=|===|==)$/.test(node.operator) || node.operands.length !== 2) return undefined;
      const script = (SCRIPT as readonly string[]).includes(around.file.language);
      if (script && !/^(?:\+|===)$/.test(node.operator)) return undefined;
      const given = node.operands.map((each) => isConfigured(each, around));
      const index = given.findIndex((each) => each !== undefined);
      const other = node.operands[1 - index];
      if (index < 0 || !other || given[1 - index]) return undefined;
      const isNumber =
        isLiteral(other, 'number') ||
        (other.kind === 'name' && /^(?:number|int|float)$/.test(typeIn(other, around) ?? '')) ||
        (other.kind === 'member' && other.name === 'length') ||
        callName(other) === 'len';
      if (!isNumber) return undefined;
      const text = node.operands[index]!;
      const [open, close] = script ? ['Number(', ')'] : around.file.language === 'python' ? ['int(', ')'] : ['Integer(', ')'];
      return {
        at: node,
        by: around.text(text),
        other: around.text(given[index]!),
        fix: [
          { start: text.start, end: text.start, text: open },
          { start: text.end, end: text.end, text: close },
        ],
      };
    },
  }),
  fault({
    id: 'text-as-truth',
    languages: [...SCRIPT, 'python', 'ruby'],
    source: 'Ruff; Twelve-Factor "config"; Sonar',
    on: 'branch',
    find(branch, around) {
      const asked =
        branch.condition.kind === 'operate' && /^(?:!|not)$/.test(branch.condition.operator)
          ? branch.condition.operands[0]!
          : branch.condition;
      const inner = asked.kind === 'call' && /^(?:bool|Boolean)$/.test(callName(asked)) ? asked.args[0]?.value : asked;
      const from = inner && isConfigured(inner, around);
      if (!from || !/(?:DEBUG|ENABLE|DISABLE|USE_|FLAG|ACTIVE|VERBOSE|STRICT|CACHE|DRY|SKIP|ALLOW|FEATURE|IS_)/i.test(around.text(from)))
        return undefined;
      return { at: asked, by: around.text(from) };
    },
  }),
  fault({
    id: 'formatted-as-number',
    languages: [...SCRIPT, 'php'],
    source: 'typescript-eslint restrict-plus-operands; PHPStan',
    on: 'operate',
    find(node, { text, file }) {
      const name = file.language === 'php' ? /^number_format$/ : /^(?:toFixed|toPrecision|toLocaleString)$/;
      if (!(file.language === 'php' ? /^[-+*/]$/ : /^\+$/).test(node.operator)) return undefined;
      const formatted = node.operands.find((each) => name.test(callName(each)));
      const other = node.operands.find((each) => each !== formatted);
      if (
        !formatted ||
        !other ||
        isLiteral(other, 'text') ||
        (other.kind === 'operate' && some([other], (each) => isLiteral(each, 'text')))
      )
        return undefined;
      if (
        file.language !== 'php' &&
        !isLiteral(other, 'number') &&
        !name.test(callName(other)) &&
        !/^(?:total|sum|price|amount|subtotal|tax|count|net|gross|fee)$/i.test(
          other.kind === 'name' ? other.name : other.kind === 'member' ? other.name : '',
        )
      )
        return undefined;
      return {
        at: node,
        by: text(formatted),
        ...(file.language !== 'php' && {
          fix: [
            { start: formatted.start, end: formatted.start, text: 'Number(' },
            { start: formatted.end, end: formatted.end, text: ')' },
          ],
        }),
      };
    },
  }),
  fault({
    id: 'decimal-of-double',
    languages: ['java', 'kotlin'],
    source: 'Error Prone BigDecimalLiteralDouble; SpotBugs DMI_BIGDECIMAL_CONSTRUCTED_FROM_DOUBLE; Sonar S2111',
    on: 'call',
    find(call, { text }) {
      const [first] = call.args.map(({ value }) => value);
      if (
        !isName(call.callee, 'BigDecimal') ||
        call.args.length !== 1 ||
        !isLiteral(first, 'number') ||
        !/\.\d*[1-9]/.test(first.value) ||
        /\.(?:5|25|75|125)0*$/.test(first.value)
      )
        return undefined;
      return { at: call, by: text(first), fix: [{ start: first.start, end: first.end, text: `"${text(first)}"` }] };
    },
  }),
  fault({
    id: 'month-from-zero',
    languages: [...SCRIPT, 'java', 'kotlin'],
    source: 'MDN Date; Sonar S6653; Error Prone JdkObsolete; SpotBugs DMI_BAD_MONTH; IntelliJ MagicConstant',
    on: 'call',
    find(call, around) {
      const { parent, text, path, file, fn } = around;
      if (/^(?:java|kotlin)$/.test(file.language)) return monthOfCalendar(call, around);
      const month = call.args[1]?.value;
      if (call.makes && isName(call.callee, 'Date') && call.args.length >= 2 && isLiteral(month, 'number') && month.value === '12')
        return { at: call, by: '12', fix: [{ start: month.start, end: month.end, text: '11' }] };
      const isDate = call.makes ? isName(call.callee, 'Date') : callName(call) === 'UTC' && isName(receiverOf(call), 'Date');
      if (isDate && month && fn && isReadMonth(month, fn.body))
        return { at: call, by: text(month), fix: [{ start: month.end, end: month.end, text: ' - 1' }] };
      if (!/^get(?:UTC)?Month$/.test(callName(call))) return undefined;
      const shown =
        parent?.kind === 'literal' ||
        (parent?.kind === 'call' && /^String$|padStart/.test(text(parent.callee))) ||
        (parent?.kind === 'operate' &&
          parent.operator === '+' &&
          parent.operands.every((each) => each === call || !isLiteral(each, 'number')) &&
          some(
            path.filter((each) => each.kind === 'operate'),
            (each) => isLiteral(each, 'text'),
          ) !== undefined);
      return shown ? { at: call, by: text(call), fix: [{ start: call.start, end: call.end, text: `(${text(call)} + 1)` }] } : undefined;
    },
  }),
  fault({
    id: 'index-as-base',
    languages: SCRIPT,
    source: 'unicorn/no-array-callback-reference; Sonar',
    on: 'call',
    find(call) {
      const [first] = call.args.map(({ value }) => value);
      return /^(?:map|flatMap)$/.test(callName(call)) && isName(first, 'parseInt') && call.args.length === 1
        ? { at: call, fix: [{ start: first.start, end: first.end, text: '(text) => parseInt(text, 10)' }] }
        : undefined;
    },
  }),
  fault({
    id: 'caret-as-power',
    languages: [...SCRIPT, 'python', 'java', 'csharp', 'cpp', 'go', 'php'],
    source: 'CodeQL; clang -Wxor-used-as-pow; Error Prone XorPower',
    on: 'operate',
    find(node, { text, file }) {
      const [left, right] = node.operands;
      if (node.operator !== '^' || !left || !right) return undefined;
      const isPower =
        (isLiteral(left, 'number') && /^(?:2|10)$/.test(left.value) && !isLiteral(right, 'truth')) ||
        (isLiteral(right, 'number') && /^[23]$/.test(right.value) && left.kind !== 'literal' && left.kind !== 'index');
      const fix =
        (SCRIPT as readonly string[]).includes(file.language) || /^(?:python|php)$/.test(file.language)
          ? [{ start: node.start, end: node.end, text: `${text(left)} ** ${text(right)}` }]
          : undefined;
      return isPower ? { at: node, ...(fix && { fix }) } : undefined;
    },
  }),
  fault({
    id: 'sum-without-start',
    languages: SCRIPT,
    source: 'Sonar S6959',
    on: 'call',
    find(call, { text }) {
      const [first] = call.args.map(({ value }) => value);
      if (callName(call) !== 'reduce' || call.args.length !== 1 || first?.kind !== 'fn' || first.params.length < 2) return undefined;
      const [sum, each] = first.params;
      const isPart = some(
        first.body,
        (node) =>
          node.kind === 'operate' &&
          /^[-+*]$/.test(node.operator) &&
          isName(node.operands[0], sum!.name) &&
          some(node.operands.slice(1), (inner) => inner.kind === 'member' && isName(inner.of, each!.name)) !== undefined,
      );
      const isOwn = some(first.body, (node) => node.kind === 'member' && isName(node.of, sum!.name));
      return isPart && !isOwn ? { at: call, by: text(first), fix: [{ start: first.end, end: first.end, text: ', 0' }] } : undefined;
    },
  }),
  fault({
    id: 'sums-whole-numbers',
    languages: ['cpp'],
    source: 'clang-tidy bugprone-fold-init-type',
    on: 'call',
    find(call, around) {
      const start = call.args[2]?.value;
      if (callName(call) !== 'accumulate' || !isLiteral(start, 'number') || !/^\d+$/.test(start.value)) return undefined;
      const list = call.args[0] && receiverOf(call.args[0].value);
      const isFractional =
        /<\s*(?:double|float)\s*>/.test(list?.kind === 'name' ? (typeIn(list, around) ?? '') : '') ||
        (around.parent?.kind === 'assign' && isFractionalType(around.parent.type)) ||
        (around.parent?.kind === 'return' && isFractionalType(around.fn?.result));
      return isFractional
        ? { at: call, by: start.value, fix: [{ start: start.start, end: start.end, text: `${start.value}.0` }] }
        : undefined;
    },
  }),
  fault({
    id: 'never-below-zero',
    languages: ['cpp', 'rust'],
    source: '-Wtype-limits; Clippy absurd_extreme_comparisons; CodeQL',
    on: 'loop',
    find(loop, around) {
      const { condition } = loop;
      if (
        condition?.kind !== 'operate' ||
        condition.operator !== '>=' ||
        !isName(condition.operands[0]) ||
        !isLiteral(condition.operands[1], 'number') ||
        condition.operands[1].value !== '0'
      )
        return undefined;
      const { name } = condition.operands[0];
      const declared = loop.init?.find((each) => each.kind === 'assign' && isName(each.target, name));
      const type = declared?.kind === 'assign' ? declared.type : typeIn(condition.operands[0], around);
      return /^(?:size_t|std::size_t|unsigned(?: int| long)?|uint\d*(?:_t)?|usize|u\d+)$/.test(type ?? '')
        ? { at: condition, by: type, other: name }
        : undefined;
    },
  }),
];

/** A default that takes the place of a missing value alone. */
function unlessMissing(node: Expr, first: string, second: string, language: string): Hit['fix'] {
  return replaced(node, language === 'python' ? `(${first} if ${first} is not None else ${second})` : `(${first} ?? ${second})`);
}

/** In Go and Rust, whose operators take two of a type: each side is made the fraction that the quotient is made of it. */
function dividedAsFractions({ start, end, operands }: Extract<Expr, { kind: 'operate' }>, around: Around): Hit['fix'] {
  const { parent, text } = around;
  const sides = operands.map((each) => [text(each), operand(each, text)] as const);
  const [asFraction, divided] =
    parent?.kind === 'call' && parent.callee.kind === 'name' && /^(?:float(?:64|32)|f(?:64|32)::from)$/.test(parent.callee.name)
      ? [parent.callee.name, sides.map(([whole]) => `${(parent.callee as { name: string }).name}(${whole})`)]
      : parent?.kind === 'same' && parent.how === 'cast' && around.file.language === 'rust'
        ? [parent.type, sides.map(([, whole]) => `${whole} as ${parent.type}`)]
        : [];
  return asFraction === undefined || !divided ? undefined : replaced({ start, end }, divided.join(' / '));
}

/** `a` of `a / b / c`. */
function firstOfQuotient(node: Expr): Expr {
  return node.kind === 'operate' && node.operator === '/' && node.operands[0] ? firstOfQuotient(node.operands[0]) : node;
}

/** A number of Ruby that is whole: written so, or a count. */
function isWholeOfRuby(node: Expr): boolean {
  return isLiteral(node, 'number')
    ? /^\d+$/.test(node.value)
    : /^(?:size|length|count)$/.test(node.kind === 'member' ? node.name : callName(node));
}

const RUST_RANGE = /\.(?:len\(\)|iter\(\))|^\(?\d+\.\.\w+\)?$/;

/** The list whose elements a bound counts: `xs` of `xs.length`, `len(xs)`, `xs.size()`. */
function listCounted(bound: Expr): Expr | undefined {
  if (bound.kind === 'member') return /^(?:length|Length|Count|size|count)$/.test(bound.name) ? bound.of : undefined;
  if (bound.kind !== 'call') return undefined;
  const receiver = receiverOf(bound);
  if (receiver) return /^(?:length|size|len|count)$/.test(callName(bound)) && bound.args.length === 0 ? receiver : undefined;
  return /^(?:len|count|sizeof)$/.test(callName(bound)) ? bound.args[0]?.value : undefined;
}

/** Calls and members that give parts of a text. */
const PART_OF_TEXT = /^(?:split|match|matchAll|exec|slice|substring|substr|groups)$/;

/** Whether a month is taken out of a text as it stands there, and never counted from 0. */
function isReadMonth(month: Expr, body: readonly Ir[]): boolean {
  if (month.kind === 'operate' && month.operator === '+' && month.operands.length === 1) return isReadMonth(month.operands[0]!, body);
  if (month.kind === 'call') {
    const [given] = month.args;
    return given !== undefined && !receiverOf(month) && /^(?:Number|parseInt)$/.test(callName(month)) && isReadMonth(given.value, body);
  }
  const list = month.kind === 'index' ? month.of : month;
  if (!isName(list) || (list === month && !/^(?:m{1,2}|mo|mon)$|month/i.test(list.name))) return false;
  if (month.kind === 'index' && !isLiteral(month.keys[0], 'number')) return false;
  const [made, ...more] = assignsOf(list.name, body);
  if (!made?.value || more.length > 0) return false;
  if (some([made.value], (node) => node.kind === 'operate' && node.operator === '-')) return false;
  return (
    some([made.value], (node) => PART_OF_TEXT.test(callName(node)) || (node.kind === 'member' && node.name === 'groups')) !== undefined ||
    some([made.value], (node) => node.kind === 'index' && isName(node.of) && node !== month && isReadMonth(node, body)) !== undefined
  );
}
