import { withoutEnding, withoutDots, wordSet } from './textTests';
import type { ErrorReport, FailureReport } from '../../capture/failureReport';
import type { ClassNode, FunctionNode, SyntaxFile } from '../../syntax/syntax';
import type { SuspectPorts } from '../candidateFacts';
import { escapePattern } from '../../escapePattern';
import { code, type CommandExplained } from './explanation';
import { symbolOf, withoutTemplates, type LinkerSymbol } from './linkerSymbol';
import { closingAt, splitTop } from './writtenParts';
import { nativeFilesWith } from './filesWith';
import type { Place } from '../../flow/originSteps';

/** Functions of the C library that have a library of their own, and how a command names it. */
const LIBRARIES: readonly [names: ReadonlySet<string>, flag: string][] = [
  [wordSet('sqrt pow sin cos tan asin acos atan atan2 exp log log10 log2 floor ceil fabs fmod round'), '-lm'],
  [wordSet('dlopen dlsym dlclose dlerror'), '-ldl'],
];

/** A program that was not linked because a symbol has no definition: where it is declared, and where its definition is, if there is one. */
export async function explainUnlinked(
  { errors }: FailureReport,
  ports: SuspectPorts,
  signal?: AbortSignal,
): Promise<CommandExplained | undefined> {
  const [error] = errors;
  const symbol = error && symbolOf(error);
  if (!symbol) return undefined;
  const { files, whole } = await nativeFilesWith(new RegExp(`\\b${escapePattern(symbol.name.replace('~', ''))}`), ports, signal);
  const used = error.frames
    .flatMap(({ file, line }) => (line > 0 ? (files.find((each) => endsLike(each.file, file)) ?? []) : []))
    .map((file) => ({ file: file.file, line: error.frames[0]?.line ?? 1 }))[0];
  const call = used ?? useOf(symbol, files, error);
  return symbol.table ? ofTable(symbol, files, whole) : ofFunction(symbol, files, whole, call);
}

function ofFunction(symbol: LinkerSymbol, files: readonly SyntaxFile[], whole: boolean, used: Place | undefined): CommandExplained {
  const declared = declarationsOf(symbol, files)[0];
  const all = files.flatMap((file) =>
    file.functions
      .filter((fn) => fn.name === symbol.name && isIn(fn.className, symbol.scopes, file, fn))
      .map((fn) => ({ fn, place: { file: file.file, line: fn.startLine }, file })),
  );
  const same = all.filter(({ fn, file }) => symbol.parameters === undefined || sameParameters(symbol.parameters, fn, file));
  const defined = same[0] ?? all[0];
  const sentences = [
    `${used ? `${code(symbol.name)} is used at ${placed(used)}` : `The program uses ${code(symbol.text)}`}, and nothing that was linked defines ${used ? code(symbol.text) : 'it'}.`,
  ];
  if (defined && same.length > 0) {
    const inC = defined.place.file.endsWith('.c') && symbol.parameters !== undefined;
    sentences.push(
      inC
        ? `${placed(defined.place)} defines it in C, where its symbol has no parameters: C++ finds it only if it is declared ${code('extern "C"')}${declared ? ` (${placed(declared)})` : ''}.`
        : `${placed(defined.place)} defines it, but that definition was not among the linked files.`,
    );
  } else if (defined)
    sentences.push(
      `${placed(defined.place)} defines ${code(signatureText(defined.fn, defined.file))}, which has other parameters${declared ? ` than its declaration (${placed(declared)})` : ''}.`,
    );
  else if (declared)
    sentences.push(
      `It is declared at ${placed(declared)}, and no definition was found in ${whole ? 'the workspace' : 'the files that were searched'}.`,
    );
  else if (symbol.name === 'main') sentences.push('No linked file has a function `main`.');
  else {
    const library = symbol.scopes.length === 0 ? libraryOf(symbol.name) : undefined;
    sentences.push(
      library
        ? `It belongs to a library that the link names with ${code(library)}.`
        : `It is neither declared nor defined in ${whole ? 'the workspace' : 'the files that were searched'}: it belongs to a library, which the link has to name.`,
    );
  }
  const at = defined?.place ?? declared;
  return {
    title: `${code(symbol.text)} is not defined in what was linked`,
    sentences,
    evidence: [
      ...(defined ? [{ ...defined.place, why: `defines ${code(symbol.name)}` }] : []),
      ...(declared ? [{ ...declared, why: `declares ${code(symbol.name)}` }] : []),
      ...(used ? [{ ...used, why: `uses ${code(symbol.name)}` }] : []),
    ],
    check:
      defined && same.length > 0
        ? `Link ${code(defined.place.file)} or its object file as well, and build again. If the symbol is still missing, compare both declarations.`
        : at
          ? `Define ${code(symbol.text)} exactly as it is declared, and build again.`
          : `Which library has ${code(symbol.text)}, and does the link name it after the files that use it?`,
  };
}

