import { only } from '../../../only';
import { nodesIn, type Expr, type Fn, type Ir, type Span } from '../../../syntax/lower/ir';
import type { SyntaxFile } from '../../../syntax/syntax';
import { replaced } from './edits';
import { fault, LIKE_C, type Around, type Fault, type Hit } from './fault';
import { assignsOf, callName, isFn, isLiteral, isName, isSteady, lastName, receiverOf, resultsOf, some, wordsOf } from './shapes';

const ALL = [...LIKE_C, 'python', 'go', 'ruby', 'rust', 'kotlin'] as const;

/** What names count in, by the dimension; the number is the size in the smallest unit, 0 where there is no fixed factor. */
const UNITS: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  time: { ms: 1, millis: 1, milliseconds: 1, seconds: 1000, secs: 1000, minutes: 60_000, mins: 60_000, hours: 3_600_000, hrs: 3_600_000 },
  days: { days: 1, weeks: 7 },
  money: { cents: 1, euros: 100, dollars: 100 },
  weight: { grams: 1, kg: 1000, kilos: 1000, kilograms: 1000 },
  length: {
    mm: 1,
    millimeters: 1,
    millimetres: 1,
    cm: 10,
    centimeters: 10,
    meters: 1000,
    metres: 1000,
    km: 1e6,
    kilometers: 1e6,
    miles: 0,
  },
  angle: { degrees: 0, deg: 0, radians: 0, rad: 0 },
  heat: { celsius: 0, fahrenheit: 0, kelvin: 0 },
  size: { bytes: 1, kb: 1024, kilobytes: 1024, mb: 1_048_576, megabytes: 1_048_576 },
};
/** Parameters of libraries that count in something: the place of the argument and its unit. */
const TAKES: readonly { call: RegExp; of?: RegExp; place: number; unit: string }[] = [
  { call: /^(?:setTimeout|setInterval)$/, place: 1, unit: 'ms' },
  { call: /^(?:sin|cos|tan)$/, of: /^(?:Math|math|np)$/, place: 0, unit: 'radians' },
  { call: /^sleep$/, of: /^(?:time|asyncio)$/, place: 0, unit: 'seconds' },
  { call: /^sleep$/, of: /^Thread$/, place: 0, unit: 'ms' },
];

interface Unit {
  readonly dimension: string;
  readonly unit: string;
  readonly size: number;
}

/** What a name counts in: `ms` of `timeoutMs`. */
function unitOf(name: string): Unit | undefined {
  const words = wordsOf(name);
  const unit = words.at(-1);
  if (unit === undefined || words.some((word) => /^(?:per|to|from|by|of)$/.test(word))) return undefined;
  for (const [dimension, units] of Object.entries(UNITS)) {
    const size = Object.hasOwn(units, unit) ? units[unit] : undefined;
    if (size !== undefined) return { dimension, unit, size };
  }
  return undefined;
}

/** Where a value's name counts in something else than the name that it is given to. */
function otherUnit(to: string, value: Expr | undefined): { given: Unit; wanted: Unit } | undefined {
  if (value?.kind !== 'name' && value?.kind !== 'member') return undefined;
  const [wanted, given] = [unitOf(to), unitOf(lastName(value))];
  if (!wanted || !given || wanted.dimension !== given.dimension || wanted.unit === given.unit) return undefined;
  return wanted.size === given.size && wanted.size > 0 ? undefined : { given, wanted };
}

