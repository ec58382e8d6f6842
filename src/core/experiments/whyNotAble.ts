import type { FailureReport } from '../capture/failureReport';
import type { LanguageId } from '../workspace/languages';

/** What works in some languages only. */
type Ability = 'throw' | 'anywhere' | 'changes';

const IN_DEBUGGER = 'stop the program at its failure in the debugger and debug that frame; ';

/** Languages with an instrument that reads the values at a throw, with one that reads values anywhere, and with small changes to try. */
const ABLE: Readonly<Record<Ability, { languages: readonly LanguageId[]; does: string; instead: string }>> = {
  throw: {
    languages: ['javascript', 'python', 'java'],
    does: 'A run reads values only in JavaScript, TypeScript, Python and the JVM',
    instead: IN_DEBUGGER,
  },
  anywhere: {
    languages: ['javascript', 'python'],
    does: 'A run follows values only in JavaScript, TypeScript and Python',
    instead: IN_DEBUGGER,
  },
  changes: {
    languages: ['javascript', 'python', 'java'],
    does: 'Small changes are tried only in JavaScript, TypeScript, Python and Java',
    instead: '',
  },
};

const NAMES: Readonly<Record<Exclude<LanguageId, 'javascript' | 'python'>, string>> = {
  java: 'the JVM',
  csharp: '.NET',
  go: 'Go',
  rust: 'Rust',
  cpp: 'C or C++',
  php: 'PHP',
  ruby: 'Ruby',
  perl: 'Perl',
  lua: 'Lua',
  elixir: 'the BEAM',
  dart: 'Dart',
  swift: 'Swift',
};

/**
 * Why a run cannot read the values of a failing program, or why there are no small changes to try, and what works instead; undefined where
 * it works, or where nothing tells.
 */
export function whyNotAble({ errors }: FailureReport, ability: Ability): string | undefined {
  const known = errors.map(({ language }) => language).filter((language) => language !== 'unknown');
  const [first] = known;
  const { languages, does, instead } = ABLE[ability];
  if (first === undefined || known.some((language) => languages.includes(language))) return undefined;
  const name = NAMES[first as keyof typeof NAMES];
  return `${does}, not in ${name}: ${instead}trying a fix and searching for the change that broke it work here, too.`;
}
