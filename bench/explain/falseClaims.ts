import type { Hypothesis } from '../../src/core/hypothesis';
import { codeSpans } from '../../src/webview/parts/codeSpans';
import type { ExplainCase } from './explainCase';

/** Stands for a backtick within code. */
const INNER_TICK = '\u0001';

/** Sentences of a card: those of its root cause. Code in backticks is not split. */
export function sentencesOf(card: Hypothesis): string[] {
  const spans = codeSpans(card.rootCause);
  const rootCause = spans.map((part, at) => (at % 2 ? `\`${part.replaceAll('`', INNER_TICK)}\`` : part)).join('');
  const parts: string[] = [];
  let from = 0;
  let quoted = false;
  for (let at = 0; at < rootCause.length; at += 1) {
    if (rootCause[at] === '`') quoted = !quoted;
    else if (!quoted && /[.?]/.test(rootCause[at]!) && /^\s+[A-Z`]|^$/.test(rootCause.slice(at + 1))) {
      parts.push(rootCause.slice(from, at + 1).trim());
      from = at + 1;
    }
  }
  return parts.filter((part) => part !== '');
}

/**
 * A card's claims that the code contradicts: evidence or places that do not exist; code that is not on the line named; code that is in no
 * file at all. Suggestions ("would be") and quotes from the message are not claims about the code.
 */
export function falseClaims(card: Hypothesis, each: ExplainCase): string[] {
  const all = Object.values(each.files).join('\n');
  const wrong = card.evidence
    .filter(({ file, line }) => lineOf(each, file, line) === undefined)
    .map(({ file, line }) => `${file}:${line} does not exist`);
  let context = card.evidence[0]?.file;
  for (const sentence of sentencesOf(card)) {
    context = /^In (\S+?),/.exec(sentence)?.[1] ?? context;
    if (/^The test \(|^The hypothesis about |Did you mean|would|(?:new |as )\w+.*copy|converts it/.test(sentence)) continue;
    for (const [, file = context, line] of sentence.matchAll(/(?:([\w./-]+\.\w+):|\bline )(\d+)/gi))
      if (file && lineOf(each, file, Number(line)) === undefined) wrong.push(`${sentence} (${file}:${line} does not exist)`);
    const said =
      /\b[Ll]ine (\d+),? (?:reads|calls|uses|computes|casts|passes|loops over|imports|writes to|divides in)(?: an element of)? `([^`]+)`(?: of `([^`]+)`)?/.exec(
        sentence,
      );
    if (said && context) {
      const around = statementOf(each, context, Number(said[1]));
      for (const quoted of [said[2], said[3]])
        if (quoted && !holds(around, quoted)) wrong.push(`${sentence} (${quoted} is not on line ${said[1]})`);
    }
    for (const [, written = ''] of sentence.matchAll(/`([^`]+)`/g)) {
      const quoted = written.replaceAll(INNER_TICK, '`');
      if (
        /^(?:undefined|null|None|nil|true|false|Err|return|await|async|this|self|lastIndex|[gy]|move|copy|close|start|error|float64|errors\.(?:Is|As)|%w|equals|Equals|hashCode|GetHashCode|BigDecimal|\[\]|\[object Object\]|\?\.\w*|\.\w+|:)$/.test(
          quoted,
        ) ||
        quoted.endsWith('…') ||
        quoted.includes('…')
      )
        continue;
      if (!(quoted in each.files) && !holds(all, quoted) && !each.output.includes(quoted))
        wrong.push(`${sentence} (${quoted} is in no file)`);
    }
  }
  return wrong;
}

function lineOf(each: ExplainCase, file: string, line: number): string | undefined {
  const text = each.files[file] ?? Object.entries(each.files).find(([name]) => name.endsWith(`/${file}`))?.[1];
  return text?.split('\n')[line - 1];
}

/** A line with the lines around it that its statement may cover. */
function statementOf(each: ExplainCase, file: string, line: number): string {
  return [0, 1, 2, 3].map((more) => lineOf(each, file, line + more) ?? '').join('\n');
}

/** Whether a text holds code, ignoring spaces and the end of a statement. */
function holds(text: string, code: string): boolean {
  const flat = (part: string): string => part.replace(/\s+|;/g, '');
  const words = flat(code).replace(/\(\)$/, '');
  return flat(text).includes(words) || words.split(/[.,()[\]]/).every((part) => flat(text).includes(part));
}
