import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { FREE_SPACE } from '../runFolder';

/** Why there is none, in one sentence for the person. */
export interface NoNamespace {
  why: string;
  /** The disk for temporary files is full, so that a copy cannot be made either. */
  full?: true;
}

/** Settings of the kernel that forbid it to ordinary users, with the value that does. */
const SWITCHES: readonly (readonly [file: string, value: string, name: string])[] = [
  ['/proc/sys/kernel/apparmor_restrict_unprivileged_userns', '1', 'kernel.apparmor_restrict_unprivileged_userns=0'],
  ['/proc/sys/kernel/unprivileged_userns_clone', '0', 'kernel.unprivileged_userns_clone=1'],
  ['/proc/sys/user/max_user_namespaces', '0', 'user.max_user_namespaces=10000'],
];

/** @param said what `unshare`, the script in it and the disk said */
export async function whyNoNamespace(said: string): Promise<NoNamespace> {
  // The kernel answers the same where there may be no further namespace.
  if (/ENOSPC|No space left/.test(said.replace(/^unshare: .*/gm, '')))
    return { why: `There is no space left for temporary files in ${tmpdir()}; ${FREE_SPACE}.`, full: true };
  if (/ENOENT/.test(said))
    return { why: 'There is no unshare here, which gives a run a file system of its own; it is part of util-linux.' };
  for (const [file, value, name] of SWITCHES) {
    const now = await readFile(file, 'utf8').catch(() => '');
    if (now.trim() === value) return { why: `This system gives a run no file system of its own; "sysctl ${name}" would allow it.` };
  }
  return { why: 'This system gives a run no file system of its own, as in many containers.' };
}
