// Messages of tools as they print them, with named holes: `'{type}' object has no attribute '{name}'`. One place knows how tools quote,
// which characters a name has, and how long each part may be, so that a form is read in linear time.
import { escapePattern } from '../../../escapePattern';

/** What a message's holes hold. */
export type Holes = Readonly<Record<string, string | number | readonly string[]>>;

/** The union's parts, each with its kind and some of the rest; a form's holes give what is missing. */
type Meant<T> = T extends unknown ? Partial<T> & Pick<T, Extract<'kind', keyof T>> : never;

/** A message, or several that say the same, and what it means; the holes are named after the rest of it. */
export type MessageRow<T> = readonly [says: string | readonly string[], means: Meant<T>];

const QUOTES = '\'"`‘’';
const QUOTE = `[${QUOTES}]`;
/** A text in quotes, which may be the other ones within. */
const QUOTED = `'[^'\\n]{0,400}'|"[^"\\n]{0,400}"|[\`‘][^${QUOTES}\\n]{0,400}['’\`]`;

/** What a hole takes, and what is kept of it. */
interface HoleKind {
  pattern: string;
  keep?: (text: string) => string | number | readonly string[];
}

const HOLES: Readonly<Record<string, HoleKind>> = {
  word: { pattern: '[\\w$~]{1,100}' },
  /** The default between quotes, with them. */
  quoted: { pattern: QUOTED, keep: (text) => text.slice(1, -1).replace(/^"(.*)"$/, '$1') },
  /** A name with its scopes. */
  path: { pattern: '[\\w.$:\\\\/@-]{1,200}' },
  /** A type as it is written, of which the last name is kept. */
  type: { pattern: '(?:const |struct |class ){0,2}[*&]{0,2}[\\w.$:\\\\]{1,200}(?:<[^\\n]{0,120}?>)?[ *&]*', keep: typeName },
  /** Code, as messages write it. */
  written: { pattern: '[\\w$.?[\\]()\'"]{1,120}' },
  afterDot: { pattern: '[^\\n.]{1,100}' },
  sign: { pattern: '[^\\s:]{1,4}' },
  /** A name without its scopes; of a destructor, too. */
  called: { pattern: '(?<![\\w~])~?\\w{1,80}' },
  /** The scopes of a name, of which the last one is kept. */
  scope: { pattern: '[\\w.$:]{1,200}(?:<[^\\n]{0,120}?>)?', keep: typeName },
  token: { pattern: '\\S{1,80}' },
  /** As short as what follows allows. */
  any: { pattern: '[^\\n]{1,300}?' },
  /** The same, or nothing. */
  maybe: { pattern: '[^\\n]{0,300}?' },
  line: { pattern: '[^\\n]{1,400}' },
  number: { pattern: '-?\\d{1,12}', keep: Number },
  negative: { pattern: '-\\d{1,12}', keep: Number },
  /** Counted from 1. */
  ordinal: { pattern: '\\d{1,4}', keep: (text) => Number(text) - 1 },
  list: { pattern: '[^\\n]{1,2000}', keep: (text) => text.split(', ') },
  /** The quoted parts of what stands there. */
  names: { pattern: '[^\\n]{1,300}?', keep: (text) => text.split(/['`]/).filter((_, at) => at % 2 === 1) },
};

/** The last name of a type, without its arguments, `const` and signs for pointers; C++ names its text by a template. */
function typeName(written: string): string {
  if (written.startsWith('std::basic_string<char')) return 'string';
  const [name = written] = written.split('<');
  return /(?<![\w$])[\w$]{1,200}(?=[ *&]{0,9}$)/.exec(name)?.[0] ?? written;
}

interface CompiledForm {
  pattern: RegExp;
  /** Kinds of the holes by their names. */
  kinds: ReadonlyMap<string, HoleKind>;
}

const compiled = new Map<string, CompiledForm>();

/**
 * Reads a message by a form.
 *
 * In a form `{name}` is a hole, `{name:kind}` one of another kind than a word or quoted text ({@link HOLES}), `{:kind}` one that is not
 * kept, `{name=one|other}` one of these words, `{one|other}` the same without keeping it, `{?…}` a part that may be missing, `…` the rest
 * of a line or nothing, a line break any space, and each quote any of them. A form begins with the message unless it begins with `…`, and
 * `{$}` ends it.
 * @returns the holes; undefined if the message has another form
 */
export function readForm(form: string, message: string): Holes | undefined {
  let known = compiled.get(form);
  if (!known) compiled.set(form, (known = compile(form)));
  const groups = known.pattern.exec(message);
  if (!groups) return undefined;
  const holes: Record<string, string | number | readonly string[]> = {};
  for (const [name, text] of Object.entries(groups.groups ?? {})) {
    if (text !== undefined) holes[name] = known.kinds.get(name)?.keep?.(text) ?? text;
  }
  return holes;
}

/** The holes of the first form that a message has. */
export function readForms(forms: readonly string[], message: string): Holes | undefined {
  for (const form of forms) {
    const holes = readForm(form, message);
    if (holes) return holes;
  }
  return undefined;
}

/** What the first row says that a message fits; undefined if none does. */
export function readMessage<T>(rows: readonly MessageRow<T>[], message: string): T | undefined {
  for (const [says, means] of rows) {
    const holes = readForms(typeof says === 'string' ? [says] : says, message);
    if (holes) return { ...means, ...holes } as unknown as T;
  }
  return undefined;
}

/** The pattern of a form; exported for the test that each is linear. */
export function patternOf(form: string): RegExp {
  return compile(form).pattern;
}

function compile(form: string): CompiledForm {
  const kinds = new Map<string, HoleKind>();
  const rest = form.startsWith('…') ? form.slice(1) : form;
  // No part of a longer name.
  const start = rest === form ? '^' : /^\{\w+:/.test(rest) ? '(?<![\\w$.:\\\\/@-])' : /^[{\w]/.test(rest) ? '(?<![\\w$])' : '';
  return { pattern: new RegExp(start + source(rest, kinds)), kinds };
}

const QUOTED_HOLE = /^.\{(\w+|:quoted)\}['"`]/;

function source(form: string, kinds: Map<string, HoleKind>): string {
  let made = '';
  for (let at = 0; at < form.length; at += 1) {
    const sign = form[at]!;
    const inQuotes = QUOTES.includes(sign) ? QUOTED_HOLE.exec(form.slice(at, at + 60)) : null;
    if (inQuotes) {
      const [whole, name = ''] = inQuotes;
      made += holeSource(name.startsWith(':') ? name : `${name}:quoted`, kinds);
      at += whole.length - 1;
    } else if (sign === '{' && !' }'.includes(form[at + 1]!)) {
      const end = closing(form, at);
      made += holeSource(form.slice(at + 1, end), kinds);
      at = end;
    } else if (sign === '…') made += HOLES['maybe']!.pattern;
    else if (sign === '\n') made += '\\s{1,80}';
    else made += QUOTES.includes(sign) ? QUOTE : escapePattern(sign);
  }
  return made;
}

function holeSource(hole: string, kinds: Map<string, HoleKind>): string {
  if (hole === '$') return '(?![^\\n])';
  if (hole.startsWith('?')) return `(?:${source(hole.slice(1), kinds)})?`;
  const [, name = '', sign, said = ''] = /^(\w*)([:=]?)([^]*)$/.exec(hole) ?? [];
  if (sign === '=') return `(?<${name}>${wordsSource(said)})`;
  if (sign !== ':' && said !== '') return `(?:${wordsSource(hole)})`;
  const kind = HOLES[said || 'word']!;
  if (name === '') return `(?:${kind.pattern})`;
  kinds.set(name, kind);
  return `(?<${name}>${kind.pattern})`;
}

function wordsSource(words: string): string {
  return words
    .split('|')
    .map((each) => source(each, new Map()))
    .join('|');
}

/** Index of the brace that closes the one at an index. */
function closing(form: string, open: number): number {
  let depth = 0;
  for (let at = open; at < form.length; at += 1) {
    if (form[at] === '{') depth += 1;
    else if (form[at] === '}' && --depth === 0) return at;
  }
  throw new Error(`A hole of the message form "${form}" does not end.`);
}
