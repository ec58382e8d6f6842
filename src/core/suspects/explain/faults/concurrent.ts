import { escapePattern } from '../../../escapePattern';
import { nodesIn, type Expr, type Fn, type Ir, type Stmt } from '../../../syntax/lower/ir';
import { replaced, statementBefore, wrapped } from './edits';
import { fault, type Around, type Fault, type Hit } from './fault';
import { assignsOf, callName, isFn, isName, listsIn, reads, receiverOf, some, valueOf } from './shapes';
import { bare, typeIn } from './types';

const STALLED = /all goroutines are asleep|deadlock|[tT]imed? ?out|test timed out/;

/** The call that a statement is. */
const callOf = (node: Stmt | undefined): Extract<Expr, { kind: 'call' }> | undefined =>
  node?.kind === 'do' && node.value.kind === 'call' ? node.value : undefined;

/** What a statement locks, as written: `s.mu` of `s.mu.Lock()`. */
function lockedBy(node: Stmt | undefined, { text }: Pick<Around, 'text'>): string | undefined {
  const call = callOf(node);
  const receiver = call && receiverOf(call);
  return receiver && call.args.length === 0 && /^(?:Lock|RLock|lock)$/.test(callName(call)) ? text(receiver) : undefined;
}

const unlocks = (node: Ir, lock: string, { text }: Pick<Around, 'text'>): boolean =>
  some([node], (each) => {
    const receiver = receiverOf(each);
    return receiver !== undefined && /^(?:Unlock|RUnlock|unlock)$/.test(callName(each)) && text(receiver) === lock;
  }) !== undefined;

/** A return below a statement that leaves while a lock is held. */
function leavesLocked(node: Stmt, lock: string, around: Around): Ir | undefined {
  for (const list of node.kind === 'branch' || node.kind === 'loop' || node.kind === 'block' || node.kind === 'switch'
    ? listsIn([node])
    : [[node]]) {
    const at = list.findIndex((each) => each.kind === 'return');
    if (at >= 0 && !list.slice(0, at + 1).some((each) => unlocks(each, lock, around))) return list[at];
  }
  return undefined;
}

const HOLDS_LOCK = /^(?:sync\.)?(?:Mutex|RWMutex|WaitGroup|Once|Cond)$/;

/** The first lock among the fields of a struct. */
function lockIn(type: string, { types }: Pick<Around, 'types'>): string | undefined {
  return [...(types().get(bare(type))?.fields ?? [])].find(([, each]) => HOLDS_LOCK.test(each))?.[0];
}

