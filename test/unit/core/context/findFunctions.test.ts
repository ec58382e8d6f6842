import assert from 'node:assert/strict';
import { fileIndex } from '../../../../src/core/workspace/fileIndex';
import { FunctionFinder } from '../../../../src/core/context/findFunctions';
import { ImportResolver } from '../../../../src/core/context/resolveImport';
import { WorkspaceCode } from '../../../../src/core/context/workspaceCode';
import { openSyntax } from '../../../../src/core/syntax/openSyntax';
import { packagedGrammars } from '../../../../realBugs/packagedGrammars';

const syntax = openSyntax(packagedGrammars);

function open(files: Record<string, string>): { code: WorkspaceCode; finder: FunctionFinder } {
  const list = Object.keys(files).sort();
  const reader = {
    roots: ['/srv/work'],
    read: (file: string) => Promise.resolve(files[file]),
    list: () => Promise.resolve(list),
    modified: () => Promise.resolve(undefined),
  };
  const code = new WorkspaceCode(reader, syntax, fileIndex(list));
  return { code, finder: new FunctionFinder(code, new ImportResolver(code), list[0]!) };
}

async function callersOf(files: Record<string, string>, file: string, name: string, most = 5): Promise<string[]> {
  const { code, finder } = open(files);
  const source = (await code.open(file))!;
  const fn = source.functions.find((each) => each.name === name || (name === each.className && each.kind === 'constructor'))!;
  return (await finder.callers(fn, source, most)).map((ref) => `${ref.file.file}#${ref.fn.name} ${ref.certainty}`);
}

async function calleesOf(files: Record<string, string>, file: string, caller: string, called: string): Promise<string[]> {
  const { code, finder } = open(files);
  const source = (await code.open(file))!;
  const fn = source.functions.find((each) => each.name === caller)!;
  const call = source.calls(fn).find((each) => each.name === called)!;
  return (await finder.callees(call, source, fn)).map((ref) => `${ref.file.file}#${ref.fn.qualifiedName}`);
}

describe('FunctionFinder.callers', () => {
  const load = { 'src/load.ts': 'export function loadOrders() {\n  return [];\n}\n' };

  it('finds the callers of a function, in its file and in others; tests count less', async () => {
    const files = {
      ...load,
      'src/page.ts': "import { loadOrders } from './load';\nexport function page() {\n  return loadOrders().length;\n}\n",
      'test/load.test.ts': "import { loadOrders } from '../src/load';\nfunction checks() {\n  loadOrders();\n}\n",
    };
    assert.deepEqual(await callersOf(files, 'src/load.ts', 'loadOrders'), ['src/page.ts#page 0.8', 'test/load.test.ts#checks 0.4']);
  });

  it('names each caller once, and no more than requested', async () => {
    const one = 'function one() {\n  loadOrders();\n  loadOrders();\n}\n';
    const files = { ...load, 'src/one.ts': one, 'src/two.ts': one.replace('one', 'two') };
    assert.deepEqual(await callersOf(files, 'src/load.ts', 'loadOrders'), ['src/one.ts#one 0.8', 'src/two.ts#two 0.8']);
    assert.equal((await callersOf(files, 'src/load.ts', 'loadOrders', 1)).length, 1);
  });

  it('leaves out a function that calls itself, and calls outside functions', async () => {
    const files = { 'a.ts': 'function walkTree(node: any) {\n  node.next && walkTree(node.next);\n}\nwalkTree(1);\n' };
    assert.deepEqual(await callersOf(files, 'a.ts', 'walkTree'), []);
  });

  it('finds a component where it is rendered, and a constructor where an object is created', async () => {
    const files = {
      'Card.tsx': 'export function OrderCard(props: { id: string }) {\n  return <b>{props.id}</b>;\n}\n',
      'List.tsx':
        "import { OrderCard } from './Card';\nexport function List() {\n  return <div>{OrderCard({ id: '1' })}<OrderCard id=\"2\" /></div>;\n}\n",
      'store.ts': 'export class OrderStore {\n  constructor(readonly size: number) {}\n}\n',
      'main.ts': "import { OrderStore } from './store';\nfunction main() {\n  return new OrderStore(3);\n}\n",
    };
    assert.deepEqual(await callersOf(files, 'Card.tsx', 'OrderCard'), ['List.tsx#List 0.8']);
    assert.deepEqual(await callersOf(files, 'store.ts', 'OrderStore'), ['main.ts#main 0.8']);
  });

  it('does not search for names that every other file has', async () => {
    const files = { 'a.ts': 'export function get() {}\nexport function f() {}\n', 'b.ts': 'function g(m: any) {\n  m.get();\n  f();\n}\n' };
    assert.deepEqual(await callersOf(files, 'a.ts', 'get'), []);
    assert.deepEqual(await callersOf(files, 'a.ts', 'f'), []);
  });
});

