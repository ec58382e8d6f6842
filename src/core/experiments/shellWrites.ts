const QUOTED = /'[^']*'|"(?:[^"\\]|\\[^])*"/g;
/** `> file`, `>> file`, not `2>&1` and `> /dev/null`. */
const REDIRECTION = />>?(?![>&])[ \t]*(?!\/dev\/)[^\s>&]/;
/** Programs that change files, where a command begins. */
const WRITER =
  /(?:^|[;&|(\n]|\b(?:then|do|else))[ \t]*(?:tee|cp|mv|rm|rmdir|mkdir|touch|ln|install|rsync|unzip|patch|truncate|dd|sed -i|sed --in-place)\b/;

/** Whether a text of shell changes files by itself, where nothing can undo it. */
export function shellWrites(text: string): boolean {
  const code = text
    .split('\n')
    .filter((line) => !/^\s*#/.test(line))
    .join('\n')
    .replace(QUOTED, 'q');
  return REDIRECTION.test(code) || WRITER.test(code);
}
