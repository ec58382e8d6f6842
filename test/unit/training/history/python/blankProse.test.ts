import { strictEqual } from 'node:assert';
import { describe, it } from 'mocha';
import { blankProse } from '../../../../../training/history/python/blankProse';

describe('blankProse', () => {
  it('empties comments and docstrings and keeps the lines', () => {
    const source = ['"""Reads."""', 'import a', '', 'def f(x):', '    """Says', '', '    more."""', '    # Why.', '    return x  # x'];
    strictEqual(blankProse(source.join('\n')), ['', 'import a', '', 'def f(x):', '', '', '', '', '    return x  # x'].join('\n'));
  });

  it('leaves strings that are values', () => {
    const source = ['x = """a', '# no comment is here', '"""', 'call(', '    """text""",', ')'].join('\n');
    strictEqual(blankProse(source), source.replace('# no comment is here', ''));
  });
});
