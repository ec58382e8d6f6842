import { findArguments } from './findArguments';
import { findAssigned } from './findAssigned';
import { findCalls } from './findCalls';
import { findCodes } from './findCodes';
import { findCredentials } from './findCredentials';
import { findDeclared } from './findDeclared';
import type { Finding } from './finding';
import { findPhrases } from './findPhrases';
import { findPrivateKeys } from './findPrivateKeys';
import { findTokens } from './findTokens';

/** Finds secrets by their form, their place, and the words beside them. Linear in the text. Findings may overlap and are unordered. */
export function findSecrets(text: string): Finding[] {
  const findings: Finding[] = [];
  const add = (start: number, value: string, kind: string): void => {
    if (value) findings.push({ start, end: start + value.length, kind });
  };
  findPrivateKeys(text, add);
  findTokens(text, add);
  findCredentials(text, add);
  findArguments(text, add);
  findAssigned(text, add);
  findCalls(text, add);
  findCodes(text, add);
  findPhrases(text, add);
  findDeclared(text, add);
  return findings;
}
