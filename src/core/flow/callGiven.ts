import type { Expr, Fn } from '../syntax/lower/ir';
import { lineOf, nodesOn, spanOfLines } from '../syntax/lower/places';
import type { SyntaxFile } from '../syntax/syntax';
import { calledName, classAround, nameOfFn, type Call } from './codeIndex';
import { callbackRow } from './library/library';
import { only } from '../only';
import { isConstructor, namedAt } from './program';
import { isFn } from './walk';
import { textOf, type At, type Given, type Program } from './way';
import { traitsOf } from './traits';
/** A call that gives a function its arguments. */
export interface CallGiven {
  readonly known: boolean;
  readonly args: readonly Given[];
  readonly receiver?: Expr | undefined;
  readonly call: Expr;
  readonly at: At;
  readonly made?: true;
}

/** The call of the frame around on the stack; undefined where the function is not on it. */
export function onStack(program: Program, fn: Fn, at: At): CallGiven[] | undefined {
  const { frame } = at;
  const own = frame === undefined ? undefined : program.frames[frame];
  if (frame === undefined || !own?.fn || !isFn(at.file, own.fn, fn)) return undefined;
  const name = nameOfFn(at.file, fn);
  const cls = isConstructor(at.file, fn) ? classAround(at.file, fn) : undefined;
  const names = [name, cls?.name ?? ''].filter(Boolean);
  const outer = program.frames.findIndex(
    (each, place) =>
      place > frame &&
      each.error === own.error &&
      (each.fn !== own.fn || callsOnLine(each.file, each.line).some((call) => names.includes(calledName(call)))),
  );
  const caller = program.frames[outer];
  if (!caller) return undefined;
  const there: At = { file: caller.file, frame: outer };
  const calls = callsOnLine(caller.file, caller.line);
  const fitting = calls.filter((call) => names.includes(calledName(call)));
  const [call] = fitting;
  if (call && fitting.length === 1)
    return [
      {
        known: true,
        args: call.args,
        receiver: call.callee.kind === 'member' ? call.callee.of : undefined,
        call,
        at: there,
        ...(cls && { made: true as const }),
      },
    ];
  const atColumn = fitting.length > 1 ? only(fitting.filter((each) => isAtColumn(each, caller))) : undefined;
  if (fitting.length > 1 && caller.column !== undefined && !atColumn) return [{ known: false, args: [], call: fn, at: there }];
  const several = atColumn ? [atColumn] : fitting;
  if (fitting.length > 1)
    return several.map((each) => ({
      known: true,
      args: each.args,
      receiver: each.callee.kind === 'member' ? each.callee.of : undefined,
      call: each,
      at: there,
    }));
  // The function was handed over: a library runs it, or the frame calls it by another name.
  const handed = calls.flatMap((each) => handedTo(each, fn, program, there));
  if (handed.length > 0) return handed;
  if (calls.some((each) => each.args.some(({ value }) => value.kind === 'fn' && value === fn))) return undefined;
  return [{ known: false, args: [], call: fn, at: there }];
}

/** Of several calls on a line, the one at which the trace says that the line was. */
function isAtColumn({ callee }: Call, { file, line, column }: Program['frames'][number]): boolean {
  const start = callee.kind === 'member' ? callee.end - callee.name.length : callee.start;
  return lineOf(file, start) === line && start - spanOfLines(file, line).start + 1 === column;
}

function callsOnLine(file: SyntaxFile, line: number): Call[] {
  return nodesOn(file.code, spanOfLines(file, line)).filter(
    (node): node is Call => node.kind === 'call' && lineOf(file, node.start) <= line && lineOf(file, node.end) >= line,
  );
}

/** A call that hands a function, by its name, to a library that runs it for each element. */
export function handedTo(call: Call, fn: Fn, program: Program, at: At): CallGiven[] {
  const position = call.args.findIndex(({ value }) => {
    const named = value.kind === 'name' || value.kind === 'member' ? namedAt(program, at.file, value) : undefined;
    return named?.kind === 'fn' && named.fn.fn === fn;
  });
  if (position < 0) return [];
  return elementsGiven(call, position, at);
}

/** What a library's call gives the function in its argument. */
export function elementsGiven(call: Call, position: number, at: At): CallGiven[] {
  const name = calledName(call);
  const isMethod = call.callee.kind === 'member';
  const row = callbackRow(at.file.language, name, isMethod ? textOf(at, call.callee) : name);
  if (!row) return [{ known: false, args: [], call, at }];
  const isKeyword = call.args[position]?.name !== undefined;
  if (!isKeyword && row.fn !== undefined && row.fn !== position && !isMethod) return [{ known: false, args: [], call, at }];
  const of =
    row.of === 'receiver' && row.value === undefined
      ? call.callee.kind === 'member'
        ? call.callee.of
        : undefined
      : call.args[row.value ?? 0]?.value;
  if (!of) return [{ known: false, args: [], call, at }];
  const text = textOf(at, of);
  const { listsAreMaps, membersAreCalls } = traitsOf(at.file.language);
  const others = call.args.filter(({ value }, index) => index !== position && value.kind !== 'fn');
  const nothing: Expr = { start: call.start, end: call.start, kind: 'opaque', parts: [] };
  const fn = call.args[position]?.value;
  // A block of Ruby takes an element apart.
  if (
    membersAreCalls &&
    fn?.kind === 'fn' &&
    fn.params.length > 1 &&
    row.params[0] === 'each' &&
    !/^each_with_(?:index|object)$/.test(name)
  )
    return [
      {
        known: true,
        args: fn.params.map((_, index) => ({
          value: of,
          path: [
            { kind: 'each', of: text },
            { kind: 'key', key: String(index), of: text },
          ],
        })),
        call,
        at,
      },
    ];
  const args = row.params.map((kind): Given => {
    switch (kind) {
      case 'each':
        return { value: of, path: [{ kind: listsAreMaps ? 'any' : 'each', of: text }] };
      case 'itself':
        return { value: of };
      case 'awaited':
        return { value: of, path: [{ kind: 'awaited', of: text }] };
      case 'memo':
      case 'folded':
        return { value: others.at(-1)?.value ?? nothing };
      default:
        return { value: nothing };
    }
  });
  return [{ known: true, args, call, at }];
}
