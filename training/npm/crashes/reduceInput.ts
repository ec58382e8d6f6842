import { tokenize } from './mutateInputs';

const ROUNDS = 10;
const PARTS = [2, 3, 5, 8, 13, 21, 34];
/** Short enough to read; what is shorter stays as somebody wrote it. */
const SHORT = 240;

/**
 * A shorter input that does the same, by leaving out runs of tokens.
 * @param keeps says which of some inputs still do it; it is asked once a round, as starting a version costs more than an input
 */
export async function reduceInput(input: string, keeps: (inputs: readonly string[]) => Promise<boolean[]>): Promise<string> {
  let current = input;
  for (let round = 0; round < ROUNDS && current.length > SHORT; round++) {
    const shorter = candidates(current);
    const kept = await keeps(shorter);
    const best = shorter.filter((_, index) => kept[index]).sort((a, b) => a.length - b.length)[0];
    if (best === undefined) break;
    current = best;
  }
  return current;
}

function candidates(input: string): string[] {
  const tokens = tokenize(input);
  const found = PARTS.filter((parts) => parts <= tokens.length).flatMap((parts) => {
    const size = Math.ceil(tokens.length / parts);
    const starts = Array.from({ length: parts }, (_, part) => part * size);
    const halves = starts.map((start) => tokens.slice(start, start + size).join(''));
    const rests = starts.map((start) => [...tokens.slice(0, start), ...tokens.slice(start + size)].join(''));
    return parts <= 3 ? [...halves, ...rests] : rests;
  });
  return [...new Set(found)].filter((text) => text.length < input.length);
}
