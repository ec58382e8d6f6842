import * as vscode from 'vscode';
import { t } from '../../core/language';
import { clientConfigurations } from '../../app/clientConfigurations';
import { failureForAgent } from '../../app/failureForAgent';
import { ANSWER_BYTES } from '../../app/renderForAgent';
import { proveSentence } from '../../app/runWords';
import { userFacingErrors } from '../../app/userFacingErrors';
import type { Investigation } from '../../core/investigation/investigation';
import { hunkLine } from '../../core/experiments/prove/proveWords';
import type { Capture } from '../../app/capture';
import type { Feature } from '../feature';
import type { HostParts } from '../parts';
import { serverProgram } from '../mcpServers';
import { folderOf } from '../workspaceFiles';

/** As package.json describes it to a model. */
export interface FailureToolInput {
  source?: 'terminal' | 'debugger' | 'test';
  detail?: 'brief' | 'evidence';
}

/** As package.json describes it to a model. */
export interface ProveToolInput {
  command?: string;
  folder?: string;
}

/** Bytes of a token, at least. */
const TOKEN_BYTES = 3;

/** What agents in this window may ask: the newest failure, and whether the fix in the files is proven. */
export function agentTools(parts: HostParts, record: (capture: Capture) => Promise<Investigation>) {
  const { context, evidence, findings, investigations, recent, runs, shown, surfaces } = parts;

  /** The newest failure of the window, else the one on show. It opens no view. */
  const newest = async (source?: string): Promise<Investigation> => {
    const found = recent.list.find((each) => source === undefined || each.source === source);
    const capture = found && (await recent.capture(found.id));
    const investigation = capture ? await record(capture) : source === undefined ? shown.investigation : undefined;
    if (!investigation) throw userFacingErrors.nothingToDebug();
    return investigation;
  };

  return {
    tools: {
      getFailure: async ({ source, detail }: FailureToolInput, tokenBudget = Infinity): Promise<string> => {
        const { id } = await newest(source);
        await evidence.settled(id);
        if (!investigations.getOrThrow(id).evidence.collected) await evidence.collect(id);
        surfaces.changed('state');
        const current = investigations.getOrThrow(id);
        const budget = Math.min(ANSWER_BYTES, tokenBudget * TOKEN_BYTES);
        return failureForAgent(current, { budget, ...(detail && { detail }) }) ?? current.evidence.problem ?? '';
      },
      proveFix: async ({ command, folder = '' }: ProveToolInput, token: vscode.CancellationToken): Promise<string> => {
        if (command !== undefined) {
          const cwd = folderOf(folder);
          if (cwd === undefined) throw userFacingErrors.fileNotFound(folder);
          const controller = new AbortController();
          token.onCancellationRequested(() => controller.abort());
          const step = { signal: controller.signal, onDoing: () => {}, onLine: () => {} };
          const experiment = await runs.proveOnce({ command, cwd, from: 'typed' }, step);
          const { hunks, notes } = experiment.verdict;
          return [proveSentence(experiment), ...hunks.map(hunkLine), ...notes.slice(1)].join('\n');
        }
        const { id } = await newest();
        const before = investigations.getOrThrow(id).runs.length;
        token.onCancellationRequested(() => runs.cancel(id));
        await findings.proveFix(id);
        const made = investigations
          .getOrThrow(id)
          .runs.slice(before)
          .findLast(({ kind }) => kind === 'prove');
        return made ? [made.text, ...(made.found?.hunks ?? []).map(hunkLine), ...made.notes].join('\n') : 'It was cancelled.';
      },
    },
    commands: {
      'debugWithContext.copyConfiguration': async () => {
        const choices = clientConfigurations(serverProgram(context)).map((each) => ({ ...each, label: each.client, detail: each.place }));
        const chosen = await vscode.window.showQuickPick(choices, {
          title: t('Copy Configuration'),
          placeHolder: t('Which client shall know the server of this extension?'),
        });
        if (!chosen) return;
        await vscode.env.clipboard.writeText(chosen.text);
        void vscode.window.showInformationMessage(
          t('Copied, for {0}: {1}. It names this version of the extension: copy it again after an update.', chosen.client, chosen.place),
        );
      },
    },
  } satisfies Feature & { tools: unknown };
}
