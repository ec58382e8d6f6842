import { traitsOf } from '../../flow/traits';
import { code, type ExplainInput } from './explanation';
import type { Place } from '../../flow/originSteps';

/** Java: a map is asked with a new object of a class that does not say when two objects are equal. */
export function keyWithoutEquality(text: string, { at, view }: ExplainInput): { sentence: string; place: Place } | undefined {
  if (!traitsOf(at.file.language).equalsIsIdentity) return undefined;
  const type = /\.(?:get|getOrDefault|remove|contains|containsKey)\(\s*new\s+(\w{1,80})\s*\(/.exec(text)?.[1];
  const cls = type ? view.classNamed(type) : undefined;
  if (!type || !cls || cls.node.bases.length > 0) return undefined;
  const { file, node } = cls;
  const header = file.lines.slice(node.header.startLine - 1, node.header.endLine).join(' ');
  const whole = file.lines.slice(0, node.endLine).join('\n');
  const says = file.functions.some(({ name, className }) => className === type && ['hashCode', 'equals'].includes(name));
  if (says || /\b(?:record|enum|interface)\b/.test(header) || /@(?:Data|Value|EqualsAndHashCode|AutoValue)\b/.test(whole)) return undefined;
  return {
    sentence: `${code(type)} (${file.file}:${node.startLine}) defines no equality of its own (no equals and hashCode), so a new ${code(type)} never equals a key that is in the map.`,
    place: { file: file.file, line: node.startLine },
  };
}
