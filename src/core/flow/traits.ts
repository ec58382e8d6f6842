import type { SyntaxLanguage } from '../syntax/syntax';
import { familyOf } from '../workspace/languages';

/** What a language does with values, as far as the flow must know it. */
export interface Traits {
  /** The word for the result of a function without a return value. */
  readonly nothing: string;
  /** An asynchronous function gives a promise of what it returns. */
  readonly promises?: true;
  /** A function that reaches its end gives nothing. */
  readonly endsEmpty?: true;
  /** The last expression of a function is its result; `empty`: nothing, where a branch is missing. */
  readonly tails?: 'given' | 'empty';
  /** A function may return several results, and a receiver is one of its parameters. */
  readonly severalResults?: true;
  /** A declared variable without a value holds nothing. */
  readonly startsEmpty?: true;
  /** A variable without a value cannot be read. */
  readonly readsOnlySet?: true;
  /** An assignment makes a variable of the whole function. */
  readonly variablesOfFunctions?: true;
  /** A missing argument is nothing, and so a default takes the place of that. */
  readonly argumentsMayLack?: true;
  /** Members are methods without arguments; fields have names of their own. */
  readonly membersAreCalls?: true;
  /** A method names a member of its class without the object. */
  readonly plainMembers?: true;
  /** A declared field without a value tells nothing of what it holds. */
  readonly fieldsMayLack?: true;
  /** An object is made with the values of its fields, by their names. */
  readonly initialisers?: true;
  /** A type may derive that its objects begin empty. */
  readonly derivesDefaults?: true;
  /** Types that are lists of fields are made by a call. */
  readonly listedTypes?: true;
  /** Decorators stand above functions and classes, and a method's object is its first parameter. */
  readonly decorators?: true;
  /** A loop over a map goes through its keys. */
  readonly loopsOverKeys?: true;
  /** A loop gives a key with each value. */
  readonly pairLoops?: true;
  /** Lists are maps: an element is any value. */
  readonly listsAreMaps?: true;
  /** A name needs an import to be known in another file. */
  readonly importsAll?: true;
  /** A variable outside of functions is known in other files. */
  readonly globals?: true;
}

const TRAITS: Readonly<Partial<Record<ReturnType<typeof familyOf>, Traits>>> = {
  javascript: { nothing: 'undefined', promises: true, endsEmpty: true, startsEmpty: true, argumentsMayLack: true, importsAll: true },
  python: {
    nothing: 'None',
    ...{ promises: true, endsEmpty: true, variablesOfFunctions: true, fieldsMayLack: true },
    ...{ decorators: true, loopsOverKeys: true, importsAll: true, listedTypes: true },
  },
  ruby: { nothing: 'nil', tails: 'empty', variablesOfFunctions: true, membersAreCalls: true, listedTypes: true },
  php: { nothing: 'null', endsEmpty: true, variablesOfFunctions: true, fieldsMayLack: true, pairLoops: true, listsAreMaps: true },
  java: { nothing: 'null', readsOnlySet: true, plainMembers: true, globals: true },
  csharp: { nothing: 'null', readsOnlySet: true, plainMembers: true, initialisers: true },
  cpp: { nothing: 'a null pointer', plainMembers: true, globals: true },
  go: { nothing: 'nil', severalResults: true, startsEmpty: true, pairLoops: true, globals: true },
  rust: { nothing: 'None', tails: 'given', derivesDefaults: true, globals: true },
};

const OTHERS: Traits = { nothing: 'null' };

/** Of a language of which nothing else is known, only the word. */
export function traitsOf(language: SyntaxLanguage): Traits {
  return TRAITS[familyOf(language)] ?? OTHERS;
}
