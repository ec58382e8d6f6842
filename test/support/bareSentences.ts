import ts from 'typescript';
import { nodesOf, placeOf, saysSentence, sourcesIn } from './sentencesInCode';

/** Attributes that a person reads or hears. */
const READ = /\s(?:title|aria-label|aria-valuetext|aria-description|placeholder|alt)="([^"]*)"/g;
/** Calls whose texts nobody reads in the view: faults of the program, the log, and selectors. */
const UNREAD =
  /^(?:Error|TypeError|querySelector|querySelectorAll|closest|matches|executeCommand|debug|info|warn|error|registerCommand|includes|startsWith|endsWith)$/;
/** Names of things, the same in every language. */
const NAMES = new Set([
  'Debug with Context',
  'Ollama',
  'LM Studio',
  'Markdown',
  'JSON',
  'Enter',
  'Tab',
  'Escape',
  'Delete',
  'Home',
  'End',
  'Esc',
]);

/**
 * Texts of a folder that a person may read and that could not be translated: in templates of the view, and literals of several words, or
 * of one capitalised word, outside of `t`.
 * @param folder relative to the root
 * @param isData what else is no sentence: ids, markup, protocols
 */
export function bareSentences(folder: string, isData: (text: string, path: string) => boolean = () => false): string[] {
  return sourcesIn(folder).flatMap(({ path, tree }) =>
    [...nodesOf(tree())].flatMap((node) =>
      textsOf(node)
        .filter((text) => isBare(text, node) && !isData(text, path))
        .map((text) => `${placeOf(path, node)} ${text.trim()}`),
    ),
  );
}

function isBare(text: string, node: ts.Node): boolean {
  if (NAMES.has(text.trim())) return false;
  // In a template one word is a text, whatever its first letter.
  if (ts.isTaggedTemplateExpression(node)) return /\p{L}{2,}/u.test(text);
  return /\p{L}{2,}[^\p{L}]* [^\p{L}]*\p{L}{2,}/u.test(text) || /^\s*\p{Lu}\p{Ll}+[….:?!]?\s*$/u.test(text);
}

/** The texts that a node itself says: of a template its static text and read attributes, of a literal itself. */
function textsOf(node: ts.Node): string[] {
  if (ts.isTaggedTemplateExpression(node))
    return ts.isIdentifier(node.tag) && node.tag.text === 'html' ? textsOfHtml(staticOf(node.template)) : [];
  if (!ts.isStringLiteralLike(node) && !ts.isTemplateExpression(node)) return [];
  if (isUnread(node)) return [];
  return [staticOf(node)];
}

/** The text of a literal; each value is one character of no meaning. */
function staticOf(node: ts.Node): string {
  if (ts.isTemplateExpression(node)) return node.head.text + node.templateSpans.map(({ literal }) => `\u0001${literal.text}`).join('');
  return ts.isStringLiteralLike(node) ? node.text : '';
}

function textsOfHtml(markup: string): string[] {
  const attributes = [...markup.matchAll(READ)].map((match) => match[1] ?? '');
  const texts = markup.replace(/<!--.*?-->/gs, '').split(/<[^>]*>/);
  return [...attributes, ...texts].map((text) => text.replaceAll('\u0001', '{…}').replace(/\s+/g, ' ').trim());
}

function isUnread(literal: ts.Node): boolean {
  for (let node = literal; !ts.isSourceFile(node.parent); node = node.parent) {
    const { parent } = node;
    if (ts.isImportDeclaration(parent) || ts.isExportDeclaration(parent) || ts.isTypeNode(parent)) return true;
    if (ts.isTaggedTemplateExpression(parent) && parent.template === node) return true;
    if (ts.isCallExpression(parent) || ts.isNewExpression(parent)) {
      const called = ts.isPropertyAccessExpression(parent.expression) ? parent.expression.name.text : parent.expression.getText();
      if (UNREAD.test(called) || saysSentence(called)) return true;
    }
    if (ts.isBinaryExpression(parent) && /^[!=]==$/.test(parent.operatorToken.getText())) return true;
    if (ts.isCaseClause(parent) && parent.expression === node) return true;
    if (ts.isElementAccessExpression(parent) || (ts.isPropertyAssignment(parent) && parent.name === node)) return true;
    if (ts.isDecorator(parent)) return true;
    if (ts.isFunctionLike(parent)) break;
  }
  return false;
}
