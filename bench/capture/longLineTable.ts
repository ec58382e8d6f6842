import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { formats } from '../../src/core/capture/formats/formats';
import type { Line, Lookback } from '../../src/core/capture/line';
import { expectationIn } from '../../src/core/capture/runners/expectationIn';
import { runners } from '../../src/core/capture/runners/runners';
import { textsInJson } from '../../src/core/capture/scan/textsInJson';
import { TriggerSearch } from '../../src/core/capture/scan/triggerSearch';
import { cleanLine } from '../../src/core/capture/unwrap/cleanLine';

const root = join(__dirname, '../../test/fixtures');
/** Fillings of hostile lines. */
const fills = ['    ', 'at ', '"\'', '([{', '1:2', 'a.', '::', ' | ', '> ', 'got ', 'expected ', '\\"', '/a', 'error: ', ', '];
/** A line that takes a quadratic time needs hundreds of ms at this length, a linear one less than one. */
const length = 20_000;
/** Number of tries; the fastest counts, because a stall of the machine is no property of the reader. */
const tries = 3;
const bound = 60;

/** All readers of a line. */
const readers: Record<string, (text: string) => void> = {
  cleanLine: (text) => cleanLine(text, 0),
  textsInJson: (text) => textsInJson(text),
  expectationIn: (text) => expectationIn(text),
  triggers: (() => {
    const search = new TriggerSearch(
      [...formats, ...runners].flatMap((owner) => owner.triggers.map((trigger) => [trigger, owner] as const)),
    );
    return (text: string) => search.isIn(text);
  })(),
  ...Object.fromEntries(
    [...formats, ...runners].map((reader) => [
      reader.name,
      (text: string) => {
        const line: Line = { text, raw: text, stream: '', level: '', prefixed: false, start: 0, end: text.length };
        const before: Lookback = { above: (n) => (n < 3 ? line : undefined) };
        const started = reader.start(line, before);
        started?.offer(line);
        started?.close();
        if ('unfinished' in reader) reader.unfinished?.(text);
      },
    ]),
  ),
};

/** One line of every shape that was recorded: words, numbers and blanks do not make a shape. */
function shapes(): string[] {
  const lines = ['traces', 'runners']
    .flatMap((kind) => readdirSync(join(root, kind)).map((name) => join(root, kind, name)))
    .flatMap((folder) => readdirSync(folder).map((name) => join(folder, name, 'output.txt')))
    .filter((file) => existsSync(file))
    .flatMap((file) => readFileSync(file, 'utf8').split('\n'))
    .filter((line) => line.trim().length > 6 && line.length < 160);
  const shapeOf = (line: string): string =>
    line
      .replace(/[\w.]+/g, 'a')
      .replace(/ +/g, ' ')
      .slice(0, 30);
  return [...new Map(lines.map((line) => [shapeOf(line), line])).values()];
}

/** Each reader's longest time, ms, for a line of 20,000 characters: recorded lines with a hostile mass at each end and in the middle. */
export function longLineTable(): void {
  const seeds = shapes();
  const rows: Record<string, Record<string, string>> = {};
  for (const [name, read] of Object.entries(readers)) {
    let worst = { time: 0, line: '' };
    for (const [index, seed] of seeds.entries()) {
      // Each reader gets a different part of all shapes and fills: the whole would take minutes.
      if ((index + name.length) % 5 !== 0) continue;
      const fill = fills[(index + name.length) % fills.length] ?? ' ';
      const mass = fill.repeat(length / fill.length);
      const middle = seed.search(/\S/) + Math.floor(seed.trim().length / 2);
      for (const text of [seed + mass, mass + seed, seed.slice(0, middle) + mass + seed.slice(middle)]) {
        const time = leastTime(() => read(text));
        if (time > worst.time) worst = { time, line: `${JSON.stringify(seed.slice(0, 60))} with ${JSON.stringify(fill)}` };
      }
    }
    rows[name] = { 'longest, ms': worst.time.toFixed(1), 'at most 60': worst.time < bound ? 'yes' : 'NO', line: worst.line };
  }
  console.log(`Lines of ${length} characters, made of ${seeds.length} recorded shapes`);
  console.table(rows);
}

function leastTime(run: () => void): number {
  let least = Infinity;
  for (let attempt = 0; attempt < tries && (attempt === 0 || least > bound); attempt++) {
    const start = performance.now();
    run();
    least = Math.min(least, performance.now() - start);
  }
  return least;
}
