import assert from 'node:assert/strict';
import { hypothesesOf } from '../../../support/hypothesesOf';

const trace = (error: string, ...frames: [name: string, place: string][]): string[] => [
  error,
  ...frames.map(([name, place]) => `    at ${name} (/srv/work/${place})`),
  '',
  'Node.js v20.20.2',
];

describe('the function that gave a crash its wrong value', () => {
  const made = 'function theme(own) {\n  return { ...DEFAULTS, ...own };\n}';
  const drawn = 'function box(style) {\n  return style.border.width.toFixed(1);\n}';

  it('leads a small program where nothing else is known of the mistake', async () => {
    const source = `function place(text) {\n  return { town: text.split(',')[1] };\n}\n${drawn.replace('style.border.width.toFixed(1)', 'style.town.trim()')}\nfunction main() {\n  box(place(process.argv[2]));\n}\nmain();`;
    const { ranked } = await hypothesesOf(
      trace("TypeError: Cannot read properties of undefined (reading 'trim')", ['box', 'main.js:5:21'], ['main', 'main.js:8:3']),
      { 'main.js': source.split('\n') },
    );
    assert.equal(ranked[0], 'place');
  });

  it('does not lead where a function of the stack hands the value over', async () => {
    const source = `function length(text) {\n  return text.length;\n}\nfunction main() {\n  const text = undefined;\n  length(text);\n}\nmain();`;
    const { ranked } = await hypothesesOf(
      trace("TypeError: Cannot read properties of undefined (reading 'length')", ['length', 'main.js:2:15'], ['main', 'main.js:6:3']),
      { 'main.js': source.split('\n') },
    );
    assert.equal(ranked[0], 'length');
  });

  it('is not said to be possibly right where it is a mistake by itself', async () => {
    const source = `const DEFAULTS = { colors: { text: '#222', border: { width: 2 } } };\n${made}\n${drawn.replace('style.border', 'style.colors.border')}\nfunction main() {\n  box(theme({ colors: { text: '#eee' } }));\n}\nmain();`;
    const { hypotheses, ranked } = await hypothesesOf(
      trace("TypeError: Cannot read properties of undefined (reading 'width')", ['box', 'main.js:6:30'], ['main', 'main.js:9:3']),
      { 'main.js': source.split('\n') },
    );
    assert.equal(ranked[0], 'theme');
    assert.match(hypotheses[0]?.rootCause ?? '', /merges only the first level/);
    assert.ok(hypotheses.every(({ rootCause }) => !rootCause.includes('If it can be right')));
  });
});
