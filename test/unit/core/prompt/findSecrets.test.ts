import assert from 'node:assert/strict';
import { createRedactor } from '../../../../src/core/prompt/redactor';
import { SECRET_PLACES, secretForms } from '../../../support/secretForms';

/** Generated with a digit, with signs, of only letters, base64 that ends in `=`, a word with a year. */
const VALUES = ['kR7wQz9LmT3xVb5N', 'Zk3!qpW9xTq2', 'xKqPzRtWmNbVhY', 'q83vEjRWeJCr3c9Wq83vEjRWeJCr3c8=', 'Winter2023'];

const FORMS: ((value: string) => string)[] = [
  (v) => `password: ${v}`,
  (v) => `{password=${v}}`,
  (v) => `db:\n  password: ${v}\n`,
  (v) => `java -Ddb.Password=${v} -jar a`,
  (v) => `Config { password: Some("${v}") }`,
  (v) => `  - name: DB_PASSWORD\n    value: "${v}"`,
  (v) => `Array\n(\n    [password] => ${v}\n)`,
  (v) => `["password"]=>\n  string(16) "${v}"`,
  (v) => `<add key="DbPassword" value="${v}" />`,
  (v) => `ALTER USER x IDENTIFIED BY '${v}'`,
  (v) => `{User:a Password:${v} Port:1}`,
  (v) => `{User:a Password:${v}}`,
  (v) => `Config[user=a, password=${v}]`,
  (v) => `Config(password=${v})`,
  (v) => `User { Name = a, Password = ${v} }`,
  (v) => `s:8:"password";s:16:"${v}";`,
  (v) => `| db_password | ${v} |`,
  (v) => `| db_password    | ${v}            |`,
  (v) => `$password\n[1] "${v}"`,
  (v) => `Map(user -> a, password -> ${v})`,
  (v) => `{:user "a" :password "${v}"}`,
  (v) => `db.password=${v}`,
  (v) => `<password>${v}</password>`,
  (v) => `<Setting Name="Password">${v}</Setting>`,
  (v) => `password -> ${v}`,
  (v) => `the password is ${v}`,
  (v) => `password '${v}' is wrong`,
  (v) => `wrong password: '${v}'`,
  (v) => `#<User @password="${v}">`,
  (v) => `%{password: "${v}"}`,
  (v) => `{password, <<"${v}">>}`,
  (v) => `{password,"${v}"}`,
  (v) => `(password "${v}")`,
  (v) => `(:password . "${v}")`,
  (v) => `Password\t${v}`,
  (v) => `password   ${v}`,
  (v) => `Password : ${v}`,
  (v) => `DECLARE @password varchar(20) = '${v}'`,
  (v) => `PASSWORD "${v}"`,
  (v) => `Password => "${v}"`,
  (v) => `"password" : "${v}"`,
  (v) => `'password': u'${v}'`,
  (v) => `password=b'${v}'`,
  (v) => `password = SecretStr('${v}')`,
  (v) => `SecureString password = new SecureString("${v}")`,
  (v) => `const { password = '${v}' } = options;`,
  (v) => `password ||= '${v}'`,
  (v) => `password ??= "${v}"`,
  (v) => `@password = "${v}"`,
  (v) => `attr: { name: 'password', val: '${v}' }`,
  (v) => `[['password'], '${v}']`,
  (v) => `password=${v},user=a`,
  (v) => `password:${v};user:a`,
  (v) => `db.setPassword("${v}")`,
  (v) => `withPassword("${v}")`,
  (v) => `Password("${v}")`,
  (v) => `process.env.DB_PASSWORD="${v}"`,
  (v) => `window.__password__ = "${v}"`,
  (v) => `&{User:a Password:0xc000 "${v}"}`,
  (v) => `password ("${v}")`,
  (v) => `password="${v}`,
  (v) => `--set-string=db.password=${v}`,
  (v) => `-e DB_PASSWORD=${v}`,
  (v) => `--env DB_PASSWORD="${v}"`,
  (v) => `ARG DB_PASSWORD="${v}"`,
  (v) => `export DB_PASSWORD=${v};`,
  (v) => `set DB_PASSWORD ${v}`,
  (v) => `(setenv "DB_PASSWORD" "${v}")`,
  (v) => `ENV["DB_PASSWORD"] ||= "${v}"`,
  (v) => `putenv('DB_PASSWORD=${v}')`,
  (v) => `DB_PASSWORD: ${v}`,
  (v) => `  db_password = "${v}" # comment`,
  (v) => `  db-password: '${v}' # comment`,
  (v) => `db_password: !vault ${v}`,
  (v) => `db_password: &pw ${v}`,
  (v) => `:db_password: ${v}`,
  (v) => `<Password value="${v}"/>`,
  (v) => `<Param name="password">${v}</Param>`,
  (v) => `<entry key="db.password">${v}</entry>`,
  (v) => `<env name="DB_PASSWORD" value="${v}"/>`,
  (v) => `<prop key="hibernate.connection.password">${v}</prop>`,
  (v) => `<void property="password"><string>${v}</string></void>`,
  (v) => `{"Name": "DB_PASSWORD", "Value": "${v}"}`,
  (v) => `{"value":"${v}","name":"DB_PASSWORD"}`,
  (v) => `"password"=>"${v}"`,
  (v) => `password=>${v}`,
  (v) => `@Value("\${db.password:${v}}")`,
  (v) => `\${DB_PASSWORD:-${v}}`,
  (v) => `password := []byte("${v}")`,
  (v) => `password: &str = "${v}"`,
  (v) => `.password(Some("${v}".to_owned()))`,
  (v) => `Password:"${v}"`,
  (v) => `Password: (string) (len=16) "${v}"`,
  (v) => `--password='${v}'`,
  (v) => `-password ${v}`,
  (v) => `/p:Password=${v}`,
  (v) => `/password=${v}`,
  (v) => `Integrated Security=false;Pwd='${v}'`,
];

