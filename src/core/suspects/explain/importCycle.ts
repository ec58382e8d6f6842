import { withoutLast } from './textTests';
import { detailOf } from './messages/details';
import type { FailureReport } from '../../capture/failureReport';
import type { SourceReader } from '../../ports';
import { code, type CommandExplained } from './explanation';
import type { Place } from '../../flow/originSteps';

/** Go's packages that import each other: every import of the circle, with its line. */
export async function explainImportCycle(
  { errors }: FailureReport,
  reader: SourceReader,
  signal?: AbortSignal,
): Promise<CommandExplained | undefined> {
  const [error] = errors;
  if (error?.language !== 'go' || !error.message.startsWith('import cycle not allowed')) return undefined;
  const lines = error.message.split('\n').slice(1);
  const start = detailOf('importStart', lines[0] ?? '').name;
  const files = await reader.list(signal);
  const steps: { from: string; to: string; place: Place | undefined }[] = [];
  let from = start ?? '';
  for (const line of lines.slice(1)) {
    const { to, file: written } = detailOf('importStep', line.trim());
    if (!to || !written) continue;
    const file = withoutLast(written, ':');
    steps.push({ from, to, place: await importPlace(from, file, to, files, reader) });
    from = to;
  }
  const circle = steps.slice(
    Math.max(
      0,
      steps.findIndex((step) => step.from === from),
    ),
  );
  if (circle.length === 0) return undefined;
  const at = (place: Place | undefined): string => (place ? ` (${place.file}:${place.line})` : '');
  const last = circle.at(-1);
  return {
    title: `Import cycle: ${circle.map((step) => code(step.from)).join(' → ')} → ${code(from)}`,
    sentences: [
      `The packages import each other: ${circle.map((step) => `${code(step.from)} imports ${code(step.to)}${at(step.place)}`).join(', and ')}.`,
      'Go allows no cycle of imports; what both need can move to a third package.',
    ],
    evidence: circle.flatMap((step) => (step.place ? [{ ...step.place, why: `imports ${code(step.to)}` }] : [])),
    check: last ? `Remove the import of ${code(last.to)} from ${code(last.from)}, and build again.` : '',
  };
}

/** The line of the import, in the only file of that name whose folder ends like its package. */
async function importPlace(
  from: string,
  file: string,
  to: string,
  files: readonly string[],
  reader: SourceReader,
): Promise<Place | undefined> {
  const named = files.filter((each) => each === file || each.endsWith(`/${file}`));
  const last = from.split('/').at(-1) ?? '';
  const fitting = named.filter((each) => each.split('/').at(-2) === last);
  const [only] = fitting.length > 0 ? fitting : named.length === 1 ? named : [];
  const text = only === undefined || fitting.length > 1 ? undefined : await reader.read(only);
  const line = (text?.split('\n').findIndex((each) => each.includes(`"${to}"`)) ?? -1) + 1;
  return only !== undefined && line > 0 ? { file: only, line } : undefined;
}
