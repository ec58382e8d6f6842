import { flowProgram } from '../../context/flowProgram';
import { expressionOn } from '../../flow/expressionOn';
import { located } from '../../flow/walk';
import { loweredFunction } from '../../syntax/lower/places';
import { bodyColumn } from '../bodyColumn';
import { plainExpression } from '../expressionText';
import type { Maker } from '../returns/returnedFunction';
import { ChainWalk, type ChainTools } from './chainWalk';
import type { Hop } from './hop';
import { resultHops, throwHop } from './makerHops';
import { writesWithin } from './writesWithin';

/**
 * The places that a value passed on its path to its use, nearest first: definitions, what functions return, arguments, fields, elements of
 * lists, values of promises, state that is set elsewhere. Read from the lowered code; runs are observed there later.
 * @param at workspace-relative file, 1-based line
 * @returns at most `MOST_HOPS`; the first is the use itself
 */
export async function valueChain(at: { file: string; line: number; expression: string }, tools: ChainTools): Promise<Hop[]> {
  const source = await tools.code.open(at.file);
  if (!source) return [];
  const program = await flowProgram(source, tools.stack, tools);
  const walk = new ChainWalk(program, tools);
  const { line } = at;
  const expression = plainExpression(at.expression);
  const column = bodyColumn(source.lines[line - 1] ?? '', expression);
  const into = await walk.add(source, { line, column, endLine: line, expression, when: 'before', look: expression });
  const expr = expressionOn(source, expression, line);
  return expr ? walk.follow([{ expr, path: [], at: located(program, source, expr), into }]) : walk.hops;
}

/** The places of a function that made a value. */
export interface Making {
  /** The places that its result passed, from what it returns. */
  way: Hop[];
  /** Every place in it at which something gets a value. */
  writes: Hop[];
}

/** The places of a function that made a value. */
export async function makingOf(place: Maker, tools: ChainTools): Promise<Making> {
  const source = await tools.code.open(place.file);
  const node = source?.functions.find(
    ({ startLine, endLine, signature }) =>
      endLine === place.endLine && startLine <= place.startLine && place.startLine <= signature.endLine,
  );
  const fn = source && node && loweredFunction(source, { startLine: node.signature.startLine, endLine: node.endLine });
  if (!source || !fn) return { way: [], writes: [] };
  const program = await flowProgram(source, tools.stack, tools);
  const walk = new ChainWalk(program, tools);
  const throws = place.line !== undefined && (await throwHop(walk, source, fn, place.line));
  if (!throws) await walk.follow(await resultHops(walk, program, source, fn, node.name, place.line));
  return { way: walk.hops, writes: writesWithin(source, fn) };
}
