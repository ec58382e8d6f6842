import { parseFailure } from '../../src/core/capture/captureFailure';
import { CANARY } from '../../src/core/experiments/canary';
import type { FailureReport } from '../../src/core/capture/failureReport';
import type { Edit, Isolation, Run, TestResults } from '../../src/core/experiments/experiment';
import type { Laboratory, RunExtra } from '../../src/core/experiments/laboratory';
import { readTestResults } from '../../src/core/experiments/readTestResults';

const read = new Map<string, { named?: TestResults; report: FailureReport }>();

/** What a run's output says; scripted runs print the same a thousand times. */
function readOnce(output: string): { named?: TestResults; report: FailureReport } {
  const known = read.get(output) ?? { named: readTestResults(output), report: parseFailure(output, { roots: ['/app'] }) };
  read.set(output, known);
  return known;
}

/** A laboratory whose command depends on the text of one file, `/app/cart.js`. */
export class ScriptedLab implements Laboratory {
  readonly isolations = ['overlay', 'copy'] as const;
  readonly seconds = 0;
  readonly ran: Isolation[] = [];
  changed: string | undefined;
  /** Files of the tests that it runs, by their names. */
  files: ReadonlyMap<string, string> | undefined;
  /** Hash of each file that is looked at after a run with this text. */
  leaves: (text: string) => string = () => 'as it was';

  constructor(
    private readonly script: (text: string, isolation: Isolation, extra: RunExtra) => [output: string, exit: number],
    /** Isolations that run the edited text. */
    private readonly holding: readonly Isolation[] = ['overlay', 'copy'],
    /** The text of the file in the workspace. */
    private readonly now = 'bad',
  ) {}

  get runs(): number {
    return this.ran.length;
  }

  async run(edits: readonly Edit[], isolation: Isolation, extra: RunExtra = {}): Promise<Run> {
    this.ran.push(isolation);
    const edit = edits.find(({ file }) => file === '/app/cart.js');
    const text = this.holding.includes(isolation) ? (edit?.text ?? this.now) : this.now;
    const [output, exit] = text.includes(CANARY) ? [`Error: ${CANARY}\n    at /app/cart.js:1:1\n`, 1] : this.script(text, isolation, extra);
    const { named, report } = readOnce(output);
    const tests: TestResults | undefined = named && this.files ? { ...named, files: this.files } : named;
    const looked = Object.fromEntries((extra.look ?? []).map((file) => [file, this.leaves(text)]));
    const run = { exit, timedOut: false, cancelled: false, wallMs: 1, output, outputBytes: output.length, report, tests, observations: {} };
    return { ...run, looked };
  }

  narrowedTo(): undefined {
    return undefined;
  }
  endedBy(signal: AbortSignal): ScriptedLab {
    return Object.assign(new ScriptedLab(this.script, this.holding, this.now), { ran: this.ran, signal });
  }
  async read(): Promise<string> {
    return this.now;
  }
  async changedFile(): Promise<string | undefined> {
    return this.changed;
  }
  nameOf(file: string): string {
    return file.replace('/app/', '');
  }
}
