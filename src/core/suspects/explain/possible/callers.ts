import type { CallSite, FunctionNode, SyntaxFile } from '../../../syntax/syntax';
import { familyOf } from '../../../workspace/languages';
import type { ProgramView } from '../programView';
import type { Where } from './possible';

/** A call that gives a function its arguments; `each`: the collection whose elements it is handed one by one. */
export interface Caller {
  args: readonly string[];
  at: Where;
  each?: string;
}

const WHOLE = (file: SyntaxFile): { startLine: number; endLine: number } => ({ startLine: 1, endLine: file.lines.length });

/** The calls of a function: the one on the stack, else all in the program; `open` where there may be others. */
export function callersOf(view: ProgramView, { fn, file, frame }: Where): { all: Caller[]; open: boolean } {
  if (!fn) return { all: [], open: true };
  const names = [fn.name, ...(isConstructor(fn) ? [fn.className ?? ''] : [])].filter(Boolean);
  const onStack = frame === undefined ? undefined : outerFrame(view, frame);
  const outer = onStack === undefined ? undefined : view.frames[onStack];
  if (outer && onStack !== undefined) {
    const at: Where = { file: outer.file, fn: outer.fn, line: outer.line, frame: onStack };
    const fitting = outer.file
      .calls({ startLine: Math.max(1, outer.line - 10), endLine: outer.line })
      .filter((call) => call.startLine <= outer.line && outer.line <= call.endLine);
    const called = fitting.filter((call) => names.includes(call.name) && fits(fn, call));
    if (called.length > 0) return { all: called.map((call) => ({ args: call.args, at: { ...at, line: call.startLine } })), open: false };
    const handed = fitting.flatMap((call) => handedIn(call, fn, at));
    if (handed.length > 0) return { all: handed, open: false };
  }
  const same = view.functionsNamed(fn.name).filter((each) => each.fn !== fn && familyOf(each.file.language) === familyOf(file.language));
  const all = view.files
    .filter(({ language }) => familyOf(language) === familyOf(file.language))
    .flatMap((each) =>
      each.calls(WHOLE(each)).flatMap((call): Caller[] => {
        const at: Where = { file: each, fn: each.enclosing(call.startLine), line: call.startLine };
        if (!names.includes(call.name)) return handedIn(call, fn, at);
        if (isConstructor(fn) && !call.construct && call.name !== fn.name) return [];
        if (!fits(fn, call)) return [];
        const callee = same.length === 0 ? undefined : view.callee(call, each, at.fn);
        if (callee ? callee.fn !== fn : same.some((other) => fits(other.fn, call))) return [];
        return [{ args: call.args, at }];
      }),
    );
  return { all, open: all.length === 0 };
}

export function isConstructor({ kind, name, className }: FunctionNode): boolean {
  return kind === 'constructor' || (className !== undefined && name === className);
}

/** Whether the arguments of a call can be those of the function. */
export function fits({ parameters }: FunctionNode, { args }: Pick<CallSite, 'args'>): boolean {
  const variadic = parameters.some(({ type, name }) => /\.\.\.|^params\b|vararg/.test(`${type ?? ''} ${name}`));
  return args.length <= parameters.length || variadic;
}

/** `rows.map(Row::parse)`: the call hands the function each element of its receiver. */
function handedIn({ args, receiver, startLine }: CallSite, { name }: FunctionNode, at: Where): Caller[] {
  const given = new RegExp(`^(?:[\\w.]{1,80}(?:::|\\.))?(?:::)?${name.replace(/\W/g, '\\$&')}$`);
  if (receiver === undefined || args.length !== 1 || name === '' || !given.test(args[0]!.trim())) return [];
  return [{ args: [], at: { ...at, line: startLine }, each: receiver }];
}

/** The next frame of another function. */
function outerFrame({ frames }: ProgramView, frame: number): number | undefined {
  const own = frames[frame];
  const found = frames.findIndex(({ error, fn }, place) => place > frame && error === own?.error && fn !== own.fn);
  return found < 0 ? undefined : found;
}
