// Cost and findings of the instruments in a failing run, on the real bugs of npm packages, or with --language python on those of Python's
// own modules: time as a ratio to the plain run, values at the throw, coverage, and the first divergence of the value that the error is
// about. Writes coverage and values to OUT/<id>.json and OUT/<id>.values.json for bench:suspects.
// The step effects adds to OUT/<id>.json what small changes do in the functions that are the likeliest with that coverage.
// The step makers, by itself, tells how often the function that made the asserted value is the faulty one, in both languages.
// The step overhead, by itself, times every instrument on the bugs of both languages: each run directly after a plain one, three times.
// The step programs, by itself, follows the values of 40 small programs whose origin is known.
// Ends after --seconds and continues at the next call.
// usage: npm run bench:instruments -- [--out FOLDER] [--split tune|test] [--only PART_OF_ID] [--steps values,coverage,effects,trace,time|overhead|makers|programs]
//        [--language javascript|python] [--every N] [--seconds N] [--results FILE]
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { captureFailure } from '../src/core/capture/captureFailure';
import { valueAtFault } from '../src/core/experiments/valueAtFault';
import { openSyntax, openTrees } from '../src/core/syntax/openSyntax';
import { withCoverage } from '../src/core/experiments/withCoverage';
import { suspectsOf } from '../src/core/suspects/ranking';
import { evidenceOfBug } from '../realBugs/evidenceOfBug';
import { coverageExperiment } from '../src/node/experiments/coverageExperiment';
import { effectsExperiment } from '../src/node/experiments/effectsExperiment';
import { ObservedCommand, type ObserveOptions } from '../src/node/experiments/observedCommand';
import { observeInstrument } from '../src/node/experiments/observeInstrument';
import { runRecipe } from '../src/node/experiments/runRecipe';
import { traceExperiment } from '../src/node/experiments/traceExperiment';
import { valuesExperiment } from '../src/node/experiments/valuesExperiment';
import { builtInstruments } from '../test/support/builtInstruments';
import { packagedGrammars } from '../realBugs/packagedGrammars';
import { bugsFor, LIBRARY, type FolderBug } from '../realBugs/bugFolder';
import type { RunnableBug } from '../realBugs/runnableBug';
import { findMaker, reportMakers, type Maker } from './instruments/makers';
import { followPrograms } from './instruments/followedPrograms';
import { measureOverhead, reportOverhead, type Overhead } from './instruments/overhead';
import { benchBugs, resultsPath, withBug, type Choice, type ListedBug } from './support/benchBugs';
import { lookAtBugs, resultKey } from './support/lookAtBugs';
import { recordCoverage, recordedCoverage } from './support/recordedCoverage';
import { recordValues } from './support/recordedValues';
import { shippedRanker } from './support/shippedModel';
import { ResultsFile } from './support/resultsFile';
import { percentile, printTable } from './support/table';

const syntax = openSyntax(packagedGrammars);
const parse = openTrees(packagedGrammars);
const ranker = shippedRanker();

interface Outcome {
  kind: FolderBug['kind'];
  reproduced: boolean;
  plainMs: number;
  ratios: { values?: number; coverage?: number; trace?: number };
  /** Values at the throw: of any frame, and of the innermost one that the trace names. */
  values: boolean;
  topFrame: boolean;
  /** A frame of the faulty function has values; absent if it is not on the stack. */
  trueFrame?: boolean;
  hops: number;
  divergence?: 'line' | 'function' | 'elsewhere';
  coverage: boolean;
  neighbours: number;
  /** What trying small changes took. */
  secondsOfEffects?: number;
}

async function main(): Promise<void> {
  const { values: options } = parseArgs({
    options: {
      out: { type: 'string' },
      split: { type: 'string' },
      only: { type: 'string' },
      steps: { type: 'string', default: 'values,coverage,trace,time' },
      language: { type: 'string' },
      every: { type: 'string', default: '1' },
      seconds: { type: 'string', default: 'Infinity' },
      results: { type: 'string', default: resultsPath('instruments') },
    },
  });
  if (options.steps === 'overhead') return timeInstruments({ ...options, every: Number(options.every), seconds: Number(options.seconds) });
  if (options.steps === 'programs') return followPrograms(options.only);
  if (options.steps === 'makers') return lookForMakers({ ...options, every: Number(options.every), seconds: Number(options.seconds) });
  const results = new ResultsFile<Outcome | { problem: string }>(options.results);
  const language = options.language ?? 'javascript';
  const folders = new Map(bugsFor('instruments', language === 'python' ? LIBRARY : undefined).map((bug) => [bug.id, bug]));
  const end = performance.now() + 1000 * Number(options.seconds);
  const outcomes: Outcome[] = [];
  let left = 0;
  for (const listed of benchBugs({ ...options, language })) {
    const bug = folders.get(listed.id.replace(/[^\w.-]+/g, '_'));
    const key = `${listed.id} ${options.steps}`;
    if (!bug) continue;
    if (!results.has(key) && performance.now() > end) left += 1;
    if (!results.has(key) && performance.now() <= end) {
      process.stderr.write(`${listed.id}\n`);
      const problem = (error: unknown): { problem: string } => ({ problem: String(error) });
      results.add(key, await withBug(listed, (laidOut) => look(bug, laidOut, options.steps.split(','), options.out)).catch(problem));
    }
    const outcome = results.get(key);
    if (outcome && 'problem' in outcome) console.log(`${listed.id}: ${outcome.problem}`);
    else if (outcome) outcomes.push(outcome);
  }
  report(outcomes);
  console.log(left ? `\n${left} bugs are left for further calls` : '\nDONE');
}

