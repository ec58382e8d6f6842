import type { FailureReport } from '../../capture/failureReport';
import { nameOf } from '../../workspace/fileIndex';
import { isTestFile } from '../../context/testCode';
import { parseDiff, type FilePatch } from '../../hypotheses/parseDiff';
import type { openTrees } from '../../syntax/openSyntax';
import { firstBaseline } from '../baseline';
import { CANARY, canaryEdits } from '../canary';
import { ChangeUnits, diffOfUnits, type RecentFile } from '../changeUnits';
import { errorLine } from '../errorLine';
import { ExperimentProblem, type Baseline, type Edit, type Experiment, type Isolation, type ProveVerdict, type Run } from '../experiment';
import { asTheyAre } from '../isolate';
import type { FailureTarget } from '../failureOf';
import type { Laboratory, Progress } from '../laboratory';
import { laboratoryAt } from '../laboratoryAt';
import { otherTests } from '../otherTests';
import { symptomSigns, type SymptomSign } from '../symptomSigns';
import { unresolvedReason } from '../unresolvedReason';
import { asksForTests } from '../verdict/asksForTests';
import { bareRun, STABLE_FIRST } from '../verdict/bareRun';
import { changedTestFile } from '../verdict/changedTests';
import { signsThatCount } from '../verdict/signsThatCount';
import { testIsHeard } from '../verdict/testIsHeard';
import type { Fix } from '../verdict/fix';
import { changedSides, isNamed, type ChangedSides } from './changedSides';
import { heldDeletion } from './heldDeletion';
import { neededHunks } from './neededHunks';
import { at, heldSentence, hidingSentence, hunksSentence, listed, provenSentence, quoted } from './proveWords';
import { isAssertion, lackedPackage, LATE, UNBUILT, wordsOf, type RedContext } from './redAtBase';
import { redTests, SILENT, whyNoTestRan, type RedTest } from './redTests';

/** What the tree holds, compared with its base. */
export interface FixedWork {
  /** As a person names it: `HEAD`, `1a2b3c4 (where main began)`. */
  base: string;
  /** Files that differ from the base. */
  files: readonly RecentFile[];
  /** Sentences on what is not compared: submodules, binary files, locks of packages. */
  notes: readonly string[];
  /** Its files and folders: they differ, and stay as they are now. */
  kept?: readonly string[];
  /** Absolute path of a workspace-relative file. */
  absolute(file: string): string;
}

export interface ProvePorts extends Pick<Fix, 'throwing' | 'expecting' | 'inSource' | 'madeByOwnCode'> {
  /** Absolute path of a frame's file. */
  fileOfFrame: (file: string, testFile?: string) => string;
  parse?: ReturnType<typeof openTrees>;
  /** Other wording where the base is the tree without a patch. */
  nothingChanged?: string;
  /** Hears once of the failure that the fix is about, as far as there is one, with the sources' changes as a unified diff. */
  onFailure?: (failure: FailureReport, diff: string) => void;
}

/** Seconds for taking back changed places one by one, at least; a slow command gets the time of {@link HUNK_RUNS} runs. */
const HUNK_SECONDS = 120;
const HUNK_RUNS = 12;

