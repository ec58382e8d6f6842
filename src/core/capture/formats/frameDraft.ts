import type { Frame, FrameOrigin } from '../failureReport';

/** A frame before the scanner has told where it comes from. */
export type FrameDraft = Omit<Frame, 'origin' | 'generated'> & { origin?: FrameOrigin };
