import type { SyntaxLanguage } from '../syntax/syntax';
import { familyOf } from '../workspace/languages';

/** What a language does with values and names, as far as the flow and the explanations must know it. */
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
  /** A function may assign a variable of the function or the module around it. */
  readonly assignsAround?: true;
  /** Errors are raised, which others call thrown. */
  readonly raises?: true;
  /** What stands before a field of the own object, which is there once it is set. */
  readonly ownField?: string;
  /** The call of the base class's constructor. */
  readonly baseCall?: string;
  /** A field that is declared again without a value loses the one that the base class gave it. */
  readonly redeclaredFields?: true;
  /** `null` and `undefined` are two values. */
  readonly twoNothings?: true;
  /** A call gives `this`, so that a method that is handed on loses its object. */
  readonly thisOfCall?: true;
  /** What a module exports is an object that fills while the module runs. */
  readonly fillingExports?: true;
  /** The operators by which values of different types are unequal, and not refused. */
  readonly equality?: readonly string[];
  /** `==` between objects asks whether they are one. */
  readonly equalsIsIdentity?: true;
  /** What calls of asynchronous functions give, in the plural. */
  readonly promised?: string;
  /** What waits for all of them in a list. */
  readonly waitsForAll?: readonly [before: string, after: string];
  /** A default is made once, for all calls. */
  readonly onceDefaults?: true;
  /** Calls that change a text may change it in place. */
  readonly mutableTexts?: true;
  /** A division of whole numbers gives a whole one. */
  readonly wholeDivision?: true;
  /** Whole numbers wrap around, and this type has more room. */
  readonly wideNumber?: string;
  /** Text around a number is ignored where it is only spaces; letters behind it may name its type. */
  readonly numberTexts?: 'trimmed' | 'lettered';
  /** A name that is called may hold nothing. */
  readonly callsOfNothing?: true;
  /** Methods begin with a capital. */
  readonly capitalMethods?: true;
  /** A variable holds its struct, and not a reference to it. */
  readonly structValues?: true;
  /** The lines of a short call are its caller's: those behind the file's end, or of the whole method. */
  readonly inlines?: 'blocks' | 'methods';
  /** Values that may be missing are taken out by `unwrap` and `expect`. */
  readonly unwraps?: true;
  /** Functions run beside each other and wait for channels. */
  readonly channels?: true;
  /** A constructor runs before the fields of a derived class are set. */
  readonly lateFields?: true;
  /** The type of a name stands behind it. */
  readonly typesFollow?: true;
  /** A missing element or variable reads as nothing, with a warning. */
  readonly warnsOfMissing?: true;
}

const SCRIPT: Traits = {
  nothing: 'undefined',
  ...{ promises: true, endsEmpty: true, startsEmpty: true, argumentsMayLack: true, importsAll: true, assignsAround: true },
  ...{ ownField: 'this.', baseCall: 'super', twoNothings: true, thisOfCall: true, fillingExports: true, lateFields: true },
  ...{ equality: ['===', '!=='], promised: 'promises', waitsForAll: ['Promise.all(', ')'] },
};

const JVM: Traits = { nothing: 'null', readsOnlySet: true, plainMembers: true, globals: true, lateFields: true, wholeDivision: true };

/** By the language of a file, or its family. */
const TRAITS: Readonly<Partial<Record<SyntaxLanguage, Traits>>> = {
  // What TypeScript makes of a field that is declared again depends on its settings.
  javascript: { ...SCRIPT, redeclaredFields: true },
  typescript: SCRIPT,
  tsx: SCRIPT,
  python: {
    nothing: 'None',
    ...{ promises: true, endsEmpty: true, variablesOfFunctions: true, fieldsMayLack: true, onceDefaults: true },
    ...{ decorators: true, loopsOverKeys: true, importsAll: true, listedTypes: true, raises: true },
    ...{
      ownField: 'self.',
      baseCall: 'super().__init__()',
      equality: ['==', '!='],
      promised: 'coroutines',
      waitsForAll: ['asyncio.gather(*', ')'],
    },
  },
  ruby: {
    nothing: 'nil',
    ...{ tails: 'empty', variablesOfFunctions: true, membersAreCalls: true, listedTypes: true, raises: true },
    ...{ ownField: '@', baseCall: 'super', equality: ['==', '!='], mutableTexts: true, wholeDivision: true },
  },
  php: {
    nothing: 'null',
    ...{ endsEmpty: true, variablesOfFunctions: true, fieldsMayLack: true, pairLoops: true, listsAreMaps: true },
    ...{ ownField: '$this->', baseCall: 'parent::__construct()', warnsOfMissing: true },
  },
  java: { ...JVM, wideNumber: 'long', equalsIsIdentity: true, numberTexts: 'lettered' },
  kotlin: { ...JVM, inlines: 'blocks', typesFollow: true },
  csharp: {
    nothing: 'null',
    ...{ readsOnlySet: true, plainMembers: true, initialisers: true, callsOfNothing: true, capitalMethods: true, inlines: 'methods' },
    ...{ lateFields: true, wideNumber: 'long', numberTexts: 'trimmed', wholeDivision: true },
  },
  cpp: {
    nothing: 'a null pointer',
    ...{ plainMembers: true, globals: true, mutableTexts: true, wideNumber: 'long', numberTexts: 'trimmed', wholeDivision: true },
  },
  go: {
    nothing: 'nil',
    ...{ severalResults: true, startsEmpty: true, pairLoops: true, globals: true, assignsAround: true, callsOfNothing: true },
    ...{ structValues: true, channels: true, wideNumber: 'int64', wholeDivision: true },
  },
  rust: { nothing: 'None', tails: 'given', derivesDefaults: true, globals: true, unwraps: true, wholeDivision: true },
};

const OTHERS: Traits = { nothing: 'null' };

/** Of a language of which nothing else is known, only the word. */
export function traitsOf(language: SyntaxLanguage): Traits {
  return TRAITS[language] ?? TRAITS[familyOf(language) as SyntaxLanguage] ?? OTHERS;
}
