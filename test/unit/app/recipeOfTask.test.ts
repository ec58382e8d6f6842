import assert from 'node:assert/strict';
import { recipeOfTask } from '../../../src/app/recipeOfTask';

describe('recipeOfTask', () => {
  it('takes the line of a shell task, and its folder', () => {
    assert.deepEqual(recipeOfTask({ commandLine: 'npm test -- --run', options: { cwd: '${workspaceFolder}/web' } }, '/w'), {
      ...{ command: 'npm test -- --run', cwd: '/w/web', from: 'task' },
    });
  });

  it('joins a command and its arguments as a person types them', () => {
    assert.equal(recipeOfTask({ command: 'npm', args: ['run', { value: 'say it' }] }, '/w')?.command, "npm run 'say it'");
    assert.equal(recipeOfTask({ process: '/opt/my tools/check', args: ['a b'] }, '/w')?.command, "'/opt/my tools/check' 'a b'");
  });

  it('gives none for a variable that only VS Code can resolve, and none without a folder', () => {
    assert.equal(recipeOfTask({ commandLine: 'run ${file}' }, '/w'), undefined);
    assert.equal(recipeOfTask({ commandLine: 'run', options: { cwd: '${config:where}' } }, '/w'), undefined);
    assert.equal(recipeOfTask({ commandLine: 'run' }, undefined), undefined);
    assert.equal(recipeOfTask(undefined, '/w'), undefined);
  });
});
