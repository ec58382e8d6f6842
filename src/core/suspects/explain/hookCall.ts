import type { Clue } from './clue';
import { citing, code, placeText, type ExplainInput, type Explanation } from './explanation';

/** A function that React calls as a component, and a hook, by their names. */
const COMPONENT = /^[A-Z]/;
const HOOK = /^use[A-Z\d]/;
const REACT = /(?:^|[\\/])node_modules[\\/](?:react|preact|next)(?:-\w+)?[\\/]/;

/** React: a hook ran while no component was rendered, so React had nothing to keep its state in. */
export function explainHookCall(clue: Extract<Clue, { kind: 'empty' }>, { at, view, error }: ExplainInput): Explanation | undefined {
  const hook = clue.property ?? '';
  if (!HOOK.test(hook) || clue.value !== 'null' || !REACT.test(error.frames[0]?.file ?? '')) return undefined;
  const frames = view.frames.filter((each) => each.error === at.error);
  const outside = frames.findIndex(({ fn }) => !HOOK.test(fn?.name ?? ''));
  const caller = frames[outside];
  // A component on the way is a case of its own: two copies of React, or a component called as a function.
  if (!caller || frames.some(({ fn }) => COMPONENT.test(fn?.name ?? ''))) return undefined;
  const place = { file: caller.file.file, line: caller.line };
  const through = outside > 0 ? (frames[outside - 1]?.fn?.name ?? hook) : hook;
  const where = caller.fn?.name ? `${code(caller.fn.name)}, which is neither a component nor a hook by its name,` : 'the top of the module';
  return {
    title: `${code(hook)} is called outside of a component`,
    sentences: [
      `Line ${at.line} calls the hook ${code(hook)}, but React is rendering no component there, so its state is null.`,
      `${caller.fn?.name ? where : `The code at ${where}`} calls ${code(through)} (${placeText(place, at)}).`,
    ],
    ...citing(place, `calls ${code(through)} outside of a component`),
    check: `Call ${code(through)} inside of a function component. If it still fails, this is not the cause.`,
  };
}
