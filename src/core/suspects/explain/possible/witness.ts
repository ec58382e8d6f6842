import { familyOf } from '../../../workspace/languages';
import { code, onPlace, placeText, type ExplainInput, type Explanation, listed } from '../explanation';
import { similarKey } from '../../../flow/nearName';
import type { Place } from '../../../flow/originSteps';
import type { Lacking, Possible, Values } from './possible';
import { keysIn } from './lookedUp';
import { UNKNOWN } from './possible';
import { possibleValues } from './possibleValues';

/** Values of an expression that are wrong in the way of the error, and the lines that write them. */
export interface Witness {
  sentences: string[];
  evidence: Explanation['evidence'];
  place: Place;
  /** It is about a key that a map has not got. */
  ofKey?: true;
}

type At = Pick<ExplainInput, 'at' | 'view' | 'frame'>;

/** Languages whose values the possible ones are read of. */
const TYPED = /^(?:java|csharp|go|rust|cpp)$/;
const MOST_PLACES = 3;
const MOST_KEYS = 4;

/** The values that an expression on the failing line may have. */
export function valuesAt(expression: string, { at, view, frame }: At, line = at.line): Values {
  if (!TYPED.test(familyOf(at.file.language))) return UNKNOWN;
  return possibleValues(view, expression, { file: at.file, fn: at.fn, line, frame });
}

/**
 * The values of an expression that are wrong, where they are few.
 * @param means the rest of a sentence about one that is wrong: `is not a number`; undefined where the error quotes it
 */
export function witnessOf(
  expression: string,
  input: At,
  isWrong: (value: Possible) => boolean,
  means: string | undefined,
  line?: number,
): Witness | undefined {
  const { all, open } = valuesAt(expression, input, line);
  const wrong = all.filter(isWrong);
  const lacking = wrong.flatMap((value) => (value.kind === 'nothing' && value.lacks ? [{ value, lacks: value.lacks }] : []));
  if (lacking.length > 0 && lacking.length === wrong.length) return lackingWitness(lacking, input);
  const places = new Map(wrong.map((value) => [`${value.file}:${value.line}`, value]));
  if (places.size === 0 || places.size > MOST_PLACES) return undefined;
  const values = [...places.values()];
  const shown = values.map((value) => `${shownValue(value)} (${placeText(value, input.at)})`);
  const spaces = values.length === 1 ? spaceNote(values[0]!) : [];
  const [first] = values;
  const others = all.length - wrong.length;
  const subject = code(expression);
  const sentence =
    means === undefined
      ? `${subject} can be ${listed(shown)}: the value that the error names.`
      : values.length > 1
        ? `The code shows ${listed(shown)} for ${subject}; each ${means}.`
        : others > 0
          ? open
            ? `One of the values that the code shows for ${subject} is ${shown[0]}, which ${means}.`
            : `Of the values that the code shows for ${subject}, only ${shown[0]} ${means}.`
          : open
            ? `A value that the code shows for ${subject} is ${shown[0]}, which ${means}.`
            : `${subject} is ${shown[0]}, which ${means}.`;
  return {
    sentences: [sentence, ...spaces],
    evidence: values.map(({ file, line: own }) => ({
      file,
      line: own,
      why: means === undefined ? `writes the value of ${subject} that the error names` : `a value of ${subject} that ${means}`,
    })),
    place: { file: first!.file, line: first!.line },
  };
}

/** Spaces around a text, which are easily overlooked. */
function spaceNote(value: Possible): string[] {
  if (value.kind !== 'text' || value.text.trim() === value.text || value.text.trim() === '') return [];
  return [
    `It ${value.text.trimStart() === value.text ? 'ends' : 'begins'} with a space, which belongs to the text unless something trims it.`,
  ];
}

