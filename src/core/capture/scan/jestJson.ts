import * as z from 'zod';
import { stripTerminalSequences } from '../unwrap/terminalText';

/** A failed test of a report that Jest and Vitest write with `--json` and `--reporter=json`. */
export interface JsonTestFailure {
  test: string;
  /** The thrown error, with its frames. */
  messages: string[];
}

const mark = '"assertionResults":[';
const report = z.object({
  testResults: z.array(
    z.object({
      message: z.string().optional(),
      name: z.string().optional(),
      assertionResults: z.array(
        z.object({
          ancestorTitles: z.array(z.string()).optional(),
          title: z.string().optional(),
          status: z.string(),
          failureMessages: z.array(z.string().nullable()).nullish(),
        }),
      ),
    }),
  ),
});

/**
 * The failed tests of a line that holds a whole report; undefined for any other. The report contains each failure up to four times: as a
 * message, in its details, with the values, and as terminal output.
 */
export function jestJson(line: string): JsonTestFailure[] | undefined {
  if (!line.includes(mark)) return undefined;
  const parsed = report.safeParse(jsonIn(line));
  if (!parsed.success) return undefined;
  return parsed.data.testResults.flatMap(({ assertionResults, message = '', name = '' }) => {
    const failed = assertionResults.filter(({ status }) => status === 'failed');
    // A file that could not be loaded has no test.
    if (failed.length === 0) return message.trim() === '' ? [] : [{ test: name, messages: [message] }];
    return failed.map(({ ancestorTitles = [], title = '', failureMessages }) => ({
      test: [...ancestorTitles, title].filter((each) => each !== '').join(' › '),
      // Vitest writes null for a thrown value that is not an error.
      messages: (failureMessages ?? []).map((each) => stripTerminalSequences(each ?? 'thrown: no error')),
    }));
  });
}

function jsonIn(line: string): unknown {
  const from = line.indexOf('{"num');
  try {
    return from < 0 ? undefined : JSON.parse(line.slice(from, line.lastIndexOf('}') + 1));
  } catch {
    return undefined;
  }
}
