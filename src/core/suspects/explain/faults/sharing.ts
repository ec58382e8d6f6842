import { nodesIn, type Assign, type Expr, type Fn, type Ir, type Span } from '../../../syntax/lower/ir';
import { lineOf, within } from '../../../syntax/lower/places';
import { listsOf, namesSet } from '../../../syntax/lower/scopes';
import { fault, SCRIPT, type Around, type Fault, type Hit } from './fault';
import {
  indentAt,
  assignsOf,
  callName,
  changeOf,
  isFn,
  isLiteral,
  isName,
  lastName,
  makesCollection,
  moduleValue,
  reads,
  receiverOf,
  rootOf,
  some,
  unfrozen,
  valueOf,
} from './shapes';
import { bare, elementType, isPointer, typeIn } from './types';

/** `return shared` hands the default out to callers that may change it. */
const isLonger = (wanted: string, got: string): boolean | undefined =>
  /^\s*[[({]/.test(wanted) || /^\s*\d+\s*$/.test(wanted) ? got.length >= wanted.length : undefined;

/** The copy that an expression makes of the first level of another one. */
function copied(value: Expr): Expr | undefined {
  if (value.kind === 'map' && value.entries[0]?.key === undefined && value.entries[0]?.value.kind === 'same')
    return value.entries[0].value.of;
  if (value.kind === 'list' && value.elements.length === 1 && value.elements[0]?.kind === 'same' && value.elements[0].how === 'spread')
    return value.elements[0].of;
  if (value.kind === 'index' && value.slice && value.keys.every((key) => key.end - key.start <= 1)) return value.of;
  if (value.kind !== 'call') return undefined;
  const [name, receiver] = [callName(value), receiverOf(value)];
  if (/^(?:copy|slice|dup|clone|toList)$/.test(name) && receiver && value.args.length === 0) return receiver;
  if (name === 'copy' && isName(receiver, 'copy')) return value.args[0]?.value;
  if (name === 'assign' && isName(receiver, 'Object') && value.args.length > 1 && value.args[0]?.value.kind === 'map')
    return value.args[1]?.value;
  if (
    value.makes &&
    /^(?:ArrayList|HashMap|LinkedList|List|Dictionary)\b/.test(value.callee.kind === 'name' ? value.callee.name : '') &&
    value.args.length === 1
  )
    return value.args[0]?.value;
  return !receiver && /^(?:dict|list)$/.test(name) && value.args.length === 1 ? value.args[0]?.value : undefined;
}

export const sharing: readonly Fault[] = [
  fault({
    id: 'mutable-default',
    languages: ['python'],
    source: 'Ruff B006; Pylint dangerous-default-value; Sonar S5717',
    on: 'fn',
    find(fn, { text, file }) {
      for (const { name, fallback } of fn.params) {
        if (!fallback || !makesCollection(fallback)) continue;
        const changed =
          changeOf(name, fn.body) ??
          some(fn.body, (node) => node.kind === 'return' && isName(node.value, name)) ??
          some(fn.body, (node) => node.kind === 'assign' && isName(node.value, name) && node.target.kind === 'member');
        const [first] = fn.body;
        if (!changed || !first || assignsOf(name, fn.body).some(({ operator }) => operator === '=')) continue;
        const body = isLiteral(first.kind === 'do' ? first.value : undefined, 'text') && fn.body[1] ? fn.body[1] : first;
        const indent = indentAt(file.text, body.start);
        const fix =
          lineOf(file, fn.start) === lineOf(file, body.start)
            ? undefined
            : [
                { start: fallback.start, end: fallback.end, text: 'None' },
                { start: body.start, end: body.start, text: `if ${name} is None:\n${indent}    ${name} = ${text(fallback)}\n${indent}` },
              ];
        return {
          at: fallback,
          of: { start: fallback.start, end: fallback.end },
          by: name,
          other: text(fallback),
          also: { file, at: changed },
          ...(fix && { fix }),
        };
      }
      return undefined;
    },
    fits: isLonger,
  }),
  fault({
    id: 'shared-elements',
    languages: [...SCRIPT, 'python', 'ruby', 'java', 'csharp'],
    source: 'unicorn/no-array-fill-with-reference-type; Pylint; RuboCop Lint/SharedMutableDefault; Sonar S6959',
    on: 'call',
    find(call, { text }) {
      const name = callName(call);
      const [first, second] = call.args.map(({ value }) => value);
      if (name === 'fill' && receiverOf(call) !== undefined && makesCollection(first)) {
        const receiver = receiverOf(call)!;
        return {
          at: call,
          by: text(first!),
          fix: [{ start: receiver.end, end: call.end, text: `.fill(null).map(() => (${text(first!)}))` }],
        };
      }
      if (call.makes && isName(call.callee, 'Array') && makesCollection(second))
        return { at: call, by: text(second!), fix: [{ start: first!.end, end: call.end, text: `) { ${text(second!)} }` }] };
      if (/^(?:nCopies|Repeat)$/.test(name)) {
        const shared = [first, second].find((each) => each?.kind === 'call' && each.makes);
        return shared ? { at: call, by: text(shared) } : undefined;
      }
      return undefined;
    },
  }),
  fault({
    id: 'repeated-list',
    languages: ['python', 'ruby'],
    source: 'Pylint; SonarPython; Python FAQ "How do I create a multidimensional list?"',
    on: 'operate',
    find(node, { text, file }) {
      const [list, times] = node.operands;
      const inner = list?.kind === 'list' && list.of === 'list' && list.elements.length === 1 ? list.elements[0]! : undefined;
      const isInner =
        inner && (makesCollection(inner) || (inner.kind === 'operate' && inner.operator === '*' && inner.operands[0]?.kind === 'list'));
      if (node.operator !== '*' || !times || !isInner) return undefined;
      const fix =
        file.language === 'python' ? `[${text(inner)} for _ in range(${text(times)})]` : `Array.new(${text(times)}) { ${text(inner)} }`;
      return { at: node, by: text(inner), fix: [{ start: node.start, end: node.end, text: fix }] };
    },
  }),
  fault({
    id: 'shared-fromkeys',
    languages: ['python'],
    source: 'Ruff RUF024',
    on: 'call',
    find(call, { text }) {
      const [keys, value] = call.args.map((each) => each.value);
      if (callName(call) !== 'fromkeys' || !keys || !makesCollection(value)) return undefined;
      return {
        at: call,
        by: text(value!),
        fix: [{ start: call.start, end: call.end, text: `{key: ${text(value!)} for key in ${text(keys)}}` }],
      };
    },
  }),
  fault({
    id: 'shared-hash-default',
    languages: ['ruby'],
    source: 'RuboCop Lint/SharedMutableDefault',
    on: 'call',
    find(call, { text }) {
      const [value] = call.args.map((each) => each.value);
      if (!call.makes || !isName(call.callee, 'Hash') || call.args.length !== 1 || !makesCollection(value)) return undefined;
      return {
        at: call,
        by: text(value!),
        fix: [{ start: call.callee.end, end: call.end, text: `.new { |hash, key| hash[key] = ${text(value!)} }` }],
      };
    },
  }),
  fault({
    id: 'shared-field',
    languages: ['python'],
    source: 'Ruff RUF012; Pylint',
    on: 'class',
    find(cls, { file, text }) {
      for (const member of cls.members) {
        if (member.kind !== 'assign' || !isName(member.target) || member.type?.includes('ClassVar') || !makesCollection(member.value))
          continue;
        const { name } = member.target;
        const methods = cls.members.filter(isFn);
        const isOwn = (node: Ir): boolean => node.kind === 'member' && node.name === name && isName(node.of, 'self');
        if (some(methods, (node) => node.kind === 'assign' && isOwn(node.target))) continue;
        const changed = some(
          methods,
          (node) =>
            (node.kind === 'call' &&
              receiverOf(node) !== undefined &&
              isOwn(receiverOf(node)!) &&
              /^(?:append|add|extend|insert|update|pop|remove|clear|setdefault)$/.test(callName(node))) ||
            (node.kind === 'assign' && node.target.kind === 'index' && isOwn(node.target.of)),
        );
        if (changed) return { at: member, by: name, other: text(member.value!), also: { file, at: changed } };
      }
      return undefined;
    },
    fits: isLonger,
  }),
  fault({
    id: 'shallow-copy',
    languages: [...SCRIPT, 'python', 'ruby', 'java', 'csharp'],
    source: 'Sonar; Effective Java 39; Python documentation of copy',
    on: 'fn',
    find(fn, around) {
      for (const node of nodesIn(fn.body, isFn)) {
        const hit = (node.kind === 'assign' && changedBelow(node, fn, around)) || sharesTemplate(node, fn, around);
        if (hit) return hit;
      }
      return undefined;
    },
  }),
  fault({
    id: 'merged-into',
    languages: SCRIPT,
    source: 'Sonar; ESLint prefer-object-spread',
    on: 'call',
    find(call, { file, parent, text }) {
      const [first] = call.args.map(({ value }) => value);
      if (callName(call) !== 'assign' || !isName(receiverOf(call), 'Object') || !isName(first) || parent?.kind === 'do') return undefined;
      const made = assignsOf(first.name, file.code)[0];
      const isImported = file.imports.some(({ local }) => local === first.name) && /^[A-Z_]+$/.test(first.name);
      if (!isImported && made?.value?.kind !== 'map') return undefined;
      return {
        at: call,
        by: first.name,
        ...(made && { also: { file, at: made } }),
        fix: [{ start: first.start, end: first.start, text: '{}, ' }],
        other: text(first),
      };
    },
  }),
  fault({
    id: 'changed-module-value',
    languages: ['python', ...SCRIPT],
    source: 'Pylint global-statement; Sonar',
    on: 'assign',
    find(assign, { fn, file }) {
      if (
        !fn ||
        !isName(assign.target) ||
        !isName(assign.value) ||
        assign.operator !== '=' ||
        !/^[A-Z][A-Z\d_]{2,}$/.test(assign.value.name)
      )
        return undefined;
      const made = assignsOf(assign.value.name, file.code).find(({ value }) => makesCollection(value));
      const changed = made && changeOf(assign.target.name, fn.body);
      if (!changed) return undefined;
      const copy = file.language === 'python' ? `copy.deepcopy(${assign.value.name})` : `structuredClone(${assign.value.name})`;
      return {
        at: assign,
        by: assign.value.name,
        other: assign.target.name,
        also: { file, at: changed },
        ...(file.language !== 'python' && { fix: [{ start: assign.value.start, end: assign.value.end, text: copy }] }),
      };
    },
  }),
  fault({
    id: 'shared-append',
    languages: ['go'],
    source: 'gocritic appendAssign',
    on: 'call',
    find(call, around) {
      const { parent, text, fn, file } = around;
      const [list] = call.args.map(({ value }) => value);
      if (!isName(call.callee, 'append') || !list) return undefined;
      const root = rootOf(list);
      if (!root || (list.kind !== 'index' && list.kind !== 'name' && list.kind !== 'member')) return undefined;
      if (parent?.kind === 'return' && fn) {
        const place = fn.params
          .filter(({ implicit }) => !implicit)
          .findIndex(({ name, type, rest }) => name === root.name && isName(list) && !rest && /^\[\](?!byte)/.test(type ?? ''));
        const kept = place < 0 ? undefined : callKept(fn, place, around);
        return kept ? { at: call, by: text(list), other: fn.name, also: kept } : undefined;
      }
      // A new object gets what is appended to a list that the old one keeps.
      const owner = list.kind === 'member' ? fn?.params.find(({ name }) => name === root.name) : undefined;
      if (owner && (parent?.kind === 'map' || parent?.kind === 'list'))
        return { at: call, by: text(list), other: fn?.name, also: { file, at: parent } };
      const target = parent?.kind === 'assign' ? parent.target : undefined;
      const isOther = target ? text(target) !== text(list) && rootOf(target)?.name !== root.name : false;
      if (!isOther || (list.kind === 'index' && !list.slice)) return undefined;
      // A list of this function alone is shared where it is appended to twice.
      const isOwn = fn !== undefined && isName(list) && assignsOf(list.name, fn.body).some(({ declares }) => declares !== undefined);
      if (
        isOwn &&
        [...nodesIn(fn.body)].filter(
          (node) => node.kind === 'call' && isName(node.callee, 'append') && isName(node.args[0]?.value, list.name),
        ).length < 2
      )
        return undefined;
      return { at: call, by: text(list), other: target && text(target), ...(parent && { also: { file, at: parent } }) };
    },
    // The last elements of one list stand in another.
    fits: (wanted, got) => {
      const [a, b] = [wanted, got].map((each) => /^\[(.*)\]$/.exec(each.trim())?.[1]?.split(/[ ,]+/));
      if (!a || !b) return undefined;
      const isRepeated = a.length === b.length && new Set(b).size < new Set(a).size;
      return isRepeated || (a.length === b.length && (a[0] === b[0] || a.length === 1) && a.at(-1) !== b.at(-1));
    },
  }),
  fault({
    id: 'captured-loop-variable',
    languages: [...SCRIPT, 'python', 'csharp'],
    source: 'ESLint no-loop-func; Ruff B023; Pylint cell-var-from-loop',
    on: ['loop', 'each'],
    find(loop, around) {
      const { file, text } = around;
      if (loop.kind === 'each') return capturedInComprehension(loop, around);
      const init = loop.init?.find((each) => each.kind === 'assign');
      const isVar =
        file.language === 'python'
          ? loop.how === 'each'
          : file.language === 'csharp'
            ? loop.how === 'count' && init !== undefined
            : (loop.declares ?? (init?.kind === 'assign' ? init.declares : undefined)) === 'var';
      const target = loop.target ?? (init?.kind === 'assign' ? init.target : undefined);
      if (!isVar || !target) return undefined;
      for (const name of namesSet(target)) {
        for (const node of nodesIn(loop.body)) {
          if (
            node.kind !== 'fn' ||
            !reads(name, node.body) ||
            node.params.some((each) => each.name === name || (each.fallback && reads(name, [each.fallback])))
          )
            continue;
          if (!isKept(node, loop.body, around)) continue;
          const scriptFix =
            file.language !== 'python' && file.language !== 'csharp' ? /\bvar\b/.exec(text({ start: loop.start, end: node.start })) : null;
          const at = scriptFix && loop.start + scriptFix.index;
          const [body] = node.body;
          const python =
            file.language === 'python' && node.words.includes('lambda') && body
              ? [
                  {
                    start: node.start + 'lambda'.length,
                    end: node.start + 'lambda'.length,
                    text: node.params.length > 0 ? '' : ` ${name}=${name}`,
                  },
                ]
              : undefined;
          const fix = at !== null && at !== undefined ? [{ start: at, end: at + 3, text: 'let' }] : python?.[0]?.text ? python : undefined;
          return { at: node, by: name, also: { file, at: target }, ...(fix && { fix }) };
        }
      }
      return undefined;
    },
  }),
  fault({
    id: 'changed-while-looped',
    languages: [...SCRIPT, 'python', 'java', 'csharp', 'ruby', 'kotlin', 'cpp'],
    source: 'Ruff B909; Pylint modified-iterating-list; Error Prone ModifyCollectionInEnhancedForLoop; Sonar S4143',
    on: 'loop',
    find(loop, around) {
      const { text, file } = around;
      if (loop.how !== 'each' || !loop.over) return undefined;
      // The keys and values of a map are read while the loop runs.
      const isView =
        (file.language === 'python' && /^(?:keys|values|items)$/.test(callName(loop.over))) ||
        (/^(?:java|kotlin)$/.test(file.language) && /^(?:keySet|values|entrySet)$/.test(callName(loop.over)));
      const isPart = file.language === 'csharp' && loop.over.kind === 'member' && /^(?:Keys|Values)$/.test(loop.over.name);
      const query = file.language === 'csharp' ? queriedList(loop.over, around) : undefined;
      const list = query ?? ((isView && receiverOf(loop.over)) || (isPart && loop.over.kind === 'member' ? loop.over.of : loop.over));
      if (list.kind !== 'name' && list.kind !== 'member') return undefined;
      const over = text(list);
      const changed = some(loop.body, (node) => {
        if (node.kind === 'opaque' && /^del\s/.test(text(node)))
          return node.parts.some((part) => part.kind === 'index' && text(part.of) === over);
        const receiver = receiverOf(node);
        return receiver === undefined || isName(receiver, 'this')
          ? removesIn(node, over, around)
          : text(receiver) === over &&
              /^(?:remove|pop|insert|splice|shift|delete|delete_at|Remove|RemoveAt|removeAt|erase|clear|add|append|push|Add|push_back)$/.test(
                callName(node),
              );
      });
      if (!changed || leavesAfter(changed, loop.body)) return undefined;
      const copy =
        file.language === 'python'
          ? `list(${text(loop.over)})`
          : (SCRIPT as readonly string[]).includes(file.language)
            ? `[...${over}]`
            : file.language === 'java'
              ? `new java.util.ArrayList<>(${over})`
              : file.language === 'ruby'
                ? `${over}.dup`
                : undefined;
      return {
        at: changed,
        by: over,
        also: { file, at: loop.over },
        ...(copy && !(isView && file.language === 'java') && { fix: [{ start: loop.over.start, end: loop.over.end, text: copy }] }),
      };
    },
    fails: (error) =>
      /ConcurrentModification|Collection was modified|changed size during iteration|keys changed during iteration/.test(error),
  }),
  fault({
    id: 'iterator-twice',
    languages: ['python'],
    source: 'Ruff B031; Python glossary "iterator"',
    on: 'assign',
    find(assign, around) {
      const { fn, file, text } = around;
      const { value } = assign;
      if (!fn || !value || !isName(assign.target) || assign.operator !== '=') return undefined;
      const { name } = assign.target;
      if (assignsOf(name, fn.body).length !== 1 || !givesIterator(value, around)) return undefined;
      const whole = [...nodesIn(fn.body)].filter((node) => node.start >= assign.end).filter((node) => goesThrough(node, name));
      const [first, second] = whole;
      if (!first || !second || around.path.some((node) => node.kind === 'branch' && within(first, node) !== within(second, node)))
        return undefined;
      return {
        at: second,
        by: name,
        other: text(value),
        also: { file, at: first },
        fix: [{ start: value.start, end: value.end, text: `list(${text(value)})` }],
      };
    },
  }),
  fault({
    id: 'reference-left',
    languages: ['php'],
    source: 'Sonar S4824; Psalm; PHP manual, foreach',
    on: 'loop',
    find(loop, { fn, file, path }) {
      if (loop.declares !== '&' || !loop.target) return undefined;
      const name = namesSet(loop.target).at(-1);
      const rest = [...nodesIn((fn?.body ?? path.find((node) => node.kind === 'class')) ? (fn?.body ?? []) : file.code)].filter(
        (node) => node.start >= loop.end,
      );
      if (
        name === undefined ||
        rest.some((node) => node.kind === 'opaque' && /^unset\(/.test(file.text.slice(node.start, node.end)) && reads(name, [node]))
      )
        return undefined;
      const used = rest.find(
        (node) =>
          (node.kind === 'loop' && node.declares !== '&' && node.target !== undefined && namesSet(node.target).includes(name)) ||
          (node.kind === 'assign' && isName(node.target, name)),
      );
      return used
        ? {
            at: used,
            of: used.kind === 'loop' && used.target ? used.target : used,
            by: name,
            also: { file, at: loop.target },
            fix: [{ start: loop.end, end: loop.end, text: `\nunset(${name});` }],
          }
        : undefined;
    },
  }),
  fault({
    id: 'copy-changed',
    languages: ['go', 'cpp', 'csharp', 'rust'],
    source:
      'Staticcheck SA4005; go vet; clang-tidy performance-for-range-copy, performance-unnecessary-value-param; Roslyn CS1612; Sonar S1226',
    on: 'fn',
    find(fn, around) {
      const { file, text } = around;
      const inner: Around = { ...around, path: [...around.path, fn], fn };
      for (const copy of copiesIn(fn, inner)) {
        const changed = onlyChanged(copy, inner);
        if (!changed) continue;
        return {
          at: changed,
          by: copy.name,
          ...(copy.of !== '' && { other: copy.of }),
          also: { file, at: copy.at },
          ...fixOfCopy(copy, changed, file.language, text),
        };
      }
      return undefined;
    },
  }),
  fault({
    id: 'value-receiver',
    languages: ['go'],
    source: 'Staticcheck SA4005; revive modifies-value-receiver',
    on: 'fn',
    find(fn, { file }) {
      const receiver = fn.params.find(({ implicit }) => implicit);
      if (!receiver?.type || /^\*|^\[\]|^map\b/.test(receiver.type)) return undefined;
      const changed = some(
        fn.body,
        (node) => node.kind === 'assign' && node.target.kind === 'member' && isName(node.target.of, receiver.name),
      );
      if (!changed || some(fn.body, (node) => node.kind === 'return' && node.value !== undefined && reads(receiver.name, [node.value])))
        return undefined;
      const type = file.text.indexOf(receiver.type, receiver.end);
      return {
        at: changed,
        by: receiver.type,
        other: fn.name,
        also: { file, at: receiver },
        ...(type > 0 && type < receiver.end + 5 && { fix: [{ start: type, end: type, text: '*' }] }),
      };
    },
  }),
];

const CHANGES_LIST =
  /^(?:push|append|add|sort|splice|update|extend|pop|remove|clear|put|unshift|shift|insert|reverse|delete|Add|Clear|Remove|<<|concat)$/;

/** What a node changes in place: the list of `list.push(1)`, the target of an assignment. */
function changedBy(node: Ir): Expr | undefined {
  if (node.kind === 'assign') return node.target;
  if (node.kind === 'operate' && node.operator === '<<') return node.operands[0];
  return node.kind === 'call' && CHANGES_LIST.test(callName(node)) ? receiverOf(node) : undefined;
}

/** A copy in a function of which a part that it shares is changed later in the same function. */
function changedBelow(assign: Assign, fn: Fn, { file, text }: Around): Hit | undefined {
  const from = assign.value && copied(assign.value);
  if (!from || !assign.value || !isName(assign.target) || rootOf(from) === undefined) return undefined;
  const { name } = assign.target;
  const after = [...nodesIn(fn.body, isFn)].filter((node) => node.start > assign.end);
  for (const node of after) {
    const target = changedBy(node);
    if (!target || rootOf(target)?.name !== name) continue;
    const first = firstBelow(target);
    // One level is the copy's own; a part that was replaced before is, too.
    if (!first || (node.kind === 'assign' && first === target)) continue;
    if (
      after.some((each) => each.kind === 'assign' && each.start < node.start && each.operator === '=' && text(each.target) === text(first))
    )
      continue;
    return { at: assign.value, by: text(from), other: text(first), also: { file, at: node } };
  }
  return undefined;
}

/** A copy of a module's constant with collections in it, one of which the program changes somewhere. */
function sharesTemplate(node: Ir, fn: Fn, around: Around): Hit | undefined {
  const from = node.kind === 'call' || node.kind === 'map' || node.kind === 'list' ? copied(node) : undefined;
  if (!from || !isName(from) || !/^[A-Z][A-Z\d_]+$|(?:default|template|base|empty|initial|blank)/i.test(from.name)) return undefined;
  const template = moduleValue(from.name, around);
  const made = template && unfrozen(template.made.value);
  const shared = new Set(
    made?.kind === 'map'
      ? made.entries.flatMap(({ key, value }) => (isLiteral(key, 'text') && makesCollection(value) ? [key.value] : []))
      : [],
  );
  // A part that is replaced is the copy's own.
  for (const each of nodesIn([node, ...fn.body], isFn)) {
    if (each.kind === 'map') for (const { key } of each.entries) if (isLiteral(key, 'text')) shared.delete(key.value);
    if (each.kind === 'assign' && each.operator === '=') shared.delete(lastName(each.target));
    if (each.kind === 'call') for (const { name } of each.args) if (name !== undefined) shared.delete(name);
  }
  if (!template || shared.size === 0) return undefined;
  for (const file of around.files) {
    const changed = some(file.code, (each) => {
      const target = changedBy(each);
      if (!target || rootOf(target)?.name === from.name) return false;
      const part = each.kind === 'assign' ? (target.kind === 'index' || target.kind === 'member' ? target.of : undefined) : target;
      return part !== undefined && (part.kind === 'member' || part.kind === 'index') && shared.has(lastName(part));
    });
    if (changed)
      return {
        at: node,
        by: from.name,
        other: file.text.slice(changedBy(changed)!.start, changedBy(changed)!.end),
        also: { file, at: changed },
      };
  }
  return undefined;
}

function firstBelow(target: Expr): Expr | undefined {
  let at = target;
  while ((at.kind === 'member' || at.kind === 'index') && at.of.kind !== 'name') at = at.of;
  return at.kind === 'member' || at.kind === 'index' ? at : undefined;
}

/** A call of a function whose result goes elsewhere than its list argument. */
function callKept(fn: Fn, place: number, { files }: Around): Hit['also'] {
  for (const file of files)
    for (const node of nodesIn(file.code)) {
      if (node.kind !== 'assign' || node.value?.kind !== 'call' || callName(node.value) !== fn.name) continue;
      const given = node.value.args[place]?.value;
      const text = (span: Span): string => file.text.slice(span.start, span.end);
      if (given && (given.kind === 'name' || given.kind === 'member') && text(node.target) !== text(given)) return { file, at: node };
    }
  return undefined;
}

/** A name that holds a copy of a value. */
interface Copy {
  readonly name: string;
  /** Where it is declared. */
  readonly at: Span;
  /** What it is a copy of, as written. */
  readonly of: string;
  /** Its declared type; `''` where only the list is known to hold values. */
  readonly type: string;
  /** The statements in which it is known. */
  readonly scope: readonly Ir[];
  readonly loop?: Loop;
  readonly param?: true;
}
type Loop = Extract<Ir, { kind: 'loop' }>;

/** Names of a function that hold copies of elements, fields and arguments, and not the thing itself. */
function copiesIn(fn: Fn, around: Around): Copy[] {
  const { file, text } = around;
  const copies: Copy[] = [];
  if (file.language === 'cpp' && /^(?:static |inline )?void$/.test(fn.result ?? '') && around.parent?.kind !== 'call')
    for (const { name, type, ...span } of fn.params)
      if (type !== undefined && name !== '' && isValueType(type, around))
        copies.push({ name, at: span, of: '', type, scope: fn.body, param: true });
  const pending: { node: Ir; path: readonly Ir[]; list: readonly Ir[] }[] = fn.body.map((node) => ({
    node,
    path: around.path,
    list: fn.body,
  }));
  while (pending.length > 0) {
    const { node, path, list } = pending.pop()!;
    const here: Around = { ...around, path };
    if (node.kind === 'loop' && node.how === 'each' && node.target && node.over) {
      const names = namesSet(node.target);
      const name = file.language === 'go' ? names[1] : names.length === 1 ? names[0] : undefined;
      const over = typeIn(node.over, here);
      const type = over === undefined ? undefined : elementType(over);
      const isCopy =
        file.language === 'cpp'
          ? !/[&*]$/.test(node.declares ?? '') && (type === undefined || (!isPointer(type) && !/>$/.test(type)))
          : type !== undefined && (file.language === 'go' ? isGoValue(type) : isValueType(type, here));
      if (name !== undefined && name !== '_' && isCopy)
        copies.push({ name, at: node.target, of: `${text(node.over)}[…]`, type: type ?? '', scope: node.body, loop: node });
    }
    if (
      node.kind === 'assign' &&
      node.declares !== undefined &&
      isName(node.target) &&
      node.value &&
      /^(?:index|member|call)$/.test(node.value.kind)
    ) {
      const { value } = node;
      const isElement =
        (value.kind === 'index' && !value.slice) ||
        (value.kind === 'member' && file.language !== 'cpp') ||
        (value.kind === 'call' &&
          receiverOf(value) !== undefined &&
          value.args.length <= 1 &&
          /^(?:at|front|back|First|Last|ElementAt|Peek|clone)$/.test(callName(value)));
      const type = isElement && !/[&*]$/.test(node.type ?? '') ? typeIn(value, here) : undefined;
      if (type !== undefined && isValueType(type, here))
        copies.push({
          name: node.target.name,
          at: node.target,
          of: text(value),
          type,
          scope: list.filter((each) => each.start >= node.start),
        });
    }
    if (node.kind === 'fn') continue;
    const below = [...path, node];
    for (const inner of listsOf(node)) for (const each of inner) pending.push({ node: each, path: below, list: inner });
  }
  return copies.sort((a, b) => a.at.start - b.at.start);
}

/** Elements of Go that a loop copies: no pointers, maps, slices, functions and interfaces. */
const isGoValue = (type: string): boolean => /^[\w.]+$/.test(type) && !/^(?:any|error|interface)$/.test(type);

const CONTAINER = /^(?:const )?(?:std::)?(?:vector|string|map|set|deque|list|unordered_map|unordered_set|array)\b/;

/** Whether values of a type are copied where they are assigned: a struct of the program, a container of C++. */
function isValueType(type: string, { types, file }: Around): boolean {
  if (isPointer(type) || /\[\]$/.test(type)) return false;
  if (file.language === 'cpp' && CONTAINER.test(type)) return true;
  const declared = types().get(bare(type));
  return declared !== undefined && declared.isValue && declared.fields.size > 0 && !/^\[|^map\[/.test(type);
}

/** The first change of a copy that nothing reads, keeps, puts back or hands on afterwards. */
function onlyChanged(copy: Copy, around: Around): Ir | undefined {
  const { name } = copy;
  const changes: Ir[] = [];
  const inChanges = new Set<Ir>();
  for (const node of nodesIn(copy.scope)) {
    if (node.kind === 'fn' && reads(name, node.body)) return undefined;
    if (isName(node.kind === 'assign' ? node.target : undefined, name) && node.start > copy.at.end) return undefined;
    if (
      (node.kind === 'same' && node.how === 'reference' && reads(name, [node])) ||
      (node.kind === 'operate' && node.operator === '&' && node.operands.length === 1 && reads(name, [node]))
    )
      return undefined;
    if (changesCopy(node, copy, around)) {
      changes.push(node);
      for (const each of nodesIn([node])) inChanges.add(each);
    }
  }
  const [first] = changes;
  const last = changes.at(-1);
  if (!first || !last) return undefined;
  const loops = [...nodesIn(copy.scope)].filter((node) => node.kind === 'loop' && changes.some((each) => within(each, node)));
  const from = Math.min(first.start, ...loops.map(({ start }) => start));
  const parted = new Set<Ir>();
  for (const node of nodesIn(copy.scope)) if (node.kind === 'member' || node.kind === 'index') parted.add(node.of);
  for (const node of nodesIn(copy.scope)) {
    if (!isName(node, name) || inChanges.has(node) || node.start <= copy.at.end) continue;
    const isBare = !parted.has(node);
    if (node.start > (loops.length > 0 ? from : last.start) || (isBare && (node.start > from || copy.param))) return undefined;
  }
  return first;
}

function changesCopy(node: Ir, { name, type }: Copy, around: Around): boolean {
  if (node.kind === 'assign') {
    if (rootOf(node.target)?.name !== name || isName(node.target)) return false;
    if (/->/.test(around.text(node.target))) return false;
    if (
      node.value &&
      some([node.value], (each) => isName(each, name) && !some([node.value!], (outer) => outer.kind === 'member' && outer.of === each))
    )
      return false;
    // What a pointer, a slice or a map in it holds is shared with the original.
    return !isShared(node.target, around);
  }
  const receiver = receiverOf(node);
  if (!receiver || rootOf(receiver)?.name !== name || /->/.test(around.text(receiver))) return false;
  const own = around
    .types()
    .get(bare(isName(receiver) ? type : (typeIn(receiver, around) ?? '')))
    ?.methods.get(callName(node));
  if (own) return changesItself(own, around);
  return (
    around.file.language === 'cpp' &&
    CONTAINER.test(isName(receiver) ? type : (typeIn(receiver, around) ?? '')) &&
    /^(?:push_back|emplace_back|insert|erase|clear|pop_back|push_front|emplace|append)$/.test(callName(node))
  );
}

/** Whether a place lies behind a pointer, a slice or a map of a value. */
function isShared(target: Expr, around: Around): boolean {
  for (let at: Expr = target; at.kind === 'member' || at.kind === 'index'; at = at.of) {
    if (isName(at.of)) return false;
    const type = typeIn(at.of, around);
    if (
      type === undefined ||
      isPointer(type) ||
      /\[\]$|^\[\]|^map\[/.test(type) ||
      (around.file.language === 'csharp' && around.types().get(bare(type))?.isValue !== true)
    )
      return true;
  }
  return false;
}

/** Whether a method sets fields of its own object. */
function changesItself(fn: Fn, { file, types }: Around): boolean {
  if (file.language === 'go') {
    const receiver = fn.params.find(({ implicit }) => implicit);
    return (
      receiver !== undefined &&
      /^\*/.test(receiver.type ?? '') &&
      some(fn.body, (node) => node.kind === 'assign' && node.target.kind === 'member' && isName(node.target.of, receiver.name)) !==
        undefined
    );
  }
  const owners = [...types().values()].filter(({ methods }) => [...methods.values()].includes(fn));
  return (
    some(
      fn.body,
      (node) =>
        node.kind === 'assign' &&
        node.declares === undefined &&
        owners.some(({ fields }) =>
          fields.has(
            node.target.kind === 'name'
              ? node.target.name
              : node.target.kind === 'member' && isName(node.target.of, 'this')
                ? node.target.name
                : '',
          ),
        ),
    ) !== undefined
  );
}

function fixOfCopy({ at, loop, param, name }: Copy, changed: Ir, language: string, text: Around['text']): Pick<Hit, 'fix'> {
  if (language === 'cpp') return { fix: [{ start: at.start, end: at.start, text: '&' }] };
  const target = changed.kind === 'assign' ? changed.target : receiverOf(changed);
  const index = loop?.target && namesSet(loop.target)[0];
  const root = target && rootOf(target);
  return language === 'go' && !param && loop?.over && root?.name === name && index !== undefined && index !== '_'
    ? { fix: [{ start: root.start, end: root.end, text: `${text(loop.over)}[${index}]` }] }
    : {};
}

const KEEPS =
  /^(?:push|append|add|Add|setTimeout|setInterval|addEventListener|on|then|add_done_callback|connect|after|insert|once|subscribe|bind)$/;
/** Calls that run what they are given at once. */
const RUNS =
  /^(?:map|filter|sorted|sort|max|min|any|all|sum|reduce|run|call|apply|apply_async|assert\w+|raises|timeit|repeat|subTest|sub|walk|for_?each|visit|execute|invoke|retry|check|test|time|next|print|update|join|extend|wait|benchmark|try_\w+)$/i;

/** Whether a function lives on behind its turn of the loop: given away or kept. */
function isKept(fn: Fn, body: readonly Ir[], around: Around): boolean {
  const isOwn = (value: Ir): boolean => value === fn || (fn.name !== '' && isName(value, fn.name));
  const statements = new Set([...nodesIn(body)].flatMap((node) => (node.kind === 'do' ? [node.value] : [])));
  for (const node of nodesIn(body)) {
    if (node.kind === 'call') {
      const place = node.args.findIndex(({ value, name }) => isOwn(value) && name !== 'key');
      if (place < 0) continue;
      const name = callName(node);
      if (KEEPS.test(name)) return true;
      if (around.file.language === 'python' && statements.has(node) && !RUNS.test(name) && !runsAtOnce(name, place, around)) return true;
    }
    if (node.kind === 'assign' && node.value && isOwn(node.value)) return node.target.kind !== 'name';
    if (node.kind === 'list' && node.elements.some(isOwn)) return true;
    if (node.kind === 'map' && node.entries.some(({ value }) => isOwn(value))) return true;
  }
  return false;
}

/** `[lambda: name for name in names]`: the comprehension has one variable for all turns. */
function capturedInComprehension(each: Extract<Expr, { kind: 'each' }>, { file }: Around): Hit | undefined {
  const { element } = each;
  if (file.language !== 'python' || each.of === 'lazy' || element.kind !== 'fn') return undefined;
  for (const { target } of each.loops)
    for (const name of namesSet(target)) {
      if (!reads(name, element.body) || element.params.some((param) => param.name === name)) continue;
      const at = element.start + 'lambda'.length;
      const fix = [{ start: at, end: at, text: ` ${name}=${name}` }];
      return { at: element, by: name, also: { file, at: target }, ...(element.params.length === 0 && { fix }) };
    }
  return undefined;
}

/** Whether a function of the program calls what it is given at a place, or hands it on to what does. */
function runsAtOnce(name: string, place: number, { named }: Around): boolean {
  const callee = named(name)?.fn;
  const own = callee?.params.filter((each) => !/^(?:self|cls)$/.test(each.name))[place]?.name;
  return callee !== undefined && some(callee.body, (node) => node.kind === 'call' && isName(node.callee, own), isFn) !== undefined;
}

function leavesAfter(node: Ir, body: readonly Ir[]): boolean {
  return some(body, (each) => (each.kind === 'jump' && /^break/.test(each.how)) || each.kind === 'return') !== undefined && node.end > 0;
}

const LAZY = /^(?:map|filter|zip|reversed|iter|enumerate|open)$/;
const THROUGH = /^(?:list|tuple|set|sorted|sum|max|min|dict|join|len|any|all|Counter|frozenset|deque|extend|writelines|chain)$/;

function givesIterator(value: Expr, { named }: { named: (name: string) => { fn: Extract<Ir, { kind: 'fn' }> } | undefined }): boolean {
  if (value.kind === 'each') return value.of === 'lazy';
  if (value.kind !== 'call') return false;
  if (isName(value.callee) && LAZY.test(value.callee.name)) return true;
  if (/^(?:reader|DictReader)$/.test(callName(value)) && isName(receiverOf(value), 'csv')) return true;
  const callee = named(callName(value));
  if (!callee) return false;
  const returns = [...nodesIn(callee.fn.body, isFn)].filter((node) => node.kind === 'return');
  return (
    some(callee.fn.body, (node) => node.kind === 'same' && node.how === 'yield', isFn) !== undefined ||
    (returns.length === 1 && returns[0]!.kind === 'return' && returns[0]!.value?.kind === 'each' && returns[0]!.value.of === 'lazy')
  );
}

/** Whether a node goes through a name's elements to the end. */
function goesThrough(node: Ir, name: string): boolean {
  if (node.kind === 'loop')
    return (
      node.how === 'each' &&
      isName(node.over, name) &&
      !some(node.body, (each) => each.kind === 'return' || (each.kind === 'jump' && /^break/.test(each.how)))
    );
  if (node.kind === 'each') return node.loops.some(({ over }) => isName(over, name));
  return node.kind === 'call' && THROUGH.test(callName(node)) && node.args.some(({ value }) => isName(value, name));
}

/** The list behind a query that a loop goes through: `xs` of `xs.Where(…)`, also through a name. */
function queriedList(over: Expr, { fn, file }: Around): Expr | undefined {
  let at: Expr | undefined = valueOf(over, { fn, file });
  if (at?.kind !== 'call') return undefined;
  while (at?.kind === 'call') {
    if (!/^(?:Where|Select|OfType|Cast|Skip|Take|SkipWhile|TakeWhile|Concat)$/.test(callName(at))) return undefined;
    at = receiverOf(at);
  }
  return at;
}

/** Whether a call runs a method of the same class that takes elements out of a field. */
function removesIn(node: Ir, field: string, around: Around): boolean {
  const cls = around.path.findLast((each) => each.kind === 'class');
  if (node.kind !== 'call' || cls?.kind !== 'class' || node.makes || !/^\w+$/.test(field)) return false;
  const method = cls.members.filter(isFn).find(({ name, params }) => name === callName(node) && params.length === node.args.length);
  if (!method || method === around.fn) return false;
  return method.body.some(
    (each) =>
      each.kind === 'do' &&
      /^(?:remove|removeAt|clear|Remove|RemoveAt|Clear)$/.test(callName(each.value)) &&
      isName(receiverOf(each.value), field),
  );
}
