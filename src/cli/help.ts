import { t } from '../core/language';

export const PROGRAM = 'debug-with-context';

/** The help of one command: how it is called, what it answers, and its options. */
interface CommandHelp {
  name: string;
  usage: string;
  does: string;
  /** Keys of {@link OPTIONS}. */
  options: readonly string[];
  example: string;
}

const COLLECT = ['--workspace DIR', '--expected TEXT', '--actual TEXT', '--changes-since TIME', '--budget N', '--add @FILE[:10-40]'];
const PROVIDER = ['--provider NAME', '--model NAME', '--base-url URL', '--api-key KEY'];
const EXPERIMENT = ['--workspace DIR', '--timeout SECONDS', '--json'];

export const COMMANDS: readonly CommandHelp[] = [
  {
    name: 'diagnose',
    usage: '[FILE]',
    does: t('what failed, the code that matters, and where the cause may be'),
    options: ['--for READER', '--format NAME', ...COLLECT, ...PROVIDER, '--json'],
    example: 'npm test 2>&1 | debug-with-context diagnose',
  },
  {
    name: 'run',
    usage: '[--investigate] -- COMMAND...',
    does: t('runs COMMAND, and diagnoses it if it fails'),
    options: [
      ...['--investigate', '--seconds N', '--wait N', '--continue ID', '--timeout SECONDS', '--for READER', '--format NAME'],
      ...COLLECT,
      ...PROVIDER,
      '--json',
    ],
    example: 'debug-with-context run --investigate -- npm test',
  },
  {
    name: 'verify',
    usage: '--patch FILE -- COMMAND...',
    does: t('does the patch make COMMAND pass? No file is changed'),
    options: ['--patch FILE', '--in-place', ...EXPERIMENT],
    example: 'debug-with-context verify --patch fix.diff -- npm test',
  },
  {
    name: 'prove',
    usage: '[--base REF] -- COMMAND...',
    does: t('is the fix in the tree shown by its tests? They pass now, and fail with the sources of the base. No file is changed'),
    options: ['--base REF', '--format NAME', '--in-place', ...EXPERIMENT],
    example: 'debug-with-context prove --base main -- npm test',
  },
  {
    name: 'blame',
    usage: '[--since 24h] -- COMMAND...',
    does: t('which recent change makes COMMAND fail?'),
    options: ['--since TIME', '--in-place', ...EXPERIMENT],
    example: 'debug-with-context blame --since 7d -- npm test',
  },
  {
    name: 'repair',
    usage: '[--runs 60] [--seconds 60] -- COMMAND...',
    does: t('which small changes make COMMAND pass?'),
    options: ['--runs N', '--seconds N', '--in-place', ...EXPERIMENT],
    example: 'debug-with-context repair --seconds 120 -- npm test',
  },
  {
    name: 'values',
    usage: '-- COMMAND...',
    does: t('what each variable on the stack held when COMMAND failed: kinds and sizes, no contents'),
    options: EXPERIMENT,
    example: 'debug-with-context values -- npm test',
  },
  {
    name: 'trace',
    usage: '--value EXPR --at FILE:LINE -- COMMAND...',
    does: t('where does a value go wrong on its way to that line?'),
    options: ['--value EXPR', '--at FILE:LINE', ...EXPERIMENT],
    example: 'debug-with-context trace --value orders --at src/cart.ts:12 -- npm test',
  },
  {
    name: 'prompt',
    usage: '[--for person|model|agent] [FILE | -- COMMAND...]',
    does: t('the structured prompt, to paste into any model; of COMMAND, which is run to see which code the failing test runs'),
    options: ['--for WHO', ...COLLECT, '--timeout SECONDS', '--json'],
    example: 'debug-with-context prompt failure.log --workspace .',
  },
  {
    name: 'parse',
    usage: '[FILE]',
    does: t('what failed: errors, causes, frames, expectations'),
    options: ['--json'],
    example: 'debug-with-context parse failure.log --json',
  },
  {
    name: 'show',
    usage: '[FILE]',
    does: t('an investigation that was exported as JSON, to read: nothing in it is run'),
    options: ['--json'],
    example: 'debug-with-context show investigation.json',
  },
  {
    name: 'check',
    usage: '[FILE]',
    does: t('do the claims of a hypothesis stand in the code, and does its fix apply? Runs nothing'),
    options: ['--workspace DIR', '--json'],
    example: `echo '{"rootCause": "...", "evidence": [{"file": "src/cart.js", "line": 4, "why": "..."}]}' | debug-with-context check`,
  },
  {
    name: 'mcp',
    usage: '[--workspace DIR]',
    does: t('a server for agents that speak the Model Context Protocol, over standard input and output: no network, no port'),
    options: ['--workspace DIR'],
    example: 'claude mcp add debug-with-context -- debug-with-context mcp',
  },
  {
    name: 'hook',
    usage: '',
    does: t("evidence for an agent whose command just failed: its hook's JSON on standard input, JSON on standard output, or nothing"),
    options: [],
    example:
      'echo \'{"hooks":{"PostToolUseFailure":[{"matcher":"Bash","hooks":[{"type":"command","command":"debug-with-context hook"}]}]}}\'',
  },
  {
    name: 'completion',
    usage: 'bash|zsh|fish',
    does: t('a script that completes commands and options in that shell'),
    options: [],
    example: 'source <(debug-with-context completion bash)',
  },
  {
    name: 'check-probes',
    usage: '[--staged]',
    does: t('are lines that print a value left in the code, or in what a commit would hold?'),
    options: ['--staged', '--workspace DIR', '--json'],
    example: 'debug-with-context check-probes --staged || exit 1',
  },
];

