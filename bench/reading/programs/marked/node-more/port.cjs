const http = require('node:http');

function serve() {
  return http.createServer().listen(58126); //~> Error | listen EADDRINUSE: address already in use :::58126
}
serve().on('listening', serve);
