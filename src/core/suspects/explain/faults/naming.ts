import { escapePattern } from '../../../escapePattern';
import { nodesIn, type Assign, type Fn, type Ir } from '../../../syntax/lower/ir';
import { within } from '../../../syntax/lower/places';
import { listsOf, namesSet } from '../../../syntax/lower/scopes';
import { fault, LIKE_C, SCRIPT, type Around, type Fault, type Hit } from './fault';
import { indentAt, callName, isFn, isMethod, isName, lastName, reads, some } from './shapes';
import { ownType } from './types';

const ALL = [...LIKE_C, 'python', 'go', 'ruby', 'rust', 'kotlin'] as const;

export const naming: readonly Fault[] = [
  fault({
    id: 'swapped-arguments',
    languages: ALL,
    source:
      'Pylint arguments-out-of-order; Error Prone ArgumentSelectionDefectChecker; Sonar S2234; clang-tidy readability-suspicious-call-argument',
    on: 'call',
    find(call, { named, constructs, fn, text }) {
      if (
        call.args.length < 2 ||
        call.args.some(({ name, value }) => name !== undefined || (value.kind === 'same' && value.how === 'spread'))
      )
        return undefined;
      const callee = named(callName(call)) ?? constructs(callName(call));
      const params = callee?.fn.params
        .filter(({ implicit, name }) => !implicit && !/^(?:self|cls)$/.test(name))
        .map(({ name }) => name.replace(/^\$/, ''));
      if (!callee || !params) return undefined;
      const given = call.args.map(({ value }) => lastName(value));
      for (const [index, own] of given.entries()) {
        const same: number = params.indexOf(own);
        const alike: number[] = params.flatMap((each, place) => (roleOf(each) === roleOf(own) ? [place] : []));
        const other = own === '' ? -1 : same >= 0 ? same : alike.length === 1 ? alike[0]! : -1;
        const [a, b] = [call.args[index]!.value, call.args[other]?.value];
        if (other === index || !b || params[index] === undefined) continue;
        const isFree = !params.includes(given[other] ?? '') && alike.length === 1;
        const areSwapped = given[other] === params[index] || (isFree && roleOf(given[other] ?? '') === roleOf(params[index]));
        // One name alone tells it of two, where what stands in its place is named and belongs to neither.
        const isMisplaced =
          params.length === 2 &&
          given.length === 2 &&
          isName(a) &&
          own === params[other] &&
          !VAGUE.test(own) &&
          callee.fn !== fn &&
          (b.kind === 'call' || b.kind === 'member') &&
          given[other] !== '' &&
          !params.includes(given[other]!);
        if (!areSwapped && !isMisplaced) continue;
        return {
          at: call,
          by: own,
          other: given[other] === '' ? text(b) : given[other],
          also: { file: callee.file, at: callee.fn },
          fix: [
            { start: a.start, end: a.end, text: text(b) },
            { start: b.start, end: b.end, text: text(a) },
          ],
        };
      }
      return undefined;
    },
  }),
  fault({
    id: 'shadowed-name',
    languages: [...SCRIPT, 'go', 'rust', 'cpp', 'kotlin'],
    source: 'ESLint no-shadow; go vet shadow; -Wshadow; Clippy shadow_unrelated; Kotlin NAME_SHADOWING',
    on: 'fn',
    find(fn, { file, text }) {
      const outer = new Map<string, Assign>();
      for (const node of fn.body)
        if (node.kind === 'assign' && node.declares !== undefined && node.declares !== 'const')
          for (const name of namesSet(node.target)) outer.set(name, node);
      if (outer.size === 0) return undefined;
      for (const block of [...nodesIn(fn.body, isFn)].filter(
        (node) => node.kind === 'branch' || node.kind === 'loop' || node.kind === 'try',
      )) {
        for (const list of listsOf(block)) {
          for (const node of list) {
            if (node.kind !== 'assign' || node.declares === undefined || !node.value) continue;
            const name = namesSet(node.target).find((each) => outer.has(each) && !/^(?:_|err|ok|ctx|error|e)$/.test(each));
            const first = name === undefined ? undefined : outer.get(name);
            if (name === undefined || !first || first.start > node.start || within(node, first)) continue;
            const isReadAfter = some(fn.body, (each) => each.start >= block.end && isName(each, name));
            const isSet = [...nodesIn(fn.body, isFn)].some(
              (each) =>
                each.kind === 'assign' &&
                each !== first &&
                each !== node &&
                each.start > first.end &&
                namesSet(each.target).includes(name) &&
                !within(each, { start: list[0]!.start, end: list.at(-1)!.end }),
            );
            // What the inner one is used for may be all that is wanted.
            const usesInner = list.some(
              (each) =>
                each !== node &&
                each.start > node.end &&
                some([each], (inner) => isName(inner, name)) !== undefined &&
                some([each], (inner) => inner.kind === 'assign' && isName(inner.target, name)) === undefined,
            );
            // `total := reduced(total)` goes on from the outer one; an outer one that only ever has its first value was meant to be set.
            const goesOn = file.language === 'go' && node.value.kind !== 'name' && some([node.value], (each) => isName(each, name));
            const isIdle = !isSet && first.value?.kind === 'literal';
            if (!isReadAfter || (usesInner && !goesOn && !isIdle)) continue;
            const word = /^(?:let|const|var|val)\b\s*/.exec(text({ start: statementStart(file.text, node.start), end: node.start + 8 }));
            const start = statementStart(file.text, node.start);
            const fix =
              node.declares === ':=' && isName(node.target)
                ? [{ start: node.target.end, end: node.value.start, text: ' = ' }]
                : word
                  ? [{ start, end: start + word[0].length, text: '' }]
                  : undefined;
            return { at: node, by: name, also: { file, at: first }, ...(fix && { fix }) };
          }
        }
      }
      return undefined;
    },
  }),
  fault({
    id: 'local-instead-of-field',
    languages: ['python', 'ruby', 'java', 'csharp', 'cpp'],
    source:
      'Ruff F841; Pylint unused-variable; RuboCop Lint/UselessAssignment; Error Prone HidingField; SpotBugs DLS_DEAD_LOCAL_STORE; -Wshadow; Sonar S1117',
    on: 'fn',
    find(fn, around) {
      const { path, file } = around;
      if (/^(?:java|csharp|cpp)$/.test(file.language)) return localOverField(fn, around);
      const cls = path.findLast((node) => node.kind === 'class');
      if (cls?.kind !== 'class' || !cls.members.includes(fn)) return undefined;
      const isRuby = file.language === 'ruby';
      for (const node of nodesIn(fn.body, isFn)) {
        if (
          node.kind !== 'assign' ||
          !isName(node.target) ||
          node.operator === '++' ||
          fn.params.some(({ name }) => name === (node.target as { name: string }).name)
        )
          continue;
        const { name } = node.target;
        const isField = isRuby ? writersOf(cls).has(name) : [...(fieldReaders(cls).get(name) ?? [])].some((each) => each !== fn);
        if (!isField || some(fn.body, (each) => each !== node.target && isName(each, name))) continue;
        return { at: node, by: name, fix: [{ start: node.target.start, end: node.target.start, text: 'self.' }] };
      }
      return undefined;
    },
  }),
  fault({
    id: 'local-instead-of-global',
    languages: ['python'],
    source: 'Ruff F841; Pylint redefined-outer-name',
    on: 'fn',
    find(fn, { file, path }) {
      if (
        path.some((node) => node.kind === 'class' || node.kind === 'fn') ||
        some(fn.body, (node) => node.kind === 'jump' && /^(?:global|nonlocal)/.test(node.how))
      )
        return undefined;
      for (const node of nodesIn(fn.body, isFn)) {
        if (node.kind !== 'assign' || !isName(node.target)) continue;
        const { name } = node.target;
        const made = (file.code as readonly Ir[]).find((each) => each.kind === 'assign' && isName(each.target, name));
        if (!made || fn.params.some((each) => each.name === name) || some(fn.body, (each) => each !== node.target && isName(each, name)))
          continue;
        if (
          !file.functions.some(
            (other) =>
              other.name !== fn.name && file.code.some((each) => each.kind === 'fn' && each.name === other.name && reads(name, each.body)),
          )
        )
          continue;
        const [first] = fn.body;
        const indent = indentAt(file.text, first!.start);
        return {
          at: node,
          by: name,
          also: { file, at: made },
          fix: [{ start: first!.start, end: first!.start, text: `global ${name}\n${indent}` }],
        };
      }
      return undefined;
    },
  }),
  fault({
    id: 'method-without-this',
    languages: SCRIPT,
    source: 'typescript-eslint unbound-method; ESLint',
    on: 'call',
    find(call, { named, text }) {
      for (const { value } of call.args) {
        if (
          value.kind !== 'member' ||
          !(isName(value.of) || isName(value.of, 'this')) ||
          /^[A-Z]/.test(value.of.kind === 'name' ? value.of.name : 'A')
        )
          continue;
        const callee = named(value.name);
        const ofClass = callee && isMethod(callee.file.code, callee.fn);
        if (
          !callee ||
          !ofClass ||
          !reads('this', callee.fn.body) ||
          callee.fn.words.some((word) => /^(?:get|static)$/.test(word)) ||
          /^(?:bind|expect|equal|strictEqual|is)$/.test(callName(call))
        )
          continue;

        if (call.args.length > 1 && isName(call.args[1]?.value, 'this')) continue;
        const params = callee.fn.params.map(({ name }) => name || 'value').join(', ');
        return {
          at: value,
          by: value.name,
          also: { file: callee.file, at: callee.fn },
          fix: [{ start: value.start, end: value.end, text: `(${params}) => ${text(value)}(${params})` }],
        };
      }
      return undefined;
    },
  }),
];

