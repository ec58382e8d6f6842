import { escapePattern } from './escapePattern';
import { writtenIn, type ExpressionAt, type OriginStep, type ValueOrigin } from './originSteps';
import type { OriginWalk } from './originWalk';
import { keysIn, partUnder, splitTop } from './writtenParts';

/**
 * A member of an object that is put together from others, `{ ...DEFAULTS, ...options }`: the value that the last one of them gives it.
 * Undefined where one that comes later is not known.
 */
export function ofSpread(walk: OriginWalk, property: string, from: ValueOrigin, hops: number): ValueOrigin | undefined {
  const last = from.steps.at(-1);
  const text = last && writtenIn(last)?.trim();
  const file = last && walk.view.file(last.file);
  const inner = text && /^\{([^]*)\}$/.exec(text)?.[1];
  if (from.end || !last || !file || !inner || !/\.\.\.|\*\*/.test(inner)) return undefined;
  const where = { file, fn: file.enclosing(last.line), line: last.line };
  for (const part of splitTop(inner).toReversed()) {
    const spread = /^\s*(?:\.\.\.|\*\*)\s*([A-Za-z_$][\w$.]{0,80})\s*$/.exec(part)?.[1];
    if (spread === undefined) {
      const own = keysIn(`{${part}}`);
      if (own?.includes(property) === false) continue;
      return undefined;
    }
    const given = walk.follow(spread, where, hops + 1);
    const step = given.steps.at(-1);
    const written = step && writtenIn(step)?.trim();
    const keys = written && /^\{[^]*\}$/.test(written) ? keysIn(written) : undefined;
    if (given.end || !step || !written || !keys) return undefined;
    if (!keys.includes(property)) continue;
    return ofPart(walk, written, property, { ...given, steps: [...from.steps, ...given.steps] }, step, hops);
  }
  return undefined;
}

function ofPart(
  walk: OriginWalk,
  literal: string,
  property: string,
  { steps }: ValueOrigin,
  { file: name, line }: OriginStep,
  hops: number,
): ValueOrigin | undefined {
  const value = partUnder(splitTop(literal.slice(1, -1)), property);
  const file = walk.view.file(name);
  if (value === undefined || !file) return undefined;
  const keyed = new RegExp(`(?<![\\w.$])['"]?${escapePattern(property)}['"]?\\s{0,4}[:,}]`);
  const down = file.lines.slice(line - 1, line - 1 + literal.split('\n').length).findIndex((text) => keyed.test(text.slice(0, 500)));
  const at: ExpressionAt = { file, fn: file.enclosing(line), line: line + Math.max(0, down) };
  const further = walk.follow(value, at, hops + 1);
  const written: OriginStep = { kind: 'written', file: name, line: at.line, expression: property, value };
  return { ...further, steps: [...steps, written, ...further.steps] };
}
