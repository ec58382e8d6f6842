import { code } from '../explanation';
import type { FaultId } from './faultIds';
import type { Words } from './words';

const MEANS: Readonly<Record<string, string>> = {
  true: `the truth ${code('true')}`,
  false: `the truth ${code('false')}`,
  number: 'a number',
  date: 'a date',
  null: 'nothing',
};

/** Sentences of the faults that lie between code and the data which it reads, and in how texts are cut into parts. */
export const READER_TEXTS = {
  'misspelt-setting': ({ by, other, also }) => ({
    title: `The data spells ${by} as ${other}`,
    says: `asks for the key ${by}, but ${also} spells it ${other}: what stands there is never read`,
    check: `Spell the two keys the same and run it again. If the failure stays the same, this is not the cause.`,
  }),
  'yaml-word': ({ of, by, other, also }) => ({
    title: `YAML reads ${by} without quotes as ${MEANS[other.replaceAll('`', '')]}`,
    says: `reads with ${of}: in ${also}, ${by} has no quotes, so YAML takes it for ${MEANS[other.replaceAll('`', '')]} and not for a text`,
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
} satisfies Partial<Record<FaultId, Words>>;
