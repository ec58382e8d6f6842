// What looking into a failing run costs and finds, on the real bugs of npm packages: time as a ratio to the plain run, values at the
// throw, what ran, and the first divergence of the value that the error is about. Writes what ran to OUT/<id>.json for bench:suspects.
// usage: npm run bench:instruments -- [--out FOLDER] [--split tune|test] [--most N]
import { cpSync, existsSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { tmpdir } from 'node:os';
import { parseArgs } from 'node:util';
import { valueAtFault } from '../src/core/experiments/valueAtFault';
import { openSyntax } from '../src/core/syntax/openSyntax';
import { coverageExperiment } from '../src/node/experiments/coverageExperiment';
import { ObservedCommand, type ObserveOptions } from '../src/node/experiments/observedCommand';
import { traceExperiment } from '../src/node/experiments/traceExperiment';
import { valuesExperiment } from '../src/node/experiments/valuesExperiment';
import { builtInstruments } from '../test/support/builtInstruments';
import { installKey, majorOf } from '../realBugs/npm/bugList';
import { MOCHA } from '../realBugs/npm/mochaProgram';
import { PackageStore } from '../realBugs/npm/packageStore';
import { packagedGrammars } from '../realBugs/packagedGrammars';
import { readJudgedBugs, type JudgedBug } from '../realBugs/judgedBugs';
import { bugsFor, type FolderBug } from '../realBugs/bugFolder';
import { recordCoverage } from './support/recordedCoverage';
import { percentile, printTable } from './support/table';

const store = new PackageStore();
const syntax = openSyntax(packagedGrammars);

interface Outcome {
  bug: FolderBug;
  reproduced: boolean;
  plainMs: number;
  ratios: { values?: number; coverage?: number; trace?: number };
  /** Values at the throw: of any frame, and of the innermost one that the trace names. */
  values: boolean;
  topFrame: boolean;
  /** A frame of the function at fault has values; absent where it is not on the stack. */
  trueFrame?: boolean;
  hops: number;
  divergence?: 'line' | 'function' | 'elsewhere';
  coverage: boolean;
  neighbours: number;
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { out: { type: 'string' }, split: { type: 'string' }, most: { type: 'string' }, only: { type: 'string' } },
  });
  const judged = readJudgedBugs();
  const bugs = bugsFor('instruments').filter(
    (bug) => (!values.split || bug.split === values.split) && (!values.only || bug.id.includes(values.only)),
  );
  const outcomes: Outcome[] = [];
  for (const bug of bugs.slice(0, Number(values.most ?? Infinity))) {
    const known = judged.bugs.find(({ id }) => id.replace(/[^\w.-]+/g, '_') === bug.id);
    const outcome =
      known && (await look(bug, known, judged.installs, values.out).catch((error: unknown) => console.log(bug.id, String(error))));
    if (outcome) outcomes.push(outcome);
    if (outcome) console.log(`${bug.id} ${bug.kind}: ${JSON.stringify({ ...outcome, bug: undefined })}`);
  }
  report(outcomes);
}

async function look(bug: FolderBug, judged: JudgedBug, installs: Record<string, Record<string, string>>, out?: string): Promise<Outcome> {
  const home = realpathSync(mkdtempSync(join(tmpdir(), 'bench-instruments-')));
  try {
    const root = join(home, 'ws');
    cpSync(bug.workspace, root, { recursive: true });
    symlinkSync(join(placeOf(judged, installs), 'node_modules'), join(home, 'node_modules'));
    const options: ObserveOptions = { ...commandOf(judged), cwd: root, root, assets: await builtInstruments(), timeoutMs: 60_000 };
    return await measure(bug, options, out);
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}

async function measure(bug: FolderBug, options: ObserveOptions, out?: string): Promise<Outcome> {
  const observed = await ObservedCommand.open(options);
  const reproduced = observed.baseline.outcome === 'fails';
  const outcome: Outcome = {
    bug,
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

  const { verdict } = await valuesExperiment(options, syntax);
  const frames = observed.failureReport.errors
    .flatMap((error) => error.frames)
    .flatMap((frame) => {
      const file = observed.place(frame);
      const relative = file === undefined ? undefined : observed.relative(file);
      return relative === undefined ? [] : [{ file: relative, frame }];
    });
  const [top] = frames;
  outcome.values = verdict.frames.some(({ values }) => values.length > 0);
  outcome.topFrame = top !== undefined && verdict.frames.some(({ file, line }) => file === top.file && line === top.frame.line);
  if (frames.some(({ file, frame }) => inTruth(file, frame.line)))
    outcome.trueFrame = verdict.frames.some(({ file, line, values }) => inTruth(file, line) && values.length > 0);

  const measured = await coverageExperiment(options);
  outcome.coverage = measured.verdict.coverage !== undefined;
  outcome.neighbours = measured.verdict.coverage?.passing.length ?? 0;
  if (out && measured.verdict.coverage) recordCoverage(out, bug, measured.verdict.coverage);

  const source =
    top && existsSync(join(bug.workspace, top.file))
      ? await syntax.parse(top.file, readFileSync(join(bug.workspace, top.file), 'utf8'))
      : undefined;
  const expression = source && valueAtFault(observed.failureReport, top!.frame, source);
  if (expression) {
    const trace = await traceExperiment(options, { file: top!.file, line: top!.frame.line, expression }, syntax);
    const { hops, divergence } = trace.verdict;
    outcome.hops = hops.length;
    const first = divergence === undefined ? undefined : hops[divergence];
    if (first) {
      const atLine = bug.truth.some((each) => each.file === first.file && each.lines.includes(first.line));
      outcome.divergence = atLine ? 'line' : inTruth(first.file, first.line) ? 'function' : 'elsewhere';
    }
  }
  outcome.ratios = await ratios(options);
  return outcome;
}

/** One run with each instrument against one without, the faster of two each. */
async function ratios(options: ObserveOptions): Promise<Outcome['ratios']> {
  const { runRecipe } = await import('../src/node/experiments/runRecipe');
  const { observeInstrument } = await import('../src/node/experiments/observeInstrument');
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

/** Where the packages that a bug's test needs are installed. */
function placeOf(bug: JudgedBug, installs: Record<string, Record<string, string>>): string {
  const ofLine = installKey({ ...bug, script: undefined });
  const key = [installKey(bug), ofLine].find((each) => each in installs) ?? ofLine;
  return join(store.home(bug.package), `judge-${key === ofLine ? majorOf(bug.to) : bug.from}`);
}

/** Without the choice of one test, so that its neighbours are known. */
function commandOf({ command, target }: JudgedBug): { command: string[]; test?: string } {
  const [program, ...args] = command;
  if (program !== 'mocha') return { command: [...command] };
  const at = args.indexOf('--grep');
  const rest = at < 0 ? args : [...args.slice(0, at), ...args.slice(at + 2)];
  return { command: ['node', join(dirname(MOCHA.path), 'mocha.js'), ...rest], ...(target.kind === 'mocha' && { test: target.title }) };
}

function report(outcomes: readonly Outcome[]): void {
  const share = (of: readonly Outcome[], is: (each: Outcome) => boolean): string => `${of.filter(is).length} of ${of.length}`;
  const rows = (['crash', 'assertion'] as const).map((kind) => {
    const of = outcomes.filter(({ bug }) => bug.kind === kind);
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
