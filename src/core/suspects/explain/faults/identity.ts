import { nodesIn, type Assign, type Expr, type Fn, type Ir } from '../../../syntax/lower/ir';
import { within } from '../../../syntax/lower/places';
import { namesSet } from '../../../syntax/lower/scopes';
import type { SyntaxFile } from '../../../syntax/syntax';
import { replaced, statementBefore } from './edits';
import { fault, SCRIPT, type Around, type Fault, type Hit } from './fault';
import {
  assignsOf,
  callName,
  changeOf,
  isFn,
  isLiteral,
  isName,
  lastName,
  moduleValue,
  nameOfFn,
  receiverOf,
  resultsOf,
  rootOf,
  some,
  valueOf,
} from './shapes';

const isScript = (language: string): boolean => (SCRIPT as readonly string[]).includes(language);

/** What makes a new object wherever it stands: a literal, `new X()`, a call of a function that gives only such. */
function isFresh(node: Expr | undefined, around: Around): Expr | undefined {
  const value = isName(node) ? (around.fn?.params.some(({ name }) => name === node.name) ? undefined : localValue(node, around)) : node;
  if (!value) return undefined;
  if (value.kind === 'map' || (value.kind === 'list' && value.of === 'list')) return value;
  if (value.kind !== 'call') return undefined;
  if (value.makes) return isName(value.callee) && around.constructs(value.callee.name) ? value : undefined;
  const callee = receiverOf(value) ? undefined : around.named(callName(value));
  const results = callee && !callee.fn.words.includes('async') ? resultsOf(callee.fn, callee.file.language) : undefined;
  return results?.every((each) => each.kind === 'map' || (each.kind === 'list' && each.of === 'list')) ? value : undefined;
}

/** What a name of this function is made of, where it is set once and in no loop around its use. */
function localValue(node: Extract<Expr, { kind: 'name' }>, { fn, file }: Around): Expr | undefined {
  return fn && assignsOf(node.name, fn.body).length > 0 ? valueOf(node, { fn, file }) : undefined;
}

/** The values that a file puts under a name or a field anywhere. */
function madeOf(name: string, file: SyntaxFile): Expr[] {
  return [...nodesIn(file.code)].flatMap((node) =>
    node.kind === 'assign' && node.operator !== '+=' && lastName(node.target) === name && node.value ? [node.value] : [],
  );
}

/** `Set` of what `new Set()` made. */
function collectionOf(list: Expr, { file }: Around): string | undefined {
  const kinds = new Set(
    madeOf(lastName(list), file).map((value) => {
      const inner = value.kind === 'call' && value.makes && value.callee.kind === 'name' ? value.callee.name.split('<', 1)[0]! : value.kind;
      return inner === 'list' ? 'Array' : inner;
    }),
  );
  const [only] = kinds;
  return kinds.size === 1 && only !== undefined && /^(?:Map|Set|Array)$/.test(only) ? only : undefined;
}

