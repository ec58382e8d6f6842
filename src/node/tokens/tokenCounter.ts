import type { TokenCounter } from '../../core/ports';
import { BytePairs } from './bytePairs';
import { readTokenTable } from './readTokenTable';

/** Characters of counted texts that are cached: evidence is counted again at every change of one snippet. */
const MEMORY_CHARS = 4_000_000;

/**
 * A run of one kind of character this long is split before it is counted: the time for one unbroken run grows with the square of its
 * length. A split costs a token at most.
 */
const LONG_RUN = /\p{L}{128}|\s{128}|[^\s\p{L}\p{N}]{128}/gu;

let loading: Promise<TokenCounter> | undefined;

/** Counts as the o200k models do (GPT-4o and later); a good estimate for others. Reads its table on the first call. */
export function gptTokens(): Promise<TokenCounter> {
  loading ??= readTokenTable().then((table) => {
    const pairs = new BytePairs(table);
    return rememberCounts((text) => pairs.count(text));
  });
  return loading;
}

/** Wraps a counter: linear on long runs, and caches counted texts. */
export function rememberCounts(count: (text: string) => number): TokenCounter {
  const known = new Map<string, number>();
  let held = 0;
  return {
    count(text) {
      const before = known.get(text);
      if (before !== undefined) return before;
      let total = 0;
      let start = 0;
      for (const match of text.matchAll(LONG_RUN)) {
        const end = match.index + match[0].length;
        total += count(text.slice(start, end));
        start = end;
      }
      if (start < text.length) total += count(text.slice(start));
      known.set(text, total);
      held += text.length;
      for (const old of known.keys()) {
        if (held <= MEMORY_CHARS) break;
        known.delete(old);
        held -= old.length;
      }
      return total;
    },
  };
}
