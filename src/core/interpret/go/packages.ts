import type { Expr, Fn, Stmt } from '../../syntax/lower/ir';
import type { SyntaxFile } from '../../syntax/syntax';
import { Env } from '../values/value';
import { paramEntries } from './signatures';

type Assign = Extract<Stmt, { kind: 'assign' }>;

export interface Method {
  readonly fn: Fn;
  readonly file: SyntaxFile;
  /** It is called on a pointer. */
  readonly pointer: boolean;
  /** Names of the parameters of its receiver's type. */
  readonly params: readonly string[];
}

export interface TypeDeclaration {
  readonly file: SyntaxFile;
  readonly name: string;
  readonly params: readonly string[];
  readonly alias: boolean;
  /** Where its type begins in the file. */
  readonly from: number;
  /** The function that it stands in. */
  readonly within: Fn | undefined;
}

/** A package of the program: the files of one folder. */
export class Package {
  readonly env = new Env(undefined, true);
  readonly functions = new Map<string, { fn: Fn; file: SyntaxFile }>();
  readonly types = new Map<string, TypeDeclaration[]>();
  readonly methods = new Map<string, Map<string, Method>>();
  readonly variables = new Map<string, { node: Assign; file: SyntaxFile }>();
  readonly name: string;
  started = false;

  constructor(
    readonly folder: string,
    readonly files: readonly SyntaxFile[],
  ) {
    this.name = /^package\s+(\w+)/m.exec(files[0]!.text)?.[1] ?? 'main';
    for (const file of files) {
      for (const node of file.code) {
        if (node.kind === 'fn') this.addFunction(node, file);
        else if (node.kind === 'assign') for (const name of namesOf(node.target)) this.variables.set(name, { node, file });
      }
      for (const each of declarationsIn(file)) this.types.set(each.name, [...(this.types.get(each.name) ?? []), each]);
    }
  }

  private addFunction(fn: Fn, file: SyntaxFile): void {
    const [receiver] = fn.params;
    if (!fn.words.includes('method') || !receiver?.implicit) {
      this.functions.set(fn.name, { fn, file });
      return;
    }
    this.addMethod(fn, file, receiver.type ?? '');
  }

  private addMethod(fn: Fn, file: SyntaxFile, written: string): void {
    const [, star = '', name = '', params = ''] = /^(\*?)\s*(\w+)(?:\[([^\]]*)\])?/.exec(written) ?? [];
    const all = this.methods.get(name) ?? new Map<string, Method>();
    all.set(fn.name, { fn, file, pointer: star !== '', params: params.split(',').map((each) => each.trim()) });
    this.methods.set(name, all);
  }
}

/** The names that an assignment declares. */
export function namesOf(target: Expr): string[] {
  if (target.kind === 'name') return [target.name];
  return target.kind === 'list' ? target.elements.flatMap((each) => (each.kind === 'name' ? [each.name] : [])) : [];
}

const declared = new WeakMap<SyntaxFile, TypeDeclaration[]>();

function declarationsIn(file: SyntaxFile): TypeDeclaration[] {
  const known = declared.get(file);
  if (known) return known;
  const { text } = file;
  const found: TypeDeclaration[] = [];
  const fns = file.code.filter((node): node is Fn => node.kind === 'fn');
  const add = (name: string, params: string | undefined, alias: boolean, from: number): void => {
    const within = fns.find(({ start, end }) => start < from && from < end);
    found.push({ file, name, params: parameterNames(params), alias, from, within });
  };
  const HEAD =
    /([\p{L}_][\p{L}\p{N}_]{0,80})(\[(?=[ \t]{0,9}[\p{L}_]\w{0,40}[ \t]{0,9}[, \t])[^\]\n]{0,200}(?:\[[^\]\n]{0,99}\][^\]\n]{0,99}){0,5}\])?[ \t]{0,99}(=?)[ \t]{0,9}(?=[\w*[(<])/uy;
  for (const match of text.matchAll(/^[ \t]*type[ \t]+(\(?)/gm)) {
    let at = match.index + match[0].length;
    HEAD.lastIndex = at;
    if (match[1] === '') {
      const head = HEAD.exec(text);
      if (head) add(head[1]!, head[2], head[3] === '=', at + head[0].length);
      continue;
    }
    // A group: one a line, each with all that its brackets hold.
    for (let depth = 1, fresh = true; depth > 0 && at < text.length; at += 1) {
      const sign = text[at]!;
      if (text.startsWith('//', at)) at = text.indexOf('\n', at);
      if (depth === 1 && fresh && /[\p{L}_]/u.test(sign)) {
        HEAD.lastIndex = at;
        const head = HEAD.exec(text);
        if (head) {
          add(head[1]!, head[2], head[3] === '=', at + head[0].length);
          at += head[0].length - 1;
        }
        fresh = false;
        continue;
      }
      if (/[({[]/.test(sign)) depth += 1;
      if (/[)}\]]/.test(sign)) depth -= 1;
      if (text[at] === '\n' || sign === ';') fresh = true;
    }
  }
  declared.set(file, found);
  return found;
}

function parameterNames(written: string | undefined): string[] {
  if (written === undefined) return [];
  return written
    .slice(1, -1)
    .split(',')
    .map((each) => /^\s*(\w+)/.exec(each)?.[1] ?? '')
    .filter((each) => each !== '');
}

const imports = new WeakMap<SyntaxFile, { path: string; local: string | undefined }[]>();

/** The imports of a file, as written. */
export function importsOf(file: SyntaxFile): { path: string; local: string | undefined }[] {
  let found = imports.get(file);
  if (!found) {
    const groups = [...file.text.matchAll(/^import\s*(?:\(([^)]*)\)|([^\n]*))/gm)].map(([, group, one]) => group ?? one ?? '');
    found = groups.flatMap((each) =>
      [...each.matchAll(/(?:^|[\n;])[ \t]*(?:([\w.]+)[ \t]+)?"([^"\n]+)"/g)].map(([, local, path]) => ({ path: path!, local })),
    );
    imports.set(file, found);
  }
  return found;
}

/** The results of a function, with their names where they have some. */
export function resultsOf({ result }: Fn): { name: string; type: string }[] {
  if (result === undefined) return [];
  return result.startsWith('(') ? paramEntries(result.slice(1, -1)) : [{ name: '', type: result }];
}
