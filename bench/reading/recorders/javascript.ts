import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { countLines, layOut, printed, type RecordedText, type TrueError, workplace } from './common';

/** An error as `truth.cjs` writes it. */
export interface ToldError extends TrueError {
  causes: ToldError[];
}

/** Every failure of `failures.cjs`. */
export const failures = [
  ...['propertyOfUndefined', 'notAFunction', 'notDefined', 'ownClass', 'inConstructor', 'inGetter', 'severalLines', 'likeAFrame'],
  ...['likeAnError', 'url', 'windowsPath', 'unicode', 'noMessage', 'oneCause', 'threeCauses', 'json', 'noFile', 'properties'],
  ...['asyncRejected', 'allRejected', 'inCallback', 'aggregate', 'strictEqual', 'deepEqual', 'assertionSaid', 'regexp', 'bigNumber'],
  ...['proxy', 'symbol', 'generator'],
];
const some = ['ownClass', 'severalLines', 'likeAFrame', 'noMessage', 'threeCauses', 'properties', 'asyncRejected', 'aggregate', 'json'];

/** Runs the command once so that it tells the truth, and returns that; undefined where it told nothing. */
export function told(command: string): ToldError | undefined {
  const file = join(workplace, 'truth.json');
  rmSync(file, { force: true });
  printed(command, { TRUTH: file });
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as ToldError) : undefined;
}

/** An error and those below it, as a list. */
export function listed({ causes, ...error }: ToldError): TrueError[] {
  return [error, ...causes.flatMap(listed)];
}

/** Bun calls a plain `Error` `error`, prints only the members of an AggregateError, and causes without saying so. */
export function asBunPrints(errors: readonly TrueError[], text: string): TrueError[] {
  return errors
    .filter(({ type }) => text.includes(`${type}: `) || type === 'Error')
    .map(({ role: _, ...error }) => {
      const [first = ''] = error.message.split('\n');
      return { ...error, type: error.type === 'Error' && first !== '' && text.includes(`error: ${first}`) ? 'error' : error.type };
    });
}

interface Form {
  tool: string;
  run: (name: string) => string;
  names: readonly string[];
  /** Prints the error without its causes. */
  alone?: true;
  /** The frames are counted in the text. */
  counted?: true;
}

const node = (form: string) => (name: string) => `node run.cjs ${name} ${form}`;
const forms: Record<string, Form> = {
  crash: { tool: 'node', run: node('crash'), names: failures },
  console: { tool: 'node-console', run: node('console'), names: failures },
  said: { tool: 'node-console', run: node('said'), names: some },
  stack: { tool: 'node-console', run: node('stack'), names: some, alone: true },
  rejected: { tool: 'node', run: node('rejected'), names: some },
  pino: { tool: 'pino', run: node('pino'), names: some },
  pretty: { tool: 'pino', run: node('pretty'), names: some },
  winston: { tool: 'winston', run: node('winston'), names: some, alone: true },
  bun: { tool: 'bun', run: (name) => `bun run.cjs ${name} rejected`, names: failures, counted: true },
  deno: { tool: 'deno', run: (name) => `deno run -A run.cjs ${name} crash`, names: failures, counted: true },
};

/** Programs in JavaScript that crash, and that print the errors which they caught. */
export function* recordJavascript(): Generator<RecordedText> {
  layOut('javascript');
  for (const [form, { tool, run, names, alone, counted }] of Object.entries(forms)) {
    for (const name of names) {
      const truth = told(run(name));
      const text = printed(run(name));
      if (!truth || text.trim() === '') continue;
      const errors = listed(alone ? { ...truth, causes: [] } : truth);
      // Bun and Deno leave out some of the engine's frames.
      const frames = errors.length === 1 ? countLines(text, /^\s+at \S/) : undefined;
      const shown = counted ? errors.map((error) => ({ ...error, frames })) : errors;
      yield { tool, name: `${form} ${name}`, text, errors: tool === 'bun' ? asBunPrints(shown, text) : shown };
    }
  }
}
