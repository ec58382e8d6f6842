import { nameOf } from '../../workspace/fileIndex';
import { beginsWith, endsWith, stemOf, withoutDots, withoutEnding } from './textTests';
import { familyOf, languageOfFile } from '../../workspace/languages';
import { code, folderText, type ExplainInput, type Explanation } from './explanation';
import { nearName } from '../../flow/nearName';
import type { Place } from '../../flow/originSteps';
import { readMessage } from './messages/messageForm';
import { OF_IMPORTS, type WantedImport } from './messages/ofTools';
import { normalisePath } from '../../workspace/workspacePaths';
import { explainNoExport, sharedPrefix } from './missingExport';
import type { PackageAsked } from './packageAsked';

export function wantedImport(message: string): WantedImport | undefined {
  return readMessage(OF_IMPORTS, message);
}

/** An import without a target, or of a module without that name; searches for a file or name with almost the same spelling. */
export function explainImport(wanted: WantedImport, input: ExplainInput): Explanation {
  const { at, names: workspace, asked } = input;
  const { file, line } = at;
  // Node's message has the resolved file; the code has the import that led to it.
  const written = wanted.module.startsWith('/')
    ? file.imports.find(
        ({ module }) => module.startsWith('.') && withoutEnding(wanted.module).endsWith(`/${withoutEnding(withoutDots(module))}`),
      )
    : undefined;
  // Bundlers name the file, the code has the path of the import.
  const named =
    wanted.name === undefined
      ? undefined
      : file.imports.find(({ imported, module: from }) => imported === wanted.name && sameStem(from, wanted.module));
  const module = named?.module ?? written?.module ?? wanted.module;
  const relative = module.startsWith('.');
  const shown = code(module);
  if (wanted.name !== undefined) return explainNoExport({ name: wanted.name, module, line: named?.line ?? line }, input);
  const isPackage = !relative && importedPackage(wanted, familyOf(file.language)) !== undefined;
  const near = isPackage && !PACKAGES[familyOf(file.language)]?.mixed ? undefined : nearFile(module, at, workspace);
  const importLine = file.imports.find((each) => each.module === module)?.line ?? line;
  if (isPackage && asked) return aboutPackage(shown, asked, { file: file.file, line: importLine }, module);
  const sentences = [`Line ${importLine} imports ${shown}, and no ${relative ? 'file' : 'module'} of that name was found.`];
  if (near) sentences.push(`There is ${code(near)}: did you mean that?`);
  else if (!relative) sentences.push(packageAdvice(module, familyOf(file.language)));
  return {
    title: `${shown} cannot be found`,
    sentences,
    evidence: near ? [{ file: near, line: 1, why: 'a name that is almost the same' }] : [],
    origin: { file: file.file, line: importLine },
    check: 'Is there a file at that path, under that name? One that was renamed, moved or not installed is the usual cause.',
  };
}

/** Whether an import's path ends in the name of a file. */
function sameStem(path: string, file: string): boolean {
  return withoutEnding(nameOf(path)) === withoutEnding(nameOf(file));
}

/** A package in the project's own list with this name or a similar one. */
function aboutPackage(shown: string, asked: PackageAsked, origin: Place, module: string): Explanation {
  const place = `${asked.file}:${asked.line}`;
  const evidence = [{ file: asked.file, line: asked.line, why: `asks for ${code(asked.name)}` }];
  const isNear = nearName(module, [asked.name]) !== undefined && module.toLowerCase() !== asked.name.toLowerCase();
  if (isNear)
    return {
      title: `${shown} cannot be found`,
      sentences: [
        `Line ${origin.line} imports ${shown}, and no module of that name was found.`,
        `The project asks for ${code(asked.name)} (${place}): did you mean that?`,
      ],
      evidence,
      origin,
      check: `Is ${code(asked.name)} the module that line ${origin.line} means?`,
    };
  return {
    title: `${shown} is not installed`,
    sentences: [
      `Line ${origin.line} imports ${shown}. ${asked.file} asks for it on line ${asked.line}, ${code(asked.text)}, but where this ran it is not installed.`,
    ],
    evidence,
    origin,
    check: `Run ${code(asked.install)} in ${folderText(asked.file)}${endsWith(asked.file, '.toml', '.txt', '.cfg') ? ', in the environment that ran this' : ''}, then run it again.`,
  };
}

/** The package of an import, from its first segments; undefined for a file of the project and in languages with other package names. */
export function importedPackage(wanted: WantedImport | undefined, family: string): string | undefined {
  if (!wanted || wanted.name !== undefined || beginsWith(wanted.module, '.', '/', '\\')) return undefined;
  return PACKAGES[family]?.of(wanted.module);
}

/** By family: the package of a module, what to do where it is missing, and whether a module may be of the project or of a package. */
const PACKAGES: Readonly<Partial<Record<string, { of: (module: string) => string; advice: (name: string) => string; mixed?: true }>>> = {
  javascript: {
    of: (module) =>
      module
        .split('/')
        .slice(0, module.startsWith('@') ? 2 : 1)
        .join('/'),
    advice: (name) => `If it is a package, it is not installed where this file looks for it: ${code(`npm install ${name}`)} would add it.`,
  },
  python: {
    of: (module) => module.split('.', 1)[0]!,
    advice: () =>
      'If it is a package, it is not installed in the environment that ran this; if it is a module of this project, its folder is not on the path.',
    mixed: true,
  },
};

function packageAdvice(module: string, family: string): string {
  const packages = PACKAGES[family];
  return packages?.advice(packages.of(module)) ?? 'It is not among the dependencies, or its name is spelled differently.';
}

/** A file of the workspace with a path similar to an import's. */
function nearFile(module: string, at: ExplainInput['at'], files: readonly string[]): string | undefined {
  const family = familyOf(at.file.language);
  const folder = at.file.file.slice(0, at.file.file.lastIndexOf('/') + 1);
  const path = PACKAGES[family]?.mixed ? module.replaceAll('.', '/') : module;
  const wanted = normalisePath(path.startsWith('.') ? `${folder}${path}` : path).replace(/\.(?:[cm]?[jt]sx?|json)$/, '');
  const stems = new Map(files.filter((file) => file !== at.file.file && isLoadable(file, family)).map((file) => [stemOf(file), file]));
  const slash = wanted.lastIndexOf('/') + 1;
  const siblings = [...stems.keys()].filter((stem) => stem.slice(0, stem.lastIndexOf('/') + 1) === wanted.slice(0, slash));
  const near =
    nearName(
      wanted.slice(slash),
      siblings.map((stem) => stem.slice(slash)),
    ) ??
    sharedPrefix(
      wanted.slice(slash),
      siblings.map((stem) => stem.slice(slash)),
    );
  return near === undefined ? undefined : stems.get(wanted.slice(0, slash) + near);
}

/** A file that an import of this language can name. */
function isLoadable(file: string, family: string): boolean {
  const language = languageOfFile(file);
  return language === family || endsWith(file, '.json', '.vue', '.svelte', '.css', '.node', '.wasm');
}
