import * as vscode from 'vscode';
import { recipeOfTask } from '../../app/recipeOfTask';
import type { KnownRecipe } from '../../core/investigation/runRecord';

/** Failed tasks that are remembered. */
const KEPT = 8;

/** Remembers the commands of failed tasks. VS Code shows their output in a terminal of their name and gives it to no extension. */
export class TaskWatch implements vscode.Disposable {
  private readonly failed: { name: string; recipe: KnownRecipe }[] = [];
  private readonly subscription = vscode.tasks.onDidEndTaskProcess(({ execution: { task }, exitCode }) => {
    if (!exitCode || !task.execution || task.execution instanceof vscode.CustomExecution) return;
    const folder = typeof task.scope === 'object' ? task.scope.uri : vscode.workspace.workspaceFolders?.[0]?.uri;
    const recipe = recipeOfTask(task.execution, folder?.fsPath);
    if (!recipe) return;
    this.failed.unshift({ name: task.name, recipe });
    this.failed.splice(KEPT);
  });

  /** The command of the last failed task in a terminal. */
  recipeIn(terminal: vscode.Terminal | undefined): KnownRecipe | undefined {
    const name = terminal?.name;
    return name === undefined ? undefined : this.failed.find((task) => name === task.name || name.endsWith(` - ${task.name}`))?.recipe;
  }

  dispose(): void {
    this.subscription.dispose();
  }
}
