import { nodesIn, type Ir } from '../../../syntax/lower/ir';
import type { SyntaxFile } from '../../../syntax/syntax';
import { Dict, List, Obj, type Value } from '../../values/value';
import type { Happening } from '../history';
import { nearly } from '../nearly';
import { holdsKey, isNothing, plainOf } from '../plain';
import { targetOf } from '../wayBack';
import { callAround } from '../slice';
import { valueText } from '../valueText';
import type { Happenings } from './happenings';
import { isWithin, loopsAround, outermost } from './ofSharing';
import { calledName, first, partOf, workedWith, type Detector, type Pitfall, type Repeated } from './pitfall';

const HOLDS = /^(?:has|includes|contains|indexOf|add|include\?|containsKey|member\?|Contains|ContainsKey|Add)$/;
const PUTS = /^(?:set|put|Add|insert)$/;
const GETS = /^(?:get|getOrDefault|fetch|GetValueOrDefault|dig)$/;

const LOOKS_UP = /^(?:get|containsKey|contains|remove|has|delete|ContainsKey|Contains|Remove|TryGetValue|computeIfPresent)$/;
const SIZES = /^(?:size|length|count|Count|Length|len|sizeof|strlen)$/;

/** What objects and collections do: which are the same, what a key already has, who else has what is changed. */
export const objectPitfalls: readonly Detector[] = [
  {
    weight: 7,
    // `guests.get(seat)`, where the seat was changed after it was put there.
    find: ({ times, node, happenings }) =>
      first(LOOKS_UP.test(calledName(node)) ? times : [], (at) => {
        const { of, others } = workedWith(at);
        const [whole, key] = [plainOf(of?.value), others[0]];
        const object = plainOf(key?.value);
        const isFound = !isNothing(at.value) && at.value !== false;
        if (!of || isFound || !(whole instanceof Dict) || !(object instanceof Obj) || !whole.keys().includes(object)) return undefined;
        const changed = happenings.with(object).filter((each) => each.ended < at.began && changes(each, object));
        const last = changed.findLast((each) => textBefore(each, object) !== key!.text);
        const change = last && outsideOf(last, object);
        const before = change && textBefore(change, object);
        return before === undefined
          ? undefined
          : { kind: 'changedKey', at: change!, values: [before, key!.text!], also: of, ...hashOf(object) };
      }),
  },
  {
    weight: 7,
    // A place up to a size that was read when there were more elements.
    find: ({ times, node, history }) => {
      const at = times.at(-1);
      const read = at && sizeRead(at, node);
      const failed = history.broken;
      const index = failed && /^(?:index|call|same|assign|operate)$/.test(failed.node.kind) ? failed : undefined;
      const whole = read && index?.within.find((each) => isList(each.value) && targetOf(each.value) === targetOf(read.value));
      const place = index?.within.find((each) => /^(?:bigint|number)$/.test(typeof plainOf(each.value)));
      if (!at || !whole || !place) return undefined;
      const [was, is, wanted] = [Number(plainOf(at.value)), lengthOf(whole.value), Number(plainOf(place.value))];
      return is <= wanted && wanted < was ? { kind: 'staleSize', at, values: [String(was), String(is)], also: whole } : undefined;
    },
  },
  {
    weight: 7,
    // `unit = null` of a declaration, after the constructor of the base class has set it.
    find: ({ times, node, history }) => {
      const name = node.kind === 'assign' && /^(?:name|member)$/.test(node.target.kind) && 'name' in node.target ? node.target.name : '';
      if (name === '' || !/^(?:java|javascript|kotlin)$/.test(history.family)) return undefined;
      return first(times.slice(0, 1), (at) => {
        if (isNothing(at.value) || at.text === undefined) return undefined;
        const declared = classesOf(at.file).flatMap((each) =>
          isWithin(node, each)
            ? each.members.filter(
                (own) => own.kind === 'assign' && own.declares === 'field' && own.target.kind === 'name' && own.target.name === name,
              )
            : [],
        );
        const value = declared[0]?.kind === 'assign' ? declared[0].value : undefined;
        const set = value && history.all.find((each) => each.node === value && each.began > at.ended);
        const maker = set && makerOf(set);
        const isOne = maker && makersOf(at).includes(maker);
        return isOne && set.text !== at.text && set.text !== undefined
          ? { kind: 'setBack', at: set, values: [name, at.text, set.text], also: at }
          : undefined;
      });
    },
  },
  {
    weight: 6,
    // Two objects with the same parts, asked whether they are one.
    find: (repeated) =>
      first(repeated.times, (at) => {
        const pair = asOneAsked(at, repeated);
        const text = pair?.text ?? '';
        return pair && text.length > 2 ? { kind: 'sameParts', at, values: [text] } : undefined;
      }),
  },
  {
    weight: 5,
    // `stock['APL']`, where there is 'apl'.
    find: ({ times, node, history }) =>
      first(times, (at) => {
        const { of, others } =
          node.kind === 'index' ? { of: partOf(at, node.of), others: node.keys.flatMap((each) => partOf(at, each) ?? []) } : workedWith(at);
        const whole = plainOf(of?.value);
        const key = others[0];
        if ((node.kind !== 'index' && !GETS.test(calledName(node))) || !(whole instanceof Dict) || !key || holdsKey(whole, key.value))
          return undefined;
        const keyOf = (value: Value): { value: Value; text: string }[] => {
          const text = valueText(value, history.family);
          return text === undefined ? [] : [{ value: plainOf(value), text }];
        };
        const [wanted] = keyOf(key.value);
        const like = wanted && nearly(wanted, whole.keys().flatMap(keyOf));
        return like && /^(?:kind|case|space)$/.test(like.differs)
          ? { kind: 'nearlyKey', at, values: [wanted.text, like.text], also: of! }
          : undefined;
      }),
  },
  {
    weight: 3,
    // `byName[each.name] = each` of two with one name.
    find(repeated) {
      const seen = new Map<Value, Map<string, Happening>>();
      return first(repeated.times, (at) => {
        const put = putInto(at);
        const key = put && valueText(put.key.value, repeated.history.family);
        if (!put || key === undefined || put.value.text === undefined) return undefined;
        const known = seen.get(put.whole) ?? new Map<string, Happening>();
        seen.set(put.whole, known);
        const before = known.get(key);
        known.set(key, at);
        const earlier = before && putInto(before)?.value.text;
        if (!before || earlier === undefined || earlier === put.value.text || callAround(before) !== callAround(at)) return undefined;
        return isReadBetween(put.whole, before, at, repeated.happenings)
          ? undefined
          : { kind: 'overwrittenKey', at, values: [key, earlier, put.value.text] };
      });
    },
  },
  {
    weight: 4,
    // What an earlier turn of a loop has set, where this one did not set it.
    find: ({ times, node, history }) =>
      first(times, (at) => {
        if (node.kind !== 'name' || at.text === undefined) return undefined;
        const naming = history.named(at.env, node.name, at.began);
        const set = naming?.by;
        if (set?.node.kind !== 'assign' || set.node.operator !== '=' || set.node.declares !== undefined || set.file !== at.file)
          return undefined;
        const loop = loopsAround(outermost(at)).find((each) => isWithin(set.node, each));
        if (!loop?.target || loop.target.kind !== 'name' || !isConditional(set.node, loop)) return undefined;
        // What is gathered from turn to turn is meant to stay.
        if (isGathered(node.name, loop) || isPartOf(at, node.name)) return undefined;
        const turn = history.named(at.env, loop.target.name, at.began);
        return turn && naming!.at < turn.at ? { kind: 'earlierTurn', at, values: [at.text], also: set } : undefined;
      }),
  },
];