export const OPTIONS: Readonly<Record<string, string>> = {
  '--json': t('one JSON object on standard output'),
  '--format NAME': t(
    'text (default), json, md (a page), github (annotations and the job summary), lines (file:line:col: text), gitlab (Code Quality) or sarif',
  ),
  '--workspace DIR': t('the code that failed (default: this folder)'),
  '--expected TEXT': t('what should have happened'),
  '--actual TEXT': t('what happened instead'),
  '--changes-since TIME': t('how far back to look for recent changes: 24h (default), 90m, 7d'),
  '--for WHO': t(
    'person (default), model (adds the format of an answer that this program can read), or agent (the evidence alone, as small as it can be)',
  ),
  '--for READER': t('person (default), or agent: one answer of at most 7,500 bytes; what COMMAND prints goes to standard error'),
  '--budget N': t('size of the prompt in tokens (default: 8000; for an agent 4000 at most)'),
  '--add @FILE[:10-40]': t('more code for the prompt; may be repeated'),
  '--provider NAME': t('local (default: no network) or openai (any compatible server)'),
  '--model NAME': t('of the openai provider (or OPENAI_MODEL)'),
  '--base-url URL': t('of the openai provider (or OPENAI_BASE_URL)'),
  '--api-key KEY': t('of the openai provider; OPENAI_API_KEY keeps it out of the process list'),
  '--investigate': t(
    'runs COMMAND again to find the values where it fails, the change that broke it, the lines that the test ran, and what small changes do, which only those runs see',
  ),
  '--continue ID': t('go on with a run that a call did not wait for; it says its id'),
  '--wait N': t(
    'seconds that a call of run --investigate waits where its output is no terminal (default: 40); then it ends with 75, says how far the run is and how to read on, and the run goes on by itself, for an hour at most',
  ),
  '--seconds N': t('time limit for all runs of run --investigate or of repair (default: 60)'),
  '--runs N': t('the most runs (default: 60)'),
  '--patch FILE': t('a unified diff, - for standard input'),
  '--base REF': t('a branch, a tag or a commit: the sources are compared with those where HEAD and it part (default: the last commit)'),
  '--since TIME': t('how far back to look for changes: 24h (default), 90m, 7d'),
  '--value EXPR': t('a variable or a member as it is written on the line: orders, order.items'),
  '--at FILE:LINE': t('the line where the value is wrong'),
  '--in-place': t('edit the files themselves where isolation is not possible; they are restored afterwards'),
  '--staged': t('what the next commit would hold, as in a pre-commit hook'),
  '--timeout SECONDS': t('time limit for one run of COMMAND'),
};

const SECRETS = `${t(`Secrets, e-mail addresses and your user name in home-folder paths are replaced by placeholders in the evidence, in the prompt
and in everything that is sent. The output of parse, and "report" in diagnose --json, repeat the input unchanged.`)}
`;

const EXITS = `${t(`exit codes: 0 done, 1 no error in the input or COMMAND does not fail, 2 wrong usage, 3 the provider failed,
            4 not proven or not found, or such lines are left, 75 run --investigate goes on;
            run ends with the exit code of COMMAND`)}
`;

export const COMMAND_NAMES: readonly string[] = COMMANDS.map(({ name }) => name);

/** @param command its own help; absent: all commands */
export function helpText(command?: string): string {
  const own = COMMANDS.find(({ name }) => name === command);
  return own ? helpOf(own) : everything();
}

function everything(): string {
  const calls = COMMANDS.flatMap(({ name, usage, does }) => aligned(`${name} ${usage}`, does, 32));
  const [first, ...others] = COMMANDS.map(({ example }) => example).slice(0, 2);
  const example = t('for example:');
  return `${t('{0}: from a failure to where its cause may be', PROGRAM)}

${t('usage: {0} COMMAND', PROGRAM)}

${calls.join('\n')}

${t('FILE is a log, a trace or a test report (JUnit, CTRF); without it, standard input is read. COMMAND --help lists the options of one command.')}
${t('--language en or de is the language of what a person reads; without it, that of the terminal (LANG).')}

${example} ${[first, ...others].join(`\n${' '.repeat(example.length + 1)}`)}

${SECRETS}
${EXITS}`;
}

function helpOf({ name, usage, does, options, example }: CommandHelp): string {
  const lines = options.flatMap((option) => aligned(option, OPTIONS[option] ?? '', 22));
  return `${t('usage: {0}', `${PROGRAM} ${name} ${usage}`.trim())}

${does.charAt(0).toUpperCase()}${does.slice(1)}${/[.?]$/.test(does) ? '' : '.'}

${lines.length ? `${lines.join('\n')}\n\n` : ''}${t('for example:')} ${example}

${EXITS}`;
}

/** The second column on a line of its own where the first is too wide. */
function aligned(left: string, right: string, width: number): string[] {
  return left.length <= width ? [`  ${left.padEnd(width)}  ${right}`] : [`  ${left}`, `  ${' '.repeat(width)}  ${right}`];
}
