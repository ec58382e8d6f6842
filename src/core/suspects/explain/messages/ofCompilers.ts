import { readMessage, type MessageRow } from './messageForm';

/** The parts of a compiler's message. */
export type CompilerMessage =
  | { kind: 'noMember'; name: string; type: string; suggestion?: string }
  | { kind: 'noName'; name: string; suggestion?: string }
  | { kind: 'notAssignable'; given: string; wanted: string; argument: boolean }
  | { kind: 'possiblyNothing'; name: string; value: string }
  | { kind: 'moved'; name: string }
  /** The message says it all but for where the code declares what it names: members, of a type if it says so. */
  | { kind: 'declared'; name?: string; names?: string[]; type?: string; suggestion?: string }
  /** `how` it is borrowed, and how the borrow that is still `held` was; `''` where the message does not say. */
  | { kind: 'borrowed'; name: string; how: string; held: string }
  /** `type`: the module, as it is imported. */
  | { kind: 'noExport'; name: string; type: string; suggestion?: string }
  | { kind: 'argumentCount' }
  | { kind: 'missingReturn' }
  /** `wanted` requires the member; `how`: it is there, with a pointer receiver. */
  | { kind: 'notImplemented'; name: string; type: string; wanted: string; how?: 'pointer' }
  /** `''` where the message does not name it. */
  | { kind: 'overridesNothing'; name: string }
  | { kind: 'readOnly'; name: string; word: string }
  | { kind: 'noOverlap'; left: string; right: string }
  | { kind: 'unreported'; type: string }
  | { kind: 'discardsConst' }
  | { kind: 'private'; name: string; type?: string }
  | { kind: 'noDefault'; suggestion?: string }
  | { kind: 'missingHeader'; name: string }
  | { kind: 'awaitOutside' }
  /** A value of this type is used as the key of an object without an index. */
  | { kind: 'anyKey'; given: string };

/** One kind of message, with its parts. */
export type MessageOf<Kind extends CompilerMessage['kind']> = Extract<CompilerMessage, { kind: Kind }>;

