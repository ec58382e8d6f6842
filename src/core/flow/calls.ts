import type { Expr, Fn, Param } from '../syntax/lower/ir';
import { lineOf } from '../syntax/lower/places';
import type { SyntaxFile } from '../syntax/syntax';
import type { OriginStep } from './originSteps';
import { only } from '../only';
import { classAround, fnAround, indexOf, nameOfFn, nodeOf, type Call, type Def } from './codeIndex';
import { ofCallback } from './closures';
import { isBare } from './changes';
import { ofConstructed, ofRecord } from './fields';
import { branchAtEnd, canEnd, resultsOf, type Result } from './results';
import { handedTo, onStack, type CallGiven } from './callGiven';
import { ofLibrary } from './libraryCalls';
import {
  callsNamed,
  defaultOf,
  fnsNamed,
  isConstructor,
  isForeignType,
  isMethod,
  methodOf,
  namedAt,
  onlyMethod,
  type ClassAt,
  type FnAt,
} from './program';
import { fieldNames, structType } from './structs';
import { after, byOf, ended, key, placeOf, stop, unknown, written, type FlowWalk } from './walk';
import type { At, Entered, Path, Program, Way } from './way';
import { traitsOf, type Traits } from './traits';

type Target = { kind: 'fn'; fn: FnAt; receiver?: Expr | undefined } | { kind: 'class'; cls: ClassAt };

/** What a call gives. */
export function ofCall(walk: FlowWalk, call: Call, path: Path, at: At, hops: number): Way[] {
  const record = ofRecord(walk, call, path, at, hops);
  if (record) return record;
  const targets = targetsOf(walk, call, at, hops);
  const ways = targets.flatMap((target): Way[] => {
    if (target.kind === 'class') return made(walk, call, target.cls, path, at, hops);
    const { fn, file } = target.fn;
    if (isConstructor(file, fn) && call.makes) return [path.length === 0 ? stop(call, path, at) : unknown(call, path, at)];
    const entered: Entered = { fn, args: call.args, receiver: target.receiver, call, at };
    return ofReturns(walk, target.fn, path, entered, hops);
  });
  if (targets.length > 0) return ways;
  return (
    ofLibrary(walk, call, path, at, hops) ?? [
      isBare(call) || (call.makes && path.length === 0) ? stop(call, path, at) : unknown(call, path, at),
    ]
  );
}

/** A new object of a class: never missing; its members are what its constructor sets. */
function made(walk: FlowWalk, call: Call, cls: ClassAt, path: Path, at: At, hops: number): Way[] {
  const [first] = path;
  if (!first) return [stop(call, path, at)];
  if (first.kind === 'awaited') return made(walk, call, cls, path.slice(1), at, hops);
  if (first.kind === 'each' || first.kind === 'any') {
    const iterator = ITERATES.map((name) => methodOf(walk.program, cls, name)).find((each) => each !== undefined);
    const entered = iterator && { fn: iterator.fn, args: [], receiver: call, call, at };
    return iterator ? ofReturns(walk, iterator, path, entered, hops) : [unknown(call, path, at)];
  }
  if (first.kind !== 'key') return [unknown(call, path, at)];
  return ofConstructed(walk, cls, call, first.key, path.slice(1), at, hops);
}

/** Methods by which a loop goes through an object. */
const ITERATES = ['[Symbol.iterator]', '__iter__', 'each', 'getIterator'];

