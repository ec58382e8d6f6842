import type * as vscode from 'vscode';
import { probeSetIn } from '../core/experiments/probes/probeLine';

/** The set that a logpoint of this program belongs to; undefined for every other breakpoint. */
export function logpointSet({ logMessage }: vscode.Breakpoint): string | undefined {
  return logMessage === undefined ? undefined : probeSetIn(logMessage);
}
