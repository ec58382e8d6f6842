import { elementsOf, mapped, part, union, UNKNOWN, type Possible, type Values } from './possible';

/** The arguments of a call, each worked out when it is asked for. */
type Given = readonly (() => Values)[];

const TRIMS = /^(?:trim|strip|Trim|TrimSpace|trimIndent|trimEnd|trimStart|TrimEnd|TrimStart|trim_end|trim_start)$/;
const SAME =
  /^(?:to_string|to_owned|into|clone|cloned|copied|as_str|as_ref|as_mut|as_deref|as_slice|as_bytes|toString|ToString|String|str|string|unwrap|expect|orElseThrow|iter|iter_mut|into_iter|stream|parallelStream|asSequence|AsEnumerable|AsSpan|toList|toMutableList|toSet|toTypedArray|toArray|ToList|ToArray|ToHashSet|ToImmutableList|collect|sorted|sortedBy|sortedByDescending|OrderBy|OrderByDescending|ThenBy|reversed|Reverse|rev|distinct|Distinct|peekable|to_vec|copyOf|unmodifiableList|unmodifiableMap|unmodifiableCollection|asList|requireNonNull|checkNotNull|requireNotNull|move|Some|Ok|ofNullable|Optional|make_optional|apply|also|Box|Rc|Arc|RefCell|Cell|Mutex|borrow|borrow_mut|lock|chars|AsReadOnly|asReversed|indices|boxed|shared_ptr|make_shared|make_unique|c_str|filterNotNull|ok|map_err|with_context|context)$/;
const FEWER =
  /^(?:filter|Where|skip|Skip|take|Take|drop|dropWhile|takeWhile|TakeWhile|SkipWhile|limit|skip_while|take_while|filterNot|subList|slice|OfType|dropLast)$/;
const ONE_OF =
  /^(?:first|last|First|Last|Single|single|find|firstOrNull|lastOrNull|FirstOrDefault|LastOrDefault|SingleOrDefault|findFirst|findAny|findLast|getFirst|getLast|next|peek|poll|pop|Pop|Peek|Dequeue|remove|pop_front|pop_back|front|back|min|max|Min|Max|minBy|maxBy|MinBy|MaxBy|min_by_key|max_by_key|min_by|max_by|minOrNull|maxOrNull|random|elementAt|ElementAt|single_or_null|nth|removeFirst|removeLast|element|current)$/;
const LENGTH = /^(?:size|length|len|count|Count|Length|Len)$/;
const NUMBERS =
  /^(?:parse|parseInt|parseLong|parseDouble|parseFloat|valueOf|toInt|toDouble|toLong|toFloat|toBigDecimal|Parse|ToInt32|ToInt64|ToDouble|ToDecimal|Atoi|ParseInt|ParseFloat|ParseUint|stoi|stol|stod|stof|stoul|stoll|intValue|doubleValue|longValue|as_u64)$/;

/** What a known call of a standard library gives; undefined for others. @param of the value it is called on, or its only argument */
export function ofLibrary(name: string, of: Values, given: Given, argTexts: readonly string[]): Values | undefined {
  if (TRIMS.test(name) && given.length === 0)
    return mapped(of, (value) => (value.kind === 'text' ? part(value, value.text.trim(), lead(value.text)) : undefined));
  if (/^(?:toLowerCase|lowercase|ToLower|ToLowerInvariant|to_lowercase|to_ascii_lowercase)$/.test(name))
    return mapped(of, (value) => (value.kind === 'text' ? part(value, value.text.toLowerCase()) : undefined));
  if (/^(?:toUpperCase|uppercase|ToUpper|ToUpperInvariant|to_uppercase|to_ascii_uppercase)$/.test(name))
    return mapped(of, (value) => (value.kind === 'text' ? part(value, value.text.toUpperCase()) : undefined));
  if (/^(?:split|Split|splitToSequence|split_terminator|rsplit|splitn|SplitN|split_once|rsplit_once|Cut)$/.test(name))
    return split(name, of, given);
  if (/^(?:split_whitespace|Fields|split_ascii_whitespace)$/.test(name)) return mapped(of, (value) => listOf(value, /\s+/, true));
  if (/^(?:lines|lineSequence|readLines)$/.test(name))
    return mapped(of, (value) => (value.kind === 'text' ? linesOf(value) : value.kind === 'list' ? value : undefined));
  if (SAME.test(name)) return of;
  if (FEWER.test(name))
    return mapped(of, (value) => (value.kind === 'list' || value.kind === 'map' ? { ...value, open: true } : undefined));
  if (ONE_OF.test(name)) return elementsOf(of);
  if (/^(?:values|Values|into_values)$/.test(name) && given.length === 0) return listed(of, ({ value }) => value);
  if (/^(?:keys|keySet|Keys|into_keys)$/.test(name) && given.length === 0) return listed(of, ({ key }) => key);
  if (/^(?:unwrap_or|getOrElse|orElse|or|GetValueOrDefault|unwrap_or_else|ifEmpty|defaultIfBlank)$/.test(name))
    return union([mapped(of, (value) => (value.kind === 'nothing' ? { all: [], open: false } : value)), given[0]?.() ?? UNKNOWN]);
  if (LENGTH.test(name) && given.length === 0) return mapped(of, lengthOf);
  if (NUMBERS.test(name)) return mapped(of, (value) => numberOf(value));
  if (/^(?:flatten|flatMap|flat_map|SelectMany|orElseGet|to|plus|Concat|concat|chain)$/.test(name)) return undefined;
  if (/^(?:startsWith|starts_with|StartsWith|HasPrefix|isEmpty|is_empty|contains|Contains|equals|Equals)$/.test(name)) return undefined;
  if (
    /^(?:substringAfter|substringBefore|substringAfterLast|substringBeforeLast|removePrefix|removeSuffix|TrimPrefix|TrimSuffix)$/.test(name)
  )
    return cut(name, of, given);
  if (/^(?:replace|Replace|ReplaceAll|replaceAll)$/.test(name) && argTexts.length >= 2) return replaced(of, given);
  return undefined;
}

