import { familyOf } from '../../workspace/languages';
import type { SyntaxLanguage } from '../../syntax/syntax';

/** What a call or an operator of a language gives, where that surprises. */
interface ValueFact {
  families: RegExp;
  /** In a value as written. */
  written: RegExp;
  /** In the error: its type and its message. */
  said: RegExp;
  /** The rest of a sentence about the matched text. */
  means: string;
}

const TEXT = /\bstr(?:ing)?\b|\bString\b|\btext\b|Unknown format code|invalid literal|\btoFixed|not a function|NaN/;
const NOTHING = /\b(?:null|nil|None|undefined|NoneType|nullptr|Null\w+)\b|Object reference not set|Nullable object/;

const FACTS: readonly ValueFact[] = [
  {
    families: /^javascript$/,
    written: /\.split\((?:'\\n'|"\\n"|`\\n`)\)/,
    said: /Unexpected end of (?:JSON )?input/,
    means: 'gives an empty text after the last line break',
  },
  {
    families: /^(?:java|csharp)$/,
    written: /\bnew [A-Z]\w*\[[^\]]{1,60}\]/,
    said: NOTHING,
    means: 'makes an array whose elements are null until each one is set',
  },
  { families: /^python$/, written: /\bcsv\.(?:DictReader|reader)\(/, said: TEXT, means: 'gives every cell as a text' },
  {
    families: /^python$/,
    written: /\bjson\.loads?\(/,
    said: /date|Decimal|\bbytes\b/,
    means: 'gives dates and amounts as texts: JSON has no type for them',
  },
  { families: /^python$/, written: /\b(?:input\(|os\.environ|os\.getenv\(|sys\.argv)/, said: TEXT, means: 'gives a text' },
  {
    families: /^(?:python|javascript|ruby)$/,
    written: /\.(?:split|splitlines|groups?|match)\(/,
    said: TEXT,
    means: 'gives texts, also where they look like numbers',
  },
  {
    families: /^javascript$/,
    written: /\b(?:localStorage\.getItem|searchParams\.get|prompt|formData\.get|FormData)\b/,
    said: TEXT,
    means: 'gives a text',
  },
  {
    families: /^php$/,
    written: /\bparse_str\(|\$_(?:GET|POST|REQUEST|COOKIE|ENV)\b|\bexplode\(|\bgetenv\(|\bfgetcsv\(/,
    said: TEXT,
    means: 'gives texts, also where they look like numbers',
  },
  {
    families: /^php$/,
    written: /\bjson_decode\([^,()]{1,120}\)/,
    said: /stdClass/,
    means: 'gives objects (stdClass); with true as its second argument it gives arrays',
  },
  {
    families: /^php$/,
    written: /\barray_(?:filter|unique|diff|diff_key|intersect|intersect_key)\(/,
    said: /array key|offset/,
    means: 'keeps the keys of what it leaves, so that there may be gaps: array_values numbers them anew',
  },
  {
    families: /^ruby$/,
    written: /\.each(?:_with_index|_pair)?\b/,
    said: /./,
    means: 'gives the list itself and not what its block gives: only map does that',
  },
  {
    families: /^ruby$/,
    written: /\.(?:gsub|sub|strip|chomp|upcase|downcase|capitalize|squeeze|tr|uniq|compact|flatten|reject|select|map|sort|slice|squeeze)!/,
    said: NOTHING,
    means: 'is nil where it changes nothing',
  },
  {
    families: /^python$/,
    written: /\breturn_exceptions\s*=\s*True\b/,
    said: /(?:Error|Exception|Timeout)\b/,
    means: 'puts the exception itself among the results where a call raised one',
  },
  {
    families: /^python$/,
    written: /\b(?:Magic|Async)?Mock\(/,
    said: /Mock/,
    means: 'is a mock, and what it returns is another mock until `return_value` is set',
  },
  { families: /^python$/, written: /\.fetchone\(\)/, said: NOTHING, means: 'is None when there is no row' },
  {
    families: /^python$/,
    written: /\b(?:map|filter|zip|reversed|enumerate)\(/,
    said: /\b(?:map|filter|zip|reversed|enumerate|iterator)\b/,
    means: 'gives an iterator, and not a list',
  },
  {
    families: /^csharp$/,
    written: /\S{1,80} as [A-Z]\w*/,
    said: NOTHING,
    means: 'is null where the value is of another type: `as` does not fail',
  },
  {
    families: /^javascript$/,
    written: /\b(?:Number|parseInt|parseFloat)\(\s*(?:process|import\.meta)\.env\b/,
    said: /Invalid (?:array|string|count|typed)|NaN|range/i,
    means: 'is NaN where the environment variable is not set',
  },
  {
    families: /^javascript$/,
    written: /^[^]{0,400}\sas\s+[A-Z]\w*$/,
    said: NOTHING,
    means: 'is asserted and not checked: `as` has no effect when the program runs',
  },
  {
    families: /^javascript$/,
    written: /\b(?:vi|jest)\.fn\(\)|\b(?:sinon\.)?stub\(\)/,
    said: NOTHING,
    means: 'is a mock that returns undefined until it is told what to return',
  },
  {
    families: /^javascript$/,
    written: /^createContext\((?:undefined|null)?\)$/,
    said: NOTHING,
    means: 'has no default: without a provider around the component the context is undefined',
  },
  {
    families: /^go$/,
    written: /\bstrings\.Split(?:N)?\(/,
    said: /invalid syntax|unknown|not found|parsing/,
    means: 'leaves the spaces around each part: `strings.TrimSpace` removes them',
  },
  {
    families: /^rust$/,
    written: /\.unwrap_or\([^()]{0,60}\.len\(\)\)/,
    said: /out of bounds|out of range/,
    means: 'gives the length where nothing is found, which is one past the last index',
  },
  {
    families: /^cpp$/,
    written: /\bstd::find(?:_if)?\(|\.find\(/,
    said: /overflow|SEGV|out of|null/,
    means: 'gives `end()` where nothing is found, and that is no element',
  },
  {
    families: /^(?:java|cpp|javascript|csharp)$/,
    written: /\.(?:lastI|i|I|LastI)ndexOf\(/,
    said: /-1|out of range|less than zero|bounds|begin/,
    means: 'is -1 where the text does not contain it',
  },
];

/** A fact about a value as written that bears on an error, as a sentence without its quotes. @returns the text that it is about, and the rest */
export function factAbout(written: string, language: SyntaxLanguage, said: string): { text: string; means: string } | undefined {
  const family = familyOf(language);
  for (const fact of FACTS) {
    if (!fact.families.test(family) || !fact.said.test(said)) continue;
    const found = fact.written.exec(written.slice(0, 600));
    if (found) return { text: callFrom(written, found.index), means: fact.means };
  }
  return undefined;
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
