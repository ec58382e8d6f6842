import { flow } from '../../flow/flow';
import type { Place } from '../../flow/originSteps';
import { traitsOf } from '../../flow/traits';
import { placeOf } from '../../flow/walk';
import { textOf, type Way } from '../../flow/way';
import { nodesIn, type Expr } from '../../syntax/lower/ir';
import { lineOf, loweredFunction } from '../../syntax/lower/places';
import type { FunctionNode, SyntaxFile } from '../../syntax/syntax';
import { code, placeText } from './explanation';
import type { ProgramView } from './programView';
import { kindOfLiteral, type ValueKind } from './valueKind';

/** A comparison that can never hold, because its sides are of different types. */
export interface TypedEquality {
  sentence: string;
  place: Place;
  expression: string;
}

const WORDS: Record<ValueKind, string> = { text: 'a string', number: 'a number', boolean: 'a boolean' };
/** Sources of text that looks like a number: addresses, forms, arguments of a command, files. */
const GIVES_TEXT =
  /\b(?:query|params|searchParams|argv|args|environ|env|form|headers|cookies)\b[^;]{0,80}(?:\.get\(|\[|\.)|\binput\(|\.getItem\(|\bprompt\(|sys\.argv\[/;

/** An equality in a function between one of its parameters and a part of a value, which on all their ways are of other types. */
export function typedEquality(file: SyntaxFile, fn: FunctionNode, view: ProgramView): TypedEquality | undefined {
  const operators = traitsOf(file.language).equality ?? [];
  const isOwn = (node: Expr): boolean => node.kind === 'name' && fn.parameters.some(({ name }) => name === node.name);
  const isPart = ({ kind }: Expr): boolean => kind === 'member' || kind === 'index';
  for (const node of nodesIn(loweredFunction(file, fn)?.body ?? [])) {
    if (node.kind !== 'operate' || !operators.includes(node.operator)) continue;
    const [own, other] = [node.operands.find(isOwn), node.operands.find(isPart)];
    const given = own && kindOn(flow(view, own, { file }).ways);
    const held = other && given && kindOn(flow(view, other, { file }).ways);
    if (!own || !given || !held || given.kind === held.kind) continue;
    const expression = textOf({ file }, node);
    const place = { file: file.file, line: lineOf(file, node.start) };
    return {
      expression,
      place,
      sentence: `${code(expression)} on line ${place.line} compares values of different types: ${code(textOf({ file }, own))} is ${WORDS[given.kind]} (${code(given.text)}, ${placeText(given.place, { file })}), ${code(textOf({ file }, other))} is ${WORDS[held.kind]} (${placeText(held.place, { file })}), so they are never equal.`,
    };
  }
  return undefined;
}

/** The type that a value has on all of its ways, and where it first gets it. */
function kindOn(ways: readonly Way[]): { kind: ValueKind; text: string; place: Place } | undefined {
  const all = ways.map(({ last, end, trail }) => {
    const written = end ? undefined : kindOfLiteral(textOf(last.at, last.expr));
    const from = written ? last : trail.find(({ expr, at }) => GIVES_TEXT.test(textOf(at, expr)));
    return from && { kind: written ?? 'text', text: textOf(from.at, from.expr), place: placeOf(from.at, from.expr) };
  });
  const [first] = all;
  return all.every((each) => each?.kind === first?.kind) ? first : undefined;
}
