import { nodesOn, spanOfLines } from '../../syntax/lower/places';
import { placeOf } from '../../flow/walk';
import { plainText } from '../../flow/changes';
import { wordSet, firstName, namesOf } from './textTests';
import { only } from '../../only';
import { familyOf } from '../../workspace/languages';
import type { SyntaxFile } from '../../syntax/syntax';
import type { Clue } from './clue';
import { isSubscript, subscriptText } from './failingExpression';
import { escapePattern } from '../../escapePattern';
import { code, placeText, type ExplainInput, type Explanation } from './explanation';
import { filledBy, putsInto } from './filledBy';
import { originOf } from './followed';
import { lackingRows } from './lackingRows';
import { nearName, similarKey } from '../../flow/nearName';
import { originEvidence } from './originEvidence';
import { capital, isMistake, originPlace, originSentences } from './originText';
import { writtenIn, type NamedPlace, type OriginStep, type Place, type ValueOrigin } from '../../flow/originSteps';
import { factAbout } from './library/valueFacts';
import { missingKeyWitness, valuesAt, writerOfKey } from './witness';

/** The environment variables of the process, in Python and Ruby. */
const ENVIRONMENT = wordSet('os.environ environ ENV');

/** Languages in which a number and a text of the same digits are two keys. */
const NUMBERS_APART = wordSet('python ruby');

