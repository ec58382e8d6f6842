import { childrenOf, type Assign, type Expr, type Fn, type Ir, type Param, type Stmt } from '../syntax/lower/ir';
import { lineOf, within } from '../syntax/lower/places';
import type { SyntaxFile } from '../syntax/syntax';
import { familyOf } from '../workspace/languages';
import { nearName } from './nearName';
import type { OriginEnd, OriginStep } from './originSteps';
import { only } from '../only';
import { onStack } from './callGiven';
import { changesOf, isSelf, joined, lackingPut, type PathChange } from './changes';
import { classAround, fnAround, fnsAround, indexOf, nameOfFn, nodeOf, type Call } from './codeIndex';
import {
  basesOf,
  classOf,
  constructorOf,
  exportOf,
  fnsNamed,
  hasUnknownBase,
  isConstructor,
  methodOf,
  methodsOf,
  moduleOf,
  namedAt,
  ownClass,
  SELF,
  someIn,
  type ClassAt,
  type FnAt,
} from './program';
import { variableAt } from './variables';
import { after, byOf, ended, key, located, placeOf, stop, unknown, written, type FlowWalk } from './walk';
import { textOf, type At, type Entered, type Path, type Program, type Way } from './way';
import { traitsOf } from './traits';

type Member = Extract<Expr, { kind: 'member' }>;

const ENVIRONMENT = /^(?:process|import\.meta)\.env$/;

/** A member of a value. */
export function ofMember(walk: FlowWalk, expr: Member, path: Path, at: At, hops: number): Way[] {
  const { of, name } = expr;
  const holder = textOf(at, of);
  if (ENVIRONMENT.test(holder)) {
    if (path.length > 0) return [stop(expr, path, at)];
    return [
      ended(
        { kind: 'lookup', ...placeOf(at, expr), expression: written(at, expr), note: 'is undefined when the variable is not set' },
        expr,
        path,
        at,
      ),
    ];
  }
  if (of.kind === 'name') {
    if (SELF.test(of.name)) return ofField(walk, expr, name, path, at, hops);
    const module = moduleOf(walk.program, at.file, of.name);
    const exported = module && exportOf(walk.program, module, name);
    if (exported) return walk.exported(exported, name, expr, path, at, hops);
  }
  const cls = namedAt(walk.program, at.file, of);
  if (cls?.kind === 'class') return ofClassField(walk, cls.cls, name, expr, path, at, undefined, hops);
  const chained = path.length === 0 && /^\s*\?\./.test(at.file.text.slice(of.end, of.end + 20));
  const found = walk.follow(of, [key(name, holder), ...path], at, hops);
  const accessor = found.every(({ open }) => open) ? accessorOf(walk.program, expr, at) : undefined;
  const entered = accessor && { fn: accessor.fn, args: [], receiver: of, call: expr, at };
  const ways = accessor ? [...walk.returns(accessor, path, entered, hops), unknown(expr, path, at)] : found;
  if (!chained) return ways;
  // `a?.b`: where the first is missing, so is the whole.
  return [...walk.follow(of, [], at, hops).filter(({ end }) => end), ...ways];
}

/** A getter that reading a member of an unknown object runs: of its declared class, else the only one of the name. */
function accessorOf(program: Program, { of, name }: Member, { file }: At): FnAt | undefined {
  const cls = classOf(program, file, of);
  const own = cls && methodOf(program, cls, name);
  if (cls) return own && isAccessor(own) ? own : undefined;
  const named = fnsNamed(program, name, file);
  return named.every(isAccessor) ? only(named) : undefined;
}

/** `get first()` of JavaScript, `@property` of Python. */
function isAccessor({ file, fn }: FnAt): boolean {
  return fn.words.includes('get') || isProperty(file, fn);
}

