import type { FolderBug } from '../../realBugs/bugFolder';

/** A line that a way of ranking names. */
export interface NamedLine {
  file: string;
  /** 1-based. */
  line: number;
  function?: string;
  functionRange?: [number, number];
}

/** 1-based rank of the first hit, among distinct functions and among distinct lines; Infinity for none. */
export interface Places {
  function: number;
  line: number;
}

/** The first place where a list hits the truth. Ten lines of one function are one place among functions. */
export function placesOf(bug: FolderBug, named: readonly NamedLine[]): Places {
  const functions: string[] = [];
  const lines: string[] = [];
  const places: Places = { function: Infinity, line: Infinity };
  for (const each of named) {
    const key = functionKey(bug, each);
    const place = `${each.file}:${each.line}`;
    if (!functions.includes(key)) functions.push(key);
    if (!lines.includes(place)) lines.push(place);
    const truth = bug.truth.filter(({ file }) => file === each.file);
    if (truth.some(({ range: [first, last] }) => first <= each.line && each.line <= last)) {
      places.function = Math.min(places.function, functions.indexOf(key) + 1);
    }
    if (truth.some((one) => one.lines.includes(each.line))) places.line = Math.min(places.line, lines.indexOf(place) + 1);
  }
  return places;
}

/** The innermost known function around a line, otherwise the function that the ranking names, otherwise the line alone. */
export function functionKey(bug: FolderBug, { file, line, functionRange, function: name }: NamedLine): string {
  const around = (bug.functions[file] ?? []).filter(([first, last]) => first <= line && line <= last);
  const inner = around.reduce<[number, number, string] | undefined>((best, each) => (!best || each[0] >= best[0] ? each : best), undefined);
  return `${file}:${inner ? `${inner[0]},${inner[1]}` : (functionRange?.join(',') ?? name ?? line)}`;
}

/**
 * Exact two-sided McNemar test on paired hits.
 * @returns how often only the first hit, only the second, and p
 */
export function mcNemar(first: readonly boolean[], second: readonly boolean[]): { onlyFirst: number; onlySecond: number; p: number } {
  const onlyFirst = first.filter((hit, i) => hit && !second[i]).length;
  const onlySecond = second.filter((hit, i) => hit && !first[i]).length;
  const n = onlyFirst + onlySecond;
  let tail = 0;
  let choose = 1;
  for (let k = 0; k <= Math.min(onlyFirst, onlySecond); k += 1) {
    tail += choose;
    choose = (choose * (n - k)) / (k + 1);
  }
  return { onlyFirst, onlySecond, p: Math.min(1, (2 * tail) / 2 ** n) };
}

/** Share of ranks within k, in %. */
export function topK(ranks: readonly number[], k: number): number {
  return (100 * ranks.filter((rank) => rank <= k).length) / Math.max(1, ranks.length);
}

/** Mean reciprocal rank; a miss counts 0. */
export function meanReciprocalRank(ranks: readonly number[]): number {
  return ranks.reduce((sum, rank) => sum + 1 / rank, 0) / Math.max(1, ranks.length);
}
