import { escapePattern } from '../../../escapePattern';
import { nodesIn, type Expr } from '../../../syntax/lower/ir';
import { classesIn, fieldsOf, methodsOf, type ClassDeclared } from './classes';
import { fault, type Around, type Fault, type Hit } from './fault';
import { callName, isLiteral, isMore, isName, receiverOf, some, valueOf } from './shapes';
import { bare, elementType, keyType, typeIn } from './types';

/** What a value of Java counts as for `equals`: a number equals none of another type. */
function kindOf(type: string | undefined): string | undefined {
  return /^(?:int|Integer)$/.test(type ?? '')
    ? 'Integer'
    : /^(?:long|Long|short|Short|byte|Byte|double|Double|float|Float|String)$/.test(type ?? '')
      ? type!.charAt(0).toUpperCase() + type!.slice(1)
      : undefined;
}

/** `value` as what a collection holds, where that takes one word more. */
function converted(value: Expr, to: string, text: Around['text']): { start: number; end: number; text: string }[] | undefined {
  if (to === 'Long')
    return [{ start: value.start, end: value.end, text: isLiteral(value, 'number') ? `${text(value)}L` : `Long.valueOf(${text(value)})` }];
  return to === 'String' ? [{ start: value.start, end: value.end, text: `String.valueOf(${text(value)})` }] : undefined;
}

/** A call that compares two kinds of values which are never equal. @param held the type of what is compared with `given` */
function neverEqual(call: Extract<Expr, { kind: 'call' }>, held: string | undefined, given: Expr, around: Around): Hit | undefined {
  const [wanted, own] = [kindOf(held), kindOf(typeIn(given, around))];
  if (wanted === undefined || own === undefined || wanted === own) return undefined;
  const fix = converted(given, wanted, around.text);
  return { at: call, by: own, other: wanted, ...(fix && { fix }) };
}

/** The only member that a comparator compares by: `X::getAge`, `x -> x.age`, `(a, b) -> a.age - b.age`. */
function comparedBy(node: Expr | undefined, text: Around['text']): string | undefined {
  if (node?.kind === 'call' && callName(node) === 'reversed' && node.args.length === 0) return comparedBy(receiverOf(node), text);
  if (node?.kind === 'call' && /^(?:Create|comparator|reverseOrder)$/.test(callName(node)) && node.args.length === 1)
    return comparedBy(node.args[0]!.value, text);
  if (
    node?.kind === 'call' &&
    /^(?:comparing(?:Int|Long|Double)?|compareBy(?:Descending)?)$/.test(callName(node)) &&
    node.args.length === 1
  )
    return text(node.args[0]!.value);
  if (node?.kind !== 'fn' || node.params.length !== 2 || node.body.length !== 1) return undefined;
  const [only] = node.body;
  const value = only?.kind === 'return' || only?.kind === 'do' ? only.value : undefined;
  if (!value) return undefined;
  const sides =
    value.kind === 'operate'
      ? value.operator === '-'
        ? value.operands
        : []
      : value.kind === 'call' && /^[Cc]ompare(?:To)?$/.test(callName(value))
        ? [receiverOf(value), ...value.args.map((each) => each.value)].slice(-2)
        : [];
  const [a, b] = sides.flatMap((each) => (each ? [text(each)] : []));
  const [one, two] = node.params.map(({ name }) => name);
  if (a === undefined || b === undefined) return undefined;
  return [a.replace(one!, two!) === b, a.replace(two!, one!) === b].includes(true) && a !== one && a !== two ? a : undefined;
}

const SORTED = /^(?:TreeSet|TreeMap|ConcurrentSkipListSet|ConcurrentSkipListMap|SortedSet|SortedDictionary)\b/;

