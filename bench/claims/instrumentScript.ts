import * as ts from 'typescript';

/**
 * JavaScript or TypeScript with calls of `__claims` at each statement, function and return; each line keeps its number.
 * @param file workspace-relative
 */
export function instrumentScript(file: string, text: string): string {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const inserted: { at: number; text: string }[] = [];
  const put = (at: number, code: string): number => inserted.push({ at, text: code });
  const lineOf = (node: ts.Node): number => source.getLineAndCharacterOfPosition(node.getStart()).line + 1;
  const name = JSON.stringify(file);
  const place = (node: ts.Node): string => `${name}, ${lineOf(node)}, ${JSON.stringify(functionName(node))}`;
  const probe = (node: ts.Node): string => `__claims.at(${place(node)}, (e) => eval(e))`;

  const visit = (node: ts.Node): void => {
    if (isStatementInList(node) && !isSuperCall(node)) put(node.getStart(), `${probe(node)};`);
    if (isOnlyStatement(node)) put(node.getStart(), `{${probe(node)};`);
    if (ts.isReturnStatement(node) && node.expression) {
      put(node.expression.getStart(), `__claims.gave(${place(node)}, (`);
      put(node.expression.getEnd(), '))');
    }
    if (ts.isFunctionLike(node) && 'body' in node && node.body) {
      const body = node.body;
      const entry = `__claims.enter(${name}, ${lineOf(node)}, ${JSON.stringify(functionName(body))})`;
      if (!ts.isBlock(body)) {
        put(body.getStart(), `(${entry}, ${probe(body)}, __claims.gave(${place(body)}, (`);
        put(body.getEnd(), ')))');
      } else if (!ts.isConstructorDeclaration(node)) put(body.getStart() + 1, `${entry};`);
      else put(body.statements.find(isSuperCall)?.getEnd() ?? body.getStart() + 1, `${entry};`);
    }
    ts.forEachChild(node, visit);
    if (isOnlyStatement(node)) put(node.getEnd(), '}');
  };
  visit(source);
  return inserted
    .map((each, order) => ({ ...each, order }))
    .sort((a, b) => b.at - a.at || b.order - a.order)
    .reduce((done, { at, text: code }) => done.slice(0, at) + code + done.slice(at), text);
}

function isStatementInList(node: ts.Node): boolean {
  if (!ts.isStatement(node) || ts.isFunctionDeclaration(node) || ts.isClassDeclaration(node) || ts.isInterfaceDeclaration(node))
    return false;
  if (ts.isTypeAliasDeclaration(node) || ts.isImportDeclaration(node) || ts.isExportDeclaration(node) || ts.isEnumDeclaration(node))
    return false;
  if (ts.isExpressionStatement(node) && ts.isStringLiteral(node.expression)) return false;
  return ts.isBlock(node.parent) || ts.isCaseOrDefaultClause(node.parent) || ts.isSourceFile(node.parent);
}

/** The statement of a loop or a condition that has no braces. */
function isOnlyStatement(node: ts.Node): boolean {
  return ts.isStatement(node) && !ts.isBlock(node) && (ts.isIterationStatement(node.parent, false) || ts.isIfStatement(node.parent));
}

function isSuperCall(node: ts.Node): boolean {
  return (
    ts.isExpressionStatement(node) && ts.isCallExpression(node.expression) && node.expression.expression.kind === ts.SyntaxKind.SuperKeyword
  );
}

/** Name of the function around a node, with its class; of an unnamed one, that of the function around it. */
function functionName(node: ts.Node): string {
  for (let at: ts.Node | undefined = node; at; at = at.parent) {
    const own = ts.isFunctionLike(at) ? nameOf(at) : undefined;
    if (own === undefined) continue;
    const owner = ts.isClassLike(at.parent) ? at.parent.name?.text : undefined;
    return owner ? `${owner}.${own}` : own;
  }
  return '';
}

function nameOf(node: ts.SignatureDeclaration): string | undefined {
  if (ts.isConstructorDeclaration(node)) return 'constructor';
  if (node.name) return node.name.getText();
  const { parent } = node;
  return (ts.isVariableDeclaration(parent) || ts.isPropertyAssignment(parent) || ts.isPropertyDeclaration(parent)) && parent.name
    ? parent.name.getText()
    : undefined;
}
