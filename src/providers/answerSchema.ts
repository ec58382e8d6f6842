/**
 * JSON schema of the answer for servers that hold a model to one. OpenAI's strict mode wants every field required and no other fields, so
 * that optional ones may be null; `readAnswer` takes null for absent. The order of the fields is the order in which they are written:
 * the explanation comes before the fix.
 */
export const answerSchema = object({
  hypotheses: list(
    object({
      title: { type: 'string' },
      rootCause: { type: 'string' },
      evidence: list(object({ file: { type: 'string' }, line: { type: 'integer' }, why: { type: 'string' } })),
      confidence: { type: 'number' },
      check: { type: 'string' },
      clarifyingQuestion: { type: ['string', 'null'] },
      fix: {
        anyOf: [
          object({
            diff: { type: 'string' },
            addresses: { type: 'string', enum: ['root-cause', 'symptom'] },
            edgeCases: list({ type: 'string' }),
            risks: list({ type: 'string' }),
          }),
          { type: 'null' },
        ],
      },
    }),
  ),
});

type Schema = Record<string, unknown>;

function object(properties: Record<string, Schema>): Schema {
  return { type: 'object', properties, required: Object.keys(properties), additionalProperties: false };
}

function list(items: Schema): Schema {
  return { type: 'array', items };
}
