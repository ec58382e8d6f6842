import type { TraceFormat } from './format';
import { FrameList } from './frameList';
import { php } from './php';

const heading = /^\s{0,4}In (?<file>\S.{0,300}\.php) line (?<at>\d{1,9}):$/;
const box = /^\s{2,6}(?<said>\S.*)$/;
const typed = /^\[(?<type>\\?[A-Z][\w\\]{0,300})(?: \(.{0,40}\))?\]$/;
const mostLines = 60;

/** Symfony's and Laravel's console: `In Cart.php line 12:`, the message in a box of blanks below. */
export const symfonyConsole: TraceFormat = {
  name: 'Symfony console',
  language: 'php',
  triggers: [{ holds: ['.php line '], pattern: /In \S.{0,300}\.php line \d{1,9}:\s/ }],
  start(line) {
    const { file = '', at } = heading.exec(line.text.trimEnd())?.groups ?? {};
    if (at === undefined) return undefined;
    const frames = new FrameList();
    frames.add({ file, line: Number(at), raw: line.text.trim() });
    const said: string[] = [];
    let type = '';
    return {
      from: line.start,
      patience: 3,
      offer({ text }) {
        if (text.trim() === '') return said.length > 0 ? 'last' : 'taken';
        const words = box.exec(text.trimEnd())?.groups?.['said'];
        if (words === undefined || said.length >= mostLines) return 'end';
        const named = said.length === 0 ? typed.exec(words)?.groups?.['type'] : undefined;
        if (named === undefined) said.push(words);
        else type = named;
        return 'taken';
      },
      close: () => (said.length === 0 ? [] : [{ type, message: said.join('\n'), role: 'thrown', frames, children: [] }]),
    };
  },
  origin: (frame) => php.origin(frame),
};
