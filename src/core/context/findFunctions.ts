import type { CallSite, ClassNode, FunctionNode, SyntaxFile } from '../syntax/syntax';
import { bareType } from '../syntax/languageRules';
import { ClassesInPlay, type PlacedClass } from './classesInPlay';
import type { ImportResolver } from './resolveImport';
import { ClassFinder } from './findClasses';
import { callersNearby } from './findCallers';
import { COMMON, isBuiltIn } from './commonNames';
import { NameIndex } from './nameIndex';
import type { WorkspaceCode } from './workspaceCode';
import {
  capital,
  classHeldBy,
  constructorsOf,
  type FunctionRef,
  hidesSelf,
  ownFunction,
  readByOwnVariable,
  readByVariable,
  siblings,
  siteOf,
} from './functionScope';

/** The maximum chain of re-exports to follow. */
const LONGEST_CHAIN = 4;

/** Languages in which other files see the imports of a module, or a part of them. In other languages an import is private to its file. */
const PASSES_ON = /^(?:javascript|typescript|tsx|python|rust)$/;

/** The maximum number of files opened in a search for a name. */
const MOST_FOUND = 6;
const SELF = /^(?:this|self|cls|\$this|super|super\(\)|base|parent|static|Self|Self::)$/;

/** Variables that are followed from a name to the function behind it. */
const MOST_VARIABLES = 4;

/** Finds the workspace functions that a call may run. */
export class FunctionFinder {
  private readonly names: NameIndex;
  readonly classes: ClassFinder;
  private readonly inPlay: ClassesInPlay;
  /** Variables that lead from the one being looked up to the next. */
  private variables = 0;

  constructor(
    private readonly code: WorkspaceCode,
    private readonly imports: ImportResolver,
    /** The starting file of searches by name. */
    anchor: string,
  ) {
    this.names = new NameIndex(code, anchor);
    this.classes = new ClassFinder(code, imports, this.names);
    this.inPlay = new ClassesInPlay((name, file) => this.classes.named(name, file));
  }

  /** Functions that a call may refer to, surest first; empty for code outside the workspace. */
  async callees(call: CallSite, file: SyntaxFile, caller: FunctionNode | undefined): Promise<FunctionRef[]> {
    const held = call.receiver === undefined ? readByOwnVariable(call.name, file, caller) : undefined;
    if (held) return this.keptUnder(held, file, caller);
    const direct = await this.direct(call, file, caller);
    return direct.length ? direct : this.search(call, file);
  }

  private direct(call: CallSite, file: SyntaxFile, caller: FunctionNode | undefined): Promise<FunctionRef[]> {
    return call.receiver === undefined ? this.plain(call, file, caller) : this.member(call, call.receiver, file, caller);
  }

  /** A method read without a call: a property, a getter, a method passed as a callback. */
  members(name: string, receiver: string, file: SyntaxFile, caller: FunctionNode | undefined): Promise<FunctionRef[]> {
    return SELF.test(receiver) ? this.inherited(name, file, caller, /^(?:super|base|parent)/.test(receiver)) : Promise.resolve([]);
  }

  private async plain(call: CallSite, file: SyntaxFile, caller: FunctionNode | undefined): Promise<FunctionRef[]> {
    if (/^(?:super|this|base)$/.test(call.name)) return this.inherited('', file, caller, true);
    const own = ownFunction(call.name, file, caller);
    if (own) return [{ file, fn: own, certainty: 1 }];
    const cls = file.classes.find((each) => each.name === call.name);
    if (cls) return this.made({ cls, file });
    if (caller?.classIndex !== undefined && hidesSelf(file)) {
      const found = await this.inherited(call.name, file, caller, false);
      if (found.length) return found;
    }
    for (const binding of file.imports.filter((each) => each.local === call.name && !each.reexport)) {
      const found = await this.exported(file, binding.module, binding.imported === '*' ? 'default' : binding.imported, 0);
      if (found.length) return found;
    }
    const kept = await this.keptUnder(readByVariable(call.name, file), file);
    return kept.length ? kept : this.unnamed(call.name, file);
  }

