import { only } from '../../../only';
import { familyOf } from '../../../workspace/languages';
import { constructedTypes } from '../constructedField';
import type { FunctionAt } from '../programView';
import { fits, isConstructor } from './callers';
import { boundTo, lambdaOf } from './closureValues';
import type { Operation } from './expressionText';
import { ofLibrary } from './libraryCalls';
import { indexed } from './lookedUp';
import { elementsOf, mapped, nothing, one, union, UNKNOWN, within, type Possible, type Search, type Values, type Where } from './possible';
import { ofMember } from './possibleFields';

const GENERIC =
  /^(?:get|find|first|last|next|remove|add|put|set|push|insert|contains|size|length|of|from|create|apply|accept|run|call|test|read|write|parse|map|filter|iterator)$/;

/** What a call gives: of a function of the program, or of a library. */
export function ofCall(search: Search, call: Operation & { op: 'call' }, whole: string, at: Where, depth: number): Values {
  const { base, name, args } = call;
  const inside = (text: string): Where => within(at, whole, text);
  const given = args.map((arg) => () => search.valuesOf(arg, inside(arg), depth));
  const read = fileRead(search, name, args);
  if (read) return read;
  const made = madeBy(search, call, whole, at);
  if (made) return made;
  const functions = calleesOf(search, call, at, depth);
  if (functions.all.length > 0) {
    const each = union(functions.all.map((callee) => returned(search, callee, args, at, depth)));
    return { all: each.all, open: each.open || functions.open };
  }
  const of = base === undefined ? (given[0]?.() ?? UNKNOWN) : search.valuesOf(base, at, depth);
  if (base !== undefined && args.length === 0 && of.all.some(({ kind }) => kind === 'object')) {
    const accessed = ofMember(search, base, name, at, depth);
    if (accessed.all.length > 0) return accessed;
  }
  if (
    base !== undefined &&
    /^(?:get|getOrDefault|GetValueOrDefault|getValue|at|elementAt|ElementAt|nth|computeIfAbsent)$/.test(name) &&
    args.length > 0
  ) {
    const found = indexed(of, given[0]!(), base);
    return args.length > 1 && name !== 'nth'
      ? union([withoutNothing(found), lambdaResult(search, args[1]!, at, depth) ?? given[1]!()])
      : found;
  }
  if (base !== undefined && /^next$/.test(name)) return nextOf(of, base, at);
  if (base !== undefined && /^(?:map|Select|mapNotNull|mapToObj|mapToInt|filter_map)$/.test(name) && args.length === 1)
    return eachMapped(search, of, args[0]!, at, depth);
  // `strings.TrimSpace(text)`, `Integer.parseInt(text)`: the argument is the value.
  const qualified =
    base !== undefined &&
    args.length > 0 &&
    (/^[A-Z]\w*$/.test(base) || /^(?:strings|strconv|fmt|slices|maps|std|java\.\w+|bytes)$/.test(base));
  if (name === 'append' && base === undefined) return appended(given);
  if (qualified) return ofLibrary(name, given[0]!(), given.slice(1), args.slice(1)) ?? UNKNOWN;
  return ofLibrary(name, of, base === undefined ? given.slice(1) : given, base === undefined ? args.slice(1) : args) ?? UNKNOWN;
}

/** Calls that read a file of the workspace. */
const READS =
  /^(?:include_str!?|read_to_string|ReadFile|readFile|readAllLines|readString|ReadAllText|ReadAllLines|ReadLines|readText|readLines|lines|newBufferedReader|File|getResourceAsStream)$/;

/** The text of a data file that a call names; its lines where the call gives them. */
function fileRead({ view }: Search, name: string, args: readonly string[]): Values | undefined {
  const path = READS.test(name) ? args.map((arg) => /"([^"\n]{1,120})"/.exec(arg)?.[1]).find((each) => each !== undefined) : undefined;
  const data = path === undefined ? undefined : only(view.data.filter(({ file }) => `/${file}`.endsWith(`/${path.replace(/^[./]+/, '')}`)));
  if (!data) return undefined;
  const text: Possible = { kind: 'text', text: data.lines.join('\n'), file: data.file, line: 1, written: '' };
  return /Lines$|^lines$/.test(name) ? ofLibrary('lines', one(text), [], []) : one(text);
}

function appended(given: readonly (() => Values)[]): Values {
  const [list, ...items] = given;
  return mapped(list?.() ?? UNKNOWN, (value) => (value.kind === 'list' ? { ...value, items: [...value.items, ...items] } : value));
}

function withoutNothing(values: Values): Values {
  return mapped(values, (value) => (value.kind === 'nothing' ? { all: [], open: false } : value));
}

