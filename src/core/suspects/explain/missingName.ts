import { familyOf } from '../../workspace/languages';
import type { SyntaxFile } from '../../syntax/syntax';
import type { Clue } from './clue';
import { isSubscript, memberText, subscriptText } from './failingExpression';
import { escapePattern } from './escapePattern';
import { code, onPlace, placeText, type ExplainInput, type Explanation } from './explanation';
import { filledBy } from './filledBy';
import { nearName } from './nearName';
import { conditionOf } from './branchesAround';
import type { Place } from './originSteps';
import { originPlace, originSentences } from './originText';
import { originOf } from './valueOrigin';
import { keysIn } from './writtenParts';
import { PYTHON_MODULES } from './pythonModules';
import { nameOf } from '../../workspace/fileIndex';

/** The place of a name in a class, a function or an object; 1-based line. */
interface Named {
  name: string;
  place: Place;
}

/** A class or a type that has no member of that name. */
export function explainMember(clue: Extract<Clue, { kind: 'noMember' }>, input: ExplainInput): Explanation {
  const { at, view, frame } = input;
  const type = clue.type.split(/[.:\\]/).at(-1) ?? clue.type;
  const hidden = hiddenModule(clue, input);
  if (hidden) return hidden;
  const members = membersOf(type, input);
  const near =
    clue.suggestion ??
    nearName(
      clue.name,
      members.map(({ name }) => name),
    );
  const member = members.find(({ name }) => name === near) ?? (near ? inModule(type, near, input) : undefined);
  const reads = at.file.propertyReads({ startLine: at.line, endLine: at.line }).filter(({ property }) => property === clue.name);
  const cls = view.classNamed(type);
  const asked = reads.length === 1 ? `reads ${code(memberText(reads[0]!, at.file.lines[at.line - 1] ?? ''))}, but ` : '';
  const lacks = `${code(type)} has no ${code(clue.name)}`;
  const sentences = [`Line ${at.line} ${asked ? asked + lacks : `uses ${code(clue.name)}, but ${lacks}`}.`];
  const value = !member && !cls && !near && reads.length === 1 ? reads[0]!.object : undefined;
  const from = value ? { steps: originOf(view, value, { file: at.file, fn: at.fn, line: at.line, frame }).steps } : { steps: [] };
  const origin = member?.place ?? (cls ? { file: cls.file.file, line: cls.node.startLine } : originPlace(from));
  sentences.push(...originSentences(from, '', at));
  if (near)
    sentences.push(member ? `It has ${code(near)} (${placeText(member.place, at)}): did you mean that?` : `Did you mean ${code(near)}?`);
  else if (cls) sentences.push(`${code(type)} is defined at ${placeText(origin!, at)}.`);
  return {
    title: `${code(type)} has no ${code(clue.name)}`,
    sentences,
    evidence: origin
      ? [
          {
            ...origin,
            why: member
              ? `${code(near ?? '')} is defined here`
              : cls
                ? `${code(type)} is defined here`
                : `where ${code(value ?? '')} comes from`,
          },
        ]
      : [],
    ...(origin && { origin }),
    check: near
      ? `Write ${code(near)} at ${at.file.file}:${at.line} and run it again. If it still fails, this is not the cause.`
      : `Look at what the value is before ${at.file.file}:${at.line}. If it is no ${code(type)} there, this is not the cause.`,
  };
}

