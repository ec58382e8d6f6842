import { CONSTRUCTOR } from './shapes';
import type { CodeEdit } from '../../../syntax/edits/codeEdit';
import { childrenOf, nodesIn, type Fn, type Ir, type Span } from '../../../syntax/lower/ir';
import { lineOf, overlap } from '../../../syntax/lower/places';
import type { SyntaxFile } from '../../../syntax/syntax';
import { familyOf } from '../../../workspace/languages';
import type { DataFile } from '../dataRows';
import type { Around, Claim, Fault, Hit } from './fault';
import { FAULTS } from './faults';
import type { TypesDeclared } from './typeDeclared';
import { typesDeclared } from './types';

/** A fault that the code has. */
export interface FaultFound {
  fault: Fault;
  claim: Claim;
  file: SyntaxFile;
  /** Where it is; offsets of the file's text. */
  at: Span;
  fix?: readonly CodeEdit[];
}

const LONGEST = 120;

/**
 * The known faults in a file, in source order. Each is a pattern of the code; whether it made a failure is for others to say.
 * @param files the program: functions that calls run are looked for there
 * @param within only those in this stretch
 * @param data the data files that the program names
 */
export function findFaults(file: SyntaxFile, files: readonly SyntaxFile[], within?: Span, data: readonly DataFile[] = []): FaultFound[] {
  const byKind = faultsFor(file);
  if (byKind.size === 0) return [];
  const found: FaultFound[] = [];
  for (const { node, around } of nodesAround(file, files, within, data))
    for (const fault of byKind.get(node.kind) ?? []) {
      const hit = fault.find(node, around);
      if (hit && (!within || overlap(hit.at, within)))
        found.push({ fault, file, at: hit.at, claim: claimOf(fault.id, hit, file), ...(hit.fix && { fix: hit.fix }) });
    }
  return found;
}

/**
 * Each node of a file with what surrounds it, in source order, outer before inner; none of a file that a program squeezed.
 * @param files the program: functions that calls run are looked for there
 * @param within only those that overlap this stretch
 * @param data the data files that the program names
 */
export function* nodesAround(
  file: SyntaxFile,
  files: readonly SyntaxFile[],
  within?: Span,
  data: readonly DataFile[] = [],
): Generator<{ node: Ir; around: Around }> {
  if (file.code.length === 0 || isMinified(file)) return;
  const family = familyOf(file.language);
  const program = [file, ...files.filter((each) => each.file !== file.file && familyOf(each.language) === family)];
  const named = functionsByName(program);
  const constructs = constructorsByType(program);
  let declared: TypesDeclared | undefined;
  const types = (): TypesDeclared => (declared ??= typesDeclared(program));
  const text = (span: Span): string => file.text.slice(span.start, span.end);
  const pending: { node: Ir; path: readonly Ir[]; fn: Fn | undefined }[] = file.code
    .toReversed()
    .map((node) => ({ node, path: [], fn: undefined }));
  while (pending.length > 0) {
    const { node, path, fn } = pending.pop()!;
    if (within && !overlap(node, within)) continue;
    yield { node, around: { file, path, parent: path.at(-1), fn, text, named, constructs, files: program, types, data } };
    const below = node.kind === 'fn' ? node : fn;
    // The path of a deep tree is shared by the nodes on one level.
    const inner = [...path.slice(-MOST_AROUND), node];
    for (const child of childrenOf(node).toReversed()) pending.push({ node: child, path: inner, fn: below });
  }
}

/** Characters of a line, on average, of which nobody wrote a file. */
const MOST_IN_LINE = 300;

/** A file that a program squeezed: nobody made a mistake in it, or would mend it there. */
function isMinified({ text, lines }: SyntaxFile): boolean {
  return text.length > MOST_IN_LINE * lines.length;
}

/** Levels above a node that a fault may look at. */
const MOST_AROUND = 60;

/** What a hit says of the code, as data. */
export function claimOf(id: Claim['fault'], { at, of, by, other, also }: Hit, file: SyntaxFile): Claim {
  const span = of ?? at;
  const written = file.text.slice(span.start, span.end);
  return {
    fault: id,
    of: written.length > LONGEST ? `${written.slice(0, LONGEST)}…` : written,
    line: lineOf(file, startOf(at, file)),
    ...(by !== undefined && { by }),
    ...(other !== undefined && { other }),
    ...(also && placed(also, file)),
  };
}

function placed(also: NonNullable<Hit['also']>, file: SyntaxFile): Pick<Claim, 'also' | 'alsoIn'> {
  const [name, line] = 'line' in also ? [also.file, also.line] : [also.file.file, lineOf(also.file, startOf(also.at, also.file))];
  return { also: line, ...(name !== file.file && { alsoIn: name }) };
}

/** Where a span begins; a function at its name, below what is written above it. */
function startOf(at: Span, { text }: SyntaxFile): number {
  const name = 'kind' in at && at.kind === 'fn' ? (at as Fn).name : '';
  const found = name === '' ? -1 : text.slice(at.start, at.end).search(new RegExp(`(?<!\\w)${name.replace(/\W/g, '\\$&')}\\s*[(<]`));
  return found < 0 ? at.start : at.start + found;
}

const tables = new Map<string, ReadonlyMap<Ir['kind'], readonly Fault[]>>();

function faultsFor({ language }: SyntaxFile): ReadonlyMap<Ir['kind'], readonly Fault[]> {
  let table = tables.get(language);
  if (!table) {
    const own = FAULTS.filter(({ languages }) => (languages as readonly string[]).includes(language));
    table = new Map([...new Set(own.flatMap(({ on }) => on))].map((kind) => [kind, own.filter(({ on }) => [on].flat().includes(kind))]));
    tables.set(language, table);
  }
  return table;
}

/** Functions of the program by name; of a name that several have, none. */
function functionsByName(files: readonly SyntaxFile[]): Around['named'] {
  const known = new Map<string, { file: SyntaxFile; fn: Fn } | undefined>();
  for (const file of files)
    for (const { name, fn } of namedIn(file)) {
      if (known.get(name)?.fn === fn) continue;
      known.set(name, known.has(name) ? undefined : { file, fn });
    }
  return (name) => known.get(name);
}

const namedFunctions = new WeakMap<SyntaxFile, readonly { name: string; fn: Fn }[]>();

function namedIn(file: SyntaxFile): readonly { name: string; fn: Fn }[] {
  let found = namedFunctions.get(file);
  if (!found) {
    found = [...nodesIn(file.code)].flatMap((node) => {
      const fn = node.kind === 'fn' ? node : node.kind === 'assign' && node.value?.kind === 'fn' ? node.value : undefined;
      const name = node.kind === 'fn' ? node.name : node.kind === 'assign' && node.target.kind === 'name' ? node.target.name : '';
      return fn && name !== '' ? [{ name, fn }] : [];
    });
    namedFunctions.set(file, found);
  }
  return found;
}

/** Constructors by the name of their class; of a name that several have, none. */
function constructorsByType(program: readonly SyntaxFile[]): Around['constructs'] {
  let known: Map<string, { file: SyntaxFile; fn: Fn } | undefined> | undefined;
  return (type) => {
    if (!known) {
      known = new Map();
      for (const file of program)
        for (const node of nodesIn(file.code)) {
          if (node.kind !== 'class') continue;
          const fn = node.members.find((each): each is Fn => each.kind === 'fn' && CONSTRUCTOR.test(each.name));
          if (fn) known.set(node.name, known.has(node.name) ? undefined : { file, fn });
        }
    }
    return known.get(type);
  };
}