/** What a call runs, as far as the code shows it. */
function targetsOf(walk: FlowWalk, call: Call, at: At, hops: number): Target[] {
  const { program } = walk;
  const { callee } = call;
  const named = namedAt(program, at.file, callee);
  const receiver = callee.kind === 'member' ? callee.of : undefined;
  if (named) return [named.kind === 'fn' ? { kind: 'fn', fn: named.fn, receiver } : named];
  if (callee.kind === 'name' && (callee.name === 'cls' || (callee.name === 'new' && traitsOf(at.file.language).membersAreCalls))) {
    const node = classAround(at.file, call);
    if (node) return [{ kind: 'class', cls: { file: at.file, node } }];
  }
  if (callee.kind !== 'member' && callee.kind !== 'name')
    return callee.kind === 'fn' ? [{ kind: 'fn', fn: { file: at.file, fn: callee } }] : [];
  // Go: the receiver's type is not known here, and a struct that is written out does not have its methods.
  const method =
    callee.kind === 'member' && traitsOf(at.file.language).severalResults ? onlyMethod(program, at.file, callee.name) : undefined;
  if (method) return [{ kind: 'fn', fn: method, receiver }];
  if (receiver && isForeignType(program, at.file, receiver)) return [];
  const made = defaultOf(program, at.file, call);
  if (made) return [{ kind: 'class', cls: made }];
  // What holds a function, or the object whose method it is.
  const found = walk.follow(callee, [], at, hops);
  const fns = found.flatMap(({ last: { expr, at: where }, end }): Target[] =>
    !end && expr.kind === 'fn' ? [{ kind: 'fn', fn: { file: where.file, fn: expr }, receiver }] : [],
  );
  if (fns.length > 0) return fns;
  const one = callee.kind === 'member' && found.every(({ open }) => open) ? onlyMethod(program, at.file, callee.name) : undefined;
  return one ? [{ kind: 'fn', fn: one, receiver }] : [];
}

/** The results of a function: of each of its returns, and of its end. */
export function ofReturns(walk: FlowWalk, { file, fn }: FnAt, path: Path, entered: Entered | undefined, hops: number): Way[] {
  const self: Expr = entered?.call ?? fn;
  const from = entered?.at ?? { file };
  const wrapped = path.length === 0 ? droppingWrapper(walk.program, { file, fn }) : undefined;
  if (wrapped) return [{ ...wrapped, last: { expr: self, path, at: from }, trail: [] }];
  if (replacedByDecorator(file, fn)) {
    const wrapper = wrapperOf(walk.program, { file, fn });
    for (let at = entered; at; at = at.at.entered)
      if (at.fn === wrapper?.by.fn) return ofOwnReturns(walk, { file, fn }, path, entered, hops);
    return wrapper ? ofWrapper(walk, wrapper, { file, fn }, path, entered, hops) : [unknown(self, path, from)];
  }
  return ofOwnReturns(walk, { file, fn }, path, entered, hops);
}

/** The results of a function itself, without what decorators make of it. */
function ofOwnReturns(walk: FlowWalk, { file, fn }: FnAt, path: Path, entered: Entered | undefined, hops: number): Way[] {
  const by = nameOfFn(file, fn) || 'the callback';
  const traits = traitsOf(file.language);
  const where: At = { file, ...(entered && { entered }) };
  const self: Expr = entered?.call ?? fn;
  const from = entered?.at ?? where;
  const results = resultsOf(file, fn);
  const yields = fn.words.includes('generator') || results.some((each) => each.yields);
  const [first, ...inner] = path;
  if (yields) {
    if (first?.kind === 'awaited') return [unknown(self, path, from)];
    if (first?.kind !== 'each' && first?.kind !== 'any') return [path.length === 0 ? stop(self, path, from) : unknown(self, path, from)];
    const given = results.filter((each) => each.yields && each.value);
    return given.flatMap(({ value, at, yields: how }) =>
      after(returned(value!, at, by, where), walk.follow(value!, how === 'all' ? path : inner, where, hops)),
    );
  }
  if (fn.words.includes('async') && traits.promises) {
    if (first?.kind !== 'awaited') {
      if (!first) return [stop(self, path, from)];
      if (first.kind === 'key' && /^(?:then|catch|finally)$/.test(first.key)) return [unknown(self, path, from)];
      const call = written(from, self);
      return path.length > 1
        ? []
        : [ended({ kind: 'promised', ...placeOf(from, self), by, call, member: first.kind === 'key' ? first.key : '' }, self, path, from)];
    }
    return ofResults(walk, results, inner, { by, where, fn, traits }, hops, true);
  }
  if (first?.kind === 'awaited') {
    // What is no promise is awaited as it is; one that it returns is awaited itself.
    return ofResults(walk, results, path, { by, where, fn, traits }, hops, false);
  }
  return ofResults(walk, results, path, { by, where, fn, traits }, hops, false);
}

