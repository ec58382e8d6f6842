import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { countLines, inOrder, layOut, printed, programs, type RecordedText, type TrueError, workplace, write } from './common';
import { markedTools } from './markedTools';

/** `//~ TYPE | MESSAGE` on the line of the first frame of a program's own code; `//~> …` for an error without a frame. */
const mark = /(?:\/\/|#|--|;;)~(>?) ?(.*?) \| (.*)$/;

/** Programs whose source says, on the line that fails, what fails there. */
export function* recordMarked(named: RegExp): Generator<RecordedText> {
  for (const { tool, folder, only, path, command, frame, asMarked, uncounted } of markedTools.filter((each) => named.test(each.tool))) {
    for (const file of readdirSync(join(programs, 'marked', folder)).filter((name) => !only || only.test(name))) {
      const source = readFileSync(join(programs, 'marked', folder, file), 'utf8');
      layOut(`marked/${folder}`);
      // What a compiler shows of the source must not hold the answer.
      const at = path?.(file) ?? file;
      if (at !== file) rmSync(join(workplace, file));
      write({ [at]: source.replaceAll(new RegExp(`[ \\t]*${mark.source}`, 'gm'), '') });
      const text = printed(command(file));
      const marks = marksOf(source, basename(at));
      const errors = (asMarked ? marks : inOrder(marks, text)).map((error) => asShown(error, text));
      const [last = ''] = text.split(/^(?=#0 )/m).slice(-1);
      const count = errors.length === 1 && frame ? countLines(last, frame) : undefined;
      yield {
        tool,
        name: file,
        text,
        errors: errors.map((error) => ({
          ...error,
          frames: frame ? count : uncounted || /panic/.test(error.type) ? undefined : error.frames,
        })),
      };
    }
  }
}

/** lldb has its own words for a signal; with `-v`, `go test` leaves out the exit status of a package. */
function asShown(error: TrueError, text: string): TrueError {
  const [, signal, said = ''] = /stop reason = signal (SIG\w+)(?:: (.*))?$/m.exec(text) ?? [];
  if (signal) return { ...error, type: signal, message: said, first: text.includes(error.first ?? '') ? error.first : undefined };
  const [, failed] =
    error.message.startsWith('exit status') && !text.includes('exit status')
      ? (/(FAIL\\?t?\s?command-line-arguments)/.exec(text) ?? [])
      : [];
  return failed ? { ...error, message: 'FAIL\tcommand-line-arguments' } : error;
}

function marksOf(source: string, file: string): TrueError[] {
  return source.split('\n').flatMap((line, index) => {
    const [found, nowhere, type = '', message = ''] = mark.exec(line) ?? [];
    if (!found) return [];
    const said = { type, message: message.replaceAll('\\n', '\n').replaceAll('\\t', '\t') };
    return [nowhere ? { ...said, frames: 0 } : { ...said, first: `${file}:${index + 1}`, frames: 1 }];
  });
}
