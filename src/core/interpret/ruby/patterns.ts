import type { Expr } from '../../syntax/lower/ir';
import { ProgramPattern } from '../values/limits';
import { Pattern, Unknown } from '../values/value';

const POSIX: Readonly<Record<string, string>> = {
  alpha: '\\p{L}',
  digit: '\\d',
  alnum: '\\p{L}\\d',
  space: '\\s',
  upper: '\\p{Lu}',
  lower: '\\p{Ll}',
  word: '\\w',
  xdigit: '\\da-fA-F',
  punct: '!-\\/:-@\\[-`{-~',
};

/** A pattern of Ruby as it is written. @throws {@link Unknown} where JavaScript's patterns say it otherwise */
export function rubyPattern(node: Extract<Expr, { kind: 'literal' }>): Pattern {
  const [, open = '', body = '', , flags = ''] = /^(\/|%r[^\w\s])(.*)(\/|[^\w\s])([a-z]*)$/s.exec(node.value) ?? [];
  if (open === '') throw new Unknown('a pattern');
  if (!/(?<!\\)#\{/.test(body)) return patternFrom(body, flags);
  throw new Unknown('a pattern with parts');
}

/** A pattern from its source and flags, as Ruby writes them. */
export function patternFrom(written: string, flags: string): Pattern {
  if (/[^imxou]/.test(flags)) throw new Unknown('a pattern');
  let body = written;
  if (flags.includes('x'))
    body = body.replace(
      /\\.|\[(?:\\[\s\S]?|[^\]\\])*(?:\]|$)|(#[^\n]*)|(\s+)/g,
      (all, note: string | undefined, blank: string | undefined) => (note !== undefined || blank !== undefined ? '' : all),
    );
  if (/\(\?(?:>|[imx-]+[:)]|\()|\\[GKRXb]\{|\\[GKRX]|\\g<|[*+?}]\+/.test(body)) throw new Unknown('a pattern');
  const isUnicode = /\\p\{|\[:\w+:\]/.test(body);
  body = body
    .replace(/\\A/g, '(?<![\\s\\S])')
    .replace(/\\z/g, '(?![\\s\\S])')
    .replace(/\\Z/g, '(?=\\n?(?![\\s\\S]))')
    .replace(/\\h/g, '[0-9a-fA-F]')
    .replace(/\[:(\w+):\]/g, (_, name: string) => POSIX[name] ?? unknown())
    .replace(
      /\\p\{(\w+)\}/g,
      (_, name: string) =>
        ({
          Alpha: '\\p{L}',
          Alnum: '[\\p{L}\\d]',
          Upper: '\\p{Lu}',
          Lower: '\\p{Ll}',
          Digit: '\\d',
          L: '\\p{L}',
          Lu: '\\p{Lu}',
          Ll: '\\p{Ll}',
        })[name] ?? unknown(),
    );
  if (isUnicode) body = body.replace(/\\([^\w\s\\^$.*+?()[\]{}|/-])/g, '$1').replace(/\\-(?![^[]*\])/g, '-');
  try {
    return new Pattern(
      new ProgramPattern(body, `m${flags.includes('i') ? 'i' : ''}${flags.includes('m') ? 's' : ''}${isUnicode ? 'u' : ''}`),
      written,
    );
  } catch (error) {
    if (error instanceof Unknown) throw error;
    throw new Unknown('a pattern');
  }
}

function unknown(): never {
  throw new Unknown('a pattern');
}
