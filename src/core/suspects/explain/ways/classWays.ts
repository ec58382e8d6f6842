import type { CallSite, ClassNode, Definition, SyntaxFile } from '../../../syntax/syntax';
import { isGetter } from '../accessors';
import {
  argumentFor,
  constructedTypes,
  constructionsOf,
  lineOf,
  makesOwn,
  typeWithField,
  type ConstructedType,
  type Construction,
} from '../constructedField';
import { addedTo } from '../filledElement';
import type { ExpressionAt, OriginStep } from '../originSteps';
import type { Selector } from './passingCalls';
import { fieldOf, only, type FunctionAt, type ProgramView } from '../programView';
import { added } from './filledWays';
import { after, joined, located, type Walk, type Way } from './walk';

interface ClassAt {
  file: SyntaxFile;
  node: ClassNode;
}

/** A call that makes an object of a class of the program. */
export interface ObjectMade {
  /** A method of its class. */
  method(name: string): FunctionAt | undefined;
  ways(walk: Walk, path: readonly Selector[], at: ExpressionAt, hops: number): Way[];
}

const MOST_BASES = 4;

/** Methods by which a loop goes through an object. */
const ITERATES = /^(?:\[Symbol\.iterator\]|__iter__|each|getIterator)$/;

/** The object that a call makes, if its class is one of the program's. */
export function constructionIn(view: ProgramView, call: CallSite, at: ExpressionAt): ObjectMade | undefined {
  const own = at.fn?.className;
  const name = makesOwn(call, at.file) ? own : call.construct ? call.name : undefined;
  const cls = name === undefined ? undefined : view.classNamed(name);
  const type = name === undefined ? undefined : only(constructedTypes(view, at.file).filter((each) => each.name === name));
  if (!cls && !type) return undefined;
  const made: Construction = { file: at.file, fn: at.fn, call };
  return {
    method: (wanted) => cls && methodOf(view, cls, exactly(wanted)),
    ways: (walk, [first, ...rest], where, hops) => {
      const stop: Way = { steps: [], last: { text: `${name}(…)`, path: first === undefined ? rest : [first, ...rest], at: where } };
      if (typeof first === 'object') {
        const entered = { call, at: where };
        return ofField(walk, cls, type, [made], first.key, rest, where, hops, entered) ?? [stop];
      }
      const iterator = first === 'each' || first === 'any' ? cls && methodOf(view, cls, ITERATES) : undefined;
      return iterator ? walk.returned(iterator, [first!, ...rest], undefined, hops + 1) : [stop];
    },
  };
}

/** A field of the object that a method belongs to. */
export function fieldWays(walk: Walk, field: string, path: readonly Selector[], at: ExpressionAt, hops: number): Way[] {
  const node = at.fn?.classIndex === undefined ? undefined : at.file.classes[at.fn.classIndex];
  const cls = node && { file: at.file, node };
  const type = node && only(constructedTypes(walk.view, at.file).filter(({ name, file }) => name === node.name && file === at.file));
  const stop: Way = { steps: [], last: { text: field, path, at } };
  return (cls && ofField(walk, cls, type, type ? constructionsOf(walk.view, type) : [], field, path, at, hops)) ?? [stop];
}

/** A member of any object. */
export function memberWays(walk: Walk, object: string, name: string, path: readonly Selector[], at: ExpressionAt, hops: number): Way[] {
  const { view } = walk;
  const whole: Selector[] = [{ key: name, of: object }, ...path];
  if (object === 'self' && at.fn?.classIndex !== undefined) {
    const cls = { file: at.file, node: at.file.classes[at.fn.classIndex]! };
    const method = methodOf(view, cls, exactly(name));
    return method && method.fn !== at.fn ? walk.returned(method, path, undefined, hops + 1) : fieldWays(walk, name, path, at, hops);
  }
  const ways = walk.follow(object, whole, at, hops + 1);
  const isOpen = ({ end, last }: Way): boolean => end === undefined && last.path.length >= whole.length;
  if (ways.length > 0 && !ways.every(isOpen)) return ways;
  const known = view.typeOf(object, at.file, at.fn)?.cls ?? (/^[A-Z]\w*$/.test(object) ? view.classNamed(object) : undefined);
  const guess = known ? undefined : typeWithField(view, object, name, at);
  const type = known ? only(constructedTypes(view, at.file).filter((each) => each.name === known.node.name)) : guess;
  const cls = known ?? (guess && view.classNamed(guess.name));
  const found = cls || type ? ofField(walk, cls, type, type ? constructionsOf(view, type) : [], name, path, at, hops) : undefined;
  return found && found.length > 0 ? found : ways;
}

