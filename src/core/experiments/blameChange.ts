import { isTestFile } from '../context/testCode';
import { firstBaseline } from './baseline';
import { theChangesOf } from './blamedChange';
import { ChangeUnits, diffOfUnits, type ChangeUnit } from './changeUnits';
import { compareFailures } from './compareFailures';
import { deltaDebugging, withoutUnits, type Difference, type TestOutcome } from './deltaDebugging';
import type { BlameChange, BlameVerdict, Experiment, Outcome, Run } from './experiment';
import { errorLine } from './errorLine';
import { firstFailure, type FailureTarget } from './failureOf';
import { isolate, type Isolated } from './isolate';
import type { Laboratory, Progress } from './laboratory';
import type { RecentWork } from './recentWork';
import { closed, unitDependencies } from './unitDependencies';
import { unresolvedReason } from './unresolvedReason';

/** The maximum number of sets of hunks that are each required for the failure. */
const MOST_ROUNDS = 4;

/** The number of runs allowed for a search over this many changes. */
export function blameLimit(units: number): number {
  return 4 * Math.ceil(Math.log2(Math.max(2, units))) + 8;
}

/** Finds the smallest recent change that makes a command fail: all runs with it fail, all without it pass. */
export async function blameChange(
  lab: Laboratory,
  command: readonly string[],
  work: RecentWork,
  progress: Progress = () => {},
  known?: Run,
): Promise<Experiment<'blame', BlameVerdict>> {
  // Runs of an earlier search, such as that for the commit, are not part of this one; the given run is.
  const earlier = Math.max(0, lab.runs - (known ? 1 : 0));
  const first = known ?? (progress('reproducing the failure'), await lab.run([], 'none'));
  const { baseline, target } = firstBaseline(first, lab.test, false);
  const experiment = (isolated: Partial<Isolated>, verdict: BlameVerdict): Experiment<'blame', BlameVerdict> => ({
    purpose: 'blame',
    command: [...command],
    baseline: isolated.baseline ?? baseline,
    isolation: isolated.isolation ?? 'none',
    canary: isolated.canary ?? false,
    runs: lab.runs,
    seconds: lab.seconds,
    verdict,
  });
  const ended = (outcome: BlameVerdict['outcome'], ...notes: string[]): BlameVerdict => ({
    outcome,
    changes: [],
    with: [0, 0],
    without: [0, 0],
    notes: [...notes, ...work.notes],
  });
  if (!target) return experiment({}, ended('unresolved', baseline.why ?? ''));
  const changes = new ChangeUnits(work.files);
  if (changes.units.length === 0 && work.noCommit) return experiment({}, ended('unresolved'));
  if (changes.units.length === 0) {
    const why = work.begins
      ? 'Nothing that the command could read changed since the first known commit, which is recent itself.'
      : 'Nothing that the command could read changed in that time.';
    return experiment({}, ended('notRecent', why));
  }
  const search = new Search(lab, changes, work, target, progress, earlier);
  const isolated = await isolate(lab, search.editsWith(new Set()), progress, first, { builds: false });
  if (isolated.problem !== undefined) {
    const unread = isolated.baseline.outcome === 'fails' && isolated.unread;
    return experiment(isolated, await unlessEdited(ended(unread ? 'notRecent' : 'unresolved', isolated.problem), work));
  }
  const verdict = await search.run(isolated);
  return experiment(isolated, await unlessEdited({ ...verdict, notes: [...verdict.notes, ...work.notes] }, work));
}

/** Runs before an edit and after it cannot be compared, so without a proof they say nothing, not even that no recent change is to blame. */
export async function unlessEdited(verdict: BlameVerdict, work: Pick<RecentWork, 'editedSince'>): Promise<BlameVerdict> {
  const edited = verdict.outcome === 'found' ? [] : await work.editedSince();
  return edited.length ? { ...verdict, outcome: 'unresolved', notes: [wereEdited(edited), ...verdict.notes] } : verdict;
}

