import { writtenIn, type OriginStep, type ValueOrigin } from '../../flow/originSteps';

/** A language's literals for an empty value. */
const EMPTY_LITERAL = /^(?:undefined|null|void 0|None|nil|nullptr|NULL|default|Option::None|std::nullopt)$/;

export function isEmptyLiteral(text: string): boolean {
  return EMPTY_LITERAL.test(text.trim());
}

/** A literal or a new object is not empty, so its assignment is not the origin of an empty value. */
const SOMETHING =
  /^(?:\[|\{|["'`]|-?\d|new\b|function\b|class\b|true\b|false\b|async\b|\([^()]*\)\s*=>|std::make_\w+|vec!|make\(|&?[A-Z]\w*\s*\{|[A-Z]\w*::new\(|map\[|\[\]\w)/;

/** The way of a value without the last steps, where these cannot be an empty one. */
export function couldBeEmpty({ steps, end }: ValueOrigin): ValueOrigin {
  const last = steps.at(-1);
  const value = last && writtenIn(last);
  const isHolder = last?.kind === 'filled' && last.member !== undefined;
  if (end || !last || !value || isHolder || !SOMETHING.test(value.trim()) || isEmptyHolder(last, value, steps))
    return { steps, ...(end && { end }) };
  return couldBeEmpty({ steps: steps.slice(0, -1) });
}

/** Whether the way of a value ends in one that is not empty, with no other way to it. */
export function isNotEmpty({ steps, end }: ValueOrigin): boolean {
  const last = steps.at(-1);
  const value = last && writtenIn(last);
  return (
    !end &&
    value !== undefined &&
    (SOMETHING.test(value.trim()) || /^&\w/.test(value.trim())) &&
    steps.every(({ kind }) => ['assigned', 'returned', 'passed'].includes(kind))
  );
}

/** An empty collection that the step before looks something up in: `rates.get("FR")` of `{}`. */
function isEmptyHolder(last: OriginStep, value: string, steps: readonly OriginStep[]): boolean {
  const before = steps.at(-2);
  // The elements of a new array are empty themselves.
  if (/^new [A-Z]\w*\[[^\]]+\]$/.test(value.trim()) && steps.some(({ kind }) => kind === 'element')) return true;
  const name = 'name' in last ? last.name : 'parameter' in last ? last.parameter : undefined;
  const asked = before && writtenIn(before);
  if (name === undefined || asked === undefined) return false;
  return (
    /^(?:\{\}|\[\]|dict\(\)|new \w{1,60}(?:<[^<>]{0,80}>)?\(\))$/.test(value.trim()) &&
    asked.startsWith(name) &&
    /^(?:\.|\[)/.test(asked.slice(name.length))
  );
}
