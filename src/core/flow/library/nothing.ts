import type { SyntaxLanguage } from '../../syntax/syntax';
import { familyOf } from '../../workspace/languages';

/** The language's word for the result of a function without a return value. */
export function nothingIn(language: SyntaxLanguage): string {
  switch (familyOf(language)) {
    case 'javascript':
      return 'undefined';
    case 'python':
    case 'rust':
      return 'None';
    case 'go':
    case 'ruby':
      return 'nil';
    case 'cpp':
      return 'a null pointer';
    default:
      return 'null';
  }
}
