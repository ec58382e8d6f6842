import {
  some,
  callName,
  isSteady,
  isFn,
  isLiteral,
  isName,
  lastName,
  moduleValue,
  receiverOf,
  reads,
  resultsOf,
  isNothing,
  assignsOf,
  plain,
} from './shapes';
import { typeIn } from './types';
import { nodesIn, type Expr } from '../../../syntax/lower/ir';
import { replaced, statementBefore } from './edits';
import { fault, LIKE_C, SCRIPT, type Around, type Fault, type Hit } from './fault';

/** Go: what is given as an error. */
function isError(expr: Expr | undefined): boolean {
  return expr?.kind === 'call' ? /^(?:Errorf|New|Join)$/.test(callName(expr)) : isName(expr) && /^(?:err|Err[A-Z]\w*)$/.test(expr.name);
}

const LOCAL = /^get(?:Date|Day|Month|FullYear|Hours|Minutes)$/;

/** Errors, the clock and encodings. */
/** A week of ISO 8601 with the year of the calendar, which it does not always belong to. */
function weekOfOtherYear(
  call: Extract<Expr, { kind: 'call' }>,
  literal: Extract<Expr, { kind: 'literal' }>,
  { text, file }: Pick<Around, 'text' | 'file'>,
): Hit | undefined {
  const isPhp = file.language === 'php';
  const [week, year, right] = isPhp ? [/(?<!\\)W/, /(?<!\\)Y/, 'o'] : [/%-?V/, /%Y/, '%G'];
  if (!(isPhp ? /^(?:date|format)$/ : /^strftime$/).test(callName(call)) || !week.test(literal.value)) return undefined;
  const found = year.exec(text(literal));
  // A day of the month belongs to the calendar.
  if (!found || (isPhp ? /(?<!\\)[mndj]/ : /%-?[mdjB]/).test(literal.value)) return undefined;
  const at = literal.start + found.index;
  return { at: call, by: found[0], other: text(literal), fix: [{ start: at, end: at + found[0].length, text: right }] };
}

