import * as vscode from 'vscode';
import { t } from '../../core/language';
import { flatFrames } from '../../core/context/failureEvidence';
import type { Investigation } from '../../core/investigation/investigation';
import type { InternalCommandId } from '../commandIds';
import { relativeName } from '../workspaceFiles';

const command: InternalCommandId = 'debugWithContext.focusEvidence';

/** One lens on each line of a frame, while its investigation is on show. */
export class FrameLenses implements vscode.CodeLensProvider, vscode.Disposable {
  private readonly emitter = new vscode.EventEmitter<void>();
  private registration: vscode.Disposable | undefined;

  readonly onDidChangeCodeLenses = this.emitter.event;

  constructor(private readonly current: () => Investigation | undefined) {}

  /** Registered only while there is something to show, so that editors do not query it otherwise. */
  refresh(): void {
    if (this.current()) {
      this.registration ??= vscode.languages.registerCodeLensProvider({ scheme: 'file' }, this);
      this.emitter.fire();
    } else {
      this.registration?.dispose();
      this.registration = undefined;
    }
  }

  provideCodeLenses(document: vscode.TextDocument): vscode.CodeLens[] {
    const current = this.current();
    const evidence = current?.evidence.collected?.evidence;
    const name = relativeName(document.uri);
    if (!current || !evidence || name === undefined) return [];
    const frames = flatFrames(evidence.report);
    const lenses = new Map<number, vscode.CodeLens>();
    let first = true;
    for (const { frame, file } of evidence.resolutions) {
      const line = frames[frame]?.line ?? 0;
      if (file === undefined || line < 1) continue;
      const title = first ? t('The failure shows here: see the hypotheses') : t("In the failure's call chain: see the evidence");
      const target = first ? 'hypotheses' : 'evidence:code';
      first = false;
      if (file !== name || line > document.lineCount || lenses.has(line)) continue;
      lenses.set(
        line,
        new vscode.CodeLens(new vscode.Range(line - 1, 0, line - 1, 0), {
          title: `$(bug) ${title}`,
          command,
          arguments: [target, current.id],
        }),
      );
    }
    return [...lenses.values()];
  }

  dispose(): void {
    this.registration?.dispose();
    this.emitter.dispose();
  }
}
