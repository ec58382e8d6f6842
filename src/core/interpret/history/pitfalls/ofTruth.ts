import { nodesIn, type Ir } from '../../../syntax/lower/ir';
import type { SyntaxFile } from '../../../syntax/syntax';
import { Dict, List, Promised } from '../../values/value';
import type { Happening } from '../history';
import { plainOf } from '../plain';
import { callAround, codeAround } from '../slice';
import { calledName, first, partOf, workedWith, type Detector } from './pitfall';

/** What asks a function of each element. */
const ASKS_EACH = /^(?:filter|some|every|find|findIndex|findLast|partition)$/;
const FALSE_WORD = /^(?:false|no|off|0|none|null|n|f)$/i;
/** Languages in which each text that is not empty counts as true. */
const TRUTHY_TEXTS = /^(?:javascript|python|php)$/;

/** What counts as true, and what is no value in a text or a calculation. */
export const truthPitfalls: readonly Detector[] = [
  {
    weight: 7,
    // `names.filter(async (name) => …)`: each promise is true.
    find: ({ times, node }) =>
      first(times, (at) => {
        if (ASKS_EACH.test(calledName(node)) && plainOf(workedWith(at).of?.value) instanceof List) {
          const asked = at.within.find((each) => each.node.kind === 'fn' && each.value instanceof Promised);
          const given = at.within.some(({ value, parent }) => value instanceof Promised && parent === at);
          return asked || given ? { kind: 'promiseAsTruth', at, values: [] } : undefined;
        }
        return isAsked(at) && at.value instanceof Promised ? { kind: 'promiseAsTruth', at, values: [] } : undefined;
      }),
  },
  {
    weight: 5,
    // `if (settings.debug)` of 'false'.
    find: ({ times, history }) =>
      first(times, (at) =>
        TRUTHY_TEXTS.test(history.family) &&
        typeof at.value === 'string' &&
        FALSE_WORD.test(at.value) &&
        !(history.family === 'php' && at.value === '0') &&
        at.text !== undefined &&
        isAsked(at)
          ? { kind: 'textAsTruth', at, values: [at.text] }
          : undefined,
      ),
  },
  {
    weight: 3,
    // `if (found)` of an empty list, in JavaScript and Ruby.
    find: ({ times, history }) =>
      first(times, (at) => {
        const value = plainOf(at.value);
        const isEmpty =
          (value instanceof List && value.items.length === 0) ||
          (history.family === 'ruby' && (value === '' || (value instanceof Dict && value.entries.size === 0)));
        if (!/^(?:javascript|ruby)$/.test(history.family) || !isEmpty || !isAsked(at) || at.text === undefined) return undefined;
        return { kind: 'emptyAsTruth', at, values: [at.text] };
      }),
  },
  {
    weight: 5,
    // `Number('12 kg') * 2`.
    find: ({ times }) =>
      first(times, (at) => {
        if (!Number.isNaN(at.value) || at.within.some(({ value }) => Number.isNaN(value)) || isExpected(at)) return undefined;
        const from = first([...at.within].reverse(), ({ value, text }) =>
          value === undefined || typeof value === 'string' ? (text ?? undefined) : undefined,
        );
        return from === undefined ? undefined : { kind: 'noNumber', at, values: [from] };
      }),
  },
  {
    weight: 5,
    // `${customer.name}` of what has no name.
    find: ({ times, node, history }) =>
      first(times, (at) => {
        const parts =
          node.kind === 'literal'
            ? (node.parts ?? [])
            : node.kind === 'operate' && node.operator === '+' && typeof at.value === 'string'
              ? node.operands
              : [];
        if (!/^(?:javascript|python)$/.test(history.family) || typeof at.value !== 'string') return undefined;
        const nothing = first(parts, (part) => {
          const given = partOf(at, part);
          return given && (given.value === undefined || given.value === null) ? given : undefined;
        });
        return nothing?.text === undefined ? undefined : { kind: 'nothingInText', at, values: [nothing.text], also: nothing };
      }),
  },
];

/** Whether the function asks for what is no number. */
function isExpected(at: Happening): boolean {
  return callAround(at) !== undefined && /isNaN|isFinite|isInteger/.test(codeAround(at));
}

const askedIn = new WeakMap<SyntaxFile, ReadonlySet<Ir>>();

/** Whether code asks for the truth of a value. */
function isAsked({ node, file }: Happening): boolean {
  let asked = askedIn.get(file);
  if (!asked) {
    const found = new Set<Ir>();
    for (const each of nodesIn(file.code)) {
      if (each.kind === 'branch' || (each.kind === 'loop' && each.condition)) found.add(each.condition!);
      if (each.kind === 'choice' && each.condition) found.add(each.condition);
      if (each.kind === 'operate' && /^(?:!|not)$/.test(each.operator)) found.add(each.operands[0]!);
      if (each.kind === 'each') for (const condition of each.conditions) found.add(condition);
    }
    asked = found;
    askedIn.set(file, asked);
  }
  return asked.has(node);
}
