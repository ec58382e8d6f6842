/** Sizes of a trained model. */
export interface ModelSizes {
  layers: number;
  heads: number;
  /** Of the hidden state; a head's is `width / heads`. */
  width: number;
  vocabulary: number;
  tokenFlags: number;
  rowFeatures: number;
  lineFeatures: number;
  functionFeatures: number;
  /** Index of the feature that is 1 for a failed assertion. */
  lineAssertion: number;
  functionAssertion: number;
  /** Index of the feature that is 1 for Java, whose crashes have separate scores: training has no real one. */
  lineJava: number;
  functionJava: number;
  /** Of the hidden layer of the line's and the function's score. */
  headHidden: number;
  classes: number;
  embedding: number;
}
