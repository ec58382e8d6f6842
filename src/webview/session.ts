import { investigationMethods, type PanelMethods } from '../protocol/panelProtocol';
import type { CallOptions, ParamsOf, Peer, ResultOf } from '../protocol/rpc';
import type { ViewMemory } from './viewMemory';

/** What a component says of a call; which investigation it is about is the session's. */
type Said<K extends keyof PanelMethods> = Omit<ParamsOf<PanelMethods[K]>, 'investigation'>;

/** What every component is given: the way to the host, and the memory of the view. */
export interface Session {
  /** Calls the host and waits for its answer; rejects with one sentence for the person. */
  call: <K extends keyof PanelMethods>(name: K, params: Said<K>, options?: CallOptions) => Promise<ResultOf<PanelMethods[K]>>;
  /** Calls the host; a failure is shown on top of the view. */
  act<K extends keyof PanelMethods>(name: K, params: Said<K>): void;
  /** Says something to a screen reader. */
  announce(sentence: string): void;
  memory: ViewMemory;
  /** Keys are named as on a Mac. */
  mac: boolean;
}

/**
 * A way to the host on which every call that is about an investigation names the same one: a component goes on speaking of the
 * investigation that it was made for, whatever the view shows by then.
 * @param investigation undefined on the home view, which makes no such call
 */
export function callsAbout(investigation: string | undefined, peer: Peer<PanelMethods>): Session['call'] {
  return (name, params, options) =>
    peer.call(name, { ...params, ...(name in investigationMethods && { investigation }) } as ParamsOf<PanelMethods[typeof name]>, options);
}
