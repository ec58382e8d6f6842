import type { OfferReply } from '../formats/format';
import { type FrameDraft, frameOf } from '../formats/frameDraft';
import type { Line } from '../line';
import { expectationIn } from './expectationIn';
import type { Values } from './jsonValues';
import { type BlockFailure, FailureBlock, outdent, runnerError } from './failureBlock';
import type { RunnerReader, TestFailure, TestRunner } from './runner';

/** `✘ [fail]: suite › test`; before AVA 4 `✖ suite › test`, on a terminal in color. The message may follow the title. */
const listed = /^\s*[✘✖×] (?:\[(?:fail|unexpected pass)\]: )?(\S.*)$/;
const exited = /^\s*[✘✖×] \S.{0,500} exited (?:with a non-zero exit code|due to SIG\w{1,10})/;
/** An error that no test caught. */
const outside = /^\s*(?:Uncaught exception|Unhandled rejection) in \S+$/;
const timedOut = /^\s*[✘✖×] (Timed out while running tests)$/;
const thrown = /^(\w*(?:Error|Exception))(?: \[\w{1,60}\])?: ([^]*)$/;
const divider = /^\s*─{1,}\s*$/;
const end = /^\s*(?:\d+ (?:tests?|hooks?|known failures?|uncaught exceptions?|unhandled rejections?)\b|✔ \[?)/;
const place =
  /^\s*(?:›|at) (?:(?<function>\S.{0,200}?) \()?(?:file:\/\/)?(?<file>\S.{0,400}?):(?<line>\d{1,9})(?::(?<column>\d{1,9}))?\)?$/;
const header = /^\s*(\S.{0,400}?):(\d{1,9})$/;
const excerpt = /^\s*\d+:(?: |$)/;

/** AVA's own reporter: a list of failures, then after a rule each failure under its title. */
export const ava: TestRunner = {
  name: 'ava',
  triggers: ['✘ [fail]: ', '✘ [unexpected pass]: ', '✘ Timed out while', 'Uncaught exception in ', 'Unhandled rejection in '],
  start(line) {
    if (![listed, outside, timedOut].some((each) => each.test(line.text))) return undefined;
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
    const late = timedOut.exec(line.text)?.[1];
    if (late !== undefined) {
      this.closeBlock();
      this.failures.push({ error: runnerError('javascript', '', late, []), start: line.start, end: line.end });
      return 'taken';
    }
    if (outside.test(line.text)) {
      this.closeBlock();
      this.block = new FailureBlock(line, {
        ends: (each) => /^\s*[✘✖×✔─ℹ-] ?/.test(each),
        read: (lines) => [failureOf(undefined, lines.slice(1))],
      });
      return 'taken';
    }
    if (this.block && !this.telling) {
      if (this.block.offer(line) === 'taken') return 'taken';
      this.closeBlock();
    }
    if (!this.telling) {
      const title = exited.test(line.text) ? undefined : listed.exec(line.text)?.[1];
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

function failureOf(test: string | undefined, lines: readonly string[]): BlockFailure {
  const body = outdent(lines);
  const at = body.findIndex((line) => header.test(line) && !excerpt.test(line));
  // Of a file that could not be parsed, the code comes first.
  const from = test === undefined ? Math.max(at, body.findIndex((line) => thrown.test(line)) - 1) : at;
  const said = body.slice(from + 1).filter((line) => !excerpt.test(line) && !place.test(line));
  const message = said.join('\n').trim();
  const frames = body.flatMap((line): FrameDraft[] => {
    const found = place.exec(line);
    return found ? [frameOf(found, line.trim())] : [];
  });
  const [, type = test === undefined ? '' : 'AssertionError', words = message] = thrown.exec(message) ?? [];
  const [, file, line] = header.exec(body[at] ?? '') ?? [];
  const own: FrameDraft[] = file && line ? [{ file, line: Number(line), raw: (body[at] ?? '').trim() }] : [];
  return {
    test,
    ...(difference(message) ?? expectationIn(message)),
    error: runnerError('javascript', type, words, frames.length > 0 ? frames : own),
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
