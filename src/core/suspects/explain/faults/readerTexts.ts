import { code } from '../explanation';
import type { FaultId } from './faultIds';
import type { Words } from './words';

const MEANS: Readonly<Record<string, string>> = {
  true: `the truth ${code('true')}`,
  false: `the truth ${code('false')}`,
  number: 'a number',
  date: 'a date',
  null: 'nothing',
  empty: 'an empty text',
};

/** Whether a piece of code is nothing but a text in quotes. */
const isOnly = (of: string, by: string): boolean => of.replace(/["'`]/g, '') === by.replace(/["'`]/g, '');

/** Sentences of the faults that lie between code and the data which it reads, and in how texts are cut into parts. */
export const READER_TEXTS = {
  'misspelt-setting': ({ of, by, other, also }) => ({
    title: `The data spells ${by} as ${other}`,
    says: isOnly(of, by)
      ? `asks for the key ${by}, but ${also} spells it ${other}: what stands there is never read`
      : `asks for the key ${by} with ${of}, but ${also} spells it ${other}: what stands there is never read`,
    check: `Spell the two keys the same and run it again. If the failure stays the same, this is not the cause.`,
  }),
  'yaml-word': ({ of, by, other, also }) => ({
    title: `${by} without quotes is read as ${MEANS[other.replaceAll('`', '')]}`,
    says: `reads with ${of}: in ${also}, ${by} has no quotes, so it is taken for ${MEANS[other.replaceAll('`', '')]} and not for the word`,
    check: `Put ${by} into quotes there and run it again. If the failure stays the same, this is not the cause.`,
  }),
  'options-lowercased': ({ of, by, also }) => ({
    title: `A ${code('ConfigParser')} writes keys in lower case`,
    says: `reads with ${of}, which turns the names of options into lower case${also === '' ? '' : `, ${by} of ${also} too`}`,
    check: `Set ${code('optionxform = str')} on the parser before it reads and run it again. If the failure stays the same, this is not the cause.`,
  }),
  'keys-as-texts': ({ of, by, also }) => ({
    title: `The keys of JSON are texts, not numbers`,
    says: `reads with ${of}: a key of JSON is always a text, so ${by} (${also}) is a string there and no number`,
    check: `Convert the keys to numbers there and run it again. If the failure stays the same, this is not the cause.`,
  }),
  'path-from-elsewhere': ({ by, other }) => ({
    title: `${by} is looked for from the working directory`,
    says: `opens ${by}: a relative path starts at the working directory of the process and not at the file's own folder, where it would lead to ${other}`,
  }),
  'one-is-no-list': ({ of, by, also }) => ({
    title: `${by} is no list where there is only one`,
    says: `takes ${of} for a list: with a single ${by}, as in ${also}, it is that element itself and not a list of one`,
    check: `Make a list of it where it is none and run it again. If the failure stays the same, this is not the cause.`,
  }),
  'sign-in-number': ({ of, by }) => ({
    title: `A minus belongs to the number behind it`,
    says: `takes a text apart with ${of}: ${by} takes a minus for the sign of a number, so a number that is subtracted becomes a negative one, without an operator before it`,
  }),
  'shorter-first': ({ of, by, other }) => ({
    title: `${by} is tried before ${other}`,
    says: `takes a text apart with ${of}: ${by} stands before ${other}, and the first alternative that fits is taken, so ${other} is never found whole`,
  }),
  'row-by-height': ({ of, by, other }) => ({
    title: `${of} counts rows of ${by} instead of ${other}`,
    says: `computes the place ${of} with ${by}: a row is as long as ${other}, so in a grid that is not square the place is a wrong one`,
  }),
  'sides-swapped': ({ of, by, other, also }) => ({
    title: `${of} has its sides swapped`,
    says: `makes ${of} with ${by} first, but ${also} reads ${other}: the first index goes along the other side`,
  }),
  'cut-of-other-length': ({ of, by, other }) => ({
    title: `${of} is too ${by.replaceAll('`', '').startsWith('-') ? 'short' : 'long'}`,
    says: `cuts out ${of}, whose length is ${other} ${by.replaceAll('`', '').replace(/^([-+])/, '$1 ')}: its end is counted from another place than its beginning, and is off by one where ${other} elements are meant`,
  }),
  'collection-lost-in-json': ({ of, by, also }) => ({
    title: `JSON keeps no ${by}`,
    says: `writes with ${of}: a ${by}, as the one of ${also}, becomes an empty object in JSON and is a plain object without its methods when it is read again`,
  }),
  'methods-not-copied': ({ of, by, other }) => ({
    title: `${of} copies fields, no methods`,
    says: `copies ${by} into a plain object: it gets the fields, but no method of the class${other === code('') ? '' : ` such as ${other}`}`,
  }),
  'lists-of-json': ({ of, by }) => ({
    title: `What was a tuple is a list in ${by}`,
    says: `reads with ${of}: ${by} has no tuples, so each of them is read as a list, which is not hashable and no key`,
    check: `Convert it with ${code('tuple(…)')} there and run it again. If the failure stays the same, this is not the cause.`,
  }),
  'objects-of-json': ({ of }) => ({
    title: `${code('json_decode')} gives objects`,
    says: `reads with ${of}: without ${code('true')} as second argument, ${code('json_decode')} gives objects of ${code('stdClass')} and no arrays`,
  }),
  'cells-are-texts': ({ of }) => ({
    title: `${of} gives texts`,
    says: `reads with ${of}, which gives each part as a text, also one that looks like a number: nothing converts it`,
    check: `Convert it to a number there and run it again. If the failure stays the same, this is not the cause.`,
  }),
  'pairs-for-map': ({ of, by }) => ({
    title: `${by} gives a list of pairs`,
    says: `makes ${of}: that is a list of pairs and no map any more, so it has positions and no keys`,
  }),
  'default-lost-in-copy': ({ by, other, also }) => ({
    title: `${by} loses its default`,
    says: `sets ${by} to ${other}, a plain one without a default for missing keys; the one that ${also} makes has such a default`,
  }),
  'literal-key-in-other-case': ({ of, by, also }) => ({
    title: `${by} is in another case than the keys`,
    says: `reads ${of}, but ${also === '' ? 'the keys have small letters there' : `${also} puts the keys in after changing their case`}: upper and lower case make another key of ${by}`,
  }),
  'keys-of-entries': ({ of, also }) => ({
    title: `The keys of ${code('Object.entries')} are texts`,
    says: `makes ${of}: the keys of an object are always texts${also === '' ? '' : `, also the numbers of ${also}`}, and a ${code('Map')} takes a number and a text for two keys`,
  }),
  'ids-of-two-kinds': ({ of, by, other, also }) => ({
    title: `${by} and ${other} are of different types`,
    says: `compares ${of}: one is a number and the other a text${also === '' ? '' : `, as ${also} shows`}, and these are never equal`,
  }),
  'search-gives-end': ({ by, other, also }) => ({
    title: `${by} gives the length where nothing is found`,
    says: `searches with ${by}, which gives the place past the last element where none fits, and ${also} reads ${other} without asking for that`,
  }),
  'place-from-one': ({ of, by, other, also }) => ({
    title: other === code('0') ? `${by} gives 0 for Sunday` : `${by} counts from 1`,
    says:
      other === code('0')
        ? `reads ${of}: ${by} gives 0 for Sunday up to 6 for Saturday, and the list of ${also} has not these seven places`
        : `reads ${of}: ${by} counts from 1, while the places of the list of ${also} count from 0, so the last one does not exist and each other is the next one`,
  }),
  'shrinks-under-range': ({ of, by, also }) => ({
    title: `${by} gets shorter while the loop goes over its first length`,
    says: `goes over ${of}, a length that is read once at the beginning, while ${also} removes elements of ${by}: the last places do not exist any more`,
  }),
  'last-chunk-shorter': ({ of, by, other }) => ({
    title: `The last chunk may be shorter than ${by}`,
    says: `parts with ${of}: where the length is no multiple of ${by}, the last chunk is shorter, and ${other} is not there`,
  }),
  'last-line-empty': ({ of, also }) => ({
    title: `The last line is empty`,
    says: `parts with ${of}: the text has a line end with nothing behind it (${also}), so one of the parts is an empty line`,
  }),
  'ties-compare-next': ({ of, by, other }) => ({
    title: `Where ${by} is equal, ${other} is compared`,
    says: `puts in ${of}: of two tuples with the same ${by}, the next elements decide, and ${other} has no order`,
  }),
  'two-digit-year': ({ of, by, other }) => ({
    title: `${by} takes a year of two digits`,
    says: `reads with ${of}: ${by} takes two digits of the year, so those that follow are left over; four digits are ${other}`,
  }),
  'braces-in-template': ({ by }) => ({
    title: `${code('format')} takes ${by} for a field`,
    says: `fills in a template with ${code('format')}, which takes everything in braces for a field to fill in, also ${by}: braces that are meant as such are written twice`,
  }),
  'no-order-of-its-own': ({ of, by }) => ({
    title: `A ${by} needs elements that can be compared`,
    says: `makes ${of} without a comparator: a ${by} orders its elements, so their class has to implement ${code('Comparable')}`,
  }),
  'comma-in-number': ({ of, by, also }) => ({
    title: `${by} is no number for ${of}`,
    says: `converts with ${of}: ${by} (${also}) has a comma, and a text with one is ${code('NaN')} and no number`,
  }),
  'other-letters-asked': ({ by, other }) => ({
    title: `${other} is not ${by}`,
    says: `has ${by}, while the error names ${other}: the two differ only in upper and lower case, blanks or signs between the words`,
    check: `Write both the same and run it again. If the failure stays the same, this is not the cause.`,
  }),
  'null-in-data': ({ of, by, other, also }) => ({
    title: other === code('null') ? `${by} is ${other} in the data` : `${by} is missing in an entry of the data`,
    says: `reads ${of}: ${also} has ${other === code('null') ? `${other} as ${by}` : `an entry without ${by}`}, and nothing asks for that`,
    check: `Give that entry a value and run it again. If the failure stays the same, this is not the cause.`,
  }),
  'blank-in-column': ({ by, also }) => ({
    title: `The column ${by} has a blank before or after its name`,
    says: `asks for ${by}, but the head of ${also} has a blank beside that name, which belongs to it unless something trims it`,
  }),
  'optional-group': ({ of, by, other }) => ({
    title: `Group ${other} of the pattern is optional`,
    says: `reads ${of}: group ${other} of ${by} is optional, so a text can match without it, and then it is not there`,
  }),
  'carriage-return-kept': ({ of, also }) => ({
    title: `A carriage return stays at the end of each line`,
    says: `parts with ${of}: the lines end with a carriage return and a line feed (${also}), so the carriage return stays at the end of the last part`,
  }),
  'blank-kept-in-part': ({ of, by, also }) => ({
    title: `The blanks around ${by} stay in the parts`,
    says: `parts with ${of}: ${also} has a blank beside ${by}, nothing trims the parts, and a key or number with a blank is another one`,
  }),
  'page-past-end': ({ of, by, other }) => ({
    title: `${by} may lie past the end of ${other}`,
    says: `cuts out ${of}: where fewer elements are left, as in the last part, ${by} is beyond the end, and nothing limits it to the length of ${other}`,
  }),
  'keys-as-symbols': ({ of, by }) => ({
    title: `The keys are symbols, not texts`,
    says: `reads with ${of}: ${by} makes each key a symbol, and a text of the same letters is another key`,
  }),
  'dicts-of-json': ({ of, by }) => ({
    title: `JSON gives dicts without attributes`,
    says: `reads with ${of}: what it gives are dicts and no objects of a class, so ${by} is a key there and no attribute`,
    check: `Read it by its key there and run it again. If the failure stays the same, this is not the cause.`,
  }),
  'environment-is-text': ({ by }) => ({
    title: `${by} gives a text`,
    says: `reads ${by}: what comes from the environment or the command line is always a text, also where it looks like a number`,
  }),
  'inherited-key': ({ of, by, also }) => ({
    title: `${by} has inherited keys`,
    says: `reads ${of}: an object that begins empty inherits members such as ${code('constructor')}, and a key of that name (${also}) finds them`,
  }),
  'splice-for-slice': ({ of, other }) => ({
    title: `${of} takes elements out of ${other}`,
    says: `calls ${of}: ${code('splice')} removes the elements from ${other} that it gives, so they are missing afterwards; ${code('slice')} only reads them`,
  }),
  'promises-listed': ({ of, by }) => ({
    title: `${of} gives a list of promises`,
    says: `makes ${of}: ${by} is ${code('async')}, so each element is a promise and not its result, and nothing waits for them`,
  }),
} satisfies Partial<Record<FaultId, Words>>;
