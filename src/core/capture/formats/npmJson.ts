import type { TraceFormat } from './format';
import { FrameList } from './frameList';

const said =
  /^npm (?:error|ERR!) JSON\.parse (?<message>.{1,1000} in JSON at position \d{1,9}(?: \(line (?<at>\d{1,9}) column (?<column>\d{1,9})\))?)/;
const path = /^npm (?:error|ERR!) path (\S.{0,500})$/;
/** Lines between the path and the message. */
const mostAbove = 4;

/** npm, for a package.json that is no JSON. */
export const npmJson: TraceFormat = {
  name: 'npm JSON',
  language: 'unknown',
  triggers: [{ holds: ['JSON.parse '], pattern: /npm (?:error|ERR!) JSON\.parse .{1,1000} in JSON at position \d/ }],
  start(line, before) {
    const { message, at, column } = said.exec(line.text)?.groups ?? {};
    if (message === undefined) return undefined;
    let file = 'package.json';
    for (let n = 1; n <= mostAbove; n++) file = path.exec(before.above(n)?.text ?? '')?.[1] ?? file;
    const frames = new FrameList();
    const place = { file, line: Number(at ?? 0), raw: line.text.trim() };
    frames.add(column === undefined ? place : { ...place, column: Number(column) });
    return {
      from: line.start,
      offer: ({ text }) => (/^npm (?:error|ERR!)(?: |$)/.test(text) ? 'taken' : 'end'),
      close: () => [{ type: 'EJSONPARSE', message, role: 'thrown', frames, children: [] }],
    };
  },
  origin: () => 'workspace',
};
