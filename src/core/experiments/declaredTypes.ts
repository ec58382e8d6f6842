import type { ImportResolver } from '../context/resolveImport';
import type { WorkspaceCode } from '../context/workspaceCode';
import type { FunctionNode, SyntaxFile } from '../syntax/syntax';
import { chainParts } from './expressionText';

/** A type as written, and the file in which its names apply. */
export interface DeclaredType {
  type: string;
  file: string;
}

/** Finds the declared types of values: annotations of TypeScript, Python and Java, JSDoc. */
export class DeclaredTypes {
  constructor(
    private readonly code: WorkspaceCode,
    private readonly imports: ImportResolver,
  ) {}

  /** Of a name or a member of one, at a line. */
  async of(source: SyntaxFile, fn: FunctionNode | undefined, expression: string, line: number): Promise<DeclaredType | undefined> {
    const { root, path } = chainParts(expression);
    if (![root, ...path].join('').length || /[(){}\s]/.test(expression.replace(/\[[^[\]]*\]/g, ''))) return undefined;
    const found = this.ofRoot(source, fn, root, line);
    if (!found) return undefined;
    let type: DeclaredType | undefined = { type: found.type, file: source.file };
    for (const step of [...found.path, ...path]) type = type && (await this.member(type, step));
    return type;
  }

  private ofRoot(
    source: SyntaxFile,
    fn: FunctionNode | undefined,
    root: string,
    line: number,
  ): { type: string; path: string[] } | undefined {
    for (let scope = fn; ; scope = scope?.parent === undefined ? undefined : source.functions[scope.parent]) {
      const range = scope ?? { startLine: 1, endLine: source.lines.length };
      const definitions = source
        .definitions(root, range)
        .filter((each) => scope === undefined || each.startLine <= line || each.kind === 'parameter');
      const typed = definitions.findLast((each) => each.type !== undefined);
      if (typed?.type !== undefined)
        return { type: optional(source, typed.startLine, root, typed.type), path: typed.kind === 'parameter' ? typed.path : [] };
      const documented = definitions.length ? documentedType(source, scope, root, definitions[0]!.startLine) : undefined;
      if (documented !== undefined) return { type: documented, path: [] };
      if (definitions.length || !scope) return undefined;
    }
  }

  /** Type of a property or an element; `step` is the property's name or the text between brackets. */
  private async member({ type, file }: DeclaredType, step: string): Promise<DeclaredType | undefined> {
    const bare = withoutNothing(type);
    const element = elementType(bare);
    if (element !== undefined && !/^(?:length|size)$/.test(step)) return { type: element, file };
    if (bare.startsWith('{')) return propertyIn(bare, step, file);
    const name = /^[\w$]+/.exec(bare)?.[0];
    if (name === undefined) return undefined;
    const place = await this.declaration(name, file);
    return place && propertyIn(place.text, step, place.file);
  }

  private async declaration(name: string, file: string, depth = 0): Promise<{ text: string; file: string } | undefined> {
    const source = await this.code.open(file);
    if (!source || depth > 2) return undefined;
    const text = bodyOfType(source.text, name);
    if (text !== undefined) return { text, file };
    for (const binding of source.imports.filter((each) => each.local === name)) {
      for (const target of await this.imports.resolve(source, binding.module)) {
        const found = await this.declaration(binding.imported === 'default' ? name : binding.imported, target, depth + 1);
        if (found) return found;
      }
    }
    return undefined;
  }
}

/** `int` of `def f(a) -> int:  # why`. */
function pythonReturnType(signature: string): string | undefined {
  const arrow = signature.lastIndexOf('->');
  if (arrow < 0) return undefined;
  const [line = ''] = signature.slice(arrow + 2).split('\n', 1);
  const [code = ''] = line.split('#', 1);
  const colon = code.lastIndexOf(':');
  return colon < 0 ? undefined : code.slice(0, colon).trim() || undefined;
}

/** The declared return type of a function. */
export function returnTypeOf(source: SyntaxFile, fn: FunctionNode): string | undefined {
  const text = source.lines.slice(fn.startLine - 1, fn.signature.endLine).join('\n');
  if (source.language === 'python') return pythonReturnType(text);
  const colon = /\)\s*:/.exec(text);
  const annotated = colon && /^((?:\s*\{[^{}]*\})?[^{}=]*(?:=(?!>)[^{}=]*)*)(?:=>|\{)/.exec(text.slice(colon.index + colon[0].length))?.[1];
  if (annotated?.trim()) return annotated.trim();
  return /@returns?\s*\{([^{}]+)\}/.exec(commentAbove(source, fn.startLine))?.[1];
}

