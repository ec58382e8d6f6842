import { t } from '../core/language';
import { fenced } from '../core/prompt/fence';
import type { LocalAnalysis } from '../node/localAnalysis';
import { plainText } from './plainText';
import type { Ran } from './runCommand';

/** Lines and characters of an output's end that an agent gets. */
const SHOWN = { lines: 40, characters: 4000 } as const;

/** For an agent, which does not see the output of a command: how it failed, and the end of what it printed, with secrets replaced. */
export async function unreadOutput(
  { exitCode, output }: Pick<Ran, 'exitCode' | 'output'>,
  command: readonly string[],
  analysis: Pick<LocalAnalysis, 'call'>,
): Promise<string> {
  const options = { keptSecrets: [], redactEmails: true, redactHome: true };
  const redacted = await analysis.call('redact', { texts: [unreadSentence({ exitCode }, command), output.trimEnd()], options });
  const [sentence = '', whole = ''] = redacted.map(plainText);
  const end = whole.split('\n').slice(-SHOWN.lines).join('\n').slice(-SHOWN.characters);
  return `${sentence}${end ? ` Its end:\n\n${fenced(end)}` : ''}\n`;
}

/** That a command failed in a way that is not known here. */
export function unreadSentence({ exitCode }: Pick<Ran, 'exitCode'>, command: readonly string[]): string {
  return t('{0} ends with {1}, and no error was recognised in its output.', command.join(' '), exitCode);
}
