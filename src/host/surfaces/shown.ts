import * as vscode from 'vscode';
import { userFacingErrors } from '../../app/userFacingErrors';
import type { Investigation } from '../../core/investigation/investigation';
import type { Investigations } from '../investigations';

/** The investigation that the surfaces show, and that commands without a named investigation refer to. Nothing else uses it. */
export class Shown implements vscode.Disposable {
  private id: string | undefined;
  private readonly emitter = new vscode.EventEmitter<void>();
  private readonly subscriptions: vscode.Disposable;

  readonly onDidChange = this.emitter.event;

  constructor(private readonly investigations: Investigations) {
    this.subscriptions = vscode.Disposable.from(
      this.emitter,
      investigations.onDidChange(({ id, event }) => event === 'deleted' && id === this.id && this.hide()),
    );
  }

  get investigation(): Investigation | undefined {
    return this.id === undefined ? undefined : this.investigations.get(this.id);
  }

  /** The investigation for a command that names none. Throws if none is shown. */
  orThrow(): Investigation {
    const { investigation } = this;
    if (!investigation) throw userFacingErrors.noInvestigation();
    return investigation;
  }

  /** @param id of an investigation in memory */
  show(id: string): void {
    this.id = id;
    this.emitter.fire();
  }

  hide(): void {
    this.id = undefined;
    this.emitter.fire();
  }

  dispose(): void {
    this.subscriptions.dispose();
  }
}
