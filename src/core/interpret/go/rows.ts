import { goList } from './lists';
import { printed } from '../library/formats';
import { callMethod } from '../library/methods';
import { compared, isTrue, same } from '../values/comparing';
import { best, bests, errorText, list, method, nothing, num, parsedWhole, type Row, sizeOf, text, valueError } from '../library/rowParts';
import { appended, setElement } from './slices';
import { Dict, List, type Machine, Obj, Pointer, Thrown, Unknown, type Value, nameOf } from '../values/value';

const roundAway = (value: number): number => Math.sign(value) * Math.round(Math.abs(value));

const copyOf = (value: Value): Value =>
  value instanceof Obj && value.isData ? new Obj(value.cls, new Map(value.fields), value.type, true) : value;

function sortByIndex(it: Machine, of: Value, less: Value): Value {
  if (!(of instanceof List)) throw new Unknown('a sort');
  // The function asks by place: the two are put at the first places for each question.
  const items = [...of.items];
  const kept = of.items;
  const sorted = items.sort((a, b) => {
    of.items = [a, b];
    const first = isTrue(it, it.call(less, [0n, 1n]));
    const second = !first && isTrue(it, it.call(less, [1n, 0n]));
    return first ? -1 : second ? 1 : 0;
  });
  of.items = kept;
  of.items.splice(0, of.items.length, ...sorted);
  return null;
}

