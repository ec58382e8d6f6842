import { escapePattern } from '../../escapePattern';
import { counted } from '../values/limits';
import { methodsOf } from '../../flow/program';
import type { Argument, Expr } from '../../syntax/lower/ir';
import { construct, constructBase, headOf, structClass } from './classes';
import { fail } from '../library/errors';
import { callForeign } from '../library/functions';
import { listOf } from '../values/iteration';
import { isSuperCall, methodIn, bound, overload, isRead, methodBehind, phpName } from './lookup';
import type { Core, Frame } from './machine';
import { nothingRead } from './members';
import { callMethod } from '../library/methods';
import { globalName, methodNamed, nameValue } from './names';
import { isCallable } from '../values/builtInTypes';
import { isTrue } from '../values/comparing';
import { ofRubyClass } from '../ruby/objects';
import { answers } from '../ruby/answers';
import { caught } from '../ruby/methods';
import { variablesOf, withName } from '../php/expressions';
import { ofCollection } from '../php/objects';
import { matchedInto } from '../php/patterns';
import { isMatcher, letOf, matcherOf, SPEC, specified, expectation } from '../ruby/specs';
import { scriptCall, scriptNew, taggedArguments } from '../script/calls';
import { listed } from '../script/iteration';
import { elementTypeIn } from '../csharp/types';
import { typeOf } from '../values/widths';
import { copied, emptyValue } from '../values/structs';
import { Cls, Dict, Foreign, Func, Left, List, Native, Obj, Sym, Thrown, Unknown, nameOf, type Value } from '../values/value';

export function calls(it: Core, node: Extract<Expr, { kind: 'call' }>, frame: Frame): Value {
  it.tick(node, frame);
  if (it.family === 'javascript') return callsScript(it, node, frame);
  const [given] = node.args;
  if (
    it.family === 'php' &&
    node.args.length === 1 &&
    given?.value.kind === 'opaque' &&
    frame.file.text.slice(given.value.start, given.value.end) === '...'
  )
    return callableOf(it, node.callee, frame);
  const asks = it.family === 'php' && node.callee.kind === 'name' && /^(?:isset|empty)$/.test(node.callee.name);
  const finds = it.family === 'php' && node.callee.kind === 'name' && /^preg_match(?:_all)?$/.test(node.callee.name);
  const { args, named, block } = argumentsOf(
    it,
    asks ? [] : finds ? node.args.slice(0, 2) : isNameless(it, node, frame) ? node.args.slice(0, -1) : node.args,
    frame,
  );
  it.tick(node, frame);
  if (block instanceof Func && it.family === 'ruby')
    try {
      return called(it, node, frame, { args, named, block });
    } catch (error) {
      if (error instanceof Left && error.to === block.fn) return error.value;
      throw error;
    }
  it.referred = undefined;
  const gave = called(it, node, frame, { args, named, block });
  const referred = it.referred as ReadonlyMap<number, Value> | undefined;
  it.referred = undefined;
  for (const [at, value] of referred ?? []) {
    const target = node.args[at]?.value;
    if (target?.kind === 'assign' && target.declares === 'out') it.assign(target.target, value, frame, 'out');
    else if (target && /^(?:name|index|member)$/.test(target.kind) && isReferred(it, target, frame))
      it.assign(target, value, frame, undefined);
  }
  return gave;
}

/** C#: `_` takes a value that nobody wants. */
function isReferred(it: Core, target: Expr, frame: Frame): boolean {
  return it.family !== 'csharp' || target.kind !== 'name' || target.name !== '_' || frame.env.holder('_') !== undefined;
}

