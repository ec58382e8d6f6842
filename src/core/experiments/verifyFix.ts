import { isTestFile } from '../context/testCode';
import { nameOf } from '../workspace/fileIndex';
import { compareFailures, type Comparison } from './compareFailures';
import { changesNoCode, isSettings } from './changesNoCode';
import type { Experiment, Outcome, Run, VerifyVerdict } from './experiment';
import { firstBaseline } from './baseline';
import { errorLine } from './errorLine';
import { allFailures, type FailureTarget } from './failureOf';
import { asTheyAre, isolate, type Isolated } from './isolate';
import type { Laboratory, Progress } from './laboratory';
import { otherTests } from './otherTests';
import { listed } from './prove/proveWords';
import { asksForTests } from './verdict/asksForTests';
import { bareRun } from './verdict/bareRun';
import { changedTestFile, testFilesOf } from './verdict/changedTests';
import { STEADY, type RunCounts } from './verdict/luck';
import { signsThatCount } from './verdict/signsThatCount';
import { tellApart, waveringWords, type ToldApart } from './verdict/tellApart';
import type { Fix } from './verdict/fix';
import { testIsHeard, type Heard } from './verdict/testIsHeard';
import { isWithoutTests, outputsCompared } from './verdict/unproven';

/** Runs in turn: the rest of {@link STEADY} are those in the person's environment, and with another expectation. */
const TOLD: RunCounts = { ...STEADY, with: STEADY.with - 2 };
/** Where nothing is claimed in the end. */
const SEEN: RunCounts = { without: 2, with: 2 };

/** Pairs of runs that are foreseen where a failure wavers. */
const WAVERING_PAIRS = 2;
/** The number of runs with the fix where the first two disagree. */
const WAVERING_RUNS = 5;

/**
 * Proves a fix: the command fails as it is, and runs in turn with the fix and without it, in isolation, until luck is out of the question.
 * Then its failing test has to be heard, and the last run has nothing of ours in it.
 * @param known the run that failed, where it exists
 */
export async function verifyFix(
  lab: Laboratory,
  command: readonly string[],
  fix: Fix,
  progress: Progress = () => {},
  known?: Run,
): Promise<Experiment<'verify', VerifyVerdict>> {
  const isolated = await isolate(lab, fix.edits, progress, known, { wavers: true });
  const { target } = isolated;
  const verdict =
    isolated.problem === undefined && target ? await new Trial(isolated, target, fix, lab, progress).verdict() : withoutProof(isolated);
  return {
    purpose: 'verify',
    command: [...command],
    baseline: isolated.baseline,
    isolation: isolated.isolation,
    canary: isolated.canary,
    runs: lab.runs,
    seconds: lab.seconds,
    verdict,
  };
}

function withoutProof({ baseline, problem }: Isolated): VerifyVerdict {
  const wasRed = baseline.outcome === 'fails' || baseline.outcome === 'flaky';
  const notes =
    baseline.outcome === 'passes' ? ['The command passes without the patch, so passing with it would prove nothing.'] : [problem ?? ''];
  return { outcome: 'unresolved', agreed: [0, 0], others: 'notRun', wasRed, notes };
}

/** One fix on trial. */
class Trial {
  private others: VerifyVerdict['others'] = 'notRun';
  /** Passing runs with the fix of the whole command, and in the person's own environment. */
  private otherRuns: Run[] = [];
  private heard: Heard | undefined;
  private readonly runs: Run[] = [];
  private readonly unchanged: Run[] = [];
  private seen: Comparison[] = [];
  private readonly notes: string[] = [];
  private readonly look: string[];
  private target: FailureTarget;

  constructor(
    private readonly isolated: Isolated,
    private readonly meant: FailureTarget,
    private readonly fix: Fix,
    private readonly whole: Laboratory,
    private readonly progress: Progress,
  ) {
    this.target = meant;
    this.look = testFilesOf(meant, isolated.first, fix.edits, fix.files?.(meant) ?? []);
  }

  async verdict(): Promise<VerifyVerdict> {
    const verdict = await this.judge();
    const changes = changesNoCode(this.fix.patches);
    if (changes !== undefined && verdict.notes === this.notes) verdict.notes.push(changes);
    // A file that changes during the runs makes red and green incomparable.
    const changed = await this.whole.changedFile();
    return changed === undefined ? verdict : this.unresolved(`${changed} was edited while the command ran.`);
  }

