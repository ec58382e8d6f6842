import { codeSpan } from '../../codeSpan';
import { WRONG_HERE } from '../../hypothesis';
import { isTestFile } from '../../context/testCode';
import { findPitfall } from '../../interpret/history/pitfalls/findPitfall';
import type { Pitfall } from '../../interpret/history/pitfalls/pitfall';
import type { Happening, History } from '../../interpret/history/history';
import type { Part } from '../../interpret/history/slice';
import { lineOf } from '../../syntax/lower/places';
import { familyOf } from '../../workspace/languages';
import { addRow, placeOf, toldOf, writtenOf, type WorkedRow } from './workedRows';

/** What is told of something that an operation did and that is easily overlooked. */
export interface WorkedPitfall {
  file: string;
  /** 1-based. */
  line: number;
  title: string;
  sentence: string;
  /** It hardly ever happens in a program that works. */
  isRare: boolean;
  /** It is the cause also where the code alone shows another mistake. */
  isCertain: boolean;
  /** What did it, and where that comes from. */
  rows: readonly WorkedRow[];
}

/** What did something that is easily overlooked, of what made a failed result or an error, in the code of the program. */
export function workedPitfall(history: History, slice: readonly Part[]): WorkedPitfall | undefined {
  const pitfall = findPitfall(history, slice, (file) => !isTestFile(file));
  if (!pitfall) return undefined;
  const { kind, at, also, isRare, isCertain } = pitfall;
  const rows = new Map<string, WorkedRow>();
  const seen = toldOf({ happening: at, decides: true }, history)?.why;
  addRow(rows, at, isRare || seen === undefined ? WRONG_HERE : seen);
  if (also) addRow(rows, also, ALSO[kind] ?? toldOf({ happening: also, decides: true }, history)?.why ?? OTHER_SIDE);
  if (pitfall.code) addRow(rows, pitfall.code, HASHES);
  // A loop that something else makes shorter is the one that goes wrong, and who listens too late.
  const { file, node } = AT_OTHER.has(kind) && also ? also : at;
  return { file: file.file, line: lineOf(file, node.start), isRare, isCertain, rows: [...rows.values()], ...pitfallText(pitfall) };
}

const AT_OTHER: ReadonlySet<string> = new Set<Pitfall['kind']>(['shrinksInLoop', 'heardTooLate', 'greedy']);

/** What the row of the other place says. */
const ALSO: Partial<Record<Pitfall['kind'], string>> = {
  shrinksInLoop: 'goes over it',
  changedThroughCopy: 'gives the object itself',
  earlierTurn: 'sets it in an earlier turn',
  sharedInside: 'changes what both have',
  notAwaited: 'gets the promise',
  caughtError: 'catches the error',
  leavesLoop: 'catches the error',
  heardTooLate: 'listens to it',
  setBack: 'sets it before',
  greedy: 'is written here',
};
const HASHES = 'makes the hash of it';
const OTHER_SIDE = 'the other side of it';

function pitfallText({ kind, at, values, also }: Pitfall): { title: string; sentence: string } {
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
    case 'otherBase':
      return {
        title: `${code} takes a leading zero as octal`,
        sentence: `${there} makes ${second} of ${first}: with a leading zero a number is taken as octal, to the base 8.`,
      };
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
        sentence: `${there} looks for ${first}, which ${other} does not have; it has ${second}.`,
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
    case 'roundedParts':
      return {
        title: `${code} rounds each part by itself`,
        sentence: `${there} rounds ${values[0]} times, each part by itself: together the parts are ${third}, and the whole is ${second}, so the rest is lost.`,
      };
  }
}

function nameOf({ node, file }: Happening): string {
  return node.kind === 'fn' && node.name !== '' ? codeSpan(node.name) : codeSpan(file.file);
}
