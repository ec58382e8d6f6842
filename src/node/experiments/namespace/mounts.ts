import { spawn } from 'node:child_process';

/** A file system as this process sees it. */
export interface Mount {
  /** Absolute folder, or file, that it stands at. */
  point: string;
  type: string;
  readOnly: boolean;
  /** Its server does not answer, so that whoever asks for its files waits for ever. */
  silent?: true;
}

/** Kernel interfaces: nothing of a person's is stored there. */
const KERNEL = new Set(
  (
    'autofs binfmt_misc bpf cgroup cgroup2 configfs debugfs devpts devtmpfs efivarfs fusectl fuse.gvfsd-fuse fuse.portal hugetlbfs mqueue ' +
    'nsfs proc pstore rpc_pipefs securityfs selinuxfs sysfs tracefs'
  ).split(' '),
);

/** File systems whose files come from another computer or another program, which may be gone. */
const SERVED = /^(?:fuse(?:blk)?(?:\..*)?|nfs4?|cifs|smb3|smbfs|9p|ceph|afs|lustre|virtiofs)$/;
/** ms within which a server answers. */
const LONGEST_ANSWER = 2000;

/** The same, with a mark on those that do not answer: asked by other processes, because a thread of this one would wait for ever. */
export async function markSilent(mounts: readonly Mount[]): Promise<Mount[]> {
  return Promise.all(
    mounts.map(async (mount): Promise<Mount> => {
      if (!SERVED.test(mount.type)) return mount;
      const asked = spawn('stat', ['--', mount.point], { stdio: 'ignore' });
      const late = setTimeout(() => asked.kill('SIGKILL'), LONGEST_ANSWER);
      const signal = await new Promise((resolve) => asked.on('exit', (_code, by) => resolve(by)).on('error', () => resolve(null)));
      clearTimeout(late);
      return signal === null ? mount : { ...mount, silent: true };
    }),
  );
}

/** Whether a mount holds no files of a person's, nor does anything below it: a run sees it as it is. */
export function isKernels({ type, point }: Mount): boolean {
  return KERNEL.has(type) || /^\/(?:proc|sys|dev)(?:\/|$)/.test(point);
}

/**
 * Mounts in the order in which they were made; of several at one point only the topmost.
 * @param text `/proc/self/mountinfo`, proc(5)
 */
export function readMounts(text: string): Mount[] {
  const found = new Map<string, Mount>();
  for (const line of text.split('\n')) {
    const [fields = '', about = ''] = line.split(' - ', 2);
    const [, , , , point, options = ''] = fields.split(' ');
    const [type = '', , superOptions = ''] = about.split(' ');
    if (point === undefined || !type) continue;
    const isReadOnly = (list: string): boolean => list.split(',').includes('ro');
    found.delete(unescaped(point));
    found.set(unescaped(point), { point: unescaped(point), type, readOnly: isReadOnly(options) || isReadOnly(superOptions) });
  }
  return [...found.values()];
}

/** Paths as fstab(5) and mountinfo write them: ASCII blanks and backslashes as octal numbers of their bytes. */
export function escaped(path: string): string {
  return path.replace(/[\t-\r \\#]/g, (char) => `\\${char.charCodeAt(0).toString(8).padStart(3, '0')}`);
}

function unescaped(path: string): string {
  return path.replace(/\\(?<code>[0-7]{3})/g, (_all, code: string) => String.fromCharCode(parseInt(code, 8)));
}
