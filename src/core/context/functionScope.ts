import type { CallSite, ClassNode, FunctionNode, SyntaxFile } from '../syntax/syntax';
import type { WorkspaceCode } from './workspaceCode';
import { folderOf } from '../workspace/fileIndex';

/** The maximum number of names in a variable's value that are looked up as functions. */
const MOST_READ = 4;

/** Languages in which a method calls its own class's methods by their bare names. */
export function hidesSelf(file: SyntaxFile): boolean {
  return /^(?:java|csharp|cpp|ruby|text)$/.test(file.language);
}

/** `store` of `this.store`, `self.store`, `$this->store`, `@store`. */
export function bareMember(name: string): string {
  return name.replace(/^(?:this|self|cls|\$this|Self)(?:\.|->|::)/, '').replace(/^[@$]+/, '');
}

export function siblings(code: WorkspaceCode, file: string): readonly string[] {
  const ending = file.slice(file.lastIndexOf('.'));
  return code.index.inFolder(folderOf(file)).filter((each) => each !== file && each.endsWith(ending));
}

/** A function of the same file that a plain call reaches: inner functions first, then top-level ones. */
export function ownFunction(name: string, file: SyntaxFile, caller: FunctionNode | undefined): FunctionNode | undefined {
  const named = file.functions.filter((fn) => fn.name === name);
  if (!named.length) return undefined;
  for (let scope: FunctionNode | undefined = caller; scope; scope = scope.parent === undefined ? undefined : file.functions[scope.parent]) {
    const inner = named.find((fn) => fn.parent === scope.index && fn !== caller);
    if (inner) return inner;
  }
  const sameClass = hidesSelf(file) ? named.find((fn) => fn.className === caller?.className && fn !== caller) : undefined;
  return (
    sameClass ??
    named.find((fn) => fn.parent === undefined && (fn.className === undefined || file.language === 'rust') && fn.kind !== 'method') ??
    (named.length === 1 && hidesSelf(file) ? named[0] : undefined)
  );
}

/** The class that a class's own attribute names: `response_class = HtmlResponse`. */
export function classHeldBy(name: string, file: SyntaxFile, caller: FunctionNode | undefined): string | undefined {
  const cls = caller?.classIndex === undefined ? undefined : file.classes[caller.classIndex];
  const held = cls && file.definitions(name, cls).find(({ calls, reads, path }) => !calls.length && !path.length && reads.length === 1);
  return held && /^[A-Z]\w*$/.test(held.reads[0]!) ? held.reads[0] : undefined;
}

/** The first names in the value of a module's variable, other than its own. */
export function readByVariable(name: string, file: SyntaxFile): string[] {
  const value = file
    .definitions(name, { startLine: 1, endLine: file.lines.length })
    .find(({ kind, path, startLine }) => kind === 'variable' && !path.length && !file.enclosing(startLine));
  return value?.reads.slice(0, MOST_READ).filter((read) => read !== name) ?? [];
}

/**
 * The names in the value of the calling function's own variable: `rnn = layers.LSTM` decides what `rnn(…)` runs, not a function elsewhere
 * that has its name. Undefined where the name is no such variable.
 */
export function readByOwnVariable(name: string, file: SyntaxFile, caller: FunctionNode | undefined): string[] | undefined {
  if (!caller || file.imports.some(({ local }) => local === name) || file.functions.some((fn) => fn.name === name)) return undefined;
  const values = file.definitions(name, caller).filter(({ kind }) => kind === 'variable' || kind === 'loop');
  return values.length
    ? values
        .flatMap(({ reads }) => reads)
        .slice(0, MOST_READ)
        .filter((read) => read !== name)
    : undefined;
}

export function constructorsOf(cls: ClassNode, file: SyntaxFile): FunctionRef[] {
  const inside = file.functions.filter((fn) => fn.className === cls.name && fn.startLine >= cls.startLine && fn.endLine <= cls.endLine);
  const constructors = inside.filter((fn) => fn.kind === 'constructor');
  return (constructors.length ? constructors : inside.filter((fn) => fn.name === '__call__' || fn.name === 'render'))
    .slice(0, 3)
    .map((fn) => ({ file, fn, certainty: 0.9 }));
}

export interface FunctionRef {
  file: SyntaxFile;
  fn: FunctionNode;
  /** 0..1: the certainty that the call refers to this one. */
  certainty: number;
}

/** A call of a function that a text only names. */
export function siteOf(name: string, receiver?: string): CallSite {
  return { name, receiver, args: [], startLine: 0, endLine: 0, column: 0, construct: false };
}

export function capital(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}