function unitsHit(to: string, value: Expr | undefined, around: Around, also?: Hit['also']): Hit | undefined {
  const found = otherUnit(to, value);
  if (!found || !value) return undefined;
  const { given, wanted } = found;
  const factor = wanted.size > 0 && given.size > 0 ? given.size / wanted.size : undefined;
  return {
    at: value,
    by: around.text(value),
    other: to.replace(/^[$@#]+/, ''),
    ...(also && { also }),
    ...(factor !== undefined && {
      fix: [{ start: value.end, end: value.end, text: factor >= 1 ? ` * ${factor}` : ` / ${1 / factor}` }],
    }),
  };
}

/** A comparison with a bound: `from` where the bound itself belongs to what lies above it. */
interface Bound {
  readonly of: string;
  readonly bound: string;
  readonly from: boolean;
  readonly at: Span;
  readonly file: SyntaxFile;
}

const bounds = new WeakMap<SyntaxFile, readonly Bound[]>();
const CONSTANT = /^[A-Z][A-Z\d]*(?:_[A-Z\d]+)*$/;

/** The comparisons of a file with named constants. */
function boundsIn(file: SyntaxFile): readonly Bound[] {
  let found = bounds.get(file);
  if (!found) {
    found = [...nodesIn(file.code)].flatMap((node): Bound[] => {
      if (node.kind !== 'operate' || node.operands.length !== 2 || !/^[<>]=?$/.test(node.operator)) return [];
      const [left, right] = node.operands as readonly [Expr, Expr];
      const isBound = (each: Expr): boolean =>
        (each.kind === 'name' || each.kind === 'member') && CONSTANT.test(lastName(each)) && lastName(each).length > 2;
      if (isBound(left) === isBound(right)) return [];
      const [of, bound] = isBound(right) ? [left, right] : [right, left];
      const name = lastName(of).toLowerCase();
      const isUp = isBound(right) ? /^(?:>=|<)$/.test(node.operator) : /^(?:<=|>)$/.test(node.operator);
      return name === '' ? [] : [{ of: name, bound: lastName(bound), from: isUp, at: node, file }];
    });
    bounds.set(file, found);
  }
  return found;
}

/** A key of a collection, put in or looked for. */
interface KeyUse {
  readonly list: string;
  readonly key: Expr;
  readonly store: boolean;
  readonly fn: Fn | undefined;
}

const NORMALISES: Readonly<Record<string, string>> = {
  toLowerCase: 'toLowerCase',
  toLocaleLowerCase: 'toLowerCase',
  toUpperCase: 'toUpperCase',
  lower: 'lower',
  casefold: 'casefold',
  upper: 'upper',
  downcase: 'downcase',
  upcase: 'upcase',
  strtolower: 'strtolower',
  strtoupper: 'strtoupper',
  mb_strtolower: 'mb_strtolower',
  trim: 'trim',
  strip: 'strip',
  to_sym: 'to_sym',
  to_s: 'to_s',
  str: 'str',
  String: 'String',
  ToLower: 'ToLower',
  ToLowerInvariant: 'ToLowerInvariant',
  ToUpper: 'ToUpper',
  lowercase: 'lowercase',
  uppercase: 'uppercase',
  to_lowercase: 'to_lowercase',
  to_uppercase: 'to_uppercase',
  TrimSpace: 'TrimSpace',
};

/** The call that puts a key into its normal form: `toLowerCase` of `name.toLowerCase()`, or a function of the program that does. */
function normaliserOf(key: Expr, named: Around['named']): string | undefined {
  const name =
    key.kind === 'call' && key.args.length <= 1 && !key.makes
      ? callName(key)
      : key.kind === 'member' && !isName(key.of, 'this')
        ? key.name
        : '';
  if (Object.hasOwn(NORMALISES, name)) return NORMALISES[name];
  const own = key.kind === 'call' && key.args.length === 1 && name !== '' ? named(name) : undefined;
  const result = own?.fn.params.length === 1 ? only(resultsOf(own.fn, own.file.language) ?? []) : undefined;
  const isNormal = result && some([result], (node) => node.kind === 'call' && Object.hasOwn(NORMALISES, callName(node)));
  return isNormal ? name : undefined;
}

const keyUses = new WeakMap<SyntaxFile, readonly KeyUse[]>();

function keyUsesIn(file: SyntaxFile): readonly KeyUse[] {
  let found = keyUses.get(file);
  if (found) return found;
  const uses: KeyUse[] = [];
  const pending: { node: Ir; fn: Fn | undefined }[] = file.code.map((node) => ({ node, fn: undefined }));
  while (pending.length > 0) {
    const { node: root, fn } = pending.pop()!;
    const stores = new Set<Ir>();
    for (const node of nodesIn([root], (each) => isFn(each) && each !== root)) {
      if (node.kind === 'assign') stores.add(node.target);
      if (stores.has(node)) continue;
      if (isFn(node) && node !== root) {
        pending.push({ node, fn: node });
        continue;
      }
      const use = keyUse(node);
      if (use) uses.push({ ...use, fn: isFn(root) ? root : fn });
    }
  }
  keyUses.set(file, (found = uses));
  return found;
}

function keyUse(node: Ir): Omit<KeyUse, 'fn'> | undefined {
  if (node.kind === 'assign' && node.target.kind === 'index' && node.target.keys.length === 1)
    return { list: lastName(node.target.of), key: node.target.keys[0]!, store: true };
  if (node.kind === 'index' && node.keys.length === 1 && !node.slice) return { list: lastName(node.of), key: node.keys[0]!, store: false };
  if (node.kind === 'operate' && /^(?:not )?in$/.test(node.operator) && node.operands.length === 2)
    return { list: lastName(node.operands[1]), key: node.operands[0]!, store: false };
  const receiver = receiverOf(node);
  if (node.kind !== 'call' || !receiver || node.args.length === 0) return undefined;
  const store =
    (/^(?:set|put|store|setdefault|insert|Add|TryAdd|putIfAbsent|computeIfAbsent)$/.test(callName(node)) && node.args.length === 2) ||
    (callName(node) === 'merge' && node.args.length === 3);
  return store ||
    /^(?:get|has|delete|pop|fetch|key\?|include\?|contains_key|containsKey|getOrDefault|ContainsKey|TryGetValue|contains)$/.test(
      callName(node),
    )
    ? { list: lastName(receiver), key: node.args[0]!.value, store }
    : undefined;
}

/** Two texts that are the same but for a slip: case, a sign between words, one letter. */
function isNear(one: string, other: string): boolean {
  const [a, b] = [one, other].map((text) => text.toLowerCase().replace(/[-_ ]/g, '')) as [string, string];
  if (a === b) return one !== other;
  if (a.length < 6 || b.length < 6 || Math.abs(a.length - b.length) > 1 || /\d/.test(a + b)) return false;
  if (`${a}s` === b || `${b}s` === a || `${a}d` === b || `${b}d` === a) return false;
  let start = 0;
  while (start < Math.min(a.length, b.length) && a[start] === b[start]) start += 1;
  let end = 0;
  while (end < Math.min(a.length, b.length) - start && a.at(-1 - end) === b.at(-1 - end)) end += 1;
  const [x, y] = [a.slice(start, a.length - end), b.slice(start, b.length - end)];
  // The first and the last letter are seldom mistyped; there words differ that mean something else.
  if (start === 0 || end === 0) return x.length + y.length === 1 && start > 0;
  return x.length + y.length <= 1 || (x.length === 2 && y === `${x[1]}${x[0]}`) || (x.length === 1 && y.length === 1);
}

interface Word {
  readonly value: string;
  readonly at: Span;
  readonly file: SyntaxFile;
  /** It is only asked for here, and not put anywhere. */
  readonly asked: boolean;
}

const words = new WeakMap<SyntaxFile, readonly Word[]>();
const IDENTIFIER = /^[A-Za-z][\w -]{3,40}$/;

/** The short texts of a file, those that are only compared or asked for marked. */
function wordsIn(file: SyntaxFile): readonly Word[] {
  let found = words.get(file);
  if (!found) {
    const asked = new Set<Ir>();
    for (const node of nodesIn(file.code)) {
      if (node.kind === 'operate' && /^[!=]==?$/.test(node.operator)) for (const each of node.operands) asked.add(each);
      if (node.kind === 'switch') for (const { values } of node.cases) for (const each of values) asked.add(each);
    }
    found = [...nodesIn(file.code)].flatMap((node): Word[] =>
      isLiteral(node, 'text') && !node.parts && IDENTIFIER.test(node.value)
        ? [{ value: node.value, at: node, file, asked: asked.has(node) }]
        : [],
    );
    words.set(file, found);
  }
  return found;
}

/** Places of one program that do not agree with each other. */
export const disagreeing: readonly Fault[] = [
  fault({
    id: 'other-unit',
    languages: ALL,
    source: 'Error Prone DurationTemporalUnit, TimeUnitMismatch; Staticcheck SA1004; CWE-682',
    on: ['call', 'assign', 'map', 'operate', 'return'],
    find(node, around) {
      const { named, constructs, fn } = around;
      switch (node.kind) {
        case 'assign':
          return node.value && node.target.kind !== 'list' && /^[-+]?=$/.test(node.operator)
            ? unitsHit(lastName(node.target), node.value, around)
            : undefined;
        case 'map':
          for (const { key, value } of node.entries) {
            const hit =
              isLiteral(key, 'text') || key?.kind === 'name'
                ? unitsHit(isLiteral(key) ? key.value : lastName(key), value, around)
                : undefined;
            if (hit) return hit;
          }
          return undefined;
        case 'operate': {
          const [left, right] = node.operands;
          if (node.operands.length !== 2 || !/^(?:[-+]|[<>]=?|[!=]==?)$/.test(node.operator) || !left || left.kind === 'call')
            return undefined;
          const hit = left.kind === 'name' || left.kind === 'member' ? unitsHit(lastName(left), right, around) : undefined;
          return hit && { ...hit, at: node };
        }
        case 'return':
          return fn && !/(?:^|_)(?:to|from|as|in)(?:_|[A-Z])|^(?:to|from|as|in)$/.test(fn.name)
            ? unitsHit(fn.name, node.value, around)
            : undefined;
        case 'call': {
          const name = callName(node);
          const known = TAKES.find(({ call, of }) => call.test(name) && (of ? of.test(lastName(receiverOf(node))) : true));
          const known_ = known && !named(name) ? unitsHit(known.unit, node.args[known.place]?.value, around) : undefined;
          if (known_) return known_;
          const callee = named(name) ?? constructs(name);
          const params = callee?.fn.params.filter((each) => !each.implicit && !/^(?:self|cls)$/.test(each.name)) ?? [];
          for (const [place, { name: own, value }] of node.args.entries()) {
            const param = params[place];
            const to = own ?? (param && !param.rest ? param.name : undefined);
            const hit =
              to === undefined
                ? undefined
                : unitsHit(to, value, around, own === undefined && callee && param ? { file: callee.file, at: param } : undefined);
            if (hit) return hit;
          }
          return undefined;
        }
      }
    },
  }),
  fault({
    id: 'bound-on-both-sides',
    languages: ALL,
    source: 'CWE-193; CWE-1339',
    on: 'operate',
    find(node, { file, files }) {
      const own = boundsIn(file).find(({ at }) => at === node);
      const other = own && files.flatMap(boundsIn).find((each) => each.of === own.of && each.bound === own.bound && each.from !== own.from);
      if (!own || !other) return undefined;
      return {
        at: node,
        by: own.bound,
        other: other.file.text.slice(other.at.start, other.at.end),
        also: { file: other.file, at: other.at },
      };
    },
  }),
  fault({
    id: 'key-in-other-form',
    languages: ['javascript', 'typescript', 'tsx', 'python', 'ruby', 'php', 'java', 'csharp', 'kotlin', 'go', 'rust'],
    source: 'CWE-178; Sonar S2175',
    on: ['index', 'call', 'operate', 'assign'],
    find(node, { file, files, text, parent, named }) {
      if (node.kind === 'index' && parent?.kind === 'assign' && parent.target === node) return undefined;
      const use = keyUse(node);
      if (!use || use.list === '' || use.key.kind !== 'name') return undefined;
      const own = keyUsesIn(file).filter(({ list }) => list === use.list);
      const mine = own.find(({ key }) => key === use.key);
      const { fn } = mine ?? {};
      if (!fn?.params.some(({ name }) => isName(use.key, name)) || assignsOf(use.key.name, fn.body).length > 0) return undefined;
      const others = own.filter(({ store }) => store !== use.store);
      const form = others[0] && normaliserOf(others[0].key, named);
      if (form === undefined || !others[0] || others.some(({ key }) => normaliserOf(key, named) !== form)) return undefined;
      // Where a function of the program makes the form, one that knows both means both.
      if (!Object.hasOwn(NORMALISES, form) && others.some((each) => each.fn === fn)) return undefined;
      // Who calls it may give it the key in that form.
      const isGiven = files.some((each) =>
        some(
          each.code,
          (inner) =>
            inner.kind === 'call' && callName(inner) === fn.name && inner.args.some(({ value }) => normaliserOf(value, named) === form),
        ),
      );
      if (fn.name === '' || isGiven) return undefined;
      const fix = replaced(use.key, inFormOf(others[0].key, text(use.key), text));
      return { at: node, by: text(use.key), other: text(others[0].key), also: { file, at: others[0].key }, fix };
    },
  }),
  fault({
    id: 'swapped-results',
    languages: ALL,
    source: 'CodeQL; Pylint unbalanced-tuple-unpacking; Sonar S2234',
    on: 'assign',
    find({ target, value }, { named, text }) {
      const call = value?.kind === 'same' ? value.of : value;
      if (target.kind !== 'list' || call?.kind !== 'call' || call.makes) return undefined;
      const callee = named(callName(call));
      const names = target.elements.map((each) => lastName(each));
      const results = callee && resultsOf(callee.fn, callee.file.language);
      for (const result of results ?? []) {
        if (result.kind !== 'list' || result.elements.length !== names.length || !callee) continue;
        const given = result.elements.map((each) => lastName(each));
        const one = names.findIndex((name, at) => name.length > 1 && given[at] !== name && given.includes(name));
        const other = given.indexOf(names[one] ?? '');
        if (one < 0 || given[one] !== names[other] || given[one] === '') continue;
        const [a, b] = [target.elements[one]!, target.elements[other]!];
        return {
          at: target,
          by: text(a),
          other: text(b),
          also: { file: callee.file, at: result },
          fix: [
            { start: a.start, end: a.end, text: text(b) },
            { start: b.start, end: b.end, text: text(a) },
          ],
        };
      }
      return undefined;
    },
  }),
  fault({
    id: 'other-parameter',
    languages: ALL,
    source: 'PVS-Studio V778; Sonar S2234; Ruff ARG001; clang-tidy bugprone-suspicious-missing-comma',
    on: 'fn',
    find(fn, { text }) {
      const plain = (name: string): string => wordsOf(name).join('');
      const params = fn.params.filter(({ name }) => name !== '' && !/^(?:self|cls|_.*)$/.test(name));
      if (params.length < 2) return undefined;
      for (const node of nodesIn(fn.body, isFn)) {
        const pairs =
          node.kind === 'assign' && node.operator === '=' && node.value && (!isName(node.target) || /^@/.test(node.target.name))
            ? [{ to: lastName(node.target), value: node.value }]
            : node.kind === 'map'
              ? node.entries.flatMap(({ key, value }) => (isLiteral(key, 'text') ? [{ to: key.value, value }] : []))
              : node.kind === 'call'
                ? node.args.flatMap(({ name, value }) => (name === undefined ? [] : [{ to: name, value }]))
                : [];
        for (const { to, value } of pairs) {
          const wanted = to === '' ? undefined : params.find(({ name }) => plain(name) === plain(to));
          if (!wanted || !isName(value) || value.name === wanted.name || !params.some(({ name }) => name === value.name)) continue;
          const isRead = some(fn.body, (each) => isName(each, wanted.name) && !(node.kind === 'assign' && node.target === each));
          if (isRead || new RegExp(`[{,]\\s*${wanted.name.replace(/\W/g, '\\$&')}\\s*[,}]`).test(text(fn).slice(text(fn).indexOf(')'))))
            continue;
          return {
            at: node.kind === 'assign' ? node : value,
            by: text(value),
            other: wanted.name,
            fix: [{ start: value.start, end: value.end, text: wanted.name }],
          };
        }
      }
      return undefined;
    },
  }),
  fault({
    id: 'mixed-pair',
    languages: ALL,
    source: 'PVS-Studio V501, V537; Coverity COPY_PASTE_ERROR; Sonar S1764',
    on: 'fn',
    find(fn, { text, file }) {
      const groups = new Map<string, { node: Ir; left: string; right: string; last: Expr }[]>();
      for (const node of nodesIn(fn.body)) {
        const [left, right] = node.kind === 'operate' && node.operands.length === 2 ? node.operands : [];
        const [a, b] = [left, right].map(partOf);
        if (node.kind !== 'operate' || !right || !/^[-+*]$/.test(node.operator) || !a || !b || a.of === b.of) continue;
        const key = `${node.operator} ${a.of} ${b.of}`;
        groups.set(key, [...(groups.get(key) ?? []), { node, left: a.part, right: b.part, last: right }]);
      }
      for (const pairs of groups.values()) {
        const isSame = (part: string): boolean => pairs.some(({ left, right }) => left === part && right === part);
        const mixed = pairs.find(
          ({ left, right }) => left !== right && isSame(right) && !pairs.some((each) => each.right === left) && !isSame(left),
        );
        const good = pairs.find(({ left, right }) => left === right);
        if (!mixed || !good || pairs.filter(({ left, right }) => left !== right).length > 1) continue;
        const end = mixed.last.end - (mixed.last.kind === 'index' ? 1 : 0);
        return {
          at: mixed.node,
          by: text(mixed.last),
          other: text(good.node),
          also: { file, at: good.node },
          fix: [{ start: end - mixed.right.length, end, text: mixed.left }],
        };
      }
      return undefined;

      function partOf(node: Expr | undefined): { of: string; part: string } | undefined {
        if (node?.kind === 'member' && isSteady(node)) return { of: text(node.of), part: node.name };
        if (node?.kind !== 'index' || node.slice || !isLiteral(node.keys[0], 'number') || !isSteady(node)) return undefined;
        return { of: text(node.of), part: text(node.keys[0]) };
      }
    },
  }),
  fault({
    id: 'misspelt-text',
    languages: ['javascript', 'tsx', 'python', 'ruby', 'php', 'go', 'java', 'csharp'],
    source: 'CodeQL; Sonar S1192; CWE-1116',
    on: ['operate', 'switch'],
    find(node, { files, file }) {
      const asked =
        node.kind === 'switch' ? node.cases.flatMap(({ values }) => values) : /^[!=]==?$/.test(node.operator) ? node.operands : [];
      for (const each of asked) {
        if (!isLiteral(each, 'text') || each.parts || !IDENTIFIER.test(each.value)) continue;
        const all = files.flatMap(wordsIn);
        if (all.some(({ value, at }) => value === each.value && at !== each)) continue;
        const meant = all.find((word) => !word.asked && isNear(word.value, each.value));
        if (!meant || files.some(({ text }) => text.split(each.value).length > (file.text === text ? 2 : 1))) continue;
        const written = file.text.slice(each.start, each.end);
        return {
          at: each,
          by: written,
          other: meant.value,
          also: { file: meant.file, at: meant.at },
          ...(written.slice(1, -1) === each.value && { fix: [{ start: each.start + 1, end: each.end - 1, text: meant.value }] }),
        };
      }
      return undefined;
    },
  }),
  fault({
    id: 'unused-parameter',
    languages: ['javascript', 'typescript', 'tsx', 'python', 'ruby', 'php', 'java', 'csharp', 'cpp', 'kotlin', 'go'],
    source: 'ESLint no-unused-vars; Ruff ARG001, ARG002; Sonar S1172; RuboCop Lint/UnusedMethodArgument',
    on: 'fn',
    find(fn, { file, text, path, parent }) {
      const [only] = fn.body;
      if (fn.name === '' || !only || (fn.body.length === 1 && only.kind === 'throw') || parent?.kind === 'map') return undefined;
      const cls = path.findLast((node) => node.kind === 'class');
      for (const param of fn.params) {
        const { name } = param;
        const own = wordsOf(name).at(-1) ?? '';
        if (param.implicit || param.rest || name.length < 3 || /^(?:self|cls|[$]?_.*)$/.test(name) || own.length < 3) continue;
        if (new RegExp(`(?<![\\w$.>@])${name.replace(/\W/g, '\\$&')}(?![\\w$])`).test(text(fn).replace(text(param), ''))) continue;
        // A field, a constant or a default of that name is read in its place.
        const instead = [...nodesIn(fn.body)].find(
          (node) =>
            (node.kind === 'member' &&
              (isName(node.of, 'this') || isName(node.of, 'self') || isName(node.of, '$this')) &&
              isOf(node.name, name)) ||
            (node.kind === 'name' && node.name !== name && (/^@/.test(node.name) || CONSTANT.test(node.name)) && isOf(node.name, name)),
        );
        if (
          !instead ||
          (instead.kind === 'member' && some(fn.body, (node) => node.kind === 'assign' && node.target === instead)) ||
          (cls && fn.words.includes('override'))
        )
          continue;
        return {
          at: instead,
          by: name,
          other: text(instead),
          also: { file, at: param },
          fix: [{ start: instead.start, end: instead.end, text: name }],
        };
      }
      return undefined;
    },
  }),
];

/** Whether a field or a constant is named like a parameter: `this.limit`, `DEFAULT_LIMIT`, `@max_limit` and `limit`. */
function isOf(other: string, name: string): boolean {
  const [own, all] = [wordsOf(name), wordsOf(other)];
  return (
    own.join(' ') === all.join(' ') ||
    (own.length <= all.length &&
      own.join(' ') === all.slice(all.length - own.length).join(' ') &&
      /^(?:default|max|min|base|standard)$/.test(all[0] ?? ''))
  );
}

/** A key's code in the form of another: `key.trim()` of `name.trim()`. */
function inFormOf(other: Expr, key: string, text: (span: Span) => string): string {
  const of = other.kind === 'member' ? other.of : (receiverOf(other) ?? (other.kind === 'call' ? other.args[0]?.value : undefined));
  return of ? `${text({ start: other.start, end: of.start })}${key}${text({ start: of.end, end: other.end })}` : key;
}