/** A local variable that is declared with the name of a field, set, and read by nothing but its own changes. */
function localOverField(fn: Fn, around: Around): Hit | undefined {
  const { file, text } = around;
  const owner = ownType({ ...around, fn, path: [...around.path, fn] });
  if (!owner || fn.words.includes('static')) return undefined;
  for (const node of nodesIn(fn.body, isFn)) {
    if (node.kind !== 'assign' || node.declares === undefined || !node.value || !isName(node.target)) continue;
    const { name } = node.target;
    const { target } = node;
    if (
      !owner.fields.has(name) ||
      fn.params.some((each) => each.name === name) ||
      /lock|guard|scope|static/i.test(`${node.type ?? ''}${node.declares}`)
    )
      continue;
    const own = [...nodesIn(fn.body)].filter(
      (each) => each === node || (each.kind === 'assign' && each.declares === undefined && isName(each.target, name)),
    );
    const isRead = some(
      fn.body,
      (each) =>
        isName(each, name) &&
        !own.some((change) => change.kind === 'assign' && (change.target === each || (change !== node && within(each, change)))),
    );
    // What the statements do not show is read, too.
    const written =
      text(fn)
        .replace(/\/\*[^]*?\*\/|\/\/[^\n]*|(?:this(?:\.|->)|\.|->)\w+/g, ' ')
        .match(new RegExp(`\\b${escapePattern(name)}\\b`, 'g'))?.length ?? 0;
    const named = [...nodesIn(fn.body)].filter((each) => isName(each, name)).length;
    const isSet = some(
      fn.body,
      (each) => each.kind === 'assign' && each.target.kind === 'member' && each.target.name === name && isName(each.target.of, 'this'),
    );
    if (isRead || isSet || written > named) continue;
    const before = /(?:^|[;{}\n])([ \t]*)((?:final\s+|const\s+)?[\w:]+(?:<[^;{}\n]{0,80}>)?(?:\[\])?\s+)$/.exec(
      file.text.slice(Math.max(0, target.start - 160), target.start),
    );
    const start = before ? target.start - before[2]!.length : undefined;
    return {
      at: node,
      by: name,
      ...(start !== undefined && { fix: [{ start, end: target.start, text: file.language === 'cpp' ? 'this->' : 'this.' }] }),
    };
  }
  return undefined;
}

