/** Names of git's own folder, including the spellings that Windows and macOS accept. */
const GIT_FOLDER = /^(?:\.git|git~\d{1,9})(?:[ .]*|:.*)$/i;

/** Whether a path leads into git's own folder: `.git`, in any spelling that a file system accepts. */
export function belongsToGit(path: string): boolean {
  return path.split(/[\\/]/).some((segment) => GIT_FOLDER.test(segment.replace(/[\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]/g, '')));
}
