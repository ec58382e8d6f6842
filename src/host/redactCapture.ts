import type { FailureReport } from '../core/capture/failureReport';
import type { Investigation } from '../core/investigation/investigation';
import { shortenReport, type RedactedCapture } from '../core/investigation/storedInvestigation';

type Redact = (texts: string[]) => Promise<string[]>;

/** Frames at either end of a list that are kept on disk; a recursion may have a million. */
const KEPT_FRAMES = 1000;

/** What was captured with its secrets replaced: errors, frames as the trace wrote them, expectations, values. */
export async function redactCapture(
  { reports: captured, values }: Pick<Investigation, 'reports' | 'values'>,
  redact: Redact,
): Promise<RedactedCapture> {
  const reports = captured.map((report) => shortenReport(report, KEPT_FRAMES));
  const texts: string[] = [];
  const add = (text: string): number => texts.push(text) - 1;
  const plan = reports.map(({ errors, expectations }) => ({
    errors: errors.map(({ message, frames }) => ({ message: add(message), raw: add(frames.map(({ raw }) => raw).join('\n')) })),
    expectations: expectations.map(({ expected, actual }) => ({ expected: add(expected), actual: add(actual) })),
  }));
  const valuePlan = values.map(({ name, value }) => add(`${name} = ${value}`));

  const redacted = await redact(texts);
  const at = (index: number | undefined): string => (index === undefined ? '' : (redacted[index] ?? ''));
  return {
    reports: reports.map((report, index): FailureReport => {
      const places = plan[index];
      return {
        errors: report.errors.map((error, which) => {
          const raws = at(places?.errors[which]?.raw).split('\n');
          const fits =
            raws.length ===
            error.frames
              .map(({ raw }) => raw)
              .join('\n')
              .split('\n').length;
          let next = 0;
          const frames = error.frames.map((frame) => {
            const lines = frame.raw.split('\n').length;
            const raw = fits ? raws.slice(next, next + lines).join('\n') : `${frame.file}:${frame.line}`;
            next += lines;
            return { ...frame, raw };
          });
          return { ...error, message: at(places?.errors[which]?.message), frames };
        }),
        expectations: report.expectations.map((expectation, which) => ({
          ...expectation,
          expected: at(places?.expectations[which]?.expected),
          actual: at(places?.expectations[which]?.actual),
        })),
      };
    }),
    values: values.map((value, index) => ({ ...value, value: at(valuePlan[index]).slice(value.name.length + 3) })),
  };
}
