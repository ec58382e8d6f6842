import { shown } from '../core/language';
import type { CliIo } from './io';
import { plainText } from './plainText';

/** Progress on standard error, and only to a terminal: one line that is overwritten and cleared at the end. */
export function progressLine(io: CliIo): { show: (message: string) => void; clear: () => void } {
  const { onProgress = () => {} } = io;
  if (!io.stderr.isTTY) return { show: onProgress, clear: () => {} };
  const erase = '\r\u001b[2K';
  return {
    show: (message) => io.stderr.write(`${erase}${plainText(shown(message))} …`),
    clear: () => io.stderr.write(erase),
  };
}
