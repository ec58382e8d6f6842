// Mines crashes of the packages named, or of all of crashDrivers.ts: `npx tsx training/npm/crashes/mineCrashes.ts [--until HH:MM] [--children 1] [--minutes 4] [--part training] [NAME…]`.
import { appendFileSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { endOfMining, logWithTime } from '../../miningTime';
import { seededRandom } from '../../mutants/random';
import { packagePart } from '../../packageSplit';
import { foundCrashesFile, installsFile, readFoundBugs } from '../bugList';
import { CORPORA } from './crashCorpora';
import { CRASH_DRIVERS, type CrashDriver } from './crashDrivers';
import { readFixtures } from './readFixtures';
import { minePackageCrashes } from './minePackageCrashes';
import { mutateInputs } from './mutateInputs';
import { PackageStore } from '../packageStore';

const INPUTS = 2500;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    until: { type: 'string', default: '23:59' },
    children: { type: 'string', default: '1' },
    minutes: { type: 'string', default: '4' },
    part: { type: 'string' },
    again: { type: 'boolean', default: false },
  },
});
const store = new PackageStore();
const ends = endOfMining(values.until);
const queue = CRASH_DRIVERS.filter(({ package: name }) => {
  const part = packagePart(name);
  return part !== 'reserved' && part === (values.part ?? part) && (positionals.length === 0 || positionals.includes(name));
});

async function mine(driver: CrashDriver): Promise<void> {
  const home = store.home(driver.package);
  const done = installsFile(home, true);
  if (existsSync(done) && !values.again) return;
  mkdirSync(home, { recursive: true });
  rmSync(foundCrashesFile(home), { force: true });
  const { seeds, fixtures = [] } = CORPORA[driver.inputs];
  const texts = [...seeds, ...(await readFixtures(store, fixtures))];
  const late = Math.min(ends, Date.now() + Number(values.minutes) * 60_000);
  const installs = await minePackageCrashes(driver, {
    store,
    inputs: mutateInputs(texts, INPUTS, seededRandom(driver.package)),
    before: readFoundBugs(home),
    late: () => Date.now() > late,
    log: logWithTime,
    found: (bug, text, fix) => {
      appendFileSync(foundCrashesFile(home), `${JSON.stringify({ ...bug, text, fix })}\n`);
    },
  });
  writeFileSync(done, JSON.stringify(installs));
}

async function child(): Promise<void> {
  for (let driver = queue.shift(); driver !== undefined && Date.now() < ends; driver = queue.shift()) {
    const name = driver.package;
    await mine(driver).catch((error: unknown) => {
      console.error(`${name}: ${error instanceof Error ? error.message.slice(0, 300) : String(error)}`);
    });
  }
}

void Promise.all(Array.from({ length: Number(values.children) }, child));
