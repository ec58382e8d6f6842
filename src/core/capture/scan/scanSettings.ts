import type { TraceFormat } from '../formats/format';
import type { TestRunner } from '../runners/runner';
import { consoleTriggers } from './consoleBlocks';
import { ctrfTrigger } from './ctrfJson';
import { junitTrigger } from './junitXml';
import { escapedTrigger } from './textsInJson';
import { TriggerSearch } from './triggerSearch';

/** The formats and runners that a scan recognises. */
export interface ScanSettings {
  readonly formats: readonly TraceFormat[];
  readonly runners: readonly TestRunner[];
}

/** Who can start at a line: a format, a runner, or what else reads lines. */
export type LineStarter = TraceFormat | TestRunner | 'other';

const built = new WeakMap<ScanSettings, TriggerSearch<LineStarter>>();

/** The search for the triggers of all formats and runners of the settings, built once. */
export function searchFor(settings: ScanSettings): TriggerSearch<LineStarter> {
  let search = built.get(settings);
  if (!search) {
    const owned = [...settings.formats, ...settings.runners].flatMap((owner) => owner.triggers.map((trigger) => [trigger, owner] as const));
    const others = [escapedTrigger, junitTrigger, ctrfTrigger, ...consoleTriggers].map((trigger) => [trigger, 'other'] as const);
    search = new TriggerSearch<LineStarter>([...owned, ...others]);
    built.set(settings, search);
  }
  return search;
}
