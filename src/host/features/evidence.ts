import * as vscode from 'vscode';
import { kept, t } from '../../core/language';
import { userFacingErrors } from '../../app/userFacingErrors';
import { changeKey } from '../../core/context/changeKey';
import type { FailureEvidence } from '../../core/context/failureEvidence';
import type { InvestigationEvent } from '../../core/investigation/investigationEvent';
import { SECTION_KEYS } from '../../protocol/panelProtocol';
import { completeReference } from '../completeReference';
import type { Feature } from '../feature';
import { openLocation } from '../openLocation';
import { parseReference } from '../parseReference';
import type { HostParts } from '../parts';
import { readSettings } from '../settings';
import { evidenceLocations } from '../surfaces/decorations';
import { relativeName, resolveReference } from '../workspaceFiles';

const SECTION_LABELS: Record<(typeof SECTION_KEYS)[number], string> = {
  'section:error': kept('Error and trace'),
  'section:changes': kept('All recent changes'),
  'section:values': kept('Runtime values'),
};

/** The person's decisions about the evidence, and navigation through it in the editors. */
export function evidenceFeature({ investigations, evidence, shown, surfaces, reveal }: HostParts) {
  /** An event about the evidence, and the evidence collected again with it. */
  const decide = (about: string, event: InvestigationEvent): void => {
    const { id } = investigations.getOrThrow(about);
    investigations.dispatch(id, event);
    void evidence.collect(id);
  };
  const evidenceOf = (about: string): FailureEvidence | undefined => investigations.getOrThrow(about).evidence.collected?.evidence;

  const addToShown = (reference: string | undefined): void => {
    if (reference === undefined) throw userFacingErrors.noSelection();
    const { id } = shown.orThrow();
    reveal();
    decide(id, { type: 'referenceAdded', reference });
  };

  /** The next or previous place around the cursor in the cycle of evidence. */
  const goToEvidence = async (step: 1 | -1): Promise<void> => {
    const current = shown.orThrow();
    const places = evidenceLocations(current);
    const editor = vscode.window.activeTextEditor;
    const here = places.findIndex(
      ({ file, line }) => editor && file === relativeName(editor.document.uri) && line === editor.selection.active.line + 1,
    );
    const next = places[here < 0 ? 0 : (here + step + places.length) % places.length];
    if (next) await openLocation(current, next.file, next.line);
  };

  return {
    commands: {
      'debugWithContext.focusEvidence': (target, id) => {
        if (typeof id === 'string' && investigations.get(id)) shown.show(id);
        reveal();
        surfaces.focus(readSettings().openIn, typeof target === 'string' ? target : 'evidence');
      },
      'debugWithContext.addSelection': () => addToShown(selectionReference()),
      'debugWithContext.addFile': (uri) => {
        const target = uri instanceof vscode.Uri ? uri : vscode.window.activeTextEditor?.document.uri;
        const name = target && relativeName(target);
        if (name === undefined) throw userFacingErrors.fileNotFound(target?.path ?? t('The file'));
        addToShown(`@${name}`);
      },
      'debugWithContext.nextEvidence': () => goToEvidence(1),
      'debugWithContext.previousEvidence': () => goToEvidence(-1),
    },
    calls: {
      setExpectation: ({ investigation, expected, actual }) => decide(investigation, { type: 'expectationSaid', expected, actual }),
      remove: ({ investigation, key }) => decide(investigation, { type: 'removed', key, label: labelOf(evidenceOf(investigation), key) }),
      restore: ({ investigation, key }) => decide(investigation, { type: 'restored', key }),
      editSnippet: ({ investigation, id, text }) => decide(investigation, { type: 'snippetEdited', id, text }),
      unfoldSnippet: ({ investigation, id, startLine, endLine }) => {
        const snippet = evidenceOf(investigation)?.snippets.find((each) => each.id === id);
        if (snippet) decide(investigation, { type: 'referenceAdded', reference: `@${snippet.file}:${startLine}-${endLine}` });
      },
      completeReference: ({ query }) => completeReference(query),
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
        const redaction = evidenceOf(investigation)?.redactions.find((each) => each.fingerprint === fingerprint);
        if (redaction) decide(investigation, { type: 'secretKept', redaction });
      },
      openLocation: async ({ investigation, file, line }) =>
        void (await openLocation(investigations.getOrThrow(investigation), file, line)),
    },
  } satisfies Feature;
}

/** `@file:10-40` for the selection of the last used editor; undefined if there is none in this workspace. */
export function selectionReference(): string | undefined {
  const editor = vscode.window.activeTextEditor ?? vscode.window.visibleTextEditors.find(({ selection }) => !selection.isEmpty);
  const name = editor && relativeName(editor.document.uri);
  if (!editor || name === undefined || editor.selection.isEmpty) return undefined;
  const { start, end } = editor.selection;
  const last = end.character === 0 && end.line > start.line ? end.line : end.line + 1;
  return `@${name}:${start.line + 1}-${last}`;
}

function labelOf(evidence: FailureEvidence | undefined, key: string): string {
  const snippet = evidence?.snippets.find(({ id }) => id === key);
  if (snippet) return `${snippet.file} ${snippet.startLine}–${snippet.endLine}`;
  const change = evidence?.recentChanges.find((each) => changeKey(each) === key);
  if (change) return `Change in ${change.file} ${change.startLine}–${change.endLine}`;
  const section = SECTION_KEYS.find((name) => name === key);
  return section ? SECTION_LABELS[section] : key;
}
