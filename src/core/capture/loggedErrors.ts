import type { ErrorReport, Frame } from './failureReport';
import { ownText } from './ownText';
import { cleanLine } from './unwrap/cleanLine';

const failed = /^(?:err|error|fatal|crit|critical|d?panic|emerg|emergency|alert|severe|ftl)$/i;
/** pino and bunyan count up to their level of errors. */
const levelOfErrors = 50;
const levelNames = ['level', 'severity', 'lvl', 'log.level', '@l', 'levelname'];
const errorNames = ['error', 'err', 'exception', 'error.message', '@x'];
const messageNames = ['msg', 'message', 'event', '@m', '@mt'];
const placeNames = ['caller', 'source'];
const most = 20;
const longest = 20_000;
const pair = /([\w.@-]{1,60})=(?:"((?:[^"\\]|\\.){0,4000})"|([^\s"]{1,4000}))/g;

/**
 * Records of a structured log that tell an error without a trace, as JSON or `key=value`: the error's text where it stands beside the
 * logger's own words, otherwise these. Only for a text in which nothing else was found.
 * @param text the end of the input
 */
export function loggedErrors(text: string): ErrorReport[] {
  const found = new Map<string, ErrorReport>();
  for (const raw of text.split('\n')) {
    if (raw.length > longest) continue;
    const fields = fieldsOf(cleanLine(raw, 0).text.trim());
    if (!fields || !isError(firstOf(fields, levelNames))) continue;
    const error = firstOf(fields, errorNames);
    const message = textOf(error) ?? textOf(firstOf(fields, messageNames));
    if (!message) continue;
    const type = isRecord(error) ? (textOf(error['type'] ?? error['name']) ?? '') : '';
    // The last one is nearest to what the person saw.
    found.delete(message);
    found.set(message, {
      type: ownText(type),
      message: ownText(message),
      language: 'unknown',
      role: 'thrown',
      frames: placeOf(firstOf(fields, placeNames)),
    });
  }
  return [...found.values()].slice(-most);
}

function fieldsOf(line: string): Record<string, unknown> | undefined {
  if (line.startsWith('{')) {
    try {
      const value: unknown = JSON.parse(line);
      return isRecord(value) ? value : undefined;
    } catch {
      return undefined;
    }
  }
  if (!/(?:^| )(?:level|lvl|severity)=\S/.test(line)) return undefined;
  return Object.fromEntries(
    [...line.matchAll(pair)].map(([, name = '', quoted, plain]) => [name, quoted?.replace(/\\(.)/g, '$1') ?? plain]),
  );
}

function isError(level: unknown): boolean {
  return typeof level === 'number' ? level >= levelOfErrors : typeof level === 'string' && failed.test(level);
}

function firstOf(fields: Record<string, unknown>, names: readonly string[]): unknown {
  return names.map((name) => fields[name]).find((value) => value !== undefined && value !== null && value !== '');
}

function textOf(value: unknown): string | undefined {
  if (typeof value === 'string') return value.trim();
  return isRecord(value) && typeof value['message'] === 'string' ? value['message'].trim() : undefined;
}

/** zap's and zerolog's `"caller":"shop/main.go:17"`, slog's `"source":{"file":…,"line":…}`. */
function placeOf(value: unknown): Frame[] {
  const [, file, line] = typeof value === 'string' ? (/^([^\s:]{1,500}\.\w{1,8}):(\d{1,9})$/.exec(value) ?? []) : [];
  if (file !== undefined && typeof value === 'string') return [{ file, line: Number(line), origin: 'workspace', raw: value }];
  if (!isRecord(value) || typeof value['file'] !== 'string' || typeof value['line'] !== 'number') return [];
  return [{ file: value['file'], line: value['line'], origin: 'workspace', raw: `${value['file']}:${String(value['line'])}` }];
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
