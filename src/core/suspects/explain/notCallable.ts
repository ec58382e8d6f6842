import { explainNoExport } from './missingExport';
import { namesOf } from './textTests';
import { only } from '../../only';
import { requiredInCircle } from './circumstances';
import type { Clue } from './clue';
import { code, placeText, type ExplainInput, type Explanation } from './explanation';
import { nameOfFn } from '../../flow/codeIndex';
import { expressionOn } from '../../flow/expressionOn';
import { nearName } from '../../flow/nearName';
import { classOf, methodsOf } from '../../flow/program';
import { placeOf } from '../../flow/walk';
import { originEvidence } from './originEvidence';
import { originPlace, originSentences } from './originText';
import { kindOfLiteral } from './valueKind';
import { originOf } from './followed';

/** `x is not a function`: a promise that was not awaited, a name that the module does not export, a method of another name. */
export function explainNotCallable({ expression, constructs }: Extract<Clue, { kind: 'notCallable' }>, input: ExplainInput): Explanation {
  const { at, view } = input;
  const dot = expression.lastIndexOf('.');
  const object = dot > 0 ? expression.slice(0, dot) : undefined;
  const method = expression.slice(dot + 1);
  const what = constructs ? 'a constructor' : 'a function';
  const first = `Line ${at.line} ${constructs ? 'makes a' : 'calls'} ${code(constructs ? `new ${expression}` : expression)}, ${constructs ? `but ${code(expression)} is no constructor` : 'which is not a function'}.`;
  const base: Explanation = {
    title: `${code(expression)} is not ${what}`,
    sentences: [first],
    evidence: [],
    check: `Log ${code(object ?? expression)} before ${at.file.file}:${at.line}. If ${object ? `it has a method ${code(method)}` : `it is ${what}`} there, this is not the cause.`,
  };
  const onTheWay = onWay(expression, base, input);
  if (onTheWay) return onTheWay;
  if (object !== undefined) {
    const expr = expressionOn(at.file, object, at.line);
    const cls = expr && classOf(view, at.file, expr);
    const methods = cls ? methodsOf(cls).map((fn) => ({ name: nameOfFn(cls.file, fn), place: placeOf(cls, fn) })) : [];
    const named = methods.find(({ name }) => name === nearName(method, namesOf(methods)));
    if (cls && named)
      return {
        ...base,
        sentences: [first, `${code(cls.node.name)} has no ${code(method)}; it has ${code(named.name)} (${placeText(named.place, at)}).`],
        evidence: [{ ...named.place, why: `${code(named.name)} is defined here` }],
        origin: named.place,
      };
    return wrongArgument(base, object, method, input) ?? base;
  }
  const imported = at.file.imports.find(({ local }) => local === expression);
  const module = imported && view.moduleFile(imported.module, at.file);
  const circle = constructs ? undefined : requiredInCircle(expression, input);
  if (
    circle &&
    imported &&
    module &&
    (module.exports.has(imported.imported) || module.functions.some(({ name }) => name === imported.imported))
  )
    return { ...base, sentences: [first, circle.sentence], evidence: [{ ...circle.place, why: circle.why }], origin: circle.place };
  if (!imported || !module || module.exports.size === 0 || module.exports.has(imported.imported)) return base;
  const told = explainNoExport({ name: imported.imported, module: imported.module, line: imported.line }, input);
  return told.origin ? { ...told, sentences: [first, ...told.sentences] } : base;
}

/** What the way of a value shows: an argument that is left out, a promise that is not awaited, a lookup that may give nothing. */
function onWay(expression: string, base: Explanation, { at, view, frame }: ExplainInput): Explanation | undefined {
  const origin = originOf(view, expression, { file: at.file, fn: at.fn, line: at.line, frame });
  const { end } = origin;
  // That a member is no function does not tell that it is missing.
  const isMember = expression.includes('.');
  if (end?.kind !== 'promised' && (isMember || (end?.kind !== 'notPassed' && end?.kind !== 'lookup'))) return undefined;
  const promise = end.kind === 'promised' ? expression.slice(0, -1 - (end.member ?? '').length) : undefined;
  return {
    ...base,
    ...(promise && { title: `${code(promise)} is a Promise: \`await\` is missing` }),
    sentences: [...base.sentences, ...originSentences(origin, 'undefined', at)],
    evidence: originEvidence(origin, 'undefined'),
    origin: originPlace(origin),
    ...(promise && { check: `Add ${code('await')} at ${end.file}:${end.line}. If it still fails, this is not the cause.` }),
  };
}

const KIND_WORDS = { text: 'a string', number: 'a number', boolean: 'a boolean' } as const;

/** The value without such a method is a parameter for which a plain value is passed. */
function wrongArgument(base: Explanation, object: string, method: string, { at, view, frame }: ExplainInput): Explanation | undefined {
  const { steps } = originOf(view, object, { file: at.file, fn: at.fn, line: at.line, frame });
  const passed = steps.at(-1);
  const kind = passed?.kind === 'passed' ? kindOfLiteral(passed.argument) : undefined;
  if (passed?.kind !== 'passed' || !kind) return undefined;
  const { argument, file, line } = passed;
  const calls = view.file(file)?.calls({ startLine: line, endLine: line }) ?? [];
  const others = calls.find(({ args }) => args.includes(argument))?.args.filter((each) => each !== argument) ?? [];
  const other = only(others);
  const swapped =
    other && kindOfLiteral(other) !== kind ? ` If ${code(other)} is meant as ${code(object)}, the two arguments are swapped.` : '';
  return {
    ...base,
    title: `${code(object)} is ${KIND_WORDS[kind]}, which has no ${code(method)}`,
    sentences: [
      ...base.sentences,
      ...originSentences({ steps }, '', at).map((each) => `${each.slice(0, -1)}: ${KIND_WORDS[kind]}.${swapped}`),
    ],
    evidence: originEvidence({ steps }, ''),
    origin: { file, line },
    check: `Pass another value than ${code(argument)} at ${file}:${line}. If it still fails, this is not the cause.`,
  };
}
