import { escapePattern } from '../../escapePattern';
import { traitsOf } from '../../flow/traits';
import { wordSet, withoutLast, withoutDots, withoutEnding } from './textTests';
import type { FailureEvidence } from '../../context/failureEvidence';
import { familyOf, SCRIPT_ENDINGS } from '../../workspace/languages';
import type { SyntaxFile } from '../../syntax/syntax';
import type { CandidateFacts, SuspectPorts } from '../candidateFacts';
import { fileIndex, folderOf, nameOf } from '../../workspace/fileIndex';
import { ImportResolver } from '../../context/resolveImport';
import { WorkspaceCode } from '../../context/workspaceCode';
import { clueOf } from './clueOf';
import { framesWithCode } from './failurePoint';
import { importedPackage, wantedImport } from './importError';
import type { Place } from '../../flow/originSteps';
import { nearPackage, packageAsked, type PackageAsked } from './packageAsked';
import { ProjectFiles } from './projectFiles';
import { textFault } from '../../capture/textFault';

/** Code outside all candidates that an explanation reads: the imports of the failing files. */
export interface RelatedCode {
  files: readonly SyntaxFile[];
  /** Data files that the failing files name in a text. */
  data?: readonly { file: string; lines: readonly string[] }[];
  /** Names of the workspace's files for a missing import or file; else none. */
  names: readonly string[];
  /** The place where the project requires the missing package, or one with a similar name. */
  asked?: PackageAsked;
  /** The `"type"` line of the nearest package.json, for a file of the other module system; without text where it has none. */
  moduleType?: Place & { text: string };
}

export const NO_RELATED_CODE: RelatedCode = { files: [], names: [] };

/** The maximum files of the stack with imports to read, their frames, and the maximum files to read for them. */
const MOST_CALLERS = 4;
const MOST_FRAMES = 8;
const MOST_FILES = 16;
/** Languages whose imports name single files. */
const NAMES_ITS_FILES = wordSet('javascript python ruby php cpp rust');

/** Reads the imports of a failure's innermost files; in languages without imports of single files, the other files in their folder. */
export async function relatedCode(
  evidence: FailureEvidence,
  facts: readonly CandidateFacts[],
  { reader, syntax }: SuspectPorts,
  signal?: AbortSignal,
): Promise<RelatedCode> {
  const frames = framesWithCode(evidence, facts).filter(({ error }, _, [first]) => error === first?.error);
  if (frames.length === 0) return NO_RELATED_CODE;
  const names = await reader.list(signal);
  const known = new Map(facts.map(({ file }) => [file.file, file]));
  const wanted = new Set<string>();
  const resolver = new ImportResolver(new WorkspaceCode(reader, syntax, fileIndex(names), signal));
  const want = async (file: SyntaxFile, used: string): Promise<void> => {
    for (const name of await importedFiles(file, names, used, resolver)) if (wanted.size < MOST_FILES) wanted.add(name);
  };
  const callers = [...new Set(frames.map(({ file }) => file))].slice(0, MOST_CALLERS);
  for (const { file, line, fn } of frames.filter((each) => callers.includes(each.file)).slice(0, MOST_FRAMES))
    await want(file, [...file.lines.slice((fn?.startLine ?? line) - 1, fn?.endLine ?? line), ...typesAround(file, line)].join('\n'));
  const files: SyntaxFile[] = [];
  // A set is walked with what is added on the way: the types and values of an import are often declared in one of its own.
  for (const name of wanted) {
    signal?.throwIfAborted();
    const text = known.has(name) ? undefined : await reader.read(name);
    const file = known.get(name) ?? (text === undefined ? undefined : await syntax.parse(name, text, signal));
    if (!file) continue;
    if (text !== undefined) files.push(file);
    if (NAMES_ITS_FILES.has(familyOf(file.language))) await want(file, '');
  }
  const error = evidence.report.errors[frames[0]?.error ?? 0];
  const clue = error && clueOf(error);
  // A component or a handler whose caller is not in the workspace: the files that import it may show what it is given.
  const [innermost, caller] = frames;
  if (clue?.kind === 'empty' && innermost?.fn && !caller && traitsOf(innermost.file.language).thisOfCall)
    for (const name of await importersOf(innermost.file, names, reader)) {
      const text = known.has(name) || wanted.has(name) ? undefined : await reader.read(name);
      if (text !== undefined) files.push(await syntax.parse(name, text, signal));
    }
  const imported = [...wanted].flatMap((name) => known.get(name) ?? []);
  const data = await dataFiles([...frames.map(({ file }) => file), ...files, ...imported], names, reader, signal);
  if (clue?.kind === 'missingFile') return { files, names };
  if (clue?.kind === 'moduleSystem') {
    const moduleType = await moduleTypeOf(frames[0]!.file.file, reader);
    return { files, names: [], ...(moduleType && { moduleType }) };
  }
  if (!error || textFault(error) !== 'import') return { files, data, names: [] };
  const missing = importedPackage(wantedImport(error.message), familyOf(frames[0]!.file.language));
  const project = new ProjectFiles(reader, fileIndex(names));
  const asked =
    missing === undefined ? undefined : ((await packageAsked(project, missing, 'module')) ?? (await nearPackage(project, missing)));
  return { files, names, ...(asked && { asked }) };
}

