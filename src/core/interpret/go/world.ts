import type { SyntaxFile } from '../../syntax/syntax';
import { folderOf } from '../../workspace/fileIndex';
import type { Expr } from '../../syntax/lower/ir';
import type { Core, Frame } from '../running/machine';
import { Env, Func, type Thrown, Unknown, type Value } from '../values/value';
import { libraryShape } from './libraryTypes';
import { importsOf, Package, type TypeDeclaration } from './packages';
import { basicType, GoType, type Scope, typeIn, TypeReader } from './types';
import { Struct } from './values';

/** What a program of Go is besides its statements: packages, types, and what waits to run. */
export class World {
  private readonly packages = new Map<string, Package>();
  private readonly types = new Map<string, GoType>();
  private readonly scopes = new WeakMap<Env, Map<string, GoType>>();
  /** The panic that deferred functions run in, innermost last. */
  readonly panics: { thrown: Thrown; recovered: boolean }[] = [];
  /** Something went through a map with several keys, or ran side by side: its order is the machine's. */
  disordered = false;
  /** Functions that were started by `go` and have not run. */
  readonly started: (() => void)[] = [];
  private readonly open = new Set<string>();

  constructor(
    readonly it: Core,
    /** Maps are gone through from their end. */
    readonly reversed: boolean,
  ) {}

  packageOf(file: SyntaxFile): Package {
    return this.packageAt(folderOf(file.file), /^package\s+(\w+)/m.exec(file.text)?.[1] ?? '');
  }

  private packageAt(folder: string, name: string): Package {
    const key = `${folder} ${name}`;
    let found = this.packages.get(key);
    if (!found) {
      const files = this.it.program.files.filter(
        (each) => each.language === 'go' && folderOf(each.file) === folder && new RegExp(`^package\\s+${name}\\b`, 'm').test(each.text),
      );
      found = new Package(folder, files);
      this.packages.set(key, found);
    }
    return found;
  }

