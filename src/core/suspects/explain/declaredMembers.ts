import { escapePattern } from '../../escapePattern';
import type { NamedPlace } from '../../flow/originSteps';
import { traitsOf } from '../../flow/traits';
import { fieldOf } from './programView';
import type { SyntaxFile } from '../../syntax/syntax';

export interface Declared {
  file: SyntaxFile;
  startLine: number;
  endLine: number;
}

/** The declaration of a type, in the files read. */
export function declarationOf(name: string, files: readonly SyntaxFile[]): Declared | undefined {
  const found = files.flatMap((file) => [
    ...file.classes
      // Rust: an `impl` has the name of its type, and declares no fields.
      .filter((each) => each.name === name && !/^\s*(?:unsafe\s+)?impl\b/.test(file.lines[each.header.startLine - 1] ?? ''))
      .map(({ startLine, endLine }) => ({ file, startLine, endLine })),
    ...(file.classes.some((each) => each.name === name) ? [] : written(file, name)),
  ]);
  return found.length === 1 ? found[0] : undefined;
}

/** Interfaces and type aliases that the tree does not list as classes. */
function written(file: SyntaxFile, name: string): Declared[] {
  const start = file.lines.findIndex((line) =>
    new RegExp(`^\\s*(?:export\\s+)?(?:declare\\s+)?(?:interface|type|struct|record|enum)\\s+${escapePattern(name)}\\b`).test(line),
  );
  if (start < 0) return [];
  const end = file.lines.findIndex((line, at) => at >= start && /^\s*\}/.test(line));
  return [{ file, startLine: start + 1, endLine: (end < 0 ? start : end) + 1 }];
}

/**
 * The members of a type: what its declaration lists, its methods, and the fields that they set.
 * @param typed its fields are declared with their types, one on a line
 */
export function membersOf(type: string, files: readonly SyntaxFile[], typed: boolean): NamedPlace[] {
  const declared = declarationOf(type, files);
  const listed =
    typed && declared ? membersWritten(declared).map(({ name, line }) => ({ name, place: { file: declared.file.file, line } })) : [];
  const methods = files.flatMap(({ file, functions }) =>
    functions
      .filter(({ className, name }) => className === type && name !== '')
      .map(({ name, startLine }) => ({ name, place: { file, line: startLine } })),
  );
  return [...listed, ...(declared ? readersOf(declared) : []), ...methods, ...(declared ? fieldsSet(declared) : [])];
}

function fieldsSet({ file, startLine, endLine }: Declared): NamedPlace[] {
  return file.allDefinitions({ startLine, endLine }).flatMap((each) => {
    const name = each.kind === 'field' ? each.name : fieldOf(each.name);
    return name === undefined ? [] : [{ name, place: { file: file.file, line: each.startLine } }];
  });
}

/** Ruby: `attr_reader :total`. */
function readersOf({ file, startLine, endLine }: Declared): NamedPlace[] {
  return file
    .calls({ startLine, endLine })
    .filter(({ name }) => name.startsWith('attr_'))
    .flatMap(({ args, startLine: line }) => args.map((arg) => ({ name: arg.replace(':', ''), place: { file: file.file, line } })));
}

/** The maximum length of a member's declaration. */
const LONGEST_MEMBER = 200;

export function membersWritten({ file, startLine, endLine }: Declared): { name: string; line: number; type?: string }[] {
  const members = file.lines.slice(startLine - 1, endLine).flatMap((whole, at) => {
    const line = whole.slice(0, LONGEST_MEMBER);
    const [, typedName, type] =
      /^\s*(?:(?:readonly|public|private|protected|static|final|pub)\s+)*(\w+)[?!]?\s*:\s*([^;,]+)[;,]?\s*$/.exec(line) ?? [];
    if (typedName !== undefined) return [{ name: typedName, line: startLine + at, type: type?.trim() }];
    const [, name] =
      /^\s*(?:[\w<>[\],:*&]+\s+)+?[*&]?(\w+)\s*(?:=[^=].*)?;\s*$/.exec(line) ?? /^\s+(\w+)\s+[\w*[\].]+\s*(?:`.*)?$/.exec(line) ?? [];
    return name === undefined ? [] : [{ name, line: startLine + at }];
  });
  const methods = file.functions
    .filter((fn) => fn.startLine >= startLine && fn.endLine <= endLine && fn.name !== '')
    .map(({ name, startLine: line }) => ({ name, line }));
  return [...partsOfHead(file, startLine), ...members, ...methods];
}

/** Java, C#, Kotlin: what a record or a class lists in brackets behind its name. */
function partsOfHead({ language, lines }: SyntaxFile, startLine: number): { name: string; line: number; type?: string }[] {
  const { plainMembers, typesFollow } = traitsOf(language);
  if (!plainMembers) return [];
  const end = lines.slice(startLine - 1, startLine + 30).findIndex((line) => /[{)]/.test(line));
  const head = lines.slice(startLine - 1, startLine + Math.max(0, end)).map((line) => line.slice(0, LONGEST_MEMBER));
  if (end < 0 || !/^[^({]{0,120}\b(?:record|class)\s+\w{1,80}(?:<[^<>()]{0,80}>)?\s{0,4}\(/.test(head[0] ?? '')) return [];
  const part = typesFollow ? /\bva[lr]\s+(\w{1,80})\s{0,4}:/g : /(?<=[\w>\]?])\s{1,4}(\w{1,80})\s{0,4}(?=[,)]|$)/g;
  return head.flatMap((line, index) =>
    [...(index === 0 ? line.slice(line.indexOf('(')) : line).matchAll(part)].map(([, name = '']) => ({ name, line: startLine + index })),
  );
}
