import { codeSpan } from '../../codeSpan';
import type { Happening } from '../../interpret/history/history';
import type { Pitfall } from '../../interpret/history/pitfalls/pitfall';
import { familyOf } from '../../workspace/languages';
import { placeOf, writtenOf } from './workedRows';

/** What a card says of something that is easily overlooked. */
export function pitfallText({ kind, at, values, also }: Pitfall): { title: string; sentence: string } {
  const code = writtenOf(at);
  const there = `${code} (${placeOf(at)})`;
  const [first = '', second = '', third = ''] = values.map(codeSpan);
  const other = also ? writtenOf(also) : '';
  switch (kind) {
    case 'textOrder':
      return {
        title: `${code} compares numbers as texts`,
        sentence: `${there} compares texts, character by character: ${first} comes before ${second}.`,
      };
    case 'strippedLetters':
      return {
        title: `${code} takes away single characters`,
        sentence: `${there} takes away each of the characters in ${second}, and not that text as a whole: of ${first} it leaves ${third}.`,
      };
    case 'joinedNumbers':
      return {
        title: `${code} joins texts`,
        sentence: `${there} joins texts and adds no numbers: ${first} and ${second} become ${third}.`,
      };
    case 'nearlyEqual':
      return {
        title: `${first} is not ${second}`,
        sentence: `${there} compares ${first} with ${second}, which are written alike, but are not the same.`,
      };
    case 'bytesForLetters':
      return {
        title: `${code} counts bytes`,
        sentence: `${there} counts bytes, not characters: ${second} for the ${third} characters of ${first}.`,
      };
    case 'firstOnly':
      return {
        title: `${code} replaces only the first match`,
        sentence: `${there} replaces only the first match: ${first} becomes ${second}.`,
      };
    case 'placeOfNothing':
      return { title: `${code} finds nothing`, sentence: `${there} is -1, as ${first} has no ${second}, and it is used as a place.` };
    case 'readInPart':
      return {
        title: `${code} reads only a part`,
        sentence: `${there} reads only the beginning of a text: of ${first} it makes ${second}.`,
      };
    case 'cutFloat':
      return {
        title: `${code} cuts off an inexact fraction`,
        sentence: `${there} cuts ${first} down to ${second}: calculating with fractions is inexact.`,
      };
    case 'inexactEqual':
      return {
        title: `${code} compares inexact numbers`,
        sentence: `${there} compares ${first} with ${second}, which differ only because calculating with fractions is inexact.`,
      };
    case 'negativeRemainder':
      return {
        title: `${code} is negative`,
        sentence: `${there} is ${third}: the remainder of a negative number is negative, here of ${first} by ${second}.`,
      };
    case 'droppedFraction':
      return {
        title: `${code} drops the fraction`,
        sentence: `${there} divides whole numbers and drops the fraction: ${first} by ${second} is ${third}.`,
      };
    case 'zeroAsNothing':
      return { title: `${first} counts as nothing in ${code}`, sentence: `In ${there}, ${other} is ${first}, which counts as nothing.` };
    case 'sameParts':
      return {
        title: `${code} compares objects by identity`,
        sentence: `${there} asks whether two are one object, and not whether they have the same parts: both are written ${first}.`,
      };
    case 'nearlyKey':
      return {
        title: `${other} has no ${first}`,
        sentence: [`${there} looks for ${first}, which ${other} does not have; it has ${second}.`, ofKinds(values)]
          .filter(Boolean)
          .join(' '),
      };
    case 'overwrittenKey':
      return {
        title: `${code} overwrites what ${first} had`,
        sentence: `${there} is set twice for ${first}: ${third} takes the place of ${second}.`,
      };
    case 'shrinksInLoop':
      return {
        title: `${other} gets shorter while a loop goes over it`,
        sentence: /^(?:java|csharp|kotlin)$/.test(familyOf(at.file.language))
          ? `${there} takes elements out of ${other} while a loop goes over it, which the loop does not allow.`
          : `${there} takes elements out of ${other} while a loop goes over it, so the element behind each of them is skipped.`,
      };
    case 'changedThroughCopy':
      return {
        title: `${code} changes ${other}, too`,
        sentence: `${there} changes ${other} as well: the name was given the object itself (${placeOf(also!)}), and no copy.`,
      };
    case 'earlierTurn':
      return {
        title: `${code} is kept from an earlier turn`,
        sentence: `${there} still has what an earlier turn of the loop set (${placeOf(also!)}): ${first}.`,
      };
    case 'caughtError':
      return {
        title: `An error of ${code} is caught`,
        sentence: `${there} ends with ${first}, which ${nameOf(also!)} catches and does not tell.`,
      };
    case 'leavesLoop':
      return {
        title: `An error of ${code} ends the loop`,
        sentence: `${there} ends with ${first}. It is caught outside the loop, so the rest of the loop is skipped.`,
      };
    case 'changesItself':
      return {
        title: `${code} changes ${other} itself`,
        sentence: `${there} changes ${other} itself and makes no copy, so whoever else holds it has it changed, too.`,
      };
    case 'sharedInside':
      return {
        title: `${code} copies only the outer level`,
        sentence: `${there} copies only the outer level: what is in it is shared, and ${other} (${placeOf(also!)}) changes it in both.`,
      };
    case 'defaultNotKept':
      return {
        title: `${code} gives a new value that is not stored`,
        sentence: `${there} gives a new default value for a missing key, and does not store it: what is added to it is lost.`,
      };
    case 'notAwaited':
      return {
        title: `${code} is not awaited`,
        sentence: `${there} gives a promise that is not awaited: ${other} (${placeOf(also!)}) is that promise, and not its value.`,
      };
    case 'goesOnSearching':
      return {
        title: `${code} goes on behind its last match`,
        sentence: `${there} finds nothing in ${first}, although it has a match: a pattern with the flag ${codeSpan('g')} goes on where its last search ended (${codeSpan('lastIndex')}).`,
      };
    case 'promiseAsTruth':
      return {
        title: `${code} asks a promise`,
        sentence: `${there} asks a promise for its truth without waiting for it: a promise always counts as true.`,
      };
    case 'textAsTruth':
      return {
        title: `The text ${first} counts as true`,
        sentence: `${there} is the text ${first}, which counts as true, as each text does that is not empty.`,
      };
    case 'emptyAsTruth':
      return { title: `${code} counts as true`, sentence: `${there} is ${first}, which is empty and counts as true all the same.` };
    case 'noNumber':
      return {
        title: `${code} is not a number`,
        sentence: `${there} is ${codeSpan('NaN')}, not a number: it is made of ${first}, and whatever is computed with it is none either.`,
      };
    case 'nothingInText':
      return {
        title: `${other} is missing in a text`,
        sentence: `${there} puts ${first} into the text, as ${other} has no value there.`,
      };
    case 'sameResult':
      return {
        title: `${other} still has what an earlier call left`,
        sentence: `${there} adds to what the call before filled and gave already: it is never reset, and still has ${first}.`,
      };
    case 'oneInSeveral':
      return {
        title: `${code} has the same object in several places`,
        sentence: `${there} has the same object in ${values[0]} places, and no copies: ${other} (${placeOf(also!)}) changes it in all of them.`,
      };
    case 'outdated':
      return {
        title: `${code} is outdated`,
        sentence: `${there} is ${first}, which was worked out before ${other} (${placeOf(also!)}) changed what it is made of: it is stale, and is not updated.`,
      };
    case 'restOfDivision':
      return {
        title: `${code} loses the remainder`,
        sentence: values[4]!.startsWith('-')
          ? `${there} divides ${first} by ${second} and gives ${third}: ${values[1]} times that is ${values[3]}, more than the whole, so the parts do not add up.`
          : `${there} divides ${first} by ${second} and gives ${third}: ${values[1]} times that is ${values[3]}, so the remainder, ${values[4]}, is lost, and the parts do not add up.`,
      };
    case 'wrapsAround':
      return {
        title: `${code} overflows`,
        sentence: `${there} overflows: ${first} does not fit into its type, and wraps around to ${second}.`,
      };
    case 'roundsToEven':
      return {
        title: `${code} rounds to the even number`,
        sentence: `${there} rounds ${first} to ${second}: a half is rounded to the nearest even number, not up.`,
      };
    case 'caseOrder':
      return {
        title: `${code} puts capital letters first`,
        sentence: `${there} compares letter by letter, upper case before lower case: ${first} comes before ${second}.`,
      };
    case 'insideWord':
      return {
        title: `${code} matches a part of a word`,
        sentence: `${there} finds ${first} in ${second}, where it is only a part of a longer word.`,
      };
    case 'leftOut':
      return {
        title: `${first} is left out by ${code}`,
        sentence: `${first} is missing in the result: ${there} is ${second} for it, and not for those that are there.`,
      };
    case 'letIn':
      return {
        title: `${code} lets in ${first}`,
        sentence: `${first} is in the result and must not be: ${there} is ${second} for it, and not for those that are left out.`,
      };
    case 'notReached':
      return {
        title: `The loop over ${code} ends before ${first}`,
        sentence: `${first} is missing in the result: the loop over ${there} ends with ${second}, so the rest, what comes after it, is left out.`,
      };
    case 'leftBehind':
      return {
        title: `What is left in ${other} is forgotten`,
        sentence: `${other} still has ${first} in the end: after ${there} nothing takes the rest out of it, as was done with what was in it before.`,
      };
    case 'splitInQuotes':
      return {
        title: `${code} splits within quotes`,
        sentence: `${there} splits also at a ${third} within quotes: of ${first} it makes a part ${second}, and all parts behind it have other places.`,
      };
    case 'boundLate':
      return {
        title: `The functions share one ${second}`,
        sentence: `${there} is ${first} in each function that the loop makes: they share one ${second}, and read it only when they are called, after the loop has ended.`,
      };
    case 'sharedSlot':
      return {
        title: `${code} overwrites what another slice has`,
        sentence: `${there} writes ${second} into an array that another slice shares: there it takes the place of ${first}.`,
      };
    case 'otherBase':
      return {
        title: `${code} takes a leading zero as octal`,
        sentence: `${there} makes ${second} of ${first}: with a leading zero a number is taken as octal, to the base 8.`,
      };
    case 'changedKey':
      return {
        title: `${code} changes a key of ${other}`,
        sentence: `${there} changes an object that is a key of ${other}: it was put there as ${first} and is ${second} now, so it is no longer found, as its hash is another one.`,
      };
    case 'staleSize':
      return {
        title: `${code} was read before elements were taken out`,
        sentence: `${there} was ${first} when it was read. Since then elements have been removed: ${other} (${placeOf(also!)}) is shorter and has ${second}.`,
      };
    case 'heardTooLate':
      return {
        title: `${first} is told before anyone listens`,
        sentence: `${there} tells of ${first} before anyone listens to it: ${other} (${placeOf(also!)}) comes only afterwards, and is not called.`,
      };
    case 'greedy':
      return {
        title: `${code} takes too much`,
        sentence: `${there} takes ${first} as one part: what stands for it is greedy, and goes on to the last ${second} in place of the next one.`,
      };
    case 'setBack':
      return {
        title: `${first} is set back to ${third}`,
        sentence: `The declaration of ${first} (${placeOf(at)}) sets it to ${third} after ${other} (${placeOf(also!)}) has set it to ${second}: fields get their values only when the constructor of the base class has ended.`,
      };
    case 'lostInCopy':
      return {
        title: `${code} changes only a copy`,
        sentence: `${there} changes a copy of an object (${first} before), which nothing reads afterwards: the object itself stays as it was.`,
      };
    case 'overflowingMonth':
      return {
        title: `${code} goes past the end of the month`,
        sentence: `${there} overflows into the next month: the month has no day ${values[0]}, so that it gives day ${values[1]} of the month after.`,
      };
    case 'otherMonth':
      return {
        title: `${code} compares only the days of the month`,
        sentence: `${there} compares the days of the month alone, ${first} and ${second}: the dates are in different months.`,
      };
    case 'durationPart':
      return {
        title: `${code} is only a part of the time`,
        sentence: `${there} is ${second}, only what is left besides whole days, of which the whole duration has ${values[0]}.`,
      };
    case 'roundedParts':
      return {
        title: `${code} rounds each part by itself`,
        sentence: `${there} rounds ${values[0]} times, each part by itself: together the parts are ${third}, and the whole is ${second}, so the rest is lost.`,
      };
  }
}

/** What tells two keys apart that are written alike. */
function ofKinds(keys: readonly string[]): string | undefined {
  const kinds = keys.map((each) => (/^["'`]/.test(each) ? 'text' : /^:/.test(each) ? 'symbol' : /^-?\d/.test(each) ? 'number' : ''));
  if (!kinds.includes('text')) return undefined;
  if (kinds.includes('number')) return 'One of them is a number, the other a text.';
  return kinds.includes('symbol') ? 'One of them is a symbol, the other a text.' : undefined;
}

function nameOf({ node, file }: Happening): string {
  return node.kind === 'fn' && node.name !== '' ? codeSpan(node.name) : codeSpan(file.file);
}
