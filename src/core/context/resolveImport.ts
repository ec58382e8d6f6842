import type { SyntaxFile } from '../syntax/syntax';
import { folderOf, nameOf } from '../workspace/fileIndex';
import { SCRIPT_ENDINGS } from '../workspace/languages';
import { normalisePath } from '../workspace/workspacePaths';
import { builtFrom } from './builtFrom';
import { exported, wildcard, type PackageManifest } from './packageManifest';
import type { WorkspaceCode } from './workspaceCode';

const IMPORT_ENDINGS = ['', ...SCRIPT_ENDINGS, '.d.ts', '.vue', '.json'];
const INDEX_NAMES = SCRIPT_ENDINGS.map((ending) => `index${ending}`);

/** Finds the workspace files that an import names; ignores files outside the workspace. */
export class ImportResolver {
  private readonly configs = new Map<string, Promise<PathConfig | undefined>>();
  private packages: Promise<Map<string, PackageManifest>> | undefined;

  constructor(private readonly code: WorkspaceCode) {}

  /** Files in order of how well they fit; empty for targets outside the workspace. */
  async resolve(from: SyntaxFile, module: string): Promise<string[]> {
    switch (from.language) {
      case 'javascript':
      case 'typescript':
      case 'tsx':
        return this.script(from.file, module);
      case 'python':
        return this.python(from.file, module);
      case 'go':
        return this.folder(module, '.go');
      case 'rust':
        return this.rust(from.file, module);
      case 'cpp':
        return this.included(from.file, module);
      case 'ruby':
        return this.included(from.file, module.endsWith('.rb') ? module : `${module}.rb`);
      case 'php':
        return module.includes('/') || module.endsWith('.php')
          ? this.included(from.file, module)
          : this.folder(module.replaceAll('\\', '/'), '.php');
      default:
        return this.folder(module.replaceAll('.', '/'), from.file.slice(from.file.lastIndexOf('.')));
    }
  }

  // --- JavaScript -------------------------------------------------------------------------------------------

  private async script(from: string, module: string): Promise<string[]> {
    if (module.startsWith('.')) return this.relative(normalisePath(join(folderOf(from), module)));
    const mapped = await this.byConfig(from, module);
    if (mapped.length) return mapped;
    if (/^[@~]\//.test(module)) {
      // The default of bundlers, without a configuration.
      for (let folder = folderOf(from); ; folder = folderOf(folder)) {
        const found = ['src/', ''].flatMap((source) => this.scriptFile(join(folder, `${source}${module.slice(2)}`)));
        if (found.length) return found;
        if (!folder) break;
      }
    }
    return this.byPackage(from, module);
  }

  /** A file, or a folder with a manifest that names the file. */
  private async relative(path: string): Promise<string[]> {
    if (this.code.index.has(join(path, 'package.json'))) {
      const packages = await (this.packages ??= this.readPackages());
      const own = [...packages.values()].find(({ folder }) => folder === path);
      const found = own?.main === undefined ? [] : this.packageFile(own, own.main);
      if (found.length) return found;
    }
    const direct = this.scriptFile(path);
    return direct.length ? direct : this.sourceOf(path);
  }

  /** Of a built file. */
  private sourceOf(path: string): string[] {
    return builtFrom(path, (file) => this.scriptFile(file).length > 0).flatMap((file) => this.scriptFile(file));
  }

  private scriptFile(path: string): string[] {
    const { index } = this.code;
    const candidates = IMPORT_ENDINGS.map((ending) => path + ending);
    // TypeScript imports use the extension of the compiled file.
    const compiled = /^(?<stem>.*)\.(?<kind>[cm]?)js(?<jsx>x?)$/.exec(path)?.groups;
    if (compiled) candidates.push(`${compiled['stem']}.${compiled['kind']}ts${compiled['jsx']}`, `${compiled['stem']}.tsx`);
    candidates.push(...INDEX_NAMES.map((name) => join(path, name)));
    return candidates.filter((file) => index.has(file)).slice(0, 1);
  }

