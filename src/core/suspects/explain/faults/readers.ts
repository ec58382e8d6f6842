import type { Expr, Ir } from '../../../syntax/lower/ir';
import { nearName } from '../../../flow/nearName';
import type { Place } from '../../../flow/originSteps';
import { folderOf } from '../../../workspace/fileIndex';
import { dataTexts, keysOfData, oddScalars, oddSettings, type DataKey, type DataText } from './dataKeys';
import type { DataFile } from '../dataRows';
import { replaced } from './edits';
import { fault, SCRIPT, type Around, type Fault, type Hit } from './fault';
import { callName, isLiteral, isName, lastName, receiverOf, some } from './shapes';

const ALL = ['javascript', 'typescript', 'tsx', 'java', 'csharp', 'cpp', 'php', 'python', 'go', 'ruby', 'rust', 'kotlin'] as const;

/** Calls that take the name of a setting or of a column. */
const ASKS =
  /^(?:get|fetch|getOrDefault|getProperty|getString|getInt|getInteger|getLong|getBool|getBoolean|getDouble|getint|getfloat|getboolean|getenv|value|dig|pop|opt\w*|GetValue|GetSection|Get|GetString|GetInt|has|containsKey|ContainsKey|contains_key|TryGetValue|find|at|count|contains|has_key\?|key\?|has_option|setdefault)$/;

/** Texts that code compares with a key or looks up. */
function keysAsked(node: Ir): readonly Expr[] {
  if (node.kind === 'switch') return node.cases.flatMap(({ values }) => values);
  if (node.kind === 'operate') return /^[!=]==?$/.test(node.operator) ? node.operands : [];
  if (node.kind === 'index') return node.slice ? [] : node.keys;
  return node.kind === 'call' && ASKS.test(callName(node)) ? node.args.slice(0, 2).map(({ value }) => value) : [];
}

/** Whether code can be quoted in a sentence: one line that is not long. */
const isShort = (code: string): boolean => code.length <= 80 && !code.includes('\n');

const plainKey = (key: string): string => key.replace(/[\s_.-]/g, '').toLowerCase();
const NAME = /^[A-Za-z_][\w .-]{2,59}$/;

interface Read {
  texts: readonly DataText[];
  keys: readonly DataKey[];
  /** Looked for once, where it is asked for. */
  sometimesLists?: ReadonlyMap<string, Place>;
}

const read = new WeakMap<readonly DataFile[], WeakMap<Around['files'], Read>>();

function dataOf({ data, files }: Around): Read {
  let byFiles = read.get(data);
  if (!byFiles) read.set(data, (byFiles = new WeakMap()));
  let found = byFiles.get(files);
  if (!found) {
    const texts = dataTexts(data, files);
    byFiles.set(files, (found = { texts, keys: texts.flatMap(keysOfData) }));
  }
  return found;
}

/** Whether a text stands in quotes somewhere in the code. */
const isQuoted = (text: string, files: Around['files']): boolean =>
  files.some((file) => [`"${text}"`, `'${text}'`, `:${text}`, `\`${text}\``, `.${text}`].some((each) => file.text.includes(each)));

/** A key of the data that is spelled almost like one that the code asks for, where the data has no such key. */
function keyMeant(asked: string, around: Around): DataKey | undefined {
  const { keys, texts } = dataOf(around);
  if (!NAME.test(asked) || keys.length === 0 || keys.some(({ key }) => key === asked)) return undefined;
  const word = new RegExp(`(?<![\\w-])${asked.replace(/[.*+?^$()[\]{}|\\]/g, '\\$&')}(?![\\w-])`);
  if (texts.some(({ lines }) => lines.some((line) => line.length < 2000 && word.test(line)))) return undefined;
  const free = keys.filter(({ key }) => NAME.test(key) && !isQuoted(key, around.files));
  const same = free.filter(({ key }) => plainKey(key) === plainKey(asked));
  const near = nearName(
    asked,
    free.map(({ key }) => key),
  );
  // A key of other letters counts only beside others that this code reads from the same data.
  // Something may change the case of all keys before they are asked for.
  const isRecased = around.files.some(({ text }) =>
    /lower|downcase|upper|upcase|LowerCase|UpperCase|symboli[sz]e|header_converters|camel|snake/i.test(text),
  );
  if (isRecased) return undefined;
  const one = same[0] ?? (near !== undefined && asked.length > 4 ? free.find(({ key }) => key === near) : undefined);
  const beside = one && keys.some((each) => each.file === one.file && each.key !== one.key && isQuoted(each.key, [around.file]));
  return one && (beside || same.length > 0) ? one : undefined;
}

