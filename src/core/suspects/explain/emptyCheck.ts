import { code, type ExplainInput } from './explanation';
import type { ValueOrigin } from '../../flow/originSteps';

/** What would show that an empty value is not the cause. @param seen the value that the stopped program showed */
export function checkOf({ steps, end }: ValueOrigin, text: string, value: string, { at }: ExplainInput, seen?: string): string {
  if (end?.kind === 'lookup' && end.store?.condition)
    return `Log ${code(end.store.condition)} before ${end.file}:${end.store.line}. If it is true every time, this is not the cause.`;
  if (end?.kind === 'notPassed')
    return `Pass ${code(end.parameter)} at ${end.file}:${end.line} and run it again. If it still fails, this is not the cause.`;
  if (end?.kind === 'missingKey')
    return `Log ${code(end.object)} before line ${at.line}. If it has ${code(end.key)}, this is not the cause.`;
  if (end?.kind === 'returnsNothing') return `Log what ${code(end.by)} returns. If it is never ${value}, this is not the cause.`;
  const last = steps.at(-1);
  if (last?.kind === 'row') return `Take the row at ${last.file}:${last.line} out. If the test still fails, this is not the cause.`;
  if (end && last && end.file !== at.file.file)
    return `Stop at ${end.file}:${end.line}. If the value is not ${value} there, this is not the cause.`;
  if (seen === value) return `${code(text)} was ${value} when it failed. Follow it back: where it first becomes ${value} is the cause.`;
  return `Log ${code(text)} before ${at.file.file}:${at.line}. If it is never ${value} there, this is not the cause.`;
}
