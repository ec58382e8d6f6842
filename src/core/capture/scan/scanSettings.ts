import type { TraceFormat } from '../formats/format';
import type { TestRunner } from '../runners/runner';
import { consoleTriggers } from './consoleBlocks';
import { junitTrigger } from './junitXml';
import { escapedTrigger } from './textsInJson';
import { TriggerSearch } from './triggerSearch';

/** What a scan looks for. */
export interface ScanSettings {
  readonly formats: readonly TraceFormat[];
  readonly runners: readonly TestRunner[];
}

interface Searches {
  all: TriggerSearch;
  /** Of the runners' triggers alone: in a long trace every line has a trigger, and hardly any of these. */
  runners: TriggerSearch;
}

const built = new WeakMap<ScanSettings, Searches>();

/** The searches for all that the settings name, built once. */
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
