import { indexOf, nodeOf } from '../../flow/codeIndex';
import type { Expr } from '../../syntax/lower/ir';
import { calledBy } from '../../flow/program';
import type { Place } from '../../flow/originSteps';
import { lineOf, loweredFunction, nodesOn, spanOfLines } from '../../syntax/lower/places';
import { isWord, lastPart, stemOf, withoutDots } from './textTests';
import { only } from '../../only';
import type { FrameAtLine } from './failurePoint';
import type { CallSite, ClassNode, Definition, FunctionNode, SyntaxFile } from '../../syntax/syntax';
import { folderOf } from '../../workspace/fileIndex';
import { familyOf, languageOfFile } from '../../workspace/languages';
import type { CandidateFacts } from '../candidateFacts';
import { rowValue, type RowValue } from './testRows';

/** A function with its file. */
export interface FunctionAt {
  file: SyntaxFile;
  fn: FunctionNode;
}

/** Where a function is declared. */
export function signatureOf({ file, fn }: FunctionAt): Place {
  return { file: file.file, line: fn.signature.startLine };
}

/** Whether a function is declared with `async`. */
export function isAsync({ file, fn }: FunctionAt): boolean {
  return loweredFunction(file, fn)?.words.includes('async') === true;
}

/** The files read for ranking, as one program. Answers only where the answer is unambiguous. */
export class ProgramView {
  readonly files: readonly SyntaxFile[];

  constructor(
    facts: readonly CandidateFacts[],
    /** Frames of the failure that have code, innermost first. */
    readonly frames: readonly FrameAtLine[],
    /** The imports of the failure's files. */
    related: readonly SyntaxFile[] = [],
    /** Full name of the test that failed. */
    readonly test?: string,
    /** Data files that the code names. */
    readonly data: readonly { file: string; lines: readonly string[] }[] = [],
  ) {
    this.files = [
      ...new Map(
        [...facts.map(({ file }) => file), ...frames.map(({ file }) => file), ...related].map((file) => [file.file, file]),
      ).values(),
    ];
  }

  /** {@link rowValue} of the test that failed. */
  testRow(file: SyntaxFile, fn: FunctionNode, parameter: string): RowValue | undefined {
    return rowValue(file, fn, parameter, this.test);
  }

  file(name: string): SyntaxFile | undefined {
    return this.files.find(({ file }) => file === name);
  }

  functionsNamed(name: string): FunctionAt[] {
    return this.files.flatMap((file) => file.functions.filter((fn) => fn.name === name && fn.name !== '').map((fn) => ({ file, fn })));
  }

  /** The function that a call runs, where the code shows only one: of an object that is made, its constructor. */
  callee(call: CallSite, at: SyntaxFile): FunctionAt | undefined {
    const callee = calleeNode(call, at);
    const target = callee && calledBy(this, at, callee);
    const fn = target && nodeOf(target.file, target.fn);
    return fn && { file: target.file, fn };
  }

  classNamed(name: string): { file: SyntaxFile; node: ClassNode } | undefined {
    const named = this.files.flatMap((file) => file.classes.filter((node) => node.name === name).map((node) => ({ file, node })));
    const declared = named.filter(({ file, node }) => !/^\s*(?:unsafe\s+)?impl\b/.test(file.lines[node.header.endLine - 1] ?? ''));
    return only(declared.length > 0 ? declared : named);
  }

  /** Definitions of a name visible at its use: in its function and those around it, its class, its module. In source order. */
  definitionsOf(name: string, at: SyntaxFile, fn: FunctionNode | undefined): readonly Definition[] {
    const field = fieldOf(name);
    for (let scope = fn; scope; scope = scope.parent === undefined ? undefined : at.functions[scope.parent]) {
      const own = at.definitions(name, scope);
      if (own.length && field === undefined) return own;
    }
    const cls = fn?.classIndex === undefined ? undefined : at.classes[fn.classIndex];
    const bare = field ?? name;
    if (cls && (field !== undefined || isWord(name))) {
      // Rust writes the fields of a struct apart from its methods.
      const parts = at.classes.filter((each) => each.name === cls.name);
      const fields = parts
        .flatMap((part) => at.allDefinitions(part))
        .filter((each) => (each.kind === 'field' && each.name === bare) || fieldOf(each.name) === bare);
      if (fields.some((each) => each.kind === 'field' || fieldOf(each.name) !== undefined)) return fields;
    }
    const whole = { startLine: 1, endLine: at.lines.length };
    return at.definitions(name, whole).filter((each) => {
      const around = at.enclosing(each.startLine);
      return around === undefined || around === fn;
    });
  }

  /** The file of an import, by the end of its path. */
  moduleFile(module: string, at: SyntaxFile): SyntaxFile | undefined {
    const tail = withoutDots(module)
      .replace(/\.\w{1,10}$/, (ending) => (languageOfFile(module) === familyOf(at.language) ? '' : ending))
      .replaceAll('::', '/')
      .replaceAll('.', '/')
      .replace('crate/', '');
    if (!tail) return undefined;
    const fitting = this.files.filter(({ file }) => {
      const path = stemOf(file);
      return path === tail || path.endsWith(`/${tail}`);
    });
    // A package before a module of its name in it, which only its own files import by a dot.
    const wanted = /^\./.test(module) && folderOf(at.file) !== '' ? `${folderOf(at.file)}/${tail}` : tail;
    return (
      only(fitting) ??
      fitting.find(({ file }) => stemOf(file) === wanted) ??
      fitting.find(({ file }) => folderOf(file) === folderOf(at.file))
    );
  }
}

/** `cache` of `this.cache`, `self.cache`, `@cache`, `$this->cache`. */
export function fieldOf(name: string): string | undefined {
  return /^(?:(?:this|self|cls|\$this)(?:\.|->|\?\.)|@{1,2})([A-Za-z_]\w*)$/.exec(name)?.[1];
}

/** What is called at the place of a call: also a method without brackets (Ruby), or one that is handed on (`Rates::cents`). */
function calleeNode({ name, startLine, column, args }: CallSite, at: SyntaxFile): Expr | undefined {
  const isHere = ({ start }: Expr): boolean => lineOf(at, start) === startLine && start - at.text.lastIndexOf('\n', start - 1) === column;
  const named = (indexOf(at).calls.get(name) ?? []).filter(({ start }) => lineOf(at, start) === startLine);
  const here = named.filter(isHere);
  const call = here.find((each) => each.args.length === args.length) ?? here[0] ?? only(named);
  if (call) return call.callee;
  const nodes = nodesOn(at.code, spanOfLines(at, startLine));
  return nodes.find(
    (node): node is Expr => (node.kind === 'member' || node.kind === 'name') && lastPart(node.name) === name && isHere(node),
  );
}
