import { unescapeJson } from '../scan/textsInJson';
import { outdent } from './failureBlock';

/** A quoted text that continues on the next line, with any content. */
const openQuote = /^\s{0,40}\w{1,40}: "(?:[^"\\]|\\.)*$/;

/**
 * The subset of YAML in TAP reports: `key: value`, quoted texts, blocks. Values of blocks keep their lines. node:test writes the fields of
 * a compared error below `actual:` without indentation, and Vitest a quoted text with less indentation than its key: no YAML (decision 200).
 */
export function yaml(lines: readonly string[]): Map<string, string> {
  const fields = new Map<string, string>();
  let key = '';
  let block: string[] = [];
  let inError = false;
  const flush = (): void => {
    if (key !== '') fields.set(key, inError ? errorSaid(yaml(block)) : scalar(fields.get(key) ?? '', block));
    block = [];
    inError = false;
  };
  let quoted = false;
  for (const line of lines) {
    if (quoted) {
      block.push(line);
      quoted = !/"\s*$/.test(line);
      continue;
    }
    quoted = openQuote.test(line);
    const match = /^(\w+): {0,20}(.*)$/.exec(line);
    const [, name = '', value = ''] = match ?? [];
    inError ||= name === 'error' && /^(?:actual|expected)$/.test(key) && fields.get(key) === '' && block.length === 0;
    if (match && !(inError && !/^(?:actual|operator)$/.test(name))) {
      flush();
      key = name;
      fields.set(key, value);
    } else block.push(line);
  }
  flush();
  return fields;
}

function errorSaid(fields: ReadonlyMap<string, string>): string {
  return `${fields.get('name') ?? 'Error'}: ${fields.get('error') ?? ''}`;
}

function scalar(first: string, block: readonly string[]): string {
  if (block.length > 0) {
    const lines = outdent(block);
    // node:test numbers the elements of an array.
    const elements = lines.map((line, index) => new RegExp(`^${index}: (.*)$`).exec(line)?.[1]);
    if (first === '' && elements.every((each) => each !== undefined)) return `[${elements.join(', ')}]`;
    return (/^>[-+\d]{0,2}$/.test(first) ? folded(lines) : lines.join('\n')).replace(/(?<!\n)\n+$/, '');
  }
  const quoted = /^'(.*)'$/.exec(first);
  // node:test chooses a quote that the text does not contain.
  if (/^`.*`$/.test(first)) return first.slice(1, -1);
  if (quoted) return (quoted[1] ?? '').replaceAll("''", "'");
  if (!/^".*"$/.test(first)) return first;
  try {
    return String(JSON.parse(first));
  } catch {
    return first.slice(1, -1);
  }
}

/** A folded text: an end of a line between two lines stands for a blank; each empty line, and those around deeper lines, for an end of a line. */
function folded(lines: readonly string[]): string {
  let text = lines[0] ?? '';
  for (let at = 1; at < lines.length; at++) {
    const [before = '', line = ''] = [lines[at - 1], lines[at]];
    const isDeeper = /^[ \t]/.test(before) || /^[ \t]/.test(line);
    if (isDeeper || line === '') text += `\n${line}`;
    else if (before === '') text += line === '' ? '\n' : line;
    else text += ` ${line}`;
  }
  return text;
}

/** The lines of a block with its fields at their start: a quoted text may continue with less indentation than the fields. */
export function fieldsAtStart(lines: readonly string[]): string[] {
  const depth = indentOf(lines.find((line) => line.trim() !== '') ?? '');
  return lines.map((line) => line.slice(Math.min(depth, indentOf(line))));
}

/** Vitest writes an error as a map: its name and, under `error`, its message; the quoted text may have any indentation. */
export function yamlError(error: string): Map<'name' | 'error', string> {
  const [, name, message = ''] = /^name: "([^"\n]{1,200})"\n {0,40}message: "([^]*)"$/.exec(error.trim()) ?? [];
  const fields = new Map<'name' | 'error', string>();
  if (name === undefined) return fields;
  return fields.set('name', name === 'Unknown Error' ? 'Error' : name).set('error', unescapeJson(message).trim());
}

/** The single detail that AVA prints for a failure, as text: `'Returned promise resolved with:': '1'`. */
export function yamlDetails(details: string): string {
  const match = /^'((?:[^']|''){1,200})': ?([^\n]*)([^]*)$/.exec(details);
  if (!match) return '';
  const [, name = '', first = '', rest = ''] = match;
  const value = /^[|>]/.test(first) ? outdent(rest.replace(/^\n/, '').split('\n')).join('\n') : scalar(first, []);
  return `${name.replaceAll("''", "'")}\n${value}`.trimEnd();
}

/** Indentation of the marks around the YAML block below a failed test; undefined where none follows it. */
export function yamlDepth(lines: readonly string[]): number | undefined {
  const mark = lines[1];
  return mark?.trim() === '---' ? indentOf(mark) : undefined;
}

/** The block ends at the depth of its `---`: deeper lines of this form mark omissions in a diff. */
export function isYamlEnd(line: string, depth: number): boolean {
  return line.trim() === '...' && indentOf(line) <= depth;
}

export function indentOf(text: string): number {
  return text.length - text.trimStart().length;
}
