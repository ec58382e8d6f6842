import { createRedactor } from '../../core/prompt/redactor';

/** What runs showed, for a page that others read: a change holds lines of code. */
export async function linesWithoutSecrets<T extends { lines: string[] }>(findings: readonly T[]): Promise<T[]> {
  const lines = findings.flatMap((each) => each.lines);
  if (!lines.length) return [...findings];
  const redacted = await createRedactor({ emails: true, home: true }).redactAll(lines);
  let at = 0;
  return findings.map((each) => ({ ...each, lines: redacted.slice(at, (at += each.lines.length)) }));
}
