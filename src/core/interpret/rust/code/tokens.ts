import { Unknown } from '../../values/value';

/** A word of Rust; `value`: what a literal says. */
export interface Token {
  readonly kind: 'word' | 'number' | 'text' | 'bytes' | 'char' | 'byte' | 'lifetime' | 'sign' | 'end';
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly value?: string;
}

const SIGNS = /<<=|\.\.\.|\.\.=|::|->|=>|==|!=|<=|&&|\|\||\+=|-=|\*=|\/=|%=|\^=|&=|\|=|<<|\.\.|[-+*/%^!&|=<>@.,;:#$?~(){}[\]]/y;
const WORD = /(?:r#)?[\p{L}_][\p{L}\p{N}_]*/uy;
const NUMBER =
  /0[xob][\da-fA-F_]+(?:[iu](?:8|16|32|64|128|size))?|\d[\d_]*(?:\.\d[\d_]*)?(?:[eE][-+]?\d[\d_]*)?(?:[iuf](?:8|16|32|64|128|size))?/y;
const LIFETIME = /'[A-Za-z_]\w*(?!')/y;
const CHARACTER = /b?'(?:\\(?:u\{[^}]*\}|x[\da-fA-F]{2}|.)|[^'\\])'/suy;
const TEXT = /[bc]?"(?:\\.|[^"\\])*"/sy;
const RAW = /[bc]?r(#*)"/y;

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', '0': '\0', '\\': '\\', "'": "'", '"': '"' };

function unescaped(text: string): string {
  return text.replace(/\\(?:u\{([^}]*)\}|x([\da-fA-F]{2})|\r?\n\s*|(.))/gsu, (_, code?: string, hex?: string, sign?: string) => {
    if (code !== undefined || hex !== undefined) return String.fromCodePoint(parseInt((code ?? hex!).replaceAll('_', ''), 16));
    return sign === undefined ? '' : (ESCAPES[sign] ?? sign);
  });
}

/** The words of a file, without comments. @throws {Unknown} where a sign is none of Rust's */
export function tokensOf(text: string): Token[] {
  const found: Token[] = [];
  const at = (pattern: RegExp, from: number): RegExpExecArray | null => {
    pattern.lastIndex = from;
    return pattern.exec(text);
  };
  let from = 0;
  const add = (kind: Token['kind'], end: number, value?: string): void => {
    found.push({ kind, text: text.slice(from, end), start: from, end, ...(value !== undefined && { value }) });
    from = end;
  };
  while (from < text.length) {
    if (/\s/.test(text[from]!)) from += 1;
    else if (text.startsWith('//', from)) from = lineEnd(text, from);
    else if (text.startsWith('/*', from)) from = commentEnd(text, from);
    else {
      const raw = at(RAW, from);
      const end = raw ? text.indexOf(`"${raw[1]}`, from + raw[0].length) : -1;
      if (raw && end >= 0) {
        const said = text.slice(from + raw[0].length, end);
        add(raw[0].startsWith('b') ? 'bytes' : 'text', end + 1 + raw[1]!.length, said);
        continue;
      }
      const quoted = at(TEXT, from);
      if (quoted) {
        const isBytes = quoted[0].startsWith('b');
        add(isBytes ? 'bytes' : 'text', from + quoted[0].length, unescaped(quoted[0].slice(quoted[0].indexOf('"') + 1, -1)));
        continue;
      }
      const character = at(CHARACTER, from);
      if (character) {
        const isByte = character[0].startsWith('b');
        add(isByte ? 'byte' : 'char', from + character[0].length, unescaped(character[0].slice(isByte ? 2 : 1, -1)));
        continue;
      }
      const lifetime = at(LIFETIME, from);
      const word = lifetime ? undefined : at(WORD, from);
      const number = lifetime || word ? undefined : at(NUMBER, from);
      const sign = lifetime || word || number ? undefined : at(SIGNS, from);
      const any = lifetime ?? word ?? number ?? sign;
      if (!any) throw new Unknown('a sign');
      add(lifetime ? 'lifetime' : word ? 'word' : number ? 'number' : 'sign', from + any[0].length);
    }
  }
  found.push({ kind: 'end', text: '', start: text.length, end: text.length });
  return found;
}

function lineEnd(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end < 0 ? text.length : end;
}

function commentEnd(text: string, from: number): number {
  let depth = 0;
  for (let at = from; at < text.length; at += 1) {
    if (text.startsWith('/*', at)) [depth, at] = [depth + 1, at + 1];
    else if (text.startsWith('*/', at)) {
      [depth, at] = [depth - 1, at + 1];
      if (depth === 0) return at + 1;
    }
  }
  return text.length;
}
