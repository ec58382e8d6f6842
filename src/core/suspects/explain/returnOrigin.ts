import type { FunctionNode, SyntaxFile } from '../../syntax/syntax';
import { familyOf } from '../../workspace/languages';
import { isEmptyLiteral, nothingIn } from './emptyValues';
import { nearName } from './nearName';
import type { OriginEnd, OriginStep, ValueOrigin } from './originSteps';
import type { OriginWalk } from './originWalk';
import { only, type FunctionAt } from './programView';
import { keysIn, partOf } from './writtenParts';

/** The empty return of a function. @param path the relevant part of the returned value: `['orders']`, `['0']` */
export function ofReturns(walk: OriginWalk, { file, fn }: FunctionAt, path: readonly string[], hops: number): ValueOrigin {
  const by = fn.name || 'the callback';
  const nothing = nothingIn(file.language);
  const ends: { end: OriginEnd; steps: OriginStep[] }[] = [];
  const returns = file.returns(fn).filter(({ value }) => !/^(?:yield)\b/.test(value));
  for (const statement of returns) {
    const value = partOf(statement, path, file);
    const place = { file: file.file, line: statement.startLine };
    if (value === undefined) {
      const missing = withoutKey(statement.value, path);
      if (missing) ends.push({ steps: [], end: { kind: 'missingKey', ...place, object: `${by}()`, ...missing } });
      continue;
    }
    if (value === '') {
      if (/^(?:javascript|python|ruby|php)$/.test(familyOf(file.language)))
        ends.push({ steps: [], end: { kind: 'returnsNothing', ...place, by, value: nothing, how: 'bare', also: [] } });
    } else if (isEmptyLiteral(value))
      ends.push({ steps: [], end: { kind: 'returnsNothing', ...place, by, value: value.trim(), how: 'literal', also: [] } });
    else {
      const further = walk.follow(value, { file, fn, line: statement.startLine }, hops + 1);
      if (further.end) ends.push({ steps: [{ kind: 'returned', ...place, by, value }, ...further.steps], end: further.end });
    }
  }
  if (/^(?:javascript|python)$/.test(familyOf(file.language)) && path.length === 0 && file.fallsThrough(fn) && !isGenerator(file, fn))
    ends.push({
      steps: [],
      end: { kind: 'returnsNothing', file: file.file, line: fn.signature.startLine, by, value: nothing, how: 'end', also: [] },
    });
  const [first] = ends;
  if (!first) {
    const last = only(returns);
    const value = last && partOf(last, path, file);
    return { steps: last && value ? [{ kind: 'returned', file: file.file, line: last.startLine, by, value }] : [] };
  }
  if (first.end.kind === 'returnsNothing')
    first.end.also = ends.slice(1).flatMap(({ end }) => (end.kind === 'returnsNothing' && end.how !== 'end' ? [end.line] : []));
  return first;
}

/** An object literal that is returned without the wanted key. */
function withoutKey(value: string, path: readonly string[]): { key: string; near?: string } | undefined {
  const [key] = path;
  if (key === undefined || path.length > 1 || /^\d+$/.test(key) || !/^\{[^]*\}$/.test(value.trim())) return undefined;
  const keys = keysIn(value);
  if (!keys || keys.length === 0 || keys.some((each) => each.startsWith('['))) return undefined;
  const near = nearName(key, keys);
  return { key, ...(near && { near }) };
}

function isGenerator(file: SyntaxFile, fn: FunctionNode): boolean {
  return file.lines.slice(fn.startLine - 1, fn.endLine).some((line) => /\byield\b/.test(line));
}
