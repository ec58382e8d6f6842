import type { TraceFormat } from './format';
import { FrameList } from './frameList';
import { go } from './go';

const ended = /^exit status [1-9]\d{0,2}$/;
/** The time that Go's log package writes. */
const stamped = /(?:^|[^\d/])\d{4}\/\d\d\/\d\d \d\d:\d\d:\d\d(?:\.\d{1,6})? (?<said>\S.{0,4000})$/;
const placed = /^(?<file>[^\s:]{1,500}\.go):(?<at>\d{1,9}): (?<said>.*)$/;
/** A test's own report, or a panic that was logged, has more detail. */
const reported = /^(?:panic:|http: panic)/;

/** `log.Fatal`: a line of the log, then `go run` tells the exit code. */
export const goExit: TraceFormat = {
  name: 'go exit',
  language: 'go',
  triggers: [{ holds: ['exit status '], pattern: /[\n\t ]exit status [1-9]\d{0,2}\r?\n/ }],
  start(line, before) {
    const above = ended.test(line.text.trimEnd()) ? before.above(1) : undefined;
    const said = above && stamped.exec(above.raw.trimEnd())?.groups?.['said'];
    if (!above || said === undefined || reported.test(said)) return undefined;
    const frames = new FrameList();
    const { file, at, said: message = said } = placed.exec(said)?.groups ?? {};
    if (file !== undefined) frames.add({ file, line: Number(at), raw: said });
    return { from: above.start, offer: () => 'end', close: () => [{ type: '', message, role: 'thrown', frames, children: [] }] };
  },
  origin: (frame) => go.origin(frame),
};
