import * as vscode from 'vscode';
import { t } from '../core/language';
import { logpointSet } from './logpointSet';

/**
 * Removes logpoints that a window left behind when it ended without warning: VS Code keeps breakpoints with the workspace. They may arrive
 * after the start, so every later arrival is checked, too.
 * @param here sets that this window inserted
 */
export function removeLeftLogpoints(here: ReadonlySet<string>): vscode.Disposable {
  const remove = (breakpoints: readonly vscode.Breakpoint[]): void => {
    const left = breakpoints.filter((each) => {
      const set = logpointSet(each);
      return set !== undefined && !here.has(set);
    });
    if (!left.length) return;
    vscode.debug.removeBreakpoints(left);
    const count = left.length;
    const said = count === 1 ? t('One logpoint of an earlier window removed') : t('{0} logpoints of an earlier window removed', count);
    vscode.window.setStatusBarMessage(said, 5000);
  };
  remove(vscode.debug.breakpoints);
  return vscode.debug.onDidChangeBreakpoints(({ added }) => remove(added));
}
