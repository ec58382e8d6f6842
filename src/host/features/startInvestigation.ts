import * as vscode from 'vscode';
import { t } from '../../core/language';
import type { Capture } from '../../app/capture';
import { investigate } from '../../app/investigate';
import { messageOf, UserFacingError, userFacingErrors } from '../../app/userFacingErrors';
import { captureDebugConsole, captureFromDebugger, stopOfFrame } from '../capture/captureDebugger';
import { captureFromEditor, captureSelection, isLog } from '../capture/captureEditor';
import { captureFromProblem } from '../capture/captureProblem';
import { captureLastFailedCommand, captureTerminalSelection } from '../capture/captureTerminal';
import { captureFromTest } from '../capture/captureTest';
import { askAboutUnheard } from '../capture/runUnheardCommand';
import type { Investigation } from '../../core/investigation/investigation';
import type { Stop } from '../capture/debugWatch';
import type { TerminalCommand } from '../capture/terminalWatch';
import { SIDEBAR_VIEW_ID } from '../commandIds';
import type { Feature } from '../feature';
import type { HostParts } from '../parts';
import { selectionReference } from './evidence';

const NO_TEST_MESSAGE = t(
  "VS Code passes no failure message from this row. For the whole message, right-click it below the test in Test Results, or paste the test's output.",
);

