/** C++: the header of the standard library that declares a name of `std`. */
const HEADERS: Readonly<Record<string, string>> = {
  algorithm: 'sort find find_if count count_if reverse max_element min_element transform copy remove_if unique lower_bound upper_bound',
  array: 'array',
  chrono: 'chrono',
  deque: 'deque',
  fstream: 'ifstream ofstream fstream',
  functional: 'function bind hash',
  iomanip: 'setw setprecision setfill',
  iostream: 'cout cin cerr endl',
  list: 'list',
  map: 'map multimap',
  memory: 'unique_ptr shared_ptr weak_ptr make_unique make_shared',
  mutex: 'mutex lock_guard unique_lock scoped_lock',
  numeric: 'accumulate iota inner_product',
  optional: 'optional nullopt make_optional',
  queue: 'queue priority_queue',
  set: 'set multiset',
  sstream: 'stringstream istringstream ostringstream',
  stack: 'stack',
  stdexcept: 'runtime_error logic_error invalid_argument out_of_range',
  string: 'string to_string stoi stod getline',
  string_view: 'string_view',
  thread: 'thread this_thread',
  tuple: 'tuple make_tuple tie',
  unordered_map: 'unordered_map',
  unordered_set: 'unordered_set',
  utility: 'pair make_pair move',
  variant: 'variant visit holds_alternative',
  vector: 'vector',
};

/** The header that declares a name of `std`; undefined for one that the table lacks. */
export function headerOf(name: string): string | undefined {
  return Object.keys(HEADERS).find((header) => HEADERS[header]!.split(' ').includes(name));
}