  /** The functions behind a variable: `const load = promisify(read)`, `fs = partial(format_str, fast=True)`. */
  private async keptUnder(reads: readonly string[], file: SyntaxFile, caller?: FunctionNode): Promise<FunctionRef[]> {
    // Variables may hold each other: `a = b` in one branch, `b = a` in another.
    if (this.variables >= MOST_VARIABLES) return [];
    this.variables += 1;
    try {
      const refs: FunctionRef[] = [];
      for (const read of reads) refs.push(...(await this.referred(read, file, caller)));
      return refs;
    } finally {
      this.variables -= 1;
    }
  }

  /** The code that runs when an object of a class is created. */
  private made(placed: PlacedClass): Promise<FunctionRef[]> {
    this.inPlay.meet(placed);
    return this.methodOf(placed.cls, placed.file, '', 0);
  }

  private async member(call: CallSite, receiver: string, file: SyntaxFile, caller: FunctionNode | undefined): Promise<FunctionRef[]> {
    if (SELF.test(receiver)) {
      const found = await this.inherited(call.name, file, caller, /^(?:super|base|parent)/.test(receiver));
      if (found.length) return found;
      const named = classHeldBy(call.name, file, caller);
      if (named) return this.plain({ ...call, name: named, receiver: undefined }, file, caller);
    }
    const root = /^[\w$@]+/.exec(receiver)?.[0] ?? '';
    const binding =
      root === receiver
        ? file.imports.find((each) => each.local === root && !each.reexport)
        : file.imports.find((each) => each.local === receiver);
    if (binding) {
      const inside = binding.imported === '*' ? await this.exported(file, binding.module, call.name, 0) : [];
      if (inside.length) return inside;
      const cls = await this.classes.named(receiver, file);
      if (cls) return this.methodOf(cls.cls, cls.file, call.name, 0);
      // A package imported as a whole may re-export the name from one of its modules.
      const deeper = await this.exported(
        file,
        binding.imported === '*' ? binding.module : `${binding.module}${binding.module.endsWith('.') ? '' : '.'}${binding.imported}`,
        call.name,
        0,
      );
      if (deeper.length) return deeper;
      // An object of functions: `export const api = { get() {} }`.
      for (const target of await this.imports.resolve(file, binding.module)) {
        const opened = await this.code.open(target);
        const methods = opened?.functions.filter((fn) => fn.name === call.name) ?? [];
        if (opened && methods.length)
          return methods.slice(0, 2).map((fn) => ({ file: opened, fn, certainty: 0.9 / Math.min(methods.length, 2) }));
      }
    }
    const type = this.classes.typeOf(receiver, file, caller) ?? (await this.classes.declaredElsewhere(receiver, file, caller));
    // Without a declared type, a name that is its class' name in lower case stands for an object of it: `store.find(…)`.
    const cls =
      (await this.classes.named(type ?? bareType(receiver), file)) ??
      (type === undefined && /^[a-z]\w*$/.test(receiver) ? await this.classes.named(capital(receiver), file) : undefined);
    if (cls) {
      this.inPlay.meet(cls);
      const found = await this.withOverriding(await this.methodOf(cls.cls, cls.file, call.name, 0), call.name, cls);
      if (found.length) return found;
    }
    return [];
  }

  /** A method with its overrides in classes that have objects: the abstract one alone is of no use. */
  private async withOverriding(found: FunctionRef[], name: string, base: PlacedClass): Promise<FunctionRef[]> {
    const overriding = await this.inPlay.overriding(name, base);
    return [...found, ...overriding.filter(({ fn }) => !found.some((each) => each.fn === fn)).map((each) => ({ ...each, certainty: 1 }))];
  }

