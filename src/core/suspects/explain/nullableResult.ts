import type { CallSite } from '../../syntax/syntax';
import { isEmptyLiteral } from './emptyValues';
import type { ExpressionAt, Place, ValueOrigin } from '../../flow/originSteps';
import type { OriginWalk } from './originWalk';
import type { FunctionAt } from './programView';

/** Kotlin: a function whose declared result may be null. */
export function declaredNullable({ file, fn }: FunctionAt, text: string): ValueOrigin | undefined {
  if (!file.file.endsWith('.kt')) return undefined;
  const line = fn.signature.startLine;
  const type = /\)\s{0,4}:\s{0,4}([\w.<>, ]{1,80}\?)/.exec((file.lines[line - 1] ?? '').slice(0, 400))?.[1];
  const note = `is declared to return \`${type?.trim() ?? ''}\`, which can be null`;
  return type ? { steps: [], end: { kind: 'lookup', file: file.file, line, expression: text, note } } : undefined;
}

/** Java: `findFirst().orElse(null)`, which turns what is empty into null. @param place of its name */
export function ofOrElse(
  walk: OriginWalk,
  { name, args }: CallSite,
  receiver: string,
  at: ExpressionAt,
  hops: number,
  place: Place,
): ValueOrigin | undefined {
  const nothing = args[0]?.trim() ?? '';
  if (name !== 'orElse' || !isEmptyLiteral(nothing)) return undefined;
  const { steps, end } = walk.follow(receiver, at, hops + 1);
  return end?.kind === 'lookup'
    ? {
        steps,
        end: {
          ...end,
          ...place,
          expression: `orElse(${nothing})`,
          note: `gives ${nothing} where \`${end.expression}\` ${end.note.replace(/ (?:when|where) (?=no element )/, ': ')}`,
        },
      }
    : undefined;
}
