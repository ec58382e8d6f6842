import { escapePattern } from '../../../escapePattern';
import { nodesIn, type Expr, type Fn, type Ir, type Span } from '../../../syntax/lower/ir';
import { namesSet } from '../../../syntax/lower/scopes';
import type { SyntaxFile } from '../../../syntax/syntax';
import type { Around } from './fault';
import type { TypeDeclared, TypesDeclared } from './typeDeclared';
import { assignsOf, callName, isName, receiverOf } from './shapes';

const known = new WeakMap<SyntaxFile, TypesDeclared>();

/** The types that some files of one language declare, by name. */
export function typesDeclared(files: readonly SyntaxFile[]): TypesDeclared {
  const [first] = files;
  if (files.length === 1 && first) return declaredIn(first);
  const all = new Map<string, TypeDeclared>();
  for (const file of files)
    for (const each of declaredIn(file).values()) {
      const own = typeNamed(all, each.name);
      own.isValue ||= each.isValue;
      for (const [name, type] of each.fields) own.fields.set(name, own.fields.has(name) && own.fields.get(name) !== type ? '' : type);
      for (const [name, fn] of each.methods) own.methods.set(name, own.methods.has(name) ? undefined : fn);
    }
  return all;
}

function typeNamed(all: Map<string, TypeDeclared>, name: string): TypeDeclared {
  const own = all.get(name) ?? { name, fields: new Map<string, string>(), methods: new Map<string, Fn | undefined>(), isValue: false };
  all.set(name, own);
  return own;
}

