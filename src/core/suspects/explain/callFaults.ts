import { familyOf } from '../../workspace/languages';
import type { Clue } from './clue';
import { aType, code, placeText, type ExplainInput, type Explanation } from './explanation';
import { originPlace, originSentences } from './originText';
import type { Place } from './originSteps';
import { only } from './programView';
import { originOf } from './valueOrigin';

/** Python: a call that does not fit the function's parameters. */
export function explainArguments({ callee, missing, text }: Extract<Clue, { kind: 'arguments' }>, { at, view }: ExplainInput): Explanation {
  const parts = callee.split('.');
  const last = parts.at(-1) ?? callee;
  const made = last === '__init__' ? parts.at(-2) : undefined;
  const name = made ?? last;
  const call = only(at.file.calls({ startLine: at.line, endLine: at.line }).filter((each) => each.name === name));
  const declared = made === undefined ? undefined : fieldsOf(made, missing[0], view);
  const target = declared ? undefined : call ? view.callee(call, at.file, at.fn) : only(view.functionsNamed(name));
  const shown = call ? `${call.receiver ? `${call.receiver}.` : ''}${call.name}(${call.args.join(', ')})` : `${name}(…)`;
  const place = declared?.place ?? (target && { file: target.file.file, line: target.fn.signature.startLine });
  const parameters = declared?.names ?? target?.fn.parameters.map(({ name: parameter }) => parameter).join(', ');
  return {
    title: missing.length
      ? `${code(name)} is called without ${missing.map(code).join(', ')}`
      : `The call of ${code(name)} does not fit its parameters`,
    sentences: [
      missing.length
        ? `Line ${at.line} calls ${code(shown)} without ${missing.map(code).join(', ')}.`
        : `Line ${at.line} calls ${code(shown)}: ${text}.`,
      ...(place ? [`${code(name)} takes ${code(`(${parameters ?? ''})`)} (${placeText(place, at)}).`] : []),
    ],
    evidence: place ? [{ ...place, why: `the parameters of ${code(name)}` }] : [],
    ...(place && { origin: place }),
    check: `Compare the call at ${at.file.file}:${at.line} with the parameters of ${code(name)}. If they fit, this is not the cause.`,
  };
}

/** A class without a constructor of its own, such as a dataclass: the fields that it takes, and where one is declared. */
function fieldsOf(name: string, missing: string | undefined, view: ExplainInput['view']): { names: string; place: Place } | undefined {
  const cls = view.classNamed(name);
  if (!cls || view.functionsNamed('__init__').some(({ fn }) => fn.className === name)) return undefined;
  const fields = [
    ...new Map(
      cls.file
        .allDefinitions(cls.node)
        .flatMap((each) => (each.type === undefined || cls.file.enclosing(each.startLine) ? [] : [[each.name, each] as const])),
    ).values(),
  ];
  const one = fields.find((each) => each.name === missing);
  const header = cls.file.lines.slice(cls.node.startLine - 1, cls.node.header.endLine).find((line) => /^\s*class\b/.test(line)) ?? '';
  // A base class may have fields of its own, and some fields are no parameters.
  if (
    !/^\s*class\s+\w+\s*:/.test(header) ||
    fields.some(({ type, value }) => /\bClassVar\b/.test(type ?? '') || /\binit\s*=/.test(value ?? ''))
  )
    return undefined;
  return one && { names: fields.map((each) => each.name).join(', '), place: { file: cls.file.file, line: one.startLine } };
}

/** PHP: an argument of another type than the parameter's declaration. */
export function explainArgumentType(
  { callee, position, expected, given }: Extract<Clue, { kind: 'argumentType' }>,
  { at, view, frame }: ExplainInput,
): Explanation {
  const outer = view.frames.slice(frame + 1).find(({ error }) => error === at.error);
  const call = outer && only(outer.file.calls({ startLine: outer.line, endLine: outer.line }).filter(({ name }) => name === callee));
  const argument = call?.args[position];
  const parameter = at.fn?.parameters[position];
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
    ],
    evidence: [
      ...(outer && argument ? [{ file: outer.file.file, line: outer.line, why: `passes ${code(argument)}` }] : []),
      { ...signature, why: 'the declared type' },
    ],
    origin: signature,
    check: `Log the type of ${argument ? code(argument) : 'the argument'} before the call. If it is ${code(expected)}, this is not the cause.`,
  };
}

