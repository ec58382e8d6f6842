import { nameOf } from '../workspace/fileIndex';

const TEST_FOLDER = /(?:^|\/)(?:tests?|__tests__|testing|specs?|e2e|testdata|fixtures?)\//i;
const TEST_NAME =
  /(?:^test_|^conftest\.|_test\.|_spec\.|[.-](?:test|spec|e2e|cy)\.|^tests?\.)|(?:Tests?|TestCase|Spec|IT)\.(?:java|kt|cs|php|scala|groovy|swift)$/;

/** Whether a file holds tests, by the habits of all languages. */
export function isTestFile(file: string): boolean {
  return TEST_FOLDER.test(file) || TEST_NAME.test(nameOf(file));
}

/** Functions that run before each test of their class or file. */
export function isSetUp(name: string): boolean {
  return /^(?:setUp(?:Class|TestData)?|setup(?:_method|_class|_module)?|beforeEach|beforeAll|before|init|initialize|asyncSetUp)$/i.test(
    name,
  );
}
