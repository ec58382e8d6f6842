import { familyOf } from '../../workspace/languages';
import type { Definition, SyntaxFile } from '../../syntax/syntax';
import { escapePattern } from './escapePattern';
import { nearName } from './nearName';
import type { ExpressionAt, OriginStep, ValueOrigin } from './originSteps';
import { only, type ProgramView } from './programView';
import { keysIn, splitTop } from './writtenParts';

/** Looks up a key in an object literal: does it exist under that name? */
export function ofKey(view: ProgramView, object: string, key: string, at: ExpressionAt): ValueOrigin {
  const written = writtenObject(view, object, at);
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

/** JavaScript: `taxes[country]` of an object literal that nothing adds to: its keys, and whether the key's text is among them. */
export function ofLiteralKey(view: ProgramView, object: string, key: string | undefined, at: ExpressionAt): ValueOrigin {
  if (familyOf(at.file.language) !== 'javascript') return { steps: [] };
  const written = writtenObject(view, object, at);
  const keys = written?.text.startsWith('{') ? keysIn(written.text)?.filter(Boolean) : undefined;
  const last = /(?<![\w$])([\w$]{1,100})$/.exec(object)?.[1];
  if (!written || !keys?.length || !last || keys.some((each) => !/^[\w$-]+$/.test(each))) return { steps: [] };
  if (mayGrow(view, last) || (key !== undefined && keys.includes(key))) return { steps: [] };
  const place = { file: written.file.file, line: written.line };
  const near = key === undefined ? undefined : nearName(key, keys);
  return {
    steps: [],
    end:
      key === undefined
        ? { kind: 'onlyKeys', ...place, object, keys }
        : { kind: 'missingKey', ...place, object, key, ...(near ? { near } : { keys }) },
  };
}

/** The value under a key of an object literal that nothing changes: `config.api` of `{ api: 'localhost' }`. */
export function ofWrittenKey(view: ProgramView, text: string, object: string, key: string, at: ExpressionAt): OriginStep | undefined {
  const last = /(?<![\w$])([\w$]{1,100})$/.exec(object)?.[1];
  const written = last === undefined || mayGrow(view, last) ? undefined : writtenObject(view, object, at);
  const found = written && valueIn(written, key);
  return found && { kind: 'written', file: written.file.file, line: found.line, expression: text, value: found.value };
}

/** Whether some line sets a key of an object of that name. */
function mayGrow(view: ProgramView, name: string): boolean {
  const whole = escapePattern(name);
  const grows = new RegExp(
    `(?<![\\w$])${whole}(?:\\[[^\\]\\n]{1,80}\\]|\\.[\\w$]{1,80}) {0,4}(?:\\?\\?|\\|\\||\\+)?=(?![=>])|\\b(?:assign|update|setdefault|merge)\\([^)\\n]{0,80}${whole}|(?<![\\w$])${whole}\\.(?:update|setdefault|merge!|store)\\(`,
  );
  return view.files.some((file) => file.lines.some((line) => line.length < 500 && grows.test(line)));
}

function valueIn({ line, text }: Literal, key: string): { line: number; value: string } | undefined {
  const inner = /^\{([^]*)\}/.exec(text.trim())?.[1];
  if (inner === undefined || /\.\.\.|\*\*/.test(inner)) return undefined;
  const begins = new RegExp(`^\\s*['"]?${escapePattern(key)}['"]?\\s*(?::|=>)\\s*`);
  const parts = splitTop(inner).filter((each) => begins.test(each));
  const [part] = parts;
  const value = part?.replace(begins, '').trim();
  if (!part || !value || parts.length > 1) return undefined;
  const before = text.slice(0, text.indexOf(part) + (/^\s*/.exec(part)?.[0].length ?? 0));
  return { line: line + before.split('\n').length - 1, value };
}

/** An object literal as written, with the line where it begins. */
interface Literal {
  file: SyntaxFile;
  line: number;
  text: string;
}

/** The literal behind a name, or under a path of keys in it. */
function writtenObject(view: ProgramView, object: string, at: ExpressionAt): Literal | undefined {
  const [root = '', ...inner] = object.split(/\?\.|\./);
  const outer = objectOf(view, object, at);
  return outer ?? inner.reduce<Literal | undefined>((found, name) => found && literalIn(found, name), objectOf(view, root, at));
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
