import { nodesIn, type Expr, type Fn, type Ir, type Span } from '../../../syntax/lower/ir';
import { within } from '../../../syntax/lower/places';
import { replaced, wrapped } from './edits';
import { fault, SCRIPT, type Around, type Fault, type Hit } from './fault';
import { callName, isFn, isMethod, isName, isSteady, receiverOf, rootOf, some } from './shapes';

const THENABLE = /^(?:then|catch|finally)$/;
/** Calls that take promises: what is given to them is waited for, or meant to run alone. */
const TAKES =
  /^(?:all|allSettled|race|any|create_task|ensure_future|gather|wait|wait_for|as_completed|run|run_until_complete|shield|WhenAll|WhenAny|Run|void|setTimeout|then|resolve|push|append|add)$/;

/** Whether a name is awaited, or given to what waits, somewhere in a function. */
function isWaitedFor(name: string, inside: readonly Ir[]): boolean {
  return (
    some(inside, (node) => {
      if (node.kind === 'same' && node.how === 'await') return some([node.of], (each) => isName(each, name)) !== undefined;
      if (node.kind !== 'call') return false;
      if (TAKES.test(callName(node)))
        return (
          some(
            node.args.map(({ value }) => value),
            (each) => isName(each, name),
          ) !== undefined || rootOf(node.callee)?.name === name
        );
      return node.callee.kind === 'member' && THENABLE.test(node.callee.name) && isName(node.callee.of, name);
    }) !== undefined
  );
}

/** Where a value is used as what it stands for: a member, an element, an operand, what a loop goes through. */
function usedAsValue(node: Ir, parent: Ir | undefined): boolean {
  switch (parent?.kind) {
    case 'member':
      return (
        !THENABLE.test(parent.name) &&
        !/^(?:add_done_callback|cancel|Result|Wait|GetAwaiter|ContinueWith|ConfigureAwait|send|close)$/.test(parent.name)
      );
    case 'index':
      return parent.of === node;
    case 'operate':
      return !/^(?:void|typeof|!==?|===?|is|is not|instanceof)$/.test(parent.operator);
    case 'loop':
      return parent.over === node;
    case 'branch':
      return parent.condition === node;
    case 'literal':
      return true;
    default:
      return false;
  }
}

function useOf(name: string, inside: readonly Ir[]): Ir | undefined {
  const pending: { node: Ir; parent?: Ir }[] = [...nodesIn(inside)].flatMap((parent) =>
    directNames(parent, name).map((node) => ({ node, parent })),
  );
  return pending.find(({ node, parent }) => usedAsValue(node, parent))?.node;
}

/** Whether a function of the program is given a name and uses it as a value. */
function isTakenApart(name: string, inside: readonly Ir[], { named }: Around): boolean {
  return [...nodesIn(inside)].some((node) => {
    const place = node.kind === 'call' ? node.args.findIndex(({ value }) => isName(value, name)) : -1;
    const callee = place < 0 || node.kind !== 'call' ? undefined : named(callName(node))?.fn;
    const given = callee?.params.filter(({ implicit }) => !implicit)[place];
    return given !== undefined && !isWaitedFor(given.name, callee!.body) && useOf(given.name, callee!.body) !== undefined;
  });
}

function directNames(parent: Ir, name: string): Ir[] {
  const inner: (Ir | undefined)[] =
    parent.kind === 'member' || parent.kind === 'same'
      ? [parent.of]
      : parent.kind === 'index'
        ? [parent.of]
        : parent.kind === 'operate'
          ? [...parent.operands]
          : parent.kind === 'loop'
            ? [parent.over]
            : parent.kind === 'branch'
              ? [parent.condition]
              : parent.kind === 'literal'
                ? [...(parent.parts ?? [])]
                : [];
  return inner.filter((each): each is Ir => isName(each, name));
}

/** Languages in which a call without a receiver never runs a method. */
const BARE_IS_NO_METHOD = /^(?:javascript|typescript|tsx|python|php|go)$/;

/** What the values of a language have themselves. */
const OF_VALUES: ReadonlySet<string> = new Set([
  ...[Array, String, Map, Set, RegExp, Date, Number, Promise, Object, Function].flatMap((type) =>
    Object.getOwnPropertyNames(type.prototype),
  ),
  ...[
    'append',
    'extend',
    'insert',
    'remove',
    'clear',
    'copy',
    'count',
    'index',
    'items',
    'pop',
    'popleft',
    'update',
    'setdefault',
    'format',
  ],
  ...[
    'strip',
    'read',
    'write',
    'readline',
    'readlines',
    'close',
    'flush',
    'send',
    'put',
    'wait',
    'start',
    'run',
    'cancel',
    'result',
    'group',
  ],
]);

