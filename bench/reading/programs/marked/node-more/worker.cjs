const { Worker, isMainThread } = require('node:worker_threads');

if (isMainThread) new Worker(__filename);
else JSON.parse('{"total": }'); //~ SyntaxError | Unexpected token '}', "{"total": }" is not valid JSON
