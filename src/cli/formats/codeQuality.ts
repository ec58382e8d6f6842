import { oneLine } from '../../core/prompt/fence';
import { json } from '../print';
import { saidOf, type Finding } from './finding';
import { fingerprints } from './fingerprints';

const SEVERITIES: Record<Finding['level'], string> = { error: 'major', warning: 'minor', note: 'info' };

/** GitLab's Code Quality report. What has no place has no room in it. */
export function codeQuality(findings: readonly Finding[]): string {
  const placed = findings.filter(({ place }) => place);
  const names = fingerprints(placed);
  return json(
    placed.map((finding, at) => ({
      description: oneLine(saidOf(finding)),
      check_name: finding.rule,
      fingerprint: names[at],
      severity: SEVERITIES[finding.level],
      location: { path: finding.place?.file, lines: { begin: finding.place?.line } },
    })),
  );
}
