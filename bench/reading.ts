import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseFailure } from '../src/core/capture/captureFailure';
import { outputVariants } from '../test/support/outputVariants';
import { judge, Rates } from './reading/judge';
import type { RecordedText, TrueError } from './reading/recorders/common';

/** The folders in which the programs ran. */
const roots = ['/home/dev/shop', '/home/dev/app', '/home/dev/web'];
const texts = join(__dirname, 'reading/texts');
const fixtures = join(__dirname, '../test/fixtures');

/** Tools whose texts no reader was developed on at first: their rates were printed before. */
const heldOut = new Set([
  ...['bun', 'bun-test', 'lua', 'minitest', 'perl', 'php', 'phpunit', 'sass', 'stylelint'],
  ...['last-build', 'last-checkers', 'last-go', 'last-java', 'last-node', 'last-python'],
]);

/** The outputs that the tests have; their truth was read by a person. */
function fixtureTexts(): RecordedText[] {
  return ['traces', 'runners'].flatMap((kind) =>
    readdirSync(join(fixtures, kind)).flatMap((tool) =>
      readdirSync(join(fixtures, kind, tool))
        .map((name) => ({ name, folder: join(fixtures, kind, tool, name) }))
        .filter(({ folder }) => existsSync(join(folder, 'expected.json')))
        .map(({ name, folder }) => ({
          tool,
          name,
          text: readFileSync(join(folder, 'output.txt'), 'utf8'),
          errors: (JSON.parse(readFileSync(join(folder, 'expected.json'), 'utf8')) as { errors: TrueError[] }).errors,
        })),
    ),
  );
}

function recordedTexts(): RecordedText[] {
  return readdirSync(texts).flatMap((name) => JSON.parse(readFileSync(join(texts, name), 'utf8')) as RecordedText[]);
}

let slowest = { ms: 0, name: '' };

/** Reads every text in the given forms, and prints the rates by tool. */
function table(title: string, all: readonly RecordedText[], forms: typeof outputVariants, by: 'tool' | 'form'): void {
  const rates = new Map<string, Rates>();
  const total = new Rates();
  for (const each of all) {
    for (const form of forms) {
      const text = form.of(each.text);
      const start = performance.now();
      const { errors } = parseFailure(text, { roots });
      const ms = performance.now() - start;
      if (ms > slowest.ms) slowest = { ms, name: `${each.tool} ${each.name}, ${form.name}` };
      const key = by === 'tool' ? each.tool : form.name;
      const judged = judge(errors, each.errors);
      if (process.argv.includes('--list') && judged.wrong.length > 0)
        console.log(`${each.tool} | ${each.name} | ${form.name}: ${judged.wrong.join('; ')}`);
      rates.set(key, (rates.get(key) ?? new Rates()).add(judged));
      total.add(judged);
    }
  }
  console.log(`${title}: ${all.length} texts of ${new Set(all.map(({ tool }) => tool)).size} tools in ${forms.length} forms`);
  console.table(Object.fromEntries([...[...rates].map(([key, rate]) => [key, rate.row()] as const), ['all', total.row()]]));
}

/**
 * usage: npm run bench:reading -- [plain] [prefixed] [fixtures] [held] [--tool PATTERN] [--list]
 * Goal: 97, 95, 95, 98, 95 %, nothing invented. --list prints what was read wrongly.
 */
function main(): void {
  const named = process.argv.slice(2).filter((each) => !each.startsWith('--'));
  const pattern = process.argv.includes('--tool') ? process.argv[process.argv.indexOf('--tool') + 1] : undefined;
  const only = new RegExp(`^(?:${pattern ?? '.*'})$`);
  const parts = named.filter((each) => each !== pattern);
  const wanted = (part: string) => parts.length === 0 || parts.includes(part);
  const of = (all: RecordedText[]) => all.filter(({ tool }) => only.test(tool));
  const [asItCame, ...prefixed] = outputVariants;
  if (!asItCame) return;
  const recorded = of(recordedTexts());
  const seen = recorded.filter(({ tool }) => !heldOut.has(tool));
  const unseen = recorded.filter(({ tool }) => heldOut.has(tool));
  if (wanted('plain')) table('As printed', seen, [asItCame], 'tool');
  if (wanted('prefixed')) table('Behind prefixes, trimmed, cut', seen, prefixed, parts.includes('by-tool') ? 'tool' : 'form');
  if (wanted('fixtures')) table('Outputs that the tests hold', of(fixtureTexts()), outputVariants, 'form');
  if (wanted('held')) {
    table('Kept apart at first, as printed', unseen, [asItCame], 'tool');
    table('Kept apart at first, behind prefixes, trimmed, cut', unseen, prefixed, 'form');
  }
  console.log(`longest time for one text: ${slowest.ms.toFixed(0)} ms (${slowest.name})`);
}

main();
