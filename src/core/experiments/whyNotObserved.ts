import type { FailureReport } from '../capture/failureReport';
import type { LanguageId } from '../workspace/languages';

/** Languages with an instrument that reads values during a run. */
const OBSERVED: readonly LanguageId[] = ['javascript', 'python'];

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

/** Why no run can read the values of a failing program, and what works instead; undefined where a run can, or where nothing tells. */
export function whyNotObserved({ errors }: FailureReport): string | undefined {
  const languages = errors.map(({ language }) => language).filter((language) => language !== 'unknown');
  const [first] = languages;
  if (first === undefined || languages.some((language) => OBSERVED.includes(language))) return undefined;
  return `A run reads values only in JavaScript, TypeScript and Python, not in ${NAMES[first as keyof typeof NAMES]}: stop the program at its failure in the debugger and debug that frame; trying a fix and searching for the change that broke it work here, too.`;
}