/** A division by zero, or a result that its type cannot hold. */
export function explainArithmetic(
  clue: Extract<Clue, { kind: 'divisionByZero' | 'overflow' }>,
  { at, view, frame }: ExplainInput,
): Explanation {
  const signs: Record<string, RegExp> = { subtract: /^-=?$/, add: /^\+=?$/, multiply: /^\*=?$/ };
  const wanted = clue.kind === 'divisionByZero' ? /^(?:\/{1,2}|%)=?$/ : (signs[clue.operation] ?? /./);
  const operations = at.file.operations({ startLine: at.line, endLine: at.line }).filter(({ operator }) => wanted.test(operator));
  const one = only(operations);
  const text = one && `${one.left} ${one.operator} ${one.right}`;
  const subject = one && (clue.kind === 'divisionByZero' ? one.right : one.left);
  const sentences = [
    clue.kind === 'divisionByZero'
      ? `Line ${at.line} divides${one ? ` in ${code(text!)}, and ${code(one.right)} is 0` : ' by 0'}.`
      : `Line ${at.line} computes ${one ? code(text!) : 'a value'}, and the result does not fit its type: the overflow is a panic.`,
  ];
  const name =
    subject &&
    (/^(?:len|count)\((\$?\w+)\)$/.exec(subject)?.[1] ?? /^(\w+)\.(?:length|size\(\)|len\(\)|Count|Length)/.exec(subject)?.[1] ?? subject);
  if (clue.kind === 'overflow' && one) {
    const type = at.fn?.parameters.find(({ name: parameter }) => parameter === one.left)?.type;
    if (type && /^u/.test(type) && clue.operation === 'subtract')
      sentences.push(
        `${code(one.left)} is a ${code(type)}, which cannot go below 0, so ${code(one.right)} is larger than ${code(one.left)} here.`,
      );
  }
  const origin = name ? originOf(view, name, { file: at.file, fn: at.fn, line: at.line, frame }) : { steps: [] };
  sentences.push(...originSentences({ steps: origin.steps }, '0', at));
  const place = originPlace({ steps: origin.steps });
  return {
    title:
      clue.kind === 'divisionByZero'
        ? `${one ? code(one.right) : 'The divisor'} is 0${at.fn?.name ? ` in ${code(at.fn.name)}` : ''}`
        : `${text ? code(text) : 'A computation'} overflows`,
    sentences,
    evidence: origin.steps.map(({ file, line }) => ({ file, line, why: 'the value passes here' })),
    ...(place && { origin: place }),
    check: `Log ${one ? `${code(one.left)} and ${code(one.right)}` : 'the values'} before ${at.file.file}:${at.line}. If ${clue.kind === 'divisionByZero' ? 'the divisor is never 0' : 'the result fits'}, this is not the cause.`,
  };
}

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
    const type = origin.end?.kind === 'uninitialised' ? origin.end.type : 'map[…]…';
    return {
      title: `${code(map)} is a nil map${at.fn?.name ? ` in ${code(at.fn.name)}` : ''}`,
      sentences: [
        `Line ${at.line} writes to ${code(map)}, which is a nil map.`,
        ...originSentences(origin, 'nil', at),
        `${code(`make(${type})`)} would make one that can be written to.`,
      ],
      evidence: place ? [{ ...place, why: `declares ${code(map)} without making it` }] : [],
      ...(place && { origin: place }),
      check: `Make the map with ${code('make')} before line ${at.line}. If it still fails, this is not the cause.`,
    };
  }
  const call = at.file
    .calls({ startLine: at.line, endLine: at.line })
    .find(
      ({ name, receiver }) => receiver && /^(?:add|addAll|put|putAll|remove|removeIf|set|sort|clear|replaceAll|Add|Remove)$/.test(name),
    );
  if (!call?.receiver || familyOf(at.file.language) !== 'java') return undefined;
  const origin = originOf(view, call.receiver, { file: at.file, fn: at.fn, line: at.line, frame });
  const last = origin.steps.at(-1);
  const outer = last?.kind === 'passed' ? view.frames.find(({ file, line }) => file.file === last.file && line === last.line) : undefined;
  const made = outer ? view.definitionsOf(last?.kind === 'passed' ? last.argument : '', outer.file, outer.fn).at(-1) : undefined;
  const fixed = [
    ...origin.steps.map((step) => ('value' in step ? { value: step.value, file: step.file, line: step.line } : undefined)),
    made?.value && outer ? { value: made.value, file: outer.file.file, line: made.startLine } : undefined,
  ].find(
    (each) =>
      each &&
      /\b(?:List|Set|Map)\.(?:of|copyOf|ofEntries)\(|Collections\.(?:unmodifiable|empty|singleton)\w*\(|Arrays\.asList\(|\.toList\(\)/.test(
        each.value,
      ),
  );
  const place = fixed && { file: fixed.file, line: fixed.line };
  return {
    title: `${code(call.receiver)} cannot be changed`,
    sentences: [
      `Line ${at.line} calls ${code(`${call.receiver}.${call.name}(${call.args.join(', ')})`)}, but ${code(call.receiver)} is a collection that does not allow it.`,
      ...(fixed && place
        ? [
            `It is made at ${placeText(place, at)} by ${code(fixed.value)}, which is unmodifiable; ${code(`new ArrayList<>(…)`)} around it makes a copy that can be changed.`.replace(
              'ArrayList',
              /\bMap\./.test(fixed.value) ? 'HashMap' : /\bSet\./.test(fixed.value) ? 'HashSet' : 'ArrayList',
            ),
          ]
        : originSentences({ steps: origin.steps }, '', at)),
    ],
    evidence: place ? [{ ...place, why: 'makes an unmodifiable collection' }] : [],
    ...(place && { origin: place }),
    check: `Make a changeable copy before ${at.file.file}:${at.line}. If it still fails, this is not the cause.`,
  };
}
