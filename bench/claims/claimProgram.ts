import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { readSections, withOutput } from '../../realBugs/sectionedText';

/** The folders of programs: those the cards were made better with, and those of authors who did not know how the cards are made. */
const FOLDERS = ['programs', 'unseen'] as const;

/** Name of a folder of programs. */
export type ProgramFolder = (typeof FOLDERS)[number];

/** Placeholder for the folder that a program ran in. */
const WORKSPACE = '{workspace}';

/** At the end of a line that is at fault. */
const FAULT = '◄';

/** Between a line that an innocent recent change wrote and the line as it was before; nothing where there was none. */
const CHANGED = '◁';

/** Each program of a language's text begins with this and its name. */
const NAME = /^=== (.+)\n/m;

const HOUR_MS = 3_600_000;

/** The rest of the history is older than each window of recent changes. */
const FIRST_COMMIT_MS = 40 * 24 * HOUR_MS;

/** A line of a program. */
export interface Place {
  file: string;
  /** 1-based. */
  line: number;
}

/** A small program that fails, with its truth, which was written down before any card was seen. */
export interface ClaimProgram {
  /** `python/newsletter-shared-default`. */
  id: string;
  language: string;
  kind: 'crash' | 'assertion';
  /** The class of the fault: "mutable default". */
  fault: string;
  command: string;
  /** Names that the faulty function may have; empty where it is in none. */
  functions: string[];
  /** The lines that a fix would change. */
  faults: Place[];
  /** The cause in a sentence. */
  cause: string;
  /** A card that tells the cause matches each of these: the first outside of quoted code, the others anywhere. */
  says: RegExp[];
  /** Text by workspace-relative path. */
  files: Record<string, string>;
  /** An innocent change: its message, its age in ms, the files before it. */
  recent: { message: string; ageMs: number; before: Record<string, string> } | undefined;
  /** The command's output; `''` if it was not run yet. */
  output: string;
}

/** The folder that an option such as `--unseen` names; `programs` if none does. */
export function folderOf(options: string[]): ProgramFolder {
  return FOLDERS.find((folder) => options.includes(`--${folder}`)) ?? 'programs';
}

/** All programs, by language and in the order of their texts. @throws if one lacks a fact or has no line at fault */
export function readPrograms(folder: ProgramFolder = 'programs'): ClaimProgram[] {
  return readdirSync(join(__dirname, folder))
    .filter((name) => name.endsWith('.txt'))
    .sort()
    .flatMap((name) => {
      const language = name.slice(0, -'.txt'.length);
      const [, ...parts] = readFileSync(join(__dirname, folder, name), 'utf8').split(NAME);
      return parts.flatMap((title, at) => (at % 2 ? [] : [readProgram(language, title, parts[at + 1] ?? '')]));
    });
}

function readProgram(language: string, name: string, text: string): ClaimProgram {
  const id = `${language}/${name}`;
  const { facts, files: marked, output } = readSections(text);
  const fact = (of: string): string => {
    const value = facts[of];
    if (!value) throw new Error(`${id} does not tell its ${of}`);
    return value;
  };
  const kind = fact('kind');
  if (kind !== 'crash' && kind !== 'assertion') throw new Error(`${id}: ${kind} is neither crash nor assertion`);
  const faults = Object.entries(marked).flatMap(([file, source]) =>
    source.split('\n').flatMap((line, at) => (line.includes(` ${FAULT}`) ? [{ file, line: at + 1 }] : [])),
  );
  if (faults.length === 0) throw new Error(`${id} has no line at fault`);
  return {
    ...{ id, language, kind, faults, output },
    fault: fact('fault'),
    command: fact('command'),
    functions: (facts['function'] ?? '').split(' | ').filter(Boolean),
    cause: fact('cause'),
    says: fact('says')
      .split(' && ')
      .map((each) => new RegExp(each.slice(1, -1), 'i')),
    files: mapValues(marked, (source) => source.split('\n').map(lineNow).join('\n')),
    recent: facts['recent'] ? { ...change(id, facts['recent']), before: mapValues(marked, linesBefore) } : undefined,
  };
}

function change(id: string, fact: string): { message: string; ageMs: number } {
  const [, count, unit, message = ''] = /^(\d+) (hours|minutes) ago: (.+)$/.exec(fact) ?? [];
  if (count === undefined) throw new Error(`${id}: "${fact}" is not an age and a message`);
  return { message, ageMs: Number(count) * (unit === 'hours' ? HOUR_MS : HOUR_MS / 60) };
}

function lineNow(line: string): string {
  return (line.split(` ${CHANGED}`)[0] ?? '').replace(` ${FAULT}`, '');
}

function linesBefore(source: string): string {
  const lines = source.split('\n').flatMap((line) => {
    const before = line.split(` ${CHANGED}`)[1]?.slice(1);
    return before === undefined ? [lineNow(line)] : before.trim() ? [before] : [];
  });
  return lines.join('\n');
}

function mapValues(of: Record<string, string>, change: (text: string) => string): Record<string, string> {
  return Object.fromEntries(Object.entries(of).map(([name, text]) => [name, change(text)]));
}

/**
 * Writes a program into a new folder, with a repository whose last commit is the innocent change.
 * @param history false to leave out the repository
 */
export function layOutProgram({ files, recent }: Pick<ClaimProgram, 'files' | 'recent'>, history: boolean): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'claims-')));
  if (history) {
    execFileSync('git', ['init', '-q', folder]);
    writeFiles(folder, recent?.before ?? files);
    commit(folder, 'First version', FIRST_COMMIT_MS);
  }
  writeFiles(folder, files);
  if (history && recent) commit(folder, recent.message, recent.ageMs);
  return folder;
}

/** Writes texts by relative path into a folder. */
export function writeFiles(folder: string, files: Record<string, string>): void {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
}

/** Commits everything in a folder as if it had been done some time ago. */
export function commit(folder: string, message: string, ageMs: number): void {
  const date = new Date(Date.now() - ageMs).toISOString();
  const env = { ...process.env, GIT_AUTHOR_DATE: date, GIT_COMMITTER_DATE: date };
  const git = (...args: string[]) =>
    execFileSync('git', ['-C', folder, '-c', 'user.name=A', '-c', 'user.email=a@example.org', ...args], { env });
  git('add', '-A');
  git('commit', '-q', '--allow-empty', '-m', message);
}

/** The recorded output as if the program had run in a folder. */
export function outputIn({ output }: Pick<ClaimProgram, 'output'>, folder: string): string {
  return output.replaceAll(WORKSPACE, folder);
}

/** Stores the output of a program in the text of its language, with the folder that it ran in replaced. */
export function keepOutput({ id, language }: ClaimProgram, output: string, folder: string, programs: ProgramFolder = 'programs'): void {
  const path = join(__dirname, programs, `${language}.txt`);
  const parts = readFileSync(path, 'utf8').split(/^(?==== )/m);
  const own = `=== ${id.slice(language.length + 1)}\n`;
  const text = parts.map((part) => (part.startsWith(own) ? withOutput(part, output.replaceAll(folder, WORKSPACE)) : part));
  writeFileSync(path, text.join(''));
}
