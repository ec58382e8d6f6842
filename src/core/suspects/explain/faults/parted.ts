import { nodesIn, type Expr } from '../../../syntax/lower/ir';
import type { Place } from '../../../flow/originSteps';
import { dataTexts } from './dataKeys';
import { inserted, replaced } from './edits';
import { fault, SCRIPT, type Around, type Fault, type Hit } from './fault';
import { assignsOf, callName, isFn, isLiteral, isName, lastName, moduleValue, receiverOf, some, valueOf } from './shapes';

const ALL = ['javascript', 'typescript', 'tsx', 'java', 'csharp', 'cpp', 'php', 'python', 'go', 'ruby', 'rust', 'kotlin'] as const;
const NOT_THERE = /undefined|nil\b|null|None\b|NoneType|KeyError|not found|no entry|Undefined (?:array key|index)|unknown|missing/i;

/** Groups of a pattern, by their number, that a match may be without. */
function optionalGroups(pattern: string): Set<number> {
  const found = new Set<number>();
  const open: { number: number | undefined; inside: number[] }[] = [];
  let count = 0;
  for (let at = 0; at < pattern.length; at += 1) {
    const sign = pattern[at]!;
    if (sign === '\\') at += 1;
    else if (sign === '[') at += (/^\[\^?\]?(?:\\.|[^\]\\])*\]/.exec(pattern.slice(at))?.[0].length ?? 1) - 1;
    else if (sign === '(') {
      const takes = !/^\(\?(?!P?<\w)/.test(pattern.slice(at));
      if (takes) count += 1;
      open.push({ number: takes ? count : undefined, inside: [] });
    } else if (sign === ')') {
      const group = open.pop();
      const own = [...(group?.number === undefined ? [] : [group.number]), ...(group?.inside ?? [])];
      if (/^(?:[?*]|\{0,)/.test(pattern.slice(at + 1))) for (const each of own) found.add(each);
      open.at(-1)?.inside.push(...own);
    }
  }
  return found;
}

const MATCHES = /^(?:match|exec|search|fullmatch|preg_match|matcher|captures|FindStringSubmatch|Match)$/;

/** The pattern that a name's match was made with: `found = text.match(/…/)`, `preg_match('/…/', $text, $found)`. */
function patternBehind(name: string, around: Around): Expr | undefined {
  const { fn, file } = around;
  for (const node of nodesIn(fn?.body ?? file.code, isFn)) {
    if (node.kind !== 'call' || !MATCHES.test(callName(node))) continue;
    const isTaken = node.args.some(({ value }) => isName(value, name));
    const isMade = assignsOf(name, fn?.body ?? file.code).some(
      ({ value }) => value === node || (value !== undefined && some([value], (each) => each === node) !== undefined),
    );
    if (!isTaken && !isMade) continue;
    for (const each of [receiverOf(node), ...node.args.map(({ value }) => value)]) {
      const made = isName(each) ? (moduleValue(each.name, around)?.made.value ?? valueOf(each, around)) : each;
      const inner = made?.kind === 'call' ? made.args[0]?.value : made;
      if (isLiteral(inner, 'pattern', 'text') && inner.value.includes('(')) return inner;
    }
  }
  return undefined;
}

/** The first line of the program's data, or of a text in its code, that fits a pattern. */
function lineWith({ data, files }: Pick<Around, 'data' | 'files'>, fits: RegExp): Place | undefined {
  for (const { file, lines, first } of dataTexts(data, files)) {
    if (/\.(?:mod|json|ya?ml)$/.test(file)) continue;
    const at = lines.findIndex((line) => fits.test(line.slice(0, 1000)));
    if (at >= 0) return { file, line: first + at };
  }
  for (const file of files)
    for (const node of nodesIn(file.code))
      if (isLiteral(node, 'text') && node.value.length > 4 && fits.test(node.value) && !/^\s*[-\w]+\s*$/.test(node.value))
        return { file: file.file, line: file.text.slice(0, node.start).split('\n').length };
  return undefined;
}

