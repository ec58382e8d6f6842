import { mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeFiles } from './claimProgram';
import { instrumentScript } from './instrumentScript';
import { runIn } from './runProgram';

const TRACERS = join(__dirname, 'tracers');

/** A value that a run had, in the words that claims are about. */
export interface Seen {
  kind: 'undefined' | 'null' | 'nothing' | 'number' | 'boolean' | 'text' | 'list' | 'map' | 'promise' | 'function' | 'other' | 'object';
  /** Name of its type. */
  type: string;
  /** As the language writes it, cut. */
  text: string;
  /** The content of a text. */
  plain?: string;
  /** Of a list, a map or a text. */
  size?: number;
  keys?: string[];
}

export interface Call {
  caller: string;
  callerFile: string;
  callerLine: number;
  callee: string;
  calleeFile: string;
}

/** What a run of a program showed. Places are `file:line`. */
export interface Observed {
  lines: ReadonlySet<string>;
  /** Name of the function that a line ran in. */
  functions: ReadonlyMap<string, string>;
  calls: readonly Call[];
  /** By `file:line|function`, in order. */
  returns: ReadonlyMap<string, Seen[]>;
  /** By `file:line|expression`, before the line ran, in order. */
  values: ReadonlyMap<string, Seen[]>;
}

/** An expression to look at before a line runs. */
export interface Asked {
  file: string;
  line: number;
  expression: string;
}

interface Written {
  lines: string[];
  functions: Record<string, string>;
  calls: [string, string, number, string, string, number][];
  returns: Record<string, Seen[]>;
  values: Record<string, Seen[]>;
}

/** Languages whose runs are traced; in the others, prints are inserted. */
export const TRACED: ReadonlySet<string> = new Set(['javascript', 'typescript', 'python', 'ruby']);

/** Runs a program again, with a tracer; undefined if nothing of it was seen or the language has no tracer here. */
export function observe(
  program: { language: string; command: string; files: Record<string, string> },
  asked: readonly Asked[],
): Observed | undefined {
  if (!TRACED.has(program.language)) return undefined;
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'claims-run-')));
  const out = `${folder}.out`;
  mkdirSync(out);
  try {
    writeFiles(folder, Object.fromEntries(Object.entries(program.files).map(([file, text]) => [file, instrumented(file, text)])));
    runIn(folder, program.command, {
      ...tracerOf(program.language),
      CLAIMS_ROOT: folder,
      CLAIMS_OUT: out,
      CLAIMS_ASKED: JSON.stringify(asked.map(({ file, line, expression }) => [file, line, expression])),
    });
    const written = readdirSync(out).map((name) => JSON.parse(readFileSync(join(out, name), 'utf8')) as Written);
    return written.some(({ lines }) => lines.length) ? merged(written) : undefined;
  } finally {
    rmSync(folder, { recursive: true, force: true });
    rmSync(out, { recursive: true, force: true });
  }
}

function instrumented(file: string, text: string): string {
  return /\.[cm]?[jt]sx?$/.test(file) ? instrumentScript(file, text) : text;
}

function tracerOf(language: string): Record<string, string> {
  if (language === 'python') return { PYTHONPATH: TRACERS };
  if (language === 'ruby') return { RUBYOPT: `-r${join(TRACERS, 'tracer.rb')}` };
  return { NODE_OPTIONS: `--require ${join(TRACERS, 'runtime.cjs')}` };
}

function merged(written: readonly Written[]): Observed {
  const lists = (of: (each: Written) => Record<string, Seen[]>): Map<string, Seen[]> => {
    const all = new Map<string, Seen[]>();
    for (const each of written) for (const [key, seen] of Object.entries(of(each))) all.set(key, [...(all.get(key) ?? []), ...seen]);
    return all;
  };
  return {
    lines: new Set(written.flatMap(({ lines }) => lines)),
    functions: new Map(written.flatMap(({ functions }) => Object.entries(functions))),
    calls: written.flatMap(({ calls }) =>
      calls.map(([caller, callerFile, callerLine, callee, calleeFile]) => ({ caller, callerFile, callerLine, callee, calleeFile })),
    ),
    returns: lists(({ returns }) => returns),
    values: lists(({ values }) => values),
  };
}
