// Sizes of the model's inputs, from the code. usage: npx tsx training/sizes.ts VOCABULARY.json OUT.json
import { readFileSync, writeFileSync } from 'node:fs';
import { inputSizes } from './inputSizes';

const [vocabulary = '', out = ''] = process.argv.slice(2);
const entries = JSON.parse(readFileSync(vocabulary, 'utf8')) as string[];
writeFileSync(out, JSON.stringify({ vocabulary: entries.length, ...inputSizes }));
