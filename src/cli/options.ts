import { parseArgs } from 'node:util';
import { t } from '../core/language';
import { AGENT_BUDGET, AUDIENCES, type Audience } from '../core/prompt/audience';
import type { CliCommand, CollectFlags, ExperimentFlags, ProviderFlags, Reader } from './cliCommand';
import { SHELLS } from './completion';
import { FORMATS, type Format } from './formats/format';
import { COMMAND_NAMES } from './help';
import { languageAsked, LANGUAGES } from './terminalLanguage';

/** Wrong usage: exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

export const DEFAULT_BUDGET = 8000;
const SMALLEST_BUDGET = 500;
const DAY_MS = 24 * 60 * 60 * 1000;
/** Age up to which changes are recent by default. */
export const DEFAULT_WINDOW_MS = DAY_MS;

const collectOptions = {
  workspace: { type: 'string' },
  expected: { type: 'string' },
  actual: { type: 'string' },
  'changes-since': { type: 'string' },
  budget: { type: 'string' },
  add: { type: 'string', multiple: true },
} as const;

const providerOptions = {
  provider: { type: 'string' },
  model: { type: 'string' },
  'base-url': { type: 'string' },
  'api-key': { type: 'string' },
} as const;

const experimentOptions = {
  workspace: { type: 'string' },
  timeout: { type: 'string' },
  'in-place': { type: 'boolean' },
} as const;

const investigateOptions = { investigate: { type: 'boolean' }, seconds: { type: 'string' }, wait: { type: 'string' } } as const;
/** How long one call waits: agents end a tool that says nothing for a minute. */
const WAIT_MS = 40_000;
/** How long a person will wait after a failed test. */
const INVESTIGATE_MS = 60_000;

const readerOption = { for: { type: 'string' } } as const;
const formatOptions = { format: { type: 'string' } } as const;

const common = { json: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } } as const;

/**
 * Reads the arguments after the program's name.
 * @throws {UsageError} one sentence that says what is wrong and what would be right
 */
export function readCommand(argv: readonly string[], cwd: string): CliCommand {
  const args = withoutLanguage(argv);
  const command = readNamed(args, cwd);
  const of = args[0] === 'help' ? args[1] : args[0];
  if (args[0] === 'help' && of !== undefined && !COMMAND_NAMES.includes(of)) throw new UsageError(noCommand(of));
  return command.name === 'help' && of !== undefined && COMMAND_NAMES.includes(of) ? { ...command, of } : command;
}

/** Without the language, which was chosen before anything was said. */
function withoutLanguage(argv: readonly string[]): string[] {
  const asked = languageAsked(argv);
  if (!asked) return [...argv];
  const { name, at, length } = asked;
  if (name === undefined || !LANGUAGES.includes(name))
    throw new UsageError(t('--language takes {0}, not "{1}".', oneOf(LANGUAGES), name ?? ''));
  return argv.toSpliced(at, length);
}

