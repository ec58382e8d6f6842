import type { CallSite, Definition, SyntaxFile } from '../../../syntax/syntax';
import { familyOf } from '../../../workspace/languages';
import { isOnTheWay } from '../branchesAround';
import { bare, callOf, shortCall } from '../callText';
import { constructionIn, fieldWays, memberWays } from './classWays';
import { isCompound } from '../changedElsewhere';
import { closureSource } from '../closureParameter';
import { choiceNote } from '../emptyChoice';
import { emptyResultOf, isEmptyLiteral } from '../emptyValues';
import { shapeOf, type ExpressionShape } from './expressionShape';
import { ofFilled } from './filledArgument';
import { added } from './filledWays';
import { ofList, ofObject } from './literalWays';
import { ofMapped } from './mappedWays';
import { moduleValue } from '../moduleValue';
import type { ExpressionAt, OriginStep } from '../originSteps';
import { ofParameter } from './parameterWays';
import { literalKey, passedOn, type Selector } from './passingCalls';
import { COLLECTION, fieldOf, type FunctionAt, type ProgramView } from '../programView';
import { ofResult } from './resultWays';
import { after, FOLLOWED, joined, located, MOST_WAYS, placeOf, selectors, type Walk, type Way } from './walk';

const MOST_HOPS = 14;
const MOST_VISITS = 300;
/**
 * The ways of a part of a value back through the program: assignments, parameters, results, fields, elements of collections and of what is
 * written out. Each is possible as far as the code shows; where there are many, they end at the place from which they differ.
 */
export function waysOf(view: ProgramView, text: string, at: ExpressionAt, path: readonly Selector[] = []): Way[] {
  const walk: Walk = {
    view,
    left: MOST_VISITS,
    follow: (inner, selectors, where, hops) => waysFrom(walk, inner, selectors, where, hops),
    returned: (callee, selectors, entered, hops) => ofResult(walk, callee, selectors, entered, hops),
  };
  return FOLLOWED.test(familyOf(at.file.language)) ? walk.follow(text, path, at, 0) : [];
}

function waysFrom(walk: Walk, expression: string, path: readonly Selector[], at: ExpressionAt, hops: number): Way[] {
  const text = bare(withoutAssertion(bare(expression), at));
  const stop: Way = { steps: [], last: { text, path, at } };
  walk.left -= 1;
  if (text === '' || hops > MOST_HOPS || walk.left <= 0) return [stop];
  if (isEmptyLiteral(text))
    return path.length > 0 ? [] : [{ ...stop, end: { kind: 'literal', ...placeOf(at), name: undefined, value: text } }];
  const ways = ofShape(walk, text, path, at, hops) ?? [stop];
  return distinct(ways.length > MOST_WAYS ? [stop] : ways).map((way) => ({ ...way, trail: [{ text, at }, ...(way.trail ?? [])] }));
}

