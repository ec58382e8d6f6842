import * as vscode from 'vscode';
import { SECTION } from './settings';

/** Sets the context key `debugWithContext.<name>` for the `when` of a menu or a key. */
export function setContext(name: string, value: boolean): void {
  void vscode.commands.executeCommand('setContext', `${SECTION}.${name}`, value);
}
