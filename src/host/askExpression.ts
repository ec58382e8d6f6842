import * as vscode from 'vscode';

/**
 * Asks which expression is meant: one of those offered, or what the person types.
 * @param offered the likeliest first
 * @returns undefined where they changed their mind
 */
export function askExpression(offered: readonly { name: string; about?: string }[], where: string): Promise<string | undefined> {
  const pick = vscode.window.createQuickPick();
  pick.title = `Follow a value from ${where}`;
  pick.placeholder = 'Choose an expression, or type one: orders, order.items';
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
