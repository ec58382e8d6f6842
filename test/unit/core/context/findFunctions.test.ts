import assert from 'node:assert/strict';
import { fileIndex } from '../../../../src/core/context/fileIndex';
import { definedNames, FunctionFinder } from '../../../../src/core/context/findFunctions';
import { ImportResolver } from '../../../../src/core/context/resolveImport';
import { WorkspaceCode } from '../../../../src/core/context/workspaceCode';
import { openSyntax } from '../../../../src/core/syntax/openSyntax';
import { packagedGrammars } from '../../../../training/packagedGrammars';

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

  it('finds who calls a function, in its file and in others; tests count less', async () => {
    const files = {
      ...load,
      'src/page.ts': "import { loadOrders } from './load';\nexport function page() {\n  return loadOrders().length;\n}\n",
      'test/load.test.ts': "import { loadOrders } from '../src/load';\nfunction checks() {\n  loadOrders();\n}\n",
    };
    assert.deepEqual(await callersOf(files, 'src/load.ts', 'loadOrders'), ['src/page.ts#page 0.8', 'test/load.test.ts#checks 0.4']);
  });

  it('names each caller once, and no more than asked for', async () => {
    const one = 'function one() {\n  loadOrders();\n  loadOrders();\n}\n';
    const files = { ...load, 'src/one.ts': one, 'src/two.ts': one.replace('one', 'two') };
    assert.deepEqual(await callersOf(files, 'src/load.ts', 'loadOrders'), ['src/one.ts#one 0.8', 'src/two.ts#two 0.8']);
    assert.equal((await callersOf(files, 'src/load.ts', 'loadOrders', 1)).length, 1);
  });

  it('leaves out a function that calls itself, and calls outside functions', async () => {
    const files = { 'a.ts': 'function walkTree(node: any) {\n  node.next && walkTree(node.next);\n}\nwalkTree(1);\n' };
    assert.deepEqual(await callersOf(files, 'a.ts', 'walkTree'), []);
  });

  it('finds a component where it is rendered, and a constructor where an object is made', async () => {
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
  it('follows imports, and re-exports behind them', async () => {
    const files = {
      'a.ts': "import { total } from './index';\nfunction pay() {\n  return total();\n}\n",
      'index.ts': "export { sum as total } from './sum';\n",
      'sum.ts': 'export function sum() {\n  return 1;\n}\n',
    };
    assert.deepEqual(await calleesOf(files, 'a.ts', 'pay', 'total'), ['sum.ts#sum']);
  });

  it('finds a method by the class of its receiver, also where a base class has it', async () => {
    const files = {
      'a.ts': "import { Shop } from './shop';\nfunction open() {\n  const shop = new Shop();\n  shop.unlock();\n}\n",
      'shop.ts': "import { House } from './house';\nexport class Shop extends House {}\n",
      'house.ts': 'export class House {\n  unlock() {}\n}\n',
    };
    assert.deepEqual(await calleesOf(files, 'a.ts', 'open', 'unlock'), ['house.ts#House.unlock']);
  });
});

describe('definedNames', () => {
  it('knows how functions and classes begin, and what only looks like it', () => {
    const names = definedNames(
      'function a1() {}\nconst b2 = async (x) => x;\nclass C3 {}\ndef d4(self):\nfunc (s *Store) e5() {\n}\n  f6(x) {\n}\nif (x) {\n}\n',
    );
    assert.deepEqual([...names].sort(), ['C3', 'a1', 'b2', 'd4', 'e5', 'f6']);
  });
});
