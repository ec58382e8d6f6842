// `npm run pictures`: runs the flow in a real VS Code and puts the pictures that the README shows into docs/pictures.
import { copyFile, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { root, runCommand, runScript } from './runCommand.mjs';

/** Picture of the flow (out/screenshots) → name in docs/pictures. */
const pictures = {
  'flow-1-selection.png': 'terminal.png',
  'flow-2-hypotheses-dark.png': 'hypotheses.png',
  'flow-3-line.png': 'line.png',
  'flow-5-attention.png': 'attention.png',
  'flow-7-followed.png': 'followed.png',
  'flow-8-small-fix.png': 'small-fix.png',
  'flow-9-green.png': 'green.png',
};

await runScript(async () => {
  await runCommand('npm', ['run', 'test:flow', '--', '--pictures'], {
    show: true,
    failure: 'The flow did not end well, so its pictures are not taken over',
  });
  const folder = join(root, 'docs', 'pictures');
  await mkdir(folder, { recursive: true });
  for (const [from, to] of Object.entries(pictures)) await copyFile(join(root, 'out', 'screenshots', from), join(folder, to));
  console.log(`Wrote ${Object.values(pictures).join(', ')} to docs/pictures.`);
});
