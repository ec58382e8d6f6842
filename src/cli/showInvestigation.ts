import { investigationMarkdown } from '../core/investigation/investigationMarkdown';
import { MAX_SHARED_LENGTH, openShared } from '../core/investigation/sharedInvestigation';
import { redactInvestigation, serializeInvestigation, UnreadableInvestigation } from '../core/investigation/storedInvestigation';
import { createRedactor } from '../core/prompt/redactor';
import type { PathKind } from '../node/disk/kindOfPath';
import { openInput } from '../node/disk/openInput';
import { inputPath } from './captureInput';
import type { CliIo } from './io';
import { UsageError } from './options';
import { plainText } from './plainText';
import { json } from './print';

const EXPORT_ONE = 'Export an investigation as JSON from the panel, and name that file.';
const PROBLEMS: Partial<Record<PathKind, (file: string) => string>> = {
  absent: (file) => `There is no file ${file}. ${EXPORT_ONE}`,
  folder: (file) => `${file} is a folder. ${EXPORT_ONE}`,
  endless: (file) => `${file} never ends. ${EXPORT_ONE}`,
  device: (file) => `${file} is a disk, not a file. ${EXPORT_ONE}`,
  circle: (file) => `${file} is a link that leads back to itself. ${EXPORT_ONE}`,
  closed: (file) => `${file} may not be read by this user. Check its permissions.`,
};

/** `show FILE`: an exported investigation as a page, or its data. Nothing in it is run, and no file that it names is read. */
export async function showInvestigation({ file, json: asData }: { file?: string; json: boolean }, io: CliIo): Promise<void> {
  const name = file ?? 'Standard input';
  const source = file === undefined ? io.stdin : openInput(await inputPath(file, io, PROBLEMS), io.signal);
  const investigation = opened(await wholeText(source, name), name);
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
    const why =
      cause.reason === 'laterVersion'
        ? `was written by a later version. Update debug-with-context.`
        : `is no exported investigation. ${EXPORT_ONE}`;
    throw new UsageError(`${name} ${why}`, { cause });
  }
}

async function wholeText(source: AsyncIterable<Uint8Array | string>, name: string): Promise<string> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of source) {
    chunks.push(Buffer.from(chunk as Uint8Array));
    length += chunk.length;
    if (length > MAX_SHARED_LENGTH) throw new UsageError(`${name} is longer than any investigation. ${EXPORT_ONE}`);
  }
  return Buffer.concat(chunks).toString('utf8');
}