/** Values that count as equal, or as different, otherwise than they seem. */
export const equality: readonly Fault[] = [
  fault({
    id: 'key-of-other-type',
    languages: ['java'],
    source: 'Error Prone CollectionIncompatibleType; SpotBugs GC_UNRELATED_TYPES; Sonar S2175',
    on: 'call',
    find(call, around) {
      const receiver = receiverOf(call);
      const given = call.args[0]?.value;
      if (!receiver || !given || !/^(?:get|containsKey|getOrDefault|contains|indexOf|remove)$/.test(callName(call))) return undefined;
      const type = typeIn(receiver, around);
      if (type === undefined) return undefined;
      const isMap = keyType(type) !== undefined;
      const isPlace = !isMap && !/Set$/.test(bare(type));
      if ((isMap ? /^(?:contains|indexOf)$/ : isPlace ? /^(?:get|remove|getOrDefault)$/ : /^get/).test(callName(call))) return undefined;
      return neverEqual(call, isMap ? keyType(type) : elementType(type), given, around);
    },
  }),
  fault({
    id: 'equals-other-type',
    languages: ['java'],
    source: 'Error Prone EqualsIncompatibleType; SpotBugs EC_UNRELATED_TYPES; Sonar S2159',
    on: 'call',
    find(call, around) {
      const receiver = receiverOf(call);
      const given = call.args[0]?.value;
      if (callName(call) !== 'equals' || !receiver || !given || call.args.length !== 1) return undefined;
      return neverEqual(call, typeIn(receiver, around), given, around);
    },
  }),
  fault({
    id: 'removes-by-place',
    languages: ['java'],
    source: 'SpotBugs; Effective Java 52; IntelliJ SuspiciousListRemoveInLoop',
    on: 'call',
    find(call, around) {
      const receiver = receiverOf(call);
      const given = call.args[0]?.value;
      if (callName(call) !== 'remove' || !receiver || given?.kind !== 'name' || call.args.length !== 1) return undefined;
      const list = typeIn(receiver, around);
      if (
        !list ||
        !/(?:List|Vector)$/.test(bare(list)) ||
        elementType(list) !== 'Integer' ||
        !/^(?:int|short)$/.test(typeIn(given, around) ?? '')
      )
        return undefined;
      if (/^(?:[a-z]|.*(?:index|idx|pos|position|place|last|first|offset|row|at))$/i.test(given.name)) return undefined;
      return { at: call, by: given.name, fix: [{ start: given.start, end: given.end, text: `Integer.valueOf(${given.name})` }] };
    },
  }),
  fault({
    id: 'array-identity',
    languages: ['java'],
    source: 'Error Prone ArrayEquals, ArrayHashCode, ArrayToString; SpotBugs EC_BAD_ARRAY_COMPARE, DMI_INVOKING_TOSTRING_ON_ARRAY',
    on: 'call',
    find(call, around) {
      const receiver = receiverOf(call);
      const name = callName(call);
      if (
        !receiver ||
        !/^(?:equals|hashCode|toString)$/.test(name) ||
        call.args.length !== (name === 'equals' ? 1 : 0) ||
        !/\[\]$/.test(typeIn(receiver, around) ?? '')
      )
        return undefined;
      const given = [receiver, ...call.args.map(({ value }) => value)].map(around.text).join(', ');
      return { at: call, by: name, fix: [{ start: call.start, end: call.end, text: `java.util.Arrays.${name}(${given})` }] };
    },
  }),
  fault({
    id: 'list-of-array',
    languages: ['java'],
    source: 'Error Prone ArraysAsListPrimitiveArray; SpotBugs DLS; Sonar',
    on: 'call',
    find(call, around) {
      const given = call.args[0]?.value;
      if (
        !given ||
        call.args.length !== 1 ||
        !/^(?:Arrays\.asList|List\.of|Stream\.of|Collections\.singletonList)$/.test(around.text(call.callee))
      )
        return undefined;
      const type = typeIn(given, around);
      if (!/^(?:int|long|double|char|byte|short|float|boolean)\[\]$/.test(type ?? '')) return undefined;
      const boxed = /^(?:int|long|double)\[\]$/.test(type!)
        ? `java.util.Arrays.stream(${around.text(given)}).boxed()${/Stream/.test(around.text(call.callee)) ? '' : '.toList()'}`
        : undefined;
      return { at: call, by: type, ...(boxed && { fix: [{ start: call.start, end: call.end, text: boxed }] }) };
    },
  }),
  fault({
    id: 'identity-equals',
    languages: ['java'],
    source: 'SpotBugs EC_UNRELATED_TYPES; Error Prone UnnecessaryEquals; Sonar S2204; IntelliJ EqualsWithoutOwnEquals',
    on: 'call',
    find(call, around) {
      const receiver = receiverOf(call);
      const given = call.args[0]?.value;
      if (callName(call) !== 'equals' || call.args.length !== 1 || !receiver || !given) return undefined;
      const type = bare(typeIn(receiver, around) ?? '');
      if (!/^(?:StringBuilder|StringBuffer|AtomicInteger|AtomicLong|AtomicBoolean)$/.test(type)) return undefined;
      return { at: call, by: type };
    },
  }),
  fault({
    id: 'array-as-key',
    languages: ['java', 'csharp', 'kotlin'],
    source: 'Error Prone ArrayAsKeyOfSetOrMap; SpotBugs DMI_ARRAY_EQUALS; Sonar S2116; Roslyn',
    on: 'assign',
    find(assign, { text, file }) {
      const type =
        assign.type === undefined || /^var$/.test(assign.type)
          ? assign.value?.kind === 'call' && assign.value.makes
            ? text(assign.value.callee)
            : ''
          : assign.type;
      const key = keyType(type) ?? (/(?:^|\b)(?:Hash|Linked|I)?(?:Hash)?Set$/.test(bare(type)) ? elementType(type) : undefined);
      if (
        key === undefined ||
        (!/\[\]$|^(?:Int|Long|Byte|Char|Double)?Array\b/.test(key) &&
          !(file.language === 'csharp' && /^(?:List|HashSet|Dictionary)</.test(key)))
      )
        return undefined;
      // A comparer of its own knows the elements.
      if (
        assign.value?.kind === 'call' &&
        assign.value.args.length > 0 &&
        !assign.value.args.every(({ value }) => isLiteral(value, 'number'))
      )
        return undefined;
      return { at: assign, by: key, other: text(assign.target) };
    },
  }),
  fault({
    id: 'key-by-identity',
    languages: ['java', 'csharp'],
    source: 'SpotBugs HE_EQUALS_USE_HASHCODE, HE_EQUALS_NO_HASHCODE; Error Prone EqualsHashCode; Roslyn; Sonar S1206; ReSharper',
    on: ['call', 'index'],
    find(node, around): Hit | undefined {
      const receiver = node.kind === 'call' ? receiverOf(node) : node.of;
      const asks =
        node.kind === 'index' ||
        /^(?:get|getOrDefault|contains|containsKey|indexOf|remove|Contains|ContainsKey|TryGetValue|IndexOf|Remove)$/.test(callName(node));
      const given = node.kind === 'call' ? node.args[0]?.value : node.keys[0];
      const held = receiver && typeIn(receiver, around);
      if (!asks || !given || held === undefined) return undefined;
      const isKeyed = keyType(held) !== undefined;
      const isHashed = isKeyed
        ? !/^(?:Tree|Sorted|Identity)/.test(bare(held))
        : /^(?:I|Hash|LinkedHash|Linked)?(?:Hash)?Set$/.test(bare(held));
      if (node.kind === 'index' && !isKeyed) return undefined;
      const type = bare(keyType(held) ?? elementType(held) ?? '');
      const cls = classesIn(around.files).get(type);
      const made = isName(given) ? valueOf(given, around) : given;
      const isNew = made?.kind === 'call' && made.makes === true && made.callee.kind === 'name' && bare(made.callee.name) === type;
      if (!cls || cls.bases.length > 0 || /\b(?:record|enum|struct)\b/.test(headOfClass(cls))) return undefined;
      const methods = methodsOf(cls.node);
      const equals = methods.find(({ name, params }) => /^[eE]quals$/.test(name) && params.length === 1);
      const hash = methods.some(({ name }) => /^(?:hashCode|GetHashCode)$/.test(name));
      const lacks = !equals
        ? isNew
          ? around.file.language === 'java'
            ? 'equals'
            : 'Equals'
          : undefined
        : !hash && isHashed
          ? around.file.language === 'java'
            ? 'hashCode'
            : 'GetHashCode'
          : undefined;
      return lacks === undefined ? undefined : { at: node, by: type, other: lacks, also: { file: cls.file, at: equals ?? cls.node } };
    },
    fails: (error) => /NullPointerException|KeyNotFound|NullReference|NoSuchElement/.test(error),
  }),
  fault({
    id: 'hash-of-changing-field',
    languages: ['java', 'csharp', 'kotlin'],
    source: 'Sonar S2328; ReSharper NonReadonlyMemberInGetHashCode; IntelliJ NonFinalFieldReferencedInHashCode; Effective Java 11',
    on: 'class',
    find(node, around) {
      const { files, file } = around;
      const name = bare(node.name);
      const hash = methodsOf(node).find((fn) => /^(?:hashCode|GetHashCode)$/.test(fn.name));
      if (!hash || classesIn(files).get(name)?.node !== node) return undefined;
      const isKey = new RegExp(`(?:Set<|Map<|Dictionary<)\\s*${escapePattern(name)}\\b`);
      if (!files.some((each) => some(each.code, (at) => at.kind === 'assign' && isKey.test(at.type ?? '')))) return undefined;
      for (const { target } of fieldsOf(node)) {
        if (
          !isName(target) ||
          /hash/i.test(target.name) ||
          !some(hash.body, (each) => isName(each, target.name) || (each.kind === 'member' && each.name === target.name))
        )
          continue;
        for (const each of files)
          for (const at of nodesIn(each.code)) {
            if (at.kind !== 'assign' || at.declares !== undefined) continue;
            const isField =
              at.target.kind === 'member' &&
              at.target.name === target.name &&
              (isOfType(at.target.of, name, each) ||
                (isName(at.target.of, 'this') && each === file && at.start > node.start && at.end < node.end));
            const isOwn = isName(at.target, target.name) && each === file && at.start > node.start && at.end < node.end;
            if (!isField && !isOwn) continue;
            const inConstructor = methodsOf(node).some(
              (fn) => fn.name === node.name && fn.start <= at.start && at.end <= fn.end && each === file,
            );
            const ownLocal =
              isOwn &&
              methodsOf(node).some(
                (fn) =>
                  fn.start <= at.start &&
                  at.end <= fn.end &&
                  (fn.params.some((param) => param.name === target.name) ||
                    some(fn.body, (inner) => inner.kind === 'assign' && inner.declares !== undefined && isName(inner.target, target.name))),
              );
            if (!inConstructor && !ownLocal) return { at: hash, of: target, by: target.name, other: name, also: { file: each, at } };
          }
      }
      return undefined;
    },
    fails: (error) => /NullPointerException|KeyNotFound|NullReference|NoSuchElement/.test(error),
  }),
  fault({
    id: 'sorted-set-drops-equal',
    languages: ['java', 'kotlin', 'csharp'],
    source:
      'Java documentation, TreeSet; .NET documentation, SortedSet; Error Prone; IntelliJ ComparatorNotConsistentWithEquals; Effective Java 14',
    on: ['call', 'class'],
    find(node, around): Hit | undefined {
      const { text, files } = around;
      if (node.kind === 'call') {
        const type = node.callee.kind === 'name' && (node.makes || around.file.language === 'kotlin') ? node.callee.name : '';
        const by = SORTED.test(type) && node.args.length === 1 ? comparedBy(node.args[0]!.value, text) : undefined;
        return by === undefined ? undefined : { at: node, by, other: bare(type) };
      }
      const compare = methodsOf(node).find(({ name, params }) => name === 'compareTo' && params.length === 1);
      const [only] = compare?.body ?? [];
      const value = only?.kind === 'return' && compare?.body.length === 1 ? only.value : undefined;
      if (!compare || value?.kind !== 'call' || !/^compare(?:To)?$/.test(callName(value)) || fieldsOf(node).length < 2) return undefined;
      const held = new RegExp(`(?:Tree|Sorted|SkipList)(?:Set|Map)<\\s*${escapePattern(bare(node.name))}\\b|Tree(?:Set|Map)<>`);
      const isHeld = files.some((each) =>
        some(
          each.code,
          (at) =>
            at.kind === 'assign' &&
            new RegExp(`(?:Set|Map)<\\s*${escapePattern(bare(node.name))}\\b`).test(at.type ?? '') &&
            held.test(`${at.type ?? ''} ${at.value ? each.text.slice(at.value.start, at.value.end) : ''}`),
        ),
      );
      return isHeld ? { at: value, by: text(value), other: bare(node.name) } : undefined;
    },
    leavesOut: true,
    fits: (wanted, got) => isMore(got, wanted),
  }),
];

/** The text of a class before its members. */
function headOfClass({ node, file }: ClassDeclared): string {
  const text = file.text.slice(node.start, node.end);
  return text.split('{', 1)[0]!;
}

/** Whether a name of a file is declared as one of a class, as a variable or a parameter. */
function isOfType(node: Expr, type: string, { code }: ClassDeclared['file']): boolean {
  return (
    isName(node) &&
    some(code, (each) =>
      each.kind === 'assign'
        ? isName(each.target, node.name) &&
          (bare(each.type ?? '') === type || (each.value?.kind === 'call' && each.value.makes === true && isName(each.value.callee, type)))
        : each.kind === 'fn' && each.params.some((param) => param.name === node.name && bare(param.type ?? '') === type),
    ) !== undefined
  );
}
