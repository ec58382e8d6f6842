import type { SyntaxFile } from '../../syntax/syntax';
import type { Core } from '../running/machine';
import { Obj, Thrown, Unknown, type Value } from '../values/value';
import { integer, textOf } from './conversions';
import { callFunction, callMethod } from './core';
import { WORLDS } from './iterators';
import { type FnAt, library, LITERAL } from './types';
import { Cell, Literal, Struct, Vec } from './values';
import { cppWorld } from './world';

/** Runs the program around a file: its `main`. @throws {Thrown} what `main` does not catch, or its exit code */
export function runCppProgram(it: Core, file: SyntaxFile): void {
  WORLDS.current = it;
  const world = cppWorld(it);
  const main = mainIn(world.functionsNamed('main', file), file);
  if (!main) throw new Unknown('no main function');
  it.stack.length = 0;
  try {
    world.start();
    it.stack.length = 0;
    const code = callFunction(it, main, argumentsFor(main));
    if (code !== undefined && integer(code) !== 0n)
      throw new Thrown(new Obj(undefined, new Map<string, Value>([['code', integer(code)]]), 'exit'));
  } catch (error) {
    if (error instanceof Thrown && error.value instanceof Struct) throw uncaught(it, error.value);
    throw error;
  }
}

function mainIn(all: readonly FnAt[], file: SyntaxFile): FnAt | undefined {
  const own = all.filter((each) => each.file === file);
  const [found, more] = own.length > 0 ? own : all;
  return more ? undefined : found;
}

function argumentsFor({ fn }: FnAt): Value[] {
  if (fn.params.length === 0) return [];
  const name = new Cell(new Literal('main'), LITERAL);
  return [1n, new Vec(library('vector', LITERAL), [name])];
}

/** What the runtime prints of an error that nobody catches. */
function uncaught(it: Core, error: Struct): Thrown {
  const stack = error.stack ?? it.stack.map((each) => ({ ...each }));
  const isStandard = error.info.order.some(({ name }) => name === 'std::exception');
  const message = isStandard ? textOf(callMethod(it, error.cell, 'what', [])) : undefined;
  const made = new Obj(
    undefined,
    new Map<string, Value>(message === undefined ? [] : [['message', message]]),
    error.info.name.replace(/^.*::/, ''),
  );
  made.stack = stack;
  return new Thrown(made);
}
