import type { CallbackRow, ChangeRow, LibraryRow } from './rows';

/** What calls of standard libraries give on. */
export const LIBRARY: readonly LibraryRow[] = [
  // JavaScript
  { family: 'javascript', calls: 'sort toSorted reverse toReversed fill flat freeze', of: 'receiver', gives: 'same' },
  { family: 'javascript', calls: 'filter slice concat splice with', of: 'receiver', gives: 'some' },
  { family: 'javascript', calls: 'find findLast pop shift at', of: 'receiver', gives: 'element' },
  { family: 'javascript', calls: 'map', of: 'receiver', gives: 'mapped', fn: 0 },
  { family: 'javascript', calls: 'flatMap', of: 'receiver', gives: 'flatMapped', fn: 0 },
  { family: 'javascript', calls: 'values', of: 'receiver', gives: 'values' },
  { family: 'javascript', calls: 'keys', of: 'receiver', gives: 'keys' },
  { family: 'javascript', calls: 'entries', of: 'receiver', gives: 'pairs' },
  { family: 'javascript', calls: 'get', of: 'receiver', gives: 'get' },
  { family: 'javascript', calls: 'Object.values', of: 'argument', gives: 'values' },
  { family: 'javascript', calls: 'Object.keys', of: 'argument', gives: 'keys' },
  { family: 'javascript', calls: 'Object.entries', of: 'argument', gives: 'pairs' },
  { family: 'javascript', calls: 'Object.fromEntries Map', of: 'argument', gives: 'fromPairs' },
  { family: 'javascript', calls: 'Object.freeze structuredClone Object.seal Set Array.from', of: 'argument', gives: 'same' },
  { family: 'javascript', calls: 'Object.assign', of: 'argument', gives: 'merged' },
  { family: 'javascript', calls: 'useContext React.useContext', of: 'argument', gives: 'itself' },
  { family: 'javascript', calls: 'Promise.resolve', of: 'argument', gives: 'promised' },
  { family: 'javascript', calls: 'Promise.all', of: 'argument', gives: 'all' },
  { family: 'javascript', calls: 'Promise', of: 'argument', gives: 'resolved' },
  { family: 'javascript', calls: 'then', of: 'receiver', gives: 'ran', fn: 0 },
  { family: 'javascript', calls: 'catch finally', of: 'receiver', gives: 'itself' },
  {
    family: 'javascript',
    calls:
      'trim trimEnd trimStart toLowerCase toUpperCase toString toFixed padStart padEnd replace replaceAll repeat substring slice join split includes some every indexOf startsWith endsWith findIndex toISOString getTime charAt charCodeAt',
    of: 'receiver',
    gives: 'made',
  },
  {
    family: 'javascript',
    calls:
      'String Number Boolean parseInt parseFloat JSON.stringify Math.round Math.max Math.min Math.floor Math.ceil Math.abs Array.isArray Date.now Symbol BigInt isNaN Number.isFinite Number.isInteger',
    of: 'argument',
    gives: 'made',
  },
  // Python
  {
    family: 'python',
    calls: 'sorted list tuple reversed iter set frozenset deque collections.deque copy.copy copy.deepcopy deepcopy',
    of: 'argument',
    gives: 'same',
  },
  { family: 'python', calls: 'itertools.islice islice', of: 'argument', gives: 'some' },
  { family: 'python', calls: 'filter', of: 'argument', gives: 'some', value: 1 },
  { family: 'python', calls: 'next', of: 'argument', gives: 'element', instead: 1 },
  { family: 'python', calls: 'min max random.choice', of: 'argument', gives: 'element' },
  { family: 'python', calls: 'map', of: 'argument', gives: 'mapped', fn: 0, value: 1 },
  { family: 'python', calls: 'map imap imap_unordered starmap', of: 'receiver', gives: 'mapped', fn: 0, value: 1 },
  { family: 'python', calls: 'submit apply_async', of: 'receiver', gives: 'ran', fn: 0 },
  { family: 'python', calls: 'asyncio.to_thread', of: 'argument', gives: 'ran', fn: 0 },
  { family: 'python', calls: 'run_in_executor', of: 'receiver', gives: 'ran', fn: 1 },
  { family: 'python', calls: 'result', of: 'receiver', gives: 'tapped' },
  { family: 'python', calls: 'asyncio.wait_for asyncio.shield asyncio.create_task asyncio.ensure_future', of: 'argument', gives: 'itself' },
  { family: 'python', calls: 'dict OrderedDict collections.OrderedDict', of: 'argument', gives: 'fromPairs' },
  { family: 'python', calls: 'zip', of: 'argument', gives: 'zipped' },
  { family: 'python', calls: 'asyncio.gather', of: 'argument', gives: 'all' },
  { family: 'python', calls: 'asyncio.run loop.run_until_complete', of: 'argument', gives: 'tapped' },
  { family: 'python', calls: 'copy', of: 'receiver', gives: 'same' },
  { family: 'python', calls: 'pop popleft', of: 'receiver', gives: 'element' },
  { family: 'python', calls: 'values', of: 'receiver', gives: 'values' },
  { family: 'python', calls: 'keys', of: 'receiver', gives: 'keys' },
  { family: 'python', calls: 'items', of: 'receiver', gives: 'pairs' },
  { family: 'python', calls: 'enumerate', of: 'argument', gives: 'pairs' },
  { family: 'python', calls: 'get setdefault', of: 'receiver', gives: 'get' },
  {
    family: 'python',
    calls:
      'strip lstrip rstrip lower upper title split splitlines join format replace encode decode startswith endswith count index isoformat',
    of: 'receiver',
    gives: 'made',
  },
  {
    family: 'python',
    calls: 'str int float bool len sum abs round repr range any all Decimal isinstance type',
    of: 'argument',
    gives: 'made',
  },
  // Ruby
  {
    family: 'ruby',
    calls: 'sort sort_by reverse to_a shuffle each each_with_index each_entry dup clone freeze lazy force uniq to_h itself tap',
    of: 'receiver',
    gives: 'same',
  },
  { family: 'ruby', calls: 'select reject filter compact take drop take_while drop_while slice except', of: 'receiver', gives: 'some' },
  { family: 'ruby', calls: 'find detect first last pop shift min_by max_by min max sample', of: 'receiver', gives: 'element' },
  { family: 'ruby', calls: 'map collect filter_map', of: 'receiver', gives: 'mapped', fn: 0 },
  { family: 'ruby', calls: 'flat_map', of: 'receiver', gives: 'flatMapped', fn: 0 },
  {
    family: 'ruby',
    calls: 'JSON.parse JSON.load YAML.load YAML.load_file YAML.safe_load YAML.safe_load_file Psych.load_file',
    of: 'argument',
    gives: 'textKeys',
  },
  { family: 'ruby', calls: 'values', of: 'receiver', gives: 'values' },
  { family: 'ruby', calls: 'keys', of: 'receiver', gives: 'keys' },
  { family: 'ruby', calls: 'fetch dig', of: 'receiver', gives: 'get' },
  { family: 'ruby', calls: 'merge', of: 'receiver', gives: 'merged' },
  {
    family: 'ruby',
    calls:
      'to_s to_i to_f to_sym strip chomp upcase downcase capitalize split join gsub sub length size count sum inspect format empty? include? round floor ceil abs',
    of: 'receiver',
    gives: 'made',
  },
  // PHP
  {
    family: 'php',
    calls: 'array_values array_reverse array_unique iterator_to_array ArrayIterator array_merge_recursive',
    of: 'argument',
    gives: 'same',
  },
  { family: 'php', calls: 'array_filter array_slice array_diff array_intersect', of: 'argument', gives: 'some' },
  { family: 'php', calls: 'array_pop array_shift reset end current max min', of: 'argument', gives: 'element' },
  { family: 'php', calls: 'array_map', of: 'argument', gives: 'mapped', fn: 0, value: 1 },
  { family: 'php', calls: 'array_merge array_replace', of: 'argument', gives: 'merged' },
  { family: 'php', calls: 'array_column', of: 'argument', gives: 'column' },
  { family: 'php', calls: 'array_keys', of: 'argument', gives: 'keys' },
  {
    family: 'php',
    calls:
      'trim strtolower strtoupper count strlen sprintf implode explode str_replace number_format intval floatval strval round floor ceil abs array_sum ucfirst in_array json_encode',
    of: 'argument',
    gives: 'made',
  },
  // Java and Kotlin
  {
    family: 'java',
    calls:
      'stream sequence asSequence collect toList toSet boxed sorted sortedBy sortedWith distinct reversed parallel iterator toMutableList toMutableMap iterable',
    of: 'receiver',
    gives: 'same',
  },
  {
    family: 'java',
    calls:
      'List.copyOf Set.copyOf Map.copyOf Collections.unmodifiableList Collections.unmodifiableMap Collections.unmodifiableSet ArrayList LinkedList HashSet TreeSet HashMap TreeMap LinkedHashMap ArrayDeque',
    of: 'argument',
    gives: 'same',
  },
  { family: 'java', calls: 'Objects.requireNonNull Optional.of Optional.ofNullable Arrays.stream', of: 'argument', gives: 'itself' },
  {
    family: 'java',
    calls: 'List.of Set.of Arrays.asList Stream.of listOf mutableListOf arrayOf setOf arrayListOf',
    of: 'argument',
    gives: 'listed',
  },
  { family: 'java', calls: 'Map.of Map.ofEntries mapOf mutableMapOf hashMapOf linkedMapOf', of: 'argument', gives: 'entries' },
  {
    family: 'java',
    calls: 'filter filterNot filterNotNull limit skip take drop takeWhile dropWhile subList',
    of: 'receiver',
    gives: 'some',
  },
  {
    family: 'java',
    calls:
      'findFirst findAny first last firstOrNull lastOrNull find single random poll peek pop getFirst getLast removeFirst removeLast next min max minBy maxBy minByOrNull maxByOrNull',
    of: 'receiver',
    gives: 'element',
  },
  { family: 'java', calls: 'orElse', of: 'receiver', gives: 'itself', instead: 0 },
  { family: 'java', calls: 'orElseThrow', of: 'receiver', gives: 'itself' },
  { family: 'java', calls: 'map mapNotNull', of: 'receiver', gives: 'mapped', fn: 0 },
  { family: 'java', calls: 'flatMap', of: 'receiver', gives: 'flatMapped', fn: 0 },
  { family: 'java', calls: 'values', of: 'receiver', gives: 'values' },
  { family: 'java', calls: 'keySet', of: 'receiver', gives: 'keys' },
  { family: 'java', calls: 'get getOrDefault getValue getOrNull', of: 'receiver', gives: 'get' },
  // C#
  {
    family: 'csharp',
    calls: 'ToList ToArray AsEnumerable OrderBy OrderByDescending ThenBy Reverse Distinct Concat ToHashSet',
    of: 'receiver',
    gives: 'same',
  },
  { family: 'csharp', calls: 'Where Skip Take', of: 'receiver', gives: 'some' },
  {
    family: 'csharp',
    calls: 'First Last Single FirstOrDefault SingleOrDefault LastOrDefault Find Min Max Pop Dequeue Peek ElementAt',
    of: 'receiver',
    gives: 'element',
  },
  { family: 'csharp', calls: 'Select', of: 'receiver', gives: 'mapped', fn: 0 },
  { family: 'csharp', calls: 'SelectMany', of: 'receiver', gives: 'flatMapped', fn: 0 },
  { family: 'csharp', calls: 'GetValueOrDefault', of: 'receiver', gives: 'get' },
  // Rust: what a `Some`, an `Ok` or a box holds is the value.
  {
    family: 'rust',
    calls:
      'iter iter_mut into_iter cloned copied clone as_ref as_mut as_deref collect rev to_vec to_owned borrow borrow_mut lock unwrap expect ok take',
    of: 'receiver',
    gives: 'itself',
  },
  { family: 'rust', calls: 'Some Ok Box::new Rc::new Arc::new RefCell::new Mutex::new Cell::new', of: 'argument', gives: 'itself' },
  { family: 'rust', calls: 'HashMap::from BTreeMap::from', of: 'argument', gives: 'fromPairs' },
  { family: 'rust', calls: 'Vec::from', of: 'argument', gives: 'same' },
  { family: 'rust', calls: 'filter skip', of: 'receiver', gives: 'some' },
  { family: 'rust', calls: 'next first last pop find max min nth', of: 'receiver', gives: 'element' },
  { family: 'rust', calls: 'map', of: 'receiver', gives: 'mapped', fn: 0 },
  { family: 'rust', calls: 'get get_mut', of: 'receiver', gives: 'get' },
  { family: 'rust', calls: 'unwrap_or', of: 'receiver', gives: 'itself', instead: 0 },
  // Go
  { family: 'go', calls: 'append', of: 'argument', gives: 'appended' },
];