/** The function of the workspace that a call runs, by its name; none where a value of the language has a method of that name. */
function calledFunction(call: Extract<Expr, { kind: 'call' }>, around: Around): ReturnType<Around['named']> {
  const name = callName(call);
  const found = name === '' ? undefined : around.named(name);
  if (!found) return undefined;
  const receiver = receiverOf(call);
  if (!receiver) return BARE_IS_NO_METHOD.test(around.file.language) && isMethod(found.file.code, found.fn) ? undefined : found;
  const from = receiver.kind === 'name' ? receiver.name : '';
  const isKnown = /^(?:self|this)$/.test(from) || around.file.imports.some(({ local }) => local === from);
  return isKnown || !OF_VALUES.has(name) ? found : undefined;
}

/** The asynchronous function of the workspace that a call runs. */
function asyncCallee(call: Extract<Expr, { kind: 'call' }>, around: Around): ReturnType<Around['named']> {
  const receiver = receiverOf(call);
  if (call.makes || (receiver && !isName(receiver) && receiver.kind !== 'member')) return undefined;
  const found = calledFunction(call, around);
  return found && found.fn.words.includes('async') && !found.fn.words.includes('generator') && !hasYield(found.fn.body) ? found : undefined;
}

function hasYield(body: readonly Ir[]): boolean {
  return some(body, (node) => node.kind === 'same' && node.how === 'yield', isFn) !== undefined;
}

function awaited(call: Expr, around: Around): Hit['fix'] {
  if (!around.fn?.words.includes('async')) return undefined;
  const needsBrackets = around.parent?.kind === 'member' || around.parent?.kind === 'index';
  return needsBrackets
    ? [
        { start: call.start, end: call.start, text: '(await ' },
        { start: call.end, end: call.end, text: ')' },
      ]
    : [{ start: call.start, end: call.start, text: 'await ' }];
}

export const waiting: readonly Fault[] = [
  fault({
    id: 'await-missing',
    languages: [...SCRIPT, 'python', 'csharp'],
    source: 'typescript-eslint no-floating-promises, no-misused-promises; Pylint; CS4014; SonarPython S7498',
    on: 'call',
    find(call, around) {
      const callee = asyncCallee(call, around);
      const { parent, fn, path } = around;
      if (
        !callee ||
        path.some(
          (node) => (node.kind === 'same' && node.how === 'await') || (node.kind === 'call' && TAKES.test(callName(node)) && node !== call),
        )
      )
        return undefined;
      const also = { file: callee.file, at: callee.fn };
      const hit = {
        at: call,
        by: callName(call),
        other: `await ${around.text(call)}`,
        also,
        ...(awaited(call, around) && { fix: awaited(call, around) }),
      };
      if (usedAsValue(call, parent)) return hit;
      // A coroutine that nothing awaits never runs.
      if (parent?.kind === 'do' && around.file.language === 'python') return hit;
      if (parent?.kind === 'assign' && isName(parent.target) && parent.value === call && fn) {
        const rest = fn.body;
        if (isWaitedFor(parent.target.name, rest)) return undefined;
        const returned = some(
          rest,
          (node) =>
            node.kind === 'return' &&
            node.value !== undefined &&
            node.value.kind !== 'name' &&
            holdsName(node.value, parent.target.kind === 'name' ? parent.target.name : ''),
        );
        return useOf(parent.target.name, rest) || returned || isTakenApart(parent.target.name, rest, around) ? hit : undefined;
      }
      return undefined;
    },
  }),
  fault({
    id: 'async-test',
    languages: SCRIPT,
    source: 'typescript-eslint no-misused-promises',
    on: 'call',
    find(call, { parent, fn, text }) {
      const [first] = call.args;
      if (
        !/^(?:filter|some|every|find|findIndex|findLast)$/.test(callName(call)) ||
        first?.value.kind !== 'fn' ||
        !first.value.words.includes('async')
      )
        return undefined;
      if (parent?.kind === 'same' && parent.how === 'await') return undefined;
      return { at: call, by: callName(call), fix: fn?.words.includes('async') ? testedFirst(call, first.value, text) : undefined };
    },
  }),
  fault({
    id: 'async-each',
    languages: SCRIPT,
    source: 'typescript-eslint no-misused-promises; Sonar S6544; unicorn/no-array-for-each',
    on: 'call',
    find(call, { text }) {
      const [first] = call.args;
      const receiver = receiverOf(call);
      if (callName(call) !== 'forEach' || first?.value.kind !== 'fn' || !first.value.words.includes('async') || !receiver) return undefined;
      if (!some(first.value.body, (node) => node.kind === 'same' && node.how === 'await')) return undefined;
      const [target] = first.value.params;
      const fix = target && first.value.params.length === 1 ? eachLoopFix(call, receiver, target, first.value, text) : undefined;
      return { at: call, of: call.callee, ...(fix && { fix }) };
    },
  }),
  fault({
    id: 'promises-in-list',
    languages: SCRIPT,
    source: 'typescript-eslint no-misused-promises; Sonar S6544',
    on: 'call',
    find(call, { parent, fn, path }) {
      const [first] = call.args;
      if (callName(call) !== 'map' || first?.value.kind !== 'fn' || !first.value.words.includes('async')) return undefined;
      if (path.some((node) => (node.kind === 'call' && TAKES.test(callName(node))) || (node.kind === 'same' && node.how === 'await')))
        return undefined;
      const name = parent?.kind === 'assign' && isName(parent.target) ? parent.target.name : undefined;
      if (name !== undefined && fn) {
        if (isWaitedFor(name, fn.body)) return undefined;
        return some(
          fn.body,
          (node) =>
            node.kind === 'member' &&
            isName(node.of, name) &&
            /^(?:reduce|filter|sort|join|find|some|every|map|forEach|flat)$/.test(node.name),
        )
          ? { at: call, fix: waitForAll(call, fn) }
          : undefined;
      }
      return parent?.kind === 'member' ? { at: call, fix: waitForAll(call, fn) } : undefined;
    },
  }),
  fault({
    id: 'returned-out-of-try',
    languages: SCRIPT,
    source: 'typescript-eslint return-await',
    on: 'return',
    find(node, around) {
      const { value } = node;
      const tried = around.path.findLast((each) => each.kind === 'try');
      const inner = around.path.findLast(isFn);
      if (value?.kind !== 'call' || tried?.kind !== 'try' || tried.catches.length === 0 || (inner && tried.start < inner.start))
        return undefined;
      if (!tried.body.some((each) => within(node, each)) || !asyncCallee(value, around) || !around.fn?.words.includes('async'))
        return undefined;
      return { at: node, of: value, by: callName(value), fix: [{ start: value.start, end: value.start, text: 'await ' }] };
    },
  }),
  fault({
    id: 'gives-nothing',
    languages: [...SCRIPT, 'python', 'php'],
    source: 'Pylint assignment-from-no-return; PHPStan; Sonar S3699',
    on: 'call',
    find(call, around) {
      const receiver = receiverOf(call);
      // What a variable holds may have another method of that name: a pattern's `test`.
      const from = receiver?.kind === 'name' ? receiver.name : undefined;
      const isOwn =
        !receiver || (from !== undefined && (/^(?:self|this)$/.test(from) || around.file.imports.some(({ local }) => local === from)));
      const callee = isOwn ? calledFunction(call, around) : undefined;
      if (
        !callee ||
        call.makes ||
        callee.fn.short ||
        callee.fn.body.length === 0 ||
        hasYield(callee.fn.body) ||
        callee.fn.words.some((word) => /^(?:async|abstract|generator|get)$/.test(word))
      )
        return undefined;
      if (some(callee.fn.body, (node) => node.kind === 'return' && node.value !== undefined, isFn)) return undefined;
      if (callee.fn.body.every((node) => node.kind === 'throw' || (node.kind === 'do' && node.value.kind !== 'call'))) return undefined;
      const { parent } = around;
      const isUsed =
        usedAsValue(call, parent) ||
        (parent?.kind === 'assign' &&
          parent.value === call &&
          isName(parent.target) &&
          around.fn !== undefined &&
          useOf(parent.target.name, around.fn.body) !== undefined) ||
        (parent?.kind === 'call' &&
          parent.args[0]?.value === call &&
          /^(?:assert|equal|strictEqual|deepEqual|deepStrictEqual|expect|is|assert[A-Z]\w*)$/.test(callName(parent)));
      return isUsed ? { at: call, by: callName(call), also: { file: callee.file, at: callee.fn } } : undefined;
    },
    fits: (_wanted, got) => (/^(?:undefined|None|null)$/i.test(got.trim()) ? true : undefined),
  }),
];

