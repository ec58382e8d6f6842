import { nodesIn, type Expr, type Fn, type Ir, type Span } from '../../../syntax/lower/ir';
import { within } from '../../../syntax/lower/places';
import { listsOf, namesSet } from '../../../syntax/lower/scopes';
import { inserted, replaced, statementBefore } from './edits';
import type { SyntaxFile } from '../../../syntax/syntax';
import { fault, type Around, type Fault, type Hit } from './fault';
import { callName, isName, reads, receiverOf, rootOf, some } from './shapes';
import { bare, elementType, isPointer, typeIn } from './types';

/** Values that are copied where the change was meant for the original. */
export const copies: readonly Fault[] = [
  fault({
    id: 'copy-changed',
    languages: ['go', 'cpp', 'csharp', 'rust'],
    source:
      'Staticcheck SA4005; go vet; clang-tidy performance-for-range-copy, performance-unnecessary-value-param; Roslyn CS1612; Sonar S1226',
    on: 'fn',
    find(fn, around) {
      const { file, text } = around;
      const inner: Around = { ...around, path: [...around.path, fn], fn };
      for (const copy of copiesIn(fn, inner)) {
        const changed = onlyChanged(copy, inner);
        if (!changed) continue;
        return {
          at: changed,
          by: copy.name,
          ...(copy.of !== '' && { other: copy.of }),
          also: { file, at: copy.at },
          fix: fixOfCopy(copy, changed, file, text),
        };
      }
      return undefined;
    },
  }),
  fault({
    id: 'value-receiver',
    languages: ['go'],
    source: 'Staticcheck SA4005; revive modifies-value-receiver',
    on: 'fn',
    find(fn, { file }) {
      const receiver = fn.params.find(({ implicit }) => implicit);
      if (!receiver?.type || /^\*|^\[\]|^map\b/.test(receiver.type)) return undefined;
      const changed = some(
        fn.body,
        (node) => node.kind === 'assign' && node.target.kind === 'member' && isName(node.target.of, receiver.name),
      );
      if (!changed || some(fn.body, (node) => node.kind === 'return' && node.value !== undefined && reads(receiver.name, [node.value])))
        return undefined;
      const type = file.text.indexOf(receiver.type, receiver.end);
      return {
        at: changed,
        by: receiver.type,
        other: fn.name,
        also: { file, at: receiver },
        ...(type > 0 && type < receiver.end + 5 && { fix: [{ start: type, end: type, text: '*' }] }),
      };
    },
  }),
];

/** A name that holds a copy of a value. */
interface Copy {
  readonly name: string;
  /** Where it is declared. */
  readonly at: Span;
  /** What it is a copy of, as written. */
  readonly of: string;
  /** Its declared type; `''` where only the list is known to hold values. */
  readonly type: string;
  /** The statements in which it is known. */
  readonly scope: readonly Ir[];
  readonly loop?: Loop;
  readonly param?: true;
}

type Loop = Extract<Ir, { kind: 'loop' }>;

