import { oneLine } from '../../core/prompt/fence';
import { plainText } from '../plainText';
import { saidOf, type Finding } from './finding';

/**
 * `file:line:column: error: text`, as compilers print it: quickfix lists, compile modes and problem matchers read it. What has no place has
 * no line.
 */
export function lines(findings: readonly Finding[]): string {
  return findings
    .flatMap((finding) => {
      const { place, level } = finding;
      return place ? [plainText(`${oneLine(place.file)}:${place.line}:${place.column ?? 1}: ${level}: ${oneLine(saidOf(finding))}\n`)] : [];
    })
    .join('');
}
