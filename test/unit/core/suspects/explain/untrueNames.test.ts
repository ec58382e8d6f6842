import assert from 'node:assert/strict';
import { causesOf } from '../../../../support/causesOf';

describe('explainFailure: sentences that would be untrue of names, declarations and modules', () => {
  it('says of no function that it was not reached when the error of a compiler was thrown', async () => {
    const causes = await causesOf(
      `Main.java:3: error: incompatible types: String cannot be converted to int
        int price = Formatter.format(350);
                                    ^
1 error`,
      {
        'Main.java': `class Main {
    void show() {
        int price = Formatter.format(350);
    }
}`,
        'Formatter.java': `class Formatter {
    static String format(int cents) {
        return cents / 100 + "." + cents % 100;
    }
}`,
      },
    );
    assert.match(causes, /String/);
    assert.doesNotMatch(causes, /when the error was thrown/);
  });

  const decorated = (wrapper: string[]): Promise<string> =>
    causesOf(
      [
        'Traceback (most recent call last):',
        '  File "/srv/work/main.py", line 14, in <module>',
        '    print(report([1])["rows"])',
        "TypeError: 'NoneType' object is not subscriptable",
      ].join('\n'),
      {
        'main.py': [
          'def timed(function):',
          '    def wrapper(*args):',
          ...wrapper,
          '    return wrapper',
          '',
          '',
          '@timed',
          'def report(rows):',
          '    return {"rows": rows}',
          '',
          '',
          'print(report([1])["rows"])',
        ].join('\n'),
      },
    );

  it('names a decorator whose function gives no value, and none whose function returns one', async () => {
    const dropped = await decorated(['        print("start")', '        function(*args)', '        print("end")']);
    assert.match(dropped, /^main\.py:9 `@timed` replaces `report`/m);
    assert.doesNotMatch(dropped, /assigns `report`/);
    assert.match(dropped, /`wrapper` \(line 2\) can reach its end without a `return`/);
    const kept = await decorated(['        print("start")', '        answer = function(*args)', '        return answer']);
    assert.doesNotMatch(kept, /decorator|replaces/);
  });

  it('says that a file hides a module of Python only for a module of that name', async () => {
    const causes = (name: string): Promise<string> =>
      causesOf(
        [
          'Traceback (most recent call last):',
          '  File "/srv/work/bills.py", line 5, in days',
          `    return ${name}.monthrange(year, month)[1]`,
          `AttributeError: module '${name}' has no attribute 'monthrange'`,
        ].join('\n'),
        {
          'bills.py': `import ${name}\n\n\ndef days(year, month):\n    return ${name}.monthrange(year, month)[1]\n`,
          [`${name}.py`]: 'import datetime\n\n\ndef today():\n    return datetime.date.today()\n',
        },
      );
    assert.match(await causes('calendar'), /has the same name as the module `calendar` of the standard library/);
    assert.doesNotMatch(await causes('dates'), /standard library/);
  });

  it('reads no declaration of another function as the one that has not run yet', async () => {
    const causes = await causesOf(
      `/srv/work/price.js:7
  show(total);
       ^

ReferenceError: Cannot access 'total' before initialization
    at print (/srv/work/price.js:7:8)
    at Object.<anonymous> (/srv/work/price.js:11:1)`,
      {
        'price.js': `function sum(a, b) {
  const total = a + b;
  return total;
}

function print(show) {
  show(total);
  const total = 1;
}

print(console.log);`,
      },
    );
    assert.match(causes, /declared on line 8/);
    assert.doesNotMatch(causes, /declared on line 2/);
  });

  it('calls a field no misspelling of another one that an accessor can set', async () => {
    const causes = (first: string): Promise<string> =>
      causesOf(
        `basket.rb:9:in 'Basket#add': undefined method '+' for nil (NoMethodError)
	from main.rb:4:in '<main>'`,
        {
          'basket.rb': `class Basket
  ${first}

  def initialize
    @total = 0
  end

  def add(price)
    @totals += price
  end
end`,
          'main.rb': "require_relative 'basket'\n\nbasket = Basket.new\nbasket.add(120)",
        },
      );
    assert.match(await causes('attr_reader :total'), /spelled almost the same/);
    assert.doesNotMatch(await causes('attr_accessor :totals'), /spelled almost the same/);
  });
});
