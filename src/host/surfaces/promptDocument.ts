import * as vscode from 'vscode';
import type { Investigation } from '../../core/investigation/investigation';
import type { Investigations } from '../investigations';
import { columnForCode } from '../openLocation';

const SCHEME = 'debug-with-context-prompt';

/** The exact prompt as a read-only document that follows the evidence. */
export class PromptDocument implements vscode.TextDocumentContentProvider, vscode.Disposable {
  private readonly emitter = new vscode.EventEmitter<vscode.Uri>();
  private readonly subscriptions: vscode.Disposable;

  readonly onDidChange = this.emitter.event;

  constructor(private readonly investigations: Investigations) {
    this.subscriptions = vscode.Disposable.from(
      this.emitter,
      vscode.workspace.registerTextDocumentContentProvider(SCHEME, this),
      investigations.onDidChange(({ id, event }) => event === 'collected' && this.emitter.fire(uriFor(id))),
    );
  }

  provideTextDocumentContent({ query }: vscode.Uri): string {
    const investigation = this.investigations.get(query);
    return (investigation && promptText(investigation)) ?? '';
  }

  async show(id: string): Promise<void> {
    const document = await vscode.workspace.openTextDocument(uriFor(id));
    await vscode.languages.setTextDocumentLanguage(document, 'markdown').then(undefined, () => {});
    await vscode.window.showTextDocument(document, { preview: true, viewColumn: columnForCode() });
  }

  dispose(): void {
    this.subscriptions.dispose();
  }
}

/** What a model would be sent, word for word; undefined until the evidence is collected. */
export function promptText({ evidence }: Investigation): string | undefined {
  const prompt = evidence.collected?.prompt;
  return prompt && `${prompt.system}\n\n${prompt.text}`;
}

function uriFor(id: string): vscode.Uri {
  return vscode.Uri.from({ scheme: SCHEME, path: '/Prompt.md', query: id });
}
