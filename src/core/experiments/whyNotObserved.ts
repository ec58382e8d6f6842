import type { FailureReport } from '../capture/failureReport';
import type { LanguageId } from '../workspace/languages';

/** Languages with an instrument that reads the values at a throw, and with one that reads values anywhere. */
const OBSERVED: Readonly<Record<'throw' | 'anywhere', { languages: readonly LanguageId[]; does: string }>> = {
  throw: { languages: ['javascript', 'python', 'java'], does: 'reads values only in JavaScript, TypeScript, Python and the JVM' },
  anywhere: { languages: ['javascript', 'python'], does: 'follows values only in JavaScript, TypeScript and Python' },
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
 * Why no run can read the values of a failing program, and what works instead; undefined where a run can, or where nothing tells.
 * @param where at the throw only, or anywhere in the program
 */
export function whyNotObserved({ errors }: FailureReport, where: keyof typeof OBSERVED): string | undefined {
  const known = errors.map(({ language }) => language).filter((language) => language !== 'unknown');
  const [first] = known;
  const { languages, does } = OBSERVED[where];
  if (first === undefined || known.some((language) => languages.includes(language))) return undefined;
  return `A run ${does}, not in ${NAMES[first as keyof typeof NAMES]}: stop the program at its failure in the debugger and debug that frame; trying a fix and searching for the change that broke it work here, too.`;
}
