import { folderOf } from '../../workspace/fileIndex';
import type { Program } from '../../flow/way';
import type { SyntaxFile } from '../../syntax/syntax';
import { Unknown, type Value } from '../values/value';
import { itemsOf } from './code/itemParser';
import type { ConstItem, FnItem, Generics, ImplItem, Item, Ty, TypeItem, VariantItem } from './code/nodes';

let made = 0;

/** A struct or an enum: of the program, or one of the library. */
export class Decl {
  readonly id = ++made;
  readonly derives: ReadonlySet<string>;
  /** Its equality is none that is derived. */
  hasOwnEquality = false;
  isCopy: boolean;

  constructor(
    readonly item: TypeItem,
    readonly module: Module | undefined,
  ) {
    this.derives = new Set(
      item.attributes.flatMap((each) =>
        (/^\[derive\(([\s\S]*)\)\]$/.exec(each)?.[1] ?? '').split(',').map((name) => name.trim().replace(/^.*::/, '')),
      ),
    );
    this.isCopy = this.derives.has('Copy');
  }

  get name(): string {
    return this.item.name;
  }

  get isBuiltIn(): boolean {
    return this.module === undefined;
  }

  variant(name: string): VariantItem | undefined {
    return this.item.variants.find((each) => each.name === name);
  }
}

/** A type with what its names mean. `decl`: of one with variants or fields. */
export interface Type {
  readonly name: string;
  readonly args: readonly (Type | undefined)[];
  readonly decl?: Decl;
  readonly result?: Type | undefined;
  readonly ref?: '&' | '&mut';
  /** Traits that it has to have. */
  readonly bounds?: readonly Ty[];
  readonly length?: Ty['length'];
}

/** Where a name stands: its module, what generic names mean, and `Self`. */
export interface Scope {
  readonly module: Module;
  readonly generics: ReadonlyMap<string, Type | undefined>;
  readonly self?: Type | undefined;
  /** The implementation that it stands in. */
  readonly impl?: ImplItem | undefined;
}

/** What a path leads to. */
export type Found =
  | { readonly kind: 'module'; readonly module: Module }
  | { readonly kind: 'fn'; readonly item: FnItem; readonly module: Module }
  | { readonly kind: 'const'; readonly item: ConstItem; readonly module: Module }
  | { readonly kind: 'alias'; readonly generics: Generics; readonly ty: Ty; readonly module: Module }
  | { readonly kind: 'type'; readonly decl: Decl }
  | { readonly kind: 'variant'; readonly decl: Decl; readonly variant: VariantItem }
  | { readonly kind: 'trait'; readonly item: ImplItem; readonly module: Module };

const STD = /^(?:std|core|alloc)$/;

/** A module, or the items of a block. */
export class Module {
  readonly children = new Map<string, Module>();
  readonly decls = new Map<string, Decl>();
  readonly constants = new Map<ConstItem, Value>();
  private readonly following = new Set<string>();

  constructor(
    readonly crates: Crates,
    readonly file: SyntaxFile,
    readonly items: readonly Item[],
    readonly parent: Module | undefined,
    /** A block sees the names around it. */
    readonly isBlock = false,
  ) {
    for (const item of items) if (item.kind === 'struct' || item.kind === 'enum') this.decls.set(item.name, new Decl(item, this));
  }

  get root(): Module {
    return this.parent?.root ?? this;
  }

  /** Itself and all modules in it. */
  *all(): Iterable<Module> {
    yield this;
    for (const child of this.children.values()) yield* child.all();
  }

  private get outer(): Module {
    return this.isBlock ? this.parent!.outer : this;
  }

  /** What a name stands for here; `isType`: in the place of a type. */
  private lookUp(name: string, isType: boolean): Found | undefined {
    const decl = this.decls.get(name);
    if (decl && (isType || decl.item.kind === 'struct')) return { kind: 'type', decl };
    for (const item of this.items) {
      if (item.name !== name) continue;
      if (item.kind === 'fn') return { kind: 'fn', item, module: this };
      if (item.kind === 'const') return { kind: 'const', item, module: this };
      if (item.kind === 'trait') return { kind: 'trait', item, module: this };
      if (item.kind === 'type' && item.ty) return { kind: 'alias', generics: item.generics, ty: item.ty, module: this };
    }
    const child = this.children.get(name);
    if (child) return { kind: 'module', module: child };
    if (decl) return { kind: 'type', decl };
    const key = `${name} ${isType}`;
    if (this.following.has(key)) return undefined;
    this.following.add(key);
    try {
      for (const item of this.items) {
        if (item.kind !== 'use') continue;
        if (item.name === name) {
          const found = this.outer.find(item.path, isType);
          if (found) return found;
        }
        if (item.name !== '*') continue;
        const from = this.outer.find(item.path, true);
        const found =
          from?.kind === 'module' ? from.module.lookUp(name, isType) : from?.kind === 'type' ? variantIn(from.decl, name) : undefined;
        if (found) return found;
      }
    } finally {
      this.following.delete(key);
    }
    return this.isBlock ? this.parent!.lookUp(name, isType) : undefined;
  }

