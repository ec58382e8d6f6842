import type { CodeWords } from '../codeWords';
import { cLike } from './cLike';

export const csharpWords: CodeWords = {
  ...cLike,
  updates: ['postfix_unary_expression'],
  negations: ['prefix_unary_expression'],
  calls: { invocation_expression: ['function', 'arguments'], object_creation_expression: ['type', 'arguments'] },
  counted: ['argument', 'variable_declarator', 'prefix_unary_expression'],
  empties: /^(?:""|string\.Empty|new [\w.]+(?:<[\w, ]*>)?\(\)|new \w+\[0\])$/,
  branches: ['switch_section', 'switch_expression_arm', 'catch_clause'],
  awaits: ['await_expression'],
  twins: [
    ['First', 'Last'],
    ['FirstOrDefault', 'LastOrDefault'],
    ['Min', 'Max'],
    ['Any', 'All'],
    ['IndexOf', 'LastIndexOf'],
    ['StartsWith', 'EndsWith'],
    ['OrderBy', 'OrderByDescending'],
    ['Floor', 'Ceiling'],
    ['TrimStart', 'TrimEnd'],
    ['Skip', 'Take'],
  ],
};
