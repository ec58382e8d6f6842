import { consola } from 'consola';

function price(item) {
  try {
    return JSON.parse('{"tea": }')[item]; //~ | Unexpected token '}', "{"tea": }" is not valid JSON
  } catch (cause) {
    throw new Error(`no price for ${item}`, { cause }); //~ | no price for tea
  }
}
consola.info('listening');
try {
  price('tea');
} catch (error) {
  consola.error(error);
}
consola.success('going on');
