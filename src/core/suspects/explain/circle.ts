import { wordSet } from './textTests';
import { nodesIn, type Ir } from '../../syntax/lower/ir';
import { nodesOn, spanOfLines } from '../../syntax/lower/places';
import type { CandidateFacts } from '../candidateFacts';
import { code } from './explanation';
import { callName, receiverOf } from './faults/shapes';
import { cut } from './story';

const ASKS_WHETHER = wordSet(
  'has includes include? key? contains containsKey Contains in_array isset array_key_exists member? contains_key count find',
);

/** Of a function that calls itself for each of several others, and never asks whether it was there before: that a circle has no end. */
export function remembersNothing({ file, fn }: CandidateFacts): string[] {
  if (!fn) return [];
  const nodes = nodesOn(file.code, spanOfLines(file, fn.startLine, fn.endLine));
  const each = nodes.find(
    (node) =>
      (node.kind === 'loop' && node.how === 'each' && node.over !== undefined && calls(node.body)) ||
      (node.kind === 'each' && calls([node.element])) ||
      (node.kind === 'call' &&
        wordSet('map flatMap forEach each flat_map sum some every any? all? reduce').has(callName(node)) &&
        node.args.some(({ value }) => value.kind === 'fn' && calls(value.body))),
  );
  const asks = nodes.some(
    (node) => (node.kind === 'operate' && (node.operator === 'in' || node.operator === 'not in')) || ASKS_WHETHER.has(callName(node)),
  );
  const over = each?.kind === 'loop' ? each.over : each?.kind === 'each' ? each.loops[0]?.over : each && receiverOf(each);
  if (!over || asks) return [];
  const text = file.text.slice(over.start, over.end);
  return [
    `It does so for each of ${code(cut(text))}, and nothing in it remembers what it has already visited: where these lead in a circle, it never ends.`,
  ];

  function calls(body: readonly Ir[]): boolean {
    return [...nodesIn(body)].some((node) => callName(node) === fn!.name);
  }
}
