import type { CrashDriver } from '../crashDrivers';

/** Schemas of values and of interfaces. */
export const SCHEMAS_DRIVERS: readonly CrashDriver[] = [
  {
    package: '@redocly/openapi-core',
    inputs: 'openApi',
    calls: [
      'return library.createConfig ? library.createConfig({ extends: ["all"] }).then(function (config) { return library.lintFromString({ source: input, config: config }); }) : undefined;',
    ],
  },
  {
    package: 'ajv',
    inputs: 'jsonSchema',
    calls: [
      'var Ajv = library.default || library; var ajv = new Ajv({ allErrors: true, verbose: true, useDefaults: true, coerceTypes: true, removeAdditional: "all", strict: false, jsonPointers: true }); var validate = ajv.compile(JSON.parse(input)); [null, 1, "a", [1, "a"], { a: { b: null }, b: "x" }].forEach(function (data) { validate(data); ajv.errorsText(validate.errors); });',
      'var Ajv = library.default || library; var ajv = new Ajv({ v5: true, $data: true, inlineRefs: false, passContext: true, unknownFormats: "ignore", strict: "log", logger: false }); ajv.addSchema(JSON.parse(input), "k"); ajv.validate("k", { a: 1 }); ajv.getSchema("k"); ajv.removeSchema("k"); ajv.validateSchema(JSON.parse(input));',
    ],
  },
  {
    package: 'joi',
    inputs: 'json',
    calls: [
      'var value = JSON.parse(input); var schema = library.object().keys({ a: library.array().items(library.string()).unique(), b: library.alternatives().try(library.number(), library.string().email()), e: library.object().keys({ f: library.any() }).rename("x", "y"), date: library.date() }).unknown().with("a", "b"); (schema.validate.length >= 1 ? schema.validate(value, { abortEarly: false, stripUnknown: true }) : 0); schema.describe();',
      'var value = JSON.parse(input); var schema = library.object(value && typeof value === "object" ? value : { a: value }); schema.validate && schema.validate({ a: 1, b: "c" }, { convert: false });',
      'var value = JSON.parse(input); var list = library.array().items(library.object({ a: library.required() }), value).ordered ? library.array().ordered(library.string(), library.number()).items(library.any().valid(value)) : library.array(); list.validate && list.validate(value, { abortEarly: false }); library.string().min(1).regex(/a/).validate && library.string().min(1).regex(/a/).lowercase().validate(value);',
    ],
  },
  {
    package: 'yup',
    inputs: 'json',
    calls: [
      'var value = JSON.parse(input); var schema = library.object().shape({ a: library.array().of(library.string().required()).compact(), b: library.mixed().when("a", { is: 1, then: library.string ? function () { return library.string(); } : 0 }), e: library.object({ f: library.lazy(function () { return library.number(); }) }), date: library.date() }); schema.cast(value, { assert: false }); schema.describe(); try { schema.validateSync && schema.validateSync(value, { abortEarly: false, stripUnknown: true }); } catch (error) { if (error.name !== "ValidationError") throw error; }',
      'var value = JSON.parse(input); var schema = library.object({ a: library.number().nullable().min(1).oneOf([1, null]), d: library.array().min(1).max(2) }).camelCase().noUnknown(); schema.isValidSync && schema.isValidSync(value); library.reach && library.reach(schema, "d", value); schema.fields; schema.concat(library.object({ z: library.string().trim().lowercase().email().url() })).cast(value, { assert: false });',
    ],
  },
  {
    package: 'json-schema-traverse',
    inputs: 'jsonSchema',
    calls: ['library(JSON.parse(input), { allKeys: true, cb: { pre: function () {}, post: function () {} } });'],
  },
  {
    package: '@apidevtools/json-schema-ref-parser',
    inputs: 'jsonSchema',
    calls: [
      'var Parser = library.default || library; return Parser.dereference(JSON.parse(input), { resolve: { http: false, file: false, external: false } });',
      'var Parser = library.default || library; return Parser.bundle(JSON.parse(input), { resolve: { http: false, file: false }, dereference: { circular: "ignore" } });',
    ],
  },
  {
    package: 'tv4',
    inputs: 'jsonSchema',
    calls: [
      'var api = library.freshApi ? library.freshApi() : library; var schema = JSON.parse(input); [null, 1, "a", [1, "a"], { a: { b: null }, b: "x" }].forEach(function (data) { api.validateMultiple(data, schema, true, true); api.validateResult(data, schema, true); }); api.addSchema && schema && api.addSchema("http://a/", schema); api.getMissingUris && api.getMissingUris();',
    ],
  },
  {
    package: 'oas-resolver',
    inputs: 'openApi',
    calls: ['return library.resolve(JSON.parse(input), "http://a.b/", { resolve: false, resolveInternal: true });'],
  },
  {
    package: 'swagger2openapi',
    inputs: 'openApi',
    calls: [
      'return library.convertObj(JSON.parse(input), { patch: true, warnOnly: true, resolve: false, direct: true });',
      'return library.convertObj(JSON.parse(input), { patch: false, anchors: true, rbname: "x-b" });',
    ],
  },
  {
    package: 'jsonschema',
    inputs: 'jsonSchema',
    calls: [
      'var validator = new library.Validator(); var schema = JSON.parse(input); [null, 1, "a", [1, "a"], { a: { b: null }, b: "x" }].forEach(function (data) { String(validator.validate(data, schema, { nestedErrors: true })); });',
      'var validator = new library.Validator(); validator.addSchema(JSON.parse(input), "/a"); validator.validate({ a: 1 }, { $ref: "/a" });',
    ],
  },
  {
    package: '@apidevtools/swagger-parser',
    inputs: 'openApi',
    calls: ['return (library.default || library).validate(JSON.parse(input), { resolve: { http: false, file: false, external: false } });'],
  },
  { package: 'oas-schema-walker', inputs: 'jsonSchema', calls: ['library.walkSchema(JSON.parse(input), {}, {}, function () {});'] },
  {
    package: 'json-schema',
    inputs: 'jsonSchema',
    calls: [
      '[null, 1, "a", [1, "a"], { a: { b: null }, b: "x" }].forEach(function (data) { library.validate(data, JSON.parse(input)); library.checkPropertyChange(data, JSON.parse(input), "a"); });',
    ],
  },
  {
    package: '@exodus/schemasafe',
    inputs: 'jsonSchema',
    calls: [
      'var validate = library.validator(JSON.parse(input), { mode: "lax", includeErrors: true, allErrors: true, useDefaults: true, allowUnusedKeywords: true }); [null, 1, "a", [1, "a"], { a: { b: null }, b: "x" }].forEach(function (data) { validate(data); }); validate.toModule && validate.toModule();',
    ],
  },
];
