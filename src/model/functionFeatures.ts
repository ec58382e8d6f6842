import { hasReason } from '../core/context/reason';
import { lastName, type CandidateFacts } from '../core/suspects/candidateFacts';
import type { ScoredFunction } from '../core/suspects/functionScores';
import { sharedWords, wordsOf } from '../core/suspects/words';
import { ERROR_KINDS } from './errorKind';
import { bm25, lettersOf, type FailureWords } from './failureWords';

const ERROR_KIND_FEATURES = ERROR_KINDS.map((kind) => `error:${kind}` as const);

/** What the ranking has on a function without reading its code; the order is that of the model's input. */
export const FUNCTION_FEATURES = [
  'priorScore',
  'priorShare',
  'priorRank',
  'onStack',
  'thrower',
  'stackDecay',
  'secondOnStack',
  'throwsOnPurpose',
  'callerOfThrower',
  'relevance',
  'distance',
  'roleCallee',
  'roleCaller',
  'roleChanged',
  'testCall',
  /** Always 0: see `readEvidence`. */
  'changed',
  'nameInMessage',
  'nameInTest',
  'nameOnThrowingLine',
  'wordsOfMessage',
  'wordsOfTest',
  'wordsOfValues',
  'calledByThrower',
  'makesValue',
  'sameFileAsThrower',
  'sameClassAsThrower',
  'sameFileAsTested',
  'moduleCode',
  'constructor',
  'logLength',
  'short',
  /** Its name appears in the message, as written. */
  'exactInMessage',
  'exactInTest',
  /** The name of the test or of its file contains the function's name, its class name or its file name. */
  'titleName',
  'titleClass',
  'titleFile',
  /** Ends in a throw for any input: a helper that reports errors. */
  'alwaysThrows',
  /** How many other candidates call it, and how many calls it makes. */
  'callers',
  'calls',
  'branches',
  /** The stack goes through it more than once. */
  'recursive',
  /** 0 at the throwing function, 1 at the outermost of the stack. */
  'stackPosition',
  'stackDepth',
  /** A better candidate of the same name is elsewhere: a bundle or a build's copy. */
  'copy',
  'generated',
  /** The throwing function refused its input: its callers are suspect. */
  'refusedStack',
  'refusedLength',
  /** The innermost frame is outside the workspace: a library refused its input. */
  'libraryThrower',
  'libraryStack',
  'longestOnStack',
  /** Another function with the throwing function's name. */
  'overload',
  /** On the stack above the throwing function, and called by the test itself: the entry point, not the place of the fault. */
  'entry',
  /** The meaning of the prior's weights, chosen on Python and Java, in JavaScript. */
  'scriptThrower',
  'scriptEntry',
  'scriptRefuses',
  /** Writes a field that the throwing line reads. */
  'setsValue',
  'setsReadField',
  ...ERROR_KIND_FEATURES,
  'assertion',
  'assertionTestCall',
  'assertionWords',
  'assertionRank',
  'python',
  'java',
  /** Some of its lines are in the reading; set once they are. */
  'read',
] as const;

/** In files that a build writes. */
const GENERATED = /(?:^|\/)(?:dist|build|bundle|out|min|vendor|web|browser|umd)\/|[.-](?:min|bundle|web|umd)\.[cm]?js$/;
const MOST_LINE = 500;
const FIELD = /(?:this|self)\.([\w$]+)/g;
const FIELD_SET = /(?:this|self)\.([\w$]+)\s*=(?!=)/g;
const BRANCH = /(?<![\w$])(?:if|elif|for|while|case|catch|except)(?![\w$])/g;

export const READ_FEATURE = FUNCTION_FEATURES.indexOf('read');

type Feature = (typeof FUNCTION_FEATURES)[number];

/** A rank as a feature: 1 for the first, falling to 0. */
function byRank(place: number): number {
  return 1 / (1 + place);
}

/**
 * Features of every function, in the order of `scored` (best of the prior first).
 * @returns one row per function, by {@link FUNCTION_FEATURES}; all roughly within −1..2
 */
