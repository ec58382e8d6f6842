import { traitsOf } from '../../flow/traits';
import { isWord, wordSet, withoutLast, isQuoted, lastPart } from './textTests';
import type { CallSite, Operation } from '../../syntax/syntax';
import type { Clue } from './clue';
import { couldBeEmpty, isEmptyLiteral } from './emptyValues';
import { swappedOnWay } from './swappedFields';
import { aType, code, placeText, sourceLine, type ExplainInput, type Explanation } from './explanation';
import { signatureOf } from './programView';
import { originEvidence } from './originEvidence';
import { originPlace, originSentences } from './originText';
import type { Place, ValueOrigin } from '../../flow/originSteps';
import { originOfValue } from './surroundingOrigin';
import { originOf, originOfElements } from './followed';
import { kindSentence, wayOfKind } from './wrongKind';

const NOTHING = wordSet('NoneType nil NilClass null undefined');

/** An operator that does not accept its two operands: their types, and the origin of the wrong one. */
export function explainOperands(clue: Extract<Clue, { kind: 'operands' }>, input: ExplainInput): Explanation {
  const { operator } = clue;
  const types = [clue.left, clue.right] as const;
  const { at, view, frame } = input;
  const plain = withoutLast(operator, '=') || operator;
  const all = at.file
    .operations({ startLine: at.line, endLine: at.line })
    .filter((each) => operator === '' || each.operator === operator || each.operator === plain || each.operator === `${plain}=`);
  const summed = all.length === 0 && (operator === '' || operator.startsWith('+')) ? explainSum(types, input) : undefined;
  if (summed) return summed;
  const matching = all.filter(({ left, right }) => fits(left, types[0]) && fits(right, types[1]));
  const one = matching.length === 1 ? matching[0] : undefined;
  const text = one && `${one.left} ${one.operator} ${one.right}`;
  const sentences = [
    one
      ? `Line ${at.line} computes ${code(text!)}, where the left side is ${article(types[0])} and the right side ${article(types[1])}.`
      : all.length > 0 || (operator !== '' && sourceLine(at).includes(operator))
        ? `An operator${operator ? ` ${code(operator)}` : ''} on line ${at.line} has ${article(types[0])} on its left and ${article(types[1])} on its right.`
        : `Line ${at.line}, ${code(sourceLine(at))}, puts together ${article(types[0])} and ${article(types[1])}.`,
  ];
  const sides = one ? oddSides(one, types) : [];
  const where = { file: at.file, fn: at.fn, line: at.line, frame };
  const made = sides.map((side) => wayOfKind(view, side, where, side === one?.right ? types[1] : types[0]));
  const origins = sides.map((side, index) => made[index]?.origin ?? originOfValue(view, side, where));
  const isKnown = ({ steps, end }: ValueOrigin): boolean => steps.length > 0 || end !== undefined;
  // Of two that it may be, the one about which the code says something.
  const told = Math.max(0, origins.findIndex(isKnown));
  const odd = sides[told];
  const origin = origins[told] ?? { steps: [] };
  const other = sides.length > 1 ? origins[1 - told]! : undefined;
  const isNothing = NOTHING.has(types[0]) || NOTHING.has(types[1]);
  // An origin that ends in an empty value does not explain a text that should be a number.
  const shown = isNothing ? couldBeEmpty(origin) : { steps: origin.steps };
  const nothing = (NOTHING.has(types[1]) ? types[1] : types[0]).replace('NoneType', 'None');
  sentences.push(...originSentences(shown, nothing, at));
  if (other) sentences.push(...originSentences({ steps: other.steps }, '', at));
  const maker = made[told];
  const because = maker && kindSentence(maker, input);
  if (because) sentences.splice(1, sentences.length, because);
  const swapped = swappedOnWay(shown.steps, view);
  if (swapped) sentences.splice(1, 0, swapped);
  const method = odd ? uncalledMethod(odd, types, input) : undefined;
  if (method) sentences.push(method.sentence);
  const place = method?.place ?? (because ? maker?.at : undefined) ?? originPlace(shown);
  const inFunction = at.fn?.name ? ` in ${code(at.fn.name)}` : '';
  return {
    title: other
      ? `${code(one!.left)} is ${article(types[0])}, ${code(one!.right)} ${article(types[1])}${inFunction}`
      : odd
        ? `${code(odd)} is ${article(odd === one!.right ? types[1] : types[0])}${inFunction}`
        : operator && sourceLine(at).includes(operator)
          ? `${code(operator)} does not take these two types`
          : `Line ${at.line} puts together types that do not fit`,
    sentences,
    evidence: [
      ...(because && maker ? [{ ...maker.at, why: `makes it ${article(maker.kind.type)}` }] : []),
      ...originEvidence(origin, nothing ?? ''),
      ...(other ? originEvidence(other, '') : []),
    ],
    ...(place && { origin: place }),
    returned: shown.steps.filter(({ kind }) => kind === 'returned'),
    check: `Log the type of ${odd && !other ? code(odd) : 'both sides'} before ${at.file.file}:${at.line}. If it fits the operator, this is not the cause.`,
  };
}

/**
 * The operand in question: the empty one, the one beside a literal, the text in a calculation. Of a text and a number that `+` gets, it is
 * either.
 */