const MOST_DATA = 6;
const LONGEST_DATA = 200_000;
const DATA = /["'`]([\w./{}$#%*-]{1,120}\.(?:json|csv|tsv|ya?ml|toml|ini|properties|env|txt|log|conf|cfg|xml))["'`]/g;
/** What is filled into the name of a file: `feeds/$name.json`, `feeds/*.json`. */
const FILLED = /[$#]?\{[^{}]*\}|\$\w+|%\w|\*/g;

/** Data files of the workspace that code names in a text, by the end of their path. */
async function dataFiles(
  files: readonly SyntaxFile[],
  names: readonly string[],
  reader: SuspectPorts['reader'],
  signal?: AbortSignal,
): Promise<{ file: string; lines: readonly string[] }[]> {
  const named = new Set(
    files.flatMap(({ text }) => [...text.slice(0, LONGEST_DATA).matchAll(DATA)].map(([, name = '']) => withoutDots(name))),
  );
  // Which version of Go the program is written in tells what its loops mean.
  if (files.some(({ language }) => traitsOf(language).channels)) named.add('go.mod');
  const found: { file: string; lines: readonly string[] }[] = [];
  for (const name of named) {
    const parts = name.split(FILLED);
    // A name that is filled in from its first letter on says nothing.
    const isOne = parts.length === 1;
    const fitting = names.filter((each) => (isOne ? each === name || each.endsWith(`/${name}`) : fits(parts, each)));
    if (isOne && fitting.length !== 1) continue;
    for (const file of fitting.slice(0, MOST_DATA - found.length)) {
      signal?.throwIfAborted();
      const text = found.some((each) => each.file === file) ? undefined : await reader.read(file);
      if (text !== undefined && text.length < LONGEST_DATA) found.push({ file, lines: text.split('\n') });
    }
  }
  return found;
}

/** Whether a file is in the folder that the parts of a name give, and has their letters. */
function fits([first = '', ...rest]: readonly string[], file: string): boolean {
  const folder = withoutDots(first.startsWith('/') ? first.slice(1) : first);
  const own = rest.join('').slice(rest.join('').lastIndexOf('.'));
  return folder.includes('/') && `/${file}`.includes(`/${folder}`) && file.endsWith(own);
}

const MOST_READ = 30;
const MOST_IMPORTERS = 3;

/** Files nearby that import a file by its name. */
async function importersOf({ file }: SyntaxFile, names: readonly string[], reader: SuspectPorts['reader']): Promise<string[]> {
  const stem = withoutEnding(nameOf(file));
  const folder = folderOf(file);
  const near = names
    .filter((name) => name !== file && SCRIPT_ENDINGS.some((ending) => name.endsWith(ending)) && !`/${name}`.includes('/node_modules/'))
    .filter((name) => folderOf(name) === folder || folder.startsWith(folderOf(name)) || folderOf(name).startsWith(folder))
    .slice(0, MOST_READ);
  const found: string[] = [];
  const imports = new RegExp(`(?:from|require\\(|import)\\s{0,4}['"][^'"\\n]{0,200}/${escapePattern(stem)}(?:\\.\\w{1,5})?['"]`);
  for (const name of near) {
    const text = found.length < MOST_IMPORTERS ? await reader.read(name) : undefined;
    if (text !== undefined && text.split('\n').some((line) => line.length < 500 && imports.test(line))) found.push(name);
  }
  return found;
}

/** The line of the nearest package.json that sets the module system of a file. */
async function moduleTypeOf(file: string, reader: SuspectPorts['reader']): Promise<RelatedCode['moduleType']> {
  for (let folder = folderOf(file); ; folder = folderOf(folder)) {
    const manifest = folder === '' ? 'package.json' : `${folder}/package.json`;
    const text = await reader.read(manifest);
    if (text !== undefined) {
      const lines = text.split('\n');
      const at = lines.findIndex((line) => /^\s*"type"\s*:/.test(line));
      return { file: manifest, line: Math.max(0, at) + 1, text: at < 0 ? '' : withoutLast(lines[at]!.trim(), ',') };
    }
    if (folder === '') return undefined;
  }
}

/** The bases and the fields' types of the class around a line. */
function typesAround(file: SyntaxFile, line: number): string[] {
  const cls = file.classes.findLast(({ startLine, endLine }) => startLine <= line && line <= endLine);
  if (!cls) return [];
  const fields = file.allDefinitions(cls).flatMap(({ kind, type }) => (kind === 'field' && type !== undefined ? [type] : []));
  return [...cls.bases, ...fields];
}

/** The endings of files that hold the type of their name, where imports name no files. */
const OF_TYPES: Partial<Record<string, readonly string[]>> = {
  java: ['.java', '.kt'],
  kotlin: ['.kt', '.java'],
  csharp: ['.cs'],
  php: ['.php'],
};
/** The ending of files of which a folder is one program: functions and values need no class of their file's name. */
const OF_FOLDER: Partial<Record<string, string>> = { kotlin: '.kt', go: '.go' };

/** The files that a file imports, or those of its folder and of the types that code of it names. */
async function importedFiles(file: SyntaxFile, names: readonly string[], used: string, resolver: ImportResolver): Promise<string[]> {
  const { language } = file;
  const folder = file.file.slice(0, file.file.lastIndexOf('/') + 1);
  const found: string[] = [];
  if (NAMES_ITS_FILES.has(familyOf(language)))
    for (const { module, imported } of file.imports) {
      const own = await resolver.resolve(file, module);
      found.push(...own, ...(await resolver.resolve(file, `${module}.${imported}`)));
    }
  const ending = OF_FOLDER[language];
  if (ending !== undefined)
    found.push(...names.filter((name) => folderOf(name) === folderOf(file.file) && name.endsWith(ending) && !name.endsWith('_test.go')));
  const types = new Set(used.match(/\b[A-Z]\w+/g) ?? []);
  for (const each of OF_TYPES[language] ?? []) {
    const fitting = names.filter((name) => name.endsWith(each) && types.has(nameOf(name).slice(0, -each.length)));
    found.push(...fitting.toSorted((a, b) => Number(b.startsWith(folder)) - Number(a.startsWith(folder))));
  }
  return found.filter((name) => name !== file.file);
}