function returned(value: Expr, at: { start: number; end: number }, by: string, where: At): OriginStep {
  return { kind: 'returned', ...placeOf(where, at), by, value: written(where, value) };
}

function ofResults(
  walk: FlowWalk,
  results: readonly Result[],
  path: Path,
  { by, where, fn, traits }: { by: string; where: At; fn: Fn; traits: Traits },
  hops: number,
  isAsync: boolean,
): Way[] {
  const { nothing } = traits;
  const whole = path.every(({ kind }) => kind === 'awaited');
  const ways = results.flatMap(({ value, at, unless }): Way[] => {
    const place = placeOf(where, at);
    if (unless) {
      if (!whole || traits.tails !== 'empty') return [];
      const isCases = unless.kind === 'switch';
      const text = isCases ? (written(where, unless).split('\n', 1)[0] ?? '') : written(where, unless);
      const note = isCases ? `is ${nothing} where no case of \`${text}\` fits` : `is ${nothing} where \`${text}\` does not hold`;
      return [ended({ kind: 'lookup', ...place, expression: `${by}()`, note }, fn, path, where)];
    }
    const [part, ...inner] = path;
    // Go: one of several results.
    const several =
      traits.severalResults && value?.kind === 'list' && value.of === 'tuple' && part?.kind === 'key' ? value.elements : undefined;
    const one = several && part?.kind === 'key' ? several[Number(part.key)] : undefined;
    if (several && one && isNil(one)) {
      const withError = several.length > 1 && !isNil(several.at(-1)!);
      const end = {
        ...{ kind: 'returnsNothing' as const, ...place, by, value: written(where, one), how: 'literal' as const, also: [] },
        ...(withError && { withError: true as const }),
      };
      return inner.length > 0 ? [] : [ended(end, one, inner, where)];
    }
    const isNothing = value?.kind === 'literal' && value.of === 'nothing';
    if (!value || isNothing || (value.kind === 'name' && /^(?:None|undefined)$/.test(value.name))) {
      if (!whole || (!value && traits.tails === 'empty' && at === fn)) return [];
      const end = {
        kind: 'returnsNothing' as const,
        ...place,
        by,
        value: value ? written(where, value) : nothing,
        how: value ? ('literal' as const) : traits.tails === 'empty' ? ('end' as const) : ('bare' as const),
        also: [],
      };
      return [ended(end, value ?? fn, path, where)];
    }
    // The result of an asynchronous function is awaited with it.
    const ways = walk.follow(value, isAsync ? [{ kind: 'awaited', of: written(where, value) }, ...path] : path, where, hops);
    return after(returned(value, at, by, where), ways);
  });
  const falls = whole && traits.endsEmpty && !fn.short && canEnd(fn.body) && !isStub(fn);
  if (falls) {
    const line = nodeOf(where.file, fn)?.signature.startLine ?? lineOf(where.file, fn.start);
    const own = fn.name !== '' ? lineOf(where.file, fn.start) : line;
    const asked = branchAtEnd(fn.body)?.condition;
    const last = asked ? undefined : fn.body.at(-1);
    const end = {
      ...{ kind: 'returnsNothing' as const, file: where.file.file, line: own, by, value: nothing, how: 'end' as const, also: [] },
      ...(asked && { unless: { ...placeOf(where, asked), text: written(where, asked) } }),
      ...(last && { last: placeOf(where, last) }),
      ...(results.every(({ value }) => !value) && { never: true as const }),
    };
    ways.push(ended(end, fn, path, where));
  }
  if (isStub(fn) && ways.length === 0) return [unknown(fn, path, where)];
  return ways.length > 0 || path.length > 0 ? ways : [unknown(fn, path, where)];
}

