import { lineOf, nodesOn, spanOfLines } from '../../syntax/lower/places';
import type { Ir } from '../../syntax/lower/ir';
import { only } from '../../only';
import { kindOf, type Kind } from '../../flow/kinds';
import type { ExpressionAt, Place, ValueOrigin } from '../../flow/originSteps';
import { textOf, type Path } from '../../flow/way';
import type { Clue } from './clue';
import { aType, code, placeText, type ExplainInput, type Explanation } from './explanation';
import { flowOf } from './followed';
import { originEvidence } from './originEvidence';
import { originPlace, originSentences } from './originText';
import type { ProgramView } from './programView';

/** The way of a value on which it is of a type, and what made it so. */
export interface OfKind {
  origin: ValueOrigin;
  kind: Kind;
  /** Where it is made, and as what. */
  at: Place;
  text: string;
}

/** The only way of an expression on which the program gives a value of a type; undefined where there is none, or several. */
export function wayOfKind(view: ProgramView, text: string, where: ExpressionAt, type: string, path: Path = []): OfKind | undefined {
  const ways = flowOf(view, text, where, path)?.ways ?? [];
  const found = ways.flatMap((way): OfKind[] => {
    const kind = kindOf(view, way);
    const { file } = way.last.at;
    const line = lineOf(file, way.last.expr.start);
    const made = textOf(way.last.at, way.last.expr);
    return kind?.type === type ? [{ origin: { steps: [...way.steps] }, kind, at: { file: file.file, line }, text: made }] : [];
  });
  return only([...new Map(found.map((each) => [`${each.at.file}:${each.at.line}`, each])).values()]);
}

/** What made a value what it is, in a sentence. */
export function kindSentence({ kind, at, text }: OfKind, input: ExplainInput): string | undefined {
  if (!kind.maker || !kind.means) return undefined;
  const what = `${code(kind.maker)} (${placeText(kind.from ?? at, input.at)}) ${kind.means}`;
  if (kind.from) return `${what}, and ${code(text)} (${placeText(at, input.at)}) is one.`;
  return kind.declared ? `${what}: ${code(kind.declared.name)} is ${code('async')} (${placeText(kind.declared, input.at)}).` : `${what}.`;
}

/** A value of a type that is not taken where it stands: which of those on the line it is, and where the program makes it. */
export function explainKind({ type }: Pick<Extract<Clue, { kind: 'type' }>, 'type'>, input: ExplainInput): Explanation | undefined {
  const { at, view, frame } = input;
  const where = { file: at.file, fn: at.fn, line: at.line, frame };
  const texts = [...new Set(usedOn(input))];
  const found = only(
    texts.flatMap((text) => {
      const own = wayOfKind(view, text, where, type);
      return own ? [{ used: text, own }] : [];
    }),
  );
  if (!found) return undefined;
  const { used: text, own } = found;
  const { origin, kind } = own;
  const what = type === 'naive' ? 'a time without a time zone' : type === 'coroutine' ? 'a coroutine' : aType(type);
  const made = kindSentence(own, input);
  const place = made ? own.at : (originPlace(origin) ?? own.at);
  return {
    subject: `${code(text)} is ${what}`,
    title: `${code(text)} is ${what}${at.fn?.name ? ` in ${code(at.fn.name)}` : ''}`,
    sentences: [
      `Line ${at.line} uses ${code(text)}, which is ${what}${type === 'naive' ? ' beside ones that have one' : ''}.`,
      ...(made ? [made] : originSentences(origin, '', at)),
    ],
    evidence: [
      { ...place, why: made ? `makes it ${what}` : 'where it comes from' },
      ...originEvidence(origin, ''),
      ...(kind.declared ? [{ file: kind.declared.file, line: kind.declared.line, why: `is ${code('async')}` }] : []),
    ],
    ...(!(place.file === at.file.file && place.line === at.line) && { origin: place }),
    ...(kind.mistake && { atFault: true }),
    check: `Log the type of ${code(text)} before ${at.file.file}:${at.line}. If it is another one, this is not the cause.`,
  };
}

/** What is read on the failing line: names, members, elements and calls. */
function usedOn({ at: { file, line } }: ExplainInput): string[] {
  const span = spanOfLines(file, line);
  const isRead = (node: Ir): boolean => /^(?:name|member|index|call)$/.test(node.kind);
  return nodesOn(file.code, span).flatMap((node) =>
    isRead(node) && span.start <= node.start && node.end <= span.end ? [file.text.slice(node.start, node.end)] : [],
  );
}
