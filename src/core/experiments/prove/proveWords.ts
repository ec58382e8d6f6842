import { messageLine } from '../../capture/messageLine';
import type { ChangeUnit } from '../changeUnits';
import type { SymptomSign } from '../symptomSigns';
import type { Outcome, ProvenHunk, ProvenTest, ProveVerdict } from '../experiment';

/** Before the values, which say it, too. */
const WORDS_OF_NODE = /^Expected values to be (?:strictly |loosely )?(?:deep-)?equal:\s+(?=\S)/;

/** What became of the failure by the fix that is in the tree. */
export function outcomeOfProof(outcome: ProveVerdict['outcome']): Outcome {
  return outcome === 'proven' ? 'gone' : outcome === 'stillRed' ? 'same' : 'unresolved';
}

/** Names that one sentence lists. */
const MOST_NAMES = 3;

/** "at HEAD", "in the tree without the patch". */
export function at(base: string): string {
  return `${base.startsWith('the ') ? 'in' : 'at'} ${base}`;
}

/** "Proven: "adds tax" fails at HEAD with AssertionError: 180 !== 198, and passes now (2 of 2 each)." */
export function provenSentence(base: string, tests: readonly ProvenTest[]): string {
  const [first] = tests;
  const more = tests.length - 1;
  const others = more > 0 ? ` So ${more === 1 ? 'does one more test' : `do ${more} more tests`}.` : '';
  return `Proven: ${quoted(first?.name ?? '')} fails ${at(base)} with ${errorText(first?.before)}, and passes now (2 of 2 each).${others}`;
}

/**
 * ""adds tax" fails at HEAD with …, and passes now (2 of 2 each), but perhaps only since the failure is hidden."
 * @param signs what may hide it
 */
export function hidingSentence(base: string, tests: readonly ProvenTest[], signs: readonly SymptomSign[]): string {
  const proven = provenSentence(base, tests).replace(/^Proven: /, '');
  const more = signs.every(({ deletes }) => deletes) ? ' To prove it, name a command with more tests that run what it deletes.' : '';
  return `${proven} But the failure may only be hidden, not mended. ${signs.map(({ note }) => note).join(' ')}${more}`;
}

/** "src/cart.js: the fix only deletes. 3 other tests run what it deletes, and pass as before." */
export function heldSentence(path: string, count: number): string {
  const run = count === 1 ? 'One other test runs what it deletes, and passes' : `${count} other tests run what it deletes, and pass`;
  return `The fix only deletes in ${path}. ${run} as before.`;
}

/** "2 of 3 changed places are needed; src/cart.js:40-44 is not noticed by any test." */
export function hunksSentence(hunks: readonly ProvenHunk[]): string | undefined {
  if (!hunks.length) return undefined;
  const unnoticed = hunks.filter(({ needed }) => !needed);
  const count = hunks.length - unnoticed.length;
  const said =
    hunks.length === 1
      ? `The changed place is ${neededWord({ needed: count > 0 })}`
      : count === hunks.length
        ? `${hunks.length === 2 ? 'Both' : `All ${hunks.length}`} changed places are needed`
        : `${count} of ${hunks.length} changed places ${count === 1 ? 'is' : 'are'} needed`;
  if (!unnoticed.length || hunks.length === 1) return `${said}.`;
  return `${said}; ${listed(unnoticed.map((hunk) => placeOf([hunk])))} ${unnoticed.length === 1 ? 'is' : 'are'} not noticed by any test.`;
}

/** Whether the tests fail without a change of one place. */
export function neededWord({ needed }: { needed: boolean }): string {
  return needed ? 'needed' : 'not noticed by any test';
}

/** "src/cart.js:40-44: needed" */
export function hunkLine(hunk: Pick<ChangeUnit, 'file' | 'startLine' | 'endLine'> & { needed: boolean }): string {
  return `${placeOf([hunk])}: ${neededWord(hunk)}`;
}

/** An error in one line that a sentence can hold: "AssertionError: 180 !== 198", "panic: assertion `left == right` failed: left 2, right 3". */
function errorText(error: ProvenTest['before'] | undefined): string {
  if (!error) return 'no message';
  const values = valuesBelow(error.message);
  const line = messageLine(error.message).replace(WORDS_OF_NODE, '');
  const said = values.length ? [line.replace(VALUE, '').trim(), values.join(', ')] : [line];
  const text = [error.type, ...said].filter(Boolean).join(': ');
  return text.slice(0, 200).replace(/\.$/, '') || 'no message';
}

/** A value of a comparison on a line of its own, or below its word. */
const VALUE = /^\s*(expected|actual|got|want|received|left|right)\s*:\s*(.*)$/i;
/** Lines of a message that are looked at for them. */
const VALUE_LINES = 12;

/** Both values of a comparison that a message writes line by line: "expected 3", "got 2". */
function valuesBelow(message: string): string[] {
  const lines = message.split('\n', VALUE_LINES);
  const values = lines.flatMap((line, at) => {
    const [, word, value] = VALUE.exec(line) ?? [];
    const shown = value || lines[at + 1]?.trim();
    return word && shown ? [`${word.toLowerCase()} ${shown}`] : [];
  });
  return values.length === 2 ? values : [];
}

export function quoted(name: string): string {
  return `"${name.length > 200 ? `${name.slice(0, 200)}…` : name}"`;
}

/** "a, b and 2 more". */
export function listed(names: readonly string[]): string {
  const more = names.length - MOST_NAMES;
  if (more > 1) return `${names.slice(0, MOST_NAMES).join(', ')} and ${more} more`;
  return names.length > 1 ? `${names.slice(0, -1).join(', ')} and ${names.at(-1) ?? ''}` : (names[0] ?? '');
}

/** "src/cart.js:40-44". */
export function placeOf(part: readonly Pick<ChangeUnit, 'file' | 'startLine' | 'endLine'>[]): string {
  const [first] = part;
  if (!first) return '';
  if (part.length > 1) return first.file;
  return `${first.file}:${first.startLine}${first.endLine > first.startLine ? `-${first.endLine}` : ''}`;
}