/** Calls that open a file or ask whether it is there. */
const OPENS =
  /^(?:open|fopen|file|file_get_contents|is_file|is_readable|file_exists|parse_ini_file|simplexml_load_file|require|include|readFile|readFileSync|existsSync|exists|exists\?|file\?|createReadStream|access|ReadFile|Open|OpenFile|Stat|read|readlines|foreach|Path|of|File|FileReader|FileInputStream|Paths|get|read_text|load_file|safe_load_file|read_to_string|ReadAllText|ReadAllLines|ReadLines|Exists|OpenText|StreamReader|ifstream|isfile|read_csv|loadtxt|connect)$/;

/** Where a path leads from a folder; undefined where it leaves what is known. */
function joined(folder: string, path: string): string | undefined {
  const parts = folder.split('/').filter(Boolean);
  for (const part of path.split('/')) {
    if (part === '..' && parts.pop() === undefined) return undefined;
    if (part !== '..' && part !== '.' && part !== '') parts.push(part);
  }
  return parts.join('/');
}

/** Whether a text is opened as a file: given to a call, or put into a name that is. */
function isOpened(node: Expr, { path, fn, file }: Around): boolean {
  const around = path.slice(-3);
  const isCall = (each: Ir): boolean => each.kind === 'call' && OPENS.test(callName(each));
  if (around.some(isCall)) return true;
  const assign = path.findLast((each) => each.kind === 'assign');
  if (assign?.kind !== 'assign' || assign.value !== node) return false;
  const name = lastName(assign.target);
  return (
    name !== '' &&
    some(
      fn?.body ?? file.code,
      (each) => each.kind === 'call' && isCall(each) && each.args.some(({ value }) => lastName(value) === name),
    ) !== undefined
  );
}

/** Errors of what was not there to read. */
const NOTHING_READ =
  /unknown|missing|not (?:found|present|exist)|no such|KeyError|null|nil\b|None|undefined|empty|by (?:zero|0)|out of (?:range|bounds)|must not|at least|no (?:\w+ )?(?:for|in|with)\b/i;

const LOADS_YAML = /^(?:safe_load|safe_load_file|load|load_file|full_load|unsafe_load|yaml_parse_file|yaml_parse|safe_load_all)$/;

/** Whether an error speaks of a value that YAML made of a word. */
function isAbout(error: string, { written, is }: { written: string; is: string }): boolean {
  const named = new RegExp(`["'\`:]${written.replace(/[.*+?^$()[\]{}|\\]/g, '\\$&')}["'\`]?(?![\\w.])`);
  if (named.test(error)) return true;
  const types: Readonly<Record<string, RegExp>> = {
    true: /\b(?:bool|True|TrueClass|true)\b/,
    false: /\b(?:bool|False|FalseClass|false)\b/,
    number: /\b(?:int|float|Integer|Float|number)\b/,
    date: /\b(?:date|Date)\b/,
    null: /\b(?:NoneType|NilClass|nil|null)\b/,
    empty: /''|""/,
  };
  return types[is]!.test(error.split('\n', 1)[0]!) && is !== 'null';
}

/** Keys whose value is a list in one place of the data and a single element in another. */
function sometimesLists(around: Around): ReadonlyMap<string, Place> {
  const known = dataOf(around);
  return (known.sometimesLists ??= findSometimesLists(known, around));
}

