// How much of what cards say is German where the person reads German: the cards of all recorded programs are drawn in German, and the
// sentences that stay English are counted, by the part of the card. Values stay as they are: code, places, messages and names.
// usage: npm run bench:german -- [PART_OF_AN_ID] [--each]
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { rowText, type Hypothesis } from '../src/core/hypothesis';
import { indexPhrases, READ_BACK, readBack } from '../src/core/readBack';
import { cardsFor } from './claims/cards';
import { folderOf, layOutProgram, outputIn, readPrograms } from './claims/claimProgram';
import { layOutCase, outputIn as outputOfCase, readCases } from './explain/explainCase';
import { printTable } from './support/table';

const SETS = ['cases', 'fresh', ...Array.from({ length: 13 }, (_, at) => `fresh-${at + 2}`)];
/** Around what a phrase says, and around a value that may be any text. */
const [SAID, FREE] = ['\u0002', '\u0003'];

const german = JSON.parse(readFileSync(join(__dirname, '../l10n/bundle.l10n.de.json'), 'utf8')) as Record<string, string>;
/** The German phrases with their words left out: what stays of a text are its values, and what no phrase reads. */
const index = indexPhrases(
  Object.fromEntries(Object.entries(german).flatMap(([key, said]) => (key.startsWith(READ_BACK) ? [[key, withoutWords(said)]] : []))),
);

function withoutWords(said: string): string {
  return said
    .split(/(\{\d\d?=?\})/)
    .map((piece, at, all) => {
      if (at % 2 === 0) return piece && SAID;
      const isQuoted = /["„“]$/.test(all[at - 1]!) && /^["“”]/.test(all[at + 1]!);
      return isQuoted || piece.includes('=') ? FREE + piece + FREE : piece;
    })
    .join('');
}

type Room = 'title' | 'explanation' | 'row' | 'check';

async function main(): Promise<void> {
  const options = process.argv.slice(2);
  const part = options.find((each) => !each.startsWith('--')) ?? '';
  const counts = new Map<string, { all: number; left: number }>();
  const count = (name: string, isLeft: boolean): void => {
    const { all, left } = counts.get(name) ?? { all: 0, left: 0 };
    counts.set(name, { all: all + 1, left: left + Number(isLeft) });
  };
  for await (const { output, cards } of recorded(part))
    cards.forEach((card, at) => {
      for (const [room, text] of textsOf(card)) {
        const left = englishIn(text, output);
        if (left !== undefined && options.includes('--each')) console.log(`${room}: ${text}\n      ${left}`);
        count(room, left !== undefined);
        if (at === 0) count('first card', left !== undefined);
        count('all', left !== undefined);
      }
    });
  printTable('Texts of cards that are German', [
    ['', 'texts', 'English left', 'German %'],
    ...[...counts].map(([name, { all, left }]) => [name, all, left, ((100 * (all - left)) / all).toFixed(1)]),
  ]);
}

async function* recorded(part: string): AsyncGenerator<{ output: string; cards: Hypothesis[] }> {
  for (const set of SETS)
    for (const each of readCases(join(__dirname, 'explain', set)).filter(({ id }) => `${set}/${id}`.includes(part))) {
      const folder = layOutCase(each);
      const output = outputOfCase(each, folder);
      const { cards } = await cardsFor(folder, output);
      rmSync(folder, { recursive: true });
      yield { output, cards };
    }
  for (const program of readPrograms(folderOf([])).filter(({ id }) => id.includes(part))) {
    const folder = layOutProgram(program, false);
    const output = outputIn(program, folder);
    const { cards } = await cardsFor(folder, output);
    rmSync(folder, { recursive: true });
    yield { output, cards };
  }
}

function textsOf({ title, rootCause, check, evidence, warnings }: Hypothesis): [Room, string][] {
  return [
    ['title', title],
    ...[rootCause, ...warnings].map((text): [Room, string] => ['explanation', text]),
    ...evidence.map((row): [Room, string] => ['row', rowText(row)]),
    ['check', check],
  ];
}

const VALUES = /^(?:null|nil|nullptr|undefined|None|NaN|true|false)$/;

/** Two English words in a row, or one alone, that stand neither in code, nor in quotes, nor as a whole in what the program printed. */
function englishIn(text: string, output: string): string | undefined {
  const printed = wordsOf(output);
  return readBack(text, index)
    .replace(new RegExp(`${FREE}[^]*?${FREE}`, 'g'), '')
    .split(SAID)
    .flatMap((piece) => piece.split(/(?<=[.!?])\s+(?=[^`]*(?:`[^`]*`[^`]*)*$)/))
    .filter((piece) => !printed.includes(wordsOf(piece)))
    .map((piece) =>
      piece
        .replace(/(`+)[^]*?[^`]\1(?!`)|"[^"]*"|“[^”]*”/g, '')
        .replace(/\(?[\w/.-]+\.\w+(?::\d+)?\)?[.,;]?/g, '')
        .trim(),
    )
    .find((piece) => /[a-z]{2,}[^\p{L}]+[a-z]{2,}|^[a-z]{2,}$/u.test(piece) && !VALUES.test(piece));
}

/** A message as its words, however it marks names, and without the end that a title leaves out. */
function wordsOf(text: string): string {
  return text
    .replace(/[`'"‘’“”]/g, '')
    .replace(/\s+/g, ' ')
    .replace(/^[\s.,:;]+|[\s.,:;…]+$/g, '');
}

void main();
