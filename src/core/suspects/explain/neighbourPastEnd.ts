import { indexOf } from '../../flow/codeIndex';
import { expressionOn } from '../../flow/expressionOn';
import { writtenIn, type ExpressionAt, type Place } from '../../flow/originSteps';
import type { Ir } from '../../syntax/lower/ir';
import { lineOf } from '../../syntax/lower/places';
import type { SyntaxFile } from '../../syntax/syntax';
import { code, onPlace, type ExplainInput } from './explanation';
import { flowOf } from './followed';
import { lengthsOf } from './pastEnd';

/** A value that is read a fixed distance behind the place of a loop which goes up to the end of the list: `list[at + 1]`. */
export function neighbourPastEnd(
  text: string,
  where: ExpressionAt,
  { at, view }: ExplainInput,
): { sentence: string; place: Place } | undefined {
  for (const { steps } of flowOf(view, text, where)?.ways ?? [])
    for (const step of steps) {
      const file = view.file(step.file);
      const found = file && pastEndIn(writtenIn(step) ?? '', step.line, file);
      if (!found) continue;
      const place = { file: file.file, line: found.line };
      const when =
        found.by === undefined ? 'in the last turn' : `in the last turn, where the number of elements does not divide by ${found.by}`;
      return {
        sentence: `${code(found.read)} (${onPlace(step, at).replace(/^(?:on|at) /, '')}) is read past the end of ${code(found.list)} ${when}: the loop ${onPlace(place, at)} goes up to its last element.`,
        place,
      };
    }
  return undefined;
}

function pastEndIn(
  written: string,
  line: number,
  file: SyntaxFile,
): { read: string; list: string; line: number; by: string | undefined } | undefined {
  const read = written.includes('[') ? expressionOn(file, written, line) : undefined;
  const [asked] = read?.kind === 'index' && !read.slice ? read.keys : [];
  if (read?.kind !== 'index' || asked?.kind !== 'operate' || asked.operator !== '+') return undefined;
  const [name, ahead] = asked.operands;
  if (name?.kind !== 'name' || ahead?.kind !== 'literal' || ahead.of !== 'number') return undefined;
  const text = (node: Ir): string => file.text.slice(node.start, node.end);
  const { parents } = indexOf(file);
  for (let node = parents.get(read); node; node = parents.get(node)) {
    const test = node.kind === 'loop' ? node.condition : undefined;
    if (node.kind !== 'loop' || test?.kind !== 'operate' || test.operator !== '<') continue;
    const [counter, bound] = test.operands;
    if (counter?.kind !== 'name' || counter.name !== name.name || !bound || !lengthsOf(text(read.of)).includes(text(bound))) continue;
    const step = node.update?.find((each) => each.kind === 'do' || each.kind === 'assign');
    const by = step && /\+=\s*(\d+)/.exec(text(step))?.[1];
    return { read: written, list: text(read.of), line: lineOf(file, node.start), by: by === '1' ? undefined : by };
  }
  return undefined;
}