function callsScript(it: Core, node: Extract<Expr, { kind: 'call' }>, frame: Frame): Value {
  const args = (): Value[] => {
    const [only] = node.args;
    const given =
      only?.value.kind === 'literal' &&
      frame.file.text[only.value.start] === '`' &&
      frame.file.text[only.value.end] !== ')' &&
      !/[(,]\s*$/.test(frame.file.text.slice(node.callee.end, only.value.start))
        ? taggedArguments(it, only.value, frame)
        : argumentsOf(it, node.args, frame).args;
    it.tick(node, frame);
    return given;
  };
  return node.makes ? scriptNew(it, node.callee, args(), frame) : scriptCall(it, node, frame, args);
}

/** `self::line(...)`, `strlen(...)`: the function itself. */
function callableOf(it: Core, callee: Expr, frame: Frame): Value {
  if (callee.kind === 'member') {
    const of = it.evaluate(callee.of, frame);
    return new Native((args) => it.call(it.property(of, callee.name), args));
  }
  const of = it.evaluate(callee, frame);
  return new Native((args) => it.call(of, args));
}

interface Given {
  args: Value[];
  named: ReadonlyMap<string, Value>;
  block?: Value;
}

function called(it: Core, node: Extract<Expr, { kind: 'call' }>, frame: Frame, { args, named, block }: Given): Value {
  const callee = it.family === 'php' ? withName(it, node.callee, frame) : node.callee;
  // `($this->round)($x)`: what a property holds is called, and no method.
  if (it.family === 'php' && callee.kind === 'member' && isBracketed(frame.file.text, callee))
    return it.call(it.evaluate(callee, frame), args, named);
  if (node.makes) {
    const body = isNameless(it, node, frame) ? node.args.at(-1)!.value : undefined;
    if (body?.kind === 'opaque') return it.make(nameless(it, callee, body, frame), args, named, frame.self);
    return makes(it, callee, args, named, frame, block);
  }
  if (callee.kind === 'name') {
    if (callee.name === 'isset' && it.family === 'php') return isSet(it, node.args, frame);
    if (callee.name === 'empty' && it.family === 'php')
      return !isSet(it, node.args, frame) || !isTrue(it, it.evaluate(node.args[0]!.value, frame));
    if (it.family === 'php' && /^(?:compact|extract)$/.test(callee.name)) return variablesOf(it, callee.name, args, frame);
    if (/^preg_match(?:_all)?$/.test(callee.name) && node.args.length > 2) {
      const more = node.args[3] && it.evaluate(node.args[3].value, frame);
      if (node.args.length > 4 || node.args.some(({ name }) => name !== undefined)) throw new Unknown('a match with flags');
      const { count, groups } = matchedInto(callee.name, args[0], args[1], more);
      it.assign(node.args[2]!.value, groups, frame, undefined);
      return count;
    }
    if (callee.name === 'getClass' && it.family === 'java' && frame.self instanceof Obj) return frame.self.cls;
    if (callee.name === 'super') {
      const base = frame.owner?.base;
      if (it.family === 'ruby' && frame.fn && frame.fn.name !== 'initialize') {
        const own = methodBehind(frame.self, frame.owner, frame.fn.name);
        if (!own) throw new Unknown('a method of a base class');
        return it.call(bound(it, own, frame.self), args, named, block);
      }
      if (base && frame.owner && frame.self instanceof Obj) {
        constructBase(it, frame.self, frame.owner, args, named);
        return null;
      }
      if (frame.self instanceof Obj && frame.self.type !== '') {
        frame.self.fields.set('message', args[0] ?? '');
        return null;
      }
      throw new Unknown('a call of a base class');
    }
    if (it.family === 'ruby') {
      const given = letOf(frame.self, callee.name);
      if (given && args.length === 0) return given();
      const own =
        it.methodOf(frame.self, new RegExp(`^${escapePattern(callee.name)}$`)) ??
        (frame.self instanceof Cls && ownOfClass(frame.self, callee.name) ? it.property(frame.self, callee.name) : undefined) ??
        frame.env.holder(callee.name)?.names.get(callee.name);
      if (own instanceof Func) return it.call(own, args, named, block);
      if (
        /^(?:private|public|protected|attr_reader|attr_accessor|attr_writer|require|require_relative|include|extend|puts|print|p)$/.test(
          callee.name,
        )
      ) {
        if (/^p/.test(callee.name))
          for (const each of args) if (each instanceof Obj && each.cls) printedText(it, each, callee.name === 'p');
        return null;
      }
      if (frame.self instanceof Obj && frame.self.type === 'spec') {
        if (callee.name === 'expect') return expectation(block ?? args[0]);
        if (callee.name === 'is_expected') return expectation(letOf(frame.self, 'subject')?.() ?? null);
        if (isMatcher(callee.name)) return matcherOf(callee.name, block === undefined ? args : [...args, block], named);
      }
      if (callee.name === 'block_given?') return frame.home?.block !== undefined && frame.home.block !== null;
      if (callee.name === 'new' && frame.self instanceof Cls) return it.make(frame.self, args, named);
      if (block instanceof Func && SPEC.test(callee.name) && frame.file === it.main) return specified(it, callee.name, args, block);
      if (callee.name === 'loop' && block !== undefined) return forever(it, block);
      if (/^(?:lambda|proc)$/.test(callee.name) && block !== undefined) return block;
      if (callee.name === 'catch' && block !== undefined) return caught(it, args[0], block);
      if (callee.name === 'throw')
        throw new Thrown(
          new Obj(
            undefined,
            new Map<string, Value>([
              ['tag', args[0]],
              ['value', args[1] ?? null],
            ]),
            'UncaughtThrowError',
          ),
        );
      if (callee.name === 'method' && args.length === 1) {
        const wanted = nameOf(args[0]);
        const found =
          frame.self instanceof Obj
            ? it.methodOf(frame.self, new RegExp(`^${escapePattern(wanted)}$`))
            : frame.self instanceof Cls && ownOfClass(frame.self, wanted)
              ? it.property(frame.self, wanted)
              : undefined;
        return found ?? frame.env.holder(wanted)?.names.get(wanted) ?? new Native((given) => callForeign(it, wanted, given, new Map()));
      }
      if (/^(?:to_enum|enum_for)$/.test(callee.name)) return enumerated(it, args, frame);
      if (callee.name === 'instance_variable_set' && frame.self instanceof Cls) throw new Unknown('a variable of a class');
      const { self } = frame;
      if (
        self instanceof Obj &&
        self.cls &&
        !frame.file.text.startsWith('.(', callee.end) &&
        !/^(?:raise|require|format|sprintf|Integer|Float|Array|String|Hash|rand|sleep|warn|exit|abort|pp)$/.test(callee.name) &&
        answers(it, self, callee.name)
      )
        return callMethod(it, self, callee.name, block === undefined ? args : [...args, block], named);
      if (self instanceof Cls) {
        const found = ofRubyClass(it, self, callee.name, block === undefined ? args : [...args, block]);
        if (found !== undefined) return found;
      }
    }
    return it.call(it.family === 'java' ? it.settled(methodNamed(it, callee.name, frame)) : it.evaluate(callee, frame), args, named, block);
  }
  if (callee.kind === 'member' && !(callee.of.kind === 'name' && callee.of.name === 'super') && !isSuperCall(callee.of)) {
    const of = it.evaluate(callee.of, frame);
    if (of === null || of === undefined) {
      if (/\?\.|\?->|&\./.test(frame.file.text.slice(callee.of.end, callee.end))) return null;
      if (!(it.family === 'ruby' && OF_NIL.test(callee.name))) throw new Thrown(nothingRead(it, of, callee.name));
    }
    if (of instanceof Obj && of.cls) {
      const own = methodIn(of.cls, callee.name);
      if (own) return it.call(bound(it, overload(it, own, args), of), args, named, block);
      const field = of.fields.get(callee.name) ?? of.fields.get(`@${callee.name}`);
      if (args.length === 0 && field !== undefined && (it.family === 'java' || (it.family === 'ruby' && isRead(of.cls, callee.name))))
        return field;
      if (it.family === 'ruby' && args.length === 0 && isRead(of.cls, callee.name)) return null;
      if (it.family === 'php') {
        const gave = ofPhpObject(it, of, callee.name, args, named);
        if (gave !== undefined) return gave;
      }
      if (field instanceof Func || field instanceof Native || (it.family === 'python' && field !== undefined))
        return it.call(field, args, named, block);
      if (it.family === 'python' && of.cls.statics.get(callee.name) instanceof Func)
        return it.call(of.cls.statics.get(callee.name), [of, ...args], named);
      return callMethod(it, of, callee.name, block === undefined ? args : [...args, block], named);
    }
    if (of instanceof Obj && of.type === '') {
      const own = of.fields.get(callee.name);
      if (own !== undefined && own !== null) return it.call(it.settled(own), args, named, block);
    }
    if (of instanceof Cls) {
      if (callee.name === 'new' && it.family === 'ruby') return it.make(of, args, named);
      if (it.family === 'ruby' && !ownOfClass(of, callee.name)) {
        const gave = ofRubyClass(it, of, callee.name, block === undefined ? args : [...args, block]);
        if (gave !== undefined) return gave;
      }
      const found = methodsOf(of.at).filter((each) => each.name === callee.name);
      if (found.length > 1)
        return it.call(bound(it, overload(it, { file: of.at.file, fn: found[0]!, owner: of }, args), of), args, named, block);
      if (it.family === 'php' && callee.name === '__construct' && frame.self instanceof Obj) {
        construct(it, frame.self, of, args, named);
        return null;
      }
      // A static property of PHP may have the name of a method.
      const method = it.family === 'php' ? methodIn(of, callee.name) : undefined;
      if (method)
        return it.call(
          bound(it, method, frame.self instanceof Obj && !method.fn.words.includes('static') ? frame.self : of),
          args,
          named,
          block,
        );
      const own = it.property(of, callee.name);
      return it.family === 'ruby' && !isCallable(own) ? own : it.call(own, args, named, block);
    }
    if (it.family === 'ruby' && typeof of === 'string' && /\w!$/.test(callee.name)) {
      const after = callMethod(it, of, callee.name.slice(0, -1), block === undefined ? args : [...args, block], named);
      it.assign(callee.of, after, frame, undefined);
      return after === of ? null : after;
    }
    if (
      of instanceof Foreign &&
      it.family === 'php' &&
      /^(?:parent|\w*(?:Exception|Error))$/.test(of.name) &&
      callee.name === '__construct' &&
      frame.self instanceof Obj &&
      frame.self.type !== ''
    ) {
      frame.self.fields.set('message', args[0] ?? named.get('message') ?? '');
      frame.self.fields.set('code', args[1] ?? named.get('code') ?? 0n);
      frame.self.fields.set('previous', args[2] ?? named.get('previous') ?? null);
      return null;
    }
    if (of instanceof Foreign && of.name === 'RSpec' && block instanceof Func && SPEC.test(callee.name))
      return specified(it, callee.name, args, block);
    if (of instanceof Foreign && of.name === 'Data' && callee.name === 'define') return structClass(it, args, block, frame);
    if (it.family === 'java' && of instanceof Foreign && VARIADIC.test(`${of.name}.${callee.name}`)) {
      // An array for the rest of the parameters is its elements.
      const [last, given] = [args.at(-1), node.args.at(-1)];
      if (last instanceof List && given && /^[A-Z].*\[\]$/.test(typeOf(it, given.value, frame) ?? ''))
        args = [...args.slice(0, -1), ...last.items];
    }
    if (of instanceof Foreign) return callForeign(it, `${of.name}.${callee.name}`, block === undefined ? args : [...args, block], named);
    if (it.family === 'java' && callee.name === 'remove' && of instanceof List && typeof args[0] === 'bigint') {
      // Of a queue it is always a value.
      const isPlaced = !/^(?:Queue|Deque|ArrayDeque|Collection|Iterable)\b/.test(typeOf(it, callee.of, frame) ?? '');
      const type = isPlaced ? typeOf(it, node.args[0]!.value, frame) : 'Integer';
      if (type === undefined && !/^(?:literal|operate)$/.test(node.args[0]!.value.kind)) throw new Unknown('a place or a value');
      if (type === 'Integer' || type === 'Long') return callMethod(it, of, 'removevalue', args, named);
    }
    return callMethod(it, of, callee.name, block === undefined ? args : [...args, block], named);
  }
  if (
    callee.kind === 'member' &&
    /^(?:__init__|constructor|__construct)$/.test(callee.name) &&
    frame.self instanceof Obj &&
    frame.self.type !== '' &&
    !frame.owner?.base
  ) {
    frame.self.fields.set('message', args[0] ?? '');
    return null;
  }
  if (
    callee.kind === 'member' &&
    callee.name === '__init__' &&
    frame.self instanceof Obj &&
    frame.owner &&
    !frame.owner.base &&
    frame.owner.foreign === undefined
  )
    return null;
  return it.call(it.evaluate(callee, frame), args, named, block);
}

/** Writes an object as a print does, whose code may end the program. */
function printedText(it: Core, of: Obj, asCode: boolean): void {
  const own = it.methodOf(of, asCode ? /^inspect$/ : /^to_s$/);
  if (own) it.call(own, []);
}

const VARIADIC = /^(?:(?:List|Set|EnumSet)\.of|Collections\.addAll|Objects\.hash)$/;

const isBracketed = (text: string, { start, end }: Expr): boolean =>
  text[start - 1] === '(' && /^\s*\)\s*\(/.test(text.slice(end, end + 20));

function argumentsOf(it: Core, list: readonly Argument[], frame: Frame): { args: Value[]; named: Map<string, Value>; block?: Value } {
  const args: Value[] = [];
  const named = new Map<string, Value>();
  let block: Value;
  for (const { value, name } of list) {
    const inner = value.kind === 'same' && value.how === 'spread' ? value : undefined;
    const shown = it.family === 'ruby' && name === undefined ? frame.file.text.slice(value.start, value.end + 1) : '';
    // `name:` and `&` of Ruby: what has the name, and the block, here.
    const [, short] = /^(\w+):$/.exec(shown) ?? /^(\w+):$/.exec(shown.slice(0, -1)) ?? [];
    if (short !== undefined && (value.kind === 'opaque' || value.kind === 'literal')) {
      named.set(short, it.evaluate({ start: value.start, end: value.start + short.length, kind: 'name', name: short }, frame));
      continue;
    }
    if (value.kind === 'opaque' && shown.startsWith('&') && value.end === value.start + 1) {
      block = frame.home?.block;
      continue;
    }
    if (inner && name === undefined) {
      const written = frame.file.text.slice(inner.start, inner.end);
      const all = it.evaluate(inner, frame);
      if (it.family === 'ruby' && written.startsWith('&')) block = all;
      else if (written.startsWith('**')) {
        if (!(all instanceof Dict)) throw new Unknown('arguments');
        for (const [key, each] of all.pairs()) named.set(nameOf(key), each);
      } else if (it.family === 'javascript') args.push(...listed(it, all, frame.file.text.slice(inner.of.start, inner.of.end)));
      else if (it.family === 'php' && all instanceof Dict)
        for (const [key, each] of all.pairs()) {
          if (typeof key === 'string') named.set(key, each);
          else args.push(each);
        }
      else if (it.family === 'php' && (all === null || all === undefined))
        throw new Thrown(
          new Obj(undefined, new Map<string, Value>([['message', 'Only arrays and Traversables can be unpacked']]), 'Error'),
        );
      else args.push(...listOf(it, all));
    } else if (name !== undefined) named.set(name.replace(/:$/, '').replace(/^\$/, ''), it.evaluate(value, frame));
    else if (value.kind === 'fn' && value.words.includes('block')) block = it.evaluate(value, frame);
    else if (it.family === 'csharp' && isOut(value, frame)) args.push(null);
    else if (it.family === 'csharp') args.push(copied(it, it.evaluate(value, frame)));
    else args.push(it.evaluate(value, frame));
  }
  return { args, named, block };
}

/** `out int size`, `out size` */
function isOut(value: Expr, { file }: Frame): boolean {
  return (
    (value.kind === 'assign' && value.declares === 'out') || /\bout\s+$/.test(file.text.slice(Math.max(0, value.start - 10), value.start))
  );
}

function makes(it: Core, callee: Expr, args: Value[], named: ReadonlyMap<string, Value>, frame: Frame, block: Value): Value {
  if (callee.kind === 'name') {
    const plain = callee.name.replace(/<.*$/s, '');
    if (callee.name.endsWith(']') && callee.name.includes('[')) {
      const type = callee.name.split('[', 1)[0]!.trim();
      const depth = callee.name.split('[').length - 1;
      args = args.filter((each) => each !== null);
      const filled = (at: number): Value =>
        at >= args.length
          ? at < depth
            ? null
            : emptyValue(it, type)
          : arrayFor(
              it,
              type,
              Array.from({ length: counted(Number(args[at])) }, () => filled(at + 1)),
            );
      const made = filled(0);
      if (it.family === 'csharp' && depth === 1 && args.length > 1 && made instanceof List)
        made.fields = new Map<string, Value>([['Length', args.reduce<bigint>((size, each) => size * (each as bigint), 1n)]]);
      return made;
    }
    if (it.family === 'php' && /^(?:self|static)$/.test(plain) && frame.owner)
      return it.make(
        plain === 'self'
          ? frame.owner
          : frame.self instanceof Obj && frame.self.cls
            ? frame.self.cls
            : frame.self instanceof Cls
              ? frame.self
              : frame.owner,
        args,
        named,
      );
    if (it.family === 'php' && plain === 'parent' && frame.owner?.base) return it.make(frame.owner.base, args, named);
    const cls =
      it.family === 'ruby'
        ? nameValue(it, { ...callee, name: plain }, frame)
        : callee.name.startsWith('$')
          ? it.evaluate({ ...callee, kind: 'name' }, frame)
          : frame.env.holder(plain)
            ? frame.env.holder(plain)!.names.get(plain)
            : globalName(it, plain, frame);
    const found = typeof cls === 'string' && it.family === 'php' ? it.settled(globalName(it, cls, frame)) : it.settled(cls);
    if (found instanceof Cls) return it.make(found, args, named, it.family === 'java' ? frame.self : undefined);
    if (plain === 'Struct' && it.family === 'ruby') return structClass(it, args, block, frame);
    if (found instanceof Foreign) {
      const made = callForeign(it, `new ${found.name.replace(/^.*(?:\.|::)/, '')}`, block === undefined ? args : [...args, block], named);
      const type = it.family === 'csharp' ? elementTypeIn(callee.name) : undefined;
      if (type !== undefined && (made instanceof List || made instanceof Dict)) made.elementType = type;
      return made;
    }
  }
  const evaluated = it.evaluate(callee, frame);
  const made = typeof evaluated === 'string' && it.family === 'php' ? it.settled(globalName(it, evaluated, frame)) : evaluated;
  if (made instanceof Cls) return it.make(made, args, named);
  if (made instanceof Foreign) return callForeign(it, `new ${made.name}`, args, named);
  throw new Unknown('a construction');
}

/** An array, whose size is fixed in C#. */
function arrayFor(it: Core, type: string, items: Value[]): List {
  const made = new List(items);
  if (it.family === 'csharp') [made.fixed, made.elementType] = ['size', type];
  return made;
}

/** Whether a call makes an object of a class that stands in it. */
function isNameless(it: Core, { makes: made, args }: Extract<Expr, { kind: 'call' }>, { file }: Frame): boolean {
  const last = args.at(-1)?.value;
  return made === true && it.family === 'java' && last?.kind === 'opaque' && file.text[last.start] === '{';
}

/** The class of `new Reader() { … }`. */
function nameless(it: Core, callee: Expr, { start, end, parts: [body] }: Extract<Expr, { kind: 'opaque' }>, frame: Frame): Cls {
  const name = callee.kind === 'name' ? callee.name.replace(/<.*$/s, '') : '';
  const base = it.settled(globalName(it, name, frame));
  const isInterface = base instanceof Cls && /\binterface\s/.test(headOf(base));
  const node = { start, end, kind: 'class' as const, name: '', members: body?.kind === 'block' ? body.body : [] };
  const made = new Cls(
    { file: frame.file, node },
    base instanceof Cls && !isInterface ? base : undefined,
    base instanceof Cls ? undefined : name,
  );
  if (base instanceof Cls && isInterface) made.parents = [base];
  made.env = frame.env;
  made.outer = frame.self;
  return made;
}

/** What an object of PHP has by its base in the library, or by `__call`; undefined for another method. */
function ofPhpObject(it: Core, of: Obj, name: string, args: Value[], named: ReadonlyMap<string, Value>): Value {
  const gave = ofCollection(it, of, name, args);
  if (gave !== undefined) return gave;
  const magic = /^(?:assert|expect|fail$|getMessage$|getCode$|getPrevious$|setUp$)/.test(name) ? undefined : it.methodOf(of, /^__call$/);
  void named;
  if (magic !== undefined) return it.call(magic, [name, new List(args)]);
  const isOwn = of.type === '' && of.cls?.order.every(({ foreigns }) => foreigns.length === 0);
  return isOwn && of.cls ? fail('Error', `Call to undefined method ${phpName(of.cls)}::${name}()`) : undefined;
}

/** `to_enum(:each)`: what the method yields. */
function enumerated(it: Core, [name, ...args]: Value[], { self, env }: Frame): Value {
  const own = nameOf(name ?? Sym.of('each'));
  const method = self instanceof Obj ? it.methodOf(self, new RegExp(`^${escapePattern(own)}$`)) : env.holder(own)?.names.get(own);
  if (method === undefined) throw new Unknown('an enumerator');
  const items: Value[] = [];
  it.call(method, args, new Map(), new Native((given) => (items.push(given.length > 1 ? new List(given) : given[0]), null)));
  return new List(items);
}

function ownOfClass(of: Cls, name: string): boolean {
  return [...of.order, ...of.extended].some(({ at, statics }) => statics.has(name) || methodsOf(at).some((each) => each.name === name));
}

/** Methods that nothing has in Ruby, too. */
const OF_NIL =
  /^(?:to_\w+|nil\?|inspect|is_a\?|kind_of\?|instance_of\?|class|respond_to\?|dup|clone|freeze|frozen\?|then|yield_self|tap|send|public_send|hash|object_id|method|itself|eql\?|equal\?|===?|!=|=~|!|&|\||instance_variable_\w+|display|instance_eval)$/;

/** `loop do … end`: a block that is called until it is left. */
function forever(it: Core, block: Value): Value {
  try {
    for (;;) it.call(block, []);
  } catch (error) {
    if (error instanceof Thrown && error.value instanceof Obj && error.value.type === 'StopIteration') return null;
    throw error;
  }
}

/** Whether each of some expressions has a value; one that cannot be read has none. */
function isSet(it: Core, given: readonly Argument[], frame: Frame): boolean {
  return given.every(({ value }) => {
    if (value.kind === 'name' && value.name.startsWith('$') && !frame.env.names.has(value.name) && value.name !== '$this') return false;
    if (value.kind === 'index' || value.kind === 'member') {
      if (!isSet(it, [{ value: value.of }], frame)) return false;
      const of = it.evaluate(value.of, frame);
      if (of instanceof Obj && value.kind === 'index') return isTrue(it, it.send(of, 'offsetExists', [it.evaluate(value.keys[0]!, frame)]));
      if (of instanceof Obj && value.kind === 'member') {
        if (of.fields.has(value.name)) return (of.fields.get(value.name) ?? null) !== null;
        const asks = it.methodOf(of, /^__isset$/);
        return asks
          ? isTrue(it, it.call(asks, [value.name]))
          : of.cls
            ? [...of.cls.order].some(({ statics }) => statics.has(value.name))
            : false;
      }
    }
    const found = it.evaluate(value, frame);
    return found !== null && found !== undefined;
  });
}
