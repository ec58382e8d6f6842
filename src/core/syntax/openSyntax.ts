import type { Language, Parser } from '@vscode/tree-sitter-wasm';
import type { GrammarLoader } from '../ports';
import { flatten, type FlatTree } from './flatTree';
import { withGivenFields, type GrammarNames } from './givenFields';
import { grammarOf, type Grammar } from './grammars';
import type { LanguageRules } from './languageRules';
import { parserRuntime, type ParserRuntime } from './parserRuntime';
import { PlainFile } from './plainFile';
import type { Syntax, SyntaxFile } from './syntax';
import { TreeFile } from './treeFile';

/** Maximum characters for a tree, about half a second of parsing; larger files are bundles and generated data. */
const LARGEST_TEXT = 1_500_000;
/** Average line length above which a large file counts as minified: its tree is useless. */
const LONGEST_AVERAGE_LINE = 500;
const SMALLEST_MINIFIED = 50_000;
const LONGEST_PARSE_MS = 1_500;
/** Bytes of the parser's memory kept for the next text; memory beyond it, from hostile code, is released. */
const MOST_MEMORY = 128_000_000;
/** The number of texts kept that broke the parser. */
const MOST_BREAKING = 16;
/** Characters of source kept in parsed form. */
const CACHED_TEXT = 6_000_000;

export interface SyntaxOptions {
  /** A grammar or the parser cannot be loaded, or a text broke it; files are read by their indentation instead. */
  onProblem?: (grammar: string, error: unknown) => void;
}

/** A text as a tree, with the rules of its grammar. */
export interface ParsedTree {
  tree: FlatTree;
  grammar: Grammar;
}

/** Opens the parser. Nothing is loaded before the first file that needs it. Parsed files are cached until their text changes. */
export function openSyntax(grammars: GrammarLoader, options: SyntaxOptions = {}): Syntax {
  const parse = openTrees(grammars, options);
  const cache = new ParsedFiles();
  return {
    async parse(file, text, signal) {
      signal?.throwIfAborted();
      const cached = cache.get(file, text);
      if (cached) return cached;
      const found = await parse(file, text, signal);
      const parsed = found ? new TreeFile(file, found.grammar, found.tree) : new PlainFile(file, text);
      cache.set(file, parsed);
      return parsed;
    },
  };
}

/** The same parser with access to the nodes. Undefined where there is no grammar or the text cannot be parsed in time. */
export function openTrees(
  grammars: GrammarLoader,
  options: SyntaxOptions = {},
): (file: string, text: string, signal?: AbortSignal) => Promise<ParsedTree | undefined> {
  const loaded = new Map<Grammar['name'], Promise<LoadedGrammar | undefined>>();
  /** Texts that broke the parser and would break it again. */
  const breaking = new Set<string>();
  let runtime: ParserRuntime | undefined;

  async function load(wanted: Grammar): Promise<LoadedGrammar | undefined> {
    const now = await parserRuntime(grammars).catch((error: unknown) => options.onProblem?.('tree-sitter', error));
    if (!now) return undefined;
    if (runtime !== now) loaded.clear();
    runtime = now;
    let grammar = loaded.get(wanted.name);
    if (!grammar) {
      grammar = loadGrammar(now, grammars, wanted).catch((error: unknown) => {
        options.onProblem?.(wanted.name, error);
        return undefined;
      });
      loaded.set(wanted.name, grammar);
    }
    return grammar;
  }

  return async (file, text, signal) => {
    const grammar = isReadable(text) && !breaking.has(text) ? grammarOf(file) : undefined;
    const known = grammar && (await load(grammar));
    signal?.throwIfAborted();
    if (!known || !grammar) return undefined;
    try {
      const tree = parseTree(known, text);
      if (known.runtime.memory.buffer.byteLength > MOST_MEMORY) known.runtime.broken = true;
      return tree && { tree, grammar };
    } catch (error) {
      known.runtime.broken = true;
      breaking.add(text);
      for (const oldest of [...breaking].slice(0, -MOST_BREAKING)) breaking.delete(oldest);
      options.onProblem?.(grammar.name, error);
      return undefined;
    }
  };
}

interface LoadedGrammar {
  runtime: ParserRuntime;
  parser: Parser;
  names: GrammarNames;
}

async function loadGrammar(runtime: ParserRuntime, grammars: GrammarLoader, { name, rules }: Grammar): Promise<LoadedGrammar> {
  const { Language, Parser } = runtime.module;
  const language = await Language.load(await grammars.load(name));
  const parser = new Parser();
  parser.setLanguage(language);
  return { runtime, parser, names: namesOf(language, rules) };
}

function namesOf(language: Language, { fields }: LanguageRules): GrammarNames {
  const types = Array.from({ length: language.nodeTypeCount }, (_, id) => language.nodeTypeForId(id) ?? '');
  const names = { types, fields: [null, ...Array.from({ length: language.fieldCount }, (_, id) => language.fieldNameForId(id + 1))] };
  return fields ? withGivenFields(names, fields) : names;
}

/** Undefined when the parser gives up or runs out of time. */
function parseTree({ parser, names }: LoadedGrammar, text: string): FlatTree | undefined {
  const end = performance.now() + LONGEST_PARSE_MS;
  const tree = parser.parse(text, undefined, { progressCallback: () => performance.now() > end });
  if (!tree) {
    parser.reset();
    return undefined;
  }
  try {
    return flatten(tree, text, names);
  } finally {
    tree.delete();
  }
}

function isReadable(text: string): boolean {
  if (text.length > LARGEST_TEXT) return false;
  if (text.length < SMALLEST_MINIFIED) return true;
  let lines = 1;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) lines++;
  return text.length / lines <= LONGEST_AVERAGE_LINE;
}

/** The files parsed last, until their text changes. */
class ParsedFiles {
  private readonly files = new Map<string, SyntaxFile>();
  private size = 0;

  get(file: string, text: string): SyntaxFile | undefined {
    const found = this.files.get(file);
    if (found?.text !== text) return undefined;
    this.files.delete(file);
    this.files.set(file, found);
    return found;
  }

  set(file: string, parsed: SyntaxFile): void {
    this.drop(file);
    this.files.set(file, parsed);
    this.size += parsed.text.length;
    for (const oldest of this.files.keys()) {
      if (this.size <= CACHED_TEXT || oldest === file) break;
      this.drop(oldest);
    }
  }

  private drop(file: string): void {
    const found = this.files.get(file);
    if (!found) return;
    this.files.delete(file);
    this.size -= found.text.length;
  }
}
