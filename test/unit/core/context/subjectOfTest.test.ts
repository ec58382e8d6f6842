import assert from 'node:assert/strict';
import { fileIndex } from '../../../../src/core/workspace/fileIndex';
import { namedAfterTest } from '../../../../src/core/context/search/namedAfterTest';
import { evidenceIn } from '../../../support/hypothesesOf';
import { memoryReader } from '../../../support/memoryReader';

/** `function: reason` of the code that was collected, best first. */
async function shown(output: string, files: Record<string, string>): Promise<string[]> {
  const { snippets } = await evidenceIn(output, memoryReader(files));
  return snippets.map(({ function: name, reason }) => `${name ?? ''}: ${reason}`);
}

function trace(...frames: [file: string, line: number, name: string][]): string {
  const rows = frames.map(([file, line, name]) => `  File "/srv/work/${file}", line ${line}, in ${name}`);
  return ['Traceback (most recent call last):', ...rows, 'AssertionError: ValueError not raised', ''].join('\n');
}

describe('the code that a failed assertion is about', () => {
  it('is what a local variable holds, not a function elsewhere with the name of the variable', async () => {
    const found = await shown(trace(['tests/test_wrap.py', 6, 'test_wrap']), {
      'tests/test_wrap.py': [
        'from app import layers',
        'from app.layers import wrap',
        '',
        'def test_wrap():',
        '    rnn = layers.Memory',
        '    assert wrap(rnn(3)).size == 4',
      ].join('\n'),
      'app/layers.py': 'class Memory:\n    def __init__(self, size):\n        self.size = size\n\ndef wrap(layer):\n    return layer\n',
      'app/backend.py': 'def rnn(step, inputs):\n    return inputs\n',
    });
    assert.ok(
      found.some((each) => each.startsWith('Memory.__init__: makes the value of `rnn(3)`')),
      found.join('\n'),
    );
    assert.ok(!found.some((each) => each.startsWith('rnn:')), found.join('\n'));
  });

  it('is no function that has the name of a built-in one', async () => {
    const found = await shown(trace(['tests/test_sizes.py', 4, 'test_sizes']), {
      'tests/test_sizes.py': 'from app.sizes import sizes\n\ndef test_sizes():\n    assert all(sizes())\n',
      'app/sizes.py': 'def sizes():\n    return [0]\n',
      'app/backend.py': 'def all(tensor, axis=None):\n    return tensor.reduce(axis)\n',
    });
    assert.ok(
      found.some((each) => each.startsWith('sizes: ')),
      found.join('\n'),
    );
    assert.ok(!found.some((each) => each.startsWith('all:')), found.join('\n'));
  });

  it('is the method that an assertion about an error is handed', async () => {
    const found = await shown(trace(['tests/test_response.py', 4, 'test_follow']), {
      'tests/test_response.py':
        'class ResponseTest:\n    def test_follow(self):\n        response = self.response_class("a")\n        self.assertRaises(ValueError, response.follow, None)\n',
      'app/response.py': 'class Response:\n    def follow(self, url):\n        return url\n',
    });
    assert.ok(found.includes('Response.follow: the test calls `follow`'), found.join('\n'));
  });

  it('is not the runner that called the test', async () => {
    const runner = 'def run(test):\n    prepare(test)\n    test()\n\ndef prepare(test):\n    return test\n';
    const files = {
      'app/runner.py': runner,
      'app/store.py': 'def load():\n    return None\n',
      'tests/test_store.py': 'from app.store import load\n\ndef test_load():\n    assert load() == []\n',
    };
    const called = await shown(trace(['app/runner.py', 3, 'run'], ['tests/test_store.py', 4, 'test_load']), files);
    assert.deepEqual(
      called.filter((each) => /^(?:run|prepare):/.test(each)),
      [],
    );
    assert.ok(
      called.some((each) => each.startsWith('load: ')),
      called.join('\n'),
    );
  });

  it('is code on the stack where it called back into the test', async () => {
    const found = await shown(trace(['app/each.py', 2, 'each'], ['tests/test_each.py', 3, 'check']), {
      'app/each.py': 'def each(items, call):\n    return [call(item) for item in items]\n',
      'tests/test_each.py': 'def test_each():\n    def check(item):\n        assert item > 0\n    each([0], check)\n',
    });
    assert.ok(found.includes('each: on the call path, runs a function that it was given'), found.join('\n'));
  });

  it('says that a set-up runs before the test', async () => {
    const found = await shown(trace(['tests/test_store.py', 3, 'setUp']), {
      'tests/test_store.py':
        'class StoreTest:\n    def setUp(self):\n        self.store = Store()\n\n    def test_load(self):\n        self.store.load()\n',
      'app/store.py': 'class Store:\n    def __init__(self):\n        self.items = None\n',
    });
    assert.ok(found.includes('StoreTest.setUp: runs before the test'), found.join('\n'));
  });
});

describe('namedAfterTest', () => {
  const named = (test: string, ...files: string[]): string[] => namedAfterTest(fileIndex([test, ...files].sort()), test);

  it('finds a file of the name, the one in the same folders first', () => {
    assert.deepEqual(named('tests/core/layers/wrappers_test.py', 'core/legacy/wrappers.py', 'core/layers/wrappers.py'), [
      'core/layers/wrappers.py',
      'core/legacy/wrappers.py',
    ]);
    assert.deepEqual(named('src/test/java/shop/CartTest.java', 'src/main/java/shop/Cart.java'), ['src/main/java/shop/Cart.java']);
    assert.deepEqual(named('test/cart.test.ts', 'src/cart.ts', 'src/cart.py'), ['src/cart.ts']);
  });

  it('finds a path that a name of several words stands for', () => {
    assert.deepEqual(named('tests/test_utils_url.py', 'app/utils/url.py', 'app/url.py'), ['app/utils/url.py']);
    assert.deepEqual(named('tests/test_http_request.py', 'app/http/request/__init__.py', 'app/request.py'), [
      'app/http/request/__init__.py',
    ]);
  });

  it('takes the name of the folder where the file has none of its own', () => {
    assert.deepEqual(named('tests/test_settings/__init__.py', 'app/settings/__init__.py', 'app/contracts/__init__.py'), [
      'app/settings/__init__.py',
    ]);
    assert.deepEqual(named('tests/__init__.py', 'app/__init__.py'), []);
  });
});