/** A struct that is written out: a field that it leaves out is empty. */
export function ofStruct(walk: FlowWalk, expr: Extract<Expr, { kind: 'same' }>, path: Path, at: At, hops: number): Way[] {
  const [field] = path;
  const entries = expr.of.kind === 'map' ? expr.of.entries : [];
  // Rust: `..Default::default()`
  const rest = entries.find(({ key: own, value }) => !own && /\bdefault\(\)$/.test(written(at, value)));
  const isGiven = field?.kind !== 'key' || entries.some(({ key: own }) => own?.kind === 'literal' && own.value === field.key);
  if (rest && !isGiven && path.length === 1)
    return [ended({ ...leftOut(field.key, expr.type ?? '', expr, at), ...placeOf(at, rest) }, expr, path, at)];
  // Go: `Index{}`
  if (expr.of.kind === 'list' && field?.kind === 'key' && field.written !== 'brackets' && path.length === 1)
    return [ended(leftOut(field.key, expr.type ?? '', expr, at), expr, path, at)];
  return walk.follow(expr.of, path, at, hops).map((way) => {
    const { end } = way;
    if (end?.kind !== 'missingKey' || way.last.expr !== expr.of || path.length !== 1) return way;
    return { ...way, end: leftOut(end.key, expr.type ?? '', expr, at) };
  });
}

/** A field that the place which makes an object does not set. */
function leftOut(field: string, type: string, made: Expr, at: At): OriginEnd {
  return { kind: 'neverSet', ...placeOf(at, made), name: field, owner: type, setters: [], madeBy: byOf(at.file, made) };
}

/** The object itself, and its parts. */
export function ofSelf(walk: FlowWalk, expr: Extract<Expr, { kind: 'name' }>, path: Path, at: At, hops: number): Way[] {
  const [first, ...rest] = path;
  if (first?.kind === 'key') return ofField(walk, expr, first.key, rest, at, hops);
  return [path.length === 0 ? stop(expr, path, at) : unknown(expr, path, at)];
}

/** The object that a method runs on, where the way or the stack shows it. */
function receiverIn(walk: FlowWalk, expr: Ir, at: At): { receiver: Expr; at: At } | undefined {
  const around = [...fnsAround(at.file, expr)];
  for (let entered = at.entered; entered; entered = entered.at.entered)
    if (around.includes(entered.fn))
      return entered.receiver && !isSelf(entered.receiver) ? { receiver: entered.receiver, at: entered.at } : undefined;
  for (const fn of around) {
    const [given] = onStack(walk.program, fn, at) ?? [];
    if (given?.known && given.receiver && !isConstructor(at.file, fn)) return { receiver: given.receiver, at: given.at };
  }
  return undefined;
}

/** A field of the object whose code this is. */
export function ofField(walk: FlowWalk, expr: Expr, field: string, path: Path, at: At, hops: number): Way[] {
  const cls = ownClass(at.file, expr);
  if (!cls) return ofOwnMap(walk, expr, field, path, at, hops);
  const made = receiverIn(walk, expr, at);
  if (made && (!isSelf(made.receiver) || made.at.entered || made.at.frame !== undefined)) {
    const ways = walk.follow(made.receiver, [key(field, textOf(made.at, made.receiver)), ...path], made.at, hops);
    if (ways.some(({ open, steps }) => !open || (traitsOf(at.file.language).derivesDefaults && steps.length > 0))) return ways;
  }
  return ofClassField(walk, cls, field, expr, path, at, undefined, hops);
}

/** `this` in a function of an object that is written out. */
function ofOwnMap(walk: FlowWalk, expr: Expr, field: string, path: Path, at: At, hops: number): Way[] {
  const { parents } = indexOf(at.file);
  for (const fn of fnsAround(at.file, expr)) {
    const map = parents.get(fn);
    if (map?.kind === 'map') return walk.follow(map, [key(field, 'this'), ...path], at, hops);
  }
  return [unknown(expr, path, at)];
}

/** A place that sets a field. */
interface FieldSet {
  readonly file: SyntaxFile;
  readonly node: Assign | Param;
  readonly value?: Expr | undefined;
  readonly fn: Fn | undefined;
  readonly by: 'declared' | 'constructor' | 'method';
  /** Of the constructor, whatever it is given. */
  readonly sure: boolean;
}