  /** What a path leads to; undefined where it is of the library. */
  find(path: readonly string[], isType: boolean): Found | undefined {
    let at: Found | undefined;
    for (const [place, name] of path.entries()) {
      const isLast = place === path.length - 1;
      if (place === 0) {
        if (name === 'crate') at = { kind: 'module', module: this.root };
        else if (name === 'self') at = { kind: 'module', module: this.outer };
        else if (name === 'super') at = { kind: 'module', module: this.outer.parent?.outer ?? this.outer };
        else at = this.lookUp(name, isType || !isLast) ?? this.crates.named(name, this);
      } else if (at?.kind === 'module')
        at =
          name === 'super' ? { kind: 'module', module: at.module.parent?.outer ?? at.module } : at.module.lookUp(name, isType || !isLast);
      else if (at?.kind === 'type') at = isLast ? variantIn(at.decl, name) : undefined;
      else if (at?.kind === 'alias') {
        const behind: Found | undefined = at.module.find(at.ty.path, true);
        at = behind?.kind === 'type' ? variantIn(behind.decl, name) : undefined;
      } else return undefined;
      if (!at) return undefined;
    }
    return at;
  }

  /** Whether a name is one of the library that `use` gives another name, and which. */
  libraryPath(path: readonly string[]): readonly string[] {
    const [first, ...rest] = path;
    const use = this.items.find((item) => item.kind === 'use' && item.name === first);
    if (use?.kind === 'use' && STD.test(use.path[0]!)) return [...use.path, ...rest];
    if (this.isBlock) return this.parent!.libraryPath(path);
    return path;
  }
}

function variantIn(decl: Decl, name: string): Found | undefined {
  const variant = decl.item.kind === 'enum' ? decl.variant(name) : undefined;
  return variant && { kind: 'variant', decl, variant };
}

/** All crates of a program: what begins with a file that no other file has as its module. */
export class Crates {
  readonly roots: Module[] = [];

  constructor(private readonly program: Program) {
    const files = program.files.filter(({ language }) => language === 'rust');
    const owned = new Set<SyntaxFile>();
    const parsed = files.map((file) => ({ file, items: itemsOf(file) }));
    for (const { file, items } of parsed) for (const each of this.declared(file, items, [])) if (each.file) owned.add(each.file);
    for (const { file, items } of parsed) {
      const isRoot = !owned.has(file) || /(?:^|\/)(?:main|lib)\.rs$/.test(file.file);
      if (isRoot) this.roots.push(this.module(file, items, undefined, []));
    }
  }

  private *declared(file: SyntaxFile, items: readonly Item[], within: readonly string[]): Iterable<{ file: SyntaxFile | undefined }> {
    for (const item of items) {
      if (item.kind !== 'mod') continue;
      if (item.items) yield* this.declared(file, item.items, [...within, item.name]);
      else yield { file: this.fileOf(file, item, within) };
    }
  }

  private fileOf({ file }: SyntaxFile, item: Item, within: readonly string[]): SyntaxFile | undefined {
    if (item.attributes.some((each) => /^\[path\b/.test(each))) throw new Unknown('the path of a module');
    const isOuter = /(?:^|\/)(?:main|lib|mod)\.rs$/.test(file);
    const base = folderOf(file);
    const stem = file.replace(/^.*\//, '').replace(/\.rs$/, '');
    const at = (...parts: string[]): SyntaxFile | undefined => {
      const name = [base, ...parts].filter((each) => each !== '').join('/');
      return this.program.files.find((each) => each.file === name);
    };
    const found = (...parts: string[]): SyntaxFile | undefined => at(...parts, `${item.name}.rs`) ?? at(...parts, item.name, 'mod.rs');
    // A root has its modules beside it, whatever its name is.
    return isOuter ? found(...within) : (found(stem, ...within) ?? found(...within));
  }

  private module(file: SyntaxFile, items: readonly Item[], parent: Module | undefined, within: readonly string[]): Module {
    const made = new Module(this, file, items, parent);
    for (const item of items) {
      if (item.kind !== 'mod') continue;
      if (item.items) made.children.set(item.name, this.module(file, item.items, made, [...within, item.name]));
      else {
        const other = this.fileOf(file, item, within);
        if (other && other !== file) made.children.set(item.name, this.module(other, itemsOf(other), made, []));
      }
    }
    return made;
  }

  /** The library crate of the program by the name that others use. */
  named(name: string, from: Module): Found | undefined {
    if (STD.test(name)) return undefined;
    const lib = this.roots.find(({ file }) => /(?:^|\/)lib\.rs$/.test(file.file));
    if (!lib || lib === from.root) return undefined;
    const manifest = this.program.data?.find(({ file }) => /(?:^|\/)Cargo\.toml$/.test(file))?.lines.join('\n');
    const named = manifest === undefined ? undefined : /^\s*name\s*=\s*"([^"]+)"/m.exec(manifest)?.[1]?.replaceAll('-', '_');
    return named === undefined || named === name ? { kind: 'module', module: lib } : undefined;
  }

  /** The modules of a file: one of each crate that has it. */
  of(file: SyntaxFile): Module[] {
    return this.roots.flatMap((root) => [...root.all()]).filter((each) => each.file === file);
  }
}
