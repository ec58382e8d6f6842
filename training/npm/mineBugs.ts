// Mines the packages named, or all of minedPackages.ts: `npx tsx training/npm/mineBugs.ts [--until HH:MM] [--children 1] [NAME…]`.
import { appendFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { endOfMining, logWithTime } from '../miningTime';
import { packagePart } from '../packageSplit';
import { foundBugsFile, installsFile, readFoundBugs } from './bugList';
import { minePackage } from './minePackage';
import { MINED_PACKAGES } from './minedPackages';
import { PackageStore } from './packageStore';
import { MOCHA, installMocha } from './mochaProgram';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    until: { type: 'string', default: '23:59' },
    children: { type: 'string', default: '1' },
    again: { type: 'boolean', default: false },
    minutes: { type: 'string', default: '4' },
  },
});
const out = resolve('training/out');
const store = new PackageStore();
const ends = endOfMining(values.until);
const queue = positionals.length > 0 ? positionals : [...MINED_PACKAGES];

async function mine(name: string): Promise<void> {
  const done = installsFile(store.home(name), false);
  const part = packagePart(name);
  if (part === 'reserved' || (existsSync(done) && !values.again)) return;
  mkdirSync(store.home(name), { recursive: true });
  const foundFile = foundBugsFile(store.home(name));
  if (!values.again) rmSync(foundFile, { force: true });
  const late = Math.min(ends, Date.now() + Number(values.minutes) * 60_000);
  const installs = await minePackage(name, {
    store,
    mocha: MOCHA.path,
    before: readFoundBugs(store.home(name)),
    late: () => Date.now() > late,
    log: logWithTime,
    found: (bug, text, fix) => {
      const line = `${JSON.stringify({ ...bug, text, fix })}\n`;
      appendFileSync(foundFile, line);
      if (part === 'judge') appendFileSync(join(out, 'judge-candidates.jsonl'), line);
    },
  });
  const earlier = existsSync(done) ? (JSON.parse(readFileSync(done, 'utf8')) as typeof installs) : {};
  writeFileSync(done, JSON.stringify({ ...earlier, ...installs }));
}

async function child(): Promise<void> {
  for (let name = queue.shift(); name !== undefined && Date.now() < ends; name = queue.shift())
    await mine(name).catch((error: unknown) => {
      console.error(`${String(name)}: ${error instanceof Error ? error.message.slice(0, 300) : String(error)}`);
    });
}

installMocha();
void Promise.all(Array.from({ length: Number(values.children) }, child));
