import { plainText } from '../../flow/changes';
import { calledName, indexOf, type Call } from '../../flow/codeIndex';
import { placeOf } from '../../flow/walk';
import { detailOf } from './messages/details';
import { beginsWith, firstName, hasName, unquoted, wordSet } from './textTests';
import type { Clue } from './clue';
import { citing, code, listed, placeText, sourceLine, type ExplainInput, type Explanation } from './explanation';
import { nearName } from '../../flow/nearName';
import type { Place } from '../../flow/originSteps';
import { closingAt, splitTop } from './writtenParts';

interface Table {
  name: string;
  columns: string[];
  place: Place;
}

/** A database has no such column or table: what the code's own CREATE TABLE makes. */
export function explainNoColumn({ what, name }: Extract<Clue, { kind: 'noColumn' }>, { at, view }: ExplainInput): Explanation {
  const tables = view.files.flatMap(tablesIn);
  const statement = at.file.lines.slice(Math.max(0, at.line - 1), at.line + 5).join(' ');
  const used = /\b(?:from|into|update|join)\s+["'`]?(\w{1,80})/i.exec(statement)?.[1];
  const table =
    what === 'table'
      ? undefined
      : (tables.find((each) => each.name.toLowerCase() === used?.toLowerCase()) ??
        (used === undefined && tables.length === 1 ? tables[0] : undefined));
  const near = nearName(name, table ? table.columns : what === 'table' ? tables.map((each) => each.name) : []);
  const other = what === 'table' ? tables.find((each) => each.name === near) : undefined;
  const place = (table ?? other)?.place;
  const has =
    table && table.columns.length > 0
      ? `${code(table.name)} is created with ${listed(table.columns.map(code))} (${placeText(table.place, at)})${near ? `: ${code(near)} is spelled almost the same` : ''}.`
      : other
        ? `${code(other.name)} is created (${placeText(other.place, at)}), which is spelled almost the same.`
        : undefined;
  return {
    title: `The database has no ${what} ${code(name)}`,
    sentences: [
      `Line ${at.line}, ${code(sourceLine(at))}, asks for the ${what} ${code(name)}, and the database that it runs on has none.`,
      ...(has ? [has] : []),
    ],
    ...citing(place, `creates ${code((table ?? other)!.name)}`),
    check: `List the ${what === 'column' ? 'columns of the table' : 'tables'} in the database that line ${at.line} is connected to. If ${code(name)} is there, this is not the cause.`,
  };
}

const MOST_LINES = 40;
const NO_COLUMNS = wordSet('primary foreign unique constraint check key index');

function tablesIn({ file, lines }: ExplainInput['at']['file']): Table[] {
  return lines.flatMap((line, at): Table[] => {
    const found = /\bcreate\s+table\s+(?:if\s+not\s+exists\s+)?["'`]?(\w{1,80})["'`]?\s*\(/i.exec(line.slice(0, 500));
    if (!found) return [];
    const rest = [line.slice(found.index + found[0].length), ...lines.slice(at + 1, at + MOST_LINES)].join('\n');
    const end = closingAt(rest);
    const columns =
      end < 0
        ? []
        : splitTop(rest.slice(0, end)).flatMap((part) =>
            NO_COLUMNS.has((firstName(part) ?? '').toLowerCase()) ? [] : (firstName(part) ?? []),
          );
    return [{ name: found[1] ?? '', columns, place: { file, line: at + 1 } }];
  });
}

/** Python: bytes are read in another encoding than the one in which the code writes them. */
export function explainEncoding({ codec }: Extract<Clue, { kind: 'encoding' }>, { at, view, error }: ExplainInput): Explanation {
  const { byte } = detailOf('byte', error.message);
  if (error.message.includes("can't encode")) return unencodable(codec, at, error.message);
  const others = view.files.flatMap((file) =>
    indexOf(file).allCalls.flatMap((call) => {
      const name = encodingWritten(call);
      return name && plain(name) !== plain(codec) ? [{ name, place: placeOf({ file }, call) }] : [];
    }),
  );
  const [one] = others.length === 1 ? others : [];
  return {
    title: `These bytes cannot be read as ${codec}`,
    sentences: [
      `Line ${at.line}, ${code(sourceLine(at))}, reads text as ${codec}, and ${byte ? `the byte ${byte} is` : 'one of the bytes is'} not valid in that encoding.`,
      one
        ? `${one.place.file}:${one.place.line} writes in the encoding ${one.name}: both sides have to use the same one.`
        : error.message.includes('unexpected end of data')
          ? 'They end within a character: this may be a piece of a longer text, which has to be put together before it is decoded.'
          : 'They may be text in another encoding, such as latin-1 or cp1252, which the reading side has to name, a piece that begins within a character, or no text at all.',
    ],
    evidence: one ? [{ ...one.place, why: `writes in the encoding ${one.name}` }] : [],
    ...(one && { origin: one.place }),
    check: `Name the encoding in which the bytes were written at ${at.file.file}:${at.line}. If it still fails, this is not the cause.`,
  };
}

/** Python: text has a character that the encoding to write it in does not have. */
function unencodable(codec: string, at: ExplainInput['at'], message: string): Explanation {
  const character = unquoted(detailOf('character', message).character ?? '');
  return {
    title: `The encoding ${codec} does not have every character of the text`,
    sentences: [
      `Line ${at.line}, ${code(sourceLine(at))}, writes text as ${codec}, which does not have ${character ? `the character ${code(character)}` : 'one of its characters'}.`,
      'UTF-8 has every character, but what reads the bytes has to expect it.',
    ],
    evidence: [],
    origin: { file: at.file.file, line: at.line },
    check: `Name the encoding UTF-8 at ${at.file.file}:${at.line}. If it still fails, this is not the cause.`,
  };
}

/** The encoding that a call names in which it writes: `open(path, "w", encoding="latin-1")`, `text.encode("latin-1")`. */
function encodingWritten(call: Call): string | undefined {
  const encodes = calledName(call) === 'encode';
  const named = encodes ? call.args[0] : call.args.find(({ name }) => name === 'encoding');
  const writes =
    encodes || calledName(call).includes('write') || call.args.some(({ value }) => beginsWith(plainText(value) ?? '', 'w', 'a', 'x'));
  return named && writes ? plainText(named.value) : undefined;
}

function plain(name: string): string {
  return name.toLowerCase().replaceAll('-', '').replaceAll('_', '');
}

/** Letters of Java's date patterns that are mistaken for each other. */
const LETTERS: Partial<Record<string, [letters: string, means: string, meant: string]>> = {
  MinuteOfHour: ['m', 'the minute', 'MM, in capitals, is the month'],
  HourOfDay: ['H', 'the hour', 'a date without a time has none'],
  ClockHourOfAmPm: ['h', 'the hour', 'a date without a time has none'],
  SecondOfMinute: ['s', 'the second', 'a date without a time has none'],
  DayOfMonth: ['d', 'the day', 'a time without a date has none'],
  MonthOfYear: ['M', 'the month', 'mm, in small letters, is the minute'],
  YearOfEra: ['yu', 'the year', 'a time without a date has none'],
};

/** The first run of one of some letters in a pattern for dates, outside of its own texts. */
function runOf(letters: string, pattern: string): string {
  const outside = pattern
    .split("'")
    .filter((_, index) => index % 2 === 0)
    .join('');
  const [first = ''] = [...outside].filter((letter) => letters.includes(letter));
  const from = outside.indexOf(first);
  let to = from;
  while (first !== '' && outside[to] === first) to += 1;
  return outside.slice(from, to);
}

/** Java: a pattern for dates asks for a field that the value does not have. */
export function explainDateField({ field }: Extract<Clue, { kind: 'dateField' }>, { at, view }: ExplainInput): Explanation | undefined {
  const known = LETTERS[field];
  if (!known) return undefined;
  const [letters, means, meant] = known;
  const written = view.files.flatMap((file) =>
    (indexOf(file).calls.get('ofPattern') ?? []).flatMap((call) => {
      const [argument] = call.args;
      const pattern = argument && plainText(argument.value);
      const letter = pattern && runOf(letters, pattern);
      const around = indexOf(file).parents.get(call);
      const holder = around?.kind === 'assign' && around.target.kind === 'name' ? around.target.name : undefined;
      return pattern && letter ? [{ pattern, letter, holder, place: placeOf({ file }, call) }] : [];
    }),
  );
  const text = at.file.lines[at.line - 1] ?? '';
  const named = written.filter(({ holder, place }) => place.line === at.line || (holder !== undefined && hasName(text, holder)));
  const [one] = named.length === 1 ? named : written.length === 1 ? written : [];
  if (!one) return undefined;
  const { letter } = one;
  return {
    title: `The pattern ${code(one.pattern)} asks for ${means}, and the value has none`,
    sentences: [
      `Line ${at.line}, ${code(sourceLine(at))}, formats a value that has no field ${code(field)}.`,
      `${code(letter)} in ${code(one.pattern)} (${placeText(one.place, at)}) is ${means}; ${meant}.`,
    ],
    evidence: [{ ...one.place, why: `asks for ${means}` }],
    origin: one.place,
    check: `Change ${code(letter)} in the pattern at ${one.place.file}:${one.place.line}. If it still fails, this is not the cause.`,
  };
}
