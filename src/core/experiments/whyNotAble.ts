import type { FailureReport } from '../capture/failureReport';
import type { LanguageId } from '../workspace/languages';

/** What works in some languages only. */
export type Ability = 'throw' | 'anywhere' | 'changes';

const IN_DEBUGGER = 'a debugger that stops at the failure shows them; ';

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
    languages: ['javascript', 'python', 'java', 'csharp', 'go', 'rust', 'cpp', 'php', 'ruby'],
    does: 'Small changes are tried in JavaScript, TypeScript, Python, Java, Kotlin, C#, Go, Rust, C, C++, PHP and Ruby',
    instead: '',
  },
};

const NAMES: Readonly<Record<LanguageId, string>> = {
  javascript: 'JavaScript',
  python: 'Python',
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

/** Languages of a failure's errors, without those that are not known. */
export function knownLanguages({ errors }: FailureReport): LanguageId[] {
  return errors.flatMap(({ language }) => (language === 'unknown' ? [] : [language]));
}

/** Whether a run of a failing program in one of these languages can do it. */
export function isAbleIn(languages: readonly LanguageId[], ability: Ability): boolean {
  return languages.some((language) => ABLE[ability].languages.includes(language));
}

/** A language as a sentence names it. */
export function languageName(language: LanguageId): string {
  return NAMES[language];
}

/**
 * Why a run cannot read the values of a failing program, or why there are no small changes to try, and what works instead; undefined where
 * it works, or where nothing tells.
 */
export function whyNotAble(report: FailureReport, ability: Ability): string | undefined {
  const known = knownLanguages(report);
  const [first] = known;
  const { does, instead } = ABLE[ability];
  if (first === undefined || isAbleIn(known, ability)) return undefined;
  const name = NAMES[first];
  return `${does}, not in ${name}: ${instead}trying a fix and searching for the change that broke it work here, too.`;
}
