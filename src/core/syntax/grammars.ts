import { grammarOfFile, LANGUAGES, type GrammarName, type ParsedLanguage } from '../workspace/languages';
import type { LanguageRules } from './languageRules';
import { cppRules } from './languages/cpp';
import { csharpRules } from './languages/csharp';
import { goRules } from './languages/go';
import { javaRules } from './languages/java';
import { javascriptRules } from './languages/javascript';
import { kotlinRules } from './languages/kotlin';
import { phpRules } from './languages/php';
import { pythonRules } from './languages/python';
import { rubyRules } from './languages/ruby';
import { rustRules } from './languages/rust';

/** The rules for reading the trees of one grammar. */
export interface Grammar {
  name: GrammarName;
  language: ParsedLanguage;
  rules: LanguageRules;
}

const RULES: Record<GrammarName, LanguageRules> = {
  javascript: javascriptRules,
  typescript: javascriptRules,
  tsx: javascriptRules,
  python: pythonRules,
  java: javaRules,
  kotlin: kotlinRules,
  go: goRules,
  rust: rustRules,
  'c-sharp': csharpRules,
  cpp: cppRules,
  php: phpRules,
  ruby: rubyRules,
};

const grammars = new Map<string, Grammar>(
  LANGUAGES.flatMap(({ sources }) =>
    [...sources].flatMap((source) =>
      'grammar' in source
        ? [[source.grammar, { name: source.grammar, language: source.syntax, rules: RULES[source.grammar] }] as const]
        : [],
    ),
  ),
);

/** Grammar for a file, by its extension; undefined where there is none. */
export function grammarOf(file: string): Grammar | undefined {
  const name = grammarOfFile(file);
  return name && grammars.get(name);
}
