import { t } from '../core/language';

/** The panel has fields and buttons for what is missing, the command line has options. */
const HERE: readonly [RegExp, string][] = [
  [
    /^Say what should have happened(?:: I expected … instead …)?\.?/,
    t('Say what should have happened, and what happened instead: --expected TEXT --actual TEXT'),
  ],
  [
    /^No frame leads to a file of this workspace: .*/,
    t('No frame leads to a file of this workspace: name the folder of the code with --workspace DIR, or add code with --add FILE:10-40'),
  ],
  [/(?<=frames? could not be found in this workspace): .*/, t(': add the code with --add FILE:10-40')],
  [/^The stack trace is missing: .*/, t('There is no stack trace in the output: where the program can print one, let it')],
];

/** How a piece of evidence that is missing is given on the command line. @param advice in English, as the evidence has it */
export function adviceHere(advice: string): string {
  return HERE.reduce((said, [pattern, here]) => said.replace(pattern, here), advice);
}
