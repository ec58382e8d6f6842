import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as errorStackParser from 'error-stack-parser';
import StackUtils from 'stack-utils';
import { parse as parseStack } from 'stacktrace-parser';
import { captureFailure, parseFailure } from '../src/core/capture/captureFailure';
import { denseTable } from './capture/denseTable';
import { longLineTable } from './capture/longLineTable';

/** The package wraps its export twice, depending on the importer. */
const errorParser = unwrapped(errorStackParser);

interface Wrapped {
  parse?: (error: Error) => { fileName?: string; lineNumber?: number }[];
  default?: Wrapped;
}

function unwrapped(module: Wrapped): Required<Pick<Wrapped, 'parse'>> {
  if (module.parse) return { parse: module.parse.bind(module) };
  if (!module.default) throw new Error('error-stack-parser exports no parser.');
  return unwrapped(module.default);
}

const fixtures = join(__dirname, '../test/fixtures');

interface Expected {
  errors: { type: string; message: string; frames: number; innermost?: string }[];
}

interface Place {
  file: string;
  line: number;
}

/** Reads a text. Returns the frames found, innermost first, in one list, or undefined. */
type Reader = (text: string) => Place[];

const others: Record<string, Reader> = {
  'stacktrace-parser': (text) => parseStack(text).map(({ file, lineNumber }) => ({ file: file ?? '', line: lineNumber ?? 0 })),
  'error-stack-parser': (text) =>
    errorParser.parse({ name: '', message: '', stack: text }).map(({ fileName, lineNumber }) => ({
      file: fileName ?? '',
      line: lineNumber ?? 0,
    })),
  'stack-utils': (text) => {
    const utils = new StackUtils({ cwd: '/nowhere' });
    return text.split('\n').flatMap((line) => {
      const frame = utils.parseLine(line);
      return frame ? [{ file: frame.file ?? '', line: frame.line ?? 0 }] : [];
    });
  },
};

/** Ours: type, message, number of frames and innermost frame of every error. */
function oursWhole(text: string, expected: Expected): boolean {
  const { errors } = parseFailure(text);
  return (
    errors.length === expected.errors.length &&
    errors.every((error, index) => {
      const wanted = expected.errors[index];
      const first = error.frames[0];
      const innermost = first && [first.file, first.line, first.function ?? ''].join(':').replace(/:$/, '');
      return (
        error.type === wanted?.type &&
        error.message === wanted.message &&
        error.frames.length === wanted.frames &&
        innermost === wanted.innermost
      );
    })
  );
}

/** The others give frames only, so only frames are judged: their number, and whether every error's innermost frame is among them. */
function otherWhole(read: Reader, text: string, expected: Expected): boolean {
  let frames: Place[];
  try {
    frames = read(text);
  } catch {
    return false;
  }
  const total = expected.errors.reduce((sum, { frames: count }) => sum + count, 0);
  return (
    total > 0 &&
    frames.length >= total &&
    expected.errors.every(
      ({ innermost }) =>
        innermost === undefined || frames.some(({ file, line }) => innermost.startsWith(`${file.replace(/^file:\/\//, '')}:${line}`)),
    )
  );
}

function formatsTable(): void {
  const rows: Record<string, Record<string, string>> = {};
  for (const kind of ['traces', 'runners']) {
    for (const name of readdirSync(join(fixtures, kind))) {
      const cases = readdirSync(join(fixtures, kind, name))
        .map((each) => join(fixtures, kind, name, each))
        .filter((folder) => existsSync(join(folder, 'expected.json')) && existsSync(join(folder, 'output.txt')));
      if (cases.length === 0) continue;
      const whole: Record<string, number> = { ours: 0 };
      for (const folder of cases) {
        const text = readFileSync(join(folder, 'output.txt'), 'utf8');
        const expected = JSON.parse(readFileSync(join(folder, 'expected.json'), 'utf8')) as Expected;
        if (oursWhole(text, expected)) whole['ours'] = (whole['ours'] ?? 0) + 1;
        for (const [other, read] of Object.entries(others)) whole[other] = (whole[other] ?? 0) + (otherWhole(read, text, expected) ? 1 : 0);
      }
      rows[`${kind}/${name}`] = Object.fromEntries(Object.entries(whole).map(([reader, count]) => [reader, `${count}/${cases.length}`]));
    }
  }
  console.log('Outputs read whole (ours: type, message, frames; the others: frames only)');
  console.table(rows);
}

const words = [
  'GET /api/orders',
  'cache hit for key',
  'request finished',
  'connected to database',
  'user signed in',
  'retrying upload',
  'job done',
];
const trace = `TypeError: Cannot read properties of undefined (reading 'length')
    at total (/app/src/cart.ts:9:30)
    at checkout (/app/src/index.ts:14:5)
`;

/** A log as services write it, with one trace in about 5 MB; made as it is read. */
function* log(megabytes: number): Generator<Uint8Array> {
  const encoder = new TextEncoder();
  let line = 0;
  for (let part = 0; part < megabytes * 16; part++) {
    let text = '';
    while (text.length < 65536) {
      line += 1;
      text += `2026-02-03T10:${String(line % 60).padStart(2, '0')}:11.${String(line % 1000).padStart(3, '0')}Z INFO  [worker-${line % 8}] ${words[line % words.length]} ${line * 7919} in ${line % 300} ms\n`;
    }
    yield encoder.encode(part % 80 === 40 ? text + trace : text);
  }
}

