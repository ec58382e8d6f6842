import ts from 'typescript';
import { placeOf, saysSentence, sourcesIn } from './sentencesInCode';

/** A phrase of a card or a run, where the code makes it. */
export interface MadePhrase {
  /** As it is kept in the table: `Line {0} calls {1}`. */
  phrase: string;
  /** `src/core/hypothesis.ts:70`. */
  at: string;
}

/** Calls whose texts nobody reads: patterns, code, keys, faults of the program. */
const UNREAD =
  /^(?:Error|TypeError|RegExp|Set|Map|includes|startsWith|endsWith|indexOf|lastIndexOf|split|replace|replaceAll|has|get|test|join|code|fault|debug|info|warn|named|spawn|execFile|wordSet|hasName|holdsAny|readForm|readForms|parts)$/;

/** The literals and templates of a folder that make sentences in English, to be read back; what a template inserts is numbered. */
export function phrasesIn(folder: string, isData: (phrase: string, path: string) => boolean = () => false): MadePhrase[] {
  return sourcesIn(folder).flatMap(({ path, tree }) =>
    literalsOf(tree()).flatMap((node) => {
      const phrase = phraseOf(node);
      if (phrase === undefined || !isPhrase(phrase, node) || isUnread(node) || isData(phrase, path)) return [];
      return [{ phrase, at: placeOf(path, node) }];
    }),
  );
}

function literalsOf(node: ts.Node): ts.Node[] {
  const found: ts.Node[] = [];
  const visit = (each: ts.Node): void => {
    if (ts.isStringLiteralLike(each) || ts.isTemplateExpression(each)) found.push(each);
    ts.forEachChild(each, visit);
  };
  visit(node);
  return found;
}

function phraseOf(node: ts.Node): string | undefined {
  if (ts.isStringLiteralLike(node)) return node.text;
  if (!ts.isTemplateExpression(node)) return undefined;
  const text =
    node.head.text + node.templateSpans.map(({ expression, literal }) => `${constant(expression) ?? HOLE}${literal.text}`).join('');
  let values = 0;
  // Code with a value in it is a value.
  return text.replace(/`[^`]*`/g, (code) => (code.includes(HOLE) ? HOLE : code)).replaceAll(HOLE, () => `{${values++}}`);
}

/** Stands for a value. */
const HOLE = '\u0001';

/** Code that a sentence names itself: `${code('await')}`. */
function constant(expression: ts.Expression): string | undefined {
  if (!ts.isCallExpression(expression) || expression.expression.getText() !== 'code') return undefined;
  const [named] = expression.arguments;
  return named && ts.isStringLiteralLike(named) ? `\`${named.text}\`` : undefined;
}

/** Several words, or one that a sentence takes in. */
function isPhrase(phrase: string, node: ts.Node): boolean {
  const words = phrase.replace(/`[^`]*`/g, '`').replace(/\{\d\d?\}/g, '');
  if (!/\p{L}{2}/u.test(words) && !/\b[aI]\b/.test(words)) return false;
  return phrase.trim().includes(' ') || /^ | $/.test(phrase) || isInTemplate(node);
}

function isInTemplate(literal: ts.Node): boolean {
  for (let node = literal.parent; !ts.isSourceFile(node); node = node.parent) {
    if (ts.isTemplateSpan(node)) return true;
    if (!ts.isConditionalExpression(node) && !ts.isParenthesizedExpression(node) && !ts.isBinaryExpression(node)) return false;
  }
  return false;
}