function libraryOf(name: string): string | undefined {
  if (name.startsWith('pthread_')) return '-pthread';
  // With a letter for the size of its numbers: `sqrtf`.
  return LIBRARIES.find(([names]) => names.has(name) || names.has(name.slice(0, -1)))?.[1];
}

/** The table of a class's virtual functions is made where its first virtual function that is not inline is defined. */
function ofTable(symbol: LinkerSymbol, files: readonly SyntaxFile[], whole: boolean): CommandExplained {
  const found = files.flatMap((file) => file.classes.filter(({ name }) => name === symbol.name).map((node) => ({ file, node })));
  const [only] = found.length === 1 ? found : [];
  const missing = only && virtualsOf(only.file, only.node);
  const key = missing?.[0];
  const defined =
    key &&
    files.flatMap((file) =>
      file.functions
        .filter(({ name, className }) => name === key.name && className === symbol.name)
        .map(({ startLine }) => ({ file: file.file, line: startLine })),
    )[0];
  const place = only && { file: only.file.file, line: key?.line ?? only.node.startLine };
  return {
    title: `The virtual functions of ${code(symbol.name)} are not defined in what was linked`,
    sentences: [
      `The linker found no ${code(symbol.text)}: that table is made with the first virtual function of ${code(symbol.name)} that its class only declares.`,
      ...(key && place
        ? [
            defined
              ? `That is ${code(key.name)} (${placed(place)}), defined at ${placed(defined)}, but that definition was not among the linked files.`
              : `That is ${code(key.name)} (${placed(place)}), and no definition was found in ${whole ? 'the workspace' : 'the files that were searched'}.`,
          ]
        : place
          ? [`${code(symbol.name)} is declared at ${placed(place)}.`]
          : []),
    ],
    evidence: [
      ...(place ? [{ ...place, why: key ? `declares ${code(key.name)} without a definition` : `declares ${code(symbol.name)}` }] : []),
      ...(defined ? [{ ...defined, why: `defines ${code(key?.name ?? '')}` }] : []),
    ],
    check: key
      ? `Define ${code(`${symbol.name}::${key.name}`)} in a file that is linked, or make it pure (${code('= 0')}), and build again.`
      : `Which virtual function of ${code(symbol.name)} has no definition in what was linked?`,
  };
}

