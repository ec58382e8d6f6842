import { hasName, wordSet } from './textTests';
import { only } from '../../only';
import type { CallSite } from '../../syntax/syntax';
import type { Clue } from './clue';
import { callWritten } from './callText';
import { isEmptyLiteral } from './emptyValues';
import { citing, aType, code, placeText, type ExplainInput, type Explanation } from './explanation';
import { originPlace, originSentences } from './originText';
import type { ValueOrigin } from '../../flow/originSteps';
import { signatureOf, type FunctionAt } from './programView';
import { originOfValue } from './surroundingOrigin';
import { witnessOf } from './witness';
import { originOf } from './followed';

/** Python: a call that does not fit the function's parameters. */
export function explainArguments(
  { callee, missing }: Extract<Clue, { kind: 'arguments' }>,
  { at, view, error }: ExplainInput,
): Explanation {
  const said = error.message.split('\n', 1)[0] ?? '';
  const parts = callee.split('.');
  const last = parts.at(-1) ?? callee;
  const made = last === '__init__' ? parts.at(-2) : undefined;
  const name = made ?? last;
  const call = only(at.file.calls({ startLine: at.line, endLine: at.line }).filter((each) => each.name === name));
  const target = call ? view.callee(call, at.file) : only(view.functionsNamed(name));
  const shown = call ? `${call.receiver ? `${call.receiver}.` : ''}${call.name}(${call.args.join(', ')})` : `${name}(…)`;
  const place = target && signatureOf(target);
  const ofClass = missing[0] === 'self' && call?.receiver ? classNotMade(call.receiver, shown, callee, target, { at, view }) : undefined;
  if (ofClass) return ofClass;
  const parameters = target?.fn.parameters.map(({ name: parameter }) => parameter).join(', ');
  return {
    title: missing.length
      ? `${code(name)} is called without ${missing.map(code).join(', ')}`
      : `The call of ${code(name)} does not fit its parameters`,
    sentences: [
      missing.length
        ? `Line ${at.line} calls ${code(shown)} without ${missing.map(code).join(', ')}.`
        : `Line ${at.line} calls ${code(shown)}: ${said.slice(said.indexOf(`${callee}()`))}.`,
      ...(place ? [`${code(name)} takes ${code(`(${parameters ?? ''})`)} (${placeText(place, at)}).`] : []),
    ],
    ...citing(place, `the parameters of ${code(name)}`),
    check: `Compare the call at ${at.file.file}:${at.line} with the parameters of ${code(name)}. If they fit, this is not the cause.`,
  };
}

/** Python: a method is called on the class, which has no object to be `self`. */
function classNotMade(
  receiver: string,
  shown: string,
  callee: string,
  target: FunctionAt | undefined,
  { at, view }: Pick<ExplainInput, 'at' | 'view'>,
): Explanation {
  const owner = callee.split('.').at(-2) ?? receiver;
  const made =
    receiver === owner ? undefined : view.definitionsOf(receiver, at.file, at.fn).findLast(({ value }) => value?.trim().endsWith(owner));
  const place = target && signatureOf(target);
  const assigned = made && { file: at.file.file, line: made.startLine };
  return {
    title: `${code(callee)} is called on the class, not on an object`,
    sentences: [
      `Line ${at.line} calls ${code(shown)}, which is ${code(callee)} of the class itself: there is no object that could be its ${code('self')}.`,
      ...(made
        ? [
            `${code(receiver)} is assigned on line ${made.startLine} from ${code(made.value ?? '')}: the brackets that would make an instance, ${code(`${owner}(…)`)}, are missing.`,
          ]
        : [`${code(`${owner}(…)`)} would make an instance to call it on.`]),
    ],
    evidence: [
      ...(place ? [{ ...place, why: `${code(callee)} takes ${code('self')}` }] : []),
      ...(assigned ? [{ ...assigned, why: `assigns the class to ${code(receiver)}` }] : []),
    ],
    ...((place ?? assigned) && { origin: place ?? assigned }),
    check: `Make an object with ${code(`${owner}(…)`)} and call it on that. If it still fails, this is not the cause.`,
  };
}

