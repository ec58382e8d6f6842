import { limited } from '../values/limits';
import { fnsNamed, isMethod, type ClassAt } from '../../flow/program';
import type { Program } from '../../flow/way';
import type { Expr, Fn, Ir, Span, Stmt } from '../../syntax/lower/ir';
import { lineOf } from '../../syntax/lower/places';
import type { SyntaxFile } from '../../syntax/syntax';
import { familyOf } from '../../workspace/languages';
import { assignTo, assigned } from './assigning';
import { calls } from './calling';
import { classOf, isA, makeObject, methodOf } from './classes';
import { spreadArray } from '../php/expressions';
import { elements } from './elements';
import { chosen, comprehension, literalOf, mapOf, opaque, operation, sameOf } from './expressions';
import { likelyArguments, normalised, parentOf } from '../library/dataFiles';
import { decorated, isDecorated } from '../python/decorators';
import { callForeign, isForeign } from '../library/functions';
import type { History } from '../history/history';
import { callEach, callValue, invoke } from './invoking';
import type { Completion, Core, Frame } from './machine';
import { collectionStream } from '../php/objects';
import { elementAt, indexed, memberOf, property, send } from './members';
import { nameValue } from './names';
import { coerced } from '../values/operators';
import { isBuiltIn } from '../values/builtInTypes';
import { isTrue, same } from '../values/comparing';
import { captured, inScope, raised, runAll, runLoop, runSwitch, runTry, runUsing, share } from './statements';
import { calledOn } from '../script/calls';
import { netValue } from '../csharp/forms';
import { emptyValue } from '../values/structs';
import { runCpp, valueCpp } from '../cpp/wiring';
import { assignGo } from '../go/assigning';
import { callMethodGo, callValueGo, invokeGo } from '../go/calls';
import { goValue } from '../go/expressions';
import { shownGo } from '../go/formats';
import { runGo, runListGo } from '../go/statements';
import { callRust, rustValue } from '../rust/run';
import { hasGap, labelOf } from '../script/labels';
import { made } from '../script/make';
import { aroundModule, loadImports } from '../script/modules';
import { textOf } from '../script/operators';
import { shown } from '../values/shown';
import { runMatch } from '../python/matchStatement';
import { withDefaults } from '../python/defaults';
import { isWith, runWith, withBlocks } from '../python/withStatement';
import {
  Cls,
  Dict,
  Env,
  Foreign,
  Func,
  Left,
  List,
  Native,
  Obj,
  type Promised,
  type RegisteredTest,
  type Stream,
  Thrown,
  Unknown,
  type Value,
} from '../values/value';

/** Decorators of classes whose work is in how their objects are made and compared. */
function isPlainOfClass(written: string): boolean {
  return /^(?:\w+\.)?(?:dataclass|total_ordering|unique|final|runtime_checkable|mark\.\w+|skip\w*)\b/.test(written);
}

/** Whether a statement of a module of Python does something for others. */
function acts(node: Stmt, file: SyntaxFile): boolean {
  if (node.kind === 'do') return node.value.kind === 'call';
  if (node.kind === 'class')
    return (
      node.decorators?.some(({ start, end }) => !isPlainOfClass(file.text.slice(start, end))) === true ||
      /\b__init_subclass__\b/.test(file.text)
    );
  return node.kind === 'fn' && isDecorated(file, node);
}

/** Steps of one program; more than a test of a small program takes. */
const MOST_STEPS = 150_000;

/**
 * Runs lowered code by itself: numbers, texts, lists, maps, objects, functions of the program, and calls of libraries that it knows. What it does
 * not know ends it with {@link Unknown}, so that it never guesses.
 */
export class Interpreter implements Core {
  /** Lines that ran, by file. */
  readonly ran = new Map<string, Set<number>>();
  readonly stack: { file: SyntaxFile; line: number }[] = [];
  readonly family: string;
  readonly tests: RegisteredTest[] = [];
  suites: Core['suites'] = [];
  lets: ReadonlyMap<string, Func> = new Map();
  described: Value;
  referred: ReadonlyMap<number, Value> | undefined;
  readonly kept = new Map<unknown, Env>();
  readonly defaults = new Map<Expr, Value>();
  readonly printed: string[] = [];
  befores: Value[] = [];
  readonly timers: Core['timers'] = [];
  timersRun = 0;
  waits = 0;
  readonly jobs: (() => void)[] = [];
  readonly broken = new Set<Promised>();
  readonly texts = new Map<string, string>();
  reported?: Value;
  cut: Expr | undefined;
  last: Value = null;
  broke = false;
  readonly modules = new Map<SyntaxFile, Env>();
  readonly classes = new Map<unknown, Cls>();
  readonly structClasses = new Map<string, Cls>();
  readonly shared = new Map<Env, [string, Env][]>();
  private readonly pendingClasses = new Map<Native, ClassAt>();
  steps = 0;
  /** After which it is given up. */
  mostSteps = MOST_STEPS;