  /** A method of a class or of what it extends; `''` for its constructor. */
  private async methodOf(cls: ClassNode, file: SyntaxFile, name: string, depth: number): Promise<FunctionRef[]> {
    const own = name
      ? file.functions.filter((fn) => fn.name === name && fn.className === cls.name)
      : constructorsOf(cls, file).map(({ fn }) => fn);
    if (own.length) return own.slice(0, 4).map((fn) => ({ file, fn, certainty: 1 / Math.sqrt(own.length) }));
    if (depth >= 3) return [];
    if (file.language === 'cpp') {
      // Declarations of a header are defined in the file of the same name.
      for (const body of (await this.imports.resolve(file, file.file.slice(file.file.lastIndexOf('/') + 1))).slice(1)) {
        const opened = await this.code.open(body);
        const fn = opened?.functions.find((each) => each.name === name && each.className === cls.name);
        if (opened && fn) return [{ file: opened, fn, certainty: 1 }];
      }
    }
    for (const base of cls.bases) {
      const found = await this.classes.named(base, file);
      if (!found || found.cls === cls) continue;
      const inherited = await this.methodOf(found.cls, found.file, name, depth + 1);
      if (inherited.length) return inherited;
    }
    return [];
  }

  private async inherited(name: string, file: SyntaxFile, caller: FunctionNode | undefined, skipOwn: boolean): Promise<FunctionRef[]> {
    const cls =
      caller?.classIndex === undefined ? file.classes.find((each) => each.name === caller?.className) : file.classes[caller.classIndex];
    if (!cls) {
      // A Go method or a C++ one outside its class: only the name of the receiver's type is known.
      const own = caller?.className ? file.functions.filter((fn) => fn.name === name && fn.className === caller.className) : [];
      return own.map((fn) => ({ file, fn, certainty: 1 }));
    }
    if (!skipOwn) {
      const found = await this.withOverriding(await this.methodOf(cls, file, name, 0), name, { cls, file });
      if (found.length) return found;
      // An outer class's method.
      const outer = file.functions.filter((fn) => fn.name === name && fn.className !== undefined);
      return hidesSelf(file) ? outer.slice(0, 2).map((fn) => ({ file, fn, certainty: 0.8 })) : [];
    }
    for (const base of cls.bases) {
      const found = await this.classes.named(base, file);
      const inherited = found ? await this.methodOf(found.cls, found.file, name, 1) : [];
      if (inherited.length) return inherited;
    }
    return [];
  }

  /** The export of a module under a name. */
  private async exported(from: SyntaxFile, module: string, name: string, depth: number): Promise<FunctionRef[]> {
    for (const target of await this.imports.resolve(from, module)) {
      const file = await this.code.open(target);
      if (!file) continue;
      const local = file.exports.get(name) ?? (name === 'default' ? (file.exports.get('module.exports') ?? 'default') : name);
      const fn =
        file.functions.find((each) => each.name === local && each.parent === undefined) ??
        (name === 'default' ? file.functions.find((each) => each.name === 'module.exports') : undefined);
      if (fn) return [{ file, fn, certainty: 1 }];
      const cls = file.classes.find((each) => each.name === local);
      if (cls) return this.made({ cls, file });
      const deep = file.functions.filter((each) => each.name === local);
      if (deep.length) return deep.slice(0, 2).map((each) => ({ file, fn: each, certainty: 0.9 / deep.length }));
      if (depth >= LONGEST_CHAIN || !PASSES_ON.test(file.language)) continue;
      for (const passed of file.imports) {
        // A direct re-export uses the exported name.
        const same = passed.local === (passed.reexport ? name : local);
        if (!same && !(passed.local === '' && passed.imported === '*' && (passed.reexport ?? file.language === 'python'))) continue;
        const next = passed.imported === '*' ? (same ? 'default' : name) : passed.imported;
        const found = await this.exported(file, passed.module, next, depth + 1);
        if (found.length) return found;
      }
    }
    return [];
  }

