import { escapePattern } from '../../../escapePattern';
import { nodesIn, type Expr, type Fn, type Ir } from '../../../syntax/lower/ir';
import type { SyntaxFile } from '../../../syntax/syntax';
import { inserted, replaced } from './edits';
import { fault, SCRIPT, type Around, type Fault, type Hit } from './fault';
import {
  assignsOf,
  callName,
  changedNumbers,
  changeOf,
  isFn,
  isLiteral,
  isName,
  lastName,
  moduleValue,
  nameOfFn,
  receiverOf,
  rootOf,
  sameCode,
  some,
  unfrozen,
} from './shapes';

const DEFAULTS = /^_?(?:defaults?|fallbacks?|(?:default|DEFAULT)_?[A-Z]\w*|\w*_?(?:DEFAULTS|Defaults|_defaults))$/i;

function namesDefaults(node: Expr | undefined): boolean {
  const name = node?.kind === 'call' ? callName(node) : lastName(node);
  return DEFAULTS.test(name) && !/^default(?:s?To|ed|ing)\b/i.test(name);
}

/** The values that a merge takes together, the one that wins last. */
function merged(node: Ir, language: string): { parts: readonly Expr[]; isMap?: true } | undefined {
  if (node.kind === 'map' || node.kind === 'list') {
    const all = node.kind === 'map' ? node.entries.map(({ key, value }) => (key === undefined ? value : undefined)) : node.elements;
    const spread = all.flatMap((each) => (each?.kind === 'same' && each.how === 'spread' ? [each.of] : []));
    return spread.length === all.length && (node.kind === 'map' || language === 'php') ? { parts: spread, isMap: true } : undefined;
  }
  if (node.kind === 'operate')
    return language === 'python' && node.operator === '|'
      ? { parts: node.operands }
      : language === 'php' && node.operator === '+'
        ? { parts: node.operands.toReversed() }
        : undefined;
  if (node.kind !== 'call' || node.makes) return undefined;
  const [name, receiver] = [callName(node), receiverOf(node)];
  const args = node.args.map(({ value }) => value);
  if (language === 'php') return /^array_(?:merge|replace)(?:_recursive)?$/.test(name) ? { parts: args, isMap: true } : undefined;
  if (language === 'ruby')
    return /^(?:deep_)?merge!?$/.test(name) && receiver && args.length === 1 ? { parts: [receiver, ...args], isMap: true } : undefined;
  if (language === 'python') return name === 'update' && receiver && args.length === 1 ? { parts: [receiver, ...args] } : undefined;
  const isMerge = (name === 'assign' && isName(receiver, 'Object')) || (/^(?:merge|extend|assign)$/.test(name) && args.length > 2);
  return isMerge ? { parts: args.filter((each) => each.kind !== 'map' || each.entries.length > 0), isMap: true } : undefined;
}

