import type { ErrorReport, FailureReport, Frame } from './failureReport';

/** The number of frames that identify an error; frames further out are often the same. */
const framesOfError = 5;

/**
 * An identifier for a failure, stable between runs: line numbers, addresses, timings, ids, quoted values of the machine and the project's
 * folder do not change it. Computed from types, the words of messages, functions and file names.
 * @returns 16 hex digits
 */
export function fingerprintFailure(report: FailureReport): string {
  const parts = report.errors.filter((error) => error.role !== 'aggregated').map(describeError);
  if (parts.length === 0)
    parts.push(...report.expectations.map(({ expected, actual, test }) => `${test ?? ''}|${stableText(expected)}|${stableText(actual)}`));
  return hash(parts.join('\n'));
}

function describeError(error: ErrorReport): string {
  const own = error.frames.filter((frame) => frame.origin === 'workspace');
  const frames = (own.length > 0 ? own : error.frames).slice(0, framesOfError);
  return [error.role, error.type, stableText(error.message), ...frames.map(describeFrame)].join('|');
}

function describeFrame(frame: Frame): string {
  const name = frame.file.replaceAll('\\', '/').split('/').pop() ?? '';
  // Bundlers put a hash into the names of files, Rust and the compilers of lambdas a number into those of functions.
  const file = name.replace(/[-.][\da-zA-Z_-]{8,64}(?=\.\w{1,8}$)/, (part) => (/\d/.test(part) ? '' : part)).replace(/\?[^]*$/, '');
  const called = (frame.function ?? '')
    .replace(/::h[\da-f]{16}$/, '')
    .replace(/\$\$Lambda\S*/, '$$Lambda')
    .replace(/\d+/g, '0');
  return `${file}:${called}`;
}

/** The words of a message, without the parts that differ from run to run. */
export function stableText(text: string): string {
  return text
    .slice(0, 2000)
    .replace(/\b0x[\da-f]+\b/gi, 'ADDRESS')
    .replace(/\b[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}\b/gi, 'ID')
    .replace(/\b\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?Z?)?/g, 'TIME')
    .replace(/\b\d+(?:\.\d+)? ?(?:ms|µs|us|ns|s|sec|seconds|minutes)\b/g, 'DURATION')
    .replace(/(?:[A-Za-z]:)?(?:[\\/][\w.@+~-]+){2,}/g, (path) => path.split(/[\\/]/).pop() ?? '')
    .replace(/\b(?=[\da-f]*\d)(?=\d*[a-f])[\da-f]{7,}\b/gi, 'ID')
    .replace(/(:\d+){1,2}\b/g, ':0')
    .replace(/\b(port|pid|line|thread|process|address) \d+/gi, '$1 0')
    .replace(/\d{5,}/g, '0')
    .replace(/\s+/g, ' ')
    .trim();
}

/** FNV-1a over UTF-16 units, twice with different seeds: 64 bits. Identifies failures; not safe against forgery. */
function hash(text: string): string {
  let a = 0x811c9dc5;
  let b = 0x01000193;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    a = Math.imul(a ^ unit, 0x01000193);
    b = Math.imul(b ^ unit, 0x85ebca6b) ^ (b >>> 13);
  }
  return (a >>> 0).toString(16).padStart(8, '0') + (b >>> 0).toString(16).padStart(8, '0');
}