export function functionFeatures(
  scored: readonly ScoredFunction[],
  words: FailureWords,
  language: 'javascript' | 'python' | 'java',
): number[][] {
  const texts = scored.map(({ facts }) => bodyText(facts));
  const bodies = scored.map(({ facts }, place) => wordsOf(`${facts.candidate.function ?? ''} ${texts[place] ?? ''}`));
  const ofMessage = bm25(bodies, words.message);
  const ofTest = bm25(bodies, words.test);
  const ofValues = bm25(bodies, words.values);
  const thrower = scored.find(({ facts }) => facts.stackPlace === 0)?.facts;
  const tested = scored.reduce<CandidateFacts | undefined>(
    (best, { facts }) => (facts.testCall > (best?.testCall ?? 0) ? facts : best),
    undefined,
  );
  const assertion = scored.every(({ facts }) => facts.stackPlace === undefined) ? 1 : 0;
  const top = scored[0]?.score ?? 0;
  const depth = Math.max(0, ...scored.map(({ facts }) => facts.stackPlace ?? 0));
  const called = scored.map(({ facts }) => new Set(facts.file.calls(facts.candidate).map((call) => call.name)));
  const throwerCalls = called[scored.findIndex(({ facts }) => facts === thrower)] ?? new Set<string>();
  const callers = new Map<string, number>();
  for (const names of called) for (const name of names) callers.set(name, (callers.get(name) ?? 0) + 1);
  const refused = +(thrower?.throwsOnPurpose ?? false);
  const longest = Math.max(0, ...scored.map(({ facts }) => (facts.stackPlace === undefined ? 0 : lengthOf(facts))));
  const throwingLine = thrower?.file.lines[(thrower.frameLines[0] ?? 0) - 1] ?? '';
  const fieldsRead = new Set([...throwingLine.slice(0, MOST_LINE).matchAll(FIELD)].map(([, field]) => field));
  const library = +words.thrownByLibrary;
  const script = +(language === 'javascript');
  const seen = new Map<string, string>();
  const isCopy = (name: string, file: string): boolean => {
    const first = seen.get(name);
    if (first === undefined) seen.set(name, file);
    return name !== '' && first !== undefined && first !== file;
  };

  const kinds = Object.fromEntries(ERROR_KINDS.map((kind) => [`error:${kind}`, +(words.errorKind === kind)])) as Record<
    (typeof ERROR_KIND_FEATURES)[number],
    number
  >;

  return scored.map(({ facts, score, share }, place) => {
    const { candidate, stackPlace, fn } = facts;
    const name = lastName(candidate.function ?? '');
    const text = texts[place] ?? '';
    const length = lengthOf(facts);
    const onStack = stackPlace !== undefined;
    const entry = onStack && stackPlace > 0 ? facts.testCall : 0;
    const decay = onStack ? 0.75 ** stackPlace : 0;
    const title = (own: string): number => inTitles(own, words.testTitles);
    const stem = candidate.file.slice(candidate.file.lastIndexOf('/') + 1).replace(/\.\w+$/, '');
    const features: Record<Feature, number> = {
      priorScore: (score - top) / 8,
      priorShare: share,
      priorRank: byRank(place),
      onStack: +onStack,
      thrower: +(stackPlace === 0),
      stackDecay: decay,
      secondOnStack: +(stackPlace === 1),
      throwsOnPurpose: +facts.throwsOnPurpose,
      callerOfThrower: +(stackPlace === 1 && !!thrower?.throwsOnPurpose),
      relevance: candidate.relevance,
      distance: Math.min(4, candidate.distance) / 4,
      roleCallee: +(candidate.role === 'callee'),
      roleCaller: +(candidate.role === 'caller'),
      roleChanged: +(candidate.role === 'changed'),
      testCall: facts.testCall,
      changed: +(facts.changes.length > 0),
      nameInMessage: sharedWords(name, words.message),
      nameInTest: sharedWords(name, words.test),
      nameOnThrowingLine: sharedWords(name, words.throwing),
      wordsOfMessage: ofMessage[place] ?? 0,
      wordsOfTest: ofTest[place] ?? 0,
      wordsOfValues: ofValues[place] ?? 0,
      calledByThrower: +throwerCalls.has(name),
      makesValue: +hasReason(candidate.reasons, 'makesValue'),
      sameFileAsThrower: +(!!thrower && thrower !== facts && thrower.candidate.file === candidate.file),
      sameClassAsThrower: +(!!fn?.className && thrower !== facts && thrower?.fn?.className === fn.className),
      sameFileAsTested: +(!!tested && tested.candidate.file === candidate.file),
      moduleCode: +(candidate.function === undefined),
      constructor: +(fn?.kind === 'constructor' || name === '__init__'),
      logLength: Math.log(length) / 5,
      short: +(length < 4),
      exactInMessage: +(name.length > 1 && words.messageNames.has(name)),
      exactInTest: +(name.length > 1 && words.testNames.has(name)),
      titleName: title(name),
      titleClass: title(fn?.className ?? ''),
      titleFile: title(stem),
      alwaysThrows: +alwaysThrows(facts),
      callers: Math.log(1 + (callers.get(name) ?? 0)) / 3,
      calls: Math.log(1 + (called[place]?.size ?? 0)) / 4,
      branches: Math.log(1 + (text.match(BRANCH)?.length ?? 0)) / 3,
      recursive: +(facts.frameLines.length > 1),
      stackPosition: onStack && depth > 0 ? stackPlace / depth : 0,
      stackDepth: Math.log(1 + depth) / 3,
      copy: +isCopy(`${fn?.className ?? ''}.${name}`, candidate.file),
      generated: +(GENERATED.test(candidate.file) || text.length / length > 300),
      refusedStack: refused * decay,
      refusedLength: refused * +onStack * (Math.log(length) / 5),
      libraryThrower: library * +(stackPlace === 0),
      libraryStack: library * decay,
      longestOnStack: +(onStack && length === longest),
      overload: +(!!thrower && thrower !== facts && name !== '' && lastName(thrower.candidate.function ?? '') === name),
      entry,
      scriptThrower: script * +(stackPlace === 0),
      scriptEntry: script * entry,
      scriptRefuses: script * +facts.throwsOnPurpose,
      setsValue: +hasReason(candidate.reasons.slice(0, 1), 'setsValue'),
      setsReadField: +(thrower !== facts && fieldsSet(text).some((field) => fieldsRead.has(field))),
      ...kinds,
      assertion,
      assertionTestCall: assertion * facts.testCall,
      assertionWords: assertion * (ofTest[place] ?? 0),
      assertionRank: assertion * byRank(place),
      python: +(language === 'python'),
      java: +(language === 'java'),
      read: 0,
    };
    return FUNCTION_FEATURES.map((feature) => round(features[feature]));
  });
}

