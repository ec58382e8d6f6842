import { SCRIPT_ENDINGS } from '../workspace/languages';

/** Folders that compilers and bundlers write to. */
const BUILT = /(^|\/)(?:dist|lib|build|out|cjs|esm)\//;
const ENDING = /\.([cm]?)jsx?$/;

/** Sources that a built script may be compiled from: in `src/` beside the folder, or where that folder is. */
export function builtFrom(path: string, exists: (file: string) => boolean): string[] {
  if (!BUILT.test(path)) return [];
  const places = [path.replace(BUILT, '$1src/'), path.replace(BUILT, '$1')];
  return places
    .flatMap((place) => [...new Set(['', ...SCRIPT_ENDINGS])].map((ending) => (ending ? place.replace(ENDING, '') + ending : place)))
    .filter(exists)
    .slice(0, 1);
}