const SPLITS = /^(?:split|explode|Split|SplitN|split_once|splitn|Cut|partition|rsplit|split_at)$/;

/** Texts that are taken apart, and parts that are taken out of them. */
export const parted: readonly Fault[] = [
  fault({
    id: 'optional-group',
    byError: true,
    languages: [...SCRIPT, 'python', 'php', 'ruby', 'java', 'rust'],
    source: 'MDN String.prototype.match; PHP manual, preg_match, PREG_UNMATCHED_AS_NULL; Python documentation, Match.group',
    on: ['index', 'call', 'assign'],
    find(node, around): Hit | undefined {
      const { text } = around;
      const asked =
        node.kind === 'index' && isName(node.of) && isLiteral(node.keys[0], 'number')
          ? { name: node.of.name, group: Number(node.keys[0].value) }
          : node.kind === 'call' &&
              /^(?:group|get)$/.test(callName(node)) &&
              isName(receiverOf(node)) &&
              isLiteral(node.args[0]?.value, 'number')
            ? { name: lastName(receiverOf(node)), group: Number(node.args[0].value.value) }
            : undefined;
      if (!asked || asked.group < 1 || node.kind === 'assign') return undefined;
      const pattern = patternBehind(asked.name, around);
      if (!isLiteral(pattern) || !optionalGroups(pattern.value.replace(/^\/|\/[a-z]*$/g, '')).has(asked.group)) return undefined;
      const parent = around.parent;
      if (parent?.kind === 'choice' || (parent?.kind === 'branch' && parent.condition === node)) return undefined;
      return { at: node, by: text(pattern).length > 80 ? `${text(pattern).slice(0, 80)}…` : text(pattern), other: String(asked.group) };
    },
    fails: (error) => NOT_THERE.test(error) || /invalid literal|unwrap/.test(error),
  }),
  fault({
    id: 'carriage-return-kept',
    byError: true,
    languages: [...SCRIPT, 'php', 'ruby', 'go', 'java', 'csharp', 'rust', 'cpp', 'python', 'kotlin'],
    source: 'RFC 4180, line ends; Node documentation, os.EOL; POSIX',
    on: 'call',
    find(call, around): Hit | undefined {
      const isByLine =
        SPLITS.test(callName(call)) &&
        call.args.some(({ value }) => isLiteral(value, 'text', 'pattern') && /^\/?(?:\\n|\n)\/?$/.test(value.value));
      if (!isByLine || around.files.some(({ text }) => /\\r\\n\/|\\r\?|replace(?:All)?\(['"/]\\r/.test(text))) return undefined;
      const line = lineWith(around, /\r$|\\r\\n|\r\n/);
      return line && { at: call, also: line };
    },
    fails: (error) => NOT_THERE.test(error) || /invalid (?:literal|syntax|digit|value)|NumberFormat|parse/i.test(error),
  }),
  fault({
    id: 'blank-kept-in-part',
    byError: true,
    languages: ALL,
    source: 'CWE-1286; Go documentation, strings.TrimSpace; Clippy',
    on: 'call',
    find(call, around): Hit | undefined {
      const separator = call.args.map(({ value }) => value).find((each) => isLiteral(each, 'text') && /^[=:,;|]$/.test(each.value));
      if (!SPLITS.test(callName(call)) || !isLiteral(separator, 'text')) return undefined;
      const code = around.fn ? around.text(around.fn) : around.file.text;
      if (/trim|strip|TrimSpace|Fields/i.test(code)) return undefined;
      const sign = separator.value.replace(/[|]/, '\\$&');
      const line = lineWith(around, new RegExp(`^[ \\t]*[\\w.-]{1,40}(?: ${sign}|${sign} )`));
      return line && { at: call, by: separator.value, also: line };
    },
    fails: (error) => NOT_THERE.test(error) || /invalid (?:literal|syntax|digit|value)|NumberFormat/i.test(error),
  }),
  fault({
    id: 'page-past-end',
    byError: true,
    languages: ['go', 'rust', 'java', 'csharp', 'kotlin'],
    source: 'CWE-125; Go specification, slice expressions; Effective Go',
    on: ['index', 'call'],
    find(node, { file, fn, text }): Hit | undefined {
      const args = node.kind === 'call' ? node.args.map(({ value }) => value) : node.keys;
      const range =
        node.kind === 'index' && args.length === 1 && args[0]?.kind === 'operate' && /^\.\.[<=]?$/.test(args[0].operator)
          ? args[0].operands
          : undefined;
      const [begin, end] =
        node.kind === 'index'
          ? (range ?? (node.slice ? args : []))
          : /^(?:subList|substring|Substring|GetRange)$/.test(callName(node))
            ? args
            : [];
      if (!begin || end?.kind !== 'operate' || end.operator !== '+' || !fn || !end.operands.some((each) => text(each) === text(begin)))
        return undefined;
      const [list] = node.kind === 'index' ? [node.of] : [receiverOf(node)];
      if (!list || /\bmin\b|Min\(|len\(|\.len\(\)|\.size\(\)|\.length|Count/.test(text(fn))) return undefined;
      return {
        at: node,
        by: text(end),
        other: text(list),
        ...(file.language === 'go' && { fix: replaced(end, `min(${text(end)}, len(${text(list)}))`) }),
      };
    },
    fails: (error) => /out of (?:range|bounds)|range end index|IndexOutOfBounds|begin|toIndex|ArgumentOutOfRange/.test(error),
  }),
  fault({
    id: 'keys-as-symbols',
    byError: true,
    languages: ['ruby'],
    source: 'Ruby documentation, JSON.parse symbolize_names, CSV header_converters',
    on: 'call',
    find(call, { text }): Hit | undefined {
      const option = call.args.find(({ name }) => /^(?:symbolize_names|header_converters|symbolize_keys)$/.test(name ?? ''));
      const inMap = call.args
        .flatMap(({ value }) => (value.kind === 'map' ? value.entries : []))
        .find(({ key }) => isLiteral(key) && /^(?:symbolize_names|header_converters)$/.test(key.value));
      const value = option?.value ?? inMap?.value;
      return value && /symbol|true/.test(text(value)) ? { at: call, by: option?.name ?? text(inMap!.key!) } : undefined;
    },
    fails: (error) => /key not found: "/.test(error) || /\bnil\b/.test(error.split('\n', 1)[0]!),
  }),
  fault({
    id: 'dicts-of-json',
    byError: true,
    languages: ['python'],
    source: 'Python documentation, json; Pydantic; dacite',
    on: 'call',
    find: (call) =>
      (isName(receiverOf(call), 'json') || isName(receiverOf(call), 'yaml')) && /^(?:safe_)?loads?$/.test(callName(call))
        ? { at: call, by: 'items' }
        : undefined,
    fails(error) {
      const name = /'dict' object has no attribute '(\w+)'/.exec(error)?.[1];
      return name === undefined ? false : { by: name };
    },
  }),
  fault({
    id: 'environment-is-text',
    byError: true,
    languages: ['python', 'ruby', 'php', ...SCRIPT],
    source: 'Python documentation, os.environ; Node documentation, process.env; The Twelve-Factor App, config',
    on: ['call', 'index'],
    find(node, { parent, text }): Hit | undefined {
      const of = node.kind === 'index' ? node.of : receiverOf(node);
      const isEnvironment = of !== undefined && /^(?:environ|ENV|env|argv)$/.test(lastName(of));
      const isCall = node.kind === 'call' && (/^getenv$/.test(callName(node)) || (isEnvironment && /^(?:get|fetch)$/.test(callName(node))));
      if (!isCall && !(node.kind === 'index' && isEnvironment)) return undefined;
      const isConverted = parent?.kind === 'call' || (parent?.kind === 'member' && /^to_/.test(parent.name));
      return isConverted ? undefined : { at: node, by: text(node) };
    },
    fails: (error) =>
      /slice indices must be integers|not supported between instances of '(?:int|float|str)' and '(?:str|int|float)'|can only concatenate str|unsupported operand type|can't be coerced|no implicit conversion|must be of type \??int, string given|comparison of (?:String|Integer)|cannot be interpreted as an integer|can't multiply sequence/.test(
        error,
      ),
  }),
  fault({
    id: 'inherited-key',
    byError: true,
    languages: SCRIPT,
    source: 'ESLint no-prototype-builtins, guard-for-in; MDN Object.create(null)',
    on: 'index',
    find(node, around): Hit | undefined {
      const [key] = node.keys;
      if (!isName(node.of) || !isName(key) || node.slice) return undefined;
      const { name } = node.of;
      const setInside = [...around.path].flatMap((each) => (each.kind === 'fn' ? assignsOf(name, each.body) : []));
      const made = setInside.length === 1 ? setInside[0]!.value : moduleValue(name, around)?.made.value;
      if (made?.kind !== 'map' || made.entries.length > 0) return undefined;
      const line = lineWith(around, /(?:^|[^\w.])(?:constructor|toString|valueOf|hasOwnProperty|__proto__)(?![\w(])/);
      return line && { at: node, by: around.text(node.of), also: line, fix: replaced(made, 'Object.create(null)') };
    },
    fails: (error) => /is not a function|is not iterable|NaN/.test(error),
  }),
  fault({
    id: 'splice-for-slice',
    byError: true,
    languages: SCRIPT,
    source: 'MDN Array.prototype.splice; unicorn; ES2023 toSpliced',
    on: 'call',
    find(call, { fn, path, text, parent }): Hit | undefined {
      const list = receiverOf(call);
      if (callName(call) !== 'splice' || call.args.length !== 2 || list?.kind !== 'member' || parent?.kind === 'do' || !fn)
        return undefined;
      const name = fn.name === '' ? lastName(path.findLast((each) => each.kind === 'assign')) : fn.name;
      if (
        /^(?:take|draw|deal|remove|pop|pull|drain|dequeue|shift|splice|cut|flush|consume|extract|delete|move|drop|next|claim|pick|reserve|assign)/i.test(
          name,
        )
      )
        return undefined;
      return {
        at: call,
        by: lastName(list),
        other: text(list),
        fix: replaced({ start: call.callee.end - 'splice'.length, end: call.callee.end }, 'slice'),
      };
    },
    mayFail: (error) => /undefined/.test(error),
  }),
  fault({
    id: 'promises-listed',
    byError: true,
    languages: SCRIPT,
    source: 'typescript-eslint no-misused-promises; Sonar S6544; MDN Promise.all',
    on: 'call',
    find(call, around): Hit | undefined {
      const [first] = call.args;
      const { path, named, text } = around;
      if (callName(call) !== 'map' || !first) return undefined;
      if (path.some((node) => node.kind === 'call' && /^(?:all|allSettled|race|any)$/.test(callName(node)))) return undefined;
      const given = first.value;
      const last = given.kind === 'fn' ? given.body.at(-1) : undefined;
      const value = last?.kind === 'return' || last?.kind === 'do' ? last.value : undefined;
      const called = isName(given) ? given.name : value?.kind === 'call' ? callName(value) : '';
      const fn = called === '' ? undefined : named(called);
      const isAsync = given.kind === 'fn' && given.words.includes('async');
      if (!isAsync && !fn?.fn.words.includes('async')) return undefined;
      return {
        at: call,
        by: isAsync ? text(given).split('\n', 1)[0]!.slice(0, 60) : called,
        fix: [...inserted(call.start, 'await Promise.all('), ...inserted(call.end, ')')],
      };
    },
    mayFail: (error) => /undefined|is not a function|is not iterable|NaN/.test(error),
    fails: (error) => /Promise|undefined|is not a function|is not iterable/.test(error) || undefined,
  }),
];
