import { nameOf } from '../../workspace/fileIndex';
import { beginsWith, endsWith, stemOf, withoutDots, withoutEnding, namesOf } from './textTests';
import type { SyntaxFile } from '../../syntax/syntax';
import { familyOf, languageOfFile } from '../../workspace/languages';
import { code, folderText, placeText, type ExplainInput, type Explanation } from './explanation';
import { nearName } from '../../flow/nearName';
import type { Place } from '../../flow/originSteps';
import { readMessage } from './messages/messageForm';
import { OF_IMPORTS, type WantedImport } from './messages/ofTools';
import type { PackageAsked } from './packageAsked';

export function wantedImport(message: string): WantedImport | undefined {
  return readMessage(OF_IMPORTS, message);
}

/** An import without a target, or of a module without that name; searches for a file or name with almost the same spelling. */
export function explainImport(wanted: WantedImport, { at, view, names: workspace, asked, error }: ExplainInput): Explanation {
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
  if (wanted.name !== undefined) {
    const from = view.moduleFile(module, file);
    const names = from ? declaredAtTop(from) : [];
    const near = nearName(wanted.name, namesOf(names)) ?? sharedPrefix(wanted.name, namesOf(names));
    const found = names.find(({ name }) => name === near);
    const place = from && found && { file: from.file, line: found.line };
    const ofNamed = wanted.name === 'default' && from ? namedInstead(from, module, at, line) : undefined;
    if (ofNamed) return ofNamed;
    const backAt = error.message.includes('partially initialized') && from ? importOf(at.file.file, from) : undefined;
    const circular = error.message.includes('partially initialized module');
    return {
      title: `${shown} has no ${code(wanted.name)}`,
      sentences: [
        `Line ${named?.line ?? line} imports ${code(wanted.name)} from ${shown}, which has no such name${circular ? ' yet: the two modules import each other' : ''}.`,
        ...(backAt
          ? [
              `${shown} was still at its own import (${placeText(backAt, at)})${place ? `, above the line that defines ${code(found.name)} (${placeText(place, at)})` : ''}.`,
            ]
          : place
            ? [`${shown} defines ${code(found.name)} (${placeText(place, at)}).`]
            : []),
      ],
      evidence: [
        ...(backAt ? [{ ...backAt, why: 'imports it in turn' }] : []),
        ...(place ? [{ ...place, why: `${code(found.name)} is defined here` }] : []),
      ],
      ...((backAt ?? place) && { origin: backAt ?? place }),
      check: circular
        ? `Import ${code(wanted.name)} inside the function that uses it. If the same message stays, this is not the cause.`
        : `Is ${code(wanted.name)} defined in ${shown}, under that name?`,
    };
  }
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

/** Python: the line of a module that imports a file. */
function importOf(file: string, from: SyntaxFile): Place | undefined {
  const module = stemOf(file).replaceAll('/', '.');
  const found = from.imports.find(({ module: each }) => `.${module}`.endsWith(`.${withoutDots(each)}`));
  return found && { file: from.file, line: found.line };
}

/** A default import of a module that exports names only. */
function namedInstead(from: SyntaxFile, module: string, at: ExplainInput['at'], line: number): Explanation | undefined {
  const local = at.file.imports.find((each) => each.module === module && each.imported === 'default')?.local;
  const exported = from.lines.flatMap((text, index) => {
    const name = /^export\s+(?:async\s+)?(?:function\*?|const|let|class|var)\s+([\w$]{1,80})/.exec(text.slice(0, 300))?.[1];
    return name ? [{ name, line: index + 1 }] : [];
  });
  const found = exported.find(({ name }) => name === local) ?? (exported.length === 1 ? exported[0] : undefined);
  if (!found) return undefined;
  const place = { file: from.file, line: found.line };
  return {
    title: `${code(module)} has no default export`,
    sentences: [
      `Line ${line} imports ${local ? code(local) : 'something'} as the default export of ${code(module)}, which has none.`,
      `${code(found.name)} is a named export (${placeText(place, at)}): it is imported in braces.`,
    ],
    evidence: [{ ...place, why: `exports ${code(found.name)} by its name` }],
    origin: place,
    check: `Write ${code(`import { ${found.name} } from '${module}'`)} on line ${line}. If the same message stays, this is not the cause.`,
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

/** Functions, classes and variables of a file's top level, which others can import. */
function declaredAtTop(file: SyntaxFile): { name: string; line: number }[] {
  const whole = { startLine: 1, endLine: file.lines.length };
  const variables = file.allDefinitions(whole).filter(({ startLine, kind }) => kind === 'variable' && !file.enclosing(startLine));
  return [
    ...[...file.functions.filter(({ className }) => className === undefined), ...file.classes].map(({ name, startLine }) => ({
      name,
      line: startLine,
    })),
    ...variables.map(({ name, startLine }) => ({ name, line: startLine })),
  ];
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
  const wanted = resolve(path.startsWith('.') ? folder : '', path).replace(/\.(?:[cm]?[jt]sx?|json)$/, '');
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

function resolve(folder: string, path: string): string {
  const parts = folder.split('/').filter(Boolean);
  for (const part of path.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '.' && part !== '') parts.push(part);
  }
  return parts.join('/');
}

/** The only name with the same beginning as another: `pricing` and `prices`, `format_price` and `format_money`. */
function sharedPrefix(wrong: string, names: readonly string[]): string | undefined {
  const begins = names.filter((name) => {
    let same = 0;
    while (same < Math.min(name.length, wrong.length) && name[same] === wrong[same]) same += 1;
    return same >= 4 && same >= wrong.length / 2;
  });
  return begins.length === 1 ? begins[0] : undefined;
}
