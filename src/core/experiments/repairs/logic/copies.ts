import { nodesIn, type Expr, type Fn, type Ir } from '../../../syntax/lower/ir';
import type { SyntaxFile } from '../../../syntax/syntax';
import { replaced, statementBefore } from '../../../suspects/explain/faults/edits';
import type { Around } from '../../../suspects/explain/faults/fault';
import { callName, isLiteral, lastName, receiverOf, resultsOf } from '../../../suspects/explain/faults/shapes';
import { deepCopy } from '../../../suspects/explain/faults/sharing';
import { isShort, type Change, type LogicTemplate } from './logicTemplate';

/** What a value is, as far as the changes of it tell, and so how it is copied; `below`: what it holds is changed. */
type Kind = 'list' | 'map' | 'set' | 'array' | 'object' | 'below';

/** How a value of each kind is copied. */
const FORMS: Readonly<Record<string, Partial<Record<Kind, string>>>> = {
  javascript: { list: '[...$]', array: '[...$]', map: 'new Map($)', set: 'new Set($)', object: '{ ...$ }' },
  python: { list: 'list($)', array: 'list($)', map: 'dict($)', set: 'set($)' },
  ruby: { list: '$.dup', array: '$.dup', map: '$.dup', set: '$.dup', object: '$.dup', below: '$.map(&:dup)' },
  php: { object: 'clone $' },
  java: { list: 'new ArrayList<>($)', map: 'new HashMap<>($)', set: 'new HashSet<>($)', array: '$.clone()' },
  kotlin: { list: '$.toMutableList()', map: '$.toMutableMap()', set: '$.toMutableSet()', array: '$.copyOf()', object: '$.copy()' },
  go: { list: 'append($[:0:0], $...)', array: 'append($[:0:0], $...)' },
};
/** Kinds that an element which is set, and a call of many kinds, may belong to. */
const OF_CALL: readonly (readonly [RegExp, readonly Kind[]])[] = [
  [
    /^(?:push|pop|shift|unshift|splice|sort|reverse|fill|append|extend|insert|addAll|Insert|AddRange|concat!|map!|sort!|sort_by!|reverse!|select!|reject!|uniq!|<<|push_back|removeAt|removeFirst|removeLast|appendleft|popleft|delete_if|delete_at)$/,
    ['list'],
  ],
  [/^(?:put|putAll|putIfAbsent|setdefault|popitem|merge!|store|merge)$/, ['map']],
  [/^(?:update)$/, ['map', 'set']],
  [/^(?:set|delete)$/, ['map', 'set']],
  [/^(?:discard)$/, ['set']],
  [/^(?:add|Add)$/, ['list', 'set']],
  [/^(?:remove|clear|Remove|Clear|replace)$/, ['list', 'map', 'set']],
];

/** Two names of one list, map or object that is changed through one of them: each of these copies parts them. */
export const copyTemplates: readonly LogicTemplate[] = [
  {
    name: 'copy-missing',
    ofResult: true,
    share: 2,
    results: { extra: 2, missing: 2 },
    at(node, around) {
      if (node.kind === 'fn') return changedParams(node, around);
      if ((node.kind !== 'name' && node.kind !== 'member' && node.kind !== 'index') || !isShort(around.text(node))) return [];
      if (/^(?:self|this|cls|super)$/.test(lastName(node))) return [];
      const others = otherNames(node, around);
      if (others === undefined) return [];
      const kinds = new Set([lastName(node), ...others].flatMap((name) => changesIn(around.files, name)));
      return copies(node, kinds, around).map((fix) => ({ at: node, says: 'not-copied', fix }));
    },
  },
  {
    name: 'copied-shallowly',
    ofResult: true,
    share: 12,
    results: { extra: 1.5 },
    at(node, { file, text }) {
      const of = copiedIn(node);
      const fix = of && isShort(text(of)) ? deepCopy(node, of, file) : undefined;
      return fix ? [{ at: node, of: of!, says: 'first-level-copied', fix }] : [];
    },
  },
];

/** What a copy of the first level is a copy of. */
function copiedIn(node: Ir): Expr | undefined {
  if (node.kind === 'map' && node.entries[0] && !node.entries[0].key) return spreadIn(node.entries[0].value);
  if (node.kind === 'list' && node.elements.length === 1 && node.elements[0]!.kind === 'same') return spreadIn(node.elements[0]!);
  if (node.kind !== 'call') return undefined;
  const { args, callee } = node;
  if (callee.kind === 'member' && args.length === 0 && /^(?:copy|dup|clone|slice|to_a|to_h)$/.test(callee.name)) return callee.of;
  if (args.length === 1 && /^(?:dict|list|from|copy)$/.test(callName(node))) return args[0]!.value;
  return args.length === 2 && callName(node) === 'assign' && args[0]!.value.kind === 'map' ? args[1]!.value : undefined;
}

function spreadIn(node: Expr): Expr {
  return node.kind === 'same' && node.how === 'spread' ? node.of : node;
}

