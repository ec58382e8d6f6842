import type * as vscode from 'vscode';
import type { PanelMethods } from '../protocol/panelProtocol';
import type { Handlers } from '../protocol/rpc';
import type { CommandId, InternalCommandId } from './commandIds';

export type CommandHandler = (...args: unknown[]) => unknown;

/** What one feature adds. Every command and every call of the views belongs to one: `createHost` does not compile without. */
export interface Feature {
  /** What a handler throws is shown to the person. */
  commands?: Partial<Record<CommandId | InternalCommandId, CommandHandler>>;
  /** What the person does in the views. Rejections carry one sentence that the view shows in place. */
  calls?: Partial<Handlers<PanelMethods>>;
  subscriptions?: vscode.Disposable[];
}
