import { nameOf } from '../workspace/fileIndex';
import { hasTestClasses } from '../workspace/languages';

const TEST_FOLDER = /(?:^|\/)(?:tests?|__tests__|testing|specs?|e2e|testdata|fixtures?)\//i;
const TEST_NAME = /^test_|^conftest\.|_test\.|_spec\.|[.-](?:test|spec|e2e|cy)\.|^tests?\./;
const TEST_CLASS = /(?:Tests?|TestCase|Spec|IT)\.[a-z]+$/;

/** Whether a file holds tests, by the habits of all languages. */
export function isTestFile(file: string): boolean {
  const name = nameOf(file);
  return TEST_FOLDER.test(file) || TEST_NAME.test(name) || (TEST_CLASS.test(name) && hasTestClasses(name));
}

/** Functions that run before each test of their class or file. */
export function isSetUp(name: string): boolean {
  return /^(?:setUp(?:Class|TestData)?|setup(?:_method|_class|_module)?|beforeEach|beforeAll|before|init|initialize|asyncSetUp)$/i.test(
    name,
  );
}
