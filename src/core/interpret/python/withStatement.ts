import type { Stmt } from '../../syntax/lower/ir';
import { AssertFailed } from '../testing/assertions';
import { isOfTypes } from '../testing/checks';
import { isTrue } from '../values/comparing';
import type { Completion, Core, Frame } from '../running/machine';
import { awaited } from '../library/promises';
import { isPatch, patched } from './mocks';
import { ofRe } from './patterns';
import { Foreign, List, Native, Obj, Stream, Thrown, Unknown, type Value } from '../values/value';

type Block = Extract<Stmt, { kind: 'block' }>;

const GROUPED = new WeakMap<readonly Stmt[], readonly Stmt[]>();

/** Statements with each `with` as one: lowered code has what it enters and its body as statements of the code around it. */
export function withBlocks(list: readonly Stmt[], text: string): readonly Stmt[] {
  let found = GROUPED.get(list);
  if (!found) GROUPED.set(list, (found = grouped(list, text)));
  return found;
}

function grouped(list: readonly Stmt[], text: string): readonly Stmt[] {
  const made: Stmt[] = [];
  for (let at = 0; at < list.length; at += 1) {
    const { start } = list[at]!;
    const before = text.slice(Math.max(0, start - 200), start).trimEnd();
    const last = before.slice(before.lastIndexOf('\n') + 1);
    const [, indent] = /^([ \t]*)(?:async[ \t]{1,9})?with(?:[ \t]{0,9}\()?$/.exec(last) ?? [];
    if (indent === undefined) {
      made.push(list[at]!);
      continue;
    }
    const from = Math.max(0, start - 200) + before.length - last.length + indent.length;
    const end = headEnd(text, from);
    const isWithin = (each: Stmt): boolean =>
      each.start < end || indentOf(text, each) > indent.length || !text.slice(end, each.start).includes('\n');
    let to = at + 1;
    while (to < list.length && isWithin(list[to]!)) to += 1;
    made.push({ start: from, end: list[to - 1]!.end, kind: 'block', body: list.slice(at, to) });
    at = to - 1;
  }
  return made;
}

function indentOf(text: string, { start }: Stmt): number {
  const line = text.lastIndexOf('\n', start - 1) + 1;
  return /^[ \t]*/.exec(text.slice(line, start))![0].length;
}

/** Where the colon stands that the body of a `with` begins behind. */
function headEnd(text: string, from: number): number {
  const part = /"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|#[^\n]*|[()[\]{}:]/g;
  part.lastIndex = from;
  let depth = 0;
  for (let found = part.exec(text); found; found = part.exec(text)) {
    const [sign] = found;
    if (/^[([{]$/.test(sign)) depth += 1;
    else if (/^[)\]}]$/.test(sign)) depth -= 1;
    else if (sign === ':' && depth === 0) return found.index;
  }
  return from;
}

/** `with open(…) as file:`: whether a block that has what is entered, and the body, is one. */
export function isWith({ start }: Block, text: string): boolean {
  return /^(?:async\s+)?with\b/.test(text.slice(start, start + 12));
}

/** What a `with` enters, and its body. */
export function partsOfWith({ start, body }: Block, text: string): [heads: Stmt[], body: Stmt[]] {
  const end = headEnd(text, start);
  const heads = body.filter((each) => each.start < end);
  if (heads.length === 0) throw new Unknown('a with');
  return [heads, body.slice(heads.length)];
}

export function runWith(it: Core, node: Block, frame: Frame): Completion {
  const [heads, body] = partsOfWith(node, frame.file.text);
  const run = (at: number): Completion => {
    const head = heads[at];
    if (!head) return it.runAll(body, frame);
    const leave = entersWith(it, head, frame);
    const depth = it.stack.length;
    let done: Completion;
    try {
      done = run(at + 1);
    } catch (error) {
      if (leftWith(it, leave, error, depth)) return undefined;
      throw error;
    }
    leave(undefined);
    return done;
  };
  return run(0);
}

/** Leaves what a `with` entered, of which the body ended with an error or not. @returns whether the error is over */
type Leave = (error: unknown) => boolean;

/** Leaves what was entered because of an error, which keeps its place. */
export function leftWith(it: Core, leave: Leave, error: unknown, depth: number): boolean {
  const line = it.stack[depth - 1]?.line;
  const open = it.stack.splice(depth);
  if (leave(error)) return true;
  it.stack.push(...open);
  if (line !== undefined) it.stack[depth - 1]!.line = line;
  return false;
}

/** Enters what a `with` names. */
export function entersWith(it: Core, head: Stmt, frame: Frame): Leave {
  const value = head.kind === 'assign' && head.value ? head.value : head.kind === 'do' ? head.value : undefined;
  if (!value) throw new Unknown('a with');
  const manager = it.evaluate(value, frame);
  const named = (entered: Value): void => {
    if (head.kind === 'assign') it.assign(head.target, entered, frame, undefined);
  };
  if (manager === null) return () => false;
  if (!(manager instanceof Obj)) throw new Unknown('a with');
  if (manager.type === 'raises') {
    named(manager);
    return (error) => raising(it, manager, error);
  }
  if (manager.type === 'managed') return managed(manager, named);
  const [acquire, release] = ['acquire', 'release'].map((name) => (manager.cls ? undefined : manager.fields.get(name)));
  if (acquire instanceof Native && release instanceof Native) {
    awaited(it, it.call(acquire, []));
    return () => (it.call(release, []), false);
  }
  if (isPatch(manager)) {
    const back = patched(manager);
    named(manager.fields.get('value'));
    return () => (back(), false);
  }
  if (manager.type === 'file' || manager.type === 'folder') {
    named(manager.type === 'file' ? manager : manager.fields.get('name'));
    return () => false;
  }
  return entered(it, manager, named);
}

/** Enters an object of the program. */
function entered(it: Core, manager: Obj, named: (value: Value) => void): Leave {
  const own = (name: string): Value | undefined => it.methodOf(manager, new RegExp(`^__a?${name}__$`));
  const [enter, leave] = [own('enter'), own('exit')];
  if (enter === undefined || leave === undefined) throw new Unknown('a with');
  const call = (of: Value, args: Value[]): Value => awaited(it, it.call(of, args));
  named(call(enter, []));
  return (error) => {
    if (error === undefined) return (call(leave, [null, null, null]), false);
    if (!(error instanceof Thrown)) return false;
    const { value } = error;
    return isTrue(it, call(leave, [value instanceof Obj ? (value.cls ?? new Foreign(value.type)) : null, value, null]));
  };
}

/** `@contextmanager`: the body runs where the generator gives its value. */
function managed(manager: Obj, named: (entered: Value) => void): Leave {
  const stream = manager.fields.get('stream');
  const source = stream instanceof Stream ? stream.source : undefined;
  if (!source) throw new Unknown('a with');
  const first = source.next(undefined);
  if (first.done) throw new Unknown('a with');
  named(first.value);
  return (error) => {
    if (error === undefined) {
      if (!source.next(null).done) throw new Unknown('a second value');
      return false;
    }
    if (!(error instanceof Thrown)) return false;
    try {
      if (!source.throw!(error.value).done) throw new Unknown('a second value');
      return true;
    } catch (again) {
      if (again instanceof Thrown && again.value === error.value) return false;
      throw again;
    }
  };
}

/** A body that has to throw, or that may. @returns whether its error is over */
function raising(it: Core, manager: Obj, error: unknown): boolean {
  if (error === undefined) {
    if (manager.fields.get('passes') !== true) throw new AssertFailed();
    return false;
  }
  const type = manager.fields.get('type');
  if (!(error instanceof Thrown) || !isOfTypes(it, error.value, type instanceof List ? type.items : [type])) return false;
  const match = manager.fields.get('match');
  if (match !== undefined && ofRe(it, 'search', [match, it.shown(error.value)], new Map()) === null) throw new AssertFailed();
  manager.fields.set('value', error.value);
  manager.fields.set('exception', error.value);
  return true;
}
