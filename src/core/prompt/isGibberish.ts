/**
 * For each letter a–z, the letters that often follow it in words and names. They are 361 of the 676 pairs and cover 95.5 % of those in the
 * identifiers of CPython's library and of the packages that this project installs.
 */
const FOLLOWERS =
  'abcdefghiklmnprstuvwxy abcdefijloprsuy abcdefhiklmoprstuy abcdefgilmnoprstuy abcdefghiklmnopqrstuvwxy abcdefgilorstu aeghilmnorstu aeiorstuy abcdefgklmnoprstvxz aeos aeilos abcdefilmnopstuvy abdeilmopstuy abcdefgiklmnoprstuv abcdefgiklmnoprstuvwx acdehiloprstuy u abcdefgiklmnoprstuvy abcdefghiklmnopqrstuvwy abcdefhilmnoprstuvwy abcdefgilmnoprst aeio aehinors acefiptx aceilmnpsty aeiz'.split(
    ' ',
  );

/** Fewer than 1 in 100 names in code are below it; 9 in 10 generated letter sequences are. */
const LEAST_COMMON = 0.76;
const LEAST_LETTERS = 10;
/** The minimum average letters of a part of a camel-case name: in general, and where its pairs are rather rare. */
const LEAST_PART = 2.3;
const SHORT_PART = 3.2;
const RATHER_RARE = 0.86;

/** Whether letters are generated rather than a word, a name or an abbreviation. Letters only, at least ten. */
export function isGibberish(value: string): boolean {
  if (value.length < LEAST_LETTERS || value.length > 4000 || !/^[A-Za-z]+$/.test(value) || /^(.{1,4})\1+$/.test(value)) return false;
  const parts = value.match(/[A-Z]?[a-z]+|[A-Z]+(?![a-z])/g) ?? [];
  const part = value.length / parts.length;
  if (part < LEAST_PART) return true;
  const letters = value.toLowerCase();
  let common = 0;
  for (let at = 1; at < letters.length; at++) {
    if (FOLLOWERS[letters.charCodeAt(at - 1) - 97]?.includes(letters[at]!)) common++;
  }
  return common / (letters.length - 1) < (part < SHORT_PART ? RATHER_RARE : LEAST_COMMON);
}
