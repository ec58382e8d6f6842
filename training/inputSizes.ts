import { FUNCTION_FEATURES } from '../src/model/functionFeatures';
import type { ModelSizes } from '../src/model/modelSizes';
import { LINE_FEATURES } from '../src/model/lineFeatures';
import { ROW_FEATURES, TOKEN_FLAGS } from '../src/model/readEvidence';

/** Sizes of a model's inputs, from the code that makes them; a trained model must have the same. */
export const inputSizes = {
  tokenFlags: TOKEN_FLAGS.length,
  rowFeatures: ROW_FEATURES.length,
  lineFeatures: LINE_FEATURES.length,
  functionFeatures: FUNCTION_FEATURES.length,
  lineAssertion: LINE_FEATURES.indexOf('assertion'),
  functionAssertion: FUNCTION_FEATURES.indexOf('assertion'),
  lineJava: LINE_FEATURES.indexOf('java'),
  functionJava: FUNCTION_FEATURES.indexOf('java'),
} satisfies Partial<ModelSizes>;
