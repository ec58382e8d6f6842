import { execFileSync } from 'node:child_process';
import { NodeFiles } from '../../src/node/files';
import { GitChanges } from '../../src/node/git/gitChanges';
import { HOSTILE_REPOSITORIES, HostilePlaces, type HostileRepository } from '../../test/support/attacks/hostileRepositories';
import type { AttackRow } from './attackRow';

/** ms; a longer run counts as blocked: git's own limit is 20 s. */
const HELD_UP = 15_000;

/** Lists and reads every hostile repository and collects its recent changes; then plain git runs the commands of a person in it. */
export async function tryRepositories(): Promise<AttackRow[]> {
  const places = new HostilePlaces();
  const rows = new Map<string, AttackRow>();
  for (const hostile of HOSTILE_REPOSITORIES) {
    const name = hostile.kind === 'stall' ? 'repositories that stall' : `programs run by git: ${hostile.kind}`;
    const row = rows.get(name) ?? { name, tried: 0, held: 0, broken: [], ...(hostile.kind !== 'stall' && { live: 0 }) };
    rows.set(name, row);
    const { ran, took, runsElsewhere } = await tryOne(places, hostile);
    row.tried++;
    if (ran || took > HELD_UP) row.broken.push(`${hostile.name}: ${ran} programs, ${took} ms`);
    else row.held++;
    if (runsElsewhere && row.live !== undefined) row.live++;
  }
  places.dispose();
  return [...rows.values()];
}

async function tryOne(places: HostilePlaces, hostile: HostileRepository): Promise<{ ran: number; took: number; runsElsewhere: boolean }> {
  const { path, programsRun } = places.make(hostile);
  const begin = Date.now();
  const files = new NodeFiles({ roots: [path] });
  await files.list();
  await files.read('a.ts');
  await files.read('src/unlisted.ts');
  await new GitChanges({ roots: [path] }).since(begin - 86_400_000).catch(() => undefined);
  const took = Date.now() - begin;
  const ran = programsRun();
  if (hostile.kind !== 'stall') plainGit(path);
  return { ran, took, runsElsewhere: programsRun() > ran };
}

/** Checks that the attack is real: the same questions to plain git. */
function plainGit(cwd: string): void {
  for (const args of [['status'], ['diff', 'HEAD'], ['log', '-p', '--show-signature'], ['-p', 'log'], ['ls-files']]) {
    try {
      const env = { PATH: process.env['PATH'], HOME: '/nonexistent' };
      execFileSync('git', args, { cwd, env, stdio: 'ignore', timeout: 5000 });
    } catch {
      // Many fail; only the programs that they ran count.
    }
  }
}
