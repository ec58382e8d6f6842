import * as vscode from 'vscode';
import { plural, t } from '../../core/language';
import { userFacingErrors } from '../../app/userFacingErrors';
import { findEntry } from '../../core/investigation/investigation';
import { reportResult } from '../../app/reportResult';
import { randomIds } from '../../node/randomIds';
import type { Feature } from '../feature';
import type { HostParts } from '../parts';
import { runNextStep } from '../reportError';
import { readSettings } from '../settings';

/** Asking a model, and the person's verdicts on its hypotheses. */
export function askModel({ investigations, evidence, asking, verdicts, analysis, providers, redaction, shown, report }: HostParts) {
  /** Investigations whose next prompt must be rebuilt before it is sent. */
  const stale = new Set<string>();

  /** Asks the chosen provider. Without a model this ranks again; in a workspace that is not trusted nothing is sent. */
  const ask = async (id: string): Promise<void> => {
    if (stale.delete(id) || readSettings().provider === 'local') void evidence.collect(id);
    if (readSettings().provider === 'local') return evidence.settled(id);
    await asking.ask(id, providers.labelOfChosen(), () => {
      if (!vscode.workspace.isTrusted) throw untrustedProvider();
      return providers.create();
    });
  };
  // Not awaited: an answer may take minutes, and its progress arrives in the state.
  const startAsking = (id: string): void => void ask(id).catch(report);

  return {
    ask,
    commands: {
      'debugWithContext.ask': () => ask(shown.orThrow().id),
      'debugWithContext.cancel': () => asking.cancel(shown.orThrow().id),
      'debugWithContext.forgetVerdicts': async () => {
        const count = await verdicts.forget();
        void vscode.window.showInformationMessage(
          count
            ? plural(
                count,
                'What {0} verdict or proof taught the ranking is forgotten.',
                'What {0} verdicts and proofs taught the ranking is forgotten.',
              )
            : t('Verdicts and runs have taught the ranking nothing yet.'),
        );
      },
    },
    calls: {
      ask: ({ investigation }) => startAsking(investigations.getOrThrow(investigation).id),
      cancel: ({ investigation }) => asking.cancel(investigation),
      answerQuestion: async ({ investigation, id, text }) => {
        const [answer = ''] = await redaction.redact([text], investigations.getOrThrow(investigation));
        investigations.dispatch(investigation, { type: 'questionAnswered', id, answer, at: new Date().toISOString() });
        void evidence.collect(investigation);
        startAsking(investigation);
      },
      runAction: ({ investigation, action }) => (action === 'askAgain' ? startAsking(investigation) : runNextStep(action)),
      verdict: ({ investigation, id, verdict }) => {
        const entry = findEntry(investigations.getOrThrow(investigation), id);
        if (!entry) return;
        // Changes what the next prompt says about earlier attempts, nothing that is shown now.
        investigations.dispatch(investigation, { type: 'verdict', id, verdict: verdict === 'none' ? undefined : verdict });
        stale.add(investigation);
        const [place] = entry.hypothesis.evidence;
        if (verdict !== 'none' && place) verdicts.learn(investigation, place, verdict);
      },
      reportResult: async (result) => {
        await reportResult(result, investigations, analysis, (texts, about) => redaction.redact(texts, about), randomIds);
        if (!result.worked) await evidence.collect(result.investigation);
      },
    },
  } satisfies Feature & { ask: unknown };
}

function untrustedProvider(): Error {
  const { message } = userFacingErrors.untrusted();
  return Object.assign(new Error(message), { kind: 'untrusted' });
}
