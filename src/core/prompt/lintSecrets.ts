import type { Finding } from './finding';

type Linter = (text: string) => Promise<Finding[]>;

let loading: Promise<Linter> | undefined;

/** Finds secrets by secretlint's recommended rules. The rules are loaded on the first call. */
export async function lintSecrets(text: string): Promise<Finding[]> {
  loading ??= load();
  return (await loading)(text);
}

async function load(): Promise<Linter> {
  const [{ lintSource }, { creator }, { secretLintProfiler }] = await Promise.all([
    import('@secretlint/core'),
    import('@secretlint/secretlint-rule-preset-recommend'),
    import('@secretlint/profiler'),
  ]);
  // It leaves 54 entries in the process at each call and searches all of them at the next.
  secretLintProfiler.mark = () => {};
  const config = { rules: [{ id: creator.meta.id, rule: creator }] };
  return async (text) => {
    const { messages } = await lintSource({
      source: { filePath: 'evidence.txt', content: text, ext: '.txt', contentType: 'text' },
      options: { noPhysicFilePath: true, config },
    });
    return messages.flatMap(({ ruleId, range, data }) => narrowed(text, ruleId, range, data));
  };
}

/** Some rules report the line, an address or a wrong place around the secret, so the value itself is looked up. */
function narrowed(text: string, ruleId: string, range: readonly [number, number], data: unknown): Finding[] {
  const kind = kindOf(ruleId);
  const values = Object.values((data ?? {}) as Record<string, unknown>)
    .filter((value): value is string => typeof value === 'string' && value.length >= 8 && text.includes(value))
    .sort((a, b) => b.length - a.length);
  const value = values[0] ?? text.slice(range[0], range[1]);
  const address = /:\/\/[^:@\s]{0,100}:([^@\s]{1,300})@/.exec(value);
  const secret = address?.[1] ?? value;
  // Keys of several lines and addresses without a password are either found by our own rules or not secrets.
  if (secret.length < 4 || secret.includes('\n') || secret.endsWith('EXAMPLE') || (!address && secret.includes('://'))) return [];
  const findings: Finding[] = [];
  for (let at = text.indexOf(secret); at >= 0; at = text.indexOf(secret, at + secret.length)) {
    findings.push({ start: at, end: at + secret.length, kind });
  }
  return findings;
}

function kindOf(ruleId: string): string {
  const name = ruleId.replace(/^.*secretlint-rule-/, '');
  return name === 'basicauth' || name === 'database-connection-string'
    ? 'connection-password'
    : `${name.replace(/[^a-z0-9-]/g, '-')}-secret`;
}