function readNamed(argv: readonly string[], cwd: string): CliCommand {
  const [name, ...rest] = argv;
  switch (name) {
    case undefined:
      throw new UsageError(t('Give a command, for example diagnose or run. See --help.'));
    case 'help':
    case '--help':
    case '-h':
      return { name: 'help' };
    case '--version':
    case '-v':
      return { name: 'version' };
    case 'show':
    case 'parse': {
      const { values, positionals } = parse(rest, common);
      if (values.help) return { name: 'help' };
      return { name, file: oneFile(positionals), json: values.json === true };
    }
    case 'prompt': {
      const end = rest.indexOf('--');
      const command = end < 0 ? undefined : rest.slice(end + 1);
      const own = { ...common, ...collectOptions, for: { type: 'string' }, timeout: { type: 'string' } } as const;
      const { values, positionals } = parse(command ? rest.slice(0, end) : rest, own);
      if (values.help) return { name: 'help' };
      const audience = audienceOf(text(values['for']));
      const flags = collectFlags(values, cwd, audience === 'agent' ? AGENT_BUDGET : DEFAULT_BUDGET);
      const said = { name, json: values.json === true, audience, ...flags } as const;
      const timeoutMs = seconds('--timeout', text(values['timeout']));
      if (!command) {
        if (timeoutMs !== undefined) throw new UsageError(t('--timeout is the limit of a command: give the command after --.'));
        return { ...said, file: oneFile(positionals) };
      }
      if (!command[0]) throw new UsageError(t('Name the command after --: {0}', 'debug-with-context prompt --for agent -- npm test'));
      if (positionals.length) throw new UsageError(t('Give a file or a command after --, not both.'));
      return { ...said, command, timeoutMs };
    }
    case 'diagnose': {
      const { values, positionals } = parse(rest, { ...common, ...formatOptions, ...collectOptions, ...providerOptions, ...readerOption });
      if (values.help) return { name: 'help' };
      const said = { format: formatOf(values) ?? 'text', reader: readerOf(text(values['for'])) } as const;
      return { name, file: oneFile(positionals), ...said, ...collectFlags(values, cwd), ...providerFlags(values) };
    }
    case 'run': {
      const end = rest.indexOf('--');
      if (rest.slice(0, end < 0 ? undefined : end).some((each) => /^--continue(?:=|$)/.test(each))) return continued(rest);
      if (end < 0) {
        if (rest.includes('--help') || rest.includes('-h')) return { name: 'help' };
        throw new UsageError(t('Put -- before the command to run: {0}', 'debug-with-context run -- npm test'));
      }
      const { values, positionals } = parse(rest.slice(0, end), {
        ...common,
        ...formatOptions,
        ...collectOptions,
        ...providerOptions,
        ...investigateOptions,
        ...readerOption,
        timeout: { type: 'string' },
      });
      if (values.help) return { name: 'help' };
      const command = rest.slice(end + 1);
      if (positionals.length || !command[0])
        throw new UsageError(t('Name the command after --: {0}', 'debug-with-context run -- npm test'));
      const given = text(values['seconds']);
      if (given !== undefined && values['investigate'] !== true)
        throw new UsageError(t('--seconds is the time limit of --investigate; add --investigate.'));
      if (values['wait'] !== undefined && values['investigate'] !== true)
        throw new UsageError(t('--wait is how long a call of --investigate waits; add --investigate.'));
      const investigateMs = values['investigate'] === true ? (seconds('--seconds', given) ?? INVESTIGATE_MS) : undefined;
      const format = formatOf(values);
      return {
        name,
        command,
        ...(format !== undefined && { format }),
        reader: readerOf(text(values['for'])),
        timeoutMs: seconds('--timeout', text(values['timeout'])),
        waitMs: seconds('--wait', text(values['wait'])) ?? WAIT_MS,
        ...(investigateMs !== undefined && { investigateMs }),
        ...collectFlags(values, cwd),
        ...providerFlags(values),
      };
    }
    case 'verify': {
      const found = experiment(name, rest, cwd, { patch: { type: 'string' } }, '--patch fix.diff -- npm test');
      if (!found) return { name: 'help' };
      const patch = text(found.values['patch']);
      if (!patch) throw new UsageError(t('Give the patch: debug-with-context verify --patch fix.diff -- npm test'));
      return { name, patch, ...found.flags };
    }
    case 'blame': {
      const found = experiment(name, rest, cwd, { since: { type: 'string' } }, '--since 24h -- npm test');
      if (!found) return { name: 'help' };
      return { name, windowMs: duration(text(found.values['since']) ?? '24h', '--since'), ...found.flags };
    }
    case 'prove': {
      const found = experiment(name, rest, cwd, { ...formatOptions, base: { type: 'string' } }, '--base main -- npm test');
      if (!found) return { name: 'help' };
      const base = text(found.values['base']);
      if (base?.trim() === '') throw new UsageError(t('--base takes a commit, a branch or a tag: --base main.'));
      const format = formatOf(found.values) ?? 'text';
      return { name, ...(base !== undefined && { base: base.trim() }), ...found.flags, json: format === 'json', format };
    }
    case 'repair': {
      const found = experiment(name, rest, cwd, { runs: { type: 'string' }, seconds: { type: 'string' } }, '--runs 60 -- npm test');
      if (!found) return { name: 'help' };
      const runs = Number(text(found.values['runs']) ?? 60);
      if (!Number.isSafeInteger(runs) || runs < 1) throw new UsageError(t('--runs takes a whole number of runs, at least 1.'));
      return { name, runs, seconds: (seconds('--seconds', text(found.values['seconds'])) ?? 60_000) / 1000, ...found.flags };
    }
    case 'values': {
      const found = experiment(name, rest, cwd, {}, '-- npm test');
      return found ? { name, ...found.flags } : { name: 'help' };
    }
    case 'trace': {
      const usage = '--value orders --at src/cart.ts:12 -- npm test';
      const found = experiment(name, rest, cwd, { value: { type: 'string' }, at: { type: 'string' } }, usage);
      if (!found) return { name: 'help' };
      const value = text(found.values['value'])?.trim();
      const [, file, line] = /^(.+?):(\d{1,7})(?::\d+)?$/.exec(text(found.values['at']) ?? '') ?? [];
      if (!value || !file || Number(line) < 1) throw new UsageError(t('Name a value and a place: debug-with-context trace {0}', usage));
      return { name, value, file, line: Number(line), ...found.flags };
    }
    case 'check': {
      const { values, positionals } = parse(rest, { ...common, workspace: { type: 'string' } });
      if (values['help']) return { name: 'help' };
      const workspace = text(values['workspace']) ?? cwd;
      return { name, file: oneFile(positionals), json: values['json'] === true, workspace };
    }
    case 'mcp': {
      const { values, positionals } = parse(rest, { help: common.help, workspace: { type: 'string' } });
      if (values['help']) return { name: 'help' };
      if (positionals.length) throw new UsageError(t('mcp takes no arguments: a client talks to it through standard input and output.'));
      return { name, workspace: text(values['workspace']) ?? cwd };
    }
    case 'hook': {
      const { values, positionals } = parse(rest, { help: common.help });
      if (values['help']) return { name: 'help' };
      if (positionals.length) throw new UsageError(t('hook takes no arguments: it reads what an agent reports from standard input.'));
      return { name };
    }
    case 'completion': {
      const { values, positionals } = parse(rest, { help: common.help });
      if (values['help']) return { name: 'help' };
      const shell = SHELLS.find((each) => each === positionals[0]);
      if (!shell || positionals.length > 1) throw new UsageError(t('Name your shell: debug-with-context completion bash, zsh or fish.'));
      return { name, shell };
    }
    case 'check-probes': {
      const { values, positionals } = parse(rest, { ...common, workspace: { type: 'string' }, staged: { type: 'boolean' } });
      if (values['help']) return { name: 'help' };
      if (positionals.length)
        throw new UsageError(t('check-probes looks at the whole workspace: debug-with-context check-probes --staged'));
      return { name, staged: values['staged'] === true, json: values['json'] === true, workspace: text(values['workspace']) ?? cwd };
    }
    default:
      throw new UsageError(noCommand(name));
  }
}

