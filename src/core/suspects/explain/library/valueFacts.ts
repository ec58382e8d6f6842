import { hasName, isWord } from '../textTests';
import { familyOf } from '../../../workspace/languages';
import type { SyntaxLanguage } from '../../../syntax/syntax';

/**
 * What a call or an operator of a language gives, where that surprises: the families of languages, between `|`; what is written, as parts of
 * code or a pattern; what the error's type and message say, as words or, behind `*`, parts of them; and the rest of a sentence about the code.
 */
type ValueFact = readonly [families: string, written: readonly string[] | RegExp, said: readonly string[], means: string];

/** Texts that are written in one, between `|`. */
function parts(texts: string): readonly string[] {
  return texts.split('|');
}

const TEXT = parts('str|string|String|text|Unknown format code|invalid literal|toFixed|not a function|NaN');
const NOTHING = parts('null|nil|None|undefined|NoneType|nullptr|*NullPointer|*NullReference|Object reference not set|Nullable object');
const CAST = /\sas\s+[A-Z]\w*$/;
const LINES = ["'", '"', '`'].map((quote) => `.split(${quote}\\n${quote})`);

const FACTS: readonly ValueFact[] = [
  ['javascript', LINES, parts('Unexpected end of JSON input|Unexpected end of input'), 'gives an empty text after the last line break'],
  ['java|csharp', /\bnew [A-Z]\w*\[[^\]]{1,60}\]/, NOTHING, 'makes an array whose elements are null until each one is set'],
  ['python', parts('csv.DictReader(|csv.reader('), TEXT, 'gives every cell as a text'],
  ['python', parts('json.load(|json.loads('), parts('*date|*Decimal|bytes'), 'gives dates and amounts as texts: JSON has no type for them'],
  ['python', parts('input(|os.environ|os.getenv(|sys.argv'), TEXT, 'gives a text'],
  [
    'python|javascript|ruby',
    parts('.split(|.splitlines(|.group(|.groups(|.match('),
    TEXT,
    'gives texts, also where they look like numbers',
  ],
  ['javascript', parts('localStorage.getItem(|searchParams.get(|prompt(|formData.get(|FormData('), TEXT, 'gives a text'],
  [
    'php',
    parts('parse_str(|$_GET|$_POST|$_REQUEST|$_COOKIE|$_ENV|explode(|getenv(|fgetcsv('),
    TEXT,
    'gives texts, also where they look like numbers',
  ],
  [
    'php',
    /\bjson_decode\([^,()]{1,120}\)/,
    parts('*stdClass'),
    'gives objects (stdClass); with true as its second argument it gives arrays',
  ],
  [
    'php',
    parts('array_filter(|array_unique(|array_diff(|array_diff_key(|array_intersect(|array_intersect_key('),
    parts('array key|*offset'),
    'keeps the keys of what it leaves, so that there may be gaps: array_values numbers them anew',
  ],
  [
    'ruby',
    parts('.each|.each_with_index|.each_pair'),
    parts('*'),
    'gives the list itself and not what its block gives: only map does that',
  ],
  [
    'ruby',
    parts(
      '.gsub!|.sub!|.strip!|.chomp!|.upcase!|.downcase!|.capitalize!|.squeeze!|.tr!|.uniq!|.compact!|.flatten!|.reject!|.select!|.map!|.sort!|.slice!',
    ),
    NOTHING,
    'is nil where it changes nothing',
  ],
  [
    'python',
    parts('return_exceptions=True|return_exceptions = True'),
    parts('*Error|*Exception|*Timeout'),
    'puts the exception itself among the results where a call raised one',
  ],
  [
    'python',
    parts('Mock(|MagicMock(|AsyncMock('),
    parts('*Mock'),
    'is a mock, and what it returns is another mock until `return_value` is set',
  ],
  ['python', parts('.fetchone('), NOTHING, 'is None when there is no row'],
  [
    'python',
    parts('map(|filter(|zip(|reversed(|enumerate('),
    parts('map|filter|zip|reversed|enumerate|iterator'),
    'gives an iterator, and not a list',
  ],
  ['csharp', CAST, NOTHING, 'is null where the value is of another type: `as` does not fail'],
  [
    'javascript',
    ['Number', 'parseInt', 'parseFloat'].flatMap((call) => [`${call}(process.env`, `${call}(import.meta.env`]),
    parts('Invalid array|Invalid string|Invalid count|Invalid typed|NaN|*range'),
    'is NaN where the environment variable is not set',
  ],
  ['javascript', CAST, NOTHING, 'is asserted and not checked: `as` has no effect when the program runs'],
  [
    'javascript',
    parts('vi.fn()|jest.fn()|sinon.stub()|stub()'),
    NOTHING,
    'is a mock that returns undefined until it is told what to return',
  ],
  [
    'javascript',
    parts('createContext()|createContext(undefined)|createContext(null)'),
    NOTHING,
    'has no default: without a provider around the component the context is undefined',
  ],
  [
    'go',
    parts('.FindStringSubmatch(|.FindSubmatch(|.FindStringSubmatchIndex('),
    parts('out of range'),
    'is nil where the pattern does not match the text',
  ],
  [
    'go',
    parts('strings.Split(|strings.SplitN('),
    parts('invalid syntax|*unknown|not found|*parsing'),
    'leaves the spaces around each part: `strings.TrimSpace` removes them',
  ],
  [
    'rust',
    /\.unwrap_or\([^()]{0,60}\.len\(\)\)/,
    parts('out of bounds|out of range'),
    'gives the length where nothing is found, which is one past the last index',
  ],
  [
    'cpp',
    parts('std::find(|std::find_if(|.find('),
    parts('*overflow|*SEGV|out of|*null'),
    'gives `end()` where nothing is found, and that is no element',
  ],
  [
    'java|cpp|javascript|csharp',
    parts('.indexOf(|.lastIndexOf(|.IndexOf(|.LastIndexOf('),
    parts('-1|out of range|less than zero|*bounds|*begin'),
    'is -1 where the text does not contain it',
  ],
];

/** A fact about a value as written that bears on an error, as a sentence without its quotes. @returns the text that it is about, and the rest */
export function factAbout(written: string, language: SyntaxLanguage, said: string): { text: string; means: string } | undefined {
  const family = familyOf(language);
  for (const [families, wanted, error, means] of FACTS) {
    if (!families.split('|').includes(family) || !error.some((each) => says(said, each))) continue;
    const text = written.slice(0, 600);
    const at = wanted instanceof RegExp ? text.search(wanted) : writtenAt(text, wanted);
    if (at >= 0) return { text: callFrom(written, at), means };
  }
  return undefined;
}

/** Whether a message has a word, or a text that is more than a word. */
function says(said: string, wanted: string): boolean {
  if (wanted.startsWith('*')) return said.includes(wanted.slice(1));
  return isWord(wanted) ? hasName(said, wanted) : said.includes(wanted);
}

/** Where a text has one of some parts of code first, not within a longer name; -1 where it has none. */
function writtenAt(text: string, wanted: readonly string[]): number {
  const found = wanted.flatMap((part) => {
    const cuts = (one: string, other: string | undefined): boolean => isWord(one) && other !== undefined && isWord(other);
    for (let at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + 1))
      if (!cuts(part[0]!, text[at - 1]) && !cuts(part.at(-1)!, text[at + part.length])) return [at];
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
