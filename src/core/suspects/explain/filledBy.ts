import type { SyntaxFile } from '../../syntax/syntax';
import { escapePattern } from './escapePattern';
import { code } from './explanation';
import type { Place } from './originSteps';

/**
 * The only line of a file that puts something into a map, where it changes the key: `counts[name.ToUpper()] = n`, `prices.put(key(name), p)`.
 * A key written as a text, or as the same name as the lookup's, says nothing.
 */
export function filledBy(container: string, key: string, file: SyntaxFile): { sentence: string; place: Place } | undefined {
  const name = /^(?:this\.|self\.|\$this->|@)?([A-Za-z_]\w{0,80})$/.exec(container)?.[1];
  if (!name) return undefined;
  const whole = escapePattern(name);
  const puts = new RegExp(
    `(?<![\\w$])${whole}(?:\\[(?<index>[^\\]\\n]{1,80})\\] {0,4}(?:[-+*|]|\\?\\?|\\|\\|)?=(?![=>~])|\\.(?:put|putIfAbsent|merge|set|Add|TryAdd|insert|setdefault|store|emplace)\\((?<first>[^,\\n]{1,80}),)`,
  );
  const found = file.lines.flatMap((line, at) => {
    const groups = line.length < 500 ? puts.exec(line)?.groups : undefined;
    const put = groups?.['index'] ?? groups?.['first'];
    return put ? [{ put: put.trim(), text: line.trim(), line: at + 1 }] : [];
  });
  const [one] = found;
  const declared = file.definitions(name, { startLine: 1, endLine: file.lines.length }).length > 0;
  if (!one || !declared || found.length > 1 || one.put === key.trim() || !/^[A-Za-z_$@][\w$.]*\(.*\)$|\.[\w$]+(?:\(\))?$/.test(one.put))
    return undefined;
  const statement = one.text.slice(one.text.search(new RegExp(`(?<![\\w$])${whole}(?=[[.])`))).split(';')[0]!;
  return {
    sentence: `Line ${one.line} puts a key in as ${code(one.put)}: ${code(statement)}.`,
    place: { file: file.file, line: one.line },
  };
}
