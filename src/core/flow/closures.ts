import type { Fn } from '../syntax/lower/ir';
import { elementsGiven, type CallGiven } from './callGiven';
import { calledName, indexOf, type Call } from './codeIndex';
import { callsNamed, namedAt } from './program';
import { variableAt } from './variables';
import { located, type FlowWalk } from './walk';
import type { At } from './way';

/** The calls that run a function that is written where it is used: as an argument, or by the name that holds it there. */
export function ofCallback(walk: FlowWalk, fn: Fn, at: At, hops: number): CallGiven[] | undefined {
  const { parents, calls } = indexOf(at.file);
  const call = parents.get(fn);
  if (call?.kind !== 'call' || call.callee === fn) return undefined;
  const position = call.args.findIndex(({ value }) => value === fn);
  if (position < 0) return undefined;
  const named = namedAt(walk.program, at.file, call.callee);
  if (named?.kind !== 'fn') return eventsGiven(walk, call, position, at) ?? elementsGiven(call, position, at);
  // A function of the program calls it by the name of its parameter.
  const { file, fn: outer } = named.fn;
  const param = outer.params.filter(({ implicit, name }) => !implicit && !/^(?:self|cls)$/.test(name))[position];
  if (!param || param.name === '' || hops > MOST_HANDED) return [{ known: false, args: [], call, at }];
  const entered = { fn: outer, args: call.args, call, at };
  const own = (file === at.file ? calls : indexOf(file).calls).get(param.name) ?? [];
  const runs = own.filter(
    (each) => calledName(each) === param.name && each.callee.kind === 'name' && variableAt(file, param.name, each.callee)?.owner === outer,
  );
  if (runs.length === 0) return [{ known: false, args: [], call, at }];
  return runs.map((each) => ({ known: true, args: each.args, call: each, at: { file, entered } }));
}

const LISTENS = /^(?:on|once|addListener|addEventListener|subscribe|prependListener)$/;
const EMITS = ['emit', 'dispatch', 'trigger', 'publish', 'fire'];

/** A listener of an event gets what the program emits under its name. */
function eventsGiven(walk: FlowWalk, call: Call, position: number, at: At): CallGiven[] | undefined {
  const [event] = call.args;
  if (!LISTENS.test(calledName(call)) || position === 0 || event?.value.kind !== 'literal') return undefined;
  const wanted = event.value.value;
  const emitted = EMITS.flatMap((name) => callsNamed(walk.program, name, at.file)).filter(({ call: each }) => {
    const first = each.args[0]?.value;
    return first?.kind === 'literal' && first.value === wanted;
  });
  if (emitted.length === 0) return undefined;
  return emitted.map(({ file, call: each }) => ({
    known: true,
    args: each.args.slice(1),
    call: each,
    at: located(walk.program, file, each),
  }));
}

const MOST_HANDED = 18;
