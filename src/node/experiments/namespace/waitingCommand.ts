import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import type { Duplex, Readable } from 'node:stream';
import { outputPipesIn } from '../../outputPipes';
import { experimentAsset } from '../experimentAssets';
import { programPath } from './programPath';
import type { NamespaceStart } from './prepareNamespace';

/** A command that was started, and where it prints to. */
export interface StartedCommand {
  child: ChildProcess;
  streams: readonly Readable[];
}

/** What runs in a namespace, and with what. */
export interface CommandOrder {
  command: readonly string[];
  cwd: string;
  env: Readonly<Record<string, string | undefined>>;
  /** Absolute file that it has as its standard input. */
  input?: string | undefined;
}

/** Enters a namespace and starts a command there. @param keeper process id of what keeps the namespace */
export function startCommand(start: NamespaceStart, keeper: number, { command, cwd, env, input }: CommandOrder): StartedCommand {
  const [program = '', ...args] = start.entering(keeper, cwd, command);
  const outputs = outputPipesIn(start.folder);
  // A core file that it leaves is removed with the folder.
  const given = input === undefined ? undefined : openSync(input, 'r');
  const child = spawn(program, args, { cwd: start.folder, env, stdio: [given ?? 'ignore', ...outputs.stdio], detached: true });
  if (given !== undefined) closeSync(given);
  return { child, streams: outputs.of(child) };
}

/** A process in a namespace that becomes the command of the next run: the programs that enter a namespace cost it milliseconds. */
export interface WaitingCommand {
  /** Whether it can take an order, once that is known; not where it was killed meanwhile. */
  isReady: () => Promise<boolean>;
  become: (order: CommandOrder) => StartedCommand;
  /** Lets go of it, where no order came. */
  discard: () => void;
}

/** Where it prints to is opened at once, so that nothing else can start there. @returns undefined without Perl */
export function waitInside(start: NamespaceStart, keeper: number): WaitingCommand | undefined {
  const perl = programPath('perl');
  if (perl === undefined) return undefined;
  const [program = '', ...args] = start.entering(keeper, start.folder, [perl, experimentAsset('becomeCommand.pl')]);
  const outputs = outputPipesIn(start.folder);
  // The person's own variables come with the order.
  const child = spawn(program, args, {
    ...{ cwd: start.folder, env: { PATH: process.env['PATH'], LC_ALL: 'C' }, detached: true },
    stdio: ['ignore', ...outputs.stdio, 'pipe'],
  });
  const streams = outputs.of(child);
  const orders = child.stdio[3] as Duplex;
  orders.on('error', () => {});
  const ready = new Promise<boolean>((resolve) => {
    orders.once('data', () => resolve(true)).once('close', () => resolve(false));
    child.once('error', () => resolve(false));
  });
  return {
    isReady: async () => (await ready) && child.exitCode === null && child.signalCode === null,
    become: ({ command, cwd, env, input = '/dev/null' }) => {
      const variables = Object.entries(env).flatMap(([name, value]) => (value === undefined ? [] : [`${name}=${value}`]));
      orders.end([cwd, input, variables.length, ...variables, ...command].map((part) => `${part}\0`).join(''));
      return { child, streams };
    },
    discard: () => {
      for (const stream of [...streams, orders]) stream.destroy();
    },
  };
}
