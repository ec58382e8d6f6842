import type { openTrees } from '../../syntax/openSyntax';
import { familyOf, grammarOfFile, languageOfFile } from '../../workspace/languages';
import type { RecentFile } from '../changeUnits';
import { testRegions, type Region, type Regions } from './testRegions';

/** Tests in files of code, in languages whose trees are not searched for them. */
const HOLDS_TESTS =
  /^[ \t]{0,40}(?:@(?:Test|ParameterizedTest)\b|\[(?:Fact|Theory|Test|TestMethod)\b|(?:TEST|TEST_F|TEST_CASE|SCENARIO|BOOST_AUTO_TEST_CASE)\(|test "|unittest ?\{|class \w{1,100} ?(?:<|extends) ?[\w:\\]{0,60}(?:TestCase|Minitest::Test)\b|RSpec\.describe\b)/m;
/** Signs of tests in the languages whose trees are searched. */
const SIGNS =
  /#\[(?:cfg\(test|test|\w{1,40}::test)|^[ \t]{0,40}\/\/[/!] ?```|import\.meta\.vitest|>>>|\btest_\w|\b(?:describe|it|test|suite)\(/m;

/**
 * A file that holds tests beside its code, with its text at the base but its tests as they are now: only the rest counts as changed.
 * @returns the same file where it holds none; `mixed` where tests and code cannot be told apart
 */
export async function withTestsOfNow(file: RecentFile, parse: ReturnType<typeof openTrees> | undefined): Promise<RecentFile | 'mixed'> {
  const { before, now } = file;
  if (!before || !now) return file;
  const searched = ['rust', 'python', 'javascript'].includes(languageOfFile(now.file) ?? '') && grammarOfFile(now.file) !== undefined;
  if (!searched) return HOLDS_TESTS.test(now.text) || HOLDS_TESTS.test(before.text) ? 'mixed' : file;
  if (!SIGNS.test(now.text) && !SIGNS.test(before.text)) return file;
  const [then, today] = [await parse?.(before.file, before.text), await parse?.(now.file, now.text)];
  if (!then || !today) return 'mixed';
  const family = familyOf(today.grammar.language);
  const docs = [before.text, now.text].some((text) => (family === 'python' ? text.includes('>>>') : text.includes('```')));
  const [old, fresh] = [testRegions(then.tree, family, docs), testRegions(today.tree, family, docs)];
  if (!old.regions.length && !fresh.regions.length) return file;
  const text = merged(before.text, old, now.text, fresh.regions);
  return text === undefined ? 'mixed' : { before: { file: before.file, text }, now };
}

/** Undefined where a test has no place in the base's text. */
function merged(base: string, { regions, anchors, top }: Regions, now: string, fresh: readonly Region[]): string | undefined {
  const known = new Map(regions.map((region) => [region.key, region]));
  const names = new Set(fresh.map(({ key }) => key));
  const inserts: { at: number; to: number; text: string; order: number }[] = [];
  for (const { key, start, end } of regions) if (!names.has(key)) inserts.push({ at: start, to: end, text: '', order: 0 });
  let last: number | undefined;
  for (const [order, { key, kind, start, end, nested }] of fresh.entries()) {
    const text = now.slice(start, end);
    const same = known.get(key);
    if (same) {
      inserts.push({ at: same.start, to: same.end, text, order });
      if (kind === 'test') last = same.end;
      continue;
    }
    const anchor = kind === 'doc' ? anchors.get(key) : undefined;
    // Examples in the documentation of code that the base does not have.
    if (kind === 'doc' && anchor === undefined) continue;
    if (anchor === null || (kind === 'test' && nested)) return undefined;
    const at = kind === 'import' ? top : (anchor ?? last ?? base.length);
    inserts.push({ at, to: at, text: at === base.length && base && !base.endsWith('\n') ? `\n${text}` : text, order });
  }
  let text = '';
  let at = 0;
  for (const insert of inserts.sort((a, b) => a.at - b.at || a.to - b.to || a.order - b.order)) {
    if (insert.at < at) return undefined;
    text += base.slice(at, insert.at) + insert.text;
    at = insert.to;
  }
  return text + base.slice(at);
}
