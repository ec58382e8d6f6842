import { applyPatch, type StructuredPatchHunk } from 'diff';
import type { SourceReader, WritePlace } from '../ports';
import { firstPlaceholder } from '../prompt/placeholder';
import { existingFile, pathProblem } from './diffPaths';
import { leadsOutside } from './leadsOutside';
import { parseDiff, type FilePatch } from './parseDiff';
import { placeHunk, type PlacedHunk } from './placeHunk';

/** A patch cannot be applied; `message` is the sentence for the person. */
export class DiffProblem extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'DiffProblem';
  }
}

interface ApplyDiffOptions {
  /** Workspace-relative file for hunks without a file name. */
  defaultFile?: string;
}

/** Maximum bytes of a patch, far above what a person could review. */
const MAX_DIFF = 500_000;

/**
 * Applies a diff in memory. Placeholders must already be replaced by their secrets.
 * @param diff unified, as a model wrote it; see {@link parseDiff} for the tolerated errors
 * @returns new text (line ends `\n`, as {@link SourceReader.read} gives them) by workspace-relative file; nothing is written
 * @throws DiffProblem with the exact reason why it does not apply or must not be applied
 */
export async function applyDiff(diff: string, reader: SourceReader, options: ApplyDiffOptions = {}): Promise<Record<string, string>> {
  const texts = await textsWith(diff, reader, options, false);
  return Object.fromEntries([...texts].flatMap(([file, text]) => (text === undefined ? [] : [[file, text]])));
}

/**
 * Like {@link applyDiff}, also for files that the diff deletes or renames: where nothing is written, they need no hand.
 * @returns undefined for a file that is no longer there
 */
export async function applyWholeDiff(diff: string, reader: SourceReader): Promise<ReadonlyMap<string, string | undefined>> {
  return textsWith(diff, reader, {}, true);
}

async function textsWith(
  diff: string,
  reader: SourceReader,
  options: ApplyDiffOptions,
  whole: boolean,
): Promise<Map<string, string | undefined>> {
  if (diff.length > MAX_DIFF) throw new DiffProblem(`The patch is larger than ${MAX_DIFF / 1000} kB.`);
  const left = firstPlaceholder(diff);
  if (left)
    throw new DiffProblem(`The patch contains ${left}, which stands for a secret that is not in this evidence. Replace it by hand.`);
  const patches = parseDiff(diff);
  if (!patches.length) throw new DiffProblem('The fix is described in words or code, not as a patch.');
  const texts = new Map<string, string | undefined>();
  for (const patch of patches) {
    if (whole && (patch.kind === 'delete' || patch.kind === 'rename')) {
      await remove(patch, reader, texts);
      continue;
    }
    const { file, text } = await target({ ...patch, path: patch.path || (options.defaultFile ?? '') }, reader, texts);
    texts.set(file, text === undefined ? createdText(patch) : patchedText(file, text, patch));
  }
  return texts;
}

/** A deleted file is gone; a renamed one has its text under the new name. */
async function remove(patch: FilePatch, reader: SourceReader, texts: Map<string, string | undefined>): Promise<void> {
  const { file, text = '' } = await target({ ...patch, path: patch.from ?? patch.path, kind: 'change' }, reader, texts);
  const left = patch.hunks.length ? patchedText(file, text, patch) : text;
  if (patch.kind === 'rename') {
    const to = await target({ ...patch, kind: 'create' }, reader, texts);
    texts.set(to.file, left);
  }
  texts.set(file, undefined);
}

/** The reason why a file must not be created at a path. */
const WRITE_PROBLEM = {
  absent: () => undefined,
  exists: (file: string) => `The patch creates ${file}, which exists already.`,
  outside: leadsOutside,
  git: (file: string) => `The patch writes to ${file}, which belongs to git.`,
} satisfies Record<WritePlace, (file: string) => string | undefined>;

