// `npm run attention -- [RECORDING]`: the attention view in a browser, without VS Code, on a recorded reading. Without an argument it shows
// the reading of the sample's failure, recorded the first time.
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { startAttentionServer } from './attentionServer.mjs';
import { StepFailed, root, runCommand, runScript } from './runCommand.mjs';

await runScript(async () => {
  const sample = join(root, 'out', 'attention', 'sample.bin.gz');
  const file = resolve(process.argv[2] ?? sample);
  if (file === sample && !existsSync(sample)) await runCommand('npm', ['run', '--silent', 'attention:record'], { show: true });
  if (!existsSync(file)) throw new StepFailed(`There is no recording at ${file}.`);
  const card = join(root, 'media/model/card.json');
  const { url } = await startAttentionServer({
    recording: async () => {
      const bytes = await readFile(file);
      return file.endsWith('.gz') ? gunzipSync(bytes) : bytes;
    },
    card: async () => (existsSync(card) ? readFile(card, 'utf8') : undefined),
    port: 8124,
  });
  console.log(`The attention view is at ${url}. Ctrl+C ends it.`);
  await new Promise((end) => process.once('SIGINT', end));
  process.exit(0);
});
