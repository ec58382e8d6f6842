import type { LineRange } from '../../context/crimeScene';
import { familyOf } from '../../syntax/languages';
import type { CallSite, Definition, FunctionNode, Statement, SyntaxFile } from '../../syntax/syntax';
import { emptyResultOf, emptySubscript, isEmptyLiteral, nothingIn } from './emptyValues';
import { nearName } from './nearName';
import type { ProgramView } from './programView';
import { COLLECTION, fieldOf, only, type FunctionAt } from './programView';

/** A line; 1-based. */
export interface Place {
  file: string;
  line: number;
}

/** One hop of a value, from where it was wrong backwards. */
export type OriginStep = Place &
  (
    | { kind: 'assigned'; name: string; value: string }
    | { kind: 'returned'; by: string; value: string }
    | { kind: 'passed'; parameter: string; by: string; argument: string }
    | { kind: 'state'; name: string; call: string }
    | { kind: 'element'; name: string; of: string }
  );

/** Where nothing came from, as far as the code shows it. */
export type OriginEnd = Place &
  (
    | { kind: 'literal'; name: string | undefined; value: string }
    | { kind: 'returnsNothing'; by: string; value: string; how: 'bare' | 'literal' | 'end'; also: number[] }
    | { kind: 'lookup'; expression: string; note: string; store?: { line: number; condition?: string; other?: boolean } }
    | { kind: 'notPassed'; parameter: string; by: string; call: string }
    | { kind: 'neverSet'; name: string; owner: string | undefined; setters: { name: string; line: number }[]; madeBy?: string }
    | { kind: 'missingKey'; object: string; key: string; near?: string }
    | { kind: 'uninitialised'; name: string; type: string; condition?: { line: number; text: string } }
  );

export interface ValueOrigin {
  steps: OriginStep[];
  /** Absent where the code does not show it. */
  end?: OriginEnd;
}

/** Where an expression is asked about. */
export interface ExpressionAt {
  file: SyntaxFile;
  fn: FunctionNode | undefined;
  line: number;
  /** Place in `view.frames` while the stack is walked; absent off it. */
  frame?: number;
}

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

function bare(expression: string): string {
  let text = expression.trim().replace(/[;,]$/, '');
  for (;;) {
    const next = text
      .replace(/^(?:await|return)\s+/, '')
      .replace(/^\((?:[A-Z]\w*)(?:<[^()]*>)?\)\s*(?=\w)/, '')
      .replace(/^\(([^()]*)\)$/, '$1')
      .replace(/[!?]$/, '')
      .replace(/^[*&](?=\w)/, '')
      .trim();
    if (next === text) return text;
    text = next;
  }
}

/** The call that an expression is: `prices.find(sku)`. */
function callOf(text: string, { file, line }: ExpressionAt): CallSite | undefined {
  if (!/\)$|\}$|[\w?!]$/.test(text) || (!/[)}]$/.test(text) && file.language !== 'ruby')) return undefined;
  const flat = (part: string): string => part.replace(/\s+/g, '');
  const wanted = flat(text);
  const near = file
    .calls({ startLine: line, endLine: line + 12 })
    .concat(file.calls({ startLine: Math.max(1, line - 12), endLine: line - 1 }));
  return near.find((call) => {
    const head = flat(`${call.receiver === undefined ? '' : `${call.receiver}.`}${call.name}`);
    const start = wanted.replaceAll('?.', '.').replaceAll('->', '.').replaceAll('::', '.').replaceAll('.<', '<');
    const begins = start.startsWith(head.replaceAll('?.', '.').replaceAll('->', '.').replaceAll('::', '.'));
    if (!begins) return false;
    const rest = start.slice(head.replaceAll('?.', '.').replaceAll('->', '.').replaceAll('::', '.').length).replace(/^<[\w, ]*>/, '');
    return rest === '' ? file.language === 'ruby' && (call.receiver !== undefined || wanted === call.name) : closesAtEnd(rest);
  });
}

