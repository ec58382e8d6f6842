import { bodyColumn } from '../bodyColumn';
import { plainExpression } from '../expressionText';
import type { Maker } from '../returns/returnedFunction';
import type { Definition, SyntaxFile } from '../../syntax/syntax';
import { followAccessor } from './followAccessor';
import { followAccumulation } from './followAccumulation';
import { followCall, followResult, followThrow } from './followCall';
import { followDefinition } from './followDefinition';
import { followField, followWrites } from './followField';
import { followCallbackParameter } from './followParameter';
import type { Hop } from './hop';
import { chainSteps } from './memberPath';
import { writesWithin } from './writesWithin';
import { callsOn, ValueWalk, wholeFile, type ChainTools, type ReadChain } from './valueWalk';

const MOST_STEPS = 200;
const SELF = /^(?:this|self)$/;

/**
 * The places that a value passed on its path to its use, nearest first: definitions, what functions return, arguments, fields, elements of
 * lists, values of promises, state that is set elsewhere. Read from the syntax trees; runs are observed there later.
 * @param at workspace-relative file, 1-based line
 * @returns at most `MOST_HOPS`; the first is the use itself
 */
export async function valueChain(at: { file: string; line: number; expression: string }, tools: ChainTools): Promise<Hop[]> {
  const source = await tools.code.open(at.file);
  if (!source) return [];
  const walk = new ValueWalk(tools);
  const { line } = at;
  const expression = plainExpression(at.expression);
  const fn = source.enclosing(line);
  const column = bodyColumn(source.lines[line - 1] ?? '', expression);
  const into = await walk.add({ source, fn }, { line, column, endLine: line, expression, when: 'before', look: expression });
  walk.follow({ source, fn, text: expression, calls: callsOn(source, line, expression), reads: [], line, into });
  return toTheEnd(walk);
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
  const fn = source?.functions.find(
    ({ startLine, endLine, signature }) =>
      endLine === place.endLine && startLine <= place.startLine && place.startLine <= signature.endLine,
  );
  if (!source || !fn) return { way: [], writes: [] };
  const walk = new ValueWalk(tools);
  const throws = place.line !== undefined && (await followThrow(walk, { source, fn }, place.line));
  if (!throws) await followResult(walk, { source, fn }, place.line);
  return { way: await toTheEnd(walk), writes: writesWithin(source, fn) };
}

async function toTheEnd(walk: ValueWalk): Promise<Hop[]> {
  for (let step = 0; step < MOST_STEPS; step++) {
    const next = walk.next();
    if (!next) break;
    if (next.kind === 'chain') await followChain(walk, next.read);
    else await followCall(walk, next.read);
  }
  return walk.hops;
}

/** The definitions of a chain's root: in the functions around the line, at the top level, in another file. */
async function followChain(walk: ValueWalk, read: ReadChain): Promise<void> {
  const { source, fn, chain, rest, line, into } = read;
  const { root, path } = chainSteps(chain);
  if (await followAccessor(walk, read)) return;
  if (SELF.test(root)) return followField(walk, read, path);
  await followWrites(walk, read, root);
  for (let scope = fn; ; scope = scope?.parent === undefined ? undefined : source.functions[scope.parent]) {
    const range = scope ?? wholeFile(source);
    const definitions = source
      .definitions(root, range)
      .filter(
        (each) =>
          (scope !== fn || scope === undefined || each.startLine <= line) && (scope !== undefined || !isInsideFunction(source, each)),
      );
    if (definitions.length) {
      await followAccumulation(walk, read, scope);
      for (const definition of definitions.slice(-3).reverse())
        await followDefinition(walk, { source, fn: scope, definition, chain, path, rest, into });
      if (definitions.some((each) => !readsItself(each, root, line))) return;
    }
    if (await followCallbackParameter(walk, { source, fn: scope, name: root, path: [...path, ...rest], line, into })) return;
    if (!scope) break;
  }
  await followImport(walk, read, root);
}

/** What `rows = rows.filter(…)` reads was there before, or comes from an earlier round of a loop. */
function readsItself({ startLine, value = '', kind }: Definition, name: string, line: number): boolean {
  return startLine === line && kind !== 'parameter' && value.split(/[^\p{L}\p{N}_$]+/u).includes(name);
}

async function followImport(walk: ValueWalk, { source, chain, rest, into }: ReadChain, root: string): Promise<void> {
  const binding = source.imports.find((each) => each.local === root && !each.reexport);
  if (!binding) return;
  for (const target of await walk.tools.imports.resolve(source, binding.module)) {
    const file = await walk.tools.code.open(target);
    const name = binding.imported === '*' ? chainSteps(chain).path[0] : (file?.exports.get(binding.imported) ?? binding.imported);
    if (!file || name === undefined) continue;
    const found = file.definitions(name, wholeFile(file)).filter((each) => !isInsideFunction(file, each));
    for (const definition of found.slice(-1))
      await followDefinition(walk, {
        source: file,
        fn: undefined,
        definition,
        chain: name,
        path: [],
        rest: [...chainSteps(chain).path.slice(binding.imported === '*' ? 1 : 0), ...rest],
        into,
      });
    if (found.length) return;
  }
}

/** Whether a definition belongs to a function rather than to the file. */
function isInsideFunction(source: SyntaxFile, { startLine, endLine }: Definition): boolean {
  return source.functions.some(
    (fn) => fn.startLine < startLine && endLine <= fn.endLine && fn.kind !== 'callback' && fn.signature.endLine <= startLine,
  );
}
