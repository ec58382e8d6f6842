import assert from 'node:assert/strict';
import { olderLibraries } from '../../../../training/history/python/functionFixes';
import { pythonFaults } from '../../../../training/runs/pythonFaults';

describe('pythonFaults', () => {
  it('lists one failure of each fault that the named versions lack the fix of', () => {
    const faults = pythonFaults('/opt/versions/3.13.0/lib/python3.13,/opt/versions/3.9.18/lib/python3.9');
    assert.ok(faults.length > 30, String(faults.length));
    assert.ok(faults.every(({ id, package: name }) => id.startsWith('python-history/3.') && id.split('/')[2] === name));
    assert.ok(faults.every(({ id }) => /^[^/]+\/3\.(?:13\.0|9\.18)\//.test(id)));
    const places = faults.map(({ id }) =>
      id
        .split('/')
        .filter((_, at, parts) => [1, 2, parts.length - 1].includes(at))
        .join(' '),
    );
    assert.equal(new Set(places).size, places.length);
  });

  it('lists none without older libraries', () => assert.deepEqual(pythonFaults(''), []));

  it('names a library without a version by its folder', () => {
    assert.deepEqual(
      [...olderLibraries('/opt/3.12.1/lib/python3.12,/srv/old')],
      [
        ['3.12.1', '/opt/3.12.1/lib/python3.12'],
        ['old', '/srv/old'],
      ],
    );
  });
});
