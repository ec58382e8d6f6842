import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { openTestsReaching } from '../../../scripts/testsReaching.mjs';
import { ResultsFile } from '../resultsFile';
import { runTests, type EndOfTests } from './runTests';

export interface Verdict {
  /** `unseen`: no unit test imports the file. */
  outcome: 'killed' | 'survived' | 'unseen';
  /** The test file that noticed it. */
  by?: string;
  /** How: an assertion, a program that loops, or a limit of time twice. */
  how?: Exclude<EndOfTests['end'], 'passed'>;
}

/** ms for a test that says nothing else, at first and once more: many times what one takes. */
const [QUICK, PATIENT] = [40_000, 150_000];

/** The product and its tests at a commit, in a clone below out/mutants: what a mutant does to git there reaches no other checkout. */
export class StateOfTests {
  /** Whether a test file passes without a mutant. */
  private readonly sound: ResultsFile<boolean>;
  private testsReaching?: ReturnType<typeof openTestsReaching>;

  private constructor(
    readonly name: string,
    readonly folder: string,
  ) {
    this.sound = new ResultsFile(`${folder}.tests.jsonl`);
  }

  static at(commit: string): StateOfTests {
    const git = (...args: string[]) => execFileSync('git', args, { encoding: 'utf8' }).trim();
    const name = git('rev-parse', '--short', commit);
    const folder = join(process.cwd(), 'out', 'mutants', name);
    if (!existsSync(folder)) git('clone', '--quiet', '--shared', '--no-checkout', '.', folder);
    // A run that was ended has left its mutant.
    git('-C', folder, 'checkout', '--quiet', '--force', '--detach', git('rev-parse', commit));
    for (const shared of ['node_modules', 'out']) {
      const link = join(folder, shared);
      if (!existsSync(link)) symlinkSync(join(process.cwd(), shared), link);
    }
    return new StateOfTests(name, folder);
  }

  /** Files of the product, relative to the root. */
  files(): string[] {
    const all = execFileSync('git', ['ls-files', '-z', 'src'], { cwd: this.folder, encoding: 'utf8' });
    return all.split('\0').filter((file) => file.endsWith('.ts'));
  }

  /** @returns undefined where there is no such file */
  textOf(file: string): string | undefined {
    const path = join(this.folder, file);
    return existsSync(path) ? readFileSync(path, 'utf8') : undefined;
  }

  /** The tests whose imports lead to a file, the nearest first; of those as near, the ones in a folder of the same name. */
  async testsOf(file: string): Promise<string[]> {
    const own = file.split('/').slice(1);
    const shared = (test: string): number => {
      const parts = test.split('/').slice(2);
      const different = own.findIndex((part, at) => part !== parts[at]);
      return different + (basename(test, '.test.ts') === basename(file, '.ts') ? 1 : 0);
    };
    const testsReaching = await (this.testsReaching ??= openTestsReaching(this.folder));
    return testsReaching([file], (one, other) => shared(other) - shared(one));
  }

  /** Judges a mutant by one test file alone, which notices most, then by all others; those that are not in this state are left out. */
  async judge(file: string, text: string, first: string | undefined, others: readonly string[]): Promise<Verdict> {
    const path = join(this.folder, file);
    const before = readFileSync(path, 'utf8');
    const judging = [...new Set([...(first === undefined ? [] : [first]), ...others])].filter(
      (test) => this.sound.get(test) !== false && existsSync(join(this.folder, test)),
    );
    if (!judging.length) return { outcome: 'unseen' };
    try {
      for (const some of [judging.slice(0, 1), judging.slice(1)].filter(({ length }) => length)) {
        writeFileSync(path, text);
        const failed = await this.firstFailure(some);
        if (!failed) {
          for (const test of some) if (!this.sound.has(test)) this.sound.add(test, true);
          continue;
        }
        writeFileSync(path, before);
        // It may fail without the mutant, too: the others judge.
        if (!(await this.passes(failed.by))) return await this.judge(file, text, first, others);
        return { outcome: 'killed', ...failed };
      }
      return { outcome: 'survived' };
    } finally {
      writeFileSync(path, before);
    }
  }

  private async firstFailure(tests: readonly string[]): Promise<{ by: string; how: NonNullable<Verdict['how']> } | undefined> {
    let ended = await runTests(tests, this.folder, QUICK);
    // A busy machine is slow now and then; what waits for ever does so again.
    if (ended.end === 'late') ended = await runTests(tests, this.folder, PATIENT);
    if (ended.end === 'passed') return undefined;
    const by = ended.by ?? (tests.length === 1 ? tests[0] : undefined);
    if (by !== undefined) return { by, how: ended.end };
    for (const test of tests) {
      const failed = await this.firstFailure([test]);
      if (failed) return failed;
    }
    return undefined;
  }

  private async passes(test: string): Promise<boolean> {
    const known = this.sound.get(test);
    if (known !== undefined) return known;
    const sound = (await runTests([test], this.folder, PATIENT)).end === 'passed';
    this.sound.add(test, sound);
    return sound;
  }
}