/** A class of Python or Ruby whose objects equal only themselves. */
function isByIdentity(call: Extract<Expr, { kind: 'call' }>, around: Around): boolean {
  const name = call.callee.kind === 'name' ? call.callee.name : '';
  const made = around.constructs(name);
  const cls = made && [...nodesIn(made.file.code)].find((node) => node.kind === 'class' && node.name === name);
  if (cls?.kind !== 'class' || !made) return false;
  const head = made.file.text.slice(cls.start, cls.start + made.file.text.slice(cls.start).search(/[:\n]/));
  return (
    !/[(<]\s*(?!object\b)\w/.test(head.slice(head.indexOf(name))) &&
    !cls.members.some((each) => isFn(each) && /^(?:__eq__|==|eql\?)$/.test(each.name))
  );
}

const defaults = new WeakMap<SyntaxFile, ReadonlyMap<string, string | undefined>>();

/** Names of a file that hold maps which make an entry when one is read that is missing. */
function fillingMaps(file: SyntaxFile): ReadonlyMap<string, string | undefined> {
  let found = defaults.get(file);
  if (!found) {
    found = new Map(
      [...nodesIn(file.code)].flatMap((node): [string, string | undefined][] => {
        if (node.kind !== 'assign' || node.value?.kind !== 'call') return [];
        const { value } = node;
        const [block] = value.args.map((each) => each.value);
        const fills =
          file.language === 'python'
            ? callName(value) === 'defaultdict'
            : value.makes === true &&
              isName(value.callee, 'Hash') &&
              block?.kind === 'fn' &&
              some(block.body, (each) => each.kind === 'assign' && each.target.kind === 'index') !== undefined;
        return fills ? [[lastName(node.target), valueFilled(block, file)]] : [];
      }),
    );
    defaults.set(file, found);
  }
  return found;
}

/** What is put into such a map for a missing key, as code. */
function valueFilled(block: Expr | undefined, file: SyntaxFile): string | undefined {
  if (isName(block)) return { list: '[]', dict: '{}', int: '0', float: '0.0', str: "''", set: 'set()' }[block.name];
  const set = block?.kind === 'fn' && file.language === 'ruby' ? block.body.at(-1) : undefined;
  const made = set?.kind === 'do' ? set.value : set;
  const value = made?.kind === 'assign' ? made.value : block?.kind === 'fn' && block.short ? resultOf(block) : undefined;
  return value && file.text.slice(value.start, value.end);
}

function resultOf({ body }: Fn): Expr | undefined {
  const [only] = body;
  return only?.kind === 'do' || only?.kind === 'return' ? only.value : undefined;
}

const readOr = (key: string, fallback: string, language: string): string =>
  language === 'ruby' ? `.fetch(${key}) { ${fallback} }` : `.get(${key}, ${fallback})`;

/** Where a file asks what keys a map has: `key in map`, `len(map)`, a loop over it. */
function keysAsked(name: string, file: SyntaxFile): Ir | undefined {
  const isIt = (node: Expr | undefined): boolean =>
    node !== undefined && (node.kind === 'name' || node.kind === 'member') && lastName(node) === name;
  return some(file.code, (node) => {
    if (node.kind === 'operate') return /^(?:not )?in$/.test(node.operator) && isIt(node.operands[1]);
    if (node.kind === 'loop') return isIt(node.over) || (node.over?.kind === 'call' && isIt(receiverOf(node.over)));
    if (node.kind === 'each') return node.loops.some(({ over }) => isIt(over) || (over.kind === 'call' && isIt(receiverOf(over))));
    if (node.kind === 'member') return /^(?:keys|size|length|count|empty\?|any\?)$/.test(node.name) && isIt(node.of);
    if (node.kind !== 'call') return false;
    const isOwn =
      /^(?:keys|items|values|key\?|has_key\?|include\?|each|map|sort_by|size|length|count|to_a|each_key|any\?)$/.test(callName(node)) &&
      isIt(receiverOf(node));
    return isOwn || (/^(?:len|sorted|list|set|max|min|dict|bool)$/.test(callName(node)) && !receiverOf(node) && isIt(node.args[0]?.value));
  });
}

/** Calls that change the order or take out of what they are called on; adding is what an argument may be given for. */
const TAKES_OUT =
  /^(?:sort|reverse|splice|shift|pop|sort!|sort_by!|reverse!|shuffle!|reject!|select!|map!|uniq!|delete_at|delete_if|keep_if|popitem|clear|remove)$/;

/** Where a function changes the list that it is given, and does not give it back. */
function changedArgument(fn: Fn): { at: Ir; place: number; name: string } | undefined {
  const params = fn.params.filter(({ name }) => !/^(?:self|cls)$/.test(name));
  for (const node of nodesIn(fn.body)) {
    const list = node.kind === 'call' && TAKES_OUT.test(callName(node)) ? receiverOf(node) : undefined;
    const place = isName(list) ? params.findIndex(({ name }) => name === list.name) : -1;
    if (place < 0 || !isName(list) || params[place]?.rest) continue;
    // What is set anew is a copy or something else.
    if (assignsOf(list.name, fn.body).length > 0) continue;
    // What is put in for a while and taken out again is as it was.
    if (
      some(
        fn.body,
        (each) => each.kind === 'call' && /^(?:append|add|push|unshift)$/.test(callName(each)) && isName(receiverOf(each), list.name),
      )
    )
      continue;
    return { at: node, place, name: list.name };
  }
  return undefined;
}

/** A call of a function whose result is used and whose list is read again behind it. */
/** A copy of a list that a function gets, made before it changes it. */
function ownCopy(fn: Fn, name: string, file: SyntaxFile): Hit['fix'] {
  // A text that stands above the code of a function is no place for it.
  const first = fn.body.find((node) => node.kind !== 'do' || node.value.kind !== 'literal');
  if (!first || fn.short || !/^\s*$/.test(lineUpTo(first.start, file.text))) return undefined;
  const copy = isScript(file.language)
    ? `${name} = [...${name}];`
    : file.language === 'python'
      ? `${name} = ${name}.copy()`
      : `${name} = ${name}.dup`;
  return statementBefore(first, copy, file.text);
}

const lineUpTo = (offset: number, text: string): string => text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset);

