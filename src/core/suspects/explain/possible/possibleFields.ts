import { only } from '../../../only';
import type { Definition } from '../../../syntax/syntax';
import { familyOf } from '../../../workspace/languages';
import { argumentFor, constructedTypes, constructionsOf } from '../constructedField';
import { escapePattern } from '../escapePattern';
import { fieldOf } from '../programView';
import { withAdded } from './addedValues';
import { ofLibrary } from './libraryCalls';
import { nothing, one, union, UNKNOWN, within, type Possible, type Search, type Values, type Where } from './possible';

/** A member of an object: the argument that made it, what is assigned to it later, or a constant of a class or module. */
export function ofMember(search: Search, base: string, name: string, at: Where, depth: number): Values {
  if (fieldOf(`${base}.${name}`) !== undefined || ownReceiver(at) === base) return ownField(search, name, at, depth);
  const constant =
    /^(?:\w+(?:::|\.))*\w+$/.test(base) && search.view.definitionsOf(base, at.file, at.fn).length === 0
      ? classConstant(search, base, name, at, depth)
      : undefined;
  if (constant) return constant;
  const of = search.valuesOf(base, at, depth);
  const objects = of.all.filter((value) => value.kind === 'object');
  if (objects.length > 0 && objects.length === of.all.length) {
    const given = union(objects.map((value) => fieldOfObject(search, value, name, depth)));
    const set = setElsewhere(search, name, objects[0]!.type, at, depth);
    const all = union([given, ...set]);
    return { all: all.all, open: all.open || of.open };
  }
  const type = search.view.typeOf(base, at.file, at.fn)?.name;
  if (type !== undefined && search.view.classNamed(type)) return fieldOfType(search, type, name, at, depth);
  return ofLibrary(name, of, [], []) ?? UNKNOWN;
}