function isNil(expr: Expr): boolean {
  return expr.kind === 'literal' && expr.of === 'nothing';
}

/** Python: a body that another class fills: `...`, `pass`. */
function isStub({ body }: Fn): boolean {
  return (
    body.length > 0 &&
    body.every((stmt) => stmt.kind === 'do' && (stmt.value.kind === 'literal' || (stmt.value.kind === 'name' && stmt.value.name === '...')))
  );
}

/** Decorators that leave the result as it is. */
const KEEPS =
  /^@(?:staticmethod|classmethod|property|functools\.(?:lru_cache|cache|cached_property|wraps)|lru_cache|cache|cached_property|abstractmethod|abc\.abstractmethod|override|pytest\.\w[\w.]*|[\w.]+\.(?:setter|route|get|post|put|delete|command|task)|dataclass|contextmanager|contextlib\.contextmanager|wraps)\b/;

function decoratorsOf(file: SyntaxFile, fn: Fn): { text: string; line: number }[] {
  const node = traitsOf(file.language).decorators ? nodeOf(file, fn) : undefined;
  if (!node) return [];
  return file.lines
    .slice(node.signature.startLine - 1, lineOf(file, fn.start) - 1)
    .flatMap((text, at) => (/^\s*@/.test(text) ? [{ text: text.trim().slice(0, 200), line: node.signature.startLine + at }] : []));
}

function replacedByDecorator(file: SyntaxFile, fn: Fn): boolean {
  return decoratorsOf(file, fn).some(({ text }) => !KEEPS.test(text));
}

interface Wrapper {
  readonly by: FnAt;
  /** The function that the decorator returns instead. */
  readonly inner: Fn;
  readonly name: string;
  /** 1-based line of the decorator. */
  readonly line: number;
}

/** Python: the only decorator of a function, where it is one of the program that returns a function of its own. */
function wrapperOf(program: Program, { file, fn }: FnAt): Wrapper | undefined {
  const one = only(decoratorsOf(file, fn));
  const name = one && /^@([A-Za-z_]\w{0,80})$/.exec(one.text)?.[1];
  if (!one || name === undefined) return undefined;
  const named = namedAt(program, file, { start: fn.start, end: fn.start, kind: 'name', name });
  const decorator = named?.kind === 'fn' ? named.fn : undefined;
  const given = decorator && only(resultsOf(decorator.file, decorator.fn))?.value;
  if (!decorator || given?.kind !== 'name') return undefined;
  const inner = decorator.fn.body.find((stmt): stmt is Fn => stmt.kind === 'fn' && stmt.name === given.name);
  return inner && { by: decorator, inner, name: one.text, line: one.line };
}

/** What the function gives that a decorator puts in place of another one. */
function ofWrapper(
  walk: FlowWalk,
  { by, inner }: Wrapper,
  { file, fn }: FnAt,
  path: Path,
  entered: Entered | undefined,
  hops: number,
): Way[] {
  const call = entered?.call ?? fn;
  const at: At = { file, ...(entered?.at.entered && { entered: entered.at.entered }) };
  const around: Entered = { fn: by.fn, args: [{ value: fn }], call, at };
  const own = { fn: inner, args: entered?.args ?? [], call, at: { ...(entered?.at ?? { file }), entered: around } };
  return ofReturns(walk, { file: by.file, fn: inner }, path, own, hops);
}

/** Python: a decorator puts a function in place of another one that never returns a value. */
function droppingWrapper(program: Program, at: FnAt): Pick<Way, 'steps' | 'end'> | undefined {
  const { by: decorator, inner, name, line } = wrapperOf(program, at) ?? {};
  if (!decorator || !inner || !canEnd(inner.body)) return undefined;
  if (resultsOf(decorator.file, inner).some(({ value, yields }) => value !== undefined || yields)) return undefined;
  const steps: OriginStep[] = [{ kind: 'wrapped', file: at.file.file, line: line!, name: at.fn.name, by: name! }];
  const place = placeOf(decorator, inner);
  return { steps, end: { kind: 'returnsNothing', ...place, by: inner.name, value: 'None', how: 'end', also: [] } };
}

