import type { PanelMethods } from '../protocol/panelProtocol';
import type { ParamsOf, Peer } from '../protocol/rpc';
import type { ViewMemory } from './viewMemory';

/** What every component is given: the way to the host, and the memory of the view. */
export interface Session {
  /** Calls the host and waits for its answer; rejects with one sentence for the person. */
  call: Peer<PanelMethods>['call'];
  /** Calls the host; a failure is shown on top of the view. */
  act<K extends keyof PanelMethods>(name: K, params: ParamsOf<PanelMethods[K]>): void;
  /** Says something to a screen reader. */
  announce(sentence: string): void;
  memory: ViewMemory;
  /** Keys are named as on a Mac. */
  mac: boolean;
}
