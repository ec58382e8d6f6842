import type { CrashDriver } from '../crashDrivers';

/** Schemas of values and of interfaces. */
export const SCHEMAS_DRIVERS: readonly CrashDriver[] = [
  {
    package: 'ajv',
    inputs: 'jsonSchema',
    calls: [
      'var Ajv = library.default || library; var ajv = new Ajv({ allErrors: true, verbose: true, useDefaults: true, coerceTypes: true, removeAdditional: "all", strict: false, jsonPointers: true }); var validate = ajv.compile(JSON.parse(input)); [null, 1, "a", [1, "a"], { a: { b: null }, b: "x" }].forEach(function (data) { validate(data); ajv.errorsText(validate.errors); });',
      'var Ajv = library.default || library; var ajv = new Ajv({ v5: true, $data: true, inlineRefs: false, passContext: true, unknownFormats: "ignore", strict: "log", logger: false }); ajv.addSchema(JSON.parse(input), "k"); ajv.validate("k", { a: 1 }); ajv.getSchema("k"); ajv.removeSchema("k"); ajv.validateSchema(JSON.parse(input));',
    ],
  },
  {
    package: 'json-schema-traverse',
    inputs: 'jsonSchema',
    calls: ['library(JSON.parse(input), { allKeys: true, cb: { pre: function () {}, post: function () {} } });'],
  },
];
