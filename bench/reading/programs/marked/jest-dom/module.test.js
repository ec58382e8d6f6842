const { total } = require('./no-such-file'); //~ | Cannot find module './no-such-file' from 'module.test.js'

test('adds', () => total());
