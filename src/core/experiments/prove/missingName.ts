/** Something that an error says is not there. */
export interface Missing {
  /** `module`: a module or package · `file`: a file that is opened · `argument`: of a function · `arguments`: the function
   * takes others. */
  kind: 'name' | 'module' | 'file' | 'argument' | 'arguments';
  /** Its name as the error writes it. */
  name: string;
}

/** How runtimes and compilers say that a name is missing, the more telling ones first. */
const SAID: readonly (readonly [Missing['kind'], RegExp])[] = [
  // JavaScript, TypeScript and their bundlers
  ['module', /\bCannot find (?:module|package) ['"](?<name>[^'"\n]{1,300})['"]/],
  ['module', /\bFailed to (?:resolve import|load url) ["']?(?<name>[^\s"']{1,300})/],
  ['name', /\bdoes not provide an export named ['"]?(?<name>[\w$]{1,200})/],
  ['name', /(?<![\w$])(?<name>[\w$]{1,200})(?:\(\.\.\.\))?\)? is not a (?:function|constructor)\b/],
  ['name', /\bhas no exported member (?:named )?['"](?<name>[\w$]{1,200})/],
  ['name', /\bProperty ['"](?<name>[\w$]{1,200})['"] does not exist on type/],
  ['name', /\bCannot find name ['"](?<name>[\w$]{1,200})/],
  ['arguments', /\bExpected \d{1,3}(?:-\d{1,3})? arguments?, but got (?<name>\d{1,3})/],
  // Python
  ['module', /\bNo module named ['"]?(?<name>[\w.]{1,300})/],
  ['name', /\bcannot import name ['"](?<name>\w{1,200})/],
  ['name', /\bname ['"](?<name>\w{1,200})['"] is not defined\b/],
  ['name', /\b(?:has no|does not have the) attribute ['"](?<name>\w{1,200})/],
  ['name', /\bfixture ['"](?<name>\w{1,200})['"] not found\b/],
  ['argument', /\bunexpected keyword argument ['"](?<name>\w{1,200})/],
  ['arguments', /(?<![\w.])(?<name>[\w.]{1,200})\(\) (?:takes |missing \d{1,3} required )/],
  // Ruby, PHP
  ['module', /\bcannot load such file -- (?<name>\S{1,300})/],
  ['name', /\bundefined (?:local variable or )?method [`'](?<name>[\w?!=]{1,200})/],
  ['name', /\buninitialized constant (?<name>[\w:]{1,200})/],
  ['argument', /\bunknown keywords?: :(?<name>\w{1,200})/],
  ['arguments', /\bwrong number of arguments \(given (?<name>\d{1,3})/],
  ['name', /\bCall to undefined (?:function|method) (?<name>[\w\\:]{1,200})/],
  ['name', /\bClass ["'](?<name>[\w\\]{1,200})["'] not found\b/],
  ['name', /\bUndefined constant ["']?(?<name>[\w\\:]{1,200})/],
  ['argument', /\bUnknown named parameter \$(?<name>\w{1,200})/],
  // Go, Rust
  ['name', /\bundefined: (?<name>[\w.]{1,200})/],
  ['name', /(?<![\w.])(?<name>[\w.]{1,200}) undefined \(type /],
  ['name', /\bunknown field (?<name>\w{1,200})/],
  ['arguments', /\b(?:too many|not enough) arguments in call to (?<name>[\w.]{1,200})/],
  ['name', /\bcannot find [\w ,]{1,60} `(?<name>\w{1,200})`/],
  ['name', /\bno [\w ,]{1,60} named `(?<name>\w{1,200})`/],
  ['name', /\bno `(?<name>\w{1,200})` in `/],
  ['name', /\bunresolved imports? `(?<name>[\w:]{1,200})`/],
  // Java, Kotlin, C#, C and C++
  ['name', /\bsymbol: {1,10}(?:method|class|variable|constructor) (?<name>\w{1,200})/],
  ['name', /\b[Uu]nresolved reference:? ['`]?(?<name>\w{1,200})/],
  ['name', /\bNo(?:SuchMethod|SuchField|ClassDefFound)Error: (?<name>[\w.$/]{1,200})/],
  ['name', /\bdoes not contain a definition for ['"](?<name>\w{1,200})/],
  ['name', /\bThe (?:type or namespace )?name ['"](?<name>\w{1,200})['"] (?:does not exist|could not be found)/],
  ['name', /['‘](?<name>\w{1,200})['’] was not declared in this scope\b/],
  ['name', /\b(?:no|has no) member named ['‘](?<name>\w{1,200})/],
  ['name', /\buse of undeclared identifier ['‘](?<name>\w{1,200})/],
  ['name', /\bundefined reference to [`'‘](?<name>[\w:~]{1,200})/],
  // any
  ['name', /(?<![\w$])(?<name>[\w$]{1,200}) is not defined\b/],
  ['file', /\b[Nn]o such file or directory\b[^'"\n]{0,200}['"](?<name>[^'"\n]{1,300})/],
  ['file', /\b[Nn]o such file or directory @ \w{1,40} - (?<name>\S{1,300})/],
];

/** Characters of a text that are looked at. */
const MOST_TEXT = 20_000;

/** What an error's message, or a compiler's output, says is missing; undefined where it says nothing of the kind. */
export function missingName(text: string): Missing | undefined {
  const looked = text.slice(0, MOST_TEXT);
  for (const [kind, pattern] of SAID) {
    const name = pattern.exec(looked)?.groups?.['name'];
    if (name !== undefined) return { kind, name };
  }
  return undefined;
}

/** The last part of a qualified name: `total` of `cart.total`, `Tax` of `Shop::Tax`. */
export function lastPart(name: string): string {
  return (
    name
      .split(/[.:\\/]+/)
      .filter(Boolean)
      .at(-1) ?? name
  );
}
