import { lineOf } from '../../syntax/lower/places';
import type { SyntaxFile } from '../../syntax/syntax';
import type { Core } from '../running/machine';
import { AssertFailed } from '../testing/assertions';
import { Obj, Thrown, Unknown, type Value } from '../values/value';
import { invokeItem } from './calls';
import type { FnItem, Item } from './code/nodes';
import { tokensOf } from './code/tokens';
import { debug } from './formats';
import type { Module } from './modules';
import { Data, inside } from './values';
import type { World } from './machine';
import { RESULT } from './options';
import { worldOf } from './world';

interface At {
  readonly fn: FnItem;
  readonly module: Module;
}

function fnsOf(module: Module, items: readonly Item[] = module.items): At[] {
  return items.flatMap((item) =>
    item.kind === 'fn' ? [{ fn: item, module }] : item.kind === 'impl' || item.kind === 'trait' ? fnsOf(module, item.items) : [],
  );
}

const isTest = ({ fn }: At): boolean => fn.attributes.includes('[test]');
const isMain = ({ fn, module }: At): boolean => fn.name === 'main' && module.parent === undefined && module.items.includes(fn);
const isSkipped = ({ fn }: At): boolean => fn.attributes.some((each) => /^\[ignore\b/.test(each));

/** Runs the test, or the program, around a line. */
export function runRustTest(it: Core, file: SyntaxFile, line: number): void {
  const w = worldOf(it);
  const around = w.crates
    .of(file)
    .flatMap((module) => fnsOf(module))
    .filter(({ fn }) => lineOf(file, fn.start) <= line && line <= lineOf(file, fn.end - 1));
  const own = around.toSorted((a, b) => a.fn.end - a.fn.start - (b.fn.end - b.fn.start))[0];
  if (!own) throw new Unknown('no test');
  if (isTest(own) || isMain(own)) return run(w, own);
  // A line of another function: the program, or the first test, that fails there.
  const crates = w.crates.roots.filter((root) => [...root.all()].some((module) => module.file === file));
  const mains = crates.flatMap((root) => fnsOf(root)).filter(isMain);
  const tests = w.crates.roots
    .flatMap((root) => [...root.all()].flatMap((module) => fnsOf(module)))
    .filter((each) => isTest(each) && !isSkipped(each));
  let failure: unknown;
  for (const each of [...mains, ...tests]) {
    try {
      run(w, each);
    } catch (error) {
      if (!(error instanceof AssertFailed || error instanceof Thrown)) throw error;
      const stack = error instanceof Thrown && error.value instanceof Obj ? error.value.stack : undefined;
      if ((stack ?? it.stack).some((at) => at.file === file && at.line === line)) throw error;
      failure ??= isMain(each) ? error : undefined;
    }
  }
  if (failure !== undefined) throw failure as Error;
  if (mains.length + tests.length === 0) throw new Unknown('no test');
}

function run(w: World, { fn, module }: At): void {
  w.it.stack.length = 0;
  const start = (): Value => invokeItem(w, { item: fn, module }, []);
  const expected = fn.attributes.find((each) => /^\[should_panic\b/.test(each));
  if (expected !== undefined) return panics(start, wordsIn(expected));
  const gave = inside(start());
  if (!(gave instanceof Data) || gave.decl !== RESULT || gave.variant !== 'Err') return;
  const said = `Error: ${debug(w, gave.first)}`;
  w.it.printed.push(`${said}\n`);
  if (isTest({ fn, module })) throw new AssertFailed([], said);
  const ended = new Obj(undefined, new Map<string, Value>([['code', 1n]]), 'exit');
  ended.stack = gave.stack;
  throw new Thrown(ended);
}

/** What a test says that it panics with: `[should_panic(expected = "…")]`. */
function wordsIn(attribute: string): string | undefined {
  return tokensOf(attribute).find(({ kind }) => kind === 'text')?.value;
}

function panics(start: () => Value, wanted: string | undefined): void {
  try {
    start();
  } catch (error) {
    if (error instanceof AssertFailed) {
      if (wanted === undefined) return;
      throw new Unknown('the message of a check');
    }
    const said = error instanceof Thrown && error.value instanceof Obj ? error.value.fields.get('message') : undefined;
    if (typeof said !== 'string') throw error;
    if (wanted === undefined || said.includes(wanted)) return;
    throw new AssertFailed([], 'panic did not contain expected string');
  }
  throw new AssertFailed([], 'test did not panic as expected');
}