function usedAgain(name: string, place: number, files: readonly SyntaxFile[]): { file: SyntaxFile; at: Ir; list: Expr } | undefined {
  for (const file of files)
    for (const around of nodesIn(file.code)) {
      if (!isFn(around)) continue;
      const statements = new Set([...nodesIn(around.body)].flatMap((node) => (node.kind === 'do' ? [node.value] : [])));
      for (const call of nodesIn(around.body)) {
        if (call.kind !== 'call' || callName(call) !== name || statements.has(call)) continue;
        const list = call.args[place]?.value;
        if (list?.kind === 'member' && (isName(list.of, 'this') || isName(list.of, 'self'))) {
          const field = list.name;
          const isSet = (node: Ir): boolean => node.kind === 'assign' && node.target.kind === 'member' && node.target.name === field;
          const own = new Set(
            [...nodesIn(file.code)].flatMap((node) => (node.kind === 'assign' && isSet(node) ? [node.target as Ir] : [])),
          );
          const read = some(file.code, (node) => node.kind === 'member' && node.name === field && node !== list && !own.has(node));
          if (read && !within(read, around)) return { file, at: read, list };
        }
        if (list?.kind !== 'name') continue;
        if (assignsOf(list.name, around.body).some(({ start }) => start > call.end)) continue;
        const again = some(around.body, (node) => node.start > call.end && isName(node, list.name));
        if (again) return { file, at: again, list };
      }
    }
  return undefined;
}

