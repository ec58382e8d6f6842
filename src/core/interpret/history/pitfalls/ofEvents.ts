import { nodesIn } from '../../../syntax/lower/ir';
import { Func, Native, Obj, Promised } from '../../values/value';
import type { Happening, History } from '../history';
import { callAround } from '../slice';
import { WayBack } from '../wayBack';
import { plainOf } from '../plain';
import { calledName, first, partOf, type Detector, type Pitfall } from './pitfall';
import { isWithin, loopsAround } from './ofSharing';

const OF_PROMISES = /^(?:then|catch|finally|state|status)$/;

const TELLS = /^(?:emit|dispatch|dispatchEvent|publish|trigger|fire|notify|raise)$/;
const HEARS = /^(?:on|once|addListener|addEventListener|prependListener|subscribe|listen|bind|register)$/;

/** Values that are not there yet, and what comes too early for who waits for it. */
export const eventPitfalls: readonly Detector[] = [
  {
    weight: 7,
    // `this.emit('ready')` in a constructor, whose object nobody can have listened to.
    find: ({ times, node, happenings }) =>
      first(TELLS.test(calledName(node)) ? times : [], (at) => {
        const [of, name] = heard(at);
        const object = plainOf(of?.value);
        if (!(object instanceof Obj) || typeof name?.value !== 'string') return undefined;
        const about = happenings.with(object).filter((each) => heard(each)[1]?.value === name.value);
        const listening = about.find(isListening);
        const isTold = about.some((each) => listening && each.began > listening.ended && TELLS.test(calledName(each.node)));
        return listening && listening.began > at.ended && !isTold
          ? { kind: 'heardTooLate', at, values: [name.text ?? ''], also: listening }
          : undefined;
      }),
  },
  {
    weight: 7,
    // `order.lines` of a promise.
    find: ({ times, node, history }) =>
      first(times, (at) => {
        const of = node.kind === 'member' ? partOf(at, node.of) : undefined;
        if (!of || !(of.value instanceof Promised) || node.kind !== 'member' || OF_PROMISES.test(node.name)) return undefined;
        const made = new WayBack(history).from(of).find((each) => each.node.kind === 'call' && each.value === of.value);
        return { kind: 'notAwaited', at: made ?? of, values: [], also: of };
      }),
  },
];

/** Whether a call hands over what is called with an event. */
function isListening(at: Happening): boolean {
  const { node } = at;
  const given = node.kind === 'call' && HEARS.test(calledName(node)) ? node.args[1]?.value : undefined;
  const value = partOf(at, given)?.value;
  return given?.kind === 'fn' || value instanceof Func || value instanceof Native;
}

/** What an event is told to or asked of, and its name. */
function heard(at: Happening): [of: Happening | undefined, name: Happening | undefined] {
  const { node } = at;
  if (node.kind !== 'call' || node.callee.kind !== 'member') return [undefined, undefined];
  return [partOf(at, node.callee.of), partOf(at, node.args[0]?.value)];
}

/**
 * An error that the program caught, so that nobody heard of it, in a call that has to do with the failure.
 * @param calls those that have to do with it
 */
export function caughtError(history: History, calls: ReadonlySet<Happening>, isOwn: (file: string) => boolean): Pitfall | undefined {
  return first(history.caught, (at) => {
    if (!isOwn(at.file.file)) return undefined;
    let catcher = at.parent;
    while (catcher && !(catcher.node.kind === 'fn' && Number.isFinite(catcher.ended))) catcher = catcher.parent;
    if (!catcher || !isOwn(catcher.file.file) || !calls.has(catcher) || isToldOf(catcher)) return undefined;
    // Of a `throw` the call that it leaves.
    const thrown = at.node.kind === 'fn' ? at.parent! : at;
    const inner = outermostIn(thrown, catcher);
    const body = catcher.node.kind === 'fn' ? catcher.node.body : [];
    const loop =
      loopsAround(inner).at(-1) ?? (inner.within.some(({ node }) => node.kind === 'fn' && node.name === '') ? inner.node : undefined);
    // Of a `try` around a loop, what is left of the loop is not done.
    const around = loop && [...nodesIn(body)].find((each) => each.kind === 'try' && each.body.some((part) => isWithin(loop, part)));
    const type = typeOf(history.errorOf(at));
    if (type === undefined) return undefined;
    const [catches] = around?.kind === 'try' ? around.catches : [];
    return {
      ...{ kind: around ? 'leavesLoop' : 'caughtError', at: thrown, values: [type], also: catcher },
      ...(catches && { alsoAt: catches }),
    };
  });
}

/** Whether a function gives the error on as a value, or gives nothing that tells it. */
function isToldOf({ value }: Happening): boolean {
  return value instanceof Obj && value.type !== '';
}

function typeOf(error: unknown): string | undefined {
  return error instanceof Obj ? error.type || error.cls?.name : undefined;
}

/** What is directly in a call, of all that something is in. */
function outermostIn(at: Happening, call: Happening): Happening {
  let inner = at;
  while (inner.parent && inner.parent !== call) inner = inner.parent;
  return inner;
}

/** The calls of functions of the program that some happenings are in. */
export function callsAround(happenings: readonly Happening[]): Set<Happening> {
  const calls = new Set<Happening>();
  for (const each of happenings) for (let at = callAround(each); at && !calls.has(at); at = callAround(at)) calls.add(at);
  return calls;
}
