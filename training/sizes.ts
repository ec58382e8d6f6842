// Sizes of the model's inputs, as the code says them. usage: npx tsx training/sizes.ts VOCABULARY.json OUT.json
import { readFileSync, writeFileSync } from 'node:fs';
import { FUNCTION_FEATURES } from '../src/model/functionFeatures';
import { LINE_FEATURES, ROW_FEATURES, TOKEN_FLAGS } from '../src/model/readScene';

const [vocabulary = '', out = ''] = process.argv.slice(2);
const sizes = {
  vocabulary: (JSON.parse(readFileSync(vocabulary, 'utf8')) as string[]).length,
  tokenFlags: TOKEN_FLAGS.length,
  rowFeatures: ROW_FEATURES.length,
  lineFeatures: LINE_FEATURES.length,
  functionFeatures: FUNCTION_FEATURES.length,
  lineAssertion: LINE_FEATURES.indexOf('assertion'),
  functionAssertion: FUNCTION_FEATURES.indexOf('assertion'),
};
writeFileSync(out, JSON.stringify(sizes));
