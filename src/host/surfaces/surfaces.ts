import * as vscode from 'vscode';
import { panelMethods, type PanelMethods, type ViewMethods } from '../../protocol/panelProtocol';
import type { AnswerState, PanelState } from '../../protocol/panelState';
import { createPeer, type Handlers, type Peer } from '../../protocol/rpc';
import type { SurfaceMode } from './webviewHtml';

/** State is posted at most this often, ms. */
const POST_INTERVAL = 50;

/** What a webview panel and a webview view have in common. */
export interface SurfaceFrame {
  onDidDispose: (listener: () => void) => vscode.Disposable;
  onDidChangeVisibility: (listener: () => void) => vscode.Disposable;
  isVisible(): boolean;
}

interface Surface {
  mode: SurfaceMode;
  frame: SurfaceFrame;
  peer: Peer<ViewMethods>;
  /** Its script has asked for the state and it has not been hidden since. */
  ready: boolean;
  /** Focus target once it is ready. */
  pendingFocus?: string;
}

export interface SurfaceSource {
  state(mode: SurfaceMode): PanelState;
  /** Only the answer, if an investigation is shown. */
  answer(): { investigation: string; answer: AnswerState } | undefined;
}

/** The open webviews: serves their calls and keeps them up to date. */
export class Surfaces implements vscode.Disposable {
  private readonly surfaces = new Set<Surface>();
  private timer: NodeJS.Timeout | undefined;
  private due: 'state' | 'answer' | undefined;
  private served: { source: SurfaceSource; handlers: Omit<Handlers<PanelMethods>, 'ready'> } | undefined;
  private readonly shownEmitter = new vscode.EventEmitter<SurfaceMode>();

  /** Fires when a surface becomes visible. */
  readonly onDidShow = this.shownEmitter.event;

  /** The state to draw, and the actions; before this call nothing is attached. */
  serve(source: SurfaceSource, handlers: Omit<Handlers<PanelMethods>, 'ready'>): void {
    this.served = { source, handlers };
  }

  attach(mode: SurfaceMode, webview: vscode.Webview, frame: SurfaceFrame): void {
    const surface: Surface = { mode, frame, ready: false, peer: this.connect(webview, () => surface) };
    this.surfaces.add(surface);
    const subscriptions = [
      webview.onDidReceiveMessage((message) => surface.peer.receive(message)),
      frame.onDidChangeVisibility(() => {
        if (frame.isVisible()) return;
        // A hidden webview loses its script and the messages posted to it; it calls `ready` again when it is shown.
        surface.ready = false;
        surface.peer.close(new Error('hidden'));
      }),
    ];
    frame.onDidDispose(() => {
      this.surfaces.delete(surface);
      surface.peer.close(new Error('closed'));
      for (const subscription of subscriptions) subscription.dispose();
    });
  }

  /** Something changed: everything, or only the streaming answer. */
  changed(what: 'state' | 'answer'): void {
    if (this.due !== 'state') this.due = what;
    this.timer ??= setTimeout(() => this.post(), POST_INTERVAL);
  }

  /** Moves the focus in the surface of this mode as soon as it exists. */
  focus(mode: SurfaceMode, target: string): void {
    const surface = [...this.surfaces].find((each) => each.mode === mode);
    if (!surface) return;
    if (surface.ready) void surface.peer.call('focus', { target }).catch(() => {});
    else surface.pendingFocus = target;
  }

  dispose(): void {
    clearTimeout(this.timer);
    this.shownEmitter.dispose();
    for (const { peer } of this.surfaces) peer.close(new Error('closed'));
  }

  private connect(webview: vscode.Webview, surface: () => Surface): Peer<ViewMethods> {
    const handlers = { ...this.serving.handlers, ready: () => this.welcome(surface()) };
    return createPeer<PanelMethods, ViewMethods>(panelMethods, handlers, (message) => void webview.postMessage(message));
  }

  private welcome(surface: Surface): PanelState {
    surface.ready = true;
    this.shownEmitter.fire(surface.mode);
    const { pendingFocus } = surface;
    surface.pendingFocus = undefined;
    if (pendingFocus) setTimeout(() => void surface.peer.call('focus', { target: pendingFocus }).catch(() => {}), POST_INTERVAL);
    return this.serving.source.state(surface.mode);
  }

  private get serving(): NonNullable<Surfaces['served']> {
    if (!this.served) throw new Error('a view was attached before there was anything to serve');
    return this.served;
  }

  private post(): void {
    const { due } = this;
    if (!this.served) return;
    this.timer = undefined;
    this.due = undefined;
    const answer = due === 'answer' ? this.serving.source.answer() : undefined;
    for (const { ready, peer, mode } of this.surfaces) {
      if (!ready) continue;
      const sent = answer ? peer.call('answer', answer) : peer.call('state', this.serving.source.state(mode));
      // A view that was closed meanwhile gets the newest state when it opens again.
      sent.catch(() => {});
    }
  }
}
