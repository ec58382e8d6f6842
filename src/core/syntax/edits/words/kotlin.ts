import type { CodeWords } from '../codeWords';
import { cLike } from './cLike';

export const kotlinWords: CodeWords = {
  ...cLike,
  exits: ['return_expression', 'throw_expression', 'continue', 'break'],
  assignments: ['assignment'],
  integers: ['number_literal'],
  counted: ['index_expression', 'value_argument', 'property_declaration', 'assignment', 'range_expression'],
  empties: /^(?:""|(?:empty|mutable)?(?:List|Map|Set)Of\(\))$/i,
  branches: ['when_entry', 'catch_block'],
  operatorTwins: { ...cLike.operatorTwins, '..': ['..<', 'until'], '..<': ['..'], until: ['..'] },
};