  private async judge(): Promise<VerifyVerdict> {
    await this.again();
    if (!this.runs[0]?.cancelled && this.seen[0]?.outcome !== 'gone') await this.again();
    this.turnToOther();
    const passes = this.seen.every(({ outcome }) => outcome === 'gone');
    const unchecked = passes && isWithoutTests(this.target, this.isolated.first) && !(await this.listen()).asserts;
    const told = passes ? await this.tellApart(unchecked) : undefined;
    if (told?.baseline) {
      this.isolated.baseline = told.baseline;
      return this.unresolved(told.baseline.why ?? '');
    }
    if (this.seen.some(({ outcome }) => outcome !== this.seen[0]?.outcome))
      while (this.runs.length < WAVERING_RUNS && !this.runs.at(-1)?.cancelled) await this.again();
    const outcome = commonOutcome(this.seen);
    const agreed = this.seen.filter((each) => each.outcome === outcome).length;
    this.notes.unshift(...new Set(this.seen.flatMap(({ why }) => (why ? [why] : []))));
    if (agreed < this.seen.length) this.notes.push(`The result wavers: ${tally(this.seen)}.`);
    if (outcome === 'gone' && told) return this.passes(told, unchecked);
    const last = this.runs.at(-1);
    if ((outcome === 'moved' || outcome === 'other') && last) this.notes.push(`With the patch it fails with ${errorLine(last)}`);
    return { outcome, agreed: [agreed, this.seen.length], others: 'notRun', wasRed: true, notes: this.notes };
  }

  private async again(): Promise<boolean> {
    const { lab, isolation } = this.isolated;
    this.progress(`running it with the fix, run ${this.runs.length + 1}`);
    await this.foresee('with');
    const run = await lab.run(this.fix.edits, isolation, { look: this.look });
    this.runs.push(run);
    const seen = compareFailures(this.target, run);
    this.seen.push(seen);
    return seen.outcome === 'gone';
  }

  /** Of several failing tests where none was named, one that fails no more with the fix may be meant. */
  private turnToOther(): void {
    const { lab, first } = this.isolated;
    if (lab.test !== undefined || this.seen.some(({ outcome }) => outcome === 'gone')) return;
    const names = allFailures(first.report).flatMap(({ test }) => (test === undefined || test === this.meant.test ? [] : [test]));
    const other = names
      .map((name) => firstBaseline(first, name).target)
      .find((failure) => failure && this.runs.every((run) => compareFailures(failure, run).outcome === 'gone'));
    if (!other) return;
    const { test } = this.meant;
    this.target = other;
    this.seen = this.runs.map((run) => compareFailures(other, run));
    this.isolated.baseline = firstBaseline(first, other.test).baseline;
    this.notes.push(`The first failure${test === undefined ? '' : `, "${test}",`} stays: this is about "${other.test ?? ''}".`);
  }

  /** Whether the failing test would say if something were wrong; looked at once. */
  private async listen(): Promise<Heard> {
    const { isolated, fix, progress, target } = this;
    return (this.heard ??= await testIsHeard(isolated.lab, isolated.isolation, target, await this.placed(), fix.edits, fix, progress));
  }

  private async placed(): Promise<FailureTarget> {
    return (await this.fix.inSource?.(this.target)) ?? this.target;
  }

  /** Runs in turn may be made beside each other: as many as it takes if the failure never wavers, a few if it does. */
  private async foresee(next: keyof RunCounts): Promise<void> {
    const { lab, isolation, passed = 0 } = this.isolated;
    const left = { with: TOLD.with - this.runs.length, without: TOLD.without - 1 - this.unchanged.length };
    const wavers = passed > 0 || left[next] <= 0;
    if (wavers) Object.assign(left, { with: WAVERING_PAIRS, without: WAVERING_PAIRS });
    const edits = { with: this.fix.edits, without: await asTheyAre(lab, this.fix.edits) };
    const turns: (keyof RunCounts)[] = [];
    for (let turn = next; left[turn] > 0; turn = turn === 'with' ? 'without' : 'with') {
      turns.push(turn);
      left[turn] -= 1;
    }
    const extra = { look: this.look };
    await lab.foresee?.(
      turns.map((turn) => ({ edits: edits[turn], extra })),
      isolation,
    );
  }

  private async tellApart(unchecked: boolean): Promise<ToldApart> {
    const { lab, isolation, passed = 0 } = this.isolated;
    const same = await asTheyAre(lab, this.fix.edits);
    const run = async (): Promise<Run> => {
      // Leftovers of an earlier run could make it pass.
      this.progress('running it without the fix again');
      await this.foresee('without');
      const back = await lab.run(same, isolation, { look: this.look });
      this.unchanged.push(back);
      return back;
    };
    return tellApart(this.target, passed, () => this.again(), run, unchecked ? SEEN : TOLD, unchecked ? SEEN.with : undefined);
  }

  /** It passed with the fix each time, and failed without it. @param unchecked nothing tells what it should do */
  private async passes(told: ToldApart, unchecked: boolean): Promise<VerifyVerdict> {
    const { isolated, target, fix, notes } = this;
    if (told.passed > 0) {
      const words = waveringWords(told);
      isolated.baseline = { ...isolated.baseline, outcome: 'flaky', why: `${words}.` };
      const last = `${words}, and with it in none of ${this.runs.length}`;
      if (told.end === 'undecided') return this.unresolved(`${last}: that may be luck, and more runs would take too long.`);
      notes.push(`${last}. It wavers, but by luck alone this happens less than once in 100 times.`);
    }
    const written = this.changedTests([]);
    if (written !== undefined) return this.unresolved(written);
    const heard = await this.listen();
    if (heard.deaf !== undefined && target.test !== undefined) return this.unresolved(heard.deaf);
    const more = [...(heard.deaf === undefined ? [] : [heard.deaf]), ...asksForTests(fix.patches)];
    if (unchecked) return this.unproven(more);
    const problem = await this.inOwnEnvironment(told, heard);
    if (problem !== undefined) return this.unresolved(problem);
    notes.push(...more, ...(await this.byItsTests()), ...(await this.signs()));
    return this.result('gone');
  }