/** Tried in this order, because javac's and rustc's later forms are parts of earlier ones. */
export const OF_COMPILERS: readonly MessageRow<CompilerMessage>[] = [
  [
    [
      "Class '{type}' incorrectly implements interface '{wanted:type}'.\nProperty '{name}' is missing",
      '{?error: }{type} is not abstract and does not override abstract method {name}({:maybe}) in {wanted:type}',
      "{?'}{type:type}{?'} does not implement {interface member|inherited abstract member} {?'}{wanted:scope}.{name}",
      "Non-abstract class '{type}' does not implement inherited abstract member {?'}{name:word}{?'} from class '{wanted:type}'",
      'Class {type:path} contains {:number} abstract {method|methods} and must …({wanted:type}::{name}',
      '…as {wanted:type} value in …: {type:type} does not implement {:path} (missing method {name})',
    ],
    { kind: 'notImplemented' },
  ],
  [
    '…as {wanted:type} value in …: {type:type} does not implement {:path} (method {name} has pointer receiver)',
    { kind: 'notImplemented', how: 'pointer' },
  ],
  ["not all trait items implemented, missing: '{name}'", { kind: 'notImplemented', type: '', wanted: '' }],
  [
    "Class '{type}' is not abstract and does not implement abstract {?base class }{member|members}{?:}\n{:maybe}fun {name}({:maybe}){?: {:path}} defined in {wanted:type}",
    { kind: 'notImplemented' },
  ],
  [
    "Class '{type}' is not abstract and does not implement abstract {?base class }{member|members}{?:}\n{:maybe}{fun|val|var} {name}",
    { kind: 'notImplemented', wanted: '' },
  ],
  [
    [
      "…Property '{name}' is missing in type '{:any}' but required in type '{type}'",
      "Object literal may only specify known properties, {and|but} '{:any}' does not exist in type '{type}'{?. Did you mean to write '{suggestion}'?}",
      'non-exhaustive patterns: {names:names} not covered',
      "'when' expression must be exhaustive{.|,} {add|Add} {?the }{?necessary }{names:names} branch",
      "'{type}' doesn't implement '{:any}'",
      "the trait bound '{type:word}: {:path}' is not satisfied",
      'assignment mismatch: {:word} {variable|variables} but {name:path}{?({:maybe})} {return|returns} {:word} {value|values}',
      'non-static {method|variable} {name}{?({:maybe})} cannot be referenced from a static context',
      "An object reference is required {to access|for the} non-static {member|field, method, or property} '{name:type}{?({:maybe})}'",
    ],
    { kind: 'declared' },
  ],
  ["{?Module }{?'}'{type}'{?'} has no exported member {?named }'{name}'{?. Did you mean '{suggestion}'?}", { kind: 'noExport' }],
  [
    [
      "'{:maybe}{name:called}({:maybe}' marked 'override'{?,} but does not override",
      "'{name:called}' marked 'override' but does not override",
      "'{:maybe}{name:called}{?({:maybe})}'{?:} {?is marked as an override but }no suitable {method|property|event} found to override",
      "'{name}' overrides nothing",
    ],
    { kind: 'overridesNothing' },
  ],
  ['method does not override or implement a method from a supertype', { kind: 'overridesNothing', name: '' }],
  [
    [
      "'await' {expression is|expressions are} only allowed within",
      'await is only valid in async functions',
      "'await' is only allowed inside",
    ],
    { kind: 'awaitOutside' },
  ],
  [
    "Element implicitly has an 'any' type because expression of type '{given=string|number}' can't be used to index type",
    { kind: 'anyKey' },
  ],
  [
    [
      "This comparison appears to be unintentional {because|since} the types '{left:any}' and '{right:any}' have no overlap",
      "This condition will always return '{:word}' {because|since} the types '{left:any}' and '{right:any}' have no overlap",
    ],
    { kind: 'noOverlap' },
  ],
  ["Cannot assign to '{name}' because it is a read-only property", { kind: 'readOnly', word: 'readonly' }],
  ["Cannot assign to '{name}' because it is a constant", { kind: 'readOnly', word: 'const' }],
  ['cannot assign a value to {?static }{word=final} variable {name}', { kind: 'readOnly' }],
  [
    [
      "cannot assign twice to immutable {variable|argument} '{name}'",
      "cannot {assign to|borrow} '{name}'{?,} {?as mutable, }{as|which} …not declared as mutable",
      "cannot {assign to|borrow} '{name}'{?,} {?as mutable, }{as|which} …behind a '&' reference",
    ],
    { kind: 'readOnly', word: '' },
  ],
  [
    [
      "assignment of read-only {variable|member|location|parameter} '{name:type}'",
      "cannot assign to {variable|non-static data member} '{name}' with const-qualified type",
    ],
    { kind: 'readOnly', word: 'const' },
  ],
  ["{?'}{val|Val}{?'} cannot be reassigned", { kind: 'readOnly', name: '', word: 'val' }],
  [
    [
      'missing return{? statement}{$}',
      'missing return at end of function',
      '…not all code paths return a value',
      '…lacks ending return statement',
      'A function whose declared type is neither {:any} must return a value',
    ],
    { kind: 'missingReturn' },
  ],
  ["Module '{:any}' has no default export{?. Did you mean to use 'import { {suggestion} }}", { kind: 'noDefault' }],
  [
    [
      "'{name:type}' in namespace 'std' does not name a {?template }type",
      "'{name:type}' is not a member of 'std'",
      "no {type|member|template} named '{name}' in namespace 'std'",
    ],
    { kind: 'missingHeader' },
  ],
  ['unreported exception {type:path};', { kind: 'unreported' }],
  [
    [
      "passing 'const {:any}' as 'this' argument discards qualifiers",
      "'this' argument to member function '{:word}' has type 'const {:any}', but function is not marked const",
    ],
    { kind: 'discardsConst' },
  ],
  [
    [
      "Property '{name}' is {private|protected} and only accessible within class '{type}'",
      '{name}{?({:maybe})} has {private|protected} access in {type:path}',
      "'{type:scope}.{name}{?({:maybe})}' is inaccessible due to its protection level",
      "{field|method|associated function} '{name}'{? of struct '{type}'} is private",
      "Cannot access '{name:word}{:maybe}': it is {private|protected} in '{type}'",
      "'{:maybe}{type:word}::{name}{?({:maybe})}{? const}' is {private|protected} within this context",
    ],
    { kind: 'private' },
  ],
  [
    [
      'Only safe (?.) or non-null asserted (!!.) calls are allowed on a nullable receiver of type',
      'only safe (?.) or non-null asserted (!!.) calls are allowed on a nullable receiver of type',
    ],
    { kind: 'possiblyNothing', name: '', value: 'null' },
  ],
  [
    [
      // For a union, the last line names the type that lacks it.
      "…Property '{:any}' does not exist on type '{:any}'{?.}\nProperty '{name}' does not exist on type '{type}'",
      "…Property '{name}' does not exist on type '{type:any}'{?. Did you mean '{suggestion}'?}",
      "…'{type:type}' has no member named '{name}'{?; did you mean '{suggestion}'}",
      "no member named '{name}' in '{type:type}'{?; did you mean '{suggestion}'?}",
      "{Instance of|Class|Module} '{type}' has no '{name}' member{?; maybe '{suggestion}'?}",
      "'{type}' has no attribute '{name}'{?; maybe '{suggestion}'?}",
      "…'{type}' does not contain a definition for '{name}'",
      "…no {field|method}{? named} '{name}' {?found for {:any} }on type '{type:type}'",
      "…no method named '{name}' found for {:any} '{type:type}'",
      '…{:word}.{name} undefined (type {type:type} has no field or method {:word}{?, but does have {field|method} {suggestion}})',
      '…cannot find symbol\nsymbol:\n{method|variable}\n{name}{:maybe}\nlocation:\nvariable {:word} of type {type}',
    ],
    { kind: 'noMember' },
  ],
  [
    [
      '…cannot find symbol\nsymbol:\n{class|method|variable}\n{name}',
      "…Cannot find name '{name}'{?. Did you mean {?the instance member }'{?this.}{suggestion:word}'?}",
      'undefined: {name:type}',
      "…The name '{name}' does not exist in the current context",
      "…cannot find {value|function|type|macro|struct, variant or union type} '{name}' in this scope",
      "…'{name}' was not declared in this scope{?; did you mean '{suggestion}'}",
      "{Undefined|undefined} {name|variable} '{name}'",
      "{?Name }'{name}' is not defined",
      "…use of undeclared identifier '{name}'{?; did you mean '{suggestion}'?}",
    ],
    { kind: 'noName' },
  ],
  [
    [
      "…Argument of type '{given:any}' is not assignable to parameter of type '{wanted:any}'.",
      '…cannot use … ({variable|value|constant|untyped string constant}…of type {given:token}) as {wanted:token} value in argument',
    ],
    { kind: 'notAssignable', argument: true },
  ],
  [
    [
      "…Type '{given:any}' is not assignable to type '{wanted:any}'.",
      '…incompatible types: {given:any} cannot be converted to {wanted:line}',
      '…cannot use … ({variable|value|constant|untyped string constant}…of type {given:token}) as {wanted:token} value in',
      "…Cannot implicitly convert type '{given:any}' to '{wanted:any}'",
      "Type '{given:any}' is missing the following properties from type '{wanted:any}':",
    ],
    { kind: 'notAssignable', argument: false },
  ],
  ["…'{name}' is possibly '{value=undefined|null}'", { kind: 'possiblyNothing' }],
  ["…Object is possibly '{value=undefined|null}'", { kind: 'possiblyNothing', name: '' }],
  ["…cannot borrow '{name}' as {how=mutable|immutable} because it is {?also }borrowed as {held=mutable|immutable}", { kind: 'borrowed' }],
  ["…cannot borrow '{name}' as {how=mutable|immutable} {more than once at a time|because it is borrowed}", { kind: 'borrowed', held: '' }],
  ["…cannot assign to '{name}' because it is borrowed", { kind: 'borrowed', how: 'mutable', held: '' }],
  [
    [
      'Expected {?at least }{:number}{?-{:number}} {argument|arguments}, but got {:number}',
      '{not enough|too many} arguments in call to ',
      '…cannot be applied to given types;',
      'this {function|method|struct} takes {:number} {argument|arguments} but {:number}',
      'No overload for method {:token} takes',
      'too {few|many} arguments to function',
    ],
    { kind: 'argumentCount' },
  ],
  ["…{borrow|use} of {?partially }moved value: '{name}'", { kind: 'moved' }],
];

/** Parses a compiler's message; undefined where no form fits. */
export function readCompilerMessage(message: string): CompilerMessage | undefined {
  return readMessage(OF_COMPILERS, message);
}
