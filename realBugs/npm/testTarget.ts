import { type CommandRun, runCommand } from './runCommand';
import { parseTap } from './tapOutput';

/** A failed target: one test of mocha, one assertion of a TAP stream, or the whole file. */
export type TestTarget = { kind: 'mocha'; title: string } | { kind: 'tap'; key: string } | { kind: 'file' };

/** Tells targets of one file apart; empty for the whole file. */
export function targetName(target: TestTarget): string {
  return target.kind === 'mocha' ? target.title : target.kind === 'tap' ? target.key : '';
}

export interface TargetRun extends CommandRun {
  passes: boolean;
}

const TIMEOUT = 15_000;

/** Runs test files of one workspace. */
export class TestFiles {
  /** @param mocha absolute path of mocha's program */
  constructor(
    private readonly workspace: string,
    private readonly mocha: string,
  ) {}

  /** @param command as it was written down: `mocha` stands for the mocha of {@link TestFiles} */
  async run(command: readonly string[], target: TestTarget): Promise<TargetRun> {
    const run = await this.start(command);
    return { ...run, passes: passes(run, target) };
  }

  private start(command: readonly string[]): Promise<CommandRun> {
    const [program = '', ...rest] = command;
    return runCommand(this.workspace, program === 'mocha' ? [process.execPath, this.mocha, ...rest] : [process.execPath, ...rest], TIMEOUT);
  }
}

function passes({ text, code }: CommandRun, target: TestTarget): boolean {
  switch (target.kind) {
    case 'mocha':
      return code === 0 && /^\s*[1-9]\d* passing/m.test(text);
    case 'tap':
      return parseTap(text)?.some(({ key, ok }) => ok && key === target.key) === true;
    case 'file':
      return code === 0 && !/^\s*not ok /m.test(text);
  }
}

/** @returns the part of a failing run's output that a person would copy: for TAP the test with its first failed assertion, else all of it */
export function failureText(text: string, target: TestTarget): string {
  if (target.kind !== 'tap') return text;
  const assertions = parseTap(text) ?? [];
  const failed = assertions.find(({ key, ok }) => !ok && key === target.key);
  if (!failed) return text;
  const others = assertions.filter((assertion) => !assertion.ok && assertion !== failed);
  // The header is kept separately if many passed assertions lie between it and the failed one.
  const from = Math.max(failed.sectionStart + 1, failed.start - 30);
  const kept = text.split('\n').filter((_, line) => {
    if (line === failed.sectionStart) return true;
    return line >= from && line < failed.end && !others.some(({ start, end }) => line >= start && line < end);
  });
  return ['TAP version 13', ...kept, ''].join('\n');
}