function ofShape(walk: Walk, text: string, path: readonly Selector[], at: ExpressionAt, hops: number): Way[] | undefined {
  const isName = /^[\w$@]+$/.test(text) && walk.view.definitionsOf(text, at.file, at.fn).length > 0;
  const shape = isName ? undefined : shapeOf(text);
  switch (shape?.kind) {
    case 'choice': {
      const note = path.length === 0 ? choiceNote(text) : undefined;
      if (note) return [{ steps: [], end: { kind: 'lookup', ...placeOf(at), expression: text, note }, last: { text, path, at } }];
      return shape.options.flatMap((option) => walk.follow(option, path, at, hops + 1));
    }
    case 'object':
      return ofObject(walk, text, shape.parts, path, at, hops);
    case 'list':
      return ofList(walk, text, shape.parts, path, at, hops);
    case 'each': {
      const [first, ...rest] = path;
      if (first === 'count') return ofCount(walk, text, shape, at, hops);
      const fits = first === 'any' || first === (shape.keyed ? 'value' : 'each');
      return fits ? walk.follow(shape.element, rest, at, hops + 1) : undefined;
    }
    case 'index':
    case 'member':
    case 'other':
    case undefined:
  }
  const call = isName ? undefined : callOf(text.replace(/^new\s+/, ''), at);
  if (call) return ofCall(walk, call, text, path, at, hops);
  switch (shape?.kind) {
    case 'other':
    case undefined:
      break;
    case 'index': {
      if (/^[^:'"]*:[^:'"]*$/.test(shape.key) && at.file.language === 'python')
        return path.length === 0 || path[0] === 'count' ? undefined : walk.follow(shape.of, path, at, hops + 1);
      const key = literalKey(shape.key);
      return walk.follow(shape.of, [key === undefined ? 'any' : { key, of: shape.of }, ...path], at, hops + 1);
    }
    case 'member': {
      const own = fieldOf(text);
      if (own !== undefined) return fieldWays(walk, own, path, at, hops);
      const imported = moduleValue(walk.view, text, at);
      if (imported) return ofImported(walk, imported, path, hops);
      return memberWays(walk, shape.of, shape.name, path, at, hops);
    }
  }
  const field = fieldOf(text);
  if (field !== undefined) return fieldWays(walk, field, path, at, hops);
  return ofName(walk, text, path, at, hops);
}

/** How many elements a comprehension has. */
function ofCount(
  walk: Walk,
  text: string,
  { condition, of }: Extract<ExpressionShape, { kind: 'each' }>,
  at: ExpressionAt,
  hops: number,
): Way[] | undefined {
  if (condition === undefined) return of === undefined ? undefined : walk.follow(of, ['count'], at, hops + 1);
  const note = `is empty when \`${condition}\` holds for no element`;
  return [{ steps: [], end: { kind: 'lookup', ...placeOf(at), expression: text, note }, last: { text, path: ['count'], at } }];
}

function ofImported(
  walk: Walk,
  { file, definition }: { file: SyntaxFile; definition: Definition },
  path: readonly Selector[],
  hops: number,
): Way[] {
  const at: ExpressionAt = { file, fn: undefined, line: definition.startLine };
  return ofDefinition(walk, definition.name, definition, path, at, hops);
}

function ofName(walk: Walk, text: string, path: readonly Selector[], at: ExpressionAt, hops: number): Way[] | undefined {
  if (!/^[$]?[A-Za-z_$][\w$]*$/.test(text)) return undefined;
  const closure = closureSource(text, at);
  if (closure !== undefined && closure !== 'other' && closure.kind === 'element') {
    const step: OriginStep = { kind: 'element', file: at.file.file, line: closure.line, name: text, of: closure.of };
    return after(
      step,
      walk.follow(closure.of, ['each', ...selectors(closure.path, closure.of), ...path], { ...at, line: closure.line }, hops + 1),
    );
  }
  if (closure) return undefined;
  const imported = moduleValue(walk.view, text, at);
  if (imported) return ofImported(walk, imported, path, hops);
  const known = walk.view
    .definitionsOf(text, at.file, at.fn)
    .filter(
      ({ startLine, endLine, kind }) =>
        startLine < at.line ||
        (startLine === at.line && (kind === 'loop' || kind === 'parameter')) ||
        (kind === 'loop' && startLine <= at.line && at.line <= endLine) ||
        isElsewhere(at, startLine),
    );
  if (known.length === 0) return reader(walk, text, path, at, hops);
  const local = known.filter(({ startLine }) => !isElsewhere(at, startLine));
  const all = local.length > 0 ? local : known;
  const sure = all.findLastIndex(
    (each) =>
      !isCompound(each, at.file) && (each.kind === 'parameter' || local.length === 0 || isOnTheWay(at.file, each.startLine, at.line)),
  );
  const filled = path.length > 0 && path[0] !== 'count' ? added(walk, text, path, at, hops) : [];
  const ways = all.slice(Math.max(0, sure)).flatMap((each) => ofDefinition(walk, text, each, path, at, hops));
  return joined(ways, filled, path);
}

/** A name without a definition: an argument that a call fills, or of Ruby a method. */
function reader(walk: Walk, text: string, path: readonly Selector[], at: ExpressionAt, hops: number): Way[] | undefined {
  const filled = ofFilled(text, at);
  if (filled.steps.length > 0) return [{ ...filled, last: { text, path, at } }];
  const cls = at.file.language === 'ruby' && at.fn?.className !== undefined;
  return cls ? memberWays(walk, 'self', text, path, at, hops) : undefined;
}

function ofDefinition(walk: Walk, text: string, definition: Definition, path: readonly Selector[], at: ExpressionAt, hops: number): Way[] {
  const { kind, value, startLine } = definition;
  const place = { file: at.file.file, line: startLine };
  const stop: Way = { steps: [], last: { text, path, at: { ...at, line: startLine } } };
  if (kind === 'parameter') return ofParameter(walk, definition, path, at, hops);
  if (kind === 'catch' || value === undefined) return [stop];
  const where = isElsewhere(at, startLine)
    ? located(walk.view, at.file, at.file.enclosing(startLine), startLine)
    : { ...at, line: startLine };
  const whole = definition.valueRange ? wholeText(at.file, definition) : value;
  if (kind === 'loop') {
    const step: OriginStep = { kind: 'element', ...place, name: text, of: value };
    return after(step, walk.follow(whole, [...loopPath(definition, at.file), ...path], where, hops + 1));
  }
  const inner = [...selectors(definition.path, value), ...path];
  if (isEmptyLiteral(value) && inner.length === 0) return [{ ...stop, end: { kind: 'literal', ...place, name: text, value } }];
  return after({ kind: 'assigned', ...place, name: definition.name, value }, walk.follow(whole, inner, where, hops + 1));
}

/** The part of what a loop goes through that its name is. */
function loopPath({ value = '', path }: Definition, { language }: SyntaxFile): Selector[] {
  const own = selectors(path, value);
  if (language === 'php') return path[0] === '1' ? ['any', ...own.slice(1)] : path.length === 0 ? ['any'] : ['any', ...own];
  if (language !== 'ruby') return ['each', ...own];
  if (/\b(?:each_)?with_(?:index|object)\b/.test(value)) return path[0] === '0' ? ['each', ...own.slice(1)] : ['each', ...own];
  return ['each', ...own];
}

/** The value of a definition, which keeps only the beginning of a long one. */
function wholeText({ lines }: SyntaxFile, { value = '', valueRange, startLine }: Definition): string {
  if (value.length < 400 || !valueRange) return value;
  const first = value.split('\n', 1)[0]!;
  const from = (lines[valueRange.startLine - 1] ?? '').indexOf(first);
  const all = lines.slice(valueRange.startLine - 1, valueRange.endLine).join('\n');
  return from < 0 || valueRange.startLine < startLine ? value : all.slice(from).trimEnd().replace(/;$/, '');
}

function ofCall(walk: Walk, call: CallSite, text: string, path: readonly Selector[], at: ExpressionAt, hops: number): Way[] | undefined {
  const where = { ...at, line: call.startLine };
  const made = constructionIn(walk.view, call, at);
  if (made) return path.length === 0 ? undefined : made.ways(walk, path, where, hops);
  const callee = walk.view.callee(call, at.file, at.fn);
  if (callee) return ofResult(walk, callee, path, { call, at: where }, hops);
  const methods = call.receiver !== undefined && /^[\w$.@>-]+$/.test(call.receiver) ? methodsOf(walk, call, where, hops) : [];
  if (methods.length > 0) return methods.flatMap((method) => ofResult(walk, method, path, { call, at: where }, hops));
  const note = libraryNote(walk.view, call, path, at);
  if (note)
    return [
      { steps: [], end: { kind: 'lookup', ...placeOf(where), expression: shortCall(call, text), note }, last: { text, path, at: where } },
    ];
  const each = /^(?:map|collect|flatMap|flat_map|array_map|filter_map)$/.test(call.name)
    ? ofMapped(walk, call, text, path, where, hops)
    : undefined;
  if (each) return each;
  if (at.file.language === 'ruby' && call.receiver !== undefined && call.args.length === 0 && !passedOn(call, path))
    return memberWays(walk, call.receiver, call.name, path, where, hops);
  const passed = passedOn(call, path);
  if (passed && passed.length > 0) return passed.flatMap((one) => walk.follow(one.text, one.path, where, hops + 1));
  return undefined;
}

/** The methods that a call runs, by the places that make its object; none where one of these is not known. */
function methodsOf(walk: Walk, call: CallSite, at: ExpressionAt, hops: number): FunctionAt[] {
  if (!walk.view.functionsNamed(call.name).some(({ fn }) => fn.className !== undefined)) return [];
  const methods = walk.follow(call.receiver!, [], at, hops + 1).map(({ last, end }) => {
    const made = end === undefined ? callOf(last.text.replace(/^new\s+/, ''), last.at) : undefined;
    return made && constructionIn(walk.view, made, last.at)?.method(call.name);
  });
  const known = methods.filter((method) => method !== undefined);
  return known.length === methods.length ? [...new Map(known.map((method) => [method.fn, method])).values()] : [];
}

const FILTERS = /^(?:filter|select|reject|find_all|array_filter)$/;

/** What is known of the result of a library's call: how it becomes empty. */
function libraryNote(view: ProgramView, call: CallSite, path: readonly Selector[], at: ExpressionAt): string | undefined {
  if (path.length === 0) {
    const collection =
      COLLECTION.test(call.receiver ?? '') || COLLECTION.test(view.typeOf(call.receiver ?? '', at.file, at.fn)?.name ?? '');
    return emptyResultOf(call, at.file.language, collection);
  }
  return path[0] === 'count' && FILTERS.test(call.name) ? 'is empty where no element passes' : undefined;
}

function isElsewhere({ fn }: ExpressionAt, line: number): boolean {
  return fn !== undefined && (line < fn.startLine || line > fn.endLine);
}

/** TypeScript: `find(id) as User` is the value of `find(id)`. */
function withoutAssertion(text: string, { file }: ExpressionAt): string {
  return /^tsx?$|^typescript$/.test(file.language) ? text.replace(/ (?:as|satisfies) [A-Za-z{][\w.<>[\]{}:;,| ]{0,120}$/, '') : text;
}

function distinct(ways: readonly Way[]): Way[] {
  const key = ({ steps, end, last }: Way): string =>
    [...steps, ...(end ? [end] : []), { file: last.at.file.file, line: last.at.line }].map(({ file, line }) => `${file}:${line}`).join('>');
  return [...new Map(ways.map((way) => [key(way), way])).values()];
}
