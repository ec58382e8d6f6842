import { findProbes, type ProbeInFile } from '../core/experiments/probes/probesInText';
import { isCodeFile } from '../core/workspace/languages';
import type { SourceReader } from '../core/ports';

/** Probes in the code of a workspace on disk, whoever inserted them. */
export async function probesOnDisk(files: SourceReader, signal?: AbortSignal): Promise<ProbeInFile[]> {
  const found: ProbeInFile[] = [];
  for (const file of await files.list(signal)) {
    if (!isCodeFile(file)) continue;
    signal?.throwIfAborted();
    for (const { name, line } of findProbes((await files.read(file)) ?? '')) found.push({ file, line, probe: name });
  }
  return found;
}
