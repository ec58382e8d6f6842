import type { Definition, SyntaxFile } from '../../../syntax/syntax';
import { isOnTheWay } from '../branchesAround';
import { loopedOver } from '../filledElement';
import { withAdded } from './addedValues';
import { callersOf } from './callers';
import { isChangedAnywhere, isChangedWithin, isCompound } from '../changedElsewhere';
import { closureNamed } from './closureValues';
import { elementsOf, mapped, one, union, UNKNOWN, type Search, type Values, type Where } from './possible';
import { classConstant, ownField } from './possibleFields';

/** The values of a name; open where it may be changed in a way that no definition shows. */
export function ofName(search: Search, name: string, at: Where, depth: number): Values {
  const values = ofNamed(search, name, at, depth);
  const isPlain = values.all.some(({ kind }) => kind !== 'list' && kind !== 'map' && kind !== 'object');
  if (values.open || !isPlain) return values;
  const isLocal = at.fn !== undefined && at.file.definitions(name, at.fn).some(({ kind }) => kind !== 'field');
  const isChanged = isLocal ? isChangedWithin(name, at) : isChangedAnywhere(name, search.view.files);
  return isChanged ? { ...values, open: true } : values;
}

function ofNamed(search: Search, name: string, at: Where, depth: number): Values {
  const closure = closureNamed(name, at);
  const { view } = search;
  const known = view.definitionsOf(name, at.file, at.fn);
  const inside = known.filter(({ startLine }) => at.fn !== undefined && at.fn.startLine <= startLine && startLine <= at.fn.endLine);
  const reached = inside.filter(
    ({ startLine, kind, endLine }) => startLine < at.line || (startLine === at.line && (kind !== 'variable' || endLine > at.line)),
  );
  // `val name` in the head of a class is its parameter as well.
  const before = reached.some(({ kind }) => kind === 'parameter') ? reached.filter(({ kind }) => kind !== 'field') : reached;
  if (closure && before.every(({ startLine }) => startLine <= closure.line)) {
    const of = search.valuesOf(closure.of, { ...at, line: closure.line }, depth);
    return closure.itself
      ? of
      : takenFrom(
          closure.path.length === 1 && of.all.every(({ kind }) => kind === 'map') ? keyOrValue(of, closure.path[0]!) : elementsOf(of),
          closure.path,
        );
  }
  const isField =
    known.some(({ kind }) => kind === 'field') &&
    !before.some(({ kind, type }) => kind === 'parameter' || kind === 'loop' || type !== undefined);
  if (isField && at.fn?.className !== undefined) return ownField(search, name, at, depth);
  if (before.length > 0) return ofLocal(search, name, before, at, depth);
  const outer = known.filter((each) => !inside.includes(each));
  if (outer.length > 0)
    return union(
      outer.map((each) =>
        search.ofDefinition(each, { ...at, fn: at.file.enclosing(each.startLine), frame: undefined, entered: undefined }, depth),
      ),
    );
  return classConstant(search, undefined, name, at, depth) ?? UNKNOWN;
}

/** The values of a local name: its last assignment on every way to its use, and those behind that. */
function ofLocal(search: Search, name: string, before: readonly Definition[], at: Where, depth: number): Values {
  const assigned = before.filter(
    (each) => each.value === undefined || !(new RegExp(`^append\\(\\s*${name}\\s*,`).test(each.value) || isCompound(each, at.file)),
  );
  const sure = assigned.findLastIndex(({ kind, startLine }) => kind === 'parameter' || isOnTheWay(at.file, startLine, at.line));
  const reaching = assigned.slice(Math.max(0, sure));
  const values = union(reaching.map((each) => search.ofDefinition(each, at, depth)));
  return withAdded(search, name, values, at, depth);
}