/** A value as a sentence shows it: with the text around it. */
function shownValue(value: Possible): string {
  if (value.kind === 'nothing') return value.why === undefined ? code(value.written) : `${code(value.written)}, where it ${value.why},`;
  const written = value.written.trim().replace(/^["'`]|["'`]$/g, '');
  const own = value.kind === 'text' ? value.text : value.kind === 'number' ? String(value.number) : written;
  const shown = own.trim() === own && own !== '' ? code(own) : `\`"${own}"\``;
  return own === '' || own.trim() === written || own === written
    ? own === ''
      ? `an empty text${written === '' ? '' : ` in ${code(written)}`}`
      : shown
    : `${shown} in ${code(written)}`;
}

/**
 * The keys that a map has, for a key that it has not got.
 * @param asked the expression of the key
 * @param key the key's text, where the message names it
 */
export function missingKeyWitness(
  container: string,
  asked: string,
  key: string | undefined,
  input: At,
): (Witness & { put: boolean }) | undefined {
  const maps = valuesAt(container, input).all.flatMap((value) => (value.kind === 'map' && !value.open ? [value] : []));
  if (maps.length === 0 || maps.some(({ entries }) => entries.some(({ key }) => key().open))) return undefined;
  const has = maps.flatMap(keysIn);
  const given = valuesAt(asked, input).all.filter((value) => value.kind === 'text' || value.kind === 'number');
  const texts = given.map((value) => ({ value, text: value.kind === 'text' ? value.text : value.written }));
  const wanted = texts.filter(({ text }) => (key === undefined ? !has.some((each) => each.text === text) : text === key));
  const name = key ?? (new Set(wanted.map(({ text }) => text)).size === 1 ? wanted[0]!.text : undefined);
  if (name === undefined || has.some(({ text }) => text === name)) return undefined;
  const found = keysOf(
    {
      container,
      key: name,
      keys: has,
      ...(maps.length === 1 && maps[0]!.written.includes(has[0]?.text ?? '') && { map: { file: maps[0]!.file, line: maps[0]!.line } }),
    },
    input,
  );
  const [from] = wanted;
  const place = found.place ?? (from && { file: from.value.file, line: from.value.line });
  if (!place) return undefined;
  return {
    sentences: [
      `${from ? `${code(name)} is written ${onPlace(from.value, input.at)}; ` : ''}${code(container)} has ${found.sentence.replace(/^(?:; it has |, )/, '') || 'other keys'}.`,
    ],
    evidence: [
      ...found.evidence,
      ...wanted.slice(0, 1).map(({ value }) => ({ file: value.file, line: value.line, why: `writes the key ${code(name)}` })),
    ],
    place,
    put: found.sentence.includes('put in '),
  };
}

/** Keys that a map has not got, and the keys that it has. */
function lackingWitness(lacking: readonly { value: Possible; lacks: Lacking }[], input: At): Witness | undefined {
  const keys = [...new Map(lacking.map(({ lacks, value }) => [lacks.key, { lacks, value }])).values()];
  if (keys.length > MOST_PLACES) return undefined;
  const [{ lacks, value }] = keys as [(typeof keys)[0]];
  const found = keysOf(lacks, input);
  const asked = keys.map((each) => `${code(each.lacks.key)} (${placeText(each.value, input.at)})`);
  const has = found.sentence;
  return {
    sentences: [`${code(lacks.container)} has no ${keys.length > 1 ? listed(asked) : asked[0]}${has}.`],
    evidence: [...found.evidence, { file: value.file, line: value.line, why: `writes the key ${code(lacks.key)}` }],
    place: found.place ?? { file: value.file, line: value.line },
    ofKey: true,
  };
}

/** The keys of a map for a sentence: the one that is spelled almost the same, or the few that it has. */
export function keysOf(
  { key, keys, container, map }: Lacking,
  { at, view }: At,
): { sentence: string; evidence: Explanation['evidence']; place?: Place } {
  const near = similarKey(
    key,
    keys.map(({ text }) => text),
  );
  const one = keys.find(({ text }) => text === near);
  if (one) {
    const put = one.put && !(one.put.file === one.file && one.put.line === one.line) ? one.put : undefined;
    const why = `the key ${keyName(one, view)}`;
    return {
      sentence: `; it has ${keyName(one, view)} (${placeText(one, at)}${put ? `, put in ${onPlace(put, at)}` : ''})`,
      evidence: [...(put ? [{ ...put, why: `puts in ${why}` }] : []), { file: one.file, line: one.line, why: `writes ${why}` }],
      place: put ?? { file: one.file, line: one.line },
    };
  }
  const distinct = [...new Map(keys.map((each) => [each.text, each])).values()];
  if (distinct.length === 0 || distinct.length > MOST_KEYS) return { sentence: '', evidence: [] };
  return {
    sentence: `, only ${listed(distinct.map((each) => `${keyName(each, view)} (${placeText(each, at)})`))}`,
    evidence: map
      ? [{ ...map, why: `has the keys of ${code(container)}` }]
      : distinct
          .slice(-2)
          .map((each) => ({ file: each.file, line: each.line, why: `the key ${keyName(each, view)} of ${code(container)}` })),
    place: map ?? { file: distinct.at(-1)!.file, line: distinct.at(-1)!.line },
  };
}

/** A key as code where its line has it; one that is computed, as in `name.toLowerCase()`, in quotes. */
function keyName({ text, file, line }: Lacking['keys'][number], view: At['view']): string {
  const written = view.file(file)?.lines[line - 1]?.includes(text) ?? true;
  return written ? code(text) : `“${text}”`;
}

/** Whether a text can be read as a number of a kind. */
export function isNumberText(text: string, whole: boolean, language: string): boolean {
  const inner = /^(?:csharp|cpp)$/.test(language) ? text.trim() : text;
  return whole
    ? /^[+-]?\d+$/.test(inner)
    : /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?$/.test(inner) ||
        (language === 'java' && /^[+-]?\d+(?:\.\d*)?[dDfF]?$/.test(inner.trim()));
}
