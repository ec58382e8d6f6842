const mongoose = require('mongoose');

async function connect() {
  await mongoose.connect('mongodb://127.0.0.1:59999/shop', { serverSelectionTimeoutMS: 300 }); //~ MongooseServerSelectionError | connect ECONNREFUSED 127.0.0.1:59999
  //~> MongoNetworkError | connect ECONNREFUSED 127.0.0.1:59999
  //~> Error | connect ECONNREFUSED 127.0.0.1:59999
}

connect();
