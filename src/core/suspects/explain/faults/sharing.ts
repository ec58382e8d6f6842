import { nodesIn, type Assign, type Expr, type Fn, type Ir, type Span } from '../../../syntax/lower/ir';
import { lineOf, within } from '../../../syntax/lower/places';

import { inserted, replaced, statementBefore } from './edits';
import type { SyntaxFile } from '../../../syntax/syntax';
import { fault, SCRIPT, type Around, type Fault, type Hit } from './fault';
import {
  indentAt,
  assignsOf,
  callName,
  changeOf,
  isFn,
  isLiteral,
  isName,
  lastName,
  leaves,
  makesCollection,
  moduleValue,
  receiverOf,
  rootOf,
  some,
  unfrozen,
} from './shapes';

/** `return shared` hands the default out to callers that may change it. */
const isLonger = (wanted: string, got: string): boolean | undefined =>
  /^\s*[[({]/.test(wanted) || /^\s*\d+\s*$/.test(wanted) ? got.length >= wanted.length : undefined;

/** The copy that an expression makes of the first level of another one. */
function copied(value: Expr): Expr | undefined {
  if (value.kind === 'map' && value.entries[0]?.key === undefined && value.entries[0]?.value.kind === 'same')
    return value.entries[0].value.of;
  if (value.kind === 'list' && value.elements.length === 1 && value.elements[0]?.kind === 'same' && value.elements[0].how === 'spread')
    return value.elements[0].of;
  if (value.kind === 'index' && value.slice && value.keys.every((key) => key.end - key.start <= 1)) return value.of;
  if (value.kind !== 'call') return undefined;
  const [name, receiver] = [callName(value), receiverOf(value)];
  if (/^(?:copy|slice|dup|clone|toList)$/.test(name) && receiver && value.args.length === 0) return receiver;
  if (name === 'copy' && isName(receiver, 'copy')) return value.args[0]?.value;
  if (name === 'assign' && isName(receiver, 'Object') && value.args.length > 1 && value.args[0]?.value.kind === 'map')
    return value.args[1]?.value;
  if (
    value.makes &&
    /^(?:ArrayList|HashMap|LinkedList|List|Dictionary)\b/.test(value.callee.kind === 'name' ? value.callee.name : '') &&
    value.args.length === 1
  )
    return value.args[0]?.value;
  return !receiver && /^(?:dict|list)$/.test(name) && value.args.length === 1 ? value.args[0]?.value : undefined;
}

export const sharing: readonly Fault[] = [
  fault({
    id: 'mutable-default',
    languages: ['python'],
    source: 'Ruff B006; Pylint dangerous-default-value; Sonar S5717',
    on: 'fn',
    find(fn, { text, file }) {
      for (const param of fn.params) {
        const { name, fallback } = param;
        if (!fallback || !makesCollection(fallback)) continue;
        const changed =
          changeOf(name, fn.body) ??
          some(fn.body, (node) => node.kind === 'return' && isName(node.value, name)) ??
          some(fn.body, (node) => node.kind === 'assign' && isName(node.value, name) && node.target.kind === 'member');
        const [first] = fn.body;
        if (!changed || !first || assignsOf(name, fn.body).some(({ operator }) => operator === '=')) continue;
        const body = isLiteral(first.kind === 'do' ? first.value : undefined, 'text') && fn.body[1] ? fn.body[1] : first;
        const indent = indentAt(file.text, body.start);
        const fix =
          lineOf(file, fn.start) === lineOf(file, body.start)
            ? undefined
            : [
                { start: fallback.start, end: fallback.end, text: 'None' },
                { start: body.start, end: body.start, text: `if ${name} is None:\n${indent}    ${name} = ${text(fallback)}\n${indent}` },
              ];
        return {
          at: fallback,
          of: param,
          by: name,
          also: { file, at: changed },
          ...(fix && { fix }),
        };
      }
      return undefined;
    },
    fits: isLonger,
  }),
  fault({
    id: 'shared-elements',
    languages: [...SCRIPT, 'python', 'ruby', 'java', 'csharp'],
    source: 'unicorn/no-array-fill-with-reference-type; Pylint; RuboCop Lint/SharedMutableDefault; Sonar S6959',
    on: 'call',
    find(call, { text }) {
      const name = callName(call);
      const [first, second] = call.args.map(({ value }) => value);
      if (name === 'fill' && receiverOf(call) !== undefined && makesCollection(first)) {
        const receiver = receiverOf(call)!;
        return {
          at: call,
          by: text(first!),
          fix: [{ start: receiver.end, end: call.end, text: `.fill(null).map(() => (${text(first!)}))` }],
        };
      }
      if (call.makes && isName(call.callee, 'Array') && makesCollection(second))
        return { at: call, by: text(second!), fix: [{ start: first!.end, end: call.end, text: `) { ${text(second!)} }` }] };
      if (/^(?:nCopies|Repeat)$/.test(name)) {
        const shared = [first, second].find((each) => each?.kind === 'call' && each.makes);
        return shared && first && second ? { at: call, by: text(shared), fix: madeEach(call, [first, second], shared, text) } : undefined;
      }
      return undefined;
    },
  }),
  fault({
    id: 'repeated-list',
    languages: ['python', 'ruby'],
    source: 'Pylint; SonarPython; Python FAQ "How do I create a multidimensional list?"',
    on: 'operate',
    find(node, { text, file }) {
      const [list, times] = node.operands;
      const inner = list?.kind === 'list' && list.of === 'list' && list.elements.length === 1 ? list.elements[0]! : undefined;
      const isInner =
        inner && (makesCollection(inner) || (inner.kind === 'operate' && inner.operator === '*' && inner.operands[0]?.kind === 'list'));
      if (node.operator !== '*' || !times || !isInner) return undefined;
      const fix =
        file.language === 'python' ? `[${text(inner)} for _ in range(${text(times)})]` : `Array.new(${text(times)}) { ${text(inner)} }`;
      return { at: node, by: text(inner), fix: [{ start: node.start, end: node.end, text: fix }] };
    },
  }),
  fault({
    id: 'shared-fromkeys',
    languages: ['python'],
    source: 'Ruff RUF024',
    on: 'call',
    find(call, { text }) {
      const [keys, value] = call.args.map((each) => each.value);
      if (callName(call) !== 'fromkeys' || !keys || !makesCollection(value)) return undefined;
      return {
        at: call,
        by: text(value!),
        fix: [{ start: call.start, end: call.end, text: `{key: ${text(value!)} for key in ${text(keys)}}` }],
      };
    },
  }),
  fault({
    id: 'shared-hash-default',
    languages: ['ruby'],
    source: 'RuboCop Lint/SharedMutableDefault',
    on: 'call',
    find(call, { text }) {
      const [value] = call.args.map((each) => each.value);
      if (!call.makes || !isName(call.callee, 'Hash') || call.args.length !== 1 || !makesCollection(value)) return undefined;
      return {
        at: call,
        by: text(value!),
        fix: [{ start: call.callee.end, end: call.end, text: `.new { |hash, key| hash[key] = ${text(value!)} }` }],
      };
    },
  }),
  fault({
    id: 'shared-field',
    languages: ['python'],
    source: 'Ruff RUF012; Pylint',
    on: 'class',
    find(cls, { file, text }) {
      for (const member of cls.members) {
        if (member.kind !== 'assign' || !isName(member.target) || member.type?.includes('ClassVar') || !makesCollection(member.value))
          continue;
        const { name } = member.target;
        const methods = cls.members.filter(isFn);
        const isOwn = (node: Ir): boolean => node.kind === 'member' && node.name === name && isName(node.of, 'self');
        if (some(methods, (node) => node.kind === 'assign' && isOwn(node.target))) continue;
        const changed = some(
          methods,
          (node) =>
            (node.kind === 'call' &&
              receiverOf(node) !== undefined &&
              isOwn(receiverOf(node)!) &&
              /^(?:append|add|extend|insert|update|pop|remove|clear|setdefault)$/.test(callName(node))) ||
            (node.kind === 'assign' && node.target.kind === 'index' && isOwn(node.target.of)),
        );
        const made = `self.${name} = ${text(member.value!)}`;
        const first = methods
          .find((fn) => fn.name === '__init__')
          ?.body.find((node) => node.kind !== 'do' || node.value.kind !== 'literal');
        const fix = first && statementBefore(first, made, file.text);
        if (changed) return { at: member, by: name, other: text(member.value!), also: { file, at: changed }, fix };
      }
      return undefined;
    },
    fits: isLonger,
  }),
  fault({
    id: 'shallow-copy',
    languages: [...SCRIPT, 'python', 'ruby', 'java', 'csharp'],
    source: 'Sonar; Effective Java 39; Python documentation of copy',
    on: 'fn',
    find(fn, around) {
      for (const node of nodesIn(fn.body, isFn)) {
        const hit = (node.kind === 'assign' && changedBelow(node, fn, around)) || sharesTemplate(node, fn, around);
        if (hit) return hit;
      }
      return undefined;
    },
  }),
  fault({
    id: 'merged-into',
    languages: SCRIPT,
    source: 'Sonar; ESLint prefer-object-spread',
    on: 'call',
    find(call, { file, parent, text }) {
      const [first] = call.args.map(({ value }) => value);
      if (callName(call) !== 'assign' || !isName(receiverOf(call), 'Object') || !isName(first) || parent?.kind === 'do') return undefined;
      const made = assignsOf(first.name, file.code)[0];
      const isImported = file.imports.some(({ local }) => local === first.name) && /^[A-Z_]+$/.test(first.name);
      if (!isImported && made?.value?.kind !== 'map') return undefined;
      return {
        at: call,
        by: first.name,
        ...(made && { also: { file, at: made } }),
        fix: [{ start: first.start, end: first.start, text: '{}, ' }],
        other: text(first),
      };
    },
  }),
  fault({
    id: 'changed-module-value',
    languages: ['python', ...SCRIPT],
    source: 'Pylint global-statement; Sonar',
    on: 'assign',
    find(assign, { fn, file, text }) {
      if (
        !fn ||
        !(isName(assign.target) || (assign.target.kind === 'member' && /^(?:self|this)$/.test(text(assign.target.of)))) ||
        !isName(assign.value) ||
        assign.operator !== '=' ||
        !/^[A-Z][A-Z\d_]{2,}$/.test(assign.value.name)
      )
        return undefined;
      const made = assignsOf(assign.value.name, file.code).find(({ value }) => makesCollection(value));
      const own = text(assign.target);
      const changed =
        made &&
        (isName(assign.target)
          ? changeOf(own, fn.body)
          : some(fn.body, (node) => {
              const each = changedBy(node);
              return (
                each !== undefined &&
                text(node.kind === 'assign' && each.kind === 'index' ? each.of : each) === own &&
                each !== assign.target
              );
            }));
      if (!changed) return undefined;
      const copy = file.language === 'python' ? `copy.deepcopy(${assign.value.name})` : `structuredClone(${assign.value.name})`;
      return {
        at: assign,
        by: assign.value.name,
        other: own,
        also: { file, at: changed },
        ...(file.language !== 'python' && { fix: [{ start: assign.value.start, end: assign.value.end, text: copy }] }),
      };
    },
  }),
  fault({
    id: 'appended-twice',
    languages: ['go'],
    source: 'gocritic appendAssign',
    on: 'call',
    find(call, around) {
      const [list] = call.args.map(({ value }) => value);
      const { parent, text, file } = around;
      if (!isName(call.callee, 'append') || !isName(list) || parent?.kind !== 'assign' || isName(parent.target, list.name))
        return undefined;
      const again = appendedAgain(call, list.name, around);
      return again && { at: call, by: list.name, other: text(again), also: { file, at: again }, fix: withoutRoom(list, text) };
    },
  }),
  fault({
    id: 'shared-append',
    languages: ['go'],
    source: 'gocritic appendAssign',
    on: 'call',
    find(call, around) {
      const { parent, path, text, fn, file } = around;
      const [list] = call.args.map(({ value }) => value);
      if (!isName(call.callee, 'append') || !list) return undefined;
      const root = rootOf(list);
      if (!root || (list.kind !== 'index' && list.kind !== 'name' && list.kind !== 'member')) return undefined;
      // `list[:n:n]` has no room for more: what is appended goes elsewhere.
      if (list.kind === 'index' && list.slice && /:[^:\]]+\]$/.test(text(list)) && text(list).split(':').length > 2) return undefined;
      const fix = withoutRoom(list, text);
      if (parent?.kind === 'return' && fn) {
        const place = fn.params
          .filter(({ implicit }) => !implicit)
          .findIndex(({ name, type, rest }) => name === root.name && isName(list) && !rest && /^\[\](?!byte)/.test(type ?? ''));
        const kept = place < 0 ? undefined : callKept(fn, place, around);
        return kept ? { at: call, by: text(list), other: fn.name, also: kept, fix } : undefined;
      }
      // A new object gets what is appended to a list that the old one keeps.
      const owner = list.kind === 'member' ? fn?.params.find(({ name }) => name === root.name) : undefined;
      if (owner && (parent?.kind === 'map' || parent?.kind === 'list'))
        return { at: call, by: text(list), other: fn?.name, also: { file, at: parent }, fix };
      const target = parent?.kind === 'assign' ? parent.target : undefined;
      const isOther = target ? text(target) !== text(list) && rootOf(target)?.name !== root.name : false;
      if (!isOther || (list.kind === 'index' && !list.slice)) return undefined;
      // A list of this function alone is shared where a loop appends to it again, and does not make it.
      const made = fn && isName(list) ? assignsOf(list.name, fn.body).filter(({ declares }) => declares !== undefined) : [];
      const repeats = path.some((node) => node.kind === 'loop' && !made.some((each) => within(each, node)));
      if ((made.length > 0 && !repeats) || (isName(list) && appendedAgain(call, list.name, around))) return undefined;
      return { at: call, by: text(list), other: target && text(target), ...(parent && { also: { file, at: parent } }), fix };
    },
    // The last elements of one list stand in another.
    fits: (wanted, got) => {
      const [a, b] = [wanted, got].map((each) => /^\[(.*)\]$/.exec(each.trim())?.[1]?.split(/[ ,]+/));
      if (!a || !b) return undefined;
      const isRepeated = a.length === b.length && new Set(b).size < new Set(a).size;
      return isRepeated || (a.length === b.length && (a[0] === b[0] || a.length === 1) && a.at(-1) !== b.at(-1));
    },
  }),
];

/** An object for each place of a list, and not one for all. */
function madeEach(call: Span, [first, second]: readonly [Expr, Expr], made: Expr, text: Around['text']): Hit['fix'] {
  return made === second
    ? replaced(
        call,
        `java.util.stream.Stream.generate(() -> ${text(made)}).limit(${text(first)}).collect(java.util.stream.Collectors.toList())`,
      )
    : replaced(call, `Enumerable.Range(0, ${text(second)}).Select(_ => ${text(made)})`);
}

/** A copy of all that is below a value; a copy that sets something of its own stays as it is. */
export function deepCopy(copy: Ir, from: Expr, { language, text }: SyntaxFile): Hit['fix'] {
  const written = text.slice(from.start, from.end);
  if (language === 'python')
    return [
      ...replaced(copy, `copy.deepcopy(${written})`),
      ...(/^(?:import copy\b|from copy import)/m.test(text) ? [] : inserted(beforeCode(text), 'import copy\n')),
    ];
  if (language === 'ruby') return replaced(copy, `Marshal.load(Marshal.dump(${written}))`);
  if (!(SCRIPT as readonly string[]).includes(language)) return undefined;
  if (copy.kind !== 'map') return replaced(copy, `structuredClone(${written})`);
  return copy.entries.length === 1 ? replaced(copy, `structuredClone(${written})`) : replaced(from, `structuredClone(${written})`);
}

/** Where the first import of a Python file goes: below its text and what it takes from the future. */
function beforeCode(text: string): number {
  return /^(?:#.*\n|\s*\n)*(?:[rR]?(?:"{3}[^]*?"{3}|'{3}[^]*?'{3}|"[^"\n]*"|'[^'\n]*')[ \t]*\n)?(?:\s*from __future__.*\n)*\n*/.exec(
    text,
  )![0].length;
}

/** A list of Go as one that ends with its last element: `list[:len(list):len(list)]`. */
function withoutRoom(list: Expr, text: Around['text']): Hit['fix'] {
  if (some([list], (node) => node.kind === 'call')) return undefined;
  const written = text(list);
  if (list.kind !== 'index') return replaced(list, `${written}[:len(${written}):len(${written})]`);
  const [, of, from, to] = /^(.*)\[([^[\]:]*):([^[\]:]*)\]$/.exec(written) ?? [];
  if (of === undefined) return undefined;
  const end = to?.trim() || `len(${of})`;
  return replaced(list, `${of}[${from}:${end}:${end}]`);
}

const CHANGES_LIST =
  /^(?:push|append|add|sort|splice|update|extend|pop|remove|clear|put|unshift|shift|insert|reverse|delete|Add|Clear|Remove|<<|concat)$/;

/** What a node changes in place: the list of `list.push(1)`, the target of an assignment. */
function changedBy(node: Ir): Expr | undefined {
  if (node.kind === 'assign') return node.target;
  if (node.kind === 'operate' && node.operator === '<<') return node.operands[0];
  return node.kind === 'call' && CHANGES_LIST.test(callName(node)) ? receiverOf(node) : undefined;
}

/** A copy in a function of which a part that it shares is changed later in the same function. */
function changedBelow(assign: Assign, fn: Fn, around: Around): Hit | undefined {
  const { file, text } = around;
  const from = assign.value && copied(assign.value);
  if (!from || !assign.value || copiesItself(assign.value, around) || !isName(assign.target) || rootOf(from) === undefined)
    return undefined;
  const { name } = assign.target;
  const after = [...nodesIn(fn.body, isFn)].filter((node) => node.start > assign.end);
  for (const node of after) {
    const target = changedBy(node);
    if (!target || rootOf(target)?.name !== name) continue;
    const first = firstBelow(target);
    // One level is the copy's own; a part that was replaced before is, too.
    if (!first || (node.kind === 'assign' && first === target)) continue;
    if (
      after.some((each) => each.kind === 'assign' && each.start < node.start && each.operator === '=' && text(each.target) === text(first))
    )
      continue;
    return { at: assign.value, by: text(from), other: text(first), also: { file, at: node }, fix: deepCopy(assign.value, from, file) };
  }
  return undefined;
}

/** Whether the program says itself how deep its objects are copied. */
function copiesItself(copy: Expr, { files }: Around): boolean {
  const name = copy.kind === 'call' && copy.args.length === 0 ? callName(copy) : '';
  return files.some(({ functions }) =>
    functions.some((fn) => fn.name === name || /^(?:initialize_(?:copy|dup|clone)|__copy__)$/.test(fn.name)),
  );
}

/** A copy of a module's constant with collections in it, one of which the program changes somewhere. */
function sharesTemplate(node: Ir, fn: Fn, around: Around): Hit | undefined {
  const from = node.kind === 'call' || node.kind === 'map' || node.kind === 'list' ? copied(node) : undefined;
  if (!from || !isName(from) || !/^[A-Z][A-Z\d_]+$|(?:default|template|base|empty|initial|blank)/i.test(from.name)) return undefined;
  const template = moduleValue(from.name, around);
  const made = template && unfrozen(template.made.value);
  const shared = new Set(
    made?.kind === 'map'
      ? made.entries.flatMap(({ key, value }) => (isLiteral(key, 'text') && makesCollection(value) ? [key.value] : []))
      : [],
  );
  // A part that is replaced is the copy's own.
  for (const each of nodesIn([node, ...fn.body], isFn)) {
    if (each.kind === 'map') for (const { key } of each.entries) if (isLiteral(key, 'text')) shared.delete(key.value);
    if (each.kind === 'assign' && each.operator === '=') shared.delete(lastName(each.target));
    if (each.kind === 'call') for (const { name } of each.args) if (name !== undefined) shared.delete(name);
  }
  if (!template || shared.size === 0) return undefined;
  for (const file of around.files) {
    const changed = some(file.code, (each) => {
      const target = changedBy(each);
      if (!target || rootOf(target)?.name === from.name) return false;
      const part = each.kind === 'assign' ? (target.kind === 'index' || target.kind === 'member' ? target.of : undefined) : target;
      return part !== undefined && (part.kind === 'member' || part.kind === 'index') && shared.has(lastName(part));
    });
    if (changed)
      return {
        at: node,
        by: from.name,
        other: file.text.slice(changedBy(changed)!.start, changedBy(changed)!.end),
        also: { file, at: changed },
        fix: deepCopy(node, from, around.file),
      };
  }
  return undefined;
}

function firstBelow(target: Expr): Expr | undefined {
  let at = target;
  while ((at.kind === 'member' || at.kind === 'index') && at.of.kind !== 'name') at = at.of;
  return at.kind === 'member' || at.kind === 'index' ? at : undefined;
}

/** A call of a function whose result goes elsewhere than its list argument. */
function callKept(fn: Fn, place: number, { files }: Around): Hit['also'] {
  for (const file of files)
    for (const node of nodesIn(file.code)) {
      if (node.kind !== 'assign' || node.value?.kind !== 'call' || callName(node.value) !== fn.name) continue;
      const given = node.value.args[place]?.value;
      const text = (span: Span): string => file.text.slice(span.start, span.end);
      if (given && (given.kind === 'name' || given.kind === 'member') && text(node.target) !== text(given)) return { file, at: node };
    }
  return undefined;
}

/** Go: a call that appends to a list after another one has done so, where the list was not made anew and no branch parts the two. */
function appendedAgain(call: Ir, list: string, { fn, path }: Around): Ir | undefined {
  const all = [...nodesIn(fn?.body ?? [], isFn)];
  const again = all.find(
    (node) => node.kind === 'call' && node.start > call.end && isName(node.callee, 'append') && isName(node.args[0]?.value, list),
  );
  if (
    !again ||
    all.some((node) => node.kind === 'assign' && call.end < node.start && node.start < again.start && isName(node.target, list))
  )
    return undefined;
  const sides = path.flatMap((node) =>
    node.kind === 'branch' ? [node.then, node.otherwise ?? []] : node.kind === 'switch' ? node.cases.map(({ body }) => body) : [],
  );
  const around = (side: readonly Ir[], node: Ir): boolean => side.some((each) => within(node, each));
  const parting = sides.filter((side) => around(side, call) && !around(side, again));
  const isOther = sides.some((side) => !around(side, call) && around(side, again));
  return parting.length > 0 && (isOther || parting.some((side) => leaves(side))) ? undefined : again;
}
