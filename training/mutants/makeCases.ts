import { createHash } from 'node:crypto';
import { readFile, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { LineRange } from '../../src/core/context/failureEvidence';
import { isTestFile } from '../../src/core/context/testCode';
import type { FunctionNode } from '../../src/core/syntax/syntax';
import type { FailureCase } from '../failureCase';
import { recordCase } from '../recordCase';
import { classifyFailure, type FailureFacts } from './classifyFailure';
import { listMutations, parses, type PossibleMutation } from './listMutations';
import { applyMutation, combine, type Mutant, type Mutation } from './mutation';
import { pick, pickWeighted, sample } from './random';
import type { FailedTest, TestBed } from './testBed';

/** Share of mutants with two mistakes close to each other, as in many human fixes. */
const DOUBLE = 0.2;
const NEAR = 8;
const MOST_OF_A_FUNCTION = 6;
const CASES_OF_A_MUTANT = 2;
/** Maximum share of crashes with the fix in the throwing function: the others are more valuable. */
const MOST_IN_THROWER = 0.55;
/** Maximum share of crashes with the fault on the first frame's line: these are easy, and one in four among real bugs. */
const MOST_ON_LINE = 0.25;
/** Maximum share of assertion failures: these are easy to get. */
const MOST_ASSERTIONS = 0.62;
const LONGEST_TEXT = 60_000;
const LARGEST_FILE = 400_000;

/** How near to the mistake a failure arises. */
type Nearness = 'line' | 'function' | 'elsewhere';

/** The cases kept so far, by the categories of the quotas. */
export class Tally {
  assertions = 0;
  readonly crashes: Record<Nearness, number> = { line: 0, function: 0, elsewhere: 0 };

  get allCrashes(): number {
    return this.crashes.line + this.crashes.function + this.crashes.elsewhere;
  }

  get all(): number {
    return this.assertions + this.allCrashes;
  }

  wants(kind: FailureCase['kind'], nearness: Nearness): boolean {
    if (kind === 'assertion') return this.assertions < MOST_ASSERTIONS * (this.all + 80);
    const { line, function: inFunction } = this.crashes;
    if (nearness === 'line' && line >= MOST_ON_LINE * (this.allCrashes + 5)) return false;
    return nearness === 'elsewhere' || line + inFunction < MOST_IN_THROWER * (this.allCrashes + 5);
  }

  add(kind: FailureCase['kind'], nearness: Nearness): void {
    if (kind === 'assertion') this.assertions++;
    else this.crashes[nearness]++;
  }
}

export interface Effort {
  cases: number;
  /** ms after which work on a package stops. */
  time: number;
}

/** Injects mistakes into a package, one after the other, and yields a case for each real failure within the quotas. */
export async function* makeCases(bed: TestBed, effort: Effort, tally: Tally, random: () => number): AsyncGenerator<FailureCase> {
  const sources = [...bed.reached].filter(([file]) => !isTestFile(file)).map(([file, reached]) => ({ file, reached }));
  const pools = new Map<string, FunctionPool[]>();
  const end = Date.now() + effort.time;
  let made = 0;
  while (made < effort.cases && Date.now() < end && sources.length > 0) {
    const source = pickWeighted(sources, ({ reached }) => reached.size, random);
    if (!source) return;
    // A file's mistakes are listed when its turn comes; most files of a large library never get a turn.
    const functions = pools.get(source.file) ?? (await functionPools(bed, source));
    pools.set(source.file, functions);
    const fn = pick(functions, random);
    if (!fn) {
      sources.splice(sources.indexOf(source), 1);
      continue;
    }
    const choice = takeMutation(fn, random);
    if (choice) {
      for await (const failure of casesOf(bed, choice, tally, random)) {
        made++;
        fn.made++;
        yield failure;
      }
    }
    if (!choice || fn.made >= MOST_OF_A_FUNCTION) functions.splice(functions.indexOf(fn), 1);
  }
}

interface Choice {
  source: Source;
  mutation: Mutation;
  first: PossibleMutation;
}

interface Source {
  file: string;
  text: string;
  reached: ReadonlyMap<number, readonly string[]>;
}

interface FunctionPool {
  source: Source;
  left: PossibleMutation[];
  /** Cases so far. */
  made: number;
}

/** Mistakes on lines that tests reach, by function. */
async function functionPools(bed: TestBed, { file, reached }: Omit<Source, 'text'>): Promise<FunctionPool[]> {
  const text = await readFile(join(bed.workspace, file), 'utf8');
  if (text.length > LARGEST_FILE) return [];
  const source = { file, text, reached };
  const pools = new Map<number, FunctionPool>();
  for (const mutation of await listMutations(file, text)) {
    if (!isReached(source, mutation) || wrapsFile(mutation.fn, text)) continue;
    const known = pools.get(mutation.fn.index);
    if (known) known.left.push(mutation);
    else pools.set(mutation.fn.index, { source, left: [mutation], made: 0 });
  }
  return [...pools.values()];
}

/** A module inside an immediately called function: its own statements run at load, and a mistake there breaks every test. */
function wrapsFile({ name, startLine, endLine }: FunctionNode, text: string): boolean {
  return name === '' && endLine - startLine > text.split('\n').length / 2;
}

function isReached({ reached }: Source, { span }: PossibleMutation): boolean {
  for (let line = span.startLine; line <= span.endLine; line++) if (reached.get(line)?.length) return true;
  return false;
}

function testsOf({ reached }: Source, { span }: PossibleMutation): string[] {
  const tests = new Set<string>();
  for (let line = span.startLine; line <= span.endLine; line++) for (const test of reached.get(line) ?? []) tests.add(test);
  return [...tests];
}

/** First the kind of mistake, then one of that kind: otherwise nearly all would be wrong names, which fit everywhere. */
function takeMutation({ source, left }: FunctionPool, random: () => number): Choice | undefined {
  const kinds = [...new Map(left.map((mutation) => [mutation.operator, mutation.weight]))];
  const kind = pickWeighted(kinds, ([, weight]) => weight, random);
  const first =
    kind &&
    pick(
      left.filter(({ operator }) => operator === kind[0]),
      random,
    );
  if (!first) return undefined;
  left.splice(left.indexOf(first), 1);
  if (random() < DOUBLE) {
    const near = left.filter(
      ({ span, operator }) => operator !== first.operator && Math.abs(span.startLine - first.span.startLine) <= NEAR,
    );
    const second = pickWeighted(near, ({ weight }) => weight, random);
    const both = second && combine(first, second);
    if (both) return { source, mutation: both, first };
  }
  return { source, mutation: first, first };
}

async function* casesOf(bed: TestBed, choice: Choice, tally: Tally, random: () => number): AsyncGenerator<FailureCase> {
  const { source, mutation, first } = choice;
  const mutant = applyMutation(source.text, mutation.edits);
  if (mutant.lines.length === 0 || mutant.text === source.text || !(await parses(source.file, mutant.text))) return;
  const path = join(bed.workspace, source.file);
  const { atime, mtime } = await stat(path);
  await writeFile(path, mutant.text);
  try {
    const failures = (await bed.run(sample(testsOf(source, first), bed.testsPerMutant, random), source.file)) ?? [];
    for (const { test, text, facts, nearness } of await choose(bed, failures, choice, mutant)) {
      if (!tally.wants(facts.kind, nearness)) continue;
      const failure = await recordCase(bed.workspace, text, {
        id: `${bed.corpus}/${bed.package}/${source.file}:${first.span.startLine}/${mutation.operator}/${fingerprint(mutation)}/${test}`,
        corpus: bed.corpus,
        language: bed.language,
        package: bed.package,
        kind: facts.kind,
        bugClass: mutation.bugClass,
        truth: [{ file: source.file, lines: mutant.lines }],
      });
      if (!failure) continue;
      tally.add(facts.kind, nearness);
      yield failure;
    }
  } finally {
    await writeFile(path, source.text);
    await utimes(path, atime, mtime);
  }
}

/** Tells mistakes at the same place apart. */
function fingerprint({ edits }: Mutation): string {
  return createHash('sha1').update(JSON.stringify(edits)).digest('hex').slice(0, 8);
}

interface ChosenFailure extends FailedTest {
  facts: FailureFacts;
  nearness: Nearness;
}

/** The most informative of a mutant's failures: first those that arise far from the mistake, no two alike. */
async function choose(bed: TestBed, failures: readonly FailedTest[], { source, first }: Choice, mutant: Mutant): Promise<ChosenFailure[]> {
  const grown = mutant.text.split('\n').length - source.text.split('\n').length;
  const range = { startLine: first.fn.startLine, endLine: first.fn.endLine + grown };
  const known = new Map<string, ChosenFailure>();
  for (const { test, text } of failures) {
    const facts = text.length > LONGEST_TEXT ? undefined : await classifyFailure(text, bed.workspace);
    if (!facts || /^(?:Syntax|Indentation|Tab)Error$|Test.*ExitError/.test(facts.type)) continue;
    const key = `${facts.kind} ${facts.kind === 'crash' ? `${facts.thrower?.file}:${facts.thrower?.line}` : ''}`;
    if (!known.has(key)) known.set(key, { test, text, facts, nearness: nearnessOf(facts, source.file, range, mutant.lines) });
  }
  const worth = ({ facts, nearness }: ChosenFailure) => (facts.kind === 'assertion' ? 1 : { elsewhere: 0, function: 2, line: 3 }[nearness]);
  return [...known.values()].sort((a, b) => worth(a) - worth(b)).slice(0, CASES_OF_A_MUTANT);
}

function nearnessOf(facts: FailureFacts, file: string, fn: LineRange, lines: readonly number[]): Nearness {
  const { thrower } = facts;
  // A Java trace names the file without the folders above the packages.
  if (!thrower || (thrower.file !== file && !file.endsWith(`/${thrower.file}`))) return 'elsewhere';
  if (lines.includes(thrower.line)) return 'line';
  return fn.startLine <= thrower.line && thrower.line <= fn.endLine ? 'function' : 'elsewhere';
}
