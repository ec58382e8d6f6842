import type { FailureReport, Frame, Language } from '../capture/failureReport';
import type { SourceReader } from '../ports';
import type { FrameResolution } from './failureEvidence';
import { fileIndex, nameOf, type FileIndex } from '../workspace/fileIndex';
import { framePath, packagePath, type FramePath } from '../capture/framePath';
import { isAbsolutePath, rootNames, toRelative } from '../workspace/workspacePaths';

/** Names that occur many times in many projects: a shared name alone proves nothing. */
const COMMON_NAMES =
  /^(?:index|main|app|server|utils?|helpers?|types|constants|config|setup|test|mod|lib|__init__|__main__|models?|views?)\.[a-z]+$/i;

interface Located {
  frame: Frame;
  language: Language;
  /** The frame that this one called: its function should occur on this one's line. */
  called: Frame | undefined;
}

/**
 * Finds the files of a report's frames in this workspace, even if the trace comes from another machine, a container or a bundle. Frames of
 * dependencies and runtimes are `outside` without a file. The answer has one entry a frame, in the order of `flatFrames`.
 * @param chosen the person's choice for ambiguous frames: frame index → workspace-relative file; applies to every frame of the same file
 * @param takenAt ms since the epoch; files changed later are `changedSince`
 */
export async function resolveFrames(
  report: FailureReport,
  reader: SourceReader,
  chosen: Readonly<Record<number, string>> = {},
  signal?: AbortSignal,
  takenAt?: number,
): Promise<FrameResolution[]> {
  const frames = report.errors.flatMap((error) =>
    error.frames.map((frame, at): Located => ({ frame, language: error.language, called: at ? error.frames[at - 1] : undefined })),
  );
  const index = fileIndex(await reader.list(signal));
  const choices = new Map(Object.entries(chosen).map(([at, file]) => [frames[Number(at)]?.frame.file, file]));
  const texts = new TextCache(reader);
  const known = new Map<string, FrameResolution>();
  const resolutions: FrameResolution[] = [];
  for (const [at, located] of frames.entries()) {
    signal?.throwIfAborted();
    const { file, line, column, function: name, origin, generated } = located.frame;
    // Recursion prints the same frame many times.
    const key = [file, line, column, name, origin, generated !== undefined, located.called?.function].join('\0');
    let found = known.get(key);
    if (!found) {
      const choice = chosen[at] ?? choices.get(file);
      found = choice === undefined ? await resolve(located, index, reader, texts) : { frame: at, file: choice, state: 'found' };
      known.set(key, found);
    }
    resolutions.push({ ...found, frame: at });
  }
  settleByNeighbours(frames, resolutions);
  for (const resolution of resolutions) {
    const frame = frames[resolution.frame]?.frame;
    if (resolution.state !== 'found' || !resolution.file || !frame) continue;
    if (await changedSince(resolution.file, frame, reader, texts, takenAt)) resolution.state = 'changedSince';
  }
  return resolutions;
}

