import { withoutSpaces, wordSet, namesOf } from './textTests';
import { only } from '../../only';
import type { CallSite } from '../../syntax/syntax';
import { requiredInCircle } from './circumstances';
import type { Clue } from './clue';
import { code, placeText, type ExplainInput, type Explanation } from './explanation';
import { nearName } from '../../flow/nearName';
import { originPlace, originSentences } from './originText';
import { asyncCallee, signatureOf, unawaitedCall } from './unawaitedCall';
import { kindOfLiteral } from './valueKind';
import { originOf } from './followed';

/** Methods of arrays, strings and maps: a Promise on which one is called was not awaited. */
const OF_VALUES = wordSet(
  'map filter forEach reduce find some every join slice split push includes trim toUpperCase toLowerCase replace sort flatMap keys entries get has',
);

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
  if (object !== undefined) {
    const made = view.definitionsOf(object, at.file, at.fn).findLast(({ startLine, kind }) => startLine < at.line && kind === 'variable');
    const unawaited = OF_VALUES.has(method) ? unawaitedCall(object, at, view) : undefined;
    if (unawaited) {
      const { call, callee, place, sentence } = unawaited;
      return {
        ...base,
        title: `${code(object)} is a Promise: \`await\` is missing`,
        sentences: [first, sentence],
        evidence: [
          { ...place, why: `${code(call.name)} is not awaited` },
          { ...signatureOf(callee), why: `${code(call.name)} is ${code('async')}` },
        ],
        origin: place,
        check: `Add ${code('await')} on line ${place.line}. If it still fails, this is not the cause.`,
      };
    }
    const cls = made && view.typeOf(object, at.file, at.fn)?.cls;
    const methods = cls ? cls.file.functions.filter(({ className }) => className === cls.node.name) : [];
    const near = nearName(method, namesOf(methods));
    const named = near && methods.find(({ name }) => name === near);
    if (cls && named) {
      const place = { file: cls.file.file, line: named.startLine };
      return {
        ...base,
        sentences: [first, `${code(cls.node.name)} has no ${code(method)}; it has ${code(near)} (${placeText(place, at)}).`],
        evidence: [{ ...place, why: `${code(near)} is defined here` }],
        origin: place,
      };
    }
    return wrongArgument(base, object, method, input) ?? base;
  }
  const imported = at.file.imports.find(({ local }) => local === expression);
  const module = imported && view.moduleFile(imported.module, at.file);
  const absent = constructs ? undefined : notGiven(expression, base, first, input);
  if (absent) return absent;
  const circle = constructs ? undefined : requiredInCircle(expression, input);
  if (
    circle &&
    imported &&
    module &&
    (module.exports.has(imported.imported) || module.functions.some(({ name }) => name === imported.imported))
  )
    return { ...base, sentences: [first, circle.sentence], evidence: [{ ...circle.place, why: circle.why }], origin: circle.place };
  if (!imported) return constructs ? base : perhapsMissing(expression, base, input);
  if (!module || module.exports.size === 0 || module.exports.has(imported.imported)) return base;
  const names = [...module.exports.keys()].filter((name) => name !== 'default');
  const local = [...module.exports].find(([, own]) => own === imported.imported)?.[0] ?? nearName(imported.imported, names);
  const line = module.lines.findIndex((text) => /\bexports?\b/.test(text) && (local === undefined || text.includes(local))) + 1;
  if (line === 0 || names.length === 0) return base;
  const place = { file: module.file, line };
  const exported = local ? `it exports it as ${code(local)}` : `it exports ${names.slice(0, 4).map(code).join(', ')}`;
  return {
    ...base,
    title: `${code(imported.module)} does not export ${code(imported.imported)}`,
    sentences: [
      first,
      `It is imported from ${code(imported.module)} on line ${imported.line}, which exports no ${code(imported.imported)}: ${exported} (${placeText(place, at)}).`,
    ],
    evidence: [
      { ...place, why: local ? `exports ${code(local)}` : 'the exports of the module' },
      { file: at.file.file, line: imported.line, why: `imports ${code(imported.imported)}` },
    ],
    origin: place,
    check: `Log what ${code(imported.module)} exports. If ${code(imported.imported)} is among it, this is not the cause.`,
  };
}

