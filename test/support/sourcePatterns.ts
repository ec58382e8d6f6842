import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import ts from 'typescript';

/** A regular expression as written in the source. */
export interface SourcePattern {
  file: string;
  /** 1-based. */
  line: number;
  source: string;
  flags: string;
}

/** Replaces a part that is known only at run time, e.g. a searched name. */
const UNKNOWN = 'name';

/** Every regular expression of the TypeScript files below a folder: literals, and those built from texts in the same file. */
export function sourcePatterns(root: string): SourcePattern[] {
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
  return files.sort().flatMap((file) => patternsOf(join(root, file), relative(root, join(root, file))));
}

function patternsOf(path: string, file: string): SourcePattern[] {
  const tree = ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.Latest, true);
  const found: SourcePattern[] = [];
  const texts = new Texts(tree);
  const add = (node: ts.Node, source: string, flags: string) =>
    found.push({ file, line: tree.getLineAndCharacterOfPosition(node.getStart()).line + 1, source, flags });
  const visit = (node: ts.Node): void => {
    if (ts.isRegularExpressionLiteral(node)) {
      const end = node.text.lastIndexOf('/');
      add(node, node.text.slice(1, end), node.text.slice(end + 1));
    } else if (ts.isNewExpression(node) && node.expression.getText() === 'RegExp') {
      const [source, flags] = node.arguments ?? [];
      if (source)
        for (const [text, flag] of texts.together(source, flags)) {
          add(node, text, flag);
        }
    }
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return found;
}

/** The values of a file's expressions, as far as the file determines them. */
class Texts {
  private readonly constants = new Map<string, ts.Expression>();
  private readonly calls = new Map<string, ts.CallExpression[]>();

  constructor(tree: ts.SourceFile) {
    const visit = (node: ts.Node): void => {
      if (ts.isVariableDeclaration(node) && ts.isIdentifier(node.name) && node.initializer)
        this.constants.set(node.name.text, node.initializer);
      if (ts.isCallExpression(node) && ts.isIdentifier(node.expression)) {
        const name = node.expression.text;
        this.calls.set(name, [...(this.calls.get(name) ?? []), node]);
      }
      ts.forEachChild(node, visit);
    };
    visit(tree);
  }

  /** Source and flags; one pair for each call if they are parameters of a function. */
  together(source: ts.Expression, flags: ts.Expression | undefined): [string, string][] {
    const made = enclosingFunction(source);
    const calls = made?.name && mentionsParameter(source, made) ? (this.calls.get(made.name.text) ?? []) : [];
    const bindings = calls.map(
      (call) =>
        new Map(
          (made?.parameters ?? []).map((parameter, index) => [
            parameter.name.getText(),
            call.arguments[index]
              ? this.text(call.arguments[index], new Map())
              : parameter.initializer
                ? this.text(parameter.initializer, new Map())
                : '',
          ]),
        ),
    );
    return (bindings.length > 0 ? bindings : [new Map<string, string>()]).map((binding) => [
      this.text(source, binding),
      flags ? this.text(flags, binding).replace(UNKNOWN, '') : '',
    ]);
  }

  private text(node: ts.Expression, binding: ReadonlyMap<string, string>): string {
    if (ts.isStringLiteralLike(node)) return node.text;
    if (ts.isTaggedTemplateExpression(node)) return this.template(node.template, binding, true);
    if (ts.isTemplateExpression(node)) return this.template(node, binding, false);
    if (ts.isRegularExpressionLiteral(node)) return node.text.slice(1, node.text.lastIndexOf('/'));
    if (ts.isPropertyAccessExpression(node) && node.name.text === 'source') return this.text(node.expression, binding);
    if (ts.isIdentifier(node)) {
      const bound = binding.get(node.text);
      if (bound !== undefined) return bound;
      const constant = this.constants.get(node.text);
      return constant ? this.text(constant, binding) : UNKNOWN;
    }
    if (ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression) && node.expression.name.text === 'join') {
      const list = node.expression.expression;
      const items = ts.isIdentifier(list) ? this.constants.get(list.text) : list;
      const [separator] = node.arguments;
      if (items && ts.isArrayLiteralExpression(items))
        return items.elements.map((item) => this.text(item, binding)).join(separator ? this.text(separator, binding) : ',');
    }
    return UNKNOWN;
  }

  private template(node: ts.TemplateLiteral, binding: ReadonlyMap<string, string>, raw: boolean): string {
    const part = (piece: ts.TemplateLiteralLikeNode): string => (raw ? (piece.rawText ?? piece.text) : piece.text);
    if (ts.isNoSubstitutionTemplateLiteral(node)) return part(node);
    return part(node.head) + node.templateSpans.map(({ expression, literal }) => this.text(expression, binding) + part(literal)).join('');
  }
}

function enclosingFunction(node: ts.Node): ts.FunctionDeclaration | undefined {
  let at: ts.Node = node;
  while (!ts.isFunctionDeclaration(at)) {
    if (ts.isSourceFile(at)) return undefined;
    at = at.parent;
  }
  return at;
}

function mentionsParameter(source: ts.Expression, made: ts.FunctionDeclaration): boolean {
  const names = new Set(made.parameters.map(({ name }) => name.getText()));
  let found = false;
  const visit = (node: ts.Node): void => {
    found ||= ts.isIdentifier(node) && names.has(node.text);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}
