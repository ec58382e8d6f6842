import { only } from '../../only';
import type { CallSite, FunctionNode, SyntaxFile } from '../../syntax/syntax';
import { familyOf } from '../../workspace/languages';
import { isEmptyLiteral } from './emptyValues';
import { escapePattern } from './escapePattern';
import type { ExpressionAt, OriginStep, ValueOrigin } from '../../flow/originSteps';
import { MOST_HOPS, withStep, type OriginWalk } from './originWalk';
import { fieldOf, soundsLike, type ProgramView } from './programView';
import { closingAt, splitTop } from './writtenParts';

/** A type with the fields that its construction sets, in the order of its arguments. */
export interface ConstructedType {
  name: string;
  file: SyntaxFile;
  /** 1-based line of its head. */
  line: number;
  /** Field by position; `''` for an argument that sets none. */
  order: string[];
  fields: ReadonlySet<string>;
}

/** A place that makes an object. */
export interface Construction {
  file: SyntaxFile;
  fn: FunctionNode | undefined;
  call: CallSite;
}

/** The argument behind a field of an object, from the only place that makes such objects, or the only one that leaves the field empty. */
export function ofConstructedField(
  walk: OriginWalk,
  type: ConstructedType,
  field: string,
  at: ExpressionAt,
  hops: number,
): ValueOrigin | undefined {
  if (hops > MOST_HOPS) return undefined;
  const made = constructionsOf(walk.view, type);
  const given = made.flatMap((each) => {
    const argument = argumentFor(each, type, field);
    return argument === undefined ? [] : [{ ...each, argument }];
  });
  const one = made.length === 1 ? given[0] : only(given.filter(({ argument }) => isEmptyLiteral(argument)));
  if (!one) return undefined;
  return ofArgument(walk, one, type, field, at, hops);
}

/** The argument behind a field of an object that is made on the spot: `&Job{Owner: owner}`. */
export function ofConstruction(walk: OriginWalk, call: CallSite, field: string, at: ExpressionAt, hops: number): ValueOrigin | undefined {
  const type = only(constructedTypes(walk.view, at.file).filter(({ name, fields }) => name === call.name && fields.has(field)));
  const made: Construction = { file: at.file, fn: at.fn, call };
  const argument = type && hops <= MOST_HOPS ? argumentFor(made, type, field) : undefined;
  return type && argument !== undefined ? ofArgument(walk, { ...made, argument }, type, field, at, hops) : undefined;
}

function ofArgument(
  walk: OriginWalk,
  one: Construction & { argument: string },
  type: ConstructedType,
  field: string,
  at: ExpressionAt,
  hops: number,
): ValueOrigin {
  const { file, fn, argument } = one;
  const place = { file: file.file, line: lineOf(one, argument) };
  const step: OriginStep = { kind: 'made', ...place, field, by: fn?.name ?? '', type: type.name, argument };
  return withStep(step, walk.follow(argument, { file, fn, line: place.line, ...frameOf(walk.view, file, fn, at) }, hops + 1));
}

/** The type of an object with such a field: its declared one, or the only one that the object's name suggests. */
export function typeWithField(view: ProgramView, object: string, field: string, at: ExpressionAt): ConstructedType | undefined {
  const types = constructedTypes(view, at.file).filter(({ fields }) => fields.has(field));
  const known = view.typeOf(object, at.file, at.fn)?.name;
  const named = types.filter(({ name }) => name === known);
  if (named.length > 0) return only(named);
  return known === undefined ? only(types.filter(({ name }) => soundsLike(object, name))) : undefined;
}

/** The types of a language that the program declares, with their fields. */
export function constructedTypes(view: ProgramView, at: SyntaxFile): readonly ConstructedType[] {
  const family = familyOf(at.language);
  const known = KNOWN.get(view) ?? new Map<string, readonly ConstructedType[]>();
  KNOWN.set(view, known);
  const types = known.get(family) ?? typesIn(view.files.filter(({ language }) => familyOf(language) === family));
  known.set(family, types);
  return types;
}

/** The types of each program's languages: every step of a value may ask for them. */
const KNOWN = new WeakMap<ProgramView, Map<string, readonly ConstructedType[]>>();

function typesIn(files: readonly SyntaxFile[]): readonly ConstructedType[] {
  return files.flatMap((file) => [
    ...file.classes.filter((cls) => !isImplementation(file, cls.header.startLine)).map((cls) => ofClass(file, cls.name, cls)),
    ...shortTypes(file),
  ]);
}

function ofClass(file: SyntaxFile, name: string, cls: { startLine: number; endLine: number }): ConstructedType {
  const all = file.allDefinitions(cls);
  const declared = all
    .filter(({ kind, startLine }) => kind === 'field' && file.enclosing(startLine) === undefined)
    .map((each) => each.name);
  const makers = file.functions.filter((fn) => fn.kind === 'constructor' && fn.className === name);
  const maker = only(makers);
  const set = all.flatMap((each) => fieldOf(each.name) ?? []);
  const parts = recordParts(file, cls);
  const order =
    parts.length > 0
      ? parts
      : maker
        ? maker.parameters.map((parameter) => fieldSetBy(file, maker, parameter.name))
        : makers.length > 0
          ? []
          : declared;
  return {
    name,
    file,
    line: cls.startLine,
    order: order.map(plainName),
    fields: new Set([...declared, ...set, ...order].map(plainName).filter(Boolean)),
  };
}

