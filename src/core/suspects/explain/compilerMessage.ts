/** The parts of a compiler's message. */
export type CompilerMessage =
  | { kind: 'noMember'; name: string; type: string; suggestion?: string }
  | { kind: 'noName'; name: string; suggestion?: string }
  | { kind: 'notAssignable'; given: string; wanted: string; argument: boolean }
  | { kind: 'possiblyNothing'; name: string; value: string }
  | { kind: 'moved'; name: string }
  /** `how` it is borrowed, and what the compiler calls the borrow that is still `held`. */
  | { kind: 'borrowed'; name: string; how: string; held: string }
  | { kind: 'missingProperty'; name: string; type: string }
  /** `type`: the module, as it is imported. */
  | { kind: 'noExport'; name: string; type: string; suggestion?: string }
  | { kind: 'argumentCount' }
  /** `wanted` requires the member; `how`: it is there, with a pointer receiver. */
  | { kind: 'notImplemented'; name: string; type: string; wanted: string; how?: 'pointer' }
  /** `''` where the message does not name it. */
  | { kind: 'overridesNothing'; name: string }
  | { kind: 'readOnly'; name: string; word: string }
  | { kind: 'excessProperty'; name: string; type: string; suggestion?: string }
  | { kind: 'noOverlap'; left: string; right: string }
  | { kind: 'notCovered'; names: string[] }
  | { kind: 'missingTrait'; type: string; trait: string }
  | { kind: 'unreported'; type: string }
  | { kind: 'discardsConst' }
  | { kind: 'private'; name: string; type?: string }
  | { kind: 'missingReturn' }
  | { kind: 'resultCount'; name: string; given: string; wanted: string }
  | { kind: 'notStatic'; name: string }
  | { kind: 'noDefault'; suggestion?: string }
  | { kind: 'missingHeader'; name: string }
  /** A name, or the import of a package, that is never used. */
  | { kind: 'unused'; name: string; how: 'variable' | 'import' }
  | { kind: 'awaitOutside' }
  /** A value of this type is used as the key of an object without an index. */
  | { kind: 'anyKey'; given: string }
  | { kind: 'closureBorrows'; name: string };

/** One kind of message, with its parts. */
export type MessageOf<Kind extends CompilerMessage['kind']> = Extract<CompilerMessage, { kind: Kind }>;

/** Named groups of a match; unmatched ones are undefined. */
type Groups = Partial<
  Record<'name' | 'type' | 'suggestion' | 'given' | 'wanted' | 'argument' | 'value' | 'variable' | 'how' | 'left' | 'right', string>
>;

const noMember = ({ name = '', type = '', suggestion }: Groups): CompilerMessage => ({ kind: 'noMember', name, type, suggestion });
const noName = ({ name = '', suggestion }: Groups): CompilerMessage => ({ kind: 'noName', name, suggestion });
const notAssignable = ({ given = '', wanted = '', argument }: Groups): CompilerMessage => ({
  kind: 'notAssignable',
  given,
  wanted,
  argument: argument !== undefined,
});

const notImplemented = ({ name = '', type = '', wanted = '', how }: Groups): CompilerMessage => ({
  kind: 'notImplemented',
  name,
  type,
  wanted: lastPart(wanted),
  ...(how !== undefined && { how: 'pointer' as const }),
});
const readOnly = ({ name = '', value = '' }: Groups): CompilerMessage => ({ kind: 'readOnly', name, word: value });
const isPrivate = ({ name = '', type }: Groups): CompilerMessage => ({ kind: 'private', name, ...(type !== undefined && { type }) });

function lastPart(name: string): string {
  return name.replace(/<.*/, '').split(/\.|::/).at(-1) ?? name;
}

