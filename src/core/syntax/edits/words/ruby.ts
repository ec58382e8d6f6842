import type { CodeWords } from '../codeWords';
import { cLike } from './cLike';

export const rubyWords: CodeWords = {
  ...cLike,
  blocks: ['body_statement', 'then', 'do', 'else', 'block_body'],
  braces: false,
  exits: ['return', 'next', 'break'],
  expressionStatement: '',
  assignments: ['assignment'],
  updates: ['operator_assignment'],
  binaries: ['binary'],
  or: ['||', 'or'],
  negations: ['unary'],
  calls: { call: ['method', 'arguments'] },
  namedArguments: ['pair', 'block_argument', 'splat_argument', 'hash_splat_argument'],
  defaults: { optional_parameter: 'value', keyword_parameter: 'value' },
  integers: ['integer'],
  counted: ['element_reference', 'range', 'argument_list', 'assignment', 'unary'],
  strings: ['string'],
  empties: /^(?:\[\]|\{\}|''|"")$/,
  nil: 'nil',
  ternary: (tree, node) =>
    tree.type(node) === 'conditional'
      ? [tree.field(node, 'condition'), tree.field(node, 'consequence'), tree.field(node, 'alternative')]
      : undefined,
  branches: ['else', 'elsif', 'when', 'rescue'],
  twins: [
    ['first', 'last'],
    ['min', 'max'],
    ['min_by', 'max_by'],
    ['each', 'map'],
    ['any?', 'all?'],
    ['select', 'reject'],
    ['shift', 'pop'],
    ['push', 'unshift'],
    ['index', 'rindex'],
    ['start_with?', 'end_with?'],
    ['sub', 'gsub'],
    ['floor', 'ceil'],
    ['keys', 'values'],
    ['lstrip', 'rstrip'],
  ],
};
