import { nodesIn, type Assign, type Expr, type Fn, type Ir, type Stmt, type Span } from '../../../syntax/lower/ir';
import type { SyntaxFile } from '../../../syntax/syntax';
import { within } from '../../../syntax/lower/places';
import { listsOf, namesSet } from '../../../syntax/lower/scopes';
import { inserted, replaced, statementBefore } from './edits';
import { fault, LIKE_C, SCRIPT, type Around, type Fault, type Hit } from './fault';
import { assignsOf, callName, changeOf, isFn, isLiteral, isName, lastName, nameOfFn, reads, receiverOf, rootOf, some } from './shapes';

const ALL = [...LIKE_C, 'python', 'go', 'ruby', 'rust', 'kotlin'] as const;
/** Languages whose own compiler refuses a name that nothing reads. */
const UNCHECKED = [...LIKE_C, 'python', 'ruby', 'kotlin'] as const;
type Loop = Extract<Ir, { kind: 'loop' }>;

/** A value that a sum, a list or a text begins with. */
function isStart(node: Expr | undefined): boolean {
  if (isLiteral(node, 'number', 'text'))
    return node.of === 'number' ? /^[01](?:\.0*)?[fFdDlLmM]?$/.test(node.value) : node.value === '' && !node.parts;
  if (node?.kind === 'list') return node.elements.length === 0;
  return node?.kind === 'map' && node.entries.length === 0;
}

const ADDS = /^(?:[-+*/|&.]=|\+\+|--)$/;
const PUTS_IN = /^(?:push|append|add|Add|push_back|extend|update|insert|unshift|concat)$/;

/** The name that a statement adds something to. */
function addedTo(node: Ir): string | undefined {
  const inner = node.kind === 'do' ? node.value : node;
  if (inner.kind === 'assign') {
    const root = isName(inner.target) ? inner.target : inner.target.kind === 'index' ? rootOf(inner.target) : undefined;
    const adds =
      ADDS.test(inner.operator) ||
      inner.target.kind === 'index' ||
      (inner.value?.kind === 'operate' && root !== undefined && reads(root.name, [inner.value]));
    return root && adds ? root.name : undefined;
  }
  const list =
    inner.kind === 'operate' && inner.operator === '<<'
      ? inner.operands[0]
      : inner.kind === 'call' && PUTS_IN.test(callName(inner))
        ? receiverOf(inner)
        : undefined;
  return isName(list) ? list.name : undefined;
}

/** Whether a name is read in some nodes anywhere but in what sets or fills it. */
function isRead(name: string, inside: readonly Ir[]): boolean {
  const own = new Set<Ir>();
  for (const node of nodesIn(inside)) {
    const inner = node.kind === 'do' ? node.value : node;
    if (addedTo(inner) === name || (inner.kind === 'assign' && isName(inner.target, name))) {
      if (inner.kind === 'assign') {
        own.add(inner.target.kind === 'index' ? (rootOf(inner.target) ?? inner.target) : inner.target);
        if (inner.operator === '=' && inner.value?.kind === 'operate')
          for (const each of inner.value.operands) if (isName(each, name)) own.add(each);
      } else {
        const list = inner.kind === 'operate' ? inner.operands[0] : receiverOf(inner);
        if (list) own.add(list);
      }
    }
  }
  return some(inside, (node) => isName(node, name) && !own.has(node)) !== undefined;
}

/** Whether the code of a function mentions a name where its statements do not show it: in a text, a macro, a shorthand. */
function isMentioned(name: string, fn: Fn, text: Around['text'], times: number): boolean {
  return (text(fn).match(new RegExp(`(?<![\\w$])${name.replace(/\W/g, '\\$&')}(?![\\w$])`, 'g'))?.length ?? 0) > times;
}

const isPlain = (value: Expr): boolean =>
  !some(
    [value],
    (node) => node.kind === 'call' || node.kind === 'fn' || (node.kind === 'same' && node.how !== 'cast') || node.kind === 'opaque',
  );

