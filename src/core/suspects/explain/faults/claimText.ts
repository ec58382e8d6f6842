import { code } from '../explanation';
import { CHANGE_TEXTS, type ChangeId } from './changeTexts';
import type { Claim } from './fault';
import type { FaultId } from './faultIds';
import { LOGIC_TEXTS } from './logicTexts';
import { READER_TEXTS } from './readerTexts';
import { TYPED_TEXTS } from './typedTexts';
import type { Words } from './words';

/** A claim in English: what the code does there, and one observation that would disprove that it matters. */
export interface ClaimText {
  title: string;
  sentence: string;
  check: string;
}

/** What each fault says. `of` is the code at fault; `also` the other place. */
const TEXTS: Readonly<Record<FaultId | ChangeId, Words>> = {
  ...CHANGE_TEXTS,
  ...LOGIC_TEXTS,
  ...TYPED_TEXTS,
  ...READER_TEXTS,
  'await-missing': ({ of, by, also }) => ({
    title: `${of} is not awaited`,
    says: `uses ${of} without ${code('await')}; ${by} (${also}) is ${code('async')}, so the value here is the promise and not its result`,
    check: `Log ${of}: if it is the result and no promise or coroutine, this is not the cause.`,
  }),
  'async-test': ({ of, by }) => ({
    title: `${by} takes a promise for true`,
    says: `gives ${by} an ${code('async')} function, ${of}: each call returns a promise, which counts as true whatever it resolves to`,
  }),
  'async-each': ({ of }) => ({
    title: `${code('forEach')} waits for no ${code('async')} callback`,
    says: `calls ${of} with an ${code('async')} function: ${code('forEach')} does not wait for it, so the code after it runs first`,
  }),
  'promises-in-list': ({ of }) => ({
    title: `${of} is a list of promises`,
    says: `maps with an ${code('async')} function, so ${of} holds promises; nothing awaits them with ${code('Promise.all')}`,
  }),
  'returned-out-of-try': ({ of, by }) => ({
    title: `The ${code('catch')} does not see errors of ${by}`,
    says: `returns ${of} without ${code('await')} inside ${code('try')}: when ${by} rejects, the ${code('try')} has already been left, and its ${code('catch')} does not run`,
  }),
  'gives-nothing': ({ of, by, also }) => ({
    title: `${by} returns nothing`,
    says: `uses the result of ${of}, but ${by} (${also}) has no ${code('return')} with a value`,
  }),
  'mutable-default': ({ of, by, also }) => ({
    title: `All calls share the default of ${by}`,
    says: `makes the default ${of} once, for all calls; ${also} hands it out or changes it, so what one call puts in is there in the next`,
  }),
  'shared-elements': ({ of, by }) => ({
    title: `All elements are the same ${by}`,
    says: `makes ${by} once in ${of}: every element is that one object, and a change to one shows in all`,
  }),
  'repeated-list': ({ of, by }) => ({
    title: `All rows are the same list`,
    says: `repeats ${by} with ${of}: every row is the same object, and a change to one shows in all`,
  }),
  'shared-fromkeys': ({ of, by }) => ({
    title: `All keys share one ${by}`,
    says: `makes ${by} once in ${of}: every key has the same object`,
  }),
  'shared-hash-default': ({ of, by }) => ({
    title: `All missing keys share one ${by}`,
    says: `gives ${of} one ${by} as the default of every key: a change through one key shows in all, and no key is stored`,
  }),
  'shared-field': ({ by, other, also }) => ({
    title: `All objects share ${by}`,
    says: `makes ${other} for ${by} once, in the class; ${also} changes it for all its objects`,
  }),
  'shallow-copy': ({ of, by, other, also }) => ({
    title: `The copy still shares ${other} with ${by}`,
    says: `copies only the first level of ${by} with ${of}; ${also} changes ${other}, which the original shares`,
  }),
  'merged-into': ({ of, by }) => ({
    title: `${by} itself is changed`,
    says: `merges into ${by} with ${of}: the first argument is changed, and later calls see it`,
  }),
  'changed-module-value': ({ by, other, also }) => ({
    title: `${by} itself is changed`,
    says: `makes ${other} another name for ${by}, and no copy; ${also} changes it for all later calls`,
  }),
  'shared-append': ({ of, by, also, line }) => ({
    title: `The new list may share its elements with ${by}`,
    says:
      also === `line ${line}`
        ? `appends to ${by} with ${of}, and keeps the result beside it: where ${by} has room, both share the same array and one overwrites the other`
        : `appends to ${by} with ${of}, and ${also} keeps the result beside it: where ${by} has room, both share the same array and one overwrites the other`,
  }),
  'appended-twice': ({ of, by, other, also, line }) => ({
    title: `Two results of appending to ${by} share one array`,
    says: `appends to ${by} with ${of}, and ${also} appends to ${by} itself again with ${other}: where it has room left, both results are in one array, and the second overwrites the first`,
    check: `Append to a copy (${code('slices.Clone')}) on line ${line}. If the result stays the same, this is not the cause.`,
  }),
  'captured-loop-variable': ({ of, by, also }) => ({
    title: `The functions share one ${by}`,
    says: `keeps ${of}, which reads ${by} when it is called; in all turns of the loop (${also}) ${by} is the same variable, so every such function sees its last value`,
  }),
  'changed-while-looped': ({ of, by, also }) => ({
    title: `${by} is changed while a loop goes through it`,
    says: `changes ${by} with ${of} inside the loop over it (${also}): elements are skipped, or the loop fails`,
  }),
  'iterator-twice': ({ by, other, also }) => ({
    title: `${by} is used up`,
    says:
      also === ''
        ? `goes through ${by} in each turn of a loop; it is ${other}, which can be read once, so the first turn leaves nothing for the others`
        : `goes through ${by} again; it is ${other}, which can be read once, and ${also} has read it to the end`,
  }),
  'reference-left': ({ by, also }) => ({
    title: `${by} is still a reference`,
    says: `sets ${by}, which is still a reference to the last element from the loop (${also}): that element is overwritten`,
  }),
  'copy-changed': ({ of, by, other, also }) => ({
    title: `Only a copy is changed`,
    says: `changes ${by} with ${of}, but ${by} (${also}) is a copy of ${other === code('') ? "the caller's argument" : other}, which stays as it was`,
  }),
  'value-receiver': ({ of, by, other, also }) => ({
    title: `${other} changes a copy`,
    says: `changes the receiver with ${of}; ${other} (${also}) takes a ${by} and no pointer, so the caller's object stays as it was`,
  }),
  'boxed-identity': ({ of, by }) => ({
    title: `${of} compares objects, not numbers`,
    says: `compares ${by === code('object') ? 'values' : 'boxed numbers'} by identity, ${of}: ${by === code('object') ? `as an ${by} each is boxed` : `both are ${by} objects`}, and this asks whether they are the same object${by === code('object') ? '' : ', which is certain only for small numbers'}`,
  }),
  'text-identity': ({ of }) => ({
    title: `${of} compares objects, not texts`,
    says: `compares two texts with ${of}: that asks whether they are the same object, and equal texts need not be`,
  }),
  'identity-of-literal': ({ of }) => ({
    title: `${of} compares identity`,
    says: `compares with ${of}: ${code('is')} asks for the same object, and equal values need not be one`,
  }),
  'compared-with-nan': ({ of, by }) => ({
    title: `${of} is always the same`,
    says: `compares with ${of}: ${by} equals nothing, not even itself`,
  }),
  'compared-with-new': ({ of, by }) => ({
    title: `${of} is always the same`,
    says: `compares with ${of}: ${by} makes a new object there, which equals no other`,
  }),
  'assigned-in-condition': ({ of, by }) => ({
    title: `The condition assigns ${by}`,
    says: `assigns in its condition, ${of}, and does not compare`,
  }),
  'always-true-or': ({ of, by }) => ({
    title: `The condition is always true`,
    says: `asks ${of}: ${by} alone counts as true, so the condition always holds`,
  }),
  'negates-one-side': ({ of, by }) => ({
    title: `${of} negates only its left side`,
    says: `asks ${of}, which first makes ${by} true or false and then looks for that`,
  }),
  'equals-without-hash': ({ by, other }) => ({
    title: `${by} has equality without ${other}`,
    says: `declares when two ${by} are equal, but the class has no ${other}: hash maps and sets take equal objects for different ones`,
  }),
  'position-as-truth': ({ of, by }) => ({
    title: `Position 0 counts as not found`,
    says: `takes ${of} for true or false: a match at the start is 0, which counts as false${by === code('-1') ? `, and ${by}, not found, counts as true` : ''}`,
  }),
  'loose-equality': ({ of, by, other }) => ({
    title: `${of} converts before it compares`,
    says: `compares with ${other}, ${of}: values of other types count as equal to ${by}, too`,
  }),
  'fraction-equality': ({ of }) => ({
    title: `${of} compares rounded fractions`,
    says: `compares decimal fractions with ${of}: binary floating point rounds them, so equal sums may differ in the last digit`,
  }),
  'uncalled-method': ({ of, by, also }) => ({
    title: `${by} is not called`,
    says: `reads ${of} without brackets: ${by} (${also}) is a method, and the method itself always counts as true`,
  }),
  'compared-with-itself': ({ of, by }) => ({ title: `${by} is compared with itself`, says: `has ${by} on both sides of ${of}` }),
  'assigned-to-itself': ({ of, by }) => ({
    title: `${by} is assigned to itself`,
    says: `assigns ${by} to itself with ${of}: nothing is changed`,
  }),
  'comparator-of-truth': ({ by }) => ({
    title: `The comparator gives true or false`,
    says: `sorts by ${by}: a comparator gives a number below, at or above 0, and true or false is never below`,
  }),
  'integer-division': ({ of }) => ({
    title: `${of} drops the fraction`,
    says: `divides whole numbers, ${of}: the fraction is dropped before the result becomes a fractional number`,
  }),
  'floor-division': ({ of }) => ({ title: `${of} rounds down`, says: `divides with ${of}, which rounds down to a whole number` }),
  'overflow-before-widening': ({ of, by }) => ({
    title: `${of} overflows before it is a ${by}`,
    says: `multiplies two ${code('int')} with ${of}: the product is an ${code('int')}, and what does not fit is lost before it becomes a ${by}`,
  }),
  'cast-binds-first': ({ of, by }) => ({ title: `${of} is always 0`, says: `casts before it multiplies, ${of}: ${by} is always 0` }),
  'one-past-the-end': ({ of, by, other }) => ({
    title: `The loop goes one past the end of ${by}`,
    says: `runs while ${of}: in the last turn ${other} is one past the end of ${by}`,
  }),
  'stops-one-early': ({ of, by }) => ({
    title: `The loop leaves out the last element of ${by}`,
    says: `stops at ${of}: the last element of ${by} has no turn`,
  }),
  'default-for-zero': ({ of, by, other }) => ({
    title: `0 and '' of ${by} become ${other}`,
    says: `uses ${of}, which is ${other} for every value that counts as false: for 0 and an empty text, too`,
  }),
  'text-as-number': ({ of, by, other }) => ({
    title: `${by} is a text, used as a number`,
    says: `computes ${of}; ${by} comes from ${other}, which is a text even where it has only digits`,
  }),
  'text-as-truth': ({ of, by }) => ({
    title: `Any text in ${by} counts as true`,
    says: `asks whether ${of} is true; ${by} is a text, and ${code('false')} and ${code('0')} count as true`,
  }),
  'formatted-as-number': ({ of, by }) => ({
    title: `${by} is a text`,
    says: `computes ${of} with ${by}, which is a formatted text and no number`,
  }),
  'decimal-of-double': ({ of, by }) => ({
    title: `${of} takes over the rounding of ${by}`,
    says: `makes ${of} from a ${code('double')}: ${by} is already rounded in binary`,
  }),
  'month-from-zero': ({ of }) => ({
    title: `${of} counts months from 0`,
    says: `has ${of}: months count from 0, January is 0 and December 11`,
  }),
  'index-as-base': ({ of }) => ({
    title: `${code('parseInt')} takes the index for the base`,
    says: `calls ${of}: ${code('map')} passes the index as second argument, and ${code('parseInt')} takes it for the base`,
  }),
  'caret-as-power': ({ of }) => ({ title: `${of} is no power`, says: `computes ${of}: ${code('^')} is the bitwise exclusive or` }),
  'sum-without-start': ({ of }) => ({
    title: `The sum starts with an element`,
    says: `calls ${of} without a start value: the first element itself is the first sum, and no number`,
  }),
  'sums-whole-numbers': ({ of, by }) => ({
    title: `The sum drops fractions`,
    says: `sums with ${of}: the start value ${by} is an ${code('int')}, so each sum is cut to a whole number`,
  }),
  'never-below-zero': ({ of, by, other }) => ({
    title: `${of} is always true`,
    says: `loops while ${of}: ${other} is a ${by}, which is never below 0 and wraps around`,
  }),
  'swapped-arguments': ({ of, by, other, also }) => ({
    title: `${by} and ${other} are swapped`,
    says: `calls ${of}; the function (${also}) takes ${by} and ${other} in the other order`,
  }),
  'shadowed-name': ({ by, also }) => ({
    title: `A second ${by} is set`,
    says: `declares a new ${by} in the inner block, which shadows the one of ${also}: that one is read after the block, and not changed`,
  }),
  'local-instead-of-field': ({ of, by }) => ({
    title: `${by} is set as a local variable`,
    says: `sets a local ${by} with ${of} that nothing else reads: the object's ${by} is not changed`,
  }),
  'local-instead-of-global': ({ of, by, also }) => ({
    title: `${by} is set as a local variable`,
    says: `sets a local ${by} with ${of} that nothing reads: without ${code('global')}, the ${by} of the module (${also}) is not changed`,
  }),
  'method-without-this': ({ of, by, also }) => ({
    title: `${by} loses its object`,
    says: `passes ${of} on as a function: it is called without its object, and ${by} (${also}) reads ${code('this')}`,
  }),
  'result-not-used': ({ of, by }) => ({
    title: `The result of ${of} is not used`,
    says: `calls ${of} and does not use its result; ${by} returns a new value and changes nothing`,
  }),
  'in-place-result': ({ of, by, other }) => ({
    title: `${of} gives ${other}`,
    says: `uses the result of ${of}: the call changes ${by} in place and gives ${other}`,
  }),
  'lost-default': ({ of, by }) => ({
    title: `The new list is not stored`,
    says: `adds to ${of}: where ${by} has no value, a new collection is filled, and nothing stores it`,
  }),
  'keys-of-list': ({ of, by, other }) => ({
    title: `The loop goes through places, not elements`,
    says: `loops with ${of}: ${code('in')} gives the places '0', '1' … of ${by} as texts, so ${other} is no element`,
  }),
  'callback-gives-nothing': ({ by }) => ({
    title: `The callback of ${by} returns nothing`,
    says: `gives ${by} a function in braces without ${code('return')}: each of its results is undefined`,
  }),
  'replaces-first': ({ of, by }) => ({
    title: `Only the first ${by} is replaced`,
    says: `calls ${of}: with a text, ${code('replace')} replaces only the first occurrence`,
  }),
  'strips-characters': ({ of, by, other }) => ({
    title: `${other} removes single characters`,
    says: `calls ${of}: ${other} takes ${by} as a set of characters and removes each of them, in any order`,
  }),
  'text-as-pattern': ({ of, by }) => ({
    title: `${by} is a regular expression`,
    says: `calls ${of}: the first argument is a regular expression, in which ${by} has a meaning of its own`,
  }),
  'text-instead-of-tuple': ({ of, by }) => ({
    title: `(${by}) is a text, no tuple`,
    says: `asks ${of}: without a comma the brackets hold a text, and any part of it is in it`,
  }),
  'missing-f': ({ of, by }) => ({
    title: `${of} is no f-string`,
    says: `has ${of} without the ${code('f')} before it: ${by} is not filled in`,
  }),
  'falls-through': ({ by, other, also }) => ({
    title: `Case ${by} falls through to ${other}`,
    says: `ends case ${by} without ${code('break')}: it falls through, so that case ${other} (${also}) runs, too`,
  }),
  'pattern-remembers': ({ of, by, other, also }) => ({
    title: `${by} goes on where its last match ended`,
    says: `calls ${of}; ${by} (${also}) has the flag ${other}, so after a match the next call begins to search there, in the next text too`,
  }),
  'sorted-as-text': ({ of }) => ({
    title: `${of} sorts numbers as texts`,
    says: `sorts with ${of}: without a comparator elements are compared as texts, and 10 comes before 9`,
  }),
  'each-instead-of-map': ({ of, by }) => ({
    title: `${code('each')} gives ${by} itself`,
    says: `keeps the result of ${of}: ${code('each')} returns ${by}, and not what its block gives`,
  }),
  'filled-behind': ({ of, by, other, also }) => ({
    title: `${other} begins with ${by} empty elements`,
    says: `makes ${other} with ${of}, which has ${by} empty elements already; ${also} appends behind them`,
  }),
  'swallowed-error': ({ by, also }) => ({
    title: `An error is swallowed`,
    says: `catches ${by === code('') ? 'every error' : by} around ${also} and goes on as if nothing had happened`,
    check: 'Log the error that is caught there. If none is caught, this is not the cause.',
  }),
  'ignored-error': ({ of }) => ({
    title: `An error is ignored`,
    says: `drops the error of ${of}`,
    check: 'Print the error instead of dropping it. If it is nil, this is not the cause.',
  }),
  'returns-in-finally': ({ of }) => ({
    title: `${of} overrides the result`,
    says: `leaves with ${of} in the block that always runs: that replaces every result and drops every error`,
  }),
  'catches-first-only': ({ of, by, other }) => ({
    title: `Only ${by} is caught`,
    says: `catches ${of}, which is ${by} alone: ${other} is not caught`,
  }),
  'local-date': ({ of, by, other }) => ({
    title: `${of} is in the machine's time zone`,
    says: `reads ${of}: ${by} may be midnight in UTC, and ${other} answers in the time zone of the machine`,
    check: `Run it with ${code('TZ=UTC')}. If the result stays the same, this is not the cause.`,
  }),
  'naive-utc': ({ of, by }) => ({
    title: `${of} has no time zone`,
    says: `calls ${of}: ${by} gives a time without a zone, which is later taken for local time`,
  }),
  'date-pattern': ({ of, by, other }) => ({
    title: `${by} is no ${by === code('mm') ? 'month' : by === code('DD') ? 'day of the month' : by === code('YYYY') ? 'calendar year' : 'year of the week'}`,
    says:
      by === code('%Y') || by === code('Y')
        ? `joins the week of ISO 8601 with ${by} in ${of}: that is the year of the calendar, and a week around New Year may belong to the one before or the following year`
        : `uses the pattern ${other} in ${of}: ${by} is the ${by === code('mm') ? 'minute' : by === code('DD') ? 'day of the year' : 'year of the week'}`,
  }),
  'duration-without-unit': ({ of, by }) => ({ title: `${by} is nanoseconds`, says: `calls ${of}: a bare ${by} is that many nanoseconds` }),
  'default-called-once': ({ by, other }) => ({
    title: `The default of ${by} is computed once`,
    says: `computes the default ${other} of ${by} when the function is defined, and not at each call`,
  }),
  'chunk-as-text': ({ of, by }) => ({
    title: `Characters are cut between chunks`,
    says: `turns each chunk into text with ${of}: a character of several bytes may be split between two chunks of ${by}`,
  }),
  'unreadable-as-zero': ({ of, by, other }) => ({
    title: `A text that is no number counts as ${other === code('the default value') ? 'the default value' : other}`,
    says: `reads a number with ${of}: where ${by} is no number, that goes on with ${other === code('the default value') ? 'the default value' : other} and tells nobody`,
    check: 'Print the text that is read there. If it is a number, this is not the cause.',
  }),
  'cast-cuts': ({ of, by, other }) => ({
    title: `${of} cuts large numbers`,
    says: `converts with ${of}: ${by} has room for ${bare(other)} values only, and the rest is cut away`,
  }),
  'conversion-cuts': ({ of, by, other }) => ({
    title: `${of} cuts large numbers`,
    says: `converts with ${of}: ${by} has room for ${bare(other)} values only, and the rest is cut away`,
  }),
  'equals-of-own-type': ({ by }) => ({
    title: `${by} does not override ${code('equals')}`,
    says: `declares ${code('equals')} for a ${by} and not for an ${code('Object')}: collections and assertions call the inherited one, which asks for the same object`,
  }),
  'shared-static': ({ by, other, also }) => ({
    title: `All objects of ${other} share ${by}`,
    says: `makes ${by} ${code('static')}, once for all objects of ${other}; ${also} fills it in a method of one object`,
  }),
  'key-of-other-type': ({ of, by, other }) => ({
    title: `${of} never finds anything`,
    says: `looks for a ${by} with ${of}, but the collection holds ${other} there: the two are never equal`,
  }),
  'equals-other-type': ({ of, by, other }) => ({
    title: `${of} is always false`,
    says: `compares a ${other} with a ${by}, ${of}: objects of two types are never equal`,
  }),
  'removes-by-place': ({ of, by }) => ({
    title: `${of} removes by place`,
    says: `calls ${of}: with an ${code('int')}, ${code('remove')} takes away the element at the place ${by}, and not the element ${by}`,
  }),
  'abs-of-hash': ({ of, by }) => ({
    title: `${of} may be negative`,
    says: `takes ${of}: ${by} may be the smallest ${code('int')}, which has no positive counterpart`,
  }),
  'array-identity': ({ of, by }) => ({
    title: `${of} does not look at the elements`,
    says: `calls ${of} on an array: its ${by} is that of the object, whatever its elements are`,
  }),
  'list-of-array': ({ of, by }) => ({
    title: `${of} has one element`,
    says: `makes ${of} of a ${by}: the array itself is the only element`,
  }),
  'number-as-rune': ({ of, by }) => ({
    title: `${of} is a character, not the number`,
    says: `converts ${by} with ${of}: that gives the character with this code, and not its digits`,
  }),
  'map-not-made': ({ of, by, also }) => ({
    title: `${by} is a nil map`,
    says: `writes ${of}, but ${also} only declares ${by}: nothing makes the map`,
  }),
  'field-not-made': ({ of, by, also }) => ({
    title: `${by} is a nil map`,
    says: `makes ${of} without the map ${by}; ${also} writes into it`,
  }),
  'parsed-as-utc': ({ of, by, also }) => ({
    title: `${of} reads the time as UTC`,
    says: `reads a time with ${of}: the layout ${by} has no zone, so it is taken for UTC, while the program has other zones (${also})`,
    check: `Use ${code('time.ParseInLocation')} there. If the result stays the same, this is not the cause.`,
  }),
  'shift-too-far': ({ of, by, other }) => ({
    title: `${of} shifts by ${other}`,
    says: `shifts an ${code('int')} with ${of}: only the last five bits of the amount count, so ${by} is shifted by ${other}`,
  }),
  'shift-before-widening': ({ of, by }) => ({
    title: `${of} overflows before it is a ${by}`,
    says: `shifts an ${code('int')} with ${of}: from 32 on the bit is lost before the result becomes a ${by}`,
  }),
  'signed-byte': ({ of }) => ({
    title: `${of} may be negative`,
    says: `puts ${of} together with other bits: a ${code('byte')} from 128 on is negative, and its sign fills all higher bits`,
  }),
  'async-void': ({ by }) => ({
    title: `Nothing can wait for ${by}`,
    says: `declares ${by} as ${code('async void')}: its caller goes on at its first ${code('await')}, and its errors reach no ${code('catch')}`,
  }),
  'rounds-to-even': ({ of, by }) => ({
    title: `${of} rounds halves to even numbers`,
    says: `rounds with ${of}: where ${by} lies in the middle, the even neighbour is taken, and 2.5 becomes 2`,
  }),
  'erases-one': ({ of, by }) => ({
    title: `${of} erases one element`,
    says: `calls ${of} without an end: of what ${by} has moved behind, only the first element goes`,
  }),
  'size-of-pointer': ({ of, by }) => ({
    title: `${of} is no number of elements`,
    says: `counts elements with ${of}: ${by} is a parameter and so a pointer, whose own size is taken`,
  }),
  'loops-until-eof': ({ of, by }) => ({
    title: `The last value is used twice`,
    says: `loops while ${of}: ${by} knows its end only after a read has failed, so the last turn works with what was read before`,
  }),
  'length-below-zero': ({ of, by }) => ({
    title: `${of} may be below 0`,
    says: `computes ${of}: a length has no sign, so where ${by} is shorter the result fails or is huge`,
  }),
  'bytes-as-characters': ({ of, by }) => ({
    title: `${of} counts bytes, not characters`,
    says: `counts with ${of}: a character of ${by} outside of ASCII takes several bytes`,
  }),
  'digit-as-code': ({ of, by }) => ({
    title: `${by} is the code of a character`,
    says: `takes ${by} for a number with ${of}: the digit 0 has the code 48`,
  }),
  'comparator-cuts': ({ of, by }) => ({
    title: `${of} cuts the difference`,
    says: `compares by ${of}: the difference is a ${by}, and cut to an ${code('int')} it may be 0 or have another sign`,
  }),
  'hour-of-twelve': ({ of, by, other }) => ({
    title: `${by} counts hours up to 12`,
    says: `uses the pattern ${other} in ${of}: ${by} is the hour from 1 to 12, and nothing says whether it is before or after noon`,
  }),
  'layout-of-letters': ({ of, by }) => ({
    title: `${by} is no layout of the wanted date`,
    says: `calls ${of}: a layout shows how 2 January 2006, 15:04:05 is written, and ${by} does not`,
  }),
  'defer-in-loop': ({ of, also }) => ({
    title: `${of} waits for the end of the function`,
    says: `defers inside the loop (${also}) with ${of}: that runs when the function ends, and not after each turn`,
  }),
  'added-in-goroutine': ({ of, by }) => ({
    title: `${by} may be waited for too early`,
    says: `calls ${of} inside the goroutine: ${code('Wait')} may have returned before it runs`,
  }),
  'breaks-switch-only': ({ of, also }) => ({
    title: `${of} does not leave the loop`,
    says: `has ${of} inside ${code('switch')} or ${code('select')}, which it leaves; the loop (${also}) goes on`,
  }),
  'sliced-object': ({ of, by, other, also }) => ({
    title: `${other} is cut to a ${by}`,
    says: `copies by value with ${of}${also ? ` what ${also} passes` : ''}: of an object of a subclass only the part of its base class is kept (it is sliced), and what the subclass overrides is lost`,
  }),
  'returns-in-first-round': ({ of, by, also }) => ({
    title: `The loop ends with its first addition to ${by}`,
    says: `leaves with ${of} inside the loop (${also}) as soon as something was added to ${by}: what would come after that is not counted`,
  }),
  'first-element-decides': ({ by, also }) => ({
    title: `Only the first element is looked at`,
    says: `returns whether ${by} is true or not, inside the loop (${also}): its first turn always ends it`,
  }),
  'defaults-win': ({ of, by, other }) => ({
    title: `${by} overwrites what is given`,
    says: `merges in the wrong order with ${of}: ${by} comes last and wins, so what ${other} gives for the same keys is overwritten`,
  }),
  'default-binds-last': ({ of, by, other }) => ({
    title: `${by} takes ${other} as one side`,
    says: `computes ${of}: ${by} binds weaker than the operator beside it, so ${other} as a whole is one side of ${by}`,
  }),
  'condition-takes-all': ({ of, by }) => ({
    title: `The condition is the whole text`,
    says: `asks ${of}, a text that is never empty, and not ${by} alone: the first choice is always taken`,
  }),
  'zero-as-missing': ({ of, by, other }) => ({
    title: `${by} counts as missing`,
    says: `asks for ${other} with ${of}: ${by} is 0, which counts as false like a missing value`,
  }),
  'key-without-parameter': ({ of, by, other, also }) => ({
    title: `The key in ${other} lacks ${by}`,
    says: `stores with ${of}: the value (${also}) depends on ${by}, too, and the key does not, so another ${by} gets the stored value`,
  }),
  'cached-state': ({ by, other, also }) => ({
    title: `${other} keeps stale results of an older ${by}`,
    says: `reads ${by} in ${other}, whose results are cached; ${also} changes ${by}, and nothing clears the cache`,
  }),
  'lost-update': ({ by, other, also }) => ({
    title: `Updates of ${by} at the same time are lost`,
    says: `reads ${by} from ${other}, and ${also} writes a value computed from it after an ${code('await')}: a second call in between reads the same ${by}`,
  }),
  'or-for-and': ({ of, by, other }) => ({
    title: `One of the two sides always holds`,
    says: `asks ${of}: where ${by} is false, ${other} is true, so the condition holds for every value`,
  }),
  'and-for-or': ({ of, by, other }) => ({
    title: `The condition never holds`,
    says: `asks ${of}: ${by} and ${other} are never both true`,
  }),
  'compared-in-chain': ({ of, by }) => ({
    title: `${of} does not compare what it seems to`,
    says: `compares with ${of}, which takes ${by} apart from the rest`,
  }),
  'position-above-zero': ({ of, by }) => ({
    title: `Position 0 counts as not found`,
    says: `asks ${of}: where it is found at the start, ${by} is 0, which is not above 0`,
  }),
  'list-as-truth': ({ of, by, also }) => ({
    title: `An empty list counts as true`,
    says: `asks whether ${of} is true${of === by ? ': it is a list' : `; it is the list ${by} (${also})`}, and a list counts as true even when it is empty`,
  }),
  'typeof-misspelt': ({ of, by }) => ({
    title: `${code('typeof')} never gives ${by}`,
    says: `compares with ${of}: ${by} is no type that ${code('typeof')} knows`,
  }),
  'assert-tuple': ({ by }) => ({
    title: `The assertion is always true`,
    says: `asserts ${by}, a tuple: one that is not empty counts as true`,
  }),
  'assigned-before-or': ({ of, by, other }) => ({
    title: `${by} never gets ${other}`,
    says: `has ${of}: the word binds weaker than ${code('=')}, so ${by} is assigned first and ${other} goes nowhere`,
  }),
  'statement-compares': ({ of, by }) => ({
    title: `${by} is compared and not set`,
    says: `has ${of} as a statement: it compares, nothing uses the result, and ${by} stays as it was`,
  }),
  'not-called': ({ of, by }) => ({ title: `${by} is not called`, says: `has ${of} without brackets as a statement: ${by} does not run` }),
  'async-executor': ({ of }) => ({
    title: `Errors of the ${code('async')} function are lost`,
    says: `makes a promise with an ${code('async')} function, ${of}: what it throws does not reject that promise`,
  }),
  'mapped-holes': ({ of, by, other }) => ({
    title: `${by} runs for no element`,
    says: `calls ${by} on ${of}: its ${other} places are empty, and ${by} skips empty places`,
  }),
  'map-as-object': ({ of, by, other, also }) => ({
    title: `${by} is a ${other}`,
    says: `reads ${of}; ${by} (${also}) is a ${other}, whose elements are no properties`,
  }),
  'list-as-number': ({ of, by }) => ({
    title: `${of} is not a number`,
    says: `gives ${by} as one argument with ${of}: a list of more than one element is no number`,
  }),
  'escape-lost': ({ of, by, other }) => ({
    title: `${by} is ${other} in a text`,
    says: `makes a pattern with ${of}: in a text ${by} is just ${other}, so the backslash does not reach the pattern`,
  }),
  'range-too-wide': ({ of, by }) => ({
    title: `${by} holds more than letters`,
    says: `has ${by} in ${of}: between ${code('Z')} and ${code('a')} there are brackets, the backslash and the underscore, too`,
  }),
  'dot-in-pattern': ({ of, by }) => ({
    title: `${by} fits every character`,
    says: `has ${by} between digits in ${of}: without a backslash it fits any character, and not only a dot`,
  }),
  'flags-as-count': ({ of, by, other }) => ({
    title: `${by} is taken for ${other}`,
    says: `calls ${of}: the argument at that place is ${other}, so ${by} is the number of replacements and no flag`,
  }),
  'path-replaced': ({ of, by, other }) => ({
    title: `${by} drops ${other}`,
    says: `joins with ${of}: ${by} begins at the root, so what stands before it is dropped`,
  }),
  'days-dropped': ({ of, by, other }) => ({
    title: `${of} leaves out whole days`,
    says: `reads ${of}: ${other} of ${by} is only the part below a day or a second, and not the whole time`,
  }),
  'letters-added': ({ of, by, other }) => ({
    title: `${by} is added letter by letter`,
    says: `adds ${by} to the list ${other} with ${of}: each of its characters becomes an element`,
  }),
  'called-at-once': ({ of, by, other, also }) => ({
    title: `${other} runs at once`,
    says: `calls ${by} itself and gives its result to ${of}; ${other} (${also}) returns nothing, so nothing is called later`,
  }),
  'escaped-markup': ({ of, by, other, also }) => ({
    title: `${other} escapes the markup of ${by}`,
    says: `escapes ${by} with ${of}: its own markup (${also}) is escaped, too`,
  }),
  'bang-gives-nil': ({ of, by, other }) => ({
    title: `${by} gives ${code('nil')} where nothing changes`,
    says: `uses the result of ${of}: where ${by} has nothing to change in ${other}, it is ${code('nil')}`,
  }),
  'array-copy-changed': ({ of, by, other, also }) => ({
    title: `${other} changes a copy`,
    says: `changes ${by} with ${of}; ${other} (${also}) gets a copy of the array, so the caller's stays as it was`,
  }),
  'keys-numbered-anew': ({ of, by, also }) => ({
    title: `${by} numbers the keys anew`,
    says: `makes ${of}: keys that are numbers, as those of ${also}, are replaced by 0, 1 …`,
  }),
  'loose-search': ({ of, by }) => ({
    title: `${by} converts before it compares`,
    says: `searches with ${of}: without ${code('true')} as third argument, values of other types count as equal`,
  }),
  'comparator-never-below': ({ by }) => ({
    title: `The comparator never gives a number below 0`,
    says: `sorts by a function that gives only ${by}: it never tells that the first of two comes before the second`,
  }),
  'delete-leaves-hole': ({ of, by }) => ({
    title: `${by} keeps its length`,
    says: `empties a place with ${of}: the place stays in ${by}, and reading it gives ${code('undefined')}`,
  }),
  'sorts-the-original': ({ of, by, other, also }) => ({
    title: `${by} itself is sorted`,
    says: `makes ${other} with ${of}, which changes ${by} in place; ${also} reads ${by} again, in the new order`,
  }),
  'numbers-sorted-as-text': ({ of, by, other }) => ({
    title: `${of} sorts numbers as texts`,
    says: `sorts the numbers of ${other} with ${of}${by === code('') ? '' : `, and ${by} computes with them`}: without a comparator they are compared as texts, and 10 comes before 9`,
  }),
  'one-too-many': ({ of, by }) => ({
    title: `${of} is one too many where nothing is left over`,
    says: `computes ${of}: where ${by} goes without a remainder, the 1 is one too many`,
  }),
};

/** A number that was worked out, which the code does not have. */
function bare(quoted: string): string {
  return quoted.replaceAll('`', '');
}

/**
 * The only place that puts a claim into words.
 * @param place the file, for a sentence within a text about another one; the function that the line is in
 */
export function claimText(claim: Claim, { file, fn }: { file?: string; fn?: string } = {}): ClaimText {
  const of = code(claim.of);
  const by = code(claim.by ?? '');
  const other = code(claim.other ?? '');
  const also = claim.also === undefined ? '' : claim.alsoIn === undefined ? `line ${claim.also}` : `${claim.alsoIn}:${claim.also}`;
  const { title, says, check } = TEXTS[claim.fault]({ of, by, other, line: claim.line, also });
  return {
    title: title.charAt(0) === '`' ? title : title.charAt(0).toUpperCase() + title.slice(1),
    sentence: `${file === undefined ? 'Line ' : `${file}:`}${claim.line}${fn ? ` of ${code(fn)}` : ''} ${says}.`,
    check: check ?? `Change that on line ${claim.line} and run it again. If the failure stays the same, this is not the cause.`,
  };
}
