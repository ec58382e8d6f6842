import { kept } from '../core/language';
import type { KnownRecipe } from '../core/investigation/runRecord';
import type { Ledger } from './ports';
import type { Runs } from './runs';

/** Time between two looks whether another run has ended, and at most for it, ms. */
const WAIT = 250;
const LONGEST_WAIT = 180_000;

/** Lines of the timeline that stand for no run, or for one that was not started by a click. */
const NOT_BY_CLICK: readonly string[] = ['terminal', 'applied', 'undone', 'check'];

export interface RunsAfterChangeParts {
  runs: Pick<Runs, 'runningIn' | 'recipe' | 'runAgain' | 'check' | 'note'>;
  ledger: Pick<Ledger, 'get'>;
  /** The project's own checks of some files. @param files workspace-relative */
  checksOf: (files: readonly string[]) => Promise<Pick<KnownRecipe, 'command' | 'cwd'>[]>;
  later: (ms: number) => Promise<unknown>;
}

/** What runs by itself once a fix or a recent change was applied or undone: the command, and then the project's own check. */
export class RunsAfterChange {
  /** By investigation: its newest change, which ends what still follows an older one. */
  private readonly newest = new Map<string, symbol>();

  constructor(private readonly parts: RunsAfterChangeParts) {}

  /**
   * Runs the command, if the person ran it by a click before, and then the project's check of the changed files. Gives way to a run that
   * somebody starts, and to what follows the next change.
   */
  async follow(id: string, files: readonly string[]): Promise<void> {
    const { runs, ledger, checksOf, later } = this.parts;
    const change = Symbol(id);
    this.newest.set(id, change);
    const isNewest = (): boolean => this.newest.get(id) === change;
    const isBusy = (): boolean => runs.runningIn(id) !== undefined && !runs.runningIn(id)?.automatic;
    // What a search learns at its end goes on for a moment.
    for (let waited = 0; isBusy() && waited < LONGEST_WAIT; waited += WAIT) await later(WAIT);
    if (!isNewest()) return;
    const ranBefore = ledger.get(id)?.runs.some(({ kind }) => !NOT_BY_CLICK.includes(kind));
    // Whether it passes is what the person waits for.
    if (ranBefore && runs.recipe(id) && !isBusy() && (await runs.runAgain(id, true)) === 'superseded') return;
    const checks = await checksOf(files);
    if (!isNewest()) return;
    if (isBusy()) return runs.note(id, 'check', {}, kept('not checked: something else was running'));
    for (const check of checks) if ((await runs.check(id, check)) === 'superseded' || isBusy() || !isNewest()) return;
  }
}
