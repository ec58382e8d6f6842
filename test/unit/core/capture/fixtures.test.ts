import { deepStrictEqual, ok } from 'node:assert';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { captureFailure, parseFailure } from '../../../../src/core/capture/captureFailure';
import type { FailureReport, Frame } from '../../../../src/core/capture/failureReport';

const root = join(__dirname, '../../../fixtures');

/** The content of a recorded output, read by a person: see test/fixtures/README.md. */
interface Expected {
  /** The documentation of the form of an output that no program printed. */
  documented?: string;
  errors: {
    type: string;
    message: string;
    role?: string;
    parent?: number;
    test?: string;
    frames: number;
    innermost?: string;
    outermost?: string;
  }[];
  expectations?: { expected: string; actual: string; test?: string }[];
}

function place(frame: Frame | undefined): string | undefined {
  return frame && [frame.file, frame.line, frame.function ?? ''].join(':').replace(/:$/, '');
}

function summary(report: FailureReport): Expected {
  const errors = report.errors.map((error) => ({
    type: error.type,
    message: error.message,
    ...(error.role === 'thrown' ? {} : { role: error.role, parent: error.parent }),
    ...(error.test === undefined ? {} : { test: error.test }),
    frames: error.frames.length,
    ...(error.frames.length === 0 ? {} : { innermost: place(error.frames[0]), outermost: place(error.frames.at(-1)) }),
  }));
  const expectations = report.expectations.map(({ expected, actual, test }) => ({
    expected,
    actual,
    ...(test === undefined ? {} : { test }),
  }));
  return expectations.length > 0 ? { errors, expectations } : { errors };
}

const cases = ['traces', 'runners']
  .flatMap((kind) => readdirSync(join(root, kind)).map((name) => join(root, kind, name)))
  .flatMap((folder) => readdirSync(folder).map((name) => join(folder, name)))
  .filter((folder) => existsSync(join(folder, 'output.txt')) && existsSync(join(folder, 'expected.json')));

async function* pieces(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield Promise.resolve(bytes.subarray(at, at + size));
}

describe('recorded output', () => {
  it('is found: more than 80 cases', () => ok(cases.length > 80, `${cases.length} cases`));

  for (const folder of cases) {
    const name = folder.slice(root.length + 1);
    const text = readFileSync(join(folder, 'output.txt'), 'utf8');
    const { documented: _, ...expected } = JSON.parse(readFileSync(join(folder, 'expected.json'), 'utf8')) as Expected;

    it(`${name} is read completely`, () => deepStrictEqual(summary(parseFailure(text)), expected));

    it(`${name} gives the same result from a stream of bytes and with Windows line ends`, async () => {
      deepStrictEqual(summary(await captureFailure(pieces(new TextEncoder().encode(text), 997))), expected);
      deepStrictEqual(summary(parseFailure(text.replaceAll('\n', '\r\n'))), expected);
    });
  }
});