/** Values that are put together: defaults, caches, counts. */
export const merging: readonly Fault[] = [
  fault({
    id: 'defaults-win',
    languages: [...SCRIPT, 'python', 'ruby', 'php'],
    source: 'ESLint no-dupe-keys; lodash documentation, defaults; Rails reverse_merge',
    on: ['map', 'list', 'operate', 'call'],
    find(node, around) {
      const { file, fn, text, parent } = around;
      const found = merged(node, file.language);
      if (!found || found.parts.length < 2) return undefined;
      const [given, defaults] = found.parts.slice(-2);
      if (
        !given ||
        !defaults ||
        !namesDefaults(defaults) ||
        found.parts.slice(0, -1).some((each) => namesDefaults(each) || each.kind === 'map')
      )
        return undefined;
      if (!found.isMap) {
        const known = defaults.kind === 'name' ? moduleValue(defaults.name, around)?.made.value : undefined;
        if (known?.kind !== 'map' && !/^_?(?:defaults|\w+_defaults)$/i.test(lastName(defaults))) return undefined;
      }
      // What is filled here for the first time has nothing that could be lost.
      const name = given.kind === 'name' ? given.name : undefined;
      const isGiven = name !== undefined && fn?.params.some((each) => each.name === name) === true;
      if (node.kind === 'call' && callName(node) === 'update' && (!isGiven || parent?.kind !== 'do')) return undefined;
      if (!/^(?:name|member|index)$/.test(given.kind) || isName(given, 'this') || isName(given, 'self')) return undefined;
      const [one, other] = given.start < defaults.start ? [given, defaults] : [defaults, given];
      const isUpdate = node.kind === 'call' && callName(node) === 'update';
      return {
        at: node,
        by: text(defaults),
        other: text(given),
        ...(!isUpdate && {
          fix: [
            { start: one.start, end: one.end, text: text(other) },
            { start: other.start, end: other.end, text: text(one) },
          ],
        }),
      };
    },
  }),
  fault({
    id: 'nested-replaced',
    languages: [...SCRIPT, 'python', 'ruby', 'php'],
    source: 'lodash documentation, merge and defaultsDeep; Rails deep_merge; PHP manual, array_replace_recursive',
    on: ['map', 'list', 'operate', 'call'],
    find(node, around) {
      const { file, files, fn, path } = around;
      const found = merged(node, file.language);
      if (!found || found.parts.length < 2 || /deep|recursive/i.test(node.kind === 'call' ? callName(node) : '')) return undefined;
      const [base, given] = found.parts;
      if (!isName(base) || !given || given.kind === 'map') return undefined;
      const copied = copiedFrom(base.name, around);
      const constant = copied ?? constantBehind(base.name, fn, nameOfFn(fn, path), files);
      const made = constant === undefined ? undefined : moduleValue(constant, around);
      const value = unfrozen(made?.made.value);
      if (value?.kind !== 'map' || !made) return undefined;
      for (const { key, value: inner } of value.entries) {
        if (!isLiteral(key, 'text') || inner.kind !== 'map' || inner.entries.length < 2) continue;
        const own = keysOf(inner);
        // Somewhere the program gives only some of them.
        const part = files.some((each) =>
          some(
            each.code,
            (other) =>
              other.kind === 'map' &&
              other !== value &&
              other.entries.some(
                (entry) =>
                  isLiteral(entry.key, 'text') &&
                  entry.key.value === key.value &&
                  entry.value.kind === 'map' &&
                  keysOf(entry.value).length > 0 &&
                  keysOf(entry.value).length < own.length &&
                  keysOf(entry.value).every((name) => own.includes(name)),
              ),
          ),
        );
        if (part)
          return {
            at: node,
            by: key.value,
            other: made.made.target.kind === 'name' ? made.made.target.name : '',
            also: { file: made.file, at: key },
            fix: partMerged(node, base, given, key.value, around),
          };
      }
      return undefined;
    },
  }),
  fault({
    id: 'default-binds-last',
    languages: [...SCRIPT, 'php', 'python', 'ruby'],
    source: 'ESLint no-constant-binary-expression, no-mixed-operators; PHPStan; CA1508; Kotlin USELESS_ELVIS',
    on: 'choice',
    find(node, { file, text }): Hit | undefined {
      const [first, second] = node.options;
      if (node.condition || !/^(?:\?\?|\|\||or)$/.test(node.operator) || !first || !second) return undefined;
      const isBare = (each: Expr): boolean => file.text[each.start - 1] !== '(' || file.text[each.end] !== ')';
      const [zero, added] = second.kind === 'operate' && isBare(second) ? second.operands : [];
      const isUnit =
        second.kind === 'operate' &&
        isLiteral(zero, 'number', 'text') &&
        (zero.of === 'number'
          ? (zero.value === '0' && /^[-+]$/.test(second.operator)) || (zero.value === '1' && second.operator === '*')
          : zero.value === '' && !zero.parts && /^[+.]$/.test(second.operator));
      if (isUnit && zero && added && !isLiteral(added))
        return {
          at: node,
          by: node.operator,
          other: text(second),
          fix: [
            { start: first.start, end: first.start, text: '(' },
            { start: zero.end, end: zero.end, text: ')' },
          ],
        };
      const last = first.kind === 'operate' && isBare(first) ? first.operands.at(-1) : undefined;
      const isNeverMissing =
        first.kind === 'operate' &&
        first.operands.length === 2 &&
        ((node.operator === '??' && /^[-+*/%.]$/.test(first.operator)) || (/^[+.]$/.test(first.operator) && joinsText(first)));
      return isNeverMissing && last && !isLiteral(last)
        ? {
            at: node,
            by: node.operator,
            other: text(first),
            fix: [
              { start: last.start, end: last.start, text: '(' },
              { start: node.end, end: node.end, text: ')' },
            ],
          }
        : undefined;
    },
  }),
  fault({
    id: 'condition-takes-all',
    languages: [...SCRIPT, 'php', 'java', 'csharp'],
    source: 'ESLint no-constant-condition, no-mixed-operators; SpotBugs; PVS-Studio V502',
    on: 'choice',
    find(node, { text, file }) {
      const { condition } = node;
      const last = condition?.kind === 'operate' ? condition.operands.at(-1) : undefined;
      if (condition?.kind !== 'operate' || !last || condition.operands.length !== 2 || !/^[+.]$/.test(condition.operator)) return undefined;
      if (!joinsText(condition) || isLiteral(last) || file.text[condition.start - 1] === '(') return undefined;
      return {
        at: node,
        of: condition,
        by: text(last),
        fix: [
          { start: last.start, end: last.start, text: '(' },
          { start: node.end, end: node.end, text: ')' },
        ],
      };
    },
  }),
  fault({
    id: 'zero-as-missing',
    languages: ['typescript', 'tsx'],
    source: 'typescript-eslint strict-boolean-expressions; Sonar',
    on: ['branch', 'choice'],
    find(node, { fn, files, text }) {
      const { condition } = node;
      const asked = condition?.kind === 'operate' && condition.operator === '!' ? condition.operands[0] : condition;
      if (!condition || !isName(asked)) return undefined;
      const param = fn?.params.find(({ name }) => name === asked.name);
      const type = param?.type?.replace(/\|\s*(?:undefined|null)\b/g, '').trim();
      if (!param || !type || !/^[A-Z]\w*$/.test(type) || (type === param.type && !text(param).includes('?'))) return undefined;
      const first = new RegExp(`\\benum\\s+${escapePattern(type)}\\s*\\{\\s*(\\w+)\\s*(?:=\\s*0\\s*)?[,}]`);
      const found = files.map((file) => first.exec(file.text)?.[1]).find((each) => each !== undefined);
      if (found === undefined) return undefined;
      const isNot = asked !== condition;
      return {
        at: condition,
        by: `${type}.${found}`,
        other: asked.name,
        fix: [{ start: condition.start, end: condition.end, text: `${asked.name} ${isNot ? '===' : '!=='} undefined` }],
      };
    },
  }),
  fault({
    id: 'key-without-parameter',
    languages: [...SCRIPT, 'python', 'ruby', 'php'],
    source: 'CodeQL; Ruff B019; React exhaustive-deps',
    on: 'fn',
    find(fn, { file, text }) {
      const names = fn.params.map(({ name }) => name).filter((name) => !/^(?:|self|cls)$/.test(name));
      if (names.length < 2) return undefined;
      for (const node of nodesIn(fn.body, isFn)) {
        const { list, key, value } = stored(node);
        if (!list || !isName(key) || !names.includes(key.name) || !value) continue;
        const root = rootOf(list);
        if (!root || names.includes(root.name) || assignsOf(root.name, fn.body).length > 0) continue;
        const computed = value.kind === 'name' ? assignsOf(value.name, fn.body)[0]?.value : value;
        const call = computed?.kind === 'same' ? computed.of : computed;
        if (call?.kind !== 'call' || !call.args.some(({ value: each }) => isName(each, key.name))) continue;
        const missing = names.find(
          (name) =>
            name !== key.name &&
            !/^\$?(?:load\w*|fn|func|factory|callback|cb|options?|opts|config|context|ctx|logger|log|session|request|req|default\w*|create\w*|make\w*|compute\w*|fallback|parent|root|client|db|env)$/i.test(
              name,
            ) &&
            call.args.some(({ value: each }) => isName(each, name)) &&
            !some(
              fn.body,
              (each) => (each.kind === 'call' && isName(each.callee, name)) || (each.kind === 'member' && isName(each.of, name)),
            ),
        );
        if (missing === undefined || !isLookedUp(list, key, fn, text, node)) continue;
        return { at: node, by: missing, other: text(list), also: { file, at: call }, fix: keyOfBoth(list, key, missing, fn, file) };
      }
      return undefined;
    },
  }),
  fault({
    id: 'cached-state',
    languages: ['python'],
    source: 'Ruff B019; Python documentation, functools.lru_cache; Pylint method-cache-max-size-none',
    on: 'fn',
    find(fn, { file, files }) {
      const before = file.text.slice(Math.max(0, fn.start - 200), fn.start);
      if (!/@(?:functools\.)?(?:lru_cache|cache)(?:\([^)\n]{0,80}\))?\s*$/.test(before)) return undefined;
      if (files.some(({ text }) => text.includes(`${fn.name}.cache_clear`))) return undefined;
      for (const node of nodesIn(fn.body)) {
        if (!isName(node) || fn.params.some(({ name }) => name === node.name) || assignsOf(node.name, fn.body).length > 0) continue;
        const [made] = assignsOf(node.name, file.code);
        if (!made) continue;
        const changed = nodesOfFunctions(file.code, fn).find((other) => isChangedIn(node.name, other));
        if (changed) return { at: node, by: node.name, other: fn.name, also: { file, at: changeIn(node.name, changed) } };
      }
      return undefined;
    },
  }),
  fault({
    id: 'lost-update',
    languages: [...SCRIPT, 'python', 'csharp'],
    source: 'ESLint require-atomic-updates; CodeQL; CWE-362',
    on: 'fn',
    find(fn, { file, text }) {
      if (!fn.words.includes('async') || /lock|mutex|transaction|atomic|semaphore|queue/i.test(text(fn))) return undefined;
      for (const read of nodesIn(fn.body, isFn)) {
        if (read.kind !== 'assign' || !isName(read.target) || !read.value) continue;
        const { name } = read.target;
        const loaded = some(
          [read.value],
          (node) => node.kind === 'same' && node.how === 'await' && /^(?:get|load|read|fetch|find)/i.test(callName(node.of)),
        );
        const from = loaded?.kind === 'same' ? receiverOf(loaded.of) : undefined;
        if (!from) continue;
        const written = [...nodesIn(fn.body, isFn)].find(
          (node) =>
            node.start > read.end &&
            node.kind === 'call' &&
            /^(?:set|save|write|store|put|update)/i.test(callName(node)) &&
            sameCode(text(receiverOf(node) ?? node.callee), text(from)) &&
            some(
              node.args.map(({ value }) => value),
              (each) => each.kind === 'operate' && /^[-+*/]$/.test(each.operator) && each.operands.some((one) => isName(one, name)),
            ) !== undefined,
        );
        if (written) return { at: read, by: name, other: text(from), also: { file, at: written } };
      }
      return undefined;
    },
    fits: (wanted, got) => changedNumbers(wanted, got)?.every(([a, b]) => b < a),
  }),
];

