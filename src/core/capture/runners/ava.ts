import type { OfferReply } from '../formats/format';
import type { FrameDraft } from '../formats/frameDraft';
import type { Line } from '../line';
import { expectationIn, type Values } from './expectationIn';
import { type BlockFailure, FailureBlock, outdent, runnerError } from './failureBlock';
import type { RunnerReader, TestFailure, TestRunner } from './runner';

/** `✘ [fail]: suite › test`; before AVA 4 `✖ suite › test`, on a terminal in color. The message may follow the title. */
const listed = /^\s*[✘✖×] (?:\[fail\]: )?(\S.*)$/;
const divider = /^\s*─{1,}\s*$/;
const end = /^\s*(?:\d+ (?:tests?|hooks?|known failures?|uncaught exceptions?|unhandled rejections?)\b|✔ \[?)/;
const place = /^\s*(?:›|at) (?:(\S.{0,200}?) \()?(?:file:\/\/)?(\S.{0,400}?):(\d{1,9})(?::(\d{1,9}))?\)?$/;
const header = /^\s*(\S.{0,400}?):(\d{1,9})$/;
const excerpt = /^\s*\d+: /;

/** AVA's own reporter: a list of failures, then after a rule each failure under its title. */
export const ava: TestRunner = {
  name: 'ava',
  triggers: ['✘ [fail]: '],
  start(line) {
    if (!listed.test(line.text)) return undefined;
    const reader = new AvaReader();
    reader.offer(line);
    return reader;
  },
};

/** Reads a whole run: only the list distinguishes a title from other lines. */
class AvaReader implements RunnerReader {
  readonly patience = 5000;
  private readonly titles: string[] = [];
  private readonly failures: TestFailure[] = [];
  private block: FailureBlock | undefined;
  private telling = false;

  offer(line: Line): OfferReply {
    const text = line.text.trim();
    if (!this.telling) {
      const title = listed.exec(line.text)?.[1];
      if (title !== undefined) this.titles.push(title);
      else if (divider.test(line.text)) this.telling = true;
      return 'taken';
    }
    const test = this.titleOn(text);
    if (test !== undefined || divider.test(line.text) || end.test(line.text)) {
      this.closeBlock();
      if (end.test(line.text)) return 'end';
      if (test !== undefined)
        this.block = new FailureBlock(line, { ends: () => false, read: (lines) => [failureOf(test, lines.slice(1))] });
      return 'taken';
    }
    return this.block?.offer(line) ?? 'other';
  }

  /** A title has its own line; in the list its message may follow it. */
  private titleOn(text: string): string | undefined {
    return text !== '' && this.titles.some((title) => title === text || title.startsWith(`${text} `)) ? text : undefined;
  }

  private closeBlock(): void {
    this.failures.push(...(this.block?.close() ?? []));
    this.block = undefined;
  }

  close(): TestFailure[] {
    this.closeBlock();
    return this.failures;
  }
}

function failureOf(test: string, lines: readonly string[]): BlockFailure {
  const body = outdent(lines);
  const at = body.findIndex((line) => header.test(line) && !excerpt.test(line));
  const said = body.slice(at + 1).filter((line) => !excerpt.test(line) && !place.test(line));
  const message = said.join('\n').trim();
  const frames = body.flatMap((line): FrameDraft[] => {
    const found = place.exec(line);
    return found
      ? [
          {
            function: found[1],
            file: found[2] ?? '',
            line: Number(found[3]),
            ...(found[4] && { column: Number(found[4]) }),
            raw: line.trim(),
          },
        ]
      : [];
  });
  const [, file, line] = header.exec(body[at] ?? '') ?? [];
  const own: FrameDraft[] = file && line ? [{ file, line: Number(line), raw: (body[at] ?? '').trim() }] : [];
  return {
    test,
    ...(difference(message) ?? expectationIn(message)),
    error: runnerError('javascript', 'AssertionError', message, frames.length > 0 ? frames : own),
  };
}

/** The two sides of `Difference (- actual, + expected):`. */
export function difference(message: string): Values | undefined {
  const lines = message.split('\n');
  const start = lines.findIndex((line) => /^Difference\b[^\n]*:$/.test(line.trim()));
  if (start < 0) return undefined;
  const swapped = /\(\+ actual, - expected\)/.test(lines[start]!);
  const shown = outdent(lines.slice(start + 1).filter((line) => line.trim() !== ''));
  const side = (mark: string): string =>
    outdent(shown.filter((line) => line.startsWith(mark) || !/^[-+]/.test(line)).map((line) => line.replace(/^[-+]/, ' '))).join('\n');
  const [actual, expected] = swapped ? ['+', '-'] : ['-', '+'];
  return { actual: side(actual), expected: side(expected) };
}
