import { languageOfFile } from '../workspace/languages';

/** A text of the code that words an error: `fmt.Errorf("load %s: %w", name, err)`, `#[error("no entry for {0}")]`. */
export interface Wording {
  file: string;
  /** 1-based. */
  line: number;
  /** The literal parts around what is filled in; the last is empty where the text ends with something filled in. */
  parts: readonly string[];
  /** Another error may follow it: it wraps one, or is printed before one. */
  wraps: boolean;
  /** The type, variable or variant whose words these are, where the error itself is made elsewhere. */
  of?: string;
}

/** The texts of a message that the code words, the outermost first, with what is left of the message behind the last. */
export interface Worded {
  links: readonly Wording[];
  rest: string;
}

const LONGEST_LINE = 600;
const LONGEST_FILLED = 300;
const MOST_STARTS = 8;
/** Fewer words stand in too many messages by chance. */
const FEWEST_WORDS = 2;

const LITERAL = /"((?:[^"\\]|\\.){1,300})"|`([^`]{1,300})`/g;
/** What may stand between a call's bracket and the text: a writer, the wrapped error, a condition, a closure's bars. */
const GIVEN_BEFORE = String.raw`(?:[^"\x60;{}]{0,160},\s?|\|[^|]{0,40}\|\s?)?$`;
const MAKES = {
  go: new RegExp(
    String.raw`\b(errors\.New|(?:fmt|xerrors|errors)\.Errorf|errors\.(?:Wrapf?|WithMessagef?)|panic|\w{1,30}\.(?:Fatal|Panic)(?:f|ln)?|fmt\.F?[Pp]rint(?:f|ln)?)\(${GIVEN_BEFORE}`,
  ),
  rust: new RegExp(
    String.raw`(\b(?:anyhow|bail|eyre|format_err|format|write|writeln|panic|eprintln|ensure)!\s?|\.(?:context|with_context|wrap_err|wrap_err_with|ok_or|ok_or_else)|\bErr|#\[error|::(?:from|new|other|msg))\(${GIVEN_BEFORE}`,
  ),
};
const WRAPS_CLOSED = /(?:Wrapf?|WithMessagef?|context|wrap_err|wrap_err_with)$/;
/** The text that a Go type's `Error()` returns. */
const IN_METHOD = /\breturn(?: fmt\.Sprintf\()?$/;
const LINES_NEAR = 3;
const PRINTS = /(?:Fatal(?:ln)?|Panic(?:ln)?|[Pp]rint(?:ln)?)$/;

/** The texts in a file's code from which an error is made; none in a file of another language than Go or Rust, whose errors have no stack. */
export function wordingsIn(file: string, text: string): Wording[] {
  const language = languageOfFile(file);
  if (language !== 'go' && language !== 'rust') return [];
  const lines = text.split('\n');
  return lines.flatMap((line, index): Wording[] => {
    if (line.length > LONGEST_LINE || !/["`]/.test(line) || line.trimStart().startsWith('//')) return [];
    return [...line.matchAll(LITERAL)].flatMap((match): Wording[] => {
      const [whole, quoted, raw = ''] = match;
      const before = line.slice(0, match.index).trimEnd();
      const opened = before === '' ? (lines[index - 1] ?? '').slice(-LONGEST_LINE).trimEnd() : before;
      const of = typeWorded(lines, index, before);
      const by = MAKES[language].exec(opened)?.[1] ?? (of !== undefined && IN_METHOD.test(opened) ? '' : undefined);
      if (by === undefined) return [];
      const after = line.slice(match.index + whole.length).trimStart();
      const prints = PRINTS.test(by) && after.startsWith(',');
      const parts = partsOf(quoted === undefined ? raw : unescaped(quoted), language);
      const open = prints && parts.at(-1) !== '' ? [...parts, ''] : parts;
      const wraps = WRAPS_CLOSED.test(by) || (open.length > 1 && open.at(-1) === '');
      return [{ file, line: index + 1, parts: open, wraps, ...(of !== undefined && { of }) }];
    });
  });
}

/** Go's `Error()` and `var errEmpty = errors.New("…")`, Rust's `#[error("…")]` above a variant and an arm of `Display`: the type, variable or variant. */
function typeWorded(lines: readonly string[], index: number, before: string): string | undefined {
  if (/#\[error\($/.test(before))
    return lines
      .slice(index + 1, index + 1 + LINES_NEAR)
      .map((line) => /^\s{0,40}(?:pub\s)?(?:struct\s)?([A-Z]\w{1,80})/.exec(line)?.[1])
      .find((each) => each !== undefined);
  const arm = /\b([A-Z]\w{1,80})(?:\([^()]{0,80}\)|\s?\{[^{}]{0,120}\})?\s?=>\s?(?:\{\s?)?write!\(\w{1,20},$/.exec(before)?.[1];
  if (arm !== undefined) return arm;
  const sentinel = /^(?:var\s|\t)(\w{1,80})\s{0,40}=\serrors\.New\($/.exec(before)?.[1];
  if (sentinel !== undefined) return sentinel;
  const above = lines.slice(Math.max(0, index - LINES_NEAR), index + 1);
  const opened = above.findLast((line) => /^(?:func\b|\})/.test(line)) ?? '';
  return /^func \((?:\w{1,30}\s)?\*?(\w{1,80})\) Error\(\) string\b/.exec(opened.slice(0, LONGEST_LINE))?.[1];
}

/** Go's `%w`, Rust's `{e}`: the literal texts around them. */
function partsOf(text: string, language: 'go' | 'rust'): string[] {
  const hole = language === 'go' ? /%[+#-]?\d{0,3}(?:\.\d{1,3})?[a-zA-Z]/ : /\{[^{}]{0,80}\}/;
  const literal = language === 'go' ? text.replaceAll('%%', '%\0') : text.replaceAll('{{', '\0').replaceAll('}}', '\u0001');
  const parts = literal
    .split(hole)
    .map((each) => (language === 'go' ? each.replaceAll('%\0', '%') : each.replaceAll('\0', '{').replaceAll('\u0001', '}')));
  const last = parts.at(-1)!.trimEnd();
  return [...parts.slice(0, -1), last];
}

/** A text as it is printed, from how it is written between its quotes. */
export function unescaped(text: string): string {
  return text.replace(/\\(.)/g, (_, sign: string) => ({ n: '\n', t: '\t' })[sign] ?? sign);
}

/**
 * Follows a message through the texts that word it: `load config: port: invalid syntax` by `load config: %v` and `port: %w`. A text counts
 * where it is the only one that fits, or the one of those with the most literal characters.
 * @returns undefined where no text of the code fits, or more than one as well
 */
export function wordedBy(message: string, wordings: readonly Wording[]): Worded | undefined {
  const starts = [0, ...[...message.matchAll(/: /g)].map(({ index }) => index + 2)].slice(0, MOST_STARTS);
  for (const start of starts) {
    const links: Wording[] = [];
    let rest: string | undefined = message.slice(start);
    for (;;) {
      const next = best(rest, wordings);
      if (!next || links.includes(next.wording)) break;
      links.push(next.wording);
      rest = next.rest;
      if (rest === '') break;
    }
    if (links.reduce((sum, each) => sum + wordsOf(each), 0) >= FEWEST_WORDS) return { links, rest };
  }
  return undefined;
}

interface Fit {
  wording: Wording;
  rest: string;
}

function best(message: string, wordings: readonly Wording[]): Fit | undefined {
  const fits = wordings
    .filter((each) => specific(each))
    .flatMap((wording): Fit[] => {
      const rest = restBehind(message, wording);
      return rest === undefined ? [] : [{ wording, rest }];
    })
    .sort((a, b) => literalLength(b.wording) - literalLength(a.wording));
  const [first, second] = fits;
  return first && (!second || literalLength(second.wording) < literalLength(first.wording)) ? first : undefined;
}

/** A text of one word is enough where it wraps another error: several of them in a chain are as specific as one of several words. */
function specific(wording: Wording): boolean {
  const { parts, wraps } = wording;
  const words = wordsOf(wording);
  return words >= FEWEST_WORDS || (wraps && words > 0 && /:\s?$/.test(parts.at(-2) ?? ''));
}

function wordsOf({ parts }: Wording): number {
  return parts.join(' ').match(/\p{L}{2,}/gu)?.length ?? 0;
}

function literalLength({ parts }: Wording): number {
  return parts.reduce((sum, part) => sum + part.length, 0);
}

/** What follows in the message behind a text that it begins with: another error, or nothing; undefined where it does not begin with it. */
function restBehind(message: string, { parts, wraps }: Wording): string | undefined {
  let at = 0;
  for (const [index, part] of parts.entries()) {
    if (index === 0) {
      if (!message.startsWith(part)) return undefined;
      at = part.length;
    } else if (index === parts.length - 1 && part === '') {
      const filled = message.slice(at).trimStart();
      return filled === '' ? undefined : filled;
    } else {
      const next = message.indexOf(part, at);
      if (next < 0 || next - at > LONGEST_FILLED || message.slice(at, next).includes(': ')) return undefined;
      at = next + part.length;
    }
  }
  const rest = message.slice(at);
  if (rest === '') return '';
  return wraps && rest.startsWith(': ') ? rest.slice(2) : undefined;
}