function isUnread(literal: ts.Node): boolean {
  for (let node = literal; !ts.isSourceFile(node.parent); node = node.parent) {
    const { parent } = node;
    if (ts.isImportDeclaration(parent) || ts.isExportDeclaration(parent) || ts.isTypeNode(parent)) return true;
    if (ts.isTaggedTemplateExpression(parent)) return true;
    if (ts.isCallExpression(parent) || ts.isNewExpression(parent)) {
      const called = ts.isPropertyAccessExpression(parent.expression) ? parent.expression.name.text : parent.expression.getText();
      if (saysSentence(called)) return true;
      // A sentence may be searched, too: only what is searched for, and what is split, is none.
      if (UNREAD.test(called) && node !== parent.expression) return true;
      if (called === 'split' && node === parent.expression) return true;
    }
    if (ts.isBinaryExpression(parent) && /^[!=]==$/.test(parent.operatorToken.getText())) return true;
    if (ts.isCaseClause(parent) && parent.expression === node) return true;
    if (ts.isElementAccessExpression(parent) || (ts.isPropertyAssignment(parent) && parent.name === node)) return true;
    // Forms of messages, as tools print them.
    if (ts.isPropertyAssignment(parent) && parent.name.getText() === 'said') return true;
    if (ts.isTemplateSpan(parent) && node !== literal && !ts.isConditionalExpression(node)) return false;
    if (ts.isFunctionLike(parent)) break;
  }
  return false;
}

/** Where sentences of cards and of runs are made. */
const ROOMS = [
  'src/core/suspects',
  'src/core/flow',
  'src/core/context',
  'src/core/hypotheses',
  'src/core/experiments',
  'src/core/investigation',
  'src/node/experiments',
  'src/app',
  'src/model',
];

/** Files there that write code, patches, prompts, or answers for agents. */
const NO_SENTENCES = [
  /explain\/(?:packageAsked|standardHeaders|messages\/(?:messageForm|details|of\w+))\./,
  /faults\/(?!claimText|\w+Texts\b|branching)/,
  /experiments\/(?:canary|changeUnits|commandWords|declaredTypes|javaCanary|lineHunks|shapeText|throwingCode|runEnvironment|supervise)\./,
  /telltaleEdits|repairs\/logic\/|probes\/(?:probeLine|shapeExpression)|testRegions|Templates|repairWords|watchReturns|otherFallback|preload\//,
  /namespace\/(?:prepareNamespace|superviseInNamespace)\./,
  /flow\/library\/passing|hypotheses\/(?:parseDiff|reversedDiff|verdict)\./,
  /investigation\/(?:attemptsOf|findingsOf|investigationMarkdown)\./,
  /app\/(?:clientConfigurations|failureForAgent|renderForAgent|triedBefore)\.|model\/readEvidence/,
];

/** Commands, code and words of code. */
const NO_SENTENCE = [
  /^(?:npm|pnpm|pip|cargo|gem|composer|await|return|throw|rm|debug-with-context) |^--|^(?:return|throw) ?$|^std::|^allprojects/,
  /[;)][;)]$|"\)$/,
  /^(?:none|None|nil|they are|it is)$|^There is no head|^The submodule\{0\}|^\{0\} The next answer/,
];

/** Each sentence, and part of one, that cards and runs are made of in English. */
export function phrasesOfRooms(): MadePhrase[] {
  return ROOMS.flatMap((room) =>
    phrasesIn(room, (phrase, path) => NO_SENTENCES.some((each) => each.test(path)) || NO_SENTENCE.some((each) => each.test(phrase))),
  );
}

