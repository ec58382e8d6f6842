import type * as vscode from 'vscode';
import type { PanelMethods } from '../protocol/panelProtocol';
import type { Handlers } from '../protocol/rpc';
import type { CommandId, InternalCommandId } from './commandIds';

export type CommandHandler = (...args: unknown[]) => unknown;

/** What one feature adds. Every command and every view call belongs to exactly one feature; otherwise `createHost` does not compile. */
export interface Feature {
  /** Errors that a handler throws are shown to the person. */
  commands?: Partial<Record<CommandId | InternalCommandId, CommandHandler>>;
  /** Actions in the views. A rejection carries one sentence, which the view shows in place. */
  calls?: Partial<Handlers<PanelMethods>>;
  subscriptions?: vscode.Disposable[];
}
