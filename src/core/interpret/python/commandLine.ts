import { text } from '../library/parts';
import type { Row } from '../library/rowParts';
import { isTrue } from '../values/comparing';
import { listOf } from '../values/iteration';
import { Dict, List, Native, Obj, Thrown, Unknown, type Machine, type Value } from '../values/value';

/** An argument that a parser knows. */
interface Option {
  /** `--minimum`, `-m`; none of one that has its place. */
  flags: readonly string[];
  name: string;
  action: string;
  count: string | number | undefined;
  read: Value;
  otherwise: Value;
  constant: Value;
  choices: Value;
  required: boolean;
}

interface Parser {
  options: Option[];
  defaults: Map<string, Value>;
  commands?: { name: string | undefined; parsers: Map<string, Parser>; required: boolean };
}

/** Ends a program, by its code. */
export function exit(code: Value): never {
  throw new Thrown(new Obj(undefined, new Map<string, Value>([['code', code ?? null]]), 'SystemExit'));
}

function optionOf(it: Machine, names: readonly Value[], named: ReadonlyMap<string, Value>): Option {
  const flags = names.map(text).filter((name) => name.startsWith('-'));
  const long = flags.find((flag) => flag.startsWith('--')) ?? flags[0];
  const action = named.get('action') ?? 'store';
  const count = named.get('nargs');
  if (typeof action !== 'string' || !/^(?:store(?:_(?:true|false|const))?|append|count|version|help)$/.test(action))
    throw new Unknown('an option');
  const isTruth = action === 'store_true' ? false : action === 'store_false' ? true : null;
  return {
    flags,
    name: text(named.get('dest') ?? (long ?? text(names[0])).replace(/^-+/, '')).replaceAll('-', long === undefined ? '-' : '_'),
    action,
    count: count === undefined || count === null ? undefined : typeof count === 'string' ? count : Number(count),
    read: named.get('type') ?? null,
    otherwise: named.get('default') ?? isTruth,
    constant: named.get('const') ?? null,
    choices: named.get('choices') ?? null,
    required: isTrue(it, named.get('required') ?? false),
  };
}

/** A value as an option reads it. */
function valueOf(it: Machine, { read, choices }: Option, given: string): Value {
  const depth = it.stack.length;
  let value: Value = given;
  try {
    if (read !== null) value = it.call(read, [given]);
  } catch (error) {
    if (!(error instanceof Thrown && error.value instanceof Obj && /^(?:Value|Type|ArgumentType)Error$/.test(error.value.type)))
      throw error;
    it.stack.length = depth;
    return exit(2n);
  }
  return choices !== null && !listOf(it, choices).some((each) => it.isSame(each, value)) ? exit(2n) : value;
}

function parsed(it: Machine, parser: Parser, words: readonly string[], into: Obj): string[] {
  const { fields } = into;
  for (const { name, otherwise, read } of parser.options)
    if (!fields.has(name)) fields.set(name, typeof otherwise === 'string' && read !== null ? it.call(read, [otherwise]) : otherwise);
  for (const [name, value] of parser.defaults) fields.set(name, value);
  const places = parser.options.filter(({ flags }) => flags.length === 0);
  const seen = new Set<Option>();
  const plain: string[] = [];
  const rest: string[] = [];
  const left = [...words];
  const isFlag = (word: string | undefined): boolean => word !== undefined && /^-[^\d.]/.test(word);
  while (left.length > 0) {
    const word = left.shift()!;
    if (word === '--') {
      plain.push(...left.splice(0));
      break;
    }
    if (!isFlag(word)) {
      if (parser.commands && plain.length >= places.length) {
        const inner = parser.commands.parsers.get(word) ?? exit(2n);
        if (parser.commands.name !== undefined) fields.set(parser.commands.name, word);
        rest.push(...parsed(it, inner, left.splice(0), into));
        seen.clear();
        return finished(it, parser, places, plain, rest, fields, seen, true);
      }
      plain.push(word);
      continue;
    }
    const [flag = '', joined] = word.startsWith('--') ? [word.split('=', 1)[0]!, /=(.*)$/s.exec(word)?.[1]] : [word, undefined];
    const option = parser.options.find(({ flags }) => flags.includes(flag));
    if (!option) {
      if (parser.options.some(({ flags }) => flags.some((each) => each.startsWith(flag))) || /^-\w./.test(word))
        throw new Unknown('a short option');
      rest.push(word);
      continue;
    }
    seen.add(option);
    take(it, option, joined, left, isFlag, fields);
  }
  return finished(it, parser, places, plain, rest, fields, seen, false);
}

function take(
  it: Machine,
  option: Option,
  joined: string | undefined,
  left: string[],
  isFlag: (word: string | undefined) => boolean,
  fields: Map<string, Value>,
): void {
  const { name, action, count } = option;
  const before = fields.get(name);
  if (action === 'store_true' || action === 'store_false') return void fields.set(name, action === 'store_true');
  if (action === 'store_const') return void fields.set(name, option.constant);
  if (action === 'count') return void fields.set(name, (typeof before === 'bigint' ? before : 0n) + 1n);
  if (!/^(?:store|append)$/.test(action)) throw new Unknown('an option');
  const most = count === undefined || count === '?' ? 1 : typeof count === 'number' ? count : Number.POSITIVE_INFINITY;
  const words = joined === undefined ? [] : [joined];
  while (joined === undefined && words.length < most && left.length > 0 && !isFlag(left[0])) words.push(left.shift()!);
  if ((count === undefined || count === '+') && words.length === 0) exit(2n);
  if (typeof count === 'number' && words.length < count) exit(2n);
  const values = words.map((word) => valueOf(it, option, word));
  const value = count === undefined ? values[0] : count === '?' ? (values[0] ?? option.constant) : new List(values);
  fields.set(name, action === 'append' ? new List([...(before instanceof List ? before.items : []), value]) : value);
}