/** The name of which a variable is a copy on one level: `dict(DEFAULTS)`, `DEFAULTS.copy()`, `{ ...DEFAULTS }`. */
function copiedFrom(name: string, { fn }: Around): string | undefined {
  const [made, ...more] = fn ? assignsOf(name, fn.body) : [];
  const value = made?.value;
  if (!value || more.length > 0) return undefined;
  const of =
    value.kind === 'map' && value.entries.length === 1 && value.entries[0]?.value.kind === 'same'
      ? value.entries[0].value.of
      : value.kind === 'call' && /^(?:dict|copy|dup|clone)$/.test(callName(value))
        ? (value.args[0]?.value ?? receiverOf(value))
        : undefined;
  return isName(of) ? of.name : undefined;
}

/** The constant that a name is, or that the only call of a function gives as that parameter. */
/** The part below a key merged like the whole, after it. */
function partMerged(node: Ir, base: Expr, given: Expr, key: string, { file: { language }, text }: Around): Hit['fix'] {
  const [all, own] = [text(base), text(given)];
  if (node.kind !== 'map' || !isName(given) || !/^\w+$/.test(key)) return undefined;
  const part =
    language === 'python'
      ? `'${key}': {**${all}['${key}'], **${own}.get('${key}', {})}`
      : (SCRIPT as readonly string[]).includes(language)
        ? `${key}: { ...${all}.${key}, ...${own}.${key} }`
        : undefined;
  return part === undefined ? undefined : inserted(node.entries.at(-1)!.end, `, ${part}`);
}

