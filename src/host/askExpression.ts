import * as vscode from 'vscode';
import { t } from '../core/language';

/**
 * Asks which expression to use: an offered one, or one that the person types.
 * @param offered the most likely first
 * @returns undefined if the person cancelled
 */
export function askExpression(offered: readonly { name: string; about?: string }[], where: string): Promise<string | undefined> {
  const pick = vscode.window.createQuickPick();
  pick.title = t('Follow a value from {0}', where);
  pick.placeholder = t('Choose an expression, or type one, such as order.items');
  const items = offered.map(({ name, about }): vscode.QuickPickItem => ({
    label: name,
    ...(about !== undefined && { description: about }),
  }));
  pick.items = items;
  return new Promise((resolve) => {
    pick.onDidChangeValue((value) => {
      const typed = value.trim();
      pick.items = typed && !items.some(({ label }) => label === typed) ? [...items, { label: typed, alwaysShow: true }] : items;
    });
    pick.onDidAccept(() => {
      resolve(pick.selectedItems[0]?.label);
      pick.hide();
    });
    pick.onDidHide(() => {
      resolve(undefined);
      pick.dispose();
    });
    pick.show();
  });
}
