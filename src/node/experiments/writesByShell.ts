import { closeSync, openSync, readSync, statSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import type { Recipe } from '../../core/experiments/experiment';
import { commandsIn, shellLines } from '../../core/experiments/shellLines';
import { shellWrites } from '../../core/experiments/shellWrites';
import { packageScripts } from './packageScripts';

const SHELL = /^(?:ba|da|z|k)?sh$/;
/** Bytes of a script that are looked at. */
const LONGEST = 65_536;

/**
 * Whether a command changes files by a shell, where nothing can undo it: `sh -c 'echo x > a'`, `./run.sh`, a package script or a rule of a
 * makefile with such a line.
 */
export function writesByShell({ command, cwd }: Pick<Recipe, 'command' | 'cwd'>): boolean {
  const lines = shellLines(command, packageScripts(cwd));
  return lines.some(shellWrites) || [command, ...lines.flatMap(commandsIn)].some((words) => isScriptThatWrites(words, cwd));
}

function isScriptThatWrites([program = '', ...args]: readonly string[], cwd: string): boolean {
  if (!SHELL.test(basename(program)))
    return /[\\/]/.test(program) && scriptWrites(resolve(cwd, program), /^#!.{0,200}\b(?:ba|da|z|k)?sh\b/);
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
