import { deepStrictEqual } from 'node:assert';
import { readErrors } from '../../../../support/readErrors';

describe("Django's page of an error", () => {
  it('is read in its copy-and-paste view, with the place in the template', () => {
    const text = `Environment:


Request Method: GET
Request URL: http://127.0.0.1:8000/cart/

Django Version: 5.0.6
Installed Middleware:
['django.middleware.security.SecurityMiddleware']


Template error:
In template /shop/cart/templates/cart/cart.html, error at line 7
   Invalid filter: 'money'
   1 : {% extends "base.html" %}
   7 : <b> {{ total|money }} </b>
   9 : {% endblock %}


Traceback (most recent call last):
  File "/venv/lib/python3.12/site-packages/django/core/handlers/exception.py", line 55, in inner
    response = get_response(request)
               ^^^^^^^^^^^^^^^^^^^^^
  File "/shop/cart/views.py", line 10, in cart
    return render(request, "cart/cart.html", {"items": items})
           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^

Exception Type: TemplateSyntaxError at /cart/
Exception Value: Invalid filter: 'money'
Raised during: cart.views.cart
`;
    deepStrictEqual(readErrors(text), [
      {
        said: "TemplateSyntaxError: Invalid filter: 'money'",
        role: 'thrown',
        frames: [
          '/shop/cart/templates/cart/cart.html:7',
          'cart /shop/cart/views.py:10',
          'inner /venv/lib/python3.12/site-packages/django/core/handlers/exception.py:55',
        ],
      },
    ]);
  });

  it('reads a cause from the line in between', () => {
    const text = `Traceback (most recent call last):
  File "/shop/cart/totals.py", line 4, in rate
    return rates[code]
           ^^^^^^^^^^^

The above exception ('XX') was the direct cause of the following exception:
  File "/shop/cart/views.py", line 9, in cart
    raise ValueError("no rate") from e
    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^

Exception Type: ValueError at /cart/
Exception Value: no rate
`;
    deepStrictEqual(readErrors(text), [
      { said: 'ValueError: no rate', role: 'thrown', frames: ['cart /shop/cart/views.py:9'] },
      { said: "'XX'", role: 'cause', frames: ['rate /shop/cart/totals.py:4'] },
    ]);
  });

  it('is read in the form copied from a browser', () => {
    const text = `TypeError at /cart/
unsupported operand type(s) for +: 'int' and 'NoneType'

Request Method: 	GET
Exception Type: 	TypeError
Exception Value: 	

unsupported operand type(s) for +: 'int' and 'NoneType'

Exception Location: 	/shop/cart/totals.py, line 2, in total
Raised during: 	cart.views.cart
Python Executable: 	/venv/bin/python
`;
    const said = "TypeError: unsupported operand type(s) for +: 'int' and 'NoneType'";
    deepStrictEqual(readErrors(text), [{ said, role: 'thrown', frames: ['total /shop/cart/totals.py:2'] }]);
    const frames = `Traceback Switch to copy-and-paste view

    /shop/cart/views.py, line 9, in cart
            return render(total(items))
                                     ^^^^^^^^ …
    /shop/cart/totals.py, line 2, in total
`;
    deepStrictEqual(readErrors(text + frames), [
      { said, role: 'thrown', frames: ['total /shop/cart/totals.py:2', 'cart /shop/cart/views.py:9'] },
    ]);
  });
});
