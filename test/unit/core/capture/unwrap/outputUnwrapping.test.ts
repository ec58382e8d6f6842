import { deepStrictEqual, ok, strictEqual } from 'node:assert';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseFailure } from '../../../../../src/core/capture/captureFailure';
import type { FailureReport } from '../../../../../src/core/capture/failureReport';
import { OutputUnwrapping } from '../../../../../src/core/capture/unwrap/outputUnwrapping';
import { traceAround } from '../../../../../src/core/capture/traceAround';
import { outputVariants } from '../../../../support/outputVariants';

const root = join(__dirname, '../../../../fixtures');
const outputs = ['traces', 'runners']
  .flatMap((kind) => readdirSync(join(root, kind)).map((name) => join(root, kind, name)))
  .flatMap((folder) => readdirSync(folder).map((name) => join(folder, name, 'output.txt')))
  .filter((file) => existsSync(file))
  .map((file) => ({ name: file.slice(root.length + 1, -'/output.txt'.length), text: readFileSync(file, 'utf8') }));

/** An error's text and place; blanks at the ends of lines do not count, because they are trimmed. */
function said({ errors }: FailureReport): string[] {
  return errors.map(({ type, message, role, test, frames }) =>
    [type, message.replaceAll(/[ \t]+$/gm, ''), role, test?.trim(), ...frames.map(({ file, line }) => `${file}:${line}`)].join('\n'),
  );
}

/** An unknown prefix can be distinguished from the text only where some lines after it are indented and others are not. */
function showsMargin(text: string): boolean {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  return lines.length > 11 && lines.some((line) => /^\s/.test(line)) && lines.some((line) => /^\S/.test(line));
}

function unwrapped(text: string, size = text.length): string {
  const unwrapping = new OutputUnwrapping();
  let result = '';
  for (let at = 0; at < text.length; at += size) result += unwrapping.push(text.slice(at, at + size));
  return result + unwrapping.end();
}

describe('recorded output reads the same', () => {
  const plain = new Map<string, string[]>();
  const readPlain = (text: string): string[] => {
    const known = plain.get(text) ?? said(parseFailure(text));
    plain.set(text, known);
    return known;
  };
  for (const [turn, variant] of outputVariants.entries()) {
    it(`as without it, in the log of ${variant.name}`, () => {
      let read = 0;
      // Every second output, and the others for the next variant: each format has several.
      for (const { name, text } of outputs.filter((_, at) => (at + turn) % 2 === 0)) {
        if (variant.inferred && !showsMargin(text)) continue;
        // One line is not enough to recognise a prefix.
        if (variant.name === 'Jenkins, clock only' && text.trim().split('\n').length < 4) continue;
        deepStrictEqual(said(parseFailure(variant.of(text))), readPlain(text), name);
        read += 1;
      }
      ok(read > 90 || variant.inferred, `${read} outputs`);
    });
  }
});

describe('OutputUnwrapping', () => {
  const trace = 'Error: a\n    at f (/app/a.js:1:2)\n    at g (/app/b.js:3:4)\nNode.js v20.1.0\n';

  it('changes no character of an output without prefixes', () => {
    for (const { name, text } of outputs) strictEqual(unwrapped(text), text, name);
  });

  it('removes a prefix that is alone on blank lines, even though no line is indented', () => {
    const text =
      'total@http://localhost:8080/src/main.js:3:7\ncheckout@http://localhost:8080/src/main.js:9:2\n\nTypeError: a\nrun@b.js:1:1\n';
    strictEqual(unwrapped(text.replaceAll(/^/gm, 'step #4 >> ').replace(/step #4 >> $/, '')), text);
    const compiled =
      './cart.go:12:5: undefined: a\n./cart.go:14:5: undefined: b\n\n./cart.go:20:1: undefined: c\n./cart.go:21:1: undefined: c\n';
    strictEqual(unwrapped(compiled), compiled);
  });

  it('gives the same result however the text is split into chunks', () => {
    for (const { of: change } of outputVariants.slice(3)) {
      const text = change(trace.repeat(40));
      const whole = unwrapped(text);
      for (const size of [7, 100, 1000]) strictEqual(unwrapped(text, size), whole);
    }
  });

  it('keeps the line starts of compilers and linters', () => {
    for (const line of ['src/cart.ts(3,5): error TS2322: no', 'main.c:3:5: error: no', 'E   assert 1 == 2', '#0 f at a.c:1'])
      strictEqual(unwrapped(`${line}\n`.repeat(12)), `${line}\n`.repeat(12));
  });

  it('joins the lines of a trace that a logger prefixed one by one', () => {
    const logged = trace.replaceAll(/^(?=.)/gm, '10:11:12.123 [main] ERROR c.e.shop.Cart - ');
    deepStrictEqual(said(parseFailure(logged)), said(parseFailure(trace)));
  });

  it('joins the records in JSON that a terminal broke into lines', () => {
    const records = [1, 2].map((order) =>
      JSON.stringify({ level: 50, order, err: { type: 'Error', message: 'a', stack: trace.repeat(3) }, msg: 'failed' }),
    );
    const log = `starting\n${records.join('\n')}\nstopped\n`;
    for (const width of [40, 80, 132]) {
      const broken = log.replaceAll(new RegExp(`.{${width}}(?=.)`, 'g'), '$&\n');
      strictEqual(unwrapped(broken), log);
      deepStrictEqual(said(parseFailure(broken)), said(parseFailure(log)));
    }
  });

  it('keeps the records of a logger', () => {
    const log = '2026-02-03 10:11:12,123 ERROR shop.cart: no order\n2026-02-03 10:11:13,123 INFO shop.cart: done\n'.repeat(6);
    strictEqual(unwrapped(log), log);
  });

  it('keeps interleaved outputs, which are told apart by their names', () => {
    const log = 'web-1  | Error: a\ndb-1   | ready\n'.repeat(6);
    strictEqual(unwrapped(log), log);
  });

  it('keeps entities in a text that contains the characters themselves, and brackets that are not colours', () => {
    for (const text of ['Error: unknown entity &lt; in <a>\n    at f (a.js:1:2)\n', 'x[31m], y[0m]\n'.replaceAll('[31m', '[3m')])
      strictEqual(unwrapped(text), text);
  });

  it('keeps positions: a trace is found at its place in the original text', () => {
    const text = outputVariants.find(({ name }) => name === 'GitHub log')?.of(`started\nlistening\n${trace}stopped\n`) ?? '';
    const found = traceAround(text, text.indexOf('/app/b.js'));
    ok(found);
    const lines = text.slice(found.start, found.end).split('\n');
    deepStrictEqual([lines.length, lines[0]?.endsWith(' Error: a'), lines[2]?.endsWith('b.js:3:4)')], [4, true, true]);
  });
});