/** Go: the receiver of a method, whose members are the fields of its own type. */
function ownReceiver({ file, fn }: Where): string | undefined {
  return file.language === 'go' && fn
    ? /^func \((\w{1,60}) /.exec((file.lines[fn.signature.startLine - 1] ?? '').slice(0, 300))?.[1]
    : undefined;
}

function fieldOfObject(search: Search, value: Possible & { kind: 'object' }, field: string, depth: number): Values {
  const type = only(constructedTypes(search.view, value.at.file).filter((each) => each.name === value.type));
  if (!type) return UNKNOWN;
  const call = { name: type.name, args: [...value.args], startLine: value.line, endLine: value.line, column: 1, construct: true };
  const argument = argumentFor({ file: value.at.file, fn: value.at.fn, call }, type, field);
  if (argument !== undefined) return search.valuesOf(argument, within(value.at, value.written, argument), depth);
  const start = declaredWith(search, value.type, field, depth);
  return start ?? (type.fields.has(field) ? { all: [nothing(value, `is left out`)], open: true } : UNKNOWN);
}

/** The value with which a class declares a field. */
function declaredWith(search: Search, type: string, field: string, depth: number): Values | undefined {
  const cls = search.view.classNamed(type);
  const declared = cls?.file
    .allDefinitions(cls.node)
    .find(
      ({ kind, name, value, startLine }) => kind === 'field' && name === field && value !== undefined && !cls.file.enclosing(startLine),
    );
  return (
    declared &&
    cls &&
    withAdded(
      search,
      field,
      search.ofDefinition(declared, { file: cls.file, fn: undefined, line: declared.startLine }, depth),
      { file: cls.file, fn: cls.file.functions.find((fn) => fn.className === type), line: declared.startLine },
      depth,
    )
  );
}

/** A field of every object of a type that the program makes. */
function fieldOfType(search: Search, type: string, field: string, at: Where, depth: number): Values {
  const known = only(constructedTypes(search.view, at.file).filter((each) => each.name === type && each.fields.has(field)));
  if (!known) return UNKNOWN;
  const own =
    known.file.language === 'rust'
      ? constructionsOf(search.view, { ...known, name: 'Self' }).filter(({ fn }) => fn?.className === type)
      : [];
  const made = [...constructionsOf(search.view, known), ...own].map(({ file, fn, call }): Possible & { kind: 'object' } => ({
    kind: 'object',
    type,
    args: call.args,
    at: { file, fn, line: call.startLine },
    file: file.file,
    line: call.startLine,
    written: `${call.name}(${call.args.join(', ')})`,
  }));
  const all = union([...made.map((value) => fieldOfObject(search, value, field, depth)), ...setElsewhere(search, field, type, at, depth)]);
  return { all: all.all, open: all.open || made.length === 0 };
}

/** What is assigned to a member of this name from outside its class: `order.total = 0`. */
function setElsewhere(search: Search, field: string, type: string, at: Where, depth: number): Values[] {
  const sets = new RegExp(`[\\w)](?:\\.|->)${escapePattern(field)}$`);
  return search.view.files
    .filter(({ language }) => familyOf(language) === familyOf(at.file.language))
    .flatMap((file) =>
      file
        .allDefinitions({ startLine: 1, endLine: file.lines.length })
        .filter(({ name, kind }) => kind === 'variable' && sets.test(name) && fieldOf(name) === undefined)
        .filter(
          ({ name, startLine }) =>
            (search.view.typeOf(name.replace(/(?:\.|->)\w+$/, ''), file, file.enclosing(startLine))?.name ?? type) === type,
        )
        .map((each) => search.ofDefinition(each, { file, fn: file.enclosing(each.startLine), line: each.startLine }, depth)),
    );
}

/** A field of the class around: what its class assigns, and what its constructors are given. */
export function ownField(search: Search, field: string, at: Where, depth: number): Values {
  const own = ownReceiver(at);
  const type = at.fn?.className;
  const known = search.view.definitionsOf(own === undefined ? field : `${own}.${field}`, at.file, at.fn);
  const outside = { ...at, frame: undefined, entered: undefined, bound: undefined };
  const values = known
    .filter(({ value, kind }) => kind !== 'parameter' && value !== undefined)
    .map((each: Definition) => {
      const fn = at.file.enclosing(each.startLine) ?? constructorAt(at, each);
      return search.ofDefinition(each, { file: outside.file, fn, line: each.startLine }, depth);
    });
  const declared =
    values.length === 0 && type !== undefined && at.file.language === 'cpp' ? declaredWith(search, type, field, depth) : undefined;
  if (declared) return declared;
  const begun = values.length === 0 ? emptyByDefault(search, field, at) : undefined;
  if (begun) return withAdded(search, `self.${field}`, one(begun), at, depth);
  const made = type !== undefined && /^(?:go|rust)$/.test(at.file.language) ? [fieldOfType(search, type, field, at, depth)] : [];
  if (values.length === 0 && made.length === 0) return type === undefined ? UNKNOWN : fieldOfType(search, type, field, at, depth);
  return withAdded(
    search,
    own === undefined ? (at.file.language === 'rust' ? `self.${field}` : field) : `${own}.${field}`,
    union([...values, ...made]),
    at,
    depth,
  );
}

/** Rust: a collection of a struct that derives `Default` and is made in no other way. */
function emptyByDefault({ view }: Search, field: string, { file, fn }: Where): Possible | undefined {
  const cls = file.language === 'rust' && fn?.className !== undefined ? view.classNamed(fn.className) : undefined;
  const known = cls && only(constructedTypes(view, file).filter(({ name }) => name === cls.node.name));
  if (!cls || !known || constructionsOf(view, known).length > 0) return undefined;
  const above = cls.file.lines.slice(Math.max(0, cls.node.startLine - 5), cls.node.startLine + 1).join(' ');
  const declared = cls.file.allDefinitions(cls.node).find(({ kind, name }) => kind === 'field' && name === field);
  const type = declared?.type ?? '';
  if (!declared || !/derive\([^)]{0,200}\bDefault\b/.test(above)) return undefined;
  const place = { file: cls.file.file, line: declared.startLine, written: field };
  if (/^(?:HashMap|BTreeMap)</.test(type)) return { kind: 'map', entries: [], open: false, ...place };
  return /^(?:Vec|HashSet|BTreeSet|VecDeque)</.test(type) ? { kind: 'list', items: [], open: false, ...place } : undefined;
}

/** Kotlin: a constructor in the head of its class, which declares the field. */
function constructorAt({ file, fn }: Where, { startLine }: Definition): Where['fn'] {
  return file.functions.find(
    (each) => each.kind === 'constructor' && each.className === fn?.className && each.startLine <= startLine && startLine <= each.endLine,
  );
}

/** A constant of a class, of a module, or at the top of a file. */
export function classConstant(search: Search, owner: string | undefined, name: string, at: Where, depth: number): Values | undefined {
  const last = owner?.split(/::|\./).at(-1);
  const cls = last === undefined ? undefined : search.view.classNamed(last);
  const files = search.view.files.filter(({ language }) => familyOf(language) === familyOf(at.file.language));
  const found = files.flatMap((file) => {
    const range = cls ? (cls.file === file ? cls.node : undefined) : { startLine: 1, endLine: file.lines.length };
    if (!range || (last !== undefined && !cls && !new RegExp(`(?:^|/)${escapePattern(last)}(?:/mod)?\\.\\w+$`).test(file.file))) return [];
    return file
      .allDefinitions(range)
      .filter((each) => each.name === name && each.kind !== 'parameter' && file.enclosing(each.startLine) === undefined)
      .filter(
        (each) =>
          cls !== undefined || !file.classes.some(({ startLine, endLine }) => startLine <= each.startLine && each.startLine <= endLine),
      )
      .map((each) => ({ file, each }));
  });
  const one = only(found);
  if (!one) return undefined;
  const where = { file: one.file, fn: undefined, line: one.each.startLine };
  return withAdded(search, name, search.ofDefinition(one.each, where, depth), where, depth);
}
