import * as vscode from 'vscode';
import { SECTION } from './settings';

/** Sets what the `when` of a menu or a key asks for, as `debugWithContext.<name>`. */
export function setContext(name: string, value: boolean): void {
  void vscode.commands.executeCommand('setContext', `${SECTION}.${name}`, value);
}
