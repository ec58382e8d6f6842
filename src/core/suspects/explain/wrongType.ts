import { wayOfKind } from './wrongKind';
import { originEvidence } from './originEvidence';
import { textOf } from '../../flow/way';
import { lineOf, nodesOn, spanOfLines } from '../../syntax/lower/places';
import { readForm } from './messages/messageForm';
import { DETAILS } from './messages/details';
import { traitsOf } from '../../flow/traits';
import { holdsAny, isWord, wordSet, isQuoted, beginsWith } from './textTests';
import type { Clue } from './clue';
import { callWritten } from './callText';
import type { CallSite } from '../../syntax/syntax';
import { only } from '../../only';
import { callAt } from './rejectedValue';
import { citing, aType, code, onPlace, placeText, type ExplainInput, type Explanation } from './explanation';
import { originPlace, originSentences } from './originText';
import { writtenIn, type OriginStep, type Place, type ValueOrigin } from '../../flow/originSteps';
import type { Possible } from './witness';
import { isNumberText, witnessOf } from './witness';
import { factAbout } from './library/valueFacts';
import { flowOf, originOf } from './followed';

/** What `kindOf` calls the types that runtimes name. */
const KINDS: Readonly<Record<string, string>> = { string: 'str', int: 'int', integer: 'int', long: 'int', double: 'float', float: 'float' };

/** A cast or type assertion to a wrong type. */
export function explainCast({ from, to }: Extract<Clue, { kind: 'cast' }>, { at, view, frame }: ExplainInput): Explanation {
  const casts = nodesOn(at.file.code, spanOfLines(at.file, at.line)).filter(
    (node) => node.kind === 'same' && node.how === 'cast' && node.type !== undefined && lineOf(at.file, node.start) === at.line,
  );
  const found = casts[0]?.kind === 'same' ? casts[0] : undefined;
  const subject = found && textOf(at, found.of);
  const whole = found && textOf(at, found);
  const cast = found !== undefined && found.start < found.of.start;
  const where = { file: at.file, fn: at.fn, line: at.line, frame };
  const kind = KINDS[from.toLowerCase()];
  const made = subject && kind ? wayOfKind(view, subject, where, kind)?.origin : undefined;
  const ways = made || !subject ? [] : (flowOf(view, subject, where)?.ways ?? []);
  const stored = only(ways.filter(({ steps, end }) => !end && steps.some((step) => step.kind === 'filled')));
  const origin = made ?? (stored ? { steps: [...stored.steps] } : subject ? originOf(view, subject, where) : { steps: [] });
  const last = origin.steps.at(-1);
  const isText = last !== undefined && isQuoted(writtenIn(last) ?? '');
  const is = from === 'nil' ? 'it is nil' : from ? `it holds ${aType(from)}` : isText ? 'it holds a string' : 'it holds something else';
  const sentences = [
    whole && subject
      ? `Line ${at.line} ${cast ? 'casts with' : 'asserts'} ${code(whole)}, but ${is.replace('it', code(subject))}.`
      : `Line ${at.line} casts a value to ${to ? code(to) : 'another type'}, but ${is}.`,
  ];
  sentences.push(...originSentences({ steps: origin.steps }, '', at));
  const place = originPlace({ steps: origin.steps });
  return {
    title: `${subject ? code(subject) : 'A value'} is ${from === 'nil' ? `nil, not ${aType(to)}` : from ? `${aType(from)}, not ${code(to)}` : 'of another type'}`,
    sentences,
    evidence: originEvidence({ steps: origin.steps }, ''),
    ...(place && { origin: place }),
    check: `Log the type of ${subject ? code(subject) : 'the value'} before ${at.file.file}:${at.line}. If it is ${to ? code(to) : 'that type'} there, this is not the cause.`,
  };
}