async function* streamed(chunks: Iterable<Uint8Array>, peak: { bytes: number }): AsyncGenerator<Uint8Array> {
  for (const chunk of chunks) {
    peak.bytes = Math.max(peak.bytes, process.memoryUsage().rss);
    yield Promise.resolve(chunk);
  }
}

/**
 * Reads chunks and measures the speed: clock and processor time, minus the time to make the chunks.
 * @param times a short input is read more than once, because the processor's clock is coarse
 */
async function measured(chunks: () => Iterable<Uint8Array>, times = 1): Promise<Record<string, string>> {
  const making = { wall: performance.now(), cpu: process.cpuUsage() };
  let bytes = 0;
  for (let time = 0; time < times; time++) for await (const chunk of streamed(chunks(), { bytes: 0 })) bytes += chunk.length;
  const made = { wall: performance.now() - making.wall, cpu: process.cpuUsage(making.cpu).user / 1000 };
  const before = process.memoryUsage().rss;
  const peak = { bytes: before };
  const start = { wall: performance.now(), cpu: process.cpuUsage() };
  let report = await captureFailure(streamed(chunks(), peak));
  for (let time = 1; time < times; time++) report = await captureFailure(streamed(chunks(), peak));
  const wall = performance.now() - start.wall - made.wall;
  const cpu = process.cpuUsage(start.cpu).user / 1000 - made.cpu;
  peak.bytes = Math.max(peak.bytes, process.memoryUsage().rss);
  const frames = report.errors.reduce((sum, error) => sum + error.frames.length, 0);
  return {
    size: `${(bytes / times / 1e6).toFixed(0)} MB`,
    'MB/s by the clock': (bytes / 1000 / wall).toFixed(0),
    'MB/s of processor time': (bytes / 1000 / cpu).toFixed(0),
    'memory above start': `${((peak.bytes - before) / 1e6).toFixed(0)} MB`,
    'errors, frames': `${report.errors.length}, ${frames}`,
    'report as JSON': `${(JSON.stringify(report).length / 1e3).toFixed(0)} kB`,
  };
}

async function speedTable(): Promise<void> {
  await measured(() => log(2));
  const rows: Record<string, Record<string, string>> = {};
  for (const megabytes of [1, 10, 100, 200])
    rows[`log of ${megabytes} MB`] = await measured(() => log(megabytes), Math.ceil(50 / megabytes));
  console.log('Plain logs, streamed (goal: 50 MB/s or more, less than 200 MB)');
  console.table(rows);
}

/** A text of many parts, in chunks. */
function* repeated(head: string, part: (index: number) => string, count: number, tail = ''): Generator<Uint8Array> {
  const encoder = new TextEncoder();
  let text = head;
  for (let index = 0; index < count; index++) {
    text += part(index);
    if (text.length < 65536) continue;
    yield encoder.encode(text);
    text = '';
  }
  yield encoder.encode(text + tail);
}

const hostile: Record<string, (count: number) => Iterable<Uint8Array>> = {
  'one plain line': (count) => repeated('', () => 'words of a line that does not end and has no trace ', count),
  'one line of quotes in quotes': (count) => repeated('{"a":"', () => '\\\\\\"\\n at ', 2 * count),
  'one JSON string with frames': (count) =>
    repeated('{"stack":"Error: x', (index) => `\\n    at f${index} (/app/a.js:${index}:7)`, count, '"}\n'),
  'frames of JavaScript': (count) => repeated('Error: x\n', (index) => `    at f${index} (/app/a.js:${index}:7)\n`, count),
  'frames of Python': (count) =>
    repeated(
      'Traceback (most recent call last):\n',
      (index) => `  File "/app/a.py", line ${index}, in f${index}\n`,
      count,
      'ValueError: x\n',
    ),
  'frames of Java': (count) => repeated('java.lang.Error: x\n', (index) => `\tat a.B.f${index}(B.java:${index})\n`, count),
  'different errors': (count) => repeated('', (index) => `Error: ${index}\n    at f (/app/a.js:${index}:7)\n\n`, count / 4),
};

/** Twice the input takes about twice the time. */
async function hostileTable(): Promise<void> {
  const rows: Record<string, Record<string, string>> = {};
  for (const [name, make] of Object.entries(hostile)) {
    for (const count of [500_000, 1_000_000]) rows[`${name}, ${count}`] = await measured(() => make(count));
  }
  console.log('Hostile input: the second of each two is twice the first');
  console.table(rows);
}

async function cancelLine(): Promise<void> {
  const stop = new AbortController();
  let aborted = 0;
  setTimeout(() => {
    aborted = performance.now();
    stop.abort();
  }, 300);
  const reason = await captureFailure(streamed(log(1000), { bytes: 0 }), { signal: stop.signal }).catch((error: unknown) => error);
  const took = performance.now() - aborted;
  console.log(`Cancelled within a log of 1000 MB: ${(reason as Error).name} after ${took.toFixed(1)} ms`);
}

const tables: Record<string, () => void | Promise<void>> = {
  formats: formatsTable,
  speed: speedTable,
  hostile: hostileTable,
  lines: longLineTable,
  dense: denseTable,
  cancel: cancelLine,
};

/** usage: npm run bench:capture -- [formats|speed|hostile|lines|dense|cancel]…  (all if none is named) */
async function main(): Promise<void> {
  const named = process.argv.slice(2);
  for (const [name, print] of Object.entries(tables)) if (named.length === 0 || named.includes(name)) await print();
}

void main();