/** Starts an investigation, with its evidence, from any source of a failure. */
export function startInvestigation(parts: HostParts) {
  const { analysis, investigations, shown, evidence, recent, runs, surfaces, notices, terminals, stops, tasks, glance } = parts;

  /** From a menu or the palette: opens the investigation, or explains in a message why there is none. */
  const start = async (capture: Capture): Promise<void> => evidence.collect(await open(capture));

  /** Resolves to the shown investigation once the failure is read. Throws `UserFacingError` if the capture holds none. */
  const open = async (capture: Capture): Promise<string> => {
    notices.captureProblem = undefined;
    parts.hint.hide();
    const investigation = await record(capture);
    shown.show(investigation.id);
    if (capture.source === 'test') recent.addTest(investigation.title, capture);
    parts.reveal();
    return investigation.id;
  };

  /** The investigation of a failure, with its command, and nothing shown. */
  const record = async (capture: Capture): Promise<Investigation> => {
    const investigation = await investigate(capture, investigations, analysis);
    const { recipe } = capture;
    if (recipe && !runs.recipe(investigation.id)) void runs.setRecipe(investigation.id, recipe).catch(parts.report);
    return investigation;
  };

  /** From the view: a problem is shown there. Resolves to it, or to nothing once the failure is read, before its evidence is collected. */
  const startFromView = async (capture: Capture): Promise<string> => {
    try {
      void evidence.collect(await open(capture));
      return '';
    } catch (error) {
      const known = error instanceof UserFacingError;
      notices.captureProblem = known ? error.message : t('The failure could not be read: {0}. Try again.', messageOf(error));
      surfaces.changed('state');
      if (!known) throw error;
      return notices.captureProblem;
    }
  };

  const captureStop = (stop: Stop): Promise<Capture> => captureFromDebugger(stops, stop, (text) => analysis.call('capture', { text }));

  /** The debug session that printed a failure last: it crashed without a stop, or goes on after its error. */
  const printedFailure = async (): Promise<{ capture: Capture; at: string } | undefined> => {
    for (const session of stops.printedSessions)
      if (await glance(session.console)) return { capture: captureDebugConsole(session), at: session.at };
    return undefined;
  };

  /** Asks about a command whose output was lost, and continues with what the person chooses. Not awaited: the question stays until it is closed. */
  const ask = (unheard: TerminalCommand, earlier: Capture | undefined, use: (capture: Capture) => Promise<void>): void => {
    const answered = askAboutUnheard(unheard, earlier, runs);
    void answered.then((capture) => capture && use(capture)).catch(parts.report);
  };

  /** Selected code is not a failure: it becomes evidence for the shown investigation, or for the latest failure. */
  const debugCode = async (reference: string): Promise<void> => {
    if (!shown.investigation) {
      const { capture, unheard } = await captureLastFailedCommand(terminals, glance);
      const nearest = capture ?? (await printedFailure())?.capture;
      const use = async (chosen: Capture): Promise<void> => {
        await open(chosen);
        await addCode(reference);
      };
      if (unheard) return ask(unheard, nearest, use);
      if (!nearest) throw userFacingErrors.codeSelected();
      return use(nearest);
    }
    await addCode(reference);
  };

  const addCode = async (reference: string): Promise<void> => {
    const id = shown.investigation?.id;
    if (id === undefined) throw userFacingErrors.noInvestigation();
    investigations.dispatch(id, { type: 'referenceAdded', reference });
    parts.reveal();
    await evidence.collect(id);
  };

  /** The selection, then what failed last in a terminal, a stopped debugger or a debug console, then the open log, then the clipboard. */
  const debugNearest = async (): Promise<void> => {
    const selected = await captureSelection(vscode.window.activeTextEditor, glance);
    if (selected) return start(selected);
    const { capture: failed, unheard, at } = await captureLastFailedCommand(terminals, glance);
    const isLater = (other: string): boolean => (failed === undefined && unheard === undefined) || (at !== undefined && other > at);
    const stop = stops.currentException;
    const printed = await printedFailure();
    if (stop && isLater(stop.at)) return start(await captureStop(stop));
    if (printed && isLater(printed.at)) return start(printed.capture);
    if (failed && !unheard) return start(failed);
    const earlier = failed ?? (stop && (await captureStop(stop))) ?? printed?.capture;
    if (unheard) return ask(unheard, earlier, start);
    const log = vscode.window.activeTextEditor;
    const read = log && isLog(log.document) && (await captureFromEditor(log, analysis, glance));
    if (read) return start(read);
    const text = await vscode.env.clipboard.readText();
    if (!(await glance(text))) throw userFacingErrors.nothingToDebug(terminals.failures[0]?.commandLine);
    await start({ source: 'clipboard', input: { text } });
  };

  return {
    record,
    commands: {
      'debugWithContext.debug': debugNearest,
      'debugWithContext.debugSelection': async (uri) => {
        const editor = editorOf(uri);
        const capture = editor && (await captureFromEditor(editor, analysis, glance));
        if (!capture) throw userFacingErrors.noTrace('editor');
        try {
          await start(capture);
        } catch (error) {
          const reference = selectionReference();
          if (!(error instanceof UserFacingError) || error.code !== 'noTrace' || reference === undefined) throw error;
          await debugCode(reference);
        }
      },
      'debugWithContext.debugHint': async () => {
        const { capture, unheard } = await captureLastFailedCommand(terminals, glance);
        if (unheard) return ask(unheard, capture, start);
        if (!capture) throw userFacingErrors.nothingToDebug();
        await start(capture);
      },
      'debugWithContext.debugTerminalSelection': async () => {
        const capture = await captureTerminalSelection(terminals, tasks);
        if (!capture) throw userFacingErrors.emptyTerminalSelection();
        await start(capture);
      },
      'debugWithContext.debugTest': async (argument) => {
        const { test, message } = testArgument(argument);
        if (!test) throw userFacingErrors.noTrace('test');
        await start(await captureFromTest(test, message));
        // The menu of a row in the test tree passes only the test, and no extension may read another one's results.
        if (!message) void vscode.window.showInformationMessage(NO_TEST_MESSAGE);
      },
      'debugWithContext.debugFrame': async (...args) => {
        // The URI of the source comes first, the frame second; older versions pass only the frame.
        const stop = args.map((argument) => stopOfFrame(stops, argument)).find(Boolean);
        if (!stop) throw userFacingErrors.frameGone();
        await start(await captureStop(stop));
      },
      'debugWithContext.debugProblem': async (uri, diagnostic) => {
        if (uri instanceof vscode.Uri && isDiagnostic(diagnostic)) await start(captureFromProblem(uri, diagnostic));
      },
      'debugWithContext.newFailure': async () => {
        await vscode.commands.executeCommand(`${SIDEBAR_VIEW_ID}.focus`);
        surfaces.focus('sidebar', 'paste');
      },
    },
    calls: {
      pasteFailure: ({ text }) => startFromView({ source: 'paste', input: { text } }),
      readClipboard: async () => {
        await startFromView({ source: 'clipboard', input: { text: await vscode.env.clipboard.readText() } });
      },
      investigateRun: async ({ investigation, id }) => {
        const text = runs.outputOf(id);
        if (text === undefined) throw userFacingErrors.noOutput();
        const recipe = runs.recipe(investigation);
        void evidence.collect(await open({ source: 'terminal', input: { text }, recipe }));
      },
      openFailure: async ({ id }) => {
        const capture = await recent.capture(id);
        if (!capture) throw userFacingErrors.frameGone();
        await startFromView(capture);
      },
    },
  } satisfies Feature & { record: unknown };
}

function editorOf(uri: unknown): vscode.TextEditor | undefined {
  const { activeTextEditor, visibleTextEditors } = vscode.window;
  if (!(uri instanceof vscode.Uri) || activeTextEditor?.document.uri.toString() === uri.toString()) return activeTextEditor;
  return visibleTextEditors.find(({ document }) => document.uri.toString() === uri.toString()) ?? activeTextEditor;
}

/** The menu of a message passes test and message; the menu of a result only the test. */
function testArgument(argument: unknown): { test?: vscode.TestItem; message?: vscode.TestMessage } {
  if (typeof argument !== 'object' || argument === null) return {};
  if ('test' in argument) return argument as { test: vscode.TestItem; message?: vscode.TestMessage };
  return 'label' in argument && 'id' in argument ? { test: argument as vscode.TestItem } : {};
}

function isDiagnostic(value: unknown): value is vscode.Diagnostic {
  return typeof value === 'object' && value !== null && 'message' in value && 'range' in value;
}
