import type { Definition, FunctionNode } from '../../syntax/syntax';
import type { ExpressionAt, ValueOrigin } from './originSteps';
import { withStep, type OriginWalk } from './originWalk';
import { only } from './programView';

/** The argument from the caller on the stack; a caller off the stack may not be the right one. */
export function ofParameter(walk: OriginWalk, definition: Definition, at: ExpressionAt, hops: number): ValueOrigin {
  const { position, name, path } = definition;
  if (at.frame === undefined && at.fn?.kind === 'constructor') return ofConstruction(walk, definition, at.fn, hops);
  if (at.frame === undefined || !at.fn) return { steps: [] };
  const own = walk.view.frames[at.frame];
  if (own?.fn !== at.fn) return { steps: [] };
  const outer = walk.view.frames.findIndex((each, place) => place > at.frame! && each.error === own.error);
  const caller = walk.view.frames[outer];
  if (!caller) return { steps: [] };
  const names = [at.fn.name, at.fn.kind === 'constructor' ? (at.fn.className ?? '') : ''].filter(Boolean);
  const calls = caller.file
    .calls({ startLine: Math.max(1, caller.line - 10), endLine: caller.line })
    .filter((call) => call.startLine <= caller.line && caller.line <= call.endLine && names.includes(call.name));
  const call = only(calls);
  if (!call || call.args.some((arg) => /^(?:\.\.\.|\*)/.test(arg) || /^\w+\s*=(?!=)/.test(arg))) return { steps: [] };
  const by = caller.fn?.name ?? '';
  const place = { file: caller.file.file, line: call.startLine };
  // Go's receiver is the object of the method call.
  const argument = position === undefined ? call.receiver : call.args[position];
  if (argument === undefined && position === undefined) return { steps: [] };
  if (argument === undefined)
    return { steps: [], end: { kind: 'notPassed', ...place, parameter: name, by, call: `${call.name}(${call.args.join(', ')})` } };
  if (path.length) return { steps: [{ kind: 'passed', ...place, parameter: name, by, argument, part: path.join('.') }] };
  const further = walk.follow(argument, { file: caller.file, fn: caller.fn, line: caller.line, frame: outer }, hops + 1);
  return withStep({ kind: 'passed', ...place, parameter: name, by, argument }, further);
}

/** A constructor's argument, where the caller on the stack made the object on which it called the method that failed. */
function ofConstruction(walk: OriginWalk, { position, name, path }: Definition, constructor: FunctionNode, hops: number): ValueOrigin {
  const { view } = walk;
  const method = view.frames.findIndex(
    ({ fn }) => fn?.className !== undefined && fn.className === constructor.className && fn.kind === 'method',
  );
  const own = view.frames[method];
  const caller = view.frames[method + 1];
  if (!own?.fn || !caller || caller.error !== own.error || position === undefined || path.length) return { steps: [] };
  const call = only(
    caller.file
      .calls({ startLine: caller.line, endLine: caller.line })
      .filter((each) => each.name === own.fn!.name && each.receiver !== undefined),
  );
  const receiver = call?.receiver ?? '';
  const made = /^[\w$]+$/.test(receiver) ? only(view.definitionsOf(receiver, caller.file, caller.fn)) : undefined;
  const line = made?.startLine ?? caller.line;
  const construction = only(
    caller.file
      .calls({ startLine: line, endLine: line })
      .filter((each) => each.name === constructor.className && each.args.length === constructor.parameters.length),
  );
  const overloads = view
    .functionsNamed(constructor.name)
    .filter(
      ({ fn }) =>
        fn.kind === 'constructor' && fn.className === constructor.className && fn.parameters.length === constructor.parameters.length,
    );
  const argument = construction?.args[position];
  if (!argument || overloads.length > 1 || !(made?.value ?? receiver).includes(constructor.className ?? '')) return { steps: [] };
  const place = { file: caller.file.file, line };
  const further = walk.follow(argument, { file: caller.file, fn: caller.fn, line }, hops + 1);
  return withStep({ kind: 'passed', ...place, parameter: name, by: caller.fn?.name ?? '', argument }, further);
}