const MOST_LINES = 200;

function lengthOf({ candidate }: CandidateFacts): number {
  return candidate.endLine - candidate.startLine + 1;
}

/** Names of the fields that a function writes. */
function fieldsSet(text: string): string[] {
  return [...text.matchAll(FIELD_SET)].flatMap(([, field]) => field ?? []);
}

function bodyText({ candidate, file }: CandidateFacts): string {
  const end = Math.min(candidate.endLine, candidate.startLine + MOST_LINES);
  return file.lines.slice(candidate.startLine - 1, end).join(' ');
}

/** The share of the best-matching title that a name covers, in letters; 0 for names of less than three. */
function inTitles(name: string, titles: readonly string[]): number {
  const letters = lettersOf(name);
  if (letters.length < 3) return 0;
  return Math.max(0, ...titles.map((title) => (title.includes(letters) ? letters.length / title.length : 0)));
}

/** A throw that is indented no deeper than the body's first line. */
function alwaysThrows({ candidate, file, fn }: CandidateFacts): boolean {
  const first = (fn?.signature.endLine ?? candidate.startLine) + 1;
  const indent = (line: number): number => /^\s*/.exec(file.lines[line - 1] ?? '')?.[0].length ?? 0;
  return file.throws(candidate).some(({ startLine }) => startLine >= first && indent(startLine) <= indent(first));
}

/** Short in a file, and far finer than training can resolve. */
function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}
