/** WebAssembly's binary format, as far as the kernels need it (webassembly.github.io/spec/core/binary). */

/** Bytes of instructions. */
export type Code = readonly number[];

const TYPE = { i32: 0x7f, v128: 0x7b, function: 0x60, none: 0x40 } as const;
const SECTION = { type: 1, import: 2, function: 3, export: 7, code: 10 } as const;

export interface Kernel {
  name: string;
  /** All of them `i32`: byte offsets and counts. */
  parameters: readonly string[];
  locals: Readonly<Record<string, 'i32' | 'v128'>>;
  body: (local: Local) => Code;
}

/** Index of a parameter or a local by its name. */
type Local = (name: string) => number;

/** A module that imports `env.memory` and exports functions without a result. */
export function assemble(kernels: readonly Kernel[]): Uint8Array<ArrayBuffer> {
  const types = kernels.map(({ parameters }) => [TYPE.function, ...vector(parameters.map(() => [TYPE.i32])), 0]);
  const memory = [...text('env'), ...text('memory'), 2, 0, 1];
  const exports = kernels.map(({ name }, index) => [...text(name), 0, ...unsigned(index)]);
  return Uint8Array.from([
    ...[0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...section(SECTION.type, types),
    ...section(SECTION.import, [memory]),
    ...section(
      SECTION.function,
      kernels.map((_, index) => unsigned(index)),
    ),
    ...section(SECTION.export, exports),
    ...section(SECTION.code, kernels.map(functionBody)),
  ]);
}

function functionBody({ parameters, locals, body }: Kernel): Code {
  const names = [...parameters, ...Object.keys(locals)];
  const declared = Object.values(locals).map((type) => [1, TYPE[type]]);
  const code = [...vector(declared), ...body((name) => names.indexOf(name)), 0x0b];
  return [...unsigned(code.length), ...code];
}

function section(id: number, entries: readonly Code[]): Code {
  const body = vector(entries);
  return [id, ...unsigned(body.length), ...body];
}

function vector(entries: readonly Code[]): Code {
  return [...unsigned(entries.length), ...entries.flat()];
}

function text(value: string): Code {
  return vector([...new TextEncoder().encode(value)].map((byte) => [byte]));
}

/** LEB128. */
function unsigned(value: number): Code {
  return value < 0x80 ? [value] : [(value & 0x7f) | 0x80, ...unsigned(value >>> 7)];
}

function signed(value: number): Code {
  const rest = value >> 7;
  const ends = (rest === 0 && !(value & 0x40)) || (rest === -1 && (value & 0x40) !== 0);
  return ends ? [value & 0x7f] : [(value & 0x7f) | 0x80, ...signed(rest)];
}

export const get = (local: number): Code => [0x20, ...unsigned(local)];
export const set = (local: number, value: Code): Code => [...value, 0x21, ...unsigned(local)];
export const int = (value: number): Code => [0x41, ...signed(value)];

const binary =
  (...opcode: number[]) =>
  (left: Code, right: Code): Code => [...left, ...right, ...opcode];
const unary =
  (...opcode: number[]) =>
  (value: Code): Code => [...value, ...opcode];
const simd = (opcode: number): number[] => [0xfd, ...unsigned(opcode)];

export const add = binary(0x6a);
export const times = binary(0x6c);
const below = binary(0x49);

/** Runs once at least, and while `at` is below `end`; both unsigned. */
export function loop(at: number, end: Code, body: Code): Code {
  return [0x03, TYPE.none, ...body, ...below(get(at), end), 0x0d, 0, 0x0b];
}

/** @param offset bytes beyond the address */
export const load = (address: Code, offset = 0): Code => [...address, ...simd(0x00), 2, ...unsigned(offset)];
/** One float in all four places. */
export const loadSplat = (address: Code, offset = 0): Code => [...address, ...simd(0x09), 2, ...unsigned(offset)];
export const store = (address: Code, value: Code, offset = 0): Code => [...address, ...value, ...simd(0x0b), 2, ...unsigned(offset)];

/** Four times the same float. */
export const floats = (value: number): Code => {
  const bytes = new Uint8Array(Float32Array.of(value, value, value, value).buffer);
  return [...simd(0x0c), ...bytes];
};
/** Four times the same integer. */
export const ints = (value: number): Code => [...simd(0x0c), ...new Uint8Array(Int32Array.of(value, value, value, value).buffer)];

/** The four floats in another order. */
export const shuffled = (value: number, order: readonly [number, number, number, number]): Code => [
  ...get(value),
  ...get(value),
  ...simd(0x0d),
  ...order.flatMap((from) => [0, 1, 2, 3].map((byte) => from * 4 + byte)),
];

export const and = binary(...simd(0x4e));
export const or = binary(...simd(0x50));
export const nearest = unary(...simd(0x6a));
export const addInts = binary(...simd(0xae));
export const shiftedLeft = (value: Code, bits: number): Code => [...value, ...int(bits), ...simd(0xab)];
export const plus = binary(...simd(0xe4));
export const minus = binary(...simd(0xe5));
export const by = binary(...simd(0xe6));
export const over = binary(...simd(0xe7));
export const most = binary(...simd(0xe9));
export const toInts = unary(...simd(0xf8));