function oddSides({ left, right, operator }: Operation, [first, second]: readonly [string, string]): readonly [string, ...string[]] {
  if (NOTHING.has(second)) return [right];
  if (NOTHING.has(first)) return [left];
  if (NO_OPERAND.has(first) !== NO_OPERAND.has(second)) return NO_OPERAND.has(first) ? [left] : [right];
  const isMeant = (side: string): boolean => splitOperands(side).some(isLiteral);
  if (isMeant(left) !== isMeant(right)) return isMeant(left) ? [right] : [left];
  const plain = withoutLast(operator, '=');
  const isNumber = (type: string): boolean => NUMBER.has(type.toLowerCase());
  if (plain !== '+' && isNumber(first) !== isNumber(second)) return isNumber(first) ? [right] : [left];
  return [left, right];
}

/** What nobody adds or compares on purpose: a call without its brackets, a promise that was not awaited. */
const NO_OPERAND = wordSet('method function builtin_function_or_method module type coroutine generator Future Task Promise');
const NUMBER = wordSet('int integer float number numeric decimal complex');

/** The parts of a sum: of `name + ":" + port`, three. */
function splitOperands(text: string): string[] {
  return text.length > 300 ? [text] : text.split(' + ');
}

/** Python: the method itself, where its result is wanted. */
function uncalledMethod(odd: string, types: readonly string[], { at, view }: ExplainInput): { sentence: string; place: Place } | undefined {
  const name = odd.includes('.') ? lastPart(odd) : undefined;
  if (!name || !types.some((type) => ['method', 'function', 'builtin_function_or_method'].includes(type))) return undefined;
  const found = view.functionsNamed(name).filter(({ fn }) => fn.className !== undefined);
  const [method] = found.length === 1 ? found : [];
  if (!method) return undefined;
  const place = signatureOf(method);
  return { sentence: `${code(name)} is a method (${placeText(place, at)}): only ${code(`${odd}()`)}, with brackets, calls it.`, place };
}

/** Python's `sum(prices)`, Ruby's `prices.sum`: it meets an element that cannot be added; the expression that makes the elements. */
function explainSum(types: readonly [string, string], { at, view }: ExplainInput): Explanation | undefined {
  const isMember = traitsOf(at.file.language).membersAreCalls === true;
  const calls = at.file
    .calls({ startLine: at.line, endLine: at.line })
    .filter(({ name, receiver }) => name === 'sum' && (isMember || receiver === undefined));
  const [call] = calls;
  if (calls.length !== 1 || !call) return undefined;
  const list = isMember ? wholeReceiver(call, at) : call.args[0]?.trim();
  if (!list) return undefined;
  const named = isWord(list);
  const made = named ? view.definitionsOf(list, at.file, at.fn).findLast(({ startLine }) => startLine < at.line) : undefined;
  const element = /^[[(]?(.{1,300}?)\sfor\s/s.exec(made?.value ?? list)?.[1]?.trim();
  const line = made?.startLine ?? at.line;
  const nothing = NOTHING.has(types[1]) ? types[1].replace('NoneType', 'None') : undefined;
  const where = { file: at.file, fn: at.fn, line };
  const ofElement = element ? originOf(view, element, where) : originOfElements(view, list, where);
  if (!ofElement && isMember) return undefined;
  const traced = ofElement ?? { steps: [] };
  const origin: ValueOrigin = nothing ? traced : { steps: traced.steps };
  const place = originPlace(origin) ?? (made && { file: at.file.file, line });
  return {
    title: `An element of ${code(list)} is ${article(types[1])}${at.fn?.name ? ` in ${code(at.fn.name)}` : ''}`,
    sentences: [
      `Line ${at.line} adds up ${code(list)}, and one of its elements is ${article(types[1])}.`,
      ...(element && made ? [`Line ${line} makes each of them by ${code(element)}.`] : []),
      ...[swappedOnWay(origin.steps, view)].flatMap((each) => each ?? []),
      ...originSentences(origin, nothing ?? '', at),
    ],
    evidence: [...originEvidence(origin, nothing ?? '')],
    ...(place && { origin: place }),
    check: `Log ${code(list)} before ${at.file.file}:${at.line}. If no element is ${article(types[1])}, this is not the cause.`,
  };
}

/** Ruby: the list of `list.sum`, without a block that makes other values of its elements. */
function wholeReceiver({ receiver, args }: CallSite, { file, line }: ExplainInput['at']): string | undefined {
  return args.length > 0 || /\.sum\b\s*[({]/.test((file.lines[line - 1] ?? '').slice(0, 500)) ? undefined : receiver;
}

/** Whether an operand as written can be of a type; anything except a literal can. */
function fits(text: string, type: string): boolean {
  if (Number.isInteger(Number(text)) && text.trim() !== '') return NUMBER.has(type.toLowerCase());
  if (isQuoted(text)) return ['str', 'string'].includes(type.toLowerCase());
  if (isEmptyLiteral(text)) return NOTHING.has(type);
  const parts = splitOperands(text);
  return parts.length === 1 || parts.filter(isLiteral).every((part) => fits(part, type));
}

function isLiteral(text: string): boolean {
  return isQuoted(text) || !Number.isNaN(Number.parseFloat(text));
}

function article(type: string): string {
  if (NOTHING.has(type)) return type === 'NoneType' || type === 'NilClass' ? `\`${type === 'NoneType' ? 'None' : 'nil'}\`` : `\`${type}\``;
  return aType(type);
}