/** Names of a function that hold copies of elements, fields and arguments, and not the thing itself. */
function copiesIn(fn: Fn, around: Around): Copy[] {
  const { file, text } = around;
  const copies: Copy[] = [];
  if (file.language === 'cpp' && /^(?:static |inline )?void$/.test(fn.result ?? '') && around.parent?.kind !== 'call')
    for (const { name, type, ...span } of fn.params)
      if (type !== undefined && name !== '' && isValueType(type, around))
        copies.push({ name, at: span, of: '', type, scope: fn.body, param: true });
  const pending: { node: Ir; path: readonly Ir[]; list: readonly Ir[] }[] = fn.body.map((node) => ({
    node,
    path: around.path,
    list: fn.body,
  }));
  while (pending.length > 0) {
    const { node, path, list } = pending.pop()!;
    const here: Around = { ...around, path };
    if (node.kind === 'loop' && node.how === 'each' && node.target && node.over) {
      const names = namesSet(node.target);
      const name = file.language === 'go' ? names[1] : names.length === 1 ? names[0] : undefined;
      const over = typeIn(node.over, here);
      const type = over === undefined ? undefined : elementType(over);
      const isCopy =
        file.language === 'cpp'
          ? !/[&*]$/.test(node.declares ?? '') && (type === undefined || (!isPointer(type) && !/>$/.test(type)))
          : type !== undefined && (file.language === 'go' ? isGoValue(type) : isValueType(type, here));
      if (name !== undefined && name !== '_' && isCopy)
        copies.push({ name, at: node.target, of: `${text(node.over)}[…]`, type: type ?? '', scope: node.body, loop: node });
    }
    if (
      node.kind === 'assign' &&
      node.declares !== undefined &&
      isName(node.target) &&
      node.value &&
      /^(?:index|member|call)$/.test(node.value.kind)
    ) {
      const { value } = node;
      const isElement =
        (value.kind === 'index' && !value.slice) ||
        (value.kind === 'member' && file.language !== 'cpp') ||
        (value.kind === 'call' &&
          receiverOf(value) !== undefined &&
          value.args.length <= 1 &&
          /^(?:at|front|back|First|Last|ElementAt|Peek|clone)$/.test(callName(value)));
      const type = isElement && !/[&*]$/.test(node.type ?? '') ? typeIn(value, here) : undefined;
      if (type !== undefined && isValueType(type, here))
        copies.push({
          name: node.target.name,
          at: node.target,
          of: text(value),
          type,
          scope: list.filter((each) => each.start >= node.start),
        });
    }
    if (node.kind === 'fn') continue;
    const below = [...path, node];
    for (const inner of listsOf(node)) for (const each of inner) pending.push({ node: each, path: below, list: inner });
  }
  return copies.sort((a, b) => a.at.start - b.at.start);
}

/** Elements of Go that a loop copies: no pointers, maps, slices, functions and interfaces. */
const isGoValue = (type: string): boolean => /^[\w.]+$/.test(type) && !/^(?:any|error|interface)$/.test(type);

const CONTAINER = /^(?:const )?(?:std::)?(?:vector|string|map|set|deque|list|unordered_map|unordered_set|array)\b/;