/** A parameter that the caller leaves out. */
function notGiven(expression: string, base: Explanation, first: string, { at, view, frame }: ExplainInput): Explanation | undefined {
  if (!at.fn?.parameters.some(({ name }) => name === expression)) return undefined;
  const origin = originOf(view, expression, { file: at.file, fn: at.fn, line: at.line, frame });
  const { end } = origin;
  if (end?.kind !== 'notPassed') return undefined;
  return {
    ...base,
    sentences: [first, ...originSentences(origin, 'undefined', at)],
    evidence: [{ file: end.file, line: end.line, why: `calls it without ${code(end.parameter)}` }],
    origin: { file: end.file, line: end.line },
  };
}

/** A value that is looked up and may be missing: `handlers.get(type)`. */
function perhapsMissing(expression: string, base: Explanation, { at, view, frame }: ExplainInput): Explanation {
  const origin = originOf(view, expression, { file: at.file, fn: at.fn, line: at.line, frame });
  const place = originPlace(origin);
  if (origin.end?.kind !== 'lookup' || !place) return base;
  return {
    ...base,
    sentences: [...base.sentences, ...originSentences(origin, 'undefined', at)],
    evidence: [{ ...place, why: `where ${code(expression)} comes from` }],
    origin: place,
  };
}

const KIND_WORDS = { text: 'a string', number: 'a number', boolean: 'a boolean' } as const;

/** The value without such a method is a parameter that got a plain value from the caller on the stack. */
function wrongArgument(base: Explanation, object: string, method: string, { at, view, frame }: ExplainInput): Explanation | undefined {
  const position = at.fn?.parameters.findIndex(({ name }) => name === object) ?? -1;
  const outer = view.frames.slice(frame + 1).find(({ error }) => error === at.error);
  if (position < 0 || !outer) return undefined;
  const call = only(
    outer.file
      .calls({ startLine: outer.line, endLine: outer.line })
      .filter((each) => view.callee(each, outer.file, outer.fn)?.fn === at.fn),
  );
  const argument = call?.args[position];
  const place = { file: outer.file.file, line: outer.line };
  const made =
    call && argument ? outer.file.calls({ startLine: outer.line, endLine: outer.line }).find((each) => isWhole(each, argument)) : undefined;
  const async = made && OF_VALUES.has(method) ? asyncCallee(made, outer.file, outer.fn, view) : undefined;
  if (call && argument && made && async)
    return {
      ...base,
      title: `${code(object)} is a Promise: \`await\` is missing`,
      sentences: [
        ...base.sentences,
        `${code(call.name)} is given ${code(argument)} as ${code(object)} (${placeText(place, at)}) without ${code('await')}; ${code(made.name)} is ${code('async')} (${placeText(signatureOf(async), at)}), so it returns a Promise.`,
      ],
      evidence: [
        { ...place, why: `${code(made.name)} is not awaited` },
        { ...signatureOf(async), why: `${code(made.name)} is ${code('async')}` },
      ],
      origin: place,
      check: `Add ${code('await')} at ${place.file}:${place.line}. If it still fails, this is not the cause.`,
    };
  const kind = argument && kindOfLiteral(argument);
  if (!call || !argument || !kind) return undefined;
  const others = call.args.filter((_, index) => index !== position);
  const other = at.fn?.parameters.find((_, index) => index !== position);
  const swapped =
    others.length === 1 && other && kindOfLiteral(others[0]!) !== kind
      ? ` If ${code(others[0]!)} is meant as ${code(object)}, the two arguments are swapped.`
      : '';
  return {
    ...base,
    title: `${code(object)} is ${KIND_WORDS[kind]}, which has no ${code(method)}`,
    sentences: [
      ...base.sentences,
      `${code(call.name)} is given ${code(argument)} as ${code(object)} (${placeText(place, at)}): ${KIND_WORDS[kind]}.${swapped}`,
    ],
    evidence: [...base.evidence, { ...place, why: `passes ${code(argument)} for ${code(object)}` }],
    origin: place,
    check: `Pass another value than ${code(argument)} at ${place.file}:${place.line}. If it still fails, this is not the cause.`,
  };
}

/** Whether a text is nothing but this call. */
function isWhole({ name, receiver, args }: CallSite, text: string): boolean {
  const flat = (part: string): string => withoutSpaces(part);
  return flat(text) === flat(`${receiver === undefined ? '' : `${receiver}.`}${name}(${args.join(',')})`);
}
