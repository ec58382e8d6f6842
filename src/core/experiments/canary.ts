import { nameOf } from '../workspace/fileIndex';
import { grammarOfFile, isCodeFile, languageOfFile } from '../workspace/languages';
import { isTestFile } from '../context/testCode';
import type { Edit } from './experiment';
import { throwingJava } from './javaCanary';

/** Part of the message of every canary's throw. */
export const CANARY = 'debug-with-context canary';

/**
 * Edits that must change the outcome, or the command reads none of the edited files: the likeliest file with a throw in it, then all of them.
 * @param same the files as they are without the edits
 * @param frames files of the failure's frames
 * @param relative workspace-relative name of a file
 */
export function canaryEdits(
  same: readonly Edit[],
  edits: readonly Edit[],
  frames: readonly string[],
  relative: (file: string) => string,
): Edit[][] {
  // A file that an edit deletes keeps its old text; one that an edit adds has the edit's text.
  const texts = edits.map(({ file, text }, at) => ({ file, text: text ?? same[at]?.text }));
  const files = canaryFiles(texts, frames, relative);
  const chosen = [files.slice(0, 1), ...(files.length > 1 ? [files] : [])].filter(({ length }) => length > 0);
  const thrown = chosen.map((each) => withCanary(texts, new Set(each)));
  // A file may matter by its existence alone, whatever its content.
  const comesOrGoes = edits.some(({ text }, at) => (text === undefined) !== (same[at]?.text === undefined));
  return comesOrGoes ? [...thrown, [...edits]] : thrown;
}

/**
 * The edits with a throw at the start of some of the edited files. If the outcome stays the same, the command does not read these files
 * from the edits. Where the language has nothing that throws when a file is loaded, the file gets a line that does not compile.
 */
export function withCanary(edits: readonly Edit[], files: ReadonlySet<string>): Edit[] {
  return edits.map((edit) => (files.has(edit.file) ? { file: edit.file, text: canaryText(edit.file, edit.text ?? '') } : edit));
}

/**
 * Edited files to put a canary into, best first: code of the failure's frames, other code, tests, other files.
 * @param relative workspace-relative name of a file
 */
function canaryFiles(edits: readonly Edit[], frames: readonly string[], relative: (file: string) => string): string[] {
  const named = new Set(frames.map(nameOf));
  const rank = (file: string): number =>
    (isCodeFile(file) ? 0 : 4) + (named.has(nameOf(file)) ? 0 : 1) + (isTestFile(relative(file)) ? 2 : 0);
  const there = edits.filter(({ text }) => text !== undefined).map(({ file }) => file);
  return there.sort((a, b) => rank(a) - rank(b));
}

function canaryText(file: string, text: string): string {
  const lines = text.split('\n');
  const grammar = grammarOfFile(file);
  const language = grammar && languageOfFile(file);
  const throwing = file.endsWith('.java') ? throwingJava(text, `throw new RuntimeException(${JSON.stringify(CANARY)});`) : undefined;
  if (language === 'javascript') lines.splice(lines[0]?.startsWith('#!') ? 1 : 0, 0, `throw new Error(${JSON.stringify(CANARY)});`);
  else if (language === 'python') lines.splice(startOfPython(lines), 0, `raise RuntimeError(${JSON.stringify(CANARY)})`);
  else if (language === 'ruby') lines.splice(lines[0]?.startsWith('#!') ? 1 : 0, 0, `raise ${JSON.stringify(CANARY)}`);
  else if (language === 'go') lines.push(`func init() { panic(${JSON.stringify(CANARY)}) }`);
  else if (language === 'php' && text.startsWith('<?php') && !/^[ \t]*(?:declare|namespace)\b/m.test(text))
    return text.replace('<?php', `<?php throw new \\Exception(${JSON.stringify(CANARY)});`);
  else if (throwing !== undefined) return throwing;
  else lines.unshift(`<<< ${CANARY} >>>`);
  return lines.join('\n');
}

/** After comments with the encoding, and imports that must come first. */
function startOfPython(lines: readonly string[]): number {
  let start = 0;
  while (/^#/.test(lines[start] ?? '')) start++;
  for (let at = start; at < Math.min(lines.length, 400); at++) {
    if (!/^from __future__ import/.test(lines[at] ?? '')) continue;
    while (
      /\($|,$|\\$/.test((lines[at] ?? '').replace(/#[^]*$/, '').trimEnd()) ||
      /^\s+\w/.test(lines[at + 1] ?? '') ||
      /^\)/.test(lines[at + 1] ?? '')
    )
      at++;
    start = at + 1;
  }
  return start;
}
