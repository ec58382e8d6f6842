import { nodesIn, type Fn, type Stmt } from '../../../syntax/lower/ir';
import type { SyntaxFile } from '../../../syntax/syntax';
import { isFn } from './shapes';
import { bare } from './types';

type ClassStmt = Extract<Stmt, { kind: 'class' }>;

/** A class of the program with the classes that it names as its bases. */
export interface ClassDeclared {
  readonly name: string;
  readonly file: SyntaxFile;
  readonly node: ClassStmt;
  readonly bases: readonly string[];
}

const known = new WeakMap<readonly SyntaxFile[], ReadonlyMap<string, ClassDeclared>>();

/** The classes of some files by name; of a name that several have, the first. */
export function classesIn(files: readonly SyntaxFile[]): ReadonlyMap<string, ClassDeclared> {
  const before = known.get(files);
  if (before) return before;
  const all = new Map<string, ClassDeclared>();
  for (const file of files)
    for (const node of nodesIn(file.code)) {
      if (node.kind !== 'class' || node.name === '') continue;
      const name = bare(node.name);
      const bases = file.classes.filter((each) => each.name === name).flatMap((each) => each.bases);
      if (!all.has(name)) all.set(name, { name, file, node, bases });
    }
  known.set(files, all);
  return all;
}

/** The classes below one, also those below its subclasses. */
export function classesBelow(name: string, files: readonly SyntaxFile[]): ClassDeclared[] {
  const all = [...classesIn(files).values()];
  const found: ClassDeclared[] = [];
  const pending = [name];
  while (pending.length > 0) {
    const base = pending.pop();
    for (const each of all)
      if (each.bases.includes(base!) && !found.includes(each)) {
        found.push(each);
        pending.push(each.name);
      }
  }
  return found;
}

export const methodsOf = ({ members }: ClassStmt): readonly Fn[] => members.filter(isFn);

/** Fields that a class itself declares, without those of all its objects together. */
export function fieldsOf({ members }: ClassStmt): readonly Extract<Stmt, { kind: 'assign' }>[] {
  return members.filter((member) => member.kind === 'assign').filter(({ declares }) => declares === 'field');
}

/** Whether a method is declared in a class, in its body or, in C++, outside of it. */
export function methodNamed(cls: ClassDeclared, name: string, files: readonly SyntaxFile[]): { file: SyntaxFile; fn: Fn } | undefined {
  const own = methodsOf(cls.node).find((each) => each.name === name);
  if (own) return { file: cls.file, fn: own };
  if (cls.file.language !== 'cpp') return undefined;
  for (const file of files)
    for (const node of file.code) if (node.kind === 'fn' && node.name === `${cls.name}::${name}`) return { file, fn: node };
  return undefined;
}

/** The text of a function before its body: words, name, parameters and what follows them. */
export function headOf(fn: Fn, { text }: Pick<SyntaxFile, 'text'>): string {
  const [first] = fn.body;
  const written = text.slice(fn.start, first ? first.start : fn.end);
  const end = written.lastIndexOf('{');
  return end < 0 ? written : written.slice(0, end);
}
