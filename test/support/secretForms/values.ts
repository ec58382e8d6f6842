/** Values of secrets, by how they are made. None is real. */
export type Random = () => number;

export interface Maker {
  pick: (alphabet: string, length: number) => string;
  one: <T>(list: readonly T[]) => T;
}

const LOWER = 'abcdefghijklmnopqrstuvwxyz';
const UPPER = LOWER.toUpperCase();
const DIGITS = '0123456789';
export const ALPHANUMERIC = LOWER + UPPER + DIGITS;
export const HEX = '0123456789abcdef';
const WORDS = 'summer winter palace dragonfly hunter company monkey sunshine battery staple horse coffee london shadow bicycle'.split(' ');

export function maker(random: Random): Maker {
  const one = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!;
  return { one, pick: (alphabet, length) => Array.from({ length }, () => one([...alphabet])).join('') };
}

export type ValueKind = keyof typeof VALUES;

/** How a value is made; those of `chosen` occur only beside names of passwords. */
export const VALUES = {
  token: ({ pick }: Maker) => `${pick(LOWER, 1)}${pick(ALPHANUMERIC, 30)}${pick('23456789', 1)}`,
  'short token': ({ pick }: Maker) => `${pick(UPPER, 1)}${pick(ALPHANUMERIC, 14)}${pick('23456789', 1)}`,
  letters: ({ pick }: Maker) => pick(LOWER + UPPER, 24),
  hex: ({ pick }: Maker) => `${pick('abcdef', 1)}${pick(HEX, 38)}${pick('23456789', 1)}`,
  base64: ({ pick }: Maker) => Buffer.from(pick(ALPHANUMERIC, 31)).toString('base64'),
  'base64 with signs': ({ pick }: Maker) => `${pick(ALPHANUMERIC, 9)}+${pick(ALPHANUMERIC, 11)}/${pick(ALPHANUMERIC, 20)}7=`,
  password: ({ pick }: Maker) =>
    `${pick(UPPER, 1)}${pick(ALPHANUMERIC, 5)}${pick('!%*_-', 1)}${pick(ALPHANUMERIC, 5)}${pick('23456789', 1)}`,
  'random letters as a password': ({ pick }: Maker) => pick(LOWER + UPPER, 14),
  'word with a year': ({ one, pick }: Maker) =>
    `${one(WORDS).replace(/^./, (each) => each.toUpperCase())}20${pick('012', 1)}${pick(DIGITS, 1)}`,
} as const;

const CHOSEN: ReadonlySet<ValueKind> = new Set(['password', 'random letters as a password', 'word with a year']);

export function isChosen(kind: ValueKind): boolean {
  return CHOSEN.has(kind);
}
