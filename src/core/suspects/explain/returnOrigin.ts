import { only } from '../../only';
import type { FunctionNode, SyntaxFile } from '../../syntax/syntax';
import { isEmptyLiteral } from './emptyValues';
import { escapePattern } from './escapePattern';
import { nearName } from '../../flow/nearName';
import type { ExpressionAt, OriginEnd, OriginStep, Place, ValueOrigin } from '../../flow/originSteps';
import { withStep, type OriginWalk } from './originWalk';
import type { FunctionAt } from './programView';
import { keysIn, partOf } from './writtenParts';

/**
 * The empty return of a function.
 *
 * @param path the relevant part of the returned value: `['orders']`, `['0']`
 * @param errorChecked Go: the caller went on only because the error beside the value was nil
 */
export function ofReturns(
  walk: OriginWalk,
  { file, fn }: FunctionAt,
  path: readonly string[],
  hops: number,
  entered?: ExpressionAt['entered'],
  errorChecked = false,
): ValueOrigin {
  const by = fn.name || 'the callback';
  const ends: { end: OriginEnd; steps: OriginStep[] }[] = [];
  const returns = file
    .returns(fn)
    .filter(({ value }) => !/^(?:yield)\b/.test(value) && !(errorChecked && value.includes(',') && !/,\s*nil$/.test(value)));
  for (const statement of returns) {
    const value = partOf(statement, path, file);
    const place = { file: file.file, line: statement.startLine };
    if (value === undefined) {
      const missing = withoutKey(statement.value, path);
      if (missing) ends.push({ steps: [], end: missingIn(missing, place, `${by}()`) });
      continue;
    }
    if (value === '') continue;
    if (isEmptyLiteral(value))
      ends.push({
        steps: [],
        end: {
          ...{ kind: 'returnsNothing', ...place, by, value: value.trim(), how: 'literal', also: [] },
          ...(WITH_ERROR.test(statement.value) && file.language === 'go' && { withError: true }),
        },
      });
    else {
      const further = walk.follow(value, { file, fn, line: statement.startLine, ...(entered && { entered }) }, hops + 1);
      if (further.end) ends.push({ steps: [{ kind: 'returned', ...place, by, value }, ...further.steps], end: further.end });
    }
  }
  const [first] = ends;
  if (!first) {
    const last = only(returns);
    const value = last && partOf(last, path, file);
    // A part of what is returned by its name: which part is not known, but where it is returned is.
    if (last && value === undefined && path.length > 0 && /^[\w$.]+$/.test(last.value.trim()))
      return { steps: [{ kind: 'returned', file: file.file, line: last.startLine, by, value: last.value }] };
    if (!last || !value) return { steps: [] };
    const step: OriginStep = { kind: 'returned', file: file.file, line: last.startLine, by, value };
    const further = walk.follow(value, { file, fn, line: last.startLine, ...(entered && { entered }) }, hops + 1);
    return withStep(step, { steps: further.steps });
  }
  if (first.end.kind === 'returnsNothing')
    first.end.also = ends.slice(1).flatMap(({ end }) => (end.kind === 'returnsNothing' && end.how !== 'end' ? [end.line] : []));
  return first;
}

/** `nil, fmt.Errorf("no user %d", id)` */
const WITH_ERROR = /,\s*(?:fmt\.Errorf|errors\.\w+|[eE]rr\w*)\b/;

interface MissingKey {
  key: string;
  near?: string;
  /** Lines from the literal's first one to the similar key. */
  down: number;
}

/** The end of a value whose literal has not the key. @param place where the literal begins */
export function missingIn({ key, near, down }: MissingKey, place: Place, object: string): OriginEnd {
  return { kind: 'missingKey', file: place.file, line: place.line + down, object, key, ...(near && { near }) };
}

/** An object literal, or an array with keys, without the wanted key. */
export function withoutKey(value: string, path: readonly string[]): MissingKey | undefined {
  const [key] = path;
  if (key === undefined || path.length > 1 || /^\d+$/.test(key) || !/^[{[][^]*[}\]]$/.test(value.trim())) return undefined;
  if (value.trim().startsWith('[') && !value.includes('=>')) return undefined;
  const keys = keysIn(value);
  if (!keys || keys.length === 0 || keys.some((each) => each.startsWith('['))) return undefined;
  const near = nearName(key, keys);
  const before = near ? value.slice(0, Math.max(0, value.search(new RegExp(`\\b${escapePattern(near)}\\b`)))) : '';
  return { key, ...(near && { near }), down: before.split('\n').length - 1 };
}

/** Whether a function is a generator: a call of it gives an iterator. */
export function isGenerator(file: SyntaxFile, fn: FunctionNode): boolean {
  return file.lines.slice(fn.startLine - 1, fn.endLine).some((line) => /\byield\b/.test(line));
}
