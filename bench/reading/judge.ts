import type { ErrorReport, Frame } from '../../src/core/capture/failureReport';
import type { TrueError } from './recorders/common';

/** What of a text was read rightly. */
export interface Judged {
  wanted: number;
  found: number;
  type: number;
  message: number;
  first: [right: number, of: number];
  frames: [right: number, of: number];
  causes: [right: number, of: number];
  invented: number;
  wrong: string[];
}

/** Compares the errors that were read with the true ones, each with the one in its place. */
export function judge(errors: readonly ErrorReport[], truth: readonly TrueError[]): Judged {
  const pairs = paired(errors, truth);
  const judged: Judged = {
    wanted: truth.length,
    found: 0,
    type: 0,
    message: 0,
    first: [0, 0],
    frames: [0, 0],
    causes: [0, 0],
    invented: errors.length - pairs.filter((error) => error !== undefined).length,
    wrong: [],
  };
  const count = (right: boolean, sum: [number, number]) => {
    sum[0] += right ? 1 : 0;
    sum[1] += 1;
  };
  for (const [index, wanted] of truth.entries()) {
    const error = pairs[index];
    const say = (what: string, is: unknown, was: unknown) => judged.wrong.push(`${what} ${JSON.stringify(is)} for ${JSON.stringify(was)}`);
    if (!error) say('missing', null, `${wanted.type}: ${wanted.message}`);
    else judged.found += 1;
    const right = {
      type: error?.type === wanted.type,
      message: error !== undefined && sameMessage(error.message, wanted.message),
      first: error !== undefined && samePlace(firstOf(error, wanted), wanted),
      frames: wanted.frames === undefined || error?.frames.length === wanted.frames,
      role: wanted.role === undefined || error?.role === wanted.role,
    };
    if (right.type) judged.type += 1;
    else if (error) say('type', error.type, wanted.type);
    if (right.message) judged.message += 1;
    else if (error) say('message', error.message, wanted.message);
    const placed = wanted.first ?? wanted.innermost;
    if (placed !== undefined) count(right.first, judged.first);
    if (error && placed !== undefined && !right.first) say('first', firstOf(error, wanted)?.raw ?? null, placed);
    if (wanted.frames !== undefined) count(right.frames, judged.frames);
    if (error && !right.frames) say('frames', error.frames.length, wanted.frames);
    if (wanted.role !== undefined) count(right.role, judged.causes);
    if (error && !right.role) say('role', error.role, wanted.role);
  }
  const taken = new Set(pairs);
  for (const error of errors) if (!taken.has(error)) judged.wrong.push(`invented ${JSON.stringify(`${error.type}: ${error.message}`)}`);
  return judged;
}

/** For each true error the one that was read of it: in order, the next with the same type or message, or the one in its place. */
function paired(errors: readonly ErrorReport[], truth: readonly TrueError[]): (ErrorReport | undefined)[] {
  if (errors.length === truth.length) return truth.map((_, index) => errors[index]);
  let next = 0;
  const pairs = truth.map((wanted) => {
    const at = errors.findIndex(
      (error, index) => index >= next && sameMessage(error.message, wanted.message) && error.type === wanted.type,
    );
    const near = at >= 0 ? at : errors.findIndex((error, index) => index >= next && sameMessage(error.message, wanted.message));
    if (near < 0) return undefined;
    next = near + 1;
    return errors[near];
  });
  // Those left over in the same gap are compared as they come.
  const free = errors.filter((error) => !pairs.includes(error));
  return pairs.map((pair) => pair ?? free.shift());
}

function sameMessage(read: string, wanted: string): boolean {
  const plain = (text: string) => text.replaceAll(/[ \t]+$/gm, '').trim();
  if (wanted.endsWith('…')) return plain(read).startsWith(plain(wanted.slice(0, -1)));
  return plain(read) === plain(wanted);
}

/** The first frame of the program's own code; the very first where the truth names that. */
function firstOf(error: ErrorReport, { innermost }: TrueError): Frame | undefined {
  if (innermost !== undefined) return error.frames[0];
  return error.frames.find(({ origin }) => origin === 'workspace') ?? error.frames[0];
}

function samePlace(frame: Frame | undefined, { first = '', innermost }: TrueError): boolean {
  if (!frame) return false;
  const place = `${frame.file.replaceAll('\\', '/')}:${frame.line}`;
  if (innermost !== undefined) return innermost.replaceAll('\\', '/').startsWith(place);
  return place === first || place.endsWith(`/${first}`);
}

/** Rates over many texts. */
export class Rates {
  private readonly sum = { texts: 0, whole: 0, wanted: 0, found: 0, type: 0, message: 0, invented: 0 };
  private readonly parts = { first: [0, 0], frames: [0, 0], causes: [0, 0] };

  add(judged: Judged): this {
    this.sum.texts += 1;
    if (judged.wrong.length === 0) this.sum.whole += 1;
    for (const key of ['wanted', 'found', 'type', 'message', 'invented'] as const) this.sum[key] += judged[key];
    for (const key of ['first', 'frames', 'causes'] as const) {
      this.parts[key][0] = (this.parts[key][0] ?? 0) + judged[key][0];
      this.parts[key][1] = (this.parts[key][1] ?? 0) + judged[key][1];
    }
    return this;
  }

  /** The rates as a row of a table. */
  row(): Record<string, string | number> {
    const share = (right = 0, of = 0) => (of === 0 ? '–' : `${((100 * right) / of).toFixed(1)} %`);
    const { texts, whole, wanted, found, type, message, invented } = this.sum;
    return {
      texts,
      whole,
      errors: share(found, wanted),
      type: share(type, wanted),
      message: share(message, wanted),
      'first frame': share(...this.parts.first),
      frames: share(...this.parts.frames),
      causes: share(...this.parts.causes),
      invented,
    };
  }
}
