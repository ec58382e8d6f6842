import type { LineRange } from '../../src/core/context/crimeScene';
import type { FlatTree } from '../../src/core/syntax/flatTree';
import type { FunctionNode, SyntaxLanguage } from '../../src/core/syntax/syntax';
import { TreeFile } from '../../src/core/syntax/treeFile';
import { callOperators } from './callOperators';
import { guardOperators } from './guardOperators';
import type { Edit, Mutation } from './mutation';
import type { MutationRules } from './mutationRules';
import { nameOperators } from './nameOperators';
import { openGrammars } from './openGrammars';
import { javaMutations } from './rules/java';
import { javascriptMutations } from './rules/javascript';
import { pythonMutations } from './rules/python';
import type { Operator, Site } from './site';
import { valueOperators } from './valueOperators';

const RULES: Partial<Record<SyntaxLanguage, MutationRules>> = {
  python: pythonMutations,
  javascript: javascriptMutations,
  java: javaMutations,
};

export const OPERATORS: readonly Operator[] = [...guardOperators, ...valueOperators, ...callOperators, ...nameOperators];

/** One mistake that can be made in a file. */
export interface PossibleMutation extends Mutation {
  weight: number;
  /** Lines of the original text that it touches. */
  span: LineRange;
  fn: FunctionNode;
}

/**
 * Lists every mistake that the operators know for the functions of a file.
 * @returns in source order; empty where the file cannot be read
 */
export async function listMutations(file: string, text: string): Promise<PossibleMutation[]> {
  const parsed = await openGrammars(file, text);
  const rules = parsed && RULES[parsed.grammar.language];
  if (!parsed || !rules) return [];
  const { tree, grammar } = parsed;
  const unit = new TreeFile(file, grammar.language, tree, grammar.rules);
  const reads = unit.propertyReads({ startLine: 1, endLine: unit.lines.length });
  const namesAt = namesInScope(unit);
  const found: PossibleMutation[] = [];
  for (let node = 0; node < tree.size; node++) {
    const line = tree.startLine(node);
    const fn = unit.enclosing(line);
    if (!fn) continue;
    const site = { tree, rules, language: grammar.rules, unit, reads, namesAt, fn, node, type: tree.type(node) };
    for (const { name, bugClass, weight, at } of OPERATORS) {
      for (const edits of at(site)) found.push({ operator: name, bugClass, weight, edits, fn, span: spanOf(tree, edits) });
    }
  }
  return found;
}

/** Looks names up once a line. */
function namesInScope(unit: TreeFile): Site['namesAt'] {
  const known = new Map<number, ReadonlySet<string>>();
  return (fn, line) => {
    const found = known.get(line);
    if (found) return found;
    const definitions = unit.allDefinitions({ startLine: fn.startLine, endLine: Math.max(fn.startLine, line - 1) });
    const names = definitions.flatMap(({ name, kind }) => (kind !== 'field' && /^[A-Za-z_$][\w$]*$/.test(name) ? [name] : []));
    known.set(line, new Set(names));
    return known.get(line)!;
  };
}

function spanOf(tree: FlatTree, edits: readonly Edit[]): LineRange {
  const [first, last] = [edits[0]!, edits.findLast(({ cosmetic }) => !cosmetic)!];
  return { startLine: tree.lineAt(first.start), endLine: tree.lineAt(Math.max(first.start, last.end - 1)) };
}

/** Whether a text is free of syntax errors, as far as the grammar says. */
export async function parses(file: string, text: string): Promise<boolean> {
  const parsed = await openGrammars(file, text);
  if (!parsed) return false;
  const { tree } = parsed;
  for (let node = 0; node < tree.size; node++) if (tree.type(node) === 'ERROR') return false;
  return true;
}
