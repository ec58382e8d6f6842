import { userFacingErrors } from '../../app/userFacingErrors';
import type { TracedValue } from '../../core/experiments/chainTo';
import { placeOfCall, valueAtCursor, valueAtPlace } from '../chooseValue';
import type { Feature } from '../feature';
import type { HostParts } from '../parts';
import type { HopMarks } from '../surfaces/hopMarks';

/** Follows a value from a frame of the panel or from a place in an editor, and shows its path behind the lines. */
export function followValueFeature({ findings, runs, investigations, shown, reveal, report }: HostParts, marks: HopMarks) {
  const start = (id: string, value: TracedValue): void => void findings.follow(id, value).catch(report);

  /** From the palette, or the menu of an editor. */
  const fromEditor = async (): Promise<void> => {
    const investigation = shown.orThrow();
    if (!runs.recipe(investigation.id)) throw userFacingErrors.noRecipe();
    const value = await valueAtCursor(investigation);
    if (!value) return;
    reveal();
    start(investigation.id, value);
  };

  return {
    commands: {
      'debugWithContext.followValue': fromEditor,
      'debugWithContext.clearFollowed': () => marks.clear(),
    },
    calls: {
      followValue: ({ investigation: id, ...named }) => {
        const investigation = investigations.getOrThrow(id);
        const place = placeOfCall(investigation, named);
        // Not awaited: the person chooses first, and the progress arrives in the state.
        void valueAtPlace(investigation, place)
          .then((value) => value && start(id, value))
          .catch(report);
      },
    },
  } satisfies Feature;
}