/** A text that should be a number or JSON. */
export function explainFormat(
  { what: kind, given }: Extract<Clue, { kind: 'format' }>,
  { at, view, frame, error }: ExplainInput,
): Explanation {
  // The text is one, and only not of those that are asked for.
  const what = kind === 'a number' && /^[+-]?\d{0,20}\.\d{1,20}$/.test(given ?? '') ? 'a whole number' : kind;
  const parses = at.file
    .calls({ startLine: at.line, endLine: at.line })
    .filter(({ name }) =>
      /^(?:parse|parse(?:Int|Double|Long|Float|Short|Byte)|valueOf|int|float|Integer|Float|loads|load|Parse|decode|json|parse_str|to(?:Int|Double|Long|Float|Short|BigDecimal)|To(?:Int(?:16|32|64)|Double|Decimal|Single)|BigDecimal|BigInteger|Atoi|Parse(?:Int|Uint|Float|Bool)|sto(?:i|l|ll|d|f|ul))$/i.test(
        name,
      ),
    );
  const isWrong = (value: Possible): boolean =>
    value.kind === 'text' &&
    (given === undefined
      ? what !== 'JSON' && !isNumberText(value.text, false, traitsOf(at.file.language).numberTexts)
      : value.text === given);
  const takes = ({ args, receiver }: CallSite): string | undefined => args[0] ?? receiver;
  const witnessed = (each: CallSite): boolean => !!takes(each) && !!witnessOf(takes(each)!, { at, view, frame }, isWrong, undefined);
  // Of several calls nothing but the column or the value tells which one it was.
  const call = callAt(parses, at) ?? only(parses.filter(witnessed));
  const argument = call && takes(call);
  const text = call && `${call.receiver && call.args.length ? `${call.receiver}.` : ''}${call.name}(${call.args.join(', ')})`;
  const page = what === 'JSON' ? readForm(DETAILS.page, error.message) : undefined;
  const start = page && String(page['start'] ?? '').trim();
  if (what === 'JSON' && parses.length === 0) return parsedElsewhere(start, { at, view });
  const told =
    given === undefined && holdsAny(error.message, 'Unexpected end of input', 'Unexpected end of JSON input')
      ? 'the text ends too early: it is empty or cut off'
      : given === undefined
        ? `the text is no valid ${what === 'JSON' ? 'JSON' : 'number'}`
        : given === ''
          ? `the text is empty, which is not ${what}`
          : `${shownText(given)} is not ${what}`;
  const sentences = [`Line ${at.line} ${text ? `calls ${code(text)}` : 'parses a text'}, but ${told}.`];
  const where = { file: at.file, fn: at.fn, line: at.line, frame };
  const own: ValueOrigin = argument ? originOf(view, argument, where) : { steps: [] };
  // A cell of a row: where the rows come from.
  const row = /^([A-Za-z_$][\w$]*)(?:\[[^\][]{1,80}\]|\.[\w$]{1,80})$/.exec(argument?.trim() ?? '')?.[1];
  const origin = own.steps.length || !row ? own : originOf(view, row, where);
  const witness = argument
    ? witnessOf(argument, { at, view, frame }, isWrong, `is not ${what === 'JSON' ? 'valid JSON' : what}`)
    : undefined;
  const written = given ? undefined : literalOf(origin.steps.at(-1), view);
  const ignored = argument && given !== undefined ? thrownAway(argument, given, at) : undefined;
  if (ignored) sentences.push(ignored.sentence);
  if (witness) sentences.push(...witness.sentences.slice(0, ignored ? 1 : 2));
  else sentences.push(...originSentences({ steps: origin.steps.slice(0, written ? 1 : 2) }, '', at));
  if (!witness && written && !sentences.some((sentence) => sentence.includes(written.text)))
    sentences.push(`${code(written.text)} is written ${onPlace(written.place, at)}.`);
  const quotes =
    what === 'JSON' && written && /^["'`]?\{?\s*'/.test(written.text.slice(1))
      ? 'JSON wants double quotes around keys and strings.'
      : undefined;
  if (quotes) sentences.push(quotes);
  if (start !== undefined) sentences.push(pageText(start));
  // The capture leaves out characters that cannot be seen.
  if (what === 'JSON' && /Unexpected token '\uFEFF?'|UTF-8 BOM/.test(error.message))
    sentences.push(
      'The text begins with an invisible character, such as a byte order mark (BOM), which JSON does not allow: remove it before parsing.',
    );
  const fact = origin.steps
    .map((step) => ('value' in step ? factAbout(step.value, at.file.language, error.message) : undefined))
    .find(Boolean);
  if (fact) sentences.push(`${code(fact.text)} ${fact.means}.`);
  const place = ignored?.place ?? witness?.place ?? written?.place ?? originPlace({ steps: origin.steps });
  return {
    title: `${given === undefined || given === '' ? (argument ? code(argument) : 'A text') : shownText(given)} is not ${what === 'JSON' ? 'valid JSON' : what}`,
    sentences,
    evidence: witness && !ignored ? witness.evidence : place ? [{ ...place, why: 'where the text comes from' }] : [],
    ...(place && { origin: place }),
    check: `Log ${argument ? code(argument) : 'the text'} before ${at.file.file}:${at.line}. If it is ${what === 'JSON' ? 'valid JSON' : what} there, this is not the cause.`,
  };
}

const SPACES = wordSet('trim strip lstrip rstrip Trim TrimEnd TrimStart stripLeading stripTrailing trimEnd trimStart');
const OTHERS = wordSet('replace replaceAll Replace substring Substring slice toLowerCase toUpperCase lower upper ToLower ToUpper concat');

/** A call that makes a new text of one that is never changed in place, where nothing takes the result. */
function thrownAway(name: string, given: string, { file, fn, line }: ExplainInput['at']): { sentence: string; place: Place } | undefined {
  // In C++ and Ruby some of these calls change the text itself.
  if (!fn || !isWord(name) || traitsOf(file.language).mutableTexts) return undefined;
  for (const call of file.calls({ startLine: fn.startLine, endLine: line })) {
    const spaces = SPACES.has(call.name) && given !== given.trim();
    if (call.receiver !== name || !(spaces || OTHERS.has(call.name))) continue;
    const text = (file.lines[call.startLine - 1] ?? '').trim();
    if (!text.startsWith(`${name}.${call.name}(`) || !/\)\s*;?$/.test(text)) continue;
    const written = callWritten(call, file);
    return {
      sentence: `Line ${call.startLine} calls ${code(written)} but does not use its result: the call returns a new text and leaves ${code(name)} as it is.`,
      place: { file: file.file, line: call.startLine },
    };
  }
  return undefined;
}

