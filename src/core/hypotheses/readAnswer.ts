import { MAX_HYPOTHESES } from '../hypothesis';
import { citedPlaces } from './citedPlace';
import { jsonInText } from './jsonInText';
import { shapeHypotheses, type ReadHypothesis, type ShapedAnswer } from './shapeHypotheses';

/** The reason why an answer is not in the requested form; `kind` as in `ProviderErrorKind`, `message` for the person. */
export interface AnswerProblem {
  kind: 'emptyAnswer' | 'badAnswer' | 'answerTooLarge' | 'cut';
  message: string;
}

/** The content of an answer so far. */
export interface AnswerReading {
  /** At most {@link MAX_HYPOTHESES}, best first. */
  hypotheses: ReadHypothesis[];
  /** The answer is complete: its JSON is closed. */
  complete: boolean;
  problem?: AnswerProblem;
}

interface ReadAnswerOptions {
  /** No more text comes. Until then nothing is a problem, and prose may still be followed by JSON. */
  ended?: boolean;
}

/** The maximum characters read of an answer. */
const MAX_ANSWER = 5_000_000;

const REFUSAL =
  /^(?:i['’]?m (?:very )?sorry|i am sorry|sorry|i apologi[sz]e|i can(?:no|['’])t|i cannot|i(?:['’]m| am) (?:unable|not able)|as an ai)\b/i;

/**
 * Reads a model's answer: the requested object, or the model's variant of it. Never throws.
 * @param text the answer so far, cut anywhere, also inside an escape or a character
 */
export function readAnswer(text: string, { ended = true }: ReadAnswerOptions = {}): AnswerReading {
  const tooLarge = text.length > MAX_ANSWER;
  const whole = tooLarge ? text.slice(0, MAX_ANSWER) : text;
  const spoken = withoutReasoning(whole);
  let reading = readJson(spoken, ended);
  // A model that never ended its reasoning may have answered inside it.
  if (ended && !reading.hypotheses.length && spoken !== whole) {
    const inside = readJson(whole, ended);
    if (inside.hypotheses.length) reading = inside;
  }
  if (!ended) return { hypotheses: reading.hypotheses, complete: reading.complete };
  if (!reading.hypotheses.length && !reading.sawJson) reading = { ...reading, ...readProse(spoken) };
  const problem = tooLarge ? TOO_LARGE : (reading.problem ?? problemOf(reading, spoken, whole));
  return { hypotheses: reading.hypotheses, complete: reading.complete, ...(problem && { problem }) };
}

interface JsonReading extends AnswerReading {
  /** True when it contained JSON, whatever its content. */
  sawJson: boolean;
}

function readJson(text: string, ended: boolean): JsonReading {
  const hypotheses: ReadHypothesis[] = [];
  let complete = false;
  let sawJson = false;
  for (const found of jsonInText(text, ended)) {
    const shaped = bestOf(found.readings.map((value) => shapeHypotheses(value, found.openDepth)));
    sawJson ||= shaped.hypotheses.length > 0 || looksLikeAnswer(found.readings);
    if (!shaped.hypotheses.length) continue;
    hypotheses.push(...shaped.hypotheses);
    complete = found.closed;
    if (shaped.list || !found.closed || hypotheses.length >= MAX_HYPOTHESES) break;
  }
  return { hypotheses: hypotheses.slice(0, MAX_HYPOTHESES), complete, sawJson };
}

/** The parsed value with the most hypotheses; among equals the first, which needs the fewest guesses. */
function bestOf(shaped: readonly ShapedAnswer[]): ShapedAnswer {
  return shaped.reduce((best, next) => (next.hypotheses.length > best.hypotheses.length ? next : best), { hypotheses: [], list: false });
}

/** `{"hypotheses": []}` or `{"error": …}` is an answer without hypotheses; an object quoted in prose is not. */
function looksLikeAnswer(readings: readonly unknown[]): boolean {
  return readings.some(
    (value) => typeof value === 'object' && value !== null && ['hypotheses', 'error'].some((key) => Object.hasOwn(value, key)),
  );
}

/** Prose becomes one hypothesis, marked as a guess, instead of being lost. */
function readProse(text: string): Pick<AnswerReading, 'hypotheses' | 'problem'> {
  const prose = text.trim();
  if (!prose) return { hypotheses: [] };
  if (prose.length < 1500 && REFUSAL.test(prose.replace(/^[*_#>\s]{1,10}/, ''))) {
    return {
      hypotheses: [],
      problem: { kind: 'badAnswer', message: `The model declined: “${excerpt(prose)}” Ask again, or choose another model.` },
    };
  }
  const words = prose.slice(0, 5000).match(/\p{L}{2,}/gu)?.length ?? 0;
  if (words < 4 || /^[{[]/.test(prose)) return { hypotheses: [] };
  const lines = prose.split('\n').map((line) =>
    line
      .replace(/^[#>*\s\d.)-]{1,12}/, '')
      .replace(/\*\*|__/g, '')
      .trim(),
  );
  const title = lines.find((line) => line.length > 10) ?? lines.find(Boolean) ?? '';
  const diff = /^```(?:diff|patch)[^\n]*\n([\s\S]{1,200000}?)\n```/m.exec(prose)?.[1];
  return {
    hypotheses: [
      {
        title: title.length > 120 ? `${title.slice(0, 119)}…` : title,
        rootCause: prose.length > 4000 ? `${prose.slice(0, 3999)}…` : prose,
        evidence: citedPlaces(prose.slice(0, 100_000), 6),
        confidence: 0.3,
        check: '',
        ...(diff && { fix: { diff, risks: [] } }),
        prose: true,
      },
    ],
  };
}

const TOO_LARGE: AnswerProblem = {
  kind: 'answerTooLarge',
  message: `The answer is larger than ${MAX_ANSWER / 1_000_000} MB: its first part is shown. Ask again, or choose another model.`,
};

function problemOf(reading: JsonReading, spoken: string, whole: string): AnswerProblem | undefined {
  if (reading.hypotheses.length) {
    if (reading.complete || !reading.sawJson) return undefined;
    return { kind: 'cut', message: 'The answer stops in the middle: what came is shown. Ask again for the rest.' };
  }
  if (!spoken.trim()) {
    const message = whole.trim()
      ? 'The model reasoned but gave no answer. Ask again, or choose another model.'
      : 'The model answered with nothing. Ask again, or choose another model.';
    return { kind: 'emptyAnswer', message };
  }
  if (reading.sawJson) {
    return { kind: 'badAnswer', message: 'The model named no hypothesis. Add evidence and ask again, or choose another model.' };
  }
  return {
    kind: 'badAnswer',
    message: `The answer cannot be read as hypotheses: “${excerpt(spoken)}” Ask again, or choose another model.`,
  };
}

/** Removes the reasoning that models write before their answer. An unclosed block hides the rest, because it is not an answer yet. */
export function withoutReasoning(text: string): string {
  const final = '<|channel|>final<|message|>';
  const harmony = text.lastIndexOf(final);
  if (harmony >= 0) return text.slice(harmony + final.length).replace(/<\|(?:end|return)\|>[\s\S]*$/, '');
  let rest = text.trimStart();
  for (let blocks = 0; blocks < 20; blocks++) {
    const opening = /^<(think|thinking|reasoning|thought|reflection)>/i.exec(rest);
    if (!opening) break;
    const closing = `</${opening[1]}>`.toLowerCase();
    const end = indexOfIgnoringCase(rest, closing);
    if (end < 0) return '';
    rest = rest.slice(end + closing.length).trimStart();
  }
  // Some templates put the opening tag into the prompt, so only the closing one arrives.
  const stray = indexOfIgnoringCase(rest, '</think>');
  return stray >= 0 && !/^(?:[{[]|```)/.test(rest) ? rest.slice(stray + '</think>'.length) : rest;
}

function indexOfIgnoringCase(text: string, wanted: string): number {
  const exact = text.indexOf(wanted);
  return exact >= 0 ? exact : text.search(new RegExp(wanted, 'i'));
}

function excerpt(text: string): string {
  const line = text.trim().replace(/\s+/g, ' ').slice(0, 160);
  return text.trim().length > 160 ? `${line}…` : line;
}