/** Gives those that have their place what is left, each as many words as it takes. */
function finished(
  it: Machine,
  parser: Parser,
  places: readonly Option[],
  plain: string[],
  rest: string[],
  fields: Map<string, Value>,
  seen: ReadonlySet<Option>,
  isCommand: boolean,
): string[] {
  const least = ({ count }: Option): number => (count === '*' || count === '?' ? 0 : typeof count === 'number' ? count : 1);
  places.forEach((option, at) => {
    const behind = places.slice(at + 1).reduce((sum, each) => sum + least(each), 0);
    const free = plain.length - behind;
    const size = option.count === '*' || option.count === '+' ? free : option.count === '?' ? Math.min(1, free) : least(option);
    if (free < least(option)) exit(2n);
    const values = plain.splice(0, Math.max(0, size)).map((word) => valueOf(it, option, word));
    if (option.count === undefined) fields.set(option.name, values[0]);
    else if (option.count === '?') fields.set(option.name, values[0] ?? option.otherwise);
    else if (values.length > 0 || option.otherwise === null) fields.set(option.name, new List(values));
  });
  if (!isCommand && parser.commands?.required) exit(2n);
  if (!isCommand && parser.commands?.name !== undefined && !fields.has(parser.commands.name)) fields.set(parser.commands.name, null);
  if (parser.options.some((option) => option.required && !seen.has(option)) && !isCommand) exit(2n);
  return [...plain, ...rest];
}

function parserObject(it: Machine, parser: Parser): Obj {
  const add = new Native((names, named) => {
    const option = optionOf(it, names, named);
    parser.options.push(option);
    return new Obj(undefined, new Map<string, Value>([['dest', option.name]]));
  });
  const parse = (args: readonly Value[], known: boolean): Value => {
    const words = args[0] === undefined || args[0] === null ? it.given() : listOf(it, args[0]).map(text);
    const made = new Obj(undefined, new Map(), 'argparse.Namespace', true);
    const left = parsed(it, parser, words, made);
    if (known) return new List([made, new List(left)], 'tuple');
    return left.length > 0 ? exit(2n) : made;
  };
  const group = (): Obj => new Obj(undefined, new Map<string, Value>([['add_argument', add]]));
  return new Obj(
    undefined,
    new Map<string, Value>([
      ['add_argument', add],
      ['add_argument_group', new Native(group)],
      ['add_mutually_exclusive_group', new Native(group)],
      ['parse_args', new Native((args) => parse(args, false))],
      ['parse_known_args', new Native((args) => parse(args, true))],
      ['set_defaults', new Native((_, named) => (named.forEach((value, name) => parser.defaults.set(name, value)), null))],
      ['print_help', new Native(() => null)],
      ['print_usage', new Native(() => null)],
      ['error', new Native(() => exit(2n))],
      [
        'add_subparsers',
        new Native((_, named) => {
          const parsers = new Map<string, Parser>();
          const name = named.get('dest');
          parser.commands = { name: typeof name === 'string' ? name : undefined, parsers, required: named.get('required') === true };
          return new Obj(
            undefined,
            new Map<string, Value>([
              [
                'add_parser',
                new Native(([word]) => {
                  const inner: Parser = { options: [], defaults: new Map() };
                  parsers.set(text(word), inner);
                  return parserObject(it, inner);
                }),
              ],
            ]),
          );
        }),
      ],
    ]),
  );
}

/** Variables that each machine sets. */
const OF_MACHINE = /^(?:HOME|PATH|PWD|USER|USERNAME|LOGNAME|SHELL|LANG|LC_\w+|TZ|TERM|TMP|TEMP|TMPDIR|HOSTNAME|PYTHON\w*|VIRTUAL_ENV|CI)$/;

/** What is set around a program: nothing of what only it asks for. */
class Environment extends Dict {
  override get(key: Value): Value | undefined {
    return super.get(known(key));
  }

  override has(key: Value): boolean {
    return super.has(known(key));
  }
}

function known(key: Value): Value {
  if (typeof key === 'string' && OF_MACHINE.test(key)) throw new Unknown('what is set around the program');
  return key;
}

const ENVIRONMENTS = new WeakMap<Machine, Environment>();

function environment(it: Machine): Environment {
  let made = ENVIRONMENTS.get(it);
  if (!made) ENVIRONMENTS.set(it, (made = new Environment()));
  return made;
}

/** What programs are run with, by name. */
export const COMMAND_LINE: Readonly<Record<string, Row>> = {
  'argparse.ArgumentParser': (it) => parserObject(it, { options: [], defaults: new Map() }),
  'argparse.Namespace': (_, __, named) => new Obj(undefined, new Map(named), 'argparse.Namespace', true),
  'types.SimpleNamespace': (_, __, named) => new Obj(undefined, new Map(named), 'namespace', true),
  'sys.exit': (_, [code]) => exit(code),
  'python exit': (_, [code]) => exit(code),
  'python quit': (_, [code]) => exit(code),
  'os.getenv': (it, [name, otherwise]) => environment(it).get(name) ?? otherwise ?? null,
};

/** What a program reads of its run: its arguments, and what is set around it. */
export function ofRun(it: Machine, name: string): Value | undefined {
  if (name === 'sys.argv') return new List([it.main.file, ...it.given()]);
  return name === 'os.environ' ? environment(it) : undefined;
}
