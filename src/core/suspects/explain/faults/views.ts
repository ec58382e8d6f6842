import { nodesIn, type Expr, type Fn, type Ir } from '../../../syntax/lower/ir';
import { within } from '../../../syntax/lower/places';
import { namesSet } from '../../../syntax/lower/scopes';
import { classesIn, methodsOf } from './classes';
import { replaced, statementBefore } from './edits';
import { fault, type Around, type Fault, type Hit } from './fault';
import {
  assignsOf,
  callName,
  changeOf,
  isFn,
  isLiteral,
  isMore,
  isName,
  isReordered,
  makesCollection,
  reads,
  receiverOf,
  rootOf,
  some,
  valueOf,
  isSteady,
} from './shapes';
import { bare, elementType, typeIn } from './types';

/** Calls that give a collection which refuses changes, with what the trace of the refusal shows. */
const REFUSING: readonly { call: RegExp; frames: RegExp }[] = [
  {
    call: /^Arrays\.asList$/,
    frames: /AbstractList\.(?:add|remove)|Arrays\$ArrayList|AbstractCollection/,
  },
  { call: /^(?:List|Set|Map)\.(?:of|copyOf|ofEntries)$/, frames: /ImmutableCollections/ },
  { call: /^Collections\.(?:unmodifiable\w+)$/, frames: /Collections\$Unmodifiable/ },
  {
    call: /^Collections\.(?:empty\w+|singleton\w*|nCopies)$/,
    frames: /AbstractList|AbstractCollection|AbstractMap|Collections\$/,
  },
  { call: /\.toList$/, frames: /ImmutableCollections/ },
  { call: /^Collectors\.(?:toUnmodifiable\w+)$/, frames: /ImmutableCollections/ },
];

function refusing(written: string): (typeof REFUSING)[number] | undefined {
  return REFUSING.find(({ call }) => call.test(written));
}

/** Calls of LINQ that only describe what is to be read. */
const LAZY =
  /^(?:Where|Select|SelectMany|OfType|Cast|OrderBy|OrderByDescending|ThenBy|Skip|Take|SkipWhile|TakeWhile|Distinct|Concat|Union|Intersect|Except|Reverse|GroupBy|Zip|Append|Prepend|DefaultIfEmpty|asSequence)$/;

/** Whether a call gives a query that runs each time it is read. */
function isQuery(value: Expr | undefined, around: Around, steps = 3): boolean {
  if (value?.kind !== 'call' || steps === 0) return false;
  const name = callName(value);
  const receiver = receiverOf(value);
  if (LAZY.test(name) && receiver && some([value], (node) => node.kind === 'fn') !== undefined) return true;
  if (LAZY.test(name) && receiver?.kind === 'call') return isQuery(receiver, around, steps - 1);
  const type = receiver && typeIn(receiver, around);
  const callee = around.named(name)?.fn ?? (type === undefined ? undefined : around.types().get(bare(type))?.methods.get(name));
  if (!callee || !/^IEnumerable</.test(callee.result ?? '')) return false;
  if (some(callee.body, (node) => node.kind === 'same' && node.how === 'yield', isFn)) return true;
  const results = [...nodesIn(callee.body, isFn)].flatMap((node) =>
    node.kind === 'return' && node.value ? [node.value] : callee.short && node.kind === 'do' ? [node.value] : [],
  );
  return results.length > 0 && results.every((each) => isQuery(each, { ...around, fn: callee, path: [callee] }, steps - 1));
}

/** Where a query is read: gone through, asked for its elements, given away. */
function readings(name: string, { body }: Fn, from: number): Ir[] {
  return [...nodesIn(body)].filter(
    (node) =>
      node.start > from &&
      ((node.kind === 'loop' && isName(node.over, name)) ||
        (node.kind === 'call' && isName(receiverOf(node), name) && !LAZY.test(callName(node))) ||
        (node.kind === 'call' && node.args.some(({ value }) => isName(value, name)))),
  );
}