/** Objects that are the same one, or never are. */
export const identity: readonly Fault[] = [
  fault({
    id: 'new-object-as-key',
    languages: [...SCRIPT, 'python', 'ruby'],
    source:
      'ESLint no-constant-binary-expression; Sonar S6959; MDN, Set, value equality; Pylint; eslint-plugin-react jsx-no-constructed-context-values',
    on: ['call', 'operate'],
    find(node, around): Hit | undefined {
      const { file, text } = around;
      if (!isScript(file.language)) {
        const [asked, list] =
          node.kind === 'operate'
            ? /^(?:(?:not )?in|==|!=)$/.test(node.operator)
              ? node.operands
              : []
            : /^(?:include\?|index|count|remove|delete|key\?)$/.test(callName(node))
              ? [node.args[0]?.value, receiverOf(node)]
              : [];
        const value = isName(asked) ? localValue(asked, around) : asked;
        return list && asked && value?.kind === 'call' && isByIdentity(value, around)
          ? { at: node, by: text(asked), other: text(list) }
          : undefined;
      }
      const list = receiverOf(node);
      if (node.kind !== 'call' || !list || !/^(?:has|get|add|set|delete|includes|indexOf|lastIndexOf)$/.test(callName(node)))
        return undefined;
      const [key] = node.args.map(({ value }) => value);
      const value = isFresh(key, around);
      const kind = value && collectionOf(list, around);
      const isArray = /^(?:includes|indexOf|lastIndexOf)$/.test(callName(node));
      if (!value || !key || !kind || (kind === 'Array') !== isArray) return undefined;
      const name = lastName(list);
      // What is only kept and gone through needs no equality.
      const isAsked = (each: Ir): boolean =>
        (each.kind === 'call' && each !== node && /^(?:has|get)$/.test(callName(each)) && lastName(receiverOf(each)) === name) ||
        (each.kind === 'member' && each.name === 'size' && lastName(each.of) === name);
      const asked = /^(?:add|set)$/.test(callName(node)) ? some(file.code, isAsked) : node;
      if (
        !asked ||
        (value !== key &&
          some(
            file.code,
            (each) =>
              each !== node &&
              each.kind === 'call' &&
              each.args.some(
                (arg) =>
                  arg.value.kind === 'name' &&
                  isName(key) &&
                  arg.value.name === key.name &&
                  /^(?:add|set|push)$/.test(callName(each)) &&
                  each.start < node.start,
              ),
          ))
      )
        return undefined;
      return { at: node, by: text(key), other: text(list), ...(asked !== node && { also: { file, at: asked } }) };
    },
  }),
  fault({
    id: 'reading-adds-key',
    languages: ['python', 'ruby'],
    source: 'Python documentation, defaultdict; Ruby documentation, Hash.new; CodeQL',
    on: 'index',
    find(node, { file, path, parent, fn, text }) {
      const name = lastName(node.of);
      const [key] = node.keys;
      if (!fn || name === '' || !key || node.slice || !fillingMaps(file).has(name)) return undefined;
      const above = path.at(-2);
      const isFilled =
        (parent?.kind === 'assign' && parent.target === node) ||
        (parent?.kind === 'operate' && parent.operator === '<<') ||
        (parent?.kind === 'index' && parent.of === node) ||
        (parent?.kind === 'member' &&
          above?.kind === 'call' &&
          above.callee === parent &&
          /^(?:append|add|extend|update|push|insert|appendleft|subtract|concat|setdefault|remove|discard|pop|popleft|sort)$/.test(
            parent.name,
          ));
      if (isFilled || isLiteral(key)) return undefined;
      // What a loop over it gives, and what was asked for or put in before, is there.
      const isIt = (each: Expr | undefined): boolean =>
        each?.kind !== 'index' && lastName(each?.kind === 'call' ? receiverOf(each) : each) === name;
      const isLooped = path.some(
        (each) => (each.kind === 'loop' && isIt(each.over)) || (each.kind === 'each' && each.loops.some(({ over }) => isIt(over))),
      );
      const isThere =
        isLooped ||
        some(
          fn.body,
          (each) =>
            (each.kind === 'operate' && /^(?:not )?in$/.test(each.operator) && isIt(each.operands[1])) ||
            (each.kind === 'assign' && each.target.kind === 'index' && isIt(each.target.of)) ||
            (each.kind === 'call' && /^(?:key\?|has_key\?|include\?)$/.test(callName(each)) && isIt(receiverOf(each))) ||
            (each.kind === 'member' && each.of.kind === 'index' && /^(?:append|add|extend|update)$/.test(each.name) && isIt(each.of.of)),
        ) !== undefined;
      const asked = keysAsked(name, file);
      if (isThere || !asked || within(asked, fn)) return undefined;
      const fallback = fillingMaps(file).get(name);
      const fix = fallback === undefined ? undefined : replaced(node, `${text(node.of)}${readOr(text(key), fallback, file.language)}`);
      return { at: node, by: text(node.of), other: text(key), also: { file, at: asked }, fix };
    },
  }),
  fault({
    id: 'alias-changed',
    languages: [...SCRIPT, 'python', 'ruby'],
    source: 'Sonar S4143; Effective Java 50; RuboCop; Python FAQ, assignment binds names',
    on: 'assign',
    find(assign, around) {
      const { fn, file, text } = around;
      const { value, target } = assign;
      if (!fn || !isName(target) || /^[@$]/.test(target.name) || assign.operator !== '=' || !value) return undefined;
      const isField =
        (value.kind === 'member' && (isName(value.of, 'this') || isName(value.of, 'self')) && file.language !== 'ruby') ||
        (isName(value) && value.name.startsWith('@'));
      const made =
        isName(value) && !isField && assignsOf(value.name, fn.body).length === 0 && !fn.params.some(({ name }) => name === value.name)
          ? moduleValue(value.name, around)
          : undefined;
      if (
        (!isField && !made) ||
        /^[A-Z][A-Z\d_]{2,}$/.test(lastName(value)) ||
        assignsOf(target.name, fn.body).filter(({ operator }) => operator === '=').length > 1
      )
        return undefined;
      const grown = file.language === 'python' ? assignsOf(target.name, fn.body).find(({ operator }) => operator === '+=') : undefined;
      const isList = grown?.value?.kind === 'list';
      const changed = changeOf(target.name, fn.body) ?? (isList ? grown : undefined);
      const last = fn.body.at(-1);
      const returned =
        some(fn.body, (node) => node.kind === 'return' && isName(node.value, target.name), isFn) ??
        (file.language === 'ruby' && last?.kind === 'do' && isName(last.value, target.name) ? last : undefined);
      if (!changed || !returned || changed.start > returned.start || (changed.kind === 'assign' && changed.target.kind === 'member'))
        return undefined;
      if (/^(?:set|add|put|push|register|insert|remove|update|append|store|append|load|init)/i.test(fn.name)) return undefined;
      const copy =
        file.language === 'ruby' ? `${text(value)}.dup` : file.language === 'python' ? `list(${text(value)})` : `[...${text(value)}]`;
      const isText =
        changed.kind === 'operate' || isScript(file.language) || /^(?:append|sort|extend|insert|reverse)$/.test(callName(changed));
      return {
        at: assign,
        by: text(value),
        other: target.name,
        also: { file, at: changed },
        ...(isText && { fix: [{ start: value.start, end: value.end, text: copy }] }),
      };
    },
  }),
  fault({
    id: 'argument-changed',
    languages: [...SCRIPT, 'python', 'ruby'],
    source: 'ESLint no-param-reassign (props); Sonar S4043; unicorn/no-array-sort, no-array-reverse; RuboCop',
    on: 'fn',
    find(fn, { files, file, path, named }) {
      const own = nameOfFn(fn, path);
      // Of several functions of a name, the calls do not tell which they run.
      if (named(own)?.fn !== fn) return undefined;
      if (own === '' || /sort|shuffle|drain|take|pop|remove|clear|reverse|delete|next|consume|parse/i.test(own)) return undefined;
      const changed = changedArgument(fn);
      const results = changed && resultsOf(fn, file.language);
      if (!changed || !results || results.some((each) => isName(each, changed.name))) return undefined;
      const again = usedAgain(own, changed.place, files);
      return again
        ? {
            at: changed.at,
            by: changed.name,
            other: again.file.text.slice(again.list.start, again.list.end),
            also: { file: again.file, at: again.at },
            fix: ownCopy(fn, changed.name, file),
          }
        : undefined;
    },
  }),
  fault({
    id: 'symbol-as-key',
    languages: ['ruby'],
    source: 'RuboCop; Ruby documentation, JSON.parse symbolize_names',
    on: 'index',
    find(node, around) {
      const { text, file } = around;
      const [key] = node.keys;
      if (!isLiteral(key, 'text') || !text(key).startsWith(':') || node.slice) return undefined;
      const parsed = parsedBehind(node.of, around);
      return parsed && parsed.args.length === 1
        ? { at: node, by: text(key), also: { file, at: parsed }, fix: [{ start: key.start, end: key.end, text: `'${key.value}'` }] }
        : undefined;
    },
  }),
  fault({
    id: 'last-of-equals',
    languages: [...SCRIPT, 'python', 'ruby', 'php', 'java', 'csharp', 'go', 'cpp', 'kotlin', 'rust'],
    source: 'CWE-193; CodeQL',
    on: 'loop',
    find(loop, { text, file }) {
      if (loop.how !== 'each' || !loop.target) return undefined;
      const each = namesSet(loop.target);
      for (const node of nodesIn(loop.body, isFn)) {
        if (node.kind !== 'branch' || node.not || node.otherwise) continue;
        for (const compare of nodesIn([node.condition], isFn)) {
          if (compare.kind !== 'operate' || !/^[<>]=$/.test(compare.operator) || compare.operands.length !== 2) continue;
          const [left, right] = compare.operands as readonly [Expr, Expr];
          const sets = node.then.filter((one): one is Assign => one.kind === 'assign' && isName(one.target) && one.operator === '=');
          const keeps = sets.find(({ value }) => isName(value) && each.includes(value.name));
          if (!keeps || !isName(keeps.target) || !isName(keeps.value)) continue;
          const best = keeps.target.name;
          const [own, kept] = [left, right].map((one) => rootOf(one)?.name);
          const isBest = (name: string | undefined): boolean =>
            name === best ||
            sets.some(
              ({ target, value }) => isName(target, name) && value !== undefined && [left, right].some((one) => text(one) === text(value)),
            );
          if (!own || !kept || own === kept || isBest(own) || !isBest(kept)) continue;
          const at = left.end + text({ start: left.end, end: right.start }).indexOf(compare.operator);
          return {
            at: compare,
            by: best,
            other: keeps.value.name,
            also: { file, at: keeps },
            fix: [{ start: at, end: at + 2, text: compare.operator.charAt(0) }],
          };
        }
      }
      return undefined;
    },
  }),
];

