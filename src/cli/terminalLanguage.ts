/** Languages of what is said to a person; English needs no file. */
export const LANGUAGES: readonly string[] = ['en', 'de'];

/** Where `--language` stands before the command that is run, and what it names. */
export function languageAsked(argv: readonly string[]): { name?: string; at: number; length: number } | undefined {
  const own = beforeCommand(argv);
  const at = own.findIndex((arg) => arg === '--language' || arg.startsWith('--language='));
  const arg = own[at];
  if (arg === undefined) return undefined;
  if (arg !== '--language') return { name: arg.slice('--language='.length), at, length: 1 };
  return { ...(own[at + 1] !== undefined && { name: own[at + 1] }), at, length: 2 };
}

/**
 * The language in which a person reads the answer: the one that they ask for, else that of a terminal's environment. Undefined for English,
 * and for every answer that a program may read: formats, agents, scripts and prompts.
 * @param isTerminal whether standard output is one; asked only where it matters, as the answer takes time
 */
export function languageOfTerminal(
  argv: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
  isTerminal: () => boolean,
): string | undefined {
  const asked = languageAsked(argv);
  const named = asked ? asked.name : /^[a-z]+/.exec(env['LC_ALL'] || env['LC_MESSAGES'] || env['LANG'] || '')?.[0];
  if (named === undefined || named === 'en' || !LANGUAGES.includes(named) || isForPrograms(beforeCommand(argv))) return undefined;
  return asked || isTerminal() ? named : undefined;
}

const FOR_PROGRAMS = new Set(['mcp', 'hook', 'completion', 'prompt', '--json', '--format', '--for']);

function isForPrograms(own: readonly string[]): boolean {
  return !own.includes('--help') && own.some((arg) => FOR_PROGRAMS.has(arg.split('=', 1)[0]!));
}

function beforeCommand(argv: readonly string[]): readonly string[] {
  const end = argv.indexOf('--');
  return end < 0 ? argv : argv.slice(0, end);
}
