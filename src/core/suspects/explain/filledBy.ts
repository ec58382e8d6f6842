import type { SyntaxFile } from '../../syntax/syntax';
import { escapePattern } from './escapePattern';
import { code, placeText } from './explanation';
import { capital } from './originText';
import type { Place } from '../../flow/originSteps';

/**
 * The only line of a file that puts something into a map, where it changes the key: `counts[name.ToUpper()] = n`, `prices.put(key(name), p)`.
 * A key written as a text, or as the same name as the lookup's, says nothing.
 */
export function filledBy(
  container: string,
  key: string,
  file: SyntaxFile,
  at: { file: SyntaxFile } = { file },
): { sentence: string; place: Place } | undefined {
  const found = putsInto(container, file);
  const [one] = found;
  const name = nameOf(container);
  if (!one || name === undefined || found.length > 1 || one.put === key.trim()) return undefined;
  const declared = file.definitions(name, { startLine: 1, endLine: file.lines.length }).length > 0;
  if (!declared || !/^[A-Za-z_$@][\w$.]*\(.*\)$|\.[\w$]+(?:\(\))?$/.test(one.put)) return undefined;
  const statement = one.text.slice(one.text.search(new RegExp(`(?<![\\w$])${escapePattern(name)}(?=[[.])`))).split(';')[0]!;
  const place = { file: file.file, line: one.line };
  return { sentence: `${capital(placeText(place, at))} stores the key as ${code(one.put)}: ${code(statement)}.`, place };
}

function nameOf(container: string): string | undefined {
  return /^(?:this\.|self\.|\$this->|@)?([A-Za-z_]\w{0,80})$/.exec(container)?.[1];
}

/** The lines of a file that put something into a map, with the key as they write it. */
export function putsInto(container: string, file: SyntaxFile): { put: string; text: string; line: number }[] {
  const name = nameOf(container);
  if (name === undefined) return [];
  const whole = escapePattern(name);
  const puts = new RegExp(
    `(?<![\\w$])${whole}(?:\\[(?<index>[^\\]\\n]{1,80})\\] {0,4}(?:[-+*|]|\\?\\?|\\|\\|)?=(?![=>~])|\\.(?:put|putIfAbsent|merge|set|Add|TryAdd|insert|setdefault|store|emplace)\\((?<first>[^,\\n]{1,80}),)`,
  );
  return file.lines.flatMap((line, at) => {
    const groups = line.length < 500 ? puts.exec(line)?.groups : undefined;
    const put = groups?.['index'] ?? groups?.['first'];
    return put ? [{ put: put.trim(), text: line.trim(), line: at + 1 }] : [];
  });
}