function findSometimesLists({ texts }: Read, around: Around): Map<string, Place> {
  const found = new Map<string, Place>();
  const kinds = new Map<string, Set<'list' | 'one'>>();
  const note = (key: string, kind: 'list' | 'one'): void => void kinds.set(key, (kinds.get(key) ?? new Set()).add(kind));
  let makesLists: boolean | undefined;
  for (const { file, lines, first } of texts) {
    const text = lines.join('\n');
    if (file.endsWith('.json') || /^\s*[[{]/.test(text)) kindsInJson(text, note);
    else if (/^\s*</.test(text) && (makesLists ??= makesListOfSeveral(around))) kindsInXml(text, note);
    for (const [at, line] of lines.entries())
      for (const [, json, tag] of line.slice(0, 2000).matchAll(/"(\w{2,40})"\s*:\s*(?!\s*\[)|<(\w{2,40})>/g)) {
        const key = json ?? tag ?? '';
        if (!found.has(key)) found.set(key, { file, line: first + at });
      }
  }
  return new Map([...found].filter(([key]) => kinds.get(key)?.size === 2));
}

function kindsInJson(text: string, note: (key: string, kind: 'list' | 'one') => void): void {
  let root: unknown;
  try {
    root = JSON.parse(text);
  } catch {
    return;
  }
  const pending: unknown[] = [root];
  while (pending.length > 0) {
    const value = pending.pop();
    if (Array.isArray(value)) for (const each of value) pending.push(each);
    else if (value !== null && typeof value === 'object')
      for (const [key, inner] of Object.entries(value)) {
        if (Array.isArray(inner)) note(key, 'list');
        else if (inner !== null && /^(?:object|string)$/.test(typeof inner)) note(key, 'one');
        pending.push(inner);
      }
  }
}

/** How often each element stands within one around it. */
function kindsInXml(text: string, note: (key: string, kind: 'list' | 'one') => void): void {
  const open: { name: string; inside: Map<string, number> }[] = [];
  for (const [whole, end, name = ''] of text.slice(0, 100_000).matchAll(/<(\/?)([A-Za-z][\w-]{0,60})(?:\s[^<>]{0,400})?>/g)) {
    if (whole.endsWith('/>')) continue;
    if (!end) {
      const inside = open.at(-1)?.inside;
      inside?.set(name, (inside.get(name) ?? 0) + 1);
      open.push({ name, inside: new Map() });
    } else for (const [child, count] of open.pop()?.inside ?? []) note(child, count > 1 ? 'list' : 'one');
  }
}

const CONVERTS_XML =
  /\bxmltodict\b|fast-xml-parser|\bxml2js\b|simplexml_load|SimpleXMLElement|Hash\.from_xml|XmlMapper|\bXML\.toJSONObject\b|xml-js/;

/** Whether the program makes a list of elements only where there are several. */
function makesListOfSeveral({ files }: Around): boolean {
  return files.some(
    (file) =>
      CONVERTS_XML.test(file.text) ||
      some(file.code, (node) => {
        if (node.kind !== 'assign' || !/^(?:index|member)$/.test(node.target.kind) || node.value?.kind !== 'list') return false;
        return node.value.elements.length === 2 && node.value.elements.every(({ kind }) => kind === 'name' || kind === 'index');
      }) !== undefined,
  );
}

const ASKS_FOR_LIST =
  /isArray|is_list|isinstance|array_is_list|instanceof|is_a\?|Array\(|Array\.wrap|\bflat\(|isset\([^)]*\[0\]|force_list|forceArray/;
const NO_LIST =
  /is not (?:a function|iterable)|must be of type array|must be of type (?:array|iterable)|string indices must be integers|(?:'str'|'dict'|"String") object has no attribute|Cannot access offset|Illegal string offset|no implicit conversion of String into Integer|undefined method .* for (?:an instance of )?(?:String|Hash|Array|\[|\{|")|string given|object is not subscriptable|Undefined array key 0|on string|KeyError: '.'\s/;

/** Where code reads data that says something else than the code expects. */
export const readers: readonly Fault[] = [
  fault({
    id: 'misspelt-setting',
    languages: ALL,
    source: 'CWE-1116; koanf strict mode; Pydantic extra=forbid; serde deny_unknown_fields',
    on: ['switch', 'operate', 'index', 'call'],
    contradicts: true,
    find(node, around): Hit | undefined {
      if (around.data.length === 0 && !around.files.some(({ text }) => /["'`]{3}|`/.test(text))) return undefined;
      for (const each of keysAsked(node)) {
        if (!isLiteral(each, 'text') || each.parts) continue;
        const meant = keyMeant(each.value, around);
        if (!meant) continue;
        const at = around.text(each).indexOf(each.value);
        return {
          at: each,
          of: node.kind === 'switch' ? each : (around.path.find((outer) => outer.kind === 'call' && isShort(around.text(outer))) ?? node),
          by: each.value,
          other: meant.key,
          also: { file: meant.file, line: meant.line },
          ...(at > 0 && { fix: replaced({ start: each.start + at, end: each.start + at + each.value.length }, meant.key) }),
        };
      }
      return undefined;
    },
  }),
  fault({
    id: 'yaml-word',
    byError: true,
    languages: ['python', 'ruby', 'php', ...SCRIPT],
    source: 'yamllint truthy, octal-values; StrictYAML, the Norway problem; YAML 1.1 bool and int',
    on: 'call',
    find(call, around): Hit | undefined {
      const root = receiverOf(call);
      const isYaml =
        around.file.language === 'php' ? /^yaml_/.test(callName(call)) : isName(root) && /^(?:js)?yaml$|^Psych$/i.test(root.name);
      const isOfTexts = call.args.some(({ value }) => /^BaseLoader$|FAILSAFE_SCHEMA$/.test(lastName(value)));
      const odd = isYaml && !isOfTexts && LOADS_YAML.test(callName(call)) ? oddOf(around.data, around.file.language) : [];
      const settings = around.file.language === 'php' && callName(call) === 'parse_ini_file' ? settingsOdd(around.data) : [];
      const [first] = [...odd, ...settings];
      return first && { at: call, by: first.written, other: first.is, also: { file: first.file, line: first.line } };
    },
    fails(error, _claim, data) {
      const found = [...oddOf(data, 'python'), ...settingsOdd(data)].find((each) => isAbout(error, each));
      return found ? { by: found.written, other: found.is, also: found.line, alsoIn: found.file } : false;
    },
  }),
  fault({
    id: 'options-lowercased',
    byError: true,
    languages: ['python'],
    source: 'Python documentation, configparser, optionxform',
    on: 'call',
    find(call, around): Hit | undefined {
      if (!/^(?:Raw|Safe)?ConfigParser$/.test(callName(call)) || around.files.some(({ text }) => text.includes('optionxform')))
        return undefined;
      const key = iniKeys(around.data).find((each) => each.key !== each.key.toLowerCase());
      return {
        at: call,
        by: key?.key ?? 'A',
        other: (key?.key ?? 'A').toLowerCase(),
        ...(key && { also: key }),
        ...keptCase(call, around),
      };
    },
    fails(error, _claim, data) {
      const missing = /KeyError: ["']([^"'\n]{1,80})["']/.exec(error)?.[1];
      if (missing === undefined || missing === missing.toLowerCase()) return false;
      const key = iniKeys(data).find((each) => each.key === missing);
      return key ? { by: missing, also: key.line, alsoIn: key.file } : undefined;
    },
  }),
  fault({
    id: 'keys-as-texts',
    byError: true,
    languages: ['python', 'ruby'],
    source: 'Python documentation, json, keys are strings; RFC 8259',
    on: 'call',
    find(call, around): Hit | undefined {
      const root = receiverOf(call);
      const isJson = around.file.language === 'python' ? isName(root, 'json') && /^loads?$/.test(callName(call)) : isName(root, 'JSON');
      if (!isJson || (around.file.language === 'ruby' && !/^(?:parse|load_file|load|parse!)$/.test(callName(call)))) return undefined;
      if (some([call], (each) => each.kind === 'call' && each.args.some(({ name }) => /^object_(?:pairs_)?hook$/.test(name ?? ''))))
        return undefined;
      const isConverted = around.path.some(
        (each) =>
          (each.kind === 'each' && each.key?.kind === 'call') ||
          (each.kind === 'call' && /^(?:transform_keys|to_h|map|each_with_object)$/.test(callName(each))),
      );
      const key = isConverted ? undefined : dataOf(around).keys.find((each) => /^-?\d+$/.test(each.key));
      return key && { at: call, by: key.key, also: key };
    },
    fails(error, _claim, data) {
      const missing = /KeyError: (-?\d+)\s*(?:\n|$)|key not found: (-?\d+)(?![\w"])/.exec(error);
      const number = missing?.[1] ?? missing?.[2];
      if (number === undefined) return /\bnil\b/.test(error.split('\n', 1)[0]!);
      const key = dataTexts(data, [])
        .flatMap(keysOfData)
        .find((each) => each.key === number);
      return key && { by: number, also: key.line, alsoIn: key.file };
    },
  }),
  fault({
    id: 'path-from-elsewhere',
    languages: ['php', 'python', ...SCRIPT, 'ruby', 'java', 'go', 'csharp', 'rust', 'kotlin'],
    source: 'PHP manual, include and __DIR__; Node documentation, fs and process.cwd; CWE-426',
    on: 'literal',
    contradicts: true,
    find(node, around): Hit | undefined {
      const { file, data, text } = around;
      if (node.of !== 'text' || node.parts || !/^(?!\/)[\w./-]{3,120}\.\w{2,5}$/.test(node.value)) return undefined;
      const [own, top] = [joined(folderOf(file.file), node.value), joined('', node.value)];
      const found = own === top ? undefined : data.find((each) => each.file === own);
      if (!found || data.some((each) => each.file === top) || !isOpened(node, around)) return undefined;
      // What is joined to a folder is no path from where the program was started.
      const call = around.path.findLast((each) => each.kind === 'call');
      if (call && /__dirname|__DIR__|__dir__|__file__|import\.meta|dirname/.test(text(call))) return undefined;
      const here: Readonly<Record<string, string>> = {
        php: `__DIR__ . '/${node.value}'`,
        ruby: `File.join(__dir__, '${node.value}')`,
        javascript: `require('node:path').join(__dirname, '${node.value}')`,
      };
      const fix = here[file.language];
      return { at: node, by: node.value, other: found.file, ...(fix !== undefined && { fix: replaced(node, fix) }) };
    },
    fails: (error) => (NOTHING_READ.test(error) ? undefined : false),
  }),
  fault({
    id: 'one-is-no-list',
    byError: true,
    languages: ALL,
    source: 'xmltodict force_list; fast-xml-parser isArray; xml2js explicitArray; PHP manual, SimpleXML',
    on: ['member', 'index'],
    find(node, around): Hit | undefined {
      const { fn, text, parent } = around;
      if (node.kind === 'index' && node.slice) return undefined;
      if (parent?.kind === 'assign' && parent.target === node) return undefined;
      const key = lastName(node);
      const one = key === '' ? undefined : sometimesLists(around).get(key);
      if (!one || (fn && ASKS_FOR_LIST.test(text(fn)))) return undefined;
      return { at: node, by: key, also: one };
    },
    fails: (error) => NO_LIST.test(error),
  }),
  fault({
    id: 'null-in-data',
    byError: true,
    languages: ALL,
    source: 'CWE-476; JSON Schema required; Pydantic; Sonar S2259',
    on: ['member', 'index', 'call'],
    find(node, around): Hit | undefined {
      const key = node.kind === 'call' ? (/^(?:get|dig|fetch|itemgetter)$/.test(callName(node)) ? node.args[0]?.value : undefined) : node;
      const name = key === undefined ? '' : isLiteral(key, 'text') ? key.value : node.kind === 'call' ? '' : lastName(key);
      const lack = name === '' || around.data.length === 0 ? undefined : lacking(around).get(name);
      return lack && { at: node, by: name, other: lack.is, also: lack };
    },
    mayFail: (error) => /NoneType|\bNone\b|nil\b|NilClass|null|undefined|KeyError|Undefined (?:array key|index)/i.test(error),
  }),
  fault({
    id: 'blank-in-column',
    byError: true,
    languages: ALL,
    source: 'Python documentation, csv skipinitialspace; RFC 4180, spaces are part of a field',
    on: ['index', 'call', 'member'],
    find(node, around): Hit | undefined {
      if (
        around.data.length === 0 ||
        around.files.some(({ text }) => /skipinitialspace|header_converters|skipLinesWithError|mapHeaders/.test(text))
      )
        return undefined;
      const asked = node.kind === 'member' ? [node.name] : keysAsked(node).flatMap((each) => (isLiteral(each, 'text') ? [each.value] : []));
      for (const name of asked)
        for (const { file, lines } of around.data) {
          if (!/\.(?:csv|tsv)$/.test(file)) continue;
          const at = lines.findIndex((line) => line.trim() !== '');
          const cells = (lines[at] ?? '').replace(/\r$/, '').split(/[,;\t|]/);
          if (!cells.includes(name) && cells.some((each) => each.replace('\uFEFF', '').trim() === name))
            return { at: node, by: name, also: { file, line: at + 1 } };
        }
      return undefined;
    },
    fails: (error) => /KeyError|nil\b|undefined|NaN|None|Undefined (?:array key|index)|null|not found|NumberFormat/.test(error),
  }),
];

interface Lack extends Place {
  is: 'null' | 'missing';
}

const lackingIn = new WeakMap<readonly DataFile[], Map<string, Lack>>();

/** Keys that one entry of a list in the data lacks, or has as null, while others have a value. */
function lacking({ data }: Around): Map<string, Lack> {
  let found = lackingIn.get(data);
  if (!found) {
    found = new Map();
    for (const each of data) noteLacking(each, found);
    lackingIn.set(data, found);
  }
  return found;
}

function noteLacking({ file, lines }: DataFile, found: Map<string, Lack>): void {
  const entries = entriesIn({ file, lines });
  const names = new Set(entries.flatMap(({ keys }) => [...keys.keys()]));
  for (const name of names) {
    const others = entries.filter(({ keys }) => keys.has(name) && keys.get(name) !== 'null').length;
    const lack = entries.find(({ keys }) => !keys.has(name)) ?? entries.find(({ keys }) => keys.get(name) === 'null');
    if (lack && others > 0 && others >= entries.length / 2)
      found.set(name, { file, line: lack.line, is: lack.keys.has(name) ? 'null' : 'missing' });
  }
}

/** Entries of a list of objects, where each has its own lines or is on one: their keys with their values as written. */
function entriesIn({ file, lines }: DataFile): { line: number; keys: Map<string, string> }[] {
  const entries: { line: number; keys: Map<string, string> }[] = [];
  if (/\.(?:json|ya?ml|jsonl|ndjson)$/.test(file)) {
    const isYaml = !/json$/.test(file) && !file.endsWith('jsonl');
    for (const [at, line] of lines.entries()) {
      const begins = isYaml ? /^\s*-\s+[\w{"']/.test(line) : line.includes('{');
      for (const part of begins ? line.slice(0, 2000).split(isYaml ? /(?=^\s*-\s)/ : /(?=\{)/) : [line.slice(0, 2000)]) {
        if (begins && (isYaml || part.startsWith('{'))) entries.push({ line: at + 1, keys: new Map() });
        for (const [, quoted, plain, value = ''] of part.matchAll(/"([^"\n]{1,60})"\s{0,4}:\s{0,4}|(?<![\w"])([A-Za-z_]\w{0,60}):\s/g)) {
          const key = quoted ?? (isYaml ? plain : undefined);
          if (key === undefined) continue;
          const rest = part.slice(part.indexOf(key) + key.length);
          entries.at(-1)?.keys.set(key, /^"?\s{0,4}:\s{0,4}(?:null|~)?\s*(?:[,}\]]|$)/.test(rest) ? 'null' : value || 'value');
        }
      }
    }
  }
  return entries;
}

const settingsOdd = (data: readonly DataFile[]): ReturnType<typeof oddSettings> => dataTexts(data, []).flatMap(oddSettings);

function oddOf(data: readonly DataFile[], language: string): ReturnType<typeof oddScalars> {
  return dataTexts(data, []).flatMap((each) => oddScalars(each, !(SCRIPT as readonly string[]).includes(language)));
}

const iniKeys = (data: readonly DataFile[]): DataKey[] =>
  dataTexts(
    data.filter(({ file }) => /\.(?:ini|cfg|conf)$/.test(file)),
    [],
  ).flatMap(keysOfData);

/** A parser that keeps the letters of its options as they are. */
function keptCase(call: Expr, { parent, file, text }: Around): Pick<Hit, 'fix'> {
  if (parent?.kind !== 'assign' || !isName(parent.target)) return {};
  const line = file.text.lastIndexOf('\n', parent.start) + 1;
  const indent = /^[ \t]*/.exec(file.text.slice(line))![0];
  return { fix: [{ start: call.end, end: call.end, text: `\n${indent}${text(parent.target)}.optionxform = str` }] };
}