function constantBehind(name: string, fn: Fn | undefined, called: string, files: readonly SyntaxFile[]): string | undefined {
  const place = fn?.params.findIndex((each) => each.name === name) ?? -1;
  if (place < 0) return name;
  const given = new Set(
    files.flatMap((file) =>
      [...nodesIn(file.code)].flatMap((node) => {
        const value = node.kind === 'call' && called !== '' && callName(node) === called ? node.args[place]?.value : undefined;
        return value ? [value.kind === 'name' ? value.name : ''] : [];
      }),
    ),
  );
  const [only] = given;
  return given.size === 1 && only !== '' ? only : undefined;
}

const keysOf = (map: Extract<Expr, { kind: 'map' }>): string[] =>
  map.entries.flatMap(({ key }) => (isLiteral(key, 'text') ? [key.value] : []));

/** Whether a sum has a text in it: it is one itself, and never empty. */
function joinsText(node: Expr): boolean {
  if (node.kind === 'operate') return /^[+.]$/.test(node.operator) && node.operands.some(joinsText);
  return isLiteral(node, 'text') && (node.value !== '' || (node.parts?.length ?? 0) > 0);
}

/** What a node stores under a key: `cache.set(key, value)`, `cache[key] = value`. */
function stored(node: Ir): { list?: Expr; key?: Expr; value?: Expr } {
  if (node.kind === 'assign' && node.target.kind === 'index' && node.value && node.target.keys.length === 1)
    return { list: node.target.of, key: node.target.keys[0]!, value: node.value };
  const list = receiverOf(node);
  if (node.kind !== 'call' || !list || !/^(?:set|put|store)$/.test(callName(node)) || node.args.length !== 2) return {};
  return { list, key: node.args[0]!.value, value: node.args[1]!.value };
}

