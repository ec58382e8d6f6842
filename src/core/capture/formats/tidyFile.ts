/** Without `file://`, percent signs decoded. */
export function tidyFile(file: string): string {
  if (!file.startsWith('file://')) return file;
  const path = file
    .slice(7)
    .replace(/^\/(?=[A-Za-z]:[\\/])/, '')
    .replace(/^localhost(?=\/)/, '');
  if (!path.includes('%')) return path;
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
