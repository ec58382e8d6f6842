import { readAnswer, type AnswerReading } from './readAnswer';

/** Reads an answer while it grows. */
interface AnswerReader {
  /**
   * @param text the whole text so far; a different text restarts the reader
   * @param ended no more text comes
   */
  read(text: string, ended: boolean): AnswerReading;
}

/** New characters required before a growing answer is read again: a minimum, and a share of its length. */
const MIN_GROWTH = 200;
const GROWTH_SHARE = 1 / 12;
/** Characters compared at both ends to decide whether a text continues the last one. */
const SAMPLE = 300;

/**
 * Creates a reader that does not parse the whole answer again for every piece: the cost of a whole stream is linear in the answer's length.
 * A complete hypothesis, once read, is kept even if the text after it is broken.
 */
export function createAnswerReader(): AnswerReader {
  let lastText = '';
  let last: AnswerReading = { hypotheses: [], complete: false };
  return {
    read(text, ended) {
      const grown = continues(lastText, text);
      if (grown && !ended && text.length - lastText.length < Math.max(MIN_GROWTH, lastText.length * GROWTH_SHARE) && lastText) return last;
      const reading = readAnswer(text, { ended });
      last = grown ? keepFinished(last, reading) : reading;
      lastText = text;
      return last;
    },
  };
}

/** Compared only at the ends: a full comparison for every piece would be quadratic. */
function continues(before: string, now: string): boolean {
  const tail = Math.max(0, before.length - SAMPLE);
  return now.length >= before.length && now.startsWith(before.slice(0, SAMPLE)) && now.startsWith(before.slice(tail), tail);
}

function keepFinished(before: AnswerReading, now: AnswerReading): AnswerReading {
  const finished = before.hypotheses.filter((hypothesis) => !hypothesis.unfinished && !hypothesis.prose);
  const still = now.hypotheses.filter((hypothesis) => !hypothesis.unfinished && !hypothesis.prose);
  return still.length >= finished.length || now.complete ? now : { ...now, hypotheses: finished };
}
