import { traitsOf } from '../../flow/traits';
import { withoutSpaces } from './textTests';
import type { CallSite, SyntaxFile } from '../../syntax/syntax';
import type { ExpressionAt } from '../../flow/originSteps';

/** The call that forms an expression: `prices.find(sku)`. */
export function callOf(text: string, { file, line }: ExpressionAt): CallSite | undefined {
  if (!/\)$|\}$|[\w?!]$/.test(text) || (!/[)}]$/.test(text) && !traitsOf(file.language).membersAreCalls)) return undefined;
  const flat = (part: string): string => withoutSpaces(part);
  const wanted = flat(text);
  const near = file
    .calls({ startLine: line, endLine: line + 12 })
    .concat(file.calls({ startLine: Math.max(1, line - 12), endLine: line - 1 }));
  return near.find((call) => {
    const head = flat(`${call.receiver === undefined ? '' : `${call.receiver}.`}${call.name}`);
    const start = wanted.replaceAll('?.', '.').replaceAll('->', '.').replaceAll('::', '.').replaceAll('.<', '<');
    const begins = start.startsWith(head.replaceAll('?.', '.').replaceAll('->', '.').replaceAll('::', '.'));
    if (!begins) return false;
    const rest = start.slice(head.replaceAll('?.', '.').replaceAll('->', '.').replaceAll('::', '.').length).replace(/^<[\w, ]*>/, '');
    return rest === ''
      ? traitsOf(file.language).membersAreCalls === true && (call.receiver !== undefined || wanted === call.name)
      : closesAtEnd(rest);
  });
}

/** `(a, (b))`, and not `(a).b(c)`: the first bracket closes at the end. */
function closesAtEnd(text: string): boolean {
  if (!/^[({]/.test(text)) return false;
  let depth = 0;
  for (let at = 0; at < text.length; at += 1) {
    if ('([{'.includes(text[at]!)) depth += 1;
    else if (')]}'.includes(text[at]!)) depth -= 1;
    if (depth === 0) return at === text.length - 1 || /^\s*(?:\{|do)/.test(text.slice(at + 1));
  }
  return false;
}

/** A call as it is written on its line; without its arguments where it is longer. */
export function callWritten({ name, receiver, args, column, startLine }: CallSite, { lines }: Pick<SyntaxFile, 'lines'>): string {
  const text = (lines[startLine - 1] ?? '').slice(column - 1);
  const open = text.indexOf('(', text.indexOf(name));
  for (let at = open, depth = 0; open >= 0 && at < text.length; at += 1) {
    if ('([{'.includes(text[at]!)) depth += 1;
    else if (')]}'.includes(text[at]!)) depth -= 1;
    if (depth === 0) return text.slice(0, at + 1);
  }
  return `${receiver ? `${receiver}.` : ''}${name}(${args.length ? '…' : ''})`;
}

/** A call shortened for a sentence, without long arguments. */
export function shortCall(call: CallSite, text: string): string {
  if (text.length <= 60 && !text.includes('\n')) return text;
  const head = withoutSpaces(`${call.receiver === undefined ? '' : `${call.receiver}.`}${call.name}`);
  return `${head.length > 50 ? call.name : head}(…)`;
}
