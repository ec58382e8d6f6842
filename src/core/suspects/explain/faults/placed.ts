import { nodesIn, type Expr } from '../../../syntax/lower/ir';
import { dataTexts } from './dataKeys';
import { replaced } from './edits';
import { fault, SCRIPT, type Around, type Fault, type Hit } from './fault';
import { callName, isLiteral, isName, lastName, moduleValue, receiverOf, some, valueOf } from './shapes';

const NO_ELEMENT = /out of (?:range|bounds)|IndexError|index|undefined|nil\b|null|None|Undefined (?:array key|offset)|length \d+/i;
const ALL = ['javascript', 'typescript', 'tsx', 'java', 'csharp', 'cpp', 'php', 'python', 'go', 'ruby', 'rust', 'kotlin'] as const;

/** Calls that give the place where something would be, which may be the end. */
const GIVES_END =
  /^(?:Search|SearchInts|SearchStrings|SearchFloat64s|bisect|bisect_left|bisect_right|partition_point|lower_bound|upper_bound)$/;
/** Calls that give a place from 1 on, with the number of places. */
const FROM_ONE: Readonly<Record<string, number>> = {
  ...{ isoweekday: 7, cwday: 7, getDayOfMonth: 31, getMonthValue: 12, mon: 12, month: 12, Month: 12 },
};

const LINE_END = /^(?:\\n|\n|\\r\\n|\r\n)$/;
const SPLITS = /^(?:split|explode|Split|SplitN)$/;

/** Whether the parts of a text are used without asking whether one is empty. */
function usesEach({ fn, text, path }: Around, node: Expr): boolean {
  const around =
    path.findLast((each) => each.kind === 'loop') ??
    path.findLast((each) => each.kind === 'do' || each.kind === 'return' || each.kind === 'assign');
  const code = text(around?.kind === 'loop' ? around : (fn ?? node));
  return !/filter|compact|reject|=== ?['"]{2}|[!=]== ?['"]{2}|\.length ?[<>=]|len\(\w+\) ?[<>=!]|if not |if line|empty|NO_EMPTY|continue/.test(
    code,
  );
}

/** Whether some text that the program reads ends with a line end, or has an empty line. */
function endsWithLineEnd({ data, files }: Around): { file: string; line: number } | undefined {
  for (const { file, lines, first } of dataTexts(data, files)) {
    if (/\.(?:mod|json|ya?ml|toml|ini|xml|properties)$/.test(file)) continue;
    const at = lines.length > 1 ? lines.findIndex((line, index) => index > 0 && line.trim() === '') : -1;
    if (at >= 0) return { file, line: first + at - (at === lines.length - 1 ? 1 : 0) };
  }
  return undefined;
}

const TIES = /'[<>]=?' not supported between instances of '(\w+)' and '\1'/;

