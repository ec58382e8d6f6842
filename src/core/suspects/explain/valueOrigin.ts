import { only } from '../../only';
import { familyOf } from '../../workspace/languages';
import type { CallSite, Definition } from '../../syntax/syntax';
import { flowOf, followed, isFollowed, originIn } from './followed';
import { ofChoice } from './emptyChoice';
import { isEmptyLiteral } from './emptyValues';
import { emptyResultOf } from '../../flow/library/emptyResults';
import { escapePattern } from './escapePattern';
import { COLLECTION, fieldOf, type ProgramView } from './programView';
import { conditionOf, isErrorChecked, isOnTheWay } from './branchesAround';
import { ofCalledValue } from './calledValue';
import { bare, callOf, shortCall } from './callText';
import { ofClosureParameter } from './closureParameter';
import { ofAccessor } from './accessors';
import { declaredNullable, ofOrElse } from './nullableResult';
import { constructedTypes, ofConstructedField } from './constructedField';
import { keySpelledOtherwise, ofWrittenKey } from './objectKeys';
import { writtenIn, type ExpressionAt, type OriginStep, type ValueOrigin } from '../../flow/originSteps';
import { misspeltField, ofField } from './fieldOrigin';
import { loopedOver, ofFilling } from './filledElement';
import { ofKnownKeys, ofLookup } from './keyLookup';
import { ofSubscript, outCall } from './lookupOrigin';
import { ofMember } from './memberOrigin';
import { moduleValue } from './moduleValue';
import { MOST_HOPS, withStep, type OriginWalk } from './originWalk';
import { ofParameter } from './parameterOrigin';
import { withoutRefuted } from './refuted';
import { missingIn, ofReturns, withoutKey } from './returnOrigin';
import { splitTop } from './writtenParts';

/** Languages in which a method names a field of its class without the object. */
const PLAIN_FIELDS = /^(?:java|csharp|cpp)$/;

/** Calls that look up their first argument in their receiver. */
const LOOKS_UP = /^(?:get|getOrDefault|getProperty|Get|GetValueOrDefault|fetch|dig)$/;

/** Adaptors that pass on an empty value unchanged. */
const PASSES_NOTHING_ON = /^(?:copied|cloned|map|as_ref|as_mut|as_deref|ok|trim|unwrap|expect|get|orElse)$/;

/**
 * Follows an empty expression (null, None, an empty Option) back to the place where the code left it empty. Claims only what the code
 * shows.
 */
export function originOf(view: ProgramView, expression: string, at: ExpressionAt, value?: string): ValueOrigin {
  if (isFollowed(at.file)) return followed(view, expression, at, { value }) ?? { steps: [] };
  return nearOriginOf(view, expression, at);
}

/** The same, only as far as the code leads without a choice. */
export function nearOriginOf(view: ProgramView, expression: string, at: ExpressionAt): ValueOrigin {
  if (isFollowed(at.file)) return followed(view, expression, at, { near: true }) ?? { steps: [] };
  return withoutRefuted(view, walkIn(view).follow(expression, at, 0), at);
}

/** Follows the elements of a collection in the same way; undefined where the program does not show what makes them. */
export function originOfElements(view: ProgramView, collection: string, at: ExpressionAt): ValueOrigin | undefined {
  const found = flowOf(view, collection, at, [{ kind: 'each', of: collection }]);
  return found && originIn(found);
}

function walkIn(view: ProgramView): OriginWalk {
  const walk: OriginWalk = {
    view,
    follow: (inner, where, hops) => ofExpression(walk, inner, where, hops),
    member: (object, property, where, hops) => ofMember(walk, object, property, where, hops),
  };
  return walk;
}

