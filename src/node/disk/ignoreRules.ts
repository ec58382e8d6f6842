import ignore, { type Ignore } from 'ignore';
import { boundPattern } from './boundPattern';

/** Folders that hold no code of the person's own, regardless of version control. */
export const NEVER: ReadonlySet<string> = new Set([
  'node_modules',
  'bower_components',
  'jspm_packages',
  '.git',
  '.hg',
  '.svn',
  '.venv',
  'venv',
  'site-packages',
  '__pycache__',
  '.tox',
  '.mypy_cache',
  '.pytest_cache',
  '.ruff_cache',
  '.next',
  '.nuxt',
  '.svelte-kit',
  '.cache',
  '.gradle',
  '.yarn',
  '.pnpm-store',
  '.vscode-test',
]);

/** Folders of built code: left out until a frame names a file in one of them. */
export const GENERATED: ReadonlySet<string> = new Set(['dist', 'out', 'build', 'target', 'coverage', 'obj', '.nyc_output', '.output']);

/** Files that are not text, by ending. */
const BINARY =
  /\.(?:png|jpe?g|gif|bmp|ico|icns|webp|avif|svgz|pdf|zip|gz|tgz|bz2|xz|7z|rar|jar|war|class|pyc|pyo|o|a|so|dylib|dll|exe|wasm|node|woff2?|ttf|otf|eot|mp[34]|m4[av]|mov|avi|webm|ogg|wav|flac|psd|sqlite3?|db|onnx|safetensors|bin|dat|pack|idx|vsix|lockb)$/i;

/** What compilers write beside the code, by ending. */
const COMPILED = /\.(?:class|pyc|pyo|o|obj|a|so|dylib|dll|exe|pdb)$/i;

/** Whether a workspace-relative file that git does not track is of a package or a build, which a repository that ignores no files shows as new. */
export function isMade(file: string): boolean {
  return COMPILED.test(file) || file.split('/').some((part) => NEVER.has(part) || GENERATED.has(part));
}

/** Decides which files of one root belong to the evidence, by default folders, the settings' patterns and `.gitignore` files. */
export class IgnoreRules {
  /** By folder relative to the root (`''` or `a/b/`), the rules of the `.gitignore` in it. */
  private readonly byFolder = new Map<string, Ignore>();
  private readonly extra: Ignore | undefined;
  private readonly unlocked = new Set<string>();
  private readonly folderVerdicts = new Map<string, boolean>();

  /** @param patterns gitignore syntax, relative to the root: `files.exclude` and the product's own setting. */
  constructor(patterns: readonly string[] = []) {
    const useful = patterns
      .map((pattern) => pattern.trim())
      .filter((pattern) => pattern && !pattern.startsWith('#'))
      .flatMap((pattern) => boundPattern(pattern) ?? []);
    this.extra = useful.length ? ignore().add(useful) : undefined;
  }

  /** Adds the `.gitignore` of a folder (relative to the root, `''` for the root itself). */
  addGitignore(folder: string, text: string): void {
    const key = folder ? `${folder}/` : '';
    const rules = this.byFolder.get(key) ?? ignore();
    this.byFolder.set(key, rules.add(text.split('\n').flatMap((line) => boundPattern(line) ?? [])));
  }

  /** A frame names a file in a folder of built code: that folder is now relevant. Returns whether anything changed. */
  unlock(path: string): boolean {
    const folder = generatedFolder(path);
    if (folder === undefined || this.unlocked.has(folder)) return false;
    this.unlocked.add(folder);
    this.folderVerdicts.clear();
    return true;
  }

  /** Should a walk enter this folder? Assumes that its parents were entered. */
  ignoresFolder(path: string): boolean {
    const name = path.slice(path.lastIndexOf('/') + 1);
    if (NEVER.has(name)) return true;
    if (GENERATED.has(name) && !this.unlocked.has(path)) return true;
    return this.matches(`${path}/`);
  }

  /** Is this file left out? Checks its folders, too; knows only the `.gitignore` files added so far. */
  ignores(path: string): boolean {
    const slash = path.lastIndexOf('/');
    if (slash > 0 && this.folderIgnored(path.slice(0, slash))) return true;
    return BINARY.test(path) || this.matches(path);
  }

  private folderIgnored(folder: string): boolean {
    const known = this.folderVerdicts.get(folder);
    if (known !== undefined) return known;
    const slash = folder.lastIndexOf('/');
    const verdict = (slash > 0 && this.folderIgnored(folder.slice(0, slash))) || this.ignoresFolder(folder);
    this.folderVerdicts.set(folder, verdict);
    return verdict;
  }

  private matches(path: string): boolean {
    if (this.extra?.ignores(path)) return true;
    if (!this.byFolder.size) return false;
    // A deeper .gitignore overrules those above it.
    let verdict = false;
    for (let at = 0; at >= 0;) {
      const folder = path.slice(0, at);
      const rest = path.slice(at);
      const rules = rest ? this.byFolder.get(folder) : undefined;
      if (rules) {
        const test = rules.test(rest);
        if (test.ignored) verdict = true;
        else if (test.unignored) verdict = false;
      }
      const next = path.indexOf('/', at);
      at = next < 0 || next === path.length - 1 ? -1 : next + 1;
    }
    return verdict;
  }
}

/** The outermost folder of built code that a path lies in, e.g. `packages/a/dist`. */
function generatedFolder(path: string): string | undefined {
  const parts = path.split('/');
  for (let i = 0; i < parts.length - 1; i++) {
    if (GENERATED.has(parts[i] ?? '')) return parts.slice(0, i + 1).join('/');
  }
  return undefined;
}