  /** The package of the program that a name of a file is imported as; a text where it is of the library; undefined where it is no import. */
  imported(name: string, file: SyntaxFile): Package | string | undefined {
    for (const { path, local } of importsOf(file)) {
      const base = path.replace(/^.*\//, '').replace(/^v\d+$/, '');
      const inProgram = this.it.program.files.find((each) => {
        const folder = folderOf(each.file);
        return each.language === 'go' && path.includes('/') && folder !== '' && (path === folder || path.endsWith(`/${folder}`));
      });
      const root = inProgram ?? this.rootFile(path);
      if (root) {
        const pkg = this.packageOf(root);
        if ((local ?? pkg.name) === name) return pkg;
        continue;
      }
      if ((local ?? base) === name) return path;
    }
    return undefined;
  }

  /** A file of the package in the outermost folder, where an import names it. */
  private rootFile(path: string): SyntaxFile | undefined {
    const file = this.it.program.files.find(
      (each) => each.language === 'go' && folderOf(each.file) === '' && !/_test\.go$/.test(each.file),
    );
    const name = file && /^package\s+(\w+)/m.exec(file.text)?.[1];
    const isNamed = path === name || (/^[^/]*\./.test(path) && path.endsWith(`/${name}`));
    return isNamed ? file : undefined;
  }

  /** Gives a name of a package its value. @returns undefined where it has no such name */
  global(pkg: Package, name: string): Value | undefined {
    const { names } = pkg.env;
    if (names.has(name)) return names.get(name);
    const fn = pkg.functions.get(name);
    if (fn) {
      const made = new Func(fn.fn, fn.file, pkg.env);
      names.set(name, made);
      return made;
    }
    const variable = pkg.variables.get(name);
    if (!variable) return undefined;
    const key = `${pkg.folder} ${name}`;
    if (this.open.has(key)) throw new Unknown('a variable that needs itself');
    this.open.add(key);
    const frame: Frame = { file: variable.file, env: pkg.env, self: undefined, owner: undefined, fn: undefined };
    this.it.evaluate(variable.node, frame);
    return names.get(name);
  }

  /** Runs what a package runs by itself. */
  start(pkg: Package): void {
    if (pkg.started) return;
    pkg.started = true;
    for (const name of pkg.variables.keys()) this.global(pkg, name);
    for (const file of pkg.files)
      for (const node of file.code)
        if (node.kind === 'fn' && node.name === 'init' && !node.words.includes('method')) this.it.call(new Func(node, file, pkg.env), []);
  }

  /** The value of a constant that is written in a type. */
  constant(written: string, { pkg, file, env }: Scope): Value {
    const own = env?.holder(written)?.names.get(written);
    if (own !== undefined) return own;
    if (/^\w+$/.test(written)) return this.global(pkg, written);
    void file;
    throw new Unknown('a constant');
  }

  bindType(env: Env, name: string, type: GoType): void {
    const known = this.scopes.get(env) ?? new Map<string, GoType>();
    known.set(name, type);
    this.scopes.set(env, known);
  }

  private boundType(env: Env | undefined, name: string): GoType | undefined {
    for (let at = env; at; at = at.parent) {
      const found = this.scopes.get(at)?.get(name);
      if (found) return found;
    }
    return undefined;
  }

  typeNamed(name: string, args: () => GoType[], scope: Scope): GoType {
    const bound = this.boundType(scope.env, name);
    if (bound) return bound;
    const found = this.declarationOf(name, scope);
    if (found) return this.declaredType(found, scope.pkg, args());
    const basic = basicType(name);
    if (!basic) throw new Unknown(`the type ${name}`);
    return basic;
  }

  /** Whether a name stands for a type. */
  isType(name: string, scope: Scope): boolean {
    return this.boundType(scope.env, name) !== undefined || this.declarationOf(name, scope) !== undefined || basicType(name) !== undefined;
  }

  private declarationOf(name: string, { pkg, file, at }: Scope): TypeDeclaration | undefined {
    const all = pkg.types.get(name) ?? [];
    const near = all.findLast(
      (each) => each.within && each.file === file && each.from < at && at <= each.within.end && each.within.start <= at,
    );
    return near ?? all.find((each) => !each.within);
  }

  private declaredType(at: TypeDeclaration, pkg: Package, args: readonly GoType[]): GoType {
    const own = `${pkg.folder} ${pkg.name}.${at.name}${at.within ? `@${at.from}` : ''}`;
    const list = (by: 'id' | 'name'): string => (args.length > 0 ? `[${args.map((each) => each[by]).join(',')}]` : '');
    const id = `${own}${list('id')}`;
    const known = this.types.get(id);
    if (known) return known;
    const env = new Env(undefined);
    at.params.forEach((name, place) => args[place] && this.bindType(env, name, args[place]));
    const scope: Scope = { world: this, pkg, file: at.file, at: at.from, env };
    const read = (): GoType => new TypeReader(at.file.text, at.from, scope).type();
    if (at.alias) return read();
    const type = new GoType(id, `${pkg.name}.${at.name}${list('name')}`, () => read().shape, { pkg, name: at.name, args });
    this.types.set(id, type);
    return type;
  }

  typeOfPackage(local: string, name: string, args: readonly GoType[], scope: Scope): GoType {
    const from = this.imported(local, scope.file);
    if (from instanceof Package) {
      const found = from.types.get(name)?.find((each) => !each.within);
      if (!found) throw new Unknown('a type');
      return this.declaredType(found, from, args);
    }
    return this.libraryType(`${(from ?? local).replace(/^.*\//, '')}.${name}`);
  }

  libraryType(name: string): GoType {
    const known = this.types.get(name);
    if (known) return known;
    const type = new GoType(name, name, () => libraryShape(name), { pkg: undefined, name, args: [] });
    this.types.set(name, type);
    return type;
  }

  scopeAt(frame: Frame, at: number): Scope {
    return { world: this, pkg: this.packageOf(frame.file), file: frame.file, at, env: frame.env };
  }

  typeAt(text: string, frame: Frame, at: number): GoType {
    return typeIn(text, this.scopeAt(frame, at));
  }

  /** Values in the order in which this run goes through a map. */
  ordered<T>(all: T[]): T[] {
    if (all.length < 2) return all;
    this.disordered = true;
    return this.reversed ? all.toReversed() : all;
  }

  /** Whether all turns of a loop have one variable, as before Go 1.22; modules that are not known have one each. */
  get sharesVariables(): boolean {
    const data = this.it.program.data?.find(({ file }) => /(?:^|\/)go\.mod$/.test(file));
    const minor = data?.lines.map((line) => /^go 1\.(\d+)/.exec(line)?.[1]).find((each) => each !== undefined);
    return minor !== undefined && Number(minor) < 22;
  }

  /** How many functions that were started by `go` are running. */
  running = 0;

  /** Runs all that was started by `go`. */
  runStarted(): void {
    while (this.started.length > 0) {
      if (this.started.length > 1) this.disordered = true;
      const next = (this.reversed ? this.started.pop() : this.started.shift())!;
      this.running += 1;
      next();
      this.running -= 1;
    }
  }
}

const worlds = new WeakMap<Core, World>();

export function worldOf(it: Core): World {
  let world = worlds.get(it);
  if (!world) worlds.set(it, (world = new World(it, false)));
  return world;
}

/** A program whose maps are gone through from their end. */
export function reversedWorld(it: Core): World {
  const world = new World(it, true);
  worlds.set(it, world);
  return world;
}

/** The package that an expression names. */
export function packageIn(it: Core, node: Expr, frame: Frame): Package | string | undefined {
  return node.kind === 'name' && !frame.env.holder(node.name) ? worldOf(it).imported(node.name, frame.file) : undefined;
}

/** A value of a struct of the library, with what it keeps. */
export function libraryStruct(it: Core, type: string, fields: Record<string, Value> = {}): Struct {
  return new Struct(worldOf(it).libraryType(type), new Map(Object.entries(fields)));
}
