import type { CallSite, Definition, FunctionNode, SyntaxFile } from '../../../syntax/syntax';
import { familyOf } from '../../../workspace/languages';
import { handedTo } from '../closureParameter';
import { constructionsOf } from '../constructedField';
import type { ExpressionAt } from '../originSteps';
import { isEvent, stackCall } from '../parameterOrigin';
import type { ProgramView } from '../programView';

/** A call that gives the parameters of a function their values. */
export interface CallGiven {
  call: CallSite;
  from: ExpressionAt;
  /** The function that makes the call; `''` for none. */
  by: string;
  /** The collection whose elements the call hands to the function, one after the other. */
  each?: string;
}

/** The call on the stack that runs a function which is on it; undefined where the trace does not show one. */
export function argumentOnStack(view: ProgramView, at: ExpressionAt, definition: Definition): CallGiven | undefined {
  const stack = at.fn && at.frame !== undefined ? stackCall(view, at.frame, at.fn) : undefined;
  if (!stack || !at.fn) return undefined;
  const { caller, outer, call } = stack;
  const from: ExpressionAt = { file: caller.file, fn: caller.fn, line: caller.line, frame: outer };
  const by = caller.fn?.name ?? '';
  const handed = call || definition.position !== 0 ? undefined : handedTo(at.fn, caller);
  if (handed) return { call: handed, from: { ...from, line: handed.startLine }, by, each: handed.receiver! };
  if (!call) return undefined;
  return { call: isEvent(call, at.fn) ? { ...call, args: call.args.slice(1) } : call, from, by };
}

/** All calls of a function in the program, also where it is handed to a call that runs it for each element. */
export function callsOf(view: ProgramView, fn: FunctionNode, file: SyntaxFile): CallGiven[] {
  if (fn.kind === 'constructor' && fn.className !== undefined)
    return constructionsOf(view, { name: fn.className, file }).map((made) => ({
      call: made.call,
      from: { file: made.file, fn: made.fn, line: made.call.startLine },
      by: made.fn?.name ?? '',
    }));
  if (!fn.name || view.functionsNamed(fn.name).length > 1) return [];
  return view.files
    .filter(({ language }) => familyOf(language) === familyOf(file.language))
    .flatMap((each) =>
      each.calls({ startLine: 1, endLine: each.lines.length }).flatMap((call): CallGiven[] => {
        const around = each.enclosing(call.startLine);
        const from: ExpressionAt = { file: each, fn: around, line: call.startLine };
        const by = around?.name ?? '';
        if (call.name === fn.name && around !== fn) return view.callee(call, each, around)?.fn === fn ? [{ call, from, by }] : [];
        const hands = call.receiver !== undefined && call.args[0]?.trim() === fn.name && handedTo(fn, { file: each, line: call.startLine });
        return hands === call ? [{ call, from, by, each: call.receiver! }] : [];
      }),
    );
}
