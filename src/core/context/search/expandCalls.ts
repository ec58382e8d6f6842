import type { CallSite } from '../../syntax/syntax';
import { splitWords } from '../errorWords';
import type { Reason } from '../reason';
import type { CodeSearch } from './codeSearch';
import { type Found, byDrive } from './found';

/** Assertions that call what they are handed: `assertRaises(ValueError, response.follow, None)`. */
const RUNS_ITS_ARGUMENT = /^(?:assert_?(?:raises|throws|warns)\w*|raises|throws|rejects)$/i;

/** Limits of functions expanded and functions kept, as counts so that the same input gives the same output. */
const MOST_EXPANDED = 140;
const FARTHEST_EXPANDED = 5;
/** Functions less likely than this are not followed further. */
const LEAST_FOLLOWED = 0.012;
const MOST_CALLS = 40;
const CALL_ON_LINE = 0.6;
const CALL_BEFORE = 0.42;
const CALL_AFTER = 0.2;
const CALL_FARTHER = 0.45;
/** A property counts less than a call. */
const READ_MEMBER = 0.8;
const CALLER_OUTSIDE_TRACE = 0.4;
/** A function handed to a call counts less than one that is called. */
const PASSED = 0.8;

/** Follows the calls of the functions found, the likeliest first, and their calls in turn. */
export async function expandCalls(search: CodeSearch): Promise<void> {
  const expanded = new Set<Found>();
  while (expanded.size < MOST_EXPANDED) {
    search.input.signal?.throwIfAborted();
    const next = [...search.found.values()]
      .filter((each) => !expanded.has(each) && each.distance < FARTHEST_EXPANDED && each.drive >= LEAST_FOLLOWED)
      .sort(byDrive)[0];
    if (!next) return;
    expanded.add(next);
    await expand(search, next);
  }
}

async function expand(search: CodeSearch, at: Found): Promise<void> {
  const focus = at.distance === 0 && at.focus.size > 0 ? Math.min(...at.focus) : undefined;
  const calls = at.source.calls(at).filter((call) => call.startLine >= at.startLine && !innerOf(at, call));
  const weighed = calls
    .map((call) => ({ call, weight: callWeight(call, focus, at) * callBonus(search, call) }))
    .sort((a, b) => b.weight - a.weight || a.call.startLine - b.call.startLine || a.call.column - b.call.column);
  for (const { call, weight } of weighed.slice(0, MOST_CALLS)) {
    const drive = Math.min(0.9, at.drive * weight);
    if (drive < LEAST_FOLLOWED) continue;
    await search.addCallees(call, at, drive, isDecorator(call, at) ? { kind: 'decorates', name: nameOf(at) } : reasonAt(at, call.name));
  }
  await passedFunctions(search, at, weighed);
  await readMembers(search, at, calls, focus);
}

/** Follows the functions that are handed to a call: `assertRaises(ValueError, parse, '')`, `items.map(toRow)`. */
async function passedFunctions(search: CodeSearch, at: Found, weighed: readonly { call: CallSite; weight: number }[]): Promise<void> {
  for (const { call, weight } of weighed.slice(0, MOST_CALLS)) {
    const drive = Math.min(0.9, at.drive * weight * PASSED);
    if (drive < LEAST_FOLLOWED) continue;
    for (const arg of call.args) {
      const name = arg.replace(/^[A-Za-z_]\w*\s*=\s*(?!=)/, '');
      const runs = at.test && RUNS_ITS_ARGUMENT.test(call.name);
      for (const ref of await search.finder.referred(name, at.source, at.fn, runs))
        search.addRef(ref, at, drive * ref.certainty, 'callee', reasonAt(at, ref.fn.name), []);
    }
  }
}

/** Whether a call is written before the function, as `@retry(3)` is: the function itself does not call it. */
function isDecorator(call: CallSite, { fn, source }: Found): boolean {
  return fn !== undefined && call.endLine < fn.signature.endLine && (source.lines[call.startLine - 1] ?? '').trimStart().startsWith('@');
}

function reasonAt(at: Found, name: string): Reason {
  return at.test ? { kind: 'testCalls', name } : { kind: 'calledBy', name: nameOf(at) };
}

/** Follows the properties and getters of its own object that a function reads: they are methods without a visible call. */
async function readMembers(search: CodeSearch, at: Found, calls: readonly CallSite[], focus: number | undefined): Promise<void> {
  const called = new Set(calls.map(({ name }) => name));
  const nearest = new Map<string, { object: string; weight: number }>();
  for (const { object, property, line, column } of at.source.propertyReads(at)) {
    if (called.has(property)) continue;
    const read: CallSite = { name: property, receiver: object, args: [], startLine: line, endLine: line, column, construct: false };
    const weight = callWeight(read, focus, at) * callBonus(search, read);
    if (weight > (nearest.get(property)?.weight ?? 0)) nearest.set(property, { object, weight });
  }
  for (const [property, { object, weight }] of [...nearest].slice(0, MOST_CALLS)) {
    const drive = Math.min(0.9, at.drive * weight * READ_MEMBER);
    if (drive < LEAST_FOLLOWED) continue;
    for (const ref of await search.finder.members(property, object, at.source, at.fn))
      search.addRef(ref, at, drive * ref.certainty, 'callee', { kind: 'readBy', name: nameOf(at) }, []);
  }
}

/** The caller of the outermost function of the trace, where an asynchronous step or a short stack hides it. */
export async function addCallers(search: CodeSearch): Promise<void> {
  const stack = [...new Set(search.frames.filter(({ found }) => !found.test).map(({ found }) => found))];
  if (stack.length > 2 || !stack.length) return;
  for (const at of stack.slice(-1)) {
    if (!at.fn) continue;
    for (const ref of await search.finder.callers(at.fn, at.source, 3))
      search.addRef(ref, at, at.drive * CALLER_OUTSIDE_TRACE * ref.certainty, 'caller', { kind: 'calls', name: at.fn.name }, []);
  }
}

function nameOf({ fn }: Found): string {
  return fn?.name || 'the failing code';
}

/** A call counts by its position relative to the failing line; in tests the nearest calls count most. */
function callWeight(call: CallSite, focus: number | undefined, { test, handled }: Found): number {
  if (focus === undefined) return CALL_FARTHER;
  if (handled && handled.startLine <= call.startLine && call.endLine <= handled.endLine) return CALL_ON_LINE;
  const distance = call.startLine > focus ? call.startLine - focus : Math.max(0, focus - call.endLine);
  if (test) return call.startLine > focus ? 0.2 : 0.85 / (1 + 0.12 * distance);
  if (call.startLine > focus) return CALL_AFTER;
  return distance === 0 ? CALL_ON_LINE : Math.max(CALL_BEFORE * 0.5, CALL_BEFORE - 0.008 * distance);
}

/** Whether a call is inside a named inner function, which is followed separately. */
function innerOf(at: Found, call: CallSite): boolean {
  const owner = at.source.enclosing(call.startLine);
  return (
    owner !== undefined && at.fn !== undefined && owner !== at.fn && owner.endLine - owner.startLine > 5 && owner.startLine > at.startLine
  );
}

/** A call that shares a word with the failure is likelier. */
function callBonus(search: CodeSearch, call: CallSite): number {
  return splitWords(call.name).some((word) => search.words.has(word)) ? 1.25 : 1;
}
