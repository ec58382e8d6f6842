import * as vscode from 'vscode';
import type { CommandId, InternalCommandId } from './commandIds';
import { hostOf } from './apiKeys';
import { showAboutModel } from './aboutModel';
import type { Capture } from '../app/capture';
import { stopOfFrame } from './captureDebugger';
import { captureFromEditor, captureSelection } from './captureEditor';
import { captureFromProblem } from './captureProblem';
import { captureLastFailedCommand, captureTerminalSelection } from './captureTerminal';
import { captureFromTest } from './captureTest';
import { evidenceLocations } from './decorations';
import type { Investigation } from '../core/investigation/investigation';
import type { Desk } from './desk';
import { exportInvestigation } from './exportInvestigation';
import { openLocation } from './openLocation';
import { openSample } from './openSample';
import { selectionReference } from './panelHandlers';
import { promptText } from './promptDocument';
import { SECTION, readSettings } from './settings';
import { SIDEBAR_VIEW_ID } from './commandIds';
import { userFacingErrors } from '../app/userFacingErrors';
import { relativeName } from './workspaceFiles';

type CommandHandler = (...args: unknown[]) => unknown;

/** Every command, in one table. What a handler throws is shown to the person. */
export function commandHandlers(desk: Desk): Record<CommandId | InternalCommandId, CommandHandler> {
  const { terminals, stops } = desk.parts;
  const guarded =
    (handler: CommandHandler) =>
    async (...args: unknown[]) => {
      try {
        await handler(...args);
      } catch (error) {
        // Not awaited: a message stays until it is closed.
        void desk.report(error);
      }
    };

  const addReference = (reference: string | undefined): void => {
    if (reference === undefined) throw userFacingErrors.noSelection();
    const { id } = desk.shownOrThrow();
    desk.investigations.dispatch(id, { type: 'referenceAdded', reference });
    desk.reveal();
    void desk.evidence.collect(id);
  };

  /** The investigation that a view names; from the palette, the one on show. */
  const named = (id: unknown): Investigation => (typeof id === 'string' ? desk.investigations.getOrThrow(id) : desk.shownOrThrow());

  /** The place before or after the cursor in the round of evidence. */
  const goToEvidence = async (step: 1 | -1): Promise<void> => {
    const current = desk.shownOrThrow();
    const places = evidenceLocations(current);
    const editor = vscode.window.activeTextEditor;
    const here = places.findIndex(
      ({ file, line }) => editor && file === relativeName(editor.document.uri) && line === editor.selection.active.line + 1,
    );
    const next = places[here < 0 ? 0 : (here + step + places.length) % places.length];
    if (next) await openLocation(current, next.file, next.line);
  };

  const handlers: Record<CommandId | InternalCommandId, CommandHandler> = {
    'debugWithContext.debug': async () => {
      const capture = await nearestCapture(desk);
      if (capture) await desk.investigate(capture);
      else throw userFacingErrors.nothingToDebug();
    },
    'debugWithContext.debugSelection': async (uri) => {
      const editor = editorOf(uri);
      const capture = editor && (await captureFromEditor(editor, desk.analysis, desk.glance));
      if (!capture) throw userFacingErrors.noTrace('editor');
      await desk.investigate(capture);
    },
    'debugWithContext.debugTerminalSelection': async () => {
      const capture = await captureTerminalSelection();
      if (!capture) throw userFacingErrors.emptyTerminalSelection();
      await desk.investigate(capture);
    },
    'debugWithContext.debugTest': async (argument) => {
      const { test, message } = testArgument(argument);
      if (!test) throw userFacingErrors.noTrace('test');
      await desk.investigate(captureFromTest(test, message));
    },
    'debugWithContext.debugFrame': async (...args) => {
      // The address of the source comes first, the frame second; older versions hand over the frame alone.
      const stop = args.map((argument) => stopOfFrame(stops, argument)).find(Boolean);
      if (!stop) throw userFacingErrors.frameGone();
      await desk.investigate(await desk.captureStop(stop));
    },
    'debugWithContext.debugProblem': async (uri, diagnostic) => {
      if (uri instanceof vscode.Uri && isDiagnostic(diagnostic)) await desk.investigate(captureFromProblem(uri, diagnostic));
    },
    'debugWithContext.newFailure': async () => {
      await vscode.commands.executeCommand(`${SIDEBAR_VIEW_ID}.focus`);
      desk.surfaces.focus('sidebar', 'paste');
    },
    'debugWithContext.openPanel': () => desk.panel.show(),
    'debugWithContext.focusEvidence': (target, id) => {
      if (typeof id === 'string' && desk.investigations.get(id)) desk.shown.show(id);
      desk.reveal();
      const mode = readSettings().openIn;
      desk.surfaces.focus(mode, typeof target === 'string' ? target : 'evidence');
    },
    'debugWithContext.openInvestigation': async () => {
      const id = await pickInvestigation(desk, 'Open which investigation?');
      if (id !== undefined) await desk.openInvestigation(id);
    },
    'debugWithContext.exportInvestigation': async () => {
      const id = desk.shown.investigation?.id ?? (await pickInvestigation(desk, 'Export which investigation?'));
      if (id !== undefined) await exportInvestigation(desk, id);
    },
    'debugWithContext.deleteInvestigation': async () => {
      const id = await pickInvestigation(desk, 'Delete which investigation?');
      if (id !== undefined) await desk.deleteInvestigation(id);
    },
    'debugWithContext.deleteAllInvestigations': async () => {
      await desk.investigations.list();
      const { summaries } = desk.investigations;
      const question = `Delete all ${summaries.length} investigations of this workspace?`;
      const answer = await vscode.window.showWarningMessage(question, { modal: true, detail: 'They cannot be brought back.' }, 'Delete');
      if (answer === 'Delete') for (const { id } of summaries) await desk.deleteInvestigation(id);
    },
    'debugWithContext.ask': () => desk.ask(desk.shownOrThrow().id),
    'debugWithContext.cancel': () => desk.asking.cancel(desk.shownOrThrow().id),
    'debugWithContext.copyPrompt': async (about) => {
      const { id } = named(about);
      await desk.evidence.settled(id);
      const text = promptText(desk.investigations.getOrThrow(id));
      if (text === undefined) throw userFacingErrors.noPrompt();
      await vscode.env.clipboard.writeText(text);
      vscode.window.setStatusBarMessage('$(check) Prompt copied', 3000);
    },
    'debugWithContext.showPrompt': async (about) => {
      const { id } = named(about);
      await desk.evidence.settled(id);
      if (promptText(desk.investigations.getOrThrow(id)) === undefined) throw userFacingErrors.noPrompt();
      await desk.prompt.show(id);
    },
    'debugWithContext.addSelection': () => addReference(selectionReference()),
    'debugWithContext.addFile': (uri) => {
      const target = uri instanceof vscode.Uri ? uri : vscode.window.activeTextEditor?.document.uri;
      const name = target && relativeName(target);
      if (name === undefined) throw userFacingErrors.fileNotFound(target?.path ?? 'The file');
      addReference(`@${name}`);
    },
    'debugWithContext.nextEvidence': () => goToEvidence(1),
    'debugWithContext.previousEvidence': () => goToEvidence(-1),
    'debugWithContext.applyFix': async () => {
      const fix = desk.fixes.fixOf(vscode.window.activeTextEditor?.document.uri);
      if (!fix) throw userFacingErrors.noFix();
      await desk.applyFix(fix);
    },
    'debugWithContext.chooseProvider': async () => {
      await desk.providers.refresh();
      const items = desk.providers
        .list()
        .map(({ id, label, destination, problem }) => ({ id, label, description: problem ?? destination }));
      const detect = { id: '', label: '$(search) Detect Ollama and LM Studio on this machine', description: '' };
      const picked = await vscode.window.showQuickPick([...items, detect], { placeHolder: 'Which model makes hypotheses?' });
      if (picked?.id) await desk.providers.choose(picked.id);
      else if (picked) await desk.run('debugWithContext.detectServers');
    },
    'debugWithContext.detectServers': async () => {
      const servers = await desk.providers.detect();
      if (!servers.length) {
        void vscode.window.showInformationMessage(
          'Neither Ollama nor LM Studio answers on its default port. Start one of them and detect again.',
        );
        return;
      }
      const items = servers.map(({ id, label, baseUrl, models }) => ({
        id,
        label,
        description: `${hostOf(baseUrl)}, ${models.length} models`,
      }));
      const picked = await vscode.window.showQuickPick(items, { placeHolder: 'Which server makes hypotheses?' });
      if (picked) await desk.providers.choose(picked.id);
    },
    'debugWithContext.setApiKey': async () => {
      const { baseUrl } = readSettings().openai;
      const prompt = `API key for ${hostOf(baseUrl)}. It is kept in VS Code's secret storage and sent to this server only.`;
      const key = await vscode.window.showInputBox({ prompt, password: true, ignoreFocusOut: true });
      if (key?.trim()) await desk.keys.set(baseUrl, key);
    },
    'debugWithContext.clearApiKey': async () => {
      const { baseUrl } = readSettings().openai;
      await desk.keys.clear(baseUrl);
      void vscode.window.showInformationMessage(`The API key for ${hostOf(baseUrl)} is deleted.`);
    },
    'debugWithContext.openSample': async () => {
      try {
        await openSample(desk.parts.context);
      } catch (error) {
        throw userFacingErrors.noSample(error);
      }
    },
    'debugWithContext.openSettings': () =>
      vscode.commands.executeCommand('workbench.action.openSettings', `@ext:${desk.parts.context.extension.id} ${SECTION}`),
    'debugWithContext.aboutModel': () => showAboutModel(desk.parts.context.extensionUri),
    'debugWithContext.forgetVerdicts': async () => {
      const verdicts = await desk.verdicts.forget();
      void vscode.window.showInformationMessage(
        verdicts ? `What ${verdicts} verdicts taught the ranking is forgotten.` : 'Your verdicts have taught the ranking nothing yet.',
      );
    },
    'debugWithContext.showLog': () => desk.parts.log.show(),
  };

  /** The order of the sources: what the person selected, what failed last, what stands still, what was copied. */
  async function nearestCapture({ captureStop }: Pick<Desk, 'captureStop'>): Promise<Capture | undefined> {
    const selected = await captureSelection(vscode.window.activeTextEditor, desk.glance);
    if (selected) return selected;
    const failed = await captureLastFailedCommand(terminals, desk.glance);
    if (failed) return failed;
    const stop = stops.currentException;
    if (stop) return captureStop.call(desk, stop);
    const text = await vscode.env.clipboard.readText();
    return (await desk.glance(text)) ? { source: 'clipboard', input: { text } } : undefined;
  }

  return Object.fromEntries(Object.entries(handlers).map(([id, handler]) => [id, guarded(handler)])) as typeof handlers;
}

