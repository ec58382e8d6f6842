import { t } from '../core/language';
import { investigationMarkdown } from '../core/investigation/investigationMarkdown';
import { MAX_SHARED_LENGTH, openShared } from '../core/investigation/sharedInvestigation';
import { redactInvestigation, serializeInvestigation, UnreadableInvestigation } from '../core/investigation/storedInvestigation';
import { createRedactor } from '../core/prompt/redactor';
import { pathProblems, wholeInput } from './captureInput';
import type { CliIo } from './io';
import { UsageError } from './options';
import { plainText } from './plainText';
import { json } from './print';

const EXPORT_ONE = t('Export an investigation as JSON from the panel, and name that file.');

/** `show FILE`: an exported investigation as a page, or its data. Nothing in it is run, and no file that it names is read. */
export async function showInvestigation({ file, json: asData }: { file?: string; json: boolean }, io: CliIo): Promise<void> {
  const name = file ?? t('Standard input');
  const tooLong = `${t('{0} is longer than any investigation.', name)} ${EXPORT_ONE}`;
  const text = await wholeInput(file, { problems: pathProblems(EXPORT_ONE), most: MAX_SHARED_LENGTH, tooLong }, io);
  const investigation = opened(text, name);
  const redactor = createRedactor({ emails: true, home: true });
  const redacted = await redactInvestigation(investigation, (texts) => redactor.redactAll(texts));
  const data = (): unknown => JSON.parse(serializeInvestigation(redacted) ?? '{}');
  io.stdout.write(asData ? json(data()) : plainText(investigationMarkdown({ ...investigation, ...redacted })));
}

function opened(text: string, name: string): ReturnType<typeof openShared> {
  try {
    return openShared(text, 'shared');
  } catch (cause) {
    if (!(cause instanceof UnreadableInvestigation)) throw cause;
    const said =
      cause.reason === 'laterVersion'
        ? t('{0} was written by a later version. Update debug-with-context.', name)
        : `${t('{0} is no exported investigation.', name)} ${EXPORT_ONE}`;
    throw new UsageError(said, { cause });
  }
}
