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
  | { kind: 'missingReturn' };

/** One kind of message, with its parts. */
export type MessageOf<Kind extends CompilerMessage['kind']> = Extract<CompilerMessage, { kind: Kind }>;

/** Named groups of a match; unmatched ones are undefined. */
type Groups = Partial<Record<'name' | 'type' | 'suggestion' | 'given' | 'wanted' | 'argument' | 'value' | 'variable' | 'how', string>>;

const noMember = ({ name = '', type = '', suggestion }: Groups): CompilerMessage => ({ kind: 'noMember', name, type, suggestion });
const noName = ({ name = '', suggestion }: Groups): CompilerMessage => ({ kind: 'noName', name, suggestion });
const notAssignable = ({ given = '', wanted = '', argument }: Groups): CompilerMessage => ({
  kind: 'notAssignable',
  given,
  wanted,
  argument: argument !== undefined,
});

/** Tried in this order, because javac's and rustc's later patterns are parts of earlier ones. */
const READERS: readonly [RegExp, (groups: Groups) => CompilerMessage][] = [
  [
    /Property '(?<name>[^'\n]{1,80})' is missing in type '[^\n]{1,300}' but required in type '(?<type>[^'\n]{1,120})'/,
    ({ name = '', type = '' }) => ({ kind: 'missingProperty', name, type }),
  ],
  [
    /^(?:Module )?['"]{1,2}(?<type>[^'"\n]{1,120})['"]{1,2} has no exported member (?:named )?'(?<name>\w{1,80})'(?:\. Did you mean '(?<suggestion>\w{1,80})'\?)?/,
    ({ name = '', type = '', suggestion }) => ({ kind: 'noExport', name, type, suggestion }),
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
