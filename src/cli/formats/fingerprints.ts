import { createHash } from 'node:crypto';
import type { Finding } from './finding';

/** A name for each finding that stays when lines above it come and go; unique in its list. SHA-256, hex. */
export function fingerprints(findings: readonly Finding[]): string[] {
  const seen = new Map<string, number>();
  return findings.map(({ rule, title, place }) => {
    const said = rule === 'suspect' ? (place?.function ?? '') : title.replace(/\d+/g, '0');
    const key = JSON.stringify([rule, place?.file ?? '', said]);
    const times = seen.get(key) ?? 0;
    seen.set(key, times + 1);
    return createHash('sha256').update(`${key} ${times}`).digest('hex');
  });
}