/** A dict, hash or array without such a key: the place of its keys, and one with almost the same spelling. */
export function explainKey(clue: Extract<Clue, { kind: 'missingKey' }>, input: ExplainInput): Explanation {
  const { at, view, frame, error } = input;
  const { file, line } = at;
  const text = file.lines[line - 1] ?? '';
  const subscripts = file.propertyReads({ startLine: line, endLine: line }).filter((read) => isSubscript(read, text));
  const fetches = file
    .calls({ startLine: line, endLine: line })
    .filter(({ name, receiver }) => wordSet('fetch get Get getValue pop remove index').has(name) && receiver);
  const literal = subscripts.filter(
    (each) => clue.key !== undefined && new RegExp(`\\[\\s*["':]?${escapePattern(clue.key)}["']?\\s*\\]$`).test(subscriptText(each, text)),
  );
  const maps =
    literal.length === 0 && subscripts.length > 1
      ? subscripts.filter(({ object }) => valuesAt(object, input).all.some(({ kind }) => kind === 'map'))
      : [];
  const read = literal.length === 1 ? literal[0] : literal.length === 0 ? (only(subscripts) ?? only(maps)) : undefined;
  const [fetch] = fetches.length === 1 ? fetches : [];
  const object = read?.object ?? fetch?.receiver;
  const expression = read ? subscriptText(read, text) : fetch ? `${fetch.receiver}.${fetch.name}(${fetch.args.join(', ')})` : undefined;
  const told = expression === undefined ? undefined : originOf(view, expression, { file, fn: at.fn, line, frame });
  if (expression !== undefined && told?.end?.kind === 'missingKey' && (clue.key === undefined || told.end.key === clue.key))
    return keyOnWay(told, expression, object, input);
  const keys = keysWritten(
    view.files.filter(({ language }) => familyOf(language) === familyOf(file.language)),
    file,
  );
  const onTheStack = view.frames.filter(({ error }) => error === at.error).flatMap((each) => keysOnLines(each.file, each.line, each.line));
  const looked =
    expression === undefined || clue.key === undefined ? undefined : originOf(view, expression, { file, fn: at.fn, line, frame }).end;
  const lookedNear = looked?.kind === 'missingKey' && looked.key === clue.key ? looked.near : undefined;
  const near =
    clue.key === undefined ? undefined : (lookedNear ?? nearName(clue.key, namesOf(keys)) ?? similarKey(clue.key, namesOf(onTheStack)));
  const found =
    near === undefined
      ? undefined
      : looked && lookedNear === near
        ? { name: near, place: { file: looked.file, line: looked.line } }
        : keys.find(({ name }) => name === near);
  const isNumber =
    clue.key !== undefined &&
    /^-?\d+$/.test(clue.key) &&
    NUMBERS_APART.has(familyOf(file.language)) &&
    !/["']/.test(error.message.split('\n', 1)[0]!);
  const key = clue.key === undefined ? 'The key' : isNumber ? `The number ${code(clue.key)}` : code(clue.key);
  const rows = clue.key === undefined || object !== undefined ? undefined : lackingRows(clue.key, input);
  if (rows)
    return {
      title: `${key} is no key of ${code(rows.object)}`,
      sentences: [`Line ${line} reads ${code(rows.read)}, but the key ${key} is not in ${code(rows.object)}.`, rows.sentence],
      evidence: rows.evidence,
      origin: rows.origin,
      check: `Log the keys of ${code(rows.object)} before ${file.file}:${line}. If ${key} is among them, this is not the cause.`,
    };
  const sentences = [
    expression
      ? `Line ${line} reads ${code(expression)}, but ${clue.key === undefined ? 'the key is not in it' : isNumber ? `the number ${code(clue.key)} is no key of ${object ? code(object) : 'it'}` : `the key ${key} is not in ${object ? code(object) : 'it'}`}.`
      : `Line ${line}, ${code(text)}, looks up ${clue.key === undefined ? 'a key' : isNumber ? `the number ${code(clue.key)}` : `the key ${key}`}, and it is not there.`,
  ];
  let holder: Place | undefined;
  const witness = object === undefined ? undefined : missingKeyWitness(object, read?.property ?? fetch?.args[0] ?? '', clue.key, input);
  if (witness && (!found || witness.put)) sentences.push(...witness.sentences);
  else if (found) sentences.push(`${capital(placeText(found.place, at))} writes it ${code(found.name)}: the two are spelled differently.`);
  else if (object) {
    const made = view.definitionsOf(object, file, at.fn).findLast(({ kind }) => kind !== 'parameter' && kind !== 'loop');
    if (made?.value) {
      sentences.push(`${code(object)} is assigned on line ${made.startLine} from ${code(made.value)}.`);
      holder = { file: file.file, line: made.startLine };
    }
    // What a name holds may come from another function or module.
    const { steps } = originOf(view, object, { file, fn: at.fn, line, frame });
    const from = steps.some((step) => step.file !== file.file || step.line !== holder?.line) ? originPlace({ steps }) : undefined;
    if (from) {
      if (holder) sentences.pop();
      const last = steps.at(-1);
      const isEmpty = /^(?:\{\}|\[\]|dict\(\)|new \w{1,40}(?:<[^<>]{0,60}>)?\(\))$/.test(lastValue(steps));
      const empty = isEmpty && last?.kind === 'assigned' ? { name: last.name, line: last.line, file: view.file(last.file) } : undefined;
      const put = empty?.file && filledBy(empty.name, read?.property ?? '', empty.file, at);
      const maker = empty?.file?.enclosing(empty.line);
      const isFilled = empty?.file && maker && putsInto(empty.name, empty.file).some((each) => empty.file?.enclosing(each.line) === maker);
      sentences.push(...originSentences({ steps: isFilled ? steps.slice(0, -1) : steps }, '', at));
      if (put) sentences.push(put.sentence);
      else if (isEmpty && !isFilled) sentences.push(`${code(object)} is empty to begin with, so something has to put ${key} in before.`);
      const fact = steps
        .map((step) => ('value' in step ? factAbout(step.value, file.language, `${error.type}: ${error.message}`) : undefined))
        .find(Boolean);
      if (fact) sentences.push(`${code(fact.text)} ${fact.means}.`);
      holder = put?.place ?? from;
    }
    const settings = made || from ? undefined : settingsOf(object, view);
    if (settings) {
      sentences.push(`${code(settings.call)} (${placeText(settings.place, at)}) sets only ${settings.keys.map(code).join(', ')}.`);
      holder = settings.place;
    }
  }
  const filled = found || !object ? undefined : filledBy(object, read?.property ?? fetch?.args[0] ?? '', file);
  if (filled) sentences.push(filled.sentence);
  const ofEnvironment = object !== undefined && ENVIRONMENT.has(object);
  if (ofEnvironment)
    sentences.splice(
      1,
      sentences.length,
      `${code(object)} holds the environment variables of the process that ran: ${key} is not set there.`,
    );
  const origin = (witness && (!found || witness.put) ? witness.place : undefined) ?? found?.place ?? (ofEnvironment ? undefined : holder);
  return {
    title: ofEnvironment ? `The environment variable ${key} is not set` : `${key} is no key${object ? ` of ${code(object)}` : ''}`,
    sentences,
    evidence: [
      ...(witness?.evidence ?? []),
      ...(origin
        ? [
            {
              ...origin,
              why: found ? `the key is spelled ${code(found.name)}` : object ? `where ${code(object)} comes from` : 'where it comes from',
            },
          ]
        : []),
      ...(holder && holder !== origin ? [{ ...holder, why: `makes ${code(object ?? '')}` }] : []),
      ...(filled ? [{ ...filled.place, why: 'puts the keys in' }] : []),
    ],
    ...(origin && { origin }),
    ...((found !== undefined || witness?.near === true) && { atFault: true }),
    check: ofEnvironment
      ? `Print the environment in the shell, the file or the service that starts it. If ${key} is set there, this is not the cause.`
      : `Log the keys ${object ? `of ${code(object)} ` : ''}before ${file.file}:${line}. If ${key} is among them, this is not the cause.`,
  };
}

/** A key that the way of the object shows to be missing. */
function keyOnWay(origin: ValueOrigin, expression: string, object: string | undefined, input: ExplainInput): Explanation {
  const { at } = input;
  const { end } = origin;
  const writer = end?.kind === 'missingKey' ? writerOfKey(expression, end.key, input) : undefined;
  const key = code(end?.kind === 'missingKey' ? end.key : '');
  const place = originPlace(origin);
  return {
    title: `${key} is no key${object ? ` of ${code(object)}` : ''}`,
    sentences: [
      `Line ${at.line} reads ${code(expression)}, but the key ${key} is not in ${object ? code(object) : 'it'}.`,
      ...originSentences(origin, '', at),
    ],
    evidence: [...originEvidence(origin, ''), ...(writer ? [{ ...writer, why: `writes the key ${key}` }] : [])],
    ...(place && { origin: place }),
    ...(isMistake(end) && { atFault: true }),
    check: `Log the keys ${object ? `of ${code(object)} ` : ''}before ${at.file.file}:${at.line}. If ${key} is among them, this is not the cause.`,
  };
}

/** The value at the end of a way. */
function lastValue(steps: readonly OriginStep[]): string {
  const last = steps.at(-1);
  return ((last && writtenIn(last)) ?? '').trim();
}

/** Python: the only call that sets keys of an object by name: `app.config.update(MAIL_FROM=…)`. */
function settingsOf(object: string, view: ExplainInput['view']): { call: string; keys: string[]; place: Place } | undefined {
  const last = object.split('.').at(-1) ?? '';
  const calls = view.files.flatMap((file) =>
    file
      .calls({ startLine: 1, endLine: file.lines.length })
      .filter(({ name, receiver }) => ['update', 'from_mapping'].includes(name) && (receiver === last || receiver?.endsWith(`.${last}`)))
      .map((call) => ({ file, call })),
  );
  const one = only(calls);
  const keys = one?.call.args.map((arg) => (arg.includes('=') ? firstName(arg.split('=', 1)[0]!) : undefined));
  if (!one || !keys?.length || !keys.every((each) => each !== undefined)) return undefined;
  return {
    call: `${one.call.receiver}.${one.call.name}(…)`,
    keys,
    place: { file: one.file.file, line: one.call.startLine },
  };
}

const MOST_KEYS = 3000;

/** Keys of object literals, those in the failing file first. */
function keysWritten(files: readonly SyntaxFile[], first: SyntaxFile): NamedPlace[] {
  const found: NamedPlace[] = [];
  for (const file of [first, ...files.filter((each) => each !== first)]) {
    found.push(...keysOnLines(file, 1, file.lines.length));
    if (found.length > MOST_KEYS) return found;
  }
  return found;
}

/** Keys of maps that are written out on some lines, and of those that are set there. */
function keysOnLines(file: SyntaxFile, first: number, last: number): NamedPlace[] {
  return nodesOn(file.code, spanOfLines(file, first, last)).flatMap((node): NamedPlace[] => {
    const keys =
      node.kind === 'map'
        ? node.entries.map(({ key }) => key)
        : node.kind === 'assign' && node.target.kind === 'index'
          ? node.target.keys
          : [];
    return keys.flatMap((key) => {
      const name = key && plainText(key);
      return name ? [{ name, place: placeOf({ file }, key) }] : [];
    });
  });
}
