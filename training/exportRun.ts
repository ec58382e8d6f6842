// A trained run → media/model, or the ablation's model elsewhere.
// usage: npm run train:export -- RUN_DIR [--phase real|cold] [--read-weight 1] [--out media/model]
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { runPython, runScript } from './runStep';
import { VOCABULARY } from './trainingFiles';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    phase: { type: 'string', default: 'real' },
    'read-weight': { type: 'string', default: '1' },
    out: { type: 'string', default: 'media/model' },
  },
});
const run = positionals[0] ?? 'training/out/run';
const dump = join(run, 'dump');
const phases = values.phase === 'cold' ? ['cold-read', 'cold'] : ['pre', 'know', 'crashes', 'read', 'real'];
const records = phases.map((phase) => join(run, phase, 'record.json')).filter((file) => existsSync(file));
runPython('dump.py', join(run, values.phase), dump, '--read-weight', values['read-weight']);
runScript('exportModel.ts', dump, VOCABULARY, 'training/data.json', values.out, ...records);
