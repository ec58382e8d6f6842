import { nodesIn, type Expr, type Fn, type Ir, type Span } from '../../../syntax/lower/ir';
import { within } from '../../../syntax/lower/places';
import type { SyntaxFile } from '../../../syntax/syntax';
import { dataTexts, keysOfData } from './dataKeys';
import { similarKey } from '../../../flow/nearName';
import { replaced } from './edits';
import { fault, type Around, type Fault, type Hit } from './fault';
import { assignsOf, callName, isFn, isLiteral, isName, moduleValue, reads, receiverOf, some } from './shapes';
import { bare, elementType, typeIn } from './types';

/** The function of the program that a call runs: of its own name, or a method of the receiver's type. */
function calleeOf(call: Expr, around: Around): Fn | undefined {
  if (call.kind !== 'call') return undefined;
  const receiver = receiverOf(call);
  const type = receiver && typeIn(receiver, around);
  return type === undefined ? around.named(callName(call))?.fn : around.types().get(bare(type))?.methods.get(callName(call));
}

/** Where a name gets the nil pointer that an interface then holds: declared without a value, or the result of what may return nil. */
function nilPointer(value: Expr | undefined, fn: Fn, around: Around): { type: string; at: Span } | undefined {
  const given = value?.kind === 'call' ? value : undefined;
  const callee = given && calleeOf(given, around);
  if (
    callee &&
    /^\*\w+$/.test(callee.result ?? '') &&
    some(callee.body, (node) => node.kind === 'return' && isLiteral(node.value, 'nothing'), isFn)
  )
    return { type: callee.result!, at: given };
  if (!isName(value)) return undefined;
  const declared = assignsOf(value.name, fn.body).find(({ declares }) => declares !== undefined);
  if (!declared || !isName(declared.target)) return undefined;
  if (declared.value) return declared.value.kind === 'call' ? nilPointer(declared.value, fn, around) : undefined;
  return /^\*\w/.test(declared.type ?? '') ? { type: declared.type!, at: declared } : undefined;
}

/** A field of a Go struct as it is written: its name, the key of its tag, its place. */
interface Field {
  readonly name: string;
  readonly key: string | undefined;
  readonly file: SyntaxFile;
  readonly at: Span;
}

/** A variable that is declared as a pointer, as an `error`: where nothing but its value is used. */
function asError(name: string, { type, at }: { type: string; at: Span }, fn: Fn, { text }: Around): Hit['fix'] {
  const place = text(at).indexOf(type);
  if (place < 0 || some(fn.body, (node) => node.kind === 'member' && isName(node.of, name))) return undefined;
  return replaced({ start: at.start + place, end: at.start + place + type.length }, 'error');
}

const FIELD =
  /^[ \t]{0,20}(\w{1,80})[ \t]{1,40}[*[\]\w.]{1,120}(?:[ \t]{1,40}`(?:[^`\n]{0,80}\s)?(?:json|xml|yaml):"([^",\n]{0,80})[^`\n]{0,200}`)?[ \t]{0,9}(?:\/\/.{0,200})?$/gm;

/** The fields of the only struct of a name. */
function fieldsOfStruct(type: string, files: readonly SyntaxFile[]): Field[] {
  const found = files.flatMap((file) => file.classes.filter(({ name }) => name === type).map((cls) => ({ file, cls })));
  const [only] = found;
  if (!only || found.length > 1) return [];
  const { file, cls } = only;
  const start = file.lines.slice(0, cls.startLine).join('\n').length + 1;
  const text = file.lines.slice(cls.startLine, cls.endLine - 1).join('\n');
  return [...text.matchAll(FIELD)].map(({ 0: whole, 1: name = '', 2: key, index }) => ({
    name,
    key,
    file,
    at: { start: start + index, end: start + index + whole.length },
  }));
}

const CODERS = /^(?:Unmarshal|Decode|Marshal|MarshalIndent|Encode)$/;

