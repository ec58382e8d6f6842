import { investigationMethods, type PanelMethods } from '../protocol/panelProtocol';
import type { CallOptions, ParamsOf, Peer, ResultOf } from '../protocol/rpc';
import type { ViewMemory } from './viewMemory';

/** A component's part of a call; the session adds the investigation. */
type Said<K extends keyof PanelMethods> = Omit<ParamsOf<PanelMethods[K]>, 'investigation'>;

/** What every component receives: access to the host, and the memory of the view. */
export interface Session {
  /** Calls the host and waits for its answer; rejects with one sentence for the person. */
  call: <K extends keyof PanelMethods>(name: K, params: Said<K>, options?: CallOptions) => Promise<ResultOf<PanelMethods[K]>>;
  /** Calls the host; a failure is shown at the top of the view. */
  act<K extends keyof PanelMethods>(name: K, params: Said<K>): void;
  /** Announces something to a screen reader. */
  announce(sentence: string): void;
  /** Opens the help on keys and screen readers. */
  showHelp(): void;
  memory: ViewMemory;
  /** Keys have their Mac names. */
  mac: boolean;
}

/**
 * Access to the host in which every call about an investigation names the same one: a component keeps calling for the investigation that it
 * was made for, whatever the view shows by then.
 * @param investigation undefined on the home view, which makes no such call
 */
export function callsAbout(investigation: string | undefined, peer: Peer<PanelMethods>): Session['call'] {
  return (name, params, options) =>
    peer.call(name, { ...params, ...(name in investigationMethods && { investigation }) } as ParamsOf<PanelMethods[typeof name]>, options);
}
