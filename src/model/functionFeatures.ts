import { lastName, type CandidateFacts } from '../core/suspects/candidateFacts';
import type { ScoredFunction } from '../core/suspects/functionScores';
import { sharedWords, wordsOf } from '../core/suspects/words';
import { bm25, type FailureWords } from './failureWords';

/** What ranking knows of a function without reading its code; the order is that of the model's input. */
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
  /** Always 0: see `readScene`. */
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
  'assertion',
  'assertionTestCall',
  'assertionWords',
  'assertionRank',
  'python',
  'java',
  /** Some of its lines are in the reading; set when they are. */
  'read',
] as const;

export const READ_FEATURE = FUNCTION_FEATURES.indexOf('read');

type Feature = (typeof FUNCTION_FEATURES)[number];

/** Where something is the nth best of many: 1 for the first, falling to 0. */
function byRank(place: number): number {
  return 1 / (1 + place);
}

/**
 * Features of every function, in the order of `scored` (best of the prior first).
 * @returns one row a function, by {@link FUNCTION_FEATURES}; all roughly within −1..2
 */
export function functionFeatures(
  scored: readonly ScoredFunction[],
  words: FailureWords,
  language: 'javascript' | 'python' | 'java',
): number[][] {
  const bodies = scored.map(({ facts }) => bodyWords(facts));
  const ofMessage = bm25(bodies, words.message);
  const ofTest = bm25(bodies, words.test);
  const ofValues = bm25(bodies, words.values);
  const thrower = scored.find(({ facts }) => facts.stackPlace === 0)?.facts;
  const tested = scored.reduce<CandidateFacts | undefined>(
    (best, { facts }) => (facts.testCall > (best?.testCall ?? 0) ? facts : best),
    undefined,
  );
  const throwerCalls = new Set(thrower ? thrower.file.calls(thrower.candidate).map(({ name }) => name) : []);
  const assertion = scored.every(({ facts }) => facts.stackPlace === undefined) ? 1 : 0;
  const top = scored[0]?.score ?? 0;

  return scored.map(({ facts, score, share }, place) => {
    const { candidate, stackPlace, fn } = facts;
    const name = lastName(candidate.function ?? '');
    const length = candidate.endLine - candidate.startLine + 1;
    const onStack = stackPlace !== undefined;
    const features: Record<Feature, number> = {
      priorScore: (score - top) / 8,
      priorShare: share,
      priorRank: byRank(place),
      onStack: +onStack,
      thrower: +(stackPlace === 0),
      stackDecay: onStack ? 0.75 ** stackPlace : 0,
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
      makesValue: +/makes `|gives `/.test(candidate.reason),
      sameFileAsThrower: +(!!thrower && thrower !== facts && thrower.candidate.file === candidate.file),
      sameClassAsThrower: +(!!fn?.className && thrower !== facts && thrower?.fn?.className === fn.className),
      sameFileAsTested: +(!!tested && tested.candidate.file === candidate.file),
      moduleCode: +(candidate.function === undefined),
      constructor: +(fn?.kind === 'constructor' || name === '__init__'),
      logLength: Math.log(length) / 5,
      short: +(length < 4),
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

function bodyWords({ candidate, file }: CandidateFacts): string[] {
  const end = Math.min(candidate.endLine, candidate.startLine + MOST_LINES);
  return wordsOf(`${candidate.function ?? ''} ${file.lines.slice(candidate.startLine - 1, end).join(' ')}`);
}

/** Short in a file, and far finer than training can tell. */
function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}
