import { digits, eachOf, type GuardedTrigger, letters } from '../scan/triggers';

/** Trigger of a title like `1) name`. */
export const numbered: GuardedTrigger = {
  holds: eachOf(digits, (digit) => digit).flatMap((digit) => eachOf(`${letters}_$\\`, (letter) => `${digit}) ${letter}`)),
  pattern: /\n\d{1,9}\) [\w$\\]{1,1000}(?:::|\([\w.$]{1,1000}\))/,
};
