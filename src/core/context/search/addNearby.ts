import type { Definition, FunctionNode, ImportBinding, SyntaxFile } from '../../syntax/syntax';
import { splitWords } from '../errorWords';
import { topFunctions } from '../moduleWrapper';
import { classValues, moduleValues, wordScores } from '../nearbyCode';
import { isTestFile } from '../testCode';
import type { LineRange } from '../failureEvidence';
import type { Reason } from '../reason';
import type { CodeSearch } from './codeSearch';
import { weakly, keyOf, byRelevance } from './found';
import { namedAfterTest } from './namedAfterTest';

/** A value of the module that a likely function reads. */
const READS_VALUE = 0.35;
const FUNCTIONS_READ = 12;
const MOST_READ = 6;
/** Functions whose imported values are shown. */
const FUNCTIONS_IMPORTING = 6;
/** A value of more lines than this is not shown whole. */
const LONGEST_VALUE = 60;
/** The weight of the failure's words in a function's text, added to its file's likelihood. */
const SAME_WORDS = 1.5;
/** A function supported only by its file. */
const SAME_FILE = 0.05;
const FILES_FILLED = 6;
/** The file that the test is named after, by whether a call of the test leads into it. */
const NAMED_AFTER = { called: 0.6, notCalled: 1.8, besideStack: 1 } as const;
const LIKELY = 0.3;
/** The imports of the failing test, and their imports. */
const IMPORTED_BY_TEST = 0.8;
const IMPORTED_FARTHER = 0.4;

/**
 * Files with functions to add, with their likelihood and the likeliest way to them; `near` where the program itself does not lead there.
 */
type NearFiles = Map<string, { strength: number; reason: Reason; near: boolean }>;

function addFile(files: NearFiles, file: string, strength: number, reason: Reason, near = false): void {
  const known = files.get(file);
  const says = !known || (near === known.near ? strength > known.strength : known.near);
  files.set(file, { ...(says ? { reason, near } : known), strength: Math.max(strength, known?.strength ?? 0) });
}

/** The other functions of the likeliest files, and of the files that the test is named after: weak, but the cause may hide behind a call that nothing resolves. */
export async function addNeighbours(search: CodeSearch): Promise<void> {
  const files: NearFiles = new Map();
  for (const each of [...search.found.values()].filter(({ test }) => !test).sort(byRelevance)) {
    if (files.size < FILES_FILLED)
      addFile(
        files,
        each.source.file,
        Math.min(1, each.relevance * 1.5),
        { kind: 'sameFile', as: each.near ? 'changed' : 'reached' },
        true,
      );
  }
  for (const { found } of search.frames.slice(0, 3))
    if (found.test)
      for (const file of namedAfterTest(search.input.code.index, found.source.file))
        addFile(files, file, namedAfter(search, file), { kind: 'testNamedAfter' });
  if (search.onlyTests) await addImported(search, files);
  for (const each of search.found.values()) {
    const way = files.get(each.source.file);
    if (!each.near || way?.near !== false) continue;
    delete each.near;
    each.reasons.unshift(way.reason);
  }
  const found: { source: SyntaxFile; fn: FunctionNode; strength: number; reason: Reason; near: boolean }[] = [];
  for (const [file, way] of files) {
    const source = await search.input.code.open(file);
    for (const fn of source ? topFunctions(source) : [])
      if (!search.found.has(keyOf(source!, fn))) found.push({ source: source!, fn, ...way });
  }
  const scores = wordScores(found, search.words);
  const telling = tellingWords(found, search.words);
  const weighed = found.map(({ source, fn, strength, reason, near }, at) => {
    const shared = splitWords(fn.qualifiedName).filter((word) => telling.has(word)).length;
    return {
      source,
      fn,
      reason,
      near,
      relevance: SAME_FILE * (0.4 + 0.6 * strength) * (1 + 0.5 * Math.min(shared, 3)) * (1 + SAME_WORDS * scores[at]!),
    };
  });
  // Stable: among equals the first in the file.
  for (const { source, fn, reason, near, relevance } of weighed.sort((a, b) => b.relevance - a.relevance)) {
    if (search.full) return;
    search.add({ ...weakly(source, fn, fn, 4, reason, relevance), ...(near && { near }) });
  }
}

/** Calls that lead into the file tell its functions apart, other than that of a constructor; where none does, the search has missed something. */
function namedAfter(search: CodeSearch, file: string): number {
  const called = [...search.found.values()].some(
    ({ source, fn, test, near, relevance }) =>
      source.file === file && !test && !near && fn && fn.kind !== 'constructor' && relevance >= LIKELY,
  );
  if (called) return NAMED_AFTER.called;
  return search.onlyTests ? NAMED_AFTER.notCalled : NAMED_AFTER.besideStack;
}