/** Goroutines, threads, locks and what runs later. */
export const concurrent: readonly Fault[] = [
  fault({
    id: 'defer-in-loop',
    languages: ['go'],
    source: 'revive defer; gocritic deferInLoop; Staticcheck',
    on: 'do',
    find(node, { text, path, file }) {
      if (!/^defer\b/.test(text(node))) return undefined;
      const at = path.findLastIndex((each) => each.kind === 'loop' || each.kind === 'fn');
      const loop = path[at];
      if (
        loop?.kind !== 'loop' ||
        (some(loop.body, (each) => each.kind === 'return' || (each.kind === 'jump' && /^break/.test(each.how)), isFn) &&
          loop.body.at(-1)?.kind === 'return')
      )
        return undefined;
      return { at: node, also: { file, at: loop } };
    },
  }),
  fault({
    id: 'added-in-goroutine',
    languages: ['go'],
    source: 'Staticcheck SA2000; go vet waitgroup',
    on: 'call',
    find(call, around) {
      const receiver = receiverOf(call);
      if (
        callName(call) !== 'Add' ||
        !receiver ||
        !(/WaitGroup/.test(typeIn(receiver, around) ?? '') || /^(?:wg|waitGroup|group)$/i.test(around.text(receiver)))
      )
        return undefined;
      const fn = around.path.findLast(isFn);
      return fn &&
        fn.name === '' &&
        fn.body[0]?.kind === 'do' &&
        fn.body[0].value === call &&
        /\bgo\s*$/.test(around.file.text.slice(Math.max(0, fn.start - 10), fn.start))
        ? { at: call, by: around.text(receiver), fix: addedBefore(fn, around) }
        : undefined;
    },
  }),
  fault({
    id: 'breaks-switch-only',
    languages: ['go'],
    source: 'Staticcheck SA4011',
    on: 'jump',
    find(node, { text, path, file }) {
      if (!/^break\s*;?$/.test(text(node))) return undefined;
      const at = path.findLastIndex((each) => each.kind === 'loop' || each.kind === 'switch' || each.kind === 'fn');
      const outer = path.slice(0, Math.max(at, 0)).findLast((each) => each.kind === 'loop' || each.kind === 'switch' || each.kind === 'fn');
      const own = path[at];
      // A `break` at the end of a case would be needless: it was meant for the loop.
      if (
        own?.kind !== 'switch' ||
        !own.cases.some(({ body }) => body.at(-1) === node) ||
        outer?.kind !== 'loop' ||
        outer.how !== 'while' ||
        outer.condition ||
        outer.body.at(-1) !== own
      )
        return undefined;
      const label = [...statementBefore(outer, 'turns:', file.text), ...replaced(node, 'break turns')];
      return { at: node, also: { file, at: outer }, fix: /\bturns\b/.test(file.text) ? undefined : label };
    },
  }),
  fault({
    id: 'async-void',
    languages: ['csharp'],
    source: 'Roslyn VSTHRD100; AsyncFixer03; Sonar S3168',
    on: 'fn',
    find(fn, { file }) {
      if (
        !fn.words.includes('async') ||
        fn.result !== 'void' ||
        fn.params.some(({ type }) => /EventArgs|^object\??$/.test(type ?? '')) ||
        fn.words.includes('override')
      )
        return undefined;
      const at = file.text.slice(fn.start, fn.start + 200).search(/\bvoid\b/);
      return at < 0
        ? undefined
        : {
            at: { start: fn.start + at, end: fn.start + at + 4 },
            by: fn.name,
            fix: [{ start: fn.start + at, end: fn.start + at + 4, text: 'Task' }],
          };
    },
  }),
  fault({
    id: 'defer-evaluates-now',
    languages: ['go'],
    source: 'revive defer; gocritic; 100 Go Mistakes 47; Go specification, "Defer statements"',
    on: 'do',
    find(node, { text, fn, file }) {
      if (!fn || !/^defer\b/.test(text(node)) || node.value.kind !== 'opaque') return undefined;
      const [call] = node.value.parts;
      if (call?.kind !== 'call' || call.callee.kind === 'fn') return undefined;
      for (const { value } of call.args) {
        const fix = wrapped(call, 'func() { ', ' }()');
        if (callName(value) === 'Since') return { at: node, by: text(value), fix };
        if (!isName(value)) continue;
        const later = assignsOf(value.name, fn.body).find((each) => each.start > node.end && each.declares === undefined);
        if (later) return { at: node, by: value.name, also: { file, at: later }, fix };
      }
      return undefined;
    },
  }),
  fault({
    id: 'lock-copied',
    languages: ['go'],
    source: 'go vet copylocks; Staticcheck SA; 100 Go Mistakes 74',
    on: 'fn',
    find(fn, around) {
      for (const param of fn.params) {
        const { type } = param;
        if (type === undefined || /^[*[]|^map|^chan|^func/.test(type)) continue;
        const lock = HOLDS_LOCK.test(type) ? param.name : lockIn(type, around);
        if (lock === undefined) continue;
        const used = some(
          fn.body,
          (node) =>
            /^(?:Lock|RLock|Wait|Done|Add|Do)$/.test(callName(node)) && around.text(receiverOf(node) ?? node).startsWith(param.name),
        );
        const at = around.file.text.indexOf(type, param.end);
        if (used)
          return {
            at: param,
            by: type,
            other: around.text(used),
            also: { file: around.file, at: used },
            ...(at > 0 && at < param.end + 5 && { fix: [{ start: at, end: at, text: '*' }] }),
          };
      }
      return undefined;
    },
    fails: (error) => STALLED.test(error),
  }),
  fault({
    id: 'lock-kept',
    languages: ['go', 'java', 'cpp', 'csharp', 'kotlin'],
    source: 'SpotBugs UL_UNRELEASED_LOCK; Sonar S2222; Staticcheck SA2003; PVS-Studio V1020; gocritic',
    on: 'fn',
    find(fn, around) {
      for (const list of listsIn(fn.body))
        for (const [index, node] of list.entries()) {
          const lock = lockedBy(node, around);
          if (lock === undefined) continue;
          const after = list.slice(index + 1);
          const end = after.findIndex(
            (each) =>
              (callOf(each) !== undefined || /^defer\b/.test(around.text(each)) || each.kind === 'try') && unlocks(each, lock, around),
          );
          if (end < 0) continue;
          const left = after
            .slice(0, end)
            .map((each) => leavesLocked(each, lock, around))
            .find((each) => each !== undefined);
          if (left) return { at: left, by: lock, also: { file: around.file, at: node } };
        }
      return undefined;
    },
    fails: (error) => STALLED.test(error),
  }),
  fault({
    id: 'lock-again',
    languages: ['go', 'cpp'],
    source: 'go-deadlock; Clang thread-safety analysis; CERT CON; PVS-Studio V1011',
    on: 'fn',
    find(fn, around) {
      const { text, types, file } = around;
      const receiver = fn.params.find(({ implicit }) => implicit);
      const own = receiver?.type === undefined ? undefined : types().get(bare(receiver.type));
      if (!receiver || !own) return undefined;
      for (const [index, node] of fn.body.entries()) {
        const lock = lockedBy(node, around);
        if (lock === undefined || !lock.startsWith(`${receiver.name}.`) || !/\.Lock\(\)/.test(text(node))) continue;
        for (const each of fn.body.slice(index + 1)) {
          if (callOf(each) !== undefined && unlocks(each, lock, around)) break;
          const call = some(
            [each],
            (inner) => {
              const callee = isName(receiverOf(inner), receiver.name) ? own.methods.get(callName(inner)) : undefined;
              const self = callee?.params.find(({ implicit }) => implicit)?.name ?? '';
              const wanted = `${self}${lock.slice(receiver.name.length)}`;
              return callee !== undefined && callee.body.some((stmt) => lockIs(stmt, wanted, callee, around));
            },
            isFn,
          );
          if (call) return { at: call, by: lock, other: callName(call), also: { file, at: node } };
        }
      }
      return undefined;
    },
    fails: (error) => STALLED.test(error),
  }),
  fault({
    id: 'channel-never-closed',
    languages: ['go'],
    source: 'Go tour "Range and Close"; 100 Go Mistakes; gopls',
    on: 'loop',
    find(loop, around) {
      if (loop.how !== 'each' || !isName(loop.over)) return undefined;
      const made = valueOf(loop.over, around);
      const isChannel = /^(?:<-)?chan\b/.test(typeIn(loop.over, around) ?? '') || (made && /^make\(\s*chan\b/.test(around.text(made)));
      if (!isChannel || around.files.some(({ code }) => some(code, (node) => node.kind === 'call' && isName(node.callee, 'close'))))
        return undefined;
      return { at: loop, of: loop.over, by: loop.over.name };
    },
    fails: (error) => STALLED.test(error),
  }),
  fault({
    id: 'sends-to-nobody',
    languages: ['go'],
    source: 'Go specification, "Send statements"; 100 Go Mistakes 66, 67',
    on: 'fn',
    find(fn, { text, file }) {
      for (const made of nodesIn(fn.body, isFn)) {
        if (
          made.kind !== 'assign' ||
          !isName(made.target) ||
          made.value?.kind !== 'call' ||
          !/^make\(\s*chan\b[^,]*\)$/.test(text(made.value))
        )
          continue;
        const { name } = made.target;
        const list = listsIn(fn.body).find((each) => (each as readonly Ir[]).includes(made));
        for (const each of list?.filter(({ start }) => start > made.end) ?? []) {
          if (new RegExp(`^${escapePattern(name)}\\s*<-`).test(text(each))) return { at: each, by: name, also: { file, at: made } };
          // Something that may receive was started or given the channel, or it is kept elsewhere.
          if (reads(name, [each])) break;
        }
      }
      return undefined;
    },
    fails: (error) => STALLED.test(error),
  }),
  fault({
    id: 'runs-in-place',
    languages: ['java', 'kotlin'],
    source: 'SpotBugs RU_INVOKE_RUN; Sonar S1217; Error Prone; IntelliJ CallToThreadRun',
    on: 'call',
    find(call, around) {
      const thread = receiverOf(call);
      if (callName(call) !== 'run' || call.args.length > 0 || !thread || bare(typeIn(thread, around) ?? '') !== 'Thread') return undefined;
      return { at: call, by: around.text(thread), fix: [{ start: call.callee.end - 'run'.length, end: call.callee.end, text: 'start' }] };
    },
  }),
];

/** Whether a statement of another method locks what is written so; `defer` unlocks it later. */
function lockIs(node: Stmt, lock: string, { body }: Fn, { files }: Around): boolean {
  const file = files.find(({ code }) => some(code, (each) => each === body[0]));
  const call = callOf(node);
  const receiver = call && receiverOf(call);
  return (
    file !== undefined &&
    receiver !== undefined &&
    /^R?Lock$/.test(callName(call!)) &&
    file.text.slice(receiver.start, receiver.end) === lock
  );
}

/** The first statement of a function that `go` starts, before it is started. */
function addedBefore({ start, body: [first, second] }: Fn, { file: { text } }: Around): Hit['fix'] {
  const go = start + text.slice(0, start).search(/\bgo\s*$/) - start;
  if (!first || !second) return undefined;
  return [
    ...statementBefore({ start: go, end: go }, text.slice(first.start, first.end), text),
    ...replaced({ start: first.start, end: second.start }, ''),
  ];
}
