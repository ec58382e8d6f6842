import { addAsides } from './search/addAsides';
import { addChanges } from './search/addChanges';
import { addNamed } from './search/addNamed';
import { addImportedValues, addModuleValues, addNeighbours } from './search/addNearby';
import { addRecursionEntry } from './search/addRecursionEntry';
import { CodeSearch, type ExploreInput } from './search/codeSearch';
import { addCallers, expandCalls } from './search/expandCalls';
import { followValue } from './search/followValue';
import type { Found } from './search/found';
import { placeFrames } from './search/placeFrames';
import { placeNamedTest } from './search/placeNamedTest';
import { placeOwnCheck } from './search/placeOwnCheck';
import { placePrinted } from './search/placePrinted';

/**
 * Walks from a failure's frames, or where there are none from the failing tests or the code that words the error, to the functions that may hold its cause, the likeliest
 * first: the frames' own functions, the origin of the bad value, callees, callers, changes. Deterministic.
 */
export async function exploreCode(input: ExploreInput): Promise<Found[]> {
  const search = new CodeSearch(input);
  await placeFrames(search);
  await placeNamedTest(search);
  await placeOwnCheck(search);
  await placePrinted(search);
  await followValue(search);
  await addNamed(search);
  await expandCalls(search);
  await addCallers(search);
  await addRecursionEntry(search);
  await addChanges(search);
  addModuleValues(search);
  await addNeighbours(search);
  await addImportedValues(search);
  await addAsides(search);
  return search.result();
}