describe('findSecrets', () => {
  for (const form of FORMS) {
    it(`replaces the value in ${form('…').replaceAll('\n', '⏎')}`, async () => {
      for (const value of VALUES) {
        const redacted = await createRedactor().redact(`before\n${form(value)}\nafter`);
        assert.ok(!redacted.includes(value), redacted);
        assert.ok(redacted.startsWith('before\n') && redacted.endsWith('\nafter'), redacted);
      }
    });
  }

  it('replaces passwords under the names of other languages and programs, and their hashes', async () => {
    const value = 'Zq8vR2mW4tX7nB1kL5pY9sD3';
    for (const form of [
      `Passwort: ${value}`,
      `mot de passe : ${value}`,
      `contraseña=${value}`,
      `密码：${value}`,
      `пароль: ${value}`,
      `psk="${value}"`,
      `SECRET ?= ${value}`,
      `keytool -storepass ${value}`,
      `htpasswd -b users.txt bob ${value}`,
      `ConvertTo-SecureString "${value}" -AsPlainText -Force`,
      `SET PASSWORD FOR 'u'@'h' = '${value}'`,
      `"X-Auth-Token": ["${value}"]`,
      `Invalid API key provided: ${value}.`,
      `root:$6$rounds=5000$saltsalt$${value}${value}:19000:0:99999:7:::`,
      `enable secret 5 $1$mERr$${value}`,
      `$2b$12$${value}${value}Ab1`,
    ]) {
      const redacted = await createRedactor().redact(`before\n${form}\nafter`);
      assert.ok(!redacted.includes(value), redacted);
    }
  });

  // `npm run bench:redaction` has each form in each place.
  it('replaces all forms covered by the rules, by turns in a message, in code and in a diff', async () => {
    const missed: string[] = [];
    const places = Object.entries(SECRET_PLACES);
    let turn = 0;
    for (const form of secretForms()) {
      if (form.heldBack) continue;
      for (const { text, parts } of form.make(1)) {
        assert.ok(parts.length, text);
        const [place, dress] = places[turn++ % places.length]!;
        const redacted = await createRedactor().redact(dress(text));
        if (parts.some((part) => redacted.includes(part))) missed.push(`${place}: ${text}`);
      }
    }
    assert.deepEqual(missed, []);
  });

  it('replaces every line of a part of a key without its header', async () => {
    const lines = ['a', 'b', 'c'].map((seed) =>
      Buffer.from(seed.repeat(3) + 'k3y+M4t3r14l'.repeat(4))
        .toString('base64')
        .slice(0, 64),
    );
    const varied = lines.map((line, at) => `${line.slice(0, 20)}${'+/9'[at]}${line.slice(21)}`);
    const redacted = await createRedactor().redact(`@@ -1,3 +1,3 @@\n${varied.map((line) => `-${line}`).join('\n')}`);
    for (const line of varied) assert.ok(!redacted.includes(line), redacted);
    const certificate = `-----BEGIN CERTIFICATE-----\n${varied.join('\n')}\n-----END CERTIFICATE-----`;
    assert.equal(await createRedactor().redact(certificate), certificate);
  });

  it("keeps the lines after a message that mentions a key's header", async () => {
    for (const header of [
      '-----BEGIN PRIVATE KEY-----',
      '-----BEGIN OPENSSH PRIVATE KEY-----',
      '---- BEGIN SSH2 ENCRYPTED PRIVATE KEY ----',
    ]) {
      const text = `Error: expected ${header}\n    at loadPrivateKeyFromEnvironment (/app/src/components/security/KeyStore.ts:12:5)\n/app/src/Main42/loaderConfigurationFile\n    return theVeryLongNameOfAFunctionThatReads2Keys`;
      assert.equal(await createRedactor().redact(text), text);
      assert.equal(
        await createRedactor().redact(`if (!text.startsWith('${header}')) {\n  throw invalid;\n}`),
        `if (!text.startsWith('${header}')) {\n  throw invalid;\n}`,
      );
    }
  });
});
