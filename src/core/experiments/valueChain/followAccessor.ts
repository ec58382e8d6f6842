import type { FunctionNode, SyntaxFile } from '../../syntax/syntax';
import { followReturns } from './followCall';
import { chainSteps } from './memberPath';
import type { ReadChain, ValueWalk } from './valueWalk';

/** Accessors of one name, in different classes, that may be meant. */
const MOST_MEANT = 2;

/**
 * A member that is computed when it is read: a property of Python, a getter of JavaScript. Without types, its name decides.
 * @returns whether there is one
 */
export async function followAccessor(walk: ValueWalk, { source, chain, rest, into }: ReadChain): Promise<boolean> {
  const [name, ...members] = chainSteps(chain).path;
  if (name === undefined || !/^[\p{L}_$]/u.test(name)) return false;
  const found: { file: SyntaxFile; fn: FunctionNode }[] = [];
  for (const { file, text } of await walk.near(source.file)) {
    if (!text.includes(`get ${name}(`) && !text.includes(`def ${name}(`)) continue;
    const opened = await walk.tools.code.open(file);
    for (const fn of opened?.functions ?? []) if (opened && fn.name === name && isAccessor(opened, fn)) found.push({ file: opened, fn });
    if (found.length > MOST_MEANT) return false;
  }
  for (const { file, fn } of found) await followReturns(walk, { source: file, fn }, [...members, ...rest], into);
  return found.length > 0;
}

function isAccessor({ lines, language }: SyntaxFile, { name, signature }: FunctionNode): boolean {
  const header = lines.slice(signature.startLine - 1, signature.endLine).join('\n');
  return language === 'python' ? /^\s*@(?:[\w.]{1,80}\.)?(?:cached_)?property\b/.test(header) : header.includes(`get ${name}(`);
}
