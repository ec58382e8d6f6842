import * as vscode from 'vscode';
import type { CrimeScene } from '../core/context/crimeScene';
import { findEntry } from '../core/investigation/investigation';
import type { InvestigationEvent } from '../core/investigation/reduceInvestigation';
import { SECTION_KEYS, type PanelMethods } from '../protocol/panelProtocol';
import type { Handlers } from '../protocol/rpc';
import { attentionHandlers } from './attentionHandlers';
import type { Desk } from './desk';
import { changeKey } from '../core/context/changeKey';
import { openLocation } from './openLocation';
import { parseReference } from './parseReference';
import { userFacingErrors } from '../app/userFacingErrors';
import { folderOf, relativeName, resolveReference } from './workspaceFiles';

const SECTION_LABELS: Record<(typeof SECTION_KEYS)[number], string> = {
  'section:error': 'Error and trace',
  'section:changes': 'All recent changes',
  'section:values': 'Runtime values',
};

/** What the person can do in the panel and the sidebar. Rejections carry one sentence that the view shows in place. */
export function panelHandlers(desk: Desk): Omit<Handlers<PanelMethods>, 'ready'> {
  const { investigations, evidence } = desk;

  /** An event about the evidence, and the evidence collected again with it. */
  const decide = (about: string, event: InvestigationEvent): void => {
    const { id } = investigations.getOrThrow(about);
    investigations.dispatch(id, event);
    void evidence.collect(id);
  };
  const sceneOf = (about: string): CrimeScene | undefined => investigations.getOrThrow(about).evidence.collected?.scene;

  return {
    pasteFailure: ({ text }) => desk.investigateFromView({ source: 'paste', input: { text } }),
    readClipboard: () => desk.debugClipboard(),
    openFailure: async ({ id }) => {
      const capture = await desk.recent.capture(id);
      if (!capture) throw userFacingErrors.frameGone();
      await desk.investigateFromView(capture);
    },
    openInvestigation: ({ id }) => desk.openInvestigation(id),
    deleteInvestigation: ({ id }) => desk.deleteInvestigation(id),
    openSample: () => desk.run('debugWithContext.openSample'),
    showHome: () => desk.showHome(),

    setExpectation: ({ investigation, expected, actual }) => decide(investigation, { type: 'expectationSaid', expected, actual }),
    remove: ({ investigation, key }) => decide(investigation, { type: 'removed', key, label: labelOf(sceneOf(investigation), key) }),
    restore: ({ investigation, key }) => decide(investigation, { type: 'restored', key }),
    editSnippet: ({ investigation, id, text }) => decide(investigation, { type: 'snippetEdited', id, text }),
    unfoldSnippet: ({ investigation, id, startLine, endLine }) => {
      const snippet = sceneOf(investigation)?.snippets.find((each) => each.id === id);
      if (snippet) decide(investigation, { type: 'referenceAdded', reference: `@${snippet.file}:${startLine}-${endLine}` });
    },
    addReference: async ({ investigation, reference }) => {
      if (!parseReference(reference)) return userFacingErrors.badReference().message;
      const resolved = await resolveReference(reference);
      if (resolved === undefined) return userFacingErrors.fileNotFound(reference.replace(/^@/, '')).message;
      decide(investigation, { type: 'referenceAdded', reference: resolved });
      return '';
    },
    addSelection: ({ investigation }) => {
      const reference = selectionReference();
      if (reference === undefined) return userFacingErrors.noSelection().message;
      decide(investigation, { type: 'referenceAdded', reference });
      return '';
    },
    chooseFile: ({ investigation, frame, file }) => decide(investigation, { type: 'fileChosen', frame, file }),
    keepSecret: ({ investigation, fingerprint, keep }) => {
      if (!keep) return decide(investigation, { type: 'secretHidden', fingerprint });
      const redaction = sceneOf(investigation)?.redactions.find((each) => each.fingerprint === fingerprint);
      if (redaction) decide(investigation, { type: 'secretKept', redaction });
    },
    pickFailure: ({ investigation, index }) => desk.pickFailure(investigation, index),
    showPrompt: ({ investigation }) => desk.run('debugWithContext.showPrompt', investigation),
    copyPrompt: ({ investigation }) => desk.run('debugWithContext.copyPrompt', investigation),

    chooseProvider: async ({ investigation, id }) => {
      await desk.providers.choose(id);
      void evidence.collect(investigation);
    },
    // Not awaited: an answer may take minutes, and what becomes of it arrives in the state.
    ask: ({ investigation }) => desk.startAsking(investigations.getOrThrow(investigation).id),
    cancel: ({ investigation }) => desk.asking.cancel(investigation),
    answerQuestion: async ({ investigation, id, text }) => {
      const [answer = ''] = await desk.redact([text], investigations.getOrThrow(investigation));
      decide(investigation, { type: 'questionAnswered', id, answer, at: new Date().toISOString() });
      desk.startAsking(investigation);
    },
    runAction: ({ investigation, action }) => desk.runNextStep(action, investigation),

    openLocation: async ({ investigation, file, line }) => void (await openLocation(investigations.getOrThrow(investigation), file, line)),
    showFix: ({ investigation, id }) => desk.fixes.show({ investigation, hypothesis: id }),
    applyFix: ({ investigation, id }) => desk.applyFix({ investigation, hypothesis: id }),
    reportResult: (result) => desk.reportResult(result),
    verdict: ({ investigation, id, verdict }) => {
      const entry = findEntry(investigations.getOrThrow(investigation), id);
      if (!entry) return;
      // It changes what the next prompt says about earlier attempts, nothing that is on show now.
      investigations.dispatch(investigation, { type: 'verdict', id, verdict: verdict === 'none' ? undefined : verdict });
      desk.markPromptStale(investigation);
      const [place] = entry.hypothesis.evidence;
      if (verdict !== 'none' && place) desk.verdicts.learn(investigation, place, verdict);
    },
    setRecipe: async ({ investigation, command, folder }) => {
      const cwd = folderOf(folder);
      if (cwd === undefined) throw userFacingErrors.fileNotFound(folder);
      await desk.runs.setRecipe(investigation, { command, cwd, from: 'typed' });
    },
    // Not awaited: what becomes of a run arrives in the state.
    runAgain: ({ investigation }) => desk.startRun(() => desk.runs.runAgain(investigation)),
    tryFix: ({ investigation, id }) => desk.startRun(() => desk.runs.tryFix(investigation, id)),
    cancelRun: ({ investigation }) => desk.runs.cancel(investigation),
    undoFix: ({ investigation, id }) => desk.undoFix({ investigation, hypothesis: id }),
    showRunOutput: ({ id }) => desk.showRunOutput(id),
    setStatus: ({ investigation, status }) =>
      investigations.dispatch(investigations.getOrThrow(investigation).id, { type: 'statusSet', status }),
    ...attentionHandlers(desk),
  };
}

/** `@file:10-40` for the selection of the editor used last; undefined where there is none in this workspace. */
export function selectionReference(): string | undefined {
  const editor = vscode.window.activeTextEditor ?? vscode.window.visibleTextEditors.find(({ selection }) => !selection.isEmpty);
  const name = editor && relativeName(editor.document.uri);
  if (!editor || name === undefined || editor.selection.isEmpty) return undefined;
  const { start, end } = editor.selection;
  const last = end.character === 0 && end.line > start.line ? end.line : end.line + 1;
  return `@${name}:${start.line + 1}-${last}`;
}

function labelOf(scene: CrimeScene | undefined, key: string): string {
  const snippet = scene?.snippets.find(({ id }) => id === key);
  if (snippet) return `${snippet.file} ${snippet.startLine}–${snippet.endLine}`;
  const change = scene?.recentChanges.find((each) => changeKey(each) === key);
  if (change) return `Change in ${change.file} ${change.startLine}–${change.endLine}`;
  const section = SECTION_KEYS.find((name) => name === key);
  return section ? SECTION_LABELS[section] : key;
}