function exactly(name: string): RegExp {
  return new RegExp(`^${name.replace(/\W/g, '\\$&')}$`);
}

/** A field: what sets it, in the class, its bases or where the object is made, and what is put into it. */
function ofField(
  walk: Walk,
  cls: ClassAt | undefined,
  type: ConstructedType | undefined,
  made: readonly Construction[],
  field: string,
  path: readonly Selector[],
  at: ExpressionAt,
  hops: number,
  entered?: ExpressionAt['entered'],
): Way[] | undefined {
  const getter = cls && methodOf(walk.view, cls, exactly(field));
  if (getter && (getter.file.language === 'ruby' || isGetter(getter))) return walk.returned(getter, path, undefined, hops + 1);
  const writers = cls ? writersOf(walk.view, cls, field) : [];
  const written = writers.filter(({ definition }) => definition.value !== undefined);
  const ways = written.flatMap(({ file, definition }) => {
    const fn = file.enclosing(definition.startLine);
    const place = { file: file.file, line: definition.startLine };
    const value = definition.value!;
    const step: OriginStep = { kind: 'assigned', ...place, name: definition.name, value };
    const inner = [...definition.path.map((key) => ({ key, of: value })), ...path];
    const where: ExpressionAt =
      entered && fn?.kind === 'constructor'
        ? { file, fn, line: definition.startLine, entered }
        : located(walk.view, file, fn, definition.startLine);
    return after(step, walk.follow(value, inner, where, hops + 1));
  });
  const given =
    written.length > 0 && written.some(({ file, definition }) => file.enclosing(definition.startLine)?.kind === 'constructor')
      ? []
      : ofArguments(walk, type, made, field, path, hops);
  const from = writers[0] ?? (cls && { file: cls.file, definition: undefined });
  const inClass: ExpressionAt | undefined = from && { file: from.file, fn: cls && methodAt(cls), line: at.line };
  const text = `${selfOf(from?.file ?? at.file)}${field}`;
  const filled =
    inClass && path.length > 0 && path[0] !== 'count' && addedTo(walk.view, text, inClass).length > 0
      ? added(walk, text, path, inClass, hops)
      : [];
  const all = joined(
    [...(given.length > 0 ? ways.filter(({ end }) => end === undefined || given.length === 0) : ways), ...given],
    filled,
    path,
  );
  return all.length > 0 ? all : undefined;
}

/** The arguments that the places which make such objects give a field. */
function ofArguments(
  walk: Walk,
  type: ConstructedType | undefined,
  made: readonly Construction[],
  field: string,
  path: readonly Selector[],
  hops: number,
): Way[] {
  if (!type) return [];
  return made.flatMap((one) => {
    const argument = argumentFor(one, type, field);
    if (argument === undefined) return [];
    const line = lineOf(one, argument);
    const step: OriginStep = { kind: 'made', file: one.file.file, line, field, by: one.fn?.name ?? '', type: type.name, argument };
    return after(step, walk.follow(argument, path, located(walk.view, one.file, one.fn, line), hops + 1));
  });
}

function selfOf({ language }: SyntaxFile): string {
  return language === 'python' ? 'self.' : language === 'ruby' ? '@' : language === 'php' ? '$this->' : 'this.';
}

function methodAt({ file, node }: ClassAt): FunctionAt['fn'] | undefined {
  return file.functions.find((fn) => fn.classIndex === node.index);
}

function writersOf(
  view: ProgramView,
  { file, node }: ClassAt,
  field: string,
  bases = MOST_BASES,
): { file: SyntaxFile; definition: Definition }[] {
  const own = file
    .allDefinitions(node)
    .filter(({ name, kind }) => fieldOf(name) === field || (kind === 'field' && name.replace(/^[$#]/, '') === field))
    .map((definition) => ({ file, definition }));
  if (own.length > 0 || bases === 0) return own;
  const base = view.classNamed(only(node.bases) ?? '');
  return base ? writersOf(view, base, field, bases - 1) : [];
}

/** A method of a class or of the nearest of its bases that has it. */
function methodOf(view: ProgramView, { file, node }: ClassAt, name: RegExp, bases = MOST_BASES): FunctionAt | undefined {
  const own = file.functions.filter((fn) => fn.classIndex === node.index && name.test(fn.name));
  if (own.length > 0 || bases === 0) return own.length === 1 ? { file, fn: own[0]! } : undefined;
  const base = view.classNamed(only(node.bases) ?? '');
  return base && methodOf(view, base, name, bases - 1);
}
