import { groupBy } from '../groupBy';
import { nodesIn, type Expr, type Fn, type Ir } from '../syntax/lower/ir';
import { lineOf, within } from '../syntax/lower/places';
import { folderOf } from '../workspace/fileIndex';
import { familyOf } from '../workspace/languages';
import type { SyntaxFile } from '../syntax/syntax';
import { only } from '../only';
import { calledName, classAround, frameFn, indexOf, nameOfFn, type Call, type ClassStmt, type Def } from './codeIndex';
import { variableAt } from './variables';
import type { Program } from './way';
import { traitsOf } from './traits';

export interface FnAt {
  readonly file: SyntaxFile;
  readonly fn: Fn;
}

export interface ClassAt {
  readonly file: SyntaxFile;
  readonly node: ClassStmt;
}

/** What a name of code is, where that is no value: a function, or a class. */
export type Named = { readonly kind: 'fn'; readonly fn: FnAt } | { readonly kind: 'class'; readonly cls: ClassAt };

interface ProgramIndex {
  readonly fns: ReadonlyMap<string, readonly FnAt[]>;
  readonly classes: ReadonlyMap<string, readonly ClassAt[]>;
}

const known = new WeakMap<Program, Map<string, ProgramIndex>>();

function indexFor(program: Program, { language }: SyntaxFile): ProgramIndex {
  const family = familyOf(language);
  const byFamily = known.get(program) ?? new Map<string, ProgramIndex>();
  known.set(program, byFamily);
  const own = byFamily.get(family);
  if (own) return own;
  const files = filesLike(program, language);
  const fns = files.flatMap((file) => indexOf(file).fns.flatMap((fn): FnAt[] => (nameOfFn(file, fn) ? [{ file, fn }] : [])));
  const classes = files.flatMap((file) => indexOf(file).classes.map((node): ClassAt => ({ file, node })));
  const made = { fns: groupBy(fns, ({ file, fn }) => nameOfFn(file, fn)), classes: groupBy(classes, ({ node }) => node.name) };
  byFamily.set(family, made);
  return made;
}

export function filesLike(program: Program, language: SyntaxFile['language']): SyntaxFile[] {
  return program.files.filter((file) => familyOf(file.language) === familyOf(language) && file.code.length > 0);
}

export function fnsNamed(program: Program, name: string, at: SyntaxFile): readonly FnAt[] {
  return indexFor(program, at).fns.get(name) ?? [];
}

export function classNamed(program: Program, name: string, at: SyntaxFile): ClassAt | undefined {
  const all = indexFor(program, at).classes.get(name.replace(/<.*$/s, '').replace(/^.*[.\\:]/s, '')) ?? [];
  return only(all) ?? only(all.filter(({ file }) => file === at));
}

/** The base classes of a class, nearest first. */
export function basesOf(program: Program, cls: ClassAt): ClassAt[] {
  const found: ClassAt[] = [];
  let at: ClassAt | undefined = cls;
  while (at && found.length < MOST_BASES) {
    const name: string | undefined = only(basesWritten(at));
    const base: ClassAt | undefined = name === undefined ? undefined : classNamed(program, name, at.file);
    if (!base || base.node === cls.node || found.some(({ node }) => node === base.node)) return found;
    found.push(base);
    at = base;
  }
  return found;
}

const MOST_BASES = 6;

function basesWritten({ file, node }: ClassAt): readonly string[] {
  const start = lineOf(file, node.start);
  return file.classes.find(({ name, startLine, endLine }) => name === node.name && startLine <= start && start <= endLine)?.bases ?? [];
}

/** Whether a class has a base that the program does not declare. */
export function hasUnknownBase(program: Program, cls: ClassAt): boolean {
  return [cls, ...basesOf(program, cls)].some((each) =>
    basesWritten(each).some((name) => !/^(?:object|Object|Exception|Error)$/.test(name) && !classNamed(program, name, each.file)),
  );
}

/** The functions of a class, without those of its bases. */
export function methodsOf({ node }: ClassAt): Fn[] {
  return node.members.flatMap((each): Fn[] => {
    if (each.kind === 'fn') return [each];
    if (each.kind === 'assign' && each.value?.kind === 'fn') return [each.value];
    if (each.kind === 'block') return each.body.filter((inner): inner is Fn => inner.kind === 'fn');
    // `private def total` of Ruby.
    if (each.kind === 'do' && each.value.kind === 'call' && each.value.callee.kind === 'name')
      return each.value.args.flatMap(({ value }) => (value.kind === 'fn' && value.name !== '' ? [value] : []));
    return [];
  });
}

