import { only } from '../../only';
import type { CallSite, Definition, FunctionNode, SyntaxFile } from '../../syntax/syntax';
import { ofHandedFunction } from './closureParameter';
import { constructedTypes, ofConstructedField } from './constructedField';
import { escapePattern } from './escapePattern';
import type { FrameAtLine } from './failurePoint';
import type { ExpressionAt, Place, ValueOrigin } from '../../flow/originSteps';
import { withStep, type OriginWalk } from './originWalk';
import { isEmptyLiteral } from './emptyValues';
import type { ProgramView } from './programView';
import { familyOf } from '../../workspace/languages';
import { splitTop } from './writtenParts';

/** The argument from the caller on the stack; a caller off the stack may not be the right one. */
export function ofParameter(walk: OriginWalk, definition: Definition, at: ExpressionAt, hops: number): ValueOrigin {
  const { position, name, path } = definition;
  if (at.entered && at.frame === undefined && at.fn?.parameters[position ?? -1]?.name === name)
    return ofEntered(walk, definition, at, hops);
  if (at.frame === undefined && at.fn?.kind === 'constructor') {
    const made = ofConstruction(walk, definition, at.fn, hops);
    if (made.steps.length > 0 || made.end || path.length > 0) return made;
    return ofAnyConstruction(walk, definition, at, hops) ?? made;
  }
  if (at.frame === undefined || !at.fn) return { steps: [] };
  const own = walk.view.frames[at.frame];
  if (own?.fn !== at.fn) return { steps: [] };
  const stack = stackCall(walk.view, at.frame, at.fn);
  if (!stack) {
    const row = ofTestRow(walk, definition, at);
    return row.steps.length > 0 ? row : leftOut(walk.view, at.fn, at.file, definition);
  }
  const { caller, outer, call } = stack;
  const handed = call || path.length > 0 ? undefined : ofHandedFunction(walk, definition, at, hops);
  if (handed) return handed;
  if (!call || call.args.some((arg) => /^(?:\.\.\.|\*)/.test(arg) || /^\w+\s*=(?!=)/.test(arg))) return { steps: [] };
  const by = caller.fn?.name ?? '';
  const place = { file: caller.file.file, line: call.startLine };
  // Go's receiver is the object of the method call; an event's name is no argument of its listener.
  const argument =
    position === undefined
      ? (embeddedIn(walk.view, call, caller, at.fn) ?? call.receiver)
      : call.args[position + (isEvent(call, at.fn) ? 1 : 0)];
  if (argument === undefined && position === undefined) return { steps: [] };
  if (argument === undefined) {
    const instead = defaultOf(at.file, at.fn, name);
    const written = `${call.name}(${call.args.join(', ')})`;
    return { steps: [], end: { kind: 'notPassed', ...place, parameter: name, by, call: written, ...(instead && { instead }) } };
  }
  if (path.length) return { steps: [{ kind: 'passed', ...place, parameter: name, by, argument, part: path.join('.') }] };
  const further = walk.follow(argument, { file: caller.file, fn: caller.fn, line: caller.line, frame: outer }, hops + 1);
  return withStep({ kind: 'passed', ...place, parameter: name, by, argument }, further);
}

/** The frame that called a function on the stack, and its call where one fits. */
export function stackCall(
  view: ProgramView,
  frame: number,
  fn: FunctionNode,
): { caller: FrameAtLine; outer: number; call: CallSite | undefined } | undefined {
  const own = view.frames[frame]!;
  const outer = callerOf(view, frame, fn.name);
  const caller = view.frames[outer];
  if (!caller) return undefined;
  const names = [fn.name, fn.kind === 'constructor' ? (fn.className ?? '') : ''].filter(Boolean);
  const calls = caller.file
    .calls({ startLine: Math.max(1, caller.line - 10), endLine: caller.line })
    .filter((call) => call.startLine <= caller.line && caller.line <= call.endLine && names.includes(call.name));
  const call = calls.length === 0 ? indirectCall(fn, caller, own) : (only(calls) ?? calls.find((each) => isAtColumn(each, caller)));
  return { caller, outer, call };
}

/** Of several calls of a function on a line, the one at which the trace says that the line was. */
function isAtColumn({ startLine, column, receiver }: CallSite, caller: FrameAtLine): boolean {
  return receiver === undefined && startLine === caller.line && column === caller.column;
}

