import type { TraceFormat } from './format';
import { javascript } from './javascript';

/** Every trace format that capture can read. Where two could start at the same line, the first one here does. */
export const formats: readonly TraceFormat[] = [javascript];
