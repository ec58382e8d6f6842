import { deepStrictEqual, ok, strictEqual } from 'node:assert';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { parseFailure } from '../../../../src/core/capture/captureFailure';
import type { FailureReport } from '../../../../src/core/capture/failureReport';
import { frameText } from '../../../support/readErrors';

const root = join(__dirname, '../../../fixtures/traces');
/** Recorded outputs that consist of a single trace, without surrounding text that a prefix or a cut could change. */
const recorded = [
  'javascript/cause-chain',
  'javascript/odd-paths',
  'javascript/esm-aggregate',
  'python/chain',
  'python/groups',
  'java/suppressed',
  'kotlin/cause',
  'scala/uncaught',
  'go/nil-pointer',
  'ruby/uncaught',
  'lua/uncaught',
  'perl/confess',
  'rust/unwrap-backtrace',
  'elixir/function-clause',
  'cpp/asan-use-after-free',
]
  .map((name) => join(root, name, 'output.txt'))
  .map((file) => ({ name: file.slice(root.length + 1, -'/output.txt'.length), text: readFileSync(file, 'utf8').trimEnd() }));
const trace = fc.constantFrom(...recorded);

/** Errors in short, with their frames. */
function errorsOf(report: FailureReport): [string, string[]][] {
  return report.errors.map(({ type, frames }) => [type, frames.map(frameText)]);
}

function frames(text: string): string[] {
  return errorsOf(parseFailure(text)).flatMap(([, each]) => each);
}

function places(text: string): string[] {
  return parseFailure(text).errors.flatMap((error) => error.frames.map(({ file, line }) => `${file.replace(/^\.\//, '')}:${line}`));
}

const two = fc.integer({ min: 10, max: 59 });
const prefix = fc.oneof(
  fc.tuple(two, two).map(([a, b]) => `2026-02-03T10:${a}:${b}.123Z `),
  fc.tuple(two, two).map(([a, b]) => `[2026-02-03 10:${a}:${b}] `),
  fc.stringMatching(/^[a-z]{2,8}-\d$/).map((name) => `${name}  | `),
  fc.tuple(fc.stringMatching(/^[a-z]{2,8}$/), two).map(([name, pid]) => `Feb  3 10:11:12 host ${name}[${pid}]: `),
  fc.tuple(fc.stringMatching(/^[a-z]{2,8}$/), two, two).map(([name, a, b]) => `${name}\tRun tests\t2026-02-03T10:${a}:${b}.1234567Z `),
);

describe('capture, whatever the input', () => {
  it('reads the same below any log prefix', () => {
    fc.assert(
      fc.property(trace, prefix, ({ name, text }, before) => {
        const prefixed = text
          .split('\n')
          .map((line) => before + line)
          .join('\n');
        deepStrictEqual(errorsOf(parseFailure(prefixed)), errorsOf(parseFailure(text)), `${name} behind ${JSON.stringify(before)}`);
      }),
      { numRuns: 60 },
    );
  });

  it('reads the same with colours and other line ends', () => {
    fc.assert(
      fc.property(trace, fc.constantFrom('\n', '\r\n'), fc.nat(), ({ name, text }, end, seed) => {
        const coloured = text
          .split('\n')
          .map((line, index) => (line && (index + seed) % 2 === 0 ? `\u001b[${31 + (seed % 6)}m${line}\u001b[0m` : line))
          .join(end);
        deepStrictEqual(errorsOf(parseFailure(coloured)), errorsOf(parseFailure(text)), name);
      }),
      { numRuns: 40 },
    );
  });

  it('reads the available part of a trace that is cut anywhere', () => {
    fc.assert(
      fc.property(trace, fc.double({ min: 0, max: 1, noNaN: true }), ({ name, text }, share) => {
        const lines = text.split('\n');
        const kept = lines.slice(0, Math.floor(lines.length * share)).join('\n');
        const whole = new Set(places(text));
        // Fewer frames, but the same ones; a function's name may be on the next line.
        for (const place of places(kept)) ok(whole.has(place), `${name}: ${place}`);
        // A cut within a line never throws.
        parseFailure(text.slice(0, Math.floor(text.length * share)));
        parseFailure(text.slice(Math.floor(text.length * share)));
      }),
      { numRuns: 80 },
    );
  });

  it('keeps everything of two consecutive outputs', () => {
    const between = fc.constantFrom('\n\n$ npm start\n', '\n\nstarted\nlistening on 8080\nGET / 200\n\n', `\n${'-'.repeat(20)}\n\n`);
    fc.assert(
      fc.property(trace, trace, between, (first, second, gap) => {
        const both = errorsOf(parseFailure(first.text + gap + second.text));
        const [a, b] = [errorsOf(parseFailure(first.text)), errorsOf(parseFailure(second.text))];
        deepStrictEqual(both, [...a, ...b], `${first.name}, ${second.name}`);
      }),
      { numRuns: 80 },
    );
  });

  it('keeps everything of two interleaved outputs, told apart by their prefix', () => {
    fc.assert(
      fc.property(trace, trace, fc.array(fc.boolean(), { minLength: 400, maxLength: 400 }), (first, second, turns) => {
        const queues = [first, second].map(({ text }, index) =>
          text.split('\n').map((line) => `${index === 0 ? 'web' : 'db'}-1  | ${line}`),
        );
        const mixed: string[] = [];
        for (const turn of turns) mixed.push(...(queues[turn ? 0 : 1]?.splice(0, 1) ?? []));
        mixed.push(...queues.flat());
        const read = errorsOf(parseFailure(mixed.join('\n')));
        const expected = [...errorsOf(parseFailure(first.text)), ...errorsOf(parseFailure(second.text))];
        const sorted = (errors: [string, string[]][]) => errors.map((error) => JSON.stringify(error)).sort();
        deepStrictEqual(sorted(read), sorted(expected), `${first.name}, ${second.name}`);
      }),
      { numRuns: 40 },
    );
  });

  it('reads a trace that a logger put into JSON, also twice', () => {
    for (const { name, text } of recorded) {
      const once = JSON.stringify({ level: 'error', stack: text });
      deepStrictEqual(frames(once), frames(text), name);
      deepStrictEqual(frames(JSON.stringify({ log: once })), frames(text), `${name}, twice`);
    }
  });

  it('is tested with more than ten recordings', () => strictEqual(existsSync(root) && readdirSync(root).length > 10, true));
});
