// Learns how much what runs show counts in a ranking, from the committed runs of real npm faults, and prints how well the learned weights
// rank packages that they did not learn from, against the ranking without runs and against weights set by hand.
// usage: npm run train:runs
import { createHash } from 'node:crypto';
import { topK, meanReciprocalRank } from '../../bench/support/rankPlaces';
import { printTable } from '../../bench/support/table';
import { groupBy } from '../../src/core/groupBy';
import { fitConditionalLogit, placeOfRight, type Choice } from './conditionalLogit';
import { readRuns, type EncodedCandidate } from './encodedRun';

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
  package: string;
  candidates: readonly EncodedCandidate[];
}

const runs = readRuns();

function failuresOf(kind: Kind): Named[] {
  if (kind === 'line') return runs.flatMap((run) => run.lines.map((candidates) => ({ package: run.package, candidates })));
  return runs.filter(({ about }) => about === kind).map((run) => ({ package: run.package, candidates: run.functions }));
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
  const places = failures.map(() => Infinity);
  for (let part = 0; part < PARTS; part++) {
    const fit = fitConditionalLogit(
      choices.filter((_, at) => partOf(failures[at]!) !== part),
      begin,
      PENALTY,
    );
    failures.forEach((failure, at) => {
      if (partOf(failure) === part) places[at] = placeOfRight(choices[at]!, fit);
    });
  }
  const without = choices.map((choice) => placeOfRight(choice, { weights: names.map(() => 0), exponent: 1 }));
  const row = (name: string, ranks: readonly number[]): (string | number)[] => [
    name,
    ...[1, 3, 5].map((k) => topK(ranks, k).toFixed(1)),
    meanReciprocalRank(ranks).toFixed(3),
  ];
  printTable(`${kind}: ${failures.length} of ${new Set(failures.map((each) => each.package)).size} packages, in %`, [
    ['', 'Top-1', 'Top-3', 'Top-5', 'MRR'],
    row('without runs', without),
    row(
      'with the weights to begin with',
      choices.map((choice) => placeOfRight(choice, { weights: begin, exponent: 1 })),
    ),
    row('with runs, of packages not learned from', places),
  ]);
  const fit = fitConditionalLogit(choices, begin, PENALTY);
  console.log(names.map((name, at) => `${name} ${fit.weights[at]!.toFixed(2)}`).join(', '), `exponent ${fit.exponent.toFixed(2)}`);
}

for (const kind of ['crash', 'assertion', 'line'] as const) learn(kind);
