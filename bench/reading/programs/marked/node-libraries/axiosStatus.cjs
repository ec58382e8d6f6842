const http = require('node:http');
const axios = require('axios');

const server = http.createServer((_, answer) => answer.writeHead(404).end('{"error":"no price"}'));
server.listen(0, async () => {
  try {
    await axios.get(`http://127.0.0.1:${server.address().port}/prices`); //~ AxiosError | Request failed with status code 404
  } catch (error) {
    console.error('loading failed', error.stack);
  }
  server.close();
});
