// Prints the errors that a tool's own interface gives for a file: [{ type, message, file, line }].
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
const require = createRequire(import.meta.url);
const [, , tool, file] = process.argv;
const one = (type, message, at, line) => [{ type, message, file: at ?? file, line }];
const failing = async (work) => {
  try {
    await work();
  } catch (error) {
    return error;
  }
};
const readers = {
  tsc() {
    const ts = require('typescript');
    const { options } = ts.parseJsonConfigFileContent(JSON.parse(readFileSync('tsconfig.json', 'utf8')), ts.sys, '.');
    return ts.getPreEmitDiagnostics(ts.createProgram([file], options)).map((each) => ({
      type: `TS${each.code}`,
      message: ts.flattenDiagnosticMessageText(each.messageText, '\n'),
      file: each.file.fileName,
      line: each.file.getLineAndCharacterOfPosition(each.start).line + 1,
    }));
  },
  async esbuild() {
    const { errors = [] } = (await failing(() => require('esbuild').build({ entryPoints: [file], bundle: true, write: false, logLevel: 'silent' }))) ?? {};
    return errors.flatMap(({ text, location }) => one('ERROR', text, location.file, location.line));
  },
  async rollup() {
    const error = await failing(async () => (await require('rollup').rollup({ input: file, onLog() {} })).generate({ format: 'es' }));
    return error ? one(error.name, error.message, error.loc?.file ?? error.id, error.loc?.line) : [];
  },
  async babel() {
    const error = await failing(() => require('@babel/core').transformFileAsync(file));
    return one(error.name, error.message.replace(/ \(\d+:\d+\)[^]*$/, '…'), file, error.loc.line);
  },
  async sass() {
    const error = await failing(() => require('sass').compile(file));
    return one('Error', error.sassMessage, file, error.span.start.line + 1);
  },
  async less() {
    const error = await failing(() => require('less').render(readFileSync(file, 'utf8'), { filename: file }));
    return one(`${error.type}Error`, error.message, file, error.line);
  },
  async terser() {
    const error = await failing(() => require('terser').minify({ [file]: readFileSync(file, 'utf8') }));
    return one('Parse error', error.message, file, error.line);
  },
};
console.log(JSON.stringify(await readers[tool]()));