function lead(text: string): number {
  return text.length - text.trimStart().length;
}

function split(name: string, of: Values, given: Given): Values {
  const separators = given[0]?.() ?? UNKNOWN;
  const [separator] = separators.all;
  if (separators.open || separators.all.length !== 1 || separator?.kind !== 'text' || separator.text === '') return UNKNOWN;
  const most = /^(?:split_once|rsplit_once|Cut)$/.test(name) ? 2 : undefined;
  // Java reads it as a pattern.
  const plain = separator.text.replace(/\\s\*|\\s\+/g, '').replace(/\\(.)/g, '$1');
  return mapped(of, (value) => listOf(value, plain === '' ? /\s+/ : plain, false, most));
}

function listOf(value: Possible, separator: string | RegExp, filled: boolean, most?: number): Possible | undefined {
  if (value.kind !== 'text') return undefined;
  const parts = value.text.split(separator).filter((each) => !filled || each !== '');
  const shown = most !== undefined && parts.length > most ? [parts[0]!, parts.slice(1).join(String(separator))] : parts;
  let from = 0;
  const items = shown.map((text) => {
    const offset = value.text.indexOf(text, from);
    from = Math.max(from, offset + text.length);
    const item = part(value, text, Math.max(0, offset));
    return () => ({ all: [item], open: false });
  });
  return { kind: 'list', items, open: false, file: value.file, line: value.line, written: value.written };
}

function linesOf(value: Possible & { kind: 'text' }): Possible {
  const rows = value.text.split('\n');
  const items = rows.map((text, index) => {
    const line = value.written.includes('\n') || value.written === '' ? value.line + index : value.line;
    const item: Possible = { kind: 'text', text, file: value.file, line, written: rows.length > 1 ? text.trim() : value.written };
    return () => ({ all: [item], open: false });
  });
  return { kind: 'list', items, open: false, file: value.file, line: value.line, written: value.written };
}

function listed(of: Values, pick: (entry: (Possible & { kind: 'map' })['entries'][number]) => () => Values): Values {
  return mapped(of, (value) =>
    value.kind === 'map'
      ? { kind: 'list', items: value.entries.map(pick), open: value.open, file: value.file, line: value.line, written: value.written }
      : undefined,
  );
}

function lengthOf(value: Possible): Possible | undefined {
  const number =
    value.kind === 'text'
      ? value.text.length
      : value.kind === 'list' && !value.open
        ? value.items.length
        : value.kind === 'map' && !value.open
          ? value.entries.length
          : undefined;
  return number === undefined ? undefined : { kind: 'number', number, file: value.file, line: value.line, written: value.written };
}

function numberOf(value: Possible): Possible | undefined {
  if (value.kind === 'number') return value;
  const number = value.kind === 'text' && value.text.trim() !== '' ? Number(value.text.trim()) : NaN;
  return Number.isNaN(number) ? undefined : { kind: 'number', number, file: value.file, line: value.line, written: value.written };
}

function oneText(values: Values | undefined): string | undefined {
  const [value] = values?.all ?? [];
  return values && !values.open && values.all.length === 1 && value?.kind === 'text' ? value.text : undefined;
}

function cut(name: string, of: Values, given: Given): Values {
  const sign = oneText(given[0]?.());
  if (sign === undefined) return UNKNOWN;
  return mapped(of, (value) => {
    if (value.kind !== 'text') return undefined;
    const { text } = value;
    const at = /Last$/.test(name) ? text.lastIndexOf(sign) : text.indexOf(sign);
    if (/Prefix$/.test(name)) return part(value, text.startsWith(sign) ? text.slice(sign.length) : text);
    if (/Suffix$/.test(name)) return part(value, text.endsWith(sign) ? text.slice(0, -sign.length) : text);
    if (at < 0) return value;
    return part(value, name.startsWith('substringAfter') ? text.slice(at + sign.length) : text.slice(0, at));
  });
}

function replaced(of: Values, given: Given): Values {
  const [from, to] = given.map((each) => oneText(each()));
  if (!from || to === undefined || /[\\^$.|?*+()[\]{}]/.test(from)) return UNKNOWN;
  return mapped(of, (value) => (value.kind === 'text' ? part(value, value.text.replaceAll(from, to)) : undefined));
}
