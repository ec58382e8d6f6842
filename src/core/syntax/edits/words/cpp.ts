import type { CodeWords } from '../codeWords';
import { cLike } from './cLike';

export const cppWords: CodeWords = {
  ...cLike,
  blocks: ['compound_statement'],
  updates: ['update_expression'],
  calls: { call_expression: ['function', 'arguments'] },
  integers: ['number_literal'],
  counted: ['init_declarator', 'subscript_argument_list'],
  empties: /^(?:""|\{\})$/,
  nil: 'nullptr',
  branches: ['case_statement', 'else_clause', 'catch_clause'],
  twins: [
    ['begin', 'rbegin'],
    ['front', 'back'],
    ['lower_bound', 'upper_bound'],
    ['min', 'max'],
    ['min_element', 'max_element'],
    ['find', 'rfind'],
    ['floor', 'ceil'],
    ['any_of', 'all_of'],
  ],
};