const MOST_CALLERS = 6;

/** A parameter: the argument of the call whose result is followed, of the caller on the stack, or of all calls of the program. */
export function ofParameter(walk: FlowWalk, def: Def, path: Path, at: At, hops: number): Way[] {
  const fn = def.node as Fn;
  const { param, index } = def.param!;
  const stopHere: Expr = param.pattern;
  const given = callsOf(walk, fn, at, hops);
  if (!given?.some(({ known }) => known)) {
    const row = ofTestRow(walk, def, path, at);
    if (row) return [row];
    const fixture = fixtureNamed(walk.program, def.name, at.file);
    if (fixture) return ofReturns(walk, fixture, path, undefined, hops);
  }
  if (!given) return [unknown(stopHere, path, at)];
  const all = given.filter(({ known }) => known);
  const ways = all.flatMap((each) => ofArgument(walk, each, def, param, index, path, { ...at, file: at.file }, hops));
  if (given.length > all.length || all.length === 0) {
    const own = param.fallback && all.length === 0 ? [] : ways;
    return [...own, unknown(stopHere, path, at)];
  }
  return ways;
}

/** pytest: the fixture whose result a test's parameter is. */
function fixtureNamed(program: Program, name: string, file: SyntaxFile): FnAt | undefined {
  return only(
    fnsNamed(program, name, file).filter((each) => decoratorsOf(each.file, each.fn).some(({ text }) => text.startsWith('@pytest.fixture'))),
  );
}

/** The value that a parameterised test is run with, in the row that failed. */
function ofTestRow({ program }: FlowWalk, def: Def, path: Path, at: At): Way | undefined {
  const fn = def.node as Fn;
  const node = path.length === 0 ? nodeOf(at.file, fn) : undefined;
  const row = node && program.testRow(at.file, node, def.name);
  if (!row) return undefined;
  const place = { file: at.file.file, line: row.line };
  const expr: Expr = { start: fn.start, end: fn.start, kind: 'opaque', parts: [] };
  const way: Way = { ...unknown(expr, path, at), steps: [{ kind: 'row', ...place, name: def.name, value: row.value }] };
  return /^(?:null|undefined|None|nil)$/.test(row.value)
    ? { ...way, end: { kind: 'literal', ...place, name: undefined, value: row.value } }
    : way;
}

/** The calls that give a function its arguments; undefined where there are too many. */
function callsOf(walk: FlowWalk, fn: Fn, at: At, hops: number): CallGiven[] | undefined {
  const { program } = walk;
  for (let entered = at.entered; entered; entered = entered.at.entered)
    if (entered.fn === fn && !entered.objectOnly)
      return [
        {
          known: true,
          args: entered.args,
          receiver: entered.receiver,
          call: entered.call,
          at: entered.at,
          ...(isConstructor(at.file, fn) && { made: true as const }),
        },
      ];
  const stack = onStack(program, fn, at);
  if (stack?.some(({ known }) => known)) return stack;
  const handed = ofCallback(walk, fn, at, hops);
  if (stack) return handed?.some(({ known }) => known) ? handed : stack;
  if (handed) return handed;
  if (walk.near) return undefined;
  return callersOf(program, fn, at.file);
}