/** Java, C#: the names that a record lists behind its own: `record Row(String name, Integer points)`. */
function recordParts({ language, lines }: SyntaxFile, { startLine }: { startLine: number }): string[] {
  if (!/^(?:java|csharp)$/.test(language)) return [];
  const head = lines
    .slice(startLine - 1, startLine + 8)
    .join(' ')
    .slice(0, 600);
  const listed = /\brecord (?:class |struct )?\w{1,80}(?:<[^<>()]{1,80}>)?\s{0,4}\(([^()]{1,400})\)/.exec(head)?.[1];
  return splitTop(listed ?? '').flatMap((part) => /(?<!\w)\w{1,80}$/.exec(part.split('=', 1)[0]!.trim())?.[0] ?? []);
}

/** The field that a constructor sets to a parameter, or the parameter itself where it declares the field. */
function fieldSetBy(file: SyntaxFile, maker: FunctionNode, parameter: string): string {
  const sets = file.allDefinitions(maker).find(({ kind, value }) => kind !== 'parameter' && value?.trim() === parameter);
  return sets ? (fieldOf(sets.name) ?? sets.name) : parameter;
}

const SHORT =
  /^(?:Struct\.new|Data\.define)\((?<symbols>[^()\n]{1,300})\)|^(?:collections\.)?namedtuple\(\s*["']\w+["']\s*,\s*(?<names>["'[][^()\n]{1,300})\)/;

/** Types that are written as a list of fields: `Struct.new(:name, :price)`, `namedtuple("Line", "name price")`. */
function shortTypes(file: SyntaxFile): ConstructedType[] {
  if (!/^(?:ruby|python)$/.test(file.language)) return [];
  return file.allDefinitions({ startLine: 1, endLine: file.lines.length }).flatMap(({ name, value, startLine }) => {
    const groups = SHORT.exec(value?.trim() ?? '')?.groups;
    const order = (groups?.['symbols'] ?? groups?.['names'])?.match(/[A-Za-z_]\w*/g)?.filter((each) => each !== 'keyword_init');
    return order ? [{ name, file, line: startLine, order, fields: new Set(order) }] : [];
  });
}

/** The places that make objects of a type. */
export function constructionsOf(view: ProgramView, { name, file: { language } }: Pick<ConstructedType, 'name' | 'file'>): Construction[] {
  return view.files
    .filter((file) => familyOf(file.language) === familyOf(language))
    .flatMap((file) =>
      file
        .calls({ startLine: 1, endLine: file.lines.length })
        .filter((call) => call.construct && call.name === name)
        .map((call) => ({ file, call, fn: file.enclosing(call.startLine) })),
    );
}

/** The argument that a construction gives a field: under its name, in an initialiser behind the call, or by its position. */
export function argumentFor({ file, call }: Construction, { order }: ConstructedType, field: string): string | undefined {
  const keyed = new RegExp(`^${escapePattern(field)}\\s*(?::(?!:)|=(?![=>]))\\s*`);
  const named = call.args.find((arg) => keyed.test(arg.trim()));
  if (named !== undefined) return named.trim().replace(keyed, '').trim();
  const written = initialiserOf(file, call)?.find((part) => keyed.test(part.trim()));
  if (written !== undefined) return written.trim().replace(keyed, '').trim();
  if (file.language === 'rust' && call.args.some((arg) => arg.trim() === field)) return field;
  if (call.args.some((arg) => /^(?:\.\.\.|\*|\w+\s*(?:=(?!=)|:(?!:)))/.test(arg.trim()))) return undefined;
  const position = order.indexOf(plainName(field));
  return position < 0 || order.lastIndexOf(plainName(field)) !== position ? undefined : call.args[position]?.trim();
}

/** C#: `new Order { Id = id, PaidAt = null }`. */
function initialiserOf({ language, lines }: SyntaxFile, { name, startLine, column }: CallSite): string[] | undefined {
  if (language !== 'csharp') return undefined;
  const text = lines
    .slice(startLine - 1, startLine + 30)
    .join('\n')
    .slice(column - 1);
  const head = new RegExp(`^new ${escapePattern(name)}\\s{0,40}(?:\\(\\s{0,40}\\)\\s{0,40})?\\{`).exec(text)?.[0];
  const end = head === undefined ? -1 : closingAt(text.slice(head.length));
  return head === undefined || end < 0 ? undefined : splitTop(text.slice(head.length, head.length + end));
}

/** The line on which an argument stands, in a call of several lines. */
export function lineOf({ file, call }: Construction, argument: string): number {
  const first = argument.split('\n', 1)[0]!.trim();
  const lines = file.lines.slice(call.startLine - 1, call.endLine);
  const own = lines.map((line, index) => ({ line, index })).filter(({ line }) => line.includes(first));
  return call.startLine + (own.length === 1 ? own[0]!.index : 0);
}

/** A function that is still on the stack has a caller there. */
function frameOf(view: ProgramView, file: SyntaxFile, fn: FunctionNode | undefined, { frame }: ExpressionAt): { frame?: number } {
  const outer = view.frames.findIndex((each, index) => index > (frame ?? -1) && each.file === file && each.fn === fn && fn !== undefined);
  return outer < 0 ? {} : { frame: outer };
}

function isImplementation({ language, lines }: SyntaxFile, line: number): boolean {
  return language === 'rust' && /^\s*(?:unsafe\s+)?impl\b/.test(lines[line - 1] ?? '');
}

/** `host` of `$host`, `_host`. */
function plainName(name: string): string {
  return name.replace(/^[$@]+/, '');
}
