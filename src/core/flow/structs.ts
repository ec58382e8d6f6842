import type { Expr, Ir } from '../syntax/lower/ir';
import type { SyntaxFile } from '../syntax/syntax';
import { indexOf } from './codeIndex';
import { filesLike } from './program';
import type { Program } from './way';

/** Go: the type of a struct that is written out, also where the list or map around it tells it: `Job` of `[]*Job{{1, "a"}}`. */
export function structType(file: SyntaxFile, expr: Expr): string | undefined {
  const { parents } = indexOf(file);
  for (let at: Ir | undefined = expr; at; at = parents.get(at)) {
    if (at.kind === 'same' && at.type !== undefined) return at.type.replace(/^(?:\[\w*\]|map\[[^\]]{1,80}\]|\*)+/, '');
    if (at !== expr && at.kind !== 'list' && at.kind !== 'map') return undefined;
  }
  return undefined;
}

/** Go: the names of a struct's fields in their order; one that is embedded has the name of its type. */
export function fieldNames(program: Program, file: SyntaxFile, type: string): string[] {
  const head = /^\w+$/.test(type) ? new RegExp(`\\btype\\s+${type}\\s+struct\\s*\\{([^}]*)\\}`) : undefined;
  const body = head
    ? filesLike(program, file.language).flatMap(({ text }) => head.exec(text)?.[1] ?? [])[0]
    : /^struct\s*\{([^]*)\}\s*$/.exec(type)?.[1];
  return (body ?? '').split(/[\n;]/).flatMap((line) => {
    const written = line.split('//', 1)[0]!.trim();
    const [, names = ''] = /^(\w+(?:\s*,\s*\w+)*)\s+[^\s].*$/.exec(written) ?? [];
    const embedded = /^\*?(?:\w+\.)?(\w+)$/.exec(written)?.[1];
    return names ? names.split(',').map((name) => name.trim()) : embedded ? [embedded] : [];
  });
}
