// Prints how much of the explanations, the flow and the following of values hangs on texts and languages: lines, regular expressions, and
// literals that name languages (alone, or as a pattern of names); tables that only list languages are left out of the latter.
// `npm run lines:rules -- [REVISION]` prints a revision beside HEAD.
import { execFileSync } from 'node:child_process';
import ts from 'typescript';

const FOLDERS = ['src/core/suspects/explain', 'src/core/flow', 'src/core/experiments/valueChain', 'src/core/context/search/followValue.ts'];
/** Known faults, and data by language. */
const TABLES = /\/(?:faults|library)\/|\/traits\.ts$/;
const NAMES = 'javascript|typescript|tsx|python|java|kotlin|go|rust|csharp|cpp|ruby|php';
const NAMED = new RegExp(`^(?:['"](?:${NAMES})['"]|/\\^\\(?(?:\\?:)?(?:${NAMES})\\b.*)$`);

/** @param {string[]} args */
const git = (args) => execFileSync('git', args, { maxBuffer: 1 << 28 }).toString();

/** @param {string} revision @param {string} folder */
function count(revision, folder) {
  const sum = { lines: 0, patterns: 0, languages: 0 };
  const files = git(['ls-tree', '-r', '--name-only', revision, folder]).split('\n');
  for (const file of files.filter((each) => each.endsWith('.ts') && !each.includes('/faults/'))) {
    const text = git(['show', `${revision}:${file}`]);
    sum.lines += text.split('\n').length - 1;
    /** @param {ts.Node} node */
    const visit = (node) => {
      const isPattern = ts.isRegularExpressionLiteral(node);
      if (isPattern || (ts.isNewExpression(node) && node.expression.getText() === 'RegExp')) sum.patterns += 1;
      if ((isPattern || ts.isStringLiteral(node)) && !TABLES.test(file) && NAMED.test(node.getText())) sum.languages += 1;
      ts.forEachChild(node, visit);
    };
    visit(ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true));
  }
  return sum;
}

const [before] = process.argv.slice(2);
for (const folder of FOLDERS)
  for (const revision of before === undefined ? ['HEAD'] : [before, 'HEAD']) {
    const { lines, patterns, languages } = count(revision, folder);
    console.log(`${folder.padEnd(42)} ${revision.padEnd(9)} ${lines} lines, ${patterns} patterns, ${languages} names of languages`);
  }
