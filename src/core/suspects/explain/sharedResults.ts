import type { FunctionNode, SyntaxFile } from '../../syntax/syntax';
import { familyOf } from '../../workspace/languages';
import { code, placeText } from './explanation';
import type { Found } from './resultPattern';
import { hasMoreElements } from './resultTexts';

const LONGEST_LINE = 500;

/** What several objects or keys share without being meant to: a list of the class, a default of a hash. */
export function sharedByAll(file: SyntaxFile, fn: FunctionNode, wanted: string, got: string): Found | undefined {
  if (!hasMoreElements(wanted, got)) return undefined;
  switch (familyOf(file.language)) {
    case 'python':
      return listOfClass(file, fn);
    case 'ruby':
      return defaultOfHash(file, fn);
    default:
      return undefined;
  }
}

/** Python: `items = []` in the class and `self.items.append(…)`: one list for all objects. */
function listOfClass(file: SyntaxFile, fn: FunctionNode): Found | undefined {
  const cls = fn.classIndex === undefined ? undefined : file.classes[fn.classIndex];
  if (!cls) return undefined;
  const methods = file.functions.filter(({ classIndex }) => classIndex === fn.classIndex);
  const inMethod = (line: number): boolean => methods.some(({ startLine, endLine }) => startLine <= line && line <= endLine);
  for (let line = cls.startLine; line <= cls.endLine; line += 1) {
    const text = (file.lines[line - 1] ?? '').slice(0, LONGEST_LINE);
    const name = inMethod(line)
      ? undefined
      : /^\s+(\w{1,80})\s*(?::[^=]{1,120})?=\s*(?:\[\]|\{\}|set\(\)|list\(\)|dict\(\))\s*$/.exec(text)?.[1];
    if (!name) continue;
    const own = new RegExp(`\\bself\\.${name}\\s*=(?!=)`);
    const changes = new RegExp(`\\bself\\.${name}(?:\\.(?:append|extend|add|update|insert|setdefault)\\(|\\[[^\\]]{1,80}\\]\\s*=(?!=))`);
    const body = file.lines.slice(cls.startLine - 1, cls.endLine).map((each) => each.slice(0, LONGEST_LINE));
    const at = body.findIndex((each) => changes.test(each));
    if (at < 0 || body.some((each) => own.test(each))) continue;
    const place = { file: file.file, line };
    return {
      sentence: `${code(text.trim())} (${placeText(place, { file })}) belongs to the class ${code(cls.name)}, not to one object: line ${cls.startLine + at} puts what every object adds into the same ${code(name)}.`,
      place,
      why: `one ${code(name)} that all objects share`,
      check: `Write ${code(`self.${name} = …`)} in ${code('__init__')}. If the result stays the same, this is not the cause.`,
    };
  }
  return undefined;
}

/** Ruby: `Hash.new([])` gives the same array for every key that is not there. */
function defaultOfHash(file: SyntaxFile, fn: FunctionNode): Found | undefined {
  for (let line = fn.startLine; line <= fn.endLine; line += 1) {
    const [written, name = ''] =
      /(\w{1,80})\s*=\s*Hash\.new\((?:\[\]|\{\}|String\.new|""|'')\)/.exec((file.lines[line - 1] ?? '').slice(0, LONGEST_LINE)) ?? [];
    const changes = new RegExp(`\\b${name}\\[.{1,80}?\\]\\s*(?:<<|\\.(?:push|append|concat|store)\\b)`);
    const at = written ? file.lines.slice(line, fn.endLine).findIndex((text) => changes.test(text.slice(0, LONGEST_LINE))) : -1;
    if (!written || at < 0) continue;
    const made = written.slice(written.indexOf('Hash'));
    return {
      sentence: `${code(made)} on line ${line} gives the same default for every key that is not there, and line ${line + 1 + at} changes this one shared object instead of storing a new one.`,
      place: { file: file.file, line },
      why: 'one default that all keys share',
      check: `Write ${code('Hash.new { |hash, key| hash[key] = [] }')} on line ${line}. If the result stays the same, this is not the cause.`,
    };
  }
  return undefined;
}
