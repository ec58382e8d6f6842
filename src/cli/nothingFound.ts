import type { FailureReport } from '../core/capture/failureReport';
import { t } from '../core/language';
import { EXIT } from './exit';
import type { CliIo } from './io';
import { passedSentence } from './passedTests';
import { say } from './print';

export function isEmpty(report: FailureReport): boolean {
  return report.errors.length === 0 && report.expectations.length === 0;
}

export function noError(io: CliIo, output: string): number {
  const passed = passedSentence(output);
  say(
    [passed ?? t('No error was recognised in the input. Give the whole output, from the error message to the last line of its trace.')],
    io,
  );
  return EXIT.noError;
}
