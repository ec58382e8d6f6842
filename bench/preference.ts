// Whether a person's verdicts help the ranking, and whether bad ones can ruin it: simulated people go through a project's real bugs in
// random orders; each bug of the second half of an order is ranked with the preferences learned from those before it.
// usage: npm run bench -- preference, on the bugs of npm packages or on those of the folders in DEBUG_CONTEXT_BUGS (separated by ":").
import { learnVerdict, NO_PREFERENCE, withPreference, type Preference } from '../src/core/suspects/preference';
import { suspectsOf, type RankedFunction, type Ranking } from '../src/core/suspects/ranking';
import { bugsFor, type FolderBug } from '../realBugs/bugFolder';
import { placesOf, topK } from './support/rankPlaces';
import { evidenceOfBug } from '../realBugs/evidenceOfBug';
import { printTable } from './support/table';
import { shippedRanker } from './support/shippedModel';

const ORDERS = 40;
/** Least number of bugs of a project: with fewer, nothing can be learned. */
const FEWEST_BUGS = 6;
/** Hypotheses that a person looks at. */
const SHOWN = 3;

interface RankedBug {
  bug: FolderBug;
  ranking: Ranking;
}

type Verdict = 'confirmed' | 'rejected';
/** A person's verdict on one of the functions shown. */
type Person = (right: boolean, random: () => number) => Verdict;

const persons: Record<string, Person | undefined> = {
  'no verdicts': undefined,
  'says what is true': (right) => (right ? 'confirmed' : 'rejected'),
  'is wrong one time in five': (right, random) => (right === random() > 0.2 ? 'confirmed' : 'rejected'),
  'says anything': (_, random) => (random() > 0.5 ? 'confirmed' : 'rejected'),
  'says the contrary': (right) => (right ? 'rejected' : 'confirmed'),
};

async function main(): Promise<void> {
  const given = bugsFor('preference');
  if (given.length === 0) return;
  const ranker = shippedRanker();
  const bugs: RankedBug[] = [];
  for (const bug of given) {
    const { evidence, ports } = await evidenceOfBug(bug);
    bugs.push({ bug, ranking: (await ranker.rank(evidence, ports)).ranking });
  }
  const projects = [...new Set(bugs.map(({ bug }) => bug.project))]
    .map((project) => bugs.filter(({ bug }) => bug.project === project))
    .filter((of) => of.length >= FEWEST_BUGS);
  const rows = Object.entries(persons).map(([name, person]) => {
    const ranks: number[] = [];
    for (let order = 1; order <= ORDERS; order += 1) ranks.push(...projects.flatMap((of) => walk(of, person, order)));
    return [name, ...[1, 3, 5].map((k) => Math.round(10 * topK(ranks, k)) / 10)];
  });
  printTable(`Function Top-k in % on the second half of ${projects.flat().length} bugs of ${projects.length} projects, ${ORDERS} orders`, [
    ['a person who', 'Top-1', 'Top-3', 'Top-5'],
    ...rows,
  ]);
}

/** Ranks of the bugs of a project's second half. */
function walk(bugs: readonly RankedBug[], person: Person | undefined, seed: number): number[] {
  const random = seeded(seed);
  const order = bugs.map((each) => ({ each, at: random() })).sort((a, b) => a.at - b.at);
  let preference: Preference = NO_PREFERENCE;
  const ranks: number[] = [];
  for (const [index, { each }] of order.entries()) {
    const ranking = withPreference(each.ranking, preference);
    if (index >= order.length / 2) ranks.push(placesOf(each.bug, suspectsOf(ranking)).function);
    if (!person) continue;
    for (const shown of ranking.functions.slice(0, SHOWN)) {
      const verdict = person(isRight(each.bug, shown), random);
      preference = learnVerdict(preference, shown, verdict);
      if (verdict === 'confirmed') break;
    }
  }
  return ranks;
}

function isRight(bug: FolderBug, { facts: { candidate } }: RankedFunction): boolean {
  return bug.truth.some(
    ({ file, lines }) => file === candidate.file && lines.some((line) => candidate.startLine <= line && line <= candidate.endLine),
  );
}

/** Park & Miller's minimal standard generator; 0..1. */
function seeded(seed: number): () => number {
  let state = seed * 48_271;
  return () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
}

void main();
