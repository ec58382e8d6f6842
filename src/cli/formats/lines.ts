import { oneLine } from '../../core/prompt/fence';
import { plainText } from '../plainText';
import type { Finding } from './finding';

/**
 * `file:line:column: error: text`, as compilers print it: quickfix lists, compile modes and problem matchers read it. What has no place has
 * no line.
 */
export function lines(findings: readonly Finding[]): string {
  return findings
    .flatMap(({ place, level, title, message }) => {
      const said = oneLine(title === message ? title : `${title}: ${message}`);
      return place ? [plainText(`${oneLine(place.file)}:${place.line}:${place.column ?? 1}: ${level}: ${said}\n`)] : [];
    })
    .join('');
}