const COLLECTION =
  /(?:^|\b)(?:List|ArrayList|LinkedList|Set|HashSet|Map|HashMap|TreeMap|Dictionary|MutableList|MutableMap|Deque|ArrayDeque)\b|\[\]|^map\[/;
const AS_COPY =
  /^(?:copy|backup|snapshot|before|original|old|previous|prev|saved|initial|clone|sorted|reversed|shuffled)(?:$|[A-Z_])|(?:Copy|Backup|Snapshot|Before|Clone)$/;

/** Calls that keep what they are given. */
const KEEPS = /^(?:add|put|push|offer|addLast|addFirst|Add|Push|Enqueue|append|Append)$/;

/** What a loop puts into a list: the value, and the list. */
function keptIn(node: Ir): { list: Expr; value: Expr } | undefined {
  if (node.kind === 'call' && KEEPS.test(callName(node))) {
    const list = receiverOf(node) ?? node.args[0]?.value;
    // A text that is appended to another one is copied.
    if (receiverOf(node) && /^[aA]ppend$/.test(callName(node))) return undefined;
    const value = node.args.at(-1)?.value;
    return list && value && node.args.length <= 2 && list !== value ? { list, value } : undefined;
  }
  return node.kind === 'assign' && node.target.kind === 'index' && node.value && node.operator === '='
    ? { list: node.target.of, value: node.value }
    : undefined;
}

/** Whether a value is an object of its own that a list holds by reference. */
function isObject(made: Expr | undefined, type: string, { types, file }: Around): boolean {
  if (file.language === 'go')
    return (
      /^(?:\*|map\[)/.test(type) ||
      (made?.kind === 'operate' && made.operator === '&') ||
      (made?.kind === 'same' && made.how === 'reference')
    );
  if (makesCollection(made)) return true;
  return (
    made?.kind === 'call' &&
    made.makes === true &&
    types().get(bare(type))?.isValue !== true &&
    !/^(?:String|Integer|Long|BigDecimal|Random|string)$/.test(bare(type))
  );
}

const isOrderless = (type: string, made: Expr | undefined, language: string, text: Around['text']): boolean =>
  language === 'go'
    ? /^map\[/.test(type)
    : language === 'java'
      ? /^Hash(?:Map|Set)/.test(bare(type)) ||
        (/^(?:Map|Set)$/.test(bare(type)) && made !== undefined && /^new Hash(?:Map|Set)\b/.test(text(made)))
      : /^(?:unordered_(?:map|set)|HashMap|HashSet)$/.test(bare(type));

/** Lists and what only looks at them. */
export const views: readonly Fault[] = [
  fault({
    id: 'refuses-changes',
    languages: ['java', 'kotlin'],
    source:
      'Error Prone ModifiedButNotUsed, ImmutableModification; IntelliJ ImmutableCollectionModification; Java documentation, Arrays.asList; Sonar',
    on: 'call',
    find(call, { text, parent }) {
      const name = text(call.callee);
      const own = refusing(name) ?? (callName(call) === 'toList' && call.args.length === 0 ? refusing('.toList') : undefined);
      if (!own || !parent) return undefined;
      const isKept =
        parent.kind === 'return' ||
        (parent.kind === 'assign' && parent.value === call) ||
        (parent.kind === 'fn' && parent.short) ||
        parent.kind === 'do' ||
        (parent.kind === 'call' &&
          parent.args.some(({ value }) => value === call) &&
          !/^(?:assert\w*|addAll|removeAll|containsAll|(?:java\.util\.)?ArrayList.*|HashSet.*|LinkedList.*|TreeSet.*|HashMap.*|println)$/.test(
            callName(parent),
          ));
      if (!isKept) return undefined;
      const made = /^(?:Arrays\.asList|List\.of|List\.copyOf)$/.test(name) || callName(call) === 'toList' ? 'ArrayList' : undefined;
      return {
        at: call,
        other: name,
        ...(made && { fix: [{ start: call.start, end: call.end, text: `new java.util.${made}<>(${text(call)})` }] }),
      };
    },
    fails: (error, { other = '' }) =>
      /UnsupportedOperationException/.test(error) && refusing(/toList$/.test(other) ? '.toList' : other)?.frames.test(error) === true,
  }),
  fault({
    id: 'same-object-kept',
    languages: ['java', 'csharp', 'kotlin', 'go'],
    source: 'SpotBugs; PVS-Studio; ReSharper; Sonar',
    on: 'loop',
    find(loop, around) {
      const { fn, text, file } = around;
      if (!fn) return undefined;
      for (const node of nodesIn(loop.body, isFn)) {
        const kept = keptIn(node);
        const inner = kept?.value.kind === 'same' ? kept.value.of : kept?.value;
        if (!kept || !isName(inner) || reads(inner.name, [kept.list])) continue;
        const { name } = inner;
        const made = assignsOf(name, fn.body).find(({ declares }) => declares !== undefined);
        if (!made || made.start > loop.start || within(made, loop)) continue;
        const ofTurn = [...around.path, loop, ...nodesIn(loop.body, isFn)].some(
          (each) => each.kind === 'loop' && each.target && namesSet(each.target).includes(name),
        );
        if (
          ofTurn ||
          some(loop.body, (each) => each.kind === 'assign' && each.declares !== undefined && namesSet(each.target).includes(name))
        )
          continue;
        const type =
          made.type !== undefined && !/^var$/.test(made.type)
            ? made.type
            : (typeIn(inner, { ...around, path: [...around.path, loop] }) ?? '');
        // A list of the turn itself is another one each time.
        const owner = rootOf(kept.list);
        if (!owner || assignsOf(owner.name, loop.body).some(({ declares }) => declares !== undefined)) continue;
        const renewed = assignsOf(name, loop.body).filter(({ target, operator }) => isName(target, name) && operator === '=');
        // `row = row[:0]` keeps the array, and what holds it.
        const isEmptied =
          file.language === 'go' && renewed.some(({ value }) => value?.kind === 'index' && value.slice && isName(value.of, name));
        const isSame = renewed.every(
          ({ value }) => value?.kind === 'index' || (value?.kind === 'call' && isName(value.args[0]?.value, name)),
        );
        if (isEmptied && isSame) return { at: node, by: name, other: text(kept.list), also: { file, at: made } };
        if (!isObject(made.value, type, around) || renewed.length > 0) continue;
        const changed = [...nodesIn(loop.body, isFn)].find((each) => changeOf(name, [each]) === each && each !== node);
        const isLast = some(loop.body, (each) => each.kind === 'return' || (each.kind === 'jump' && /^break/.test(each.how)), isFn);
        if (changed && !isLast) return { at: node, by: name, other: text(kept.list), also: { file, at: made } };
      }
      return undefined;
    },
  }),
  fault({
    id: 'alias-as-copy',
    languages: ['java', 'csharp', 'kotlin', 'go'],
    source: 'Effective Java 50; SpotBugs EI_EXPOSE_REP2; 100 Go Mistakes 25; Sonar S2384',
    on: 'assign',
    find(assign, around) {
      const { fn, text, file } = around;
      const { target, value } = assign;
      if (
        !fn ||
        assign.declares === undefined ||
        !isName(target) ||
        !value ||
        !/^(?:name|member)$/.test(value.kind) ||
        !AS_COPY.test(target.name)
      )
        return undefined;
      const type = typeIn(value, around) ?? assign.type ?? '';
      const declared = around.types().get(bare(type));
      if (!COLLECTION.test(type) && !(declared && !declared.isValue && file.language !== 'go') && !/^\*\w+$/.test(type)) return undefined;
      const after = fn.body.flatMap((node) => (node.end > assign.end ? [node] : []));
      // The first name gets another object: that the second one keeps the old one is meant.
      if (
        some(
          after,
          (node) => node.kind === 'assign' && node.start > assign.end && node.operator === '=' && text(node.target) === text(value),
        )
      )
        return undefined;
      const root = rootOf(value)?.name ?? '';
      const changed = [...nodesIn(after)].find(
        (node) =>
          node.start > assign.end &&
          (changeOf(target.name, [node]) === node ||
            (node.kind === 'call' &&
              /^(?:sort|reverse|shuffle|swap|Sort|Reverse|Ints|Strings|Float64s|Slice|SliceStable)$/.test(callName(node)) &&
              isName(node.args[0]?.value, target.name)) ||
            (isName(value) ? changeOf(root, [node]) === node : changesSame(node, text(value), text))),
      );
      if (!changed) return undefined;
      const copy =
        file.language === 'java' && /List/.test(bare(type))
          ? `new java.util.ArrayList<>(${text(value)})`
          : file.language === 'kotlin' && /List/.test(type)
            ? `${text(value)}.toMutableList()`
            : undefined;
      return {
        at: assign,
        by: target.name,
        other: text(value),
        also: { file, at: changed },
        ...(copy !== undefined && { fix: [{ start: value.start, end: value.end, text: copy }] }),
      };
    },
  }),
  fault({
    id: 'keeps-callers-list',
    languages: ['java', 'csharp'],
    source: 'SpotBugs EI_EXPOSE_REP2; Sonar S2384; Effective Java 50; PMD ArrayIsStoredDirectly',
    on: 'call',
    find(call, around) {
      const { fn, files } = around;
      const cls = call.makes && call.callee.kind === 'name' ? classesIn(files).get(bare(call.callee.name)) : undefined;
      const makes = cls && methodsOf(cls.node).find(({ name, params }) => name === cls.name && params.length === call.args.length);
      if (!fn || !cls || !makes) return undefined;
      for (const [place, { value }] of call.args.entries()) {
        const param = makes.params[place]!;
        if (!isName(value) || !COLLECTION.test(param.type ?? '') || fn.params.some(({ name }) => name === value.name)) continue;
        const kept = makes.body.find((node) => node.kind === 'assign' && isName(node.value, param.name) && node.target.kind !== 'list');
        const changed = kept && [...nodesIn(fn.body)].find((node) => node.start > call.end && changeOf(value.name, [node]) === node);
        const renewed =
          changed &&
          assignsOf(value.name, fn.body).some(({ start, operator }) => operator === '=' && start > call.end && start < changed.start);
        if (kept && changed && !renewed)
          return { at: changed, of: changed, by: value.name, other: cls.name, also: { file: cls.file, at: kept } };
      }
      return undefined;
    },
  }),
  fault({
    id: 'part-of-the-same',
    languages: ['go'],
    source: 'gocritic appendAssign; 100 Go Mistakes 25; Go blog "Arrays, slices: The mechanics of append"',
    on: 'assign',
    find(assign, around) {
      const { fn, text, file } = around;
      const { target, value } = assign;
      if (
        !fn ||
        assign.declares === undefined ||
        !isName(target) ||
        value?.kind !== 'index' ||
        !value.slice ||
        /:[^:\]]*:/.test(text({ start: value.of.end, end: value.end }))
      )
        return undefined;
      const root = rootOf(value.of);
      const hasEnd = value.keys.length === 2 || /^\s*:/.test(file.text.slice(value.of.end + 1));
      if (!root || !hasEnd || root.name === target.name || /^string$/.test(typeIn(value.of, around) ?? 'string')) return undefined;
      // `xs[:0]` keeps the room of a list that is filled anew.
      if (isLiteral(value.keys.at(-1), 'number') && /^0$/.test((value.keys.at(-1) as { value: string }).value)) return undefined;
      const appended = [...nodesIn(fn.body)].find(
        (node) =>
          node.kind === 'assign' &&
          node.start > assign.end &&
          isName(node.target, target.name) &&
          node.value?.kind === 'call' &&
          isName(node.value.callee, 'append') &&
          isName(node.value.args[0]?.value, target.name),
      );
      if (!appended) return undefined;
      const isParam = fn.params.some(({ name }) => name === root.name);
      const used = [...nodesIn(fn.body)].find((node) => isName(node, root.name) && node.start > appended.end);
      if (!used && !isParam) return undefined;
      return {
        at: appended,
        by: target.name,
        other: text(value.of),
        also: { file, at: assign },
        fix: [
          {
            start: value.start,
            end: value.end,
            text: `append([]${elementType(typeIn(value.of, around) ?? '') ?? 'T'}(nil), ${text(value)}...)`,
          },
        ],
      };
    },
  }),
  fault({
    id: 'loop-variable-kept',
    languages: ['go'],
    source: 'Go FAQ "What happens with closures running as goroutines?"; go vet loopclosure; gosec G601; 100 Go Mistakes 32, 63',
    on: 'loop',
    find(loop, around) {
      const { data, file } = around;
      const version = /^go 1\.(\d+)/m.exec(data.find(({ file: name }) => /(?:^|\/)go\.mod$/.test(name))?.lines.join('\n') ?? '')?.[1];
      if (version === undefined || Number(version) > 21) return undefined;
      const init = loop.init?.find((each) => each.kind === 'assign');
      const target =
        loop.declares === ':=' ? loop.target : init?.kind === 'assign' && init.declares !== undefined ? init.target : undefined;
      for (const name of target ? namesSet(target) : []) {
        if (
          name === '_' ||
          some(loop.body, (node) => node.kind === 'assign' && node.declares !== undefined && namesSet(node.target).includes(name))
        )
          continue;
        for (const node of nodesIn(loop.body)) {
          const isAddress =
            (node.kind === 'operate' && node.operator === '&' && node.operands.length === 1 && isName(node.operands[0], name)) ||
            (node.kind === 'same' && node.how === 'reference' && isName(node.of, name));
          const isClosure = node.kind === 'fn' && reads(name, node.body) && !node.params.some((each) => each.name === name);
          if ((isAddress || isClosure) && isKeptBehind(node, loop.body, around))
            return {
              at: node,
              by: name,
              also: { file, at: target! },
              of: isAddress ? node : { start: node.start, end: Math.min(node.end, node.start + 40) },
              fix: [{ start: loop.body[0]!.start, end: loop.body[0]!.start, text: `${name} := ${name}; ` }],
            };
        }
      }
      return undefined;
    },
  }),
  fault({
    id: 'query-runs-again',
    languages: ['csharp'],
    source: 'Roslyn CA1851; ReSharper PossibleMultipleEnumeration; Sonar; .NET documentation, deferred execution',
    on: 'assign',
    find(assign, around) {
      const { fn, text, file } = around;
      const { target, value } = assign;
      if (
        !fn ||
        !isName(target) ||
        !value ||
        assign.declares === undefined ||
        assignsOf(target.name, fn.body).length > 1 ||
        !isQuery(value, around)
      )
        return undefined;
      const all = readings(target.name, fn, assign.end);
      const [first, second] = all.filter((node, at) => at === 0 || !within(node, all[at - 1]!));
      const list = { start: value.end, end: value.end, text: '.ToList()' };
      const source = sourceOf(value);
      // What it reads from, or a name that its condition asks for, has changed before it runs.
      const changed =
        first &&
        some(
          fn.body,
          (node) =>
            node.start > assign.end &&
            node.start < first.start &&
            ((source !== undefined && changeOf(source, [node]) === node) ||
              (node.kind === 'assign' &&
                node.declares === undefined &&
                isName(node.target) &&
                some([value], (inner) => inner.kind === 'fn' && reads((node.target as { name: string }).name, inner.body)) !== undefined)),
        );
      if (changed) return { at: first, by: target.name, other: text(value), also: { file, at: changed }, fix: [list] };
      if (!first || !second) return undefined;
      const changes = some(fn.body, (node) => {
        if (
          node.start < first.start - 200 ||
          node.start > second.start ||
          node.kind !== 'do' ||
          node.value.kind !== 'call' ||
          node.end < first.start
        )
          return false;
        return within(first, node)
          ? receiverOf(node.value) !== undefined &&
              !isName(receiverOf(node.value), target.name) &&
              !/^(?:Write|WriteLine|AreEqual|Equal)$/.test(callName(node.value))
          : (source !== undefined && changeOf(source, [node.value]) !== undefined) ||
              /^(?:Remove|Clear|Add|RemoveAll)\w*$/.test(callName(node.value));
      });
      const inLoop =
        first.kind === 'loop' &&
        some(first.body, (node) => node.kind === 'call' && /^(?:Remove|Clear|Add|RemoveAll)\w*$/.test(callName(node)));
      return changes || inLoop ? { at: second, by: target.name, other: text(value), also: { file, at: assign }, fix: [list] } : undefined;
    },
  }),
  fault({
    id: 'stream-twice',
    languages: ['java'],
    source: 'Error Prone StreamResourceLeak; IntelliJ; Sonar S3864; Java documentation, Stream',
    on: 'assign',
    find(assign, { fn, file, text }) {
      const { target, type = '', value } = assign;
      if (!fn || !isName(target) || !value || !/^(?:Int|Long|Double)?Stream\b|^var$/.test(type)) return undefined;
      if (type === 'var' && !/^(?:stream|chars|lines|filter|map)$/.test(callName(value))) return undefined;
      const uses = [...nodesIn(fn.body)].filter((node) => node.start > assign.end && isName(receiverOf(node), target.name));
      const [first, second] = uses;
      const apart = first && second && some(fn.body, (node) => node.kind === 'branch' && within(first, node) !== within(second, node));
      return first && second && !apart && assignsOf(target.name, fn.body).length === 1
        ? { at: second, by: target.name, other: text(value), also: { file, at: first } }
        : undefined;
    },
    fails: (error) => /already been operated upon/.test(error),
  }),
  fault({
    id: 'next-twice',
    languages: ['java', 'kotlin'],
    source: 'SpotBugs; IntelliJ IteratorNextDoesNotThrow; Sonar; PMD',
    on: 'loop',
    find(loop, { text, file }) {
      const asked = loop.condition;
      const list = asked && callName(asked) === 'hasNext' ? receiverOf(asked) : undefined;
      if (!list || some(loop.body, (node) => callName(node) === 'hasNext')) return undefined;
      const takes = [...nodesIn(loop.body, isFn)].filter(
        (node) => callName(node) === 'next' && text(receiverOf(node) ?? node) === text(list),
      );
      const [first, second] = takes;
      if (!first || !second) return undefined;
      const isElsewhere = some(
        loop.body,
        (node) =>
          (node.kind === 'branch' &&
            node.then.some((each) => within(first, each)) &&
            (node.otherwise ?? []).some((each) => within(second, each))) ||
          node.kind === 'switch',
      );
      return isElsewhere ? undefined : { at: second, by: text(list), also: { file, at: first } };
    },
  }),
  fault({
    id: 'order-of-hashing',
    languages: ['go', 'java', 'rust', 'cpp'],
    source: 'Go specification, "For statements with range clause"; Java documentation, HashMap; Staticcheck; 100 Go Mistakes 33',
    on: 'loop',
    find(loop, around) {
      const { fn, text, file } = around;
      if (!fn || loop.how !== 'each' || !loop.over) return undefined;
      const view = /^(?:keySet|values|entrySet|keys|iter|values_mut|into_iter)$/.test(callName(loop.over))
        ? receiverOf(loop.over)
        : undefined;
      const map = view ?? (loop.over.kind === 'same' ? loop.over.of : loop.over);
      if (!isOrderless(typeIn(map, around) ?? '', valueOf(map, around), file.language, text)) return undefined;
      const filled = some(
        loop.body,
        (node) =>
          KEEPS.test(callName(node)) ||
          (node.kind === 'assign' && node.operator === '+=') ||
          /^(?:push|push_str|push_back|WriteString|Fprintf)$/.test(callName(node)),
      );
      const isSorted = some(fn.body, (node) => node.start > loop.end && /^(?:[sS]ort\w*|Strings|Ints|Slice|sorted)$/.test(callName(node)));
      return filled && !isSorted ? { at: loop, of: loop.over, by: text(map), also: { file, at: filled } } : undefined;
    },
    fits: (wanted, got) => isReordered(wanted, got),
  }),
  fault({
    id: 'duplicates-apart',
    languages: ['rust', 'cpp'],
    source: 'Rust documentation, Vec::dedup; C++ reference, std::unique; cppcheck',
    on: 'call',
    find(call, { fn, text, file }) {
      const rust = callName(call) === 'dedup' || callName(call) === 'dedup_by_key';
      const list = rust
        ? receiverOf(call)
        : /^(?:std::)?unique$/.test(text(call.callee)) && call.args.length >= 2
          ? receiverOf(call.args[0]!.value)
          : undefined;
      if (!list || !fn) return undefined;
      const isSorted = some(
        fn.body,
        (node) => node.start < call.start && /^(?:sort\w*|stable_sort)$/.test(callName(node)) && text(node).includes(text(list)),
      );
      const statement = rust && fn.body.find((node) => node.kind === 'do' && node.value === call);
      return isSorted
        ? undefined
        : { at: call, by: text(list), fix: statement ? statementBefore(statement, `${text(list)}.sort();`, file.text) : undefined };
    },
    fits: (wanted, got) => isMore(wanted, got),
  }),
  fault({
    id: 'count-as-end',
    languages: ['csharp'],
    source: '.NET documentation, Enumerable.Range; ReSharper',
    on: 'call',
    find(call, { text }) {
      const [from, count] = call.args.map(({ value }) => value);
      if (callName(call) !== 'Range' || !isName(receiverOf(call), 'Enumerable') || !from || !count) return undefined;
      const both =
        isLiteral(from, 'number') && isLiteral(count, 'number') && Number(from.value) > 1 && Number(count.value) > Number(from.value);
      const isNamed =
        isName(count) &&
        /^(?:end|last|stop|to|until|upTo|max)$|(?:End|Last|To|Until)$/.test(count.name) &&
        !(isLiteral(from, 'number') && /^[01]$/.test(from.value));
      return both || isNamed
        ? { at: call, by: text(count), other: text(from), fix: [{ start: count.end, end: count.end, text: ` - ${text(from)} + 1` }] }
        : undefined;
    },
  }),
  fault({
    id: 'part-of-span',
    languages: ['csharp', 'java', 'kotlin'],
    source: 'Error Prone JavaPeriodGetDays, JavaDurationGetSecondsGetNano; Sonar; PVS-Studio V3118',
    on: ['member', 'call'],
    find(node, around) {
      const { text, fn, file } = around;
      const csharp = file.language === 'csharp';
      if (csharp !== (node.kind === 'member')) return undefined;
      const of = node.kind === 'member' ? node.of : receiverOf(node);
      const name = node.kind === 'member' ? node.name : callName(node);
      if (!of || !(csharp ? /^(?:Milliseconds|Seconds|Minutes|Hours)$/ : /^getDays$/).test(name)) return undefined;
      const made = valueOf(of, around);
      const isSpan = csharp
        ? typeIn(of, around) === 'TimeSpan' ||
          (made?.kind === 'operate' &&
            made.operator === '-' &&
            made.operands.every((each) => /^DateTime(?:Offset)?$/.test(typeIn(each, around) ?? '')))
        : typeIn(of, around) === 'Period' || (made !== undefined && callName(made) === 'between' && isName(receiverOf(made), 'Period'));
      if (!isSpan) return undefined;
      // All parts together are the whole.
      const others = csharp ? /^(?:Days|Hours|Minutes|Seconds)$/ : /^(?:getMonths|getYears|toTotalMonths)$/;
      if (
        fn &&
        some(fn.body, (each) =>
          each.kind === 'member' ? each.name !== name && others.test(each.name) : callName(each) !== name && others.test(callName(each)),
        )
      )
        return undefined;
      const at = node.end - name.length;
      return {
        at: node,
        by: text(of),
        other: name,
        fix: csharp ? replaced({ start: at, end: node.end }, `Total${name}`) : daysBetween(node, made, text),
      };
    },
  }),
  fault({
    id: 'unsubscribes-nothing',
    languages: ['csharp'],
    source: 'ReSharper EventUnsubscriptionViaAnonymousDelegate; Sonar S3244; PVS-Studio V3084',
    on: 'assign',
    find(assign, { text }) {
      return assign.operator === '-=' && assign.value?.kind === 'fn' ? { at: assign, by: text(assign.target) } : undefined;
    },
  }),
];

/** The list that a query goes through: `barrels` of `barrels.Where(…).Select(…)`. */
function sourceOf(value: Expr): string | undefined {
  let at: Expr | undefined = value;
  while (at?.kind === 'call') at = receiverOf(at);
  return isName(at) ? at.name : undefined;
}

/** Whether a node changes what is written so: a call, an element that is set. */
function changesSame(node: Ir, written: string, text: Around['text']): boolean {
  const receiver = receiverOf(node);
  if (receiver && text(receiver) === written)
    return /^(?:add|put|remove|clear|push|pop|set|sort|Add|Remove|Clear|Insert|Sort|RemoveAt)\w*$/.test(callName(node));
  return node.kind === 'assign' && node.target.kind === 'index' && text(node.target.of) === written;
}

/** Whether a pointer or a function outlives its turn of a loop: put into a list, a map or a field, or started beside it. */
function isKeptBehind(node: Ir, body: readonly Ir[], { file }: Around): boolean {
  return (
    some(body, (each) => {
      if (each.kind === 'call' && each.callee === node)
        return (
          /\bgo\s+$/.test(file.text.slice(Math.max(0, each.start - 6), each.start)) ||
          /^(?:go|defer)\b/.test(file.text.slice(Math.max(0, each.start - 6), each.start).trimStart())
        );
      if (each.kind === 'call' && isName(each.callee, 'append')) return each.args.slice(1).some(({ value }) => value === node);
      return each.kind === 'assign' && each.value === node && each.target.kind !== 'name';
    }) !== undefined
  );
}

/** All days between two dates, and not those beside the months. */
function daysBetween(node: Ir, made: Expr | undefined, text: Around['text']): Hit['fix'] {
  if (made?.kind !== 'call' || callName(made) !== 'between' || !made.args.every(({ value }) => isSteady(value))) return undefined;
  const dates = made.args.map(({ value }) => text(value)).join(', ');
  return replaced(node, `(int) java.time.temporal.ChronoUnit.DAYS.between(${dates})`);
}
