import type { PlacedClass } from '../../context/classesInPlay';
import type { FunctionNode, SyntaxFile } from '../../syntax/syntax';
import { followReturns } from './followCall';
import { chainSteps } from './memberPath';
import type { ReadChain, ValueWalk } from './valueWalk';

/** Accessors of one name, in different classes, that may be meant. */
const MOST_MEANT = 2;

/**
 * A member that is computed when it is read: a property of Python, a getter of JavaScript. The class of what it is read from decides as far
 * as the code shows it, else its name alone.
 * @returns whether there is one
 */
export async function followAccessor(walk: ValueWalk, { source, fn: reader, chain, rest, into }: ReadChain): Promise<boolean> {
  const { root, path } = chainSteps(chain);
  const [name, ...members] = path;
  if (name === undefined || !/^[\p{L}_$]/u.test(name)) return false;
  const named: { file: SyntaxFile; fn: FunctionNode }[] = [];
  for (const { file, text } of await walk.near(source.file)) {
    if (!text.includes(`get ${name}(`) && !text.includes(`def ${name}(`)) continue;
    const opened = await walk.tools.code.open(file);
    for (const fn of opened?.functions ?? []) if (opened && fn.name === name && isAccessor(opened, fn)) named.push({ file: opened, fn });
  }
  const classes = named.length > 1 ? await classesOf(walk, root, source, reader) : [];
  // The nearest class of the lineage that has it; a base class hides nothing of it.
  const own = classes.map(({ cls, file }) => named.filter((each) => each.file === file && each.fn.className === cls.name));
  const found = own.find(({ length }) => length > 0) ?? named;
  if (found.length > MOST_MEANT) return false;
  for (const { file, fn } of found) await followReturns(walk, { source: file, fn }, [...members, ...rest], into);
  return found.length > 0;
}

/** The class of a name and those that it inherits from, nearest first; none where the code does not show it. */
async function classesOf(walk: ValueWalk, root: string, source: SyntaxFile, reader: FunctionNode | undefined): Promise<PlacedClass[]> {
  const { classes } = walk.tools.finder;
  const around = reader?.classIndex === undefined ? undefined : source.classes[reader.classIndex];
  if (/^(?:this|self)$/.test(root)) return around ? classes.lineage(around, source) : [];
  const type = classes.typeOf(root, source, reader);
  const placed = type === undefined ? undefined : await classes.named(type, source);
  return placed ? classes.lineage(placed.cls, placed.file) : [];
}

function isAccessor({ lines, language }: SyntaxFile, { name, signature }: FunctionNode): boolean {
  const header = lines.slice(signature.startLine - 1, signature.endLine).join('\n');
  return language === 'python' ? /^\s*@(?:[\w.]{1,80}\.)?(?:cached_)?property\b/.test(header) : header.includes(`get ${name}(`);
}