  private async byConfig(from: string, module: string): Promise<string[]> {
    for (let folder = folderOf(from); ; folder = folderOf(folder)) {
      for (const name of ['tsconfig.json', 'jsconfig.json', 'tsconfig.base.json', 'tsconfig.app.json']) {
        const config = await this.config(join(folder, name), 0);
        if (!config) continue;
        for (const [pattern, targets] of config.paths) {
          const rest = wildcard(pattern, module);
          if (rest === undefined) continue;
          const found = targets.flatMap((target) => this.scriptFile(normalisePath(join(config.base, target.replace('*', rest)))));
          if (found.length) return found;
        }
        if (config.hasBase) {
          const found = this.scriptFile(normalisePath(join(config.base, module)));
          if (found.length) return found;
        }
      }
      if (!folder) return [];
    }
  }

  private config(file: string, depth: number): Promise<PathConfig | undefined> {
    let config = this.configs.get(file);
    if (!config) this.configs.set(file, (config = this.readConfig(file, depth)));
    return config;
  }

  private async readConfig(file: string, depth: number): Promise<PathConfig | undefined> {
    if (!this.code.index.has(file) || depth > 4) return undefined;
    const parsed = looseJson((await this.code.read(file)) ?? '') as TsConfig | undefined;
    if (!parsed) return undefined;
    const extended = typeof parsed.extends === 'string' && parsed.extends.startsWith('.') ? parsed.extends : undefined;
    const parent = extended && (await this.config(withJson(normalisePath(join(folderOf(file), extended))), depth + 1));
    const options = parsed.compilerOptions ?? {};
    const base = typeof options.baseUrl === 'string' ? normalisePath(join(folderOf(file), options.baseUrl)) : undefined;
    const paths = Object.entries(options.paths ?? {}).filter((entry): entry is [string, string[]] => Array.isArray(entry[1]));
    if (!paths.length && parent) return { ...parent, ...(base !== undefined && { base, hasBase: true }) };
    return { base: base ?? folderOf(file), hasBase: base !== undefined, paths: paths.sort((a, b) => b[0].length - a[0].length) };
  }

  /** A package of the same workspace, by its name; `#internal` by `imports` of the file's own manifest. */
  private async byPackage(from: string, module: string): Promise<string[]> {
    const packages = await (this.packages ??= this.readPackages());
    if (module.startsWith('#')) {
      for (let folder = folderOf(from); ; folder = folderOf(folder)) {
        const own = [...packages.values()].find((each) => each.folder === folder);
        const target = own && exported(own.imports, module);
        if (own && target) return this.packageFile(own, target);
        if (!folder) return [];
      }
    }
    const [scope, second] = module.split('/');
    const name = module.startsWith('@') ? `${scope}/${second}` : scope!;
    const found = packages.get(name);
    if (!found) return [];
    const rest = module.slice(name.length + 1);
    const target = exported(found.exports, rest ? `./${rest}` : '.') ?? (rest || found.main || 'index');
    const direct = this.packageFile(found, target);
    if (direct.length || rest) return direct.length ? direct : this.scriptFile(join(found.folder, `src/${rest}`));
    return ['src/index', 'index', 'lib/index', 'src/main'].flatMap((path) => this.scriptFile(join(found.folder, path))).slice(0, 1);
  }

  /** A built file is replaced by its source. */
  private packageFile(found: PackageManifest, target: string): string[] {
    const path = normalisePath(join(found.folder, target));
    const direct = this.scriptFile(path);
    return direct.length ? direct : this.sourceOf(path);
  }

  private async readPackages(): Promise<Map<string, PackageManifest>> {
    const files = this.code.index
      .named('package.json')
      .filter((file) => !file.includes('node_modules/'))
      .slice(0, 200);
    const packages = new Map<string, PackageManifest>();
    for (const file of files) {
      const parsed = looseJson((await this.code.read(file)) ?? '') as Record<string, unknown> | undefined;
      if (!parsed) continue;
      const main = [parsed.source, parsed.module, parsed.main].find((each) => typeof each === 'string');
      const name = typeof parsed.name === 'string' ? parsed.name : `#${folderOf(file)}`;
      packages.set(name, { folder: folderOf(file), main, exports: parsed.exports, imports: parsed.imports });
    }
    return packages;
  }

  // --- other languages --------------------------------------------------------------------------------------

  private python(from: string, module: string): string[] {
    const dots = /^\.*/.exec(module)![0].length;
    const path = module.slice(dots).replaceAll('.', '/');
    if (dots) {
      let folder = folderOf(from);
      for (let up = 1; up < dots; up++) folder = folderOf(folder);
      return this.pythonFile(join(folder, path));
    }
    // A script's imports start in its own folder and those above; then any folder that contains the package.
    for (let folder = folderOf(from); ; folder = folderOf(folder)) {
      const found = [...this.pythonFile(join(folder, path)), ...this.pythonFile(join(folder, `src/${path}`))];
      if (found.length) return found.slice(0, 1);
      if (!folder) break;
    }
    return this.byTail([`${path}.py`, `${path}/__init__.py`]);
  }

