import * as z from 'zod/mini';
import { viewMethods, type PanelMethods, type ViewMethods } from '../protocol/panelProtocol';
import { createPeer, type Handlers, type Peer } from '../protocol/rpc';
import type { StateStore } from './viewMemory';

interface VsCodeApi extends StateStore {
  postMessage(message: unknown): void;
}

declare function acquireVsCodeApi(): VsCodeApi;

/** Connects this page with the extension. Call once: VS Code provides its API only one time. */
export function connectHost(handlers: Handlers<ViewMethods>): { peer: Peer<PanelMethods>; store: StateStore } {
  // zod would try `new Function` for speed; the page's content security policy forbids it and would report it.
  z.config({ jitless: true });
  const api = acquireVsCodeApi();
  const peer = createPeer<ViewMethods, PanelMethods>(viewMethods, handlers, (message) => api.postMessage(message));
  window.addEventListener('message', (event) => peer.receive(event.data));
  return { peer, store: api };
}
