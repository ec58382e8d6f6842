import { deepStrictEqual } from 'node:assert';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { judge } from '../../../../bench/reading/judge';
import type { RecordedText } from '../../../../bench/reading/recorders/common';
import { parseFailure } from '../../../../src/core/capture/captureFailure';

/** [a tool, its texts whose truth cannot be told from the text alone] */
const tools: [string, string[]][] = [
  ['playwright', []],
  ['karma', []],
  ['webpack', []],
  ['vite', []],
  ['ngc', []],
  ['vue-tsc', []],
  ['junit-console', []],
  ['go-race', []],
  ['cargo-build', []],
  ['cargo-test', []],
  ['clippy', []],
  ['monolog', []],
  // Joi marks a value with a number in brackets at the start of a line.
  ['node-libraries', ['joi.cjs']],
  // Nothing says where the message ends.
  ['python-libraries', ['blank_line.py']],
  ['unittest', []],
];

describe('texts recorded for bench:reading', () => {
  for (const [tool, unclear] of tools) {
    it(`of ${tool} are read whole`, () => {
      const texts = JSON.parse(readFileSync(join('bench/reading/texts', `${tool}.json`), 'utf8')) as RecordedText[];
      const wrong = texts
        .filter(({ name }) => !unclear.includes(name))
        .flatMap(({ name, text, errors }) =>
          judge(parseFailure(text, { roots: ['/home/dev/shop', '/home/dev/app'] }).errors, errors).wrong.map((said) => `${name}: ${said}`),
        );
      deepStrictEqual(wrong, []);
    });
  }
});
