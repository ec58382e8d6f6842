// Runs one failure in one form: `crash` ends the program with it, the others print it as programs do.
const [, , name, form] = process.argv;
if (process.env.TRUTH) require('./truth.cjs');
const { writeLog } = require('./log.cjs');
function report(error) {
  globalThis.tellTruth?.(error);
  if (form !== 'crash') {
    process.exitCode = 1;
    return writeLog(form, error);
  }
  setImmediate(() => {
    throw error;
  });
}
async function main() {
  await require('./failures.cjs')[name]();
}
main().catch(report);
