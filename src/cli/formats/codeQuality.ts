import { oneLine } from '../../core/prompt/fence';
import { json } from '../print';
import type { Finding } from './finding';
import { fingerprints } from './fingerprints';

const SEVERITIES: Record<Finding['level'], string> = { error: 'major', warning: 'minor', note: 'info' };

/** GitLab's Code Quality report. What has no place has no room in it. */
export function codeQuality(findings: readonly Finding[]): string {
  const placed = findings.filter(({ place }) => place);
  const names = fingerprints(placed);
  return json(
    placed.map(({ rule, level, title, message, place }, at) => ({
      description: oneLine(title === message ? title : `${title}: ${message}`),
      check_name: rule,
      fingerprint: names[at],
      severity: SEVERITIES[level],
      location: { path: place?.file, lines: { begin: place?.line } },
    })),
  );
}
