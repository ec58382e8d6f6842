const axios = require('axios');

async function load() {
  await axios.get('http://127.0.0.1:59999/prices'); //~ AxiosError | connect ECONNREFUSED 127.0.0.1:59999
  //~> Error | connect ECONNREFUSED 127.0.0.1:59999
}

load().catch((error) => {
  console.error(error);
  process.exitCode = 1;
});
