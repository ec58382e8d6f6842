import type { FunctionNode, SyntaxFile } from '../../syntax/syntax';
import { folderOf } from '../../workspace/fileIndex';
import type { LineRange } from '../failureEvidence';
import { moduleValues } from '../nearbyCode';
import { addAside, namesUsed } from './aside';
import type { CodeSearch } from './codeSearch';
import type { Found } from './found';

const MOST_VALUES = 6;
const LONGEST = 25;
const RELATIVE = 0.6;
/** RSpec's named values, Python's fixtures. */
const LETS = /^let!?$/;
const IS_FIXTURE = /@(?:\w+\.)?fixture\b/;

/** What the failing test reads besides its own lines: constants of its file and its groups, fixtures, values that it imports. */
export async function addTestValues(search: CodeSearch): Promise<void> {
  const tests = new Set(search.frames.filter(({ found }) => found.test && found.fn).map(({ found }) => found));
  for (const test of [...tests].slice(0, 2)) {
    const words = namesUsed(test.source, test);
    const ranges = [
      ...constantsOf(test, words).map((range) => ({ source: test.source, ...range })),
      ...(await fixturesOf(search, test)),
      ...(await importedBy(search, test, words)),
    ];
    for (const { source, name, ...range } of ranges.filter(isShort).slice(0, MOST_VALUES))
      addAside(search, source, range, { kind: 'readsValue', reader: 'the failing test', name }, RELATIVE * test.relevance, {
        role: 'test',
        test: true,
      });
  }
}

interface Named extends LineRange {
  name: string;
}

/** Variables around the test that it names, in its file or in the groups that it stands in, and RSpec's `let`. */
function constantsOf({ source, fn }: Found, words: ReadonlySet<string>): Named[] {
  const around = new Set<number>();
  for (let outer = fn?.parent; outer !== undefined; outer = source.functions[outer]?.parent) around.add(outer);
  const inGroups = source
    .allDefinitions({ startLine: 1, endLine: source.lines.length })
    .filter(({ kind, startLine }) => kind === 'variable' && around.has(source.enclosing(startLine)?.index ?? -1));
  const variables = [...moduleValues(source), ...inGroups].filter(({ name, value }) => words.has(name) && value !== undefined);
  const lets = source.calls({ startLine: 1, endLine: source.lines.length }).flatMap((call): Named[] => {
    const name = /^:(\w+)$/.exec(call.args[0] ?? '')?.[1];
    return LETS.test(call.name) && name !== undefined && words.has(name)
      ? [{ name, startLine: call.startLine, endLine: call.endLine }]
      : [];
  });
  return [
    ...variables.map(({ name, startLine, endLine, valueRange }) => ({
      name,
      startLine,
      endLine: Math.max(endLine, valueRange?.endLine ?? 0),
    })),
    ...lets,
  ];
}

/** pytest's fixtures by the names of the test's parameters: in its file, or in a `conftest.py` above it. */
async function fixturesOf(search: CodeSearch, { source, fn }: Found): Promise<(Named & { source: SyntaxFile })[]> {
  if (source.language !== 'python' || !fn) return [];
  const wanted = new Set(fn.parameters.map(({ name }) => name));
  const files = [source];
  for (let folder = folderOf(source.file); ; folder = folderOf(folder)) {
    const conftest = await search.input.code.open(folder ? `${folder}/conftest.py` : 'conftest.py');
    if (conftest) files.push(conftest);
    if (!folder) break;
  }
  return files.flatMap((file) =>
    file.functions
      .filter((each) => wanted.has(each.name) && IS_FIXTURE.test(headOf(file, each)))
      .map(({ name, startLine, endLine }) => ({ source: file, name, startLine, endLine })),
  );
}

function headOf(file: SyntaxFile, { startLine, signature }: FunctionNode): string {
  return file.lines.slice(startLine - 1, signature.endLine).join('\n');
}

async function importedBy(search: CodeSearch, { source }: Found, words: ReadonlySet<string>): Promise<(Named & { source: SyntaxFile })[]> {
  const found: (Named & { source: SyntaxFile })[] = [];
  for (const { module, imported, local } of source.imports.filter((each) => words.has(each.local))) {
    const [name] = await search.modulesOf(source, module);
    const file = name === undefined ? undefined : await search.input.code.open(name);
    if (!file?.parsed) continue;
    const whole = imported === '*' || imported === '';
    const wanted = file.exports.get(imported) ?? imported;
    for (const { name: value, startLine, endLine, valueRange } of moduleValues(file))
      if (whole ? words.has(value) && value !== local : value === wanted)
        found.push({ source: file, name: value, startLine, endLine: Math.max(endLine, valueRange?.endLine ?? 0) });
  }
  return found;
}

function isShort({ startLine, endLine }: LineRange): boolean {
  return endLine - startLine < LONGEST;
}
