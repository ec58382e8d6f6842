import { randomUUID } from 'node:crypto';
import type { Ids } from '../core/ports';

/** Ids that are unique in every window and on every machine. */
export const randomIds: Ids = { next: () => randomUUID() };