export function methodOf(program: Program, cls: ClassAt, name: string): FnAt | undefined {
  for (const each of [cls, ...basesOf(program, cls)]) {
    const fn = methodsOf(each).find((method) => nameOfFn(each.file, method) === name);
    if (fn) return { file: each.file, fn };
  }
  return undefined;
}

const CONSTRUCTORS = /^(?:constructor|__init__|initialize|__construct)$/;

export function isConstructor(file: SyntaxFile, fn: Fn): boolean {
  return CONSTRUCTORS.test(fn.name) || (fn.name !== '' && classAround(file, fn)?.name === fn.name);
}

export function constructorOf(program: Program, cls: ClassAt): FnAt | undefined {
  for (const each of [cls, ...basesOf(program, cls)]) {
    const fn = methodsOf(each).find((method) => CONSTRUCTORS.test(method.name) || method.name === each.node.name);
    if (fn) return { file: each.file, fn };
  }
  return undefined;
}

/** The class around a node of code, and its file. */
export function ownClass(file: SyntaxFile, node: Ir): ClassAt | undefined {
  const cls = classAround(file, node);
  return cls && { file, node: cls };
}

export const SELF = /^(?:this|self|cls|\$this|static)$/;

/** What another module exports under a name. */
export interface Exported {
  readonly file: SyntaxFile;
  readonly named?: Named;
  /** The variable of the module. */
  readonly variable?: string;
  /** The value, where it has no name of its own. */
  readonly value?: Expr;
}

export function importOf(program: Program, file: SyntaxFile, local: string): Exported | undefined {
  const binding = file.imports.find((each) => each.local === local && !each.reexport);
  const module = binding && program.moduleFile(binding.module, file);
  if (!binding || !module || module === file) return undefined;
  if (binding.imported === '*' || binding.imported === '') return exportOf(program, module, 'module.exports') ?? { file: module };
  return exportOf(program, module, binding.imported);
}

/** Whether a local name is that of an imported module of the program as a whole. */
export function moduleOf(program: Program, file: SyntaxFile, local: string): SyntaxFile | undefined {
  const binding = file.imports.find((each) => each.local === local && !each.reexport);
  if (!binding) return undefined;
  const whole = binding.imported === '*' || binding.imported === '';
  if (whole) return program.moduleFile(binding.module, file);
  // Python: `from shop import prices`, a module of a package.
  return traitsOf(file.language).decorators ? program.moduleFile(`${binding.module}.${binding.imported}`, file) : undefined;
}

const MOST_REEXPORTS = 4;

export function exportOf(program: Program, file: SyntaxFile, name: string, depth = 0): Exported | undefined {
  const local = file.exports.get(name) ?? name;
  const named = moduleName(file, local);
  if (named) return named;
  for (const { target, value } of indexOf(file).sets) {
    if (!value || target.kind !== 'member') continue;
    const written = file.text.slice(target.start, target.end);
    const isWhole = written === 'module.exports';
    if (isWhole && (name === 'default' || name === 'module.exports')) return exportedValue(file, value);
    if (isWhole && value.kind === 'map') {
      const entry = value.entries.find(({ key }) => key?.kind === 'literal' && key.value === name);
      if (entry) return exportedValue(file, entry.value);
    }
    if (written === `exports.${name}` || written === `module.exports.${name}`) return exportedValue(file, value);
  }
  if (name === 'default') {
    const only = /(?:^|\n)export default (?:async )?(?:function\*?|class) ([\w$]+)/.exec(file.text)?.[1];
    const own = only === undefined ? undefined : moduleName(file, only);
    if (own) return own;
  }
  const again =
    depth > MOST_REEXPORTS
      ? []
      : file.imports.filter((each) => (each.local === name && name !== '') || (each.reexport && each.imported === '*'));
  for (const binding of again) {
    const module = program.moduleFile(binding.module, file);
    const wanted = binding.imported === '*' ? name : binding.imported;
    const found = module && module !== file ? exportOf(program, module, wanted, depth + 1) : undefined;
    if (found) return found;
  }
  return undefined;
}

function exportedValue(file: SyntaxFile, value: Expr): Exported {
  if (value.kind === 'fn') return { file, named: { kind: 'fn', fn: { file, fn: value } } };
  return (value.kind === 'name' ? moduleName(file, value.name) : undefined) ?? { file, value };
}

