import { deepStrictEqual } from 'node:assert';
import { parseFailure } from '../../src/core/capture/captureFailure';
import { outputVariants } from './outputVariants';
import { frameText } from './readErrors';

/** What a person reads in an output; `frames` has each frame as `function file:line:column`, or their number. */
export interface ExpectedError {
  type?: string;
  message: string;
  role?: string;
  test?: string;
  frames?: readonly string[] | number;
}

const fewestLines = 6;

/** Declares a test: the output is read like this as it came and as each of the variants in which people paste it. */
export function readsAlike(title: string, text: string, expected: readonly ExpectedError[], unlike: readonly string[] = []): void {
  it(title, () => {
    for (const { name, of, inferred } of outputVariants) {
      // Of a few lines nobody can tell what they share by chance.
      if (unlike.includes(name) || ((inferred || /clock only/.test(name)) && text.split('\n').length < fewestLines)) continue;
      const found = parseFailure(of(text)).errors.map((error, at): ExpectedError => {
        const { frames = [] } = expected[at] ?? {};
        return {
          type: error.type,
          message: error.message,
          role: error.role,
          ...(error.test === undefined ? {} : { test: error.test }),
          frames: typeof frames === 'number' ? error.frames.length : error.frames.map(frameText),
        };
      });
      deepStrictEqual(
        found,
        expected.map((each) => ({ type: '', role: 'thrown', frames: [], ...each })),
        name,
      );
    }
  });
}
