const { z } = require('zod');

const Order = z.object({ total: z.number(), name: z.string() });

function read(text) {
  return Order.parse(JSON.parse(text)); //~ ZodError | [\n  {\n    "expected": "number",\n    "code": "invalid_type",\n    "path": [\n      "total"\n    ],\n    "message": "Invalid input: expected number, received string"\n  }\n]
}

read('{ "total": "3", "name": "tea" }');