  /** Functions in scope without an import that names them: star imports, the same package. */
  private async unnamed(name: string, file: SyntaxFile): Promise<FunctionRef[]> {
    for (const binding of file.imports) {
      if (binding.local !== '' || binding.imported !== '*' || binding.reexport) continue;
      const targets = (await this.imports.resolve(file, binding.module)).slice(0, 40);
      const likely = hidesSelf(file) ? targets.filter((each) => each.includes(name)) : targets;
      for (const target of likely.slice(0, MOST_FOUND)) {
        const opened = await this.code.open(target);
        const fn = opened?.functions.find((each) => each.name === name && each.parent === undefined);
        if (opened && fn) return [{ file: opened, fn, certainty: 0.95 }];
        const cls = opened?.classes.find((each) => each.name === name);
        if (opened && cls) return this.made({ cls, file: opened });
      }
    }
    if (file.language !== 'go') return [];
    for (const sibling of siblings(this.code, file.file).slice(0, 20)) {
      const opened = await this.code.open(sibling);
      const fn = opened?.functions.find((each) => each.name === name);
      if (opened && fn) return [{ file: opened, fn, certainty: 1 }];
    }
    return [];
  }

  /** Functions with a name mentioned in a text, in files near a file; surest first. */
  named(name: string, near: SyntaxFile): Promise<FunctionRef[]> {
    return this.search(siteOf(name), near);
  }

  /** Functions nearby that call a name, for a frame without a caller in the trace. */
  callers(fn: FunctionNode, file: SyntaxFile, most: number): Promise<FunctionRef[]> {
    return callersNearby(this.code, fn, file, most);
  }

  /**
   * The functions that an expression names without calling them: a callback, a class handed to an assertion. Only what scopes and imports
   * resolve: a name alone proves nothing, unless a method is known to be called.
   */
  referred(expression: string, file: SyntaxFile, caller: FunctionNode | undefined, called = false): Promise<FunctionRef[]> {
    const parts = /^(?:(?<receiver>[\w$.]*[\w$])\.)?(?<name>[A-Za-z_$][\w$]*)$/.exec(expression)?.groups;
    if (!parts) return Promise.resolve([]);
    const { receiver, name = '' } = parts;
    const site = siteOf(name, receiver);
    return called && receiver ? this.callees(site, file, caller) : this.direct(site, file, caller);
  }

  /** The class around a function has objects: its overriding methods may run. */
  meetClassOf(fn: FunctionNode | undefined, file: SyntaxFile): void {
    const cls = fn?.classIndex === undefined ? undefined : file.classes[fn.classIndex];
    if (cls) this.inPlay.meet({ cls, file });
  }

  /** Every function of that name nearby: a guess that gets weaker with their number. */
  private async search(call: CallSite, file: SyntaxFile): Promise<FunctionRef[]> {
    const { name, receiver } = call;
    if (COMMON.has(name) || name.length < 3 || (receiver === undefined && isBuiltIn(name, file.language))) return [];
    // An import from outside the workspace has no function in it.
    const root = receiver ?? name;
    const binding = file.imports.find((each) => each.local === root);
    if (binding && !binding.module.startsWith('.') && !(await this.imports.resolve(file, binding.module)).length && file.imports.length > 0)
      return [];
    const files = await this.names.filesOf(name);
    const refs: FunctionRef[] = [];
    for (const found of files.slice(0, MOST_FOUND)) {
      const opened = await this.code.open(found);
      if (!opened) continue;
      const fits = opened.functions.filter(
        (fn) =>
          fn.name === name && (receiver === undefined || fn.className !== undefined || SELF.test(receiver) || /^[\w.]+$/.test(receiver)),
      );
      refs.push(...fits.map((fn) => ({ file: opened, fn, certainty: 1 })));
      const cls = !fits.length && call.construct ? opened.classes.find((each) => each.name === name) : undefined;
      if (cls) refs.push(...(await this.made({ cls, file: opened })));
    }
    const share = 0.8 / Math.max(refs.length, files.length) ** 0.6;
    return refs.map((ref) => ({ ...ref, certainty: share }));
  }
}
