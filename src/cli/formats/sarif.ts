import { json } from '../print';
import { RULES, type Finding } from './finding';
import { fingerprints } from './fingerprints';

/** SARIF 2.1.0, one run. Fingerprints stay when lines move, so that an alert is not closed and opened again. */
export function sarif(findings: readonly Finding[], version: string): string {
  const names = fingerprints(findings);
  const rules = Object.entries(RULES).map(([id, text]) => ({ id, shortDescription: { text } }));
  const results = findings.map(({ rule, level, title, message, place }, at) => ({
    ruleId: rule,
    level,
    message: { text: title === message ? title : `${title}\n${message}` },
    partialFingerprints: { 'debugWithContext/v1': names[at] },
    ...(place && { locations: [locationOf(place)] }),
  }));
  const driver = { name: 'debug-with-context', version, rules };
  return json({
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [{ tool: { driver }, columnKind: 'utf16CodeUnits', results }],
  });
}

function locationOf({ file, line, column, function: name }: NonNullable<Finding['place']>): object {
  const region = { startLine: line, ...(column && { startColumn: column }) };
  const uri = file.split('/').map(encodeURIComponent).join('/');
  return {
    physicalLocation: { artifactLocation: { uri, uriBaseId: '%SRCROOT%' }, region },
    ...(name && { logicalLocations: [{ name, kind: 'function' }] }),
  };
}
