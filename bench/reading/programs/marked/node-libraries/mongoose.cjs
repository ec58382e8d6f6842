const mongoose = require('mongoose');

const Order = mongoose.model('Order', new mongoose.Schema({ total: { type: Number, required: true }, name: String }));

async function save() {
  await new Order({ name: 'tea' }).validate(); //~ ValidationError | Order validation failed: total: Path `total` is required.
  //~> ValidatorError | Path `total` is required.
}

save();
