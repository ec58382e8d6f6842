import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { isTestFile } from '../../core/context/testCode';
import type { FailureTarget } from '../../core/experiments/failureOf';
import type { Laboratory } from '../../core/experiments/laboratory';
import { throwingEdits, type ThrowingPorts } from '../../core/experiments/throwingEdits';
import { otherExpectation } from '../../core/experiments/verdict/otherExpectation';
import type { TestPlaces } from '../../core/experiments/verdict/testIsHeard';
import type { openTrees } from '../../core/syntax/openSyntax';
import { frameFile } from './frameFile';

/** Edits of the failing test that show whether it is heard. @param root absolute, real */
export function testPlaces(
  laboratory: Laboratory,
  { cwd, root, parse }: { cwd: string; root: string; parse: ReturnType<typeof openTrees> },
): Required<TestPlaces> {
  const portsFor = ({ testFile }: FailureTarget): ThrowingPorts => ({
    read: (file) => laboratory.read(file),
    parse,
    absolute: (file) => (existsSync(join(root, file)) ? join(root, file) : frameFile(file, { cwd, root, testFile })),
    nameOf: (file) => laboratory.nameOf(file),
  });
  return {
    files: (target) => {
      const { absolute, nameOf } = portsFor(target);
      const frames = target.report.errors.flatMap(({ frames: each }) => each.filter(({ origin }) => origin === 'workspace'));
      const files = [...new Set(frames.map(({ file }) => absolute(file)))];
      // Of a program without tests, the file that was started.
      return target.test === undefined ? files.slice(-1) : files.filter((file) => isTestFile(nameOf(file)));
    },
    throwing: (target, edits, when) => throwingEdits(target, edits, when, portsFor(target)),
    expecting: (target, edits) => otherExpectation(target, edits, portsFor(target)),
  };
}
