import type { Experiment, ProveVerdict, VerifyVerdict } from '../../core/experiments/experiment';
import { outcomeOfProof } from '../../core/experiments/prove/proveWords';

/** A proof of a patch that is in the tree already, as the verdict on that patch. */
export function asVerified({ verdict, baseline, ...rest }: Experiment<'prove', ProveVerdict>): Experiment<'verify', VerifyVerdict> {
  const { outcome, agreed, tests, others, notes, symptom = false } = verdict;
  const [test] = tests;
  // Of a patch that is not applied yet, what hides the failure makes it go away, too, and the note says so.
  const proven = outcome === 'proven' || symptom;
  const still = outcome === 'stillRed';
  return {
    ...rest,
    purpose: 'verify',
    baseline:
      still || !proven || !test
        ? still
          ? baseline
          : { outcome: 'unresolved', why: notes[0] ?? '' }
        : { outcome: 'fails', error: test.before },
    verdict: {
      outcome: proven ? 'gone' : outcomeOfProof(outcome),
      agreed: proven || still ? agreed : [0, agreed[1]],
      ...{ others, wasRed: proven || still, notes: [ALREADY, ...notes] },
    },
  };
}

const ALREADY = 'The patch is already applied, so the tree is compared with what it is without the patch.';
