import { deepStrictEqual } from 'node:assert';
import { readErrors } from '../../../../support/readErrors';

describe('ruby, as Rails logs it', () => {
  it('has a message with the line of code in it', () => {
    const text = `Completed 500 Internal Server Error in 12ms (ActiveRecord: 0.0ms | Allocations: 1234)


  
NoMethodError (undefined method \`items' for nil:NilClass

    new(user.items)
            ^^^^^^
Did you mean?  item):
  
app/models/cart.rb:13:in \`find_for'
app/controllers/carts_controller.rb:3:in \`show'
`;
    deepStrictEqual(readErrors(text), [
      {
        said: "NoMethodError: undefined method `items' for nil:NilClass\nDid you mean?  item",
        role: 'thrown',
        frames: ['find_for app/models/cart.rb:13', 'show app/controllers/carts_controller.rb:3'],
      },
    ]);
  });

  for (const [what, place, frame] of [
    ['without a method', 'show.html.erb:2', 'app/views/carts/show.html.erb:2'],
    ['with one', "show.html.erb:2:in `_app_views'", '_app_views app/views/carts/show.html.erb:2'],
  ] as const)
    it(`names the place in a template, ${what}`, () => {
      const text = `ActionView::Template::Error (undefined method \`total' for nil:NilClass):
    1: <h1>Cart</h1>
    2: <p><%= @cart.total %></p>
  
app/views/carts/${place}
app/controllers/carts_controller.rb:4:in \`show'

Caused by:
NoMethodError (undefined method \`total' for nil:NilClass)

app/views/carts/show.html.erb:2:in \`_app_views'
`;
      deepStrictEqual(readErrors(text), [
        {
          said: "ActionView::Template::Error: undefined method `total' for nil:NilClass",
          role: 'thrown',
          frames: [frame, 'show app/controllers/carts_controller.rb:4'],
        },
        {
          said: "NoMethodError: undefined method `total' for nil:NilClass",
          role: 'cause',
          frames: ['_app_views app/views/carts/show.html.erb:2'],
        },
      ]);
    });
});
