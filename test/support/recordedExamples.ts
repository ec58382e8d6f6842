import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { TempFolder } from './gitRepository';

/** A command of a document, and what it printed when it was recorded. */
export interface RecordedExample {
  command: string;
  output: string;
}

const BLOCK = /^<!-- recorded: (?<name>[\w-]+) -->\n+(?<fence>`{3,})console\n(?<text>[^]*?)^\k<fence>$/gm;

/**
 * The examples of a document that are recorded under a name: in a block ```` ```console ```` below `<!-- recorded: NAME -->`, each command
 * behind `$ `, its output after it.
 */
export function recordedExamples(document: string, name: string): RecordedExample[] {
  return [...readFileSync(document, 'utf8').matchAll(BLOCK)]
    .filter(({ groups }) => groups?.['name'] === name)
    .flatMap(({ groups }) => (groups?.['text'] ?? '').split(/^\$ /m).slice(1))
    .map((part) => {
      const [command = '', ...output] = part.trimEnd().split('\n');
      return { command, output: output.join('\n').trim() };
    });
}

/** Runs the commands in a folder, one after the other, with the command line as `debug-with-context`. */
export function runExamples(examples: readonly RecordedExample[], folder: string, cli: string): RecordedExample[] {
  const bin = new TempFolder();
  const state = new TempFolder();
  try {
    writeFileSync(join(bin.path, 'debug-with-context'), `#!/bin/sh\nexec "${process.execPath}" "${cli}" "$@"\n`, { mode: 0o755 });
    // Node's runner of tests, which may run this, tells its children so.
    const { NODE_TEST_CONTEXT: _inside, ...own } = process.env;
    const env = { ...own, PATH: `${bin.path}:${process.env['PATH'] ?? ''}`, XDG_STATE_HOME: state.path, NO_COLOR: '1' };
    return examples.map(({ command }) => {
      const { stdout } = spawnSync('sh', ['-c', command], { cwd: folder, env, encoding: 'utf8' });
      return { command, output: stdout.trim() };
    });
  } finally {
    bin.dispose();
    state.dispose();
  }
}

/** As they are written in a document: `RECORD_EXAMPLES=1` in a test's environment prints this instead of comparing. */
export function consoleBlock(examples: readonly RecordedExample[]): string {
  return examples.map(({ command, output }) => `$ ${command}\n${output}\n`).join('\n');
}
