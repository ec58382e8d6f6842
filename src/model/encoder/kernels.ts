import * as w from './assemble';
import type { Code, Kernel } from './assemble';

/** The loops that take the encoder's time, four floats at once. Addresses and strides are bytes. */
export interface Kernels {
  /**
   * `c += a · b`.
   * @param rows of a and c, a multiple of 4
   * @param inner columns of a, rows of b; a multiple of 4
   * @param columns of b and c, a multiple of 8; b is stored as one panel of 8 columns after the other, each row by row
   */
  multiply(a: number, b: number, c: number, rows: number, inner: number, columns: number, strideA: number, strideC: number): void;
  /** Each row of a matrix without gaps, in place. @param columns a multiple of 4 */
  softmax(at: number, rows: number, columns: number): void;
  /** x/2 · (1 + erf(x/√2)) of each float, in place. @param count a multiple of 4 */
  gelu(at: number, count: number): void;
}

const TILE = { rows: 4, columns: 8, inner: 4 } as const;
const FLOAT = 4;
const FOUR = 4 * FLOAT;

const multiply: Kernel = {
  name: 'multiply',
  parameters: ['a', 'b', 'c', 'rows', 'inner', 'columns', 'strideA', 'strideC'],
  locals: {
    ...Object.fromEntries(['column', 'row', 'p', 'panel', 'a0', 'a1', 'a2', 'a3', 'c0', 'c1', 'c2', 'c3'].map((name) => [name, 'i32'])),
    ...Object.fromEntries(
      ['left', 'right', 'one', ...['0', '1', '2', '3'].flatMap((row) => [`l${row}`, `r${row}`])].map((name) => [name, 'v128']),
    ),
  },
  body(local) {
    const get = (name: string): Code => w.get(local(name));
    const set = (name: string, value: Code): Code => w.set(local(name), value);
    const rows = ['0', '1', '2', '3'];
    const step = Array.from({ length: TILE.inner }, (_, p) => [
      ...set('left', w.load(get('panel'), p * 2 * FOUR)),
      ...set('right', w.load(get('panel'), p * 2 * FOUR + FOUR)),
      ...rows.flatMap((row) => [
        ...set('one', w.loadSplat(get(`a${row}`), p * FLOAT)),
        ...set(`l${row}`, w.plus(get(`l${row}`), w.by(get('one'), get('left')))),
        ...set(`r${row}`, w.plus(get(`r${row}`), w.by(get('one'), get('right')))),
      ]),
    ]).flat();
    const addresses = (matrix: 'a' | 'c', stride: string, first: Code): Code =>
      rows.flatMap((row, at) => set(`${matrix}${row}`, at === 0 ? first : w.add(get(`${matrix}${at - 1}`), get(stride))));
    const tile = [
      ...addresses('a', 'strideA', w.add(get('a'), w.times(get('row'), get('strideA')))),
      ...addresses('c', 'strideC', w.add(w.add(get('c'), w.times(get('row'), get('strideC'))), w.times(get('column'), w.int(FLOAT)))),
      ...set('panel', w.add(get('b'), w.times(w.times(get('column'), get('inner')), w.int(FLOAT)))),
      ...rows.flatMap((row) => [...set(`l${row}`, w.load(get(`c${row}`))), ...set(`r${row}`, w.load(get(`c${row}`), FOUR))]),
      ...set('p', w.int(0)),
      ...w.loop(local('p'), get('inner'), [
        ...step,
        ...set('panel', w.add(get('panel'), w.int(TILE.inner * 2 * FOUR))),
        ...rows.flatMap((row) => set(`a${row}`, w.add(get(`a${row}`), w.int(TILE.inner * FLOAT)))),
        ...set('p', w.add(get('p'), w.int(TILE.inner))),
      ]),
      ...rows.flatMap((row) => [...w.store(get(`c${row}`), get(`l${row}`)), ...w.store(get(`c${row}`), get(`r${row}`), FOUR)]),
    ];
    return w.loop(local('column'), get('columns'), [
      ...set('row', w.int(0)),
      ...w.loop(local('row'), get('rows'), [...tile, ...set('row', w.add(get('row'), w.int(TILE.rows)))]),
      ...set('column', w.add(get('column'), w.int(TILE.columns))),
    ]);
  },
};

/** Below, the result is 0 in 32 bits. */
const SMALLEST_EXPONENT = -87;
/** eˣ on [−ln 2 / 2, ln 2 / 2], and ln 2 in two parts (Cephes, `expf`). */
const EXP = [1.98756915e-4, 1.3981999507e-3, 8.3334519073e-3, 4.1665795894e-2, 1.6666665459e-1, 5.0000001201e-1];
const LN2 = [0.693359375, -2.1219444e-4] as const;

