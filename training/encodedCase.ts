/** One reading with its labels; the names are short because there are many. */
export interface EncodedCase {
  id: string;
  corpus: string;
  language: string;
  package: string;
  kind: string;
  bugClass?: string;
  /** Rows: token ids, token flags, row features, function (−1: none), line features, 1 where the fix belongs here, section. */
  rows: { t: number[]; b: number[]; x: number[]; f: number; l: number[]; y: 0 | 1; s: string }[];
  /** Functions: features, 1 if the fix belongs here. */
  functions: { x: number[]; y: 0 | 1 }[];
  /** A true line is in a candidate. */
  reachable: boolean;
}
