import type { KnownRecipe } from '../core/investigation/runRecord';
import { commandLine } from './commandLine';

/**
 * The command behind a debug session, for adapters whose configuration contains it: launched Node and Python programs.
 * @param configuration resolved, without variables
 * @param folder absolute, used if the configuration names none
 */
export function recipeOfDebugging(configuration: Readonly<Record<string, unknown>>, folder: string | undefined): KnownRecipe | undefined {
  const { type, request, program, module, runtimeExecutable, cwd } = configuration;
  const where = typeof cwd === 'string' && cwd ? cwd : folder;
  if (request !== 'launch' || where === undefined) return undefined;
  const args = wordsOf(configuration['args']);
  const command = (words: string[]): KnownRecipe => ({ command: commandLine(words), cwd: where, from: 'debugger' });
  if (type === 'node' || type === 'pwa-node') {
    const runtime = typeof runtimeExecutable === 'string' && runtimeExecutable ? runtimeExecutable : 'node';
    const runtimeArgs = wordsOf(configuration['runtimeArgs']);
    if (typeof program === 'string') return command([runtime, ...runtimeArgs, program, ...args]);
    return runtimeExecutable === undefined ? undefined : command([runtime, ...runtimeArgs, ...args]);
  }
  if (type !== 'debugpy' && type !== 'python') return undefined;
  const interpreter = [configuration['python'], configuration['pythonPath']].find((each) => typeof each === 'string') ?? 'python3';
  if (typeof module === 'string') return command([String(interpreter), '-m', module, ...args]);
  return typeof program === 'string' ? command([String(interpreter), program, ...args]) : undefined;
}

function wordsOf(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((word) => typeof word === 'string') : [];
}
