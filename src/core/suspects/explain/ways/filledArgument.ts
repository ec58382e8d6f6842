import { callWritten } from '../callText';
import type { ExpressionAt, ValueOrigin } from '../originSteps';

/** A name that is only defined by the call before that fills it: `parse_str($query, $form)`, `json.Unmarshal(data, &order)`. */
export function ofFilled(text: string, at: ExpressionAt): ValueOrigin {
  if (!/^\$\w+$/.test(text) || at.file.language !== 'php') return { steps: [] };
  const before = at.file
    .calls({ startLine: at.fn?.startLine ?? 1, endLine: at.line })
    .filter(({ args, startLine }) => startLine < at.line && args.some((arg) => arg.trim() === text));
  const call = before[0];
  if (!call) return { steps: [] };
  return {
    steps: [{ kind: 'assigned', file: at.file.file, line: call.startLine, name: text, value: callWritten(call, at.file), fills: true }],
  };
}