/** Names that tell too little of the place they belong to. */
const VAGUE =
  /^(?:.{1,2}|value|key|name|item|data|text|node|index|args|options|callback|type|id|obj(?:ect)?|result|list|path|file|str|func|self|this|context|parent|child|left|right|other|first|second)$/i;

/** The part that a name of a pair plays: `source` and `from` are the same one. */
function roleOf(name: string): string {
  if (/^(?:from|source|src|sender|payer|origin)(?:_?account)?$/i.test(name)) return 'from';
  return /^(?:to|target|dest|destination|dst|receiver|recipient|payee)(?:_?account)?$/i.test(name) ? 'to' : name;
}

type Class = Extract<Ir, { kind: 'class' }>;

const readers = new WeakMap<Class, ReadonlyMap<string, ReadonlySet<Ir>>>();

/** The members of a Python class that name `self.x`, by `x`. */
function fieldReaders(cls: Class): ReadonlyMap<string, ReadonlySet<Ir>> {
  let known = readers.get(cls);
  if (!known) {
    const found = new Map<string, Set<Ir>>();
    for (const member of cls.members)
      for (const node of nodesIn([member]))
        if (node.kind === 'member' && isName(node.of, 'self')) found.set(node.name, (found.get(node.name) ?? new Set<Ir>()).add(member));
    readers.set(cls, (known = found));
  }
  return known;
}

/** Names that a Ruby class lets others set: `attr_accessor :total`. */
function writersOf(cls: Class): ReadonlySet<string> {
  const calls = [...nodesIn(cls.members, isFn)].filter((node) => /^attr_(?:writer|accessor)$/.test(callName(node)));
  return new Set(
    calls.flatMap((node) =>
      node.kind === 'call' ? node.args.flatMap(({ value }) => (value.kind === 'literal' ? [value.value] : [])) : [],
    ),
  );
}

/** A declaration's first character: its word stands before the name. */
function statementStart(text: string, at: number): number {
  const before = /(?:let|const|var|val)\s{1,20}(?:mut\s{1,20})?$/.exec(text.slice(Math.max(0, at - 60), at))?.[0] ?? '';
  return at - before.length;
}
