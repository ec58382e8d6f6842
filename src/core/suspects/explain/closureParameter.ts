import { only } from '../../only';
import type { CallSite, Definition, FunctionNode, SyntaxFile } from '../../syntax/syntax';
import type { ExpressionAt, OriginStep, ValueOrigin } from '../../flow/originSteps';
import { ofFilling } from './filledElement';
import type { OriginWalk } from './originWalk';

/** Calls of a collection whose function gets each of its elements. */
const EACH =
  /^(?:map|filter|forEach|for_each|each|select|reject|any\??|all\??|some|every|find|findIndex|detect|flatMap|flat_map|sum|sumBy|sumOf|sort_by|min_by|max_by|group_by|sortedBy|Select|Where|Any|All|Sum|Average|OrderBy|GroupBy|ToDictionary|ForEach|anyMatch|allMatch|mapToInt|mapToDouble|filter_map|inspect|take_while|skip_while|partition|position)$/;
/** Calls of a collection whose function also gets what the elements before gave. */
const FOLD = /^(?:reduce|reduceRight|inject|fold|Aggregate)$/;

const HEADS: readonly RegExp[] = [
  /^(?:async )?\(?(?<names>[A-Za-z_$][\w$, ]{0,100})\)? ?(?:=>|->|\{)/,
  /^(?:async )?\((?<names>[A-Za-z_$][\w$, :]{0,100})\) ?(?:=>|->|\{)/,
  /^function ?\w{0,60}\((?<names>[\w$, ]{1,100})\)/,
  /^(?:move )?\|(?<names>[^|\n]{1,120})\|/,
  /^lambda (?<names>[\w, ]{1,100}):/,
];

/** What the parameter of a function written in a call is. */
export type ClosureSource =
  /** An element of a collection, or the part of one at a path. */
  | { kind: 'element'; of: string; path: string[]; line: number; call: CallSite }
  /** The value that a fold starts with. */
  | { kind: 'start'; value: string; line: number };

/** A name that is the parameter of a function written in a call around its place. */
export function closureSource(name: string, { file, line }: ExpressionAt): ClosureSource | 'other' | undefined {
  const around = file
    .calls({ startLine: Math.max(1, line - 30), endLine: line })
    .filter(({ startLine, endLine, receiver }) => receiver !== undefined && startLine <= line && line <= endLine);
  for (const call of around.toReversed()) {
    const [index, position, path] = parameterOf(call, name, file.lines) ?? [];
    if (index === undefined || position === undefined) continue;
    if (FOLD.test(call.name) && position === 0) return startsWith(call, index, file) ?? 'other';
    if (!(FOLD.test(call.name) ? position === 1 : EACH.test(call.name) && position === 0)) return 'other';
    return { kind: 'element', of: call.receiver!, path: path ?? [], line: call.startLine, call };
  }
  return undefined;
}

/** A name that is the parameter of a function written in a call: an element of the collection, or the value that it starts with. */
export function ofClosureParameter(walk: OriginWalk, name: string, at: ExpressionAt, hops: number): ValueOrigin | undefined {
  const source = /^\w+$/.test(name) ? closureSource(name, at) : undefined;
  if (source === undefined || source === 'other') return undefined;
  if (source.kind === 'start') return { steps: [{ kind: 'assigned', file: at.file.file, line: source.line, name, value: source.value }] };
  return source.path.length > 0 ? undefined : ofElementIn(walk, source.call, name, at, hops);
}

/** A parameter of a function that the caller on the stack hands to a call that runs it for each element: `orders.map(totalOf)`. */
export function ofHandedFunction(
  walk: OriginWalk,
  { name, position }: Pick<Definition, 'name' | 'position'>,
  at: ExpressionAt,
  hops: number,
  property?: string,
): ValueOrigin | undefined {
  const own = at.frame === undefined ? undefined : walk.view.frames[at.frame];
  const outer = walk.view.frames.findIndex((each, place) => place > (at.frame ?? 0) && each.error === own?.error);
  const caller = walk.view.frames[outer];
  const fn = own?.fn === at.fn ? at.fn : undefined;
  if (!fn?.name || !caller || position !== 0) return undefined;
  const call = handedTo(fn, caller);
  return call && ofElementIn(walk, call, name, { file: caller.file, fn: caller.fn, line: caller.line, frame: outer }, hops, property);
}

/** The only call around a line that hands a function to a collection, which runs it for each of its elements. */
export function handedTo(fn: FunctionNode, { file, line }: { file: SyntaxFile; line: number }): CallSite | undefined {
  const given = new RegExp(`(?:^|[.:])${fn.name.replace(/\W/g, '')}$`);
  return only(
    file
      .calls({ startLine: Math.max(1, line - 10), endLine: line })
      .filter((each) => each.endLine >= line && each.receiver !== undefined && EACH.test(each.name) && given.test(each.args[0] ?? '')),
  );
}

function ofElementIn(walk: OriginWalk, call: CallSite, name: string, at: ExpressionAt, hops: number, property?: string): ValueOrigin {
  const of = call.receiver!.replace(/\.(?:iter|into_iter|iter_mut|stream|parallelStream|values)\(\)$/, '');
  const step: OriginStep = { kind: 'element', file: at.file.file, line: call.startLine, name, of };
  const where = { ...at, line: call.startLine };
  const filled = ofFilling(walk, of, where, hops, { ...(property !== undefined && { property }) });
  if (filled) return { ...filled, steps: [step, ...filled.steps] };
  const { steps } = walk.follow(of, where, hops + 1);
  return { steps: [step, ...steps] };
}

/** The argument that has the function, the parameter's position in it, and its path in the argument where that is taken apart. */
function parameterOf(
  { args, startLine, name: called }: CallSite,
  name: string,
  lines: readonly string[],
): [number, number, string[]] | undefined {
  const written =
    args.length > 0
      ? args
      : [
          new RegExp(`\\.${called.replace(/\W/g, '')}\\?? {0,4}(?:\\([^()]{0,80}\\) {0,4})?(?:\\{|do) {0,4}(\\|[^|]{1,80}\\|)`).exec(
            lines[startLine - 1] ?? '',
          )?.[1] ?? '',
        ];
  for (const [index, text] of written.entries()) {
    const head = HEADS.map((pattern) => pattern.exec(text.trim().slice(0, 300))?.groups?.['names']).find((each) => each !== undefined);
    const names = head?.split(',').map((each) => /^[&\s]*(?:mut\s+)?(\w+)/.exec(each.trim())?.[1]);
    const position = names?.indexOf(name) ?? -1;
    if (position >= 0) return [index, position, []];
    const apart = partTaken(text.trim().slice(0, 300), name);
    if (apart) return [index, 0, apart];
  }
  return undefined;
}

/** JavaScript: where in its argument the name of `({ id, price: cost }) =>` or `([key, value]) =>` is. */
function partTaken(text: string, name: string): string[] | undefined {
  const [, open, inner] = /^(?:async )?\(\s*([[{])([^[\]{}()]{1,200})[\]}](?:\s*:[^()]{1,120})?\s*\)\s*=>/.exec(text) ?? [];
  const parts = inner?.split(',').map((part) => part.split('=', 1)[0]!.trim()) ?? [];
  const at = parts.findIndex((part) => part.replace(/^[\w$]+\s*:\s*/, '') === name);
  if (at < 0) return undefined;
  return [open === '[' ? String(at) : parts[at]!.split(':')[0]!.trim()];
}

/** The value that a fold starts with: its argument beside the function. */
function startsWith({ args, endLine, startLine }: CallSite, index: number, file: ExpressionAt['file']): ClosureSource | undefined {
  const initial = args[index === 0 ? 1 : 0]?.trim();
  if (args.length !== 2 || !initial) return undefined;
  const line = index === 0 && (file.lines[endLine - 1] ?? '').includes(initial) ? endLine : startLine;
  return { kind: 'start', value: initial, line };
}
