import { nameOf } from './fileIndex';

/** All data on a language by its name or a file's. `core/capture/formats` reads its traces. */
interface LanguageEntry {
  /** Its name in reports. */
  readonly id: string;
  readonly sources: readonly SourceKind[];
  /** The start of a line comment. */
  readonly lineComment: string;
  /** Tests are classes in files of their name: `CartTest.java`. */
  readonly testClasses?: true;
}

/** Files of a language that are read in the same way. */
interface SourceKind {
  /** Lower case, without the dot. */
  readonly extensions: readonly string[];
  /** The grammar's file is `tree-sitter-<grammar>.wasm`. Without one the text is read by indentation. */
  readonly grammar?: string;
  /** The name of files parsed with that grammar. */
  readonly syntax?: string;
}

/**
 * One entry a language. To add one: its entry here; where it has a grammar, the grammar's rules in `core/syntax/languages/` (required by
 * the type in `core/syntax/grammars.ts`); where it has traces, a format in `core/capture/formats/`.
 */
export const LANGUAGES = [
  {
    id: 'javascript',
    sources: [
      { grammar: 'javascript', syntax: 'javascript', extensions: ['js', 'mjs', 'cjs', 'jsx'] },
      { grammar: 'typescript', syntax: 'typescript', extensions: ['ts', 'mts', 'cts'] },
      { grammar: 'tsx', syntax: 'tsx', extensions: ['tsx'] },
      { extensions: ['vue', 'svelte', 'astro'] },
    ],
    lineComment: '//',
  },
  {
    id: 'python',
    sources: [{ grammar: 'python', syntax: 'python', extensions: ['py', 'pyw', 'pyi'] }, { extensions: ['pyx'] }],
    lineComment: '#',
  },
  {
    id: 'java',
    sources: [
      { grammar: 'java', syntax: 'java', extensions: ['java'] },
      { grammar: 'kotlin', syntax: 'kotlin', extensions: ['kt', 'kts'] },
      { extensions: ['scala', 'sc', 'groovy'] },
    ],
    lineComment: '//',
    testClasses: true,
  },
  {
    id: 'csharp',
    sources: [{ grammar: 'c-sharp', syntax: 'csharp', extensions: ['cs', 'csx'] }, { extensions: ['fs', 'vb', 'razor', 'cshtml'] }],
    lineComment: '//',
    testClasses: true,
  },
  { id: 'go', sources: [{ grammar: 'go', syntax: 'go', extensions: ['go'] }], lineComment: '//' },
  { id: 'rust', sources: [{ grammar: 'rust', syntax: 'rust', extensions: ['rs'] }], lineComment: '//' },
  {
    id: 'cpp',
    sources: [
      {
        grammar: 'cpp',
        syntax: 'cpp',
        extensions: ['c', 'h', 'cc', 'cpp', 'cxx', 'c++', 'hpp', 'hh', 'hxx', 'h++', 'inl', 'ipp', 'cu'],
      },
      { extensions: ['m', 'mm'] },
    ],
    lineComment: '//',
  },
  {
    id: 'php',
    sources: [{ grammar: 'php', syntax: 'php', extensions: ['php', 'phtml', 'inc'] }],
    lineComment: '//',
    testClasses: true,
  },
  {
    id: 'ruby',
    sources: [{ grammar: 'ruby', syntax: 'ruby', extensions: ['rb', 'rake', 'gemspec', 'ru'] }, { extensions: ['erb'] }],
    lineComment: '#',
  },
  { id: 'perl', sources: [{ extensions: ['pl', 'pm', 't'] }], lineComment: '#' },
  { id: 'lua', sources: [{ extensions: ['lua'] }], lineComment: '--' },
  { id: 'elixir', sources: [{ extensions: ['ex', 'exs', 'erl', 'hrl'] }], lineComment: '#' },
  { id: 'dart', sources: [{ extensions: ['dart'] }], lineComment: '//' },
  { id: 'swift', sources: [{ extensions: ['swift'] }], lineComment: '//', testClasses: true },
] as const satisfies readonly LanguageEntry[];