function holdsName(node: Ir, name: string): boolean {
  return some([node], (each) => isName(each, name)) !== undefined;
}

function eachLoopFix(
  call: Ir,
  receiver: Expr,
  target: { start: number; end: number },
  fn: Extract<Ir, { kind: 'fn' }>,
  text: Around['text'],
): Hit['fix'] {
  const [first, last] = [fn.body[0], fn.body.at(-1)];
  if (!first || !last || fn.short) return undefined;
  const open = text(fn).indexOf('{', text(fn).indexOf('=>'));
  if (open < 0) return undefined;
  return [
    { start: call.start, end: fn.start + open, text: `for (const ${text(target)} of ${text(receiver)}) ` },
    { start: fn.end, end: call.end, text: '' },
  ];
}

/** Where a function may wait, its list of promises becomes one of their values. */
function waitForAll(call: Span, fn: Fn | undefined): Hit['fix'] {
  return fn?.words.includes('async') ? wrapped(call, '(await Promise.all(', '))') : undefined;
}

/** What an asynchronous test says of each element, before the list is asked. */
function testedFirst(call: Expr, test: Expr, text: Around['text']): Hit['fix'] {
  const list = receiverOf(call);
  if (!list) return undefined;
  const all = `(await Promise.all(${text(list)}.map(${text(test)})))`;
  const name = callName(call);
  if (/^(?:some|every|findIndex)$/.test(name)) return replaced(call, `${all}.${name}(Boolean)`);
  return name === 'filter' && isSteady(list)
    ? replaced(call, `((kept) => ${text(list)}.filter((_, index) => kept[index]))${all}`)
    : undefined;
}
