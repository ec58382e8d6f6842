import { wordSet } from './textTests';
import type { ProgramView } from './programView';
import type { SyntaxFile } from '../../syntax/syntax';
import type { Expr } from '../../syntax/lower/ir';
import { textOf } from '../../flow/way';
import { expressionOn } from '../../flow/expressionOn';
import { calledName } from '../../flow/codeIndex';
import { only } from '../../only';
import type { Clue } from './clue';
import { originOfEmpty } from './emptyCollection';
import { aType, code, type ExplainInput, type Explanation } from './explanation';
import type { OriginStep, ValueOrigin } from '../../flow/originSteps';
import { originEvidence } from './originEvidence';
import { originPlace, originSentences } from './originText';
import { originOf } from './followed';

const SIZES = wordSet('len count length Length Count size sizeof');

/** The collection whose size an expression is, also as another type: `len(prices)`, `prices.size()`, `(double) prices.length`. */
function counted(expr: Expr | undefined, file: SyntaxFile): string | undefined {
  if (expr?.kind === 'same') return counted(expr.of, file);
  if (expr?.kind === 'call' && ['float', 'double', 'static_cast'].includes(calledName(expr))) return counted(expr.args[0]?.value, file);
  const member = expr?.kind === 'call' && expr.args.length === 0 ? expr.callee : expr;
  const of =
    member?.kind === 'member' && SIZES.has(member.name)
      ? member.of
      : expr?.kind === 'call' && expr.callee.kind === 'name' && SIZES.has(expr.callee.name)
        ? expr.args[0]?.value
        : undefined;
  return of && textOf({ file }, of);
}

/** The collection whose size a value is. */
function sizeOf(steps: readonly OriginStep[], view: ProgramView): { of: string; text: string; line: number } | undefined {
  const step = only(steps);
  const file = step && view.file(step.file);
  const text = step?.kind === 'assigned' ? step.value.trim() : '';
  const of = step && file ? counted(expressionOn(file, text, step.line), file) : undefined;
  return of && step ? { of, text, line: step.line } : undefined;
}

/** A division by zero, or a result that its type cannot hold. */
export function explainArithmetic(clue: Extract<Clue, { kind: 'divisionByZero' | 'overflow' }>, input: ExplainInput): Explanation {
  const { at, view, frame } = input;
  const signs = signsOf(clue);
  const operations = at.file
    .operations({ startLine: at.line, endLine: at.line })
    .filter(({ operator }) => signs === undefined || signs.includes(operator.replace('=', '')));
  const one = only(operations);
  const text = one && `${one.left} ${one.operator} ${one.right}`;
  const subject = one && (clue.kind === 'divisionByZero' ? one.right : one.left);
  const sentences = [
    clue.kind === 'divisionByZero'
      ? `Line ${at.line} divides${one ? ` in ${code(text!)}, and ${code(one.right)} is 0` : ' by 0'}.`
      : clue.written !== undefined
        ? `Line ${at.line} computes ${code(text ?? clue.written)}, and the result${text ? `, ${clue.written},` : ''} is too large for ${aType(clue.type ?? '')}: it overflows.`
        : `Line ${at.line} computes ${one ? code(text!) : 'a value'}, and the result does not fit its type: the overflow is a panic.`,
  ];
  const name = subject && (counted(expressionOn(at.file, subject, at.line), at.file) ?? subject);
  if (clue.kind === 'divisionByZero' && name && name !== subject) sentences.push(`That means that ${code(name)} is empty.`);
  if (clue.kind === 'overflow' && one) {
    const type = at.fn?.parameters.find(({ name: parameter }) => parameter === one.left)?.type;
    if (type && type.startsWith('u') && clue.operation === 'subtract')
      sentences.push(
        `${code(one.left)} is a ${code(type)}, which cannot go below 0, so ${code(one.right)} is larger than ${code(one.left)} here.`,
      );
  }
  const first: ValueOrigin = name ? originOf(view, name, { file: at.file, fn: at.fn, line: at.line, frame }) : { steps: [] };
  const sized = clue.kind === 'divisionByZero' ? sizeOf(first.steps, view) : undefined;
  if (sized) sentences.push(`${code(name ?? '')} is ${code(sized.text)} (line ${sized.line}): ${code(sized.of)} is empty.`);
  const empty = sized?.of ?? (clue.kind === 'divisionByZero' && name !== subject ? name : undefined);
  const origin: ValueOrigin = empty
    ? originOfEmpty(view, empty, { file: at.file, fn: at.fn, line: sized?.line ?? at.line, frame })
    : { steps: first.steps };
  sentences.push(...originSentences(origin, empty ? 'empty' : '0', at));
  const place = clue.kind === 'overflow' && clue.written !== undefined ? { file: at.file.file, line: at.line } : originPlace(origin);
  return {
    title:
      clue.kind === 'divisionByZero'
        ? `${one ? code(one.right) : 'The divisor'} is 0${at.fn?.name ? ` in ${code(at.fn.name)}` : ''}`
        : `${text ? code(text) : 'A computation'} overflows`,
    sentences,
    evidence: originEvidence(origin, 'empty'),
    ...(place && { origin: place }),
    check: `Log ${one ? `${code(one.left)} and ${code(one.right)}` : 'the values'} before ${at.file.file}:${at.line}. If ${clue.kind === 'divisionByZero' ? 'the divisor is never 0' : 'the result fits'}, this is not the cause.`,
  };
}

const SIGNS: Readonly<Record<string, string>> = { subtract: '-', add: '+', multiply: '*' };

/** The operators that can have failed; undefined where any can. */
function signsOf(clue: Extract<Clue, { kind: 'divisionByZero' | 'overflow' }>): readonly string[] | undefined {
  if (clue.kind === 'divisionByZero') return ['/', '//', '%'];
  // Between two numbers as printed: `100000 * 100000`.
  const sign = SIGNS[clue.operation] ?? clue.written?.split(' ')[1];
  return sign === undefined ? undefined : [sign];
}
