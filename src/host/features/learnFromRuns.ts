import { lessonsOfRun } from '../../app/lessonsOfRun';
import type { Feature } from '../feature';
import type { HostParts } from '../parts';

/** Proofs by runs teach the next ranking, as verdicts do. */
export function learnFromRuns({ investigations, verdicts }: HostParts) {
  const subscription = investigations.onDidChange(({ id, event }) => {
    const investigation = event === 'ran' ? investigations.get(id) : undefined;
    const record = investigation?.runs.at(-1);
    if (!investigation || !record) return;
    for (const { place, verdict } of lessonsOfRun(investigation, record)) verdicts.learn(id, place, verdict);
  });
  return { subscriptions: [subscription] } satisfies Feature;
}