interface BothLanguages extends Choice {
  /** Takes one bug of so many, of each language. */
  every: number;
  seconds: number;
  results: string;
}

function bugsOfBoth(options: BothLanguages): ListedBug[] {
  return ['javascript', 'python']
    .filter((language) => !options.language || language === options.language)
    .flatMap((language) => benchBugs({ ...options, language }).filter((_, at) => at % options.every === 0));
}

async function lookForMakers(options: BothLanguages): Promise<void> {
  const results = new ResultsFile<Maker | { problem: string }>(options.results);
  const bugs = bugsOfBoth(options);
  const left = await lookAtBugs<Maker>(bugs, { ...options, results, steps: ['makers'] }, findMaker);
  const found = bugs.flatMap((bug) => results.get(resultKey(bug, 'makers')) ?? []);
  for (const each of found) if ('problem' in each) console.log(each.problem.slice(0, 300));
  reportMakers(found.flatMap((each) => ('problem' in each ? [] : each)));
  console.log(left ? `\n${left} bugs are left for further calls` : '\nDONE');
}

async function timeInstruments(options: BothLanguages): Promise<void> {
  const results = new ResultsFile<Overhead | { problem: string }>(options.results);
  const bugs = bugsOfBoth(options);
  const left = await lookAtBugs<Overhead>(bugs, { ...options, results, steps: ['overhead'] }, (bug) => withBug(bug, measureOverhead));
  const measured: { bug: ListedBug; overhead: Overhead }[] = [];
  for (const bug of bugs) {
    const overhead = results.get(resultKey(bug, 'overhead'));
    if (overhead && 'problem' in overhead) console.log(`${bug.id}: ${overhead.problem.slice(0, 300)}`);
    else if (overhead) measured.push({ bug, overhead });
  }
  reportOverhead(measured);
  console.log(left ? `\n${left} bugs are left for further calls` : '\nDONE');
}

async function look(
  bug: FolderBug,
  { folder, command, wide, test }: RunnableBug,
  steps: readonly string[],
  out?: string,
): Promise<Outcome> {
  // As in the panel, which knows the test from the failure.
  const named = test ?? (await captureFailure(bug.trace, { roots: [bug.workspace] })).errors[0]?.test;
  const options: ObserveOptions = {
    command: wide,
    ...(named !== undefined && { test: named }),
    cwd: folder,
    root: folder,
    assets: await builtInstruments(),
    timeoutMs: 60_000,
  };
  const observed = await ObservedCommand.open(options);
  const reproduced = observed.baseline.outcome === 'fails';
  const outcome: Outcome = {
    kind: bug.kind,
    reproduced,
    plainMs: observed.first?.wallMs ?? 0,
    ratios: {},
    values: false,
    topFrame: false,
    hops: 0,
    coverage: false,
    neighbours: 0,
  };
  await observed.close();
  if (!reproduced) return outcome;
  const inTruth = (file: string, line: number): boolean =>
    bug.truth.some((each) => each.file === file && each.range[0] <= line && line <= each.range[1]);

  const frames = observed.failureReport.errors
    .flatMap((error) => error.frames)
    .flatMap((frame) => {
      const file = observed.place(frame);
      const relative = file === undefined ? undefined : observed.relative(file);
      return relative === undefined ? [] : [{ file: relative, frame }];
    });
  const [top] = frames;
  if (steps.includes('values')) await lookAtValues();
  if (steps.includes('coverage')) await lookAtCoverage();
  if (steps.includes('effects') && out) await tryChanges(out);
  if (steps.includes('trace')) await followValue();
  if (steps.includes('time')) outcome.ratios = await ratios(options);
  return outcome;

  async function lookAtValues(): Promise<void> {
    const { verdict } = await valuesExperiment(options, syntax);
    if (out) recordValues(out, bug, verdict.frames);
    outcome.values = verdict.frames.some(({ values }) => values.length > 0);
    outcome.topFrame = top !== undefined && verdict.frames.some(({ file, line }) => file === top.file && line === top.frame.line);
    if (frames.some(({ file, frame }) => inTruth(file, frame.line)))
      outcome.trueFrame = verdict.frames.some(({ file, line, values }) => inTruth(file, line) && values.length > 0);
  }

  async function lookAtCoverage(): Promise<void> {
    const measured = await coverageExperiment(options, parse);
    outcome.coverage = measured.verdict.coverage !== undefined;
    outcome.neighbours = measured.verdict.coverage?.passing.length ?? 0;
    if (out && measured.verdict.coverage) recordCoverage(out, bug, measured.verdict.coverage);
  }

  /** Adds to the recorded coverage what small changes do in the functions that are the likeliest with it, as the product does. */
  async function tryChanges(folder: string): Promise<void> {
    const coverage = recordedCoverage(folder, bug);
    if (!coverage) return;
    const { evidence, ports } = await evidenceOfBug(bug);
    const suspects = suspectsOf(withCoverage((await ranker.rank(evidence, ports)).ranking, { ...coverage, effects: undefined }));
    // Like a test, the script that shows the failure stays as it is.
    const { verdict, seconds } = await effectsExperiment(
      options,
      suspects.filter(({ file }) => !command.includes(file)),
      coverage.failing,
      parse,
    );
    outcome.secondsOfEffects = seconds;
    recordCoverage(folder, bug, { ...coverage, effects: verdict.effects });
  }

  async function followValue(): Promise<void> {
    const source =
      top && existsSync(join(bug.workspace, top.file))
        ? await syntax.parse(top.file, readFileSync(join(bug.workspace, top.file), 'utf8'))
        : undefined;
    const expression = source && valueAtFault(observed.failureReport, top!.frame, source);
    if (expression) {
      const trace = await traceExperiment(options, { file: top!.file, line: top!.frame.line, expression }, syntax, parse);
      const { hops, divergence } = trace.verdict;
      outcome.hops = hops.length;
      const first = divergence === undefined ? undefined : hops[divergence];
      if (first) {
        const atLine = bug.truth.some((each) => each.file === first.file && each.lines.includes(first.line));
        outcome.divergence = atLine ? 'line' : inTruth(first.file, first.line) ? 'function' : 'elsewhere';
      }
    }
  }
}