/** Phrases that the code puts together of pieces, and whose German is another one than that of the pieces. */
export const COMPOSED: readonly string[] = [
  ', and it comes from {0}',
  ', but {0} has {1} elements',
  ', {0}',
  ', {0}, ',
  'A patch of {0}',
  'A patch of {0} (without {1})',
  'A patch of {0} ({1})',
  'A patch of {0} and {1} more',
  'A patch of {0} and {1} more ({2})',
  'Import cycle: {0} → {1} → {2}',
  'It still fails. The next answer knows about it: ask again.',
  'Line {0} asserts {1}, but {2}.',
  'Line {0} casts with {1}, but {2}.',
  'Line {0} of {1} {2}.',
  'Line {0}, {1}, {2}.',
  'Proven: {0} fails {1} with {2}, and passes now (2 of 2 each)',
  'Take the change back and run the command: it passes.',
  'Take the changes back and run the command: it passes.',
  'The only other calls on {0} here are {1}.',
  'The submodule {0} moved since {1}, and stays as it is now in every run.',
  'The submodules {0} moved since {1}, and stay as they are now in every run.',
  'There is no space left on the disk for the workspace; {0}.',
  'When the test ran, {0} returned {1}, the value that the assertion saw.',
  'With it {0} of {1} runs fail, without it {2} of {3} pass.',
  'With them {0} of {1} runs fail, without them {2} of {3} pass.',
  'With these changes {0} of {1} runs fail, without them {2} of {3} pass.',
  'With this change {0} of {1} runs fail, without it {2} of {3} pass.',
  'a blank text of {0}',
  'a list',
  'a list of {0}',
  'a text of {0}',
  'a {0}',
  'an empty list',
  'an object',
  'an object with {0}',
  'an object with {0} and {1} more',
  'an {0}',
  'and the result, {0}, is too large for {1}: it overflows',
  'column',
  'columns',
  'comes from {0}',
  'fails: {0}',
  'for a key that is not in the dict',
  'for a key that is not in the map',
  'for a key that is not there',
  'for a key that was never set',
  'for a key that was not set',
  'goes wrong here',
  'has {0} elements',
  'holds a string',
  'holds a {0}',
  'holds an {0}',
  'holds something else',
  'holds {0}, which is not serializable as JSON',
  'immutable',
  'inconclusive: {0}',
  'it still fails as it is: {0}',
  'look again to go on there',
  'mutable',
  'needed',
  'no element matches',
  'no element passes the filter',
  'origin: {0}',
  'panics',
  'panics: {0}',
  'see {0}',
  'table',
  'the key {0} is not in it',
  'the new length',
  'the other side is {0}',
  '{0} (line {1}) {2}',
  '{0} ({1})',
  '{0} ({1}) {2}',
  '{0} Apr {1}',
  '{0} Aug {1}',
  '{0} Dec {1}',
  '{0} Feb {1}',
  '{0} Jan {1}',
  '{0} Jul {1}',
  '{0} Jun {1}',
  '{0} Mar {1}',
  '{0} May {1}',
  '{0} Nov {1}',
  '{0} Oct {1}',
  '{0} Sep {1}',
  '{0} at {1} asks whether both sides are the same object, because they are of type {2}: equal values can be two objects.{3}',
  '{0} byte',
  '{0} bytes',
  '{0} character',
  '{0} characters',
  '{0} fails {1} with {2}, and passes now (2 of 2 each).',
  '{0} fails: {1}',
  '{0} has {1} ({2}, put in {3}).',
  '{0} holds no value{1}',
  '{0} if not {1}',
  '{0} if {1}',
  '{0} in {1} ({2})',
  '{0} is a parameter (line {1}), and shadows the built-in {2}.',
  '{0} is assigned on line {1}, and shadows the built-in {2}.',
  '{0} makes it at {1}: {2}.',
  '{0} of {1} small changes tried',
  '{0} only if {1}',
  '{0} otherwise',
  '{0} small changes tried',
  '{0} words it at {1}: {2}.',
  '{0}, and it comes from {1}',
  '{0}, made {1}, has no {2}, only {3}.',
  '{0}, made {1}, has no {2}.',
  '{0}, then {1}',
  '{0}, tried {1} times',
  '{0}: needed',
  '{0}: not noticed by any test',
  '{0}: see {1}',
  '{0}: the other side is {1}',
  '{0}: with it {1} of {2} fail, without it {3} of {4} pass',
  '{0}: with them {1} of {2} fail, without them {3} of {4} pass',
  '{0}:{1} of {2} {3}.',
  '{0}:{1} {2}.',
  '{0}; it is set only if {1} (line {2})',
];