/** Whether values of a type are copied where they are assigned: a struct of the program, a container of C++. */
function isValueType(type: string, { types, file }: Around): boolean {
  if (isPointer(type) || /\[\]$/.test(type)) return false;
  if (file.language === 'cpp' && CONTAINER.test(type)) return true;
  const declared = types().get(bare(type));
  return declared !== undefined && declared.isValue && declared.fields.size > 0 && !/^\[|^map\[/.test(type);
}

/** The first change of a copy that nothing reads, keeps, puts back or hands on afterwards. */
function onlyChanged(copy: Copy, around: Around): Ir | undefined {
  const { name } = copy;
  const changes: Ir[] = [];
  const inChanges = new Set<Ir>();
  for (const node of nodesIn(copy.scope)) {
    if (node.kind === 'fn' && reads(name, node.body)) return undefined;
    if (isName(node.kind === 'assign' ? node.target : undefined, name) && node.start > copy.at.end) return undefined;
    if (
      (node.kind === 'same' && node.how === 'reference' && reads(name, [node])) ||
      (node.kind === 'operate' && node.operator === '&' && node.operands.length === 1 && reads(name, [node]))
    )
      return undefined;
    if (changesCopy(node, copy, around)) {
      changes.push(node);
      for (const each of nodesIn([node])) inChanges.add(each);
    }
  }
  const [first] = changes;
  const last = changes.at(-1);
  if (!first || !last) return undefined;
  const loops = [...nodesIn(copy.scope)].filter((node) => node.kind === 'loop' && changes.some((each) => within(each, node)));
  const from = Math.min(first.start, ...loops.map(({ start }) => start));
  const parted = new Set<Ir>();
  for (const node of nodesIn(copy.scope)) if (node.kind === 'member' || node.kind === 'index') parted.add(node.of);
  for (const node of nodesIn(copy.scope)) {
    if (!isName(node, name) || inChanges.has(node) || node.start <= copy.at.end) continue;
    const isBare = !parted.has(node);
    if (node.start > (loops.length > 0 ? from : last.start) || (isBare && (node.start > from || copy.param))) return undefined;
  }
  return first;
}

function changesCopy(node: Ir, { name, type }: Copy, around: Around): boolean {
  if (node.kind === 'assign') {
    if (rootOf(node.target)?.name !== name || isName(node.target)) return false;
    if (/->/.test(around.text(node.target))) return false;
    if (
      node.value &&
      some([node.value], (each) => isName(each, name) && !some([node.value!], (outer) => outer.kind === 'member' && outer.of === each))
    )
      return false;
    // What a pointer, a slice or a map in it holds is shared with the original.
    return !isShared(node.target, around);
  }
  const receiver = receiverOf(node);
  if (!receiver || rootOf(receiver)?.name !== name || /->/.test(around.text(receiver))) return false;
  const own = around
    .types()
    .get(bare(isName(receiver) ? type : (typeIn(receiver, around) ?? '')))
    ?.methods.get(callName(node));
  if (own) return changesItself(own, around);
  return (
    around.file.language === 'cpp' &&
    CONTAINER.test(isName(receiver) ? type : (typeIn(receiver, around) ?? '')) &&
    /^(?:push_back|emplace_back|insert|erase|clear|pop_back|push_front|emplace|append)$/.test(callName(node))
  );
}

/** Whether a place lies behind a pointer, a slice or a map of a value. */
function isShared(target: Expr, around: Around): boolean {
  for (let at: Expr = target; at.kind === 'member' || at.kind === 'index'; at = at.of) {
    if (isName(at.of)) return false;
    const type = typeIn(at.of, around);
    if (
      type === undefined ||
      isPointer(type) ||
      /\[\]$|^\[\]|^map\[/.test(type) ||
      (around.file.language === 'csharp' && around.types().get(bare(type))?.isValue !== true)
    )
      return true;
  }
  return false;
}

/** Whether a method sets fields of its own object. */
function changesItself(fn: Fn, { file, types }: Around): boolean {
  if (file.language === 'go') {
    const receiver = fn.params.find(({ implicit }) => implicit);
    return (
      receiver !== undefined &&
      /^\*/.test(receiver.type ?? '') &&
      some(fn.body, (node) => node.kind === 'assign' && node.target.kind === 'member' && isName(node.target.of, receiver.name)) !==
        undefined
    );
  }
  const owners = [...types().values()].filter(({ methods }) => [...methods.values()].includes(fn));
  return (
    some(
      fn.body,
      (node) =>
        node.kind === 'assign' &&
        node.declares === undefined &&
        owners.some(({ fields }) =>
          fields.has(
            node.target.kind === 'name'
              ? node.target.name
              : node.target.kind === 'member' && isName(node.target.of, 'this')
                ? node.target.name
                : '',
          ),
        ),
    ) !== undefined
  );
}

function fixOfCopy(copy: Copy, changed: Ir, { language, text: all }: SyntaxFile, text: Around['text']): Hit['fix'] {
  const { at, loop, param, name, of, scope } = copy;
  if (language === 'cpp') return inserted(at.start + text(at).lastIndexOf(name), '&');
  const target = changed.kind === 'assign' ? changed.target : receiverOf(changed);
  const root = target && rootOf(target);
  if (language === 'go' && !param && loop?.over && loop.target && root?.name === name) {
    const index = namesSet(loop.target)[0];
    if (index !== undefined && index !== '_') return replaced(root, `${text(loop.over)}[${index}]`);
    const [first] = loop.body;
    return !first || reads('index', loop.body)
      ? undefined
      : [...replaced(loop.target, 'index'), ...statementBefore(first, `${name} := &${text(loop.over)}[index]`, all)];
  }
  const place = all.indexOf(of, at.end);
  if (loop || param || place < 0 || all.slice(at.end, place).includes('\n')) return undefined;
  if (language === 'rust' && /\]$|\.clone\(\)$/.test(of))
    return replaced({ start: place, end: place + of.length }, `&mut ${of.replace(/\.clone\(\)$/, '')}`);
  // What was changed is put back.
  const isDirect = scope.some((each) => each === changed || (each.kind === 'do' && each.value === changed));
  if (language !== 'csharp' || !isDirect || !/\]$|\.\w+$/.test(of)) return undefined;
  return inserted(all.indexOf(';', changed.end - 1) + 1, ` ${of} = ${name};`);
}
