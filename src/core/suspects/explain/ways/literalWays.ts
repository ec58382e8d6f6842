import type { SyntaxFile } from '../../../syntax/syntax';
import { familyOf } from '../../../workspace/languages';
import { isEmptyLiteral } from '../emptyValues';
import { nearName } from '../nearName';
import type { ExpressionAt, OriginEnd, OriginStep, Place } from '../originSteps';
import type { Selector } from './passingCalls';
import { fieldOf, only, type ProgramView } from '../programView';
import { after, type Walk, type Way } from './walk';
import { keysIn, partUnder, splitTop, splitWord } from '../writtenParts';

/** A part of an object that is written out. */
export function ofObject(
  walk: Walk,
  text: string,
  parts: readonly string[],
  path: readonly Selector[],
  at: ExpressionAt,
  hops: number,
): Way[] | undefined {
  const [first, ...rest] = path;
  if (first === undefined || first === 'each' || first === 'count') return undefined;
  const place = { file: at.file.file, line: at.line };
  if (typeof first !== 'object')
    return parts.flatMap((part) => {
      const value = valueOfPart(part);
      return value === undefined ? [] : walk.follow(value, rest, lineOfPart(at, text, part), hops + 1);
    });
  // What comes later replaces what came before.
  for (const part of parts.toReversed()) {
    const spread = /^(?:\.\.\.|\*\*)([^]+)$/.exec(part.trim())?.[1];
    if (spread !== undefined) {
      const ways = walk.follow(spread, path, at, hops + 1);
      if (ways.every(({ end }) => end?.kind === 'missingKey')) continue;
      return ways.some(({ end, last }) => end === undefined && last.path.length >= path.length) ? undefined : ways;
    }
    const own = partUnder([part.replace(/(?<!\s)\s{0,20}=>\s{0,20}/, ': ').replace(/^\s*:(?=\w+: )/, '')], first.key);
    if (own === undefined) continue;
    const where = lineOfPart(at, text, part);
    const step: OriginStep = { kind: 'written', file: at.file.file, line: where.line, expression: `${first.of}.${first.key}`, value: own };
    const ways = walk.follow(own, rest, where, hops + 1);
    return own === first.key || where.line === at.line ? ways : after(step, ways);
  }
  if (parts.some((part) => /^\s*(?:\.\.\.|\*\*)/.test(part))) return undefined;
  if (rest.length > 0 || isSetSomewhere(walk.view, first.key, at.file)) return [{ steps: [], last: { text, path, at } }];
  const keys = keysIn(text);
  if (!keys || keys.some((key) => key.startsWith('['))) return undefined;
  return [{ steps: [], end: missing(first, keys, place, text, at), last: { text, path, at } }];
}

function missing(first: { key: string; of: string }, keys: readonly string[], place: Place, text: string, at: ExpressionAt): OriginEnd {
  const near = nearName(first.key, keys);
  const line = near === undefined ? place.line : lineOfPart(at, text, near).line;
  return { kind: 'missingKey', file: place.file, line, object: first.of, key: first.key, ...(near ? { near } : { keys: [...keys] }) };
}

/** Whether the program sets a member of this name of an object that exists. */
function isSetSomewhere(view: ProgramView, key: string, { language }: SyntaxFile): boolean {
  const set = new RegExp(`(?:[.>]|\\[['":])${key.replace(/\W/g, '\\$&')}(?:['"]?\\])?$`);
  return view.files
    .filter((file) => familyOf(file.language) === familyOf(language))
    .some((file) =>
      file.allDefinitions({ startLine: 1, endLine: file.lines.length }).some(({ name }) => set.test(name) && fieldOf(name) === undefined),
    );
}

/** A part of a list that is written out: of the only element that lacks it, or leaves it empty. */
export function ofList(
  walk: Walk,
  text: string,
  parts: readonly string[],
  path: readonly Selector[],
  at: ExpressionAt,
  hops: number,
): Way[] | undefined {
  const [first, second, ...rest] = path;
  if (first === undefined || first === 'value' || first === 'count' || parts.length === 0) return undefined;
  if (typeof first === 'object') {
    const part = /^\d+$/.test(first.key) && !parts.some((each) => /^\s*(?:\*|\.\.\.)/.test(each)) ? parts[Number(first.key)] : undefined;
    return part === undefined ? undefined : walk.follow(part.trim(), path.slice(1), lineOfPart(at, text, part), hops + 1);
  }
  if (parts.length === 1) return walk.follow(parts[0]!.trim(), path.slice(1), lineOfPart(at, text, parts[0]!), hops + 1);
  if (typeof second !== 'object' || rest.length > 0) return undefined;
  const keys = parts.map((part) => (/^\s*[{[]/.test(part) ? keysIn(part.trim()) : undefined));
  const lacking = keys.flatMap((each, index) => (each?.includes(second.key) === false ? [index] : []));
  if (keys.some((each) => each === undefined) || isSetSomewhere(walk.view, second.key, at.file)) return undefined;
  const empty = parts.findIndex((part) => {
    const inner = /^\s*[{[]([^]*)[}\]]\s*$/.exec(part)?.[1] ?? '';
    const value = partUnder(
      splitTop(inner).map((each) => each.replace(/(?<!\s)\s{0,20}=>\s{0,20}/, ': ')),
      second.key,
    );
    return value !== undefined && isEmptyLiteral(value);
  });
  const odd = lacking.length === parts.length ? 0 : (only(lacking) ?? -1);
  if (odd >= 0 && empty < 0) {
    const where = lineOfPart(at, text, parts[odd]!);
    const end = missing(second, keys[odd]!, { file: at.file.file, line: where.line }, parts[odd]!.trim(), where);
    return [{ steps: [], end, last: { text, path, at } }];
  }
  return undefined;
}

function valueOfPart(part: string): string | undefined {
  return (splitWord(part, '=>') ?? splitWord(part, ':'))?.[1]?.trim();
}

function lineOfPart(at: ExpressionAt, text: string, part: string): ExpressionAt {
  const from = text.indexOf(part);
  const lead = /^\s*/.exec(part)![0].length;
  const down = from < 0 ? 0 : text.slice(0, from + lead).split('\n').length - 1;
  return { ...at, line: at.line + down };
}
