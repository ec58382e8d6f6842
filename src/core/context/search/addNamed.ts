import { namesIn } from '../errorWords';
import { namesInStrings } from '../nearbyCode';
import type { CodeSearch } from './codeSearch';

/** Weights of functions named in the message: with only tests on the stack, and with other code on it. */
const NAMED = 0.5;
const NAMED_BESIDE_STACK = 0.15;

/** Functions that the message or the test's strings name: tests often select functions by name. */
export async function addNamed(search: CodeSearch): Promise<void> {
  const [first] = search.frames;
  if (!first) return;
  for (const name of namesIn(search.input.report)) {
    for (const ref of await search.finder.named(name, first.found.source))
      search.addRef(
        ref,
        first.found,
        (search.onlyTests ? NAMED : NAMED_BESIDE_STACK) * ref.certainty,
        'callee',
        { kind: 'namedInMessage' },
        [],
      );
  }
  if (!search.onlyTests) return;
  for (const { found, line } of search.frames.slice(0, 4)) {
    const files = await search.importedBy(found.source);
    for (const name of namesInStrings(found.source, line)) {
      for (const file of files) {
        const source = await search.input.code.open(file);
        const fns = source?.functions.filter((fn) => fn.name === name) ?? [];
        for (const fn of fns.slice(0, 2))
          search.addRef({ file: source!, fn, certainty: 1 }, found, NAMED / fns.length, 'callee', { kind: 'testNames', name }, []);
      }
    }
  }
}