/** Go: `m.Logger` of `m.Info()`, a method of the type that the struct of `m` embeds. */
function embeddedIn(view: ProgramView, { receiver }: CallSite, { file, fn }: FrameAtLine, called: FunctionNode): string | undefined {
  const type = called.className;
  if (file.language !== 'go' || receiver === undefined || !fn?.className || !type || type === fn.className) return undefined;
  const own = /^func \((\w{1,60}) /.exec((file.lines[fn.signature.startLine - 1] ?? '').slice(0, 300))?.[1];
  const struct = own === receiver ? view.classNamed(fn.className) : undefined;
  const embeds = new RegExp(`^\\s{1,40}\\*?${escapePattern(type)}\\s*$`);
  const isEmbedded = struct?.file.lines
    .slice(struct.node.startLine - 1, struct.node.endLine)
    .some((line) => embeds.test(line.slice(0, 200)));
  return isEmbedded ? `${receiver}.${type}` : undefined;
}

/** The frame that called the function of another one. A function written in it, which a library runs, has a frame of its own in between. */
function callerOf({ frames }: ProgramView, frame: number, name: string): number {
  const own = frames[frame];
  return frames.findIndex(
    ({ error, file, fn, line }, place) =>
      place > frame &&
      error === own?.error &&
      (fn !== own.fn || file.calls({ startLine: line, endLine: line }).some((call) => call.name === name)),
  );
}

/** The only call of a function that is no longer on the stack leaves an argument out. */
function leftOut(view: ProgramView, fn: FunctionNode, at: SyntaxFile, { position, name, path }: Definition): ValueOrigin {
  if (position === undefined || path.length > 0 || !fn.name || view.functionsNamed(fn.name).length > 1) return { steps: [] };
  const calls = view.files.flatMap((file) =>
    file
      .calls({ startLine: 1, endLine: file.lines.length })
      .filter((call) => call.name === fn.name && familyOf(file.language) === familyOf(at.language))
      .map((call) => ({ file, call })),
  );
  const one = only(calls);
  if (!one || one.call.args.length > position || one.call.args.some((arg) => /^(?:\.\.\.|\*)/.test(arg))) return { steps: [] };
  const { file, call } = one;
  const by = file.enclosing(call.startLine)?.name ?? '';
  const place = { file: file.file, line: call.startLine };
  return { steps: [], end: { kind: 'notPassed', ...place, parameter: name, by, call: `${call.name}(${call.args.join(', ')})` } };
}

/** The call that runs a function that was handed over: of an event that the function listens to, or through the name that holds it. */
function indirectCall(fn: FunctionNode, caller: FrameAtLine, own: FrameAtLine): CallSite | undefined {
  const calls = caller.file.calls({ startLine: caller.line, endLine: caller.line });
  const event = only(calls.filter((call) => isEvent(call, fn)));
  if (event) return event;
  // A frame between the two belongs to a library, which decides on the arguments.
  if (caller.frame !== own.frame + 1) return undefined;
  const held = calls.filter(({ name, receiver, construct }) => {
    const known =
      receiver === undefined && !construct ? caller.file.definitions(name, caller.fn ?? { startLine: 1, endLine: caller.line }) : [];
    return known.length > 0;
  });
  return only(held);
}

/** `bus.emit('order:paid', order)` for the listener of `'order:paid'`. */
export function isEvent({ args }: CallSite, { name }: FunctionNode): boolean {
  const event = /^(['"`])([^'"`\n]{1,100})\1$/.exec(args[0]?.trim() ?? '')?.[2];
  return event !== undefined && /[ '"]/.test(name) && name.includes(`'${event}'`);
}

/** The argument of the call whose result is followed. */
function ofEntered(walk: OriginWalk, { position, name, path }: Definition, { fn, file, entered }: ExpressionAt, hops: number): ValueOrigin {
  const { call, at: from } = entered!;
  if (position === undefined || call.args.some((arg) => /^(?:\.\.\.|\*|&)|^\w+\s*=(?!=)/.test(arg.trim()))) return { steps: [] };
  const argument = call.args[position];
  const place = { file: from.file.file, line: call.startLine };
  const by = from.fn?.name ?? '';
  const written = `${call.name}(${call.args.join(', ')})`;
  if (argument === undefined) {
    const instead = fn && defaultOf(file, fn, name);
    if (instead && !isEmptyLiteral(instead.value)) return { steps: [] };
    return { steps: [], end: { kind: 'notPassed', ...place, parameter: name, by, call: written, ...(instead && { instead }) } };
  }
  if (path.length > 0) return { steps: [{ kind: 'passed', ...place, parameter: name, by, argument, part: path.join('.') }] };
  return withStep(
    { kind: 'passed', ...place, parameter: name, by, argument },
    walk.follow(argument, { ...from, line: call.startLine }, hops + 1),
  );
}

/** The default of a parameter, as written in the signature. */
export function defaultOf({ file, lines }: SyntaxFile, { signature }: FunctionNode, name: string): (Place & { value: string }) | undefined {
  const written = new RegExp(`(?<![\\w$])${escapePattern(name)}\\??(?:\\s*:[^=,()]{1,80})?\\s*=\\s*([^=,()\\s][^,()]{0,60})`);
  for (let line = signature.startLine; line <= signature.endLine; line += 1) {
    const value = written.exec((lines[line - 1] ?? '').slice(0, 500))?.[1]?.trim();
    if (value !== undefined) return { file, line, value };
  }
  return undefined;
}

/** A constructor's argument, from the only place that makes the object. */
function ofAnyConstruction(walk: OriginWalk, { position }: Definition, at: ExpressionAt, hops: number): ValueOrigin | undefined {
  const type = only(constructedTypes(walk.view, at.file).filter(({ name }) => name === at.fn?.className));
  const field = position === undefined ? undefined : type?.order[position];
  return type && field ? ofConstructedField(walk, type, field, at, hops) : undefined;
}

/** The value that a parameterised test is run with, in the row that failed. */
function ofTestRow({ view }: OriginWalk, { name }: Definition, { file, fn }: ExpressionAt): ValueOrigin {
  const row = fn && view.testRow(file, fn, name);
  if (!row) return { steps: [] };
  const place = { file: file.file, line: row.line };
  return {
    steps: [{ kind: 'row', ...place, name, value: row.value }],
    ...(isEmptyLiteral(row.value) && { end: { kind: 'literal', ...place, name: undefined, value: row.value } }),
  };
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
  const anyMade = only(caller.file.calls({ startLine: line, endLine: line }).filter((each) => each.name === constructor.className));
  const construction = anyMade?.args.length === constructor.parameters.length ? anyMade : undefined;
  const overloads = view
    .functionsNamed(constructor.name)
    .filter(
      ({ fn }) =>
        fn.kind === 'constructor' && fn.className === constructor.className && fn.parameters.length === constructor.parameters.length,
    );
  const chained = anyMade && chainedArgument(walk, constructor, position, name, anyMade.args);
  if (chained) return chained;
  const argument = construction?.args[position];
  if (!argument || overloads.length > 1 || !(made?.value ?? receiver).includes(constructor.className ?? '')) return { steps: [] };
  const place = { file: caller.file.file, line };
  const further = walk.follow(argument, { file: caller.file, fn: caller.fn, line }, hops + 1);
  return withStep({ kind: 'passed', ...place, parameter: name, by: caller.fn?.name ?? '', argument }, further);
}

/** Java, C#: another constructor of the class calls this one and passes nothing: `: this(null)`, `this(null);`. */
function chainedArgument(
  { view }: OriginWalk,
  constructor: FunctionNode,
  position: number,
  name: string,
  given: readonly string[],
): ValueOrigin | undefined {
  const cls = constructor.className === undefined ? undefined : view.classNamed(constructor.className);
  if (!cls) return undefined;
  const chains = cls.file.functions
    .filter((fn) => fn.kind === 'constructor' && fn.className === constructor.className && fn !== constructor && fitsTo(fn, given))
    .flatMap((fn) =>
      cls.file.lines.slice(fn.startLine - 1, Math.min(fn.endLine, fn.startLine + 5)).flatMap((line, at) => {
        const text = /(?:^|[:\s])this\s{0,4}\((.{0,300})\)\s{0,4}[;{]?\s*$/.exec(line.slice(0, 400))?.[1];
        const args = text === undefined ? [] : splitTop(text);
        return args.length === constructor.parameters.length ? [{ line: fn.startLine + at, args }] : [];
      }),
    );
  const chain = only(chains);
  const argument = chain?.args[position]?.trim();
  const value = argument?.replace(/^\([\w.<>]{1,80}\)\s{0,4}/, '');
  if (!chain || !argument || !value || !isEmptyLiteral(value)) return undefined;
  const place = { file: cls.file.file, line: chain.line };
  return {
    steps: [{ kind: 'passed', ...place, parameter: name, by: constructor.className ?? '', argument }],
    end: { kind: 'literal', ...place, name: undefined, value: argument },
  };
}

const LITERAL_TYPES: readonly (readonly [RegExp, RegExp])[] = [
  [/^"/, /^(?:String|string|CharSequence|object|Object)$/],
  [/^-?\d/, /^(?:int|Integer|long|Long|double|Double|float|short|byte|decimal|object|Object)$/],
  [/^(?:true|false)$/, /^(?:boolean|Boolean|bool|object|Object)$/],
];

/** Whether a constructor can be the one that takes these arguments: their number, and the types of literals. */
function fitsTo({ parameters }: FunctionNode, given: readonly string[]): boolean {
  return (
    parameters.length === given.length &&
    given.every((argument, at) =>
      LITERAL_TYPES.every(([literal, type]) => !literal.test(argument.trim()) || type.test(parameters[at]?.type?.trim() ?? 'object')),
    )
  );
}
