import { firstName, withoutLast } from './textTests';
import { only } from '../../only';
import { explainArgumentCount } from './argumentCount';
import { declarationOf } from './declaredMembers';
import { escapePattern } from '../../escapePattern';
import { explainBorrowed } from './borrowed';
import type { SyntaxFile } from '../../syntax/syntax';
import type { Place } from '../../flow/originSteps';
import {
  citing,
  code,
  compileAgain,
  inMarkdown,
  onPlace,
  placeText,
  shortened,
  sourceLine,
  type ExplainInput,
  type Explanation,
} from './explanation';
import { originPlace, originSentences } from './originText';
import { nearOriginOf } from './followed';
import { explainAnyKey, explainAwaitOutside } from './compilerHints';
import { readCompilerMessage, type CompilerMessage, type MessageOf } from './messages/ofCompilers';
import {
  explainDiscardsConst,
  explainNoOverlap,
  explainNotImplemented,
  explainPrivate,
  explainUnreported,
  memberLine,
} from './requiredMember';
import { explainMissingReturn } from './missingReturn';
import { explainOverridesNothing } from './overridesNothing';
import { explainReadOnly } from './readOnlyValue';
import { explainNoExport } from './missingExport';
import { explainMember } from './missingMember';
import { explainName } from './missingName';
import { explainMismatch, notAssignable } from './typeMismatch';
import { signatureOf } from './programView';
import { explainMissingHeader } from './wrongUse';

/** A compiler rejected the code: its message applied to this code, with its suggestion. */
export function explainCompile(input: ExplainInput): Explanation {
  const { error } = input;
  const message = error.message.slice(0, 2000);
  const said = readCompilerMessage(message);
  const explanation =
    said && (EXPLAINED[said.kind] as (message: CompilerMessage, from: ExplainInput) => Explanation | undefined)(said, input);
  if (explanation) return explanation;
  if (message.startsWith('mismatched types')) return explainMismatch(input);
  return plain(input);
}

/** Characters of a line that are read for a declaration. */
const LONGEST_LINE = 500;

/** Only the compiler's message is known. */
function plain(input: ExplainInput): Explanation {
  const { at, error } = input;
  const [first = '', ...rest] = inMarkdown(error.message)
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);
  return {
    title: shortened(first),
    sentences: [`Line ${at.line}, ${code(sourceLine(at))}: ${asSentence(first)}`, ...rest.slice(0, 1).map(asSentence)],
    evidence: [],
    check: compileAgain(`${at.file.file}:${at.line}`),
  };
}

function asSentence(text: string): string {
  return /[.?!]$/.test(text) ? text : `${text}.`;
}