function editorOf(uri: unknown): vscode.TextEditor | undefined {
  const { activeTextEditor, visibleTextEditors } = vscode.window;
  if (!(uri instanceof vscode.Uri) || activeTextEditor?.document.uri.toString() === uri.toString()) return activeTextEditor;
  return visibleTextEditors.find(({ document }) => document.uri.toString() === uri.toString()) ?? activeTextEditor;
}

/** A message's menu hands over test and message; a result's menu the test alone. */
function testArgument(argument: unknown): { test?: vscode.TestItem; message?: vscode.TestMessage } {
  if (typeof argument !== 'object' || argument === null) return {};
  if ('test' in argument) return argument as { test: vscode.TestItem; message?: vscode.TestMessage };
  return 'label' in argument && 'id' in argument ? { test: argument as vscode.TestItem } : {};
}

function isDiagnostic(value: unknown): value is vscode.Diagnostic {
  return typeof value === 'object' && value !== null && 'message' in value && 'range' in value;
}

async function pickInvestigation({ investigations }: Desk, placeHolder: string): Promise<string | undefined> {
  await investigations.list();
  const items = investigations.summaries.map(({ id, title, status, capturedAt }) => ({
    id,
    label: title,
    description: `${{ open: 'open', fixed: 'fixed', givenUp: 'given up' }[status]}, ${new Date(capturedAt).toLocaleString()}`,
  }));
  if (!items.length) throw userFacingErrors.noInvestigation();
  return (await vscode.window.showQuickPick(items, { placeHolder }))?.id;
}