/** The struct that a call reads from or writes to JSON. */
function codedType(call: Extract<Expr, { kind: 'call' }>, around: Around): string | undefined {
  const name = callName(call);
  const receiver = receiverOf(call);
  if (!CODERS.test(name) || !receiver) return undefined;
  const given = call.args[name === 'Unmarshal' ? 1 : 0]?.value;
  const inner =
    given?.kind === 'same' && given.how === 'reference'
      ? given.of
      : given?.kind === 'operate' && given.operator === '&'
        ? given.operands[0]
        : given;
  let type = inner && typeIn(inner, around);
  for (let steps = 0; steps < 3 && type !== undefined && /^(?:\[|map\[|\*)/.test(type); steps += 1)
    type = type.startsWith('*') ? type.slice(1) : elementType(type);
  return type;
}

/** The keys of the program's data, with the first place of each. */
function dataKeys({ data, files }: Around): Map<string, { file: string; line: number }> {
  const all = dataTexts(data, files).flatMap(keysOfData);
  return new Map(all.toReversed().map(({ key, file, line }) => [key, { file, line }]));
}

/** Where the program asks for an error of its own behind those that wrap it. */
function asksForCause(around: Around): { file: SyntaxFile; at: Ir } | undefined {
  for (const file of around.files) {
    const at = some(file.code, (node) => {
      const wanted =
        node.kind === 'call' && callName(node) === 'Is' && isName(receiverOf(node), 'errors') ? node.args[1]?.value : undefined;
      return isName(wanted) && moduleValue(wanted.name, around) !== undefined;
    });
    if (at) return { file, at };
  }
  return undefined;
}

/** The first call that wraps an error in another one: `fmt.Errorf("…: %w", err)`. */
function wrapping(files: Around['files'], of: string): { file: SyntaxFile; at: Ir } | undefined {
  for (const file of files) {
    const at = some(
      file.code,
      (node) =>
        node.kind === 'call' &&
        callName(node) === 'Errorf' &&
        isLiteral(node.args[0]?.value, 'text') &&
        node.args[0].value.value.includes('%w') &&
        node.args.slice(1).some(({ value }) => file.text.slice(value.start, value.end) === of),
    );
    if (at) return { file, at };
  }
  return undefined;
}

/** Values that are nil, unset or of another type than they seem. */
export const absent: readonly Fault[] = [
  fault({
    id: 'typed-nil',
    languages: ['go'],
    source: 'Go FAQ "Why is my nil error value not equal to nil?"; Staticcheck SA4023; nilness; 100 Go Mistakes 45',
    on: ['fn', 'assign'],
    find(fn, around) {
      if (fn.kind === 'assign') {
        const held = fn.type === 'error' && fn.value?.kind === 'call' && around.fn ? nilPointer(fn.value, around.fn, around) : undefined;
        return held && { at: fn, by: around.text(fn.value!), other: held.type };
      }
      const results = (fn.result ?? '')
        .replace(/^\(|\)$/g, '')
        .split(',')
        .map((each) => each.trim().replace(/^\w+\s+(?=[\w*[])/, ''));
      const place = results.indexOf('error');
      if (place < 0) return undefined;
      const inner: Around = { ...around, path: [...around.path, fn], fn };
      for (const node of nodesIn(fn.body, isFn)) {
        if (node.kind !== 'return' || !node.value) continue;
        const value = results.length === 1 ? node.value : node.value.kind === 'list' ? node.value.elements[place] : undefined;
        const pointer = nilPointer(value, fn, inner);
        if (!pointer || !value) continue;
        // It is only returned where it is not nil.
        if (isName(value) && some(fn.body, (each) => each.kind === 'branch' && within(node, each) && reads(value.name, [each.condition])))
          continue;
        return {
          at: node,
          by: inner.text(value),
          other: pointer.type,
          ...(isName(value) && { also: { file: around.file, at: pointer.at }, fix: asError(value.name, pointer, fn, around) }),
        };
      }
      return undefined;
    },
    fails: (error) => /nil pointer dereference/.test(error),
  }),
  fault({
    id: 'map-not-made',
    languages: ['go'],
    source: 'Staticcheck SA5000',
    on: 'assign',
    find(assign, { fn, file }) {
      if (!fn || assign.declares !== 'var' || assign.value || !isName(assign.target) || !/^map\[/.test(assign.type ?? '')) return undefined;
      const { name } = assign.target;
      if (
        assignsOf(name, fn.body).some(
          (each) => each !== assign && some([each.target], (node) => isName(node, name)) !== undefined && each.target.kind !== 'index',
        )
      )
        return undefined;
      if (
        some(
          fn.body,
          (node) =>
            (node.kind === 'operate' && node.operator === '&' && reads(name, [node])) ||
            (node.kind === 'same' && node.how === 'reference' && reads(name, [node])),
        )
      )
        return undefined;
      const written = some(fn.body, (node) => node.kind === 'assign' && node.target.kind === 'index' && isName(node.target.of, name));
      return written
        ? {
            at: written,
            by: name,
            other: assign.type,
            also: { file, at: assign },
            fix: [{ start: assign.end, end: assign.end, text: ` = ${assign.type}{}` }],
          }
        : undefined;
    },
  }),
  fault({
    id: 'field-not-made',
    languages: ['go'],
    source: 'Staticcheck SA5000; nilaway',
    on: 'same',
    find(node, { types, files, text, file }) {
      if (node.how !== 'cast' || node.type === undefined || !/^(?:map|list)$/.test(node.of.kind)) return undefined;
      const own = types().get(node.type);
      const isKeyed = node.of.kind === 'map' || (node.of.kind === 'list' && node.of.elements.length === 0);
      if (!own || !isKeyed) return undefined;
      const given = node.of.kind === 'map' ? node.of.entries.map(({ key }) => (isLiteral(key, 'text') ? key.value : '')) : [];
      for (const [field, type] of own.fields) {
        if (!/^map\[/.test(type) || given.includes(field)) continue;
        let written: { file: (typeof files)[number]; at: Ir } | undefined;
        let isMade = false;
        for (const each of files)
          for (const at of nodesIn(each.code)) {
            if (at.kind !== 'assign') continue;
            if (at.target.kind === 'member' && at.target.name === field) isMade = true;
            if (at.target.kind === 'index' && at.target.of.kind === 'member' && at.target.of.name === field) written ??= { file: each, at };
          }
        if (!written || isMade) continue;
        const end = node.end - 1;
        const has = given.length > 0 && !/,\s*$/.test(file.text.slice(node.start, end));
        return {
          at: node,
          by: field,
          other: text(node),
          also: written,
          fix: [{ start: end, end, text: `${has ? ', ' : ''}${field}: ${type}{}` }],
        };
      }
      return undefined;
    },
  }),
  fault({
    id: 'wrapped-error-compared',
    languages: ['go'],
    source: 'errorlint; Staticcheck; Go blog "Working with Errors in Go 1.13"; 100 Go Mistakes 50, 51',
    on: ['operate', 'same'],
    find(node, around) {
      const { text, files } = around;
      if (node.kind === 'same') {
        if (node.how !== 'cast' || !isName(node.of) || !/^\*\w+$/.test(node.type ?? '') || !/err/i.test(node.of.name)) return undefined;
        const type = node.type!.slice(1);
        if (around.types().get(type)?.methods.get('Error') === undefined) return undefined;
        const wraps = wrapping(files, node.of.name);
        return wraps ? { at: node, by: text(node.of), other: node.type, also: wraps } : undefined;
      }
      if (!/^[!=]=$/.test(node.operator)) return undefined;
      const known = node.operands.find((each) => (each.kind === 'name' || each.kind === 'member') && /^[eE]rr[A-Z]/.test(each.name));
      const other = node.operands.find((each) => each !== known);
      if (!known || (known.kind !== 'name' && known.kind !== 'member') || !other || !isName(other)) return undefined;
      const made = moduleValue(known.name, around)?.made.value;
      const wraps = made && callName(made) === 'New' ? (wrapping(files, known.name) ?? wrapping(files, text(known))) : undefined;
      if (!wraps) return undefined;
      const is = `errors.Is(${text(other)}, ${text(known)})`;
      return {
        at: node,
        by: text(known),
        other: text(other),
        also: wraps,
        fix: [{ start: node.start, end: node.end, text: node.operator === '!=' ? `!${is}` : is }],
      };
    },
  }),
  fault({
    id: 'error-not-wrapped',
    languages: ['go'],
    source: 'errorlint; wrapcheck; Go blog "Working with Errors in Go 1.13"; 100 Go Mistakes 49',
    on: 'call',
    find(call, around) {
      const { text } = around;
      const format = call.args[0]?.value;
      const last = call.args.at(-1)?.value;
      if (text(call.callee) !== 'fmt.Errorf' || !isLiteral(format, 'text') || format.value.includes('%w') || !last || call.args.length < 2)
        return undefined;
      const verb = [...text(format).matchAll(/%[+#]?[vsq]/g)].at(-1);
      const asks = isName(last) && /^(?:e|err|\w*Err|[eE]rr[A-Z]\w*)$/.test(last.name) && verb ? asksForCause(around) : undefined;
      if (!asks || !verb) return undefined;
      const start = format.start + verb.index;
      return { at: call, by: text(last), also: asks, fix: [{ start, end: start + verb[0].length, text: '%w' }] };
    },
  }),
  fault({
    id: 'copies-nothing',
    languages: ['go'],
    source: 'gocritic; Staticcheck; 100 Go Mistakes 24; Go specification, "Appending to and copying slices"',
    on: 'call',
    find(call, around) {
      const target = call.args[0]?.value;
      const { fn, text, file } = around;
      if (!isName(call.callee, 'copy') || !isName(target) || !fn) return undefined;
      const all = assignsOf(target.name, fn.body);
      const [made] = all;
      if (all.length !== 1 || !made || made.start > call.start) return undefined;
      const isEmpty =
        (made.value === undefined && /^\[\]/.test(made.type ?? '')) ||
        (made.value?.kind === 'same' &&
          /^\[\]/.test(made.value.type ?? '') &&
          made.value.of.kind === 'list' &&
          made.value.of.elements.length === 0) ||
        (made.value?.kind === 'call' &&
          isName(made.value.callee, 'make') &&
          /^make\(\[\]/.test(text(made.value)) &&
          isLiteral(made.value.args[0]?.value, 'number') &&
          made.value.args[0].value.value === '0');
      const source = call.args[1]?.value;
      return isEmpty && source
        ? {
            at: call,
            by: target.name,
            also: { file, at: made },
            fix: [{ start: call.start, end: call.end, text: `${target.name} = append(${target.name}, ${text(source)}...)` }],
          }
        : undefined;
    },
  }),
  fault({
    id: 'json-number-is-float',
    languages: ['go'],
    source: 'Go documentation, json.Unmarshal; 100 Go Mistakes 77; forcetypeassert',
    on: 'same',
    find(node, around) {
      const { files } = around;
      if (node.how !== 'cast' || !/^u?int(?:32|64)?$/.test(node.type ?? '') || !/^(?:index|name)$/.test(node.of.kind)) return undefined;
      if (!/\.\(\s*u?int/.test(around.text(node))) return undefined;
      if (!files.some(({ code }) => some(code, (each) => /^(?:Unmarshal|Decode)$/.test(callName(each))))) return undefined;
      return {
        at: node,
        by: around.text(node.of),
        other: node.type,
        fix: [{ start: node.start, end: node.end, text: `${node.type}(${around.text(node.of)}.(float64))` }],
      };
    },
    fails: (error) => /is float64, not u?int/.test(error),
  }),
  fault({
    id: 'unexported-field',
    languages: ['go'],
    source: 'go vet structtag; Staticcheck SA9005; Go documentation, json.Marshal',
    on: 'call',
    find(call, around) {
      const type = codedType(call, around);
      const fields = type === undefined ? [] : fieldsOfStruct(type, around.files);
      const isHidden = ({ name }: Field): boolean => /^[a-z]/.test(name);
      const hidden =
        fields.find((field) => isHidden(field) && field.key !== undefined) ??
        (fields.length > 0 && fields.every(isHidden) ? fields[0] : undefined);
      return hidden ? { at: call, by: hidden.name, other: type, also: hidden } : undefined;
    },
  }),
  fault({
    id: 'tag-differs',
    languages: ['go'],
    source: 'musttag; tagliatelle; Go documentation, json.Unmarshal',
    on: 'call',
    find(call, around): Hit | undefined {
      if (!/^(?:Unmarshal|Decode)$/.test(callName(call))) return undefined;
      const type = codedType(call, around);
      const fields =
        type === undefined ? [] : fieldsOfStruct(type, around.files).filter(({ name, key }) => /^[A-Z]/.test(name) && key !== '-');
      const keys = fields.length > 0 ? dataKeys(around) : new Map<string, { file: string; line: number }>();
      const lower = new Set([...keys.keys()].map((key) => key.toLowerCase()));
      const keyOf = ({ name, key }: Field): string => (key === undefined || key === '' ? name : key);
      const own = new Set(fields.map((field) => keyOf(field).toLowerCase()));
      if (![...own].some((key) => lower.has(key))) return undefined;
      for (const field of fields) {
        const key = keyOf(field);
        if (lower.has(key.toLowerCase())) continue;
        const meant =
          similarKey(
            key,
            [...keys.keys()].filter((each) => !own.has(each.toLowerCase())),
          ) ??
          similarKey(
            field.name,
            [...keys.keys()].filter((each) => !own.has(each.toLowerCase())),
          );
        if (meant !== undefined) return { at: call, by: key, other: meant, also: field };
      }
      return undefined;
    },
  }),
  fault({
    id: 'pattern-binds-anything',
    languages: ['rust'],
    source: 'rustc unreachable_patterns, bindings_with_variant_name; Clippy; The Rust Programming Language 19.3',
    on: 'switch',
    find(node, around) {
      const { fn, file, text } = around;
      const case_ = node.cases.find(({ values }) => values.length === 1 && isName(values[0]) && /^[a-z][a-z\d_]*$/.test(values[0].name));
      const value = case_?.values[0];
      if (!case_ || !isName(value) || case_ === node.cases.at(-1) || !fn) return undefined;
      if (!/^\s*=>/.test(file.text.slice(value.end)) || reads(value.name, case_.body)) return undefined;
      const known =
        fn.params.find(({ name }) => name === value.name) ?? assignsOf(value.name, fn.body).find((each) => each.start < node.start);
      return known ? { at: value, by: text(value), also: { file, at: known } } : undefined;
    },
  }),
];
