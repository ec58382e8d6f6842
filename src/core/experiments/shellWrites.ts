const QUOTED = /'[^']*'|"(?:[^"\\]|\\[^])*"/g;
/** `> file`, `>> file`, not `2>&1` and `> /dev/null`. */
const REDIRECTION = />>?(?![>&])[ \t]*(?!\/dev\/)[^\s>&]/;
/** Programs that change files and are written for no runtime that could undo it, where a command begins. */
const WRITER =
  /(?:^|[;&|(\n]|\b(?:then|do|else))[ \t]*(?:(?:npx|pnpm|yarn|bunx|exec)[ \t]{1,9}){0,2}(?:tee|cp|mv|rm|rmdir|mkdir|touch|ln|install|rsync|unzip|tar|patch|truncate|dd|sed -i|sed --in-place|git (?:checkout|stash|apply|reset|clean|restore)|esbuild|swc|rspack|biome|ruff|protoc)(?![\w-])/;

/** Whether a text of shell changes files by itself, where nothing can undo it. */
export function shellWrites(text: string): boolean {
  const code = text
    .split('\n')
    .filter((line) => !/^\s*#/.test(line))
    .join('\n')
    .replace(QUOTED, 'q');
  return REDIRECTION.test(code) || WRITER.test(code);
}
