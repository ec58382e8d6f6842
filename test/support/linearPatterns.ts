import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../scripts/runCommand.mjs';
import { formPatterns } from './formPatterns';
import { findAttack } from './regexAttack';
import { sourcePatterns, type SourcePattern } from './sourcePatterns';

/** Hashes of the patterns that were judged linear, one a line, behind the hash of the code that judged them. */
export const verdictsFile = join(root, 'test/fixtures/linearPatterns.txt');

/** What the kept verdicts say of the patterns in the source. */
export interface Verdicts {
  /** The patterns in the source, each once. */
  patterns: Map<string, SourcePattern>;
  /** Judged linear by the present code; empty where it has changed since. */
  linear: ReadonlySet<string>;
}

/** Reads the patterns of `src` and the kept verdicts. */
export function readVerdicts(): Verdicts {
  const patterns = new Map(
    [...sourcePatterns(join(root, 'src')), ...formPatterns()].map((pattern) => [hash(`/${pattern.source}/${pattern.flags}`), pattern]),
  );
  const [by, ...linear] = readFileSync(verdictsFile, 'utf8').trim().split('\n');
  return { patterns, linear: new Set(by === judge() ? linear : []) };
}

/** Says on which text a pattern of the source is slow; undefined where none was found. */
export function attackSentence({ file, line, source, flags }: SourcePattern): string | undefined {
  const attack = findAttack(source, flags);
  return (
    attack &&
    `src/${file}:${line}  /${source}/${flags} takes ${attack.stepsPerCharacter.toFixed(0)} steps or more for each character of ` +
      `${JSON.stringify(attack.before)} + ${JSON.stringify(attack.pump)} × n + ${JSON.stringify(attack.behind)}. ` +
      'Let neighbouring repetitions take different characters, bound them, or anchor the search, e.g. /(?<!\\s)\\s+$/.'
  );
}

/** The text of the file when all of these patterns are linear; sorted, so that two branches seldom change the same lines. */
export function verdictsText({ patterns }: Verdicts): string {
  return [judge(), ...[...patterns.keys()].sort()].join('\n') + '\n';
}

/** Changes whenever a verdict could. */
function judge(): string {
  const parser = JSON.parse(readFileSync(join(root, 'node_modules/@eslint-community/regexpp/package.json'), 'utf8')) as { version: string };
  const code = ['regexSteps.ts', 'regexAttack.ts'].map((name) => readFileSync(join(root, 'test/support', name), 'utf8'));
  return hash([parser.version, ...code].join('\0'));
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 12);
}
