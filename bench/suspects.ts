// How well lines and functions are ranked on real bugs: the baselines, the prior, the mini-model, by language, crashes and assertion
// failures apart, the hard half (the fix is not in the top frame's function) separately; the model with parts removed; calibration; time.
// usage: npm run bench -- suspects, on the bugs of npm packages or on those of the folders in DEBUG_CONTEXT_BUGS (separated by ":", `npm` for the first).
// Further models to compare (say, one without pre-training: `npm run train -- RUN_DIR --only cold`, `npm run train:export -- RUN_DIR --phase cold --out FOLDER/model`)
// as NAME=FOLDER in DEBUG_CONTEXT_MODELS, separated by ":"; --write-card puts the figures into the card.
// --shipped leaves the ablations out.
// --coverage FOLDER, as bench:instruments --out writes it, adds the same rankings with what runs showed (the lines of the failing test and
// of passing ones, the functions that made the asserted value, what small changes did if the step effects was taken; the values at the
// throw, if that step was taken), and judges only the bugs that could be run.
import { readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { withRanFunctions } from '../src/core/experiments/ranFunctions';
import { withCoverage } from '../src/core/experiments/withCoverage';
import { candidateFacts } from '../src/core/suspects/candidateFacts';
import { priorRanking, suspectsOf, type Ranking } from '../src/core/suspects/ranking';
import { LocalRanker } from '../src/model/localRanker';
import { loadMiniModel } from '../src/node/loadMiniModel';
import { baselines } from './support/baselines';
import { bugsFor, type FolderBug } from '../realBugs/bugFolder';
import { calibration } from './support/calibration';
import { mcNemar, meanReciprocalRank, placesOf, topK, type Places } from './support/rankPlaces';
import { evidenceOfBug } from '../realBugs/evidenceOfBug';
import { percentile, printTable } from './support/table';
import { ablations } from './support/ablations';
import { recordedCoverage } from './support/recordedCoverage';
import { recordedValues } from './support/recordedValues';
import { builtAssets, shippedRanker } from './support/shippedModel';

const MODEL = 'prior + model';
/** What the product does in a language that the model does not know: the prior with the origins of wrong values. */
const WITHOUT_MODEL = 'as shipped: prior + origins';

const MODEL_LANGUAGES: ReadonlySet<string> = new Set(['javascript', 'typescript', 'python', 'java']);
/** The lines that ran in the failing test and in passing ones, and which functions made the asserted value. */
const RAN = 'what ran';
const SEEN = 'values at the throw';
/** What ran, and a short ranking filled up with functions that only the run shows: those that an agent is sent to. */
const FILLED = 'what ran, filled up';
/** What ran, and what small changes did. */
const TRIED = 'what ran + small changes';

interface Outcome {
  bug: FolderBug;
  places: Record<string, Places>;
  hard: boolean;
  /** Whether one of the first five functions overlaps the fix: by what ran, and filled up; as bench:agents judges what is named. */
  named?: { ran: boolean; filled: boolean };
  /** Shown chance of the first function, and whether it was right; absent if the model did not rank. */
  shown?: { share: number; right: boolean };
  modelMs: number;
}

async function main(): Promise<void> {
  const at = process.argv.indexOf('--coverage');
  const coverage = at < 0 ? undefined : process.argv[at + 1];
  const given = bugsFor('suspects').filter((bug) => coverage === undefined || recordedCoverage(coverage, bug) !== undefined);
  if (given.length === 0) return;
  const compared = (process.env.DEBUG_CONTEXT_MODELS ?? '').split(delimiter).filter(Boolean);
  const rankers = [
    { name: MODEL, ranker: shippedRanker() },
    ...(process.argv.includes('--shipped') ? [] : ablations(builtAssets())),
    ...compared.map((each) => {
      const [name = '', assets = ''] = each.split('=');
      return { name, ranker: new LocalRanker(() => loadMiniModel(assets)) };
    }),
  ];
  const outcomes: Outcome[] = [];
  for (const bug of given) outcomes.push(await judge(bug, rankers, coverage));

  const figures: Record<string, unknown> = {};
  const group = ({ bug }: Outcome): string => [bug.language, bug.kind, bug.split, trainedOn(bug)].filter(Boolean).join(' ');
  for (const name of [...new Set(outcomes.map(group))].sort()) {
    const of = outcomes.filter((outcome) => group(outcome) === name);
    figures[name] = print(name, of);
    const hard = of.filter((each) => each.hard && each.bug.kind === 'crash');
    if (hard.length > 0) figures[`${name} hard`] = print(`${name}: the fix is not in the top frame's function`, hard);
  }
  const named = outcomes.flatMap((outcome) => outcome.named ?? []);
  const count = (of: readonly boolean[]): string => `${of.filter(Boolean).length} of ${of.length}`;
  if (named.length > 0)
    console.log(
      `\nOne of the first five functions overlaps the fix: ${count(named.map(({ ran }) => ran))} by ${RAN}; ${count(named.map(({ filled }) => filled))} by ${FILLED}`,
    );
  const shown = outcomes.flatMap((outcome) => outcome.shown ?? []);
  const { bins, error } = calibration(shown);
  printTable(
    `Shown confidence of the first function against how often it is right, ${shown.length} bugs; expected calibration error ${error.toFixed(3)}`,
    [
      ['shown', 'bugs', 'mean shown %', 'right %'],
      ...bins.map(({ from, to, count, mean, right }) => [`${from}–${to} %`, count, round(100 * mean), round(100 * right)]),
    ],
  );
  const times = outcomes.map(({ modelMs }) => modelMs);
  console.log(
    `\nRanking with the model, facts to suspects: p50 ${Math.round(percentile(times, 0.5))} ms, p95 ${Math.round(percentile(times, 0.95))} ms`,
  );
  if (process.argv.includes('--write-card')) {
    const file = join('media', 'model', 'card.json');
    const card = JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;
    writeFileSync(file, `${JSON.stringify({ ...card, figures: { ...figures, calibrationError: Number(error.toFixed(3)) } }, null, 2)}\n`);
  }
}

async function judge(bug: FolderBug, rankers: { name: string; ranker: LocalRanker }[], folder?: string): Promise<Outcome> {
  const { evidence, ports } = await evidenceOfBug(bug);
  const facts = await candidateFacts(evidence, ports);
  const coverage = folder === undefined ? undefined : recordedCoverage(folder, bug);
  const prior = priorRanking(evidence, facts);
  const ways = {
    ...baselines(evidence, facts),
    prior: suspectsOf(prior),
    ...(coverage && { [`prior + ${RAN}`]: suspectsOf(withCoverage(prior, { ...coverage, effects: undefined })) }),
  };
  const places: Record<string, Places> = Object.fromEntries(Object.entries(ways).map(([name, named]) => [name, placesOf(bug, named)]));
  const outcome: Outcome = { bug, places, hard: places['stack order']?.function !== 1, modelMs: 0 };
  for (const { name, ranker } of rankers) {
    await ranker.model();
    const began = performance.now();
    const { ranking, read } = await ranker.rank(evidence, ports);
    const ms = performance.now() - began;
    const suspects = suspectsOf(ranking);
    if (!MODEL_LANGUAGES.has(bug.language)) {
      places[WITHOUT_MODEL] = placesOf(bug, suspects);
      return outcome;
    }
    places[name] = placesOf(bug, suspects);
    if (name !== MODEL) continue;
    const seen = folder === undefined ? [] : recordedValues(folder, bug);
    if (seen.length > 0) {
      const showing = await evidenceOfBug(bug, seen);
      places[`${name} + ${SEEN}`] = placesOf(bug, suspectsOf((await ranker.rank(showing.evidence, showing.ports)).ranking));
    } else if (folder !== undefined) places[`${name} + ${SEEN}`] = places[name];
    if (coverage) {
      const without = { ...coverage, effects: undefined };
      places[`${name} + lines that ran`] = placesOf(bug, suspectsOf(withCoverage(ranking, { ...without, returned: undefined })));
      places[`${name} + ${RAN}`] = placesOf(bug, suspectsOf(withCoverage(ranking, without)));
      const filled = await withRanFunctions(withCoverage(ranking, without), without, ports);
      places[`${name} + ${FILLED}`] = placesOf(bug, suspectsOf(filled));
      outcome.named = { ran: namesTruth(bug, withCoverage(ranking, without)), filled: namesTruth(bug, filled) };
      places[`${name} + ${TRIED}`] = placesOf(bug, suspectsOf(withCoverage(ranking, coverage)));
    }
    outcome.modelMs = ms;
    const share = ranking.functions[0]?.share;
    if (read && share !== undefined) outcome.shown = { share, right: places[name].function === 1 };
  }
  return outcome;
}

function namesTruth({ truth }: FolderBug, { functions }: Ranking): boolean {
  const named = functions.slice(0, 5).map(({ facts, lines: [best] }) => {
    const { file, function: name, startLine, endLine } = facts.candidate;
    return name === undefined && best ? { file, startLine: best.line, endLine: best.line } : { file, startLine, endLine };
  });
  return truth.some(({ file, range: [first, last] }) =>
    named.some((each) => each.file === file && each.startLine <= last && first <= each.endLine),
  );
}

/** Prints a table of one group and returns its figures. */
function print(title: string, outcomes: readonly Outcome[]): Record<string, unknown> {
  const names = Object.keys(outcomes[0]?.places ?? {});
  const ranks = (name: string, what: keyof Places): number[] => outcomes.map(({ places }) => places[name]?.[what] ?? Infinity);
  const rows = names.map((name) => {
    const functions = ranks(name, 'function');
    const lines = ranks(name, 'line');
    return [
      name,
      ...[1, 3, 5].map((k) => round(topK(functions, k))),
      meanReciprocalRank(functions).toFixed(3),
      ...[1, 3, 5].map((k) => round(topK(lines, k))),
      meanReciprocalRank(lines).toFixed(3),
    ];
  });
  for (const other of ['gpt35', 'gpt4']) {
    const known = outcomes.filter(({ bug }) => bug.others && other in bug.others);
    if (known.length === 0) continue;
    const theirs = known.map(({ bug }) => bug.others?.[other] ?? Infinity);
    rows.push([
      `AutoFL ${other} (n ${known.length})`,
      ...[1, 3, 5].map((k) => round(topK(theirs, k))),
      meanReciprocalRank(theirs).toFixed(3),
      '–',
      '–',
      '–',
      '–',
    ]);
  }
  printTable(`${title}, n ${outcomes.length}, in %`, [
    ['', 'function Top-1', 'Top-3', 'Top-5', 'MRR', 'line Top-1', 'Top-3', 'Top-5', 'MRR'],
    ...rows,
  ]);
  const first = (name: string): boolean[] => ranks(name, 'function').map((rank) => rank === 1);
  const shipped = names.includes(MODEL) ? MODEL : WITHOUT_MODEL;
  const best = names.includes(`${MODEL} + ${TRIED}`) ? `${MODEL} + ${TRIED}` : shipped;
  for (const name of names.filter((each) => each !== best && each !== 'recent diff')) {
    const { onlyFirst, onlySecond, p } = mcNemar(first(best), first(name));
    console.log(`  ${best} against ${name}, function Top-1: only it ${onlyFirst}, only the other ${onlySecond}, p ${p.toFixed(3)}`);
  }
  const functions = ranks(shipped, 'function');
  const lines = ranks(shipped, 'line');
  return {
    n: outcomes.length,
    functionTop: [1, 3, 5].map((k) => round(topK(functions, k))),
    lineTop: [1, 3, 5].map((k) => round(topK(lines, k))),
    baselineFunctionTop1: Math.max(...['stack order', 'throw-swap'].map((name) => round(topK(ranks(name, 'function'), 1)))),
    priorFunctionTop: [1, 3, 5].map((k) => round(topK(ranks('prior', 'function'), k))),
  };
}

/** The mini-model must not be judged by what it learned from. */
function trainedOn({ trained }: FolderBug): string | undefined {
  return trained === undefined ? undefined : trained ? '(function trained on)' : '(function not trained on)';
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

void main();