/** Which place of a list is meant, and where a text, a loop or a heap has one more or one less. */
export const placed: readonly Fault[] = [
  fault({
    id: 'search-gives-end',
    byError: true,
    languages: ['go', 'python', 'rust', 'cpp'],
    source: 'Go documentation, sort.Search; Python documentation, bisect; CWE-125',
    on: 'assign',
    find(node, { fn, text, file }): Hit | undefined {
      const { value } = node;
      if (!isName(node.target) || value?.kind !== 'call' || !GIVES_END.test(callName(value)) || !fn) return undefined;
      const at = node.target.name;
      const read = some(fn.body, (each) => each.kind === 'index' && !each.slice && each.start > node.end && isName(each.keys[0], at));
      const isAsked = some(
        fn.body,
        (each) => each.kind === 'operate' && /^(?:[<>]=?|[!=]=)$/.test(each.operator) && each.operands.some((one) => isName(one, at)),
      );
      return read && !isAsked ? { at: node, by: text(value.callee), other: text(read), also: { file, at: read } } : undefined;
    },
    fails: (error) => NO_ELEMENT.test(error),
  }),
  fault({
    id: 'place-from-one',
    byError: true,
    languages: ALL,
    source: 'Python documentation, isoweekday; CWE-193; MDN getDay',
    on: 'index',
    find(node, around): Hit | undefined {
      const [key] = node.keys;
      const list = key && listOf(node.of, around);
      if (!list || !key || node.slice) return undefined;
      const name = key.kind === 'member' ? key.name : callName(key);
      const count = list.elements.length;
      const isSunday = /^get(?:UTC)?Day$|^wday$/.test(name) && count !== 7;
      const places = isSunday ? 7 : FROM_ONE[name];
      if (places === undefined || (!isSunday && count !== places)) return undefined;
      return {
        at: node,
        by: around.text(key),
        other: isSunday ? '0' : String(places),
        also: { file: around.file, at: list },
        ...(!isSunday && { fix: replaced(key, `${around.text(key)} - 1`) }),
      };
    },
    fails: (error) => NO_ELEMENT.test(error),
  }),
  fault({
    id: 'shrinks-under-range',
    byError: true,
    languages: ['python', 'ruby', 'rust', 'kotlin'],
    source: 'Pylint modified-iterating-list; Python FAQ; CWE-129',
    on: 'loop',
    find(loop, { file, text }): Hit | undefined {
      const { over, target } = loop;
      if (!over || !isName(target)) return undefined;
      const sized = some([over], (each) => /^(?:len|length|size|count)$/.test(callName(each) || (each.kind === 'member' ? each.name : '')));
      const list = sized?.kind === 'call' ? (receiverOf(sized) ?? sized.args[0]?.value) : sized?.kind === 'member' ? sized.of : undefined;
      const isRange = callName(over) === 'range' || over.kind === 'operate' || callName(over) === 'times';
      if (!list || !isRange || list.kind === 'call') return undefined;
      const removed = some(loop.body, (each) => {
        const of =
          each.kind === 'call' && /^(?:pop|remove|delete_at|delete|removeAt|swap_remove|slice!)$/.test(callName(each))
            ? receiverOf(each)
            : undefined;
        return of !== undefined && text(of) === text(list);
      });
      const isDeleted = new RegExp(`\\bdel ${text(list).replace(/\W/g, '\\$&')}\\[`).test(text(loop));
      const isLeft = some(loop.body, (each) => each.kind === 'jump' || each.kind === 'return');
      if ((!removed && !isDeleted) || isLeft || text(over).includes('-1')) return undefined;
      return { at: loop, of: over, by: text(list), also: { file, at: removed ?? loop.body[0]! } };
    },
    fails: (error) => NO_ELEMENT.test(error),
  }),
  fault({
    id: 'last-chunk-shorter',
    byError: true,
    languages: ['rust', 'ruby', 'python'],
    source: 'Rust documentation, slice::chunks_exact; Clippy',
    on: 'call',
    find(call, { path, text }): Hit | undefined {
      const [size] = call.args.map(({ value }) => value);
      if (!/^(?:chunks|each_slice|batched)$/.test(callName(call)) || !isLiteral(size, 'number')) return undefined;
      const around = path.findLast(
        (each) => each.kind === 'do' || each.kind === 'return' || each.kind === 'assign' || each.kind === 'loop',
      );
      const last = Number(size.value) - 1;
      const read =
        around &&
        some(
          [around],
          (each) =>
            each.kind === 'index' &&
            isLiteral(each.keys[0], 'number') &&
            Number(each.keys[0].value) >= 1 &&
            Number(each.keys[0].value) <= last,
        );
      return read ? { at: call, by: text(size), other: text(read) } : undefined;
    },
    fails: (error) => NO_ELEMENT.test(error),
  }),
  fault({
    id: 'last-line-empty',
    byError: true,
    languages: ALL,
    source: 'POSIX 3.206, line; Python documentation, str.splitlines; Go documentation, bufio.Scanner',
    on: 'call',
    find(call, around): Hit | undefined {
      if (!SPLITS.test(callName(call)) || !call.args.some(({ value }) => isLiteral(value, 'text', 'pattern') && LINE_END.test(value.value)))
        return undefined;
      if (/trim|strip|chomp|TrimSpace|NO_EMPTY|RemoveEmpty/i.test(around.text(call)) || !usesEach(around, call)) return undefined;
      const empty = endsWithLineEnd(around);
      return empty && { at: call, also: empty };
    },
    fails: (error) =>
      /undefined|nil\b|out of (?:range|bounds)|IndexError|not enough values|invalid literal|could not convert|Undefined (?:array key|offset)|invalid (?:value|digit|syntax)|null|parse|empty|NumberFormat|KeyError/i.test(
        error,
      ),
  }),
  fault({
    id: 'ties-compare-next',
    byError: true,
    languages: ['python'],
    source: 'Python documentation, heapq, priority queue implementation notes',
    on: 'call',
    find(call, { text }): Hit | undefined {
      const given = /^(?:heappush|heappushpop|put|insort|append)$/.test(callName(call))
        ? call.args.map(({ value }) => value).find((each) => each.kind === 'list' && each.of === 'tuple')
        : undefined;
      if (given?.kind !== 'list' || given.elements.length < 2) return undefined;
      const [first, ...others] = given.elements;
      return { at: call, of: given, by: text(first!), other: text(others.at(-1)!) };
    },
    fails: (error) => TIES.test(error) && !/'(?:NoneType|int|float|str)'/.test(TIES.exec(error)![0]),
  }),
  fault({
    id: 'two-digit-year',
    byError: true,
    languages: ['python', 'ruby'],
    source: 'Python documentation, strptime format codes',
    on: 'call',
    find(call): Hit | undefined {
      const format = call.args.map(({ value }) => value).find((each) => isLiteral(each, 'text') && each.value.includes('%y'));
      return callName(call) === 'strptime' && format ? { at: call, by: '%y', other: '%Y' } : undefined;
    },
    fails: (error) => /unconverted data remains: \d\d(?!\d)/.test(error),
  }),
  fault({
    id: 'braces-in-template',
    byError: true,
    languages: ['python'],
    source: 'Pylint bad-format-string; Ruff F521; Python documentation, format string syntax',
    on: 'call',
    find(call, around): Hit | undefined {
      const receiver = receiverOf(call);
      const value =
        receiver &&
        (isLiteral(receiver, 'text')
          ? receiver
          : isName(receiver)
            ? (valueOf(receiver, around) ?? moduleValue(receiver.name, around)?.made.value)
            : undefined);
      if (callName(call) !== 'format' || !isLiteral(value, 'text')) return undefined;
      const field = /(?<!\{)\{(?!\{)\s*["'\w][\w\s"'-]{0,40}[:"\s][^{}]{0,80}\}/.exec(value.value)?.[0];
      const isField = field === undefined || /^\{\w*(?:[.[][^{}:]*)?(?:![rsa])?(?::[^{}\s;"']*)?\}$/.test(field);
      return isField ? undefined : { at: call, by: field };
    },
    fails: (error) => /KeyError|IndexError|ValueError/.test(error),
  }),
  fault({
    id: 'no-order-of-its-own',
    byError: true,
    languages: ['java', 'kotlin'],
    source: 'Java documentation, PriorityQueue, TreeSet, Comparable; SonarSource S1210',
    on: 'call',
    find(call): Hit | undefined {
      const type = call.makes && isName(call.callee) ? call.callee.name.split('<', 1)[0]! : '';
      return /^(?:PriorityQueue|PriorityBlockingQueue|TreeSet|TreeMap|ConcurrentSkipListSet)$/.test(type) && call.args.length === 0
        ? { at: call, by: type }
        : undefined;
    },
    fails: (error) => /cannot be cast to (?:class )?java\.lang\.Comparable/.test(error),
  }),
  fault({
    id: 'comma-in-number',
    byError: true,
    languages: SCRIPT,
    source: 'MDN Number(); CWE-1286; Sonar',
    on: 'call',
    find(call, { files, text, data }): Hit | undefined {
      if (!isName(call.callee) || !/^(?:Number|parseFloat|parseInt)$/.test(call.callee.name) || /replace/.test(text(call)))
        return undefined;
      const inCode = files.flatMap((file) =>
        [...nodesIn(file.code)].flatMap((node) =>
          isLiteral(node, 'text') && /^\s*[€$£]?\d{1,3}(?:,\d{3})+(?:\.\d+)?\s*$|^\d+,\d{1,2}$/.test(node.value)
            ? [{ file, at: node, value: node.value }]
            : [],
        ),
      )[0];
      const at = data.findIndex(({ lines }) => lines.some((line) => /"\d{1,3}(?:,\d{3})+"/.test(line)));
      if (inCode) return { at: call, by: inCode.value, also: inCode };
      const line = data[at]?.lines.findIndex((each) => /"\d{1,3}(?:,\d{3})+"/.test(each)) ?? -1;
      return line < 0
        ? undefined
        : { at: call, by: /"(\d{1,3}(?:,\d{3})+)"/.exec(data[at]!.lines[line]!)![1]!, also: { file: data[at]!.file, line: line + 1 } };
    },
    fails: (error) => /undefined|NaN|Invalid|null/.test(error),
  }),
  fault({
    id: 'other-letters-asked',
    byError: true,
    languages: ALL,
    source: 'CWE-178; Python documentation, enum; CodeQL',
    on: 'literal',
    find(node, { path }): Hit | undefined {
      if (node.of !== 'text' || node.parts || !/^[A-Za-z][\w .-]{1,40}$/.test(node.value)) return undefined;
      return path.some((each) => each.kind === 'throw') ? undefined : { at: node, by: node.value, other: node.value };
    },
    fails(error, { by = '' }) {
      const [head = ''] = error.split('\n', 1);
      const quoted = [...head.matchAll(/["'`]([^"'`\n]{2,60})["'`]|:\s([\w-]{2,40})$/g)].map(([, a, b]) => a ?? b ?? '');
      const other = quoted.find((each) => each !== by && plainText(each) === plainText(by) && each.length > 1);
      return other === undefined ? false : { other };
    },
  }),
];

const plainText = (text: string): string =>
  text
    .trim()
    .replace(/[\s_-]/g, '')
    .toLowerCase();

/** The list that an expression always is, as it is written. */
function listOf(node: Expr, around: Around): Extract<Expr, { kind: 'list' }> | undefined {
  const value = isName(node)
    ? (moduleValue(node.name, around)?.made.value ?? valueOf(node, around))
    : node.kind === 'member'
      ? memberValue(node, around)
      : node;
  const made = isName(value) && value !== node ? moduleValue(value.name, around)?.made.value : value;
  const inner = made?.kind === 'same' ? made.of : made;
  return inner?.kind === 'list' ? inner : undefined;
}

/** The only value of a field of that name. */
function memberValue({ name }: Extract<Expr, { kind: 'member' }>, { file }: Around): Expr | undefined {
  const all = [...nodesIn(file.code)].flatMap((node) =>
    node.kind === 'assign' && lastName(node.target) === name && node.value ? [node.value] : [],
  );
  return all.length === 1 ? all[0] : undefined;
}
