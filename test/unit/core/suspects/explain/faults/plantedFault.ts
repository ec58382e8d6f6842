import type { DataFile } from '../../../../../../src/core/suspects/explain/dataRows';

/** Of a known fault a piece of code that has it, and the same code without it. */
export interface FaultProgram {
  fault: string;
  /** Its name gives the language. */
  file: string;
  bad: string;
  good: string;
  data?: readonly DataFile[];
}

export const pair = (fault: string, file: string, bad: string, good: string): FaultProgram => ({ fault, file, bad, good });

/** Each change in `text` is written `«good|bad»`; the bad sides make the fault. */
export function planted(fault: string, file: string, text: string): FaultProgram {
  const change = /«([^|»]*)\|([^»]*)»/g;
  return pair(fault, file, text.replace(change, '$2'), text.replace(change, '$1'));
}
