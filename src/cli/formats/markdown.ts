import { causeBelow, inReadingOrder, rowText } from '../../core/hypothesis';
import type { AgentDiagnosis } from '../../app/renderForAgent';
import type { Experiment, ProveVerdict } from '../../core/experiments/experiment';
import { neededWord, placeOf } from '../../core/experiments/prove/proveWords';
import type { TokenCounter } from '../../core/ports';
import { errorForAgent } from '../../core/prompt/agentPrompt';
import { fenced } from '../../core/prompt/fence';
import { codeMarkdown as code, plainMarkdown as plain } from '../../core/prompt/markdownText';
import { plainText } from '../plainText';
import { errorLine } from './diagnosisFindings';

const SHOWN_SUSPECTS = 5;
const SHOWN_CHANGES = 10;
const SHOWN_TESTS = 20;
/** Bytes of an error; pages of output are in the log. */
const ERROR_BYTES = 6000;

const bytes: TokenCounter = { count: (text) => Buffer.byteLength(text) };

/**
 * A diagnosis for a page: the error, its likely causes, what runs showed, where to look, what changed and what is missing. Text from outside
 * has no markup; what matters least is left out where it does not fit.
 * @param most bytes
 */
export function diagnosisMarkdown({ evidence, suspects, hypotheses, by, findings = [] }: AgentDiagnosis, most: number): string | undefined {
  const [error] = evidence.report.errors;
  const causes = hypotheses.map(({ title, rootCause, evidence, check }, at) => {
    const cited = inReadingOrder(evidence).map(
      (row) =>
        `${place(row.file, row.line)} ${plain(rowText(row))}${row.verified ? (row.text && at === 0 ? `: ${code(row.text.trim())}` : '') : ' (not verified)'}`,
    );
    const cause = causeBelow({ title, rootCause });
    const below = [...(cause ? [plain(cause)] : []), ...cited, ...(check ? [`Check: ${plain(check)}`] : [])];
    return [`${at + 1}. **${plain(title)}**`, ...below.map((line) => `   - ${line}`)].join('\n');
  });
  const lines = suspects.slice(0, SHOWN_SUSPECTS).map(({ file, line, function: name, reasons: [why] }) => {
    return `- ${place(file, line)}${name ? ` in ${code(name)}` : ''}${why ? `: ${plain(why)}` : ''}`;
  });
  const changes = evidence.recentChanges.slice(0, SHOWN_CHANGES).map(({ file, startLine, summary, commit }) => {
    return `- ${place(file, startLine)} ${[commit && code(commit), plain(summary ?? '')].filter(Boolean).join(' ')}`;
  });
  // Nobody answers a page.
  const missing = evidence.missing.filter((sentence) => !sentence.startsWith('Say ')).map((sentence) => `- ${plain(sentence)}`);
  return page(most, [
    [`### ${plain(error ? errorLine(error) : (evidence.report.expectations[0]?.test ?? 'A test failed'))}`],
    [fenced(errorForAgent(evidence, Math.min(ERROR_BYTES, Math.floor(most / 3)), bytes))],
    causes.length ? [`**Hypotheses** (${plain(by)})`, causes.join('\n')] : [],
    ...findings.map(({ heading, lines: found }) => [`**${plain(heading)}**`, fenced(found.join('\n'))]),
    lines.length ? ['**Where to look**', lines.join('\n')] : [],
    changes.length ? ['**Recent changes**', changes.join('\n')] : [],
    missing.length ? ['**Missing**', missing.join('\n')] : [],
  ]);
}

/** A proof for a page. @param most bytes */
export function proofMarkdown({ verdict, command, baseline }: Experiment<'prove', ProveVerdict>, most: number): string | undefined {
  const { outcome, tests, hunks, notes } = verdict;
  const [said = baseline.why ?? '', ...more] = notes;
  const red = tests
    .slice(0, SHOWN_TESTS)
    .map(({ name, file, before }) => `- ${plain(name)}${file ? ` (${code(file)})` : ''}: ${plain(errorLine(before))}`);
  const places = hunks.map((hunk) => `- ${code(placeOf([hunk]))}: ${neededWord(hunk)}`);
  return page(most, [
    [`### ${outcome === 'proven' ? 'Proven' : 'Not proven'}: ${code(command.join(' '))}`],
    [plain(said)],
    places.length ? ['**Changed places**', places.join('\n')] : [],
    red.length ? ['**Tests that fail without the change**', red.join('\n')] : [],
    more.map((note) => `- ${plain(note)}`),
  ]);
}

function place(file: string, line: number): string {
  return code(`${file}:${line}`);
}

/** Blocks as long as they fit; undefined where not even the first does. */
function page(most: number, blocks: readonly string[][]): string | undefined {
  let text = '';
  for (const block of blocks.filter((each) => each.length)) {
    const longer = `${text}${plainText(block.join('\n\n'))}\n\n`;
    if (Buffer.byteLength(longer) > most) break;
    text = longer;
  }
  return text || undefined;
}