interface Put {
  whole: Value;
  key: Happening;
  value: Happening;
}

/** What an assignment or a call puts into a map for a key. */
function putInto(at: Happening): Put | undefined {
  const { node } = at;
  if (node.kind === 'assign' && node.target.kind === 'index' && node.operator === '=' && node.target.keys.length === 1) {
    const { target } = node;
    const [of, key, value] = [target.of, target.keys[0], node.value].map((each) => partOf(at, each));
    const whole = plainOf(of?.value);
    return whole instanceof Dict && key && value ? { whole, key, value } : undefined;
  }
  const { of, others } = workedWith(at);
  const whole = plainOf(of?.value);
  const [key, value] = others;
  return PUTS.test(calledName(node)) && whole instanceof Dict && whole.kind === 'map' && key && value ? { whole, key, value } : undefined;
}

/** Whether a map is asked for anything between two happenings: what it has is taken into account then. */
function isReadBetween(whole: Value, before: Happening, after: Happening, happenings: Happenings): boolean {
  return happenings
    .with(whole)
    .some(
      (each) =>
        before.ended < each.began &&
        each.ended < after.ended &&
        each !== after &&
        !putInto(each) &&
        /^(?:index|call|operate)$/.test(each.node.kind),
    );
}

/** Two values with the same parts that count as different. */
function asOneAsked(at: Happening, { history }: Repeated): { text: string } | undefined {
  const { node, value } = at;
  const isObject = (each: Value): boolean =>
    each instanceof List || each instanceof Dict || (each instanceof Obj && !each.constant && each.fields.size > 0);
  const same = (one: Happening | undefined, other: Happening | undefined): { text: string } | undefined =>
    one &&
    other &&
    one.value !== other.value &&
    isObject(one.value) &&
    isObject(other.value) &&
    one.text !== undefined &&
    one.text === other.text &&
    !/…/.test(one.text)
      ? { text: one.text }
      : undefined;
  if (node.kind === 'operate' && node.operands.length === 2 && /^(?:[!=]==?|is|is not)$/.test(node.operator))
    return (value === true) === /!|not/.test(node.operator) ? same(partOf(at, node.operands[0]), partOf(at, node.operands[1])) : undefined;
  const { of, others } = workedWith(at);
  const whole = plainOf(of?.value);
  const sought = others[0];
  if (!HOLDS.test(calledName(node)) || !sought || !isObject(sought.value)) return undefined;
  if (!(value === false || Number(value) === -1 || /^add$/i.test(calledName(node)))) return undefined;
  const text = valueText(sought.value, history.family);
  const items = whole instanceof List ? whole.items : whole instanceof Dict ? whole.keys() : [];
  const other = items.find(
    (each) => each !== sought.value && isObject(each) && text !== undefined && valueText(each, history.family) === text,
  );
  return other === undefined || text === undefined || /…/.test(text) ? undefined : { text };
}

