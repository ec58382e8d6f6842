import { traitsOf } from '../../flow/traits';
import type { PropertyRead } from '../../syntax/syntax';
import type { Clue } from './clue';
import type { FrameAtLine } from './failurePoint';
import type { ProgramView } from './programView';
import { closingAt } from './writtenParts';

/** The empty expression, or the candidates where the line does not show which one was empty. */
export interface FailingExpression {
  /** At least one; several where the line does not show which. */
  candidates: string[];
  /** The accessed member: `length`; absent where the line does not show it. */
  property?: string;
}

/** Finds the expression on the failing line for a message about an empty value. */
export function failingExpression(
  clue: Extract<Clue, { kind: 'empty' }>,
  at: FrameAtLine,
  view: ProgramView,
): FailingExpression | undefined {
  const { file, line, column } = at;
  const range = { startLine: line, endLine: line };
  const text = file.lines[line - 1] ?? '';
  if (clue.expression && !clue.expression.startsWith('<')) {
    const short = clue.expression.replace(/^this\./, '');
    // Java names a static field with its class.
    const last = /^[A-Z]\w*\.(\w+)$/.exec(clue.expression)?.[1] ?? short;
    const written = [clue.expression, short, last].find((each) => text.includes(each)) ?? clue.expression;
    return { candidates: [written], property: clue.property };
  }
  const asserted = file.file.endsWith('.kt')
    ? /((?:[\w.]|\((?:[^()\n]|\([^()\n]{0,80}\)){0,120}\)|\[[^\]\n]{0,80}\]){1,40})!!/.exec(text)?.[1]
    : undefined;
  if (asserted && !clue.property) return { candidates: [asserted] };
  const reads = file.propertyReads(range);
  const calls = file.calls(range);
  if (clue.property && /^\W+$/.test(clue.property)) return ofOperator(clue.property, at, reads);
  if (clue.call) {
    const named = calls.filter(({ name }) => name === clue.call);
    if (named.length === 1) {
      const [{ receiver, name, args }] = named as [(typeof named)[0]];
      return { candidates: [`${receiver === undefined ? '' : `${receiver}.`}${name}(${args.join(', ')})`], property: clue.property };
    }
  }
  if (clue.how === 'index')
    return chosen(
      reads.filter((read) => isSubscript(read, file.lines[line - 1] ?? '')),
      column,
    );
  if (clue.how === 'iterate') {
    const loops = file.allDefinitions(range).filter(({ kind, value }) => kind === 'loop' && value);
    return loops.length === 1 ? { candidates: [loops[0]!.value!] } : undefined;
  }
  if (clue.property) {
    const fits = reads.filter(({ property }) => property === clue.property);
    const called = calls.filter(({ name, receiver }) => name === clue.property && receiver !== undefined);
    const found = fits.length
      ? chosen(fits, column)
      : called.length
        ? { candidates: unique(called.map(({ receiver }) => receiver!)) }
        : undefined;
    return found && { ...found, property: clue.property };
  }
  return withoutProperty(
    reads,
    calls.flatMap(({ receiver, name, construct }) => receiver ?? (!construct && isCalledValue(name, at, view) ? [name] : [])),
    at,
    view,
  );
}

/** Go, C#: the name of a call is a variable or a field that holds a function, or an event. */
function isCalledValue(name: string, { file, fn, line }: FrameAtLine, view: ProgramView): boolean {
  if (!traitsOf(file.language).callsOfNothing) return false;
  const own = view.definitionsOf(name, file, fn).filter(({ startLine }) => startLine !== line);
  return own.length > 0 && !file.functions.some((each) => each.name === name);
}

/** Ruby's operators are methods of a value: `undefined method '[]' for nil`. */
function ofOperator(operator: string, { file, line, column }: FrameAtLine, reads: readonly PropertyRead[]): FailingExpression | undefined {
  if (operator.startsWith('['))
    return chosen(
      reads.filter((read) => isSubscript(read, file.lines[line - 1] ?? '')),
      column,
    );
  const lefts = file.operations({ startLine: line, endLine: line }).filter((each) => each.operator.startsWith(operator));
  return lefts.length ? { candidates: unique(lefts.map(({ left }) => left)) } : undefined;
}

/** Among reads of the same property, the one at the frame's column. */
function chosen(reads: readonly PropertyRead[], column: number | undefined): FailingExpression | undefined {
  if (reads.length === 0) return undefined;
  const objects = unique(reads.map(({ object }) => object));
  if (objects.length === 1 || column === undefined) return { candidates: objects };
  const nearest = reads.toSorted((a, b) => Math.abs(a.column - column) - Math.abs(b.column - column));
  return { candidates: [nearest[0]!.object] };
}

/** Go, C#, C++: the message says only that something was empty. Expressions that cannot be empty are left out. */
function withoutProperty(
  reads: readonly PropertyRead[],
  receivers: readonly string[],
  at: FrameAtLine,
  view: ProgramView,
): FailingExpression | undefined {
  const { capitalMethods, structValues } = traitsOf(at.file.language);
  const objects = unique([...reads.map(({ object }) => object), ...receivers]).filter((object) => {
    if (['this', 'self', 'super', 'base'].includes(object) || /^(?:new\s|["'`(])/.test(object) || /["']$/.test(object)) return false;
    const root = /^[$@]*\w+/.exec(object)?.[0] ?? '';
    const definitions = view.definitionsOf(root, at.file, at.fn);
    // A call of an own method, not a class.
    const called = capitalMethods && object[root.length] === '(';
    if (definitions.length === 0 && ((/^[A-Z]/.test(root) && !called) || at.file.imports.some(({ local }) => local === root))) return false;
    if (object !== root) return true;
    const last = definitions.at(-1);
    if (!last) return root !== '';
    if (last.kind === 'loop' && !structValues) return true;
    return (
      !/^(?:new\b|&\w|make\(|\w+\{|\[|"|\d)/.test(last.value ?? '') &&
      !(structValues && last.type && !/^(?:\*|map|\[\]|func|any|interface|error)/.test(last.type) && !last.value)
    );
  });
  return objects.length ? { candidates: objects } : undefined;
}

/** Whether a read is `a[b]`; some grammars count the bracket to the index. */
export function isSubscript({ column }: PropertyRead, text: string): boolean {
  return text[column - 1] === '[' || /\[\s*$/.test(text.slice(0, column - 1));
}

/** `order.total`, `$order->total()`: a read as written on the line. */
export function memberText({ object, property }: PropertyRead, text: string): string {
  const after = text.split(object).slice(1);
  const sign = after.map((rest) => /^\s*(\?\.|\?->|->|::|\.)\s*\w/.exec(rest)?.[1]).find((each) => each !== undefined);
  return `${object}${sign ?? '.'}${property}`;
}

/** `prices[sku]`, as written on the line. */
export function subscriptText({ object, property, column }: PropertyRead, text: string): string {
  const nearest = text.lastIndexOf(`${object}[`, column);
  const from = nearest < 0 ? text.indexOf(`${object}[`) : nearest;
  const inside = from < 0 ? '' : text.slice(from + object.length + 1);
  const to = closingAt(inside);
  return from < 0 || to < 0 ? `${object}[${property}]` : `${object}[${inside.slice(0, to + 1)}`;
}

function unique(list: readonly string[]): string[] {
  return [...new Set(list)];
}