/** A text for a sentence, in quotes where spaces around it would not be seen. */
function shownText(text: string): string {
  return text === text.trim() ? code(text) : `\`"${text}"\``;
}

function pageText(start: string): string {
  return beginsWith(start.toLowerCase(), '<!doctype', '<html')
    ? `The text begins with ${code(start)}: it is an HTML page, such as an error page, instead of JSON.`
    : `The text has a ${code('<')} where JSON should be: HTML and XML begin like that.`;
}

/** JSON that no call on the failing line parses: a function that the line calls does it, or something that nothing here shows. */
function parsedElsewhere(start: string | undefined, { at, view }: Pick<ExplainInput, 'at' | 'view'>): Explanation {
  const { file, line } = at;
  const parsers = file.calls({ startLine: line, endLine: line }).flatMap((call) => {
    const callee = view.callee(call, file);
    const parses =
      callee?.file.calls(callee.fn).filter(({ name, receiver }) => name === 'json' || (name === 'parse' && receiver === 'JSON')) ?? [];
    return callee && parses.length === 1 ? [{ call, callee, parse: parses[0]! }] : [];
  });
  const [found] = parsers.length === 1 ? parsers : [];
  const place = found && { file: found.callee.file.file, line: found.parse.startLine };
  const text = found && callWritten(found.parse, found.callee.file);
  const page = start === undefined ? [] : [pageText(start)];
  return {
    title: text ? `${code(text)} gets a text that is no valid JSON` : 'A text is not valid JSON',
    sentences:
      found && place
        ? [
            `Line ${line} calls ${code(found.call.name)}, which calls ${code(text!)} (${placeText(place, at)}), but the text that it reads is no valid JSON.`,
            ...page,
          ]
        : [`A text that is parsed as JSON on the way of line ${line} is no valid JSON.`, ...page],
    ...citing(place, 'parses the text'),
    check: `Log the text${place ? ` before ${place.file}:${place.line}` : ' that is parsed'}, and where it was read from. If it is valid JSON there, this is not the cause.`,
  };
}

/** The text behind a name, where the last hop leads to one. */
function literalOf(step: OriginStep | undefined, view: ExplainInput['view']): { text: string; place: Place } | undefined {
  const text = step && writtenIn(step)?.trim();
  if (!step || text === undefined) return undefined;
  if (isQuoted(text)) return { text, place: { file: step.file, line: step.line } };
  const file = view.file(step.file);
  const made = file && isWord(text) ? view.definitionsOf(text, file, file.enclosing(step.line)).at(-1) : undefined;
  return file && made?.value && isQuoted(made.value) ? { text: made.value, place: { file: file.file, line: made.startLine } } : undefined;
}
