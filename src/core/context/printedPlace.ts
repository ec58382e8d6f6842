import { escapePattern } from '../escapePattern';
import type { ErrorReport } from '../capture/failureReport';
import { languageOfFile } from '../workspace/languages';
import { isTestFile } from './testCode';
import type { SyntaxFile } from '../syntax/syntax';
import { wordedBy, wordingsIn, type Wording } from './wordings';
import { wordingsInCode } from './wordingsInCode';

/** A file's text. */
export interface FileText {
  file: string;
  text: string;
}

interface Place {
  file: string;
  /** 1-based. */
  line: number;
}

/** Where the code makes an error that a program printed without a stack. */
export interface PrintedPlace extends Place {
  /** It words the error, or it makes the value whose words are elsewhere or are the value's own. */
  by: 'words' | 'makes';
  /** The places that put their own words around it, the outermost first. */
  around: Place[];
  /** The place of its words, where it only makes the value. */
  words?: Place;
}

/** Code that makes an error of a type of its own, in Rust. */
const MAKES_ERROR = /\b(?:Err|ok_or|ok_or_else|map_err|bail!|ensure!)\(|\breturn\b|\.into\(\)/;
const ONLY_LOOKS = /\b(?:if|while) let\b|\bmatches!|\bassert|^\s*(?:\/\/|#\[|use\b|(?:pub\s)?(?:struct|enum|type)\b)/;
/** Go: a line that only names an error. */
const ONLY_NAMES = /\berrors\.(?:Is|As)\(|[=!]=|\bcase\b|^func\b|^\s*(?:type\b|\/\/)|=\serrors\.New\(|^\s*var _\b/;
const LONGEST_LINE = 600;
/** Files that are read as code. */
const MOST_OPENED = 40;

/** Whether a failure is one error with its causes, without any place and of no test. */
export function hasNoPlace(errors: readonly ErrorReport[]): boolean {
  return (
    errors.length > 0 &&
    errors.every(({ frames, test, role }, index) => frames.length === 0 && test === undefined && (index === 0 || role === 'cause'))
  );
}

/** The files in which a printed error may be made, without tests and foreign code. */
export function mayPrint(file: string): boolean {
  return languageOfFile(file) !== undefined && !isTestFile(file) && !/(?:^|\/)(?:vendor|target)\//.test(file);
}

/**
 * The innermost place of an error's chain that the code shows: the one text that words it, or the one line that makes the value that is
 * printed. Undefined where none or more than one fits.
 * @param open the lowered code of a file
 */
export async function printedPlace(
  errors: readonly ErrorReport[],
  files: readonly FileText[],
  open: (file: FileText) => Promise<SyntaxFile | undefined>,
): Promise<PrintedPlace | undefined> {
  const own = files.map(({ file, text }) => ({ file, text: withoutTests(file, text) }));
  const others = own.filter((each) => !/^(?:go|rust)$/.test(languageOfFile(each.file) ?? '') && mayWord(each.text, errors));
  // As many hold these words by chance.
  if (others.length > MOST_OPENED) return undefined;
  const wordings = own.flatMap(({ file, text }) => wordingsIn(file, text));
  for (const each of others) {
    const source = await open(each);
    if (source) wordings.push(...wordingsInCode(source));
  }
  const links: Wording[] = [];
  for (const { message } of errors) links.push(...(wordedBy(saidBy(message), wordings)?.links ?? []));
  const innermost = links.at(-1);
  if (!innermost) return madeBy(saidBy(errors.at(-1)?.message ?? ''), own);
  const words = { file: innermost.file, line: innermost.line };
  const outer = links.slice(0, -1).map(({ file, line }) => ({ file, line }));
  const made = innermost.of === undefined ? [] : constructionsOf(innermost.of, own);
  if (made.length === 1) return { ...made[0]!, by: 'makes', around: outer, words };
  return { ...words, by: 'words', around: outer };
}

/** Whether a line holds two words of an error. */
function mayWord(text: string, errors: readonly ErrorReport[]): boolean {
  const words = [...new Set(errors.flatMap(({ message }) => saidBy(message).match(/\p{L}{3,}/gu) ?? []))].filter((word) =>
    text.includes(word),
  );
  return (
    words.length > 1 &&
    text.split('\n').some((line) => line.length <= LONGEST_LINE && words.filter((word) => line.includes(word)).length > 1)
  );
}

/** The first line, without the quotes around a text that was printed as a value. */
function saidBy(message: string): string {
  return (message.split('\n', 1)[0] ?? '').replace(/^"((?:[^"\\]|\\.){1,1000})"$/, '$1').trim();
}

/** Rust: an error printed as a value, `MissingKey("db_url")` or `Config { kind: Missing }`, of a type that the code declares. */
function madeBy(said: string, own: readonly FileText[]): PrintedPlace | undefined {
  if (!/^[A-Z]\w{2,80}(?:$|\(| \{)/.test(said)) return undefined;
  const names = said.replace(/"(?:[^"\\]|\\.){0,1000}"/g, '').match(/\b[A-Z]\w{2,80}\b/g) ?? [];
  const [outermost = ''] = names;
  const declared = new RegExp(`^\\s{0,12}(?:pub(?:\\(\\w{1,20}\\))?\\s)?(?:struct\\s)?${escapePattern(outermost)}\\b\\s?(?:[({,;]|$)`, 'm');
  const rust = own.filter(({ file }) => languageOfFile(file) === 'rust');
  if (!rust.some(({ text }) => declared.test(text))) return undefined;
  for (const name of names.toReversed()) {
    const made = constructionsOf(name, rust);
    if (made.length > 1) return undefined;
    if (made[0]) return { ...made[0], by: 'makes', around: [] };
  }
  return undefined;
}

/** The lines that make a value of a type or variant as an error, or return a variable that holds one. */
function constructionsOf(name: string, own: readonly FileText[]): Place[] {
  const named = new RegExp(`\\b${escapePattern(name)}\\b(?!::)`, 'g');
  const given = new RegExp(`\\breturn\\b[^\\n]{0,300}\\b${escapePattern(name)}\\b|\\b${escapePattern(name)}\\{`);
  const found = own.flatMap(({ file, text }) => {
    const rust = languageOfFile(file) === 'rust';
    const lines = text.split('\n');
    return lines.flatMap((line, index): (Place & { makes: boolean })[] => {
      if (line.length > LONGEST_LINE || !line.includes(name) || (rust ? ONLY_LOOKS : ONLY_NAMES).test(line)) return [];
      const at = [...line.matchAll(named)].at(-1)?.index ?? -1;
      // Before the arrow of a match it is a pattern.
      if (at < 0 || (rust && at < line.lastIndexOf('=>'))) return [];
      if (!rust) return [{ file, line: index + 1, makes: given.test(line) }];
      const before = `${(lines[index - 1] ?? '').slice(-LONGEST_LINE)} ${line.slice(0, at)}`;
      return MAKES_ERROR.test(before) || line.includes('.into()') ? [{ file, line: index + 1, makes: true }] : [];
    });
  });
  // A use that cannot be read may be the one in question.
  return found.every(({ makes }) => makes) ? found.map(({ file, line }) => ({ file, line })) : [];
}

/** A Rust file without its module of tests, which ends it. */
function withoutTests(file: string, text: string): string {
  if (languageOfFile(file) !== 'rust') return text;
  const at = text.search(/^#\[cfg\(test\)\]\n(?:#\[.{1,100}\]\n)?mod /m);
  return at < 0 ? text : text.slice(0, at);
}