/** PHP: an argument of another type than the parameter's declaration. */
export function explainArgumentType(
  { callee, position, expected, given }: Extract<Clue, { kind: 'argumentType' }>,
  { at, view, frame }: ExplainInput,
): Explanation {
  const builtIn =
    at.fn?.name === callee
      ? undefined
      : only(at.file.calls({ startLine: at.line, endLine: at.line }).filter(({ name }) => name === callee));
  if (builtIn) return ofBuiltIn(builtIn, { position, expected, given }, { at, view, frame });
  const outer = view.frames.slice(frame + 1).find(({ error }) => error === at.error);
  const call =
    outer &&
    only(
      outer.file
        .calls({ startLine: outer.line, endLine: outer.line })
        .filter(({ name }) => name === callee || (callee === '__construct' && name === at.fn?.className)),
    );
  const argument = call?.args[position];
  const parameter = at.fn?.parameters[position];
  const outerFrame = view.frames.indexOf(outer!);
  const asked = argument?.replace(/\s{0,4}\?\?\s{0,4}null$/, '');
  const origin: ValueOrigin =
    outer && asked ? originOfValue(view, asked, { file: outer.file, fn: outer.fn, line: outer.line, frame: outerFrame }) : { steps: [] };
  const shown: ValueOrigin = isEmptyLiteral(given) ? origin : { steps: origin.steps };
  const from = shown.end || !isEmptyLiteral(given) ? originPlace(shown) : undefined;
  const signature = { file: at.file.file, line: at.fn?.signature.startLine ?? at.line };
  return {
    title: `${code(callee)} is given ${aType(given)} where it takes ${aType(expected)}`,
    sentences: [
      `${code(callee)} (line ${signature.line}) takes ${aType(expected)}${parameter ? ` as ${code(parameter.name)}` : ''}, but is given ${aType(given)}.`,
      ...(outer && argument
        ? [
            `${outer.fn?.name ? code(outer.fn.name) : 'The caller'} passes ${code(argument)} (${placeText({ file: outer.file.file, line: outer.line }, at)}).`,
          ]
        : []),
      ...(from ? originSentences(isEmptyLiteral(given) ? { steps: [], end: origin.end } : shown, given, at) : []),
    ],
    evidence: [
      ...(outer && argument ? [{ file: outer.file.file, line: outer.line, why: `passes ${code(argument)}` }] : []),
      ...(from ? [{ ...from, why: 'where the value comes from' }] : []),
      { ...signature, why: 'the declared type' },
    ],
    origin: from ?? signature,
    check: `Log the type of ${argument ? code(argument) : 'the argument'} before the call. If it is ${code(expected)}, this is not the cause.`,
  };
}

/** PHP: a function of the language is given a value of another type. */
function ofBuiltIn(
  call: CallSite,
  { position, expected, given }: { position: number; expected: string; given: string },
  { at, view, frame }: Pick<ExplainInput, 'at' | 'view' | 'frame'>,
): Explanation {
  const argument = call.args[position] ?? '';
  const origin = argument ? originOf(view, argument, { file: at.file, fn: at.fn, line: at.line, frame }) : { steps: [] };
  const shown = isEmptyLiteral(given) || given === 'false' ? origin : { steps: origin.steps };
  const place = originPlace(shown);
  return {
    subject: `${code(argument)} is ${code(given)}`,
    title: `${code(argument)} is ${isEmptyLiteral(given) ? code(given) : aType(given)}${at.fn?.name ? ` in ${code(at.fn.name)}` : ''}`,
    sentences: [
      `Line ${at.line} calls ${code(callWritten(call, at.file))}, but ${code(argument)} is ${isEmptyLiteral(given) ? code(given) : aType(given)}, and ${code(call.name)} takes ${aType(expected)}.`,
      ...originSentences(shown, given, at),
    ],
    ...citing(place, `where ${code(argument)} comes from`),
    check: `Log ${code(argument)} before ${at.file.file}:${at.line}. If it is ${aType(expected)} there, this is not the cause.`,
  };
}

