import { rmSync } from 'node:fs';
import { evidenceOfBug } from '../realBugs/evidenceOfBug';
import { packagedGrammars } from '../realBugs/packagedGrammars';
import { localCards } from '../src/core/experiments/repairs/rehearsedCards';
import { localHypotheses } from '../src/core/suspects/localHypotheses';
import { suspectsOf } from '../src/core/suspects/ranking';
import { openTrees } from '../src/core/syntax/openSyntax';
import { shippedRanker } from './support/shippedModel';
import { layOutProgram, outputIn, readPrograms } from './claims/claimProgram';
import { judgeProgram } from './claims/judgeProgram';
const ranker = shippedRanker();
const parse = openTrees(packagedGrammars);
async function main() {
  const ids = process.argv.slice(2);
  let n = 0, before = 0, after = 0, fnB = 0, fnA = 0;
  for (const p of readPrograms((process.env['FOLDER'] ?? 'programs') as 'programs')) {
    if (p.kind !== 'assertion' || !ids.some((i) => p.id.includes(i))) continue;
    const folder = layOutProgram(p, true);
    const output = outputIn(p, folder);
    const { evidence, ports } = await evidenceOfBug({ workspace: folder, trace: output });
    const { ranking } = await ranker.rank(evidence, ports);
    const errors = evidence.report.errors;
    const old = { cards: localHypotheses(evidence, ranking), suspects: suspectsOf(ranking), errors };
    const t = performance.now();
    const { cards, leads } = await localCards(evidence, ranking, { ...ports, parse, now: () => performance.now() });
    const now = { cards, suspects: leads(suspectsOf(ranking)), errors };
    const ms = Math.round(performance.now() - t);
    const [a, b]: any[] = [old, now].map((said) => judgeProgram({ ...p, folder, output } as any, said as any, false));
    const w = (j: any) => (j.truth?.full ? 'FULL' : j.truth?.partly ? 'part' : 'none') + (j.truth?.functionFirst ? '+fn' : '   ');
    n++; before += +!!a.truth?.full; after += +!!b.truth?.full; fnB += +!!a.truth?.functionFirst; fnA += +!!b.truth?.functionFirst;
    const dbg = (globalThis as any).__rehearsal ?? '';
    if (process.env['QUIET'] === undefined) console.log(w(a), w(b), p.id, `(${p.fault})`, ms + 'ms', dbg, '|', now.cards[0]?.title);
    (globalThis as any).__rehearsal = '';
    rmSync(folder, { recursive: true });
  }
  console.log({ n, before, after, fnB, fnA });
}
void main();
