import { existsSync } from 'node:fs';
import { join } from 'node:path';
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
    throwing: (target, edits, when) => throwingEdits(target, edits, when, portsFor(target)),
    expecting: (target, edits) => otherExpectation(target, edits, portsFor(target)),
  };
}