/** `run --investigate --continue ID` */
function continued(rest: string[]): CliCommand {
  const { values, positionals } = parse(rest, { ...common, ...investigateOptions, continue: { type: 'string' } });
  if (values['help']) return { name: 'help' };
  const run = text(values['continue']);
  if (!run || positionals.length || values['investigate'] !== true)
    throw new UsageError(t('To go on with a run, give only its id: debug-with-context run --investigate --continue ID'));
  return { name: 'continue', run, waitMs: seconds('--wait', text(values['wait'])) ?? WAIT_MS };
}

/** "a, b or c" */
function oneOf(names: readonly string[]): string {
  return t('{0} or {1}', names.slice(0, -1).join(', '), names.at(-1) ?? '');
}

function noCommand(name: string): string {
  return t('There is no command "{0}". Use {1}.', name, oneOf(COMMAND_NAMES));
}

/** What all experiments take: options, `--`, and the command. Undefined if help is requested. */
function experiment(
  name: string,
  rest: string[],
  cwd: string,
  own: Record<string, { type: 'string' | 'boolean' }>,
  example: string,
): { flags: ExperimentFlags; values: FlagValues } | undefined {
  const end = rest.indexOf('--');
  const before = end < 0 ? rest : rest.slice(0, end);
  if (before.includes('--help') || before.includes('-h')) return undefined;
  const usage = `debug-with-context ${name} ${example}`;
  if (end < 0) throw new UsageError(t('Put -- before the command to run: {0}', usage));
  const { values, positionals } = parse(before, { ...common, ...experimentOptions, ...own });
  const command = rest.slice(end + 1);
  if (positionals.length || !command[0]) throw new UsageError(t('Name the command after --: {0}', usage));
  const flags: ExperimentFlags = {
    command,
    workspace: text(values['workspace']) ?? cwd,
    json: values['json'] === true,
    timeoutMs: seconds('--timeout', text(values['timeout'])),
    inPlace: values['in-place'] === true,
  };
  return { flags, values };
}

/** Seconds in ms. */
function seconds(flag: string, value: string | undefined): number | undefined {
  if (value === undefined) return undefined;
  const number = Number(value);
  if (!(number > 0 && number <= 86_400)) throw new UsageError(t('{0} takes a number of seconds, not "{1}".', flag, value));
  return number * 1000;
}

