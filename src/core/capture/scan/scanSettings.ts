import type { TraceFormat } from '../formats/format';
import type { TestRunner } from '../runners/runner';
import { consoleTriggers } from './consoleBlocks';
import { junitTrigger } from './junitXml';
import { escapedTrigger } from './textsInJson';
import { TriggerSearch } from './triggerSearch';

/** The formats and runners that a scan recognises. */
export interface ScanSettings {
  readonly formats: readonly TraceFormat[];
  readonly runners: readonly TestRunner[];
}

interface Searches {
  all: TriggerSearch;
  /** The search for only the runners' triggers: in a long trace every line has a trigger, but rarely one of these. */
  runners: TriggerSearch;
}

const built = new WeakMap<ScanSettings, Searches>();

/** The searches for all formats and runners of the settings, built once. */
export function searchesFor(settings: ScanSettings): Searches {
  let searches = built.get(settings);
  if (!searches) {
    const runners = settings.runners.flatMap(({ triggers }) => triggers);
    const formats = settings.formats.flatMap(({ triggers }) => triggers);
    searches = {
      all: new TriggerSearch([...formats, ...runners, escapedTrigger, junitTrigger, ...consoleTriggers]),
      runners: new TriggerSearch(runners),
    };
    built.set(settings, searches);
  }
  return searches;
}
