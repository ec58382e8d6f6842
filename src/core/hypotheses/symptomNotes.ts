import type { FilePatch } from './parseDiff';

/** Lines of the caught branch and the braces around it: lines that a try/catch adds to the code that it wraps. */
const CATCH_LINE =
  /^(?:\}?\s*(?:try|catch|finally|except|rescue|ensure|begin|recover)\b.*|[{}()[\];,]*|end|pass|(?:console|log|logger|logging)\.\w+\(.*|print(?:ln)?\(.*|return\b.{0,40}|throw;?|raise)$/;
const TRY = /\b(?:try|begin)\b|\brecover\(/;
const CATCH = /\b(?:catch|except|rescue)\b|\brecover\(/;
const GUARD =
  /^(?:if|unless|guard|assert)\b.*(?:return|continue|break|throw|raise)?|^(?:return|continue|break)\b.{0,40}$|^[{}()[\];:]*$|^end$/;

/** The distance in lines within which a line counts as the throwing one. */
const NEAR = 3;

export interface ThrowingPlace {
  file: string;
  /** 1-based. */
  line: number;
}

/**
 * Signs that a fix hides the symptom. They are notes for the person, not a verdict.
 * @param patches the fix, parsed by {@link parseDiff}
 * @param throwing where the error was thrown, where known
 * @param causeElsewhere the hypothesis itself places the cause in code other than the throwing line
 */
export function symptomNotes(patches: readonly FilePatch[], throwing: ThrowingPlace | undefined, causeElsewhere: boolean): string[] {
  const changed = patches.flatMap((patch) => patch.hunks.flatMap((hunk) => hunk.lines.filter((line) => !line.startsWith(' '))));
  const removed = changed.filter((line) => line.startsWith('-')).map(words);
  const added = changed.filter((line) => line.startsWith('+')).map(words);
  if (!added.some((line) => line)) return [];
  if (onlyCatches(removed, added)) return ['The fix only catches the error: what causes it stays as it is.'];
  if (causeElsewhere && throwing && touchesOnly(patches, throwing) && onlyGuards(removed, added)) {
    return ['The fix only guards the line that throws, while the cause it names lies elsewhere: it may hide the symptom.'];
  }
  return [];
}

function words(line: string): string {
  return line.slice(1).trim();
}

/** The only addition to the existing code is a try with its catch. */
export function onlyCatches(removed: readonly string[], added: readonly string[]): boolean {
  const text = added.join('\n');
  if (!TRY.test(text) || !CATCH.test(text)) return false;
  const kept = new Set(removed);
  const fresh = added.filter((line) => !kept.has(line));
  return removed.every((line) => !line || added.includes(line)) && fresh.every((line) => CATCH_LINE.test(line.slice(0, 300)));
}

/** Optional chaining, a default, or an early return: the same code, made to survive a missing value. */
export function onlyGuards(removed: readonly string[], added: readonly string[]): boolean {
  const bare = new Set(removed.map(withoutGuards));
  const guarded = added.filter((line) => line && !removed.includes(line));
  const now = added.map(withoutGuards).join('\n');
  // A replaced line is not guarded.
  if (!removed.every((line) => now.includes(withoutGuards(line)))) return false;
  return guarded.length > 0 && guarded.every((line) => bare.has(withoutGuards(line)) || GUARD.test(line.slice(0, 300)));
}

/** `a?.b ?? []` → `a.b`; also `|| x`, `or x` and the conditions `x && …` that do the same. */
function withoutGuards(line: string): string {
  return line
    .slice(0, 500)
    .replace(/\?\.(?=[\w$#])|!\./g, '.')
    .replace(/\?\.(?=[[(])/g, '')
    .replace(/(?<!\s)\s*(?:\?\?|\|\||\bor\b)\s*(?:\[[^[\]]{0,200}\]|\{[^{}]{0,200}\}|''|""|``|[\w.]+(?:\(\))?|'[^']*'|"[^"]*")/g, '')
    .replace(/(?<![\w$.])[\w$.]+\s*&&\s*/g, '')
    .replace(/[\s();]/g, '');
}

function touchesOnly(patches: readonly FilePatch[], throwing: ThrowingPlace): boolean {
  const name = (file: string) => file.slice(file.lastIndexOf('/') + 1);
  return patches.every(
    (patch) =>
      name(patch.path) === name(throwing.file) &&
      patch.hunks.every((hunk) => {
        if (hunk.oldStart === undefined) return true;
        const end = hunk.oldStart + hunk.lines.filter((line) => !line.startsWith('+')).length;
        return throwing.line >= hunk.oldStart - NEAR && throwing.line <= end + NEAR;
      }),
  );
}