type FlagValues = Record<string, string | boolean | (string | boolean)[] | undefined>;

function parse(
  args: string[],
  options: Record<string, { type: 'string' | 'boolean'; multiple?: boolean; short?: string }>,
): { values: FlagValues; positionals: string[] } {
  try {
    return parseArgs({ args: withNegatives(args, options), options, allowPositionals: true, strict: true });
  } catch (error) {
    const unclear = error instanceof Error && /^Option '(--[\w-]+)(?![\w-])[^']*' argument is ambiguous/.exec(error.message)?.[1];
    if (unclear) throw new UsageError(t('{0} needs a value; one that begins with a dash is written {0}=-x.', unclear), { cause: error });
    const said = error instanceof Error ? error.message.split(/\.\s/)[0] : String(error);
    throw new UsageError(t('{0}. See --help.', said ?? ''), { cause: error });
  }
}

/** A negative number after a flag is read as its value, so that the flag's own message can say what is wrong. */
function withNegatives(args: readonly string[], options: Record<string, { type: string }>): string[] {
  const joined: string[] = [];
  for (const [at, arg] of args.entries()) {
    const flag = args[at - 1] ?? '';
    if (/^-\d/.test(arg) && flag.startsWith('--') && options[flag.slice(2)]?.type === 'string') joined.splice(-1, 1, `${flag}=${arg}`);
    else joined.push(arg);
  }
  return joined;
}

function oneFile(positionals: string[]): string | undefined {
  if (positionals.length > 1) throw new UsageError(t('One file at a time: {0} were named.', positionals.length));
  const [file] = positionals;
  return file === '-' ? undefined : file;
}

function text(value: FlagValues[string]): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function collectFlags(values: FlagValues, cwd: string, usualBudget = DEFAULT_BUDGET): CollectFlags {
  return {
    workspace: text(values['workspace']) ?? cwd,
    expected: text(values['expected']),
    actual: text(values['actual']),
    changesWindowMs: duration(text(values['changes-since']) ?? '24h'),
    budget: budget(text(values['budget'])) ?? usualBudget,
    references: (Array.isArray(values['add']) ? values['add'] : []).map(String),
  };
}

function providerFlags(values: FlagValues): ProviderFlags {
  const provider = text(values['provider']) ?? 'local';
  if (provider !== 'local' && provider !== 'openai') throw new UsageError(t('There is no provider "{0}". Use local or openai.', provider));
  return { provider, model: text(values['model']), baseUrl: text(values['base-url']), apiKey: text(values['api-key']) };
}

const UNIT_MS: Record<string, number> = { m: 60_000, h: 60 * 60_000, d: DAY_MS, w: 7 * DAY_MS };

/** "24h", "90m", "7d", "2w" in ms. */
function duration(value: string, flag = '--changes-since'): number {
  const [, count, name = ''] = /^(\d{1,6})\s?(m|h|d|w)$/.exec(value.trim()) ?? [];
  const unit = UNIT_MS[name];
  if (!unit) throw new UsageError(t('{0} takes a duration such as 24h, 90m or 7d, not "{1}".', flag, value));
  return Number(count) * unit;
}

/** `--json` is one of the formats; undefined where none was named. */
function formatOf(values: FlagValues): Format | undefined {
  const said = text(values['format']);
  const json = values['json'] === true;
  if (said === undefined) return json ? 'json' : undefined;
  const format = FORMATS.find((each) => each === said);
  if (!format) throw new UsageError(t('--format takes {0}, not "{1}".', oneOf(FORMATS), said));
  if (json && format !== 'json') throw new UsageError(t('--json and --format {0} are two formats: give one of them.', format));
  return format;
}

function audienceOf(value: string | undefined): Audience {
  const audience = AUDIENCES.find((each) => each === (value ?? 'person'));
  if (!audience) throw new UsageError(t('--for takes {0}, not "{1}".', oneOf(AUDIENCES), value ?? ''));
  return audience;
}

function readerOf(value: string | undefined): Reader {
  if (value === undefined || value === 'person' || value === 'agent') return value ?? 'person';
  throw new UsageError(t('--for takes person or agent here, not "{0}".', value));
}

function budget(value: string | undefined): number | undefined {
  if (value === undefined) return undefined;
  const tokens = Number(value);
  if (!Number.isSafeInteger(tokens) || tokens < SMALLEST_BUDGET) {
    throw new UsageError(t('--budget takes a whole number of tokens, at least {0}, not "{1}".', SMALLEST_BUDGET, value));
  }
  return tokens;
}
