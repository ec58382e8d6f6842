/**
 * JSON schema of the answer, for servers that enforce one. OpenAI's strict mode requires every field and forbids others, so optional fields
 * may be null; `readAnswer` treats null as absent. Models write the fields in this order: the explanation comes before the fix.
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