/** Python: a file of the workspace has the name of a module of the standard library, and is imported in its place. */
function hiddenModule({ type, name }: Extract<Clue, { kind: 'noMember' }>, { at, view, error }: ExplainInput): Explanation | undefined {
  if (at.file.language !== 'python' || !/\bmodule '/.test(error.message) || !PYTHON_MODULES.has(type)) return undefined;
  const file = view.moduleFile(type, at.file);
  if (!file || nameOf(file.file) !== `${type}.py` || inModule(type, name, { at, view })) return undefined;
  const place = { file: file.file, line: 1 };
  return {
    title: `${code(file.file)} hides Python's own module ${code(type)}`,
    sentences: [
      `Line ${at.line} uses ${code(`${type}.${name}`)}, but ${code(type)} is the workspace's own file ${code(file.file)} there, which has no ${code(name)}.`,
      `It has the same name as the module ${code(type)} of the standard library, and is found first.`,
    ],
    evidence: [{ ...place, why: `has the name of Python's own module` }],
    origin: place,
    check: `Rename ${code(file.file)} (and delete its ${code('__pycache__')}). If it still fails, this is not the cause.`,
  };
}

/** A name at the top of a module of the workspace. */
function inModule(module: string, name: string, { at, view }: Pick<ExplainInput, 'at' | 'view'>): Named | undefined {
  const file = view.moduleFile(module, at.file);
  const [made] = file?.definitions(name, { startLine: 1, endLine: file.lines.length }) ?? [];
  const fn = file?.functions.find((each) => each.name === name && each.className === undefined);
  const line = made?.startLine ?? fn?.startLine;
  return file && line !== undefined ? { name, place: { file: file.file, line } } : undefined;
}

function membersOf(type: string, { view }: ExplainInput): Named[] {
  const cls = view.classNamed(type);
  if (!cls) return [];
  const { file, node } = cls;
  const methods = file.functions
    .filter(({ className }) => className === type)
    .map(({ name, startLine }) => ({ name, place: { file: file.file, line: startLine } }));
  const fields = file
    .allDefinitions(node)
    .filter(({ kind, name }) => kind === 'field' || /^(?:this|self|\$this)[.-]/.test(name) || name.startsWith('@'))
    .map(({ name, startLine }) => ({
      name: name.replace(/^(?:this|self|\$this)(?:\.|->)|^@{1,2}/, ''),
      place: { file: file.file, line: startLine },
    }));
  const readers = file.lines
    .slice(node.startLine - 1, node.endLine)
    .flatMap((line, at) =>
      /^\s*attr_(?:reader|accessor|writer)\b/.test(line)
        ? [...line.matchAll(/:(\w+)/g)].map(([, name]) => ({ name: name ?? '', place: { file: file.file, line: node.startLine + at } }))
        : [],
    );
  return [...readers, ...methods, ...fields];
}

/** The environment variables of the process, in Python and Ruby. */
const ENVIRONMENT = /^(?:os\.environ|environ|ENV)$/;

/** A dict, hash or array without such a key: the place of its keys, and one with almost the same spelling. */
export function explainKey(clue: Extract<Clue, { kind: 'missingKey' }>, { at, view }: ExplainInput): Explanation {
  const { file, line } = at;
  const text = file.lines[line - 1] ?? '';
  const subscripts = file.propertyReads({ startLine: line, endLine: line }).filter((read) => isSubscript(read, text));
  const fetches = file
    .calls({ startLine: line, endLine: line })
    .filter(({ name, receiver }) => /^(?:fetch|get|Get|getValue|pop|remove|index)$/.test(name) && receiver);
  const literal = subscripts.filter(
    (each) => clue.key !== undefined && new RegExp(`\\[\\s*["':]?${escapePattern(clue.key)}["']?\\s*\\]$`).test(subscriptText(each, text)),
  );
  const read = literal.length === 1 ? literal[0] : literal.length === 0 && subscripts.length === 1 ? subscripts[0] : undefined;
  const [fetch] = fetches.length === 1 ? fetches : [];
  const object = read?.object ?? fetch?.receiver;
  const expression = read ? subscriptText(read, text) : fetch ? `${fetch.receiver}.${fetch.name}(${fetch.args.join(', ')})` : undefined;
  const keys = keysWritten(
    view.files.filter(({ language }) => familyOf(language) === familyOf(file.language)),
    file,
  );
  const own = object === undefined ? [] : keysOfObject(object, at, view);
  const near =
    clue.key === undefined
      ? undefined
      : (nearName(
          clue.key,
          own.map(({ name }) => name),
        ) ??
        nearName(
          clue.key,
          keys.map(({ name }) => name),
        ));
  const found = near === undefined ? undefined : [...own, ...keys].find(({ name }) => name === near);
  const key = clue.key === undefined ? 'The key' : code(clue.key);
  const sentences = [
    expression
      ? `Line ${line} reads ${code(expression)}, but ${clue.key === undefined ? 'the key is not in it' : `the key ${key} is not in ${object ? code(object) : 'it'}`}.`
      : `Line ${line}, ${code(text)}, looks up ${clue.key === undefined ? 'a key' : `the key ${key}`}, and it is not there.`,
  ];
  if (found)
    sentences.push(
      `${placeText(found.place, at).startsWith('line') ? 'Line' : 'At'} ${placeText(found.place, at).replace(/^line /, '')} writes it ${code(found.name)}: the two are spelled differently.`,
    );
  else if (object) {
    const made = view.definitionsOf(object, file, at.fn).findLast(({ kind }) => kind !== 'parameter' && kind !== 'loop');
    if (made?.value) sentences.push(`${code(object)} is assigned on line ${made.startLine} from ${code(made.value)}.`);
  }
  const filled = found || !object ? undefined : filledBy(object, read?.property ?? fetch?.args[0] ?? '', file);
  if (filled) sentences.push(filled.sentence);
  const ofEnvironment = object !== undefined && ENVIRONMENT.test(object);
  if (ofEnvironment)
    sentences.splice(
      1,
      sentences.length,
      `${code(object)} holds the environment variables of the process that ran: ${key} is not set there.`,
    );
  const passed = found || ofEnvironment || clue.key === undefined ? undefined : literalPassed(clue.key, { at, view });
  if (passed) sentences.push(`${code(passed.text)} is written ${onPlace(passed.place, at)}.`);
  const origin = found?.place ?? passed?.place;
  return {
    title: ofEnvironment ? `The environment variable ${key} is not set` : `${key} is no key${object ? ` of ${code(object)}` : ''}`,
    sentences,
    evidence: [
      ...(origin ? [{ ...origin, why: found ? `the key is spelled ${code(found.name)}` : `passes ${key}` }] : []),
      ...(filled ? [{ ...filled.place, why: 'puts the keys in' }] : []),
    ],
    ...(origin && { origin }),
    check: ofEnvironment
      ? `Print the environment in the shell, the file or the service that starts it. If ${key} is set there, this is not the cause.`
      : `Log the keys ${object ? `of ${code(object)} ` : ''}before ${file.file}:${line}. If ${key} is among them, this is not the cause.`,
  };
}

/** A literal of the key on a line of the call path. */
function literalPassed(key: string, { at, view }: Pick<ExplainInput, 'at' | 'view'>): { text: string; place: Place } | undefined {
  for (const outer of view.frames) {
    if (outer.error !== at.error || (outer.file === at.file && outer.line === at.line)) continue;
    const found = new RegExp(`(["'])${escapePattern(key)}\\1`).exec(outer.file.lines[outer.line - 1] ?? '');
    if (found) return { text: found[0], place: { file: outer.file.file, line: outer.line } };
  }
  return undefined;
}

const KEY = /(?:["']([\w-]{2,60})["']|\b([A-Za-z_][\w-]{1,60}))\s*(?:=>|:(?!:))|:([a-z_]\w{1,60})\s*=>|\[["']([\w-]{2,60})["']\]\s*=(?!=)/g;
const MOST_KEYS = 3000;

/** Keys of object literals, those in the failing file first. */
function keysWritten(files: readonly SyntaxFile[], first: SyntaxFile): Named[] {
  const found: Named[] = [];
  for (const file of [first, ...files.filter((each) => each !== first)]) {
    for (const [at, line] of file.lines.entries()) {
      if (found.length > MOST_KEYS) return found;
      if (/^\s*(?:\/\/|#|\*|case\b|def\b|class\b|if\b|for\b|while\b|else\b|except\b|with\b)/.test(line)) continue;
      for (const [, a, b, c, d] of line.slice(0, 400).matchAll(KEY))
        found.push({ name: a ?? b ?? c ?? d ?? '', place: { file: file.file, line: at + 1 } });
    }
  }
  return found;
}

function keysOfObject(object: string, at: ExplainInput['at'], view: ExplainInput['view']): Named[] {
  const made = view.definitionsOf(object, at.file, at.fn).findLast(({ value }) => value !== undefined && /^\s*[{[]/.test(value));
  const keys = made?.value ? keysIn(made.value) : undefined;
  return made && keys ? keys.map((name) => ({ name, place: { file: at.file.file, line: made.startLine } })) : [];
}

/** A name that is undefined at its use. */
export function explainName(clue: Extract<Clue, { kind: 'unknownName' }>, { at, view }: ExplainInput): Explanation {
  const { file, line, fn } = at;
  const whole = { startLine: 1, endLine: file.lines.length };
  const inScope = [
    ...(fn ? file.allDefinitions(fn) : []),
    ...file.allDefinitions(whole).filter(({ startLine }) => file.enclosing(startLine) === undefined),
  ].map(({ name, startLine }) => ({
    name,
    place: { file: file.file, line: startLine },
  }));
  const functions = file.functions
    .filter(({ name, className }) => name !== '' && (className === undefined || className === fn?.className))
    .map(({ name, startLine }) => ({ name, place: { file: file.file, line: startLine } }));
  const imports = file.imports
    .filter(({ local }) => local !== '')
    .map(({ local, line: at }) => ({ name: local, place: { file: file.file, line: at } }));
  const known = [...inScope, ...functions, ...imports];
  const near =
    clue.suggestion ??
    nearName(
      clue.name,
      known.map(({ name }) => name),
    );
  const named = known.find(({ name }) => name === near);
  const elsewhere = near
    ? []
    : view.files
        .filter((each) => each !== file && familyOf(each.language) === familyOf(file.language))
        .flatMap((each) =>
          each.functions
            .filter(({ name, className }) => name === clue.name && className === undefined)
            .map((each2) => ({ file: each.file, line: each2.startLine })),
        );
  const sentences = [`Line ${line} uses ${code(clue.name)}, which is not defined there.`];
  if (named) sentences.push(`${code(named.name)} is (${placeText(named.place, at)}): did you mean that?`);
  else if (near) sentences.push(`Did you mean ${code(near)}?`);
  else if (elsewhere.length === 1)
    sentences.push(`${code(clue.name)} is defined at ${placeText(elsewhere[0]!, at)}, but not imported here.`);
  const origin = named?.place ?? (elsewhere.length === 1 ? elsewhere[0] : undefined);
  return {
    title: `${code(clue.name)} is not defined`,
    sentences,
    evidence: origin ? [{ ...origin, why: `${code(named?.name ?? clue.name)} is defined here` }] : [],
    ...(origin && { origin }),
    check: near
      ? `Write ${code(near)} at ${file.file}:${line} and run it again. If it still fails, this is not the cause.`
      : `Is ${code(clue.name)} declared or imported before ${file.file}:${line}, under that name?`,
  };
}

/** Python: a name is assigned in the function, but not on the executed path. */
export function explainUnbound({ name }: Extract<Clue, { kind: 'unbound' }>, { at }: ExplainInput): Explanation {
  const { file, line, fn } = at;
  const assigned = fn ? file.definitions(name, fn) : [];
  const [first] = assigned.filter(({ startLine }) => startLine < line);
  const branch = first && conditionOf(file, first.startLine, line);
  const loop = first && fn ? loopAround(file, first.startLine, fn.startLine, line) : undefined;
  const only = branch ? ` only if ${code(branch.condition)}` : loop ? ` only inside the loop on line ${loop}` : '';
  const sentences = [`Line ${line} uses ${code(name)}, which has no value there.`];
  if (first) sentences.push(`It is assigned on line ${first.startLine}${only}${only ? '; where that never happens, it is not set' : ''}.`);
  else if (assigned[0])
    sentences.push(
      `${code(name)} is assigned on line ${assigned[0].startLine}, so it is a local variable in the whole function, also before that line.`,
    );
  const place = { file: file.file, line: (first ?? assigned[0])?.startLine ?? line };
  return {
    title: `${code(name)} is used before it has a value`,
    sentences,
    evidence: first || assigned[0] ? [{ ...place, why: `assigns ${code(name)}${only}` }] : [],
    ...(assigned.length > 0 && { origin: place }),
    check: `Set ${code(name)} before line ${first?.startLine ?? line}. If it still fails in the same way, this is not the cause.`,
  };
}

function loopAround(file: SyntaxFile, inner: number, from: number, outside: number): number | undefined {
  const indent = (line: number): number => /^\s*/.exec(file.lines[line - 1] ?? '')?.[0].length ?? 0;
  for (let above = inner - 1; above >= from; above -= 1) {
    if (/^\s*(?:for|while)\b/.test(file.lines[above - 1] ?? '') && indent(above) < indent(inner) && indent(outside) <= indent(above))
      return above;
  }
  return undefined;
}
