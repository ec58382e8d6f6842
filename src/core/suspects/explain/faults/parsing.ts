import { nodesIn, type Expr, type Ir, type Span } from '../../../syntax/lower/ir';
import type { SyntaxFile } from '../../../syntax/syntax';
import { inserted, replaced } from './edits';
import { fault, LIKE_C, SCRIPT, type Around, type Fault, type Hit } from './fault';
import {
  assignsOf,
  callName,
  changedNumbers,
  isFn,
  isLiteral,
  isName,
  isNothing,
  lastName,
  moduleValue,
  plain,
  receiverOf,
  some,
  valueOf,
  wordsOf,
  isSteady,
} from './shapes';
import { isPattern } from './misused';
import { fieldsWritten, isFractionalType, typeIn } from './types';

const isScript = (language: string): boolean => (SCRIPT as readonly string[]).includes(language);

/** Patterns that look for all places, and the argument that is the pattern. */
const EVERYWHERE: Readonly<Record<string, number>> = {
  matchAll: 0,
  replaceAll: 0,
  findall: 0,
  finditer: 0,
  sub: 0,
  subn: 0,
  gsub: 0,
  'gsub!': 0,
  scan: 0,
  preg_match_all: 0,
  preg_replace: 0,
  preg_replace_callback: 0,
};

/** The pattern that a call looks for everywhere, written there or in a constant. */
function patternEverywhere(
  call: Extract<Expr, { kind: 'call' }>,
  around: Around,
): { file: Around['file']; literal: Extract<Expr, { kind: 'literal' }> } | undefined {
  const name = callName(call);
  const receiver = receiverOf(call);
  const found = (node: Expr | undefined): { file: Around['file']; literal: Extract<Expr, { kind: 'literal' }> } | undefined => {
    const made = isName(node)
      ? assignsOf(node.name, around.fn?.body ?? []).length > 0
        ? undefined
        : moduleValue(node.name, around)
      : undefined;
    const value = node?.kind === 'name' ? made?.made.value : node;
    const inner = value?.kind === 'call' && /^(?:compile|RegExp)$/.test(callName(value)) ? value.args[0]?.value : value;
    return isLiteral(inner, 'pattern', 'text') && !inner.parts ? { file: made?.file ?? around.file, literal: inner } : undefined;
  };
  if (isScript(around.file.language)) {
    if (!/^(?:replace|replaceAll|match|matchAll)$/.test(name)) return undefined;
    const pattern = found(call.args[0]?.value);
    return pattern?.literal.of === 'pattern' && /\/[a-fh-z]*g[a-z]*$/.test(pattern.literal.value) ? pattern : undefined;
  }
  const place = Object.hasOwn(EVERYWHERE, name) ? EVERYWHERE[name] : undefined;
  if (place === undefined) return undefined;
  // `FIELD.sub(…)` of a compiled pattern, `re.sub(FIELD, …)`.
  return found(around.file.language === 'python' && !isName(receiver, 're') ? receiver : call.args[place]?.value);
}

/** What makes a text a number by cutting what stands behind the point. */
function cutBy(node: Ir, around: Around): Expr | undefined {
  const { language } = around.file;
  if (node.kind === 'same')
    return node.how === 'cast' && /^(?:int|integer|long|i32|i64|u32|u64|usize|Int|Long)$/.test(node.type ?? '') ? node.of : undefined;
  if (node.kind === 'member') return language === 'ruby' && /^(?:to_i|truncate|floor)$/.test(node.name) ? node.of : undefined;
  if (node.kind !== 'call') return undefined;
  const name = callName(node);
  const [only, ...more] = node.args.map(({ value }) => value);
  const receiver = receiverOf(node);
  if (receiver && node.args.length === 0 && /^(?:to_i|toInt|toLong|truncate)$/.test(name)) return receiver;
  if (!only || more.length > 0) return undefined;
  if (isName(receiver, 'Math') || isName(receiver, 'math')) return /^(?:floor|trunc)$/.test(name) ? only : undefined;
  if (receiver) return undefined;
  return (isScript(language)
    ? /^parseInt$/
    : language === 'php'
      ? /^(?:intval|floor)$/
      : /^(?:int|int64|int32|static_cast<(?:int|long|long long)>)$/
  ).test(node.callee.kind === 'name' ? node.callee.name : '')
    ? only
    : undefined;
}