function documentedType(source: SyntaxFile, fn: FunctionNode | undefined, name: string, line: number): string | undefined {
  const escaped = name.replace(/[$]/g, '\\$&');
  const above = commentAbove(source, fn && line <= fn.signature.endLine ? fn.startLine : line);
  const parameter = new RegExp(`@param\\s*\\{([^{}]+)\\}\\s*\\[?${escaped}\\b`).exec(above)?.[1];
  return parameter ?? (fn && line <= fn.signature.endLine ? undefined : /@type\s*\{([^{}]+)\}/.exec(above)?.[1]);
}

function commentAbove(source: SyntaxFile, line: number): string {
  let from = line - 1;
  while (from > 0 && line - from < 40 && /^\s*(?:\/?\*|\/\/|@)/.test(source.lines[from - 1] ?? '')) from--;
  return source.lines.slice(from, line).join('\n');
}

/** `name?: T` may be left out. */
function optional(source: SyntaxFile, line: number, name: string, type: string): string {
  return (source.lines[line - 1] ?? '').includes(`${name}?:`) ? `${type} | undefined` : type;
}

function withoutNothing(type: string): string {
  const parts = splitUnion(type).filter((part) => !/^(?:null|undefined|None|void)$/.test(part));
  const bare = parts.length === 1 ? parts[0]! : type;
  return bare
    .replace(/^(?:readonly|Promise<(?=.*>$)|Readonly<(?=.*>$)|Optional\[(?=.*\]$))\s*/, (match) => (/[<[]$/.test(match) ? '\0' : ''))
    .replace(/^\0([^]*)[>\]]$/, '$1')
    .trim();
}

/** The parts of a top-level union. */
export function splitUnion(type: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let from = 0;
  for (let at = 0; at < type.length; at++) {
    const char = type[at]!;
    if ('<([{'.includes(char)) depth++;
    else if ('>)]}'.includes(char) && !(char === '>' && type[at - 1] === '=')) depth--;
    else if (char === '|' && depth === 0) {
      parts.push(type.slice(from, at).trim());
      from = at + 1;
    }
  }
  return [...parts, type.slice(from).trim()].filter(Boolean);
}

/** Type of a container's elements. */
export function elementType(type: string): string | undefined {
  const list = type.endsWith('[]') ? type.slice(0, -2).replace(/^readonly\s+/, '') : '';
  if (list) return list.startsWith('(') ? list.slice(1, -1) : list;
  const [, name = '', args = ''] = /^([\w.$]+)[<[]([^]*)[>\]]$/.exec(type) ?? [];
  if (/^(?:Array|ReadonlyArray|Set|ReadonlySet|Iterable|list|List|set|Set|Sequence|Iterable|tuple)$/.test(name)) return args;
  if (/^(?:Record|Map|ReadonlyMap|dict|Dict|Mapping|defaultdict|HashMap)$/.test(name)) return args.slice(args.indexOf(',') + 1).trim();
  return /^\{\s*\[[^\]]+\]\s*:([^{};]+)(?:;\s*)?\}$/.exec(type)?.[1]?.trim();
}

/** Text between the braces (Python: the indented lines) of a type's declaration. */
function bodyOfType(text: string, name: string): string | undefined {
  const escaped = name.replace(/[$]/g, '\\$&');
  const head = new RegExp(
    `^[ \\t]*(?:export\\s+)?(?:default\\s+)?(?:declare\\s+)?(?:abstract\\s+)?(?:interface|class|type)\\s+${escaped}\\b[^{;\\n]*`,
    'm',
  ).exec(text);
  if (!head) return undefined;
  const start = head.index + head[0].length;
  if (text[start] !== '{') return text.slice(start, start + 2000).split(/\n(?=\S)/)[0];
  let depth = 0;
  for (let at = start; at < Math.min(text.length, start + 20_000); at++) {
    if (text[at] === '{') depth++;
    else if (text[at] === '}' && --depth === 0) return text.slice(start, at + 1);
  }
  return undefined;
}

function propertyIn(body: string, name: string, file: string): DeclaredType | undefined {
  if (!/^[\w$]+$/.test(name)) return undefined;
  const [, mark, type] =
    new RegExp(
      `(?:^|[{;,\\n])[^\\S\\n]*(?:readonly |private |public |protected )*${name.replace(/[$]/g, '\\$&')}(\\??)\\s*:\\s*([^;,\\n}=]+)`,
    ).exec(body) ?? [];
  if (type === undefined) return undefined;
  return { type: mark ? `${type.trim()} | undefined` : type.trim(), file };
}
