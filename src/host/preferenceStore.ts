import type * as vscode from 'vscode';
import { isPreference, NO_PREFERENCE, type Preference } from '../core/suspects/preference';

const KEY = 'debugWithContext.preference';

/** What was learned from the person's verdicts in this workspace, on this machine: never synchronised, never sent. */
export class PreferenceStore {
  constructor(private readonly state: vscode.Memento) {}

  get current(): Preference {
    const stored: unknown = this.state.get(KEY);
    return isPreference(stored) ? stored : NO_PREFERENCE;
  }

  async set(preference: Preference): Promise<void> {
    await this.state.update(KEY, preference);
  }

  async forget(): Promise<void> {
    await this.state.update(KEY, undefined);
  }
}
