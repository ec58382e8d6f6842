import type { Line } from '../line';
import type { Trigger } from './triggers';

/**
 * Output that a program wrote during a test, as test runners show it, with the place of the call. It may contain warnings, caught errors
 * and stacks. None of them is a failure, so the formats do not see this output.
 */
interface ConsoleBlock {
  readonly trigger: Trigger;
  /** First lines, one for each form; also read by a test. */
  readonly examples: readonly string[];
  readonly begins: RegExp;
  /** Whether a line that is not blank lies outside the block. `frames`: a frame was read in it. */
  ends(text: string, first: string, frames: boolean): boolean;
}

const frame = /^\s*at \S/;
const marginOf = (text: string) => text.length - text.trimStart().length;
/** Jest shows the line of the call, with its mark further left than the code around it. */
const markedCode = /^\s*> {1,9}\d{1,7} \|/;

const blocks: readonly ConsoleBlock[] = [
  {
    // Jest: the text and the stack of the call below it, both indented.
    trigger: { holds: ['  console.', '\nconsole.'], pattern: /\n {0,8}console\.[a-z]{3,20}\r?\n/i },
    examples: ['  console.log', '    console.error'],
    begins: /^ {0,8}console\.(?:log|error|warn|info|debug|trace|dir|assert|count|group|table|time)[A-Za-z]{0,10}\s*$/,
    ends: (text, first) => marginOf(text) <= marginOf(first) && !markedCode.test(text),
  },
  {
    trigger: 'Jest has detected the following',
    examples: ['Jest has detected the following 1 open handle potentially keeping Jest from exiting:'],
    begins: /^\s*Jest has detected the following \d{1,6} open handles? /,
    ends: (text, first) => marginOf(text) <= marginOf(first),
  },
  {
    // Vitest, below the name of the test.
    trigger: { holds: ['stdout | ', 'stderr | '], pattern: /\nstd(?:out|err) \| \S/ },
    examples: ['stdout | src/cart.test.ts > adds', 'stderr | unknown test'],
    begins: /^std(?:out|err) \| \S/,
    ends: (text) => /^ ?(?:[✓✔❯×↓⎯] ?|FAIL |RUN |Test Files |stdout \| |stderr \| )|^\s{1,12}Test Files {2}/.test(text),
  },
  {
    trigger: ' output ---',
    examples: ['------- output -------', '------- post-test output -------', '------- pre-test output -------'],
    begins: /^-{5,10} (?:post-test |pre-test )?output -{5,10}$/,
    ends: (text) => /^-{3,10} (?:post-test |pre-test )?output end -{3,10}$/.test(text),
  },
  {
    // React, for an update that a test did not wait for: a text of several paragraphs, then the stack of the component.
    trigger: ' not wrapped in act(',
    examples: [
      'Warning: An update to Cart inside a test was not wrapped in act(...).',
      'An update to %s inside a test was not wrapped in act(...).',
    ],
    begins: /^\s*(?:Warning: |console\.error )?An update to .{1,200} (?:inside a test )?was not wrapped in act\(/,
    ends: (text, _, frames) => frames && !frame.test(text),
  },
];

/** Longer than any output of one test. */
const mostLines = 5000;

export const consoleTriggers: readonly Trigger[] = blocks.map(({ trigger }) => trigger);
export const consoleExamples: readonly string[] = blocks.flatMap(({ examples }) => examples);

/** Follows the lines of an output and detects those that a program wrote to its console. */
export class ConsoleBlocks {
  private current: { block: ConsoleBlock; first: string; stream: string; lines: number; frames: boolean } | undefined;

  get open(): boolean {
    return this.current !== undefined;
  }

  /** True where the line belongs to a block, or begins one; `begins` is called for the latter. */
  take(given: Line, begins: () => void): boolean {
    // Vitest's heading looks like the prefix of a separate output.
    const line = /^std(?:out|err)$/.test(given.stream) ? { ...given, text: given.raw, stream: '' } : given;
    const { current } = this;
    if (current && line.stream === current.stream) {
      const { block, first } = current;
      if (line.text.trim() === '' || (!block.ends(line.text, first, current.frames) && ++current.lines <= mostLines)) {
        current.frames ||= frame.test(line.text);
        return true;
      }
      this.current = undefined;
    } else if (current) return false;
    const block = blocks.find((each) => each.begins.test(line.text));
    if (!block) return false;
    this.current = { block, first: line.text, stream: line.stream, lines: 0, frames: false };
    begins();
    return true;
  }
}