async function resolve(located: Located, index: FileIndex, reader: SourceReader, texts: TextCache): Promise<FrameResolution> {
  const { frame, language } = located;
  const place = framePath(frame.file);
  const none = (state: FrameResolution['state']): FrameResolution => ({ frame: 0, state });
  if (!place) return none(frame.origin === 'workspace' ? 'notFound' : 'outside');
  const inRoot = place.absolute ? await insideRoot(place.path, reader) : undefined;
  if (frame.origin !== 'workspace' && inRoot === undefined) return none('outside');
  if (frame.origin !== 'workspace' && !index.has(inRoot ?? '')) return none('outside');

  // A server's or a container's root may be the workspace's: `/src/a.ts`.
  const fromTop = place.path.replace(/^\//, '');
  const exact = inRoot ?? (!place.absolute || index.has(fromTop) ? fromTop : undefined);
  if (exact !== undefined) {
    if (!index.has(exact)) reader.allow?.(exact);
    const text = await texts.lines(exact);
    if (text && (inRoot !== undefined || frame.line <= text.length)) return { frame: 0, file: exact, state: 'found' };
  } else if (!frame.generated) {
    // It exists on this machine, so the frame does not mean a similar file in the workspace. A path from a source map opens nothing outside:
    // the trace, which the person sees, does not name it.
    reader.allow?.(place.path);
    if (await texts.lines(place.path)) {
      const real = await reader.realPath?.(place.path);
      const linked = real && real !== place.path ? await insideRoot(real, reader) : undefined;
      return linked !== undefined && index.has(linked)
        ? { frame: 0, file: linked, state: 'found' }
        : { frame: 0, file: place.path, state: 'outside' };
    }
  }

  const candidates = await rank(lookAlikes(place, packagePath(language, place.path, frame.function), index), located, texts);
  const [best] = candidates;
  if (best === undefined) return none('notFound');
  if (candidates.length === 1) return { frame: 0, file: best, state: 'found' };
  return { frame: 0, candidates, state: 'ambiguous' };
}

/**
 * The workspace-relative form of a path in one of the workspace's folders, which may have been opened under another name than its real one.
 */
async function insideRoot(path: string, reader: SourceReader): Promise<string | undefined> {
  return toRelative(reader.roots, path) ?? (reader.realRoots && toRelative(await reader.realRoots(), path, rootNames(reader.roots)));
}

/** Files of the workspace that share the most trailing segments with the path; case decides only between equals. */
function lookAlikes(place: FramePath, withPackage: string | undefined, index: FileIndex): readonly string[] {
  const path = withPackage ?? place.path;
  const { files, segments } = index.longestSuffix(path);
  // `/app/server.js` fits `server.js` at the top level; `/app/x/index.js` does not fit just any `index.js`.
  if (segments === 1 && path.includes('/') && COMMON_NAMES.test(nameOf(path))) return files.filter((file) => !file.includes('/'));
  if (files.length < 2) return files;
  const tails = files.map((file) => sharedTail(file.toLowerCase(), path.toLowerCase()));
  const longest = Math.max(...tails);
  return files.filter((_, at) => tails[at] === longest);
}

/** How many segments two paths share at the end. */
function sharedTail(a: string, b: string): number {
  const [left, right] = [a.split('/').reverse(), b.split('/').reverse()];
  const end = left.findIndex((segment, at) => segment !== right[at]);
  return end < 0 ? left.length : end;
}

/** Keeps the candidates with the text that fits the frame best; the one with the fewest additional folders comes first. */
async function rank(files: readonly string[], located: Located, texts: TextCache): Promise<string[]> {
  if (files.length < 2) return [...files];
  const scored: { file: string; score: number }[] = [];
  // So common a name cannot be decided by reading hundreds of files.
  for (const file of files.slice(0, 50)) scored.push({ file, score: fits(located, (await texts.lines(file)) ?? []) });
  const best = Math.max(...scored.map(({ score }) => score));
  return scored
    .filter(({ score }) => score === best)
    .map(({ file }) => file)
    .sort((a, b) => a.split('/').length - b.split('/').length || (a < b ? -1 : 1));
}

/** How well a text fits a frame: the line exists, the function is in it, the line names what it called. */
function fits({ frame, called }: Located, lines: readonly string[]): number {
  const line = lines[frame.line - 1];
  if (line === undefined || !line.trim()) return 0;
  let score = 1;
  const own = lastName(frame.function);
  if (own && lines.slice(Math.max(0, frame.line - 400), frame.line).some((each) => each.includes(own))) score += 1;
  const callee = lastName(called?.function);
  if (callee && line.includes(callee)) score += 2;
  return score;
}

/** `OrderStore.load` → `load`; undefined for names that never occur in source. */
function lastName(name: string | undefined): string | undefined {
  const last = name?.slice(-200).match(/[\p{L}_$][\p{L}\p{N}_$]*(?=[^\p{L}\p{N}_$]*$)/u)?.[0];
  return last && !/^(?:anonymous|lambda|module|main|init|new)$/.test(last) ? last : undefined;
}

/** Where other frames of the trace show the mapping of folders (`/app` to the workspace), ambiguous frames follow it. */
function settleByNeighbours(frames: readonly Located[], resolutions: readonly FrameResolution[]): void {
  const folders = new Map<string, string>();
  for (const { frame, file, state } of resolutions) {
    const path = framePath(frames[frame]?.frame.file ?? '')?.path;
    if (state !== 'found' || !file || !path || isAbsolutePath(file)) continue;
    const theirs = path.split('/');
    const ours = file.split('/');
    while (theirs.length && ours.length && theirs.at(-1) === ours.at(-1)) {
      theirs.pop();
      ours.pop();
    }
    folders.set(theirs.join('/'), ours.join('/'));
  }
  for (const resolution of resolutions) {
    if (resolution.state !== 'ambiguous') continue;
    const path = framePath(frames[resolution.frame]?.frame.file ?? '')?.path ?? '';
    const fitting = new Set<string>();
    for (const [theirs, ours] of folders) {
      const rest = theirs === '' ? path : path.startsWith(`${theirs}/`) ? path.slice(theirs.length + 1) : undefined;
      const file = rest === undefined ? undefined : ours ? `${ours}/${rest}` : rest;
      if (file !== undefined && resolution.candidates?.includes(file)) fitting.add(file);
    }
    const [only] = fitting;
    if (fitting.size !== 1 || only === undefined) continue;
    resolution.file = only;
    resolution.state = 'found';
    delete resolution.candidates;
  }
}

/** Changed after the trace, or the line cannot have run because it is missing or empty. */
async function changedSince(file: string, frame: Frame, reader: SourceReader, texts: TextCache, takenAt?: number): Promise<boolean> {
  if (takenAt !== undefined && ((await reader.modified(file)) ?? 0) > takenAt) return true;
  const lines = frame.line > 0 ? await texts.lines(file) : undefined;
  return lines !== undefined && !lines[frame.line - 1]?.trim();
}

class TextCache {
  private readonly known = new Map<string, Promise<readonly string[] | undefined>>();

  constructor(private readonly reader: SourceReader) {}

  /** Lines of a file; undefined where it cannot be read. */
  lines(file: string): Promise<readonly string[] | undefined> {
    let lines = this.known.get(file);
    if (!lines) this.known.set(file, (lines = this.reader.read(file).then((text) => text?.split('\n'))));
    return lines;
  }
}
