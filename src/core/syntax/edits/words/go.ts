import type { CodeWords } from '../codeWords';
import { cLike } from './cLike';

export const goWords: CodeWords = {
  ...cLike,
  blocks: ['statement_list'],
  exits: ['return_statement', 'continue_statement', 'break_statement'],
  assignments: ['assignment_statement'],
  updates: ['inc_statement', 'dec_statement'],
  calls: { call_expression: ['function', 'arguments'] },
  integers: ['int_literal'],
  counted: ['expression_list', 'index_expression', 'slice_expression'],
  strings: ['interpreted_string_literal', 'raw_string_literal'],
  nil: 'nil',
  branches: ['expression_case', 'default_case'],
  twins: [
    ['Index', 'LastIndex'],
    ['HasPrefix', 'HasSuffix'],
    ['TrimLeft', 'TrimRight'],
    ['TrimPrefix', 'TrimLeft'],
    ['TrimSuffix', 'TrimRight'],
    ['Floor', 'Ceil'],
    ['Before', 'After'],
  ],
};
