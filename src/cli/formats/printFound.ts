import { appendWithin } from '../../node/disk/appendWithin';
import { version } from '../../../package.json';
import type { CliIo } from '../io';
import { json, say } from '../print';
import { codeQuality } from './codeQuality';
import { saidOf, type Finding } from './finding';
import type { Format } from './format';
import { lines } from './lines';
import { sarif } from './sarif';
import { annotations } from './workflowCommands';

/** What a command found, in every form that it may be asked for. */
export interface Found {
  text: () => string;
  /** The object of `--json`. */
  object: () => unknown;
  /** Within so many bytes; undefined where nothing of it fits. */
  markdown: (bytes: number) => string | undefined;
  findings: () => readonly Finding[];
  /** One word for the steps that follow, where there is one. */
  outcome?: string;
}

/** GitHub's limit for the summary of one step, bytes. */
const SUMMARY_BYTES = 1024 * 1024;
/** Bytes of one result in Markdown. */
const PAGE_BYTES = 60_000;

/** Prints a result in one format; for a GitHub runner, also into the job's summary. */
export async function printFound(found: Found, format: Format, io: CliIo): Promise<void> {
  io.stdout.write(await printed(found, format, io));
}

async function printed(found: Found, format: Format, io: CliIo): Promise<string> {
  switch (format) {
    case 'text':
      return found.text();
    case 'json':
      return json(found.object());
    case 'md':
      return found.markdown(PAGE_BYTES) ?? '';
    case 'github':
      io.annotate?.(annotations(found.findings()));
      await addToSummary(found, io);
      await tellOutcome(found, io);
      return found.text();
    case 'lines':
      sayPlaceless(found, io);
      return lines(found.findings());
    case 'gitlab':
      sayPlaceless(found, io);
      return codeQuality(found.findings());
    case 'sarif':
      return sarif(found.findings(), version);
  }
}

/** The empty report of a tool that reads a file, of a command that has nothing to report. */
export function printNothing(format: Format | undefined, io: CliIo): void {
  if (format === 'gitlab') io.stdout.write(codeQuality([]));
  if (format === 'sarif') io.stdout.write(sarif([], version));
}

/** What a format of places has no room for. */
function sayPlaceless(found: Found, io: CliIo): void {
  const placeless = found.findings().filter(({ place }) => !place);
  say(placeless.map(saidOf), io);
}

/** For the steps that follow in the same job. */
async function tellOutcome({ outcome }: Found, { env }: CliIo): Promise<void> {
  const path = env['GITHUB_OUTPUT'];
  if (path && outcome !== undefined) await appendWithin(path, SUMMARY_BYTES, () => `outcome=${outcome}\n`);
}

async function addToSummary(found: Found, io: CliIo): Promise<void> {
  const path = io.env['GITHUB_STEP_SUMMARY'];
  if (!path) return;
  const written = await appendWithin(path, SUMMARY_BYTES, (left) => found.markdown(Math.min(left, PAGE_BYTES)));
  if (!written) say(['The summary of this step is full (1 MiB) or cannot be written, so the result is only in its log.'], io);
}