/** Tried in this order, because javac's and rustc's later patterns are parts of earlier ones. */
const READERS: readonly [RegExp, (groups: Groups) => CompilerMessage][] = [
  [
    /^Class '(?<type>\w{1,80})' incorrectly implements interface '(?<wanted>[\w<>., ]{1,120})'\.\s+Property '(?<name>[^'\n]{1,80})' is missing/,
    notImplemented,
  ],
  [
    /Property '(?<name>[^'\n]{1,80})' is missing in type '[^\n]{1,300}' but required in type '(?<type>[^'\n]{1,120})'/,
    ({ name = '', type = '' }) => ({ kind: 'missingProperty', name, type }),
  ],
  [
    /^(?:Module )?['"]{1,2}(?<type>[^'"\n]{1,120})['"]{1,2} has no exported member (?:named )?'(?<name>\w{1,80})'(?:\. Did you mean '(?<suggestion>\w{1,80})'\?)?/,
    ({ name = '', type = '', suggestion }) => ({ kind: 'noExport', name, type, suggestion }),
  ],
  [
    /^(?:error: )?(?<type>\w{1,80}) is not abstract and does not override abstract method (?<name>\w{1,80})\([^)]{0,200}\) in (?<wanted>[\w.]{1,120})/,
    notImplemented,
  ],
  [
    /^[`'"]?(?<type>[\w.]{1,120})['"]? does not implement (?:interface member|inherited abstract member) [`'"]?(?<wanted>[\w.<>]{1,120})\.(?<name>\w{1,80})/,
    notImplemented,
  ],
  [
    /^Non-abstract class '(?<type>\w{1,80})' does not implement inherited abstract member '?(?<name>\w{1,80})'? from class '(?<wanted>[\w<>., ]{1,120})'/,
    notImplemented,
  ],
  [
    /^Class (?<type>[\w\\]{1,120}) contains \d{1,3} abstract methods? and must [^(\n]{1,200}\((?:\w{1,80}\\){0,9}(?<wanted>\w{1,80})::(?<name>\w{1,80})/,
    notImplemented,
  ],
  [
    /\bas (?<wanted>[\w.]{1,120}) value in [^:]{1,200}: \*?(?<type>[\w.]{1,80}) does not implement [\w.]{1,120} \((?:missing method (?<name>\w{1,80})|method (?<variable>\w{1,80}) has (?<how>pointer) receiver)\)/,
    ({ variable, name, type = '', ...groups }) => notImplemented({ ...groups, type: lastPart(type), name: name ?? variable }),
  ],
  [
    /^[‘'][^‘’'\n]{0,200}?(?<name>~?\w{1,80})\([^\n]{0,400}? marked [‘']override[’'],? but does not override|^'(?<variable>~?\w{1,80})' marked 'override' but does not override/,
    ({ name, variable }) => ({ kind: 'overridesNothing', name: name ?? variable ?? '' }),
  ],
  [
    /^[`'][\w.<>]{0,200}?(?<name>\w{1,80})(?:\([^)\n]{0,300}\))?':? (?:is marked as an override but )?no suitable (?:method|property|event) found to override/,
    ({ name = '' }) => ({ kind: 'overridesNothing', name }),
  ],
  [/^'(?<name>\w{1,80})' overrides nothing/, ({ name = '' }) => ({ kind: 'overridesNothing', name })],
  [/^method does not override or implement a method from a supertype/, () => ({ kind: 'overridesNothing', name: '' })],
  [
    /^'await' expressions? (?:are|is) only allowed within|^await is only valid in async functions|^`await` is only allowed inside/,
    () => ({ kind: 'awaitOutside' }),
  ],
  [
    /^Element implicitly has an 'any' type because expression of type '(?<given>string|number)' can't be used to index type/,
    ({ given = '' }) => ({ kind: 'anyKey', given }),
  ],
  [/^closure may outlive the current function, but it borrows `(?<name>\w{1,80})`/, ({ name = '' }) => ({ kind: 'closureBorrows', name })],
  [/^not all trait items implemented, missing: `(?<name>\w{1,80})`/, ({ name }) => notImplemented({ name, type: '', wanted: '' })],
  [
    /^Class '(?<type>\w{1,80})' is not abstract and does not implement abstract (?:base class )?members?:?\s[^\n]{0,200}?\b(?<name>\w{1,80})(?:\([^)\n]{0,200}\))?(?:: \w{1,80})?(?: defined in (?<wanted>[\w.]{1,120}))?/,
    notImplemented,
  ],
  [
    /^Object literal may only specify known properties, (?:and|but) '(?<name>[^'\n]{1,80})' does not exist in type '(?<type>[^'\n]{1,120})'(?:\. Did you mean to write '(?<suggestion>\w{1,80})'\?)?/,
    ({ name = '', type = '', suggestion }) => ({ kind: 'excessProperty', name, type, ...(suggestion !== undefined && { suggestion }) }),
  ],
  [
    /^This (?:comparison appears to be unintentional|condition will always return '\w+') (?:because|since) the types '(?<left>[^'\n]{1,120})' and '(?<right>[^'\n]{1,120})' have no overlap/,
    ({ left = '', right = '' }) => ({ kind: 'noOverlap', left, right }),
  ],
  [
    /^Cannot assign to '(?<name>[^'\n]{1,80})' because it is a (?<value>read-only property|constant)/,
    ({ name = '', value = '' }) => readOnly({ name, value: value === 'constant' ? 'const' : 'readonly' }),
  ],
  [/^cannot assign a value to (?:static )?(?<value>final) variable (?<name>\w{1,80})/, readOnly],
  [/^cannot assign twice to immutable (?:variable|argument) `(?<name>\w{1,80})`/, readOnly],
  [
    /^cannot (?:assign to|borrow) `(?<name>[\w.*]{1,80})`,? (?:as mutable, )?(?:as|which) [^\n]{0,80}(?:not declared as mutable|behind a `&` reference)/,
    readOnly,
  ],
  [
    /^assignment of read-only (?:variable|member|location|parameter) ['‘](?<name>[\w:.]{1,120})['’]/,
    ({ name }) => readOnly({ name: name?.split('::').at(-1), value: 'const' }),
  ],
  [
    /^cannot assign to (?:variable|non-static data member) '(?<name>\w{1,80})' with const-qualified type/,
    ({ name }) => readOnly({ name, value: 'const' }),
  ],
  [/^['‘]?[Vv]al['’]? cannot be reassigned/, () => readOnly({ name: '', value: 'val' })],
  [
    /^non-exhaustive patterns: (?<name>[^\n]{1,300}?) not covered/,
    ({ name = '' }) => ({ kind: 'notCovered', names: [...name.matchAll(/`([^`\n]{1,120})`/g)].map(([, each = '']) => each) }),
  ],
  [
    /^'when' expression must be exhaustive[.,] (?:A|a)dd (?:the |necessary )?(?<name>[^\n]{1,200}?) branch/,
    ({ name = '' }) => ({
      kind: 'notCovered',
      names: [...name.matchAll(/'([\w.]{1,120})'/g)].map(([, each = '']) => each).filter((each) => each !== 'else'),
    }),
  ],
  [
    /^`(?<type>\w{1,80})` doesn't implement `(?<given>[\w:]{1,120})`/,
    ({ type = '', given = '' }) => ({ kind: 'missingTrait', type, trait: given }),
  ],
  [
    /^the trait bound `(?<type>\w{1,80}): (?<given>[\w:]{1,120})` is not satisfied/,
    ({ type = '', given = '' }) => ({ kind: 'missingTrait', type, trait: given }),
  ],
  [
    /^assignment mismatch: (?<wanted>\d{1,3}) variables? but (?<name>[\w.]{1,120})(?:\([^\n]{0,200}\))? returns? (?<given>\d{1,3}) values?/,
    ({ name = '', given = '', wanted = '' }) => ({ kind: 'resultCount', name, given, wanted }),
  ],
  [
    /^non-static (?:method|variable) (?<name>\w{1,80})(?:\([^)\n]{0,200}\))? cannot be referenced from a static context/,
    ({ name = '' }) => ({ kind: 'notStatic', name }),
  ],
  [
    /^An object reference is required (?:to access|for the) non-static (?:member|field, method, or property) [`'](?:[\w.]{1,120}\.)?(?<name>\w{1,80})(?:\([^)\n]{0,200}\))?'/,
    ({ name = '' }) => ({ kind: 'notStatic', name }),
  ],
  [
    /^Module '"?[^'"\n]{1,400}"?' has no default export(?:\. Did you mean to use 'import \{ (?<suggestion>\w{1,80}) \})?/,
    ({ suggestion }) => ({ kind: 'noDefault', ...(suggestion !== undefined && { suggestion }) }),
  ],
  [
    /^['‘](?:std::)?(?<name>\w{1,80})['’] (?:in namespace ['‘]std['’] does not name a (?:template )?type|is not a member of ['‘]std['’])/,
    ({ name = '' }) => ({ kind: 'missingHeader', name }),
  ],
  [/^no (?:type|member|template) named '(?<name>\w{1,80})' in namespace 'std'/, ({ name = '' }) => ({ kind: 'missingHeader', name })],
  [/^unreported exception (?<type>[\w.]{1,120});/, ({ type = '' }) => ({ kind: 'unreported', type })],
  [
    /^passing ['‘]const .{1,200}['’] as ['‘]this['’] argument discards qualifiers|^'this' argument to member function '\w{1,80}' has type 'const .{1,200}', but function is not marked const/,
    () => ({ kind: 'discardsConst' }),
  ],
  [/^Property '(?<name>\w{1,80})' is (?:private|protected) and only accessible within class '(?<type>\w{1,80})'/, isPrivate],
  [/^(?<name>\w{1,80})(?:\([^)\n]{0,200}\))? has (?:private|protected) access in (?<type>[\w.]{1,120})/, isPrivate],
  [/^[`'](?<type>[\w.]{1,120})\.(?<name>\w{1,80})(?:\([^)\n]{0,200}\))?' is inaccessible due to its protection level/, isPrivate],
  [/^(?:field|method|associated function) `(?<name>\w{1,80})`(?: of struct `(?<type>\w{1,80})`)? is private/, isPrivate],
  [/^Cannot access '(?<name>\w{1,80})[^'\n]{0,120}': it is (?:private|protected) in '(?<type>\w{1,80})'/, isPrivate],
  [
    /^['‘][^'’\n]{0,160}?(?<type>\w{1,80})::(?<name>\w{1,80})(?:\([^)\n]{0,200}\)(?: const)?)?['’] is (?:private|protected) within this context/,
    isPrivate,
  ],
  [
    /^only safe \(\?\.\) or non-null asserted \(!!\.\) calls are allowed on a nullable receiver of type/i,
    () => ({ kind: 'possiblyNothing', name: '', value: 'null' }),
  ],
  [
    // For a union, the last line names the type that lacks it.
    /Property '(?<name>[^'\n]{1,80})' does not exist on type '(?<type>[^'\n]{1,200})'(?!\.?\n\s*Property ')(?:\. Did you mean '(?<suggestion>[^'\n]{1,80})'\?)?/,
    noMember,
  ],
  [
    /['‘`"](?<type>[^'’`"\n]{1,120})['’`"] has no member named ['‘`"](?<name>\w{1,80})['’`"](?:; did you mean ['‘`"](?<suggestion>\w{1,80})['’`"])?/,
    ({ type = '', ...groups }) => noMember({ ...groups, type: type.replace(/^(?:const )?(?:struct |class )?|\s*[*&]+$/g, '') }),
  ],
  [
    /^no member named '(?<name>\w{1,80})' in '(?<type>[^'\n]{1,120})'(?:; did you mean '(?<suggestion>\w{1,80})'\?)?/,
    ({ type = '', ...groups }) =>
      noMember({ ...groups, type: type.replace(/^std::basic_string<char>$/, 'std::string').replace(/^std::/, '') }),
  ],
  [
    /^(?:Instance of|Class|Module) ['"](?<type>[\w.]{1,120})['"] has no ['"](?<name>\w{1,80})['"] member(?:; maybe ['"](?<suggestion>\w{1,80})['"]\?)?/,
    noMember,
  ],
  [/^"(?<type>[\w.]{1,120})" has no attribute "(?<name>\w{1,80})"(?:; maybe "(?<suggestion>\w{1,80})"\?)?/, noMember],
  [/['‘`"](?<type>[\w.<>]{1,120})['’`"] does not contain a definition for ['‘`"](?<name>\w{1,80})['’`"]/, noMember],
  [/no (?:field|method)(?: named)? `(?<name>\w{1,80})` (?:found for [^\n]{0,40})?on type `[&*]*(?:mut )?(?<type>\w{1,80})/, noMember],
  [/no method named `(?<name>\w{1,80})` found for [^`\n]{0,40}`[&*]*(?:mut )?(?<type>\w{1,80})/, noMember],
  [
    /\w{1,80}\.(?<name>\w{1,80}) undefined \(type [*&]*(?:\w+\.)?(?<type>\w{1,80}) has no field or method \k<name>(?:, but does have (?:field|method) (?<suggestion>\w{1,80}))?/,
    noMember,
  ],
  [
    /cannot find symbol\s+symbol:\s+(?:method|variable)\s+(?<name>\w{1,80})[^\n]*\s+location:\s+(?:(?<variable>variable) \w+ of type (?<type>\w{1,80})|class \w{1,80})/,
    ({ variable, ...groups }) => (variable ? noMember(groups) : noName(groups)),
  ],
  [/cannot find symbol\s+symbol:\s+(?:class|method|variable)\s+(?<name>\w{1,80})/, noName],
  [/Cannot find name '(?<name>\w{1,80})'(?:\. Did you mean (?:the instance member )?'(?:this\.)?(?<suggestion>\w{1,80})'\?)?/, noName],
  [/^undefined: (?:\w+\.)?(?<name>\w{1,80})/, noName],
  [/The name ['`‘](?<name>\w{1,80})['’] does not exist in the current context/, noName],
  [/cannot find (?:value|function|type|macro|struct, variant or union type) `(?<name>\w{1,80})` in this scope/, noName],
  [/['‘](?<name>\w{1,80})['’] was not declared in this scope(?:; did you mean ['‘](?<suggestion>\w{1,80})['’])?/, noName],
  [/^[Uu]ndefined (?:name|variable) ['`"](?<name>\w{1,80})['`"]/, noName],
  [/^['"](?<name>[A-Za-z_$][\w$]{0,80})['"] is not defined\b/, noName],
  [/^Name "(?<name>\w{1,80})" is not defined\b/, noName],
  [/use of undeclared identifier '(?<name>\w{1,80})'(?:; did you mean '(?<suggestion>\w{1,80})'\?)?/, noName],
  [
    /(?<argument>Argument) of type '(?<given>[^\n]{1,200}?)' is not assignable to parameter of type '(?<wanted>[^\n]{1,200}?)'\./,
    notAssignable,
  ],
  [/Type '(?<given>[^\n]{1,200}?)' is not assignable to type '(?<wanted>[^\n]{1,200}?)'\./, notAssignable],
  [/incompatible types: (?<given>[^\n]{1,120}?) cannot be converted to (?<wanted>[^\n]{1,120})/, notAssignable],
  [
    /cannot use [^\n]{1,160}? \((?:variable|value|constant|untyped string constant)[^)]{0,160}?of type (?<given>\S{1,80})\) as (?<wanted>\S{1,80}) value in (?<argument>argument)?/,
    notAssignable,
  ],
  [/Cannot implicitly convert type [`'](?<given>[^'\n]{1,120})' to [`'](?<wanted>[^'\n]{1,120})'/, notAssignable],
  [
    /(?:'(?<name>[^'\n]{1,120})' is|Object is) possibly '(?<value>undefined|null)'/,
    ({ name = '', value = '' }) => ({ kind: 'possiblyNothing', name, value }),
  ],
  [
    /cannot (?:borrow|assign to) `(?<name>[^`\n]{1,80})` (?:as (?<how>mutable|immutable) )?(?:more than once at a time|because it is (?:also )?borrowed(?: as (?<value>mutable|immutable))?)/,
    ({ name = '', how = 'mutable', value }) => ({ kind: 'borrowed', name, how, held: value ? `${value} borrow` : '' }),
  ],
  [
    /^Expected (?:at least )?\d{1,3}(?:-\d{1,3})? arguments?, but got \d|^(?:not enough|too many) arguments in call to |cannot be applied to given types;|^this (?:function|method|struct) takes \d{1,3} arguments? but \d|^No overload for method \S{1,80} takes|^too (?:few|many) arguments to function/,
    () => ({ kind: 'argumentCount' }),
  ],
  [
    /^declared and not used: (?<name>\w{1,80})|^(?<variable>\w{1,80}) declared (?:and|but) not used|^"(?<type>[\w./-]{1,120})" imported and not used/,
    ({ name, variable, type }) => ({
      kind: 'unused',
      name: name ?? variable ?? type ?? '',
      how: type === undefined ? 'variable' : 'import',
    }),
  ],
  [
    /^missing return(?: statement)?$|^missing return at end of function|not all code paths return a value|lacks ending return statement|^A function whose declared type is neither .{1,80} must return a value/,
    () => ({ kind: 'missingReturn' }),
  ],
  [/^Type '(?<given>[^\n]{1,200}?)' is missing the following properties from type '(?<wanted>[^\n]{1,200}?)':/, notAssignable],
  [/(?:borrow|use) of (?:partially )?moved value: `(?<name>[\w.]{1,80})`/, ({ name = '' }) => ({ kind: 'moved', name })],
];

/** Parses a compiler's message; undefined where no pattern matches. */
export function readCompilerMessage(message: string): CompilerMessage | undefined {
  for (const [pattern, read] of READERS) {
    const match = pattern.exec(message);
    if (match) return read({ ...match.groups });
  }
  return undefined;
}