/** Whether something is done in some turns of a loop only. */
function isConditional(node: Ir, loop: Extract<Ir, { kind: 'loop' }>): boolean {
  return [...nodesIn(loop.body)].some((each) => (each.kind === 'branch' || each.kind === 'switch') && isWithin(node, each));
}

/** Whether a loop sets a name from what it was. */
function isGathered(name: string, loop: Extract<Ir, { kind: 'loop' }>): boolean {
  return [...nodesIn(loop.body)].some(
    (each) =>
      each.kind === 'assign' &&
      each.target.kind === 'name' &&
      each.target.name === name &&
      (each.operator !== '=' || (each.value && [...nodesIn([each.value])].some((part) => part.kind === 'name' && part.name === name))),
  );
}

/** Whether a name is read in a condition, where what an earlier turn found is asked for. */
function isPartOf({ parent }: Happening, name: string): boolean {
  const node = parent?.node;
  return node?.kind === 'operate' && /^(?:[<>]=?|[!=]==?|is|is not|!|not)$/.test(node.operator) && name !== '';
}

/** What gives the hash of an object of the program. */
function hashOf({ cls }: Obj): Pick<Pitfall, 'code'> {
  const method = cls?.at.node.members.find((each) => each.kind === 'fn' && /^(?:hashCode|GetHashCode|__hash__|hash)$/.test(each.name));
  const node = method?.kind === 'fn' ? method.body.findLast(({ kind }) => kind === 'return') : undefined;
  return node && cls ? { code: { file: cls.at.file, node } } : {};
}

/** Whether something may have changed an object: it sets a field of it, or is a call of one of its methods. */
function changes(at: Happening, object: Obj): boolean {
  const { node } = at;
  const own =
    node.kind === 'assign' && node.target.kind === 'member'
      ? node.target.of
      : node.kind === 'call' && node.callee.kind === 'member'
        ? node.callee.of
        : undefined;
  return own !== undefined && plainOf(partOf(at, own)?.value) === object;
}

/** The call from outside an object's own methods that something in them is a part of. */
function outsideOf(at: Happening, object: Obj): Happening {
  let outer = at;
  for (let each: Happening | undefined = at.parent; each; each = each.parent) if (changes(each, object)) outer = each;
  return outer;
}

function textBefore({ within }: Happening, object: Obj): string | undefined {
  return within.find((each) => plainOf(each.value) === object)?.text;
}

/** The collection whose size something reads. */
function sizeRead(at: Happening, node: Happening['node']): Happening | undefined {
  if (node.kind === 'member') return SIZES.test(node.name) ? partOf(at, node.of) : undefined;
  if (node.kind !== 'call' || !SIZES.test(calledName(node))) return undefined;
  const { of } = workedWith(at);
  return of && isList(of.value) ? of : undefined;
}

function isList(value: Value): boolean {
  return plainOf(value) instanceof List;
}

function lengthOf(value: Value): number {
  const list = plainOf(value);
  return list instanceof List ? list.items.length : 0;
}

/** The innermost call that makes an object. */
function makerOf(at: Happening): Happening | undefined {
  return makersOf(at)[0];
}

function makersOf(at: Happening): Happening[] {
  const makers: Happening[] = [];
  for (let each = at.parent; each; each = each.parent) if (each.node.kind === 'call' && each.node.makes) makers.push(each);
  return makers;
}

type Class = Extract<Ir, { kind: 'class' }>;

const classes = new WeakMap<SyntaxFile, Class[]>();

/** The classes of a file. */
function classesOf(file: SyntaxFile): Class[] {
  const known = classes.get(file) ?? [...nodesIn(file.code)].filter((each): each is Class => each.kind === 'class');
  classes.set(file, known);
  return known;
}
