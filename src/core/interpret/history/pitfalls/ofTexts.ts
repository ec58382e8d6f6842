import { List, Pattern, type Value } from '../../values/value';
import type { Happening } from '../history';
import { nearly } from '../nearly';
import { plainOf } from '../plain';
import { valueText } from '../valueText';
import { WayBack } from '../wayBack';
import { calledName, first, partOf, workedWith, type Detector, type Pitfall, type Repeated } from './pitfall';

const SORTS = /^(?:sort\w*|sorted|toSorted|sort!|sort_by!?|min|max|min_by|max_by|minBy|maxBy|minOf|maxOf|OrderBy\w*|Order)$/;
const COMPARES = /^(?:localeCompare|compareTo|compare|Compare|CompareTo|cmp|strcmp)$/;
const STRIPS = /^(?:l|r)?(?:strip|trim)$|^Trim(?:Left|Right)?$/;
const ASKS =
  /^(?:equals|startsWith|endsWith|includes|contains|startswith|endswith|start_with\?|end_with\?|include\?|Contains|HasPrefix|HasSuffix|StartsWith|EndsWith|str_contains|str_starts_with|str_ends_with|eql\?)$/;
const FINDS = /^(?:indexOf|lastIndexOf|find|rfind|index|rindex|Index|LastIndex|IndexOf|LastIndexOf|strpos|strrpos)$/;
const SPLITS = /^(?:split|Split|explode|rsplit|Fields)$/;
/** Longer texts are not searched once more. */
const LONGEST_TEXT = 2000;
/** Quotes and brackets around a greedy group, and what closes each. */
const ENCLOSED = /\\?(["'`<([{])\((?:\?P?<\w+>)?\.[*+]\)\\?(["'`>)\]}])/;
const CLOSES: Readonly<Record<string, string>> = { '<': '>', '(': ')', '[': ']', '{': '}' };
/** Languages in which a number with a leading zero may be taken as octal. */
const OCTAL = /^(?:cpp|php|ruby)$/;
const PARSES = /^(?:parseInt|parseFloat|to_i|to_f|intval|floatval|(?:std::)?sto(?:i|l|ll|ul|ull|f|d)|strtol|atoi|int|Integer|Number)$/;

/** What texts do: their order, their letters, what is looked for in them. */
export const textPitfalls: readonly Detector[] = [
  {
    weight: 6,
    // `line.split(',')` of a line with a comma between quotes.
    find: ({ node, times, history }) =>
      first(SPLITS.test(calledName(node)) ? times : [], (at) => {
        const { of, others } = workedWith(at);
        const texts = [of, ...others].map((each) => plainOf(each?.value)).filter((each) => typeof each === 'string');
        const [separator, text] = texts.toSorted((a, b) => a.length - b.length);
        if (texts.length !== 2 || !separator || !text || separator.length > 2 || /["'\w]/.test(separator) || text.length > LONGEST_TEXT)
          return undefined;
        const parts = text.split(separator);
        const begins = parts.findIndex((each) => /^\s*"[^"]*$/.test(each));
        const cut = parts[begins];
        const ends = parts.findIndex((each, place) => place > begins && /^[^"]*"\s*$/.test(each));
        return cut !== undefined && ends > begins
          ? { kind: 'splitInQuotes', at, values: [text, cut, separator].map((each) => history.textOf(each) ?? each) }
          : undefined;
      }),
  },
  {
    weight: 6,
    // `"(.*)"` of a line with several texts in quotes.
    find: (repeated) =>
      first(/^(?:call|operate)$/.test(repeated.node.kind) ? repeated.times : [], (at) => {
        const parts = at.within.map((each) => plainOf(each.value));
        const pattern = parts.find((each) => each instanceof Pattern);
        const text = parts.find((each) => typeof each === 'string');
        const taken = pattern && text !== undefined && text.length < LONGEST_TEXT ? takenTooFar(pattern.regex, text) : undefined;
        const given = at.within.find((each) => plainOf(each.value) === pattern);
        const written = given && new WayBack(repeated.history).from(given).at(-1);
        return taken && { ...told('greedy', at, repeated, taken)!, ...(written && written !== given && { also: written }) };
      }),
  },
  {
    weight: 5,
    // 'A10' before 'A2'.
    find: (repeated) =>
      first(repeated.times, (at) => {
        const pair = comparedTexts(at, repeated);
        return pair && told('textOrder', at, repeated, pair);
      }),
  },
  {
    weight: 7,
    // `name.rstrip('.csv')` of 'basics.csv' leaves 'basi'.
    find: (repeated) =>
      first(repeated.times, (at) => {
        const { of, others } = workedWith(at);
        const [text, letters, left] = [of?.value, others[0]?.value, at.value];
        if (!STRIPS.test(calledName(at.node)) || typeof text !== 'string' || typeof letters !== 'string' || typeof left !== 'string')
          return undefined;
        const isOne = text === letters + left || text === left + letters || text === letters + left + letters;
        if (new Set(letters).size < 2 || text === left || isOne) return undefined;
        return told('strippedLetters', at, repeated, [text, letters, left]);
      }),
  },
  {
    weight: 6,
    // '2' + '3'.
    find: (repeated) =>
      first(repeated.times, (at) => {
        const { node, value, within } = at;
        if (node.kind !== 'operate' || node.operator !== '+' || node.operands.length !== 2 || typeof value !== 'string') return undefined;
        const parts = node.operands.map((each) => within.findLast((part) => part.node === each)?.value);
        const isOfNumbers =
          parts.every((each) => NUMBER.test(typeof each === 'string' ? each : typeof each === 'number' ? String(each) : '')) &&
          parts.some((each) => typeof each === 'number');
        return isOfNumbers ? told('joinedNumbers', at, repeated, [...parts, value]) : undefined;
      }),
  },
  {
    weight: 6,
    // 'Berlin ' == 'Berlin'.
    find: (repeated) =>
      first(repeated.times, (at) => {
        const pair = askedAlike(at);
        return pair && told('nearlyEqual', at, repeated, pair);
      }),
  },
  {
    weight: 3,
    // `len(name)` of Go, `strlen($name)`.
    find: (repeated) =>
      first(repeated.times, (at) => {
        const text = workedWith(at).of?.value;
        const counts = /^(?:len|strlen)$/.test(calledName(at.node)) && typeof text === 'string';
        const letters = counts ? [...text].length : 0;
        return counts && Number(at.value) > letters ? told('bytesForLetters', at, repeated, [text, at.value, BigInt(letters)]) : undefined;
      }),
  },
  {
    weight: 3,
    // 'a b c'.replace(' ', '').
    find: (repeated) =>
      first(repeated.times, (at) => {
        const name = calledName(at.node);
        const { of, others } = workedWith(at);
        const [searched, by] = [others[0]?.value, others[1]?.value];
        const isFirst = (name === 'replace' && repeated.history.family === 'javascript') || /^(?:sub!?|replaceFirst)$/.test(name);
        if (!isFirst || typeof of?.value !== 'string' || typeof at.value !== 'string' || typeof by !== 'string') return undefined;
        const sought =
          searched instanceof Pattern ? new RegExp(searched.regex.source, searched.regex.flags.replace(/[gy]/g, '')) : searched;
        if (searched instanceof Pattern && (/[g]/.test(searched.regex.flags) || /[\^$]/.test(searched.regex.source))) return undefined;
        const isLeft =
          sought instanceof RegExp ? sought.test(at.value) : typeof sought === 'string' && sought !== '' && at.value.includes(sought);
        return isLeft && !holdsIt(by, sought as RegExp | string) ? told('firstOnly', at, repeated, [of.value, at.value]) : undefined;
      }),
  },
  {
    weight: 4,
    // `text.slice(0, text.indexOf(':'))`, where there is no ':'.
    find: (repeated) =>
      first(repeated.times, (at) => {
        const { of, others } = workedWith(at);
        const { parent } = at;
        const isUsed =
          parent !== undefined &&
          ((parent.node.kind === 'operate' && /^[-+]$/.test(parent.node.operator)) ||
            (parent.node.kind === 'index' && parent.node.of !== at.node) ||
            /^(?:slice|substring|substr|splice)$/i.test(calledName(parent.node)));
        if (!FINDS.test(calledName(at.node)) || Number(at.value) !== -1 || !of || !others[0] || !isUsed) return undefined;
        return told('placeOfNothing', at, repeated, [of.value, others[0].value]);
      }),
  },
  {
    weight: 7,
    // `TAG.exec(text)` of a pattern with the flag `g`, which goes on where its last search ended.
    find: (repeated) =>
      first(repeated.times, (at) => {
        const { of, others } = workedWith(at);
        const [pattern, text] = [of?.value, others[0]?.value];
        const isFruitless = at.value === null || at.value === false;
        if (!(pattern instanceof Pattern) || typeof text !== 'string' || !isFruitless || !/^(?:exec|test)$/.test(calledName(at.node)))
          return undefined;
        const { source, flags } = pattern.regex;
        const isIn = /[gy]/.test(flags) && new RegExp(source, flags.replace(/[gy]/g, '')).test(text);
        return isIn ? told('goesOnSearching', at, repeated, [text]) : undefined;
      }),
  },
  {
    weight: 5,
    // `parseInt('1,200')`.
    find: (repeated) =>
      first(repeated.times, (at) => {
        const text = plainOf(workedWith(at).of?.value);
        if (!PARSES.test(calledName(at.node)) || typeof text !== 'string' || Number.isNaN(at.value)) return undefined;
        const read = plainOf(at.value);
        const isOctal = /^0\d+$/.test(text) && Number(read) === Number.parseInt(text, 8) && Number(read) !== Number(text);
        if (isOctal && /^(?:bigint|number)$/.test(typeof read) && OCTAL.test(repeated.history.family) && !isAskedFor(at))
          return told('otherBase', at, repeated, [text, at.value]);
        const rest = text.replace(/^\s*[-+]?\d*/, '').replace(/f/i.test(calledName(at.node)) ? /^\.\d+/ : '', '');
        return /[\d\p{L}]/u.test(rest) ? told('readInPart', at, repeated, [text, at.value]) : undefined;
      }),
  },
  {
    weight: 4,
    // 'Zoe' before 'adam'.
    find: (repeated) =>
      first(repeated.times, (at) => {
        const texts = comparedKeys(at, repeated)
          .filter((each): each is string => typeof each === 'string')
          .toSorted();
        const pairs = texts.slice(1).map((each, place) => [texts[place]!, each] as const);
        const pair = pairs.find(
          ([one, other]) => /^\p{Lu}/u.test(one) && /^\p{Ll}/u.test(other) && one.toLowerCase() > other.toLowerCase(),
        );
        return pair && told('caseOrder', at, repeated, pair);
      }),
  },
  {
    weight: 3,
    // 'party'.includes('art').
    find: (repeated) =>
      first(repeated.times, (at) => {
        const { of, others } = workedWith(at);
        const isIn = at.node.kind === 'operate' && at.node.operator === 'in';
        const [part, whole] =
          isIn && at.node.kind === 'operate' ? at.node.operands.map((each) => partOf(at, each)?.value) : [others[0]?.value, of?.value];
        if (at.value !== true || typeof part !== 'string' || typeof whole !== 'string' || !(isIn || ASKS.test(calledName(at.node))))
          return undefined;
        const place = /^end|Suffix|_ends_/i.test(calledName(at.node)) ? whole.lastIndexOf(part) : whole.indexOf(part);
        const [before, after] = [whole[place - 1] ?? '', whole[place + part.length] ?? ''];
        const goesOn = (one: string, other: string): boolean => /[\p{L}\p{N}]/u.test(one) && /[\p{L}\p{N}]/u.test(other);
        const isInside = part.length > 1 && (goesOn(part.at(-1)!, after) || goesOn(before, part[0]!));
        return isInside ? told('insideWord', at, repeated, [part, whole]) : undefined;
      }),
  },
];

const NUMBER = /^-?\d+(?:\.\d+)?$/;

function told(kind: Pitfall['kind'], at: Happening, { history }: Repeated, values: readonly Value[]): Pitfall | undefined {
  const texts = values.flatMap((each) => valueText(each, history.family) ?? []);
  return texts.length === values.length ? { kind, at, values: texts } : undefined;
}

function holdsIt(text: string, sought: RegExp | string): boolean {
  return typeof sought === 'string' ? text.includes(sought) : sought.test(text);
}

/** What is compared, or sorted by. */
function comparedKeys(at: Happening, { history }: Repeated): readonly Value[] {
  const { node } = at;
  const name = calledName(node);
  const { of, others } = workedWith(at);
  if (/^(?:compareTo|cmp|strcmp|Compare)$/.test(name))
    return others.length === 1 ? [of?.value, others[0]!.value] : others.map(({ value }) => value);
  if (node.kind === 'operate' && /^(?:[<>]=?|<=>)$/.test(node.operator)) return node.operands.map((each) => partOf(at, each)?.value);
  if (!/^(?:sort\w*|sorted|toSorted|sort!|sort_by!?)$/.test(name)) return [];
  // What a function of JavaScript compares is seen where it does.
  return history.family === 'javascript' && at.within.some((each) => each.node.kind === 'fn') ? [] : sortKeys(at);
}

/** What a call sorts by: what a function gives for each element, or the elements themselves. */
function sortKeys(at: Happening): readonly Value[] {
  const keys = at.within.filter((each) => each.node.kind === 'fn').map(({ value }) => (value instanceof List ? value.items[0] : value));
  if (keys.length > 0) return keys;
  const whole = plainOf(at.value) instanceof List ? plainOf(at.value) : plainOf(workedWith(at).of?.value);
  return whole instanceof List ? whole.items : [];
}

/** Two texts that are compared and hold numbers in another order, in the order that they got. */
function comparedTexts(at: Happening, { history }: Repeated): readonly [string, string] | undefined {
  const { node } = at;
  if (node.kind === 'operate' && /^(?:[<>]=?|<=>)$/.test(node.operator))
    return outOfOrder(node.operands.map((each) => partOf(at, each)?.value));
  const name = calledName(node);
  const { of, others } = workedWith(at);
  if (COMPARES.test(name)) return others.length === 1 ? outOfOrder([of?.value, others[0]!.value]) : undefined;
  if (!SORTS.test(name)) return undefined;
  const keys = sortKeys(at);
  // Without a function, JavaScript sorts numbers by their letters.
  const isLettered = history.family === 'javascript' && others.length === 0 && /sort/i.test(name);
  return outOfOrder(isLettered ? keys.map((each) => (typeof each === 'number' ? String(each) : each)) : keys);
}

/** The first two texts of which the one with the smaller letters has the greater number. */
function outOfOrder(texts: readonly Value[]): readonly [string, string] | undefined {
  const sorted = texts.filter((each) => typeof each === 'string' && /\d/.test(each)).toSorted() as string[];
  return first(
    sorted.slice(1).map((each, at) => [sorted[at]!, each] as const),
    (pair) => (isNumberedOtherwise(...pair) ? pair : undefined),
  );
}

function isNumberedOtherwise(one: string, other: string): boolean {
  const [parts, others] = [one, other].map((each) => each.split(/(\d+)/)) as [string[], string[]];
  const differs = parts.findIndex((each, at) => each !== others[at]);
  const [a, b] = [parts[differs], others[differs]];
  return differs % 2 === 1 && a !== undefined && b !== undefined && Number(a) > Number(b);
}

/** Two texts, or a text and a number, that are asked for likeness and differ in what is easily overlooked. */
function askedAlike(at: Happening): readonly [Value, Value] | undefined {
  const { node, value } = at;
  const isOperator = node.kind === 'operate' && /^[!=]==?$/.test(node.operator) && node.operands.length === 2;
  if (!isOperator && !(ASKS.test(calledName(node)) && value === false)) return undefined;
  if (isOperator && (value === true) === !node.operator.startsWith('!')) return undefined;
  const { of, others } = workedWith(at);
  const [one, other] = isOperator ? node.operands.map((each) => partOf(at, each)?.value) : [of?.value, others[0]?.value];
  if ((typeof one !== 'string' && typeof other !== 'string') || [one, other].some((each) => typeof each === 'string' && each.trim() === ''))
    return undefined;
  if (typeof one === 'string' && typeof other === 'string' && !isOperator) {
    const [whole, part] = [one.toLowerCase(), other.toLowerCase()];
    const place = /^start|^HasPrefix|_starts_/i.test(calledName(node))
      ? 0
      : /^end|^HasSuffix|_ends_/i.test(calledName(node))
        ? whole.length - part.length
        : undefined;
    if (place === undefined ? whole.includes(part) : place >= 0 && whole.startsWith(part, place)) return [one, other];
  }
  const like = nearly({ value: one, text: '1' }, [{ value: other, text: '2' }]);
  return like && /^(?:kind|case|space)$/.test(like.differs) ? [one, other] : undefined;
}

/** What a group between two quotes or brackets takes that goes on behind the first closing one, and that sign. */
function takenTooFar({ source, flags }: RegExp, text: string): [taken: string, sign: string] | undefined {
  const enclosed = ENCLOSED.exec(source);
  const [, opens = '', closes = ''] = enclosed ?? [];
  if (!enclosed || closes !== (CLOSES[opens] ?? opens)) return undefined;
  const before = source.slice(0, enclosed.index);
  const group = (before.replace(/\\./g, '').match(/\((?!\?)|\(\?P?<\w/g) ?? []).length + 1;
  const taken = new RegExp(source, flags.replace(/[gy]/g, '')).exec(text)?.[group];
  const end = taken?.indexOf(closes) ?? -1;
  // Brackets in brackets are one text.
  const isInside = opens !== closes && taken !== undefined && taken.slice(0, end).includes(opens);
  return taken !== undefined && end >= 0 && !isInside ? [taken, closes] : undefined;
}

/** Whether a call names the base 8 itself. */
function isAskedFor(at: Happening): boolean {
  return workedWith(at).others.some(({ value }) => Number(plainOf(value)) === 8);
}