function setsOf(walk: FlowWalk, cls: ClassAt, field: string): FieldSet[] {
  return [cls, ...basesOf(walk.program, cls)].flatMap((each) => [
    ...declaredIn(each, field),
    ...givenIn(each, field),
    ...assignedIn(each, field),
  ]);
}

function declaredIn({ file, node }: ClassAt, field: string): FieldSet[] {
  return node.members.flatMap((member): FieldSet[] => {
    const all: readonly Stmt[] = member.kind === 'block' ? member.body : [member];
    return all.flatMap((each): FieldSet[] => {
      if (each.kind !== 'assign' || each.target.kind !== 'name' || plain(each.target.name) !== plain(field)) return [];
      if (each.value?.kind === 'fn') return [];
      return [{ file, node: each, value: each.value, fn: undefined, by: 'declared', sure: true }];
    });
  });
}

function plain(name: string): string {
  return name.replace(/^[$@#]+/, '');
}

/** Parameters of a constructor that are fields, too: `private readonly store: Store`. */
function givenIn({ file, node }: ClassAt, field: string): FieldSet[] {
  const maker = constructorsIn({ file, node });
  return maker.flatMap((fn) =>
    fn.params.flatMap((param): FieldSet[] => {
      const isField = param.field ?? /^\s*(?:public|private|protected|readonly)\b/.test(file.text.slice(param.start, param.end));
      return isField && plain(param.name) === field ? [{ file, node: param, value: param.pattern, fn, by: 'constructor', sure: true }] : [];
    }),
  );
}

function constructorsIn(cls: ClassAt): Fn[] {
  return methodsOf(cls).filter((fn) => isConstructor(cls.file, fn));
}

function assignedIn({ file, node }: ClassAt, field: string): FieldSet[] {
  const own: FieldSet[] = [];
  const takesPlain = traitsOf(file.language).plainMembers === true;
  for (const fn of methodsOf({ file, node })) {
    const isMaker = isConstructor(file, fn);
    for (const [position, stmt] of flat(fn.body).entries()) {
      const { assign, top } = stmt;
      if (!isFieldTarget(file, assign.target, field, takesPlain) || !assign.value || !within(assign, fn)) continue;
      // `@total += price` gives no first value.
      if (!/^(?:=|\|\|=|\?\?=)$/.test(assign.operator)) continue;
      own.push({
        file,
        node: assign,
        value: assign.value,
        fn,
        by: isMaker ? 'constructor' : 'method',
        sure: isMaker && top && assign.operator === '=' && position >= 0,
      });
    }
  }
  return own;
}

/** The assignments in a body, and whether they stand at its top. */
function flat(body: readonly Ir[]): { assign: Assign; top: boolean }[] {
  const found: { assign: Assign; top: boolean }[] = [];
  const tops = new Set<Ir>(body.flatMap((stmt): readonly Ir[] => (stmt.kind === 'block' ? stmt.body : [stmt])));
  const pending: Ir[] = [...body].reverse();
  while (pending.length > 0) {
    const node = pending.pop()!;
    if (node.kind === 'assign') found.push({ assign: node, top: tops.has(node) });
    if (node.kind !== 'class') pending.push(...childrenOf(node).toReversed());
  }
  return found;
}

function isFieldTarget(file: SyntaxFile, target: Expr, field: string, takesPlain: boolean): boolean {
  if (target.kind === 'member') return plain(target.name) === plain(field) && target.of.kind === 'name' && SELF.test(target.of.name);
  if (target.kind === 'call')
    return (
      traitsOf(file.language).membersAreCalls === true &&
      target.callee.kind === 'member' &&
      target.callee.name === field &&
      isSelf(target.callee.of)
    );
  if (target.kind === 'list') return target.elements.some((each) => isFieldTarget(file, each, field, takesPlain));
  if (target.kind !== 'name') return false;
  if (/^@/.test(target.name)) return plain(target.name) === field;
  return takesPlain && target.name === field && variableAt(file, field, target) === undefined;
}

/**
 * A field of a class: all that sets it.
 * @param entered the construction whose object is meant; undefined for any object of the class
 */
function ofClassField(
  walk: FlowWalk,
  cls: ClassAt,
  field: string,
  expr: Expr,
  path: Path,
  at: At,
  entered: Entered | undefined,
  hops: number,
): Way[] {
  const sets = setsOf(walk, cls, field);
  // Java, C#, C++: a field and a method may have the same name.
  const isField = traitsOf(cls.file.language).plainMembers && sets.length > 0;
  const method = isField ? undefined : methodOf(walk.program, cls, field);
  if (method) {
    const isGetter = isAccessor(method) || (traitsOf(method.file.language).membersAreCalls && method.fn.params.length === 0);
    if (!isGetter) return [path.length === 0 ? { ...stop(method.fn, path, { file: method.file }) } : unknown(expr, path, at)];
    const self: Entered = { fn: method.fn, args: [], call: expr, at, ...(expr.kind === 'member' && { receiver: expr.of }) };
    return walk.returns(method, path, self, hops);
  }
  const surely = sets.filter(({ by, sure }) => by === 'constructor' && sure);
  const declared = sets.filter(({ by }) => by === 'declared');
  // What a class declares hides what its bases do.
  const nearest = declared.filter(
    ({ file, node }) => classAround(file, node as Ir) === classAround(declared[0]!.file, declared[0]!.node as Ir),
  );
  const initial = surely.length > 0 ? [] : nearest;
  const later = sets.filter(({ by }) => by !== 'declared');
  const outside = outsideSets(walk, cls, field);
  const object = entered ?? (expr.kind === 'call' ? { call: expr, at } : undefined);
  const changed = path.length > 0 ? fieldChanges(walk, cls, field, path, at, object, hops) : [];
  if (sets.length === 0) {
    // Rust: `Registry::default()` begins with empty collections.
    if (expr.kind === 'call' && traitsOf(cls.file.language).derivesDefaults && path.length > 0) {
      const empty: Expr = { start: expr.start, end: expr.end, kind: 'list', of: 'list', elements: [] };
      const keys = (asked: Path): PathChange[] => fieldChanges(walk, cls, field, asked, at, object, hops);
      return lackingPut(walk, joined([stop(empty, path, at)], changed, path, at.file), path, keys);
    }
    const given = literalsOf(walk, cls).flatMap((made) =>
      walk.follow(made.expr, [key(field, textOf(made.at, made.expr)), ...path], made.at, hops),
    );
    if (given.length > 0) return joined(given, changed, path, at.file);
    if (outside.length > 0 || changed.length > 0) return [...changed.flatMap((change) => change.ways()), unknown(expr, path, at)];
    return [neverSet(walk, cls, field, expr, path, at)];
  }
  const where = (set: FieldSet): At => {
    const own = located(walk.program, set.file, set.node as Ir);
    if (entered && set.fn === entered.fn) return { file: set.file, entered };
    return (object && set.fn && inMethod(set.file, set.fn, object)) ?? own;
  };
  const nothing = (set: FieldSet): boolean =>
    !set.value ||
    (set.value.kind === 'literal' && set.value.of === 'nothing') ||
    (set.value.kind === 'name' && /^(?:None|undefined)$/.test(set.value.name));
  const setters = later.filter((set) => !nothing(set));
  const ways = [...initial, ...later].flatMap((set): Way[] => {
    const there = where(set);
    if (set.by === 'declared' && !set.value && traitsOf(set.file.language).membersAreCalls) return [];
    if (nothing(set) && (set.by === 'declared' || (set.by === 'constructor' && setters.length > 0))) {
      if (path.length > 0) return [];
      if (!set.value && traitsOf(set.file.language).fieldsMayLack) return [unknown(expr, path, at)];
      return [unset(cls, field, set, setters, expr, path, at)];
    }
    const value = set.value!;
    const isParam = !('operator' in set.node);
    if (isParam) return walk.follow(value, path, there, hops);
    const { operator, target } = set.node;
    if (operator !== '=' && !/^(?:\|\||\?\?)=$/.test(operator))
      return path.length > 0 && operator === '+=' ? walk.follow(value, path, there, hops) : [stop(value, path, there)];
    if (target.kind === 'list') {
      const position = target.elements.findIndex((each) => isFieldTarget(set.file, each, field, false));
      const spread = target.elements.slice(0, position + 1).some((each) => each.kind === 'same' && each.how === 'spread');
      if (position < 0 || spread) return [unknown(value, path, there)];
      const element = value.kind === 'list' && value.elements.length === target.elements.length ? value.elements[position]! : value;
      const part = element === value ? [key(String(position), written(there, value))] : [];
      const step: OriginStep = {
        kind: 'assigned',
        ...placeOf(there, set.node),
        name: written(there, target.elements[position]!),
        value: written(there, element),
      };
      return after(step, walk.follow(element, [...part, ...path], there, hops));
    }
    const name = target.kind === 'name' && set.by === 'declared' ? field : written(there, target);
    const place = placeOf(there, set.node);
    if (nothing(set))
      return path.length > 0 ? [] : [ended({ kind: 'literal', ...place, name, value: written(there, value) }, value, path, there)];
    return after({ kind: 'assigned', ...place, name, value: written(there, value) }, walk.follow(value, path, there, hops));
  });
  const keys = (asked: Path): PathChange[] => fieldChanges(walk, cls, field, asked, at, object, hops);
  return [...lackingPut(walk, joined(ways, changed, path, at.file), path, keys), ...(outside.length > 0 ? [unknown(expr, path, at)] : [])];
}

/** Rust, Go: the places that write out an object of a type. */
function literalsOf(walk: FlowWalk, cls: ClassAt): { expr: Expr; at: At }[] {
  return classFiles(walk, cls).flatMap((file) =>
    indexOf(file).literals.flatMap((expr) => {
      const isOwn = expr.type === cls.node.name || (expr.type === 'Self' && classAround(file, expr) === cls.node);
      return isOwn ? [{ expr, at: located(walk.program, file, expr) }] : [];
    }),
  );
}

/** The code of a method of an object of which the construction is known. */
function inMethod(file: SyntaxFile, fn: Fn, { call, at }: Pick<Entered, 'call' | 'at'>): At {
  return { file, entered: { fn, args: [], receiver: call, call, at, objectOnly: true } };
}

/** Python: `@property`. */
function isProperty(file: SyntaxFile, fn: Fn): boolean {
  const node = traitsOf(file.language).decorators ? nodeOf(file, fn) : undefined;
  return (
    node !== undefined &&
    file.lines
      .slice(node.signature.startLine - 1, lineOf(file, fn.start) - 1)
      .some((line) => /^\s*@(?:property|cached_property|functools\.cached_property)\b/.test(line))
  );
}

/** A field that begins empty; only `setters` give it something. */
function unset(cls: ClassAt, field: string, set: FieldSet, setters: readonly FieldSet[], expr: Expr, path: Path, at: At): Way {
  const { file, node } = cls;
  const place = placeOf(set, set.node);
  const itself = constructorsIn(cls)
    .flatMap(({ body }) => flat(body))
    .find(({ assign: { target, value } }) => isNamed(target, field) && value && isNamed(value, field));
  if (itself && traitsOf(file.language).plainMembers) {
    const own = { kind: 'neverSet' as const, ...placeOf({ file }, itself.assign), name: field, owner: node.name };
    return ended({ ...own, setters: [], itself: true }, expr, path, at);
  }
  const names = setters.flatMap(({ fn, file: there, node: assign }) =>
    fn ? [{ name: nameOfFn(there, fn), line: lineOf(there, assign.start) }] : [],
  );
  if (names.length === 0 && set.value)
    return ended({ kind: 'literal', ...place, name: field, value: written(set, set.value) }, expr, path, at);
  const end: OriginEnd = { kind: 'neverSet', ...place, name: field, owner: node.name, setters: names };
  return ended(end, expr, path, at);
}

function isNamed(expr: Expr, name: string): boolean {
  return expr.kind === 'name' && expr.name === name;
}

/** A field that nothing in its class sets. */
function neverSet(walk: FlowWalk, cls: ClassAt, field: string, expr: Expr, path: Path, at: At): Way {
  if (path.length > 0 || hasUnknownBase(walk.program, cls) || setsUnseen(cls)) return unknown(expr, path, at);
  const { file, node } = cls;
  const members = new Map<string, Ir>();
  for (const fn of methodsOf(cls))
    for (const { assign } of flat(fn.body)) {
      const { target } = assign;
      if (assign.operator !== '=') continue;
      const name =
        target.kind === 'member' && isSelf(target.of)
          ? target.name
          : target.kind === 'name' && /^@/.test(target.name)
            ? plain(target.name)
            : undefined;
      if (name !== undefined) members.set(name, assign);
    }
  const near = nearName(field, [...members.keys()]);
  const found = near === undefined ? undefined : members.get(near);
  if (near === undefined || !found) return unknown(expr, path, at);
  const text = traitsOf(file.language).membersAreCalls
    ? `@${field}`
    : expr.kind === 'member' || expr.kind === 'name'
      ? written(at, expr)
      : field;
  const prefix = text.endsWith(field) ? text.slice(0, text.length - field.length) : '';
  return ended(
    { kind: 'misspelt', ...placeOf({ file }, found), name: `${prefix}${field}`, near: `${prefix}${near}`, owner: node.name },
    expr,
    path,
    at,
  );
}

/** Whether a class may get fields in a way that no assignment shows. */
function setsUnseen({ file, node }: ClassAt): boolean {
  return someIn(
    [node],
    (each) =>
      each.kind === 'call' &&
      /(?:^|\.)(?:assign|setattr|instance_variable_set|defineProperty|attr_accessor|attr_writer|update)$/.test(
        textOf({ file }, each.callee),
      ),
  );
}

/** Assignments to a field of this name of objects outside of their class. */
function outsideSets(walk: FlowWalk, cls: ClassAt, field: string): Assign[] {
  return classFiles(walk, cls).flatMap((file) =>
    indexOf(file).sets.filter(({ target }) => {
      const member =
        target.kind === 'member' ? target : target.kind === 'call' && target.callee.kind === 'member' ? target.callee : undefined;
      if (member?.name !== field) return false;
      return !(isSelf(member.of) && classAround(file, target) !== undefined);
    }),
  );
}

function classFiles(walk: FlowWalk, { file }: ClassAt): SyntaxFile[] {
  return walk.program.files.filter((each) => familyOf(each.language) === familyOf(file.language) && each.code.length > 0);
}

/** What the methods of a class put into a field. */
function fieldChanges(
  walk: FlowWalk,
  cls: ClassAt,
  field: string,
  path: Path,
  at: At,
  object: Pick<Entered, 'call' | 'at'> | undefined,
  hops: number,
): PathChange[] {
  const whole = [key(field, 'this'), ...path];
  return [cls, ...basesOf(walk.program, cls)].flatMap((each) => {
    const takesPlain = traitsOf(each.file.language).plainMembers === true;
    const isShort = (root: Expr): boolean =>
      root.kind === 'name' &&
      (root.name.startsWith('@') || (takesPlain && root.name === field && variableAt(each.file, field, root) === undefined));
    const inside = (root: Expr): boolean =>
      root.kind === 'name' &&
      ((SELF.test(root.name) && within(root, each.node)) ||
        root.name === each.node.name ||
        (isShort(root) && plain(root.name) === field && within(root, each.node)));
    const whereIs = (node: Ir): At | undefined => {
      const fn = object && fnAround(each.file, node);
      return fn && object && methodsOf(each).includes(fn) ? inMethod(each.file, fn, object) : undefined;
    };
    const changes = changesOf(walk, each.file, 'this', undefined, whole, at, hops, {
      isRoot: (root) => inside(root) && !isShort(root),
      whereIs,
    });
    const short = changesOf(walk, each.file, `@${field}`, undefined, path, at, hops, {
      isRoot: (root) => inside(root) && isShort(root),
      whereIs,
    });
    // The assignment of the field itself is no change of it.
    return [
      ...changes.filter(
        ({ node }) => !(node.kind === 'assign' && node.target.kind === 'member' && node.target.name === field && isSelf(node.target.of)),
      ),
      ...short,
    ];
  });
}

/** A member of an object that a construction makes. */
export function ofConstructed(walk: FlowWalk, cls: ClassAt, call: Call, field: string, path: Path, at: At, hops: number): Way[] {
  const maker = constructorOf(walk.program, cls);
  const given = ofNamedField(walk, cls, call, field, path, at, hops) ?? ofListedField(walk, cls, call, field, path, at, hops);
  if (given) return joined(given, path.length > 0 ? fieldChanges(walk, cls, field, path, at, { call, at }, hops) : [], path, cls.file);
  const method = methodOf(walk.program, cls, field);
  if (method && !maker) return ofClassField(walk, cls, field, call, path, at, undefined, hops);
  const entered = maker && { fn: maker.fn, args: call.args, call, at };
  return ofClassField(walk, cls, field, call, path, at, entered, hops);
}

/** C#: `new Order { Id = 3 }` */
function ofNamedField(walk: FlowWalk, cls: ClassAt, call: Call, field: string, path: Path, at: At, hops: number): Way[] | undefined {
  if (!traitsOf(at.file.language).initialisers || !call.args.some(({ name }) => name !== undefined)) return undefined;
  const ways = ofPosition(walk, call, field, call.args.length, cls.node.name, path, at, hops);
  if (ways) return ways;
  const own = setsOf(walk, cls, field);
  return path.length === 0 && own.every(({ by, value }) => by === 'declared' && !value)
    ? [ended(leftOut(field, cls.node.name, call, at), call, path, at)]
    : undefined;
}

/** Python's dataclasses and named tuples: the fields in the order of their declaration. */
function ofListedField(
  walk: FlowWalk,
  { file, node }: ClassAt,
  call: Call,
  field: string,
  path: Path,
  at: At,
  hops: number,
): Way[] | undefined {
  if (!traitsOf(file.language).decorators) return undefined;
  const line = lineOf(file, node.start);
  const head = file.lines.slice(Math.max(0, line - 4), line).join('\n');
  if (!/@(?:dataclasses\.)?dataclass\b|\(\s*(?:typing\.)?NamedTuple\s*\)/.test(head)) return undefined;
  const fields = node.members.flatMap((each) =>
    each.kind === 'assign' && each.target.kind === 'name' && each.type !== undefined ? [each] : [],
  );
  const position = fields.findIndex(({ target }) => target.kind === 'name' && target.name === field);
  const own = fields[position];
  if (!own) return undefined;
  const ways = ofPosition(walk, call, field, position, node.name, path, at, hops);
  if (ways) return ways;
  const { value } = own;
  if (!value) return undefined;
  const factory = value.kind === 'call' ? value.args.find(({ name }) => name === 'default_factory')?.value : undefined;
  if (value.kind === 'call') return [factory ? stop(value, path, { file }) : unknown(value, path, { file })];
  const step: OriginStep = { kind: 'assigned', ...placeOf({ file }, own), name: field, value: written({ file }, value) };
  return after(step, walk.follow(value, path, { file }, hops));
}

/** The names that a construction's arguments go to, in their order; undefined where the class does not show them. */
export function orderOf(program: Program, cls: ClassAt): string[] | undefined {
  const maker = constructorOf(program, cls);
  if (maker) return maker.fn.params.flatMap(({ name, implicit }) => (implicit || /^(?:self|cls)$/.test(name) ? [] : [plain(name)]));
  const declared = cls.node.members.flatMap((each) =>
    each.kind === 'assign' && each.target.kind === 'name' && each.type !== undefined ? [each.target.name] : [],
  );
  return declared.length > 0 ? declared : undefined;
}

/** The argument of a construction that becomes a field, by its name or its position. */
function ofPosition(
  walk: FlowWalk,
  call: Call,
  field: string,
  position: number,
  type: string,
  path: Path,
  at: At,
  hops: number,
): Way[] | undefined {
  const plainArgs = call.args.filter(({ name }) => name === undefined);
  if (plainArgs.some(({ value }) => value.kind === 'same' && value.how === 'spread')) return [unknown(call, path, at)];
  const argument = call.args.find(({ name }) => name === field) ?? plainArgs[position];
  if (!argument) return undefined;
  const step: OriginStep = {
    kind: 'made',
    ...placeOf(at, argument.value),
    field,
    by: byOf(at.file, call),
    type,
    argument: written(at, argument.value),
  };
  return after(step, walk.follow(argument.value, path, at, hops));
}

/** A type that is a list of fields: `Struct.new(:name, :price)`, `namedtuple('Line', 'name price')`. */
export function ofRecord(walk: FlowWalk, call: Call, path: Path, at: At, hops: number): Way[] | undefined {
  const { callee } = call;
  if (callee.kind !== 'name' || !traitsOf(at.file.language).listedTypes) return undefined;
  const found = recordNamed(walk, callee, at);
  if (!found) return undefined;
  const [first, ...rest] = path;
  if (!first) return [stop(call, path, at)];
  if (first.kind !== 'key') return [unknown(call, path, at)];
  const position = found.indexOf(first.key);
  if (position < 0) return [unknown(call, path, at)];
  const ways = ofPosition(walk, call, first.key, position, callee.name, rest, at, hops);
  if (ways) return ways;
  if (rest.length > 0) return [];
  const { nothing } = traitsOf(at.file.language);
  if (!traitsOf(at.file.language).membersAreCalls) return [unknown(call, path, at)];
  const end: OriginEnd = {
    kind: 'notPassed',
    ...placeOf(at, call),
    parameter: first.key,
    by: byOf(at.file, call),
    call: written(at, call),
  };
  return nothing ? [ended(end, call, path, at)] : [];
}

function recordNamed(walk: FlowWalk, callee: Extract<Expr, { kind: 'name' }>, at: At): string[] | undefined {
  const variable = variableAt(at.file, callee.name, callee);
  const others = variable
    ? []
    : classFiles(walk, { file: at.file, node: { start: 0, end: 0, kind: 'class', name: '', members: [] } }).flatMap((file) =>
        (indexOf(file).defs.get(callee.name) ?? []).filter(({ fn }) => fn === undefined),
      );
  const def = only(variable ? variable.defs : others);
  const value = def?.node.kind === 'assign' ? def.node.value : undefined;
  if (value?.kind !== 'call') return undefined;
  if (value.makes && value.callee.kind === 'name' && value.callee.name === 'Struct')
    return value.args.flatMap(({ value: each, name }) => (name === undefined && each.kind === 'literal' ? [each.value] : []));
  if (
    value.callee.kind === 'name' ? value.callee.name === 'namedtuple' : value.callee.kind === 'member' && value.callee.name === 'namedtuple'
  ) {
    const fields = value.args[1]?.value;
    if (fields?.kind === 'literal') return fields.value.split(/[\s,]+/).filter(Boolean);
    if (fields?.kind === 'list') return fields.elements.flatMap((each) => (each.kind === 'literal' ? [each.value] : []));
  }
  return undefined;
}
