const { number, object } = require('yup');

async function check(order) {
  await object({ total: number().required() }).validate(order); //~> ValidationError | total must be a `number` type, but the final value was: `NaN` (cast from the value `"three"`).
}
check({ total: 'three' });