function moduleName(file: SyntaxFile, local: string): Exported | undefined {
  const defs = (indexOf(file).defs.get(local) ?? []).filter(({ fn, kind }) => fn === undefined && kind !== 'param' && kind !== 'each');
  if (defs.length === 0) return undefined;
  const named = namedBy(file, defs);
  return { file, variable: local, ...(named && { named }) };
}

/** The function or class that definitions make known, where it is one. */
function namedBy(file: SyntaxFile, defs: readonly Def[]): Named | undefined {
  const def = only(defs);
  if (!def) {
    // Overloads and conditional definitions: the last one.
    const fns = defs.filter(({ kind }) => kind === 'fn');
    return fns.length === defs.length && fns.length > 0 ? { kind: 'fn', fn: { file, fn: fns.at(-1)!.node as Fn } } : undefined;
  }
  if (def.kind === 'fn') return { kind: 'fn', fn: { file, fn: def.node as Fn } };
  if (def.kind === 'class') return { kind: 'class', cls: { file, node: def.node as ClassStmt } };
  if (def.node.kind === 'assign' && def.target?.kind === 'name') {
    const value = unwrapped(def.node.value);
    if (value?.kind === 'fn') return { kind: 'fn', fn: { file, fn: value } };
  }
  return undefined;
}

/** `useCallback(fn)`, `memo(fn)` and casts around a function. */
function unwrapped(value: Expr | undefined): Expr | undefined {
  return value?.kind === 'same' ? value.of : value;
}

/** The function or class that an expression names, as far as names alone tell. */
export function namedAt(program: Program, file: SyntaxFile, expr: Expr, depth = 0): Named | undefined {
  if (expr.kind === 'fn') return { kind: 'fn', fn: { file, fn: expr } };
  if (expr.kind === 'name') {
    const imported = importOf(program, file, expr.name);
    if (imported) return imported.named;
    const variable = variableAt(file, expr.name, expr);
    // `let prices = prices();`: what is called is not what it gives.
    if (variable && !variable.defs.every(({ node }) => node.kind === 'assign' && within(expr, node))) return namedBy(file, variable.defs);
    return globalName(program, file, expr);
  }
  if (expr.kind !== 'member') return undefined;
  const { of, name } = expr;
  if (of.kind === 'name') {
    const own = SELF.test(of.name) ? ownClass(file, expr) : undefined;
    if (own) {
      const method = methodOf(program, own, name);
      return method && { kind: 'fn', fn: method };
    }
    if (/^(?:super|parent)$/.test(of.name)) return ofBase(program, file, expr, name);
    const module = moduleOf(program, file, of.name);
    if (module) return exportOf(program, module, name)?.named;
  }
  if (of.kind === 'call' && calledName(of) === 'super') return ofBase(program, file, expr, name);
  const cls = namedAt(program, file, of, depth);
  const owner = cls?.kind === 'class' ? cls.cls : cls ? undefined : classOf(program, file, of, depth);
  const method = owner && methodOf(program, owner, name);
  return method && { kind: 'fn', fn: method };
}

const MOST_TYPES = 5;

/** The class of an object, as far as declared types and constructions tell. */
export function classOf(program: Program, file: SyntaxFile, expr: Expr, depth = 0): ClassAt | undefined {
  if (depth > MOST_TYPES) return undefined;
  switch (expr.kind) {
    case 'same':
      return expr.type !== undefined ? typeNamed(program, expr.type, file) : classOf(program, file, expr.of, depth + 1);
    case 'call':
      return classOfCall(program, file, expr, depth);
    case 'name': {
      if (SELF.test(expr.name)) return ownClass(file, expr);
      const variable = variableAt(file, expr.name, expr);
      const all = variable?.defs.map((def) => classOfDef(program, file, def, depth)) ?? [];
      const [first] = all;
      return first && all.every((each) => each?.node === first.node) ? first : undefined;
    }
    case 'member': {
      const own = expr.of.kind === 'name' && SELF.test(expr.of.name) ? ownClass(file, expr) : undefined;
      return own && fieldClass(program, own, expr.name, depth);
    }
    default:
      return undefined;
  }
}

