import type { FunctionNode, SyntaxFile } from '../syntax/syntax';
import { nameOf } from '../workspace/fileIndex';
import { hasTestClasses } from '../workspace/languages';

/** Lines of attributes that may stand above a function. */
const MOST_ATTRIBUTES = 8;

const TEST_FOLDER = /(?:^|\/)(?:tests?|__(?:tests|mocks|fixtures|snapshots)__|testing|specs?|e2e|testdata|fixtures?)\//i;
const TEST_NAME = /^test_|^conftest\.|_test\.|_spec\.|[.-](?:test|spec|e2e|cy)\.|^tests?\./;
const TEST_CLASS = /(?:Tests?|TestCase|Spec|IT)\.[a-z]+$/;

/** Whether a file holds tests, by the conventions of all languages. */
export function isTestFile(file: string): boolean {
  const name = nameOf(file);
  return TEST_FOLDER.test(file) || TEST_NAME.test(name) || (TEST_CLASS.test(name) && hasTestClasses(name));
}

/** Whether a function is test code by its file, or by its place in it: Rust keeps tests beside the code. */
export function isTestCode(source: SyntaxFile, fn: FunctionNode | undefined): boolean {
  if (isTestFile(source.file)) return true;
  if (source.language !== 'rust' || !fn) return false;
  if (fn.className === 'tests' || fn.className === 'test') return true;
  for (let line = fn.startLine; line > 0 && line > fn.startLine - MOST_ATTRIBUTES; line--) {
    const text = source.lines[line - 1]?.trim() ?? '';
    if (/^#\[(?:\w+::)*(?:test|rstest)\b/.test(text)) return true;
    if (line < fn.startLine && !text.startsWith('#[') && !text.startsWith('//')) return false;
  }
  return false;
}

/** Functions that run before each test of their class or file. */
export function isSetUp(name: string): boolean {
  return /^(?:setUp(?:Class|TestData)?|setup(?:_method|_class|_module)?|beforeEach|beforeAll|before|init|initialize|asyncSetUp)$/i.test(
    name,
  );
}