function ofExpression(walk: OriginWalk, expression: string, at: ExpressionAt, hops: number): ValueOrigin {
  // An address is never empty, whatever is there.
  if (/^\s*&\w/.test(expression) && /^(?:go|cpp)$/.test(familyOf(at.file.language)))
    return { steps: ofExpression(walk, expression.trim().slice(1), at, hops).steps };
  const text = bare(expression);
  if (hops > MOST_HOPS || text === '') return { steps: [] };
  const place = { file: at.file.file, line: at.line };
  if (isEmptyLiteral(text)) return { steps: [], end: { kind: 'literal', ...place, name: undefined, value: text } };
  const isName = /^\w+$/.test(text) && walk.view.definitionsOf(text, at.file, at.fn).length > 0;
  const call = isName ? undefined : callOf(text, at);
  if (call) return ofCall(walk, call, text, at, hops);
  const choice = ofChoice(walk, text, at, hops);
  if (choice) return choice;
  const [, list, index] = /^(.*[\w\])])\[([^[].{0,200})\]$/s.exec(text) ?? [];
  if (list !== undefined && index !== undefined) return ofElementAt(walk, text, list, index, at, hops);
  return ofName(walk, text, at, hops);
}

/** `taxes[country]` */
function ofElementAt(walk: OriginWalk, text: string, container: string, key: string, at: ExpressionAt, hops: number): ValueOrigin {
  const known = ofSubscript(walk.view, text, container, key, at);
  const literalKey = /^(['"])([^'"\n]{1,100})\1$/.exec(key)?.[2];
  const step = known.end || literalKey === undefined ? undefined : ofWrittenKey(walk.view, text, container, literalKey, at);
  if (step) return { steps: [step] };
  const made = known.end || literalKey === undefined ? undefined : ofCalledPart(walk, container, literalKey, at, hops);
  if (made) return made;
  const looked = known.end?.kind === 'missingKey' ? undefined : ofLookup(walk, text, container, key, at, hops);
  if (looked) return looked;
  if (known.end || !/^[A-Za-z_$][\w$]*$/.test(key)) return known;
  const { steps } = walk.follow(key, at, hops + 1);
  const last = steps.at(-1);
  const written = last && writtenIn(last);
  const literal = /^(['"`])([\w-]+)\1$/.exec(written?.trim() ?? '')?.[2];
  return (literal === undefined ? ofKnownKeys(walk, container, at, hops) : undefined) ?? { steps: [] };
}

/** `$session['user_id']` of what a call returned, a literal without that key. */
function ofCalledPart(walk: OriginWalk, container: string, key: string, at: ExpressionAt, hops: number): ValueOrigin | undefined {
  const { steps } = walk.follow(container, at, hops + 1);
  const last = steps.at(-1);
  const missing = last?.kind === 'returned' ? withoutKey(last.value, [key]) : undefined;
  return missing && last?.kind === 'returned' ? { steps: steps.slice(0, -1), end: missingIn(missing, last, `${last.by}()`) } : undefined;
}

function ofCall(walk: OriginWalk, call: CallSite, text: string, at: ExpressionAt, hops: number): ValueOrigin {
  const place = { file: at.file.file, line: call.nameLine ?? call.startLine };
  const callee = walk.view.callee(call, at.file, at.fn);
  if (callee) {
    const returned = ofReturns(walk, callee, [], hops, { call, at });
    return (returned.end ? undefined : declaredNullable(callee, text)) ?? returned;
  }
  const held = ofCalledValue(walk, call, at, hops);
  if (held) return held;
  const asked = call.receiver !== undefined && LOOKS_UP.test(call.name) ? call.args[0]?.trim() : undefined;
  const looked = asked ? ofLookup(walk, text, call.receiver!, asked, at, hops) : undefined;
  if (looked) return looked;
  const inserted = keySpelledOtherwise(walk.view, call, at);
  if (inserted) return inserted;
  const receiver = call.receiver ?? '';
  const part = ofRecordPart(walk, call, at, hops);
  if (part) return part;
  const collection = COLLECTION.test(receiver) || COLLECTION.test(walk.view.typeOf(receiver, at.file, at.fn)?.name ?? '');
  const note = emptyResultOf(call, at.file.language, collection);
  if (note) return { steps: [], end: { kind: 'lookup', ...place, expression: shortCall(call, text), note } };
  const made = receiver ? ofOrElse(walk, call, receiver, { ...at, line: call.startLine }, hops, place) : undefined;
  if (made) return made;
  if (receiver && PASSES_NOTHING_ON.test(call.name)) return walk.follow(receiver, { ...at, line: call.startLine }, hops + 1);
  return { steps: [] };
}

/** Java: `row.points()` of a record, which declares no such method. */
function ofRecordPart(walk: OriginWalk, { name, receiver, args }: CallSite, at: ExpressionAt, hops: number): ValueOrigin | undefined {
  if (at.file.language !== 'java' || receiver === undefined || args.length > 0 || walk.view.functionsNamed(name).length > 0)
    return undefined;
  const found = walk.member(receiver, name, at, hops);
  return found.end || found.steps.length > 0 ? found : undefined;
}

function ofName(walk: OriginWalk, text: string, at: ExpressionAt, hops: number): ValueOrigin {
  const known = walk.view.definitionsOf(text, at.file, at.fn);
  // `val name` of a constructor is a field as well: its value is the parameter.
  const asParameter = known.some(({ kind }) => kind === 'parameter');
  const before = known
    .filter(({ kind }) => !asParameter || kind !== 'field')
    .filter(
      ({ startLine, kind }) =>
        startLine < at.line || (startLine === at.line && (kind === 'loop' || kind === 'parameter')) || isElsewhere(at, startLine),
    );
  const imported = before.every(({ value }) => value?.startsWith('require(')) ? moduleValue(walk.view, text, at) : undefined;
  if (imported) {
    const { file, definition } = imported;
    return ofDefinition(walk, definition.name, definition, { file, fn: undefined, line: definition.startLine }, hops);
  }
  if (before.length === 0) {
    const named = misspeltField(text, at) ?? ofClosureParameter(walk, text, at, hops);
    if (named) return named;
    const [, owner, member] = /^(.+?)(?:\?\.|\.|->)(\w+)$/s.exec(text) ?? [];
    const field = fieldOf(text) ?? (PLAIN_FIELDS.test(familyOf(at.file.language)) && /^\w+$/.test(text) ? text : undefined);
    if (field !== undefined) return ofOwnField(walk, field, at, hops);
    return owner !== undefined && member !== undefined ? ofMember(walk, owner, member, at, hops) : { steps: [] };
  }
  if (before.every(({ kind, startLine }) => kind === 'field' || fieldOf(text) !== undefined || isElsewhere(at, startLine)))
    return ofField(walk, text, before, at, hops);
  const local = before.filter(({ startLine }) => !isElsewhere(at, startLine));
  const sure = local.findLastIndex((each) => each.kind === 'parameter' || isOnTheWay(at.file, each.startLine, at.line));
  const definition = local[sure];
  const perhaps = local.slice(sure + 1);
  for (const each of perhaps.toReversed()) {
    const from = ofDefinition(walk, text, each, at, hops);
    if (from.end && each.kind === 'variable') return from;
  }
  if (!definition) return { steps: [] };
  const from = ofDefinition(walk, text, definition, at, hops);
  if (perhaps.length === 0) return from;
  const [only] = perhaps;
  const nothing = definition.value === undefined || isEmptyLiteral(definition.value);
  if (perhaps.length > 1 || !only || !nothing || definition.kind !== 'variable') return from.end ? from : { steps: [] };
  const branch = conditionOf(at.file, only.startLine, at.line);
  // C#: `out value` in the condition fills it where the branch is not taken.
  if (!branch?.holds || new RegExp(`\\b(?:out|ref)\\s[^,()]{0,80}\\b${escapePattern(text)}\\b`).test(branch.condition))
    return from.end ? { steps: [] } : from;
  const type = definition.value ?? definition.type ?? '';
  const condition = { line: branch.line, text: branch.condition };
  return { steps: [], end: { kind: 'uninitialised', file: at.file.file, line: definition.startLine, name: text, type, condition } };
}

/** The origin behind one definition of a name. */
function ofDefinition(walk: OriginWalk, text: string, definition: Definition, at: ExpressionAt, hops: number): ValueOrigin {
  const place = { file: at.file.file, line: definition.startLine };
  if (definition.kind === 'parameter') return ofParameter(walk, definition, at, hops);
  if (definition.kind === 'loop') return ofElement(walk, text, definition, at, hops);
  if (definition.kind === 'catch') return { steps: [] };
  const { value } = definition;
  if (value === undefined) {
    const out = outCall(at.file, text, definition.startLine);
    if (out) return { steps: [], end: { kind: 'lookup', ...place, expression: out, note: 'leaves it null where it finds nothing' } };
    if (!/^(?:go|csharp|java)$/.test(familyOf(at.file.language))) return { steps: [] };
    return { steps: [], end: { kind: 'uninitialised', ...place, name: text, type: definition.type ?? '' } };
  }
  if (isEmptyLiteral(value)) return { steps: [], end: { kind: 'literal', ...place, name: text, value } };
  const step: OriginStep = { kind: 'assigned', ...place, name: text, value };
  if (definition.path.length) return withStep(step, ofPart(walk, definition, at, hops));
  return withStep(step, walk.follow(value, { ...at, line: definition.startLine }, hops + 1));
}

/** An element of a collection: the origin of the collection, but not of its elements. */
function ofElement(walk: OriginWalk, name: string, definition: Definition, at: ExpressionAt, hops: number): ValueOrigin {
  const { value, startLine } = definition;
  const step: OriginStep = { kind: 'element', file: at.file.file, line: startLine, name, of: value ?? '' };
  const root =
    /^(?:enumerate\(|sorted\(|list\(|Object\.\w+\()?((?:self\.|this\.|\$this->|@{1,2})?[\w$]+)(?:\.(?:items|values|keys|entries|iter|into_iter|entrySet)\(\))?\)?$/.exec(
      (value ?? '').trim(),
    )?.[1];
  const made = root ?? (callOf((value ?? '').trim(), { ...at, line: startLine }) ? value!.trim() : undefined);
  if (!made) return { steps: [step] };
  const looped = loopedOver(definition, at.file);
  const filled = looped && ofFilling(walk, looped.collection, { ...at, line: startLine }, hops, { path: looped.path });
  if (filled) return withStep(step, filled);
  const { steps } = walk.follow(made, { ...at, line: startLine }, hops + 1);
  return { steps: [step, ...steps.filter(({ kind }) => kind === 'passed' || kind === 'assigned' || kind === 'returned')] };
}

/** A definition outside the function that uses the value. */
function isElsewhere({ fn }: ExpressionAt, line: number): boolean {
  return fn !== undefined && (line < fn.startLine || line > fn.endLine);
}

/** `const { orders } = useOrders()`, `config, err := load()`: a part of a call's result. */
function ofPart(walk: OriginWalk, definition: Definition, at: ExpressionAt, hops: number): ValueOrigin {
  const [call] = definition.calls;
  const value = definition.value ?? '';
  const whole = call && callOf(bare(value), { ...at, line: definition.startLine });
  const callee = whole && walk.view.callee(whole, at.file, at.fn);
  if (callee) {
    const entered = { call: whole, at: { ...at, line: definition.startLine } };
    return ofReturns(walk, callee, definition.path, hops, entered, isErrorChecked(at.file, definition.startLine, at.line));
  }
  const key = only(definition.path);
  const where = { ...at, line: definition.startLine };
  const element = key === undefined ? undefined : elementsOf(value)?.[Number(key)];
  if (element !== undefined) return walk.follow(element, where, hops + 1);
  if (!key || /^\d+$/.test(key) || !/^[\w.$]+$/.test(value)) return { steps: [] };
  return walk.follow(`${value}.${key}`, where, hops + 1);
}

/** The values of a list that is written out, also where each is waited for: `Promise.all([a(), b()])`. */
function elementsOf(value: string): string[] | undefined {
  const text = bare(value);
  const inner = /^(?:Promise\.all|asyncio\.gather)\(([^]*)\)$/.exec(text)?.[1] ?? text;
  const list = /^\s*\[([^]*)\]\s*$/.exec(inner)?.[1] ?? (inner === text ? undefined : inner);
  return list === undefined || /^\s*\*|\.\.\./.test(list) ? undefined : splitTop(list);
}

/** A field that nothing in its class assigns: its constructor declares it, and the place that makes the object gives it. */
function ofOwnField(walk: OriginWalk, field: string, at: ExpressionAt, hops: number): ValueOrigin {
  const accessor = ofAccessor(walk, walk.view.classNamed(at.fn?.className ?? ''), field, hops);
  if (accessor) return accessor;
  const type = constructedTypes(walk.view, at.file).filter(({ name, fields }) => name === at.fn?.className && fields.has(field));
  const own = only(type);
  return (own && ofConstructedField(walk, own, field, at, hops)) ?? { steps: [] };
}