/** Texts and numbers that are read as something else than they are. */
export const parsing: readonly Fault[] = [
  fault({
    id: 'empty-as-zero',
    languages: SCRIPT,
    source: 'MDN Number; unicorn; Sonar S2301; WTFJS',
    on: 'assign',
    find(assign, { fn, text, file }) {
      const { value } = assign;
      const isPlus = value?.kind === 'operate' && value.operator === '+' && value.operands.length === 1;
      const given =
        value?.kind === 'call' && isName(value.callee, 'Number') && value.args.length === 1
          ? value.args[0]!.value
          : isPlus
            ? value.operands[0]
            : undefined;
      if (!fn || !value || !isName(assign.target) || !given || !/^(?:name|member|index)$/.test(given.kind)) return undefined;
      const { name } = assign.target;
      const checks = some(
        fn.body,
        (node) =>
          node.kind === 'call' && /^(?:isNaN|isFinite|isInteger|isSafeInteger)$/.test(callName(node)) && isName(node.args[0]?.value, name),
      );
      const own = text(given);
      const isAsked = some(fn.body, (node) => {
        if (node.kind === 'operate' && /^(?:[!=]==?)$/.test(node.operator) && node.operands.some((each) => isLiteral(each, 'text')))
          return node.operands.some((each) => text(each).startsWith(own));
        if (node.kind === 'operate' && /^(?:!|&&)$/.test(node.operator)) return node.operands.some((each) => text(each).startsWith(own));
        if ((node.kind === 'branch' || node.kind === 'choice') && node.condition)
          return text(node.condition).startsWith(own) || text(node.condition).startsWith(`!${own}`);
        return node.kind === 'call' && /^(?:test|match)$/.test(callName(node)) && text(node).includes(own);
      });
      if (
        !checks ||
        isAsked ||
        (given.kind === 'name' &&
          /^(?:number|value|n|x|num|int|float)$/i.test(given.name) &&
          !fn.params.some((each) => each.type === 'string' && isName(given, each.name)))
      )
        return undefined;
      const isOther = fn.params.some((each) => isName(given, each.name) && each.type !== undefined && !/\bstring\b/.test(each.type));
      return isOther
        ? undefined
        : {
            at: value,
            by: own,
            also: { file, at: checks },
            fix: [{ start: value.start, end: value.end, text: `${own}.trim() === '' ? NaN : ${text(value)}` }],
          };
    },
  }),
  fault({
    id: 'cut-product',
    languages: [...SCRIPT, 'python', 'php', 'ruby', 'java', 'csharp', 'go', 'cpp', 'kotlin'],
    source: 'SpotBugs ICAST; Sonar S2184; PHP manual, floating point numbers; CWE-681',
    on: ['same', 'call', 'member'],
    find(node, around) {
      const cut = cutBy(node, around);
      if (cut?.kind !== 'operate' || cut.operator !== '*' || cut.operands.length !== 2) return undefined;
      const factor = cut.operands.find((each) => isLiteral(each, 'number') && /^10{1,6}(?:\.0*)?$/.test(each.value));
      const other = cut.operands.find((each) => each !== factor);
      if (!factor || !other || isLiteral(other)) return undefined;
      const { text, file } = around;
      const call = node.kind === 'call' ? text(node.callee) : text(node).replace(text(cut), '…');
      // What is rounded down to a share of one is cut on purpose.
      const isDivided = around.parent?.kind === 'operate' && around.parent.operator === '/';
      const isFraction = isScript(file.language) || /^(?:python|php|ruby)$/.test(file.language) || isFractionalType(typeIn(other, around));
      if (isDivided || !isFraction || /random|rand\b/i.test(text(cut))) return undefined;
      const round = isScript(file.language)
        ? `Math.round(${text(cut)})`
        : file.language === 'python'
          ? `round(${text(cut)})`
          : file.language === 'php'
            ? `(int) round(${text(cut)})`
            : file.language === 'ruby'
              ? `(${text(cut)}).round`
              : node.kind === 'same' && /^(?:java|csharp)$/.test(file.language)
                ? `(${node.type}) Math.${file.language === 'java' ? 'round' : 'Round'}(${text(cut)})`
                : undefined;
      return { at: node, by: text(cut), other: call, ...(round && { fix: [{ start: node.start, end: node.end, text: round }] }) };
    },
    // Each number is a little less than wanted.
    fits: (wanted, got) => changedNumbers(wanted, got)?.every(([a, b]) => b < a && a - b <= Math.max(0.05, Math.abs(a) * 0.02 + 1)),
  }),
  fault({
    id: 'zero-in-front',
    languages: ['ruby', 'php', ...SCRIPT, 'java', 'cpp', 'go', 'csharp'],
    source: 'ESLint no-octal, radix; RuboCop Style/NumericLiteralPrefix; Sonar S1314; Ruby documentation, Kernel#Integer',
    on: ['call', 'literal'],
    find(node, { file, parent }) {
      if (node.kind === 'literal') {
        const isCode = node.of === 'number' && /^0[0-7]{1,5}$/.test(node.value) && !/^(?:csharp|python)$/.test(file.language);
        const name = parent?.kind === 'call' ? callName(parent) : parent?.kind === 'assign' ? lastName(parent.target) : '';
        if (
          !isCode ||
          node.value.length > 3 ||
          /chmod|mkdir|umask|mode|perm|open|write|create|mask|creat/i.test(name) ||
          parent?.kind === 'operate'
        )
          return undefined;
        return Number.parseInt(node.value, 8) === Number(node.value)
          ? undefined
          : {
              at: node,
              by: String(Number.parseInt(node.value, 8)),
              fix: [{ start: node.start, end: node.end, text: String(Number(node.value)) }],
            };
      }
      const [given, base] = node.args.map(({ value }) => value);
      if (file.language === 'ruby')
        return isName(node.callee, 'Integer') && given && node.args.length === 1 && !isLiteral(given)
          ? { at: node, fix: [{ start: given.end, end: given.end, text: ', 10' }] }
          : undefined;
      const isOpen =
        /^(?:intval|stoi|stol|strtol|ParseInt)$/.test(callName(node)) &&
        isLiteral(node.args[callName(node) === 'strtol' ? 2 : 1]?.value, 'number');
      const last = node.args[callName(node) === 'strtol' ? 2 : 1]?.value;
      return isOpen && base && isLiteral(last, 'number') && last.value === '0'
        ? { at: node, fix: [{ start: last.start, end: last.end, text: '10' }] }
        : undefined;
    },
  }),
  fault({
    id: 'greedy-field',
    languages: [...SCRIPT, 'python', 'ruby', 'php'],
    source: 'Sonar S5857; CodeQL; regular-expressions.info, laziness instead of greediness',
    on: 'call',
    find(call, around) {
      const found = patternEverywhere(call, around);
      if (!found) return undefined;
      const { literal, file } = found;
      const written = file.text.slice(literal.start, literal.end);
      const at = /(\\?[[{(<"'*_%`~:|])\(?(?:\?P?<\w+>)?(\.[+*])\)?(\\?[\]})>"'*_%`~:|])/.exec(written);
      // The end of the text's own quotes is no sign of the pattern.
      if (
        !at ||
        at.index === 0 ||
        /^[([*:|]/.test(at[1]!) ||
        at.index + at[0].length >= written.length - (literal.of === 'text' ? 0 : 1) + 1
      )
        return undefined;
      const dot = literal.start + at.index + at[0].indexOf(at[2]!);
      return {
        at: call,
        by: at[2]!,
        other: at[3]!.replace(/^\\/, ''),
        also: { file, at: literal },
        ...(file === around.file && { fix: [{ start: dot + 2, end: dot + 2, text: '?' }] }),
      };
    },
  }),
  fault({
    id: 'anchors-one-branch',
    languages: [...LIKE_C, 'python', 'ruby', 'go', 'rust', 'kotlin'],
    source: 'Sonar S5850; CodeQL missing-regexp-anchor; PVS-Studio',
    on: 'literal',
    find(node, around) {
      if (!isPattern(node, around)) return undefined;
      const written = node.value.replace(/^\/|\/[a-z]*$/g, '');
      const parts = choicesOf(written);
      const isOpen =
        parts.length > 1 &&
        parts[0]!.startsWith('^') &&
        !parts[0]!.endsWith('$') &&
        parts.at(-1)!.endsWith('$') &&
        !parts.at(-1)!.startsWith('^');
      // `^\s+|\s+$` takes spaces off both ends.
      const isTrim = parts.length === 2 && parts[0]!.slice(1) === parts[1]!.slice(0, -1);
      const isSides =
        parts.length === 2 &&
        /^\^[^\w]*(?:\\[sWdD]|\[|["'\\/._-])/.test(parts[0]!) &&
        /(?:\\[sWdD][+*]?|\]|["'\\/._-][+*]?)\$$/.test(parts[1]!);
      return isOpen && !isTrim && !isSides ? { at: node, fix: anchoredWhole(node, written, around.text) } : undefined;
    },
  }),
  fault({
    id: 'parts-of-nothing',
    byResult: true,
    languages: [...SCRIPT, 'python', 'php', 'go', 'csharp', 'rust', 'kotlin'],
    source: 'MDN String.prototype.split; Python documentation, str.split; PHP manual, explode; Go strings.Split',
    on: 'call',
    find(call, { file, text, parent }) {
      const { language } = file;
      const given =
        language === 'php'
          ? isName(call.callee, 'explode')
            ? call.args[1]?.value
            : undefined
          : language === 'go'
            ? callName(call) === 'Split' && isName(receiverOf(call), 'strings')
              ? call.args[0]?.value
              : undefined
            : /^(?:split|Split)$/.test(callName(call)) && call.args.length === 1
              ? receiverOf(call)
              : undefined;
      const sign = call.args[language === 'php' ? 0 : language === 'go' ? 1 : 0]?.value;
      if (!given || !isLiteral(sign, 'text') || sign.value === '' || isLiteral(given) || (parent?.kind === 'index' && parent.of === call))
        return undefined;
      return { at: call, by: text(given), other: text(sign) };
    },
    // One element more, which is empty, or 1 instead of 0.
    fits: (wanted, got) => {
      const numbers = changedNumbers(wanted, got);
      if (numbers) return numbers.every(([a, b]) => a === 0 && b === 1) || false;
      const isEmpty = (text: string): boolean => /(?:^|[[,\s])(?:''|"")(?=[\],\s]|$)/.test(text);
      return isEmpty(got) && !isEmpty(wanted);
    },
  }),
  fault({
    id: 'texts-of-json',
    languages: ['typescript', 'tsx'],
    source: 'typescript-eslint no-unsafe-type-assertion; zod documentation; total-typescript',
    on: 'call',
    find(call, around) {
      const { parent, path, fn, files, text } = around;
      const isParse = callName(call) === 'parse' && isName(receiverOf(call), 'JSON') && call.args.length === 1;
      const isResponse = callName(call) === 'json' && call.args.length === 0 && receiverOf(call) !== undefined;
      if (!isParse && !isResponse) return undefined;
      const cast = path.slice(-3).find((node) => node.kind === 'same' && node.how === 'cast');
      const waiting = parent?.kind === 'same' ? path.at(-2) : parent;
      const type =
        (cast?.kind === 'same' ? text({ start: cast.of.end, end: cast.end }).replace(/^\s*(?:as|satisfies)\s+/, '') : undefined) ??
        (waiting?.kind === 'assign' ? waiting.type : undefined) ??
        (waiting?.kind === 'return' ? fn?.result : undefined);
      const name = /^(?:Promise<)?(?:readonly )?(?:Array<|ReadonlyArray<)?(\w+)/.exec(type?.trim() ?? '')?.[1];
      const field =
        name === undefined ? undefined : fieldsWritten(name, files).find((each) => /^(?:Date|Map<|Set<|Map$|Set$|bigint$)/.test(each.type));
      if (!field) return undefined;
      const kind = field.type.split('<', 1)[0]!;
      return {
        at: call,
        by: field.name,
        other: kind,
        also: { file: field.file, at: field.at },
        fix:
          isParse && kind === 'Date' && call.args.length === 1
            ? inserted(call.args[0]!.value.end, `, (key, value) => (key === '${field.name}' ? new Date(value) : value)`)
            : undefined,
      };
    },
  }),
  fault({
    id: 'texts-joined',
    languages: ['python', 'ruby', 'cpp'],
    source:
      'Ruff ISC001, ISC004; Pylint implicit-str-concat; CodeQL; clang-tidy bugprone-suspicious-missing-comma; RuboCop Lint/ImplicitStringConcatenation',
    on: 'list',
    find(list, { text, file }) {
      const all = list.elements.filter((each) => isLiteral(each, 'text'));
      if (all.length < list.elements.length || all.length < 2) return undefined;
      const joined = all.filter((each) => /^[rbu]?(["'])(?:(?!\1)[^\\\n]|\\.){0,200}\1\s*\n?\s*(["'])/.test(text(each)));
      const [only] = joined;
      if (!only || joined.length > 1 || file.text[only.start - 1] === '(') return undefined;
      const first = /^[rbu]?(["'])(?:(?!\1)[^\\\n]|\\.){0,200}\1/.exec(text(only))![0];
      const at = only.start + first.length;
      return { at: only, by: first, other: text({ start: at, end: only.end }).trim(), fix: [{ start: at, end: at, text: ',' }] };
    },
  }),
  fault({
    id: 'not-filled-in',
    languages: [...SCRIPT, 'ruby', 'php'],
    source: 'ESLint no-template-curly-in-string; RuboCop Lint/InterpolationCheck; Sonar S3786',
    on: 'literal',
    find(node, { file, text, fn, parent }) {
      const quote = text(node).charAt(0);
      if (node.of !== 'text' || node.parts || quote === '`' || (quote !== "'" && !(quote === '"' && isScript(file.language))))
        return undefined;
      const name = (
        file.language === 'ruby'
          ? /#\{@?([a-z_]\w{0,60})(?:[.[][^{}\n]{0,60})?\}/
          : file.language === 'php'
            ? /\{\$(\w{1,60})(?:->[^{}\n]{0,60})?\}/
            : /\$\{([A-Za-z_$][\w$]{0,60})(?:[.[(][^{}\n]{0,60})?\}/
      ).exec(node.value)?.[1];
      if (name === undefined) return undefined;
      const known = (each: string): boolean => each === name || each === `@${name}` || each === `$${name}`;
      const isKnown =
        fn?.params.some((each) => known(each.name)) === true ||
        [name, `@${name}`, `$${name}`].some((each) => assignsOf(each, fn?.body ?? []).length > 0 || assignsOf(each, file.code).length > 0);
      if (
        !isKnown ||
        (parent?.kind === 'call' && /^(?:replace|replaceAll|split|test|match|gsub|sub|str_replace|template)$/.test(callName(parent)))
      )
        return undefined;
      const other = isScript(file.language) ? '`' : '"';
      const fixed = !text(node).slice(1, -1).includes(other);
      return {
        at: node,
        by: name,
        ...(fixed && {
          fix: [
            { start: node.start, end: node.start + 1, text: other },
            { start: node.end - 1, end: node.end, text: other },
          ],
        }),
      };
    },
    fits: (_wanted, got) => /[#$]?\{/.test(got) || undefined,
  }),
  fault({
    id: 'default-for-absent',
    languages: ['python', ...SCRIPT, 'ruby'],
    source: 'Python documentation, dict.get; MDN, destructuring; CodeQL',
    on: ['call', 'assign'],
    find(node, { text, file }) {
      if (node.kind === 'call') {
        const isGet =
          file.language === 'python'
            ? /^(?:get|getattr|pop)$/.test(callName(node))
            : file.language === 'ruby' && callName(node) === 'fetch';
        const place = callName(node) === 'getattr' ? 2 : 1;
        const [key, given] = [node.args[place - 1]?.value, node.args[place]?.value];
        if (!isGet || !key || !given || node.args.length !== place + 1 || isLiteral(given, 'nothing') || isNothing(text(given)))
          return undefined;
        return { at: node, by: text(given), other: file.language === 'ruby' ? 'nil' : 'None', fix: orForNone(node, given, file) };
      }
      if (!isScript(file.language) || node.target.kind !== 'map') return undefined;
      const entry = node.target.entries.find(({ value }) => value.kind === 'choice' && value.operator === '=');
      const given = entry?.value.kind === 'choice' ? entry.value.options[1] : undefined;
      return entry && given ? { at: entry, by: text(given), other: 'null' } : undefined;
    },
    fits: (wanted, got) => isNothing(plain(got)) && !isNothing(plain(wanted)),
  }),
  fault({
    id: 'percent-as-factor',
    languages: [...LIKE_C, 'python', 'ruby', 'go', 'kotlin', 'rust'],
    source: 'CWE-682',
    on: 'operate',
    find(node, { text, fn, files }) {
      if (node.operator !== '*' || node.operands.length !== 2 || !fn) return undefined;
      const share = node.operands.find(
        (each) => /^(?:name|member)$/.test(each.kind) && /^(?:percent|percentage|pct)$/.test(wordsOf(lastName(each)).at(-1) ?? ''),
      );
      if (!share || /(?<![\w.])(?:100(?:\.0*)?|0\.01|1e-2|100[LdDfFmM])(?!\w)|HUNDRED/.test(text(fn))) return undefined;
      const name = lastName(share);
      // A constant below 1 is a factor by another name.
      const given = files.flatMap((file) =>
        [...nodesIn(file.code)].flatMap((each) =>
          each.kind === 'assign' && lastName(each.target) === name && each.value
            ? [each.value]
            : each.kind === 'call'
              ? each.args.flatMap((arg) => (arg.name === name ? [arg.value] : []))
              : [],
        ),
      );
      const isFactor =
        given.some((value) => isLiteral(value, 'number') && Math.abs(Number(value.value)) <= 1) ||
        given.some((value) => value.kind === 'operate');
      return isFactor || isFn(node) ? undefined : { at: node, by: text(share), fix: [{ start: node.end, end: node.end, text: ' / 100' }] };
    },
    fits: (wanted, got) => changedNumbers(wanted, got)?.every(([a, b]) => a !== 0 && Math.abs(b / a) > 2),
  }),
  fault({
    id: 'part-as-number',
    languages: SCRIPT,
    source: 'CodeQL; Sonar S3760; typescript-eslint restrict-plus-operands',
    on: ['assign', 'operate'],
    find(node, around): Hit | undefined {
      const { fn, text } = around;
      if (!fn) return undefined;
      const [left, right] =
        node.kind === 'assign'
          ? node.operator === '+='
            ? [node.target, node.value]
            : []
          : node.operator === '+' && node.operands.length === 2
            ? node.operands
            : [];
      if (!left || !right) return undefined;
      const isNumber = (each: Expr): boolean =>
        isLiteral(each, 'number') || (isName(each) && isLiteral(assignsOf(each.name, fn.body)[0]?.value, 'number'));
      const part = isNumber(left) ? right : node.kind === 'operate' && isNumber(right) ? left : undefined;
      if (!part || !isPartOfText(part, around)) return undefined;
      return { at: node, by: text(part), fix: [{ start: part.start, end: part.end, text: `Number(${text(part)})` }] };
    },
  }),
];

/** The choices of a pattern on its outermost level. */
function choicesOf(pattern: string): string[] {
  const parts = [''];
  let [depth, isClass] = [0, false];
  for (let at = 0; at < pattern.length; at += 1) {
    const sign = pattern[at]!;
    if (sign === '\\') {
      parts[parts.length - 1] += sign + (pattern[(at += 1)] ?? '');
      continue;
    }
    if (sign === '[') isClass = true;
    else if (sign === ']') isClass = false;
    else if (sign === '(' && !isClass) depth += 1;
    else if (sign === ')' && !isClass) depth -= 1;
    if (sign === '|' && depth === 0 && !isClass) parts.push('');
    else parts[parts.length - 1] += sign;
  }
  return parts;
}

/** Whether a value is a part of a text that was split or matched, as it stands there. */
function isPartOfText(node: Expr, around: Around): boolean {
  const { fn, text } = around;
  const isSplit = (value: Expr | undefined): boolean =>
    value?.kind === 'call' &&
    (callName(value) === 'split' || (callName(value) === 'match' && !isName(receiverOf(value))) || callName(value) === 'exec') &&
    receiverOf(value) !== undefined;
  if (node.kind === 'index' && isLiteral(node.keys[0], 'number')) return isSplit(isName(node.of) ? valueOf(node.of, around) : node.of);
  if (!isName(node) || !fn) return false;
  const all = assignsOf(node.name, fn.body);
  const [only] = all;
  if (all.length !== 1 || !only?.value || only.operator !== '=') return false;
  if (only.target.kind === 'list') return isSplit(only.value);
  return only.value.kind === 'index' && text(only.value) !== text(node) && isPartOfText(only.value, around);
}

/** A pattern whose anchors hold for all of its choices. */
function anchoredWhole(node: Span, pattern: string, text: Around['text']): Hit['fix'] {
  const at = text(node).indexOf(pattern);
  if (at < 0) return undefined;
  return [...inserted(node.start + at + 1, '(?:'), ...inserted(node.start + at + pattern.length - 1, ')')];
}

/** A default that is given for a value that says nothing, too. */
function orForNone(call: Extract<Expr, { kind: 'call' }>, given: Expr, { language, text }: SyntaxFile): Hit['fix'] {
  if (language !== 'python' || !isSteady(given) || call.args.some(({ value }) => !isSteady(value))) return undefined;
  const last = call.args.at(-2)!.value;
  const read = `${text.slice(call.start, last.end)}${callName(call) === 'getattr' ? ', None' : ''})`;
  return callName(call) === 'pop' ? undefined : replaced(call, `(${text.slice(given.start, given.end)} if ${read} is None else ${read})`);
}