/** The calls of a function in the program. */
function callersOf(program: Program, fn: Fn, file: SyntaxFile): CallGiven[] | undefined {
  const cls = isConstructor(file, fn) ? classAround(file, fn) : undefined;
  const name = cls ? cls.name : nameOfFn(file, fn);
  if (name === '') return [];
  const calls = callsNamed(program, name, file);
  const components = /^[A-Z]/.test(name)
    ? callsNamed(program, 'createElement', file).flatMap(({ file: there, call }) => elementOf(program, there, call, fn))
    : [];
  const base = cls
    ? [
        ...callsNamed(program, 'super', file),
        ...callsNamed(program, fn.name, file),
        ...callsNamed(program, 'cls', file),
        ...callsNamed(program, 'new', file),
      ]
    : [];
  const fits = [...calls, ...base].filter(({ file: there, call }) => {
    const named = namedAt(program, there, call.callee);
    if (cls) {
      if (named?.kind === 'class') return named.cls.node === cls;
      if (named?.kind === 'fn') return named.fn.fn === fn;
      return call.callee.kind === 'name' && /^(?:cls|new)$/.test(call.callee.name) && classAround(there, call) === cls;
    }
    if (named) return named.kind === 'fn' && named.fn.fn === fn;
    if (call.callee.kind === 'member') {
      if (!isMethod({ file, fn })) return indexOf(file).parents.get(fn)?.kind === 'map';
      if (isForeignType(program, there, call.callee.of)) return false;
      const one = onlyMethod(program, there, name);
      return one?.fn === fn;
    }
    return false;
  });
  if (fits.length > MOST_CALLERS) return undefined;
  if (components.length > 0) return [...components];
  if (fits.length === 0) return handedByName(program, fn, file);
  return fits.map(({ file: there, call }) => ({
    known: true,
    args: call.args,
    receiver: call.callee.kind === 'member' ? call.callee.of : undefined,
    call,
    at: { file: there },
    ...(cls && { made: true as const }),
  }));
}

/** The calls that hand a function on by its name: `rows.filter(isOpen)`. */
function handedByName(program: Program, fn: Fn, file: SyntaxFile): CallGiven[] {
  const calls = indexOf(file).allCalls.flatMap((call) => handedTo(call, fn, program, { file }));
  return calls.length > MOST_CALLERS ? [] : calls;
}

/** React: `createElement(PostList, { user })` gives the component its properties. */
function elementOf(program: Program, file: SyntaxFile, call: Call, fn: Fn): CallGiven[] {
  const [component, props] = call.args;
  const named = component && namedAt(program, file, component.value);
  return named?.kind === 'fn' && named.fn.fn === fn && props ? [{ known: true, args: [props], call, at: { file } }] : [];
}

