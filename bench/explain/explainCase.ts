import { mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { readSections, withOutput } from '../../realBugs/sectionedText';

/** Placeholder for the folder that a case ran in. */
const WORKSPACE = '{workspace}';

/** A small program that fails, its output, and the facts that a good explanation of it must hold. */
export interface ExplainCase {
  /** `python/lookup-returns-none`. */
  id: string;
  /** The case's file. */
  path: string;
  command: string;
  /** The expression that failed. */
  expression: RegExp;
  /** Its value. */
  value: RegExp;
  /** Origin of the value, or of what it should have matched: `file:line`, 1-based. */
  origin: string;
  /** A word that any name for this shape of fault must contain. */
  shape: RegExp;
  /** Text by workspace-relative path. */
  files: Record<string, string>;
  /** The command's output; `''` if it was not run yet. */
  output: string;
}

/** Folder of the set of cases that arguments ask for. */
export function setNamed(argv: readonly string[]): string {
  return argv.find((argument) => /^--fresh(?:-\d{1,2})?$/.test(argument))?.slice(2) ?? 'cases';
}

/** Cases of a folder, sorted by id. @throws if one lacks a fact */
export function readCases(folder: string): ExplainCase[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.txt'))
    .sort()
    .map((name) => readCase(join(folder, name), name.slice(0, -'.txt'.length)));
}

function readCase(path: string, id: string): ExplainCase {
  const { facts, files, output } = readSections(readFileSync(path, 'utf8'));
  const fact = (name: string): string => {
    const value = facts[name];
    if (!value) throw new Error(`${path} says nothing of its ${name}`);
    return value;
  };
  return {
    id,
    path,
    command: fact('command'),
    expression: pattern(fact('expression')),
    value: pattern(fact('value')),
    origin: fact('origin'),
    shape: pattern(fact('shape')),
    files,
    output,
  };
}

/** Literal text, or a pattern between slashes. */
function pattern(text: string): RegExp {
  const between = /^\/(.+)\/$/.exec(text)?.[1];
  return new RegExp(between ?? text.replace(/[$()*+.?[\\\]^{|}]/g, '\\$&'));
}

/** Writes the case's files into a new folder. */
export function layOutCase({ files }: ExplainCase): string {
  const folder = mkdtempSync(join(tmpdir(), 'explain-'));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return folder;
}

/** The recorded output as if the case had run in a folder. */
export function outputIn({ output }: ExplainCase, folder: string): string {
  return output.replaceAll(WORKSPACE, folder);
}

/** Stores a case's output in its file, with the folder replaced. */
export function keepOutput({ path }: ExplainCase, output: string, folder: string): void {
  writeFileSync(path, withOutput(readFileSync(path, 'utf8'), output.replaceAll(folder, WORKSPACE)));
}
