import { expectationIn } from './expectationIn';
import { type BlockRules, FailureBlock, runnerError } from './failureBlock';
import type { TestRunner } from './runner';

const title = /^---- (\S.*?)(?: stdout| stderr)? ----$/;

/** `cargo test`: `---- tests::name stdout ----`. */
export const cargoTest: TestRunner = {
  name: 'cargo test',
  triggers: ['---- '],
  start: (line) => (title.test(line.text) ? new FailureBlock(line, rules) : undefined),
};

const rules: BlockRules = {
  ends: (text) => title.test(text) || /^failures:\s*$/.test(text) || text.startsWith('test result: '),
  read(lines) {
    const test = title.exec(lines[0] ?? '')?.[1] ?? '';
    const body = lines.slice(1).join('\n');
    // A test that returns an error: Rust prints it as `main` does.
    const [, type = '', said = body] = /^(Error): ([^]*)$/.exec(body.trim()) ?? [];
    return [{ test, ...expectationIn(body), error: runnerError('rust', type, said, []) }];
  },
};
