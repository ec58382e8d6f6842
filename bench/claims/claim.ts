import type { Sentence } from './sentences';

/** Where a sentence says that something is; `files` are those it may mean, the likeliest first. */
export interface Where {
  files: string[];
  /** 1-based. */
  line: number;
}

/** What a value is said to be. */
export type State = 'undefined' | 'null' | 'empty' | 'promise' | 'notFunction' | 'notIterable' | 'object' | 'number' | 'type';

/** What a card claims, as data. Names of functions may have their class before them. */
export type Claim = { sentence: Sentence } & (
  | { kind: 'code'; code: string; where: Where }
  | { kind: 'throwsAt'; code: string; where: Where }
  | { kind: 'state'; of: string; state: State; value?: string; where: Where }
  /** An expression has had this value there, written as `value`. */
  | { kind: 'worth'; of: string; value: string; where: Where }
  | { kind: 'returns'; function: string; code: string; where: Where; alone: boolean }
  | { kind: 'assigned'; name: string; code: string; where: Where }
  | { kind: 'passed'; code: string; by?: string; where: Where }
  | { kind: 'element'; name: string; of: string; where: Where }
  | { kind: 'calledBy'; function: string; by: string }
  | { kind: 'calledByTest'; function: string }
  | { kind: 'asserted'; function: string }
  | { kind: 'gave'; function: string; value: string }
  | { kind: 'onPath'; function?: string; where?: Where }
  | { kind: 'got'; got: string; expected: string }
  /** `isNumber`: a text of the same digits may be a key. */
  | { kind: 'noKey'; key: string; of: string; isNumber?: boolean; where: Where }
  | { kind: 'hasKey'; key: string; of: string; where: Where }
  | { kind: 'size'; of: string; size: number; where: Where }
  | { kind: 'unset'; field: string; where: Where }
  | { kind: 'imported'; function: string }
  | { kind: 'testNamedAfter'; function: string }
  | { kind: 'otherCard'; about: string }
  | { kind: 'printed'; text: string }
  | { kind: 'errorType'; type: string }
  | { kind: 'change'; message: string; where: Where }
  | { kind: 'endsWithoutReturn'; function: string }
);

/** True, false, or why it was not judged. */
export interface Verdict {
  is: 'true' | 'false' | 'not judged';
  /** Why it is false or not judged. */
  why: string;
}