/** The call that read a value of Ruby from JSON, whose keys are texts: the value itself, a part of it, what a block goes through. */
function parsedBehind(node: Expr, { fn, file, path }: Pick<Around, 'fn' | 'file' | 'path'>): Extract<Expr, { kind: 'call' }> | undefined {
  const isParse = (value: Expr | undefined): value is Extract<Expr, { kind: 'call' }> =>
    value?.kind === 'call' && callName(value) === 'parse' && lastName(receiverOf(value)) === 'JSON';
  const root = node.kind === 'call' ? node : rootOf(node);
  if (isParse(root)) return root;
  if (!isName(root)) return undefined;
  for (const [at, each] of path.entries()) {
    if (!isFn(each) || !each.params.some(({ name }) => name === root.name)) continue;
    const call = path[at - 1];
    const over =
      call?.kind === 'call' && /^(?:each|map|select|reject|sum|find|flat_map|sort_by|to_h|filter_map|group_by|count)$/.test(callName(call))
        ? receiverOf(call)
        : undefined;
    return over && parsedBehind(over, { fn, file, path: path.slice(0, at - 1) });
  }
  const outer = path.find((each): each is Fn => isFn(each) && assignsOf(root.name, each.body).length > 0);
  const made = root.name.startsWith('@') ? madeOf(root.name.slice(1), file) : [valueOf(root, { fn: outer ?? fn, file })];
  const [only] = made;
  return made.length === 1 && isParse(only) ? only : undefined;
}
