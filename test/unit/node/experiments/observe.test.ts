import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { build } from 'esbuild';
import { readRecord, type ObservedRecord, type ObservePoint, type ThrowTarget } from '../../../../src/core/experiments/observed';
import { shapeText } from '../../../../src/core/experiments/shapeText';
import { builtInstruments } from '../../../support/builtInstruments';

const python = ['python3', '/usr/bin/python3'].find((each) => spawnSync(each, ['--version']).status === 0);

describe('observing the values of a program', () => {
  let folder: string;

  beforeEach(() => {
    folder = realpathSync(mkdtempSync(join(tmpdir(), 'observe-')));
  });

  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  function file(name: string, text: string): string {
    const path = join(folder, 'ws', name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
    return path;
  }

  async function observe(
    command: string[],
    { throws = [], points = [], ...more }: { throws?: Partial<ThrowTarget>[]; points?: Omit<ObservePoint, 'id'>[]; coverage?: true },
  ): Promise<{ status: number | null; output: string; records: ObservedRecord[] }> {
    const { nodePreload, pythonFolder } = await builtInstruments();
    const seen = join(folder, 'seen');
    mkdirSync(seen);
    const setup = {
      roots: [join(folder, 'ws')],
      throws: throws.map((each) => ({ type: '', message: '', places: [], ...each })),
      points: points.map((each, id) => ({ id, ...each })),
      ...more,
    };
    writeFileSync(join(seen, 'setup.json'), JSON.stringify(setup));
    const [program = '', ...args] = command;
    const { status, stdout, stderr } = spawnSync(program, args, {
      cwd: join(folder, 'ws'),
      env: {
        ...process.env,
        NODE_OPTIONS: `--require ${nodePreload}`,
        PYTHONPATH: pythonFolder,
        PYTHONDONTWRITEBYTECODE: '1',
        DEBUG_CONTEXT_OBSERVE: seen,
      },
      encoding: 'utf8',
    });
    const records = readdirSync(seen)
      .filter((name) => name.endsWith('.jsonl'))
      .flatMap((name) => readFileSync(join(seen, name), 'utf8').split('\n'))
      .flatMap((line) => (line ? (readRecord(line) ?? []) : []));
    return { status, output: stdout + stderr, records };
  }

  function valuesOf(records: readonly ObservedRecord[], at = 0): Record<string, string> {
    const thrown = records.filter((record) => record.record === 'throw');
    return Object.fromEntries((thrown[0]?.frames[at]?.values ?? []).map(({ name, shape }) => [name, shapeText(shape)]));
  }

  it('gives the locals, arguments and used outer names of every frame where an error is thrown', async () => {
    const main = file(
      'main.js',
      `const limit = 3, unused = 1;
class Order { constructor(id) { this.id = id; this.items = [{ price: 1.5 }]; } }
function total(orders, rate) {
  let sum = -0;
  for (const order of orders) sum += order.user.name.length * limit * rate;
  return sum;
}
total([new Order(7)], NaN);
`,
    );
    const { status, records } = await observe([process.execPath, main], { throws: [{ message: "reading 'name'" }] });
    assert.equal(status, 1);
    assert.deepEqual(valuesOf(records), {
      order: 'Order{id:int, items:[{price:num}]×1}',
      orders: '[Order{id:int, items:[…]×1}]×1',
      rate: 'NaN',
      sum: '-0',
      limit: 'int',
    });
  });

  it('runs no getter, no proxy trap, no toString and no iterator of the program', async () => {
    const main = file(
      'main.js',
      `const trap = () => { console.log('NOTICED'); return undefined; };
const proxy = new Proxy({}, { get: trap, ownKeys: trap, getOwnPropertyDescriptor: trap, has: trap, getPrototypeOf: trap });
class Odd { get boom() { return trap(); } toString() { return trap(); } toJSON() { return trap(); } [Symbol.iterator]() { return trap(); } get [Symbol.toStringTag]() { return trap(); } }
function fail(odd, wrapped, list) { null.x; }
const list = Array.from({ length: 5000 }, (_, at) => at);
Object.defineProperty(list, 3, { get: trap });
list[Symbol.iterator] = trap;
const own = { get inner() { return trap(); } };
own.self = own;
try { fail(new Odd(), { proxy, own }, list); } catch {}
`,
    );
    const { status, output, records } = await observe([process.execPath, main], { throws: [{ message: "reading 'x'" }] });
    assert.deepEqual([status, output], [0, '']);
    const { odd, wrapped, list } = valuesOf(records);
    assert.deepEqual([odd, wrapped], ['Odd{}', '{proxy:proxy, own:{inner:getter, self:cycle}}']);
    assert.match(String(list), /^\[int\|undefined\]×5000$/);
  });

  it('adds no global, and leaves nothing that keeps a program alive', async () => {
    const main = file('main.js', `console.log(Object.keys(globalThis).sort().join(), process._getActiveHandles().length);`);
    const bare = spawnSync(process.execPath, [main], { encoding: 'utf8' }).stdout;
    const point = { file: main, line: 1, column: 1, when: 'before' as const };
    const { output, records } = await observe([process.execPath, main], { throws: [{ message: 'x' }], points: [point] });
    assert.equal(output, bare);
    assert.equal(records.length, 1);
  });

  it('reaches rejections, workers, forks and modules', async () => {
    file('inner.mjs', `export async function inner(id) { const found = null; await 1; return found.items; }\n`);
    const main = file(
      'main.cjs',
      `const { Worker, isMainThread } = require('node:worker_threads');
const { fork } = require('node:child_process');
const load = (place) => import('./inner.mjs').then(({ inner }) => inner(place));
if (process.argv[2]) load('fork');
else if (isMainThread) new Worker(__filename).on('error', () => fork(__filename, ['fork'], { silent: true }));
else load('worker');
`,
    );
    const { records } = await observe([process.execPath, main], {
      throws: [{ message: "Cannot read properties of null (reading 'items')" }],
    });
    const ids = records.flatMap((record) => (record.record === 'throw' ? [valuesOf([record])] : []));
    assert.deepEqual(new Set(ids.map(({ id, found }) => `${id} ${found}`)), new Set(['str(6) null', 'str(4) null']));
  });

  it('keeps the lines of a worker that is ended as soon as it has reported', async () => {
    const work = 'function work() { return 1; }\nwork();\n';
    file('fork.js', `${work}process.send('done');\nsetInterval(() => {}, 1000);\n`);
    file('thread.js', `${work}require('node:worker_threads').parentPort.postMessage('done');\nsetInterval(() => {}, 1000);\n`);
    const main = file(
      'main.js',
      `const child = require('node:child_process').fork(require.resolve('./fork.js'));
child.on('message', () => child.kill());
child.on('exit', (code, signal) => console.log(signal));
const thread = new (require('node:worker_threads').Worker)(require.resolve('./thread.js'));
thread.on('message', () => thread.terminate());
`,
    );
    const { output, records } = await observe([process.execPath, main], { coverage: true });
    assert.match(output, /SIGTERM/);
    for (const name of ['fork.js', 'thread.js']) {
      const ran = records.flatMap((record) => (record.record === 'coverage' && record.file.endsWith(`/${name}`) ? record.functions : []));
      assert.ok(ran.includes(1), name);
    }
  });

  it('maps to the sources through inline maps', async () => {
    const main = file(
      'src/main.ts',
      `interface Order {
  id: number;
}

export function first(orders: Order[]): number {
  const [order] = orders;
  return order!.id;
}

first([]);
`,
    );
    const { records } = await observe([process.execPath, '--import', require.resolve('tsx'), main], {
      throws: [{ message: "reading 'id'" }],
      points: [{ file: main, line: 6, column: 3, when: 'before', expression: 'orders' }],
    });
    const thrown = records.find((record) => record.record === 'throw');
    assert.deepEqual(
      thrown?.frames.slice(0, 2).map(({ file: path, line }) => [path, line]),
      [
        [main, 7],
        [main, 10],
      ],
    );
    const hit = records.find((record) => record.record === 'hit');
    assert.equal(hit?.shape && shapeText(hit.shape), '[]');
  });

  it('counts the lines of the sources of a program that was made smaller into one line', async () => {
    const source = file(
      'cart.ts',
      `export function total(prices: number[], rate: number): number {
  let sum = 0;
  for (const price of prices) {
    sum += price;
  }
  if (rate > 1) {
    console.log('odd');
    sum = sum * 100;
  }
  return sum;
}
export function idle(): number {
  return 1;
}
console.log(total([1, 2], 0.5));
`,
    );
    const { outputFiles } = await build({
      entryPoints: [source],
      bundle: true,
      minify: true,
      platform: 'node',
      sourcemap: 'inline',
      outfile: join(folder, 'ws', 'out', 'cart.js'),
      write: false,
    });
    const made = file('out/cart.js', outputFiles[0]?.text ?? '');
    const { records } = await observe([process.execPath, made], { coverage: true });
    const ran = records.flatMap((record) => (record.record === 'coverage' && record.file === source ? [record] : []));
    assert.deepEqual(
      ran.map(({ lines }) => lines),
      [[1, 2, 3, 4, 6, 10, 15]],
    );
  });

  it('sees the return values of functions, plain and async, and evaluates only expressions that run no code', async () => {
    const main = file(
      'main.js',
      `let calls = 0;
function count() { return ++calls; }
async function load(id) {
  const made = { id };
  return made;
}
const twice = (list) => list.map((each) => each * 2);
load('a').then(() => { twice([1]); console.log(calls); });
`,
    );
    const at = { file: main };
    const { output, records } = await observe([process.execPath, main], {
      points: [
        { ...at, line: 4, column: 3, when: 'returns' },
        { ...at, line: 7, column: 25, when: 'returns' },
        { ...at, line: 8, column: 1, when: 'before', expression: 'count()' },
        { ...at, line: 5, column: 3, when: 'before', expression: 'made.id' },
      ],
    });
    assert.equal(output, '0\n');
    const seen = records.flatMap((record) => (record.record === 'hit' ? [[record.point, record.shape && shapeText(record.shape)]] : []));
    assert.deepEqual(
      seen.sort((a, b) => Number(a[0]) - Number(b[0])),
      [
        [0, 'Promise<{id:str(1)}>'],
        [1, '[int]×1'],
        [2, undefined],
        [3, 'str(1)'],
      ],
    );
  });

  it('sees a value after its own statement, not after later rounds of a loop, and several points at one place', async () => {
    const main = file(
      'main.js',
      `function total(items) {
  let sum = 0;
  for (const item of items) sum += item.price;
  return sum;
}
function count(n) {
  const rest = n > 0 ? count(n - 1) : 0;
  return rest + 1;
}
total([{ price: 1 }, { price: 'x' }, {}]);
count(2);
`,
    );
    const seen = await observe(['node', main], {
      points: [
        { file: main, line: 2, column: 3, endLine: 2, when: 'after', expression: 'sum' },
        { file: main, line: 3, column: 3, endLine: 3, when: 'after', expression: 'sum' },
        { file: main, line: 4, column: 3, endLine: 4, when: 'before', expression: 'sum' },
        { file: main, line: 7, column: 3, endLine: 7, when: 'after', expression: 'rest' },
      ],
    });
    const shapes = (id: number): string[] =>
      seen.records.flatMap((record) => (record.record === 'hit' && record.point === id && record.shape ? [shapeText(record.shape)] : []));
    assert.deepEqual(shapes(0), ['int']);
    assert.deepEqual(shapes(1), ['str(11)']);
    assert.deepEqual(shapes(2), ['str(11)']);
    assert.deepEqual(shapes(3), ['int', 'int', 'int']);
  });

  it('gives up on unobserved errors when there are too many', async () => {
    const main = file(
      'main.js',
      `function probe(at) { try { throw new Error('probe ' + at); } catch { return at; } }
for (let at = 0; at < 3000; at++) probe(at);
function fail(reason) { reason.text; }
fail(null);
`,
    );
    const { records } = await observe([process.execPath, main], { throws: [{ type: 'TypeError', message: "reading 'text'" }] });
    assert.deepEqual(valuesOf(records), { reason: 'null' });
  });

  it('gives the values of Python frames, causes and threads, without running code of the program', async function () {
    if (!python) this.skip();
    const main = file(
      'main.py',
      `import threading
from dataclasses import dataclass

@dataclass
class Order:
    id: int
    user: object

class Odd:
    __slots__ = ("a",)
    def __init__(self):
        self.a = 1
    def __repr__(self):
        print("NOTICED")
    def __getattr__(self, name):
        print("NOTICED", name)
    def __eq__(self, other):
        print("NOTICED")

def total(orders, odd, by_mail):
    for order in orders:
        found = order.user.name
    return found

def load():
    try:
        return total([Order(1, None)], Odd(), {"ada@example.com": float("nan")})
    except AttributeError as error:
        raise RuntimeError("load failed") from error

thread = threading.Thread(target=load)
thread.start()
thread.join()
`,
    );
    const { output, records } = await observe([python, main], {
      points: [
        { file: main, line: 22, column: 1, when: 'before', expression: 'order.user' },
        { file: main, line: 22, column: 1, when: 'before', expression: 'order.user.name.upper()' },
      ],
    });
    assert.doesNotMatch(output, /NOTICED/);
    const [cause] = records.filter((record) => record.record === 'throw' && record.type === 'AttributeError');
    assert.deepEqual(cause && valuesOf([cause]), {
      orders: '[Order{id:int, user:None}]×1',
      odd: 'Odd{a:int}',
      by_mail: '{str(15,email)→NaN}×1',
      order: 'Order{id:int, user:None}',
    });
    const hits = records.flatMap((record) => (record.record === 'hit' ? [record.shape && shapeText(record.shape)] : []));
    assert.deepEqual(hits, ['None', undefined]);
  });
});