/** What a call gives for a parameter. */
function ofArgument(walk: FlowWalk, given: CallGiven, def: Def, param: Param, index: number, path: Path, at: At, hops: number): Way[] {
  const fn = def.node as Fn;
  const { args, call, at: from } = given;
  const place = placeOf(from, call);
  const by = byOf(from.file, call);
  if (isReceiver(at.file, fn, param, index)) {
    const receiver = given.receiver;
    if (!receiver) return [unknown(param.pattern, path, at)];
    const embedded = embeddedIn(walk, receiver, param, from, hops);
    const ways = walk.follow(receiver, embedded === undefined ? path : [key(embedded, written(from, receiver)), ...path], from, hops);
    if ((receiver.kind === 'name' && embedded === undefined) || param.name === 'self') return ways;
    const argument = `${written(from, receiver)}${embedded === undefined ? '' : `.${embedded}`}`;
    return after({ kind: 'passed', ...placeOf(from, receiver), parameter: param.name, by, argument }, ways);
  }
  const inner = walk.part(param.pattern, def.name, '', from, hops);
  if (!inner || param.rest) return [unknown(param.pattern, path, at)];
  const skipped = fn.params.slice(0, index).filter((each, position) => isReceiver(at.file, fn, each, position)).length;
  const plain = args.filter(({ name }) => name === undefined);
  const bare = param.name.replace(/^\$/, '');
  const named = args.find(({ name }) => name !== undefined && name === bare);
  if (!named && plain.some(({ value }) => value.kind === 'same' && value.how === 'spread')) return [unknown(param.pattern, path, at)];
  const argument = named ?? plain[index - skipped];
  const type = given.made ? (classAround(at.file, fn)?.name ?? '') : undefined;
  if (!argument) {
    // Options by name, in one object.
    const options = args.filter(({ name }) => name !== undefined);
    if (options.length > 0 && traitsOf(at.file.language).membersAreCalls && index - skipped === plain.length && !param.fallback)
      return [unknown(param.pattern, path, at)];
    if (param.fallback && isNothing(param.fallback) && inner.path.length + path.length === 0) {
      const instead = { ...placeOf(at, param), value: written(at, param.fallback) };
      return [
        ended({ kind: 'notPassed', ...place, parameter: param.name || def.name, by, call: written(from, call), instead }, call, path, from),
      ];
    }
    if (param.fallback)
      return after(
        { kind: 'assigned', ...placeOf(at, param), name: param.name || def.name, value: written(at, param.fallback) },
        walk.follow(param.fallback, [...inner.path, ...path], at, hops),
      );
    if (inner.path.length + path.length > 0) return [];
    if (!traitsOf(at.file.language).argumentsMayLack) return [unknown(param.pattern, path, at)];
    return [ended({ kind: 'notPassed', ...place, parameter: def.name, by, call: written(from, call) }, call, path, from)];
  }
  const value = argument.value;
  if (value.kind === 'opaque' && value.start === value.end) return [unknown(param.pattern, path, at)];
  const part = inner.path.flatMap((selector) => (selector.kind === 'key' ? [selector.key] : [])).join('.');
  const prefix = argument.path ?? [];
  const text = written(from, value);
  const step: OriginStep =
    prefix.length > 0 && prefix[0]!.kind !== 'awaited'
      ? { kind: 'element', ...place, name: def.name, of: text, ...(part && { part }) }
      : type !== undefined
        ? { kind: 'made', ...placeOf(from, value), field: param.name.replace(/^\$/, ''), by, type, argument: text }
        : {
            kind: 'passed',
            ...placeOf(from, value),
            parameter: param.name || def.name,
            by,
            argument: prefix.length > 0 ? `await ${text}` : text,
            ...(part && { part }),
          };
  const own = walk.follow(value, [...prefix, ...inner.path.map((each) => ({ ...each, of: text })), ...path], from, hops);
  const ways = inner.fallback ? [...own.filter(({ end }) => !end), ...walk.follow(inner.fallback, path, at, hops)] : own;
  // A default takes the place of what is missing.
  const kept =
    param.fallback && traitsOf(at.file.language).argumentsMayLack
      ? ways.filter(({ end }) => end?.kind !== 'notPassed' && !(end?.kind === 'literal' && end.value === 'undefined'))
      : ways;
  return after(step, kept);
}

/** Go: the field of a struct whose method a call runs: it embeds the type that has the method. */
function embeddedIn(walk: FlowWalk, receiver: Expr, { type = '' }: Param, from: At, hops: number): string | undefined {
  const own = type.replace(/^\*/, '');
  if (!traitsOf(from.file.language).severalResults || own === '') return undefined;
  const types = walk.follow(receiver, [], from, hops).flatMap(({ last: { expr, at } }) => structType(at.file, expr) ?? []);
  const isEmbedded = types.length > 0 && types.every((each) => each !== own && fieldNames(walk.program, from.file, each).includes(own));
  return isEmbedded ? own : undefined;
}

function isNothing(expr: Expr): boolean {
  return (expr.kind === 'literal' && expr.of === 'nothing') || (expr.kind === 'name' && /^(?:None|undefined)$/.test(expr.name));
}

/** `self` and `cls` of Python's methods, and what is no argument in other languages. */
function isReceiver(file: SyntaxFile, fn: Fn, param: Param, index: number): boolean {
  if (param.implicit) return true;
  return (
    traitsOf(file.language).decorators === true &&
    index === 0 &&
    classAround(file, fn) !== undefined &&
    fnAround(file, fn) === undefined &&
    !decoratorsOf(file, fn).some(({ text }) => text.startsWith('@staticmethod'))
  );
}
