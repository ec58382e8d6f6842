/** A secret in a text. */
export interface Finding {
  /** 0-based offsets, end exclusive. */
  start: number;
  end: number;
  /** Goes into the placeholder: letters, digits and `-`. */
  kind: string;
}

/** Receives a value found at an offset. */
export type AddFinding = (start: number, value: string, kind: string) => void;