describe('FunctionFinder.callees', () => {
  it('follows imports and their re-exports', async () => {
    const files = {
      'a.ts': "import { total } from './index';\nfunction pay() {\n  return total();\n}\n",
      'index.ts': "export { sum as total } from './sum';\n",
      'sum.ts': 'export function sum() {\n  return 1;\n}\n',
    };
    assert.deepEqual(await calleesOf(files, 'a.ts', 'pay', 'total'), ['sum.ts#sum']);
  });

  it('finds a method by the class of its receiver, including methods of a base class', async () => {
    const files = {
      'a.ts': "import { Shop } from './shop';\nfunction open() {\n  const shop = new Shop();\n  shop.unlock();\n}\n",
      'shop.ts': "import { House } from './house';\nexport class Shop extends House {}\n",
      'house.ts': 'export class House {\n  unlock() {}\n}\n',
    };
    assert.deepEqual(await calleesOf(files, 'a.ts', 'open', 'unlock'), ['house.ts#House.unlock']);
  });
});

describe('FunctionFinder.callees of classes', () => {
  it('finds the method that overrides an abstract one, in the instantiated class', async () => {
    const files = {
      'Base.java': 'abstract class Base {\n  int optimize() {\n    return doOptimize();\n  }\n  abstract int doOptimize();\n}\n',
      'Brent.java': 'class Brent extends Base {\n  int doOptimize() {\n    return 1;\n  }\n}\n',
      'Newton.java': 'class Newton extends Base {\n  int doOptimize() {\n    return 2;\n  }\n}\n',
      'Main.java': 'class Main {\n  void run() {\n    Base found = new Brent();\n    found.optimize();\n  }\n}\n',
    };
    const { code, finder } = open(files);
    const main = (await code.open('Main.java'))!;
    for (const call of main.calls(main.functions[0]!)) await finder.callees(call, main, main.functions[0]);
    const base = (await code.open('Base.java'))!;
    const optimize = base.functions.find(({ name }) => name === 'optimize')!;
    const found = await finder.callees(base.calls(optimize)[0]!, base, optimize);
    assert.ok(found.some((ref) => ref.fn.qualifiedName === 'Brent.doOptimize'));
    assert.ok(!found.some((ref) => ref.fn.qualifiedName === 'Newton.doOptimize'));
  });

  it('follows a class that an attribute of the class names', async () => {
    const files = {
      'shop.py':
        'class Request:\n    def __init__(self, url):\n        self.url = url\n\nclass Shop:\n    request_class = Request\n    def ask(self):\n        return self.request_class("x")\n',
    };
    assert.deepEqual(await calleesOf(files, 'shop.py', 'ask', 'request_class'), ['shop.py#Request.__init__']);
  });

  it('finds the class of an object from its factory', async () => {
    const files = {
      'shop.py':
        'class Shop:\n    @classmethod\n    def from_settings(cls, settings):\n        return cls()\n    def unlock(self):\n        return 1\n\ndef run():\n    shop = Shop.from_settings({})\n    shop.unlock()\n',
      'gate.py': 'class Gate:\n    def unlock(self):\n        return 2\n',
    };
    assert.deepEqual(await calleesOf(files, 'shop.py', 'run', 'unlock'), ['shop.py#Shop.unlock']);
  });

  it('finds an inherited property, and nothing for a member that is not its own', async () => {
    const { code, finder } = open({
      'shop.py':
        'class House:\n    @property\n    def door(self):\n        return None\n\nclass Shop(House):\n    def enter(self):\n        return self.door\n',
    });
    const source = (await code.open('shop.py'))!;
    const enter = source.functions.find(({ name }) => name === 'enter')!;
    const names = async (receiver: string) => (await finder.members('door', receiver, source, enter)).map(({ fn }) => fn.qualifiedName);
    assert.deepEqual(await names('self'), ['House.door']);
    assert.deepEqual(await names('other'), []);
  });

  it('runs the constructor that a class inherits', async () => {
    const files = {
      'shop.py':
        'class House:\n    def __init__(self):\n        self.door = None\n\nclass Shop(House):\n    pass\n\ndef run():\n    return Shop()\n',
    };
    assert.deepEqual(await calleesOf(files, 'shop.py', 'run', 'Shop'), ['shop.py#House.__init__']);
  });
});

