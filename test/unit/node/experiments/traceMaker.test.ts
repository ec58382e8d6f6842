import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { packagedGrammars } from '../../../../realBugs/packagedGrammars';
import { openSyntax, openTrees } from '../../../../src/core/syntax/openSyntax';
import { traceExperiment } from '../../../../src/node/experiments/traceExperiment';
import { builtInstruments } from '../../../support/builtInstruments';
import { TempFolder } from '../../../support/gitRepository';

const syntax = openSyntax(packagedGrammars);
const parse = openTrees(packagedGrammars);

describe('following the value of a failed assertion to a line', function () {
  let folder: TempFolder;
  beforeEach(() => (folder = new TempFolder()));
  afterEach(() => folder.dispose());

  async function divergence(command: string[], value: { file: string; line: number; expression: string }): Promise<unknown[]> {
    const options = { command, cwd: folder.path, root: folder.path, assets: await builtInstruments() };
    const { verdict } = await traceExperiment(options, value, syntax, parse);
    const hop = verdict.hops[verdict.divergence ?? -1];
    return [hop?.file, hop?.line, hop?.expression, hop?.failing];
  }

  it('is at the condition that chose a result which no message prints', async () => {
    folder.write(
      'lib.js',
      `exports.isHost = (text) => {
  if (!text) return false;
  for (const part of text.split('.')) {
    if (part.includes('--'))
      return false;
  }
  return true;
};
`,
    );
    folder.write(
      'lib.test.js',
      `const { test } = require('node:test');
const lib = require('./lib');
function check(name, input) {
  if (lib[name].apply(lib, [input]) !== true) throw new Error(name + ' failed');
}
test('plain', () => check('isHost', 'a.b'));
test('encoded', () => check('isHost', 'xn--a.b'));
`,
    );
    assert.deepEqual(
      await divergence([process.execPath, '--test', 'lib.test.js'], {
        file: 'lib.test.js',
        line: 4,
        expression: 'lib[name].apply(lib, [input])',
      }),
      ['lib.js', 4, "part.includes('--')", 'bool, chosen by this condition'],
    );
  });

  it('is at the statement that first handed out what chose the result', async () => {
    folder.write(
      'lib.js',
      `module.exports = (tree) => {
  const NONE = {};
  const value = (function walk(node) {
    if (node.kind === 'number') return node.value;
    if (node.kind === 'sum') {
      const left = walk(node.left);
      if (left === NONE) return NONE;
      return left + node.right.value;
    }
    return NONE;
  })(tree);
  return value === NONE ? undefined : value;
};
`,
    );
    folder.write(
      'lib.test.js',
      `const { test } = require('node:test');
const { strictEqual } = require('node:assert');
const evaluate = require('./lib');
const two = { kind: 'number', value: 2 };
test('a minus', () => strictEqual(evaluate({ kind: 'sum', left: { kind: 'minus' }, right: two }), 0));
`,
    );
    const value = { file: 'lib.test.js', line: 5, expression: "evaluate({ kind: 'sum', left: { kind: 'minus' }, right: two })" };
    assert.deepEqual(await divergence([process.execPath, '--test', 'lib.test.js'], value), [
      'lib.js',
      10,
      'NONE',
      '{}, which chose what line 12 hands out',
    ]);
  });

  it('is at the line of a long statement on which a wrong part is written', async () => {
    folder.write(
      'lib.js',
      `exports.escape = (text) =>
  text
    .replace(/&/g, '&amp;')
    .replace(/'/g, '&apos;')
    .replace(/</g, '&lt;');
`,
    );
    folder.write(
      'lib.test.js',
      `const { test } = require('node:test');
const { strictEqual } = require('node:assert');
const { escape } = require('./lib');
test('quotes', () => strictEqual(escape("<'a'>"), '&lt;&#39;a&#39;>'));
`,
    );
    const value = { file: 'lib.test.js', line: 4, expression: 'escape("<\'a\'>")' };
    assert.deepEqual(await divergence([process.execPath, '--test', 'lib.test.js'], value), [
      'lib.js',
      4,
      ".replace(/'/g, '&apos;')",
      'str(18), a wrong part of which is written here',
    ]);
  });

  it('is at the statement of another function that chose the result in Python', async () => {
    folder.write(
      'lib.py',
      `def is_open(row):
    if "state" not in row:
        return False
    return row["state"] == "open"


def label(row):
    if not is_open(row):
        return "closed"
    return "open"
`,
    );
    folder.write(
      'test_lib.py',
      `import unittest
from lib import label


class Labels(unittest.TestCase):
    def test_open(self):
        self.assertEqual(label({"state": "open"}), "open")

    def test_new(self):
        self.assertEqual(label({}), "open")
`,
    );
    const value = { file: 'test_lib.py', line: 10, expression: 'label({})' };
    assert.deepEqual(await divergence(['python3', '-m', 'unittest', 'test_lib'], value), [
      'lib.py',
      3,
      'False',
      'bool, which chose what line 9 hands out',
    ]);
  });

  it('is not in what the last call of the test returned, where the test asserts another value', async () => {
    folder.write(
      'lib.js',
      `exports.Counter = class {
  constructor() {
    this.count = 0;
  }
  add(text) {
    if (text) this.count += 1;
    return text.length > 0;
  }
};
`,
    );
    folder.write(
      'lib.test.js',
      `const { test } = require('node:test');
const { Counter } = require('./lib');
test('plain', () => {
  const counter = new Counter();
  counter.add('a');
  const { count } = counter;
  if (count !== 2) throw new Error('counts wrongly');
});
`,
    );
    const value = { file: 'lib.test.js', line: 7, expression: 'count' };
    assert.deepEqual(await divergence([process.execPath, '--test', 'lib.test.js'], value), [undefined, undefined, undefined, undefined]);
  });

  it('is at the last condition of a function that ended without a result', async () => {
    folder.write(
      'lib.js',
      `function find(id) {
  if (id === 1) return { name: 'a' };
  if (id === 3) {
    return { name: 'c' };
  }
}
exports.nameOf = (id) => {
  const owner = find(id);
  return owner.name;
};
`,
    );
    folder.write(
      'lib.test.js',
      `const { test } = require('node:test');
const { strictEqual } = require('node:assert');
const { nameOf } = require('./lib');
test('known', () => strictEqual(nameOf(1), 'a'));
test('unknown', () => strictEqual(nameOf(2), 'b'));
`,
    );
    assert.deepEqual(await divergence([process.execPath, '--test', 'lib.test.js'], { file: 'lib.js', line: 9, expression: 'owner' }), [
      'lib.js',
      3,
      'find()',
      'undefined',
    ]);
  });

  it('is at the first place of the function that wrote the wrong piece', async () => {
    folder.write(
      'render.js',
      `const steps = {
  list(items) {
    const state = { rows: '' };
    items.forEach((item, at) => {
      state.rows += '- ' + item + (at ? '' : ' ');
      state.last = at;
    });
    const whole = state.rows;
    return whole.concat('.');
  },
};
exports.render = (items, step) => '<' + steps[step](items) + '>';
`,
    );
    folder.write(
      'render.test.js',
      `const { test } = require('node:test');
const assert = require('node:assert/strict');
const { render } = require('./render');
test('rows', () => assert.equal(render(['alpha', 'beta'], 'list'), '<- alpha, - beta.>'));
`,
    );
    const value = { file: 'render.test.js', line: 4, expression: "render(['alpha', 'beta'], 'list')" };
    assert.deepEqual(await divergence([process.execPath, '--test', 'render.test.js'], value), [
      'render.js',
      5,
      'state.rows',
      'str(8), a wrong part of what the test got',
    ]);
  });

  it('is at the condition that chose it in Python', async () => {
    folder.write(
      'hosts.py',
      'def is_host(text):\n    if not text:\n        return False\n    for part in text.split("."):\n        if "--" in part:\n            return False\n    return True\n',
    );
    folder.write(
      'test_hosts.py',
      'import unittest\nimport hosts\nclass Hosts(unittest.TestCase):\n    def test_encoded(self):\n        self.assertTrue(getattr(hosts, "is_host")("xn--a.b"))\n',
    );
    const value = { file: 'test_hosts.py', line: 5, expression: 'getattr(hosts, "is_host")("xn--a.b")' };
    assert.deepEqual((await divergence(['python3', '-m', 'unittest', 'test_hosts'], value)).slice(0, 3), ['hosts.py', 5, '"--" in part']);
  });

  it('is not what the last call of a test returned that reads an absent member in Python', async () => {
    folder.write(
      'sums.py',
      'class Sum:\n    def __init__(self, size):\n        self.size = size\n    def name(self):\n        return "sum-%d" % self.size\ndef make():\n    return Sum(4)\n',
    );
    folder.write(
      'test_sums.py',
      'import unittest\nimport sums\nclass Sums(unittest.TestCase):\n    def test_block(self):\n        one = sums.make()\n        self.assertEqual(one.name(), "sum-4")\n        self.assertEqual(one.block, 1)\n',
    );
    const value = { file: 'test_sums.py', line: 7, expression: 'one' };
    assert.deepEqual(await divergence(['python3', '-m', 'unittest', 'test_sums'], value), [undefined, undefined, undefined, undefined]);
  });

  describe('of an error with another text, in Python', function () {
    // Older interpreters do not tell of errors that are caught.
    const [python] = ['python3', '/usr/bin/python3'].filter(
      (each) => spawnSync(each, ['-c', 'import sys; sys.exit(sys.version_info < (3, 12))']).status === 0,
    );

    beforeEach(function () {
      if (python === undefined) this.skip();
      folder.write(
        'ports.py',
        `class PortError(ValueError):
    pass


def number(text):
    if not text.isdigit():
        raise PortError("no digits: " + text)
    return int(text)


def port(text):
    try:
        return number(text.strip())
    except PortError as error:
        raise ValueError(str(error)) from None


def known(names, name):
    if names:
        try:
            return names[name]
        except KeyError:
            raise PortError("unknown: " + name) from None
`,
      );
      folder.write(
        'test_ports.py',
        `import unittest
import ports


class Ports(unittest.TestCase):
    def test_regex(self):
        with self.assertRaisesRegex(ValueError, "not a number"):
            ports.port("x")

    def test_text(self):
        with self.assertRaises(ValueError) as caught:
            ports.port("x")
        self.assertEqual(str(caught.exception), "not a number: x")

    def test_handler(self):
        with self.assertRaisesRegex(ports.PortError, "missing"):
            ports.known({"a": 1}, "b")
`,
      );
    });

    it('is at the condition that it was thrown under', async () => {
      for (const [test, line, expression] of [
        ['test_regex', 7, 'self.assertRaisesRegex(ValueError, "not a number")'],
        ['test_text', 13, 'str(caught.exception)'],
      ] as const)
        assert.deepEqual(
          (await divergence([python!, '-m', 'unittest', `test_ports.Ports.${test}`], { file: 'test_ports.py', line, expression })).slice(
            0,
            4,
          ),
          ['ports.py', 6, 'not text.isdigit()', 'PortError, chosen by this condition'],
        );
    });

    it('is at the statement where it answers another error', async () => {
      const value = { file: 'test_ports.py', line: 16, expression: 'self.assertRaisesRegex(ports.PortError, "missing")' };
      assert.deepEqual((await divergence([python!, '-m', 'unittest', 'test_ports.Ports.test_handler'], value)).slice(0, 4), [
        'ports.py',
        23,
        'raise PortError("unknown: " + name) from None',
        'PortError',
      ]);
    });
  });
});
