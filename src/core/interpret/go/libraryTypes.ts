import { FLOAT64, INT, type Shape, STRING } from './types';

const EMPTY: Shape = { kind: 'struct', fields: [] };
const METHODS = (...methods: string[]): Shape => ({ kind: 'interface', methods });

const TYPES: Readonly<Record<string, Shape>> = {
  'time.Duration': { kind: 'int', bits: 64 },
  'time.Month': { kind: 'int', bits: 64 },
  'time.Weekday': { kind: 'int', bits: 64 },
  'time.Time': { kind: 'struct', fields: [] },
  'time.Location': { kind: 'struct', fields: [] },
  ...Object.fromEntries(
    [
      'strings.Builder',
      'bytes.Buffer',
      'sync.Mutex',
      'sync.RWMutex',
      'sync.WaitGroup',
      'sync.Once',
      'list.List',
      'list.Element',
      'bufio.Scanner',
      'strings.Reader',
      'strings.Replacer',
      'regexp.Regexp',
      'testing.T',
      'bufio.Writer',
      'bufio.Reader',
      'atomic.Int64',
      'atomic.Int32',
    ].map((name) => [name, EMPTY]),
  ),
  'fmt.Stringer': METHODS('String'),
  'io.Reader': METHODS('Read'),
  'io.Writer': METHODS('Write'),
  'sort.Interface': METHODS('Len', 'Less', 'Swap'),
  'heap.Interface': METHODS('Len', 'Less', 'Swap', 'Push', 'Pop'),
  'context.Context': METHODS('Deadline', 'Done', 'Err', 'Value'),
  'cmp.Ordered': METHODS(),
  'sort.StringSlice': { kind: 'slice', elem: STRING },
  'sort.Float64Slice': { kind: 'slice', elem: FLOAT64 },
  'sort.IntSlice': { kind: 'slice', elem: INT },
};

/** What a type of the library is made of, where that is known. */
export function libraryShape(name: string): Shape {
  return Object.hasOwn(TYPES, name) ? TYPES[name]! : { kind: 'foreign' };
}

/** Methods by which types of the library fit interfaces. */
const FITS: Readonly<Record<string, RegExp>> = {
  'time.Duration': /^String$/,
  'time.Time': /^(?:String|Before|After|Equal)$/,
  'time.Month': /^String$/,
  'time.Weekday': /^String$/,
  'strings.Builder': /^(?:Write|WriteString|String)$/,
  'bufio.Writer': /^(?:Write|WriteString|Flush)$/,
  'bytes.Buffer': /^(?:Write|WriteString|String|Read)$/,
  'strings.Reader': /^Read$/,
  'sync.Mutex': /^(?:Lock|Unlock)$/,
};

/** Whether a type of the library has a method that interfaces ask for. */
export function fits(type: string, method: string): boolean {
  return Object.hasOwn(FITS, type) && FITS[type]!.test(method);
}
