import { deepStrictEqual, match, ok } from 'node:assert';
import { OutOfTime, type Edit, type Isolation, type Run } from '../../../../../src/core/experiments/experiment';
import { repairFailure, type RepairSearch } from '../../../../../src/core/experiments/repairs/repairFailure';
import { ScriptedLab } from '../../../../support/scriptedLab';

const RED = "TypeError: Cannot read properties of undefined (reading 'id')\n    at load (/app/cart.js:2:5)\n";

/** Runs that take a while, on a clock of their own. */
class SlowLab {
  readonly isolations = ['overlay'] as const;

  constructor(
    readonly secondsOfRun: number,
    private readonly clock = { seconds: 0 },
    private readonly signal?: AbortSignal,
    private readonly lab = new ScriptedLab((text) => (text.includes('right') ? ['done\n', 0] : [RED, 1])),
  ) {}

  get seconds(): number {
    return this.clock.seconds;
  }
  get runs(): number {
    return this.lab.runs;
  }
  endedBy(signal: AbortSignal): SlowLab {
    return new SlowLab(this.secondsOfRun, this.clock, signal, this.lab);
  }
  async run(edits: readonly Edit[], isolation: Isolation): Promise<Run> {
    this.signal?.throwIfAborted();
    this.clock.seconds += this.secondsOfRun;
    return { ...(await this.lab.run(edits, isolation)), wallMs: 1000 * this.secondsOfRun };
  }
  narrowedTo(): undefined {
    return undefined;
  }
  read(): Promise<string> {
    return this.lab.read();
  }
  changedFile(): Promise<undefined> {
    return Promise.resolve(undefined);
  }
  nameOf(file: string): string {
    return file.replace('/app/', '');
  }
}

