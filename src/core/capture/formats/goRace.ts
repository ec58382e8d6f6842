import type { Line } from '../line';
import type { TraceError, TraceFormat, TraceReader, OfferReply } from './format';
import { frameOf } from './frameDraft';
import { FrameList } from './frameList';
import { goOrigin } from './go';

const section =
  /^(Read|Write|Previous read|Previous write|Atomic read|Atomic write|Previous atomic \w+|Goroutine \d+) .*(?:by (?:main )?goroutine.*|created at):$/;

/** Go's race detector: two accesses and the places that started their goroutines. */
export const goRace: TraceFormat = {
  name: 'go race detector',
  language: 'go',
  triggers: ['WARNING: DATA RACE'],
  start: (line) => (line.text.trim() === 'WARNING: DATA RACE' ? new RaceReader(line.start) : undefined),
  origin: goOrigin,
};

class RaceReader implements TraceReader {
  private readonly sections: { title: string; frames: FrameList }[] = [];
  private pending = '';

  constructor(readonly from: number) {}

  offer(line: Line): OfferReply {
    const text = line.text.trim();
    if (text === '') return 'taken';
    if (text.startsWith('=====')) return 'last';
    if (section.test(text)) {
      this.sections.push({ title: text.slice(0, -1), frames: new FrameList() });
      return 'taken';
    }
    const frames = this.sections.at(-1)?.frames;
    const place = /^(?<file>\S.*):(?<line>\d+)(?: \+0x[\da-f]+)?$/.exec(text);
    if (place && frames && this.pending !== '') {
      frames.add({ ...frameOf(place, `${this.pending}()\n${text}`), function: this.pending });
      this.pending = '';
      return 'taken';
    }
    if (text.endsWith(')') && frames) {
      this.pending = text.slice(0, text.lastIndexOf('('));
      return 'taken';
    }
    return 'other';
  }

  close(): TraceError[] {
    const [first, ...rest] = this.sections;
    if (!first) return [];
    const children = rest.map(({ title, frames }): TraceError => ({ type: '', message: title, role: 'aggregated', frames, children: [] }));
    return [{ type: 'DATA RACE', message: first.title, role: 'thrown', frames: first.frames, children }];
  }
}