/** What functions of Go's library give, by name. */
export const GO_ROWS: Readonly<Record<string, Row>> = {
  'list.New': () => goList(),
  'fmt.Fprintf': (it, [to, format, ...args]) => {
    const held = to instanceof Pointer ? to.to : to;
    if (!(held instanceof Obj) || held.type !== 'builder') throw new Unknown('what is written to');
    held.fields.set('text', nameOf(held.fields.get('text')) + printed(it, text(format), args, 'go'));
    return null;
  },
  'strconv.ParseBool': (it, [value]) => {
    const is = /^(?:1|t|T|true|TRUE|True)$/.test(text(value));
    const isOne = is || /^(?:0|f|F|false|FALSE|False)$/.test(text(value));
    return new List([is, isOne ? null : errorText(it, ['strconv.ParseBool: invalid syntax'], new Map())], 'tuple');
  },
  'fmt.Sprintf': (it, [format, ...args]) => printed(it, text(format), args, 'go'),
  'fmt.Sprint': (it, args) => args.map((each) => it.shown(each)).join(' '),
  'fmt.Println': nothing,
  'fmt.Printf': nothing,
  'errors.New': errorText,
  'reflect.DeepEqual': (it, [a, b]) => same(it, a, b),
  'slices.Equal': (it, [a, b]) => same(it, a, b),
  append: (_, [of, ...more]) =>
    of === null ? new List(more.map(copyOf)) : of instanceof List ? appended(of, more.map(copyOf)) : valueError(),
  'go delete': (it, [of, key]) => callMethod(it, of, 'delete', [key], new Map()),
  'go int': parsedWhole,
  'go int64': parsedWhole,
  'go float64': (_, [value]) => num(value),
  'go string': (_, [value]) =>
    value instanceof List
      ? value.items.map(nameOf).join('')
      : typeof value === 'bigint'
        ? String.fromCodePoint(Number(value))
        : text(value),
  'go min': bests(-1),
  'go max': bests(1),
  'go panic': (it, [value]) => {
    throw new Thrown(new Obj(undefined, new Map<string, Value>([['message', it.shown(value)]]), 'panic'));
  },
  'math.Round': (_, [value]) => roundAway(num(value)),
  'math.Floor': (_, [value]) => Math.floor(num(value)),
  'math.Ceil': (_, [value]) => Math.ceil(num(value)),
  'math.Abs': (_, [value]) => Math.abs(num(value)),
  'math.Max': (_, [a, b]) => Math.max(num(a), num(b)),
  'math.Min': (_, [a, b]) => Math.min(num(a), num(b)),
  'math.Sqrt': (_, [value]) => Math.sqrt(num(value)),
  'strings.Split': method('split'),
  'strings.Fields': (_, [of]) => new List(text(of).trim().split(/\s+/).filter(Boolean)),
  'strings.Join': (it, [of, between]) =>
    list(it, of)
      .map((each) => it.shown(each))
      .join(text(between)),
  'strings.ToUpper': method('upper'),
  'strings.ToLower': method('lower'),
  'strings.TrimSpace': (_, [of]) => text(of).trim(),
  'strings.Trim': method('trim'),
  'strings.TrimPrefix': method('removeprefix'),
  'strings.TrimSuffix': method('removesuffix'),
  'strings.TrimLeft': method('lstrip'),
  'strings.TrimRight': method('rstrip'),
  'strings.Contains': method('includes'),
  'strings.HasPrefix': method('startswith'),
  'strings.HasSuffix': method('endswith'),
  'strings.Index': (_, [of, part]) => BigInt(text(of).indexOf(text(part))),
  'strings.Repeat': method('repeat'),
  'strings.ReplaceAll': method('replaceAll'),
  'strings.EqualFold': (_, [a, b]) => text(a).toLowerCase() === text(b).toLowerCase(),
  'strings.Count': method('count'),
  'strings.Title': method('title'),
  'strconv.Itoa': (it, [value]) => it.shown(value),
  'sort.Strings': (it, [of]) => callMethod(it, of, 'sort', [], new Map()),
  'sort.Ints': (it, [of]) => callMethod(it, of, 'sort', [], new Map()),
  'slices.Sort': (it, [of]) => callMethod(it, of, 'sort', [], new Map()),
  'slices.Contains': method('includes'),
  'sort.Slice': (it, [of, less]) => sortByIndex(it, of, less),
  'sort.SliceStable': (it, [of, less]) => sortByIndex(it, of, less),
  'go len': sizeOf,
  'go copy': (_, [to, from]) => {
    if (!(to instanceof List)) throw new Unknown('a copy');
    const items = from instanceof List ? [...from.items] : [];
    const size = Math.min(to.items.length, items.length);
    for (let at = 0; at < size; at += 1) setElement(to, at, items[at]);
    return BigInt(size);
  },
  'go clear': (_, [of]) => {
    if (of instanceof Dict) of.entries.clear();
    return null;
  },
  'go rune': (_, [value]) => (typeof value === 'string' ? BigInt(value.codePointAt(0)!) : value),
  'go byte': (_, [value]) => (typeof value === 'string' ? BigInt(value.codePointAt(0)!) : value),
  'go uint': parsedWhole,
  'go int32': parsedWhole,
  'go uint64': parsedWhole,
  'go float32': (_, [value]) => num(value),
  'go bool': (_, [value]) => value,
  'strconv.Atoi': (it, [value]) => {
    const isWhole = /^[-+]?\d+$/.test(text(value));
    const error = errorText(it, [`strconv.Atoi: parsing ${JSON.stringify(value)}: invalid syntax`], new Map());
    return new List([isWhole ? BigInt(text(value)) : 0n, isWhole ? null : error], 'tuple');
  },
  'strconv.ParseFloat': (it, [value]) => {
    const isOne = /^[-+]?(?:\d+(?:\.\d+)?|\.\d+)$/.test(text(value));
    return new List([isOne ? Number(value) : 0, isOne ? null : errorText(it, ['strconv.ParseFloat: invalid syntax'], new Map())], 'tuple');
  },
  'strconv.Quote': (_, [value]) => JSON.stringify(text(value)),
  'strconv.FormatInt': (_, [value, base]) => (value as bigint).toString(Number(base)),
  'strings.Cut': (_, [of, by]) => {
    const at = text(of).indexOf(text(by));
    return new List(at < 0 ? [of, '', false] : [text(of).slice(0, at), text(of).slice(at + text(by).length), true], 'tuple');
  },
  'strings.SplitN': (_, [of, by, most]) => {
    const parts = text(of).split(text(by));
    const size = Number(most);
    return new List(parts.length <= size ? parts : [...parts.slice(0, size - 1), parts.slice(size - 1).join(text(by))]);
  },
  'strings.Replace': (_, [of, from, to, times]) => {
    if (Number(times) >= 0) throw new Unknown('a limited replacement');
    return text(of).replaceAll(text(from), () => text(to));
  },
  'strings.ContainsRune': (_, [of, sign]) => text(of).includes(typeof sign === 'bigint' ? String.fromCodePoint(Number(sign)) : text(sign)),
  'strings.ContainsAny': (_, [of, signs]) => [...text(signs)].some((each) => text(of).includes(each)),
  'strings.LastIndex': (_, [of, part]) => BigInt(text(of).lastIndexOf(text(part))),
  'strings.Map': (it, [fn, of]) => [...text(of)].map((each) => it.shown(it.call(fn, [each]))).join(''),
  'unicode.IsUpper': (_, [sign]) => /^\p{Lu}$/u.test(text(sign)),
  'unicode.IsLower': (_, [sign]) => /^\p{Ll}$/u.test(text(sign)),
  'unicode.IsDigit': (_, [sign]) => /^\p{Nd}$/u.test(text(sign)),
  'unicode.IsLetter': (_, [sign]) => /^\p{L}$/u.test(text(sign)),
  'unicode.IsSpace': (_, [sign]) => /^\s$/.test(text(sign)),
  'unicode.ToUpper': (_, [sign]) => text(sign).toUpperCase(),
  'unicode.ToLower': (_, [sign]) => text(sign).toLowerCase(),
  'math.Trunc': (_, [value]) => Math.trunc(num(value)),
  'math.Pow': (_, [a, b]) => num(a) ** num(b),
  'math.Mod': (_, [a, b]) => num(a) % num(b),
  'math.Inf': (_, [sign]) => (Number(sign) < 0 ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY),
  'errors.Is': (it, [a, b]) => {
    for (let at = a; ;) {
      if (at === b || (at instanceof Pointer && b instanceof Pointer && at.to === b.to)) return true;
      const inner: Value | undefined = at instanceof Obj ? at.fields.get('wraps') : undefined;
      if (inner === undefined || it.family !== 'go') return false;
      at = inner;
    }
  },
  'fmt.Errorf': (it, [format, ...args]) => {
    const said = printed(it, text(format).replace(/%w/g, '%v'), args, 'go');
    const made = new Obj(undefined, new Map<string, Value>([['message', said]]), 'Error');
    if (/%w/.test(text(format))) made.fields.set('wraps', args.find((each) => each instanceof Obj || each instanceof Pointer) ?? null);
    return made;
  },
  'slices.Reverse': (_, [of]) => {
    if (of instanceof List) of.items.reverse();
    return null;
  },
  'slices.Max': (it, [of]) => best(it, [of], new Map(), 1),
  'slices.Min': (it, [of]) => best(it, [of], new Map(), -1),
  'slices.Index': (it, [of, value]) => BigInt(list(it, of).findIndex((each) => same(it, each, value))),
  'slices.IndexFunc': (it, [of, fn]) => BigInt(list(it, of).findIndex((each) => isTrue(it, it.call(fn, [each])))),
  'slices.SortFunc': (it, [of, by]) => callMethod(it, of, 'sort', [by], new Map()),
  'slices.Clone': (it, [of]) => new List([...list(it, of)]),
  'cmp.Compare': (it, [a, b]) => BigInt(Math.sign(compared(it, a, b))),
  'strings.Compare': (it, [a, b]) => BigInt(Math.sign(compared(it, a, b))),
  'maps.Keys': (_, [of]) => new List(of instanceof Dict ? of.keys() : []),
};
