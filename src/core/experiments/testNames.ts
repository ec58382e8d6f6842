import { escapePattern } from '../escapePattern';
/**
 * Whether two names refer to the same test: reporters join suites and test with blanks, `>`, `›`, `::`, `.` or `/`, and may put the file
 * first.
 */
export function sameTest(a: string | undefined, b: string | undefined): boolean {
  if (a === undefined || b === undefined) return a === b;
  const [left, right] = [testWords(a), testWords(b)];
  return left === right || (left !== '' && right !== '' && (left.endsWith(` ${right}`) || right.endsWith(` ${left}`)));
}

/** A test's name without what reporters join its parts with, and without addresses: words with single blanks between them. */
export function testWords(name: string): string {
  // unittest: `test_x (package.module.Class.test_x)` or `test_x (module.Class)`.
  const { method, owner = '' } = /^(?<method>\w+) \((?<owner>[\w.]+)\)/.exec(name)?.groups ?? {};
  const plain = method === undefined ? name : `${owner.replace(new RegExp(`\\.${escapePattern(method)}$`), '')}.${escapePattern(method)}`;
  return (
    plain
      .replace(/\b0x[\da-f]{4,16}\b/gi, '0x')
      .replaceAll('\\', '/')
      // JUnit and Gradle write the parentheses of a method, or leave them out; a class inside another stands after `$` or `>`.
      .replace(/\(\)(?=$|\[)/, '')
      .split(/\s+[>›→]\s+|::|[\s/.#]+|(?<=\w)\$(?=[A-Z])/)
      .filter(Boolean)
      .join(' ')
  );
}
