import type { Definition, SyntaxFile } from '../../syntax/syntax';
import { escapePattern } from './escapePattern';
import { nearName } from './nearName';
import type { ExpressionAt, ValueOrigin } from './originSteps';
import { only, type ProgramView } from './programView';
import { keysIn, splitTop } from './writtenParts';

/** Looks up a key in an object literal: does it exist under that name? */
export function ofKey(view: ProgramView, object: string, key: string, at: ExpressionAt): ValueOrigin {
  const [root = '', ...inner] = object.split(/\?\.|\./);
  const written =
    objectOf(view, object, at) ??
    inner.reduce<Literal | undefined>((outer, name) => outer && literalIn(outer, name), objectOf(view, root, at));
  if (!written) return { steps: [] };
  const keys = keysIn(written.text);
  if (!keys || keys.includes(key)) return { steps: [] };
  const near = nearName(key, keys);
  const lines =
    written.text.slice(0, near ? Math.max(0, written.text.search(new RegExp(`\\b${escapePattern(near)}\\b`))) : 0).split('\n').length - 1;
  return {
    steps: [],
    end: { kind: 'missingKey', file: written.file.file, line: written.line + lines, object, key, ...(near && { near }) },
  };
}

/** An object literal as written, with the line where it begins. */
interface Literal {
  file: SyntaxFile;
  line: number;
  text: string;
}

/** The literal under a key of another literal. */
function literalIn({ file, line, text }: Literal, key: string): Literal | undefined {
  const inner = /^[{[]([^]*)[}\]]/.exec(text.trim())?.[1];
  if (inner === undefined || /\.\.\.|\*\*/.test(inner)) return undefined;
  const part = splitTop(inner).find((each) => new RegExp(`^['"]?${escapePattern(key)}['"]?\\s*:\\s*\\{`).test(each.trim()));
  if (part === undefined) return undefined;
  const open = part.indexOf('{', part.indexOf(':'));
  const above = text.slice(0, text.indexOf(part) + open).split('\n').length - 1;
  return { file, line: line + above, text: part.slice(open) };
}

/** The object literal behind a name, here or in its imported module. */
function objectOf(view: ProgramView, name: string, at: ExpressionAt): Literal | undefined {
  const imported = at.file.imports.find(({ local }) => local === name);
  const file = imported ? view.moduleFile(imported.module, at.file) : at.file;
  if (!file) return undefined;
  if (imported) {
    const local = file.exports.get(imported.imported === '*' ? 'default' : imported.imported) ?? imported.imported;
    const own =
      only(file.definitions(local, { startLine: 1, endLine: file.lines.length })) ??
      only(file.definitions(`exports.${local}`, { startLine: 1, endLine: file.lines.length })) ??
      only(file.definitions('module.exports', { startLine: 1, endLine: file.lines.length }));
    return own && literalAt(file, own);
  }
  const own = only(view.definitionsOf(name, file, at.fn));
  if (own) return own.kind === 'parameter' ? passedLiteral(view, name, at) : literalAt(file, own);
  return at.fn?.parameters.some((parameter) => parameter.name === name) ? passedLiteral(view, name, at) : undefined;
}

/** The object literal that the caller on the stack passes for a parameter. */
function passedLiteral(view: ProgramView, name: string, { fn, frame }: ExpressionAt): Literal | undefined {
  const caller = frame === undefined ? undefined : view.frames[frame + 1];
  const position = fn?.parameters.findIndex((parameter) => parameter.name === name) ?? -1;
  if (!caller || position < 0) return undefined;
  const { file, line } = caller;
  const call = only(file.calls({ startLine: line, endLine: line }).filter((each) => each.name === fn?.name));
  const text = call?.args[position]?.trim();
  return call && text && /^[{[]/.test(text) ? { file, line: call.startLine, text } : undefined;
}

/** The object or array literal that a definition assigns; undefined where its value is something else. */
export function literalAt(file: SyntaxFile, { valueRange, value, endLine }: Definition): Literal | undefined {
  if (!value?.trimStart().startsWith('{') && !value?.trimStart().startsWith('[')) return undefined;
  const line = valueRange?.startLine ?? endLine;
  const lines = file.lines.slice(line - 1, valueRange?.endLine ?? line);
  const text = lines.join('\n');
  return { file, line, text: text.slice(Math.max(0, text.search(/[{[]/))) };
}
