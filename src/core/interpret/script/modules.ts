import type { SyntaxFile } from '../../syntax/syntax';
import { folderOf } from '../../workspace/fileIndex';
import { callForeign } from '../library/functions';
import type { Core, Frame } from '../running/machine';
import { Env, Foreign, Native, Obj, Unknown, type Value } from '../values/value';
import { hosted, thrown } from './errors';
import { valueOf } from './host';
import { isGlobal } from './hostNames';
import { textOf } from './operators';
import { joined } from './paths';

/** Whether a file is written with `import` and `export`. */
export const isEsm = ({ text }: SyntaxFile): boolean => /^[ \t]*(?:import\b(?!\s*\()|export\b)/m.test(text);

/** The names that are around the code of a file: `module`, `require`, `__dirname` … */
export function aroundModule(it: Core, file: SyntaxFile): Env {
  const env = new Env(undefined, true);
  const exports = new Obj(undefined);
  const module = new Obj(undefined, new Map<string, Value>([['exports', exports]]));
  const folder = folderOf(file.file);
  const load = new Native(([name]) => required(it, textOf(it, name), file));
  load.fields = new Map<string, Value>([['main', file === it.main ? module : new Obj(undefined)]]);
  for (const [name, value] of Object.entries({
    module,
    exports,
    require: load,
    __dirname: `/${folder}`.replace(/\/$/, '') || '/',
    __filename: `/${file.file}`,
  }))
    env.names.set(name, value);
  return env;
}

/** Runs the files that a file only has to be run. */
export function loadImports(it: Core, file: SyntaxFile): void {
  if (!isEsm(file)) return;
  for (const each of file.imports) {
    const module =
      each.local === '' && !each.reexport && !new RegExp(`import\\s+type\\b[^\\n]*${each.module.replace(/\W/g, '\\$&')}`).test(file.text)
        ? it.program.moduleFile(each.module, file)
        : undefined;
    if (module && module !== file) it.module(module);
  }
}

/** What `require` gives. */
function required(it: Core, name: string, file: SyntaxFile): Value {
  const module = /^\.|^\//.test(name) || it.program.moduleFile(name, file) ? it.program.moduleFile(name, file) : undefined;
  if (module) return exportsOf(it, module);
  return dataFrom(it, name, file) ?? foreign(name, '*');
}

/** What a file of data says. */
function dataFrom(it: Core, name: string, file: SyntaxFile): Value {
  if (!/^\.{1,2}\/.*\.json$/.test(name)) return undefined;
  const text = it.texts.get(joined(folderOf(file.file), name).replace(/^\//, ''));
  if (text === undefined) throw new Unknown('a file of data');
  return valueOf(hosted(it, () => JSON.parse(text) as unknown));
}

/** All that a file exports, as one object. */
function exportsOf(it: Core, file: SyntaxFile): Value {
  const env = it.module(file);
  if (!isEsm(file)) return it.property(env.parent!.names.get('module'), 'exports');
  const made = new Obj(undefined);
  made.accessors = new Map();
  const names = new Set([
    ...env.names.keys(),
    ...file.exports.keys(),
    ...file.imports.filter(({ reexport }) => reexport).map(({ local }) => local),
  ]);
  for (const name of names) {
    if (name === '' || name === '*') continue;
    made.fields.set(name, undefined);
    made.accessors.set(name, { get: new Native(() => exported(it, file, name)?.value) });
  }
  return made;
}

/** The names of a namespace, which are those of its file. */
function namesOf(it: Core, { names }: Env): Obj {
  return new Obj(undefined, new Map([...names].map(([name, value]) => [name, it.settled(value)])));
}

const MOST_REEXPORTS = 6;

/** What a file exports under a name. */
function exported(it: Core, file: SyntaxFile, name: string, depth = 0): { value: Value } | undefined {
  const env = it.module(file);
  if (!isEsm(file)) {
    const all = it.property(env.parent!.names.get('module'), 'exports');
    return { value: name === 'default' ? all : it.property(all, name) };
  }
  const local = file.exports.get(name) ?? name;
  if (env.names.has(local)) return { value: it.settled(env.names.get(local)) };
  if (name === 'default') {
    const own = /(?:^|\n)export default (?:async )?(?:function\s*\*?|(?:abstract )?class) ?([\w$]*)/.exec(file.text)?.[1];
    if (own !== undefined && env.names.has(own)) return { value: it.settled(env.names.get(own)) };
  }
  if (depth > MOST_REEXPORTS) return undefined;
  for (const each of file.imports) {
    const isOwn = each.local === local && local !== '';
    if (!isOwn && !(each.reexport && (each.imported === '*' || each.local === name))) continue;
    const module = it.program.moduleFile(each.module, file);
    if (!module || module === file) continue;
    if (isOwn && each.imported === '*') return { value: exportsOf(it, module) };
    const found = exported(it, module, each.imported === '*' ? name : each.imported, depth + 1);
    if (found) return found;
  }
  return undefined;
}

const RUNNERS = /^(?:test|vitest|jest|globals)$/;

function foreign(module: string, imported: string): Foreign {
  const base = module
    .replace(/^(?:node|bun):/, '')
    .replace(/\/strict$/, '.strict')
    .replace(/^.*\//, '');
  if (/^(?:\*|default|)$/.test(imported))
    return new Foreign(base === 'test' && imported === '*' ? 'test' : base === 'events' ? 'EventEmitter' : base);
  if (RUNNERS.test(base)) return new Foreign(imported);
  return new Foreign(`${base}.${imported}`);
}

/** A constant of a library, or what stands for its part. */
const known = (it: Core, part: Foreign): Value => callForeign(it, part.name, undefined, new Map()) ?? part;

/** What a name means that no scope around it has. */
export function scriptName(it: Core, name: string, { file }: Frame): Value {
  const own = it.modules.get(file) ?? it.module(file);
  if (own.names.has(name)) return own.names.get(name);
  const binding = file.imports.find((each) => each.local === name && !each.reexport);
  if (binding) {
    const module = it.program.moduleFile(binding.module, file);
    if (!module || module === file) return dataFrom(it, binding.module, file) ?? known(it, foreign(binding.module, binding.imported));
    if (binding.imported === '*') return exportsOf(it, module);
    if (binding.imported === '') return isEsm(module) ? exportsOf(it, module) : exportsOf(it, module);
    const found = exported(it, module, binding.imported);
    if (!found) throw new Unknown(`no ${binding.imported} of ${module.file}`);
    return found.value;
  }
  if (name === 'NaN') return Number.NaN;
  if (name === 'Infinity') return Number.POSITIVE_INFINITY;
  if (new RegExp(`\\b(?:namespace|module)\\s+${name.replace(/\W/g, '\\$&')}\\s*\\{`).test(file.text)) return namesOf(it, own);
  if (GLOBALS.test(name) || isGlobal(name)) return new Foreign(name);
  // Declared further down, or in a block that did not run.
  if (new RegExp(`\\bvar\\s+(?:[^;\\n=]{0,200},\\s*)?${name.replace(/\W/g, '\\$&')}\\b`).test(file.text)) return undefined;
  throw thrown(it, 'ReferenceError', `${name} is not defined`);
}

/** Names of Node and of test runners. */
const GLOBALS =
  /^(?:process|Buffer|global|console|setImmediate|clearImmediate|describe|context|suite|it|test|specify|expect|jest|vi|before(?:All|Each)?|after(?:All|Each)?|setup|suiteSetup|teardown|xit|xdescribe|xtest|assert|chai|window|document|navigator|localStorage|React|import)$/;
