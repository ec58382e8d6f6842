import { strictEqual } from 'node:assert';
import { bodyColumn } from '../../../../src/core/experiments/bodyColumn';

describe('bodyColumn', () => {
  for (const [line, expression, from] of [
    ['exports.total = (list) => list.items.length;', 'list.items', 'list.items.length;'],
    ['exports.total = (list) => list.items.length;', 'list', 'list.items.length;'],
    ['function total(list) { return list.length; }', 'list', 'return list.length; }'],
    ['  return rows.map((row) => row.cell.text).filter((text) => text.value.size);', 'row.cell', 'row.cell.text)'],
    ['  return rows.map((row) => row.cell.text).filter((text) => text.value.size);', 'text.value', 'text.value.size)'],
    ['  return rows.map((row) => row.cell.text).filter((text) => text.value.size);', 'rows', 'return rows.map'],
    ['  rows.forEach((row) => log(row)); total = sums.all.net;', 'sums.all', 'rows.forEach'],
    ['  add((row) => 1, sums.all.net);', 'sums.all', 'add('],
    ['  for (const row of pages(rows, 1)) yield row.name;', 'row', 'yield row.name'],
    ['  for (const row of pages(rows, 1)) {', 'rows', 'for (const'],
    ['  const count = rows.length;', 'rows', 'const count'],
    ['  const count = rows.length;', 'not written here', 'const count'],
    ['', 'rows', ''],
  ] as const)
    it(`reads ${expression} of "${line}" at "${from}"`, () => {
      strictEqual(line.slice(bodyColumn(line, expression) - 1).startsWith(from), true);
      if (!from) strictEqual(bodyColumn(line, expression), 1);
    });
});