  constructor(
    readonly program: Program,
    readonly main: SyntaxFile,
    readonly history: History | undefined = undefined,
  ) {
    this.family = familyOf(main.language);
  }

  globals(): ReadonlyMap<string, Value> {
    const { names } = this.module(this.main);
    for (const [name, value] of names) names.set(name, this.settled(value));
    return names;
  }

  knowsFunction(name: string): boolean {
    const plain = name.replace(/^.*\\/, '');
    if (fnsNamed(this.program, plain, this.main).some((each) => !isMethod(each))) return true;
    if (isForeign(plain) || isForeign(`${this.family} ${plain}`)) return true;
    throw new Unknown('whether there is a function');
  }

  given(): string[] {
    return likelyArguments(this.texts.keys(), this.program.files);
  }

  collectionStream(of: Obj): Stream | undefined {
    return collectionStream(this, of);
  }

  callNamed(name: string, args: Value[]): Value {
    return callForeign(this, name, args, new Map());
  }

  setGlobal(name: string, value: Value): void {
    this.module(this.main).names.set(name, value);
  }

  /** The names of a file, after what it runs by itself. */
  module(file: SyntaxFile): Env {
    const known = this.modules.get(file);
    if (known) return known;
    const isScript = this.family === 'javascript';
    const env = new Env(isScript ? aroundModule(this, file) : undefined, true);
    this.modules.set(file, env);
    const frame: Frame = { file, env, self: undefined, owner: undefined, fn: undefined };
    if (isScript) loadImports(this, file);
    this.declare(file.code, frame);
    this.load(file);
    for (const each of this.family === 'python' ? withBlocks(file.code, file.text) : file.code) {
      if (!this.isRun(each, file) || this.isImport(each, file)) continue;
      this.run(each, frame);
      if (isScript && /export\s+default\s+$/.test(file.text.slice(Math.max(0, each.start - 40), each.start)))
        env.names.set('default', this.last);
    }
    return env;
  }

  /** Python: classes that others are told of when they are declared, and what decorators make. */
  private isRun(node: Stmt, file: SyntaxFile): boolean {
    if (node.kind === 'fn') return isDecorated(file, node);
    if (node.kind !== 'class') return true;
    if (node.decorators?.some(({ start, end }) => !isPlainOfClass(file.text.slice(start, end)))) return true;
    return this.family === 'python' && this.program.files.some(({ text }) => text.includes('__init_subclass__'));
  }

  /** Runs the modules that a module imports, where they do something when they are loaded. */
  private load(file: SyntaxFile): void {
    if (this.family !== 'python') return;
    for (const { module, imported } of file.imports)
      for (const name of [module, `${module}.${imported}`]) {
        const other = this.program.moduleFile(name, file);
        if (other && !this.modules.has(other) && other.code.some((each) => acts(each, other))) this.module(other);
      }
  }

  /** `declare(strict_types=1)`, `namespace Shop;` */
  private isImport({ start, end }: Stmt, { text }: SyntaxFile): boolean {
    if (this.family !== 'php') return false;
    return (
      /^declare\b|^namespace\s+[\w\\]+\s*;/.test(text.slice(start, Math.min(end, start + 400))) ||
      /\bnamespace\s+$/.test(text.slice(Math.max(0, start - 20), start))
    );
  }

  /** A function of the program, or a class, as a value. */
  functionValue(file: SyntaxFile, fn: Fn, self: Value = undefined, owner?: Cls): Func {
    return new Func(fn, file, this.module(file), self, owner);
  }

  declare(list: readonly Stmt[], frame: Frame): void {
    for (const each of list) {
      if (each.kind === 'fn' && each.name !== '' && !each.words.includes('method')) {
        if (!isDecorated(frame.file, each)) frame.env.names.set(each.name, this.functionIn(frame, each));
      } else if (each.kind === 'class' && frame.fn === undefined) {
        const { name } = each;
        const cls = this.lazyClass(frame.file, each);
        frame.env.names.set(name, cls);
      } else if (each.kind === 'block' && !each.scope) this.declare(each.body, frame);
    }
  }

