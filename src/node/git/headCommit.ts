import { join } from 'node:path';
import { readRegularFile } from '../disk/readRegularFile';
import type { GitRepository } from './gitRepository';

const MAX_REF = 10_000;
/** Bytes; some 600,000 branches and tags. */
const MAX_PACKED = 50_000_000;
/** Git gives up there as well. */
const MAX_STEPS = 5;

/**
 * The target of HEAD, as text for another HEAD file: a commit, or `ref: …` of a branch that has none yet.
 * @returns undefined if HEAD cannot be read; branches kept as a reftable are not resolved
 */
export async function readHead(repository: GitRepository): Promise<string | undefined> {
  return followed(repository, await oneLine(join(repository.gitDir, 'HEAD')));
}

/** The commit, or the tag's object, that a branch or a tag names. @param name whole: `refs/heads/main` @returns undefined where there is none */
export async function readRef(repository: GitRepository, name: string): Promise<string | undefined> {
  const target = await followed(repository, `ref: ${name}`);
  return target?.startsWith('ref: ') ? undefined : target;
}

async function followed({ gitDir, commonDir }: GitRepository, from: string | undefined): Promise<string | undefined> {
  let text = from;
  for (let step = 0; step < MAX_STEPS && text !== undefined; step++) {
    const name = /^ref: *(refs\/[^\0\s]{1,1000})$/.exec(text)?.[1];
    if (name === undefined) return /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(text) ? text : undefined;
    if (name.split('/').includes('..')) return undefined;
    const own = /^refs\/(?:bisect|worktree|rewritten)\//.test(name) ? gitDir : commonDir;
    const next = (await oneLine(join(own, name))) ?? (await packed(commonDir, name));
    if (next === undefined) return text;
    text = next;
  }
  return undefined;
}

async function oneLine(file: string): Promise<string | undefined> {
  return (await readRegularFile(file, MAX_REF))?.toString('utf8').trim();
}

async function packed(commonDir: string, name: string): Promise<string | undefined> {
  const bytes = await readRegularFile(join(commonDir, 'packed-refs'), MAX_PACKED);
  const at = bytes?.indexOf(` ${name}\n`) ?? -1;
  if (!bytes || at < 0) return undefined;
  return bytes.toString('latin1', bytes.lastIndexOf('\n', at) + 1, at);
}
