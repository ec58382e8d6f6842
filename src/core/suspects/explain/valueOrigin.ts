import { familyOf } from '../../workspace/languages';
import type { CallSite, Definition, FunctionNode, SyntaxFile } from '../../syntax/syntax';
import { emptyResultOf, emptySubscript, isEmptyLiteral, nothingIn } from './emptyValues';
import type { ProgramView } from './programView';
import { COLLECTION, fieldOf, only, type FunctionAt } from './programView';
import { conditionOf, isGuarded, isOnTheWay } from './branchesAround';
import { bare, callOf, shortCall } from './callText';
import { ofKey } from './objectKeys';
import type { ExpressionAt, OriginEnd, OriginStep, Place, ValueOrigin } from './originSteps';
import { partOf } from './writtenParts';

const MOST_HOPS = 8;

/** Adaptors that pass nothing on as nothing. */
const PASSES_NOTHING_ON = /^(?:copied|cloned|map|as_ref|as_mut|as_deref|ok|trim|unwrap|expect|get|orElse)$/;

/** Follows an expression that held nothing (null, None, an empty Option) back to where the code left it so. Claims only what the code shows. */
export function originOf(view: ProgramView, expression: string, at: ExpressionAt, hops = 0): ValueOrigin {
  const text = bare(expression);
  if (hops > MOST_HOPS || text === '') return { steps: [] };
  const place = { file: at.file.file, line: at.line };
  if (isEmptyLiteral(text)) return { steps: [], end: { kind: 'literal', ...place, name: undefined, value: text } };
  // A Ruby name without arguments is a call only where nothing of that name is defined.
  const isName = /^\w+$/.test(text) && view.definitionsOf(text, at.file, at.fn).length > 0;
  const call = isName ? undefined : callOf(text, at);
  if (call) return ofCall(view, call, text, at, hops);
  const subscript = /^(.*[\w\])])\[([^[].{0,200})\]$/s.exec(text);
  if (subscript) return ofSubscript(view, text, subscript[1]!, subscript[2]!, at);
  return ofName(view, text, at, hops);
}

function ofCall(view: ProgramView, call: CallSite, text: string, at: ExpressionAt, hops: number): ValueOrigin {
  const place = { file: at.file.file, line: call.startLine };
  const callee = view.callee(call, at.file, at.fn);
  if (callee) return ofReturns(view, callee, [], hops);
  const receiver = call.receiver ?? '';
  const collection = COLLECTION.test(receiver) || COLLECTION.test(view.typeOf(receiver, at.file, at.fn)?.name ?? '');
  const note = emptyResultOf(call, at.file.language, collection);
  if (note) return { steps: [], end: { kind: 'lookup', ...place, expression: shortCall(call, text), note } };
  if (receiver && PASSES_NOTHING_ON.test(call.name)) return originOf(view, receiver, { ...at, line: call.startLine }, hops + 1);
  return { steps: [] };
}

/** What a function returns where it returns nothing. @param path the part of what it returns that is meant: `['orders']`, `['0']` */
function ofReturns(view: ProgramView, { file, fn }: FunctionAt, path: readonly string[], hops: number): ValueOrigin {
  const by = fn.name || 'the callback';
  const nothing = nothingIn(file.language);
  const ends: { end: OriginEnd; steps: OriginStep[] }[] = [];
  const returns = file.returns(fn).filter(({ value }) => !/^(?:yield)\b/.test(value));
  for (const statement of returns) {
    const value = partOf(statement, path, file);
    const place = { file: file.file, line: statement.startLine };
    if (value === undefined) continue;
    if (value === '') {
      if (/^(?:javascript|python|ruby|php)$/.test(familyOf(file.language)))
        ends.push({ steps: [], end: { kind: 'returnsNothing', ...place, by, value: nothing, how: 'bare', also: [] } });
    } else if (isEmptyLiteral(value))
      ends.push({ steps: [], end: { kind: 'returnsNothing', ...place, by, value: value.trim(), how: 'literal', also: [] } });
    else {
      const further = originOf(view, value, { file, fn, line: statement.startLine }, hops + 1);
      if (further.end) ends.push({ steps: [{ kind: 'returned', ...place, by, value }, ...further.steps], end: further.end });
    }
  }
  if (/^(?:javascript|python)$/.test(familyOf(file.language)) && path.length === 0 && file.fallsThrough(fn) && !isGenerator(file, fn))
    ends.push({
      steps: [],
      end: { kind: 'returnsNothing', file: file.file, line: fn.signature.startLine, by, value: nothing, how: 'end', also: [] },
    });
  const [first] = ends;
  if (!first) {
    const last = only(returns);
    const value = last && partOf(last, path, file);
    return { steps: last && value ? [{ kind: 'returned', file: file.file, line: last.startLine, by, value }] : [] };
  }
  if (first.end.kind === 'returnsNothing')
    first.end.also = ends.slice(1).flatMap(({ end }) => (end.kind === 'returnsNothing' && end.how !== 'end' ? [end.line] : []));
  return first;
}

