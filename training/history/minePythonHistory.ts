import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { startPython } from '../mutants/python/pythonBed';
import { PYTHON_MODULES } from '../mutants/python/pythonModules';
import { seededRandom } from '../mutants/random';
import { ShardWriter } from '../mutants/writeShards';
import { olderLibraries } from './python/functionFixes';
import { mineModule } from './python/mineModule';

// Real faults of Python's standard library: Debian's 3.13 tests on the modules of older versions.
const install = { command: '/usr/bin/python3.13', library: '/usr/lib/python3.13' };

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      /** Folders of older standard libraries, newest first: `versions/3.12.1/lib/python3.12`. */
      older: { type: 'string', default: '' },
      only: { type: 'string' },
      seed: { type: 'string', default: '1' },
      minutes: { type: 'string', default: '60' },
      work: { type: 'string', default: `${process.env.TMPDIR ?? '/tmp'}/debug-with-context-mutants` },
      out: { type: 'string', default: 'training/out' },
    },
  });
  const end = Date.now() + Number(values.minutes) * 60_000;
  const server = startPython(install);
  const writer = new ShardWriter(values.out, 'python-history');
  const random = seededRandom(values.seed);
  const older = olderLibraries(values.older);
  for (const module of PYTHON_MODULES) {
    if (Date.now() > end || (values.only && !values.only.split(',').includes(module.name))) continue;
    const began = Date.now();
    let count = 0;
    try {
      const workspace = join(values.work, 'python-history', module.name);
      for await (const failure of mineModule(module, { newer: install, older }, workspace, server, random)) {
        await writer.add(failure);
        count++;
      }
    } catch (error) {
      console.log(`${module.name}: ${error instanceof Error ? error.message : String(error)}`);
    }
    console.log(`${module.name}: ${count} cases in ${((Date.now() - began) / 1000).toFixed(0)} s`);
  }
  await writer.close();
  server.close();
}

void main();
