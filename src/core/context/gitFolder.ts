/** Names that git keeps its own files under, also as Windows and macOS would read them. */
const GIT_FOLDER = /^(?:\.git|git~\d{1,9})(?:[ .]*|:.*)$/i;

/** Whether a path leads into a folder of git's own: `.git`, by any spelling that a file system takes for it. */
export function belongsToGit(path: string): boolean {
  return path.split(/[\\/]/).some((segment) => GIT_FOLDER.test(segment.replace(/[\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]/g, '')));
}
