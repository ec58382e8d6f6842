import { readAnswer, type AnswerReading } from './readAnswer';

/** Reads an answer while it grows. */
export interface AnswerReader {
  /**
   * @param text the whole text so far; another text than before starts afresh
   * @param ended no more text comes
   */
  read(text: string, ended: boolean): AnswerReading;
}

/** Characters that must have come before a growing answer is read again: at least so many, and a share of it. */
const MIN_GROWTH = 200;
const GROWTH_SHARE = 1 / 12;

/**
 * Makes a reader that does not parse an answer again for every piece of it: what it costs over a whole stream is a constant times
 * the answer's length. A complete hypothesis that was read once is not lost when what follows it is broken.
 */
export function createAnswerReader(): AnswerReader {
  let lastText = '';
  let last: AnswerReading = { hypotheses: [], complete: false };
  return {
    read(text, ended) {
      const grown = text.length >= lastText.length && text.startsWith(lastText);
      if (grown && !ended && text.length - lastText.length < Math.max(MIN_GROWTH, lastText.length * GROWTH_SHARE) && lastText) return last;
      const reading = readAnswer(text, { ended });
      last = grown ? keepFinished(last, reading) : reading;
      lastText = text;
      return last;
    },
  };
}

function keepFinished(before: AnswerReading, now: AnswerReading): AnswerReading {
  const finished = before.hypotheses.filter((hypothesis) => !hypothesis.unfinished && !hypothesis.prose);
  const still = now.hypotheses.filter((hypothesis) => !hypothesis.unfinished && !hypothesis.prose);
  return still.length >= finished.length || now.complete ? now : { ...now, hypotheses: finished };
}