/** Under which other names a value is reached from here on; undefined where it is only used. */
function otherNames(node: Expr, around: Around): string[] | undefined {
  const { parent, fn, files, path, named } = around;
  switch (parent?.kind) {
    case 'assign':
      return parent.value === node && parent.operator === '=' && lastName(parent.target) !== '' ? [lastName(parent.target)] : undefined;
    case 'return':
      return fn ? namesOfResult(fn, files) : undefined;
    case 'do':
      // The last value of a function of Ruby is its result.
      return fn && around.file.language === 'ruby' && fn.body.at(-1) === parent ? namesOfResult(fn, files) : undefined;
    case 'map': {
      const entry = parent.entries.find(({ value }) => value === node);
      return entry?.key ? [lastName(entry.key) || (entry.key.kind === 'literal' ? entry.key.value : '')] : undefined;
    }
    case 'list':
      return [];
    case 'call': {
      const at = parent.args.findIndex(({ value }) => value === node);
      if (at < 0) return undefined;
      const called = parent.makes ? around.constructs(callName(parent)) : named(callName(parent));
      const param = called?.fn.params.filter(({ implicit }) => !implicit)[at];
      if (param) return [param.name];
      // Into a list or a map that keeps it.
      return receiverOf(parent) && /^(?:push|append|add|unshift|insert|set|put|store|Add)$/.test(callName(parent)) ? [] : undefined;
    }
    default:
      // `result << path`
      return parent?.kind === 'operate' && parent.operator === '<<' && parent.operands[1] === node && path.length > 0 ? [] : undefined;
  }
}

/** The variables that get what a function gives. */
function namesOfResult({ name }: Fn, files: readonly SyntaxFile[]): string[] {
  if (name === '') return [];
  return files.flatMap(({ code }) =>
    [...nodesIn(code)].flatMap((node) => {
      const value = node.kind === 'assign' ? node.value : undefined;
      const gives = value?.kind === 'call' ? callName(value) : value?.kind === 'member' ? value.name : '';
      return node.kind === 'assign' && gives === name ? [lastName(node.target)] : [];
    }),
  );
}

/** Parameters that a function changes in place although it gives a result: its caller has them, too. */
function changedParams(fn: Fn, around: Around): Change[] {
  const { file } = around;
  const first = fn.body.find((each) => each.kind !== 'do' || !isLiteral(each.value, 'text'));
  if (!first || fn.short || !resultsOf(fn, file.language)) return [];
  return fn.params.flatMap((param): Change[] => {
    const { name, implicit, rest } = param;
    if (implicit || rest || name === '' || /^(?:self|cls)$/.test(name)) return [];
    const kinds = new Set(changesOf(fn.body).get(lastName({ ...param, kind: 'name', name })) ?? []);
    const mark = /^(?:python|ruby|go|kotlin)$/.test(file.language) ? '' : ';';
    return written(name, kinds, file).map((copy) => {
      const fix = statementBefore(first, `${name} = ${copy}${mark}`, file.text);
      return { at: first, of: param, says: 'not-copied', fix };
    });
  });
}

function copies(node: Expr, kinds: ReadonlySet<Kind>, { file, text }: Around): Change['fix'][] {
  const below = kinds.has('below') ? deepCopy(node, node, file) : undefined;
  return [...(below ? [below] : []), ...written(text(node), kinds, file).map((copy) => replaced(node, copy))];
}

/** The copies of a value of some kinds as they are written. */
function written(value: string, kinds: ReadonlySet<Kind>, { language, text }: SyntaxFile): string[] {
  const name = /(?<!\w)\w+$/.exec(value)?.[0] ?? '';
  const type = new RegExp(`\\bI?((?:\\w*(?:List|Map|Set)|Dictionary)<[^;(){}=]{1,60}>)\\s+${name}\\b`).exec(text)?.[1];
  if (language === 'csharp') return kinds.size > 0 && type ? [`new ${type}(${value})`] : [];
  const forms = FORMS[/^(?:typescript|tsx)$/.test(language) ? 'javascript' : language] ?? {};
  const declared = language === 'java' ? /^\w*?(List|Map|Set)</.exec(type ?? '')?.[1]?.toLowerCase() : undefined;
  const found = [...kinds].flatMap((kind) => (declared === undefined || kind === declared ? (forms[kind] ?? []) : []));
  const isKnown = (type: string): boolean => new RegExp(`\\bimport java\\.util\\.(?:\\*|${type}\\b)`).test(text);
  return [...new Set(found)].map((form) =>
    form
      .replaceAll('$', () => value)
      .replace(/\b(?:Array|Hash)(?:List|Map|Set)(?=<)/, (type) => (isKnown(type) ? type : `java.util.${type}`)),
  );
}

const changed = new WeakMap<object, ReadonlyMap<string, ReadonlySet<Kind>>>();

/** How the code of a program changes in place what a name holds, whatever has this name. */
function changesIn(files: readonly SyntaxFile[], name: string): Kind[] {
  return name === '' ? [] : files.flatMap(({ code }) => [...(changesOf(code).get(name) ?? [])]);
}

function changesOf(code: readonly Ir[]): ReadonlyMap<string, ReadonlySet<Kind>> {
  const known = changed.get(code);
  if (known) return known;
  const found = new Map<string, Set<Kind>>();
  const add = (of: Expr, kinds: readonly Kind[]): void => {
    const name = lastName(of);
    if (name === '' || /^(?:self|this)$/.test(name)) return;
    const all = found.get(name) ?? new Set();
    for (const kind of kinds) all.add(kind);
    found.set(name, all);
  };
  for (const node of nodesIn(code)) {
    const target = node.kind === 'assign' ? node.target : undefined;
    const of = target?.kind === 'index' || target?.kind === 'member' ? target.of : undefined;
    const receiver = node.kind === 'operate' && node.operator === '<<' ? node.operands[0] : receiverOf(node);
    if (of) {
      add(of, target?.kind === 'member' ? ['object'] : ['array', 'map', 'object']);
      if (of.kind === 'index' || of.kind === 'member') add(of.of, ['below']);
    }
    const kinds = receiver && OF_CALL.find(([names]) => names.test(node.kind === 'operate' ? '<<' : callName(node)))?.[1];
    if (!receiver || !kinds) continue;
    add(receiver, kinds);
    if (receiver.kind === 'index') add(receiver.of, ['below']);
  }
  changed.set(code, found);
  return found;
}
