import type { FileIndex } from '../../workspace/fileIndex';
import { folderOf, nameOf } from '../../workspace/fileIndex';
import { SCRIPT_ENDINGS } from '../../workspace/languages';
import { isTestFile } from '../testCode';

/** Files that one test can be named after. */
const MOST_NAMED = 2;
/** Files that stand for their folder. */
const FOLDER_ITSELF = /^(?:__init__|index|mod)$/;

/**
 * The code that a test file is named after, the nearest folders first: `store.py` for `tests/test_store.py`, `Cart.java` for
 * `CartTest.java`, `http/request/__init__.py` for `tests/test_http_request.py`, `settings/__init__.py` for `test_settings/__init__.py`.
 */
export function namedAfterTest(index: FileIndex, test: string): string[] {
  const name = nameOf(test);
  const ending = name.slice(name.lastIndexOf('.'));
  const own = name.slice(0, name.indexOf('.'));
  const stem = withoutTest(FOLDER_ITSELF.test(own) ? nameOf(folderOf(test)) : own);
  if (!stem) return [];
  const endings = SCRIPT_ENDINGS.some((each) => each === ending) ? SCRIPT_ENDINGS : [ending];
  const found = (places: readonly [folder: string, file: string][]): string[] =>
    places.flatMap(([folder, file]) =>
      endings
        .flatMap((each) => index.named(file + each))
        .filter((each) => !isTestFile(each) && (!folder || `/${folderOf(each)}`.endsWith(`/${folder}`))),
    );
  const same = found([['', stem]]);
  const files = same.length ? same : found(placesOf(stem));
  const folders = new Set(folderOf(test).split('/').map(withoutTest));
  const shared = (file: string): number =>
    folderOf(file)
      .split('/')
      .filter((each) => folders.has(each)).length;
  return [...new Set(files)].sort((a, b) => shared(b) - shared(a)).slice(0, MOST_NAMED);
}

function withoutTest(name: string): string {
  return name.replace(/^tests?(?:_|$)|_?(?:test|spec|tests)$/gi, '').replace(/(?:Tests?|TestCase|Spec)$/, '');
}

/** A name of several words may be a path: `http/request`, or a folder of the name. */
function placesOf(stem: string): [folder: string, file: string][] {
  const words = stem.split(/[_-]/);
  const splits = words.slice(1).map((_, at): [string, string] => [words.slice(0, at + 1).join('/'), words.slice(at + 1).join('_')]);
  const folders = [stem, words.join('/')].flatMap((folder): [string, string][] => [
    [folder, '__init__'],
    [folder, 'index'],
    [folder, 'mod'],
  ]);
  return [...splits, ...folders];
}