describe('repairFailure', () => {
  const repair = async (
    lab: SlowLab,
    seconds: number,
    ending: Pick<RepairSearch, 'enough' | 'onFound' | 'from'> = {},
    also: string[] = [],
  ) => {
    const candidates = ['wrong', 'wrong too', 'right', ...also].map((text) => ({
      ...{ file: 'cart.js', line: 2, statement: 2, template: 't', weight: 1 },
      text,
    }));
    return repairFailure(lab, ['node', 'cart.js'], {
      candidates,
      limits: { runs: 60, seconds },
      pathOf: (file) => `/app/${file}`,
      isSound: () => Promise.resolve(true),
      ...ending,
    });
  };

  it('ends with what passes so far once the person has seen enough', async () => {
    const enough = new AbortController();
    const found: number[] = [];
    const onFound = (passing: number): void => {
      found.push(passing);
      enough.abort();
    };
    const also = ['right too', 'wrong again'];
    const { verdict, baseline } = await repair(new SlowLab(1), 1000, { enough: enough.signal, onFound }, also);
    deepStrictEqual([baseline.outcome, verdict.candidates.length, verdict.stopped, found], ['fails', 1, true, [1]]);
    const all = await repair(new SlowLab(1), 1000, {}, also);
    deepStrictEqual([all.verdict.tried, all.verdict.stopped], [5, undefined]);
  });

  it('shows nothing if the person stopped it before anything passed', async () => {
    const { verdict } = await repair(new SlowLab(1), 1000, { enough: AbortSignal.abort() });
    const { candidates, tried, stopped, endedBy } = verdict;
    deepStrictEqual({ candidates, tried, stopped, endedBy }, { candidates: [], tried: 0, stopped: true, endedBy: 'person' });
  });

  it('starts no change that the time left cannot prove, and keeps to its time', async () => {
    const lab = new SlowLab(14);
    const { baseline, verdict } = await repair(lab, 60);
    const { candidates, tried, stopped, endedBy } = verdict;
    deepStrictEqual([baseline.outcome, candidates, tried, stopped, endedBy], ['fails', [], 0, true, 'slow']);
    ok(lab.seconds <= 60, String(lab.seconds));
  });

  it('goes on where it stopped, without preparing anything again', async () => {
    const first = new SlowLab(14);
    const { verdict: stopped } = await repair(first, 100);
    deepStrictEqual([stopped.candidates, stopped.tried, stopped.total, stopped.endedBy], [[], 2, 3, 'time']);
    const again = new SlowLab(14);
    const { verdict, runs } = await repair(again, 130, { from: stopped.rest });
    deepStrictEqual([verdict.candidates.map(({ diff }) => /\+right/.test(diff)), verdict.tried, verdict.total], [[true], 3, 3]);
    deepStrictEqual([verdict.stopped, verdict.rest, runs], [undefined, undefined, 3]);
  });

  it('shows of a failure that wavers with a change only what passes by turns with runs without one', async () => {
    const runs = new Map<string, number>();
    const passes: Record<string, (run: number) => boolean> = { once: (run) => run === 1, luck: (run) => run <= 2, right: () => true };
    const lab = new ScriptedLab((text) => {
      const run = (runs.get(text) ?? 0) + 1;
      runs.set(text, run);
      return passes[text]?.(run) ? ['done\n', 0] : [RED, 1];
    });
    const { verdict } = await repair(new SlowLab(1, undefined, undefined, lab), 1000, {}, ['luck', 'once']);
    deepStrictEqual(
      verdict.candidates.map(({ diff }) => /^\+(\w+)/m.exec(diff.replace(/^\+\+\+.*$/m, ''))?.[1]),
      ['right'],
    );
    deepStrictEqual([runs.get('right'), verdict.wavers], [5, true]);
  });

  it('keeps what passed twice where no time is left for the run without a change', async () => {
    class Ended extends SlowLab {
      override async run(edits: readonly Edit[], isolation: Isolation): Promise<Run> {
        const run = await super.run(edits, isolation);
        if (this.runs > ended) throw new OutOfTime();
        return run;
      }
    }
    let ended = Infinity;
    const whole = await repair(new Ended(1), 1000);
    ended = whole.runs - 1;
    const { verdict } = await repair(new Ended(1), 1000);
    deepStrictEqual(
      [verdict.candidates.map(({ line }) => line), verdict.stopped, verdict.endedBy],
      [whole.verdict.candidates.map(({ line }) => line), true, 'time'],
    );
    deepStrictEqual(verdict.candidates.length, 1);
  });

  it('tries changes of files that the failing run never opened last, and none of lines that it never reached', async () => {
    const tried: string[] = [];
    const change = (file: string, line: number) => ({
      ...{ file, line, statement: line, template: 't', weight: 1 },
      text: `${file} ${line}`,
    });
    await repairFailure(new SlowLab(1), ['node', 'cart.js'], {
      candidates: [change('other.js', 1), change('cart.js', 2), change('cart.js', 9)],
      limits: { runs: 60, seconds: 1000 },
      pathOf: (file) => `/app/${file}`,
      isSound: ({ text }) => Promise.resolve(tried.push(text) > 0),
      ran: async () => new Map([['cart.js', { lines: new Set([2, 3]), functions: new Set<number>() }]]),
    });
    deepStrictEqual(tried.slice(-2), ['cart.js 2', 'other.js 1']);
    deepStrictEqual(tried.includes('cart.js 9'), false);
  });

  it('says of a program without tests that a change is unproven, with what it prints', async () => {
    const { verdict } = await repair(new SlowLab(1), 1000);
    const [found] = verdict.candidates;
    deepStrictEqual([found?.unproven, found?.symptom], [true, false]);
    match(
      found?.note ?? '',
      /^Unproven: .*With this change it prints `done`; without this change it printed nothing and ended with `TypeError/,
    );
  });

  it('says why there is nothing to try, and claims nothing about files that it never edited', async () => {
    const search = { candidates: [], limits: { runs: 60, seconds: 60 }, pathOf: String, isSound: () => Promise.resolve(true) };
    const said = async (output: string): Promise<unknown[]> => {
      const lab = new ScriptedLab(() => [output, 1]);
      const { baseline, isolation, canary } = await repairFailure(lab, ['perl', 'cart.pl'], search);
      return [baseline.outcome, baseline.why, isolation, canary, lab.runs];
    };
    const died = 'Illegal division by zero at /app/cart.pl line 5.\n';
    const inPerl =
      'Small changes are tried in JavaScript, TypeScript, Python, Java, Kotlin, C#, Go, Rust, C, C++, PHP and Ruby, not in Perl: trying a fix and searching for the change that broke it work here, too.';
    deepStrictEqual(await said(died), ['fails', inPerl, 'none', false, 1]);
    deepStrictEqual(await said(RED), ['fails', 'No small change is known for the code that this failure leads to.', 'none', false, 1]);
  });

  it('proves the changes for which there is time', async () => {
    for (const seconds of [60, 100, 140, 200, 1000]) {
      const lab = new SlowLab(14);
      const { verdict } = await repair(lab, seconds);
      ok(lab.seconds <= seconds, `${lab.seconds} of ${seconds}`);
      deepStrictEqual([verdict.candidates.length, verdict.stopped], seconds < 140 ? [0, true] : [1, undefined], String(seconds));
    }
  });
});
