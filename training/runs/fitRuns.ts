// Learns how much what runs show counts in a ranking, from the committed runs of real faults of npm and of Python's library, of each alone and
// of both, and prints how well the learned weights rank packages and modules that they did not learn from, against the ranking without runs
// and against weights set by hand.
// usage: npm run train:runs
import { createHash } from 'node:crypto';
import { topK, meanReciprocalRank } from '../../bench/support/rankPlaces';
import { printTable } from '../../bench/support/table';
import { groupBy } from '../../src/core/groupBy';
import { fitConditionalLogit, placeOfRight, type Choice, type Fit } from './conditionalLogit';
import { readRuns, RUN_CORPORA, type EncodedCandidate, type RunCorpus } from './encodedRun';

/** Parts for the check: each is ranked with weights that were learned from the others. */
const PARTS = 8;
const PENALTY = 3;

type Kind = 'crash' | 'assertion' | 'line';

/** The features that count, with the weights to begin with: set by hand like those of the product, so that few failures cannot outvote them. */
const BEGIN: Record<Kind, Record<string, number>> = {
  crash: { notRun: -5, unmeasured: -1.6 },
  assertion: { notRun: -5, unmeasured: -1.6, passShare: -1.5, alone: 0, linesAlone: 0, made: 2, madeLast: 2, piece: 3 },
  line: { notRun: -1.2, passShare: -0.7, alone: 0 },
};

interface Named {
  corpus: RunCorpus;
  package: string;
  candidates: readonly EncodedCandidate[];
}

const runs = RUN_CORPORA.flatMap((corpus) => readRuns(corpus).map((run) => ({ ...run, corpus })));

function failuresOf(kind: Kind): Named[] {
  return runs.flatMap(({ corpus, package: name, about, functions, lines }) =>
    (kind === 'line' ? lines : about === kind ? [functions] : []).map((candidates) => ({ corpus, package: name, candidates })),
  );
}

/** @param count of the package's failures: many of one package tell less than as many of several */
function choiceOf({ candidates }: Named, names: readonly string[], count: number): Choice {
  return {
    weight: count ** -0.5,
    features: candidates.map(({ features }) => names.map((name) => features[name] ?? 0)),
    offset: candidates.map(({ chance }) => chance),
    right: candidates.map(({ right }) => right === true),
  };
}

function partOf({ package: name }: Named): number {
  return parseInt(createHash('sha1').update(`runs ${name}`).digest('hex').slice(0, 6), 16) % PARTS;
}

function learn(kind: Kind): void {
  const names = Object.keys(BEGIN[kind]);
  const begin = Object.values(BEGIN[kind]);
  const failures = failuresOf(kind);
  const byPackage = groupBy(failures, (failure) => failure.package);
  const choices = failures.map((failure) => choiceOf(failure, names, byPackage.get(failure.package)?.length ?? 1));
  const of = (is: (failure: Named) => boolean): Choice[] => choices.filter((_, at) => is(failures[at]!));
  /** For each part, weights learned from these corpora without it: never from a package that they rank. */
  const fits = LEARNED.map((learned) =>
    Array.from({ length: PARTS }, (_, part) =>
      fitConditionalLogit(
        of((failure) => learned.includes(failure.corpus) && partOf(failure) !== part),
        begin,
        PENALTY,
      ),
    ),
  );
  const places = (judged: RunCorpus, parts: readonly Fit[]): number[] =>
    parts.flatMap((fit, part) =>
      of((failure) => failure.corpus === judged && partOf(failure) === part).map((choice) => placeOfRight(choice, fit)),
    );
  const row = (name: string, ranks: readonly number[]): (string | number)[] => [
    name,
    ...[1, 3, 5].map((k) => topK(ranks, k).toFixed(1)),
    meanReciprocalRank(ranks).toFixed(3),
  ];
  for (const judged of RUN_CORPORA) {
    const own = failures.filter(({ corpus }) => corpus === judged);
    if (!own.length) continue;
    const all = of(({ corpus }) => corpus === judged);
    const fixed = (weights: readonly number[]): number[] =>
      all.map((choice) => placeOfRight(choice, { weights: [...weights], exponent: 1 }));
    printTable(`${kind}, ${judged}: ${own.length} of ${new Set(own.map((each) => each.package)).size} packages, in %`, [
      ['', 'Top-1', 'Top-3', 'Top-5', 'MRR'],
      row('without runs', fixed(names.map(() => 0))),
      row('weights set by hand', fixed(begin)),
      ...LEARNED.map((learned, at) => row(`learned from ${learned.join(' and ')}`, places(judged, fits[at] ?? []))),
    ]);
  }
  const fit = fitConditionalLogit(choices, begin, PENALTY);
  console.log(names.map((name, at) => `${name} ${fit.weights[at]!.toFixed(2)}`).join(', '), `exponent ${fit.exponent.toFixed(2)}`);
}

/** What weights are learned from. */
const LEARNED: readonly (readonly RunCorpus[])[] = [...RUN_CORPORA.map((corpus) => [corpus]), RUN_CORPORA];

for (const kind of ['crash', 'assertion', 'line'] as const) learn(kind);
