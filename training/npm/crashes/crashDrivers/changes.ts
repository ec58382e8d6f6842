import type { CrashDriver } from '../crashDrivers';

/** What compares, changes or reaches into values. */
export const CHANGES_DRIVERS: readonly CrashDriver[] = [
  {
    package: 'immutable',
    inputs: 'pair',
    calls: [
      'var both = JSON.parse(input); var one = library.fromJS(both[0]); var other = library.fromJS(both[1]); library.is(one, other); if (one && one.mergeDeep) { String(one.mergeDeep(both[1])); one.toSeq().flatten().toJS(); one.merge(both[1]).hashCode(); } library.List(Array.isArray(both[0]) ? both[0] : []).groupBy(function (x) { return x; }).sort().reverse().toJS();',
      'var both = JSON.parse(input); var one = library.Map(library.fromJS({ a: both[0] })); one.setIn(["a", "b", "c"], 1); one.updateIn([].concat(both[1]), function (x) { return x; }); one.getIn([].concat(both[1])); library.mergeDeep && library.mergeDeep({ a: both[0] }, { a: both[1] }); library.Range(0, 5).interleave(library.Repeat(both[0], 2)).toList();',
    ],
  },
  {
    package: 'fast-json-patch',
    inputs: 'pair',
    calls: [
      'var both = JSON.parse(input); var patch = library.compare(both[0], both[1]); library.applyPatch ? library.applyPatch(both[0], patch, true) : library.apply(both[0], patch);',
      'var both = JSON.parse(input); if (library.applyPatch) { library.validate(both[1], both[0]); library.applyPatch(both[0], both[1], function () {}); } else { library.validate && library.validate(both[1], both[0]); library.apply(both[0], both[1], false); } var observer = library.observe(Object(both[0])); library.generate(observer);',
    ],
  },
  {
    package: 'rfc6902',
    inputs: 'pair',
    calls: [
      'var both = JSON.parse(input); library.applyPatch(both[0], library.createPatch(both[0], both[1])); library.createTests && Array.isArray(both[1]) && library.createTests(both[0], both[1]);',
      'var both = JSON.parse(input); library.applyPatch(both[0], both[1]);',
    ],
  },
  {
    package: 'seamless-immutable',
    inputs: 'pair',
    calls: [
      'var both = JSON.parse(input); var one = library(both[0]); one && one.merge && one.merge(both[1], { deep: true }); one && one.setIn && one.setIn([].concat(both[1]), 1); one && one.getIn && one.getIn([].concat(both[1])); one && one.asMutable && one.asMutable({ deep: true }); one && one.without && one.without(both[1]);',
    ],
  },
  {
    package: 'object-path',
    inputs: 'pair',
    calls: [
      'var both = JSON.parse(input); library.get(both[0], both[1], 1); library.has(both[0], both[1]); library.set(both[0], both[1], "v"); library.push(both[0], both[1], 1); library.insert(both[0], both[1], 2, 0); library.empty(both[0], both[1]); library.del(both[0], both[1]); library.coalesce(both[0], [both[1], "a"]); library.ensureExists(both[0], both[1], {});',
      'var both = JSON.parse(input); var op = library.create ? library.create({ includeInheritedProps: true }) : library; op.get(both[0], both[1]); op.set(both[0], both[1], {}); var bound = library(both[0]); bound.has(both[1]); bound.del(both[1]);',
    ],
  },
  {
    package: 'deep-diff',
    inputs: 'pair',
    calls: [
      'var both = JSON.parse(input); var changes = library.diff(both[0], both[1], function (path, key) { return key === "id"; }); library.diff(both[0], both[1]) && library.diff(both[0], both[1]).forEach(function (one) { library.applyChange(both[0], both[1], one); library.revertChange(both[0], both[1], one); }); library.observableDiff(both[1], both[0], function () {}); library.orderIndependentDiff && library.orderIndependentDiff(both[0], both[1]);',
    ],
  },
  {
    package: 'json-pointer',
    inputs: 'pair',
    calls: [
      'var both = JSON.parse(input); var pointer = typeof both[1] === "string" ? "/" + both[1].replace(/\\./g, "/") : both[1]; library.has(both[0], pointer); library.dict(both[0]); library.walk(both[0], function () {}); library.set(both[0], pointer, 1); library.remove(both[0], pointer); library.compile(library.parse(pointer));',
    ],
  },
  {
    package: 'immer',
    inputs: 'pair',
    calls: [
      'var both = JSON.parse(input); library.enablePatches && library.enablePatches(); library.enableES5 && library.enableES5(); var produce = library.produce || library.default || library; produce({ x: both[0], l: [1, 2, 3] }, function (draft) { draft.y = both[1]; if (draft.x && typeof draft.x === "object") { draft.x.z = draft.l; delete draft.x.a; } draft.l.splice(1, 1); draft.l.push(draft.x); }); if (library.produceWithPatches && both[0] && typeof both[0] === "object") library.applyPatches(both[0], library.produceWithPatches(both[0], function (draft) { draft.q = 1; Object.keys(draft).forEach(function (key) { draft[key] = [both[1]]; }); })[1]);',
      'var both = JSON.parse(input); library.enablePatches && library.enablePatches(); if (library.applyPatches && Array.isArray(both[1])) library.applyPatches(Object(both[0]), both[1].map(function (one) { return { op: one && one.op, path: String(one && one.path).split("/").slice(1), value: one && one.value }; }));',
    ],
  },
  {
    package: 'jest-diff',
    inputs: 'pair',
    calls: [
      'var diff = library.diff || library.default || library; var both = JSON.parse(input); diff(both[0], both[1], { expand: false, contextLines: 1 }); diff(String(input), JSON.stringify(both, null, 1), { includeChangeCounts: true });',
    ],
  },
  {
    package: 'deepmerge',
    inputs: 'pair',
    calls: [
      'var merge = library.default || library; var both = JSON.parse(input); merge(both[0], both[1]); merge(both[1], both[0], { clone: false, arrayMerge: function (a, b) { return b; }, customMerge: function (key) { return key === "a" ? merge : undefined; } }); merge.all && merge.all(both.concat({ a: { b: null } }));',
    ],
  },
  {
    package: 'dset',
    inputs: 'pair',
    calls: ['var both = JSON.parse(input); (library.dset || library.default || library)(both[0], both[1], 1);'],
  },
  {
    package: 'quill-delta',
    inputs: 'pair',
    calls: [
      'var Delta = library.default || library; var both = JSON.parse(input); var one = new Delta([].concat(both[0])); var other = new Delta().insert(both[1]).retain(2, both[0]).delete(1); one.compose(other); one.transform(other, true); one.length(); new Delta().insert("ab").insert(Object(both[0])).slice(1, 2); new Delta().insert("abc").diff(new Delta().insert("axc", both[1])); one.chop && one.chop(); other.invert && other.invert(new Delta().insert("abcd"));',
    ],
  },
  {
    package: 'dot-prop',
    inputs: 'pair',
    calls: [
      'var both = JSON.parse(input); var get = library.get || library.getProperty; get(both[0], both[1], 1); (library.has || library.hasProperty)(both[0], both[1]); (library.set || library.setProperty)(both[0], both[1], "v"); (library.delete || library.deleteProperty)(both[0], both[1]);',
    ],
  },
  {
    package: 'd3-interpolate',
    inputs: 'pair',
    calls: [
      'var both = JSON.parse(input); library.interpolate(both[0], both[1])(0.5); library.interpolateObject(both[0], both[1])(0.5); library.interpolateArray(Object(both[0]), Object(both[1]))(0.2); library.interpolateString(both[0], both[1])(0.5); library.interpolateRgb(both[0], both[1])(0.5); library.interpolateDiscrete && library.piecewise && library.quantize(library.interpolateNumber(both[0], both[1]), 2);',
    ],
  },
  {
    package: 'jsonpointer',
    inputs: 'pair',
    calls: [
      'var both = JSON.parse(input); var pointer = typeof both[1] === "string" ? "/" + both[1].replace(/\\./g, "/") : both[1]; library.get(both[0], pointer); library.set(both[0], pointer, 1); library.compile && library.compile(pointer).get(both[0]);',
    ],
  },
  {
    package: 'lodash.merge',
    inputs: 'pair',
    calls: ['var both = JSON.parse(input); library(both[0], both[1]); library({ a: [1, { b: 2 }] }, both[0], both[1]);'],
  },
  {
    package: 'defu',
    inputs: 'pair',
    calls: [
      'var defu = library.defu || library.default || library; var both = JSON.parse(input); defu(both[0], both[1]); defu.fn && defu.fn(both[0], both[1]); defu.arrayFn && defu.arrayFn(both[1], both[0]);',
    ],
  },
  {
    package: 'json-diff',
    inputs: 'pair',
    calls: [
      'var both = JSON.parse(input); library.diff(both[0], both[1], { full: true, sort: true }); library.diffString(both[0], both[1], { color: false }); library.diff(both[1], both[0], { keysOnly: true });',
    ],
  },
  {
    package: 'timm',
    inputs: 'pair',
    calls: [
      'var both = JSON.parse(input); var path = [].concat(both[1]); library.getIn({ a: both[0] }, path); library.setIn({ a: both[0] }, path, 1); library.updateIn({ a: both[0] }, path, function (x) { return x; }); library.merge({ a: 1 }, both[0]); library.mergeDeep && library.mergeDeep({ a: {} }, both[0]); library.omit({ a: 1 }, both[1]); library.addDefaults({ a: 1 }, both[0]);',
    ],
  },
  {
    package: 'deep-object-diff',
    inputs: 'pair',
    calls: [
      'var both = JSON.parse(input); library.diff(both[0], both[1]); library.addedDiff(both[0], both[1]); library.deletedDiff(both[0], both[1]); library.updatedDiff(both[0], both[1]); library.detailedDiff(both[0], both[1]);',
    ],
  },
  {
    package: 'jiff',
    inputs: 'pair',
    calls: [
      'var both = JSON.parse(input); var patch = library.diff(both[0], both[1], { hash: function (x) { return x && x.id; }, invertible: true }); library.patch(patch, both[0]); library.inverse(patch);',
      'var both = JSON.parse(input); library.patch(both[1], both[0]); library.inverse(both[1]);',
    ],
  },
];
