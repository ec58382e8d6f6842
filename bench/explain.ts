// How well the explanations without a model read the code: real failures of small programs, each with the facts that a good
// explanation must hold, written down before the explanations. Prints the share of facts that the first card holds, and the share of
// sentences with a false claim: quoted code that is not on the line named, lines that do not exist, sentences of a card about the wrong
// value.
// --fresh, --fresh-2 … --fresh-14: programs written after the explanations, with facts written before the programs were explained; the output of the
// first runs is in docs/figures.md.
// usage: npm run bench:explain -- [PART_OF_AN_ID] [--cards] [--fresh|--fresh-2 … --fresh-14]
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Hypothesis } from '../src/core/hypothesis';
import { localHypotheses } from '../src/core/suspects/localHypotheses';
import { falseClaims, sentencesOf } from './explain/falseClaims';
import { layOutCase, outputIn, readCases, setNamed, type ExplainCase } from './explain/explainCase';
import { evidenceOfBug } from '../realBugs/evidenceOfBug';
import { shippedRanker } from './support/shippedModel';
import { printTable } from './support/table';

const FACTS = ['expression', 'value', 'origin', 'shape'] as const;

interface Judged {
  case: ExplainCase;
  first: Record<(typeof FACTS)[number], boolean>;
  sentences: number;
  wrong: string[];
}

async function main(): Promise<void> {
  const wanted = process.argv.slice(2).find((argument) => !argument.startsWith('--')) ?? '';
  const cases = readCases(join(__dirname, 'explain', setNamed(process.argv))).filter(({ id }) => id.includes(wanted));
  const ranker = shippedRanker();
  const judged: Judged[] = [];
  for (const each of cases) {
    const folder = layOutCase(each);
    const { evidence, ports } = await evidenceOfBug({ workspace: folder, trace: outputIn(each, folder) });
    const { ranking } = await ranker.rank(evidence, ports);
    const cards = localHypotheses(evidence, ranking);
    rmSync(folder, { recursive: true });
    const result = judge(each, cards);
    judged.push(result);
    const missing = FACTS.filter((fact) => !result.first[fact]);
    if (missing.length || result.wrong.length || process.argv.includes('--cards')) show(each, cards, missing, result.wrong);
  }
  const languages = [...new Set(judged.map(({ case: { id } }) => id.split('/')[0] ?? ''))];
  printTable('Facts that the first card holds, in %', [
    ['', 'failures', ...FACTS, 'all facts', 'sentences', 'false'],
    ...[...languages, 'all'].map((language) => {
      const of = judged.filter(({ case: { id } }) => language === 'all' || id.startsWith(`${language}/`));
      const share = (fact: (typeof FACTS)[number]): number => Math.round((100 * of.filter(({ first }) => first[fact]).length) / of.length);
      const all = of.flatMap(({ first }) => FACTS.map((fact) => first[fact]));
      return [
        language,
        of.length,
        ...FACTS.map(share),
        Math.round((100 * all.filter(Boolean).length) / all.length),
        of.reduce((sum, { sentences }) => sum + sentences, 0),
        of.reduce((sum, { wrong }) => sum + wrong.length, 0),
      ];
    }),
  ]);
}

function judge(each: ExplainCase, cards: readonly Hypothesis[]): Judged {
  const [first] = cards;
  const text = first
    ? [first.title, first.rootCause, ...first.evidence.map(({ file: at, line: place, why }) => `${at}:${place} ${why}`)].join('\n')
    : '';
  const line = each.origin.slice(each.origin.lastIndexOf(':') + 1);
  const file = each.origin.slice(0, each.origin.lastIndexOf(':'));
  return {
    case: each,
    first: {
      expression: each.expression.test(text),
      value: each.value.test(text),
      origin: first?.evidence.some((item) => item.file === file && item.line === Number(line)) ?? false,
      shape: each.shape.test(text),
    },
    sentences: cards.reduce((sum, card) => sum + sentencesOf(card).length, 0),
    wrong: cards.flatMap((card) => falseClaims(card, each)),
  };
}

function show(each: ExplainCase, cards: readonly Hypothesis[], missing: readonly string[], wrong: readonly string[]): void {
  console.log(`\n${each.id}${missing.length ? `: the first card lacks ${missing.join(', ')} (origin ${each.origin})` : ''}`);
  for (const { title, rootCause, evidence, check } of cards.slice(0, process.argv.includes('--cards') ? 3 : 1)) {
    console.log(`  ${title}\n    ${rootCause}\n    check: ${check}`);
    for (const { file, line, why } of evidence) console.log(`    ${file}:${line} ${why}`);
  }
  for (const claim of wrong) console.log(`  FALSE: ${claim}`);
}

void main();
