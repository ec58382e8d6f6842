// A trained run → media/model. usage: npm run train:export -- RUN_DIR [--read-weight 1] [--out media/model]
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { runPython, runScript } from './runStep';
import { VOCABULARY } from './trainingFiles';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { 'read-weight': { type: 'string', default: '1' }, out: { type: 'string', default: 'media/model' } },
});
const run = positionals[0] ?? 'training/out/run';
const dump = join(run, 'dump');
const records = ['pre', 'know', 'crashes', 'read', 'real']
  .map((phase) => join(run, phase, 'record.json'))
  .filter((file) => existsSync(file));
runPython('dump.py', join(run, 'blend'), dump, '--read-weight', values['read-weight']);
runScript('exportModel.ts', dump, VOCABULARY, 'training/data.json', values.out, ...records);