/** Where the code declares what the message names. */
function declared({ name, names = [], type, suggestion }: MessageOf<'declared'>, input: ExplainInput): Explanation | undefined {
  const { at, view } = input;
  const owner = type && (firstName(type) ?? type);
  const members = [...(suggestion ? [suggestion] : []), ...names, ...(name ? [name] : [])].flatMap((each) => {
    const [last = '', within = owner] = each
      .replace(/[({].*/s, '')
      .trim()
      .split(/::|\./)
      .reverse();
    const place = (within && memberLine(within, last, view.files)) ?? (owner ? undefined : memberAnywhere(last, view));
    return place ? [{ name: last, place }] : [];
  });
  const whole = owner ? declarationOf(owner, view.files) : undefined;
  const found = [...members, ...(owner && whole ? [{ name: owner, place: { file: whole.file.file, line: whole.startLine } }] : [])];
  const [first] = found;
  if (!first) return undefined;
  const { sentences, ...rest } = plain(input);
  return {
    ...rest,
    sentences: [...sentences, `${code(first.name)} is declared ${onPlace(first.place, at)}.`],
    evidence: found.slice(0, 3).map(({ name: each, place }) => ({ ...place, why: `declares ${code(each)}` })),
    origin: first.place,
  };
}

/** The only function of a name, or the only member of a type. */
function memberAnywhere(name: string, view: ExplainInput['view']): Place | undefined {
  const functions = view.functionsNamed(name).map(signatureOf);
  const types = new Set(view.files.flatMap(({ classes }) => classes.map((each) => each.name)));
  return only(functions.length > 0 ? functions : [...types].flatMap((type) => memberLine(type, name, view.files) ?? []));
}

type Explained<Kind extends CompilerMessage['kind']> = (said: MessageOf<Kind>, input: ExplainInput) => Explanation | undefined;

/** How each kind of message is explained. */
const EXPLAINED: { readonly [Kind in CompilerMessage['kind']]: Explained<Kind> } = {
  noMember: (said, input) => explainMember(said, input, true),
  noName: (said, input) => explainName(said, input, true),
  notAssignable,
  possiblyNothing,
  moved,
  borrowed: explainBorrowed,
  declared,
  noExport: ({ name, type, suggestion }, input) => explainNoExport({ name, module: type, line: input.at.line, suggestion }, input),
  missingReturn: (_, input) => explainMissingReturn(input),
  argumentCount: (_, input) => explainArgumentCount(input),
  notImplemented,
  overridesNothing: explainOverridesNothing,
  readOnly: (said, input) => explainReadOnly(said.name ? said : { ...said, name: assignedOn(input) }, input),
  noOverlap: explainNoOverlap,
  unreported: explainUnreported,
  discardsConst: explainDiscardsConst,
  private: explainPrivate,
  noDefault: ({ suggestion }, input) => {
    const { line, file } = input.at;
    const written = file.imports.find((each) => each.line === line && each.imported === 'default');
    return written && explainNoExport({ name: 'default', module: written.module, line, suggestion }, input);
  },
  awaitOutside: (_, input) => explainAwaitOutside(input),
  anyKey: explainAnyKey,
  missingHeader: explainMissingHeader,
};

/** Rust names only the missing item: the type and its trait stand on the line. */
function notImplemented(said: MessageOf<'notImplemented'>, input: ExplainInput): Explanation | undefined {
  if (said.type) return explainNotImplemented(said, input);
  const { wanted, type } =
    /\bimpl(?:<[^>]{0,120}>)?\s+(?<wanted>\w+)(?:<[^>]{0,120}>)?\s+for\s+(?<type>\w+)/.exec(sourceLine(input.at))?.groups ?? {};
  return wanted && type ? explainNotImplemented({ ...said, wanted, type }, input) : undefined;
}

/** The name that a line assigns. */
function assignedOn({ at }: ExplainInput): string {
  return /(?<![\w.])([\w.]{1,80})\s{0,4}(?:[-+*/%]?=(?!=)|\+\+|--)/.exec(sourceLine(at))?.[1] ?? '';
}

function possiblyNothing({ name, value }: MessageOf<'possiblyNothing'>, { at, view, frame }: ExplainInput): Explanation | undefined {
  // The message may not name the expression: only the one whose member the line reads is known then.
  const [read, ...others] = new Set(at.file.propertyReads({ startLine: at.line, endLine: at.line }).map(({ object }) => object));
  const expression = name || (others.length ? undefined : read);
  if (!expression) return undefined;
  const origin = nearOriginOf(view, expression, { file: at.file, fn: at.fn, line: at.line, frame });
  const optional = optionalMember(expression, at, view.files);
  const place = originPlace(origin) ?? optional?.place;
  return {
    title: `${code(expression)} can be ${value} on line ${at.line}`,
    sentences: [
      `Line ${at.line} uses ${code(expression)} without a check, and it can be ${code(value)}.`,
      ...originSentences(origin, value, at),
      ...(optional ? [`${code(optional.type)} declares it as optional: ${code(optional.text)} (${placeText(optional.place, at)}).`] : []),
    ],
    evidence: place
      ? [{ ...place, why: place === optional?.place ? 'declared as optional here' : `where ${code(expression)} comes from` }]
      : [],
    ...(place && { origin: place }),
    check: `What should happen on line ${at.line} when ${code(expression)} is ${value}?`,
  };
}

/** The optional member that an expression reads, where its type is written in the same function and declared in the files read. */
function optionalMember(
  expression: string,
  { file, fn, line }: ExplainInput['at'],
  files: readonly SyntaxFile[],
): { type: string; text: string; place: Place } | undefined {
  const [, base = '', member = ''] = /^([\w$]+)\.([\w$]+)$/.exec(expression) ?? [];
  if (!base || !fn) return undefined;
  const written = new RegExp(`(?<![\\w$.])${escapePattern(base)}\\s*:\\s*([A-Z][\\w$]*)\\s*(?=[,)=;]|$)`);
  const types = file.lines.slice(fn.startLine - 1, line).flatMap((text) => written.exec(text.slice(0, LONGEST_LINE))?.[1] ?? []);
  const [type] = types;
  const declared = type !== undefined && new Set(types).size === 1 ? declarationOf(type, files) : undefined;
  if (!declared || type === undefined) return undefined;
  const { startLine, endLine } = declared;
  const optional = new RegExp(`^\\s*(?:readonly\\s+)?${escapePattern(member)}\\?\\s*:`);
  const at = declared.file.lines.slice(startLine - 1, endLine).findIndex((text) => optional.test(text.slice(0, LONGEST_LINE)));
  if (at < 0) return undefined;
  const text = withoutLast((declared.file.lines[startLine - 1 + at] ?? '').trim(), ';,');
  return { type, text, place: { file: declared.file.file, line: startLine + at } };
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
    ...citing(place, `moves ${code(name)}`),
    check: place
      ? `Pass ${code(`${name}.clone()`)} on line ${place.line} and compile again.`
      : `Where is ${code(name)} passed by value before line ${line}?`,
  };
}