/** Values that the likeliest functions read from their module and their class: tables, patterns, defaults. */
export function addModuleValues(search: CodeSearch): void {
  const likely = [...search.found.values()].filter(({ fn, test }) => fn && !test).sort(byRelevance);
  const values = new Map<SyntaxFile, Definition[]>();
  for (const { source, fn, relevance } of likely.slice(0, FUNCTIONS_READ)) {
    let outside = values.get(source);
    if (!outside) values.set(source, (outside = moduleValues(source)));
    const words = new Set(
      source.lines
        .slice(fn!.startLine - 1, fn!.endLine)
        .join('\n')
        .match(/[\w$]{3,}/g) ?? [],
    );
    const cls = fn!.classIndex === undefined ? undefined : source.classes[fn!.classIndex];
    const read = [
      ...outside.map((value) => ({ ...value, inClass: false })),
      ...(cls ? classValues(source, cls) : []).map((value) => ({ ...value, inClass: true })),
    ].filter(({ name }) => words.has(name));
    for (const { inClass, ...value } of read.slice(0, MOST_READ)) {
      const reason: Reason = { kind: 'readsValue', reader: fn!.name, name: value.name };
      const range = inClass ? rangeOf(value) : wholeOf(source, value);
      search.add(weakly(source, undefined, range, 2, reason, (READS_VALUE * relevance) / Math.sqrt(read.length)));
    }
  }
}

/** Values of other modules that the likeliest functions read by name: settings, tables. They are shown, and are no candidates themselves. */
export async function addImportedValues(search: CodeSearch): Promise<void> {
  const likely = [...search.found.values()].filter(({ fn, test }) => fn && !test).sort(byRelevance);
  for (const { source, fn, relevance } of likely.slice(0, FUNCTIONS_IMPORTING)) {
    search.input.signal?.throwIfAborted();
    const text = source.lines.slice(fn!.startLine - 1, fn!.endLine).join('\n');
    const words = new Set(text.match(/[\w$]{3,}/g) ?? []);
    let added = 0;
    for (const binding of source.imports.filter(({ local }) => words.has(local))) {
      if (added >= MOST_READ) break;
      for (const { file, value } of await importedValues(search, source, binding, words)) {
        if (added >= MOST_READ || search.full) break;
        const range = wholeOf(file, value);
        if (rangeOf(value).endLine > range.endLine || search.found.has(keyOf(file, range))) continue;
        const reason: Reason = { kind: 'readsValue', reader: fn!.name, name: value.name };
        search.add({ ...weakly(file, undefined, range, 2, reason, (READS_VALUE * relevance) / Math.sqrt(++added)), shownOnly: true });
      }
    }
  }
}

/** The value that an import names, or the values that a function reads of a whole imported module. */
async function importedValues(
  search: CodeSearch,
  source: SyntaxFile,
  { module, imported }: ImportBinding,
  words: ReadonlySet<string>,
): Promise<{ file: SyntaxFile; value: Definition }[]> {
  const [name] = await search.modulesOf(source, module);
  const file = name === undefined || name === source.file || isTestFile(name) ? undefined : await search.input.code.open(name);
  if (!file?.parsed) return [];
  const whole = imported === '*' || imported === '';
  const local = file.exports.get(imported) ?? imported;
  return moduleValues(file).flatMap((value) => ((whole ? words.has(value.name) : value.name === local) ? [{ file, value }] : []));
}

/** The statement that gives a variable its value; of a very long one, its first line. */
function wholeOf(source: SyntaxFile, value: Definition): LineRange {
  const statement = source.statement(value.startLine);
  const endLine = Math.max(statement.endLine, rangeOf(value).endLine);
  return endLine - statement.startLine < LONGEST_VALUE ? { ...statement, endLine } : statement;
}

function rangeOf({ startLine, endLine, valueRange }: Definition): LineRange {
  return { startLine, endLine: Math.max(endLine, valueRange?.endLine ?? 0) };
}

/** The failing test's imports are the code in question, even where no call leads into it. */
async function addImported(search: CodeSearch, files: NearFiles): Promise<void> {
  for (const { found } of search.frames.slice(0, 3)) {
    for (const file of await search.importedBy(found.source)) {
      addFile(files, file, IMPORTED_BY_TEST, { kind: 'importedByTest' });
      const source = await search.input.code.open(file);
      if (source)
        for (const farther of await search.importedBy(source))
          addFile(files, farther, IMPORTED_FARTHER, { kind: 'importedByTest', through: true });
    }
  }
}

/** Words of the failure in the functions' names, without those that most names share, such as the class's name in methods. */
function tellingWords(near: readonly { fn: FunctionNode }[], words: ReadonlySet<string>): Set<string> {
  const counts = new Map<string, number>();
  for (const { fn } of near)
    for (const word of new Set(splitWords(fn.qualifiedName))) if (words.has(word)) counts.set(word, (counts.get(word) ?? 0) + 1);
  return new Set([...counts].filter(([, count]) => count <= Math.max(2, near.length / 2)).map(([word]) => word));
}
