import type { FrameDraft } from './formats/frameDraft';

/** The message for a module that was not found, up to the importing file. */
const importing: readonly RegExp[] = [
  // Node's ES modules, Vitest.
  /^(?:Cannot find (?:module|package)|Directory import|Package (?:subpath|import|path)) .{0,2000} imported from ['"]?(?:file:\/\/)?(?<file>(?:[A-Za-z]:)?[^:'"\n]{1,1000})['"]?$/m,
  // CommonJS: the importing file comes first.
  /^Cannot find module .{0,2000}\nRequire stack:\n- (?<file>.{1,1000})$/m,
  // Vite, with the line below (in its overlay right below); without it, as Rollup and Jest write it.
  /^(?:[^\n"]{0,100} )?Failed to resolve import .{0,2000}\n(?:(?:.{0,200}\n){0,3}? {2}File: |(?=(?:[A-Za-z]:)?[\\/]))(?<file>.{1,1000}?)(?::(?<line>\d{1,9}):(?<column>\d{1,9}))?$/m,
  /(?:\bfailed to resolve import|^Could not resolve|^Cannot find module) (?:"[^"\n]{1,1000}"|'[^'\n]{1,1000}') from (?:"(?<file>[^"\n]{1,1000})"|'(?<quoted>[^'\n]{1,1000})')/im,
];

/**
 * The file with the failed import, where an error's message names it and none of its frames leads there: the stack of a module loader has
 * only its own code. Its line is 0 where the message has none.
 */
export function importingFile(message: string, frames: readonly { file: string }[]): FrameDraft | undefined {
  for (const pattern of importing) {
    const match = pattern.exec(message);
    if (!match) continue;
    const { quoted = '', file = quoted, line = 0, column } = match.groups ?? {};
    if (frames.some((frame) => isSameFile(frame.file, file))) return undefined;
    const raw = match[0].slice(match[0].lastIndexOf('\n') + 1).trim();
    return column === undefined ? { file, line: 0, raw } : { file, line: Number(line), column: Number(column), raw };
  }
  return undefined;
}

/** Whether two paths, one of them possibly relative, name the same file. */
function isSameFile(a: string, b: string): boolean {
  const [shorter = '', longer = ''] = [a, b]
    .map((path) => path.replaceAll('\\', '/').replace(/^\.\//, ''))
    .sort((x, y) => x.length - y.length);
  return shorter !== '' && (longer === shorter || longer.endsWith(`/${shorter}`));
}
