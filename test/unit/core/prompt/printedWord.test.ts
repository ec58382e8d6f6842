import assert from 'node:assert/strict';
import { createRedactor } from '../../../../src/core/prompt/redactor';

describe('words under the name of a password', () => {
  for (const text of [
    'database:\n  host: db.internal\n  password: dragon\n  port: 5432',
    '[client]\nuser = root\npassword = dragon',
    'Config{user=app, password=dragon, port=5432}',
    'Config(user=app, password=dragon)',
    'Config { User = app, Password = dragon }',
    '{User:app Password:dragon Port:1}',
    'map[password:dragon user:app]',
    'Map(user -> app, password -> dragon)',
    'Array\n(\n    [user] => app\n    [password] => dragon\n)',
    'user => app\npassword => dragon',
    'level=error user=app password=dragon code=401',
    'machine api.example.com\n  login app\n  password dragon',
    '<db><user>app</user><password>dragon</password></db>',
    '{"host": "db", "password": "Dragon"}',
    "login failed for user app with password 'dragon'",
    'User     : app\nPassword : dragon',
  ]) {
    it(`are replaced in settings and prints: ${text.replaceAll('\n', '⏎')}`, async () => {
      const redacted = await createRedactor().redact(text);
      assert.ok(!/dragon/i.test(redacted), redacted);
    });
  }

  it('are kept in code, where they are variables, types and labels', async () => {
    for (const text of [
      'interface Login {\n  user: string\n  password: hidden\n}',
      'type Login = {\n  user: User\n  password: Dragon\n}',
      'def login(user, password):\n    host = find(user)\n    password = dragon\n    return connect(host, password)',
      'client = Client(host=host, user=user, password=dragon)',
      'connect(user=name, password=dragon)',
      'var options = new Config { User = user, Password = dragon };',
      'const { user, password: dragon } = options;',
      'return { user: name, password: dragon };',
      'fetch(url, { method, password: dragon })',
      'val check = users.map { password -> dragon }',
      'const isStrong = password => dragon(password);',
      "labels: { username: 'Username', password: 'Dragon' }",
      "form.field('password', 'dragon')",
      "throw new Error(`the password 'dragon'`);",
      'password = dragon',
      'if password == dragon:',
      'The password is dragon like.',
      '| Password | Description |',
      '<label for="password">Dragon</label>',
      'password: dragon,\nconfirm: dragon,',
    ]) {
      assert.equal(await createRedactor().redact(text), text);
    }
  });
});
