import { familyOf } from '../../workspace/languages';
import type { CallSite, SyntaxLanguage } from '../../syntax/syntax';

interface EmptyResult {
  families: string;
  /** Name of the call. */
  name: RegExp;
  /**
   * `collection`: the receiver is a known collection; `function`: the first argument is a function; `key`: a short text is the only
   * argument; a pattern: matches the receiver.
   */
  needs?: 'collection' | 'function' | 'key' | RegExp;
  /** The known behaviour of the call, as the rest of a sentence about it. */
  note: string;
}

const FUNCTION_ARGUMENT = /=>|^(?:async\s+)?function\b|^lambda\b|^\||^&:|^\{|^\w+\s*->|^func\b|::/;

/** Calls of standard libraries with an empty result, and its condition: facts of the languages. */
const EMPTY_RESULTS: readonly EmptyResult[] = [
  { families: 'javascript', name: /^find(?:Last)?$/, needs: 'function', note: 'is undefined when no element matches' },
  { families: 'javascript', name: /^get$/, needs: 'collection', note: 'is undefined for a key that is not in the map' },
  { families: 'javascript', name: /^(?:match|exec)$/, note: 'is null when the text does not match' },
  { families: 'javascript', name: /^(?:querySelector|getElementById|closest)$/, note: 'is null when no element matches' },
  { families: 'javascript', name: /^getItem$/, note: 'is null for a key that was never set' },
  { families: 'javascript', name: /^(?:pop|shift)$/, needs: 'collection', note: 'is undefined when the array is empty' },
  { families: 'python', name: /^get$/, needs: /environ$/, note: 'is None when the variable is not set' },
  { families: 'python', name: /^getenv$/, note: 'is None when the variable is not set' },
  { families: 'python', name: /^get$/, needs: 'collection', note: 'is None for a key that is not in the dict' },
  { families: 'python', name: /^get$/, needs: 'key', note: 'is None for a key that is not there' },
  {
    families: 'python',
    name: /^(?:match|search|fullmatch)$/,
    needs: /^re$|pattern|regex|_re$|_RE$/i,
    note: 'is None when the text does not match',
  },
  { families: 'python', name: /^(?:sort|reverse|append|extend|insert|clear)$/, note: 'changes the list in place and returns None' },
  { families: 'python', name: /^update$/, needs: 'collection', note: 'changes the dict in place and returns None' },
  { families: 'java', name: /^get$/, needs: 'collection', note: 'is null for a key that is not in the map' },
  { families: 'java', name: /^getProperty$/, note: 'is null for a property that is not set' },
  { families: 'java', name: /^getenv$/, note: 'is null when the variable is not set' },
  { families: 'java', name: /^(?:findFirst|findAny)$/, note: 'is empty when no element passes the filter' },
  { families: 'java', name: /^(?:poll|peek|pollFirst|peekFirst)$/, needs: 'collection', note: 'is null when the queue is empty' },
  {
    families: 'java',
    name: /^(?:firstOrNull|lastOrNull|singleOrNull|find|findLast)$/,
    needs: 'function',
    note: 'is null when no element matches',
  },
  { families: 'java', name: /^(?:firstOrNull|lastOrNull|maxOrNull|minOrNull|randomOrNull)$/, note: 'is null when there is no element' },
  { families: 'java', name: /^(?:maxBy|minBy|maxByOrNull|minByOrNull)$/, needs: /./, note: 'is null when there is no element' },
  { families: 'java', name: /^getOrNull$/, note: 'is null for an index that is not there' },
  { families: 'java', name: /^to(?:Int|Long|Double|Float|Short|Byte)OrNull$/, note: 'is null when the text is no number' },
  { families: 'csharp', name: /^(?:First|Single|Last)OrDefault$/, note: 'is null when no element matches' },
  { families: 'csharp', name: /^Find$/, needs: 'function', note: 'is null when no element matches' },
  { families: 'csharp', name: /^GetEnvironmentVariable$/, note: 'is null when the variable is not set' },
  { families: 'csharp', name: /^GetValueOrDefault$/, note: 'is the default value for a key that is not in the dictionary' },
  { families: 'ruby', name: /^(?:find|detect)$/, note: 'is nil when no element matches' },
  { families: 'ruby', name: /^(?:match|dig)$/, note: 'is nil when nothing is found' },
  { families: 'ruby', name: /^(?:first|last|pop|shift)$/, needs: 'collection', note: 'is nil when the array is empty' },
  { families: 'rust', name: /^get(?:_mut)?$/, note: 'is None for a key or an index that is not there' },
  { families: 'rust', name: /^(?:find|next|first|last|pop|max|min|position|nth)$/, note: 'is None when there is no such element' },
  { families: 'rust', name: /^parse$/, note: 'is an Err when the text is no value of the target type' },
  { families: 'rust', name: /^var$/, needs: /env/, note: 'is an Err when the variable is not set' },
  { families: 'rust', name: /^strip_prefix$/, note: 'is None when the text does not begin with it' },
  { families: 'rust', name: /^strip_suffix$/, note: 'is None when the text does not end with it' },
  { families: 'rust', name: /^r?split_once$/, note: 'is None when the text does not hold the separator' },
  { families: 'rust', name: /^checked_\w+$/, note: 'is None when the result does not fit the type' },
  { families: 'php', name: /^json_decode$/, note: 'is null when the text is no valid JSON' },
  { families: 'php', name: /^createFromFormat$/, note: 'is false when the text does not have that format' },
  {
    families: 'php',
    name: /^(?:strtotime|file_get_contents|fopen|preg_match|strpos|array_search|reset|end|current)$/,
    note: 'is false when it fails or finds nothing',
  },
  { families: 'php', name: /^(?:array_pop|array_shift)$/, note: 'is null when the array is empty' },
];

/** The known condition for a standard call's empty result; undefined where unknown. @param collection the receiver is a known collection */
export function emptyResultOf(call: CallSite, language: SyntaxLanguage, collection: boolean): string | undefined {
  const family = familyOf(language);
  const receiver = call.receiver ?? '';
  return EMPTY_RESULTS.find(({ families, name, needs }) => {
    if (families !== family || !name.test(call.name)) return false;
    if (
      family !== 'ruby' &&
      call.receiver === undefined &&
      !/^(?:getenv|array_pop|array_shift|json_decode|strtotime|file_get_contents|fopen|preg_match|strpos|array_search|reset|end|current)$/.test(
        call.name,
      )
    )
      return false;
    if (needs === 'collection') return collection && call.args.length < 2;
    if (needs === 'key') return call.args.length === 1 && /^(["'])[\w-]{1,60}\1$/.test(call.args[0]!.trim());
    if (needs === 'function') return FUNCTION_ARGUMENT.test(call.args[0] ?? '') || (collection && call.args.length === 1);
    return needs === undefined || needs.test(receiver);
  })?.note;
}

/** The empty result of a lookup `x[key]` with a missing key, by language; undefined where it throws or is unknown. */
export function emptySubscript(language: SyntaxLanguage): string | undefined {
  switch (familyOf(language)) {
    case 'javascript':
      return 'is undefined for a key that was not set';
    case 'go':
      return 'is nil for a key that is not in the map';
    case 'ruby':
      return 'is nil for a key that is not there';
    default:
      return undefined;
  }
}
