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

/** `with open(…) as file:`: what is entered, and the body; the block has both. */
export function runWith(it: Core, { start, body }: Block, frame: Frame): Completion {
  const { text } = frame.file;
  const end = headEnd(text, start);
  const heads = body.filter((each) => each.start < end);
  if (heads.length === 0) throw new Unknown('a with');
  const rest = body.slice(heads.length);
  const isAsync = text.startsWith('async', start);
  const run = (at: number): Completion => {
    const head = heads[at];
    return head ? entered(it, head, frame, isAsync, () => run(at + 1)) : it.runAll(rest, frame);
  };
  return run(0);
}

function entered(it: Core, head: Stmt, frame: Frame, isAsync: boolean, run: () => Completion): Completion {
  const value = head.kind === 'assign' && head.value ? head.value : head.kind === 'do' ? head.value : undefined;
  if (!value) throw new Unknown('a with');
  const manager = it.evaluate(value, frame);
  const named = (entered: Value): void => {
    if (head.kind === 'assign') it.assign(head.target, entered, frame, undefined);
  };
  if (manager === null) return run();
  if (!(manager instanceof Obj)) throw new Unknown('a with');
  if (manager.type === 'raises') {
    named(manager);
    return raising(it, manager, run);
  }
  if (manager.type === 'managed') return managed(it, manager, named, run);
  const [acquire, release] = ['acquire', 'release'].map((name) => (manager.cls ? undefined : manager.fields.get(name)));
  if (acquire instanceof Native && release instanceof Native) {
    awaited(it, it.call(acquire, []));
    try {
      return run();
    } finally {
      it.call(release, []);
    }
  }
  if (isPatch(manager)) {
    const back = patched(manager);
    named(manager.fields.get('value'));
    try {
      return run();
    } finally {
      back();
    }
  }
  if (manager.type === 'file' || manager.type === 'folder') {
    named(manager.type === 'file' ? manager : manager.fields.get('name'));
    return run();
  }
  const [enter, leave] = [isAsync ? /^__aenter__$/ : /^__enter__$/, isAsync ? /^__aexit__$/ : /^__exit__$/].map((name) =>
    it.methodOf(manager, name),
  );
  if (enter === undefined || leave === undefined) throw new Unknown('a with');
  const call = (of: Value, args: Value[]): Value => awaited(it, it.call(of, args));
  named(call(enter, []));
  const depth = it.stack.length;
  let done: Completion;
  try {
    done = run();
  } catch (error) {
    if (!(error instanceof Thrown)) throw error;
    const [stack, value] = [it.stack.slice(), error.value];
    it.stack.length = depth;
    if (isTrue(it, call(leave, [value instanceof Obj ? (value.cls ?? new Foreign(value.type)) : null, value, null]))) return undefined;
    it.stack.splice(0, it.stack.length, ...stack);
    throw error;
  }
  call(leave, [null, null, null]);
  return done;
}

/** `@contextmanager`: the body runs where the generator gives its value. */
function managed(it: Core, manager: Obj, named: (entered: Value) => void, run: () => Completion): Completion {
  const stream = manager.fields.get('stream');
  if (!(stream instanceof Stream)) throw new Unknown('a with');
  const depth = it.stack.length;
  let done: Completion;
  let turns = 0;
  stream.run((item) => {
    if (turns++ > 0) throw new Unknown('a second value');
    const inner = it.stack.splice(depth);
    named(item);
    try {
      done = run();
    } catch (error) {
      if (error instanceof Thrown) it.stack.push(...it.stack.splice(depth, it.stack.length, ...inner).map((each) => ({ ...each })));
      throw error;
    }
    it.stack.push(...inner);
    return true;
  });
  if (turns === 0) throw new Unknown('a with');
  return done;
}

/** A body that has to throw, or that may. */
function raising(it: Core, manager: Obj, run: () => Completion): Completion {
  const type = manager.fields.get('type');
  const types = type instanceof List ? type.items : [type];
  const depth = it.stack.length;
  let done: Completion;
  try {
    done = run();
  } catch (error) {
    if (!(error instanceof Thrown)) throw error;
    if (!isOfTypes(it, error.value, types)) throw error;
    it.stack.length = depth;
    const match = manager.fields.get('match');
    if (match !== undefined) {
      const found = ofRe(it, 'search', [match, it.shown(error.value)], new Map());
      if (found === null) throw new AssertFailed();
    }
    manager.fields.set('value', error.value);
    manager.fields.set('exception', error.value);
    return undefined;
  }
  if (manager.fields.get('passes') !== true) throw new AssertFailed();
  return done;
}
