import { readdirSync, readFileSync } from 'node:fs';
import ts from 'typescript';

/** A sentence for persons, where the code says it. */
export interface SaidSentence {
  sentence: string;
  /** `src/webview/app.ts:12`. */
  at: string;
  /** Values that fill its placeholders. */
  values: number;
}

/** Functions of core/language, each with the places of its sentences among its arguments, and whether a count fills the first placeholder. */
const SAYS: Record<string, { sentences: number[]; counts: boolean }> = {
  t: { sentences: [0], counts: false },
  inParts: { sentences: [0], counts: false },
  kept: { sentences: [0], counts: false },
  plural: { sentences: [1, 2], counts: true },
};

/** Whether a function says a sentence in the person's language. */
export function saysSentence(name: string): boolean {
  return Object.hasOwn(SAYS, name);
}

/** Source files below a folder, as TypeScript reads them. @param folder relative to the root */
export function sourcesIn(folder: string): { path: string; text: string; tree: () => ts.SourceFile }[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => `${folder}/${name.replaceAll('\\', '/')}`)
    .sort()
    .map((path) => {
      const text = readFileSync(path, 'utf8');
      return { path, text, tree: () => ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true) };
    });
}

/** All nodes of a file, outer ones first. */
export function* nodesOf(node: ts.Node): Generator<ts.Node> {
  yield node;
  for (const child of node.getChildren()) yield* nodesOf(child);
}

/** `path:line` of a node. */
export function placeOf(path: string, node: ts.Node): string {
  return `${path}:${node.getSourceFile().getLineAndCharacterOfPosition(node.getStart()).line + 1}`;
}

/**
 * Every sentence for persons in the code.
 * @returns `faults`: places whose sentence is no literal, and so cannot be collected
 */
export function sentencesInCode(): { said: SaidSentence[]; faults: string[] } {
  const said: SaidSentence[] = [];
  const faults: string[] = [];
  for (const { path, text, tree } of sourcesIn('src')) {
    if (!/from '[./]+(core\/)?language'/.test(text)) continue;
    for (const node of nodesOf(tree())) {
      if (!ts.isCallExpression(node) || !ts.isIdentifier(node.expression)) continue;
      const says = Object.hasOwn(SAYS, node.expression.text) ? SAYS[node.expression.text] : undefined;
      if (!says) continue;
      const values = node.arguments.length - 1 - says.sentences.at(-1)! + (says.counts ? 1 : 0);
      for (const index of says.sentences) {
        const sentence = node.arguments[index];
        if (sentence && ts.isStringLiteralLike(sentence)) said.push({ sentence: sentence.text, at: placeOf(path, sentence), values });
        else faults.push(placeOf(path, node));
      }
    }
  }
  return { said, faults };
}

/** The numbers of a sentence's placeholders, each once, sorted. */
export function placeholdersOf(sentence: string): number[] {
  return [...new Set([...sentence.matchAll(/\{(\d\d?)=?\}/g)].map((match) => Number(match[1])))].sort((a, b) => a - b);
}