export const surroundings: readonly Fault[] = [
  fault({
    id: 'swallowed-error',
    languages: [...LIKE_C, 'python', 'ruby', 'kotlin'],
    source:
      'ESLint no-empty; Ruff S110, BLE001, SIM105; SpotBugs DE_MIGHT_IGNORE; RuboCop Lint/SuppressedException; detekt SwallowedException; Sonar S108',
    on: 'try',
    find(node, { file, text }) {
      for (const each of node.catches) {
        const [only] = each.body;
        const isPass = only?.kind === 'do' && /^(?:pass|\.\.\.|null|nil|continue)$/.test(text(only));
        const isDefault =
          only?.kind === 'return' &&
          (only.value === undefined ||
            isLiteral(only.value) ||
            (only.value.kind === 'list' && only.value.elements.length === 0) ||
            (only.value.kind === 'map' && only.value.entries.length === 0) ||
            (isName(only.value) && /^(?:undefined|null|None|nil)$/.test(only.value.name)));
        if (each.body.length > 1 || (only && !isPass && !isDefault && !(only.kind === 'jump' && /^continue/.test(only.how)))) continue;
        // A narrow error that is expected is handled.
        if (/StopIteration|KeyboardInterrupt|FileNotFound|ENOENT|NotFound|ImportError|ModuleNotFound|InterruptedException/.test(each.types))
          continue;
        return {
          at: each,
          of: { start: each.start, end: Math.min(each.end, each.start + 60) },
          by: each.types,
          other: only ? text(only) : '',
          also: { file, at: node.body[0] ?? node },
        };
      }
      return undefined;
    },
    leavesOut: true,
    fits: (_wanted, got, { other = '' }) => {
      const given = plain(other.replace(/^return\s*/, '').replace(/;$/, ''));
      return isNothing(got) || /^(?:0|false|False|\[\]|\{\}|''|"")$/.test(got.trim())
        ? given === plain(got) || (given === '' && isNothing(got)) || undefined
        : false;
    },
  }),
  fault({
    id: 'ignored-error',
    languages: ['go'],
    source: 'errcheck; Staticcheck; gosec G104',
    on: 'assign',
    find(assign, { text, named }) {
      const { target, value } = assign;
      if (value?.kind !== 'call' || target.kind !== 'list') return undefined;
      const last = target.elements.at(-1);
      if (!isName(last, '_') || target.elements.length !== 2 || isName(target.elements[0], '_')) return undefined;
      const callee = named(callName(value));
      const givesError = callee
        ? resultsOf(callee.fn, 'go')?.some((each) => each.kind === 'list' && each.elements.length === 2 && isError(each.elements[1]))
        : /^(?:Atoi|Parse\w+|ReadFile|Open|Unmarshal|Decode|Get|Do|Read\w*|Marshal|LoadLocation|Query\w*)$/.test(callName(value));
      return givesError ? { at: assign, of: value, by: text(value) } : undefined;
    },
    leavesOut: true,
    fits: (_wanted, got) => /^(?:0|0\.0+|""|\[\]|<nil>|nil|)$/.test(got.trim()) || false,
  }),
  fault({
    id: 'returns-in-finally',
    languages: [...SCRIPT, 'python', 'java', 'ruby', 'php'],
    source: 'ESLint no-unsafe-finally; Ruff B012; Error Prone Finally; RuboCop Lint/EnsureReturn; Sonar S1143',
    on: 'try',
    find(node, { file }) {
      const left =
        node.last &&
        some(
          node.last,
          (each) => each.kind === 'return' || (each.kind === 'jump' && /^(?:break|continue)/.test(each.how)),
          (each) => isFn(each) || each.kind === 'loop',
        );
      return left ? { at: left, also: { file, at: node } } : undefined;
    },
  }),
  fault({
    id: 'catches-first-only',
    languages: ['python'],
    source: 'Pylint binary-op-exception; Ruff',
    on: 'try',
    find(node, { file }) {
      const each = node.catches.find(({ types }) => /^[\w.]+ or [\w.]+/.test(types));
      if (!each) return undefined;
      const at = file.text.indexOf(each.types, each.start);
      return {
        at: each,
        of: { start: at, end: at + each.types.length },
        by: each.types.split(' or ')[0],
        other: each.types.split(' or ').slice(1).join(', '),
        fix: [{ start: at, end: at + each.types.length, text: `(${each.types.split(' or ').join(', ')})` }],
      };
    },
  }),
  fault({
    id: 'local-date',
    languages: SCRIPT,
    source: 'MDN Date.parse; date-fns documentation; Sonar',
    on: 'call',
    find(call, { fn, text }) {
      const date = receiverOf(call);
      if (!LOCAL.test(callName(call)) || !date) return undefined;
      const made = date.kind === 'call' ? date : date.kind === 'name' && fn ? assignsOf(date.name, fn.body)[0]?.value : undefined;
      if (made?.kind !== 'call' || !made.makes || !isName(made.callee, 'Date') || made.args.length !== 1) return undefined;
      const [first] = made.args.map(({ value }) => value);
      if (
        first?.kind === 'operate' ||
        callName(first!) === 'getTime' ||
        callName(first!) === 'now' ||
        (isLiteral(first, 'text') && /T\d/.test(first.value))
      )
        return undefined;
      const name = callName(call);
      return {
        at: call,
        by: text(made),
        other: name,
        fix: [{ start: call.callee.end - name.length, end: call.callee.end, text: name.replace('get', 'getUTC') }],
      };
    },
    // West of Greenwich it is still the day before; nowhere the day after.
    fits: (wanted, got, { other = '' }) => {
      const [a, b] = [Number(plain(wanted)), Number(plain(got))];
      if (!/Date|Day|Month|Year/.test(other) || !Number.isFinite(a) || !Number.isFinite(b)) return undefined;
      return b === a - 1 || (a === 1 && b > 27) || (a === 0 && (b === 6 || b === 11));
    },
  }),
  fault({
    id: 'naive-utc',
    languages: ['python'],
    source: 'Ruff DTZ003, DTZ004, DTZ006; Sonar S6903',
    on: 'call',
    find(call, { text }) {
      const name = callName(call);
      if (!/^(?:utcnow|utcfromtimestamp|fromtimestamp)$/.test(name) || call.args.length > (name === 'utcnow' ? 0 : 1) || !receiverOf(call))
        return undefined;
      const given = call.args[0] ? `${text(call.args[0].value)}, ` : '';
      return {
        at: call,
        by: name,
        fix: [
          {
            start: call.callee.end - name.length,
            end: call.end,
            text: name === 'utcnow' ? 'now(datetime.timezone.utc)' : `fromtimestamp(${given}datetime.timezone.utc)`,
          },
        ],
      };
    },
  }),
  fault({
    id: 'date-pattern',
    languages: ['java', 'kotlin', 'csharp', 'ruby', 'python', 'php'],
    source: 'Error Prone MisusedWeekYear, MisusedDayOfYear; Sonar S3986; Python and Ruby documentation, strftime',
    on: 'call',
    find(call, { text, file }) {
      const literal = call.args.map(({ value }) => value).find((each) => isLiteral(each, 'text'));
      if (literal?.kind === 'literal' && /^(?:strftime|date|format)$/.test(callName(call)))
        return weekOfOtherYear(call, literal, { text, file });
      if (
        !literal ||
        literal.kind !== 'literal' ||
        !/^(?:SimpleDateFormat|ofPattern|ToString|ParseExact|DateTimeFormatter|format)$/.test(callName(call))
      )
        return undefined;
      const wrong =
        /YYYY/.test(literal.value) && file.language !== 'csharp'
          ? 'YYYY'
          : /y{2,4}[-/.]?mm[-/.]?[dD]/.test(literal.value)
            ? 'mm'
            : /[yu]{4}[-/.]?MM[-/.]?DD/.test(literal.value)
              ? 'DD'
              : undefined;
      if (!wrong) return undefined;
      const at = literal.start + text(literal).indexOf(wrong);
      return {
        at: call,
        by: wrong,
        other: text(literal),
        fix: [{ start: at, end: at + wrong.length, text: wrong === 'mm' ? 'MM' : wrong.toLowerCase() }],
      };
    },
  }),
  fault({
    id: 'duration-without-unit',
    languages: ['go'],
    source: 'Staticcheck SA1004',
    on: 'call',
    find(call, around) {
      const { text } = around;
      if (!isName(receiverOf(call), 'time') && !isName(receiverOf(call), 'context')) return undefined;
      if (!/^(?:Sleep|After|NewTimer|NewTicker|Tick|WithTimeout|AfterFunc)$/.test(callName(call))) return undefined;
      const given = call.args[callName(call) === 'WithTimeout' ? 1 : 0]?.value;
      const number = given && callName(given) === 'Duration' && given.kind === 'call' ? given.args[0]?.value : given;
      const isBare = isLiteral(number, 'number')
        ? number.value !== '0'
        : given !== number &&
          number !== undefined &&
          /^(?:name|member)$/.test(number.kind) &&
          /^u?int(?:32)?$/.test(typeIn(number, around) ?? '') &&
          !/nano|ns$/i.test(text(number));
      return isBare && given ? { at: call, by: text(given) } : undefined;
    },
  }),
  fault({
    id: 'default-called-once',
    languages: ['python'],
    source: 'Ruff B008; Pylint',
    on: 'fn',
    find(fn, { text, file }) {
      const given = fn.params.find(
        ({ fallback }) =>
          fallback?.kind === 'call' && /(?:^|\.)(?:now|today|utcnow|time|uuid[14]|random|randint|token_hex|getcwd)\(/.test(text(fallback)),
      );
      const first = fn.body.find((node) => node.kind !== 'do' || node.value.kind !== 'literal');
      if (!given?.fallback) return undefined;
      const made = text(given.fallback);
      const fix = first && [
        ...replaced(given.fallback, 'None'),
        ...statementBefore(first, `${given.name} = ${made} if ${given.name} is None else ${given.name}`, file.text),
      ];
      return { at: given.fallback, by: given.name, other: made, fix };
    },
  }),
  fault({
    id: 'chunk-as-text',
    languages: [...SCRIPT, 'python'],
    source: 'Node documentation, readable.setEncoding; Python codecs.getincrementaldecoder',
    on: 'call',
    find(call, { file, text, path, parent }) {
      if (file.language === 'python') {
        const source = receiverOf(call);
        const isRead =
          source !== undefined &&
          (callName(source) === 'read' ||
            callName(source) === 'recv' ||
            (source.kind === 'name' && /^(?:chunk|block|part|data|buf(?:fer)?)$/.test(source.name)));
        const isLoop = path.some((node) => node.kind === 'loop');
        return callName(call) === 'decode' && isRead && isLoop ? { at: call, by: text(source) } : undefined;
      }
      const [event, handler] = call.args.map(({ value }) => value);
      if (
        callName(call) !== 'on' ||
        !isLiteral(event, 'text') ||
        event.value !== 'data' ||
        handler?.kind !== 'fn' ||
        handler.params.length !== 1
      )
        return undefined;
      const [{ name }] = handler.params as unknown as [{ name: string }];
      if (/setEncoding/.test(file.text)) return undefined;
      const added = [...nodesIn(handler.body)].find(
        (node) =>
          (node.kind === 'assign' && node.operator === '+=' && node.value !== undefined && reads(name, [node.value])) ||
          (node.kind === 'call' && callName(node) === 'toString' && isName(receiverOf(node), name)),
      );
      const stream = receiverOf(call);
      const fix =
        parent?.kind === 'do' && isSteady(stream ?? call)
          ? statementBefore(call, `${text(stream!)}.setEncoding('utf8');`, file.text)
          : undefined;
      return added ? { at: added, by: name, fix } : undefined;
    },
    fits: (_wanted, got) => /\uFFFD/.test(got) || undefined,
  }),
  fault({
    id: 'day-of-24-hours',
    languages: [...SCRIPT, 'php', 'ruby'],
    source: 'date-fns documentation, addDays; MDN Date; PHP manual, DateTime::modify; Sonar',
    on: 'call',
    find(call, around) {
      const { file, text, files } = around;
      const hasDay = (node: Expr | undefined): boolean =>
        node !== undefined &&
        some(
          [node],
          (each) => each.kind === 'operate' && /^[-+]$/.test(each.operator) && each.operands.some((part) => lengthOfDay(part, around)),
        ) !== undefined;
      const isMade = call.makes && isName(call.callee, 'Date') && call.args.length === 1 && hasDay(call.args[0]!.value);
      const isSet = callName(call) === 'setTime' && hasDay(call.args[0]?.value);
      const isPhp = file.language === 'php' && isName(call.callee, 'date') && call.args.length === 2 && hasDay(call.args[1]!.value);
      if (!(isMade || isSet || isPhp) || (file.language === 'ruby' && !isMade)) return undefined;
      // Parts of a date in universal time know no change of the clocks.
      const isUniversal = files.some((each) => /getUTC(?:Date|Day|Hours|Month)|toISOString|timeZone|Date\.UTC/.test(each.text));
      const isShown =
        isPhp ||
        files.some(
          (each) =>
            some(each.code, (node) =>
              /^(?:get(?:Date|Day|Hours|Month)|toLocaleDateString|toDateString|toLocaleString)$/.test(callName(node)),
            ) !== undefined,
        );
      if (isUniversal || !isShown) return undefined;
      return { at: call, by: text(call), fix: isMade ? daysByDate(call, around) : undefined };
    },
  }),
  fault({
    id: 'seconds-as-milliseconds',
    languages: SCRIPT,
    source: 'MDN Date.now; CWE-682; Error Prone DurationTemporalUnit',
    on: ['operate', 'call'],
    find(node, { text }) {
      if (node.kind === 'call') {
        const given = node.makes && isName(node.callee, 'Date') && node.args.length === 1 ? node.args[0]!.value : undefined;
        const isSeconds =
          given !== undefined &&
          /^(?:name|member)$/.test(given.kind) &&
          /^(?:exp|iat|nbf|epochSeconds|unixSeconds|unixTime|unix|unixTimestamp|timestampSeconds)$/.test(lastName(given));
        return isSeconds ? { at: node, by: text(given), fix: [{ start: given.end, end: given.end, text: ' * 1000' }] } : undefined;
      }
      const now = node.operands.find((each) => callName(each) === 'now' && isName(receiverOf(each), 'Date'));
      const other = node.operands.find((each) => each !== now);
      if (!now || !other || !/^[-+]$/.test(node.operator) || node.operands.length !== 2) return undefined;
      const parts = factorsOf(other);
      const product = parts?.reduce((all, each) => all * each, 1);
      const isSeconds = product !== undefined && [60, 300, 600, 900, 1800, 3600, 7200, 86_400, 604_800].includes(product);
      return isSeconds ? { at: node, by: text(other), fix: [{ start: other.end, end: other.end, text: ' * 1000' }] } : undefined;
    },
  }),
  fault({
    id: 'weekday-as-day',
    languages: [...SCRIPT, 'java'],
    source: 'MDN Date.prototype.getDay; SpotBugs; Error Prone JavaUtilDate',
    on: ['literal', 'operate'],
    find(node, { parent, text }) {
      if (parent?.kind === 'operate' && parent.operator === '+') return undefined;
      if (node.kind === 'operate' && node.operator !== '+') return undefined;
      const calls = [...nodesIn([node])].filter((each) => each.kind === 'call');
      const day = calls.find((each) => /^get(?:UTC)?Day$/.test(callName(each)));
      const isDate =
        calls.some((each) => /^get(?:UTC)?(?:FullYear|Year)$/.test(callName(each))) &&
        calls.some((each) => /^get(?:UTC)?Month$/.test(callName(each)));
      if (!day || day.kind !== 'call' || !isDate || calls.some((each) => /^get(?:UTC)?Date$/.test(callName(each)))) return undefined;
      return { at: day, by: text(day), fix: [{ start: day.callee.end - 'Day'.length, end: day.callee.end, text: 'Date' }] };
    },
  }),
  fault({
    id: 'month-too-long',
    languages: [...SCRIPT, 'php'],
    source: 'MDN Date.prototype.setMonth; PHP manual, relative formats; date-fns documentation, addMonths',
    on: ['call', 'literal'],
    find(node, { file, path, text }) {
      if (node.kind === 'call') {
        if (file.language === 'php' || !/^set(?:UTC)?Month$/.test(callName(node)) || node.args.length !== 1) return undefined;
        const given = node.args[0]!.value;
        const isMoved =
          given.kind === 'operate' &&
          /^[-+]$/.test(given.operator) &&
          some([given], (each) => /^get(?:UTC)?Month$/.test(callName(each))) !== undefined;
        return isMoved ? { at: node } : undefined;
      }
      const call = path.findLast((each) => each.kind === 'call');
      if (
        file.language !== 'php' ||
        node.of !== 'text' ||
        !call ||
        !/^(?:modify|strtotime|DateTime|DateTimeImmutable)$/.test(callName(call))
      )
        return undefined;
      return /^\s?\+?\d{0,9}\s?months?$/.test(node.value) && !/first|last/.test(text(call)) ? { at: call } : undefined;
    },
  }),
  fault({
    id: 'wide-catch-first',
    languages: ['python', 'php', 'ruby'],
    source: 'Pylint bad-except-order; PHPStan; RuboCop Lint/ShadowedException; Sonar S1045',
    on: 'try',
    find(node, { file, text }) {
      for (const [at, each] of node.catches.entries()) {
        const wide = namesCaught(each.types);
        for (const later of node.catches.slice(at + 1)) {
          const inside = namesCaught(later.types);
          if (inside.length === 0 || !inside.every((name) => wide.some((one) => isWithin(name, one, file.language)))) continue;
          return {
            at: later,
            of: { start: later.start, end: later.start + text(later).split('\n', 1)[0]!.length },
            by: later.types,
            other: each.types,
            also: { file, at: each },
            fix: [...replaced(each, text(later)), ...replaced(later, text(each))],
          };
        }
      }
      return undefined;
    },
  }),
];

/** Errors and those that they take in, of the languages' own. */
const TAKES_IN: Readonly<Record<string, RegExp>> = {
  BaseException: /./,
  Exception:
    /^(?!BaseException$|KeyboardInterrupt$|SystemExit$|Throwable$|Error$|TypeError$|ArgumentCountError$|ArithmeticError$|DivisionByZeroError$|ParseError$)/,
  Throwable: /./,
  StandardError:
    /^(?!Exception$|ScriptError$|NotImplementedError$|LoadError$|NoMemoryError$|Interrupt$|SignalException$|SystemExit$|SystemStackError$)/,
  LookupError: /^(?:KeyError|IndexError)$/,
  ArithmeticError: /^(?:ZeroDivisionError|OverflowError|FloatingPointError|DivisionByZeroError)$/,
  OSError:
    /^(?:FileNotFoundError|PermissionError|FileExistsError|IsADirectoryError|NotADirectoryError|ConnectionError|TimeoutError|BrokenPipeError|ConnectionRefusedError|IOError)$/,
  ValueError: /^(?:UnicodeError|UnicodeDecodeError|UnicodeEncodeError|JSONDecodeError)$/,
  RuntimeError: /^(?:RecursionError|NotImplementedError)$/,
  ConnectionError: /^(?:BrokenPipeError|ConnectionRefusedError|ConnectionResetError|ConnectionAbortedError)$/,
  IndexError: /^(?:KeyError|StopIteration)$/,
};

const namesCaught = (types: string): string[] => types.match(/[A-Za-z_]\w*(?![\w.\\])(?!::)/g)?.filter((name) => name !== 'as') ?? [];

function isWithin(name: string, wide: string, language: string): boolean {
  if (name === wide) return true;
  if (wide === 'Exception' && language === 'php' && !/Exception$/.test(name)) return false;
  if (wide === 'IndexError' && language !== 'ruby') return false;
  if (wide === 'StandardError' && language !== 'ruby') return false;
  if (/^(?:LookupError|OSError|ValueError|ConnectionError|BaseException|ArithmeticError|RuntimeError)$/.test(wide) && language !== 'python')
    return false;
  return Object.hasOwn(TAKES_IN, wide) && TAKES_IN[wide]!.test(name);
}

/** The numbers of a product that is written out: `[24, 60, 60]`. */
function factorsOf(node: Expr): number[] | undefined {
  if (isLiteral(node, 'number')) return [Number(node.value.replace(/_/g, ''))];
  if (node.kind !== 'operate' || node.operator !== '*') return undefined;
  const all = node.operands.map(factorsOf);
  return all.every((each) => each !== undefined) ? all.flat() : undefined;
}

/** Whether a value is a length of time that counts 24 hours a day: a product, or a constant that is one. */
function lengthOfDay(node: Expr, around: Pick<Around, 'files' | 'file'>): boolean {
  const isDay = (each: Expr): boolean => {
    const made = each.kind === 'name' && /day/i.test(each.name) ? moduleValue(each.name, around)?.made.value : each;
    const product = made && factorsOf(made)?.reduce((all, factor) => all * factor, 1);
    return product === (around.file.language === 'php' || around.file.language === 'ruby' ? 86_400 : 86_400_000);
  };
  if (isDay(node)) return true;
  if (node.kind !== 'operate' || node.operator !== '*') return false;
  const factors = [...nodesIn(node.operands)]
    .filter((each) => isLiteral(each, 'number'))
    .map((each) => (each.kind === 'literal' ? Number(each.value.replace(/_/g, '')) : 1));
  const product = factors.reduce((all, each) => all * each, 1);
  return node.operands.some(isDay) || product === (/^(?:php|ruby)$/.test(around.file.language) ? 86_400 : 86_400_000);
}

/** `new Date(date.getTime() + n * DAY)` by the parts of the date, which a change of the clocks leaves alone. */
function daysByDate(call: Extract<Expr, { kind: 'call' }>, around: Around): Hit['fix'] {
  const { file, text } = around;
  const sum = call.args[0]!.value;
  if (!(SCRIPT as readonly string[]).includes(file.language) || sum.kind !== 'operate') return undefined;
  const [time, length] = sum.operands;
  const date = time && /^(?:getTime|valueOf)$/.test(callName(time)) ? receiverOf(time) : undefined;
  const [days, day] = length?.kind === 'operate' && length.operator === '*' ? length.operands : [undefined, length];
  if (!isName(date) || !day || !isName(day) || !lengthOfDay(day, around)) return undefined;
  const parts = ['getHours', 'getMinutes', 'getSeconds', 'getMilliseconds'].map((each) => `${date.name}.${each}()`);
  const count = days ? (days.kind === 'name' || days.kind === 'literal' ? text(days) : `(${text(days)})`) : '1';
  return replaced(
    call,
    `new Date(${date.name}.getFullYear(), ${date.name}.getMonth(), ${date.name}.getDate() ${sum.operator} ${count}, ${parts.join(', ')})`,
  );
}
