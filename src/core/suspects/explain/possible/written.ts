import { closingAt, splitChoice, splitTop, splitWord } from '../writtenParts';
import { lastOperation, stripped } from './expressionText';

/** How an expression that is no operation on another one is written. */
export type Written =
  | { kind: 'list'; parts: string[] }
  | { kind: 'map'; pairs: { key: string; value: string; text: string }[] }
  | { kind: 'object'; type: string; args: string[] }
  | { kind: 'choice'; options: string[]; open: boolean }
  | { kind: 'joined'; parts: string[] };

const LIST_CALLS =
  /^(?:(?:(?:java\.util\.)?(?:List|Set)\.of|Arrays\.asList|Collections\.singletonList|Stream\.of|IntStream\.of|ImmutableList\.of|ImmutableSet\.of|listOf|setOf|arrayOf|intArrayOf|longArrayOf|doubleArrayOf|mutableListOf|mutableSetOf|sequenceOf|arrayListOf|linkedSetOf|hashSetOf|listOfNotNull|new int\[\]|vec!|std::array::from|(?:\w+::)*(?:HashSet|BTreeSet|VecDeque|Vec)::from)\s*[([]|(?:vec!|smallvec!)\s*[[(])/;
const MAP_CALLS =
  /^(?:(?:mapOf|mutableMapOf|hashMapOf|linkedMapOf|sortedMapOf|(?:java\.util\.)?Map\.of|Map\.ofEntries|ImmutableMap\.of|(?:\w+::)*(?:HashMap|BTreeMap|IndexMap)::from))\s*\(/;
/** Empty collections. */
const EMPTY =
  /^(?:(?:new\s+)?(?:[\w.]{1,60}\.|(?:\w{1,40}::){0,3})?(?:Map|HashMap|TreeMap|LinkedHashMap|ConcurrentHashMap|EnumMap|HashSet|LinkedHashSet|TreeSet|BTreeMap|BTreeSet|Dictionary|SortedDictionary|ConcurrentDictionary|List|ArrayList|LinkedList|ArrayDeque|Queue|Stack|PriorityQueue|Vec|VecDeque|SortedList|Hashtable|Collection)(?:<[^()]{0,160}>)?(?:::<[^()]{0,80}>)?(?:::new|::with_capacity|::default)?\([\w.]{0,40}\)|make\([^()]{1,120}\)|(?:mutableListOf|mutableMapOf|mutableSetOf|emptyList|emptyMap|emptySet|arrayListOf|hashMapOf|linkedMapOf|listOf|mapOf|setOf|ArrayDeque)(?:<[^()]{0,120}>)?\(\)|(?:List|Map|Set)\.of\(\)|Collections\.empty\w+\(\)|(?:Enumerable|Array)\.Empty<\w{1,60}>\(\)|new [\w.]{1,60}\[0\])$/;
const MAP_TYPES = /Map|Dictionary|Hashtable|map\[|SortedList|mapOf/;

/** Reads a list, a map, an object, a choice or joined texts that are written out; undefined for others. */
export function writtenAs(text: string, language: string): Written | undefined {
  if (EMPTY.test(text)) return MAP_TYPES.test(text.slice(0, 60)) ? { kind: 'map', pairs: [] } : { kind: 'list', parts: [] };
  const list = LIST_CALLS.exec(text)?.[0];
  if (list) return whole(text, list.length, (parts) => ({ kind: 'list', parts }));
  const map = MAP_CALLS.exec(text)?.[0];
  if (map) return whole(text, map.length, (parts) => pairsOf(parts, /^Map\.of\(|^ImmutableMap/.test(text)));
  if (text.startsWith('(')) return whole(text, 1, (parts) => (parts.length > 1 ? { kind: 'list', parts } : undefined));
  if (/^[[{]/.test(text) && language !== 'go')
    return whole(text, 1, (parts) => (language === 'kotlin' ? undefined : listOrMap(parts, text.startsWith('{'), language)));
  const braced =
    /^(?:new )?&?(?<type>(?:\[\d{0,6}\]|\*|map\[[\w.*]{1,60}\]){0,3}[\w.:]{0,100}(?:<[^(){}]{0,160}>)?(?:\[[\w,]{0,20}\]){0,3})\s{0,4}(?<call>\([^(){}]{0,200}\))?\s{0,40}\{/.exec(
      text,
    );
  if (braced && braced[0].length > 1)
    return whole(text, braced[0].length, (parts) => ofBraces(braced.groups!['type']!, braced.groups!['call'], parts, language));
  return choiceIn(text, language) ?? joinedIn(text);
}

function whole(text: string, from: number, read: (parts: string[]) => Written | undefined): Written | undefined {
  const end = closingAt(text.slice(from));
  return end < 0 || from + end !== text.length - 1 ? undefined : read(splitTop(withoutComments(text.slice(from, from + end))));
}

function withoutComments(text: string): string {
  return text.replace(/(^|[,\s])\/\/[^\n]*/g, (comment) => comment.replace(/[^\n]/g, ' '));
}

/** `new[] { 1, 2 }`, `new Dictionary<string, int> { { "a", 1 } }`, `map[string]int{"a": 1}`, `[]User{{…}}`, `User{Name: name}`, `Item { name, units }`. */
function ofBraces(type: string, call: string | undefined, parts: string[], language: string): Written | undefined {
  if (/^map\[/.test(type)) return pairsOf(parts, false);
  if (
    /^\[|\[[\w,]*\]$/.test(type) ||
    type === '' ||
    /(?:^|[.:])(?:List|HashSet|Queue|Stack|vector|array|set|deque|LinkedList|SortedSet)(?:<|$)/.test(type)
  )
    return { kind: 'list', parts: type.startsWith('[') ? parts.map((part) => typed(part, type)) : parts };
  if (/(?:Dictionary|SortedList|Hashtable|^(?:std::)?(?:unordered_)?map)(?:<|$)/.test(type)) return pairsOf(parts, false);
  const name = /(?<!\w)[A-Za-z_]\w*$/.exec(type.replace(/<[^]*$/, ''))?.[0];
  if (name === undefined || (language === 'kotlin' && !/^[A-Z]/.test(name))) return undefined;
  return { kind: 'object', type: name, args: [...(call ? splitTop(call.slice(1, -1)) : []), ...parts].map((part) => part.trim()) };
}

/** Go: `{Name: "a"}` in `[]User{…}` is a `User`. */
function typed(part: string, type: string): string {
  const element = /^\[\d{0,6}\]\*?([A-Za-z_][\w.]{0,80})$/.exec(type)?.[1];
  return element && part.trim().startsWith('{') ? part.replace(/^\s*/, (space) => space + element) : part;
}

function listOrMap(parts: string[], braces: boolean, language: string): Written | undefined {
  if (language !== 'cpp') return braces ? undefined : { kind: 'list', parts };
  return { kind: 'list', parts };
}

const PAIR_WORDS = ['=>', 'to', ':'];

function pairsOf(parts: string[], alternate: boolean): Written | undefined {
  if (alternate) {
    const pairs = parts.flatMap((text, at) =>
      at % 2 === 0 && parts[at + 1] !== undefined ? [{ key: text.trim(), value: parts[at + 1]!.trim(), text }] : [],
    );
    return { kind: 'map', pairs };
  }
  const inner = parts.length === 1 && /^\s*\[[^]*\]\s*$/.test(parts[0]!) ? splitTop(parts[0]!.trim().slice(1, -1)) : parts;
  const pairs = inner.map((text) => {
    const part = text.trim();
    const bracketed = /^(?:[{(]|(?:Map\.)?entry\(|std::make_pair\(|Pair\(|new KeyValuePair<[^()]{1,80}>\()([^]*)[})]$/.exec(part)?.[1];
    const two = bracketed === undefined ? undefined : splitTop(bracketed);
    if (two?.length === 2) return { key: two[0]!.trim(), value: two[1]!.trim(), text };
    const [, indexed, set] = /^\[([^\]]{1,120})\]\s*=\s*([^]+)$/.exec(part) ?? [];
    if (indexed !== undefined && set !== undefined) return { key: indexed.trim(), value: set.trim(), text };
    const sides = PAIR_WORDS.map((word) => splitWord(part, word)).find(Boolean);
    return sides && { key: sides[0].trim(), value: sides[1].trim(), text };
  });
  return pairs.every((pair) => pair !== undefined) ? { kind: 'map', pairs } : undefined;
}

function choiceIn(text: string, language: string): Written | undefined {
  const elvis = language === 'kotlin' ? splitWord(text, '?:') : language === 'csharp' ? splitWord(text, '??') : undefined;
  if (elvis) return { kind: 'choice', options: elvis.map((each) => each.trim()), open: false };
  const choice = /^(?:java|csharp|cpp)$/.test(language) ? splitChoice(text) : undefined;
  if (choice && choice.otherwise !== '') return { kind: 'choice', options: [choice.then, choice.otherwise], open: false };
  const word = /^if\b/.test(text) && /^(?:kotlin|rust)$/.test(language) ? branchesIn(text) : undefined;
  if (word) return { kind: 'choice', options: word, open: false };
  const cases = /^(?:when|match)\b[^{]{0,200}\{/.exec(text)?.[0];
  if (cases && /^(?:kotlin|rust)$/.test(language)) {
    const options = [...text.slice(cases.length).matchAll(/(?:->|=>) ?([^\n{}]{1,200})(?:\n|\}$)/g)].map(([, value = '']) => value);
    return { kind: 'choice', options, open: true };
  }
  return undefined;
}

/** `if (x) "a" else "b"`, `if x { "a" } else { "b" }`. */
function branchesIn(text: string): string[] | undefined {
  const flat = text.replace(/\s+/g, ' ');
  const [, then, otherwise] =
    /^if ?(?:\([^{}]{1,200}?\)|[^(){}]{1,200}?)(?: ?\{)? ?("[^"]{0,200}"|[\w.]{1,80}|\w{1,40}\([^()]{0,80}\)) ?\}? else \{? ?("[^"]{0,200}"|[\w.]{1,80}|\w{1,40}\([^()]{0,80}\)) ?\}?$/.exec(
      flat,
    ) ?? [];
  return then !== undefined && otherwise !== undefined ? [then, otherwise] : undefined;
}

function joinedIn(text: string): Written | undefined {
  const parts: string[] = [];
  let rest = text;
  for (let sides = splitWord(rest, '+'); sides; sides = splitWord(rest, '+')) {
    parts.push(sides[0].trim());
    rest = sides[1];
  }
  if (parts.length === 0 || parts.some((part) => part === '' || /[<>=&|*/%-]$/.test(part))) return undefined;
  const all = [...parts, rest.trim()];
  return all.some((part) => /^"/.test(part)) &&
    all.every((part) => /^"/.test(part) || /^[\w.]+$/.test(part) || lastOperation(stripped(part)) !== undefined)
    ? { kind: 'joined', parts: all }
    : undefined;
}