function declaredIn(file: SyntaxFile): TypesDeclared {
  const before = known.get(file);
  if (before) return before;
  const all = new Map<string, TypeDeclared>();
  const method = (type: string, name: string, fn: Fn): void => {
    const { methods } = typeNamed(all, type);
    methods.set(name, methods.has(name) ? undefined : fn);
  };
  for (const node of nodesIn(file.code)) {
    if (node.kind === 'class' && node.name !== '') {
      const own = typeNamed(all, bare(node.name));
      own.isValue ||= file.language === 'cpp' || /\bstruct\s+\w+\s*[^;{]{0,200}\{/.test(file.text.slice(node.start, node.start + 200));
      for (const member of node.members) {
        if (member.kind === 'fn') method(own.name, member.name, member);
        else if (member.kind === 'assign' && member.type !== undefined)
          for (const name of namesSet(member.target)) own.fields.set(name, member.type);
      }
    } else if (node.kind === 'fn') {
      const [, type, name] = /^(?:.*::)?(\w+)::(~?\w+)$/.exec(node.name) ?? [];
      if (type !== undefined && name !== undefined) method(type, name, node);
      const receiver = file.language === 'go' ? node.params.find(({ implicit }) => implicit)?.type : undefined;
      if (receiver !== undefined) method(bare(receiver), node.name, node);
    }
  }
  for (const { name, startLine, endLine } of file.classes) {
    const written = WRITTEN[file.language];
    if (!written) continue;
    const text = file.lines.slice(startLine - 1, endLine).join('\n');
    if (!/\bstruct\b/.test(text)) continue;
    const own = typeNamed(all, bare(name));
    own.isValue = true;
    for (const [, names, type] of text.slice(text.indexOf('{') + 1).matchAll(written))
      for (const each of names!.split(',')) own.fields.set(each.trim(), type!.trim());
  }
  known.set(file, all);
  return all;
}

/** Fields of a struct, of languages whose statements do not hold them: names and their type. */
const WRITTEN: Partial<Record<SyntaxFile['language'], RegExp>> = {
  go: /(?:^|[\n;{])[ \t]*(\w+(?:,[ \t]*\w+){0,20})[ \t]+([*[\]\w.]+(?:\{\})?)/g,
  rust: /(?:^|[\n,{])[ \t]*(?:pub(?:\(\w+\))?\s+)?(\w+)\s*:\s*([^,{}\n<]+(?:<[^{}\n]{0,100}>)?)/g,
};

/** The fields of an interface or a type of TypeScript as they are written: they are no code, so no statement holds them. */
export function fieldsWritten(name: string, files: readonly SyntaxFile[]): { name: string; type: string; file: SyntaxFile; at: Span }[] {
  for (const file of files) {
    const head = new RegExp(
      `\\b(?:interface\\s+${escapePattern(name)}\\b[^{}]{0,200}|type\\s+${escapePattern(name)}\\s*=\\s*(?:Readonly<)?)\\{`,
    ).exec(file.text);
    if (!head) continue;
    const start = head.index + head[0].length;
    const body = file.text.slice(start, start + 4000).split('}', 1)[0]!;
    return [...body.matchAll(/(?:readonly\s{1,4})?(\w{1,60})\??\s{0,4}:\s{0,4}([^;,\n]{1,120})/g)].map((match) => ({
      name: match[1]!,
      type: match[2]!.trim(),
      file,
      at: { start: start + match.index, end: start + match.index + match[0].length },
    }));
  }
  return [];
}

/** A type's name without what is around it: `Account` of `const Account&`, `*Account`, `&mut Account`, `Account<T>`. */
export function bare(type: string): string {
  const inner = type
    .replace(/\b(?:const|mut|final|readonly|volatile|dyn|struct|in|ref)\b\s*/g, '')
    .replace(/'\w+\s/g, '')
    .replace(/^[&*\s]+/, '')
    .replace(/(?<![&*\s?])[&*\s?]+$/, '')
    .split('<', 1)[0]!;
  return inner.slice(Math.max(inner.lastIndexOf(':'), inner.lastIndexOf('.')) + 1).trim();
}

/** Whether a written type is a pointer or a reference to a value elsewhere. */
export function isPointer(type: string): boolean {
  return /^\s*[&*]|[&*]\s*$|(?:_ptr|Box|Rc|Arc|RefCell|reference_wrapper|span|view)\s*</.test(type);
}

const WRAPPED =
  /^(?:List|ArrayList|LinkedList|Set|HashSet|Deque|Queue|Collection|Iterable|Optional|Stream|vector|deque|list|array|set|Vec|VecDeque|IList|IEnumerable|ICollection|IReadOnlyList|Array|Span|Entry|Map|HashMap|TreeMap|BTreeMap|LinkedHashMap|ConcurrentHashMap|SortedMap|NavigableMap|map|unordered_map|Dictionary|IDictionary|SortedDictionary|MutableList|MutableMap|Option)$/;

/** The types in the angle brackets of one: `['String', 'List<Long>']` of `Map<String, List<Long>>`. */
function argumentsOfType(type: string): string[] {
  const open = type.indexOf('<');
  const close = type.lastIndexOf('>');
  if (open < 0 || close < open) return [];
  const parts: string[] = [''];
  let depth = 0;
  for (const sign of type.slice(open + 1, close)) {
    depth += sign === '<' ? 1 : sign === '>' ? -1 : 0;
    if (sign === ',' && depth === 0) parts.push('');
    else parts[parts.length - 1] += sign;
  }
  return parts.map((part) => part.trim());
}

/** The type of a collection's elements, or of a map's values. */
export function elementType(type: string): string | undefined {
  const plain = type
    .replace(/^\s*(?:const\s+)?&?\s*(?:mut\s+)?/, '')
    .replace(/&$/, '')
    .trim();
  const go = /^(?:\.\.\.|\[\d*\]|map\[[^\]]+\])(.+)$/.exec(plain)?.[1];
  if (go) return go;
  const rust = /^\[([^;\]]+)(?:;[^\]]*)?\]$/.exec(plain)?.[1];
  if (rust) return rust.trim();
  if (/\[\]$/.test(plain)) return plain.slice(0, -2).trim();
  return WRAPPED.test(bare(plain)) ? argumentsOfType(plain).at(bare(plain) === 'array' ? 0 : -1) : undefined;
}

/** The type of a map's keys. */
export function keyType(type: string): string | undefined {
  const go = /^map\[([^\]]+)\]/.exec(type)?.[1];
  if (go) return go;
  const given = argumentsOfType(type);
  return /(?:Map|map|Dictionary|Entry)$/.test(bare(type)) && given.length === 2 ? given[0] : undefined;
}

const WHOLE =
  /^(?:int|long|long long|long int|short|byte|sbyte|char|rune|Integer|Long|Short|Byte|usize|isize|[iu](?:8|16|32|64|128)|(?:std::)?u?int(?:8|16|32|64)?(?:_t)?|uint|ulong|ushort|nint|(?:std::)?(?:size_t|ptrdiff_t)|Int|unsigned(?: int| long| short| long long| char)?)$/;
const FRACTIONAL = /^(?:double|float|float64|float32|f64|f32|Double|Float|decimal|long double)$/;

/** A type without its reference: `int` of `const int&`. */
export const valueType = (type: string | undefined): string =>
  (type ?? '')
    .replace(/\b(?:const|final|mut)\b\s*/g, '')
    .trim()
    .replace(/^&|[&?]$/g, '')
    .trim();

export const isWholeType = (type: string | undefined): boolean => WHOLE.test(valueType(type));
export const isFractionalType = (type: string | undefined): boolean => FRACTIONAL.test(valueType(type));

const COUNTS =
  /^(?:len|length|size|count|Count|LongCount|hashCode|indexOf|lastIndexOf|IndexOf|ordinal|parseInt|intValue|longValue|nextInt|compareTo|CompareTo|GetHashCode)$/;
const MOST_STEPS = 8;

/** The class around, also of a method that is written outside of it. */
export function ownType({ fn, path, types }: Around): TypeDeclared | undefined {
  const cls = path.findLast((node) => node.kind === 'class');
  if (cls?.kind === 'class') return types().get(bare(cls.name));
  const owner = fn && /^(?:.*::)?(\w+)::~?\w+$/.exec(fn.name)?.[1];
  return owner === undefined ? undefined : types().get(owner);
}

/**
 * The type of an expression where it stands, as written in the program: declared, or of what it is made of; undefined where it is not known.
 * Numbers that are written out are `int` or `double`.
 */
export function typeIn(node: Expr, around: Around, steps = MOST_STEPS): string | undefined {
  if (steps === 0) return undefined;
  const inner = (each: Expr): string | undefined => typeIn(each, around, steps - 1);
  switch (node.kind) {
    case 'literal':
      if (node.of === 'number') return numberType(node.value);
      if (node.of === 'truth') return 'bool';
      return node.of === 'text'
        ? around.text(node).startsWith("'")
          ? 'char'
          : around.file.language === 'java'
            ? 'String'
            : 'string'
        : undefined;
    case 'name':
      return node.name === 'this' || node.name === 'self' ? ownType(around)?.name : typeOfName(node.name, node.start, around, steps);
    case 'member': {
      if (around.file.language !== 'cpp' && /^(?:length|Length|Count|size)$/.test(node.name)) return 'int';
      const of = inner(node.of);
      return (of !== undefined && declaredField(of, node.name, around)) || undefined;
    }
    case 'index': {
      const of = inner(node.of);
      return of === undefined ? undefined : node.slice ? of : elementType(of);
    }
    case 'call':
      return typeOfCall(node, around, steps);
    case 'same':
      if (node.how === 'cast') return node.type;
      return node.how === 'reference' || node.how === 'spread' ? inner(node.of) : undefined;
    case 'operate': {
      if (/^(?:[!=]==?|[<>]=?|&&|!|and|or|not)$/.test(node.operator)) return 'bool';
      if (!/^(?:[-+*/%|&^~]|<<|>>>?)$/.test(node.operator)) return undefined;
      const types = node.operands.map(inner);
      return promoted(/^<<|>>/.test(node.operator) ? types[0] : combined(types), around);
    }
    case 'choice':
      return combined(node.options.map(inner));
    default:
      return undefined;
  }
}

function combined(types: readonly (string | undefined)[]): string | undefined {
  if (types.some(isFractionalType)) return types.find(isFractionalType);
  if (types.every((type) => type !== undefined && type === types[0])) return types[0];
  return types.every(isWholeType) ? (types.find((type) => /64|long|Long/.test(type!)) ?? types.find((type) => type !== 'int')) : undefined;
}

/** Java, C# and C++ compute with `int` where numbers are shorter, and never with boxed ones. */
function promoted(type: string | undefined, { file }: Around): string | undefined {
  if (type === undefined || /^(?:go|rust)$/.test(file.language)) return type;
  return /^(?:char|byte|sbyte|short|ushort|Integer|Short|Byte|Character)$/.test(type)
    ? 'int'
    : type.replace(/^(?:Long|Double|Float)$/, (boxed) => boxed.toLowerCase());
}

function numberType(value: string): string {
  if (/^0[xXbB]/.test(value)) return /[lL]$/.test(value) ? 'long' : 'int';
  if (/[.eE]|\d[fFdD]$|_?f(?:32|64)$/.test(value)) return 'double';
  if (/[mM]$/.test(value)) return 'decimal';
  return /[lL]$/.test(value) ? 'long' : 'int';
}

function declaredField(type: string, name: string, { types }: Around): string | undefined {
  const declared = types().get(bare(type));
  return declared?.fields.get(name) ?? declared?.methods.get(name)?.result;
}

/** Java's `var`, C++'s `auto`: the value tells. */
const INFERRED = /^(?:const\s+)?(?:auto|var)\s*[&*]?$/;

function typeOfName(name: string, at: number, around: Around, steps: number): string | undefined {
  const { path, file, text } = around;
  for (const node of path.toReversed()) {
    if (node.kind === 'loop' && node.how === 'each' && node.target && node.over && at >= node.target.start) {
      const names = namesSet(node.target);
      if (!names.includes(name)) continue;
      const written = /\(\s*(?:(?:const|final)\s+)?([\w.:]{1,80}(?:<[^()]{0,80}>)?(?:\[\])?(?: ?[&*])?)$/.exec(
        text({ start: node.start, end: node.target.start }).trimEnd(),
      )?.[1];
      if (written && !INFERRED.test(written)) return written.trim();
      const over = typeIn(node.over, { ...around, path: path.slice(0, path.indexOf(node)) }, steps - 1);
      if (over === undefined) return undefined;
      if (file.language === 'go' && names[0] === name) return keyType(over) ?? 'int';
      return elementType(over);
    }
    if (node.kind === 'fn') {
      const parameter = node.params.find((each) => each.name === name);
      if (parameter)
        return parameter.rest && parameter.type && !/^\.\.\./.test(parameter.type) && file.language === 'go'
          ? `[]${parameter.type}`
          : parameter.type;
      const own = assignsOf(name, node.body).filter(({ declares }) => declares !== undefined);
      const [first] = own;
      if (first) return typeOfDeclaration(first, name, around, steps);
    }
  }
  const field = ownType(around)?.fields.get(name);
  if (field !== undefined) return field;
  const own = assignsOf(name, file.code).find(({ declares }) => declares !== undefined);
  return own && typeOfDeclaration(own, name, around, steps);
}

function typeOfDeclaration(own: Extract<Ir, { kind: 'assign' }>, name: string, around: Around, steps: number): string | undefined {
  if (own.type !== undefined && !INFERRED.test(own.type)) return own.type;
  if (!own.value) return undefined;
  const value = typeIn(own.value, around, steps - 1);
  if (own.target.kind !== 'list' || value === undefined) return isName(own.target) ? value : undefined;
  // `a, err := f()`
  const place = own.target.elements.findIndex((each) => isName(each, name));
  return /^\((.*)\)$/
    .exec(value)?.[1]
    ?.split(',')
    [place]?.trim()
    .replace(/^\w+\s+(?=[\w*[])/, '');
}

function typeOfCall(call: Extract<Expr, { kind: 'call' }>, around: Around, steps: number): string | undefined {
  const name = callName(call);
  const receiver = receiverOf(call);
  if (call.makes) return call.callee.kind === 'name' ? call.callee.name : undefined;
  const cast =
    call.callee.kind === 'name'
      ? (/^(?:static_cast|gsl::narrow_cast)<(.+)>$/.exec(call.callee.name)?.[1] ??
        (around.file.language === 'go' && (WHOLE.test(name) || FRACTIONAL.test(name) || name === 'string') ? name : undefined))
      : undefined;
  if (cast !== undefined) return cast;
  if (!receiver) {
    if (name === 'len' || name === 'cap') return 'int';
    const own = ownType(around)?.methods.get(name);
    return (own ?? around.named(name)?.fn)?.result;
  }
  if (isName(receiver, 'Math') && /^(?:round|floorMod|floorDiv)$/.test(name)) return 'long';
  const of = typeIn(receiver, around, steps - 1);
  const declared = of === undefined ? undefined : around.types().get(bare(of))?.methods.get(name);
  if (declared) return declared.result;
  if (COUNTS.test(name) && call.args.length <= 1)
    return /^(?:size|length)$/.test(name) && around.file.language === 'cpp' ? 'size_t' : name === 'len' ? 'usize' : 'int';
  if (of !== undefined) {
    if (/^(?:getKey|Key)$/.test(name)) return keyType(of);
    if (
      /^(?:get|at|getFirst|getLast|remove|poll|peek|getOrDefault|getValue|first|last|front|back|First|Last|GetValueOrDefault|ElementAt)$/.test(
        name,
      )
    )
      return elementType(of);
    if (/^(?:clone|iter|stream|trim|toLowerCase|toUpperCase|concat)$/.test(name)) return of;
  }
  if (/^(?:toString|substring|trim|toLowerCase|toUpperCase|concat)$/.test(name) && around.file.language === 'java') return 'String';
  if (name === 'charAt' || name === 'toCharArray') return name === 'charAt' ? 'char' : 'char[]';
  if (isName(receiver) && /^[A-Z]/.test(receiver.name)) return around.types().get(receiver.name)?.methods.get(name)?.result;
  return undefined;
}