/** Java's collections that cannot be changed. */
const FIXED =
  /\b(?:List|Set|Map)\.(?:of|copyOf|ofEntries)\(|Collections\.(?:unmodifiable|empty|singleton)\w*\(|Arrays\.asList\(|\.toList\(\)/;

/** A collection that cannot be changed, or a nil map. */
export function explainFrozen(
  clue: Extract<Clue, { kind: 'unmodifiable' | 'nilMap' }>,
  { at, view, frame }: ExplainInput,
): Explanation | undefined {
  const text = at.file.lines[at.line - 1] ?? '';
  if (clue.kind === 'nilMap') {
    const map = /(?<![\w.])([\w.]+)\[[^[\]]+\]\s*(?:\+\+|--|[-+*/|&]?=(?!=))/.exec(text)?.[1];
    if (!map) return undefined;
    const origin = originOf(view, map, { file: at.file, fn: at.fn, line: at.line, frame });
    const place = originPlace(origin);
    const type = origin.end?.kind === 'uninitialised' ? origin.end.type : undefined;
    return {
      title: `${code(map)} is a nil map${at.fn?.name ? ` in ${code(at.fn.name)}` : ''}`,
      sentences: [
        `Line ${at.line} writes to ${code(map)}, which is a nil map.`,
        ...originSentences(origin, 'nil', at),
        `${code(type === undefined ? 'make' : `make(${type})`)} would make one that can be written to.`,
      ],
      evidence: place
        ? [
            {
              ...place,
              why: origin.end?.kind === 'uninitialised' ? `declares ${code(map)} without making it` : `where ${code(map)} comes from`,
            },
          ]
        : [],
      ...(place && { origin: place, atFault: true as const }),
      check: `Make the map with ${code('make')} before line ${at.line}. If it still fails, this is not the cause.`,
    };
  }
  const call = at.file
    .calls({ startLine: at.line, endLine: at.line })
    .find(
      ({ name, receiver }) => receiver && wordSet('add addAll put putAll remove removeIf set sort clear replaceAll Add Remove').has(name),
    );
  if (!call?.receiver) return undefined;
  const origin = originOf(view, call.receiver, { file: at.file, fn: at.fn, line: at.line, frame });
  const last = origin.steps.at(-1);
  const outer = last?.kind === 'passed' ? view.frames.find(({ file, line }) => file.file === last.file && line === last.line) : undefined;
  const made = outer ? view.definitionsOf(last?.kind === 'passed' ? last.argument : '', outer.file, outer.fn).at(-1) : undefined;
  const fixed = [
    ...origin.steps.map((step) => ('value' in step ? { value: step.value, file: step.file, line: step.line } : undefined)),
    made?.value && outer ? { value: made.value, file: outer.file.file, line: made.startLine } : undefined,
  ].find((each) => each && FIXED.test(each.value));
  const values = fixed
    ? undefined
    : witnessOf(call.receiver, { at, view, frame }, ({ written }) => FIXED.test(written), 'cannot be changed');
  const place = fixed ? { file: fixed.file, line: fixed.line } : values?.place;
  const kind = ['Map', 'Set'].find((name) => fixed && hasName(fixed.value, name));
  return {
    title: `${code(call.receiver)} cannot be changed`,
    sentences: [
      `Line ${at.line} calls ${code(`${call.receiver}.${call.name}(${call.args.join(', ')})`)}, but ${code(call.receiver)} is a collection that does not allow it.`,
      ...(fixed && place
        ? [
            `It is made at ${placeText(place, at)} by ${code(fixed.value)}, which is unmodifiable; ${code(`new ${kind ? `Hash${kind}` : 'ArrayList'}<>(…)`)} around it makes a copy that can be changed.`,
          ]
        : (values?.sentences ?? originSentences({ steps: origin.steps }, '', at))),
    ],
    evidence: values ? values.evidence : place ? [{ ...place, why: 'makes an unmodifiable collection' }] : [],
    ...(place && { origin: place }),
    check: `Make a changeable copy before ${at.file.file}:${at.line}. If it still fails, this is not the cause.`,
  };
}
