import { writtenIn, type ValueOrigin } from '../../flow/originSteps';

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
  if (end || !last || !value || isHolder || !SOMETHING.test(value.trim())) return { steps, ...(end && { end }) };
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