/** The loops of a function with the statements after each in its list. */
function loopsOf(fn: Fn): { loop: Loop; before: readonly Stmt[]; after: readonly Stmt[] }[] {
  const found: { loop: Loop; before: readonly Stmt[]; after: readonly Stmt[] }[] = [];
  const pending: (readonly Stmt[])[] = [fn.body];
  while (pending.length > 0) {
    const list = pending.pop()!;
    for (const [at, node] of list.entries()) {
      if (isFn(node)) continue;
      if (node.kind === 'loop') found.push({ loop: node, before: list.slice(0, at), after: list.slice(at + 1) });
      pending.push(...listsOf(node));
    }
  }
  return found;
}

const breaks = (body: readonly Ir[]): boolean =>
  some(
    body,
    (node) => node.kind === 'return' || node.kind === 'throw' || (node.kind === 'jump' && /^(?:break|last)/.test(node.how)),
    isFn,
  ) !== undefined;

/** What is worked out and then lost. */
export const forgotten: readonly Fault[] = [
  fault({
    id: 'value-not-used',
    languages: UNCHECKED,
    source:
      'ESLint no-unused-vars, no-useless-assignment; Ruff F841; SpotBugs DLS_DEAD_LOCAL_STORE; RuboCop Lint/UselessAssignment; Sonar S1854',
    on: 'fn',
    find(fn, { text, file }) {
      const params = new Set(fn.params.map(({ name }) => name));
      for (const node of nodesIn(fn.body, isFn)) {
        if (node.kind !== 'assign' || !isName(node.target) || !node.value || node.operator !== '=') continue;
        const { name } = node.target;
        const isLocal =
          node.declares !== undefined
            ? node.declares !== 'field' && node.declares !== 'static'
            : /^(?:python|ruby|php)$/.test(file.language);
        if (!isLocal || params.has(name) || name.length < 3 || /^(?:_|@|self|\$this|\$_)/.test(name)) continue;
        if (!/^(?:operate|choice|list|map|each|literal)$/.test(node.value.kind) || isLiteral(node.value) || !isPlain(node.value)) continue;
        if (!some([node.value], (each) => each.kind === 'name' || each.kind === 'member') || assignsOf(name, fn.body).length > 1) continue;
        if (some(fn.body, (each) => each.kind === 'jump' && /^(?:global|nonlocal)/.test(each.how)) || isMentioned(name, fn, text, 1))
          continue;
        if (fn.body.at(-1) === node && file.language === 'ruby') continue;
        return { at: node, by: name, other: text(node.value) };
      }
      return undefined;
    },
  }),
  fault({
    id: 'only-last-turn',
    languages: ALL,
    source: 'CodeQL; PVS-Studio V519; Sonar S4143',
    on: 'fn',
    find(fn, { text, file }) {
      for (const { loop, before, after } of loopsOf(fn)) {
        if (loop.how === 'while' || breaks(loop.body)) continue;
        for (const node of loop.body) {
          const set = node.kind === 'do' ? node.value : node;
          if (set.kind !== 'assign' || set.operator !== '=' || set.declares !== undefined || !isName(set.target) || !set.value) continue;
          const { name } = set.target;
          const start = before.find((each): each is Assign => each.kind === 'assign' && isName(each.target, name));
          if (!start || !isStart(start.value) || isStart(set.value) || reads(name, [set.value])) continue;
          const others = loop.body.filter((each) => each !== node);
          if (some(others, (each) => isName(each, name)) || some([set.value], (each) => each.kind === 'literal' && each.of === 'truth'))
            continue;
          if (!loopReads(loop, set.value) || !some(after, (each) => isName(each, name))) continue;
          const isEmpty = isLiteral(start.value, 'number', 'text') && /^(?:0(?:\.0)?|)$/.test(start.value.value);
          const sign = isEmpty ? ' += ' : undefined;
          return {
            at: set,
            by: name,
            also: { file, at: loop },
            other: text(start),
            ...(sign && { fix: [{ start: set.target.end, end: set.value.start, text: sign }] }),
          };
        }
      }
      return undefined;
    },
  }),
  fault({
    id: 'begins-anew-each-turn',
    languages: ALL,
    source: 'CodeQL; PVS-Studio; CWE-665',
    on: 'fn',
    find(fn, { file, text }) {
      for (const { loop, before, after } of loopsOf(fn)) {
        if (loop.how === 'while' || breaks(loop.body)) continue;
        for (const [at, node] of loop.body.entries()) {
          const set = node.kind === 'do' ? node.value : node;
          if (set.kind !== 'assign' || set.operator !== '=' || !isName(set.target) || !isStart(set.value)) continue;
          const { name } = set.target;
          const rest = loop.body.slice(at + 1);
          const isOuter =
            /^(?:python|php|ruby)$/.test(file.language) ||
            set.declares === 'var' ||
            (set.declares === undefined && some(before, (each) => each.kind === 'assign' && isName(each.target, name)));
          const fills = [...nodesIn(rest, isFn)].some((each) => addedTo(each) === name);
          if (!isOuter || !fills || isRead(name, rest) || isRead(name, loop.body.slice(0, at)) || !isRead(name, after)) continue;
          const again = after.find((each) => each.kind === 'assign' && isName(each.target, name) && each.operator === '=');
          if (again) continue;
          return { at: set, by: name, other: text(set.value!), also: { file, at: loop }, fix: beforeLoop(node, rest[0]!, loop, file) };
        }
      }
      return undefined;
    },
  }),
  fault({
    id: 'last-group-lost',
    languages: ALL,
    source: 'CWE-193; CodeQL',
    on: 'fn',
    find(fn, { file, text }) {
      for (const { loop, after } of loopsOf(fn)) {
        if (loop.how === 'while') continue;
        for (const node of nodesIn(loop.body, isFn)) {
          if (node.kind !== 'branch') continue;
          for (const list of [node.then, node.otherwise ?? []]) {
            const kept = list.find(
              (each) =>
                each.kind === 'do' &&
                each.value.kind === 'call' &&
                PUTS_IN.test(callName(each.value)) &&
                isName(each.value.args.at(-1)?.value),
            );
            const call = kept?.kind === 'do' && kept.value.kind === 'call' ? kept.value : undefined;
            const group = call?.args.at(-1)?.value;
            const list_ = call && receiverOf(call);
            if (!call || !isName(group) || !isName(list_)) continue;
            const { name } = group;
            const renewed = list.some(
              (each) => each.kind === 'assign' && isName(each.target, name) && each.operator === '=' && each.start > call.start,
            );
            const filled = [...nodesIn(loop.body, isFn)].some((each) => addedTo(each) === name);
            if (!renewed || !filled || some(after, (each) => isName(each, name)) || !some(after, (each) => isName(each, list_.name)))
              continue;
            return { at: call, by: name, other: text(list_), also: { file, at: loop } };
          }
        }
      }
      return undefined;
    },
  }),
  fault({
    id: 'own-result-dropped',
    languages: [...LIKE_C, 'python', 'go', 'kotlin'],
    source: 'CodeQL; Sonar S2201; PVS-Studio V530',
    on: 'do',
    find({ value }, { fn, file, text, path }) {
      const own = nameOfFn(fn, path);
      if (
        !fn ||
        own === '' ||
        value.kind !== 'call' ||
        callName(value) !== own ||
        value.args.length !== fn.params.filter(({ implicit, name }) => !implicit && !/^(?:self|cls)$/.test(name)).length
      )
        return undefined;
      const receiver = receiverOf(value);
      if (receiver && !/^(?:self|this|\$this)$/.test(receiver.kind === 'name' ? receiver.name : '')) return undefined;
      const returns = [...nodesIn(fn.body, isFn)].filter((node) => node.kind === 'return');
      const given = returns.filter(
        (node) =>
          node.kind === 'return' &&
          node.value !== undefined &&
          !isLiteral(node.value, 'nothing') &&
          !/^(?:this|self|\$this)$/.test(lastName(node.value)),
      );
      const names = new Set(fn.params.map(({ name }) => name));
      const isChanging =
        [...names].some((name) => changeOf(name, fn.body) !== undefined) ||
        some(fn.body, (node) => node.kind === 'assign' && (node.target.kind === 'member' || node.target.kind === 'index')) !== undefined ||
        some(fn.body, (node) => node.kind === 'call' && node !== value && PUTS_IN.test(callName(node))) !== undefined;
      // What it is given to fill goes from call to call.
      const params = fn.params.filter(({ implicit, name }) => !implicit && !/^(?:self|cls)$/.test(name));
      const isKept = given.some(
        (node) =>
          node.kind === 'return' &&
          isName(node.value) &&
          params.some(({ name }, at) => isName(node.value, name) && isName(value.args[at]?.value, name)),
      );
      if (given.length === 0 || given.length < returns.length || isChanging || isKept || fn.words.includes('generator')) return undefined;
      if (given.every((node) => node.kind === 'return' && isLiteral(node.value, 'truth') && node.start > value.start)) return undefined;
      return {
        at: value,
        by: own,
        also: { file, at: given[0]! },
        other: text(given[0]!),
        fix: [{ start: value.start, end: value.start, text: 'return ' }],
      };
    },
  }),
  fault({
    id: 'parameter-set-only',
    languages: UNCHECKED,
    source: 'ESLint no-param-reassign; Sonar S1226; SpotBugs IP_PARAMETER_IS_DEAD_BUT_OVERWRITTEN; Ruff F841; Error Prone UnusedVariable',
    on: 'fn',
    find(fn, { text, file }) {
      for (const param of fn.params) {
        const { name } = param;
        if (
          name === '' ||
          param.implicit ||
          /^(?:self|cls|this)$/.test(name) ||
          /[&*]|\bout\b|\bref\b/.test(`${text(param)}${param.type ?? ''}`)
        )
          continue;
        const all = assignsOf(name, fn.body);
        const last = all.at(-1);
        if (
          !last ||
          !isName(last.target) ||
          !last.value ||
          last.declares !== undefined ||
          last.target.kind !== 'name' ||
          fn.body.at(-1) !== last
        )
          continue;
        if (isLiteral(last.value, 'nothing') || (isName(last.value) && /^(?:null|None|undefined|nil)$/.test(last.value.name))) continue;
        if (file.language === 'ruby' || some(fn.body, (node) => isFn(node) && reads(name, node.body))) continue;
        return { at: last, by: name, other: fn.name || 'the function' };
      }
      return undefined;
    },
  }),
  fault({
    id: 'returns-from-callback',
    languages: SCRIPT,
    source: 'ESLint array-callback-return (checkForEach); Sonar S3796; unicorn/no-array-for-each',
    on: 'call',
    find(call, { fn, file, text }) {
      const [first] = call.args.map(({ value }) => value);
      if (callName(call) !== 'forEach' || first?.kind !== 'fn' || first.short || !fn) return undefined;
      const given = [...nodesIn(first.body, isFn)].find(
        (node) => node.kind === 'return' && node.value !== undefined && node.value.kind !== 'call' && !isName(node.value, 'undefined'),
      );
      const others = [...nodesIn(fn.body, isFn)].filter((node) => node.kind === 'return');
      const isAfter = others.some(
        (node) =>
          node.start > call.end &&
          node.kind === 'return' &&
          (node.value === undefined || isLiteral(node.value) || /^(?:undefined|null)$/.test(lastName(node.value))),
      );
      if (given?.kind !== 'return' || !given.value || (others.length > 0 && !isAfter)) return undefined;
      return { at: given, by: text(given.value), also: { file, at: call } };
    },
  }),
  fault({
    id: 'kept-between-calls',
    languages: [...SCRIPT, 'python'],
    source: 'Pylint global-variable-not-assigned; CodeQL; Sonar S6019',
    on: 'fn',
    find(fn, { file, files, text, path }) {
      const returned = fn.body.at(-1);
      const value = returned?.kind === 'return' ? returned.value : undefined;
      if (!value || nameOfFn(fn, path) === '') return undefined;
      for (const loop of fn.body) {
        if (loop.kind !== 'loop') continue;
        for (const node of nodesIn(loop.body, isFn)) {
          const name = addedTo(node);
          if (
            name === undefined ||
            !reads(name, [value]) ||
            fn.params.some((each) => each.name === name) ||
            assignsOf(name, fn.body).some(({ operator, target }) => operator === '=' && isName(target))
          )
            continue;
          const [made, ...more] = assignsOf(name, file.code);
          if (!made || more.length > 0 || !isStart(made.value) || !isName(made.target)) continue;
          if (isLiteral(made.value, 'text')) continue;
          const isCleared = files.some((each) =>
            some(
              each.code,
              (other) =>
                (other.kind === 'call' &&
                  /^(?:clear|splice|pop|shift|delete)$/.test(callName(other)) &&
                  lastName(receiverOf(other)) === name) ||
                (other.kind === 'assign' &&
                  other !== made &&
                  other.operator === '=' &&
                  (isName(other.target, name) ||
                    (other.target.kind === 'member' && other.target.name === 'length' && isName(other.target.of, name)))),
            ),
          );
          if (!isCleared) return { at: node, by: name, other: text(made.value!), also: { file, at: made } };
        }
      }
      return undefined;
    },
  }),
  fault({
    id: 'loop-variable-set',
    languages: [...SCRIPT, 'python', 'php', 'java', 'ruby'],
    source: 'Ruff PLW2901; Pylint redefined-loop-name; Sonar S1226; ESLint no-param-reassign; PHP manual, foreach',
    on: ['loop', 'fn'],
    find(node, { path, text, file }) {
      const call = node.kind === 'fn' ? path.at(-1) : undefined;
      const isBlock = call?.kind === 'call' && /^(?:each|forEach)$/.test(callName(call)) && receiverOf(call) !== undefined;
      const over =
        node.kind === 'loop'
          ? node.how === 'each' && node.declares !== '&'
            ? node.over
            : undefined
          : isBlock && call?.kind === 'call'
            ? receiverOf(call)
            : undefined;
      const target = node.kind === 'loop' ? node.target : node.params[0]?.pattern;
      const last = node.body.at(-1);
      const set = last?.kind === 'do' ? last.value : last;
      if (!over || !target || set?.kind !== 'assign' || set.declares !== undefined || !(over.kind === 'name' || over.kind === 'member'))
        return undefined;
      // An array of PHP is a copy in each turn.
      const own = isName(set.target) ? set.target : file.language === 'php' && set.target.kind === 'index' ? rootOf(set.target) : undefined;
      const names = namesSet(target);
      if (!own || !names.includes(own.name) || (names.length > 1 && own.name !== names.at(-1))) return undefined;
      const isUsed = path.some((each) => isFn(each) && some(each.body, (inner) => inner.start >= node.end && isName(inner, own.name)));
      return isUsed ? undefined : { at: set, by: own.name, other: text(over) };
    },
  }),
  fault({
    id: 'counter-used-twice',
    languages: [...SCRIPT, 'php', 'cpp', 'csharp', 'java'],
    source: 'Sonar S1994; PVS-Studio V535; Pylint redefined-outer-name; Ruff PLW2901',
    on: 'loop',
    find(loop, { path, file }) {
      const name = counterOf(loop);
      const outer =
        name === undefined ? undefined : path.findLast((node): node is Loop => node.kind === 'loop' && counterOf(node) === name);
      const crosses = outer && path.some((node) => isFn(node) && within(node, outer));
      if (!outer || name === undefined || crosses || loop.how !== 'count' || outer.how !== 'count') return undefined;
      const declared = loop.init?.find((each) => each.kind === 'assign');
      if (declared?.kind === 'assign' && /^(?:let|const)$/.test(declared.declares ?? '')) return undefined;
      const isScript = /^(?:javascript|typescript|tsx)$/.test(file.language);
      const fix =
        !isScript || !declared
          ? undefined
          : file.text.startsWith('var', declared.start)
            ? replaced({ start: declared.start, end: declared.start + 3 }, 'let')
            : inserted(declared.start, 'let ');
      return { at: loop, of: loop.init?.[0] ?? loop, by: name, also: { file, at: outer }, fix };
    },
  }),
];

/** Whether a value reads what a loop's turn gives. */
function loopReads(loop: Loop, value: Expr): boolean {
  const names = loop.target
    ? namesSet(loop.target)
    : (loop.init ?? []).flatMap((each) => (each.kind === 'assign' ? namesSet(each.target) : []));
  const derived = loop.body.flatMap((node) =>
    node.kind === 'assign' && node.value && names.some((name) => reads(name, [node.value!])) ? namesSet(node.target) : [],
  );
  return [...names, ...derived].some((name) => reads(name, [value]));
}

function counterOf(loop: Loop): string | undefined {
  const [first] = loop.init ?? [];
  return first?.kind === 'assign' && isName(first.target) ? first.target.name : undefined;
}

/** A statement of a loop before it. */
function beforeLoop(node: Span, next: Span, loop: Span, { text }: SyntaxFile): Hit['fix'] {
  const written = text.slice(node.start, next.start).trimEnd();
  return /\n/.test(written)
    ? undefined
    : [...statementBefore(loop, written, text), ...replaced({ start: node.start, end: next.start }, '')];
}
