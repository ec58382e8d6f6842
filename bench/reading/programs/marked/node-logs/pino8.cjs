const log = require('pino')({ name: 'shop' });

function price(item) {
  try {
    return JSON.parse('{"tea": }')[item]; //~ SyntaxError | Unexpected token '}', "{"tea": }" is not valid JSON
  } catch (cause) {
    throw new Error(`no price for ${item}`, { cause }); //~ Error | no price for tea
  }
}
log.info('listening');
try {
  price('tea');
} catch (err) {
  log.error({ err, order: 7 }, 'cannot answer');
}
