import type { CallSite } from '../../../syntax/syntax';

/**
 * A part of a value: under a known key, or any element (`each`), any value of a map (`value`), any of both (`any`); or how many elements it
 * has (`count`).
 */
export type Selector = { key: string; of: string } | 'each' | 'value' | 'any' | 'count';

/** A value behind the result of a library's call, and the part of it that the result's part is. */
export interface Passed {
  text: string;
  path: Selector[];
}

type Rule = 'same' | 'some' | 'column' | 'element' | 'values' | 'pairs' | 'fromPairs' | 'merged' | 'get';

const METHODS: readonly (readonly [RegExp, Rule])[] = [
  [
    /^(?:sort|toSorted|sorted|reverse|toReversed|reversed|sort_by|to_a|toArray|shuffle|rotate|each|iter|copy|dup|clone|freeze|each_entry|lazy|force|uniq)$/,
    'same',
  ],
  [/^(?:filter|slice|select|reject|take|drop|take_while|drop_while|compact|concat|distinct)$/, 'some'],
  [/^(?:find|findLast|detect|pop|popleft|shift|first|last|at|min_by|max_by|min|max|sample|next|peek|random|choice)$/, 'element'],
  [/^(?:values|each_value|valuesIterator)$/, 'values'],
  [/^(?:entries|items|each_with_index|each_pair|enumerate)$/, 'pairs'],
  [/^(?:get|fetch|dig|getItem|setdefault)$/, 'get'],
  [/^(?:merge|update)$/, 'merged'],
];

const FUNCTIONS: readonly (readonly [RegExp, Rule])[] = [
  [
    /^(?:sorted|list|tuple|reversed|iter|set|frozenset|deque|array_values|array_reverse|array_unique|iterator_to_array|ArrayIterator|deepcopy|structuredClone|Array\.from|Object\.freeze|Promise\.resolve|copy\.copy|copy\.deepcopy|collections\.deque)$/,
    'same',
  ],
  [/^array_column$/, 'column'],
  [/^(?:array_filter|array_slice|itertools\.islice)$/, 'some'],
  [/^(?:next|array_pop|array_shift|reset|end|current|random\.choice|min|max)$/, 'element'],
  [/^(?:Object\.values)$/, 'values'],
  [/^(?:Object\.entries|enumerate)$/, 'pairs'],
  [/^(?:Object\.fromEntries|dict|Map|new Map|OrderedDict|collections\.OrderedDict)$/, 'fromPairs'],
  [/^(?:Object\.assign|array_merge|array_replace)$/, 'merged'],
];

/** What a known call of a standard library gives on; undefined for others. */
export function passedOn({ name, receiver, args }: CallSite, path: readonly Selector[]): Passed[] | undefined {
  const qualified = receiver === undefined ? name : `${receiver}.${name}`;
  const rule = FUNCTIONS.find(([pattern]) => pattern.test(qualified))?.[1];
  if (rule) {
    const given = rule === 'merged' ? args : args.slice(0, 1);
    return given.flatMap((text) => ruled(rule, text.trim(), args.slice(1), path));
  }
  const own = receiver === undefined || receiver === '' ? undefined : METHODS.find(([pattern]) => pattern.test(name))?.[1];
  if (!own || receiver === undefined) return undefined;
  if (own === 'merged') return [receiver, ...args].flatMap((text) => ruled(own, text.trim(), [], path));
  return ruled(own, receiver, args, path);
}

function ruled(rule: Rule, text: string, args: readonly string[], path: readonly Selector[]): Passed[] {
  const [first, second, ...rest] = path;
  const found = (selectors: readonly Selector[]): Passed[] => (text === '' ? [] : [{ text, path: [...selectors] }]);
  switch (rule) {
    case 'same':
      return found(path);
    case 'some':
      // What is left out may be all of it.
      return first === undefined || first === 'count' ? [] : found(path);
    case 'column': {
      const key = literalKey(args[0] ?? '');
      if (first === 'count') return found(path);
      return first !== undefined && key !== undefined && args.length === 1 ? found([first, { key, of: text }, ...path.slice(1)]) : [];
    }
    case 'merged':
      return found(path);
    case 'element':
      return found(['any', ...path]);
    case 'values':
      if (first === 'count') return found(path);
      return first === 'each' || first === 'any' ? found(['value', ...path.slice(1)]) : [];
    case 'pairs':
      if (first === 'count') return found(path);
      return (first === 'each' || first === 'any') && isKey(second, '1') ? found(['any', ...rest]) : [];
    case 'fromPairs':
      if (first === undefined) return [];
      return first === 'each' ? [] : found(['each', { key: '1', of: text }, ...path.slice(1)]);
    case 'get': {
      const key = literalKey(args[0] ?? '');
      return [
        ...found([key === undefined ? 'any' : { key, of: text }, ...path]),
        ...(args.length > 1 && /^(?:['"\d[{]|[A-Za-z_])/.test(args[1]!.trim()) ? [{ text: args[1]!.trim(), path: [...path] }] : []),
      ];
    }
  }
}

function isKey(selector: Selector | undefined, key: string): boolean {
  return typeof selector === 'object' && selector.key === key;
}

/** The text of a key that is written out: `'name'`, `:name`, `0`. */
export function literalKey(text: string): string | undefined {
  return (
    /^(['"`])([^'"`\n$]{1,100})\1$/.exec(text.trim())?.[2] ?? /^:(\w{1,100})$/.exec(text.trim())?.[1] ?? /^\d{1,4}$/.exec(text.trim())?.[0]
  );
}