/** Virtual functions that a class declares without a body and that are not pure, in their order. */
function virtualsOf(file: SyntaxFile, { startLine, endLine }: ClassNode): { name: string; line: number }[] {
  const found: { name: string; line: number }[] = [];
  for (let line = startLine; line <= endLine; line += 1) {
    const text = (file.lines[line - 1] ?? '').slice(0, 400);
    const name = /\bvirtual\b[^(;{]{0,200}?(~?\w{1,100})\s{0,4}\(/.exec(text)?.[1];
    if (name && /\)[^;{}]{0,60};/.test(text) && !/=\s{0,4}(?:0|default|delete)\s{0,4};/.test(text) && !text.includes('{'))
      found.push({ name, line });
  }
  return found;
}

/** A definition belongs to the symbol's innermost class, or to no class where the scopes are namespaces around it. */
function isIn(className: string | undefined, scopes: readonly string[], file: SyntaxFile, fn: FunctionNode): boolean {
  const inner = scopes.at(-1);
  if (className !== undefined) return className === inner;
  return scopes.every((scope) =>
    new RegExp(`\\bnamespace\\b[^{;]{0,100}\\b${escapePattern(scope)}\\b`).test(linesBefore(file, fn.startLine)),
  );
}

function linesBefore({ lines }: SyntaxFile, line: number): string {
  return lines.slice(0, line).join('\n');
}

/** Declarations of the symbol's function outside functions: a line with a type before the name and no body behind it. */
function declarationsOf({ name, scopes }: LinkerSymbol, files: readonly SyntaxFile[]): Place[] {
  const inner = scopes.at(-1);
  const pattern = new RegExp(
    `^\\s{0,40}(?!return\\b|else\\b|throw\\b|delete\\b|#)(?:[\\w:<>,*&\\s[\\]"]{1,200}[\\s*&]|~?)?(?:${inner ? `(?:\\w+::)*${escapePattern(inner)}::` : ''})?${escapePattern(name)}\\s{0,4}\\(`,
  );
  const found = files.flatMap((file) =>
    file.lines.flatMap((text, at): (Place & { inClass: boolean })[] => {
      if (!pattern.test(text.slice(0, 400)) || file.enclosing(at + 1)) return [];
      const end = file.lines.slice(at, at + 6).join(' ');
      if (!/\)[^{;]{0,80};/.test(end) || /\)[^;]{0,80}\{/.test(end.slice(0, end.indexOf(';')))) return [];
      const inClass = file.classes.some((each) => each.name === inner && each.startLine <= at + 1 && at + 1 <= each.endLine);
      const inOther = !inClass && file.classes.some(({ startLine, endLine }) => startLine < at + 1 && at + 1 < endLine);
      return inOther ? [] : [{ file: file.file, line: at + 1, inClass }];
    }),
  );
  return found.toSorted((a, b) => Number(b.inClass) - Number(a.inClass)).map(({ file, line }) => ({ file, line }));
}

/** The only call of the symbol's function in the file that the linker names. */
function useOf({ name, table }: LinkerSymbol, files: readonly SyntaxFile[], { frames }: ErrorReport): Place | undefined {
  if (table) return undefined;
  const [frame] = frames;
  const file = frame && files.find((each) => endsLike(each.file, frame.file) || endsLike(each.file, withoutEnding(frame.file)));
  const calls = file?.calls({ startLine: 1, endLine: file.lines.length }).filter((call) => call.name === name) ?? [];
  return file && calls.length === 1 ? { file: file.file, line: calls[0]!.startLine } : undefined;
}

/** The linker writes paths as the compiler was given them, or an object's name. */
function endsLike(file: string, written: string): boolean {
  const tail = withoutDots(written.replaceAll('\\', '/'));
  return file === tail || file.endsWith(`/${tail}`) || tail.endsWith(`/${file}`) || withoutEnding(file) === tail;
}

/** Whether a definition has the symbol's parameters; names, spaces and library spellings aside. */
function sameParameters(symbol: string, fn: FunctionNode, file: SyntaxFile): boolean {
  const header = file.lines.slice(fn.signature.startLine - 1, fn.signature.endLine + 1).join(' ');
  const behind = header.slice(header.indexOf('(', header.indexOf(fn.name)) + 1);
  const [wanted, written] = [symbol, behind.slice(0, closingAt(behind))].map(typesIn);
  return wanted!.length === written!.length && wanted!.every((type, at) => sameType(type, written![at]!));
}

/** The words of each type; the linker writes library types whole. */
function typesIn(parameters: string): string[][] {
  const text = withoutTemplates(parameters.replaceAll('std::__cxx11::basic_string', 'std::string')).replaceAll('std::', '');
  const spaced = text.replaceAll('*', ' * ').replaceAll('&', ' & ');
  return splitTop(spaced)
    .map((each) => each.split('=')[0]!.split(' '))
    .map((words) => words.filter((word) => word !== '' && !LEFT_OUT.has(word)))
    .filter((words) => words.length > 0);
}

const LEFT_OUT = wordSet('const struct class enum signed void');

/** A namespace and a parameter's name may be left out. */
function sameType(wanted: readonly string[], given: readonly string[]): boolean {
  const fits = given.length === wanted.length || given.length === wanted.length + 1;
  return fits && wanted.every((word, at) => word === given[at] || word.endsWith(`::${given[at]}`));
}

function signatureText(fn: FunctionNode, file: SyntaxFile): string {
  return (file.lines[fn.signature.startLine - 1] ?? '').split('{', 1)[0]!.trim();
}

function placed({ file, line }: Place): string {
  return `${file}:${line}`;
}