/** What the functions get that calls of standard libraries run. */
export const CALLBACKS: readonly CallbackRow[] = [
  {
    family: 'javascript',
    calls: 'map forEach filter find findLast findIndex some every flatMap',
    of: 'receiver',
    params: ['each', 'index'],
  },
  { family: 'javascript', calls: 'reduce reduceRight', of: 'receiver', params: ['folded', 'each', 'index'] },
  { family: 'javascript', calls: 'sort toSorted', of: 'receiver', params: ['each', 'each'] },
  { family: 'javascript', calls: 'then', of: 'receiver', params: ['awaited'] },
  { family: 'javascript', calls: 'Array.from', of: 'argument', params: ['each', 'index'], fn: 1 },
  { family: 'python', calls: 'map filter', of: 'argument', params: ['each'], fn: 0, value: 1 },
  { family: 'python', calls: 'map imap imap_unordered starmap', of: 'receiver', params: ['each'], fn: 0, value: 1 },
  { family: 'python', calls: 'sorted min max', of: 'argument', params: ['each'], fn: 1 },
  { family: 'python', calls: 'sort', of: 'receiver', params: ['each'] },
  { family: 'python', calls: 'reduce functools.reduce', of: 'argument', params: ['folded', 'each'], fn: 0, value: 1 },
  {
    family: 'ruby',
    calls:
      'map collect each select reject filter find detect any? all? none? sum sort_by min_by max_by group_by flat_map filter_map each_with_index partition count index to_h',
    of: 'receiver',
    params: ['each', 'index'],
  },
  { family: 'ruby', calls: 'inject reduce', of: 'receiver', params: ['folded', 'each'] },
  { family: 'ruby', calls: 'each_with_object', of: 'receiver', params: ['each', 'memo'] },
  { family: 'ruby', calls: 'tap then yield_self', of: 'receiver', params: ['itself'] },
  { family: 'php', calls: 'array_map', of: 'argument', params: ['each'], fn: 0, value: 1 },
  { family: 'php', calls: 'array_filter usort uasort array_walk', of: 'argument', params: ['each', 'each'], fn: 1 },
  { family: 'php', calls: 'array_reduce', of: 'argument', params: ['folded', 'each'], fn: 1 },
  {
    family: 'java',
    calls:
      'map filter forEach anyMatch allMatch noneMatch flatMap mapToInt mapToDouble mapToLong mapToObj removeIf sumOf sumBy sumByDouble any all none find firstOrNull first last count associate associateBy groupBy sortedBy onEach mapNotNull filterNot maxBy minBy',
    of: 'receiver',
    params: ['each'],
  },
  { family: 'java', calls: 'let also', of: 'receiver', params: ['itself'] },
  { family: 'java', calls: 'forEachIndexed mapIndexed', of: 'receiver', params: ['index', 'each'] },
  {
    family: 'csharp',
    calls: 'Select Where Any All First FirstOrDefault Single Sum Max Min Average Count OrderBy GroupBy ToDictionary ForEach SelectMany',
    of: 'receiver',
    params: ['each'],
  },
  { family: 'rust', calls: 'map filter for_each any all find position filter_map flat_map', of: 'receiver', params: ['each'] },
  { family: 'rust', calls: 'fold', of: 'receiver', params: ['folded', 'each'], fn: 1 },
];

/** Calls that change a collection. */
export const CHANGES: readonly ChangeRow[] = [
  { family: 'rust', calls: 'insert', adds: 'keyed' },
  { family: 'csharp', calls: 'Add TryAdd Push Enqueue', adds: 'keyed' },
  { family: 'csharp', calls: 'AddRange', adds: 'all' },
  { calls: 'push append appendleft unshift add addLast addFirst offer enqueue push_back emplace_back insert', adds: 'element' },
  { calls: 'set put store setdefault putIfAbsent []= setItem', adds: 'keyed' },
  { calls: 'extend update merge! concat addAll putAll', adds: 'all' },
  {
    calls: 'pop shift remove delete clear splice popitem discard popleft delete_if reject! select! compact! uniq! map! keep_if',
    adds: 'removes',
  },
  { family: 'javascript', calls: 'Object.assign', adds: 'all', first: true },
  { family: 'go', calls: 'delete', adds: 'removes', first: true },
  { family: 'php', calls: 'array_push array_unshift', adds: 'element', first: true },
  { family: 'php', calls: 'array_pop array_shift array_splice', adds: 'removes', first: true },
];