describe('FunctionFinder.callees behind variables', () => {
  it('finds the function that a module keeps under another name', async () => {
    const python = {
      'tests/test_shop.py':
        'from functools import partial\nimport shop\n\nfs = partial(shop.format_str, fast=True)\n\ndef test_it():\n    assert fs("a") == "a"\n',
      'shop.py': 'def format_str(text, fast):\n    return text\n',
      'other.py': 'def fs(text):\n    return text\n',
    };
    assert.deepEqual(await calleesOf(python, 'tests/test_shop.py', 'test_it', 'fs'), ['shop.py#format_str']);
    const script = {
      'a.js':
        "const { promisify } = require('util');\nconst lib = require('./lib');\nconst load = promisify(lib.read);\nfunction run() {\n  return load('x');\n}\n",
      'lib.js': 'exports.read = function read(name, done) {\n  done(null, name);\n};\n',
    };
    assert.deepEqual(await calleesOf(script, 'a.js', 'run', 'load'), ['lib.js#read']);
  });

  it("knows the class of an object that the class's own attribute made", async () => {
    const files = {
      'tests/test_shop.py':
        'from shop import Response\n\nclass ResponseTest:\n    response_class = Response\n\n    def test_follow(self):\n        r = self.response_class("x")\n        r.follow(None)\n',
      'shop.py':
        'class Response:\n    def __init__(self, url):\n        self.url = url\n\n    def follow(self, url):\n        return url\n',
      'spider.py': 'class Spider:\n    def follow(self, url):\n        return url\n',
    };
    assert.deepEqual(await calleesOf(files, 'tests/test_shop.py', 'test_follow', 'follow'), ['shop.py#Response.follow']);
  });
});

describe('FunctionFinder.referred', () => {
  const files = {
    'tests/test_shop.py':
      'from shop import Request, parse\n\nclass RequestTest:\n    request_class = Request\n\n    def test_it(self):\n        self.assertRaises(ValueError, self.request_class, "x")\n        self.assertRaises(ValueError, parse, "x")\n',
    'shop.py':
      'class Request:\n    def __init__(self, url):\n        self.url = url\n\ndef parse(text):\n    return text\n\ndef helper(text):\n    return text\n',
  };

  it('finds a function and a class that are handed on without a call', async () => {
    const { code, finder } = open(files);
    const test = (await code.open('tests/test_shop.py'))!;
    const caller = test.functions.find(({ name }) => name === 'test_it');
    const names = async (expression: string) => (await finder.referred(expression, test, caller)).map(({ fn }) => fn.qualifiedName);
    assert.deepEqual(await names('self.request_class'), ['Request.__init__']);
    assert.deepEqual(await names('parse'), ['parse']);
  });

  it('takes no name that nothing imports, and no text or number for one', async () => {
    const { code, finder } = open(files);
    const test = (await code.open('tests/test_shop.py'))!;
    for (const text of ['helper', '"parse"', '3', 'parse()', '']) assert.deepEqual(await finder.referred(text, test, undefined), [], text);
  });
});

describe('FunctionFinder.meetClassOf', () => {
  it('lets the harness reach the method that the failing test overrides', async () => {
    const files = {
      'CompilerTestCase.java':
        'abstract class CompilerTestCase {\n  void check(String code) {\n    Pass pass = getProcessor();\n  }\n  abstract Pass getProcessor();\n}\n',
      'GlobalNamesTest.java':
        'class GlobalNamesTest extends CompilerTestCase {\n  Pass getProcessor() {\n    return new GlobalNames();\n  }\n  void testRename() {\n    check("a");\n  }\n}\n',
      'OtherTest.java': 'class OtherTest extends CompilerTestCase {\n  Pass getProcessor() {\n    return new Other();\n  }\n}\n',
    };
    const { code, finder } = open(files);
    const test = (await code.open('GlobalNamesTest.java'))!;
    finder.meetClassOf(
      test.functions.find(({ name }) => name === 'testRename'),
      test,
    );
    const harness = (await code.open('CompilerTestCase.java'))!;
    const check = harness.functions.find(({ name }) => name === 'check')!;
    const call = harness.calls(check).find(({ name }) => name === 'getProcessor')!;
    const found = (await finder.callees(call, harness, check)).map(({ fn }) => fn.qualifiedName);
    assert.ok(found.includes('GlobalNamesTest.getProcessor'), found.join());
    assert.ok(!found.includes('OtherTest.getProcessor'), found.join());
  });
});