function typeNamed(program: Program, type: string, file: SyntaxFile): ClassAt | undefined {
  // `&mut Store`, `*Store`, `const Store &`
  const own = type.trim().replace(/^(?:[&*]|mut\b|const\b|'\w+\b|\s)+/, '');
  const name = /^(?:Optional\[|Promise<|Awaitable\[)?['"?]?([A-Za-z_][\w.]*)/.exec(own)?.[1];
  return name === undefined || /\[\]|\bdict\b|\blist\b|^(?:List|Map|Set|Array|Dict|Iterable|Sequence)\b/.test(type)
    ? undefined
    : classNamed(program, name, file);
}

function classOfCall(program: Program, file: SyntaxFile, call: Call, depth: number): ClassAt | undefined {
  // `list = list.sorted()` asks for itself.
  const named = namedAt(program, file, call.callee, depth + 1);
  if (named?.kind === 'class') return named.cls;
  const made = named ? undefined : defaultOf(program, file, call);
  if (made) return made;
  if (named?.kind !== 'fn') return undefined;
  const { fn, file: there } = named.fn;
  const declared = fn.result === undefined ? undefined : typeNamed(program, fn.result, there);
  if (declared || fn.words.includes('generator')) return declared;
  const values = [...nodesIn(fn.body, (node) => node.kind === 'fn')].flatMap((node) =>
    node.kind === 'return' && node.value ? [node.value] : [],
  );
  const all = (fn.short && fn.body[0]?.kind === 'do' ? [fn.body[0].value] : values).filter((value) => value.kind !== 'literal');
  const classes = all.map((value) => classOf(program, there, value, depth + 1));
  const [first] = classes;
  return first && classes.every((each) => each?.node === first.node) ? first : undefined;
}

/** Rust: `Store::default()` of a type that derives it. */
export function defaultOf(program: Program, file: SyntaxFile, { callee }: Call): ClassAt | undefined {
  const type =
    callee.kind === 'name' && traitsOf(file.language).derivesDefaults ? /(?<!\w)(\w+)::default$/.exec(callee.name)?.[1] : undefined;
  return type === undefined ? undefined : classNamed(program, type, file);
}

function classOfDef(program: Program, file: SyntaxFile, def: Def, depth: number): ClassAt | undefined {
  if (def.param) return def.param.param.type === undefined ? undefined : typeNamed(program, def.param.param.type, file);
  const { node } = def;
  if (node.kind !== 'assign' || def.target?.kind !== 'name') return undefined;
  if (node.type !== undefined && typeNamed(program, node.type, file)) return typeNamed(program, node.type, file);
  return node.value && classOf(program, file, node.value, depth + 1);
}

/** The class of what a field holds. */
function fieldClass(program: Program, cls: ClassAt, field: string, depth: number): ClassAt | undefined {
  for (const each of [cls, ...basesOf(program, cls)]) {
    const found = [...nodesIn([each.node])].flatMap((node) => {
      if (node.kind !== 'assign') return [];
      const { target } = node;
      const isDeclared =
        target.kind === 'name' && (node.declares === 'field' || node.declares === 'static') && target.name.replace(/^[$#]/, '') === field;
      const isSet = target.kind === 'member' && target.name === field && target.of.kind === 'name' && SELF.test(target.of.name);
      if (!isDeclared && !isSet) return [];
      const typed = node.type === undefined ? undefined : typeNamed(program, node.type, each.file);
      return typed ?? (node.value && node.value.kind !== 'literal' ? (classOf(program, each.file, node.value, depth + 1) ?? 'other') : []);
    });
    const classes = found.filter((one) => one !== 'other');
    const [first] = classes;
    if (first && classes.length === found.length && classes.every(({ node }) => node === first.node)) return first;
    const param = constructorOf(program, each)?.fn.params.find(
      ({ name, start, end }) =>
        name.replace(/^\$/, '') === field && /^\s*(?:public|private|protected|readonly)\b/.test(each.file.text.slice(start, end)),
    );
    if (param?.type !== undefined) return typeNamed(program, param.type, each.file);
  }
  return undefined;
}

function ofBase(program: Program, file: SyntaxFile, expr: Ir, name: string): Named | undefined {
  const own = ownClass(file, expr);
  const [base] = own ? basesOf(program, own) : [];
  const method = base && methodOf(program, base, name);
  return method && { kind: 'fn', fn: method };
}

/** Names that need no import: PHP's functions and classes, Ruby's methods and constants, what is in the same package. */
function globalName(program: Program, file: SyntaxFile, expr: Extract<Expr, { kind: 'name' }>): Named | undefined {
  const { importsAll, plainMembers, membersAreCalls } = traitsOf(file.language);
  if (importsAll) return undefined;
  // `shop::Store::new`
  const [name = '', owner] = expr.name.split('::').reverse();
  const type = owner === undefined ? undefined : owner === 'Self' ? ownClass(file, expr) : classNamed(program, owner, file);
  const ofType = type && methodOf(program, type, name);
  if (ofType) return { kind: 'fn', fn: ofType };
  const cls = /^(?:self|static)$/.test(name) ? ownClass(file, expr) : classNamed(program, name, file);
  if (cls && cls.node.name !== '') return { kind: 'class', cls };
  const own = plainMembers || membersAreCalls ? ownClass(file, expr) : undefined;
  const method = own && methodOf(program, own, name);
  if (method) return { kind: 'fn', fn: method };
  const all = fnsNamed(program, name, file);
  const plain = all.filter((each) => !isMethod(each));
  const near = only(plain) ?? only(plain.filter((each) => folderOf(each.file.file) === folderOf(file.file)));
  return near && { kind: 'fn', fn: near };
}

/** Names that every collection may have as methods, too. */
const OF_COLLECTIONS = new Set(
  'get find first last pop shift match search exec at next remove put add set push append peek poll filter map split fetch dig values keys items entries update count index sort join copy clear insert delete each reduce some every includes forEach then catch toString length size slice concat'.split(
    ' ',
  ),
);

/** Java, C#, C++: a type that the program does not declare: `List` of `List.of(a)`. */
export function isForeignType(program: Program, file: SyntaxFile, expr: Expr): boolean {
  if (expr.kind !== 'name' || !/^[A-Z]/.test(expr.name) || !traitsOf(file.language).plainMembers) return false;
  return !variableAt(file, expr.name, expr) && !classNamed(program, expr.name, file);
}

/** The only method of that name in the program's classes; none for a name that collections have. */
export function onlyMethod(program: Program, file: SyntaxFile, name: string): FnAt | undefined {
  // C#: `Add`, `First`.
  const plain = traitsOf(file.language).plainMembers ? name.charAt(0).toLowerCase() + name.slice(1) : name;
  if (OF_COLLECTIONS.has(plain)) return undefined;
  const all = fnsNamed(program, name, file);
  const methods = all.filter((each) => isMethod(each) && frameFn(each.file, each.fn) === undefined);
  return methods.length === all.length ? only(methods) : undefined;
}

/** The only function that a call of some expression runs, as far as names and declared types tell; of a class, its constructor. */
export function calledBy(program: Program, file: SyntaxFile, callee: Expr): FnAt | undefined {
  const named = namedAt(program, file, callee);
  if (named) return named.kind === 'fn' ? named.fn : constructorOf(program, named.cls);
  if (callee.kind !== 'member' || isForeignType(program, file, callee.of)) return undefined;
  return ofNamesake(program, file, callee) ?? onlyMethod(program, file, callee.name);
}

/** The method of the class that an object is named after: `grid.at(y)`, `this.grid.at(y)`. */
function ofNamesake(program: Program, file: SyntaxFile, { of, name }: Extract<Expr, { kind: 'member' }>): FnAt | undefined {
  const object = of.kind === 'name' || of.kind === 'member' ? of.name.toLowerCase() : undefined;
  const cls = only([...indexFor(program, file).classes.values()].flat().filter(({ node }) => node.name.toLowerCase() === object));
  return cls && methodOf(program, cls, name);
}

/** Java: whether a call is that of a record's part, which no method declares. */
export function isPart(program: Program, name: string, file: SyntaxFile): boolean {
  if (file.language !== 'java' || fnsNamed(program, name, file).length > 0) return false;
  return filesLike(program, file.language).some((each) =>
    indexOf(each).fns.some(({ params }) => params.some((param) => param.field && param.name === name)),
  );
}

/** Whether a function belongs to a class, or has a receiver. */
export function isMethod({ file, fn }: FnAt): boolean {
  return classAround(file, fn) !== undefined || fn.words.includes('method');
}

/** Calls of the program that may run a function, by its name; each is for the caller to check. */
export function callsNamed(program: Program, name: string, file: SyntaxFile): { file: SyntaxFile; call: Call }[] {
  return filesLike(program, file.language).flatMap((each) => (indexOf(each).calls.get(name) ?? []).map((call) => ({ file: each, call })));
}

/** Whether a node is somewhere in some code that satisfies a test. */
export function someIn(inside: readonly Ir[], is: (node: Ir) => boolean, skip?: (node: Ir) => boolean): boolean {
  for (const node of nodesIn(inside, skip)) if (is(node)) return true;
  return false;
}