/** One run with each instrument against one without; the faster of two runs counts. */
async function ratios(options: ObserveOptions): Promise<Outcome['ratios']> {
  const recipe = { command: options.command, cwd: options.cwd };
  const roots = [options.root];
  const time = async (instrument?: ReturnType<typeof observeInstrument>): Promise<number> => {
    const times: number[] = [];
    for (let at = 0; at < 2; at++)
      times.push((await runRecipe(recipe, { roots, ...(instrument && { instruments: [instrument] }) })).wallMs);
    return Math.min(...times);
  };
  const plain = await time();
  const throws = [{ type: 'NoneOfThese', message: 'a message that no program throws', places: [] }];
  return {
    values: (await time(observeInstrument({ roots, throws, points: [] }, options.assets))) / plain,
    coverage: (await time(observeInstrument({ roots, throws: [], points: [], coverage: true }, options.assets))) / plain,
  };
}

function report(outcomes: readonly Outcome[]): void {
  const share = (of: readonly Outcome[], is: (each: Outcome) => boolean): string => `${of.filter(is).length} of ${of.length}`;
  const rows = (['crash', 'assertion'] as const).map((kind) => {
    const of = outcomes.filter((each) => each.kind === kind);
    const run = of.filter(({ reproduced }) => reproduced);
    const traced = run.filter(({ hops }) => hops > 0);
    return [
      kind,
      share(of, ({ reproduced }) => reproduced),
      share(run, ({ values }) => values),
      share(run, ({ topFrame }) => topFrame),
      share(
        run.filter(({ trueFrame }) => trueFrame !== undefined),
        ({ trueFrame }) => trueFrame === true,
      ),
      share(run, ({ coverage }) => coverage),
      share(traced, ({ divergence }) => divergence !== undefined),
      share(traced, ({ divergence }) => divergence === 'line'),
      share(traced, ({ divergence }) => divergence === 'line' || divergence === 'function'),
    ];
  });
  printTable(`Looking into the failing runs of ${outcomes.length} bugs`, [
    [
      '',
      'reproduced',
      'values',
      'of the top frame',
      'of the function at fault, where on the stack',
      'what ran',
      'divergence',
      'at the true line',
      'in the true function',
    ],
    ...rows,
  ]);
  const times = (name: 'values' | 'coverage'): number[] => outcomes.flatMap(({ ratios: { [name]: ratio } }) => ratio ?? []);
  printTable('Time of one run with the instrument, as a ratio to the plain run', [
    ['', 'p50', 'p95'],
    ...(['values', 'coverage'] as const).map((name) => [
      name,
      percentile(times(name), 0.5).toFixed(2),
      percentile(times(name), 0.95).toFixed(2),
    ]),
  ]);
}

void main();