  /** The last runs: all tests of the command, and the command in the person's environment. @returns why they prove nothing */
  private async inOwnEnvironment(told: ToldApart, heard: Heard): Promise<string | undefined> {
    const { isolated, whole, fix, target, look, progress } = this;
    const narrowed = isolated.lab !== whole;
    if (narrowed) progress('running the other tests');
    const last = narrowed ? await whole.run(fix.edits, isolated.isolation, { look }) : this.runs.at(-1)!;
    this.others = otherTests(isolated.first, last, target);
    progress('running it in your own environment');
    const bare = await bareRun(whole, fix.edits, isolated.isolation, target, last, look);
    if (bare.problem !== undefined) return bare.problem;
    if (bare.unchecked !== undefined) this.notes.push(bare.unchecked);
    this.otherRuns = [...(narrowed ? [last] : []), ...(bare.passed ? [bare.passed] : [])];
    const left = told.end === 'steady' ? STEADY.with - this.otherRuns.length - (heard.passes ? 1 : 0) : 0;
    while (this.runs.length < left) if (!(await this.again())) return `The result wavers: ${tally(this.seen)}.`;
    const written = this.changedTests(this.otherRuns);
    if (written !== undefined) return written;
    if (last.exit !== 0 && !Array.isArray(this.others))
      this.notes.push('The failure is gone, but the command still fails: other failures were there before.');
    return undefined;
  }

  /** Why runs whose tests were written anew prove nothing. @param more runs with the fix besides those in turn */
  private changedTests(more: readonly Run[]): string | undefined {
    const { isolated, look } = this;
    const unchanged = [...(isolated.second ? [isolated.second] : []), ...this.unchanged];
    const file = changedTestFile(look, unchanged, [...this.runs, ...more]);
    return file && `With the patch, the run changes ${isolated.lab.nameOf(file)}, a file of tests, so its passing proves nothing.`;
  }

  private result(outcome: Outcome): VerifyVerdict {
    const all = this.runs.length + this.otherRuns.length;
    return { outcome, agreed: [all, all], others: this.others, wasRed: true, notes: this.notes };
  }

  private unresolved(why: string): VerifyVerdict {
    return { outcome: 'unresolved', agreed: [0, this.runs.length], others: 'notRun', wasRed: true, notes: [why] };
  }

  /** A program without tests ends without an error: the person sees what it prints, and decides. */
  private async unproven(more: readonly string[]): Promise<VerifyVerdict> {
    const { first, second } = this.isolated;
    this.notes.unshift(outputsCompared(second ?? first, this.runs[0] ?? first));
    this.notes.push(...more, ...(await this.signs()));
    return { ...this.result('unresolved'), unproven: true };
  }

  /** With the code of the fix alone, the test may fail as before: then the fix has changed what is tested, too. */
  private async byItsTests(): Promise<string[]> {
    const { isolated, target, fix, progress } = this;
    const { lab, isolation } = isolated;
    const decides = (name: string): boolean => isTestFile(name) || isSettings(nameOf(name));
    const code = fix.edits.filter(({ file }) => !decides(lab.nameOf(file)));
    const names = fix.edits.map(({ file }) => lab.nameOf(file)).filter(decides);
    if (code.length === 0 || names.length === 0) return [];
    progress('running it without the changes of its tests');
    if (compareFailures(target, await lab.run(code, isolation)).outcome === 'gone') return [];
    return [`It passes only with what the patch changes in ${listed(names)}, too, which decides what is tested.`];
  }

  private async signs(): Promise<string[]> {
    const { isolated, target, fix, progress } = this;
    const signs = await signsThatCount(isolated, target, await this.placed(), fix, this.heard?.asserts === true, progress);
    return signs.map(({ note }) => note);
  }
}

/** The outcome of most runs; never `gone` where they disagree. */
function commonOutcome(seen: readonly Comparison[]): Outcome {
  const outcomes = seen.map(({ outcome }) => outcome);
  const [first = 'unresolved'] = outcomes;
  if (outcomes.every((outcome) => outcome === first)) return first;
  const failing = outcomes.filter((outcome) => outcome !== 'gone');
  const count = (outcome: Outcome): number => failing.filter((each) => each === outcome).length;
  return failing.sort((a, b) => count(b) - count(a))[0] ?? 'unresolved';
}

function tally(seen: readonly Comparison[]): string {
  const counts = new Map<Outcome, number>();
  for (const { outcome } of seen) counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
  return [...counts].map(([outcome, count]) => `${outcome} in ${count} of ${seen.length} runs`).join(', ');
}