/** `(a, (b))`, and not `(a).b(c)`: the first bracket closes at the end. */
function closesAtEnd(text: string): boolean {
  if (!/^[({]/.test(text)) return false;
  let depth = 0;
  for (let at = 0; at < text.length; at += 1) {
    if ('([{'.includes(text[at]!)) depth += 1;
    else if (')]}'.includes(text[at]!)) depth -= 1;
    if (depth === 0) return at === text.length - 1 || /^\s*(?:\{|do)/.test(text.slice(at + 1));
  }
  return false;
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

/** The part of a returned value that a path means, as text; undefined where the text does not show it. */
function partOf({ value }: Statement, path: readonly string[], file: SyntaxFile): string | undefined {
  const [first, ...rest] = path;
  if (first === undefined) return value;
  if (rest.length) return undefined;
  if (/^\d+$/.test(first)) {
    const list = file.language === 'go' ? value : /^[[(](.*)[\])]$/s.exec(value)?.[1];
    return list === undefined ? undefined : splitTop(list)[Number(first)]?.trim();
  }
  const inner = /^\{(.*)\}$/s.exec(value.trim())?.[1];
  if (inner === undefined) return undefined;
  for (const part of splitTop(inner)) {
    const [key = '', written] = splitKey(part.trim());
    if (key.replace(/^['"]|['"]$/g, '') === first) return written ?? key;
  }
  return undefined;
}

function splitKey(part: string): [string, string?] {
  const colon = part.indexOf(':');
  return colon < 0 ? [part] : [part.slice(0, colon).trim(), part.slice(colon + 1).trim()];
}

/** Splits at the commas that stand in no bracket or string. */
export function splitTop(text: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let quote = '';
  let from = 0;
  for (let at = 0; at < text.length; at += 1) {
    const sign = text[at]!;
    if (quote) {
      if (sign === '\\') at += 1;
      else if (sign === quote) quote = '';
    } else if ('\'"`'.includes(sign)) quote = sign;
    else if ('([{'.includes(sign)) depth += 1;
    else if (')]}'.includes(sign)) depth -= 1;
    else if (sign === ',' && depth === 0) {
      parts.push(text.slice(from, at));
      from = at + 1;
    }
  }
  return [...parts, text.slice(from)].filter((part) => part.trim() !== '');
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

/** The innermost branch around a line that another line is not in; `holds` where it runs because the condition does. */
export function conditionOf(
  file: SyntaxFile,
  line: number,
  other: number,
): { condition: string; line: number; holds: boolean } | undefined {
  const fn = file.enclosing(line);
  if (!fn) return undefined;
  const inside = (range: LineRange, at: number): boolean => range.startLine <= at && at <= range.endLine;
  const around = file
    .branches(fn)
    .flatMap(({ condition, line: at, then, otherwise, unless }) => [
      { condition, line: at, range: then, holds: !unless },
      ...(otherwise ? [{ condition, line: at, range: otherwise, holds: unless }] : []),
    ]);
  return around.findLast(({ range }) => inside(range, line) && !inside(range, other));
}

/** Whether a line only runs where an expression holds something: in a branch on it, or behind a branch that leaves without it. */
export function isGuarded(file: SyntaxFile, expression: string, line: number): boolean {
  const fn = file.enclosing(line);
  if (!fn) return false;
  const flat = expression.replace(/\s+/g, '');
  return file.branches(fn).some(({ condition, then, leaves, unless }) => {
    const said = condition.replace(/\s+/g, '');
    const holds =
      said === flat ||
      new RegExp(`^${escaped(flat)}(?:!==?|isnot|!=)(?:undefined|null|None|nil)$`).test(said) ||
      said.split('&&').includes(flat);
    const lacks =
      said === `!${flat}` || said === `not${flat}` || new RegExp(`^${escaped(flat)}(?:===?|is)(?:undefined|null|None|nil)$`).test(said);
    const inside = then.startLine <= line && line <= then.endLine;
    return (holds && inside && !unless) || (lacks && leaves && then.endLine < line);
  });
}

function escaped(text: string): string {
  return text.replace(/[$()*+.?[\\\]^{|}]/g, '\\$&');
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

/** Where one definition of a name leads. */
function ofDefinition(view: ProgramView, text: string, definition: Definition, at: ExpressionAt, hops: number): ValueOrigin {
  const place = { file: at.file.file, line: definition.startLine };
  if (definition.kind === 'parameter') return ofParameter(view, definition, at, hops);
  if (definition.kind === 'loop') return ofElement(view, text, definition, at, hops);
  if (definition.kind === 'catch') return { steps: [] };
  const { value } = definition;
  if (value === undefined) {
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

/** Whether a line has run whenever a later one of its function runs: the block that it is in has not ended in between. */
function isOnTheWay({ lines }: SyntaxFile, line: number, later: number): boolean {
  const indent = (text: string): number => /^\s*/.exec(text)![0].replace(/\t/g, '    ').length;
  const own = indent(lines[line - 1] ?? '');
  return lines.slice(line, later).every((text) => text.trim() === '' || indent(text) >= own);
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

/** A key of an object that is written out somewhere: is it there, under that name? */
function ofKey(view: ProgramView, object: string, key: string, at: ExpressionAt): ValueOrigin {
  const written = objectOf(view, object, at);
  if (!written) return { steps: [] };
  const keys = keysIn(written.text);
  if (!keys || keys.includes(key)) return { steps: [] };
  const near = nearName(key, keys);
  const lines =
    written.text.slice(0, near ? Math.max(0, written.text.search(new RegExp(`\\b${escaped(near)}\\b`))) : 0).split('\n').length - 1;
  return {
    steps: [],
    end: { kind: 'missingKey', file: written.file.file, line: written.line + lines, object, key, ...(near && { near }) },
  };
}

/** The object literal that a name stands for, here or in the module that it is imported from. */
function objectOf(view: ProgramView, name: string, at: ExpressionAt): { file: SyntaxFile; line: number; text: string } | undefined {
  const imported = at.file.imports.find(({ local }) => local === name);
  const file = imported ? view.moduleFile(imported.module, at.file) : at.file;
  if (!file) return undefined;
  if (imported) {
    const local = file.exports.get(imported.imported === '*' ? 'default' : imported.imported) ?? imported.imported;
    const own =
      only(file.definitions(local, { startLine: 1, endLine: file.lines.length })) ??
      only(file.definitions('module.exports', { startLine: 1, endLine: file.lines.length }));
    return own && literalAt(file, own);
  }
  const own = only(view.definitionsOf(name, file, at.fn));
  return own && own.kind !== 'parameter' ? literalAt(file, own) : undefined;
}

function literalAt(
  file: SyntaxFile,
  { valueRange, value, endLine }: Definition,
): { file: SyntaxFile; line: number; text: string } | undefined {
  if (!value?.trimStart().startsWith('{') && !value?.trimStart().startsWith('[')) return undefined;
  const line = valueRange?.startLine ?? endLine;
  const lines = file.lines.slice(line - 1, valueRange?.endLine ?? line);
  const text = lines.join('\n');
  return { file, line, text: text.slice(Math.max(0, text.search(/[{[]/))) };
}

/** Keys of a written object, those that are spread in unknown: then undefined. */
export function keysIn(text: string): string[] | undefined {
  const inner = /^[{[]([^]*)[}\]]/.exec(text.trim())?.[1];
  if (inner === undefined || /\.\.\.|\*\*/.test(inner)) return undefined;
  return splitTop(inner.replace(/\/\/[^\n]*|#[^\n]*/g, '')).map((part) =>
    part
      .trim()
      .split(/(?<!\s)\s*(?:=>|:|\(|=)/)[0]!
      .trim()
      .replace(/^['":]|['"]$/g, ''),
  );
}

function ofMember(view: ProgramView, object: string, property: string, at: ExpressionAt): ValueOrigin {
  // What is set anywhere is no key that is missing.
  const last = /(\w+)$/.exec(object)?.[1] ?? object;
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
  if (path.length) return { steps: [{ kind: 'passed', ...place, parameter: name, by, argument }] };
  const further = originOf(view, argument, { file: caller.file, fn: caller.fn, line: caller.line, frame: outer }, hops + 1);
  return withStep({ kind: 'passed', ...place, parameter: name, by, argument }, further);
}

/** A call as a sentence shows it: long arguments left out. */
export function shortCall(call: CallSite, text: string): string {
  if (text.length <= 60 && !text.includes('\n')) return text;
  const head = `${call.receiver === undefined ? '' : `${call.receiver}.`}${call.name}`.replace(/\s+/g, '');
  return `${head.length > 50 ? call.name : head}(…)`;
}
