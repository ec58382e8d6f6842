import assert from 'node:assert/strict';
import { tellingLines, tellingMessage } from '../../../../src/core/prompt/tellingLines';

/** A printed object with many members before those that say what it is and lacks. */
const dump = (open: string, close: string, member: (name: string, value: string) => string): string[] => [
  open,
  ...Array.from({ length: 20 }, (_, at) => member(`option${at}`, String(at))),
  member('parent', 'null'),
  member('type', "'CallExpression'"),
  member('name', 'undefined'),
  close,
];

describe('tellingLines', () => {
  for (const [title, lines, kept] of [
    [
      'of a Node object',
      dump('{', '}', (name, value) => `  ${name}: ${value},`),
      ['  parent: null,', "  type: 'CallExpression',", '  name: undefined,'],
    ],
    [
      'of JSON',
      dump('{', '}', (name, value) => `  "${name}": ${value},`),
      ['  "parent": null,', `  "type": 'CallExpression',`, '  "name": undefined,'],
    ],
    [
      'of a Python object',
      dump('Node(', ')', (name, value) => `  ${name}=${value},`),
      ['  parent=null,', "  type='CallExpression',", '  name=undefined,'],
    ],
  ] as const)
    it(`keeps the type, the name and empty members ${title}, not the first lines`, () => {
      const shown = tellingLines(lines, 4);
      for (const line of kept) assert.ok(shown.includes(line), shown.join('\n'));
      assert.ok(!shown.includes(lines[2]!), shown.join('\n'));
    });

  it('keeps them also of an object with a long list of small ones', () => {
    const list = Array.from({ length: 30 }, (_, at) => `    { kind: 'Decl', value: ${at} },`);
    const lines = ['{', "  type: 'Rule',", '  children: [', ...list, '  ],', '  parent: null', '}'];
    const shown = tellingLines(lines, 3);
    assert.ok(shown.includes("  type: 'Rule',") && shown.includes('  parent: null'), shown.join('\n'));
  });

  it('shows a member below the lines that open its object, and counts what is left out', () => {
    const lines = ['request: {', ...Array.from({ length: 9 }, (_, at) => `  header${at}: ${at},`), '  body: null,', '}'];
    assert.deepEqual(tellingLines(lines, 2), ['request: {', '… 9 more lines', '  body: null,', '… 1 more line']);
  });

  it('keeps the first lines of a text that is no object, and all of a short one', () => {
    const threads = ['goroutine 7 [running]', 'main.wait()', '/srv/app/main.go', 'goroutine 8 [select]', 'main.poll()'];
    assert.deepEqual(tellingLines(threads, 2), [...threads.slice(0, 2), '… 3 more lines']);
    assert.deepEqual(tellingLines(threads, 5), threads);
  });
});

describe('tellingMessage', () => {
  it('cuts an object in a message, and leaves the words around it', () => {
    const message = ['Unexpected node', ...dump('Node {', '}', (name, value) => `  ${name}: ${value},`), 'while linting'].join('\n');
    const shown = tellingMessage(message, 5);
    assert.match(shown, /^Unexpected node\n/);
    assert.match(shown, /type: 'CallExpression'/);
    assert.match(shown, /while linting$/);
    assert.doesNotMatch(shown, /option3/);
  });

  it('leaves a message of many lines without an object as it is', () => {
    const message = Array.from({ length: 30 }, (_, at) => `line ${at}`).join('\n');
    assert.equal(tellingMessage(message, 5), message);
  });
});
