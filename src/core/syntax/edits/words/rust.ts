import type { CodeWords } from '../codeWords';
import { cLike } from './cLike';

export const rustWords: CodeWords = {
  ...cLike,
  exits: ['return_expression', 'continue_expression', 'break_expression'],
  updates: ['compound_assignment_expr'],
  calls: { call_expression: ['function', 'arguments'] },
  counted: ['index_expression', 'range_expression', 'let_declaration'],
  empties: /^(?:""|Vec::new\(\)|vec!\[\]|String::new\(\))$/,
  nil: 'None',
  branches: ['match_arm', 'else_clause'],
  awaits: ['await_expression'],
  twins: [
    ['min', 'max'],
    ['first', 'last'],
    ['starts_with', 'ends_with'],
    ['trim_start', 'trim_end'],
    ['floor', 'ceil'],
    ['any', 'all'],
    ['find', 'rfind'],
    ['min_by_key', 'max_by_key'],
    ['push_back', 'push_front'],
    ['pop_back', 'pop_front'],
  ],
};
