import type { CrashDriver } from '../crashDrivers';

/** Readers of expressions and paths. */
export const EXPRESSIONS_DRIVERS: readonly CrashDriver[] = [
  {
    package: 'mathjs',
    inputs: 'expression',
    calls: [
      'var node = library.parse(input); node.toString({ parenthesis: "all" }); node.toTex(); node.toHTML && node.toHTML(); library.evaluate ? library.evaluate(input, { a: { b: { c: [2] } }, x: 3, b: 1 }) : library.eval(input, { a: 2, x: 3, b: 1 });',
      'library.simplify(input); library.derivative(input, "x"); library.rationalize && library.rationalize(input);',
      'library.format((library.evaluate || library.eval)(input, { a: [1, 2], x: library.unit ? library.unit(5, "cm") : 1, b: library.complex(1, 2) }), 3);',
    ],
  },
  {
    package: 'fast-formula-parser',
    inputs: 'expression',
    calls: [
      'var parser = new (library.default || library)({ onCell: function () { return 1; }, onRange: function () { return [[1, 2]]; } }); parser.parse(input.replace(/^=/, ""), { row: 1, col: 1, sheet: "s" }); new library.DepParser().parse(input.replace(/^=/, ""), { row: 1, col: 1, sheet: "s" });',
    ],
  },
  {
    package: 'math-expression-evaluator',
    inputs: 'expression',
    calls: ['var Mexp = library.default || library; var mexp = typeof Mexp.eval === "function" ? Mexp : new Mexp(); mexp.eval(input);'],
  },
  {
    package: 'nerdamer',
    inputs: 'expression',
    calls: [
      'require("nerdamer/Algebra"); require("nerdamer/Calculus"); require("nerdamer/Solve"); var one = library(input); one.toString(); one.toTeX(); one.evaluate({ x: 2 }).text(); library.clearVars && library.clearVars();',
    ],
  },
  { package: 'jsep', inputs: 'expression', calls: ['(library.default || library)(input);'] },
  {
    package: 'expr-eval',
    inputs: 'expression',
    calls: [
      'var expression = new library.Parser({ operators: { in: true, assignment: true } }).parse(input); expression.toString(); expression.variables({ withMembers: true }); expression.simplify({ x: 2 }).toString(); try { expression.evaluate({ a: { b: { c: [2] } }, x: 3, b: 1, f: function (x) { return x; } }); } catch (error) { if (!/undefined variable|not permitted|unknown/i.test(error.message)) throw error; } expression.toJSFunction && expression.toJSFunction("x");',
    ],
  },
  {
    package: 'hot-formula-parser',
    inputs: 'expression',
    calls: [
      'var parser = new library.Parser(); parser.on("callCellValue", function (cell, done) { done(1); }); parser.on("callRangeValue", function (a, b, done) { done([[1, "x"], [null, true]]); }); parser.setVariable("a", [1]); parser.parse(input.replace(/^=/, ""));',
    ],
  },
];