/** The file that a patch changes, with its text so far; no text for a file that it creates. */
async function target(
  patch: FilePatch,
  reader: SourceReader,
  texts: ReadonlyMap<string, string | undefined>,
): Promise<{ file: string; text?: string }> {
  const problem = pathProblem(patch.path);
  if (problem) throw new DiffProblem(problem);
  if (patch.kind === 'delete') throw new DiffProblem(`The patch deletes ${patch.path}: do that by hand.`);
  if (patch.kind === 'rename') throw new DiffProblem(`The patch renames ${patch.path}: do that by hand.`);
  if (patch.kind === 'binary') throw new DiffProblem(`The patch changes ${patch.path}, which is no text.`);
  const created = patch.path.replaceAll('\\', '/').replace(/^(?:\.\/)+/, '');
  const earlier = texts.get(created);
  if (earlier !== undefined) return { file: created, text: earlier };
  if (patch.kind === 'create') {
    const existing = await reader.read(created);
    // A file that may not be read, or is too large to read, still exists.
    const place = existing === undefined ? ((await reader.writePlace?.(created)) ?? 'absent') : 'exists';
    const refused = WRITE_PROBLEM[place](created);
    if (refused !== undefined && existing !== '') throw new DiffProblem(refused);
    return { file: created };
  }
  if ((await reader.writePlace?.(created)) === 'outside') throw new DiffProblem(leadsOutside(created));
  const file = await existingFile(patch.path, reader).catch((error: Error) => {
    throw new DiffProblem(error.message);
  });
  const place = (await reader.writePlace?.(file)) ?? 'exists';
  if (place === 'outside' || place === 'git') throw new DiffProblem(WRITE_PROBLEM[place](file));
  const text = texts.get(file) ?? (await reader.read(file));
  if (text === undefined) throw new DiffProblem(`${file} cannot be read.`);
  return { file, text };
}

function createdText(patch: FilePatch): string {
  const lines = patch.hunks.flatMap((hunk) => hunk.lines.filter((line) => line.startsWith('+')).map((line) => line.slice(1)));
  if (!lines.length) return '';
  return lines.join('\n') + (patch.hunks.at(-1)?.endsWithoutNewline ? '' : '\n');
}

function patchedText(file: string, text: string, patch: FilePatch): string {
  const endsWithNewline = text.endsWith('\n');
  const body = endsWithNewline ? text.slice(0, -1) : text;
  const lines = body.split('\n');
  const placed: PlacedHunk[] = [];
  let shift = 0;
  for (const [index, hunk] of patch.hunks.entries()) {
    const place = placeHunk(lines, hunk, shift);
    if ('problem' in place) {
      if (isApplied(lines, patch)) throw new DiffProblem(`The patch is already in ${file}.`);
      const which = patch.hunks.length > 1 ? `Hunk ${index + 1} of the patch` : 'The patch';
      throw new DiffProblem(`${which} does not apply to ${file}: ${place.problem}.`);
    }
    if (hunk.oldStart !== undefined) shift = place.at - (hunk.oldStart - 1);
    placed.push(place);
  }
  placed.sort((a, b) => a.at - b.at);
  const exact = { oldFileName: file, newFileName: file, oldHeader: undefined, newHeader: undefined, hunks: placed.map(structured) };
  const result = applyPatch(body, exact, {
    autoConvertLineEndings: false,
    compareLine: (_number, line, _operation, wanted) => line?.trimEnd() === wanted.trimEnd(),
  });
  if (result === false) throw new DiffProblem(`The patch does not apply to ${file}: its hunks overlap.`);
  // The marker counts only where the patch reaches the end of the file: models copy it to other places.
  const marked = reachesEnd(placed, lines.length) ? patch.hunks.at(-1)?.endsWithoutNewline : undefined;
  return (marked === undefined ? endsWithNewline : !marked) ? `${result}\n` : result;
}

function structured({ at, lines }: PlacedHunk): StructuredPatchHunk {
  const oldLines = lines.filter((line) => !line.startsWith('+')).length;
  const newLines = lines.filter((line) => !line.startsWith('-')).length;
  return { oldStart: at + 1, oldLines, newStart: at + 1, newLines, lines };
}

function reachesEnd(placed: readonly PlacedHunk[], lineCount: number): boolean {
  const last = placed.at(-1);
  return last !== undefined && last.at + structured(last).oldLines >= lineCount;
}

/** True when the file contains every hunk's new side. */
function isApplied(lines: readonly string[], patch: FilePatch): boolean {
  const text = `\n${lines.map((line) => line.trim()).join('\n')}\n`;
  return patch.hunks.every((hunk) => {
    const after = hunk.lines.filter((line) => !line.startsWith('-')).map((line) => line.slice(1).trim());
    return after.length > 0 && text.includes(`\n${after.join('\n')}\n`);
  });
}
