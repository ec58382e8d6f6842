import { readFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { resolve } from 'node:path';
import type { FailureReport } from '../../core/capture/failureReport';
import type { Recipe } from '../../core/experiments/experiment';

/** Said by Node, Python, Go, Java, Ruby, Rust, .NET and servers written with them. */
const IN_USE =
  /EADDRINUSE|address (?:is )?already in use|BindException|\bport \S{0,20} (?:is|was) (?:already )?(?:in use|taken)|Only one usage of each socket address/i;
const NUMBER = /(?<![\w.-])\d{2,5}(?![\w-]|\.\d)/g;
/** Files of frames that are searched for the number, and their size. */
const MOST_FILES = 8;
const LARGEST = 500_000;

/**
 * The port that a command needed and that another program has. Many messages do not name it; then a number of the command, of its output or
 * of the code that failed counts, if it alone is a port in use now. Undefined if none is, as where the command itself listened twice.
 * @param output of the command, after all its processes have ended
 */
export async function takenPort({ command, cwd, env }: Recipe, output: string, report: FailureReport): Promise<number | undefined> {
  if (!IN_USE.test(output)) return undefined;
  const lines = output.split('\n');
  const places: (() => Promise<string> | string)[] = [
    () => lines.filter((line) => IN_USE.test(line)).join('\n'),
    () => [...command, env?.['PORT'] ?? process.env['PORT'] ?? ''].join('\n').replaceAll(/[=:,/]/g, '\n'),
    () => lines.filter((line) => /port|listen|https?:/i.test(line)).join('\n'),
    () => codeOf(report, cwd),
  ];
  for (const place of places) {
    const ports = [...new Set(((await place()).match(NUMBER) ?? []).map(Number))].filter((port) => port < 65536).slice(0, 200);
    const taken: number[] = [];
    for (const port of ports) if (await isTaken(port)) taken.push(port);
    if (taken.length > 0) return taken.length === 1 ? taken[0] : undefined;
  }
  return undefined;
}

async function codeOf(report: FailureReport, cwd: string): Promise<string> {
  const frames = report.errors.flatMap((error) => error.frames).filter(({ origin }) => origin === 'workspace');
  const files = [...new Set(frames.map(({ file }) => resolve(cwd, file)))].slice(0, MOST_FILES);
  const texts = await Promise.all(files.map((file) => readFile(file, 'utf8').catch(() => '')));
  return texts.filter(({ length }) => length < LARGEST).join('\n');
}

async function isTaken(port: number): Promise<boolean> {
  return (await refuses(port)) || refuses(port, '127.0.0.1');
}

function refuses(port: number, host?: string): Promise<boolean> {
  return new Promise((done) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) => done(error.code === 'EADDRINUSE'));
    server.listen({ port, host, exclusive: true }, () => server.close(() => done(false)));
  });
}
