import assert from 'node:assert/strict';
import { causeText } from '../../../../support/causesOf';
import { hypothesesOf } from '../../../../support/hypothesesOf';

type Files = Record<string, string[]>;
type Frame = [file: string, line: number, name: string];

const python = (message: string, ...frames: Frame[]): string[] => [
  'Traceback (most recent call last):',
  ...frames.toReversed().map(([file, line, name]) => `  File "${file}", line ${line}, in ${name}`),
  message,
];
const v8 = (message: string, ...frames: string[]): string[] => [message, ...frames.map((frame) => `    at ${frame}`)];

/** Phrases that a new user read as padding, or that were wrong. */
const PADDING =
  /is not on the stack: it makes|used without being there|fails on this input|arises in|passes on what fails further in|the stack passes here|it is near the failure/i;

async function cards(output: string[], files: Files, changed: { file: string; line: number }[] = []) {
  const { hypotheses } = await hypothesesOf(output, files, changed);
  for (const { title, rootCause } of hypotheses) assert.doesNotMatch(`${title} ${rootCause}`, PADDING);
  return hypotheses.map((card) => ({
    title: card.title,
    text: causeText(card),
    places: card.evidence.map(({ file, line }) => `${file}:${line}`),
  }));
}

describe('explainFailure: sentences that a new user wanted', () => {
  it('name the code that returned null, as a call, and the branch of the lookup', async () => {
    const [first] = await cards(
      [
        'java.lang.NullPointerException: Cannot invoke "java.lang.Integer.intValue()" because the return value of "com.shop.PriceTable.find(String)" is null',
        '\tat com.shop.Cart.total(Cart.java:5)',
        '\tat com.shop.Main.main(Main.java:4)',
      ],
      {
        'src/com/shop/Cart.java': [
          'package com.shop;',
          'public class Cart {',
          '  private final PriceTable prices = new PriceTable();',
          '  int total(String sku, int n) {',
          '    return prices.find(sku) * n;',
          '  }',
          '}',
        ],
        'src/com/shop/PriceTable.java': [
          'package com.shop;',
          'import java.util.Map;',
          'class PriceTable {',
          '  private final Map<String, Integer> known = Map.of("a", 1);',
          '  Integer find(String sku) {',
          '    return known.get(sku);',
          '  }',
          '}',
        ],
        'src/com/shop/Main.java': [
          'package com.shop;',
          'public class Main {',
          '  public static void main(String[] args) {',
          '    System.out.println(new Cart().total("b", 2));',
          '  }',
          '}',
        ],
      },
    );
    assert.match(first?.text ?? '', /`prices\.find\(sku\)` is null\. `known` \(src\/com\/shop\/PriceTable\.java:4\) has no `b`, only `a`/);
  });

  it('name a caller that passed the bad value on', async () => {
    const all = await cards(
      [
        'panic: runtime error: invalid memory address or nil pointer dereference',
        '',
        'goroutine 1 [running]:',
        'main.price(...)',
        '\t/app/main.go:6',
        'main.main()',
        '\t/app/main.go:11 +0x1d',
      ],
      {
        'main.go': [
          'package main',
          'type Item struct{ Price int }',
          'var items = map[string]*Item{"a": {Price: 1}}',
          'func find(id string) *Item { return items[id] }',
          'func price(item *Item) int {',
          '\treturn item.Price',
          '}',
          'func main() {',
          '\tid := "b"',
          '\titem := find(id)',
          '\tprintln(price(item))',
          '}',
        ],
      },
    );
    assert.ok(all.some(({ text }) => /^`main` passed the value on: line 11 passes `item` as `item`/.test(text)));
  });

  it('name the line of the settings that set the value', async () => {
    const main = ['from config import DAYS', 'def limit(total):', '    return total / DAYS', 'print(limit(3))'];
    const output = python('ZeroDivisionError: division by zero', ['main.py', 3, 'limit'], ['main.py', 4, '<module>']);
    const config = ['"""Settings."""', 'RETRIES = 3', 'DAYS = 0'];
    const [first] = await cards(output, { 'main.py': main, 'config.py': config });
    assert.match(first?.text ?? '', /`DAYS` is 0\. `DAYS` is assigned at config\.py:3 from `0`/);
    assert.ok(first?.places.includes('config.py:3'));
    const whole = ['import config', 'def limit(total):', '    return total / config.DAYS', 'print(limit(3))'];
    assert.match((await cards(output, { 'main.py': whole, 'config.py': config }))[0]?.text ?? '', /config\.py:3/);
    // Set twice, the later one holds; set by another module, where the value comes from is not known.
    const twice = await cards(output, { 'main.py': main, 'config.py': [...config, 'DAYS = load()'] });
    assert.match(twice[0]?.text ?? '', /`DAYS` is assigned at config\.py:4 from `load\(\)`/);
    const set = await cards(output, {
      'main.py': ['import config', 'def limit(total):', '    return total / config.DAYS', 'config.DAYS = 0'],
      'config.py': config,
    });
    assert.doesNotMatch(set[0]?.text ?? '', /config\.py/);
  });

  it('name the keys of an object without the one that is looked up', async () => {
    const settings = [
      'const settings = {',
      "  currency: 'EUR',",
      '  taxes: {',
      '    DE: 0.19,',
      '    FR: 0.2,',
      '  },',
      '};',
      'module.exports = { settings };',
    ];
    const price = (more: string[] = []): string[] => [
      "const { settings } = require('./settings');",
      'function taxOf(country) {',
      '  return settings.taxes[country].toFixed(2);',
      '}',
      'module.exports = { taxOf };',
      ...more,
    ];
    const main = (argument: string): string[] => ["const { taxOf } = require('./price');", `console.log(taxOf(${argument}));`];
    const output = v8(
      "TypeError: Cannot read properties of undefined (reading 'toFixed')",
      'taxOf (price.js:3:34)',
      'Object.<anonymous> (main.js:2:13)',
    );
    const files = { 'settings.js': settings, 'price.js': price(), 'main.js': main("'IT'") };
    const [first] = await cards(output, files);
    assert.match(first?.text ?? '', /`settings\.taxes` \(settings\.js:3\) has no `IT`, only `DE` and `FR`\./);
    assert.match(first?.text ?? '', /^main\.js:2 passes `'IT'` as `country`/m);
    const [computed] = await cards(output, { ...files, 'main.js': main('process.argv[2]') });
    assert.match(computed?.text ?? '', /`settings\.taxes` \(settings\.js:3\) has only the keys `DE` and `FR`\./);
    for (const grows of ["settings.taxes['IT'] = undefined;", 'settings.taxes.IT = 0.22;', 'Object.assign(settings.taxes, more);']) {
      const [unknown] = await cards(output, { ...files, 'price.js': price([grows]) });
      assert.doesNotMatch(unknown?.text ?? '', /has no|only/, grows);
    }
    const [known] = await cards(output, { ...files, 'main.js': main("'DE'") });
    assert.doesNotMatch(known?.text ?? '', /has no|only/);
  });
});
