import { familyOf } from '../../../workspace/languages';
import type { SyntaxLanguage } from '../../../syntax/syntax';

/**
 * What a call or an operator of a language gives, where that surprises: the families of languages, between `|`; what is written, names of what is called
 * (of methods with their dot) or a pattern; the error's type and message; and the rest of a sentence about the matched text.
 */
type ValueFact = readonly [families: string, written: string | RegExp, said: RegExp, means: string];

const TEXT = /\bstr(?:ing)?\b|\bString\b|\btext\b|Unknown format code|invalid literal|\btoFixed|not a function|NaN/;
const NOTHING = /\b(?:null|nil|None|undefined|NoneType|nullptr|Null\w+)\b|Object reference not set|Nullable object/;

const FACTS: readonly ValueFact[] = [
  ['javascript', /\.split\((?:'\\n'|"\\n"|`\\n`)\)/, /Unexpected end of (?:JSON )?input/, 'gives an empty text after the last line break'],
  ['java|csharp', /\bnew [A-Z]\w*\[[^\]]{1,60}\]/, NOTHING, 'makes an array whose elements are null until each one is set'],
  ['python', 'csv.DictReader|csv.reader', TEXT, 'gives every cell as a text'],
  ['python', 'json.load|json.loads', /date|Decimal|\bbytes\b/, 'gives dates and amounts as texts: JSON has no type for them'],
  ['python', /\b(?:input\(|os\.environ|os\.getenv\(|sys\.argv)/, TEXT, 'gives a text'],
  ['python|javascript|ruby', '.split|.splitlines|.group|.groups|.match', TEXT, 'gives texts, also where they look like numbers'],
  ['javascript', /\b(?:localStorage\.getItem|searchParams\.get|prompt|formData\.get|FormData)\b/, TEXT, 'gives a text'],
  [
    'php',
    /\bparse_str\(|\$_(?:GET|POST|REQUEST|COOKIE|ENV)\b|\bexplode\(|\bgetenv\(|\bfgetcsv\(/,
    TEXT,
    'gives texts, also where they look like numbers',
  ],
  ['php', /\bjson_decode\([^,()]{1,120}\)/, /stdClass/, 'gives objects (stdClass); with true as its second argument it gives arrays'],
  [
    'php',
    'array_filter|array_unique|array_diff|array_diff_key|array_intersect|array_intersect_key',
    /array key|offset/,
    'keeps the keys of what it leaves, so that there may be gaps: array_values numbers them anew',
  ],
  ['ruby', /\.each(?:_with_index|_pair)?\b/, /./, 'gives the list itself and not what its block gives: only map does that'],
  [
    'ruby',
    '.gsub!|.sub!|.strip!|.chomp!|.upcase!|.downcase!|.capitalize!|.squeeze!|.tr!|.uniq!|.compact!|.flatten!|.reject!|.select!|.map!|.sort!|.slice!',
    NOTHING,
    'is nil where it changes nothing',
  ],
  [
    'python',
    /\breturn_exceptions\s*=\s*True\b/,
    /(?:Error|Exception|Timeout)\b/,
    'puts the exception itself among the results where a call raised one',
  ],
  ['python', 'Mock|MagicMock|AsyncMock', /Mock/, 'is a mock, and what it returns is another mock until `return_value` is set'],
  ['python', '.fetchone', NOTHING, 'is None when there is no row'],
  [
    'python',
    'map|filter|zip|reversed|enumerate',
    /\b(?:map|filter|zip|reversed|enumerate|iterator)\b/,
    'gives an iterator, and not a list',
  ],
  ['csharp', /\S{1,80} as [A-Z]\w*/, NOTHING, 'is null where the value is of another type: `as` does not fail'],
  [
    'javascript',
    /\b(?:Number|parseInt|parseFloat)\(\s*(?:process|import\.meta)\.env\b/,
    /Invalid (?:array|string|count|typed)|NaN|range/i,
    'is NaN where the environment variable is not set',
  ],
  ['javascript', /^[^]{0,400}\sas\s+[A-Z]\w*$/, NOTHING, 'is asserted and not checked: `as` has no effect when the program runs'],
  [
    'javascript',
    /\b(?:vi|jest)\.fn\(\)|\b(?:sinon\.)?stub\(\)/,
    NOTHING,
    'is a mock that returns undefined until it is told what to return',
  ],
  [
    'javascript',
    /^createContext\((?:undefined|null)?\)$/,
    NOTHING,
    'has no default: without a provider around the component the context is undefined',
  ],
  [
    'go',
    'strings.Split|strings.SplitN',
    /invalid syntax|unknown|not found|parsing/,
    'leaves the spaces around each part: `strings.TrimSpace` removes them',
  ],
  [
    'rust',
    /\.unwrap_or\([^()]{0,60}\.len\(\)\)/,
    /out of bounds|out of range/,
    'gives the length where nothing is found, which is one past the last index',
  ],
  ['cpp', 'std::find|std::find_if|.find', /overflow|SEGV|out of|null/, 'gives `end()` where nothing is found, and that is no element'],
  [
    'java|cpp|javascript|csharp',
    '.indexOf|.lastIndexOf|.IndexOf|.LastIndexOf',
    /-1|out of range|less than zero|bounds|begin/,
    'is -1 where the text does not contain it',
  ],
];

/** A fact about a value as written that bears on an error, as a sentence without its quotes. @returns the text that it is about, and the rest */
export function factAbout(written: string, language: SyntaxLanguage, said: string): { text: string; means: string } | undefined {
  const family = familyOf(language);
  for (const [families, wanted, error, means] of FACTS) {
    if (!families.split('|').includes(family) || !error.test(said)) continue;
    const text = written.slice(0, 600);
    const at = typeof wanted === 'string' ? calledAt(text, wanted) : text.search(wanted);
    if (at >= 0) return { text: callFrom(written, at), means };
  }
  return undefined;
}

/** Where a text calls one of some names first; -1 where it does not. */
function calledAt(text: string, names: string): number {
  const found = names.split('|').flatMap((name) => {
    const call = name.endsWith('!') ? name : `${name}(`;
    for (let at = text.indexOf(call); at >= 0; at = text.indexOf(call, at + 1))
      if (name.startsWith('.') || !/\w/.test(text[at - 1] ?? '')) return [at];
    return [];
  });
  return found.length > 0 ? Math.min(...found) : -1;
}

/** The call that begins at a place of a text, up to its closing bracket; else the whole text. */
function callFrom(text: string, from: number): string {
  const open = text.indexOf('(', from);
  const start = from + (/^\W*/.exec(text.slice(from))?.[0].length ?? 0);
  for (let at = open, depth = 0; open >= 0 && at < text.length; at += 1) {
    if ('([{'.includes(text[at]!)) depth += 1;
    else if (')]}'.includes(text[at]!)) depth -= 1;
    if (depth === 0) return (text[from] === '.' ? text.slice(0, at + 1) : text.slice(start, at + 1)).trim();
  }
  return text.trim();
}
