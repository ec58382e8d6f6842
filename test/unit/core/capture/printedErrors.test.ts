import { deepStrictEqual } from 'node:assert';
import { parseFailure } from '../../../../src/core/capture/captureFailure';
import { frameText } from '../../../support/readErrors';

function read(text: string): string[] {
  return parseFailure(text).errors.map(({ message, language, frames }) => `${language}: ${message} @ ${frames.map(frameText).join(' ')}`);
}

describe('errors that a program printed itself', () => {
  it('takes the last words before the exit status of go run and cargo run', () => {
    deepStrictEqual(read('listening\nserve: load config: port: strconv.Atoi: parsing "80a0": invalid syntax\nexit status 1\n'), [
      'go: serve: load config: port: strconv.Atoi: parsing "80a0": invalid syntax @ ',
    ]);
    deepStrictEqual(
      read(
        "     Running `target/debug/shop`\ncannot open the store\nerror: process didn't exit successfully: `target/debug/shop` (exit status: 1)\n",
      ),
      ['rust: cannot open the store @ '],
    );
  });

  it("leaves out the date of Go's logger, and reads its place", () => {
    deepStrictEqual(read('2026/02/03 10:11:12 load config: unknown mode "fast"\nexit status 1\n'), [
      'go: load config: unknown mode "fast" @ ',
    ]);
    deepStrictEqual(read('2026/02/03 10:11:12.000123 main.go:17: open a.json: no such file or directory\n'), [
      'go: open a.json: no such file or directory @ main.go:17',
    ]);
  });

  it("reads an error of Go's library as the last line of a program that was run on its own", () => {
    deepStrictEqual(read("reading\nload: invalid character '}' looking for beginning of value\n"), [
      "go: load: invalid character '}' looking for beginning of value @ ",
    ]);
  });

  it('reads last words that say that they are an error', () => {
    deepStrictEqual(read('opening\nerror: there is no shelf b\n'), ['unknown: error: there is no shelf b @ ']);
    deepStrictEqual(read('error: there is no shelf b\nusing shelf a\n'), []);
  });

  it('makes no error of other last words', () => {
    deepStrictEqual(read('3 orders shipped\nexit status 1\n'), ['unknown: exit status 1 @ ']);
    deepStrictEqual(read('2026/02/03 10:11:12 listening on :8080\n'), []);
    deepStrictEqual(read('open a.json: no such file or directory\nusing the defaults\nready\n'), []);
  });
});