/** An object of a class of the program: `new Weight(2.0, "t")`, `Weight(2.0, "t")`. */
function madeBy({ view }: Search, { base, name, args }: Operation & { op: 'call' }, whole: string, at: Where): Values | undefined {
  if (base !== undefined || !view.classNamed(name) || view.functionsNamed(name).some(({ fn }) => !isConstructor(fn))) return undefined;
  const type = only(constructedTypes(view, at.file).filter((each) => each.name === name));
  return type && { all: [{ kind: 'object', type: name, args, at, file: at.file.file, line: at.line, written: whole }], open: false };
}

/** The functions that a call may run: of the type of its object, of a class that implements it, or the only one of its name. */
function calleesOf(
  search: Search,
  { base, name, args }: Operation & { op: 'call' },
  at: Where,
  depth: number,
): { all: FunctionAt[]; open: boolean } {
  const { view } = search;
  const named = view
    .functionsNamed(name)
    .filter(({ file, fn }) => familyOf(file.language) === familyOf(at.file.language) && fits(fn, { args }));
  if (named.length === 0) return { all: [], open: true };
  const site = {
    name,
    args: [...args],
    startLine: at.line,
    endLine: at.line,
    column: 1,
    construct: false,
    ...(base !== undefined && { receiver: base }),
  };
  const callee = view.callee(site, at.file, at.fn);
  const withBody = (each: FunctionAt): boolean => each.file.returns(each.fn).length > 0;
  if (callee && withBody(callee)) return { all: [callee], open: false };
  if (base === undefined) {
    const free = named.filter((each) => each.fn.className === undefined && withBody(each));
    return { all: free.length === 1 ? free : [], open: false };
  }
  if (GENERIC.test(name)) {
    const objects = search.valuesOf(base, at, depth).all.flatMap((value) => (value.kind === 'object' ? [value.type] : []));
    return { all: named.filter(({ fn }) => objects.includes(fn.className ?? '')), open: false };
  }
  const bodies = named.filter((each) => each.fn.className !== undefined && withBody(each));
  return { all: bodies.length <= 3 ? bodies : [], open: bodies.length > 1 };
}

/** The results of a function for the arguments of a call. */
function returned(search: Search, { file, fn }: FunctionAt, args: readonly string[], at: Where, depth: number): Values {
  const returns = file.returns(fn).filter(({ value }) => value !== '');
  const entered = { fn, args, at };
  return returns.length === 0
    ? UNKNOWN
    : union(
        returns.map(({ value, startLine }) =>
          search.valuesOf(tupleless(value, file.language), { file, fn, line: startLine, entered }, depth),
        ),
      );
}

/** Go: `user, nil` is the value with its error. */
function tupleless(value: string, language: string): string {
  return language === 'go'
    ? (/^([^,(){}]{1,200}|[^{}]{0,200}\{[^{}]{0,300}\}|[\w.]{1,80}\([^()]{0,200}\)),\s*(?:nil|true)$/.exec(value.trim())?.[1] ?? value)
    : value;
}

function lambdaResult(search: Search, text: string, at: Where, depth: number): Values | undefined {
  const lambda = lambdaOf(text);
  return lambda && !/[;\n]/.test(lambda.body) ? search.valuesOf(lambda.body, within(at, text, lambda.body), depth) : undefined;
}

function eachMapped(search: Search, of: Values, argument: string, at: Where, depth: number): Values {
  const lambda = lambdaOf(argument);
  const [name] = lambda?.names ?? [];
  const reference = /^(?:([\w.]{1,80})(?:::|\.))?(?:::)?([A-Za-z_]\w{0,80})$/.exec(argument.trim())?.[2];
  if (!lambda && reference === undefined) return UNKNOWN;
  const body =
    lambda && /^\{([^]*)\}$/.test(lambda.body.trim())
      ? (/\breturn ([^;]{1,300});?\s{0,40}\}$/.exec(lambda.body)?.[1] ?? undefined)
      : lambda?.body;
  if (lambda && (body === undefined || name === undefined)) return UNKNOWN;
  return mapped(of, (value) => {
    if (value.kind !== 'list') return undefined;
    const items = value.items.map((item) => () => {
      const bound = new Map([...(at.bound ?? []), ...boundTo(name ?? '_', item())]);
      return lambda ? search.valuesOf(body!, { ...at, bound }, depth) : search.valuesOf(`_.${reference}()`, { ...at, bound }, depth);
    });
    return { ...value, items };
  });
}

/** `cells.next()`: the element at its place in the order of such calls. */
function nextOf(of: Values, base: string, { file, fn, line }: Where): Values {
  if (!fn || !/^\w+$/.test(base)) return elementsOf(of);
  const made = file.definitions(base, fn).findLast(({ startLine }) => startLine <= line)?.startLine ?? line;
  const calls = file.calls({ startLine: made, endLine: line }).filter(({ name, receiver }) => name === 'next' && receiver?.trim() === base);
  const own = calls.findIndex((call) => call.startLine === line);
  return own < 0 || calls.filter((call) => call.startLine === line).length > 1
    ? elementsOf(of)
    : mapped(of, (value) => (value.kind === 'list' ? (value.items[own]?.() ?? nothing(value, `has no further element`)) : undefined));
}
