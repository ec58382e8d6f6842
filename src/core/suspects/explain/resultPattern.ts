import type { Place } from '../../flow/originSteps';

/** A known pattern in a function that explains a result of this kind. */
export interface Found {
  sentence: string;
  place: Place;
  why: string;
  check: string;
}
