import { textOfFile } from '../library/dataFiles';
import { fail } from '../library/errors';
import { text } from '../library/rowParts';
import { listOf } from '../values/iteration';
import { Dict, Foreign, List, Native, Obj, Thrown, Unknown, type Machine, type Value } from '../values/value';
import { pathOf } from './objects';

/** Words that `getboolean` knows. */
const TRUTHS: Readonly<Record<string, boolean>> = {
  1: true,
  yes: true,
  true: true,
  on: true,
  0: false,
  no: false,
  false: false,
  off: false,
};

/** `configparser.ConfigParser()`: its sections by name, each with its options in small letters. */
export function configuration(): Obj {
  return new Obj(undefined, new Map<string, Value>([['sections', new Dict()]]), 'config');
}

function sectionsOf(of: Obj): Dict {
  return of.fields.get('sections') as Dict;
}

function optionsOf(of: Obj): Dict {
  return of.fields.get('options') as Dict;
}

/** `settings['worker']`, `section['name']` @throws an error of Python where there is none */
export function configElement(of: Obj, key: Value): Value {
  const [all, name] = of.type === 'config' ? [sectionsOf(of), key] : [optionsOf(of), text(key).toLowerCase()];
  if (!all.has(name)) throw new Thrown(new Obj(undefined, new Map([['message', key]]), 'KeyError'));
  return all.get(name);
}

/** Reads the lines of a file of settings. @throws {@link Unknown} for what is written over several lines */
function readLines(of: Obj, written: string): void {
  let options: Dict | undefined;
  for (const line of written.split('\n')) {
    if (/^\s*(?:[#;].*)?$/.test(line)) continue;
    const name = /^\[([^\]]+)\]\s*$/.exec(line)?.[1];
    const parted = line.search(/[=:]/);
    const key = parted > 0 ? line.slice(0, parted).trim() : undefined;
    const value = line.slice(parted + 1).trim();
    if (name === 'DEFAULT' || /^\s/.test(line) || value.includes('%')) throw new Unknown('a setting');
    if (name !== undefined) {
      const section =
        (sectionsOf(of).get(name) as Obj | undefined) ?? new Obj(undefined, new Map<string, Value>([['options', new Dict()]]), 'section');
      sectionsOf(of).set(name, section);
      options = optionsOf(section);
    } else if (options && key !== undefined) options.set(key.toLowerCase(), value);
    else throw new Unknown('a setting');
  }
}

/** A method of settings, or of one of their sections; undefined for another name. */
export function ofConfiguration(it: Machine, of: Obj, name: string): Native | undefined {
  const method = (run: (args: Value[], named: ReadonlyMap<string, Value>) => Value): Native =>
    new Native((args, named) => run(args, named ?? new Map()));
  if (of.type === 'config')
    switch (name) {
      case 'read_string':
        return method(([written]) => (readLines(of, text(written)), null));
      case 'read':
        return method(([path]) => (readLines(of, textOfFile(it, pathOf(path))), new List([pathOf(path)])));
      case 'read_file':
        return method(([lines]) => (readLines(of, listOf(it, lines).map(text).join('')), null));
      case 'sections':
        return method(() => new List(sectionsOf(of).keys()));
      case 'has_section':
        return method(([section]) => sectionsOf(of).has(section));
      case 'has_option':
        return method(
          ([section, option]) =>
            sectionsOf(of).has(section) && optionsOf(sectionsOf(of).get(section) as Obj).has(text(option).toLowerCase()),
        );
      default:
        break;
    }
  if (of.type === 'config' && !/^(?:get|getint|getfloat|getboolean|items|options)$/.test(name)) return undefined;
  const inSection = (args: Value[]): [Obj, Value[]] => {
    if (of.type !== 'config') return [of, args];
    if (!sectionsOf(of).has(args[0])) fail('NoSectionError', `No section: '${text(args[0])}'`);
    return [sectionsOf(of).get(args[0]) as Obj, args.slice(1)];
  };
  const asked = (args: Value[], named: ReadonlyMap<string, Value>, read: (value: string) => Value): Value => {
    const [section, [option, fallback]] = inSection(args);
    const key = text(option).toLowerCase();
    if (optionsOf(section).has(key)) return read(text(optionsOf(section).get(key)));
    if (named.has('fallback')) return named.get('fallback');
    if (of.type === 'config') return fail('NoOptionError', `No option '${key}' in section: '${text(args[0])}'`);
    return fallback ?? null;
  };
  switch (name) {
    case 'get':
      return method((args, named) => asked(args, named, (value) => value));
    case 'getint':
      return method((args, named) => asked(args, named, (value) => it.call(new Foreign('int'), [value])));
    case 'getfloat':
      return method((args, named) => asked(args, named, (value) => it.call(new Foreign('float'), [value])));
    case 'getboolean':
      return method((args, named) =>
        asked(args, named, (value) => TRUTHS[value.toLowerCase()] ?? fail('ValueError', `Not a boolean: ${value}`)),
      );
    case 'items':
      return method(
        (args) =>
          new List(
            optionsOf(inSection(args)[0])
              .pairs()
              .map((pair) => new List(pair, 'tuple')),
          ),
      );
    case 'options':
    case 'keys':
      return method((args) => new List(optionsOf(inSection(args)[0]).keys()));
    case 'values':
      return method((args) => new List(optionsOf(inSection(args)[0]).values()));
    default:
      return undefined;
  }
}
