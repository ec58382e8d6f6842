// Cases → the trainer's input: token ids, features and labels of each reading, as JSON lines that `xz` packed: in half the bytes of gzip.
// usage: npx tsx training/encodeCases.ts [--part all|learned|held] VOCABULARY.json OUT.jsonl.xz BUDGET CASES.jsonl.gz...
// The split is by package: see isHeldOut.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream, readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { candidateFacts } from '../src/core/suspects/candidateFacts';
import { readEvidence } from '../src/model/readEvidence';
import type { Reading } from '../src/model/reading';
import { Tokenizer } from '../src/model/tokenizer';
import { readCases } from './caseFile';
import { caseReader } from './caseReader';
import type { EncodedCase } from './encodedCase';
import type { FailureCase } from './failureCase';
import { isHeldOut } from '../realBugs/packageSplit';
import { trainingSyntax } from './recordCase';

function encode(failure: FailureCase, reading: Reading, ranges: { file: string; startLine: number; endLine: number }[]): EncodedCase {
  const { id, corpus, language, package: name, kind, bugClass, truth } = failure;
  const right = new Set<number>();
  for (const { file, lines } of truth) {
    for (const line of lines) {
      const around = ranges
        .map((range, index) => ({ ...range, index }))
        .filter((range) => range.file === file && range.startLine <= line && line <= range.endLine)
        .sort((a, b) => a.endLine - a.startLine - (b.endLine - b.startLine));
      if (around[0]) right.add(around[0].index);
    }
  }
  const isTrue = (file: string | undefined, line: number | undefined): boolean =>
    truth.some((each) => each.file === file && line !== undefined && each.lines.includes(line));
  return {
    id,
    corpus,
    language,
    package: name,
    kind,
    bugClass,
    rows: reading.rows.map((row) => ({
      t: row.tokens.map((token) => token.id),
      b: row.tokens.map((token) => token.flags),
      x: row.features,
      f: row.function ?? -1,
      l: row.lineFeatures,
      y: row.function !== undefined && isTrue(row.file, row.line) ? 1 : 0,
      s: row.section,
    })),
    functions: reading.functions.map(({ features }, index) => ({ x: features, y: right.has(index) ? 1 : 0 })),
    reachable: right.size > 0,
  };
}

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({ allowPositionals: true, options: { part: { type: 'string', default: 'all' } } });
  const [vocabulary = '', out = '', budget = '1024', ...shards] = positionals;
  const wanted = (name: string): boolean => values.part === 'all' || isHeldOut(name) === (values.part === 'held');
  const tokenizer = new Tokenizer(JSON.parse(readFileSync(vocabulary, 'utf8')) as string[]);
  const packer = spawn('xz', ['-6', '--stdout'], { stdio: ['pipe', 'pipe', 'inherit'] });
  const ended = once(packer, 'close');
  const file = packer.stdout.pipe(createWriteStream(out));
  let written = 0;
  let unreachable = 0;
  for (const shard of shards) {
    for await (const failure of readCases(shard)) {
      if (!wanted(failure.package)) continue;
      const facts = await candidateFacts(failure.evidence, { reader: caseReader(failure), syntax: trainingSyntax });
      const read = readEvidence(failure.evidence, facts, tokenizer, { budget: Number(budget) });
      if (!read) continue;
      const encoded = encode(
        failure,
        read.reading,
        read.scored.map((each) => each.facts.candidate),
      );
      if (!encoded.reachable) unreachable += 1;
      written += 1;
      if (!packer.stdin.write(`${JSON.stringify(encoded)}\n`)) await once(packer.stdin, 'drain');
    }
  }
  packer.stdin.end();
  const [[status]] = (await Promise.all([ended, once(file, 'close')])) as [[number | null], unknown];
  if (status !== 0) throw new Error(`xz could not pack ${out}.`);
  process.stdout.write(`${written} cases, ${unreachable} of them with no true function among the candidates\n`);
}

void main();