/** "lib.js was edited while the command ran." */
export function wereEdited(files: readonly string[], then = ''): string {
  const more = files.length - 3;
  const names = `${files.slice(0, 3).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
  return `${names} ${files.length > 1 ? 'were' : 'was'} edited while the command ran${then}.`;
}

/** A run with a set of changes. */
interface Tested {
  outcome: TestOutcome;
  /** How it ended, in one sentence. */
  why: string;
  /** Its own first failure. */
  target?: FailureTarget;
}

class Search {
  private readonly all: ReadonlySet<number>;
  private readonly needs: Map<number, Set<number>>;
  private readonly order: readonly number[];
  private readonly limit: number;
  private isolated: Isolated | undefined;
  private readonly seen = new Map<string, Tested>();

  constructor(
    private readonly lab: Laboratory,
    private readonly changes: ChangeUnits,
    private readonly work: RecentWork,
    private readonly target: FailureTarget,
    private readonly progress: Progress,
    earlier: number,
  ) {
    const { units } = changes;
    this.all = new Set(units.map(({ index }) => index));
    this.needs = unitDependencies(units);
    this.order = this.ordered(target);
    this.limit = earlier + blameLimit(units.length);
  }

  private readonly close = (set: ReadonlySet<number>): Set<number> => closed(set, this.needs);

  editsWith(included: ReadonlySet<number>) {
    return this.changes.edits(included, (file) => this.work.absolute(file));
  }

  async run(isolated: Isolated): Promise<BlameVerdict> {
    this.isolated = isolated;
    const base = await this.passingBase();
    if ('verdict' in base) return base.verdict;
    let passing = base.set;
    const groups: number[][] = [];
    for (let round = 0; round < MOST_ROUNDS; round++) {
      const failing = this.without(groups);
      const companion = groups.length > 0 && this.seen.get(nameOf(failing))?.outcome === 'unresolved';
      const found = await this.narrow(passing, failing, companion);
      if (companion && !found.minimal)
        return this.none('unresolved', ...this.sentences(groups), 'The runs were used up before the changes that belong to it were found.');
      passing = found.passing;
      groups.push([...found.failing].filter((unit) => !found.passing.has(unit)));
      if ((await this.test(this.without(groups))) === 'passes') {
        const needed = await this.needed(groups);
        const notes = found.minimal ? [] : ['The runs were used up before the changes were narrowed down further.'];
        return this.claim(this.without(needed), [...(needed.length > 1 ? this.sentences(needed) : []), ...notes]);
      }
    }
    return this.none('unresolved', 'No small set of changes makes the difference.', ...this.sentences(groups.slice(0, 1)));
  }

  /** Everything except some groups and what depends on them. */
  private without(groups: readonly (readonly number[])[]): ReadonlySet<number> {
    return withoutUnits(this.all, new Set(groups.flat()), this.close);
  }

  /** The groups without those that can stay: it passes with them, too. */
  private async needed(groups: readonly number[][]): Promise<number[][]> {
    // Without the last group it was seen not to pass.
    let needed = [...groups];
    for (const group of groups.slice(0, -1)) {
      const others = needed.filter((each) => each !== group);
      const set = this.without(others);
      if (nameOf(set) === nameOf(this.without(needed))) continue;
      if (this.seen.has(nameOf(set)) || this.lab.runs < this.limit - 1) if ((await this.test(set)) === 'passes') needed = others;
    }
    return needed;
  }

  /** What happened when only one of several groups was taken back, one sentence each. */
  private sentences(groups: readonly number[][]): string[] {
    return groups.flatMap((group) => {
      const alone = this.seen.get(nameOf(this.without([group])));
      if (!alone || alone.outcome === 'passes') return [];
      const which = theChangesOf(this.changes.units.filter(({ index }) => group.includes(index)));
      if (alone.outcome === 'fails') return [`Without ${which} alone the same failure stays.`];
      return [`Without ${which} alone it still does not pass. ${alone.why}`];
    });
  }

  /** The older state of everything, with the failing test as it is now where possible. */
  private async passingBase(): Promise<{ set: ReadonlySet<number> } | { verdict: BlameVerdict }> {
    const tests = closed(
      this.changes.units.filter(({ file }) => isTestFile(file)).map(({ index }) => index),
      this.needs,
    );
    const outcomes: TestOutcome[] = [];
    for (const set of tests.size > 0 && tests.size < this.all.size ? [tests, new Set<number>()] : [new Set<number>()]) {
      this.progress('running the code as it was');
      const outcome = await this.test(set);
      if (outcome === 'passes') return { set };
      outcomes.push(outcome);
    }
    if (outcomes.at(-1) === 'fails') return { verdict: this.none('notRecent', 'The command fails with the code as it was then, too.') };
    return { verdict: this.none('unresolved', 'With the code as it was then the command neither passes nor fails in the same way.') };
  }

  /** @param companion the failing set fails in another way than the command does: the difference is what keeps it from passing */
  private async narrow(passing: ReadonlySet<number>, failing: ReadonlySet<number>, companion: boolean): Promise<Difference> {
    let start = { passing, failing };
    const asked = async (set: ReadonlySet<number>): Promise<TestOutcome> => {
      const outcome = await this.test(set);
      return companion && outcome === 'unresolved' ? 'fails' : outcome;
    };
    const likeliest = companion ? (this.orderAfter(failing) ?? this.order) : this.order;
    const order = likeliest.filter((unit) => failing.has(unit) && !passing.has(unit));
    // Two runs are reserved for the claim.
    const more = (): boolean => this.lab.runs < this.limit - 2;
    const [top] = order;
    if (top !== undefined && order.length > 1 && more()) {
      const without = withoutUnits(failing, new Set([top]), this.close);
      if ([...passing].every((unit) => without.has(unit))) {
        const outcome = await asked(without);
        if (outcome === 'passes') start = { passing: without, failing };
        else if (outcome === 'fails') start = { passing, failing: without };
      }
    }
    return deltaDebugging(start, order, asked, this.close, more, (sets) => this.foresee(sets));
  }

  private async foresee(sets: readonly ReadonlySet<number>[]): Promise<void> {
    const { isolation, lab = this.lab } = this.isolated ?? {};
    const unseen = sets.filter((set) => !this.seen.has(nameOf(set)));
    if (isolation)
      await lab.foresee?.(
        unseen.map((set) => ({ edits: this.editsWith(set) })),
        isolation,
      );
  }

  /** The order of units by their likelihood to explain how a set failed. */
  private orderAfter(set: ReadonlySet<number>): number[] | undefined {
    const target = this.seen.get(nameOf(set))?.target;
    return target && this.ordered(target);
  }

  private ordered(target: FailureTarget): number[] {
    const { units } = this.changes;
    const scores = new Map(units.map((unit) => [unit.index, this.work.score(unit, target)]));
    return units.map(({ index }) => index).sort((a, b) => (scores.get(b) ?? 0) - (scores.get(a) ?? 0) || a - b);
  }

  private async test(set: ReadonlySet<number>): Promise<TestOutcome> {
    const { isolation = this.lab.isolations[0] ?? 'none', lab = this.lab } = this.isolated ?? {};
    const before = this.seen.get(nameOf(set));
    if (before) return before.outcome;
    this.progress(`running it with ${set.size} of ${this.all.size} changes`);
    const run = await lab.run(this.editsWith(set), isolation);
    const { outcome, why = '' } = compareFailures(this.target, run);
    const tested = outcome === 'gone' ? 'passes' : outcome === 'same' ? 'fails' : 'unresolved';
    const failed = run.report.errors.length > 0 && unresolvedReason(run) === undefined;
    this.seen.set(nameOf(set), {
      outcome: tested,
      why: failed ? `It fails with ${errorLine(run)}.` : why,
      target: firstFailure(run.report),
    });
    return tested;
  }

  /** Without these changes it passes: one more run confirms it. */
  private async claim(rest: ReadonlySet<number>, about: readonly string[]): Promise<BlameVerdict> {
    const units = this.changes.units.filter(({ index }) => !rest.has(index));
    const own = new Set(units.map(({ file }) => file));
    this.progress('running it without the change again');
    const again = (await this.outcomeWith(rest)) === 'gone';
    const unproved = (...notes: string[]): BlameVerdict => ({
      ...this.none('unresolved', ...notes),
      without: [again ? 2 : 1, 2],
    });
    if (!again) return unproved('Without the change it passed once and failed once.', ...about);
    const notes = [...about];
    const edited = await this.work.editedSince();
    if (edited.length) {
      if (edited.some((file) => own.has(file))) return unproved(wereEdited(edited));
      if (!(await this.alternates(rest))) return unproved(wereEdited(edited));
      const later = await this.work.editedSince();
      if (later.some((file) => own.has(file))) return unproved(wereEdited(later));
      notes.push(wereEdited(edited, '; after that it was run again, twice with the change and twice without'));
    }
    const changes = await Promise.all(units.map((unit) => this.describe(unit)));
    return { outcome: 'found', changes, with: [2, 2], without: [2, 2], notes };
  }

  /** Whether it fails with everything and passes without the change, by turns: no edit of another file in the meantime explains that. */
  private async alternates(rest: ReadonlySet<number>): Promise<boolean> {
    for (const set of [this.all, rest, this.all, rest]) {
      this.progress(`running it ${set === rest ? 'without' : 'with'} the change again, after an edit`);
      if ((await this.outcomeWith(set)) !== (set === rest ? 'gone' : 'same')) return false;
    }
    return true;
  }

  private async outcomeWith(set: ReadonlySet<number>): Promise<Outcome> {
    const { isolation = this.lab.isolations[0] ?? 'none', lab = this.lab } = this.isolated ?? {};
    return compareFailures(this.target, await lab.run(this.editsWith(set), isolation)).outcome;
  }

  private async describe(unit: ChangeUnit): Promise<BlameChange> {
    const { file, startLine, endLine, fileIndex, added } = unit;
    const recent = this.work.files[fileIndex];
    const ofLine = recent?.now && added.length ? this.work.commitOf(file, startLine) : recent && this.work.commitOfFile?.(recent);
    const commit = await ofLine;
    return { file, startLine, endLine, ...(commit !== undefined && { commit }), diff: recent ? diffOfUnits(recent, [unit]) : '' };
  }

  private none(outcome: BlameVerdict['outcome'], ...notes: string[]): BlameVerdict {
    return { outcome, changes: [], with: [2, 2], without: [0, 0], notes };
  }
}

function nameOf(set: ReadonlySet<number>): string {
  return [...set].sort((a, b) => a - b).join();
}
