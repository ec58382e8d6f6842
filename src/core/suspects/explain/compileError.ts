import { explainArgumentCount } from './argumentCount';
import { explainBorrowed } from './borrowed';
import { code, shortened, sourceLine, type ExplainInput, type Explanation } from './explanation';
import { originPlace, originSentences } from './originText';
import { originOf } from './valueOrigin';
import { readCompilerMessage, type CompilerMessage, type MessageOf } from './compilerMessage';
import { explainMissingReturn } from './missingReturn';
import { explainMissingProperty, explainNoExport } from './missingProperty';
import { noMember, noName } from './undeclaredName';
import { explainMismatch, notAssignable } from './typeMismatch';

/** A compiler rejected the code: its message applied to this code, with its suggestion. */
export function explainCompile(input: ExplainInput): Explanation {
  const { error } = input;
  const message = error.message.slice(0, 2000);
  const said = readCompilerMessage(message);
  const explanation = said && explained(said, input);
  if (explanation) return explanation;
  if (/^mismatched types/.test(message)) return explainMismatch(input);
  return plain(input);
}

/** Only the compiler's message is known. */
function plain({ at, error }: ExplainInput): Explanation {
  const [first = '', ...rest] = error.message
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);
  return {
    title: shortened(first),
    sentences: [
      `Line ${at.line}, ${code(sourceLine(at))}: ${first.replace(/\.$/, '')}.`,
      ...rest.slice(0, 1).map((line) => `${line.replace(/\.$/, '')}.`),
    ],
    evidence: [],
    check: `Which side of the message is wrong: what stands at ${at.file.file}:${at.line}, or what it has to fit?`,
  };
}

function explained(said: CompilerMessage, input: ExplainInput): Explanation | undefined {
  switch (said.kind) {
    case 'noMember':
      return noMember(said, input);
    case 'noName':
      return noName(said, input);
    case 'notAssignable':
      return notAssignable(said, input);
    case 'possiblyNothing':
      return possiblyNothing(said, input);
    case 'moved':
      return moved(said, input);
    case 'borrowed':
      return explainBorrowed(said, input);
    case 'missingProperty':
      return explainMissingProperty(said, input);
    case 'noExport':
      return explainNoExport(said, input);
    case 'argumentCount':
      return explainArgumentCount(input);
    case 'missingReturn':
      return explainMissingReturn(input);
  }
}

function possiblyNothing({ name, value }: MessageOf<'possiblyNothing'>, { at, view, frame }: ExplainInput): Explanation {
  const expression = name || at.file.propertyReads({ startLine: at.line, endLine: at.line })[0]?.object || '';
  const origin = expression ? originOf(view, expression, { file: at.file, fn: at.fn, line: at.line, frame }) : { steps: [] };
  const place = originPlace(origin);
  return {
    title: `${code(expression)} can be ${value} on line ${at.line}`,
    sentences: [
      `Line ${at.line} uses ${code(expression)} without a check, and it can be ${code(value)}.`,
      ...originSentences(origin, value, at),
    ],
    evidence: place ? [{ ...place, why: `where ${code(expression)} comes from` }] : [],
    ...(place && { origin: place }),
    check: `What should happen on line ${at.line} when ${code(expression)} is ${value}?`,
  };
}

/** Rust: the place that moved the value before its next use. */
function moved({ name }: MessageOf<'moved'>, { at }: ExplainInput): Explanation {
  const { file, line, fn } = at;
  const before = fn
    ? file
        .calls({ startLine: fn.startLine, endLine: line - 1 })
        .filter(({ args, name: called }) => args.some((arg) => arg.trim() === name) && !called.endsWith('!'))
    : [];
  const taken = before.at(-1);
  const place = taken && { file: file.file, line: taken.startLine };
  const by = taken && `${taken.receiver ? `${taken.receiver}.` : ''}${taken.name}(${taken.args.join(', ')})`;
  return {
    title: `${code(name)} is used after it was moved`,
    sentences: [
      `Line ${line} uses ${code(name)} after its value was moved.`,
      ...(taken && by
        ? [
            `${code(by)} on line ${taken.startLine} takes it; ${code(`&${name}`)} would only borrow it, and ${code(`${name}.clone()`)} would pass a copy.`,
          ]
        : []),
    ],
    evidence: place ? [{ ...place, why: `moves ${code(name)}` }] : [],
    ...(place && { origin: place }),
    check: place
      ? `Pass ${code(`${name}.clone()`)} on line ${place.line} and compile again.`
      : `Where is ${code(name)} passed by value before line ${line}?`,
  };
}
