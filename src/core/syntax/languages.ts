import { nameOf } from '../workspace/fileIndex';
import { cppRules } from './languages/cpp';
import { csharpRules } from './languages/csharp';
import { goRules } from './languages/go';
import { javaRules } from './languages/java';
import { javascriptRules } from './languages/javascript';
import { phpRules } from './languages/php';
import { pythonRules } from './languages/python';
import { rubyRules } from './languages/ruby';
import { rustRules } from './languages/rust';
import type { LanguageRules } from './languageRules';
import type { SyntaxLanguage } from './syntax';

export interface Grammar {
  /** What the grammar's file is called after `tree-sitter-`. */
  name: string;
  language: SyntaxLanguage;
  extensions: readonly string[];
  rules: LanguageRules;
}

const GRAMMARS: readonly Grammar[] = [
  { name: 'javascript', language: 'javascript', extensions: ['js', 'mjs', 'cjs', 'jsx'], rules: javascriptRules },
  { name: 'typescript', language: 'typescript', extensions: ['ts', 'mts', 'cts'], rules: javascriptRules },
  { name: 'tsx', language: 'tsx', extensions: ['tsx'], rules: javascriptRules },
  { name: 'python', language: 'python', extensions: ['py', 'pyw', 'pyi'], rules: pythonRules },
  { name: 'java', language: 'java', extensions: ['java'], rules: javaRules },
  { name: 'go', language: 'go', extensions: ['go'], rules: goRules },
  { name: 'rust', language: 'rust', extensions: ['rs'], rules: rustRules },
  { name: 'c-sharp', language: 'csharp', extensions: ['cs', 'csx'], rules: csharpRules },
  {
    name: 'cpp',
    language: 'cpp',
    extensions: ['c', 'h', 'cc', 'cpp', 'cxx', 'c++', 'hpp', 'hh', 'hxx', 'h++', 'inl', 'ipp', 'cu'],
    rules: cppRules,
  },
  { name: 'php', language: 'php', extensions: ['php', 'phtml', 'inc'], rules: phpRules },
  { name: 'ruby', language: 'ruby', extensions: ['rb', 'rake', 'gemspec', 'ru'], rules: rubyRules },
];

const byExtension = new Map(GRAMMARS.flatMap((grammar) => grammar.extensions.map((extension) => [extension, grammar] as const)));

/** Grammar for a file, by its extension; undefined where none is known. */
export function grammarOf(file: string): Grammar | undefined {
  return byExtension.get(extensionOf(file));
}

/** One name for what is the same language with and without types. */
export function familyOf(language: SyntaxLanguage): SyntaxLanguage {
  return language === 'typescript' || language === 'tsx' ? 'javascript' : language;
}

/** Lower-case extension without the dot; `''` for a name without one. */
export function extensionOf(file: string): string {
  const name = nameOf(file);
  const dot = name.lastIndexOf('.');
  return dot < 1 ? '' : name.slice(dot + 1).toLowerCase();
}