  /** A function of Python in a method has the object by a name around it, and not as its own. */
  private functionIn(frame: Frame, node: Fn): Func {
    const { file, env, self, fn, owner } = frame;
    return this.family === 'python'
      ? withDefaults(this, new Func(node, file, env), frame)
      : new Func(node, file, env, self, fn ? owner : undefined);
  }

  /** `require __DIR__ . '/Cart.php'`, `require_relative 'cart'`: runs a file of the program. */
  private required(value: Expr, frame: Frame): boolean {
    const { file } = frame;
    const written = file.text.slice(value.start, Math.min(value.end, value.start + 300));
    if (!/^(?:require|include)(?:_once|_relative)?\b/.test(written)) return false;
    const [, path] = /["']([^"'\n]{1,200})["']\s{0,9}\)?\s{0,9};?$/.exec(written) ?? [];
    const name = path?.replace(/^(?:\.\/)+/, '').replace(/^\//, '');
    if (name === undefined || name === '') return true;
    const wanted = normalised(/^\.\.?\//.test(path!) || this.family === 'php' ? `${parentOf(file.file)}/${name}` : name);
    const ending = this.family === 'ruby' && !name.endsWith('.rb') ? '.rb' : '';
    const plain = name.replace(/^(?:\.\.\/)+/, '');
    const found =
      this.program.files.find((each) => each.file === wanted + ending) ??
      this.program.files.find((each) => each.file === plain + ending || each.file.endsWith(`/${plain}${ending}`));
    if (found && found !== file) this.module(found);
    return true;
  }

  /** A class is set up when it is first used: its constants may need names that are declared later. */
  lazyClass(file: SyntaxFile, node: Extract<Stmt, { kind: 'class' }>): Native {
    const stand = new Native(() => {
      throw new Unknown('a class that is not set up');
    });
    this.pendingClasses.set(stand, { file, node });
    return stand;
  }

  settled(value: Value): Value {
    const pending = value instanceof Native ? this.pendingClasses.get(value) : undefined;
    return pending ? this.classOf(pending) : value;
  }

  count(): void {
    if (++this.steps > this.mostSteps) throw new Unknown('too long');
  }

  tick(node: Ir, { file }: Frame): void {
    this.count();
    if (this.history && (node.kind === 'loop' || node.kind === 'each')) this.history.turn(node, file);
    const line = lineOf(file, node.start);
    const top = this.stack.at(-1);
    if (top && top.file === file) top.line = line;
    else if (!top) this.stack.push({ file, line });
    let lines = this.ran.get(file.file);
    if (!lines) this.ran.set(file.file, (lines = new Set()));
    lines.add(line);
  }

  run(node: Stmt, frame: Frame): Completion {
    this.tick(node, frame);
    if (this.family === 'go') return runGo(this, node, frame);
    if (this.family === 'cpp') return runCpp(this, node, frame);
    switch (node.kind) {
      case 'do':
        if (/^(?:php|ruby)$/.test(this.family) && this.required(node.value, frame)) return undefined;
        if (this.family === 'python' && node.value.kind === 'opaque') {
          const matched = runMatch(this, node.value, frame);
          if (matched) return matched.done;
        }
        // The body of a text that begins in the line before it.
        if (
          this.family === 'ruby' &&
          node.value.kind === 'literal' &&
          node.value.of === 'text' &&
          /[^"':%<?]/.test(frame.file.text[node.start]!)
        )
          return undefined;
        if (this.family === 'java' && node.value.kind === 'opaque') {
          const [only] = node.value.parts;
          if (only?.kind === 'switch') return this.run(only, frame);
          if (frame.file.text.startsWith('yield', node.start) && only) {
            this.last = this.evaluate(only as Expr, frame);
            return { kind: 'jump', how: 'yield' };
          }
        }
        this.last = this.evaluate(node.value, frame);
        return undefined;
      case 'assign':
        this.last = this.evaluate(node, frame);
        return undefined;
      case 'fn':
        if (frame.fn || isDecorated(frame.file, node)) {
          frame.env.names.set(node.name, decorated(this, node, frame, this.functionIn(frame, node)));
        }
        return undefined;
      case 'class': {
        if (!frame.fn && !/^(?:python|ruby|php)$/.test(this.family)) return undefined;
        let cls: Value = (this.last = classOf(this, { file: frame.file, node }, frame.fn && frame.env));
        for (const by of node.decorators?.toReversed() ?? [])
          if (!isPlainOfClass(frame.file.text.slice(by.start, by.end))) cls = this.call(this.evaluate(by, frame), [cls]);
        frame.env.names.set(node.name, cls);
        return undefined;
      }
      case 'block':
        if (this.family === 'python' && isWith(node, frame.file.text)) return runWith(this, node, frame);
        if (this.family === 'csharp' && frame.file.text.startsWith('using', node.start)) return runUsing(this, node.body, frame);
        return node.scope ? inScope(this, node.body, frame) : this.runAll(node.body, frame);
      case 'return': {
        // `next` of a loop, and not of a block.
        if (this.family === 'ruby' && frame.inLoop && frame.file.text.startsWith('next', node.start))
          return { kind: 'jump', how: 'continue' };
        const value = node.value ? this.evaluate(node.value, frame) : this.family === 'javascript' ? undefined : null;
        if (node.value) this.history?.gives();
        if (this.family === 'ruby' && frame.fn?.words.includes('block') && frame.file.text.startsWith('return', node.start))
          throw new Left(frame.home, value);
        return { kind: 'return', value };
      }
      case 'throw':
        throw new Thrown(node.value ? raised(this, this.evaluate(node.value, frame), node.value, frame) : (frame.error ?? null));
      case 'jump': {
        if (/^(?:global|nonlocal)\b/.test(node.how)) {
          share(this, node.how, frame);
          return undefined;
        }
        if (node.how === 'retry' && this.family === 'ruby') return { kind: 'jump', how: 'retry' };
        if (this.family === 'php') {
          const levels = Number(/^\w+\s+(\d+)/.exec(frame.file.text.slice(node.start, node.end))?.[1] ?? 1);
          return { kind: 'jump', how: node.how, levels };
        }
        const label = /^(?:javascript|java)$/.test(this.family) ? labelOf(frame.file.text, node.start, node.end) : undefined;
        if (
          !/^(?:break|continue)$/.test(node.how) ||
          (label === undefined && /^\w+\s+\w/.test(frame.file.text.slice(node.start, node.end)))
        )
          throw new Unknown('a jump');
        if (this.family === 'ruby' && node.how === 'break' && frame.fn?.words.includes('block') && !frame.inLoop)
          throw new Left(frame.fn, null);
        return { kind: 'jump', how: node.how, label };
      }
      case 'branch': {
        const holds = isTrue(this, this.evaluate(node.condition, frame)) !== (node.not === true);
        this.last = null;
        return inScope(this, holds ? node.then : (node.otherwise ?? []), frame);
      }
      case 'loop':
        return runLoop(this, node, frame);
      case 'switch':
        return runSwitch(this, node, frame);
      case 'try':
        return runTry(this, node, frame);
    }
  }

  /** The value of an expression. */
  evaluate(node: Expr, frame: Frame): Value {
    if (this.family === 'cpp') return valueCpp(this, node, frame);
    if (frame.known?.has(node)) return frame.known.get(node);
    // A function that is written is no call of it.
    return this.history && node.kind !== 'fn'
      ? this.history.keep(node, frame, () => limited(this.worked(node, frame)))
      : limited(this.worked(node, frame));
  }

  private worked(node: Expr, frame: Frame): Value {
    this.count();
    if (this.family === 'go') return node.kind === 'assign' ? assignGo(this, node, frame) : goValue(this, node, frame);
    if (this.family === 'rust') return rustValue(this, node, frame);
    if (this.family === 'csharp') {
      const own = netValue(this, node, frame);
      if (own) return own.value;
    }
    switch (node.kind) {
      case 'literal':
        return literalOf(this, node, frame);
      case 'name':
        return this.settled(nameValue(this, node, frame));
      case 'member':
        return this.settled(memberOf(this, node, frame));
      case 'index':
        return indexed(this, node, frame);
      case 'call':
        return calls(this, node, frame);
      case 'list': {
        if (this.family === 'javascript' && hasGap(node, frame.file.text)) throw new Unknown('a gap');
        if (this.family === 'php' && node.elements.some((each) => each.kind === 'same' && each.how === 'spread'))
          return spreadArray(this, node.elements, frame);
        const items = elements(this, node.elements, frame);
        const type =
          this.family === 'java'
            ? /new\s{1,3}(\w{1,40})[[\] ]{1,20}$/.exec(frame.file.text.slice(Math.max(0, node.start - 60), node.start))?.[1]
            : undefined;
        if (type !== undefined) return new List(items.map((each) => coerced(this, each, type)));
        if (node.of === 'set') {
          const set = new Dict('set');
          for (const each of items) set.set(each, each);
          return set;
        }
        if (this.family === 'php' && node.of === 'list') return new List(items);
        return new List(items, node.of === 'tuple' ? 'tuple' : 'list');
      }
      case 'map':
        return mapOf(this, node, frame);
      case 'choice':
        return chosen(this, node, frame);
      case 'operate':
        return operation(this, node, frame);
      case 'each':
        return comprehension(this, node, frame);
      case 'fn':
        if (this.family === 'python')
          return withDefaults(this, new Func(node, frame.file, frame.env, frame.self, frame.owner, frame.home), frame);
        return new Func(
          node,
          frame.file,
          this.family === 'php' ? captured(this, node, frame) : frame.env,
          frame.self,
          frame.owner,
          frame.home,
        );
      case 'assign':
        return assigned(this, node, frame);
      case 'same':
        return sameOf(this, node, frame);
      case 'opaque':
        return opaque(this, node, frame);
    }
  }

  shown(value: Value, inner = false): string {
    if (this.family === 'go') return shownGo(this, value);
    return this.family === 'javascript' ? textOf(this, value) : shown(this, value, inner);
  }

  classOf(at: ClassAt): Cls {
    return classOf(this, at);
  }

  make(cls: Cls, args: Value[], named: ReadonlyMap<string, Value>, outer?: Value): Value {
    return this.family === 'javascript' ? made(this, cls, args) : makeObject(this, cls, args, named, outer);
  }

  call(callee: Value, args: Value[], named: ReadonlyMap<string, Value> = new Map(), block?: Value): Value {
    if (this.family === 'rust') return callRust(this, callee, args);
    return this.family === 'go' ? callValueGo(this, callee, args) : callValue(this, callee, args, named, block);
  }

  callOn(callee: Value, self: Value, args: Value[]): Value {
    return calledOn(this, callee, self, args);
  }

  callWith(callee: Value, self: Value, args: Value[]): Value {
    if (!(callee instanceof Func)) throw new Unknown('a call of something else');
    return callEach(this, new Func(callee.fn, callee.file, callee.env, self, callee.owner, callee.home), args);
  }

  isSame(a: Value, b: Value): boolean {
    return same(this, a, b);
  }

  callEach(callee: Value, items: Value[]): Value {
    return callEach(this, callee, items);
  }

  invoke(func: Func, args: Value[], named: ReadonlyMap<string, Value>, block?: Value, implicit?: Value[]): Value {
    return this.family === 'go' ? invokeGo(this, func, args) : invoke(this, func, args, named, block, implicit);
  }

  methodOf(object: Value, name: RegExp): Value | undefined {
    return methodOf(this, object, name);
  }

  defaultMethod(of: Value, name: string): ((args: Value[]) => Value) | undefined {
    const [found, more] = fnsNamed(this.program, name, this.main).filter(({ fn }) => fn.words.includes('default'));
    if (!found || more) return undefined;
    return (args) => this.call(new Func(found.fn, found.file, this.module(found.file), of), args);
  }

  moduleNamed(path: string): Value | undefined {
    const file = this.program.files.find((each) =>
      [`${path}.py`, `${path}/__init__.py`].some((name) => `/${each.file}`.endsWith(`/${name}`)),
    );
    return file && new Obj(undefined, this.module(file).names);
  }

  kindOf(value: Value, type: Value): boolean {
    if (type instanceof Cls) return value instanceof Obj && value.cls?.order.includes(type) === true;
    if (type instanceof Foreign) return isBuiltIn(this, value, type.name);
    throw new Unknown('a type');
  }

  isA(value: Value, type: string): boolean {
    return isA(this, value, type);
  }

  property(of: Value, name: string, at?: Span, frame?: Frame): Value {
    return property(this, of, name, at, frame);
  }

  emptyOf(type: string): Value {
    return emptyValue(this, type);
  }

  at(of: Value, key: Value): Value {
    return elementAt(this, of, key);
  }

  send(of: Value, name: string, args: Value[], named: ReadonlyMap<string, Value> = new Map()): Value {
    return this.family === 'go' ? callMethodGo(this, of, name, { values: args, spread: false }) : send(this, of, name, args, named);
  }

  assign(target: Expr, value: Value, frame: Frame, declares: string | undefined): void {
    assignTo(this, target, value, frame, declares);
  }

  runAll(list: readonly Stmt[], frame: Frame): Completion {
    return this.family === 'go' ? runListGo(this, list, frame) : runAll(this, list, frame);
  }
}
