import * as vscode from 'vscode';
import { t } from '../core/language';
import type { Host } from './createHost';
import type { FailureToolInput, ProveToolInput } from './features/agentTools';

const UNTRUSTED = 'This workspace is not trusted, so nothing of it is read or run for an agent. Trust it first.';

/** Tools for agents in this window: what only the editor knows. Each loads the host when it is called. */
export function languageModelTools(host: () => Promise<Host>): vscode.Disposable {
  const answer = async (use: (host: Host) => Promise<string>): Promise<vscode.LanguageModelToolResult> => {
    const text = vscode.workspace.isTrusted ? await host().then(use).catch(messageOf) : UNTRUSTED;
    return new vscode.LanguageModelToolResult([new vscode.LanguageModelTextPart(text)]);
  };
  return vscode.Disposable.from(
    vscode.lm.registerTool<FailureToolInput>('debugWithContext_getFailure', {
      prepareInvocation: () => ({ invocationMessage: t('Collecting the newest failure') }),
      invoke: ({ input, tokenizationOptions }) => answer(({ tools }) => tools.getFailure(input, tokenizationOptions?.tokenBudget)),
    }),
    vscode.lm.registerTool<ProveToolInput>('debugWithContext_prove', {
      prepareInvocation: ({ input: { command } }) => ({
        invocationMessage: t('Comparing the fix with the last commit'),
        // The command that failed was the person's own; another one is the model's.
        ...(command !== undefined && {
          confirmationMessages: {
            title: t('Run this command to prove the fix?'),
            message: new vscode.MarkdownString().appendCodeblock(command, 'sh'),
          },
        }),
      }),
      invoke: ({ input }, token) => answer(({ tools }) => tools.proveFix(input, token)),
    }),
  );
}

/** One sentence for the model, as the person would get it. */
function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
