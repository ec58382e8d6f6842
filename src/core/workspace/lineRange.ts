/** 1-based, both ends inclusive. */
export interface LineRange {
  startLine: number;
  endLine: number;
}
