// `npm run patterns`: judges the regular expressions of `src` whose verdict is not kept in test/fixtures/linearPatterns.txt, and keeps them
// there when all are linear; `-- --all` judges every one anew.
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { attackSentence, readVerdicts, verdictsFile, verdictsText } from './linearPatterns';

const { values } = parseArgs({ options: { all: { type: 'boolean', default: false } } });
const verdicts = readVerdicts();
const { patterns, linear } = verdicts;
const judged = [...patterns].filter(([key]) => values.all || !linear.has(key));
const slow = judged.flatMap(([, pattern]) => attackSentence(pattern) ?? []);
if (!slow.length) writeFileSync(verdictsFile, verdictsText(verdicts));
console.log([...slow, `${judged.length} of ${patterns.size} patterns judged, ${slow.length} not linear.`].join('\n'));
process.exitCode = slow.length ? 1 : 0;