  private pythonFile(path: string): string[] {
    return [`${path}.py`, join(path, '__init__.py'), `${path}.pyi`].filter((file) => this.code.index.has(file)).slice(0, 1);
  }

  private rust(from: string, module: string): string[] {
    const parts = module.split('::');
    const file = nameOf(from);
    const own = /^(?:mod|lib|main)\.rs$/.test(file) ? folderOf(from) : join(folderOf(from), file.slice(0, -3));
    let folder = own;
    if (parts[0] === 'crate') {
      parts.shift();
      folder = /^(.*?)src(?:\/|$)/.exec(folderOf(from)) ? `${/^(.*?)src(?:\/|$)/.exec(folderOf(from))![1]}src` : folderOf(from);
    } else if (parts[0] === 'self') parts.shift();
    else {
      while (parts[0] === 'super') {
        parts.shift();
        folder = folderOf(folder);
      }
    }
    // A test or a program of its own is a root, too: its modules are beside it.
    for (const each of new Set(folder === own ? [own, folderOf(from)] : [folder]))
      for (let length = parts.length; length > 0; length--) {
        const path = join(each, parts.slice(0, length).join('/'));
        const found = [`${path}.rs`, join(path, 'mod.rs')].filter((name) => this.code.index.has(name));
        if (found.length) return found;
      }
    return [join(folder, 'mod.rs'), `${folder}.rs`, join(folder, 'lib.rs'), join(folder, 'main.rs')]
      .filter((each) => this.code.index.has(each))
      .slice(0, 1);
  }

  private included(from: string, path: string): string[] {
    const beside = normalisePath(join(folderOf(from), path));
    const header = this.code.index.has(beside) ? beside : this.byTail([path.replace(/^(?:\.\.?\/)+/, '')])[0];
    if (!header) return [];
    // Declarations of a header are defined in the file of the same name.
    const stem = header.replace(/\.[^./]+$/, '');
    const bodies = /\.(?:h|hh|hpp|hxx)$/.test(header)
      ? ['.cpp', '.cc', '.cxx', '.c'].map((ending) => nameOf(stem) + ending).flatMap((name) => this.code.index.named(name))
      : [];
    return [header, ...bodies.slice(0, 3)];
  }

  /** Files of a package that is a folder: the folder with a path that ends like the package's. */
  private folder(path: string, ending: string): string[] {
    const { index } = this.code;
    const segments = path.split('/').filter(Boolean);
    for (let skipped = 0; skipped < segments.length; skipped++) {
      const tail = segments.slice(skipped).join('/');
      const files = index.foldersEnding(tail).flatMap((folder) => index.inFolder(folder).filter((file) => file.endsWith(ending)));
      if (files.length) return files;
      // A package named with a single common word would fit anywhere.
      if (segments.length - skipped <= 1) break;
    }
    return [];
  }

  private byTail(paths: readonly string[]): string[] {
    return paths.flatMap((path) => {
      const { files, segments } = this.code.index.longestSuffix(path);
      return segments === path.split('/').length ? files.slice(0, 2) : [];
    });
  }
}

interface PathConfig {
  base: string;
  hasBase: boolean;
  paths: [pattern: string, targets: string[]][];
}

interface TsConfig {
  extends?: unknown;
  compilerOptions?: { baseUrl?: unknown; paths?: Record<string, unknown> };
}

/** JSON with comments and trailing commas, as in TypeScript's configuration. */
function looseJson(text: string): unknown {
  const bare = text
    .replace(/("(?:[^"\\\n]|\\.)*")|\/\/[^\n]*|\/\*[^]*?\*\//g, (_, quoted?: string) => quoted ?? '')
    .replace(/,(\s*[}\]])/g, '$1');
  try {
    return JSON.parse(bare);
  } catch {
    return undefined;
  }
}

function join(folder: string, path: string): string {
  return folder && path ? `${folder}/${path}` : folder || path;
}

function withJson(path: string): string {
  return path.endsWith('.json') ? path : `${path}.json`;
}