/** A line that can end a program because something does not hold. */
const MAY_CHECK = /\b(?:assert\w*|throw|raise|panic|abort|exit|die|fail\w*)\b/i;
const ENTRY = /\bmain\s*\(|\b__(?:main|FILE)__/i;

const NO_FAILURE: FailureReport = { errors: [], expectations: [] };

/**
 * Proves a fix that is in the tree: its tests pass now, and fail with the sources as they were at the base; then each changed place is
 * taken back alone. Nothing is written.
 */
export async function proveFix(
  lab: Laboratory,
  command: readonly string[],
  work: FixedWork,
  ports: ProvePorts,
  progress: Progress = () => {},
): Promise<Experiment<'prove', ProveVerdict>> {
  const proof = new Proof(lab, command, work, ports, progress);
  const verdict = await proof.run();
  const { baseline, isolation, canary } = proof;
  return { purpose: 'prove', command: [...command], baseline, isolation, canary, runs: lab.runs, seconds: lab.seconds, verdict };
}

class Proof {
  baseline: Baseline = { outcome: 'unresolved' };
  isolation: Isolation = 'none';
  canary = false;
  private sides: ChangedSides = { sources: [], split: [], tests: [], settings: [], mixed: [] };
  private changes = new ChangeUnits([]);
  /** The changed sources as they are now, and as they were at the base. */
  private now: Edit[] = [];
  private base: Edit[] = [];
  /** Files of tests that are looked at after each run. */
  private look: string[] = [];

  constructor(
    private readonly lab: Laboratory,
    private readonly command: readonly string[],
    private readonly work: FixedWork,
    private readonly ports: ProvePorts,
    private readonly progress: Progress,
  ) {}

  async run(): Promise<ProveVerdict> {
    const { lab, work, command, ports, progress } = this;
    this.sides = await changedSides(work.files, command, ports.parse);
    const { sources, tests, mixed } = this.sides;
    this.changes = new ChangeUnits(sources);
    progress('running it as it is');
    const first = await lab.run([], 'none');
    const red = await this.redNow(first);
    if (red) return red;
    const nothing = this.whyNothingToProve();
    if (nothing !== undefined) return this.ended('unresolved', nothing);
    this.base = this.changes.edits(new Set(), (file) => work.absolute(file));
    this.now = await asTheyAre(lab, this.base);
    // Whoever edits a test meanwhile makes the runs incomparable, too.
    const testFiles = [...tests, ...mixed].map((file) => work.absolute(file));
    await Promise.all(testFiles.map((file) => lab.read(file)));
    this.look = testFiles.concat([...(first.tests?.files?.values() ?? [])]).filter((file) => !this.base.some((edit) => edit.file === file));
    const verdict = await this.isolated(first);
    const changed = await lab.changedFile();
    return changed === undefined ? verdict : this.ended('unresolved', `${changed} was edited while the command ran. Run it again.`);
  }

  /** What the tree as it is says, where it does not pass. */
  private async redNow(first: Run): Promise<ProveVerdict | undefined> {
    const { baseline } = firstBaseline(first, this.lab.test);
    this.baseline = baseline;
    if (baseline.outcome === 'passes') return undefined;
    const unbuilt = unresolvedReason(first)?.startsWith('The code does not build');
    if (baseline.outcome === 'unresolved' && !unbuilt) return this.ended('unresolved', baseline.why ?? 'The command shows nothing.');
    this.progress('running it as it is again');
    const second = await this.lab.run([], 'none');
    if (firstBaseline(second).baseline.outcome === 'passes') {
      return this.flaky(`The command failed once and passed once, without a change. ${STABLE_FIRST}`);
    }
    const said = unbuilt ? (baseline.why ?? '') : `It still fails as it is: ${errorLine(first)}.`;
    this.tellFailure(first.report);
    const names = (first.tests?.failed ?? []).filter(Boolean);
    const which = names.length ? `Failing: ${listed(names.map(quoted))}.` : undefined;
    return { ...this.ended('stillRed', said, ...(which === undefined ? [] : [which])), agreed: [2, 2] };
  }

  private whyNothingToProve(): string | undefined {
    const { sources, tests, mixed } = this.sides;
    const { base, files, kept = [] } = this.work;
    if (sources.length) return undefined;
    if (mixed.length)
      return `${listed(mixed)} holds code and its tests, which cannot be told apart, so the code alone cannot be taken back.`;
    if (kept.length) {
      const besides = tests.length ? `Besides tests (${listed(tests)}), only` : 'Only';
      const [differs, stays] = kept.length === 1 ? ['differs', 'stays as it is'] : ['differ', 'stay as they are'];
      return `${besides} ${listed(kept)} ${differs} from ${base}, and ${stays} now in every run: a fix in what cannot be taken back cannot be proven here.`;
    }
    if (tests.length) return `Only tests differ from ${base} (${listed(tests)}), so there is no fix to prove.`;
    if (this.ports.nothingChanged !== undefined) return this.ports.nothingChanged;
    return files.length
      ? `No source differs from ${base}: only documents do, so there is no fix to prove.`
      : `No source differs from ${base}, so there is no fix to prove. If the fix is committed, name what it was made from: --base main.`;
  }

  /** Tries one way of isolation after another until one provably uses the edits. */
  private async isolated(first: Run): Promise<ProveVerdict> {
    const { lab, progress, work } = this;
    const reasons: string[] = [];
    for (const isolation of lab.isolations) {
      try {
        progress('running it as it is again, isolated');
        const second = await lab.run(this.now, isolation, { look: this.look });
        if (second.cancelled) return this.ended('unresolved', 'The run was cancelled.');
        if (!passes(second)) {
          const flaky = await this.flakyNow();
          if (flaky) return flaky;
          reasons.push(`It does not pass in isolation: ${unresolvedReason(second) ?? errorLine(second)}.`);
          continue;
        }
        progress(`running the tests with the sources of ${work.base}`);
        const red = await lab.run(this.base, isolation, { look: this.look });
        if (!(await this.held(red, isolation))) {
          reasons.push('A throw in the changed sources changes nothing: the command does not read them. Name one that runs them.');
          continue;
        }
        this.isolation = isolation;
        this.canary = true;
        return await this.judge(first, second, red);
      } catch (error) {
        if (!(error instanceof ExperimentProblem)) throw error;
        reasons.push(error.message);
      }
    }
    return this.ended('unresolved', [...new Set(reasons)].join(' ') || 'The command cannot be isolated here.');
  }

  private async flakyNow(): Promise<ProveVerdict | undefined> {
    for (let round = 0; round < 2; round++) {
      const again = await this.lab.run([], 'none');
      if (passes(again)) continue;
      return this.flaky(`The command passes at times and fails at times, without a change. ${STABLE_FIRST}`);
    }
    return undefined;
  }

  private flaky(why: string): ProveVerdict {
    this.baseline = { outcome: 'flaky', why };
    return this.ended('unresolved', why);
  }

  /** A throw in the changed sources must change the outcome. */
  private async held(red: Run, isolation: Isolation): Promise<boolean> {
    const { lab, progress } = this;
    const frames = red.report.errors.flatMap((error) => error.frames.map(({ file }) => file));
    for (const edits of canaryEdits(this.base, this.now, frames, (file) => lab.nameOf(file))) {
      progress('proving that edits count');
      const run = await lab.run(edits, isolation);
      if (run.output.includes(CANARY)) return true;
      if (!run.timedOut && !run.cancelled && run.startProblem === undefined && !passes(run)) return true;
    }
    // A file that the fix deletes has no place for a throw.
    return !passes(red);
  }

  private async judge(first: Run, second: Run, red: Run): Promise<ProveVerdict> {
    const { lab, isolation, progress, work } = this;
    const { base } = work;
    progress(`running the tests with the sources of ${base} again`);
    const again = await lab.run(this.base, isolation, { look: this.look });
    if (again.cancelled) return this.ended('unresolved', 'The run was cancelled.');
    if (passes(red) && passes(again)) return this.notRed(first, red);
    if (passes(red) !== passes(again))
      return {
        ...this.ended('unresolved', `With the sources of ${base} it passes at times and fails at times. ${STABLE_FIRST}`),
        agreed: [1, 2],
      };
    const tests = await redTests({ red, again, green: [first, second] }, this.command, this.context());
    const own = tests.filter(({ otherwise }) => otherwise === undefined);
    if (!own.length && this.standsUnderBothNames()) return this.judge(first, second, await lab.run(this.base, isolation));
    const nothing = tests.length ? undefined : whyNoTestRan(red, base);
    if (nothing !== undefined) {
      const lacks = lackedPackage(red.report, this.context());
      return { ...this.ended('redOtherwise', nothing, ...(lacks === undefined ? [] : [this.lacksSentence(lacks)])), agreed: [2, 2] };
    }
    this.tellFailure((own[0] ?? tests[0])?.target.report ?? red.report);
    if (!own.length) return this.redOtherwise(tests, red);
    const written = changedTestFile(this.look, [red, again], [second]);
    if (written !== undefined)
      return this.ended(
        'unresolved',
        `The run changes ${lab.nameOf(written)}, a file of tests, as it does not ${at(base)}, so its passing proves nothing.`,
      );
    return this.proven(own, tests, red, second);
  }

  /** The tests ask for the new name of a moved file: its text at the base stands there, too. @returns false if no file was moved */
  private standsUnderBothNames(): boolean {
    const { sources } = this.sides;
    const old = new Map(
      sources.flatMap(({ before, now }) =>
        before && now && before.file !== now.file ? [[this.work.absolute(now.file), before.text]] : [],
      ),
    );
    const moved = this.base.filter(({ file, text }) => text === undefined && old.has(file));
    this.base = this.base.map((edit) => (moved.includes(edit) ? { ...edit, text: old.get(edit.file) } : edit));
    return moved.length > 0;
  }

  private notRed(first: Run, red: Run): ProveVerdict {
    const { base } = this.work;
    const ran = new Set([...(red.tests?.passed ?? []), ...(red.tests?.skipped ?? [])]);
    const onlyNow = first.tests?.named && red.tests?.named ? first.tests.passed.filter((name) => !ran.has(name)) : [];
    if (onlyNow.length) {
      const said = `${listed(onlyNow.map(quoted))} passes now, but does not run with the sources of ${base}, so whether it shows the fix cannot be told.`;
      return { ...this.ended('redOtherwise', said), agreed: [2, 2] };
    }
    const checking = this.checkingSources(first);
    if (checking.length) {
      const holds = checking.length === 1 ? 'holds' : 'hold';
      const why = `It passes with the sources of ${base}, too. But ${listed(checking)} ${holds} checks, which were taken back with the code: they cannot be told apart. Put the checks into a file of their own.`;
      return { ...this.ended('unresolved', why), agreed: [2, 2] };
    }
    const said = `The tests pass with the sources of ${base}, too (2 of 2), so they do not show the fix.`;
    return { ...this.ended('notRed', said), agreed: [2, 2] };
  }

  /** Where no runner of tests was seen and no test was changed: sources that the program starts in, with a new line that may be a check. */
  private checkingSources({ tests }: Run): string[] {
    const { sources, tests: changedTests } = this.sides;
    if (tests || changedTests.length) return [];
    const starts = ({ file, text }: { file: string; text: string }): boolean => isNamed(file, this.command) || ENTRY.test(text);
    const lines = sources.map((_, index) => this.changes.units.filter((unit) => unit.fileIndex === index).flatMap(({ added }) => added));
    return sources.flatMap(({ now }, at) => (now && starts(now) && lines[at]?.some((line) => MAY_CHECK.test(line)) ? [now.file] : []));
  }

  private redOtherwise(tests: readonly RedTest[], red: Run): ProveVerdict {
    const { base } = this.work;
    const said = tests.length
      ? [
          ...tests
            .slice(0, 3)
            .map(({ name, otherwise }) => `${quoted(name)} fails ${at(base)}, but not for its own assertion: ${otherwise}.`),
          this.whatToDo(tests),
        ]
      : [`It fails ${at(base)} in another way than by a test that passes now: ${errorLine(red)}.`];
    const outcome = tests.length ? 'redOtherwise' : 'unresolved';
    return { ...this.ended(outcome, ...said), agreed: [2, 2], tests: tests.map(({ test }) => test) };
  }

  /** What to do about tests that are red for another reason. */
  private whatToDo(tests: readonly RedTest[]): string {
    const { base } = this.work;
    const lacks = tests.find((each) => each.lacks !== undefined)?.lacks;
    if (lacks !== undefined) return this.lacksSentence(lacks);
    if (tests.every(({ otherwise }) => otherwise?.startsWith(UNBUILT))) return 'Name a base that builds with --base REF.';
    if (tests.every(({ otherwise }) => otherwise === SILENT || otherwise === LATE))
      return 'Let the test say by an assertion what it expects, and end where it does not hold.';
    return `To show the fix, test what it mends through what the code of ${base} has, too. What is new altogether, no test can show as mended: read it.`;
  }

  private lacksSentence(lacks: string): string {
    return `The code of ${this.work.base} needs ${lacks}, which is not installed now: install it, or name a base that does without it with --base REF.`;
  }

  private async proven(own: readonly RedTest[], all: readonly RedTest[], red: Run, green: Run): Promise<ProveVerdict> {
    const { lab, isolation, progress, work, ports } = this;
    const [{ target }] = own as [RedTest];
    const then = { lab: laboratoryAt(lab, this.base), isolation };
    const fix: Fix = { ...ports, edits: this.now, patches: parseDiff(this.diff()) };
    const placed = (await fix.inSource?.(target)) ?? target;
    const { deaf, asserts } = await testIsHeard(then.lab, isolation, target, placed, fix.edits, fix, progress);
    if (deaf !== undefined && target.test !== undefined) return this.ended('unresolved', deaf);
    const tests = own.map(({ test }) => test);
    const signs = await signsThatCount(then, target, this.withoutOwnLines(placed), fix, asserts, progress);
    const others = await this.otherTestsHold(signs, target, fix.patches, red, green);
    const hides = signs.filter((sign) => !others.has(sign));
    if (hides.length) return { ...this.ended('unresolved', hidingSentence(work.base, tests, hides)), agreed: [2, 2], tests, symptom: true };
    progress('running it in your own environment');
    const bare = await bareRun(lab, fix.edits, isolation, target, green, []);
    if (bare.problem !== undefined) return this.ended('unresolved', bare.problem);
    const end = lab.seconds + Math.max(HUNK_SECONDS, HUNK_RUNS * (lab.secondsOfRun ?? 0));
    const { hunks, notes } = await neededHunks(this.changes, {
      run: (edits) => lab.run(edits, isolation),
      passes,
      absolute: (file) => work.absolute(file),
      introduced: this.introduced(),
      more: () => lab.seconds < end,
      progress,
    });
    const besides = all.filter(({ otherwise }) => otherwise !== undefined);
    const said = [provenSentence(work.base, tests), hunksSentence(hunks)].filter((sentence) => sentence !== undefined);
    const unsure = [deaf, bare.unchecked].filter((note) => note !== undefined);
    const more = [
      ...unsure,
      ...[...others].map(([{ path }, count]) => heldSentence(path, count)),
      ...asksForTests(fix.patches),
      ...notes,
      ...besidesNotes(besides, work.base),
    ];
    const verdict = this.ended('proven', said.join(' '), ...more);
    return { ...verdict, agreed: [2, 2], tests, hunks, others: otherTests(red, green, target) };
  }

  /** Signs of a fix that only deletes, with the number of other tests that tell that what is gone was not needed. */
  private async otherTestsHold(
    signs: readonly SymptomSign[],
    target: FailureTarget,
    patches: readonly FilePatch[],
    red: Run,
    green: Run,
  ): Promise<Map<SymptomSign, number>> {
    const { lab, isolation, base, now, progress } = this;
    const held = new Map<SymptomSign, number>();
    for (const sign of signs) {
      const patch = sign.deletes && patches.find(({ path }) => path === sign.path);
      if (!patch) continue;
      const count = await heldDeletion({ ...{ lab, isolation, target, patch, base, now, red, green, progress }, parse: this.ports.parse });
      if (count > 0) held.set(sign, count);
    }
    return held;
  }

  /** A check in a file of code fails beside the code, but not in it. */
  private withoutOwnLines(target: FailureTarget): FailureTarget {
    const { lab, ports, sides } = this;
    if (!isAssertion(target.report)) return target;
    const inCode = (file: string): boolean => !sides.split.includes(lab.nameOf(ports.fileOfFrame(file, target.testFile)));
    const errors = target.report.errors.map((error) => ({ ...error, frames: error.frames.filter(({ file }) => inCode(file)) }));
    return { ...target, report: { ...target.report, errors } };
  }

  private context(): RedContext {
    const { lab, ports, sides } = this;
    const added = sides.sources.flatMap(({ before, now }) => (now && before?.file !== now.file ? [now.file] : []));
    const tests = new Set(sides.tests);
    return {
      introduced: this.introduced(),
      addedFiles: new Set(added.map(nameOf)),
      isTest: (file) => {
        const name = lab.nameOf(ports.fileOfFrame(file));
        return isTestFile(name) || tests.has(name);
      },
      holdsTests: (file) => sides.split.includes(lab.nameOf(ports.fileOfFrame(file))),
      lineOf: async (file, line) => (await lab.read(ports.fileOfFrame(file)))?.split('\n')[line - 1],
      nameOf: (file) => lab.nameOf(ports.fileOfFrame(file)),
    };
  }

  /** Words of the sources as they are now that those of the base lack. */
  private introduced(): Set<string> {
    const texts = (edits: readonly Edit[]): string => edits.map(({ text = '' }) => text).join('\n');
    const old = new Set(wordsOf(texts(this.base)));
    return new Set(wordsOf(texts(this.now)).filter((word) => !old.has(word)));
  }

  private tellFailure(report: FailureReport): void {
    this.ports.onFailure?.(report, this.diff());
  }

  /** The changes of the sources. */
  private diff(): string {
    return diffOfFiles(this.sides.sources, this.changes);
  }

  private leftNotes(): string[] {
    const { settings } = this.sides;
    const kept = settings.length ? [`${listed(settings)} changed, too, and stays as it is now in every run.`] : [];
    return [...kept, ...this.weakerTests(), ...this.work.notes];
  }

  /** What the tests themselves check no more. */
  private weakerTests(): string[] {
    const tests = this.work.files.filter(({ before, now }) => before && this.sides.tests.includes(now?.file ?? before.file));
    return symptomSigns(parseDiff(diffOfFiles(tests, new ChangeUnits(tests))), { report: NO_FAILURE }).map(({ note }) => note);
  }

  private ended(outcome: ProveVerdict['outcome'], ...notes: string[]): ProveVerdict {
    const all = [...notes, ...this.leftNotes()].map((note) => note.replaceAll('With the patch', 'With the changes'));
    return { outcome, agreed: [0, 0], tests: [], hunks: [], others: 'notRun', notes: all };
  }
}

function diffOfFiles(files: readonly RecentFile[], { units }: ChangeUnits): string {
  const own = (index: number) => units.filter(({ fileIndex }) => fileIndex === index);
  return files.map((file, index) => diffOfUnits(file, own(index))).join('\n');
}

function besidesNotes(tests: readonly RedTest[], base: string): string[] {
  return tests
    .slice(0, 3)
    .map(({ name, otherwise }) => `${quoted(name)} fails ${at(base)}, too, but not for its own assertion: ${otherwise}.`);
}

function passes(run: Run): boolean {
  return firstBaseline(run).baseline.outcome === 'passes';
}
