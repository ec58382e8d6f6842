import type { CodeWords } from '../codeWords';
import { cLike } from './cLike';

export const phpWords: CodeWords = {
  ...cLike,
  blocks: ['compound_statement'],
  exits: ['return_statement', 'continue_statement', 'break_statement'],
  updates: ['augmented_assignment_expression', 'update_expression'],
  or: ['||', '??'],
  negations: ['unary_op_expression'],
  calls: {
    function_call_expression: ['function', 'arguments'],
    member_call_expression: ['name', 'arguments'],
    scoped_call_expression: ['name', 'arguments'],
    object_creation_expression: ['name', 'arguments'],
  },
  defaults: { simple_parameter: 'default_value' },
  integers: ['integer'],
  counted: ['argument'],
  strings: ['string', 'encapsed_string'],
  empties: /^(?:\[\]|''|"")$/,
  ternary: (tree, node) =>
    tree.type(node) === 'conditional_expression'
      ? [tree.field(node, 'condition'), tree.field(node, 'body'), tree.field(node, 'alternative')]
      : undefined,
  branches: ['case_statement', 'default_statement', 'else_clause', 'else_if_clause', 'catch_clause'],
  operatorTwins: { ...cLike.operatorTwins, '===': ['!=='], '!==': ['==='], '||': ['&&', '??'], '??': ['&&'], '.': ['+'], '+': ['-', '.'] },
  twins: [
    ['strpos', 'strrpos'],
    ['strpos', 'stripos'],
    ['array_shift', 'array_pop'],
    ['array_unshift', 'array_push'],
    ['ltrim', 'rtrim'],
    ['min', 'max'],
    ['floor', 'ceil'],
    ['sort', 'rsort'],
    ['ksort', 'asort'],
    ['substr', 'mb_substr'],
    ['strlen', 'mb_strlen'],
    ['str_starts_with', 'str_ends_with'],
    ['array_keys', 'array_values'],
  ],
};