type Entry = (typeof LANGUAGES)[number];
type ParsedSource = Extract<Entry['sources'][number], { grammar: string }>;

export type LanguageId = Entry['id'];
export type GrammarName = ParsedSource['grammar'];
/** The name of a parsed file: a language, or one of its dialects with its own grammar. */
export type ParsedLanguage = ParsedSource['syntax'];

/** Extensions that a JavaScript import may omit, in search order. */
export const SCRIPT_ENDINGS = ['.ts', '.tsx', '.js', '.jsx', '.mjs', '.cjs', '.mts', '.cts'] as const;

/** Code of languages without a trace format. */
const OTHER_CODE = ['hs', 'ml', 'clj', 'jl', 'r', 'sh', 'sql', 'html', 'jsp'];

/** Data and pages that may cause a failure. */
const OTHER_SOURCE = ['json', 'yaml', 'yml', 'toml', 'html', 'htm', 'css', 'scss', 'sql', 'sh'];

const kinds: readonly { entry: LanguageEntry & { id: LanguageId }; source: SourceKind }[] = LANGUAGES.flatMap((entry) =>
  entry.sources.map((source) => ({ entry, source })),
);
const byExtension = new Map(kinds.flatMap((kind) => kind.source.extensions.map((extension) => [extension, kind] as const)));
const byName = new Map<string, LanguageEntry & { id: LanguageId }>(
  kinds.flatMap(({ entry, source }) => [entry.id, source.syntax ?? entry.id].map((name) => [name, entry] as const)),
);

/** The language of a file by its extension; undefined for other files, and for languages outside the table. */
export function languageOfFile(file: string): LanguageId | undefined {
  return byExtension.get(extensionOf(file))?.entry.id;
}

/** Name of the grammar that reads a file; undefined where none exists. */
export function grammarOfFile(file: string): GrammarName | undefined {
  return byExtension.get(extensionOf(file))?.source.grammar as GrammarName | undefined;
}

/** The start of a line comment in a language or a dialect; undefined for others. */
export function lineCommentOf(language: string): string | undefined {
  return byName.get(language)?.lineComment;
}

/** The language of a parsed file, one name for all its dialects: `tsx` is JavaScript. `text` is read without a grammar. */
export function familyOf(language: ParsedLanguage | 'text'): LanguageId | 'text' {
  return language === 'text' ? language : (byName.get(language)?.id ?? 'text');
}

/** Whether tests of the file's language are classes in files of their name. */
export function hasTestClasses(file: string): boolean {
  return byExtension.get(extensionOf(file))?.entry.testClasses === true;
}

/** Extensions of all files that may hold code of the same language, the file's own at least. */
export function extensionsBeside(file: string): readonly string[] {
  const extension = extensionOf(file);
  const entry = byExtension.get(extension)?.entry;
  return entry ? entry.sources.flatMap(({ extensions }) => [...extensions]) : [extension];
}

/** Whether a file contains code of any known language. */
export function isCodeFile(file: string): boolean {
  const extension = extensionOf(file);
  return byExtension.has(extension) || OTHER_CODE.includes(extension);
}

/** Whether a name without blanks is a source file rather than a member of an object: `cart.py`, not `cart.total`, nor `r.t`. */
export function isSourceName(name: string): boolean {
  const extension = extensionOf(name);
  if (extension.length < 2) return extension === 'c' || extension === 'h';
  return byExtension.has(extension) || OTHER_SOURCE.includes(extension);
}

/** Lower-case extension without the dot; `''` for a name without one. */
export function extensionOf(file: string): string {
  const name = nameOf(file);
  const dot = name.lastIndexOf('.');
  return dot < 1 ? '' : name.slice(dot + 1).toLowerCase();
}
