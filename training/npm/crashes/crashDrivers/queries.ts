import type { CrashDriver } from '../crashDrivers';

/** Query languages. */
export const QUERIES_DRIVERS: readonly CrashDriver[] = [
  {
    package: 'knex',
    inputs: 'json',
    calls: [
      'var knex = (library.default || library)({ client: "pg" }); var value = JSON.parse(input); knex("t").where(value).orWhereIn("a", value).select(value).toString(); knex("t").insert(value).returning("*").toString();',
      'var knex = (library.default || library)({ client: "mysql" }); var value = JSON.parse(input); knex("t").update(value).whereNot(value).orderBy(value).groupBy(value).limit(value).toString(); knex.raw("? ??", value).toString(); knex.from(value).join("u", value).toSQL();',
    ],
  },
  {
    package: '@graphql-tools/utils',
    inputs: 'graphql',
    needs: { graphql: '^15.0.0' },
    calls: [
      'var graphql = require("graphql"); var schema = graphql.buildSchema(input); library.getDocumentNodeFromSchema && library.getDocumentNodeFromSchema(schema); library.printSchemaWithDirectives(schema); library.pruneSchema && library.pruneSchema(schema); library.filterSchema && library.filterSchema({ schema: schema, fieldFilter: function () { return true; }, typeFilter: function (name) { return name !== "T"; } }); library.healSchema && library.healSchema(schema);',
    ],
  },
  {
    package: 'graphql',
    inputs: 'graphql',
    calls: [
      'var tree = library.parse(input, { allowLegacyFragmentVariables: true, experimentalFragmentVariables: true }); library.print(tree); library.visit(tree, { enter: function () {} });',
      'var schema = library.buildSchema(input); library.printSchema(schema); library.validateSchema && library.validateSchema(schema); library.introspectionFromSchema && library.introspectionFromSchema(schema); library.lexicographicSortSchema && library.lexicographicSortSchema(schema); library.findBreakingChanges && library.findBreakingChanges(schema, schema);',
      'var schema = library.buildSchema("type Query { a(b: Int, d: In): T f(a: Int, b: [String]): U user(id: ID): Query } type T { c: E b: T e: [Int!]! } enum E { F } union U = T input In { c: Int }"); var tree = library.parse(input); library.validate(schema, tree); return library.graphql(schema.length ? 0 : schema, input, { a: { c: "F", e: null }, f: { __typename: "T" } });',
    ],
  },
  {
    package: '@graphql-tools/merge',
    inputs: 'graphql',
    needs: { graphql: '^15.0.0' },
    calls: [
      'library.mergeTypeDefs([input, "type Query { z: Int } enum E { Z } union U = Z type Z { y: Int }"], { useSchemaDefinition: true, sort: true, throwOnConflict: false, commentDescriptions: true, reverseDirectives: true }); library.mergeTypeDefs([input, "extend schema { query: Query }"], { forceSchemaDefinition: true });',
    ],
  },
  {
    package: '@graphql-tools/schema',
    inputs: 'graphql',
    needs: { graphql: '^15.0.0' },
    calls: [
      'library.makeExecutableSchema({ typeDefs: [input], resolvers: [{ Query: { a: function () { return 1; } } }, { E: { F: 1 } }], inheritResolversFromInterfaces: true, resolverValidationOptions: { requireResolversToMatchSchema: "ignore", requireResolversForAllFields: "ignore" } });',
    ],
  },
  {
    package: 'mingo',
    inputs: 'pair',
    calls: [
      'var both = JSON.parse(input); var query = new library.Query(both[1]); query.test(both[0]); library.find([].concat(both[0]), both[1], { a: 1, _id: 0 }).sort({ a: 1 }).all();',
      'var both = JSON.parse(input); library.aggregate([].concat(both[0]), [{ $project: { x: both[1] } }, { $group: { _id: "$a", n: { $sum: "$b" }, l: { $push: "$$ROOT" } } }, { $sort: { n: 1 } }, { $unwind: "$l" }]);',
    ],
  },
  {
    package: '@graphql-tools/relay-operation-optimizer',
    inputs: 'graphql',
    needs: { graphql: '^15.0.0' },
    calls: [
      'var graphql = require("graphql"); library.optimizeDocuments(graphql.buildSchema("type Query { a(b: Int): T x: Int } type T { c: Int b: T d: Int e: Int }"), [graphql.parse(input)], { includeFragments: true });',
    ],
  },
  {
    package: 'property-expr',
    inputs: 'jsonPath',
    calls: [
      'library.getter(input, true)({ a: [{ b: 1 }] }); library.setter(input)({ a: [{ b: {} }], e: {} }, 2); library.normalizePath(input); library.forEach(input, function () {}); library.join(library.split(input));',
    ],
  },
  {
    package: 'jsonpath',
    inputs: 'jsonPath',
    calls: [
      'var data = { a: [{ b: 1, c: "d" }, { b: null }], e: { f: { g: [] } }, x: null }; library.nodes(data, input); library.stringify(library.parse(input)); library.apply(data, input, function (x) { return x; }); library.value(data, input, 1); library.parent(data, input);',
    ],
  },
  {
    package: 'nedb',
    inputs: 'pair',
    calls: [
      'return new Promise(function (done, fail) { var both = JSON.parse(input); var db = new library(); db.insert(both[0], function (error) { if (error && error.name === "TypeError") return fail(error); db.find(both[1], function (error2) { if (error2 && error2.name === "TypeError") return fail(error2); db.update(both[1], { $set: both[0] }, {}, function (error3) { if (error3 && error3.name === "TypeError") fail(error3); else done(); }); }); }); });',
    ],
  },
  {
    package: 'sift',
    inputs: 'pair',
    calls: [
      'var sift = library.default || library; var both = JSON.parse(input); [].concat(both[0]).filter(sift(both[1])); sift(both[1], [both[0], null, 1, { a: [{ b: 1 }] }]);',
    ],
  },
  {
    package: 'mongo-parse',
    inputs: 'pair',
    calls: [
      'var both = JSON.parse(input); var parsed = library.parse(both[1]); parsed.matches(both[0], false); parsed.mapValues(function (key, value) { return value; }); parsed.map(function () {}); library.search([].concat(both[0]), both[1]);',
    ],
  },
  {
    package: 'jsonpath-plus',
    inputs: 'jsonPath',
    calls: [
      'var JSONPath = library.JSONPath || library; var data = { a: [{ b: 1, c: "d" }, { b: null }], e: { f: { g: [] } }, x: null }; JSONPath({ json: data, path: input, resultType: "all", wrap: false, flatten: true }); JSONPath({ json: data, path: input, resultType: "parentProperty", callback: function () {} });',
    ],
  },
  {
    package: 'graphql-tag',
    inputs: 'graphql',
    needs: { graphql: '^14.0.0' },
    calls: [
      'var gql = library.default || library; gql(input); gql([input, "\\n"], gql("fragment F on T { e }"));',
      'var loader = require("graphql-tag/loader"); loader.call({ cacheable: function () {} }, input);',
    ],
  },
  {
    package: 'merge-graphql-schemas',
    inputs: 'graphql',
    needs: { graphql: '^14.0.0' },
    calls: [
      'library.mergeTypes([input, "type Query { z: Int } enum E { Z }", input], { all: true }); library.mergeTypes([input, "schema { query: Query }"]);',
    ],
  },
  {
    package: 'jsonata',
    inputs: 'expression',
    calls: [
      'var expression = library(input); expression.ast && expression.ast(); return Promise.resolve(expression.evaluate({ a: [{ b: 1, c: "d" }, { b: null, c: [] }], e: "x", x: null })).catch(function (error) { if (error instanceof Error) throw error; });',
      'library(input, { recover: true }).errors && library(input, { recover: true }).errors();',
    ],
  },
  {
    package: 'pgsql-ast-parser',
    inputs: 'sql',
    calls: [
      'library.parse(input, { locationTracking: true }).forEach(function (one) { library.toSql.statement(one); library.astVisitor(function () { return {}; }).statement(one); });',
    ],
  },
  {
    package: 'graphql-import',
    inputs: 'graphql',
    needs: { graphql: '^14.0.0' },
    calls: [
      'library.importSchema(input.indexOf("{") < 0 ? "type Query { a: Int }" : input, { x: "type X { y: Int }" }); library.parseSDL("# import A from \\"x\\"\\n" + input);',
    ],
  },
  {
    package: 'sqlstring',
    inputs: 'json',
    calls: [
      'var value = JSON.parse(input); library.escape(value, true, "local"); library.format("a = ? AND ?? = ?", value); library.escapeId([value]); library.format("?", [value], true, "+01:00");',
    ],
  },
  { package: 'sqlite-parser', inputs: 'sql', calls: ['library(input, function () {});', 'library(input);'] },
  {
    package: 'jmespath',
    inputs: 'jsonPath',
    calls: ['library.search({ a: [{ b: 1, c: "d" }, { b: null }], e: ["x", "y"], x: null, n: 1 }, input); library.compile(input);'],
  },
  {
    package: 'graphql-fields',
    inputs: 'graphql',
    needs: { graphql: '^15.0.0' },
    calls: [
      'var graphql = require("graphql"); var tree = graphql.parse(input); var fragments = {}; tree.definitions.forEach(function (one) { if (one.kind === "FragmentDefinition") fragments[one.name.value] = one; }); tree.definitions.forEach(function (one) { if (one.kind === "OperationDefinition") library({ fieldNodes: [one].concat(one.selectionSet.selections), fragments: fragments, variableValues: { x: true } }, {}, { processArguments: true, excludedFields: ["__typename"] }); });',
    ],
  },
  {
    package: '@graphql-tools/optimize',
    inputs: 'graphql',
    needs: { graphql: '^15.0.0' },
    calls: ['library.optimizeDocumentNode(require("graphql").parse(input)); library.removeEmptyNodes(require("graphql").parse(input));'],
  },
];
