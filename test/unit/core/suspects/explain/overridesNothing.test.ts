import assert from 'node:assert/strict';
import { causesOf } from '../../../../support/causesOf';

describe('explainFailure: members that the other side declares differently', () => {
  const shape = (declared: string): Record<string, string> => ({
    'shape.h': `#pragma once
class Shape {
 public:
  virtual ~Shape() = default;
  ${declared}
};
`,
    'circle.h': `#pragma once
#include "shape.h"
class Circle : public Shape {
 public:
  double area() const override { return 3.14; }
};
`,
  });
  const GCC = `circle.h:5:10: error: ‘double Circle::area() const’ marked ‘override’, but does not override
    5 |   double area() const override { return 3.14; }
      |          ^~~~`;

  it('names the member of the base which an override does not match, in each language', async () => {
    assert.match(
      await causesOf(GCC, shape('virtual double area(double scale) const = 0;')),
      /`Shape` declares `area` differently \(shape\.h:5\): `virtual double area\(double scale\) const = 0;`/,
    );
    assert.match(
      await causesOf(
        "Mail.cs(3,26): error CS0115: `Mail.Handle(string)' is marked as an override but no suitable method found to override",
        {
          'Mail.cs': `class Mail : Handler
{
    public override bool Handle(string message) { return true; }
}`,
          'Handler.cs': `abstract class Handler
{
    public virtual bool Handle(string message, int attempt) { return false; }
}`,
        },
      ),
      /`Handler` declares `Handle` differently \(Handler\.cs:3\)/,
    );
  });

  it('names no member of a class that is no base, and none where the base has nothing like it', async () => {
    const causes = await causesOf(GCC, {
      ...shape('virtual double size() const = 0;'),
      'other.h': 'class Other {\n  double area();\n};\n',
    });
    assert.doesNotMatch(causes, /declares `area`|did you mean/);
  });

  it('names the part of a record whose name begins with the one that is missing, if there is only one', async () => {
    const files = (more: string): Record<string, string> => ({
      'Payment.java': `record Payment(
        String reference,
        long amountCents${more}) {
}`,
      'Ledger.java': `class Ledger {
    long sum(Payment payment) { return payment.amount(); }
}`,
    });
    const javac = `Ledger.java:2: error: cannot find symbol
    long sum(Payment payment) { return payment.amount(); }
                                              ^
  symbol:   method amount()
  location: variable payment of type Payment
1 error`;
    assert.match(await causesOf(javac, files('')), /It has `amountCents` \(Payment\.java:3\): did you mean that\?/);
    assert.doesNotMatch(await causesOf(javac, files(',\n        long amountTotal')), /Did you mean/);
  });

  it('takes a type of the language for no member', async () => {
    const causes = await causesOf(
      "Mail.cs(3,26): error CS0115: `Mail.Handle(string)' is marked as an override but no suitable method found to override",
      {
        'Mail.cs': `class Mail
{
    public override bool Handle(string message) { return true; }
    readonly string host;
}`,
      },
    );
    assert.doesNotMatch(causes, /declares `string`/);
  });
});
