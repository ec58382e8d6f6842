import { only } from '../../only';
import { familyOf } from '../../workspace/languages';
import type { CallSite, Definition, SyntaxFile } from '../../syntax/syntax';
import { escapePattern } from './escapePattern';
import { nearName } from '../../flow/nearName';
import type { ExpressionAt, OriginStep, ValueOrigin } from '../../flow/originSteps';
import type { ProgramView } from './programView';
import { keysIn, lastName, splitTop } from './writtenParts';

/** The keys of the object literal behind a name; undefined where it has others. */
export function literalKeys(view: ProgramView, object: string, at: ExpressionAt): string[] | undefined {
  const written = writtenObject(view, object, at);
  const keys = written?.text.startsWith('{') ? keysIn(written.text)?.filter(Boolean) : undefined;
  return keys?.length && keys.every((each) => /^[\w$-]+$/.test(each)) ? keys : undefined;
}

/** The value under a key that only one line writes into a map. */
export function ofWrittenKey(view: ProgramView, text: string, object: string, key: string, at: ExpressionAt): OriginStep | undefined {
  const last = lastName(object);
  const pair = mayGrow(view, last) ? undefined : pairIn(view, last, key, at);
  return pair && { kind: 'written', file: at.file.file, line: pair.line, expression: text, value: pair.value };
}

/** C#, Java, Kotlin: the only line that writes a key with its value into a map: `{ "port", "80" }`, `prices.put("pear", 3)`, `"pear" to 3`. */
function pairIn(view: ProgramView, container: string, key: string, at: ExpressionAt): { line: number; value: string } | undefined {
  const made = only(view.definitionsOf(container, at.file, at.fn));
  if (!made || !/^(?:java|csharp)$/.test(familyOf(at.file.language))) return undefined;
  const pair = new RegExp(`"${escapePattern(key)}"\\]?\\s{0,4}(?:,|=|to\\b)\\s{0,4}("[^"\\n]{0,120}"|[\\w.]{1,80})`);
  const puts = new RegExp(`(?<![\\w.])${escapePattern(container)}(?:\\.(?:put|Add|TryAdd|putIfAbsent|set)\\(|\\[)`);
  const { startLine, endLine } = made.valueRange ?? made;
  const found = at.file.lines.flatMap((line, index) => {
    const inside = startLine <= index + 1 && index + 1 <= endLine;
    const value = line.length < 500 && (inside || puts.test(line)) ? pair.exec(line)?.[1] : undefined;
    return value === undefined ? [] : [{ line: index + 1, value }];
  });
  return only(found);
}

/** Whether some line sets a key of an object of that name. @param key only this one, or one that is computed */
export function mayGrow(view: ProgramView, name: string, key?: string): boolean {
  const whole = escapePattern(name);
  const member = key === undefined ? '[\\w$]{1,80}' : escapePattern(key);
  const grows = new RegExp(
    `(?<![\\w$])${whole}(?:\\[[^\\]\\n]{1,80}\\]|\\.${member}) {0,4}(?:\\?\\?|\\|\\||\\+)?=(?![=>])|\\b(?:assign|update|setdefault|merge)\\([^)\\n]{0,80}${whole}|(?<![\\w$])${whole}\\.(?:update|setdefault|merge!|store)\\(`,
  );
  return view.files.some((file) => file.lines.some((line) => line.length < 500 && grows.test(line)));
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
  if (!/^\s*(?:(?:React\.)?useState(?:<[^<>]{1,120}>)?\(\s*)?[{[]/.test(value ?? '')) return undefined;
  const line = valueRange?.startLine ?? endLine;
  const lines = file.lines.slice(line - 1, valueRange?.endLine ?? line);
  const text = lines.join('\n');
  return { file, line, text: text.slice(Math.max(0, text.search(/[{[]/))) };
}

/** Java, Rust, Kotlin, Go: `settings.get("port")` where the only similar key that anything puts into a map is `"Port"`. */
export function keySpelledOtherwise(view: ProgramView, { name, args, receiver }: CallSite, at: ExpressionAt): ValueOrigin | undefined {
  const key = /^&?"([^"\n]{1,80})"$/.exec(args[0]?.trim() ?? '')?.[1];
  if (key === undefined || receiver === undefined || !/^(?:get|get_mut|Get|remove)$/.test(name) || args.length > 1) return undefined;
  const puts = /\.(?:put|putIfAbsent|insert|set|Set|Add)\(\s{0,4}"([^"\n]{1,80})"/g;
  const put = view.files
    .filter(({ language }) => familyOf(language) === familyOf(at.file.language))
    .flatMap((file) =>
      file.lines.flatMap((line, index) =>
        line.length > 500
          ? []
          : [...line.matchAll(puts)].map(([, written = '']) => ({ written, place: { file: file.file, line: index + 1 } })),
      ),
    );
  if (put.some(({ written }) => written === key)) return undefined;
  const near = nearName(
    key,
    put.map(({ written }) => written),
  );
  const found = only(put.filter(({ written }) => written === near));
  return found && near ? { steps: [], end: { kind: 'missingKey', ...found.place, object: receiver, key, near } } : undefined;
}
