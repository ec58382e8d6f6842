import { fnsAround, indexOf } from '../../../flow/codeIndex';
import { nodesIn, type Expr, type Ir } from '../../../syntax/lower/ir';
import type { SyntaxFile } from '../../../syntax/syntax';
import { inserted, replaced } from './edits';
import { fault, SCRIPT, type Around, type Fault, type Hit } from './fault';
import { assignsOf, callName, isLiteral, isName, lastName, receiverOf, some, valueOf } from './shapes';

const isJson = (call: Ir, name: RegExp): boolean => name.test(callName(call)) && isName(receiverOf(call), callRoot(call));
const callRoot = (call: Ir): string => (isName(receiverOf(call), 'JSON') ? 'JSON' : 'json');

/** The first place in a program where such a node is. */
function placeIn(files: Around['files'], is: (node: Ir) => boolean): { file: SyntaxFile; at: Ir } | undefined {
  for (const file of files) {
    const at = some(file.code, is);
    if (at) return { file, at };
  }
  return undefined;
}

/** The class of a program that has a method of that name. */
function classWithMethod(name: string, files: Around['files']): string | undefined {
  for (const file of files)
    for (const node of nodesIn(file.code))
      if (node.kind === 'class' && node.members.some((each) => each.kind === 'fn' && each.name === name)) return node.name;
  return undefined;
}

const METHODS_OF_COLLECTIONS = /\.(?:has|add|get|set|delete|keys|values|entries|forEach) is not a function|is not iterable/;
const NO_FUNCTION = /(?:\.|\b)(\w+) is not a function/;

/** Whether a value is copied without its class: spread into an object, assigned to one, or through JSON. */
function copiedPlainly(node: Expr): Expr | undefined {
  if (node.kind === 'map') {
    const spread = node.entries.find(({ key, value }) => key === undefined && value.kind === 'same' && value.how === 'spread')?.value;
    return spread?.kind === 'same' ? spread.of : undefined;
  }
  if (node.kind !== 'call') return undefined;
  const args = node.args.map(({ value }) => value);
  if (callName(node) === 'assign' && isName(receiverOf(node), 'Object') && args[0]?.kind === 'map') return args[1];
  if (callName(node) === 'structuredClone') return args[0];
  const [inner] = args;
  return callName(node) === 'parse' && isName(receiverOf(node), 'JSON') && inner && callName(inner) === 'stringify' && inner.kind === 'call'
    ? inner.args[0]?.value
    : undefined;
}

/** Whether a function makes a pair that begins with its own first parameter. */
function givesPair(value: Expr | undefined): boolean {
  if (value?.kind !== 'fn') return false;
  const last = value.body.at(-1);
  const given = last?.kind === 'return' || last?.kind === 'do' ? last.value : undefined;
  const names = value.params.flatMap(({ name, pattern }) => [name, ...(pattern.kind === 'list' ? pattern.elements.map(lastName) : [])]);
  return given?.kind === 'list' && given.elements.length === 2 && isName(given.elements[0]) && names.includes(given.elements[0].name);
}

