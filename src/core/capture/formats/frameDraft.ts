import type { Frame, FrameOrigin } from '../failureReport';

/** A frame before the scanner has set its origin. */
export type FrameDraft = Omit<Frame, 'origin' | 'generated'> & { origin?: FrameOrigin };
