import type { TraceError } from '../formats/format';
import type { FoundTrace } from './foundTrace';

/** The number of equal traces that are listed individually; a program that fails in a loop fills a log with more. */
const listed = 50;
/** The number of different traces kept; the oldest is dropped first. */
const remembered = 2000;

/** Counts identical traces, so that a log full of one error takes the memory of one. */
export class RepeatedTraces {
  private readonly seen = new Map<string, { first: TraceError; count: number }>();

  /** True for a trace to be listed. Further ones are only counted in `times` of the first. */
  admit(trace: FoundTrace): boolean {
    const first = trace.errors[0];
    if (!first) return false;
    const key = keyOf(trace.errors);
    const known = this.seen.get(key);
    if (!known) {
      if (this.seen.size >= remembered) this.seen.delete(this.seen.keys().next().value ?? '');
      this.seen.set(key, { first, count: 1 });
      return true;
    }
    known.count += 1;
    if (known.count <= listed) return true;
    known.first.times = known.count;
    return false;
  }
}

/** Two 32-bit hashes of the errors' complete text. */
function keyOf(errors: readonly TraceError[]): string {
  let a = 0x811c9dc5;
  let b = 0x9e3779b9;
  const add = (text: string) => {
    for (let i = 0; i < text.length; i++) {
      const code = text.charCodeAt(i);
      a = Math.imul(a ^ code, 0x01000193);
      b = Math.imul(b + code, 0x85ebca6b) ^ (b >>> 13);
    }
    a = Math.imul(a ^ 0x1f, 0x01000193);
  };
  const waiting = [...errors];
  for (let error = waiting.pop(); error; error = waiting.pop()) {
    add(error.type);
    add(error.message);
    for (const frame of error.frames.toArray()) add(frame.raw);
    waiting.push(...error.children);
  }
  return `${a >>> 0}.${b >>> 0}`;
}
