import { t } from '../core/language';
import { NotStorable } from './investigationFiles';

/** Why an investigation could not be stored, and what becomes of it: one sentence for a person. */
export function storageFailure(error: unknown): string {
  if (error instanceof NotStorable) {
    return error.reason === 'tooLarge'
      ? t('The investigation is too large to be stored. It stays until the window closes.')
      : t(
          'A later version of this extension stored this investigation. Its file is left as it is; what changes here stays until the window closes.',
        );
  }
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  const stays = t('The investigation stays in this window and is stored as soon as that is possible.');
  switch (code) {
    case 'ENOSPC':
    case 'EDQUOT':
      return `${t('The disk is full.')} ${stays}`;
    case 'EROFS':
    case 'EACCES':
    case 'EPERM':
    // The folder cannot be created: a file has its name, or Node reports a read-only disk as a missing parent.
    case 'ENOENT':
    case 'ENOTDIR':
    case 'EEXIST':
      return `${t('The folder for investigations cannot be written to.')} ${stays}`;
    default:
      return `${t('The investigation could not be stored ({0}).', error instanceof Error ? error.message : String(error))} ${stays}`;
  }
}
