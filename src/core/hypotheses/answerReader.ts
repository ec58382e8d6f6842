import { readAnswer, type AnswerReading } from './readAnswer';

/** Reads an answer while it grows. */
interface AnswerReader {
  /**
   * @param text the whole text so far; another text than before starts afresh
   * @param ended no more text comes
   */
  read(text: string, ended: boolean): AnswerReading;
}

/** Characters that must have come before a growing answer is read again: at least so many, and a share of it. */
const MIN_GROWTH = 200;
const GROWTH_SHARE = 1 / 12;
/** Characters at either end that tell whether a text goes on from the last one. */
const SAMPLE = 300;

/**
 * Makes a reader that does not parse an answer again for every piece of it: what it costs over a whole stream is a constant times
 * the answer's length. A complete hypothesis that was read once is not lost when what follows it is broken.
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

/** Compared at its ends only: comparing all of it for every piece would again cost its length squared. */
function continues(before: string, now: string): boolean {
  const tail = Math.max(0, before.length - SAMPLE);
  return now.length >= before.length && now.startsWith(before.slice(0, SAMPLE)) && now.startsWith(before.slice(tail), tail);
}

function keepFinished(before: AnswerReading, now: AnswerReading): AnswerReading {
  const finished = before.hypotheses.filter((hypothesis) => !hypothesis.unfinished && !hypothesis.prose);
  const still = now.hypotheses.filter((hypothesis) => !hypothesis.unfinished && !hypothesis.prose);
  return still.length >= finished.length || now.complete ? now : { ...now, hypotheses: finished };
}
