import assert from 'node:assert/strict';
import { createRedactor } from '../../../../src/core/prompt/redactor';

describe('findArguments', () => {
  for (const [text, values] of [
    ['mysql -h db -u root -pdragonfly shop', ['dragonfly']],
    ['mysql -h db -u root -p shop', []],
    ["mysql --user=root --password='dragonfly' shop", ['dragonfly']],
    ['docker exec db mysql -uroot -pK3ttle shop', ['K3ttle']],
    ['PGPASSWORD=sunshine psql -h db | redis-cli -a sunbeam1 ping', ['sunshine', 'sunbeam1']],
    ['"args": ["/usr/bin/mysqldump", "-u", "root", "-pdragonfly", "shop"]', ['dragonfly']],
    ["Command '['docker', 'login', '-u', 'app', '-p', 'dragonfly']' returned non-zero", ['dragonfly']],
    ['execSync("docker login -u app \\"-p\\" \\"dragonfly\\" registry");', ['dragonfly']],
    ['curl \\\n  --user app:dragonfly \\\n  https://api.example.com', ['dragonfly']],
    ['smbclient //host/share -U app%dragonfly', ['dragonfly']],
    ['lftp -u app,dragonfly ftp.example.com', ['dragonfly']],
    ['htpasswd -nb bob dragonfly', ['dragonfly']],
    ['htpasswd -bc users.txt bob dragonfly', ['dragonfly']],
    ['openssl rsa -in key.pem -passin env:KEY -out plain.pem', []],
    ['openssl rsa -passin pass:dragonfly -keyform PEM', ['dragonfly']],
    ['sqlplus app/dragonfly@//db:1521/shop', ['dragonfly']],
    ['echo dragonfly | sudo -S apt-get update', ['dragonfly']],
    ['echo "app:dragonfly" | chpasswd', ['dragonfly']],
    ['kcadm.sh config credentials --user admin --password dragonfly', ['dragonfly']],
    ['cypher-shell -u neo4j -p dragonfly "RETURN 1"', ['dragonfly']],
    ['mc alias set play https://s3.example.com app dragonfly', ['dragonfly']],
    ['keytool -list -keystore a.jks -storepass dragonfly', ['dragonfly']],
  ] as const) {
    it(`replaces ${values.length ? values.join(' and ') : 'nothing'} in: ${text.replaceAll('\n', '⏎')}`, async () => {
      const redacted = await createRedactor().redact(text);
      for (const value of values) assert.ok(!redacted.includes(value), redacted);
      if (!values.length) assert.equal(redacted, text);
    });
  }

  it('keeps what is no password: ports, variables, samples, files, options, sentences, code', async () => {
    for (const text of [
      'docker run -p 8080:80 -p 127.0.0.1:5432:5432/tcp -u node:node shop',
      'docker create -p 8080:80/udp shop',
      'mysql -u root -p$MYSQL_PASSWORD shop',
      'mysql -u root -p"${MYSQL_PASSWORD}" shop',
      'docker login -u USER -p PASSWORD registry.example.com',
      'docker login -u app -p <password> registry.example.com',
      'docker login -u app --password-stdin registry.example.com',
      'curl -u 1000:1000 https://api.example.com',
      'curl --cert client.pem --key client.key https://api.example.com',
      'openssl req -newkey rsa:2048 -keyform PEM -keyout key.pem',
      'Run `mysql -p` and enter the password of the server.',
      'git log -p src/orders.ts',
      'npx tsc -p tsconfig.build.json',
      'python -m pytest -p no:cacheprovider',
      'node server.js -p 3000',
      'ssh -p 2222 app@host',
      'mkdir -p folder/of/things',
      'zip -r archive.zip folder',
      'const security = require("./security");',
      'net user interface of the client',
      "import { docker, login } from './tools';",
    ]) {
      assert.equal(await createRedactor().redact(text), text);
    }
  });
});
