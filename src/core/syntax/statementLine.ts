import type { ParsedTree } from './openSyntax';

/** Nodes with statements as children that run in sequence. */
const BLOCKS =
  /^(?:statement_block|program|module|block|compound_statement|function_body|body_statement|statement_list|switch_case|switch_default|then|else|do|begin|constructor_body|switch_block_statement_group|expression_case|default_case|source_file)$/;

/** Statements that must come first, and nodes that are not statements. */
const NEVER =
  /^(?:comment|import_|package_|class_|interface_|method_|function_definition|field_|namespace|using_|preproc|hash_bang|switch_label|case_)/;

/** Whether a statement of a block begins on a 1-based line, so that another one can precede it. */
export function startsStatement({ tree }: ParsedTree, line: number): boolean {
  for (let node = 0; node < tree.size; node++) {
    if (tree.startLine(node) !== line) continue;
    const before = tree.text.slice(tree.text.lastIndexOf('\n', tree.start(node) - 1) + 1, tree.start(node));
    if (before.trim() !== '') continue;
    const parent = tree.parent(node);
    if (!BLOCKS.test(tree.type(parent)) || NEVER.test(tree.type(node))) continue;
    // A constructor calls its base constructor first.
    return !/^(?:super|this|base)\s*\(/.test(tree.text.slice(tree.start(node), tree.start(node) + 20));
  }
  return false;
}
