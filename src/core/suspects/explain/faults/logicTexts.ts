import { code } from '../explanation';
import type { FaultId } from './faultIds';
import type { Words } from './words';

/** What the faults say that need no library: places that disagree, branches, what is lost, texts and numbers, objects. */
export const LOGIC_TEXTS = {
  'other-unit': ({ by, other, also }) => ({
    title: `${by} is taken for ${other}`,
    says: `uses ${by} as ${other}${also === '' ? '' : ` (${also})`}: by their names the two count in different units, and nothing converts the one into the other`,
  }),
  'bound-on-both-sides': ({ of, by, other, also }) => ({
    title: `${by} is on both sides`,
    says: `asks ${of}, and ${also} asks ${other}: of a value that is exactly ${by}, the two do not agree on which side it lies`,
  }),
  'key-in-other-form': ({ of, by, other, also }) => ({
    title: `${by} is used as it is, elsewhere as ${other}`,
    says: `uses ${by} as the key in ${of}, where ${also} uses ${other}: a key in another case or form is not the same one`,
  }),
  'swapped-results': ({ by, other, also }) => ({
    title: `${by} and ${other} are swapped`,
    says: `takes ${by} and ${other} out of a result that has them in the other order (${also})`,
  }),
  'other-parameter': ({ by, other }) => ({
    title: `${other} is set to ${by}`,
    says: `gives ${other} the value of ${by}; the parameter ${other} is never read`,
  }),
  'mixed-pair': ({ of, other, also }) => ({
    title: `${of} mixes two pairs`,
    says: `computes ${of}, and ${also} computes ${other}: there the same part is taken of both sides, here two different parts`,
  }),
  'misspelt-text': ({ by, other, also }) => ({
    title: `${by} is written differently elsewhere`,
    says: `compares with ${by}, which stands nowhere else; ${also} has ${other}`,
  }),
  'unused-parameter': ({ by, other, also }) => ({
    title: `${by} is never read`,
    says: `reads ${other}; the parameter ${by} (${also}) is never read, whatever a call gives`,
  }),
  'condition-covered': ({ of, by, also }) => ({
    title: `${of} never decides`,
    says: `asks ${of}, but ${also} asks ${by} before, which holds wherever this does: the branch here is never taken`,
  }),
  'same-in-both': ({ of, by }) => ({
    title: `Both branches do the same`,
    says: `asks ${of} and does ${by} either way`,
  }),
  'key-twice': ({ of, by, other, also }) => ({
    title: `The key ${of} stands there twice`,
    says: `has the key ${of} again: ${by} takes the place of ${other} (${also})`,
  }),
  'defined-twice': ({ by, also }) => ({
    title: `${by} is defined twice`,
    says: `defines ${by} again: the one of ${also} is replaced and never runs`,
  }),
  'first-row-wins': ({ of, by, other, also }) => ({
    title: `The first row of ${by} is taken for all`,
    says: `takes the first row of ${by}${also === '' ? '' : ` (${also})`} with ${of}: its rows begin at ${other} and are sorted so that the first one holds wherever a later one does, and no later one is ever taken`,
  }),
  'opposite-of-name': ({ by, other }) => ({
    title: `${by} gives the opposite of its name`,
    says: `returns ${other} from ${by}, which is true where the name says false`,
  }),
  'ends-without-value': ({ of, by, other }) => ({
    title: `${by} can end without a value`,
    says: `ends ${by} without ${code('return')} where no branch of ${of} returns: the result is ${other} then`,
  }),
  'value-not-used': ({ by, other }) => ({
    title: `${by} is never read`,
    says: `computes ${other} as ${by}, and nothing reads ${by} afterwards`,
  }),
  'only-last-turn': ({ of, by, also }) => ({
    title: `${by} keeps only the last turn's value`,
    says: `sets ${by} anew with ${of} in each turn of the loop (${also}): what the turns before gave is lost`,
  }),
  'begins-anew-each-turn': ({ by, other, also }) => ({
    title: `${by} begins anew in each turn`,
    says: `sets ${by} inside the loop (${also}) with ${other}: each turn drops what the one before has added, and only the last turn's is left`,
  }),
  'last-group-lost': ({ of, by, other, also }) => ({
    title: `The last ${by} is left out`,
    says: `adds ${by} to ${other} only when the next one begins, with ${of}; after the loop (${also}) nothing adds the last ${by}`,
  }),
  'own-result-dropped': ({ of, by, other, also }) => ({
    title: `The result of the inner ${by} is not used`,
    says: `calls ${of} and drops what it gives, though ${by} gives its result by ${other} (${also})`,
  }),
  'parameter-set-only': ({ of, by, other }) => ({
    title: `${by} is set for ${other} alone`,
    says: `sets the parameter ${by} with ${of} and ends: the variable of the caller stays as it was`,
  }),
  'returns-from-callback': ({ by, also }) => ({
    title: `${code('forEach')} drops ${by}`,
    says: `returns ${by} out of the callback of ${code('forEach')} (${also}) only: ${code('forEach')} drops it and goes on`,
  }),
  'kept-between-calls': ({ of, by, other, also }) => ({
    title: `${by} keeps what earlier calls put in`,
    says: `adds to ${by} with ${of}; it is made once, ${other} (${also}), and nothing empties it, so the next call begins with what this one leaves`,
  }),
  'counter-used-twice': ({ by, also }) => ({
    title: `Both loops count with ${by}`,
    says: `counts with ${by}, which the loop around it (${also}) counts with, too: after the inner loop the outer one goes on where that ended`,
  }),
  'end-overwritten': ({ of, by, other }) => ({
    title: `${of} may end before ${by} did`,
    says: `sets ${by} to ${other} with ${of}, although that may lie within the one before: then the end gets earlier, and the greater of both has to be kept`,
  }),
  'mark-not-moved': ({ of, by, other, also }) => ({
    title: `${by} is never moved on`,
    says: `works out what has passed with ${of} and never sets ${by} again: each call adds the same time to ${other} (${also}) once more`,
  }),
  'late-answer': ({ of, by, other, also }) => ({
    title: `A late answer overwrites ${by}`,
    says: `runs ${of} after it has waited (${also}) without asking whether ${other} is still the one that it asked for: a slow answer to an older ${other} replaces a newer one`,
  }),
  'pushed-with-other-sign': ({ of, other, also }) => ({
    title: `${of} has another sign than elsewhere`,
    says: `puts ${of} into ${other} without the minus that it has elsewhere (${also}): what is greatest comes last instead of first`,
  }),
  'variants-in-reverse': ({ of, by, other, also }) => ({
    title: `${by} is the least, not the greatest`,
    says: `takes the greatest by ${of}, whose derived order is that of its variants: ${by} (${also}) is declared first and is the smallest, and ${other} the greatest`,
  }),
  'negative-remainder': ({ of, by, other }) => ({
    title: `${of} is negative where ${by} is`,
    says: `computes ${of}: the remainder has the sign of ${by}, so below 0 it is no place from 0 to ${other} - 1`,
  }),
  'empty-as-zero': ({ of, by, also }) => ({
    title: `An empty ${by} counts as 0`,
    says: `makes a number with ${of}: of an empty or blank text that is 0 and not NaN, so the check of ${also} lets it pass`,
  }),
  'cut-product': ({ of, by, other }) => ({
    title: `${of} can be one too low`,
    says: `cuts ${by} with ${other}: a binary fraction times a power of ten is often a little less than the whole number (4.35 * 100 is 434.99…), and cutting drops it to the one below`,
  }),
  'zero-in-front': ({ of, other }) => ({
    title: `A leading 0 makes ${of} octal`,
    says: `has ${of}: a number that begins with a 0 is read in base 8${other === code('') ? ', in which 08 and 09 do not exist and 010 is 8' : `, so it is ${other}`}`,
  }),
  'greedy-field': ({ of, by, other, also }) => ({
    title: `${by} takes more than one field`,
    says: `looks everywhere for the pattern of ${also} with ${of}: its ${by} is greedy and goes on to the last ${other} of the line, so two fields on a line are taken for one`,
  }),
  'parts-of-nothing': ({ of, by, other }) => ({
    title: `${of} gives an empty part`,
    says: `splits with ${of}: where ${by} is empty, or ends with ${other}, one of the parts is an empty text`,
  }),
  'texts-of-json': ({ of, by, other, also }) => ({
    title: `${of} is taken for its declared type`,
    says: `takes what ${of} gives for the declared type: JSON has no ${other}, so ${by} (${also}) is not one but what the text holds, a string or a plain object`,
  }),
  'texts-joined': ({ by, other }) => ({
    title: `${by} and ${other} are one text`,
    says: `has no comma between ${by} and ${other}: the two are joined into one element`,
  }),
  'not-filled-in': ({ of, by }) => ({
    title: `${by} is not filled in`,
    says: `has ${of} in quotes that fill in nothing: ${by} stays in the text as it is written`,
  }),
  'default-for-absent': ({ of, by, other }) => ({
    title: `${by} is given only where the key is absent`,
    says: `reads ${of}: the default ${by} stands in only where the key is absent; where it is there with the value ${other}, the result is ${other}`,
  }),
  'percent-as-factor': ({ of, by }) => ({
    title: `${by} is not divided by 100`,
    says: `multiplies by ${by} in ${of}: by its name it counts in hundredths, and nothing here divides by 100`,
  }),
  'part-as-number': ({ of, by }) => ({
    title: `${by} is a text, added to a number`,
    says: `adds with ${of}: ${by} is a part of a text, so the two are joined as texts and not added`,
  }),
  'new-object-as-key': ({ of, by, other, also }) => ({
    title: `${by} is a new object each time`,
    says: `calls ${of}: ${by} is a new object each time, and ${other} compares by identity, not by content${also === '' ? ', so no other object equals it' : `, so equal ones count as different (${also} asks)`}`,
  }),
  'reading-adds-key': ({ of, by, other, also }) => ({
    title: `Reading ${of} adds a key`,
    says: `reads ${of}: where ${other} is missing, ${by} makes an empty entry for it, which ${also} counts as one of its keys`,
  }),
  'alias-changed': ({ by, other, also }) => ({
    title: `${by} itself is changed`,
    says: `makes ${other} another name for ${by}, and no copy; ${also} changes it in place, so the next call begins with what this one leaves in ${by}`,
  }),
  'argument-changed': ({ of, by, other, also }) => ({
    title: `The caller's ${other} is changed`,
    says: `changes the list ${by} that it was given with ${of}; ${also} reads ${other} again, which is the same list`,
  }),
  'last-of-equals': ({ of, by, other }) => ({
    title: `Of equals the last one wins`,
    says: `keeps ${other} as ${by} where ${of}: of those that are equal, the last one takes the place of the first`,
  }),
  'day-of-24-hours': ({ of }) => ({
    title: `A day does not always have 24 hours`,
    says: `counts days as 24 hours each in ${of}: on days when the clocks change (summer time) a day has 23 or 25, and the local date is off by one`,
  }),
  'seconds-as-milliseconds': ({ of, by }) => ({
    title: `${by} are seconds, used as milliseconds`,
    says: `computes ${of}: dates count in milliseconds, and ${by} looks like seconds`,
  }),
  'weekday-as-day': ({ by }) => ({
    title: `${by} is the day of the week`,
    says: `shows ${by} with month and year: it is the day of the week, 0 to 6, and not the day of the month`,
  }),
  'wide-catch-first': ({ by, other, also }) => ({
    title: `${by} is never caught here`,
    says: `catches ${by} after ${other} (${also}), which takes all of them: what stands here never runs`,
  }),
  'lone-comma': ({ of, by }) => ({
    title: `The comma makes ${by} a tuple`,
    says: `has ${of}: the comma at the end makes a tuple of one element`,
  }),
  'keys-unpacked': ({ of, by }) => ({
    title: `The loop goes through the keys of ${by} alone`,
    says: `loops with ${of}: a dict gives its keys, and each key is taken apart into two`,
  }),
  'arrow-without-this': ({ by, other, also }) => ({
    title: `${code('this')} of ${by} is not the object`,
    says: `reads ${other} in the arrow function ${by} (${also}): an arrow function takes ${code('this')} from outside, and not from the object that it stands in`,
  }),
  'then-gives-nothing': ({ by }) => ({
    title: `${by} has no value`,
    says: `has a callback in braces without ${code('return')} before this one: the next one gets ${code('undefined')} as ${by}`,
  }),
  'texts-subtracted': ({ of }) => ({
    title: `${of} is NaN`,
    says: `sorts by ${of}: the difference of two texts is NaN, so nothing is put in order`,
  }),
  'limit-wrong-way': ({ of, by, other }) => ({
    title: `${by} limits the wrong way`,
    says: `computes ${of}: with ${other} beside it, ${by} is a bound on the wrong side`,
  }),
  'end-included': ({ of, by }) => ({
    title: `${by} itself has a turn, too`,
    says: `goes through ${of}, which includes its end: ${by} itself has a turn, too`,
  }),
  'end-left-out': ({ of, by }) => ({
    title: `${by} itself has no turn`,
    says: `goes through ${of}: the end ${by} itself has no turn`,
  }),
  'fractions-rounded': ({ of }) => ({
    title: `${of} works with rounded fractions`,
    says: `computes ${of} with binary floating-point numbers, which round most decimal fractions: what was expected and what came differ by rounding alone`,
    check: 'Compare with a tolerance, or count in whole units. If it still fails, this is not the cause.',
  }),
  'month-from-one': ({ of, by, other }) => ({
    title: `${of} counts months from 0`,
    says: other.includes('late')
      ? `makes a date with ${of}, where ${by} counts months from 0: month 0 is January and month 12 the January after, so the result is one month late`
      : `reads ${of}, which counts months from 0: month 0 is January and 11 is December, so the result is one month early`,
  }),
  'object-as-key': ({ of, by }) => ({
    title: `${of} turns its key into text`,
    says: `uses the object ${by} as a key in ${of}: every object becomes the text ${code('[object Object]')}, so all of them share one key; a ${code('Map')} would tell them apart`,
  }),
  'built-too-early': ({ of, by, other, also }) => ({
    title: `${by} is built once`,
    says: `builds ${by} once, with ${of}, from the ${other} of that moment: ${also} changes ${other} later, and ${by} stays as it was`,
  }),
  'part-ends-early': ({ of, by }) => ({
    title: `${of} leaves the last element out`,
    says: `takes the part ${of}, whose end is ${by}: it stops one element before the one that was wanted last`,
  }),
  'lazy-not-run': ({ of, by }) => ({
    title: `${by} does nothing here`,
    says: `calls ${of}, which is lazy: it does nothing until something goes through its result, and nothing does, so its function never runs`,
  }),
  'wraps-around': ({ of, by, other }) => ({
    title: `${by} is too small for the result`,
    says: `declares ${of} as ${by}, which holds numbers from ${other.replaceAll('`', '')}: a result outside of them wraps around to one inside`,
  }),
  'greedy-pattern': ({ of, by, other }) => ({
    title: `${by} takes as much as it can`,
    says: `has the greedy ${by} in the pattern ${of}: it goes on to the last ${other} that follows, and not to the first`,
  }),
  'sorted-by-code': ({ of }) => ({
    title: `${of} sorts as text`,
    says: `sorts with ${of}, which compares texts sign by sign: 10 comes before 9, and capitals before small letters`,
  }),
  'joined-not-added': ({ of, by, other }) => ({
    title: `${of} joins texts`,
    says: `computes ${of}: where ${by} or ${other} is a text, ${code('+')} joins the two and does not add them`,
  }),
  'added-as-one': ({ of, by }) => ({
    title: `${by} becomes one element`,
    says: `adds ${by} with ${of} as one element: a list is put into the list and not its elements`,
  }),
  'begins-at-zero': ({ by, other, also }) => ({
    title: `${by} begins at ${other}`,
    says: `begins the search for ${by} at ${other}: where no value passes the comparison of ${also}, ${other} itself is the result`,
  }),
  'extreme-of-none': ({ of, by, other }) => ({
    title: `${of} of no value is ${other}`,
    says: `computes ${of}: where ${by} is empty, that is ${other}`,
  }),
  'pattern-not-anchored': ({ of, other }) => ({
    title: `${of} takes a text that only holds a match`,
    says: `asks ${of}: without ${other} in the pattern, a text that has more around the match passes, too`,
  }),
  'month-too-long': ({ of }) => ({
    title: `${of} can skip a month`,
    says: `adds months with ${of}: from the 29th, 30th or 31st on, where the month has no such day, the result lies in the month after it`,
  }),
  'smallest-is-positive': ({ by }) => ({
    title: `${by} is above 0`,
    says: `uses ${by} as the smallest number: it is the smallest one above 0, and each negative number is below it`,
  }),
  'anchors-one-branch': ({ of }) => ({
    title: `${of} is anchored on one side each`,
    says: `has ${of}: the bar binds weaker than ${code('^')} and ${code('$')}, so the first choice is free at its end and the last one at its beginning`,
  }),
  'loop-variable-set': ({ of, by, other }) => ({
    title: `${by} is set for one turn alone`,
    says: `sets the loop's ${by} with ${of} as the last thing of a turn: the element in ${other} stays as it was`,
  }),
  'nested-replaced': ({ of, by, also }) => ({
    title: `${by} is replaced as a whole`,
    says: `merges only the first level with ${of}: a given ${by} replaces the one of ${also} as a whole, and its other keys are lost`,
  }),
  'divides-one-side': ({ of, by }) => ({
    title: `Only ${by} is divided`,
    says: `computes ${of}: division binds stronger, so only ${by} is divided and not the sum`,
  }),
  'mask-binds-last': ({ of, by }) => ({
    title: `${by} is compared first`,
    says: `computes ${of}: the comparison binds stronger, so ${by} is true or false before the bits are taken`,
  }),
  'symbol-as-key': ({ of, by, also }) => ({
    title: `${by} is a symbol, the keys are texts`,
    says: `reads ${of}: ${also} makes keys that are texts, and the symbol ${by} is none of them`,
  }),
} as const satisfies Partial<Record<FaultId, Words>>;
