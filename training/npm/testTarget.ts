import { existsSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type CommandRun, runCommand } from './runCommand';
import { type TapAssertion, parseTap } from './tapOutput';
import type { TestRunner } from './testRunner';

/** What failed: one test of mocha, one assertion of a TAP stream, or the whole file. */
export type TestTarget = { kind: 'mocha'; title: string } | { kind: 'tap'; key: string } | { kind: 'file' };

/** Tells targets of one file apart; empty for the whole file. */
export function targetName(target: TestTarget): string {
  return target.kind === 'mocha' ? target.title : target.kind === 'tap' ? target.key : '';
}

export interface TargetRun extends CommandRun {
  passes: boolean;
}

const TIMEOUT = 15_000;
/** Ends of a test that say nothing of the fault. */
const UNSAID = /exited without ending|plan != count|timed? ?out|\.end\(\) (?:already )?called/i;

/** Runs test files of one workspace. */
export class TestFiles {
  /** @param mocha absolute path of mocha's program */
  constructor(
    private readonly workspace: string,
    private readonly mocha: string,
  ) {}

  /** @returns the command without this machine's paths, to be written down, and run by {@link run} */
  command(file: string, runner: TestRunner, target?: TestTarget): string[] {
    if (runner.kind === 'script') return ['node', ...runner.options, file];
    const only = target?.kind === 'mocha' ? ['--grep', `^${escapeRegExp(target.title)}$`] : [];
    return ['mocha', '--no-config', '--no-package', '--exit', '--timeout', '5000', ...runner.options, ...only, file];
  }

  async run(command: readonly string[], target: TestTarget): Promise<TargetRun> {
    const run = await this.start(command);
    return { ...run, passes: passes(run, target) };
  }

  /** Runs a file whole. @returns what failed in it, at most one assertion of each TAP test; none where the time was up */
  async failures(file: string, runner: TestRunner): Promise<TestTarget[]> {
    if (runner.kind === 'mocha') return this.mochaFailures(file, runner);
    const run = await this.start(this.command(file, runner));
    if (run.code === null) return [];
    const assertions = parseTap(run.text)?.filter(({ ok, parent }) => !ok && !parent) ?? [];
    const lines = run.text.split('\n');
    const bySection = new Map<number, TapAssertion>();
    for (const assertion of assertions)
      if (!UNSAID.test(lines[assertion.start] ?? '') && !bySection.has(assertion.sectionStart))
        bySection.set(assertion.sectionStart, assertion);
    if (assertions.length > 0) return [...bySection.values()].map(({ key }) => ({ kind: 'tap', key }));
    return run.code === 0 ? [] : [{ kind: 'file' }];
  }

  private async mochaFailures(file: string, runner: TestRunner): Promise<TestTarget[]> {
    const output = join(dirname(this.workspace), 'mocha.json');
    rmSync(output, { force: true });
    const run = await this.start([...this.command(file, runner), '--reporter', 'json', '--reporter-option', `output=${output}`]);
    if (run.code === null || run.code === 0) return [];
    if (!existsSync(output)) return [{ kind: 'file' }];
    const { failures } = JSON.parse(readFileSync(output, 'utf8')) as { failures: { fullTitle: string; err: { message?: string } }[] };
    const titles = failures
      .filter(({ err }) => !UNSAID.test(err.message ?? '') && !/^Timeout of/.test(err.message ?? ''))
      .map(({ fullTitle }) => fullTitle);
    // A title with the workspace's path in it would be another one elsewhere.
    return [...new Set(titles)]
      .filter((title) => !/" hook\b/.test(title) && !title.includes(this.workspace))
      .map((title) => ({ kind: 'mocha', title }));
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

/** @returns of what a failing run printed, what a person would copy: for TAP the test with its first failed assertion, else all of it */
export function failureText(text: string, target: TestTarget): string {
  if (target.kind !== 'tap') return text;
  const assertions = parseTap(text) ?? [];
  const failed = assertions.find(({ key, ok }) => !ok && key === target.key);
  if (!failed) return text;
  const others = assertions.filter((assertion) => !assertion.ok && assertion !== failed);
  // The header stands on its own where many passed assertions lie between it and the one that failed.
  const from = Math.max(failed.sectionStart + 1, failed.start - 30);
  const kept = text.split('\n').filter((_, line) => {
    if (line === failed.sectionStart) return true;
    return line >= from && line < failed.end && !others.some(({ start, end }) => line >= start && line < end);
  });
  return ['TAP version 13', ...kept, ''].join('\n');
}

function escapeRegExp(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
}
