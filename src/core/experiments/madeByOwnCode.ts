import type { ImportResolver } from '../context/resolveImport';
import type { CallSite, SyntaxFile } from '../syntax/syntax';
import { chainParts } from './expressionText';

/**
 * Whether a value on a line comes from a call of a function of the workspace. Such a value is not what a test passes, so the test does not
 * expect the line to accept a bad one.
 */
export async function isMadeByOwnCode(source: SyntaxFile, line: number, expression: string, imports: ImportResolver): Promise<boolean> {
  const { root } = chainParts(expression);
  const fn = source.enclosing(line);
  if (!fn) return false;
  const definitions = source.definitions(root, fn).filter(({ kind, startLine }) => kind === 'variable' && startLine <= line);
  const [call] = definitions.at(-1)?.calls ?? [];
  return call !== undefined && callsOwnCode(source, call, imports);
}

async function callsOwnCode(source: SyntaxFile, { name, receiver }: CallSite, imports: ImportResolver): Promise<boolean> {
  const owner = receiver === undefined ? name : chainParts(receiver).root;
  if (receiver === undefined || /^(?:this|self)$/.test(receiver)) {
    if (source.functions.some((each) => each.name === name)) return true;
  }
  const binding = source.imports.find(({ local, reexport }) => local === owner && !reexport);
  return binding !== undefined && (await imports.resolve(source, binding.module)).length > 0;
}
