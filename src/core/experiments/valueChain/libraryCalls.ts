import type { CallSite, SyntaxFile } from '../../syntax/syntax';
import { ELEMENT, type MemberPath } from './memberPath';

/** Where the value of a call of the language's own library comes from. */
export type ResultPart =
  /** What its callback returns. */
  | { from: 'callback'; argument: number; path: MemberPath }
  /** Its receiver, or one of its arguments. */
  | { from: 'receiver'; path: MemberPath }
  | { from: 'argument'; argument: number; path: MemberPath };

interface LibraryCall {
  names: RegExp;
  /** Of a plain call and of one with a receiver; both where absent. */
  receiver?: RegExp | false;
  part: (path: MemberPath, call: CallSite) => ResultPart;
}

const same = (path: MemberPath): ResultPart => ({ from: 'receiver', path });
const element = (path: MemberPath): ResultPart => ({ from: 'receiver', path: [ELEMENT, ...path] });
const first = (path: MemberPath): ResultPart => ({ from: 'argument', argument: 0, path });
/** Each element is what the callback returned. */
const mapped =
  (argument: number) =>
  (path: MemberPath): ResultPart => ({ from: 'callback', argument, path: path.slice(1) });
const returned =
  (argument: number) =>
  (path: MemberPath): ResultPart => ({ from: 'callback', argument, path });

const JAVASCRIPT: readonly LibraryCall[] = [
  { names: /^(?:all|allSettled|any|race|resolve|assign|freeze|seal)$/, receiver: /^(?:Promise|Object)$/, part: first },
  { names: /^structuredClone$/, receiver: false, part: first },
  { names: /^values$/, receiver: /^Object$/, part: first },
  { names: /^from$/, receiver: /^Array$/, part: (path, { args }) => (args.length > 1 ? mapped(1)(path) : first(path)) },
  { names: /^(?:filter|slice|sort|toSorted|reverse|toReversed|concat|values|splice|with|finally|catch)$/, part: same },
  { names: /^(?:find|findLast|at|pop|shift|get)$/, part: element },
  { names: /^map$/, part: mapped(0) },
  { names: /^(?:then|reduce|reduceRight|flatMap)$/, part: returned(0) },
];

const PYTHON: readonly LibraryCall[] = [
  { names: /^(?:list|tuple|set|sorted|reversed|iter|deepcopy|copy|run|wait_for|run_until_complete|gather|shield|frozenset)$/, part: first },
  { names: /^(?:next|max|min)$/, receiver: false, part: (path) => first([ELEMENT, ...path]) },
  { names: /^filter$/, receiver: false, part: (path) => ({ from: 'argument', argument: 1, path }) },
  { names: /^(?:map|starmap|imap|imap_unordered)$/, part: mapped(0) },
  { names: /^(?:submit|to_thread|apply_async)$/, part: returned(0) },
  { names: /^run_in_executor$/, part: returned(1) },
  { names: /^result$/, part: same },
  { names: /^(?:get|pop|popleft|setdefault)$/, part: element },
];

/** What a library makes the result of a call of; undefined for calls of which nothing is known. */
export function resultPart({ language }: SyntaxFile, call: CallSite, path: MemberPath): ResultPart | undefined {
  const table = language === 'python' ? PYTHON : /script|tsx/.test(language) ? JAVASCRIPT : [];
  return table
    .find(({ names, receiver }) => {
      if (!names.test(call.name)) return false;
      if (receiver === undefined) return true;
      return receiver === false ? call.receiver === undefined : call.receiver !== undefined && receiver.test(call.receiver);
    })
    ?.part(path, call);
}

/** What a parameter of a callback gets from the call that the callback is passed to. */
export function callbackSource(
  { language }: SyntaxFile,
  call: CallSite,
  { argument, position, path }: { argument: number; position: number; path: MemberPath },
): ResultPart | undefined {
  const ofElement = [ELEMENT, ...path];
  if (language === 'python') {
    if (/^(?:map|filter|starmap|imap|imap_unordered|reduce)$/.test(call.name) && argument === 0)
      return { from: 'argument', argument: 1 + (call.name === 'map' ? position : 0), path: ofElement };
    return /^(?:sorted|min|max|sort|groupby)$/.test(call.name)
      ? call.receiver === undefined || call.name !== 'sort'
        ? { from: 'argument', argument: 0, path: ofElement }
        : { from: 'receiver', path: ofElement }
      : undefined;
  }
  if (/^(?:then|tap|finally)$/.test(call.name)) return { from: 'receiver', path };
  const isElement = /^reduce(?:Right)?$/.test(call.name) ? position === 1 : position === 0 || /^(?:sort|toSorted)$/.test(call.name);
  if (/^(?:map|flatMap|forEach|filter|find\w*|some|every|sort|toSorted|reduce|reduceRight)$/.test(call.name))
    return isElement ? { from: 'receiver', path: ofElement } : undefined;
  return call.name === 'from' && call.receiver === 'Array' && position === 0
    ? { from: 'argument', argument: 0, path: ofElement }
    : undefined;
}

/** Calls that hand a value to the callbacks that were registered with another call. */
const REGISTERED: readonly { registers: RegExp; hands: RegExp }[] = [
  {
    registers: /^(?:on|once|addListener|prependListener|addEventListener|subscribe|listen)$/,
    hands: /^(?:emit|fire|dispatch|dispatchEvent|publish|trigger|notify)$/,
  },
];

/** The names of calls that hand values to a callback registered by this call under its first argument; undefined where it registers none. */
export function handingCalls(call: CallSite): RegExp | undefined {
  return /^["'`]/.test(call.args[0] ?? '') ? REGISTERED.find(({ registers }) => registers.test(call.name))?.hands : undefined;
}
