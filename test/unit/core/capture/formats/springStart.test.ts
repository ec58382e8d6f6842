import { deepStrictEqual } from 'node:assert';
import { parseFailure } from '../../../../../src/core/capture/captureFailure';

describe('an application of Spring Boot that does not start', () => {
  it('reports the reason and the remedy', () => {
    const text = `2024-11-25T10:00:05.123Z ERROR 1 --- [main] o.s.b.d.LoggingFailureAnalysisReporter   :

***************************
APPLICATION FAILED TO START
***************************

Description:

Parameter 0 of constructor in com.acme.shop.CartService required a bean of type 'com.acme.shop.PriceClient' that could not be found.


Action:

Consider defining a bean of type 'com.acme.shop.PriceClient' in your configuration.

2024-11-25T10:00:06.123Z  INFO 1 --- [main] c.a.shop.Shop : stopped
`;
    deepStrictEqual(
      parseFailure(text).errors.map(({ type, message, details, language }) => ({ type, message, details, language })),
      [
        {
          type: 'APPLICATION FAILED TO START',
          message:
            "Parameter 0 of constructor in com.acme.shop.CartService required a bean of type 'com.acme.shop.PriceClient' that could not be found.",
          details: "Consider defining a bean of type 'com.acme.shop.PriceClient' in your configuration.",
          language: 'java',
        },
      ],
    );
  });
});
