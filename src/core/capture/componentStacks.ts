import { componentText, reactComponentStack } from './formats/reactComponentStack';
import type { FoundTrace } from './scan/foundTrace';

/**
 * Hangs React's component stacks on their errors as details: on the trace above, which React speaks of; where that went to another output,
 * on the next one that begins at the same place. A stack without an error stays.
 * @param traces in the order of the output
 */
export function withComponentStacks(traces: readonly FoundTrace[]): FoundTrace[] {
  return traces.filter((trace, index) => {
    const [stack] = trace.errors;
    if (trace.format !== reactComponentStack || !stack || stack.type !== '') return true;
    const isError = ({ format, errors }: FoundTrace) =>
      format.language === 'javascript' && errors[0] !== undefined && !isStack(format, errors);
    const place = stack.frames.toArray()[0]?.raw;
    const owner =
      traces.slice(0, index).findLast(isError) ??
      traces.slice(index + 1).find((each) => isError(each) && place !== undefined && each.errors[0]?.frames.toArray()[0]?.raw === place);
    const error = owner?.errors[0];
    if (!error) return true;
    const text = componentText(stack.message, stack.frames);
    error.details = error.details ? `${error.details}\n${text}` : text;
    return false;
  });
}

function isStack(format: FoundTrace['format'], [error]: FoundTrace['errors']): boolean {
  return format === reactComponentStack && error?.type === '';
}
