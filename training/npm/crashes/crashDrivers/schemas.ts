import type { CrashDriver } from '../crashDrivers';

/** Schemas of values and of interfaces. */
export const SCHEMAS_DRIVERS: readonly CrashDriver[] = [
  {
    package: 'superstruct',
    inputs: 'json',
    calls: [
      'var value = JSON.parse(input); if (library.object && library.validate) { var struct = library.object({ a: library.array(library.string()), e: library.optional(library.object({ f: library.any() })) }); library.validate(value, struct, { coerce: true }); library.is(value, library.union([library.number(), library.record(library.string(), library.any()), library.tuple([library.string(), library.number()])])); library.mask && library.is(value, struct) && library.mask(value, struct); } else { var build = library.struct || library.superstruct(); build({ a: ["string"], e: build.optional ? build.optional({ f: "any" }) : "any?", b: "number|string?" }).validate(value); }',
    ],
  },
  {
    package: 'validatorjs',
    inputs: 'json',
    calls: [
      'var validator = new (library.default || library)(JSON.parse(input), { a: "required|array|min:1", "e.f": "required_if:b,c|string", "children.*.id": "integer|same:id", email: "email", url: "url", number: "numeric|between:1,20", date: "date|after:2019-01-01", value: "accepted", name: ["regex:/n/", { in: ["n"] }] }); validator.check(); validator.errors.all();',
      'new (library.default || library)({ a: 1, e: { f: null } }, JSON.parse(input)).passes();',
    ],
  },
  {
    package: '@redocly/openapi-core',
    inputs: 'openApi',
    calls: [
      'return library.createConfig ? library.createConfig({ extends: ["all"] }).then(function (config) { return library.lintFromString({ source: input, config: config }); }) : undefined;',
    ],
  },
  {
    package: 'swagger-client',
    inputs: 'openApi',
    calls: [
      'var Client = library.default || library; return Client.resolve({ spec: JSON.parse(input), allowMetaPatches: true }).then(function (result) { var api = result.spec; Object.keys(Object(api && api.paths)).forEach(function (path) { Object.keys(Object(api.paths[path])).forEach(function (method) { try { Client.buildRequest({ spec: api, operationId: method + path, pathName: path, method: method, parameters: { id: 1, q: { a: 1 } } }); } catch (error) { if (error.name === "TypeError") throw error; } }); }); });',
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
    package: 'schema-inspector',
    inputs: 'json',
    calls: [
      'var schema = { type: "object", properties: { a: { type: "array", items: { type: "string" }, uniqueness: true }, e: { type: "object", strict: true, properties: { f: { type: "any", optional: true } } }, date: { type: "string", pattern: "date-time" } } }; library.validate(schema, JSON.parse(input)); library.sanitize({ type: "object", def: {}, properties: { a: { type: "array", splitWith: ",", minLength: 2 }, number: { type: "integer", max: 5 }, name: { rules: ["upper", "trim"] } } }, JSON.parse(input));',
      'library.validate(JSON.parse(input), { a: [1, "b"], c: null }); library.sanitize(JSON.parse(input), { a: [1, "b"], c: null });',
    ],
  },
  {
    package: 'is-my-json-valid',
    inputs: 'jsonSchema',
    calls: [
      'var validate = library(JSON.parse(input), { verbose: true, greedy: true }); [null, 1, "a", [1, "a"], { a: { b: null }, b: "x" }].forEach(function (data) { validate(data); }); library.filter && library.filter(JSON.parse(input))({ a: 1, z: 2 });',
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
    package: 'z-schema',
    inputs: 'jsonSchema',
    calls: [
      'var Validator = library.default || library; var validator = new Validator({ breakOnFirstError: false, noExtraKeywords: true, assumeAdditional: true, reportPathAsArray: true }); var schema = JSON.parse(input); if (validator.validateSchema(schema)) [null, 1, "a", [1, "a"], { a: { b: null }, b: "x" }].forEach(function (data) { validator.validate(data, schema); });',
      'var validator = new (library.default || library)({ noTypeless: true, noEmptyStrings: true }); validator.validate({ a: 1 }, JSON.parse(input)); validator.getLastErrors && validator.getLastErrors(); validator.getMissingReferences && validator.getMissingReferences();',
    ],
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
    package: 'djv',
    inputs: 'jsonSchema',
    calls: [
      'var djv = library.Environment || library; var env = new djv(); env.addSchema("t", JSON.parse(input)); [null, 1, "a", [1, "a"], { a: { b: null }, b: "x" }].forEach(function (data) { env.validate("t", data); });',
    ],
  },
  {
    package: 'sway',
    inputs: 'openApi',
    calls: [
      'return library.create({ definition: JSON.parse(input), jsonRefs: { filter: "local" } }).then(function (api) { api.validate(); api.getOperations().forEach(function (one) { one.getParameters().forEach(function (parameter) { parameter.getSample(); }); one.getResponses && one.getResponses().forEach(function (response) { response.getExample(); }); }); });',
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
    package: 'widdershins',
    inputs: 'openApi',
    calls: [
      'var options = { codeSamples: true, httpsnippet: false, expandBody: true, language_tabs: [{ shell: "S" }], resolve: false, sample: true, summary: true, omitHeader: false }; return new Promise(function (done, fail) { var out = library.convert(JSON.parse(input), options, function (error) { if (error) fail(error); else done(); }); if (out && out.then) out.then(done, fail); });',
    ],
  },
  {
    package: 'jjv',
    inputs: 'jsonSchema',
    calls: [
      'var env = library(); env.addSchema("t", JSON.parse(input)); [null, 1, "a", [1, "a"], { a: { b: null }, b: "x" }].forEach(function (data) { env.validate("t", data, { useDefault: true, removeAdditional: true, checkRequired: true }); });',
    ],
  },
  {
    package: 'openapi-snippet',
    inputs: 'openApi',
    calls: [
      'var api = JSON.parse(input); library.getSnippets(api, ["shell_curl", "node_request"]);',
      'var api = JSON.parse(input); Object.keys(Object((api || {}).paths)).forEach(function (path) { Object.keys(Object(api.paths[path])).forEach(function (method) { library.getEndpointSnippets(api, path, method, ["javascript_xmlhttprequest"], {}); }); });',
    ],
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
    package: 'json-schema-faker',
    inputs: 'jsonSchema',
    calls: [
      'var faker = library.default || library; faker.option && faker.option({ alwaysFakeOptionals: true, failOnInvalidTypes: false, failOnInvalidFormat: false, useDefaultValue: true, resolveJsonPath: true, maxItems: 2 }); return faker.generate && !faker.length ? faker.generate(JSON.parse(input)) : faker(JSON.parse(input));',
      'var faker = library.default || library; return faker.resolve ? faker.resolve(JSON.parse(input), [JSON.parse(input)]) : undefined;',
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
  {
    package: 'jsen',
    inputs: 'jsonSchema',
    calls: [
      'var validate = library(JSON.parse(input), { greedy: true }); [null, 1, "a", [1, "a"], { a: { b: null }, b: "x" }].forEach(function (data) { validate(data); validate.build(data); });',
    ],
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
