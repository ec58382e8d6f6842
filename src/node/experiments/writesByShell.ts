import { closeSync, openSync, readSync, statSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import type { Recipe } from '../../core/experiments/experiment';
import { shellWrites } from '../../core/experiments/shellWrites';

const SHELL = /^(?:ba|da|z|k)?sh$/;
/** Bytes of a script that are looked at. */
const LONGEST = 65_536;

/** Whether a command is a text or a script of shell that changes files by itself: `sh -c 'echo x > a'`, `./run.sh`. */
export function writesByShell({ command, cwd }: Pick<Recipe, 'command' | 'cwd'>): boolean {
  const [program = '', ...args] = command;
  if (!SHELL.test(basename(program)))
    return /[\\/]/.test(program) && scriptWrites(resolve(cwd, program), /^#!.{0,200}\b(?:ba|da|z|k)?sh\b/);
  const option = args.findIndex((arg) => /^-\w*c$/.test(arg));
  if (option >= 0) return shellWrites(args[option + 1] ?? '');
  const script = args.find((arg) => !arg.startsWith('-'));
  return script !== undefined && scriptWrites(resolve(cwd, script));
}

function scriptWrites(path: string, begins = /^/): boolean {
  try {
    // Opening a pipe waits for somebody who writes into it.
    if (!statSync(path).isFile()) return false;
    const file = openSync(path, 'r');
    try {
      const bytes = Buffer.alloc(LONGEST);
      const text = bytes.toString('latin1', 0, readSync(file, bytes, 0, LONGEST, 0));
      return begins.test(text) && shellWrites(text);
    } finally {
      closeSync(file);
    }
  } catch {
    return false;
  }
}
