import { pick } from '../../mutants/random';

const TOKEN = /\s+|\w+|[^\w\s]/g;
/** Longer ones make long programs of what is found. */
const MOST_LENGTH = 2000;

/**
 * More inputs out of some: tokens left out, doubled, changed places or taken from another input, beginnings and joined inputs.
 * @param random numbers from 0 to 1; the same numbers, the same inputs
 * @returns the seeds that are not too long, then distinct mutants of them, first those that differ little, `count` in all
 */
export function mutateInputs(seeds: readonly string[], count: number, random: () => number): string[] {
  const usable = [...new Set(seeds)].filter((seed) => seed.length <= MOST_LENGTH);
  const inputs = new Set(usable.slice(0, count / 2));
  for (let tries = 0; inputs.size < count && tries < 20 * count && usable.length > 0; tries++) {
    let input = pick(usable, random) ?? '';
    const changes = inputs.size < count / 2 ? 1 : 1 + Math.floor(3 * random());
    for (let change = 0; change < changes; change++) input = mutate(input, pick(usable, random) ?? '', random);
    if (input.length <= MOST_LENGTH) inputs.add(input);
  }
  return [...inputs];
}

function mutate(input: string, other: string, random: () => number): string {
  const tokens = tokenize(input);
  const at = Math.floor(random() * tokens.length);
  const length = 1 + Math.floor(3 * random());
  switch (Math.floor(7 * random())) {
    case 0:
    case 1:
      tokens.splice(at, length);
      break;
    case 2:
      tokens.splice(at, 0, ...tokens.slice(at, at + length));
      break;
    case 3:
      tokens.push(...tokens.splice(at, length));
      break;
    case 4: {
      const strange = tokenize(other);
      const from = Math.floor(random() * strange.length);
      tokens.splice(at, Math.floor(2 * random()), ...strange.slice(from, from + 2 * length));
      break;
    }
    case 5:
      return tokens.slice(0, at).join('');
    default:
      return `${input}${pick(['', ' ', '\n'], random) ?? ''}${other}`;
  }
  return tokens.join('');
}

export function tokenize(input: string): string[] {
  return input.match(TOKEN) ?? [];
}
