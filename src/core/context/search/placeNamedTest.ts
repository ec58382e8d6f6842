import { grammarOf } from '../../syntax/grammars';
import type { FunctionNode, SyntaxFile } from '../../syntax/syntax';
import { nameOf } from '../../workspace/fileIndex';
import { isTestFile } from '../testCode';
import type { CodeSearch } from './codeSearch';
import { FAILING_TEST, addSetUps } from './placeFrames';

/** The maximum number of failing tests to search for, and of test files to read and parse for them. */
const MOST_TESTS = 3;
const MOST_READ = 400;
const MOST_PARSED = 20;
/** A shorter title or name occurs in too many names by chance, unless it is the whole name. */
const SHORTEST_TITLE = 4;
/** The advantage of a test in the class or file of its full name over one of the same name elsewhere. */
const NAMED_TOO = 100;

interface NamedTest {
  source: SyntaxFile;
  fn: FunctionNode;
  score: number;
}

/**
 * Finds the failing tests by their names where no frame leads into the workspace: runners without a stack still print names. Titles and
 * functions only count where a name ends with them, or where they are one of its identifiers; else a title that it begins with, since TAP
 * puts the words of the assertion behind it.
 */
export async function placeNamedTest(search: CodeSearch): Promise<void> {
  if (search.frames.length > 0) return;
  const { report, code } = search.input;
  const named = [...report.errors, ...report.expectations].flatMap(({ test }) => test?.replace(/\[[^[\]]*\]$/, '').trim() || []);
  const names = [...new Set(named)].slice(0, MOST_TESTS);
  if (names.length === 0) return;
  const files = code.index.files.filter((file) => isTestFile(file) && grammarOf(file) !== undefined).slice(0, MOST_READ);
  const texts = await Promise.all(files.map(async (file): Promise<TestText> => ({ file, text: (await code.read(file)) ?? '' })));
  for (const name of names) {
    search.input.signal?.throwIfAborted();
    const best = (await findTest(search, name, texts, 'end')) ?? (await findTest(search, name, texts, 'start'));
    if (!best) continue;
    const { source, fn } = best;
    const found = search.add({
      source,
      fn,
      startLine: fn.startLine,
      endLine: fn.endLine,
      role: 'test',
      distance: 0,
      reasons: [{ kind: 'failingTest', by: 'name' }],
      relevance: FAILING_TEST,
      drive: 0.95,
      // The failing line is unknown, so all calls of the test count equally.
      focus: new Set(),
      test: true,
      names: new Set(),
    });
    search.finder.meetClassOf(fn, source);
    search.frames.push({ line: fn.endLine, column: undefined, found });
  }
  if (search.frames.length > 0) addSetUps(search);
}

interface TestText {
  file: string;
  text: string;
}

/** Where a test's title stands in its full name. */
type Side = 'end' | 'start';

async function findTest(search: CodeSearch, name: string, texts: readonly TestText[], side: Side): Promise<NamedTest | undefined> {
  const identifiers = side === 'end' ? identifiersOf(name) : [];
  const words = new Set(name.split(/[^\w-]+/).filter(({ length }) => length >= SHORTEST_TITLE));
  const near = ({ file }: TestText): number => (words.has(nameOf(file).replace(/\.[^]*$/, '')) ? NAMED_TOO : 0);
  const holding = texts
    .map((each) => ({ ...each, held: Math.max(longestPart(name, side, each.text), longestOf(identifiers, each.text)) + near(each) }))
    .filter(({ held }) => held >= SHORTEST_TITLE)
    .sort((a, b) => b.held - a.held);
  let best: NamedTest | undefined;
  for (const each of holding.slice(0, MOST_PARSED)) {
    const source = await search.input.code.open(each.file);
    if (!source) continue;
    for (const fn of source.functions) {
      const score = scoreOf(fn, name, side, identifiers, source);
      if (score > 0 && score + near(each) > (best?.score ?? 0)) best = { source, fn, score: score + near(each) };
    }
  }
  return best;
}

/** The part of a test's full name that may be a function's name: `test_total` of `tests/test_cart.py::TestCart::test_total`. */
function identifiersOf(name: string): string[] {
  const words = name.match(/[A-Za-z_$][\w$]*/g) ?? [];
  return words.filter((word) => !/\s/.test(name) || /^test[\w$]|^Test[\w$]|\w[tT]est$/.test(word));
}

/** The length of the longest end or start of a name, cut at a word, that a text contains. */
function longestPart(name: string, side: Side, text: string): number {
  const cuts = [...name.matchAll(side === 'end' ? /(?<![\w$])\S/g : /\S(?![\w$])/g)].map(({ index }) => index);
  const parts = side === 'end' ? cuts.map((at) => name.slice(at)) : cuts.map((at) => name.slice(0, at + 1)).reverse();
  return parts.find((part) => text.includes(part))?.length ?? 0;
}

function longestOf(words: readonly string[], text: string): number {
  return Math.max(0, ...words.filter((word) => text.includes(word)).map((word) => word.length));
}

/** How well a function fits a test's full name; 0 where it does not. */
function scoreOf(fn: FunctionNode, name: string, side: Side, identifiers: readonly string[], source: SyntaxFile): number {
  if (fn.kind !== 'test') {
    const ofClass = fn.className !== undefined && name.includes(fn.className) ? NAMED_TOO : 0;
    return identifiers.includes(fn.name) && fn.name.length >= SHORTEST_TITLE ? fn.name.length + ofClass : 0;
  }
  const title = titleOf(fn);
  if (!title || (title !== name && title.length < SHORTEST_TITLE)) return 0;
  if (side === 'start') return name.startsWith(`${title} `) ? title.length : 0;
  if (!name.endsWith(title)) return 0;
  const before = name.slice(0, -title.length);
  if (/\w$/.test(before)) return 0;
  // Of two tests with one title, the one with suites that also occur in the name.
  const suites = source.functions.filter((each) => each.kind === 'callback' && each.startLine < fn.startLine && fn.endLine < each.endLine);
  return title.length + suites.reduce((sum, suite) => sum + (before.includes(titleOf(suite)) ? titleOf(suite).length : 0), 0);
}

/** The string beside a callback: `shows orders` of `it 'shows orders'`. */
function titleOf({ name }: FunctionNode): string {
  return /^[^'"`]*['"`]([^]*)['"`]$/.exec(name)?.[1]?.replace(/\\(['"`])/g, '$1') ?? '';
}
