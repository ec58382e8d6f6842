import * as vscode from 'vscode';
import { findEntry, type Investigation } from '../core/investigation/investigation';
import type { InvestigationEvent } from '../core/investigation/reduceInvestigation';
import { SECTION_KEYS, type PanelMethods } from '../protocol/panelProtocol';
import type { Handlers } from '../protocol/rpc';
import { attentionHandlers } from './attentionHandlers';
import type { Desk } from './desk';
import { changeKey } from '../core/context/changeKey';
import { openLocation } from './openLocation';
import { parseReference } from './parseReference';
import { userFacingErrors } from './userFacingErrors';
import { relativeName, resolveReference } from './workspaceFiles';

const SECTION_LABELS: Record<(typeof SECTION_KEYS)[number], string> = {
  'section:error': 'Error and trace',
  'section:changes': 'All recent changes',
  'section:values': 'Runtime values',
};

/** What the person can do in the panel and the sidebar. Rejections carry one sentence that the view shows in place. */
export function panelHandlers(desk: Desk): Omit<Handlers<PanelMethods>, 'ready'> {
  const { investigations, evidence } = desk;

  /** An event about the evidence, and the evidence collected again with it. */
  const decide = (event: InvestigationEvent): void => {
    const { id } = desk.currentOrThrow();
    investigations.dispatch(id, event);
    void evidence.collect(id);
  };
  const dispatch = (event: InvestigationEvent): void => investigations.dispatch(desk.currentOrThrow().id, event);

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

    setExpectation: ({ expected, actual }) => decide({ type: 'expectationSaid', expected, actual }),
    remove: ({ key }) => decide({ type: 'removed', key, label: labelOf(desk.currentOrThrow(), key) }),
    restore: ({ key }) => decide({ type: 'restored', key }),
    editSnippet: ({ id, text }) => decide({ type: 'snippetEdited', id, text }),
    unfoldSnippet: ({ id, startLine, endLine }) => {
      const snippet = desk.currentOrThrow().evidence.collected?.scene.snippets.find((each) => each.id === id);
      if (snippet) decide({ type: 'referenceAdded', reference: `@${snippet.file}:${startLine}-${endLine}` });
    },
    addReference: async ({ reference }) => {
      if (!parseReference(reference)) return userFacingErrors.badReference().message;
      const resolved = await resolveReference(reference);
      if (resolved === undefined) return userFacingErrors.fileNotFound(reference.replace(/^@/, '')).message;
      decide({ type: 'referenceAdded', reference: resolved });
      return '';
    },
    addSelection: () => {
      const reference = selectionReference();
      if (reference === undefined) return userFacingErrors.noSelection().message;
      decide({ type: 'referenceAdded', reference });
      return '';
    },
    chooseFile: ({ frame, file }) => decide({ type: 'fileChosen', frame, file }),
    keepSecret: ({ fingerprint, keep }) => {
      if (!keep) return decide({ type: 'secretHidden', fingerprint });
      const redaction = desk.currentOrThrow().evidence.collected?.scene.redactions.find((each) => each.fingerprint === fingerprint);
      if (redaction) decide({ type: 'secretKept', redaction });
    },
    pickFailure: ({ index }) => desk.pickFailure(index),
    showPrompt: () => desk.run('debugWithContext.showPrompt'),
    copyPrompt: () => desk.run('debugWithContext.copyPrompt'),

    chooseProvider: async ({ id }) => {
      await desk.providers.choose(id);
      const { current } = investigations;
      if (current) void evidence.collect(current.id);
    },
    // Not awaited: an answer may take minutes, and what becomes of it arrives in the state.
    ask: () => desk.startAsking(),
    cancel: () => desk.asking.cancel(desk.currentOrThrow().id),
    answerQuestion: async ({ id, text }) => {
      const [answer = text] = await desk.redact([text]);
      decide({ type: 'questionAnswered', id, answer, at: new Date().toISOString() });
      desk.startAsking();
    },
    runAction: ({ action }) => desk.runNextStep(action),

    openLocation: async ({ file, line }) => void (await openLocation(desk.currentOrThrow(), file, line)),
    showFix: ({ id }) => desk.fixes.show(desk.currentOrThrow(), id),
    applyFix: ({ id }) => desk.fixes.apply(desk.currentOrThrow(), id),
    reportResult: ({ id, worked, text }) => desk.reportResult(id, worked, text),
    verdict: ({ id, verdict }) => {
      const current = desk.currentOrThrow();
      const entry = findEntry(current, id);
      if (!entry) return;
      decideQuietly(desk, { type: 'verdict', id, verdict: verdict === 'none' ? undefined : verdict });
      const [place] = entry.hypothesis.evidence;
      if (verdict !== 'none' && place) desk.learnVerdict(current, place, verdict);
    },
    setStatus: ({ status }) => dispatch({ type: 'statusSet', status }),
    ...attentionHandlers(desk),
  };
}

/** A verdict changes what the next prompt says about earlier attempts, nothing that is on show now. */
function decideQuietly(desk: Desk, event: InvestigationEvent): void {
  const { id } = desk.currentOrThrow();
  desk.investigations.dispatch(id, event);
  desk.markPromptStale(id);
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

function labelOf(investigation: Investigation, key: string): string {
  const scene = investigation.evidence.collected?.scene;
  const snippet = scene?.snippets.find(({ id }) => id === key);
  if (snippet) return `${snippet.file} ${snippet.startLine}–${snippet.endLine}`;
  const change = scene?.recentChanges.find((each) => changeKey(each) === key);
  if (change) return `Change in ${change.file} ${change.startLine}–${change.endLine}`;
  const section = SECTION_KEYS.find((name) => name === key);
  return section ? SECTION_LABELS[section] : key;
}