function isGenerator(file: SyntaxFile, fn: FunctionNode): boolean {
  return file.lines.slice(fn.startLine - 1, fn.endLine).some((line) => /\byield\b/.test(line));
}

/** `cache[userId]`: empty for a key that was never set; who sets it, and under which condition. */
function ofSubscript(view: ProgramView, text: string, container: string, key: string, at: ExpressionAt): ValueOrigin {
  const note = emptySubscript(at.file.language);
  const type = view.typeOf(container, at.file, at.fn);
  const known = type !== undefined && COLLECTION.test(type.name);
  if (!note || /^-?\d+$/.test(key) || !known) return { steps: [] };
  const literal = /^['"](.+)['"]$/.exec(key)?.[1];
  if (literal !== undefined) return ofKey(view, container, literal, at);
  const stores = at.file.definitions(text, { startLine: 1, endLine: at.file.lines.length });
  const store = only(stores);
  const branch = store && conditionOf(at.file, store.startLine, at.line);
  return {
    steps: [],
    end: {
      kind: 'lookup',
      file: at.file.file,
      line: at.line,
      expression: text,
      note: /^(?:\[|Array|List|Vec)/.test(type.name) ? note.replace(/ (?:for|when) .*/, ' for an index that it does not have') : note,
      ...(store && {
        store: {
          line: store.startLine,
          ...(branch?.holds && { condition: branch.condition }),
          ...(store.startLine > at.line && { other: true }),
        },
      }),
    },
  };
}

function ofName(view: ProgramView, text: string, at: ExpressionAt, hops: number): ValueOrigin {
  const before = view
    .definitionsOf(text, at.file, at.fn)
    .filter(
      ({ startLine, kind }) =>
        startLine < at.line || (startLine === at.line && (kind === 'loop' || kind === 'parameter')) || isElsewhere(at, startLine),
    );
  if (before.length === 0) {
    const member = /^(.+?)(?:\?\.|\.|->)(\w+)$/s.exec(text);
    return member && fieldOf(text) === undefined ? ofMember(view, member[1]!, member[2]!, at) : { steps: [] };
  }
  if (before.every(({ kind, startLine }) => kind === 'field' || fieldOf(text) !== undefined || isElsewhere(at, startLine)))
    return ofField(view, text, before, at, hops);
  const local = before.filter(({ startLine }) => !isElsewhere(at, startLine));
  const sure = local.findLastIndex((each) => each.kind === 'parameter' || isOnTheWay(at.file, each.startLine, at.line));
  const definition = local[sure];
  const perhaps = local.slice(sure + 1);
  for (const each of perhaps.toReversed()) {
    const from = ofDefinition(view, text, each, at, hops);
    if (from.end && each.kind === 'variable') return from;
  }
  if (!definition) return { steps: [] };
  const from = ofDefinition(view, text, definition, at, hops);
  if (perhaps.length === 0) return from;
  const [only] = perhaps;
  const nothing = definition.value === undefined || isEmptyLiteral(definition.value);
  if (perhaps.length > 1 || !only || !nothing || definition.kind !== 'variable') return from.end ? from : { steps: [] };
  const branch = conditionOf(at.file, only.startLine, at.line);
  if (!branch?.holds) return from;
  const type = definition.value ?? definition.type ?? '';
  const condition = { line: branch.line, text: branch.condition };
  return { steps: [], end: { kind: 'uninitialised', file: at.file.file, line: definition.startLine, name: text, type, condition } };
}

/** C#: the call that an `out` variable is given to, as written. */
function outCall(file: SyntaxFile, name: string, line: number): string | undefined {
  const call = file
    .calls({ startLine: line, endLine: line })
    .find(({ args }) => args.some((arg) => new RegExp(`^out\\s.*\\b${name}$`).test(arg.trim())));
  return call && `${call.receiver ? `${call.receiver}.` : ''}${call.name}(${call.args.join(', ')})`;
}

/** Where one definition of a name leads. */
function ofDefinition(view: ProgramView, text: string, definition: Definition, at: ExpressionAt, hops: number): ValueOrigin {
  const place = { file: at.file.file, line: definition.startLine };
  if (definition.kind === 'parameter') return ofParameter(view, definition, at, hops);
  if (definition.kind === 'loop') return ofElement(view, text, definition, at, hops);
  if (definition.kind === 'catch') return { steps: [] };
  const { value } = definition;
  if (value === undefined) {
    const out = outCall(at.file, text, definition.startLine);
    if (out) return { steps: [], end: { kind: 'lookup', ...place, expression: out, note: 'leaves it null where it finds nothing' } };
    if (!/^(?:go|javascript|csharp|java)$/.test(familyOf(at.file.language))) return { steps: [] };
    return { steps: [], end: { kind: 'uninitialised', ...place, name: text, type: definition.type ?? '' } };
  }
  const setter = stateSetter(definition, at.file);
  const state = setter === undefined ? undefined : ofState(view, text, value, setter, definition, at, hops);
  if (state) return state;
  if (isEmptyLiteral(value)) return { steps: [], end: { kind: 'literal', ...place, name: text, value } };
  const step: OriginStep = { kind: 'assigned', ...place, name: text, value };
  if (definition.path.length) return withStep(step, ofPart(view, definition, at, hops));
  return withStep(step, originOf(view, value, { ...at, line: definition.startLine }, hops + 1));
}

/** An element of a collection: where the collection comes from, but nothing of what is in it. */
function ofElement(view: ProgramView, name: string, { value, startLine }: Definition, at: ExpressionAt, hops: number): ValueOrigin {
  const step: OriginStep = { kind: 'element', file: at.file.file, line: startLine, name, of: value ?? '' };
  const root =
    /^(?:enumerate\(|sorted\(|list\(|Object\.\w+\()?([\w$]+)(?:\.(?:items|values|keys|entries|iter|into_iter|entrySet)\(\))?\)?$/.exec(
      (value ?? '').trim(),
    )?.[1];
  if (!root) return { steps: [step] };
  const { steps } = originOf(view, root, { ...at, line: startLine }, hops + 1);
  return { steps: [step, ...steps.filter(({ kind }) => kind === 'passed' || kind === 'assigned')] };
}

/** A definition outside the function that the value is used in. */
function isElsewhere({ fn }: ExpressionAt, line: number): boolean {
  return fn !== undefined && (line < fn.startLine || line > fn.endLine);
}

function withStep(step: OriginStep, origin: ValueOrigin): ValueOrigin {
  return { ...origin, steps: [step, ...origin.steps] };
}

/** `const { orders } = useOrders()`, `config, err := load()`: a part of what a call returned. */
function ofPart(view: ProgramView, definition: Definition, at: ExpressionAt, hops: number): ValueOrigin {
  const [call] = definition.calls;
  const value = definition.value ?? '';
  const whole = call && callOf(bare(value), { ...at, line: definition.startLine });
  const callee = whole && view.callee(whole, at.file, at.fn);
  if (callee) return ofReturns(view, callee, definition.path, hops);
  const key = only(definition.path);
  return key && !/^\d+$/.test(key) && /^[\w.$]+$/.test(value) ? ofKey(view, value, key, at) : { steps: [] };
}

function ofMember(view: ProgramView, object: string, property: string, at: ExpressionAt): ValueOrigin {
  // What is set anywhere is no key that is missing.
  const last = /(?<!\w)(\w+)$/.exec(object)?.[1] ?? object;
  const isSet = view.files.some((file) =>
    file
      .allDefinitions({ startLine: 1, endLine: file.lines.length })
      .some(({ name }) => name === `${last}.${property}` || name.endsWith(`.${last}.${property}`)),
  );
  const known = isSet ? undefined : ofKey(view, object, property, at);
  if (known?.end) return known;
  const type = view.typeOf(object, at.file, at.fn);
  if (!type?.cls) return { steps: [] };
  const { file, node } = type.cls;
  const fields = file.allDefinitions(node).filter(({ kind, name }) => kind === 'field' && name === property);
  return fields.length ? ofField(view, property, fields, { file, fn: undefined, line: node.startLine }, 0, node.name) : { steps: [] };
}

/** A field of the class, or a variable of the module: what sets it, and when nothing does. */
function ofField(
  view: ProgramView,
  name: string,
  all: readonly Definition[],
  at: ExpressionAt,
  hops: number,
  owner = at.fn?.className,
): ValueOrigin {
  const short = fieldOf(name) ?? name;
  const set = all.filter(({ value, kind }) => value !== undefined && kind !== 'parameter' && !isEmptyLiteral(value));
  const cleared = all.filter(({ value }) => value !== undefined && isEmptyLiteral(value));
  const declared = cleared[0] ?? all[0]!;
  const place = { file: at.file.file, line: declared.startLine };
  const setterNames = (list: readonly Definition[]): { name: string; line: number }[] =>
    list.flatMap(({ startLine }) => {
      const fn = at.file.enclosing(startLine);
      return fn ? [{ name: fn.name, line: startLine }] : [];
    });
  const literal = literalsWithout(view, owner, short);
  if (literal && set.length === 0)
    return { steps: [], end: { kind: 'neverSet', ...literal.place, name: short, owner, setters: [], madeBy: literal.by } };
  if (set.length === 0) {
    const value = cleared[0]?.value;
    return { steps: [], end: { kind: 'neverSet', ...place, name: short, owner: value === undefined ? owner : undefined, setters: [] } };
  }
  const setters = setterNames(set);
  if ((cleared.length || declared.value === undefined) && setters.length === set.length) {
    const constructs = setters.some(({ name: by }) => by === owner || /^(?:__init__|constructor|initialize|__construct|New)/.test(by));
    if (!constructs) return { steps: [], end: { kind: 'neverSet', ...place, name: short, owner, setters } };
  }
  for (const later of set.toReversed()) {
    const by = at.file.enclosing(later.startLine);
    if (!by || later.value === undefined || later.path.length || isGuarded(at.file, later.value, later.startLine)) continue;
    const from = originOf(view, later.value, { file: at.file, fn: by, line: later.startLine }, hops + 1);
    if (from.end)
      return withStep({ kind: 'assigned', file: at.file.file, line: later.startLine, name: later.name, value: later.value }, from);
  }
  const one = only(set);
  if (!one?.value || hops > MOST_HOPS) return { steps: [] };
  const step: OriginStep = { kind: 'assigned', file: at.file.file, line: one.startLine, name: one.name, value: one.value };
  return withStep(step, originOf(view, one.value, { file: at.file, fn: at.file.enclosing(one.startLine), line: one.startLine }, hops + 1));
}

/** Go's and Rust's literals of a struct that leave a field out. */
function literalsWithout(view: ProgramView, owner: string | undefined, field: string): { place: Place; by: string } | undefined {
  if (!owner) return undefined;
  for (const file of view.files) {
    if (file.language !== 'go') continue;
    const made = file.calls({ startLine: 1, endLine: file.lines.length }).filter(({ construct, name }) => construct && name === owner);
    const without = made.filter(
      ({ args }) => args.every((arg) => arg.includes(':')) && !args.some((arg) => arg.trim().startsWith(`${field}:`)),
    );
    const one = only(without);
    if (one) return { place: { file: file.file, line: one.startLine }, by: file.enclosing(one.startLine)?.name ?? owner };
  }
  return undefined;
}

/** The function that sets what `useState` made. */
function stateSetter({ calls: [call], path, startLine }: Definition, file: SyntaxFile): string | undefined {
  if (call?.name !== 'useState' || path[0] !== '0') return undefined;
  return file.allDefinitions({ startLine, endLine: startLine }).find((each) => each.path[0] === '1' && each.calls[0]?.name === 'useState')
    ?.name;
}

/** State holds what it was set to last: a later call that can set nothing comes before the first value. */
function ofState(
  view: ProgramView,
  name: string,
  value: string,
  setter: string,
  { startLine }: Definition,
  at: ExpressionAt,
  hops: number,
): ValueOrigin | undefined {
  const scope = at.file.enclosing(startLine) ?? { startLine: 1, endLine: at.file.lines.length };
  const sets = at.file.calls(scope).filter((call) => call.name === setter && call.args.length === 1);
  for (const call of sets.toReversed()) {
    const argument = call.args[0]!;
    if (isGuarded(at.file, argument, call.startLine)) continue;
    const from = originOf(view, argument, { file: at.file, fn: at.file.enclosing(call.startLine), line: call.startLine }, hops + 1);
    if (from.end) return withStep({ kind: 'state', file: at.file.file, line: call.startLine, name, call: `${setter}(${argument})` }, from);
  }
  const initial = /^useState(?:<[^>]*>)?\((.*)\)$/s.exec(value.trim())?.[1];
  if (initial === undefined) return undefined;
  if (initial === '') return { steps: [], end: { kind: 'uninitialised', file: at.file.file, line: startLine, name, type: '' } };
  return withStep(
    { kind: 'state', file: at.file.file, line: startLine, name, call: value },
    originOf(view, initial, { ...at, line: startLine }, hops + 1),
  );
}

/** What the caller on the stack passes; a caller off the stack is not known to be the one. */
function ofParameter(view: ProgramView, definition: Definition, at: ExpressionAt, hops: number): ValueOrigin {
  const { position, name, path } = definition;
  if (at.frame === undefined || !at.fn) return { steps: [] };
  const own = view.frames[at.frame];
  if (own?.fn !== at.fn) return { steps: [] };
  const outer = view.frames.findIndex((each, place) => place > at.frame! && each.error === own.error);
  const caller = view.frames[outer];
  if (!caller) return { steps: [] };
  const names = [at.fn.name, at.fn.kind === 'constructor' ? (at.fn.className ?? '') : ''].filter(Boolean);
  const calls = caller.file
    .calls({ startLine: Math.max(1, caller.line - 10), endLine: caller.line })
    .filter((call) => call.startLine <= caller.line && caller.line <= call.endLine && names.includes(call.name));
  const call = only(calls);
  if (!call || call.args.some((arg) => /^(?:\.\.\.|\*)/.test(arg) || /^\w+\s*=(?!=)/.test(arg))) return { steps: [] };
  const by = caller.fn?.name ?? '';
  const place = { file: caller.file.file, line: call.startLine };
  // Go's receiver is what the method is called on.
  const argument = position === undefined ? call.receiver : call.args[position];
  if (argument === undefined && position === undefined) return { steps: [] };
  if (argument === undefined)
    return { steps: [], end: { kind: 'notPassed', ...place, parameter: name, by, call: `${call.name}(${call.args.join(', ')})` } };
  if (path.length) return { steps: [{ kind: 'passed', ...place, parameter: name, by, argument, part: path.join('.') }] };
  const further = originOf(view, argument, { file: caller.file, fn: caller.fn, line: caller.line, frame: outer }, hops + 1);
  return withStep({ kind: 'passed', ...place, parameter: name, by, argument }, further);
}
