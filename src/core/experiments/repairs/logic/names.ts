import { nodesIn, type Expr, type Fn, type Ir } from '../../../syntax/lower/ir';
import { namesSet } from '../../../syntax/lower/scopes';
import { replaced } from '../../../suspects/explain/faults/edits';
import type { Around } from '../../../suspects/explain/faults/fault';
import { isLiteral, makesCollection, reads, some } from '../../../suspects/explain/faults/shapes';
import { fieldsWritten } from '../../../suspects/explain/faults/types';
import { isShort, likeness, type Change, type LogicTemplate } from './logicTemplate';

const MOST_NAMES = 3;
const MOST_NAMES_THROUGHOUT = 6;
const SELF = /^(?:this|self|super|cls|Math|JSON|Object|console|true|false|null|None|nil|undefined|_|std|\$this)$/;

/** Another name, field, key or value in the place of one. */
export const nameTemplates: readonly LogicTemplate[] = [
  {
    name: 'other-name',
    share: 4,
    fits: { key: 2, assertion: 1.5 },
    at(node, around) {
      const { fn, file } = around;
      if (node.kind !== 'name' || !fn || !isRead(node, around)) return [];
      if (/^(?:self|this|\$this)$/.test(node.name)) return otherObject(node, fn, around);
      if (SELF.test(node.name)) return [];
      const isField = node.name.startsWith('@');
      const known = isField ? fieldsOfRuby(around) : namesAt(node, around);
      if (!isField && !known.has(node.name)) return [];
      const own = known.get(node.name);
      return closest(node.name, known, (name) => (reads(name, fn.body) ? 0 : 1) + (own && known.get(name) === own ? 0.5 : 0))
        .filter((name) => !own || !known.get(name) || known.get(name) === own || /^(?:javascript|python|php|ruby)$/.test(file.language))
        .map((name) => otherOne(node, node.name, name, reads(name, fn.body), around, replaced(node, name)));
    },
  },
  {
    name: 'other-name-throughout',
    share: 1.5,
    fits: { assertion: 1.5 },
    // `area(left, left)` → `area(right, right)`
    at(node, around) {
      const { fn } = around;
      if (!fn || (node.kind !== 'call' && node.kind !== 'operate') || !isShort(around.text(node), 80)) return [];
      const reading = [...nodesIn([node])].filter((each) => each.kind === 'name' && !(node.kind === 'call' && node.callee === each));
      const twice = new Set(
        reading.flatMap((each, at) =>
          each.kind === 'name' && reading.findIndex((one) => one.kind === 'name' && one.name === each.name) < at ? [each.name] : [],
        ),
      );
      const known = namesAt(node, around);
      return [...twice].flatMap((name) => {
        if (SELF.test(name) || !known.has(name)) return [];
        const own = known.get(name);
        return closest(name, known, (other) => (own && known.get(other) === own ? 0.5 : 0), MOST_NAMES_THROUGHOUT)
          .filter((other) => !own || !known.get(other) || known.get(other) === own)
          .map((other): Change => ({
            at: node,
            of: node,
            by: name,
            other,
            says: 'other-name',
            fix: reading.flatMap((each) => (each.kind === 'name' && each.name === name ? replaced(each, other) : [])),
          }));
      });
    },
  },
  {
    name: 'other-member',
    share: 3,
    fits: { notCallable: 2, key: 2, nothing: 1.2, assertion: 1.8 },
    at(node, around) {
      if (node.kind !== 'member' || (around.parent?.kind === 'call' && around.parent.callee === node)) return [];
      const place = { start: node.end - node.name.length, end: node.end };
      if (around.text(place) !== node.name) return [];
      const fields = fieldsBeside(node, around);
      const type = fields.get(node.name);
      const inside = around.fn ? around.fn.body : [];
      const isReadHere = (name: string): boolean => some(inside, (each) => each.kind === 'member' && each.name === name) !== undefined;
      return closest(node.name, fields, (name) => (type && fields.get(name) === type ? 1 : 0) + (isReadHere(name) ? 0 : 0.5))
        .filter((name) => !type || !fields.get(name) || sameType(type, fields.get(name)!))
        .map((name) =>
          otherOne(
            node,
            around.text(node),
            around.text({ start: node.start, end: place.start }) + name,
            isReadHere(name),
            around,
            replaced(place, name),
          ),
        );
    },
  },
  {
    name: 'other-key',
    share: 2,
    fits: { key: 3, assertion: 1 },
    // Another text that the program uses in such a place.
    at(node, around) {
      if (!isLiteral(node, 'text') || node.parts || !/^[\w.$-]{2,30}$/.test(node.value)) return [];
      if (!/^(?:index|call|operate)$/.test(around.parent?.kind ?? '')) return [];
      const written = around.text(node);
      const quote = /^(['"])[\w.$-]+\1$/.exec(written)?.[1] ?? '';
      if (quote === '' && !written.startsWith(':')) return [];
      const texts = new Map<string, string>();
      for (const file of around.files)
        for (const each of nodesIn(file.code))
          if (isLiteral(each, 'text') && !each.parts && /^[\w.$-]{2,30}$/.test(each.value)) texts.set(each.value, '');
      return closest(node.value, texts, () => 0)
        .filter((other) => likeness(other, node.value) > 0.15)
        .map((other): Change => ({
          at: node,
          by: written,
          other: written.replace(node.value, other),
          says: 'other-text',
          fix: replaced(node, written.replace(node.value, other)),
        }));
    },
  },
  {
    name: 'other-constant',
    share: 3,
    fits: { assertion: 1.5 },
    results: { truth: 2, number: 1.2 },
    at(node, around) {
      const { parent } = around;
      if (!isLiteral(node, 'truth', 'number')) return [];
      if (node.of === 'truth') {
        const other = { true: 'false', false: 'true', True: 'False', False: 'True' }[node.value];
        return other === undefined ? [] : [{ at: node, other, says: 'other-truth', fix: replaced(node, other) }];
      }
      const begins = parent?.kind === 'assign' && parent.value === node && parent.operator === '=';
      if (!begins || !/^[01]$/.test(node.value)) return [];
      const other = node.value === '0' ? '1' : '0';
      return [{ at: parent, by: around.text(parent.target), other, says: 'begins-with', fix: replaced(node, other) }];
    },
  },
  {
    name: 'kept-as-it-was',
    ofResult: true,
    share: 3,
    fits: { assertion: 1 },
    results: { truth: 2, number: 1.5 },
    // One of several cases gives a fixed value, where what is set has to stay.
    at(node, around) {
      if (!isLiteral(node, 'truth', 'number', 'nothing') || around.parent?.kind === 'operate' || around.parent?.kind === 'call') return [];
      const set = around.path.findLast((each) => each.kind === 'assign');
      if (set?.kind !== 'assign' || set.value === undefined || set.value === node || set.operator !== '=' || set.declares !== undefined)
        return [];
      if (set.value.start > node.start || set.value.kind === 'call' || makesCollection(set.value)) return [];
      const target = around.text(set.target);
      return [{ at: node, by: target, says: 'changes-what-stays', fix: replaced(node, target) }];
    },
  },
];

/** The same member of a parameter, or of what it is read of elsewhere in the function: `self.columns` and `other.columns`. */
function otherObject(node: Extract<Expr, { kind: 'name' }>, fn: Fn, around: Around): Change[] {
  const { parent } = around;
  if (parent?.kind !== 'member') return [];
  const names = new Set(
    [...nodesIn(fn.body)].flatMap((each) =>
      each.kind === 'member' && each.name === parent.name && each.of.kind === 'name' && !SELF.test(each.of.name) ? [each.of.name] : [],
    ),
  );
  for (const { name, implicit } of fn.params) if (!implicit && /^\$?[a-z_]\w*$/.test(name) && !SELF.test(name)) names.add(name);
  return [...names].map((name) => otherOne(node, node.name, name, true, around, replaced(node, name)));
}

function otherOne(node: Expr, from: string, to: string, isRead: boolean, around: Around, fix: Change['fix']): Change {
  const whole = around.path.findLast((each) => each.kind === 'operate' || each.kind === 'call' || each.kind === 'return') as
    | Expr
    | undefined;
  const of = whole && whole.end - whole.start <= 80 ? whole : node;
  const twice =
    whole?.kind === 'operate' &&
    whole.operands.filter((each) => around.text(each) === from).length > 0 &&
    around.text(whole).split(from).length > 2;
  return {
    at: node,
    of: twice ? whole : of,
    by: from,
    other: to,
    says: twice ? 'same-name-twice' : isRead ? 'other-name' : 'other-name-unread',
    likely: (twice ? 2.5 : 1) * (isRead ? 1 : 1.7) * (isAsked(node, around) ? 0.4 : 1),
    fix,
  };
}

/** A truth that stands for itself in a condition. */
function isAsked(node: Ir, { parent }: Around): boolean {
  return (
    (parent?.kind === 'operate' && /^(?:!|not|&&|and|\|\||or)$/.test(parent.operator)) ||
    (parent?.kind === 'branch' && parent.condition === node)
  );
}

/** A name that is read, not one that is set, called, or a key. */
function isRead(node: Ir, { parent }: Around): boolean {
  switch (parent?.kind) {
    case 'call':
      return parent.callee !== node;
    case 'assign':
      return parent.value === node;
    case 'loop':
      return parent.over === node || parent.condition === node;
    case 'fn':
      return parent.params.every(({ pattern }) => pattern !== node);
    case 'map':
      // `{ name }` would get another key.
      return parent.entries.some(({ key, value }) => value === node && key !== undefined && key.end !== value.end);
    default:
      return parent !== undefined;
  }
}

/** Names that have a value where a node is, with their types as far as they are written. */
export function namesAt(node: Ir, { fn, path }: Around): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  const functions = path.filter((each): each is Fn => each.kind === 'fn');
  for (const each of functions)
    for (const { name, type, implicit } of each.params) if (name !== '' && !implicit) names.set(name, type ?? '');
  const add = (target: Expr | undefined, type = ''): void => {
    if (target) for (const name of namesSet(target)) if (!names.has(name)) names.set(name, type);
  };
  for (const each of path)
    if (each.kind === 'loop') {
      add(each.target);
      for (const set of each.init ?? []) if (set.kind === 'assign') add(set.target, set.type);
    } else if (each.kind === 'each') for (const { target } of each.loops) add(target);
  for (const each of nodesIn((functions[0] ?? fn)?.body ?? [])) {
    if (each.kind !== 'assign' || each.target.kind === 'member' || each.end > node.start || !isAround(each, path)) continue;
    add(each.target, each.type);
  }
  for (const name of names.keys()) if (!/^[A-Za-z_$][\w$]*$/.test(name) || SELF.test(name)) names.delete(name);
  return names;
}

/** Whether a statement stands in a block around a node, so that its names are known there. */
function isAround(set: Ir, path: readonly Ir[]): boolean {
  const blocks = path.filter((each) => /^(?:fn|loop|branch|block|try|switch)$/.test(each.kind));
  const inner = blocks.findLast((each) => each.start <= set.start && set.end <= each.end);
  return inner !== undefined;
}

function fieldsOfRuby({ path, file }: Around): ReadonlyMap<string, string> {
  const cls = path.find((each) => each.kind === 'class');
  const names = new Map<string, string>();
  for (const each of nodesIn(cls ? [cls] : file.code)) if (each.kind === 'name' && /^@\w/.test(each.name)) names.set(each.name, '');
  return names;
}

/** Fields beside the one that is read: of the type that declares it, and of objects of that name in the program. */
function fieldsBeside(node: Extract<Expr, { kind: 'member' }>, around: Around): ReadonlyMap<string, string> {
  const fields = new Map<string, string>();
  const object = around.text(node.of);
  const isSelf = /^(?:this|self|\$this)$/.test(object);
  for (const { fields: own } of around.types().values()) if (own.has(node.name)) for (const [name, type] of own) fields.set(name, type);
  const declared = around.fn?.params.find(({ name }) => name === object)?.type;
  if (declared !== undefined && /^\w+$/.test(declared))
    for (const { name, type } of fieldsWritten(declared, around.files)) fields.set(name.replace(/\?$/, ''), type);
  const files = isSelf ? [around.file] : around.files;
  const cls = isSelf ? around.path.findLast((each) => each.kind === 'class') : undefined;
  for (const file of files)
    for (const each of nodesIn(cls ? [cls] : file.code))
      if (
        each.kind === 'member' &&
        file.text.slice(each.of.start, each.of.end) === object &&
        !fields.has(each.name) &&
        !isCalled(each, file.text)
      )
        fields.set(each.name, '');
  return fields;
}

const isCalled = (node: Ir, text: string): boolean => /^\s*\(/.test(text.slice(node.end, node.end + 4));

const sameType = (a: string, b: string): boolean =>
  a.replace(/\s|\?|\|undefined|\|null/g, '') === b.replace(/\s|\?|\|undefined|\|null/g, '');

/** The names most easily confused with one, likeliest first. @param more what speaks for a name besides its letters */
function closest(name: string, others: ReadonlyMap<string, string>, more: (name: string) => number, most = MOST_NAMES): string[] {
  return [...others.keys()]
    .filter((other) => other !== name)
    .map((other) => ({ other, like: likeness(name, other) + more(other) }))
    .sort((a, b) => b.like - a.like)
    .slice(0, most)
    .map(({ other }) => other);
}
