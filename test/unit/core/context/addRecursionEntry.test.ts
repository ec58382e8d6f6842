import assert from 'node:assert/strict';
import { evidenceIn } from '../../../support/hypothesesOf';
import { memoryReader } from '../../../support/memoryReader';

/** `file#function: reason` of the code that calls into the recursion. */
async function entries(output: string, files: Record<string, string>): Promise<string[]> {
  const { snippets } = await evidenceIn(output, memoryReader(files));
  return snippets
    .filter(({ reason }) => reason.startsWith('calls '))
    .map(({ file, function: name, reason }) => `${file}#${name}: ${reason}`);
}

const javascript = {
  'lib/tree.js': [
    'function depth(node) {',
    '  return 1 + deepest(node.children);',
    '}',
    'function deepest(nodes) {',
    '  return Math.max(...nodes.map((each) => depth(each)));',
    '}',
    'module.exports = function (root) {',
    '  return depth(root) - 1;',
    '};',
  ].join('\n'),
  'test/tree.test.js': [
    "const tree = require('../lib/tree');",
    'const root = { children: [] };',
    'root.children.push(root);',
    'tree(root);',
  ].join('\n'),
};
const frames = Array.from({ length: 5 }, () => ['    at depth (lib/tree.js:2:14)', '    at deepest (lib/tree.js:5:42)']).flat();

describe('addRecursionEntry', () => {
  it('finds the call into an endless recursion, and the test with its input, which its trace does not hold', async () => {
    const output = ['RangeError: Maximum call stack size exceeded', ...frames].join('\n');
    assert.deepEqual(await entries(output, javascript), [
      'test/tree.test.js#undefined: calls `tree`',
      'lib/tree.js#module.exports: calls `depth`',
    ]);
  });

  it('adds nothing where the trace shows the call into the recursion', async () => {
    const output = ['RangeError: Maximum call stack size exceeded', ...frames, '    at Object.<anonymous> (test/tree.test.js:4:1)'].join(
      '\n',
    );
    assert.deepEqual(await entries(output, javascript), []);
  });

  it('adds nothing for another error', async () => {
    assert.deepEqual(await entries(['TypeError: nodes is not iterable', ...frames].join('\n'), javascript), []);
  });

  it('finds the test of a Java recursion by the names of the methods', async () => {
    const output = [
      'java.lang.StackOverflowError',
      ...Array.from({ length: 6 }, () => '\tat shop.Category.path(Category.java:8)'),
      '\t... 1018 more',
    ].join('\n');
    const files = {
      'src/shop/Category.java':
        'package shop;\nclass Category {\n  private final Category parent;\n  Category(Category parent) {\n    this.parent = parent == null ? this : parent;\n  }\n  String path() {\n    return parent.path() + "/";\n  }\n}\n',
      'test/shop/CategoryTest.java':
        'package shop;\nclass CategoryTest {\n  void testRoot() {\n    Category root = new Category(null);\n    assertEquals("/", root.path());\n  }\n}\n',
    };
    assert.deepEqual(await entries(output, files), ['test/shop/CategoryTest.java#CategoryTest.testRoot: calls `path`']);
  });
});
