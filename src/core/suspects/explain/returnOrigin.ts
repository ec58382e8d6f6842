import type { FunctionNode, SyntaxFile } from '../../syntax/syntax';
import { familyOf } from '../../workspace/languages';
import { isEmptyLiteral } from './emptyValues';
import { nothingIn } from '../../flow/library/nothing';
import { escapePattern } from './escapePattern';
import { nearName } from './nearName';
import type { ExpressionAt, OriginEnd, OriginStep, Place, ValueOrigin } from './originSteps';
import { withStep, type OriginWalk } from './originWalk';
import { only, type FunctionAt } from './programView';
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
  const wrapper = path.length === 0 ? droppingWrapper(walk.view, { file, fn }) : undefined;
  if (wrapper) return wrapper;
  // A call of a generator gives the generator, whatever it yields.
  if (/^(?:javascript|python)$/.test(familyOf(file.language)) && isGenerator(file, fn)) return { steps: [] };
  const by = fn.name || 'the callback';
  const nothing = nothingIn(file.language);
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
    if (value === '') {
      if (/^(?:javascript|python|ruby|php)$/.test(familyOf(file.language)))
        ends.push({ steps: [], end: { kind: 'returnsNothing', ...place, by, value: nothing, how: 'bare', also: [] } });
    } else if (isEmptyLiteral(value))
      ends.push({ steps: [], end: { kind: 'returnsNothing', ...place, by, value: value.trim(), how: 'literal', also: [] } });
    else {
      const further = walk.follow(value, { file, fn, line: statement.startLine, ...(entered && { entered }) }, hops + 1);
      if (further.end) ends.push({ steps: [{ kind: 'returned', ...place, by, value }, ...further.steps], end: further.end });
    }
  }
  if (/^(?:javascript|python)$/.test(familyOf(file.language)) && path.length === 0 && file.fallsThrough(fn))
    ends.push({
      steps: [],
      end: { kind: 'returnsNothing', file: file.file, line: fn.signature.startLine, by, value: nothing, how: 'end', also: [] },
    });
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

/** Python: the only decorator of a function is one of the workspace, and the function that it returns instead never returns a value. */
function droppingWrapper(view: OriginWalk['view'], { file, fn }: FunctionAt): ValueOrigin | undefined {
  if (file.language !== 'python') return undefined;
  const { startLine, endLine } = fn.signature;
  const decorators = file.lines
    .slice(startLine - 1, endLine)
    .flatMap((text, at) => (/^\s*@/.test(text) ? [{ text: text.trim(), line: startLine + at }] : []));
  const one = only(decorators);
  const name = one && /^@(\w{1,80})$/.exec(one.text)?.[1];
  const call = name && { name, args: [], startLine: one.line, endLine: one.line, column: 1, construct: false };
  const decorator = call ? view.callee(call, file, undefined) : undefined;
  const given = decorator && only(decorator.file.returns(decorator.fn))?.value.trim();
  if (!one || !name || !decorator || !given) return undefined;
  const inner = only(decorator.file.functions.filter((each) => each.name === given && each.parent === decorator.fn.index));
  if (!inner || !decorator.file.fallsThrough(inner) || isGenerator(decorator.file, inner)) return undefined;
  if (decorator.file.returns(inner).some(({ value }) => value !== '' && value !== 'None')) return undefined;
  const header = decorator.file.lines.slice(inner.signature.startLine - 1, inner.signature.endLine);
  const line =
    inner.signature.startLine +
    Math.max(
      0,
      header.findIndex((text) => /^\s*(?:async\s+)?def\b/.test(text)),
    );
  return {
    steps: [{ kind: 'wrapped', file: file.file, line: one.line, name: fn.name, by: one.text }],
    end: { kind: 'returnsNothing', file: decorator.file.file, line, by: inner.name, value: 'None', how: 'end', also: [] },
  };
}

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
