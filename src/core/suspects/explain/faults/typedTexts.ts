import { code } from '../explanation';
import type { FaultId } from './faultIds';
import type { Words } from './words';

/** Sentences of the faults that declared types show. */
export const TYPED_TEXTS = {
  'typed-nil': ({ of, by, other, also }) => ({
    title: `An error that holds a nil ${other} is not nil`,
    says: `returns ${by === of ? of : `${by} with ${of}`}, a ${other}${also ? ` (${also})` : ''}, as an ${code('error')}: an interface that holds a nil pointer is not equal to ${code('nil')}, so the caller takes it for an error`,
  }),
  'wrapped-error-compared': ({ of, by, other, also }) => ({
    title: `${of} does not look into wrapped errors`,
    says: `asks ${of}; ${also} wraps ${by === code('err') ? 'the error' : by} in another one with ${code('%w')}, which is not ${other === code('err') ? 'equal to it' : other}`,
    check: `Ask with ${code('errors.Is')} or ${code('errors.As')} there. If the result stays the same, this is not the cause.`,
  }),
  'error-not-wrapped': ({ of, by, also }) => ({
    title: `${of} loses the error ${by}`,
    says: `puts only the text of ${by} into a new error with ${of}: without ${code('%w')}, ${code('errors.Is')} and ${code('errors.As')} (${also}) do not find it`,
  }),
  'copies-nothing': ({ of, by, also }) => ({
    title: `${of} copies nothing`,
    says: `copies into ${by} with ${of}: ${by} (${also}) is empty, its length is 0, and ${code('copy')} copies only as many elements as fit into that length`,
  }),
  'json-number-is-float': ({ of, by, other }) => ({
    title: `A number of JSON is no ${other}`,
    says: `takes ${by} for an ${other} with ${of}: into an interface, JSON decodes each number as a ${code('float64')}`,
  }),
  'unexported-field': ({ of, by, other, also }) => ({
    title: `${by} is not exported`,
    says: `converts a ${other} with ${of}: its field ${by} (${also}) begins with a small letter, so it is neither read nor written`,
  }),
  'tag-differs': ({ of, by, other, also }) => ({
    title: `The data has ${other}, not ${by}`,
    says: `reads with ${of}: the field of ${also} takes the key ${by}, but the data has the key ${other}, so the field is not set and stays empty or 0`,
  }),
  'pattern-binds-anything': ({ by, also }) => ({
    title: `The pattern ${by} fits every value`,
    says: `has ${by} as a pattern: that is a new name for whatever is matched, and does not compare with the ${by} of ${also}, so the arms below are never reached`,
  }),
  'defer-evaluates-now': ({ of, by, also }) => ({
    title: `${of} takes ${by} as it is now`,
    says: `defers ${of}: only the call waits for the end of the function, ${by} is evaluated at once${also ? `, before ${also} changes it` : ''}`,
  }),
  'lock-copied': ({ by, other, also }) => ({
    title: `${other} works on a copy`,
    says: `takes a ${by} by value, so ${other} (${also}) is called on a copy of the lock, and not on that of the caller`,
  }),
  'lock-kept': ({ of, by, also }) => ({
    title: `${by} stays locked`,
    says: `leaves with ${of} while ${by} is locked (${also}): nothing unlocks it, and whoever locks it next waits for ever`,
  }),
  'lock-again': ({ of, by, other, also }) => ({
    title: `${other} waits for a lock that is already held`,
    says: `calls ${of} while ${by} is locked (${also}): ${other} locks it again, and waits for ever`,
  }),
  'channel-never-closed': ({ by }) => ({
    title: `Nobody closes ${by}`,
    says: `goes through the channel ${by} until it is closed; the program has no ${code('close')}, so the loop waits for ever (a deadlock)`,
  }),
  'sends-to-nobody': ({ of, by, also }) => ({
    title: `Nobody receives from ${by} yet`,
    says: `sends with ${of}: ${by} (${also}) has no buffer, so that waits for a receiver, and none has been started before`,
  }),
  'runs-in-place': ({ of, by }) => ({
    title: `${of} starts no thread`,
    says: `calls ${of}: that runs the work of ${by} in the caller's thread; ${code('start')} starts one`,
  }),
  'identity-equals': ({ of, by }) => ({
    title: `${of} compares objects, not their contents`,
    says: `compares with ${of}: a ${by} equals only itself, whatever it holds`,
  }),
  'array-as-key': ({ by, other }) => ({
    title: `${other} compares its keys by identity`,
    says: `declares ${other} with ${by} as the type of what it looks up: they are compared by identity, so another ${by} with the same elements is not found`,
  }),
  'key-by-identity': ({ of, by, other, also }) => ({
    title: `${by} has no ${other}`,
    says: `looks up with ${of}, but ${by} (${also}) declares no ${other}: to a hash map, a set or a search two of them with the same contents are different objects, and the one that was stored is not found`,
  }),
  'divides-before-multiplying': ({ of, by, other }) => ({
    title: `${by} drops the fraction before it is multiplied`,
    says: `computes ${of}: ${by} is an integer division, whose fraction is dropped before it is multiplied by ${other}`,
  }),
  'hash-of-changing-field': ({ by, other, also }) => ({
    title: `The hash of a ${other} changes with ${by}`,
    says: `computes a hash from ${by}, and ${also} changes that: a ${other} that is in a hash map or set by then is no longer found`,
  }),
  'sorted-set-drops-equal': ({ of, by, other }) => ({
    title: `Two elements with equal ${by} count as one`,
    says: `orders a ${other} by ${by}${of === by ? '' : ` alone, ${of}`}: what compares as equal is the same element to a sorted set or map, so the second one is dropped`,
  }),
  'decimal-equals-scale': ({ of }) => ({
    title: `${of} compares the digits after the point, too`,
    says: `compares with ${of}: ${code('equals')} of a ${code('BigDecimal')} also compares the scale and is false for 2.0 and 2.00`,
  }),
  'overridden-too-early': ({ of, by, other, also }) => ({
    title: `${of} runs before ${by} is set`,
    says: `calls ${of} in the constructor: the one of the subclass ${other} reads ${by} (${also}), which is not set yet, since the constructor of the base class runs first`,
  }),
  'virtual-in-constructor': ({ of, by, other, also }) => ({
    title: `${of} is not that of ${other} here`,
    says: `calls ${of} in the constructor of ${by}: while that runs, the object is no ${other} yet, so the override (${also}) is not called`,
  }),
  'static-not-yet-set': ({ of, by, other, also }) => ({
    title: `${by} is not set yet when ${of} runs`,
    says: `runs ${of} while the class is loaded: ${other} reads ${by}, which is initialized only later, in the order of the file (${also}), so it is still null or 0`,
  }),
  'shared-count': ({ by, other, also }) => ({
    title: `All objects of ${other} share ${by}`,
    says: `declares ${by} as static: there is one for all objects of ${other}, and ${also} counts on with it in each`,
  }),
  'misspelt-override': ({ by, other }) => ({
    title: `${by} is not ${other}`,
    says: `declares ${by}: collections and texts call ${other}, which this class does not declare`,
  }),
  'hides-virtual': ({ by, other, also }) => ({
    title: `${by} does not override that of ${other}`,
    says: `declares ${by} beside the virtual one of ${other} (${also}) and does not override it: through a ${other}, that one is called`,
  }),
  'destructor-not-virtual': ({ by, other, also }) => ({
    title: `The destructor of ${other} does not run`,
    says: `declares ${by} without a virtual destructor: what ${also} owns as a ${by} is destroyed without running the destructor of ${other}`,
  }),
  'erased-iterator': ({ of, by, other, also }) => ({
    title: `${by} is no longer valid`,
    says: `erases with ${of} inside the loop that goes on with ${by} (${also}): afterwards the iterator ${by} is invalid and no longer points into ${other}`,
  }),
  'reference-into-grown': ({ by, other, also }) => ({
    title: `${by} may point to freed memory`,
    says: `uses ${by}, which points into ${other}; ${also} changes the size of ${other}, and its elements may have been moved to other memory since, so ${by} is invalid`,
  }),
  'returns-local': ({ by, also }) => ({
    title: `${by} no longer exists for the caller`,
    says: `returns a reference to ${by}, a local variable (${also}), which ends with the function: the reference is dangling`,
  }),
  'used-before-set': ({ of, by, also }) => ({
    title: `${by} has no value yet`,
    says: `uses ${by} in ${of}; it is declared without a value (${also}) and not initialized, so it holds whatever was in memory`,
  }),
  'field-not-set': ({ by, other, also }) => ({
    title: `Nothing sets ${by} at first`,
    says: `declares ${by} without a value, and the constructor of ${other} (${also}) does not initialize it: it holds whatever was in memory`,
  }),
  'used-after-move': ({ by, also }) => ({
    title: `${by} was moved away`,
    says: `uses ${by} after ${also} has moved its contents away: what it holds then is not what it held`,
  }),
  'asks-by-inserting': ({ of, by, other }) => ({
    title: `${of} adds what it asks for`,
    says: `asks with ${of}: for a key that ${by} does not have, ${code('[]')} inserts an entry for ${other}`,
  }),
  'product-outgrows-int': ({ of, by, other }) => ({
    title: `${of} overflows`,
    says: `computes ${of} in 32 bits${by === code('') ? '' : `: where ${by} is above ${other.replaceAll('`', '')}`}, the product does not fit, so it overflows before it is used as anything wider`,
  }),
  'difference-overflows': ({ of, by }) => ({
    title: `${of} may overflow`,
    says: `compares by ${of}: where the difference does not fit into an ${by}, it has the wrong sign`,
  }),
  'negative-as-unsigned': ({ of, by, other }) => ({
    title: `${of} is huge where ${by} is below 0`,
    says: `converts ${by} with ${of}: ${other} has no sign, so a difference below 0 becomes a huge number`,
  }),
  'divide-without-scale': ({ of, by }) => ({
    title: `${of} has no end`,
    says: `divides with ${of}, which gives the exact quotient: where dividing by ${by} leaves a decimal fraction without an end, it throws`,
  }),
  'refuses-changes': ({ of, other }) => ({
    title: `${of} cannot be changed`,
    says: `hands on ${of}: what ${other} gives ${other === code('Arrays.asList') ? 'has a fixed size, so nothing can be added to it or removed from it' : 'is unmodifiable and refuses every change'}`,
  }),
  'same-object-kept': ({ of, by, other, also }) => ({
    title: `${other} gets the same ${by} in every turn`,
    says: `keeps ${by} with ${of}; it is made once, before the loop (${also}), so ${other} holds the same object each time, and its last state shows everywhere`,
  }),
  'alias-as-copy': ({ by, other, also }) => ({
    title: `${by} is no copy of ${other}`,
    says: `makes ${by} another name for ${other}, and no copy: both are the same object, and what ${also} changes shows in both`,
  }),
  'part-of-the-same': ({ of, by, other, also }) => ({
    title: `${of} overwrites elements of ${other}`,
    says: `appends with ${of}; ${by} (${also}) is a part of ${other} with room behind it, and both share the same array, so what is appended overwrites the next elements of ${other}`,
  }),
  'loop-variable-kept': ({ of, by, also }) => ({
    title: `All turns share one ${by}`,
    says: `keeps ${of}; in the Go version of go.mod the loop (${also}) has the same variable ${by} for all turns, so later it is the last value everywhere`,
  }),
  'query-runs-again': ({ of, by, other, also }) => ({
    title: `${by} is a query that runs when it is read`,
    says: `reads ${by} with ${of}; it is the query ${other} and no list, so it is deferred: it is evaluated again there, after what it reads from has changed (${also})`,
  }),
  'stream-twice': ({ of, by, other, also }) => ({
    title: `${by} is used up`,
    says: `reads ${by} again with ${of}; it is the stream ${other}, which can be read once, and ${also} has read it`,
  }),
  'next-twice': ({ of, by, also }) => ({
    title: `${by} goes on twice in one turn`,
    says: `takes another element with ${of}: ${also} has taken one in the same turn, so an element is skipped, or there is none left`,
  }),
  'keeps-callers-list': ({ of, by, other, also }) => ({
    title: `${other} keeps the same ${by}`,
    says: `changes ${by} with ${of}; ${other} was given that same object before and keeps it without a copy (${also}), so it changes there, too`,
  }),
  'skips-after-removal': ({ of, by, other, also }) => ({
    title: `The loop skips the element behind a removed one`,
    says: `removes with ${of} inside the loop in which ${by} goes up (${also}): the next element of ${other} moves to the same place, and ${by} goes on behind it, so it is skipped`,
  }),
  'bound-shrinks': ({ of, by, other, also }) => ({
    title: `The loop ends half way`,
    says: `takes an element out of ${by} with ${of}, and the loop (${also}) asks ${other} again in each turn: ${by} gets smaller while the counter goes up, so about half of the elements stay`,
  }),
  'mask-compared-first': ({ of, by, other }) => ({
    title: `${by} is compared first`,
    says: `asks ${of}: the comparison binds tighter, so ${by} is evaluated first, and ${other} is combined with true or false`,
  }),
  'order-of-hashing': ({ by, also }) => ({
    title: `${by} has no order`,
    says: `goes through ${by}, whose order is not fixed; ${also} puts what it gives in that order, and nothing sorts it`,
  }),
  'duplicates-apart': ({ of, by }) => ({
    title: `${of} drops only neighbours`,
    says: `drops duplicates with ${of}, which compares neighbours only; ${by} is not sorted before`,
  }),
  'count-as-end': ({ of, by, other }) => ({
    title: `${by} is the number of values, not the last one`,
    says: `calls ${of}: that gives ${by} numbers from ${other} on, and does not stop at ${by}`,
  }),
  'part-of-span': ({ of, by, other }) => ({
    title: `${of} is only a part of ${by}`,
    says: `reads ${of}: ${other} is what is left beside the larger units, and not the whole of ${by}`,
  }),
  'unsubscribes-nothing': ({ of, by }) => ({
    title: `Nothing is taken off ${by}`,
    says: `takes a new function off ${by} with ${of}: it is not the one that was added, which stays`,
  }),
  'strips-repeatedly': ({ of, by, other }) => ({
    title: `${other} removes ${by} as often as it stands there`,
    says: `calls ${of}: ${other} removes ${by} again and again, and not only once`,
  }),
  'numbers-in-text': ({ of, by, other }) => ({
    title: `${by} and ${other} are written, not added`,
    says: `joins ${of}: the text comes first, so ${by} and ${other} are concatenated as texts, one behind the other`,
  }),
  'characters-added': ({ of, by, other }) => ({
    title: `${of} is a number`,
    says: `computes ${of}: ${by} is a character, and with ${other} its code is added, so the sum is written and no text`,
  }),
  'number-appended-as-character': ({ of, by, other }) => ({
    title: `${by} becomes one character`,
    says: `puts ${by} into the text ${other} with ${of}: the number is taken for the code of a character`,
  }),
  'pointer-plus-number': ({ of, by, other }) => ({
    title: `${of} cuts the text`,
    says: `computes ${of}: ${by} is a pointer there, so ${other} moves its start and is not written`,
  }),
  'split-drops-empty': ({ of, by }) => ({
    title: `${of} drops empty parts at the end`,
    says: `splits with ${of}: empty parts at the end are left out, so a text that ends with ${by} gives fewer parts`,
  }),
  'parses-untrimmed': ({ of, by }) => ({
    title: `${by} is not trimmed`,
    says: `reads a number with ${of}: ${by} still has the space or line end around it`,
  }),
  'length-as-end': ({ of, by, other }) => ({
    title: `${by} is taken for a length`,
    says: `calls ${of}: the second argument is a number of characters from ${other} on, and ${by} is a position`,
  }),
  'reads-rest-of-line': ({ of, by, also }) => ({
    title: `${of} reads the rest of the line before`,
    says: `reads a line of ${by} with ${of}: ${also} has left the line end there, so the line is empty`,
  }),
} satisfies Partial<Record<FaultId, Words>>;
