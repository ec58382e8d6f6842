import type { Words } from './words';

/** A number that the code need not have. */
const plain = (by: string): string => by.replaceAll('`', '');

/**
 * What a small change shows with which the tests pass: what is wrong with the code that it replaces. `of` is that code, `by` and `other` its
 * parts or what it lacks. Only told where runs have proven it.
 */
export const CHANGE_TEXTS = {
  'equals-left-out': ({ of }) => ({
    title: `${of} leaves out the boundary`,
    says: `asks ${of}: where both sides are exactly equal that is false, and it has to be true`,
  }),
  'equals-taken-in': ({ of }) => ({
    title: `${of} takes in the boundary`,
    says: `asks ${of}: where both sides are exactly equal that is true, and it must be false`,
  }),
  'loop-ends-early': ({ of }) => ({
    title: `The loop ends one turn too early`,
    says: `loops while ${of}: the last turn, in which both sides are equal, is left out`,
  }),
  'loop-ends-late': ({ of }) => ({
    title: `The loop runs one turn too many`,
    says: `loops while ${of}: that includes the end itself, one turn too many`,
  }),
  'asks-the-opposite': ({ of }) => ({
    title: `${of} asks the opposite`,
    says: `asks ${of}: the condition is inverted, and the opposite is meant`,
  }),
  'both-needed': ({ of, by }) => ({
    title: `${of} holds where one side does`,
    says: `asks ${of}: with ${by} one of the two is enough, and both have to hold`,
  }),
  'either-enough': ({ of, by }) => ({
    title: `${of} holds only where both sides do`,
    says: `asks ${of}: with ${by} both have to hold, and one of the two is enough`,
  }),
  'term-too-many': ({ of, by }) => ({
    title: `${by} is asked for in vain`,
    says: `asks ${of}: ${by} is one condition too many`,
  }),
  'term-inverted': ({ of, by }) => ({
    title: `${by} is inverted`,
    says: `asks ${of}: there ${by} is inverted, and its opposite is meant`,
  }),
  'adds-for-subtract': ({ of, by }) => ({
    title: `${by} is added where it has to be subtracted`,
    says: `computes ${of}: it adds ${by} instead of subtracting it`,
  }),
  'subtracts-for-add': ({ of, by }) => ({
    title: `${by} is subtracted where it has to be added`,
    says: `computes ${of}: it subtracts ${by} instead of adding it`,
  }),
  'multiplies-for-divide': ({ of, by }) => ({
    title: `${by} multiplies where it has to divide`,
    says: `computes ${of}: it multiplies by ${by} instead of dividing by it`,
  }),
  'divides-for-multiply': ({ of, by }) => ({
    title: `${by} divides where it has to multiply`,
    says: `computes ${of}: it divides by ${by} instead of multiplying by it`,
  }),
  'drops-the-fraction': ({ of }) => ({
    title: `${of} drops the fraction`,
    says: `divides with ${of}, which rounds down to a whole number: the fraction is lost`,
  }),
  'other-calculation': ({ of, by }) => ({
    title: `${of} calculates with the wrong operator`,
    says: `computes ${of} with the wrong operator, ${by}`,
  }),
  'one-too-few': ({ of }) => ({
    title: `${of} is one too few`,
    says: `has ${of}, which is one too few: it is off by one`,
  }),
  'one-too-many-there': ({ of }) => ({
    title: `${of} is one too many`,
    says: `has ${of}, which is one too many: it is off by one`,
  }),
  'element-before': ({ of }) => ({
    title: `${of} is the element before the one that is meant`,
    says: `reads ${of}, with an index that is one too low: the next element, the one following it, is meant`,
  }),
  'element-after': ({ of }) => ({
    title: `${of} is the element after the one that is meant`,
    says: `reads ${of}, with an index that is one too high: the element before it, the previous one, is meant`,
  }),
  'first-for-last': ({ of }) => ({
    title: `${of} is the first element, not the last`,
    says: `reads ${of}, the first element, where the last one is meant: the wrong end of the list`,
  }),
  'last-for-first': ({ of }) => ({
    title: `${of} is the last element, not the first`,
    says: `reads ${of}, the last element, where the first one is meant: the wrong end of the list`,
  }),
  'keys-in-wrong-order': ({ of, by, other }) => ({
    title: `${by} and ${other} are swapped`,
    says: `reads ${of} with its two places in the wrong order: ${by} and ${other}, row and column, are swapped`,
  }),
  'binds-first': ({ of, by }) => ({
    title: `${by} is computed first`,
    says: `computes ${of}: ${by} binds first there, and brackets have to change this order`,
  }),
  'divides-first': ({ of }) => ({
    title: `${of} divides before it multiplies`,
    says: `computes ${of}, which divides before it multiplies: what the division cuts off is lost for the product`,
  }),
  'rounds-early': ({ of, by }) => ({
    title: `${by} is rounded too early`,
    says: `computes ${of}: it rounds ${by} and not the result of the whole`,
  }),
  'unit-not-multiplied': ({ of, by }) => ({
    title: `${of} is not converted`,
    says: `uses ${of} in the wrong unit: a conversion is missing, by which it is multiplied by ${plain(by)}`,
  }),
  'unit-not-divided': ({ of, by }) => ({
    title: `${of} is not converted`,
    says: `uses ${of} in the wrong unit: a conversion is missing, by which it is divided by ${plain(by)}`,
  }),
  'remainder-negative': ({ of }) => ({
    title: `${of} is negative for a negative number`,
    says: `computes ${of}: the remainder of a negative number is negative there`,
  }),
  'adds-up': ({ of, by }) => ({
    title: `${by} adds up`,
    says: `adds up with ${of}: ${by} keeps what was in it before, and has to be replaced`,
  }),
  'replaces-sum': ({ of, by }) => ({
    title: `${by} is replaced and not added to`,
    says: `sets ${of} in each turn: that replaces ${by}, and what was in it before is lost instead of being added to`,
  }),
  'other-name': ({ of, by, other }) => ({
    title: `${by} is used instead of ${other}`,
    says: `has ${of}: it uses ${by} instead of ${other}, the wrong one of the two`,
  }),
  'other-name-unread': ({ of, by, other }) => ({
    title: `${by} is used instead of ${other}`,
    says: `has ${of}: it uses ${by} instead of ${other}, which the function does not read at all`,
  }),
  'same-name-twice': ({ of, by, other }) => ({
    title: `${by} is used twice, and ${other} not`,
    says: `computes ${of}: it uses ${by} twice, one time of them instead of ${other}`,
  }),
  'other-text': ({ by, other }) => ({
    title: `${by} stands there instead of ${other}`,
    says: `has ${by} instead of ${other}, which the program uses elsewhere: the wrong text`,
  }),
  'other-truth': ({ of, other }) => ({
    title: `${of} has to be ${other}`,
    says: `has ${of} where the opposite, ${other}, is meant`,
  }),
  'begins-with': ({ of, by }) => ({
    title: `${by} begins with the wrong value`,
    says: `sets ${of}: ${by} begins with the wrong initial value`,
  }),
  'changes-what-stays': ({ of, by }) => ({
    title: `${by} does not stay as it was`,
    says: `has ${of} for one of the cases, in which ${by} has to stay as it was: its previous state is not kept`,
  }),
  'arguments-in-wrong-order': ({ of, by, other }) => ({
    title: `${by} and ${other} are swapped`,
    says: `calls ${of} with ${by} and ${other} in the wrong order: the two arguments are swapped`,
  }),
  'compares-in-reverse': ({ of, by, other }) => ({
    title: `${by} and ${other} are compared in the reverse order`,
    says: `compares with ${of}, in the reverse order: what has to come first comes last, ascending and descending are swapped`,
  }),
  'sides-in-wrong-order': ({ of, by, other }) => ({
    title: `${by} and ${other} are on the wrong sides`,
    says: `computes ${of} with its two sides in the wrong order: ${by} and ${other} are swapped`,
  }),
  'argument-too-many': ({ of, by }) => ({
    title: `${by} is one argument too many`,
    says: `calls ${of} with one argument too many, ${by}`,
  }),
  'other-call': ({ of, by, other }) => ({
    title: `${by} is called instead of ${other}`,
    says: `calls ${of}: it uses ${by} instead of ${other}, the wrong function`,
  }),
  'calls-in-wrong-order': ({ of, by, other }) => ({
    title: `${by} runs before ${other}`,
    says: `computes ${of}: ${by} is applied before ${other}, and the order of the two has to be the other way round`,
  }),
  'call-too-many': ({ of, by }) => ({
    title: `${by} is called in vain`,
    says: `computes ${of}: the call of ${by} is one too many there, and changes the value`,
  }),
  'blanks-stay': ({ of }) => ({
    title: `The blanks around ${of} stay`,
    says: `uses ${of} as it is: the blanks around it are not trimmed`,
  }),
  'case-differs': ({ of }) => ({
    title: `${of} differs in upper and lower case`,
    says: `uses ${of} as it is: upper and lower case count as different there, and are not brought to one case`,
  }),
  'not-rounded': ({ of }) => ({
    title: `${of} is not rounded`,
    says: `uses ${of} as it is, with its fraction: it is not rounded`,
  }),
  'sign-stays': ({ of }) => ({
    title: `${of} may be negative`,
    says: `uses ${of} with its sign: where it is negative, its absolute value is meant`,
  }),
  'not-sorted': ({ of }) => ({
    title: `${of} is not sorted`,
    says: `uses ${of} in the order that it has: it is not sorted`,
  }),
  'not-copied': ({ of }) => ({
    title: `${of} is not copied`,
    says: `passes on ${of} itself and no copy: a change of it shows in both places`,
  }),
  'sorts-in-reverse': ({ of }) => ({
    title: `${of} is in the reverse order`,
    says: `uses the order of ${of}, which is the reverse of what is meant: ascending and descending are swapped`,
  }),
  'part-of-whole': ({ of, by }) => ({
    title: `${of} leaves something out`,
    says: `uses ${of}, only a part: what it leaves out of ${by} is missing`,
  }),
  'steps-in-wrong-order': ({ of, by, also }) => ({
    title: `Two steps are in the wrong order`,
    says: `runs ${of} first, before ${by} (${also}): the order of the two steps has to be the other way round`,
  }),
  'returns-in-first-turn': ({ of, also }) => ({
    title: `The loop returns in its first turn`,
    says: `ends the function with ${of} inside the loop (${also}): it returns too early, in the first turn, and later elements are left out`,
  }),
  'set-in-each-turn': ({ of, also }) => ({
    title: `Each turn of the loop sets it anew`,
    says: `sets ${of} within the loop (${also}), again in each turn: what the turn before left in it is lost, and it has to be set once, before the loop`,
  }),
  'kept-over-turns': ({ of, also }) => ({
    title: `A value is kept from one turn to the next`,
    says: `sets ${of} once, before the loop (${also}): each turn still has what the turn before left in it, as it is not reset`,
  }),
  'runs-in-each-turn': ({ of, also }) => ({
    title: `A step runs in each turn of the loop`,
    says: `runs ${of} within the loop (${also}), in each turn: it has to run once, after the loop`,
  }),
  'leaves-the-loop': ({ of }) => ({
    title: `The loop is left too early`,
    says: `leaves the loop with ${of}: later elements are never looked at`,
  }),
  'goes-on': ({ of }) => ({
    title: `The loop goes on too long`,
    says: `goes on with the next turn by ${of}, where the loop has to end`,
  }),
  'goes-on-after': ({ of }) => ({
    title: `The last match is taken, not the first`,
    says: `sets ${of} and goes on with the loop: a later match replaces the first one, which is meant`,
  }),
  'cases-in-wrong-order': ({ of, by, also }) => ({
    title: `Two cases are in the wrong order`,
    says: `asks ${of} before ${by} (${also}): where both hold the first one counts, and their order has to be the other way round`,
  }),
  'does-not-wrap': ({ of, by }) => ({
    title: `${of} does not wrap around`,
    says: `computes ${of}: where the second one is of the next day or turn, as past midnight, that is negative or too large, and it has to wrap around at ${by}`,
  }),
  'range-ends-before': ({ of, by, other }) => ({
    title: `${of} holds for no range that wraps around`,
    says: `asks ${of}: where ${by} is before ${other}, as in a range that goes past midnight, it holds for nothing, and that case is forgotten`,
  }),
  'first-level-copied': ({ of }) => ({
    title: `Only the first level of ${of} is copied`,
    says: `copies only the first level of ${of}: what is in it is shared, so that a change of it shows in both places`,
  }),
  'texts-not-numbers': ({ of }) => ({
    title: `${of} gives texts and no numbers`,
    says: `takes what ${of} gives as it is: these are texts, which are compared letter by letter, so that "10" comes before "9"`,
  }),
  'field-not-reset': ({ of, by }) => ({
    title: `${by} is not reset`,
    says: `runs ${of} and does not reset ${by}: it still has what was put into it before, which is stale then, and has to be emptied`,
  }),
  'rest-left-out': ({ of, also }) => ({
    title: `What is left after the loop is left out`,
    says: `runs ${of} only inside the loop (${also}): the rest that is left after its last turn is forgotten`,
  }),
  'key-lacks-part': ({ of, by }) => ({
    title: `${by} is no part of the key`,
    says: `keeps values under the key ${of} alone: ${by} is no part of it, so that what is kept for another one is taken`,
  }),
  'step-left-out': ({ of, by, also }) => ({
    title: `The step ${by} is left out`,
    says: `runs ${of} without ${by}, which stands beside such a step elsewhere (${also}): this step is missing here`,
  }),
  'never-set-again': ({ of, by, other }) => ({
    title: `${by} keeps its first value`,
    says: `runs ${of} and leaves ${by} as it was first: it is never set again, and has to become ${other}`,
  }),
  'other-value-elsewhere': ({ of, by, other }) => ({
    title: `${by} is given another value elsewhere`,
    says: `sets ${by} by ${of}: elsewhere it is given ${other}, which is meant here, too`,
  }),
  'argument-left-out': ({ of, by }) => ({
    title: `${of} leaves out an argument`,
    says: `calls ${of} without an argument that the call can be given: ${by} is missing`,
  }),
  'not-limited': ({ of, by }) => ({
    title: `${of} is not limited`,
    says: `uses ${of} as it is: it may go past ${by}, which has to limit it`,
  }),
  'not-awaited': ({ of }) => ({
    title: `${of} is not awaited`,
    says: `calls ${of} and does not wait for it: the code goes on before it is done`,
  }),
} as const satisfies Readonly<Record<string, Words>>;

export type ChangeId = keyof typeof CHANGE_TEXTS;
