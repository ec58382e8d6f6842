import { causeBelow, inReadingOrder, MAX_HYPOTHESES, rowText, type Hypothesis } from '../hypothesis';
import { fenced } from '../prompt/fence';
import { codeMarkdown as code, plainMarkdown as plain } from '../prompt/markdownText';
import { pickedReport, type Investigation, type LedgerEntry } from './investigation';
import { rankLedger, type FoldedBecause } from './rankLedger';
import type { Finding, RunRecord } from './runRecord';

/** The maximum frames written for an error. */
const MAX_FRAMES = 30;
const statusWords: Record<Investigation['status'], string> = { open: 'open', fixed: 'fixed', givenUp: 'given up' };

/**
 * An investigation as Markdown, to read and to share. Text from outside (traces, models) stays plain text: its links, images and markup are
 * disabled.
 * @param investigation with the captured secrets replaced
 */
export function investigationMarkdown(investigation: Investigation): string {
  const { title, location, source, capturedAt, status, choices } = investigation;
  const report = pickedReport(investigation);
  const [said] = report.expectations;
  const expected = choices.expected ?? said?.expected;
  const actual = choices.actual ?? said?.actual;
  const place = location ? `${code(`${location.file}:${location.line}`)} · ` : '';
  return [
    `# ${plain(title)}`,
    `${place}from ${source} · ${capturedAt} · ${statusWords[status]}`,
    '## Failure',
    ...report.errors.map((error) =>
      fenced(
        [
          `${error.role === 'thrown' ? '' : `${error.role}: `}${[error.type, error.message].filter(Boolean).join(': ')}`,
          ...error.frames.slice(0, MAX_FRAMES).map(({ raw }) => raw),
          ...(error.frames.length > MAX_FRAMES ? [`… ${error.frames.length - MAX_FRAMES} more frames`] : []),
        ].join('\n'),
      ),
    ),
    ...(expected || actual
      ? ['## Expected and actual', `Expected: ${plain(expected || 'not said')}`, `Instead: ${plain(actual || 'not said')}`]
      : []),
    '## Hypotheses',
    ...hypotheses(investigation),
    ...timeline(investigation),
    '',
  ].join('\n\n');
}

/** Why a hypothesis is among the others. */
const foldedWords: Record<FoldedBecause, string> = {
  rejected: 'rejected',
  disproved: 'disproved by a run',
  struckBefore: 'like a rejected one',
  cutOff: 'cut off',
  repeated: 'repeats one above',
  outranked: 'not among the first three',
};

function hypotheses(investigation: Investigation): string[] {
  const { entries } = rankLedger(investigation);
  if (!entries.length) return ['None yet.'];
  const shown = entries.filter(({ folded }) => !folded).slice(0, MAX_HYPOTHESES);
  const rest = entries.filter((entry) => !shown.includes(entry));
  return [
    ...shown.flatMap(({ entry, rank }) => whole(entry, rank)),
    ...(rest.length
      ? [
          '### Others',
          rest.map(({ entry, folded }) => `- ${plain(entry.hypothesis.title)} (${foldedWords[folded ?? 'outranked']})`).join('\n'),
        ]
      : []),
  ];
}

function whole({ hypothesis, verdict, fixState }: LedgerEntry, rank: number): string[] {
  const { title, rootCause, evidence, confidence, check, fix, source } = hypothesis;
  const sure = verdict ?? `${Math.round(100 * confidence)} %`;
  return [
    `### ${rank}. ${plain(title)}`,
    `${sure} · by ${plain(source)}`,
    plain(causeBelow({ title, rootCause })),
    ...(evidence.length ? [inReadingOrder(evidence).map(evidenceLine).join('\n')] : []),
    ...(check ? [`**Check.** ${plain(check)}`] : []),
    ...(fix ? [`**Fix** (${fixState})`, fenced(fix.diff.trimEnd(), 'diff')] : []),
  ].filter(Boolean);
}

function evidenceLine(row: Hypothesis['evidence'][number]): string {
  const { file, line, verified, problem, text } = row;
  return `- ${code(`${file}:${line}`)} ${plain(rowText(row))}${verified && text ? `: ${code(text.trim())}` : ''}${verified ? '' : ` (not verified: ${plain(problem ?? 'could not be checked')})`}`;
}

/** The action, before the sentence on its result. */
const runWords: Record<RunRecord['kind'], string> = {
  run: 'ran the command',
  try: 'tried the fix without writing it',
  terminal: '',
  applied: 'the fix',
  undone: 'the fix',
  blame: 'what broke it',
  values: 'values where it fails',
  coverage: 'what the failing test runs',
  trace: 'followed a value',
  repair: 'tried small repairs',
  prove: 'compared with the code without the fix',
  check: 'checked the project',
};

function runLine({ kind, text, change, notes, found }: RunRecord): string {
  const word = change === undefined ? runWords[kind] : '';
  const below = (found ? findings(found) : []).map((part) => `\n\n  ${part.replaceAll('\n', '\n  ')}`);
  return [`${word && `${word}: `}${plain(text)}`, ...notes.map(plain)].join('. ') + below.join('');
}

/** The findings of a run, a paragraph each. */
function findings({ changes = [], frames = [], followed }: Finding): string[] {
  const hops = followed?.hops ?? [];
  return [
    ...changes.map(({ diff }) => fenced(diff.trimEnd(), 'diff')),
    ...frames.map(({ file, line, values }) => {
      const held = values.map(({ name, shape, content }) => code([name, shape, content].filter(Boolean).join(' ')));
      return `${code(`${file}:${line}`)} ${held.join(', ')}`;
    }),
    ...hops.map(({ file, line, expression, failing, passing }, at) => {
      const others = passing.length ? `, in passing tests ${code(passing.join(' or '))}` : '';
      const mark = at === followed?.divergence ? ' (first goes wrong here)' : '';
      return `${code(`${file}:${line}`)} ${code(expression)} is ${code(failing)}${others}${mark}`;
    }),
  ];
}

function timeline({ rounds, answers, tries, runs }: Investigation): string[] {
  // A try without success is also a run.
  const tried = new Set(tries.map(({ id }) => id));
  const lines = [
    ...runs.filter(({ id }) => !tried.has(id)).map((record) => ({ at: record.at, text: runLine(record) })),
    ...rounds.map(({ at, source, phase, message }) => ({
      at,
      text: `asked ${plain(source)}: ${phase}${message ? `. ${plain(message)}` : ''}`,
    })),
    ...answers.map(({ at, question, answer }) => ({ at, text: `asked: ${plain(question)} Answer: ${plain(answer)}` })),
    ...tries.map(({ at, title, worked, result }) => ({
      at,
      text: `tried the fix of “${plain(title)}”: ${worked ? 'it worked' : 'it still failed'}. ${plain(result)}`.trim(),
    })),
  ].sort((a, b) => a.at.localeCompare(b.at));
  return lines.length ? ['## What happened', lines.map(({ at, text }) => `- ${at} ${text}`).join('\n')] : [];
}
