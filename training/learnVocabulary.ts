// Learns the vocabulary from the code and messages of cases.
// usage: npx tsx training/learnVocabulary.ts OUT.json SIZE CASES.jsonl.gz...
import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { learnVocabulary, splitWords } from '../src/model/tokenizer';
import { readCases } from './caseFile';

/** A word that a single package uses a thousand times is no word of the language. */
const MOST_A_FILE = 20;

async function main(): Promise<void> {
  const [out = '', size = '4096', ...shards] = process.argv.slice(2);
  const counts = new Map<string, number>();
  const seen = new Set<string>();
  const read = (text: string): void => {
    const hash = createHash('sha1').update(text).digest('base64');
    if (seen.has(hash)) return;
    seen.add(hash);
    const own = new Map<string, number>();
    for (const { text: word } of splitWords(text)) if (word.length < 24) own.set(word, Math.min(MOST_A_FILE, (own.get(word) ?? 0) + 1));
    for (const [word, count] of own) counts.set(word, (counts.get(word) ?? 0) + count);
  };
  for (const shard of shards) {
    for await (const { evidence, files } of readCases(shard)) {
      for (const text of Object.values(files)) read(text.slice(0, 200_000));
      for (const { type, message } of evidence.report.errors) read(`${type} ${message.slice(0, 2000)}`);
    }
  }
  const common = new Map([...counts].filter(([, count]) => count > 2));
  const vocabulary = learnVocabulary(common, Number(size));
  writeFileSync(out, `[\n${vocabulary.map((text) => JSON.stringify(text)).join(',\n')}\n]\n`);
  process.stdout.write(`${vocabulary.length} entries from ${seen.size} texts\n`);
}

void main();