/** The values of a definition. */
export function ofDefinition(search: Search, definition: Definition, at: Where, depth: number): Values {
  const { kind, value, path, name, type, startLine, valueRange } = definition;
  const where = { ...at, line: valueRange?.startLine ?? startLine };
  if (kind === 'parameter') return takenFrom(ofParameter(search, definition, at, depth), path);
  if (kind === 'catch') return UNKNOWN;
  if (kind === 'loop') {
    const looped = loopedOver(definition, at.file);
    const of = search.valuesOf(looped?.collection ?? value ?? '', where, depth);
    const maps = of.all.length > 0 && of.all.every((each) => each.kind === 'map');
    if (maps && path.length > 0) return keyOrValue(of, path[0]!);
    return looped ? takenFrom(elementsOf(of), looped.path) : UNKNOWN;
  }
  if (value === undefined) {
    const empty = type === undefined ? undefined : zeroOf(type, at.file);
    const place = { file: at.file.file, line: startLine, written: name };
    return empty ? one({ ...empty, ...place }) : UNKNOWN;
  }
  if (
    at.file.language === 'cpp' &&
    type !== undefined &&
    /^\([^]*\)$|^\{[^]*\}$/.test(value.trim()) &&
    !/vector|map|list|set|array|\[/.test(type)
  )
    return one({
      kind: 'object',
      type: type.replace(/^.*::|[&*\s]/g, ''),
      args: value.trim().slice(1, -1).split(','),
      at: where,
      file: at.file.file,
      line: startLine,
      written: value,
    });
  return takenFrom(search.valuesOf(path.length > 0 && at.file.language === 'go' ? value : value, where, depth), path);
}

/** Go: what a variable without a value holds. */
function zeroOf(
  type: string,
  { language }: SyntaxFile,
): { kind: 'nothing' } | { kind: 'list'; items: []; open: false } | { kind: 'number'; number: 0 } | undefined {
  if (language !== 'go') return undefined;
  if (/^\[\]/.test(type)) return { kind: 'list', items: [], open: false };
  if (/^(?:u?int\d{0,2}|float\d{2})$/.test(type)) return { kind: 'number', number: 0 };
  return /^(?:\*|map\[|func\b|chan\b|interface\b|error$)/.test(type) ? { kind: 'nothing' } : undefined;
}

function keyOrValue(of: Values, position: string): Values {
  const entries = of.all.flatMap((each) => (each.kind === 'map' ? each.entries : []));
  const picked = union(entries.map(({ key, value }) => (position === '0' ? key() : value())));
  return { all: picked.all, open: picked.open || of.open || of.all.some((each) => each.kind === 'map' && each.open) };
}

/** The part of a value at a path: of `(name, price)`, `name, err`. */
function takenFrom(values: Values, path: readonly string[]): Values {
  return path.reduce<Values>((rest, key) => {
    const index = Number(key);
    // Go: the first of what a call returns with its error.
    if (Number.isNaN(index)) return UNKNOWN;
    return mapped(rest, (value) =>
      value.kind === 'list'
        ? (value.items[index]?.() ?? UNKNOWN)
        : index === 0 && value.kind !== 'object' && value.kind !== 'map'
          ? value
          : index === 0
            ? value
            : undefined,
    );
  }, values);
}

function ofParameter(search: Search, { name, position }: Definition, at: Where, depth: number): Values {
  const { fn, entered } = at;
  if (!fn || position === undefined) return UNKNOWN;
  if (entered?.fn === fn) return argumentAt(search, entered.args, name, position, entered.at, depth);
  const { all, open } = callersOf(search.view, at);
  const given = union(
    all.map(({ args, at: from, each }) =>
      each !== undefined
        ? position === 0
          ? elementsOf(search.valuesOf(each, from, depth))
          : UNKNOWN
        : argumentAt(search, args, name, position, from, depth),
    ),
  );
  return { all: given.all, open: given.open || open };
}

function argumentAt(search: Search, args: readonly string[], name: string, position: number, at: Where, depth: number): Values {
  const named = args
    .map((arg) => new RegExp(`^${name}\\s*(?:=(?![=>])|:(?!:))\\s*([^]+)$`).exec(arg.trim())?.[1])
    .find((each) => each !== undefined);
  const argument = named ?? args[position];
  if (argument === undefined || (named === undefined && args.some((arg) => /^\w+\s*(?:=(?![=>])|:(?!:))/.test(arg.trim())))) return UNKNOWN;
  return search.valuesOf(argument, lineOf(at, argument), depth);
}

/** The line on which an argument of a call begins. */
function lineOf(at: Where, argument: string): Where {
  const first = argument.split('\n', 1)[0]!.trim();
  const down = at.file.lines.slice(at.line - 1, at.line + 20).findIndex((line) => line.includes(first));
  return down <= 0 ? at : { ...at, line: at.line + down };
}