/** Sets `x` to its exponential; x ≤ 0. Uses `n` and `y`. */
function exponential(x: number, n: number, y: number): Code {
  const [first = 0, ...rest] = EXP;
  return [
    ...w.set(x, w.most(w.get(x), w.floats(SMALLEST_EXPONENT))),
    ...w.set(n, w.nearest(w.by(w.get(x), w.floats(Math.LOG2E)))),
    ...w.set(x, w.minus(w.get(x), w.by(w.get(n), w.floats(LN2[0])))),
    ...w.set(x, w.minus(w.get(x), w.by(w.get(n), w.floats(LN2[1])))),
    ...w.set(y, w.floats(first)),
    ...rest.flatMap((term) => w.set(y, w.plus(w.by(w.get(y), w.get(x)), w.floats(term)))),
    ...w.set(y, w.plus(w.plus(w.by(w.by(w.get(y), w.get(x)), w.get(x)), w.get(x)), w.floats(1))),
    ...w.set(x, w.by(w.get(y), w.shiftedLeft(w.addInts(w.toInts(w.get(n)), w.ints(127)), 23))),
  ];
}

const softmax: Kernel = {
  name: 'softmax',
  parameters: ['at', 'rows', 'columns'],
  locals: { row: 'i32', start: 'i32', end: 'i32', x: 'v128', n: 'v128', y: 'v128', all: 'v128' },
  body(local) {
    const get = (name: string): Code => w.get(local(name));
    const set = (name: string, value: Code): Code => w.set(local(name), value);
    const along = (body: Code): Code => [
      ...set('at', get('start')),
      ...w.loop(local('at'), get('end'), [...body, ...set('at', w.add(get('at'), w.int(FOUR)))]),
    ];
    /** One result of all four places, in each of them. */
    const across = (combine: (left: Code, right: Code) => Code): Code => [
      ...set('all', combine(get('all'), w.shuffled(local('all'), [2, 3, 0, 1]))),
      ...set('all', combine(get('all'), w.shuffled(local('all'), [1, 0, 3, 2]))),
    ];
    return [
      ...set('start', get('at')),
      ...w.loop(local('row'), get('rows'), [
        ...set('end', w.add(get('start'), w.times(get('columns'), w.int(FLOAT)))),
        ...set('all', w.load(get('start'))),
        ...along(set('all', w.most(get('all'), w.load(get('at'))))),
        ...across(w.most),
        ...set('y', get('all')),
        ...along(w.store(get('at'), w.minus(w.load(get('at')), get('y')))),
        ...set('all', w.floats(0)),
        ...along([
          ...set('x', w.load(get('at'))),
          ...exponential(local('x'), local('n'), local('y')),
          ...w.store(get('at'), get('x')),
          ...set('all', w.plus(get('all'), get('x'))),
        ]),
        ...across(w.plus),
        ...along(w.store(get('at'), w.over(w.load(get('at')), get('all')))),
        ...set('start', get('end')),
        ...set('row', w.add(get('row'), w.int(1))),
      ]),
    ];
  },
};

/** erf within 1.5e-7 (Abramowitz & Stegun 7.1.26): highest power of t first. */
const ERF = [1.061405429, -1.453152027, 1.421413741, -0.284496736, 0.254829592];
const ERF_P = 0.3275911;
const SIGN = -0x80000000;

const gelu: Kernel = {
  name: 'gelu',
  parameters: ['at', 'count'],
  locals: { end: 'i32', given: 'v128', size: 'v128', t: 'v128', erf: 'v128', x: 'v128', n: 'v128', y: 'v128' },
  body(local) {
    const get = (name: string): Code => w.get(local(name));
    const set = (name: string, value: Code): Code => w.set(local(name), value);
    const [first = 0, ...rest] = ERF;
    return [
      ...set('end', w.add(get('at'), w.times(get('count'), w.int(FLOAT)))),
      ...w.loop(local('at'), get('end'), [
        ...set('given', w.load(get('at'))),
        ...set('size', w.by(w.and(get('given'), w.ints(0x7fffffff)), w.floats(Math.SQRT1_2))),
        ...set('t', w.over(w.floats(1), w.plus(w.floats(1), w.by(get('size'), w.floats(ERF_P))))),
        ...set('x', w.minus(w.floats(0), w.by(get('size'), get('size')))),
        ...exponential(local('x'), local('n'), local('y')),
        ...set('erf', w.floats(first)),
        ...rest.flatMap((term) => set('erf', w.plus(w.by(get('erf'), get('t')), w.floats(term)))),
        ...set('erf', w.minus(w.floats(1), w.by(w.by(get('erf'), get('t')), get('x')))),
        ...set('erf', w.or(get('erf'), w.and(get('given'), w.ints(SIGN)))),
        ...w.store(get('at'), w.by(w.by(get('given'), w.floats(0.5)), w.plus(w.floats(1), get('erf')))),
        ...set('at', w.add(get('at'), w.int(FOUR))),
      ]),
    ];
  },
};

/** Compiles the kernels for one memory: a kilobyte, in a millisecond. */
export async function startKernels(memory: WebAssembly.Memory): Promise<Kernels> {
  const { instance } = await WebAssembly.instantiate(assembled(), { env: { memory } });
  return instance.exports as unknown as Kernels;
}

function assembled(): Uint8Array<ArrayBuffer> {
  return w.assemble([multiply, softmax, gelu]);
}