/** Whether a function asks a list for a key before it stores under it. */
/** A key of two parameters wherever a function looks into a map by one. */
function keyOfBoth(list: Expr, key: Expr, missing: string, fn: Fn, { language, text }: SyntaxFile): Hit['fix'] {
  const written = (span: Expr): string => text.slice(span.start, span.end);
  const name = written(key);
  const both = (SCRIPT as readonly string[]).includes(language)
    ? `JSON.stringify([${name}, ${missing}])`
    : language === 'python'
      ? `(${name}, ${missing})`
      : language === 'php'
        ? `json_encode([${name}, ${missing}])`
        : `[${name}, ${missing}]`;
  const isIt = (node: Expr | undefined): boolean => node !== undefined && sameCode(written(node), written(list));
  const keys = [...nodesIn(fn.body)].flatMap((node) => {
    const first =
      node.kind === 'index' && isIt(node.of)
        ? node.keys[0]
        : node.kind === 'operate' && /^(?:not )?in$/.test(node.operator) && isIt(node.operands[1])
          ? node.operands[0]
          : node.kind === 'call' && isIt(receiverOf(node))
            ? node.args[0]?.value
            : undefined;
    return first && sameCode(written(first), name) ? [first] : [];
  });
  return keys.flatMap((each) => replaced(each, both));
}

function isLookedUp(list: Expr, key: Expr, fn: Fn, text: (span: Expr) => string, store: Ir): boolean {
  if (store.kind === 'assign' && /^(?:\|\||\?\?)=$/.test(store.operator)) return true;
  // What refuses a key that is there takes no stored value.
  const refuses = [...nodesIn(fn.body)].flatMap((node) =>
    node.kind === 'branch' && node.then.at(-1)?.kind === 'throw' && node.start < store.start ? [node.condition] : [],
  );
  return (
    some(fn.body, (node) => {
      if (refuses.some((each) => each.start <= node.start && node.end <= each.end)) return false;
      if (node.kind === 'operate' && /^(?:not )?in$/.test(node.operator))
        return sameCode(text(node.operands[0]!), text(key)) && sameCode(text(node.operands[1]!), text(list));
      if (node.kind !== 'call' || !/^(?:has|get|key\?|include\?|isset|array_key_exists|containsKey)$/.test(callName(node))) return false;
      return (
        sameCode(text(receiverOf(node) ?? node.callee), text(list)) ||
        some([node], (each) => each.kind === 'index' && sameCode(text(each.of), text(list))) !== undefined
      );
    }) !== undefined
  );
}

function nodesOfFunctions(code: readonly Ir[], own: Fn): Fn[] {
  return [...nodesIn(code)].filter((node): node is Fn => isFn(node) && node !== own);
}

function changeIn(name: string, fn: Fn): Ir {
  return changeOf(name, fn.body) ?? assignsOf(name, fn.body)[0] ?? fn;
}

function isChangedIn(name: string, fn: Fn): boolean {
  if (fn.params.some((each) => each.name === name)) return false;
  const isOuter = some(
    fn.body,
    (node) => node.kind === 'jump' && /^global/.test(node.how) && new RegExp(`\\b${escapePattern(name)}\\b`).test(node.how),
  );
  return isOuter ? assignsOf(name, fn.body).length > 0 : assignsOf(name, fn.body).length === 0 && changeOf(name, fn.body) !== undefined;
}
