import { mkdir, readFile, readdir, realpath, writeFile } from 'node:fs/promises';
import { freemem, homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { ExperimentProblem } from '../../../core/experiments/experiment';
import { makeRunFolder, removeRunFolder } from '../runFolder';
import { planMounts, type MountPlan } from './mountPlan';
import { markSilent, readMounts } from './mounts';
import { NotIsolated } from './notIsolated';
import { PROCESSES, type NamespaceKind } from './prepareNamespace';
import { startNamespace, superviseInNamespace } from './superviseInNamespace';
import { whyNoNamespace, type NoNamespace } from './whyNoNamespace';

/** Where the layers of a run are kept: in memory they are gone with its namespace. */
export type LayerPlace = 'memory' | 'disk';

/** How a command gets a file system of its own on this machine. */
export interface NamespaceAbility extends NamespaceKind {
  /**
   * The plan with folders that exist as long as `rebuilt`.
   * @param rebuilt absolute, existing, empty folder
   * @param roots real paths of folders that have to be in a layer
   * @throws NotIsolated where one of them cannot
   */
  plan: (rebuilt: string, roots: readonly string[]) => Promise<MountPlan>;
  /** Whether layers can be kept there; tried once. */
  canKeep: (place: LayerPlace) => Promise<boolean>;
  /** Whether a network of its own can be had, with nothing but a loopback device; tried once. */
  canBeOffline: () => Promise<boolean>;
}

let known: Promise<NamespaceAbility | NoNamespace> | undefined;

/** What this machine allows; tried once per process, with a run that removes, replaces and renames files. */
export async function namespaceAbility(): Promise<NamespaceAbility | NoNamespace> {
  const found = await (known ??= probe());
  if ('full' in found) known = undefined;
  return found;
}

async function probe(): Promise<NamespaceAbility | NoNamespace> {
  if (process.platform !== 'linux') return { why: 'Only Linux gives a run a file system of its own.' };
  // For tests of what happens without.
  if (process.env['DEBUG_CONTEXT_NAMESPACES'] === 'off') return { why: 'Namespaces are switched off by DEBUG_CONTEXT_NAMESPACES.' };
  const reasons: string[] = [];
  const kinds = (await mayMount()) ? [false, true] : [true];
  for (const mapped of kinds) {
    const found = await probeKind(mapped, reasons);
    if (found) return found;
  }
  return whyNoNamespace(reasons.join('\n'));
}

/** Whether this process is root with the right to mount: bit 21 of its capabilities. */
async function mayMount(): Promise<boolean> {
  const status = await readFile('/proc/self/status', 'utf8').catch(() => '');
  const effective = /^CapEff:\s*(?<bits>[0-9a-f]+)/m.exec(status)?.groups?.['bits'] ?? '0';
  return process.getuid?.() === 0 && ((BigInt(`0x${effective}`) >> 21n) & 1n) === 1n;
}

async function probeKind(mapped: boolean, reasons: string[]): Promise<NamespaceAbility | undefined> {
  const readOnly = new Set<string>();
  const own: NamespaceKind & Pick<NamespaceAbility, 'plan'> = {
    ...(mapped && { mapped: `${process.getuid?.()}:${process.getgid?.()}` }),
    plan: async (rebuilt, roots) => {
      const plan = await planMounts(
        await markSilent(readMounts(await readFile('/proc/self/mountinfo', 'utf8'))),
        mapped,
        rebuilt,
        await writtenFolders(roots),
      );
      const refused = plan.layers.filter((layer) => readOnly.has(layer.folder));
      for (const root of roots) if (!isLayered(root, plan, readOnly)) throw new NotIsolated(`no layer can be put over ${root}`);
      // Where parts of /proc are hidden, as in many containers, no new one is allowed.
      const shared = plan.shared.filter(({ path }) => path !== PROCESSES || readOnly.has(path));
      return {
        layers: plan.layers.filter((layer) => !readOnly.has(layer.folder)),
        shared: [...shared, ...refused.map((layer) => ({ path: layer.folder, how: 'bind,ro' as const }))],
      };
    },
  };
  const keeps = async (place: LayerPlace): Promise<boolean> => {
    const first = await tryRun(own, place);
    // Some file systems cannot be the lower one of a layer: they are shown without being writable.
    const refused = first.ok ? [] : refusedLayers(first.said);
    for (const each of refused) readOnly.add(each);
    let tried = first;
    // Meanwhile other programs make and remove folders.
    for (let again = 0; again < MOST_TRIES && !tried.ok && (refused.length || new NotIsolated(tried.said).vanished); again++)
      tried = await tryRun(own, place);
    if (!tried.ok) reasons.push(tried.said);
    return tried.ok;
  };
  const tried: Partial<Record<LayerPlace | 'offline', Promise<boolean>>> = {};
  const canKeep: NamespaceAbility['canKeep'] = (place) => (tried[place] ??= keeps(place));
  const canBeOffline: NamespaceAbility['canBeOffline'] = () =>
    (tried.offline ??= canKeep('memory').then(async (memory) => (await tryRun(own, memory ? 'memory' : 'disk', true)).ok));
  return (await canKeep('memory')) || (await canKeep('disk')) ? { ...own, canKeep, canBeOffline } : undefined;
}

/** Real paths of the folders that a run is likely to write to, outer ones first. */
async function writtenFolders(roots: readonly string[]): Promise<string[]> {
  const own = await Promise.all([homedir(), tmpdir()].map((folder) => realpath(folder).catch(() => undefined)));
  return [...new Set([...roots, ...own.flatMap((folder) => folder ?? [])])].sort((a, b) => a.length - b.length);
}

/** Whether what is written below a folder ends in a layer. */
function isLayered(root: string, { layers, shared }: MountPlan, refused: ReadonlySet<string>): boolean {
  const holds = (folder: string): boolean => folder === '/' || root === folder || root.startsWith(`${folder}/`);
  const [nearest] = [
    ...layers.map(({ folder }) => ({ folder, layered: !refused.has(folder) })),
    ...shared.map(({ path }) => ({ folder: path, layered: false })),
  ]
    .filter(({ folder }) => holds(folder))
    .sort((a, b) => b.folder.length - a.folder.length);
  return nearest?.layered === true;
}

/** The folders that `mount` refused, and that are still there: `mount: /tmp/x/ns/root/mnt: wrong fs type, …`. */
function refusedLayers(said: string): string[] {
  const lines = said.split('\n').filter((line) => !new NotIsolated(line).vanished);
  return lines.flatMap((line) => /^mount: \S*?\/ns\/root(?<folder>\/.{1,4000}?): /.exec(line)?.groups?.['folder'] ?? []);
}

const MOST_TRIES = 5;

/** Done to a folder of five entries by a run that must not change any. */
const CHANGES = 'rm -r a && mkdir a && [ -z "$(ls -A a)" ] && mv b d && echo x >c/d && ln -sf c e && rm f && echo done';

async function tryRun(
  ability: NamespaceKind & Pick<NamespaceAbility, 'plan'>,
  place: LayerPlace,
  offline = false,
): Promise<{ ok: boolean; said: string }> {
  // The run's own folder is no part of any layer.
  const [own, files] = [await makeRunFolder(), await makeRunFolder()];
  try {
    for (const name of ['rebuilt', 'layers']) await mkdir(join(own, name));
    for (const name of ['a/x', 'b/x', 'c']) await mkdir(join(files, name), { recursive: true });
    for (const name of ['c/d', 'e', 'f']) await writeFile(join(files, name), 'before');
    const layers = place === 'disk' ? join(own, 'layers') : memoryForLayers();
    const started = await startNamespace({
      ...{ ability, folder: own, layers, offline },
      plan: await ability.plan(join(own, 'rebuilt'), []),
    });
    let output = '';
    const order = { command: ['sh', '-c', CHANGES], cwd: files, env: process.env, marker: '', folders: [], namespace: started, edits: [] };
    const { ended } = superviseInNamespace(order, (chunk) => (output += chunk.toString('utf8')));
    const said = `${(await ended).notIsolated ?? ''}${output}`;
    await started.end();
    const untouched = (await readdir(join(files, 'a'))).length === 1 && (await readFile(join(files, 'c/d'), 'utf8')) === 'before';
    return { ok: output.includes('done') && untouched, said };
  } catch (error) {
    // A full disk, for example: what follows says so in its own words.
    if (!(error instanceof Error) || !('code' in error || error instanceof ExperimentProblem)) throw error;
    return { ok: false, said: error.message };
  } finally {
    await removeRunFolder(own);
    await removeRunFolder(files);
  }
}

/** Bytes that a run may write to files in memory: half of what is free. */
export function memoryForLayers(): number {
  const constrained = process.constrainedMemory?.() || Infinity;
  return Math.floor(Math.min(freemem(), constrained) / 2);
}