/** What a value loses or becomes where it is copied, stored or read again. */
export const converted: readonly Fault[] = [
  fault({
    id: 'collection-lost-in-json',
    byError: true,
    languages: SCRIPT,
    source: 'MDN JSON.stringify; TypeScript handbook; superjson',
    on: 'call',
    find(call, { files }): Hit | undefined {
      if (!isJson(call, /^stringify$/) || call.args.length !== 1) return undefined;
      const made = placeIn(
        files,
        (node) =>
          (node.kind === 'map' && node.entries.some(({ value }) => isCollection(value))) ||
          (node.kind === 'assign' && node.target.kind === 'member' && isCollection(node.value)),
      );
      const kind = made && some([made.at], isCollection);
      return made && kind?.kind === 'call' && kind.callee.kind === 'name'
        ? { at: call, by: kind.callee.name.split('<', 1)[0]!, also: { file: made.file, at: kind } }
        : undefined;
    },
    fails: (error) => METHODS_OF_COLLECTIONS.test(error),
  }),
  fault({
    id: 'methods-not-copied',
    byError: true,
    languages: SCRIPT,
    source: 'MDN spread syntax, Object.assign, structuredClone; typescript-eslint no-misused-spread',
    on: ['map', 'call'],
    find(node, { files, text }): Hit | undefined {
      const of = copiedPlainly(node);
      if (!of || of.kind === 'map' || isName(of, 'this')) return undefined;
      const hasClass = files.some((file) => some(file.code, (each) => each.kind === 'class') !== undefined);
      return hasClass ? { at: node, by: text(of) } : undefined;
    },
    fails(error, _claim, _data, files) {
      const method = NO_FUNCTION.exec(error)?.[1];
      const owner = method === undefined ? undefined : classWithMethod(method, files);
      return owner === undefined ? false : { other: `${owner}.${method}` };
    },
  }),
  fault({
    id: 'lists-of-json',
    byError: true,
    languages: ['python'],
    source: 'Python documentation, json, conversion table',
    on: 'call',
    find: (call, { text }) =>
      (isName(receiverOf(call), 'json') || isName(receiverOf(call), 'yaml')) && /^(?:safe_)?loads?$/.test(callName(call))
        ? { at: call, by: text(receiverOf(call)!) }
        : undefined,
    fails: (error) => /unhashable type: '(?:list|dict)'/.test(error),
  }),
  fault({
    id: 'objects-of-json',
    byError: true,
    languages: ['php'],
    source: 'PHP manual, json_decode, associative',
    on: 'call',
    find(call) {
      if (!isName(call.callee, 'json_decode') || call.args.some(({ name, value }) => name === 'associative' || isLiteral(value, 'truth')))
        return undefined;
      const first = call.args[0]?.value;
      return first && call.args.length === 1 ? { at: call, fix: inserted(first.end, ', true') } : undefined;
    },
    fails: (error) => /Cannot use object of type stdClass as array/.test(error),
  }),
  fault({
    id: 'cells-are-texts',
    byError: true,
    languages: ['php'],
    source: 'PHP manual, str_getcsv, declare(strict_types); PHPStan',
    on: 'call',
    find: (call) =>
      /^(?:str_getcsv|fgetcsv|explode|preg_split|readline|fgets|getenv|sscanf)$/.test(callName(call)) ? { at: call } : undefined,
    fails: (error) => /must be of type \??(?:int|float|bool), string given|Unsupported operand types: string/.test(error),
  }),
  fault({
    id: 'pairs-for-map',
    byError: true,
    languages: ['ruby', 'python', ...SCRIPT],
    source: 'Ruby documentation, Hash#map and to_h; MDN Object.fromEntries',
    on: ['call', 'each'],
    find(node, { text, file, path }): Hit | undefined {
      const isMapped =
        node.kind === 'call' && /^(?:map|collect|sort_by|sort|filter_map)$/.test(callName(node)) && givesPair(node.args.at(-1)?.value);
      const isListed = node.kind === 'each' && node.of === 'list' && node.element.kind === 'list' && node.element.elements.length === 2;
      if (!isMapped && !isListed) return undefined;
      const isMap = (each: Ir): boolean =>
        /^(?:to_h|dict|OrderedDict|fromEntries|Map|array_combine)$/.test(each.kind === 'member' ? each.name : callName(each));
      if (path.slice(-3).some(isMap)) return undefined;
      return {
        at: node,
        ...(file.language === 'ruby' && isMapped && { fix: inserted(node.end, '.to_h') }),
        by: text(node).split(/[({]/, 1)[0]!.trim(),
      };
    },
    fails: (error) =>
      /no implicit conversion of (?:String|Symbol) into Integer|list indices must be integers or slices, not str/.test(error),
  }),
  fault({
    id: 'default-lost-in-copy',
    byError: true,
    languages: ['python', 'ruby'],
    source: 'Python documentation, defaultdict; Ruby documentation, Hash.new',
    on: 'assign',
    find(node, { files, text }): Hit | undefined {
      const name = lastName(node.target);
      const { value } = node;
      if (name === '' || !value || node.operator !== '=' || /^(?:literal|choice)$/.test(value.kind) || some([value], makesDefaults))
        return undefined;
      const made = placeIn(
        files,
        (each) => each.kind === 'assign' && lastName(each.target) === name && each.target.kind !== 'index' && makesDefaults(each.value),
      );
      return made && node.target.kind !== 'index' && node.target.kind === (made.at as typeof node).target.kind
        ? { at: node, by: name, other: text(value), also: made }
        : undefined;
    },
    fails: (error) => /KeyError|undefined method [`'](?:\+|<<|push|\[\])' for nil/.test(error),
  }),
  fault({
    id: 'literal-key-in-other-case',
    byError: true,
    languages: [...SCRIPT, 'python', 'ruby', 'php', 'go', 'rust'],
    source: 'CWE-178; RFC 9110, field names; Node documentation, message.headers',
    on: 'index',
    find(node, { files, text, parent }): Hit | undefined {
      const [key] = node.keys;
      const list = lastName(node.of);
      if (!isLiteral(key, 'text') || list === '' || (parent?.kind === 'assign' && parent.target === node)) return undefined;
      const isUpper = /[A-Z]/.test(key.value);
      const isLower = /[a-z]/.test(key.value);
      const made = placeIn(files, (each) => {
        const [put] = each.kind === 'assign' && each.target.kind === 'index' && lastName(each.target.of) === list ? each.target.keys : [];
        return (
          put !== undefined &&
          ((isUpper && /^(?:toLowerCase|lower|downcase|strtolower|ToLower|to_lowercase|to_ascii_lowercase)$/.test(callName(put))) ||
            (isLower && /^(?:toUpperCase|upper|upcase|strtoupper|ToUpper|to_uppercase|to_ascii_uppercase)$/.test(callName(put))))
        );
      });
      // The headers of a request have small letters in Node.
      const isHeaders =
        isUpper &&
        list === 'headers' &&
        /^(?:req|request|msg|message|res|response)$/.test(lastName(node.of.kind === 'member' ? node.of.of : undefined));
      if (!made && !isHeaders) return undefined;
      const [from, to] = [key.value, isUpper ? key.value.toLowerCase() : key.value.toUpperCase()];
      const at = key.start + text(key).indexOf(from);
      return { at: node, by: text(key), ...(made && { also: made }), fix: replaced({ start: at, end: at + from.length }, to) };
    },
    fails: (error) => /undefined|KeyError|nil\b|null|Undefined (?:array key|index)|None|not found/.test(error),
  }),
  fault({
    id: 'keys-of-entries',
    byError: true,
    languages: SCRIPT,
    source: 'MDN Object.entries, Map; CodeQL',
    on: 'call',
    find(call, { files, data }): Hit | undefined {
      const [given] = call.args.map(({ value }) => value);
      if (!call.makes || !isName(call.callee) || !/^Map(?:<|$)/.test(call.callee.name) || !given) return undefined;
      if (callName(given) !== 'entries' || !isName(receiverOf(given), 'Object')) return undefined;
      const numbered = placeIn(
        files,
        (node) =>
          node.kind === 'map' &&
          node.entries.length > 0 &&
          node.entries.every(({ key }) => isLiteral(key, 'number', 'text') && /^\d+$/.test(key.value)),
      );
      const inData = data.some(({ lines }) => lines.some((line) => /"\d+"\s{0,4}:/.test(line.slice(0, 500))));
      return numbered || inData ? { at: call, ...(numbered && { also: numbered }) } : undefined;
    },
    fails: (error) => /undefined/.test(error),
  }),
  fault({
    id: 'ids-of-two-kinds',
    byError: true,
    languages: [...SCRIPT, 'python', 'ruby', 'php'],
    source: 'CodeQL comparison-between-incompatible-types; typescript-eslint no-unsafe-comparison',
    on: 'operate',
    find(node, around): Hit | undefined {
      const { text, fn, files, data, path } = around;
      if (
        !/^(?:===|!==|==|!=)$/.test(node.operator) ||
        ((SCRIPT as readonly string[]).includes(around.file.language) && node.operator.length < 3)
      )
        return undefined;
      if (around.file.language === 'php' && node.operator.length < 3) return undefined;
      const held = node.operands.find((each) => each.kind === 'member' || (each.kind === 'index' && isLiteral(each.keys[0], 'text')));
      const asked = node.operands.find((each) => each !== held);
      if (!held || !isName(asked)) return undefined;
      const owner = [fn, ...path.toReversed()].find((each) => each?.kind === 'fn' && each.params.some(({ name }) => name === asked.name));
      if (owner?.kind !== 'fn') return undefined;
      const place = owner.params.filter(({ implicit }) => !implicit).findIndex(({ name }) => name === asked.name);
      const key = lastName(held);
      const given = argumentsOf(owner.name, place, around);
      if (given.length === 0) return undefined;
      const kinds = kindsUnder(key, files, data);
      const [only] = kinds.kinds.size === 1 ? kinds.kinds : [];
      const other = given.find(({ kind }) => kind !== only);
      if (only === undefined || !other || given.some(({ kind }) => kind === only)) return undefined;
      return { at: node, by: text(held), other: text(asked), ...(kinds.at && { also: kinds.at }) };
    },
    fails: (error) => /undefined|nil\b|null|None|StopIteration|not found|unknown|no such/i.test(error),
  }),
];

function isCollection(node: Ir | undefined): boolean {
  return node?.kind === 'call' && node.makes === true && node.callee.kind === 'name' && /^(?:Set|Map)(?:<|$)/.test(node.callee.name);
}

function makesDefaults(value: Ir | undefined): boolean {
  if (value?.kind !== 'call') return false;
  return (
    /^(?:defaultdict|Counter)$/.test(callName(value)) || (isName(value.callee, 'Hash') && value.makes === true && value.args.length > 0)
  );
}

/** Whether the data and the objects of the code give a key texts or numbers. */
function kindsUnder(
  key: string,
  files: Around['files'],
  data: Around['data'],
): { kinds: Set<'text' | 'number'>; at?: { file: SyntaxFile; at: Ir } | { file: string; line: number } } {
  const kinds = new Set<'text' | 'number'>();
  let at: { file: SyntaxFile; at: Ir } | { file: string; line: number } | undefined;
  for (const { file, lines } of data)
    for (const [index, line] of lines.entries())
      for (const [, value = ''] of line.slice(0, 2000).matchAll(new RegExp(`"${key.replace(/\W/g, '')}"\\s{0,4}:\\s{0,4}(["\\d-])`, 'g'))) {
        kinds.add(value === '"' ? 'text' : 'number');
        at ??= { file, line: index + 1 };
      }
  for (const file of files)
    for (const node of nodesIn(file.code))
      for (const entry of node.kind === 'map' ? node.entries : [])
        if (isLiteral(entry.key, 'text') && entry.key.value === key && isLiteral(entry.value, 'text', 'number')) {
          kinds.add(entry.value.of === 'text' ? 'text' : 'number');
          at ??= { file, at: entry.key };
        }
  return { kinds, ...(at && { at }) };
}

/** The kinds of what calls of a function give it at a place, also through one more function that hands it on. */
function argumentsOf(name: string, place: number, around: Pick<Around, 'files'>, depth = 0): { kind: 'text' | 'number' }[] {
  if (name === '' || place < 0 || depth > 2) return [];
  return around.files.flatMap((file) =>
    (indexOf(file).calls.get(name) ?? []).flatMap((call): { kind: 'text' | 'number' }[] => {
      const value = call.args[place]?.value;
      if (!value) return [];
      const made = isName(value) ? (valueOf(value, { fn: undefined, file }) ?? value) : value;
      if (isLiteral(made, 'text')) return [{ kind: 'text' }];
      if (isLiteral(made, 'number') || /^(?:Number|parseInt|parseFloat|int|intval|to_i|Integer)$/.test(callName(made)))
        return [{ kind: 'number' }];
      if (!isName(made)) return [];
      for (const fn of [...fnsAround(file, call)].toReversed())
        if (assignsOf(made.name, fn.body).length === 0) {
          const at = fn.params.filter(({ implicit }) => !implicit).findIndex(({ name: own }) => own === made.name);
          if (at >= 0) return argumentsOf(fn.name, at, around, depth + 1);
        }
      return [];
    }),
  );
}
