import type { LineRange } from '../../workspace/lineRange';
import { familyOf } from '../../workspace/languages';
import type { ParsedTree } from '../openSyntax';
import type { FunctionNode, SyntaxLanguage } from '../syntax';
import { TreeFile } from '../treeFile';
import type { CodeSite } from './codeSite';
import type { CodeWords } from './codeWords';
import { cppWords } from './words/cpp';
import { csharpWords } from './words/csharp';
import { goWords } from './words/go';
import { javaWords } from './words/java';
import { javascriptWords } from './words/javascript';
import { kotlinWords } from './words/kotlin';
import { phpWords } from './words/php';
import { pythonWords } from './words/python';
import { rubyWords } from './words/ruby';
import { rustWords } from './words/rust';

const WORDS: Partial<Record<SyntaxLanguage | ReturnType<typeof familyOf>, CodeWords>> = {
  kotlin: kotlinWords,
  python: pythonWords,
  javascript: javascriptWords,
  java: javaWords,
  csharp: csharpWords,
  go: goWords,
  rust: rustWords,
  cpp: cppWords,
  php: phpWords,
  ruby: rubyWords,
};

/** The nodes of a file's functions, for generating variants of them. */
export interface CodeSites {
  unit: TreeFile;
  /** In source order, outer before inner. */
  within(range: LineRange): Generator<CodeSite>;
}

/** @returns undefined for an unsupported language */
export function codeSites(file: string, { tree, grammar }: ParsedTree): CodeSites | undefined {
  const rules = WORDS[grammar.language] ?? WORDS[familyOf(grammar.language)];
  if (!rules) return undefined;
  const unit = new TreeFile(file, grammar, tree);
  const known = { ...readsOfFile(unit), namesAt: namesInScope(unit), returnsOf: returnsOfFunctions(unit) };
  return {
    unit,
    *within({ startLine, endLine }) {
      for (let node = 0; node < tree.size; node++) {
        const line = tree.startLine(node);
        if (line < startLine || line > endLine) continue;
        const fn = unit.enclosing(line);
        if (fn) yield { tree, rules, language: grammar.rules, unit, ...known, fn, node, type: tree.type(node) };
      }
    },
  };
}

/** Every property read of the file, looked up by object and by line. */
function readsOfFile(unit: TreeFile): Pick<CodeSite, 'propertiesOf' | 'objectsReadOn'> {
  const byObject = new Map<string, Set<string>>();
  const byLine = new Map<number, string[]>();
  for (const { object, property, line } of unit.propertyReads({ startLine: 1, endLine: unit.lines.length })) {
    byObject.set(object, (byObject.get(object) ?? new Set()).add(property));
    const onLine = byLine.get(line);
    if (onLine) onLine.push(object);
    else byLine.set(line, [object]);
  }
  return {
    propertiesOf: (object) => byObject.get(object) ?? new Set(),
    objectsReadOn: (startLine, endLine) =>
      Array.from({ length: endLine - startLine + 1 }, (_, at) => byLine.get(startLine + at) ?? []).flat(),
  };
}

function returnsOfFunctions(unit: TreeFile): CodeSite['returnsOf'] {
  const known = new Map<FunctionNode, readonly string[]>();
  return (fn) => {
    const found = known.get(fn) ?? unit.returns(fn).map(({ value }) => value);
    known.set(fn, found);
    return found;
  };
}

/** Looks names up once a line. */
function namesInScope(unit: TreeFile): CodeSite['namesAt'] {
  const known = new Map<number, ReadonlySet<string>>();
  return (fn, line) => {
    const found = known.get(line);
    if (found) return found;
    const definitions = unit.allDefinitions({ startLine: fn.startLine, endLine: Math.max(fn.startLine, line - 1) });
    const names = new Set(definitions.flatMap(({ name, kind }) => (kind !== 'field' && /^[A-Za-z_$][\w$]*$/.test(name) ? [name] : [])));
    known.set(line, names);
    return names;
  };
}
