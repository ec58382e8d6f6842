import type { CodeEdit } from '../../../syntax/edits/codeEdit';
import type { Expr, Ir, Span } from '../../../syntax/lower/ir';
import type { ChangeId } from '../../../suspects/explain/faults/changeTexts';
import type { Around, Hit } from '../../../suspects/explain/faults/fault';
import type { FailureKind } from '../failureKind';
import type { Outcome } from './outcome';

/** One change of the code, and what is wrong there if it is the right one. */
export interface Change extends Omit<Hit, 'fix'> {
  says: ChangeId;
  fix: readonly CodeEdit[];
  /** Factor of its likelihood against others of its template. */
  likely?: number;
}

/** A mistake of logic that no pattern of the code shows: which of its changes is right, only a run tells. In all languages alike. */
export interface LogicTemplate {
  name: string;
  /** Share of fixes of this form, in percent, as {@link RepairTemplate.share}. */
  share: number;
  /** Failures that it fits better than others, with the factor of likelihood. */
  fits?: Partial<Record<FailureKind, number>>;
  /** Wrong results that it fits better, likewise. */
  results?: Partial<Record<Outcome, number>>;
  /** It makes a wrong result, and hardly ever an error. */
  ofResult?: true;
  /** A compiler that checks types refuses it nearly always. */
  untyped?: true;
  /** All changes of a node, likeliest first. */
  at(node: Ir, around: Around): Change[];
}

/** What holds two operands together: each operator of `0 <= x < n` with its place. */
export function operatorsOf(node: Ir, { text }: Pick<Around, 'text'>): (Span & { operator: string; left: Expr; right: Expr })[] {
  const operands = node.kind === 'operate' ? node.operands : node.kind === 'choice' && !node.condition ? node.options : [];
  const operator = node.kind === 'operate' || node.kind === 'choice' ? node.operator : '';
  if (operands.length < 2) return [];
  const signs = operands.length === 2 ? [operator] : operator.split(' ');
  return operands.slice(1).flatMap((right, at) => {
    const left = operands[at]!;
    const sign = signs[at] ?? operator;
    const found = text({ start: left.end, end: right.start }).search(
      new RegExp(`(?<![\\w<>=!&|])${sign.replace(/[^\w\s]/g, '\\$&').replace(/\s+/g, '\\s+')}(?![\\w<>=&|])`),
    );
    const length = /^\w/.test(sign)
      ? text({ start: left.end + found, end: right.start }).match(/^\w+(?:\s+\w+)?(?=\s|\()/)?.[0].length
      : sign.length;
    return found < 0
      ? []
      : [
          {
            start: left.end + found,
            end: left.end + found + (/\s/.test(sign) ? (length ?? sign.length) : sign.length),
            operator: sign,
            left,
            right,
          },
        ];
  });
}

/** The whole operand with the brackets around it. */
export function inBrackets(node: Span, { file }: Pick<Around, 'file'>): Span {
  const { text } = file;
  let { start, end } = node;
  for (;;) {
    const [before, after] = [/\(\s*$/.exec(text.slice(Math.max(0, start - 40), start)), /^\s*\)/.exec(text.slice(end, end + 40))];
    if (!before || !after || /[\w$\])?!]$/.test(text.slice(0, start - before[0].length).slice(-1))) return { start, end };
    [start, end] = [start - before[0].length, end + after[0].length];
  }
}

/** Whether a text is code that a person would write into one line. */
export const isShort = (text: string, most = 60): boolean => text.length <= most && !text.includes('\n');

/** What is one text in the place of another, changed by `to`. */
export function swapped(a: Span, b: Span, { text }: Pick<Around, 'text'>): CodeEdit[] {
  return [
    { start: a.start, end: a.end, text: text(b) },
    { start: b.start, end: b.end, text: text(a) },
  ];
}

/** Share of letter pairs common to two names. */
export function likeness(a: string, b: string): number {
  const pairs = (text: string) => new Set(Array.from({ length: text.length - 1 }, (_, at) => text.slice(at, at + 2).toLowerCase()));
  const [first, second] = [pairs(a), pairs(b)];
  let common = 0;
  for (const pair of first) if (second.has(pair)) common++;
  return common / (1 + first.size + second.size - common);
}

/** The lines of a statement that has them for itself, with the last line's end; a declaration's words before it count as its. */
export function linesOf(span: Span, { file }: Pick<Around, 'file'>): Span | undefined {
  const { text } = file;
  const start = text.lastIndexOf('\n', span.start - 1) + 1;
  const next = text.indexOf('\n', Math.max(span.start, span.end - 1));
  const end = next < 0 ? text.length : next + 1;
  const [before, after] = [text.slice(start, span.start), text.slice(span.end, end)];
  const declares = /^$|[\s&*]$/.test(before) && before.split(/\s+/).every((word) => /^[\w<>[\],.*&?:]*$/.test(word));
  const isAlone = declares && /^(?:$|\/\/|#)/.test(after.trim().replace(/^;/, '').trimStart());
  return isAlone && before.length < 100 ? { start, end } : undefined;
}

/** The spaces at the beginning of a stretch of whole lines. */
export function indentOf(lines: string): string {
  return /^[ \t]*/.exec(lines)![0];
}

/** Lines with another indentation. */
export function indented(lines: string, from: string, to: string): string {
  return lines
    .split('\n')
    .map((line) => (line.startsWith(from) ? to + line.slice(from.length) : line))
    .join('\n');
}

const TYPES = {
  number:
    /^(?:[iu](?:8|16|32|64|128|size)?|f(?:32|64)|(?:unsigned |signed )?(?:int|long|short|float|double|byte)(?:\d+)?(?:_t)?|uint\w*|std::size_t|size_t|number|Integer|Long|Double|Float|Int|UInt|decimal|BigDecimal|bigint|Decimal|Fraction|auto|var)$/,
  text: /^(?:&?(?:mut )?str|string|String|std::string|const std::string ?&|char|auto|var|any)$/,
};

/** Whether a value may be a number or a text, as far as its type is written: of a parameter, a variable, a result. */
export function mayBe(what: keyof typeof TYPES, node: Ir, { fn, parent }: Pick<Around, 'fn' | 'parent'>): boolean {
  if (node.kind === 'call' && node.makes) return false;
  const own =
    node.kind === 'name'
      ? (fn?.params.find(({ name }) => name === node.name)?.type ??
        fn?.body.flatMap((each) =>
          each.kind === 'assign' && each.target.kind === 'name' && each.target.name === node.name ? (each.type ?? []) : [],
        )[0])
      : undefined;
  const type = own ?? (parent?.kind === 'return' ? fn?.result : undefined);
  return type === undefined || TYPES[what].test(type.replace(/^(?:readonly|const|final)\s+/, '').trim());
}
