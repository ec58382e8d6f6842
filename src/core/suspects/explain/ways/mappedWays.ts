import type { CallSite, SyntaxFile } from '../../../syntax/syntax';
import { memberWays } from './classWays';
import type { ExpressionAt } from '../originSteps';
import type { Selector } from './passingCalls';
import type { Walk, Way } from './walk';

const ARROW = /^(?:async )?(?:\([^()]{0,200}\)|[\w$]{1,60})(?::[\w<>[\]| ]{1,80})? ?=> ?([^]*)$/;

/** An element of `rows.map(toItem)`, `map(to_item, rows)`, `array_map($f, $rows)`. */
export function ofMapped(
  walk: Walk,
  call: CallSite,
  text: string,
  path: readonly Selector[],
  at: ExpressionAt,
  hops: number,
): Way[] | undefined {
  const [first, ...rest] = path;
  if (first === 'count' && /^(?:map|collect|array_map)$/.test(call.name)) {
    const all = call.receiver ?? call.args[1]?.trim();
    return all === undefined ? undefined : walk.follow(all, path, at, hops + 1);
  }
  if (first !== 'each' && first !== 'any' && !(typeof first === 'object' && /^\d+$/.test(first.key))) return undefined;
  const plain = call.receiver === undefined;
  const fn = call.args[0]?.trim();
  const of = plain ? call.args[1]?.trim() : call.receiver;
  if (of === undefined) return undefined;
  if (fn === undefined) {
    const body = blockOf(text);
    const value = body === undefined ? undefined : lastStatement(body);
    if (value === undefined) return undefined;
    return walk.follow(value, rest, { ...at, line: lineWith(at.file, call, value) }, hops + 1);
  }
  const symbol = /^&:(\w{1,60}[?!]?)$/.exec(fn)?.[1];
  if (symbol !== undefined) return memberWays(walk, `${of}.first`, symbol, rest, at, hops);
  const body =
    ARROW.exec(fn)?.[1] ??
    /^lambda\b[^:\n]{0,120}: ?([^]*)$/.exec(fn)?.[1] ??
    /^fn ?\([^()]{0,200}\)(?::[\w?|\\ ]{1,60})? ?=> ?([^]*)$/.exec(fn)?.[1];
  if (body !== undefined && !body.startsWith('{')) {
    const value = /^\(([^]*)\)$/.exec(body)?.[1] ?? body;
    return walk.follow(value, rest, { ...at, line: lineWith(at.file, call, value) }, hops + 1);
  }
  const index = plain ? 0 : call.args.indexOf(call.args[0]!);
  const returns = body === undefined && !/^function\b/.test(fn) ? [] : at.file.callbackReturns(call, index);
  if (returns.length > 0)
    return returns.flatMap(({ value, startLine }) => (value === '' ? [] : walk.follow(value, rest, { ...at, line: startLine }, hops + 1)));
  if (!/^[A-Za-z_$][\w$.]*$/.test(fn)) return undefined;
  const [, receiver, name] = /^(?:(.+)\.)?(\w+)$/.exec(fn) ?? [];
  const site: CallSite = { ...call, name: name ?? fn, args: [`${of}[_]`], construct: false };
  delete site.receiver;
  if (receiver !== undefined) site.receiver = receiver;
  const callee = walk.view.callee(site, at.file, at.fn);
  return callee && walk.returned(callee, rest, { call: site, at }, hops);
}

/** Ruby: what stands in the block behind a call, below its parameters. */
function blockOf(text: string): string | undefined {
  const head = /(?:\{|\bdo)\s{0,9}\|[^|\n]{1,80}\|/.exec(text);
  const rest = head ? text.slice(head.index + head[0].length).trim() : '';
  const end = head?.[0].startsWith('{') ? '}' : 'end';
  return rest.endsWith(end) ? rest.slice(0, -end.length).trim() : undefined;
}

/** The last expression of a block, which may go over several lines. */
function lastStatement(body: string): string | undefined {
  const lines = body.split('\n');
  for (let at = lines.length - 1; at >= 0; at -= 1) {
    const text = lines.slice(at).join('\n').trim();
    const open = [...text].filter((sign) => '([{'.includes(sign)).length - [...text].filter((sign) => ')]}'.includes(sign)).length;
    if (text !== '' && open === 0 && !/^[)\]}.]/.test(text)) return /\bend\b|^(?:if|unless|next)\b/.test(text) ? undefined : text;
  }
  return undefined;
}

function lineWith({ lines }: SyntaxFile, { startLine, endLine }: CallSite, value: string): number {
  const first = value.split('\n', 1)[0]!.trim();
  const at = lines.slice(startLine - 1, endLine).findIndex((line) => line.slice(0, 500).includes(first));
  return at < 0 ? startLine : startLine + at;
}
