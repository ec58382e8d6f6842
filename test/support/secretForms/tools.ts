import type { Maker } from './values';

/** A command line with a password among its arguments. */
type Tool = (value: string) => string;

/** Without quotes, where the text around it has its own. */
const plain = (value: string): string => value.replace(/["']/g, '');

/** Command-line tools, with the option that takes a password. */
export const TOOLS: Record<string, Tool> = {
  'mysql joined': (v) => `mysql -h db -u root -p${v} shop`,
  'mysql long': (v) => `mysql --host=db --user=root --password=${v} shop`,
  'mysqldump joined': (v) => `mysqldump -uroot -p${v} shop > shop.sql`,
  'mariadb-admin': (v) => `mariadb-admin -u root -p${v} status`,
  psql: (v) => `PGPASSWORD=${v} psql -h db -U app shop`,
  'psql dsn': (v) => `psql "host=db user=app password=${plain(v)} dbname=shop"`,
  'createdb env': (v) => `env PGPASSWORD=${v} createdb -h db shop`,
  'redis-cli': (v) => `redis-cli -h cache -p 6379 -a ${v} ping`,
  'redis-cli pass': (v) => `redis-cli --user app --pass ${v} info`,
  'redis-cli env': (v) => `REDISCLI_AUTH=${v} redis-cli info`,
  'curl user': (v) => `curl -sS -u app:${v} https://api.example.com`,
  'curl joined': (v) => `curl -uapp:${v} https://api.example.com`,
  'curl long': (v) => `curl --user app:${v} --fail https://api.example.com`,
  'curl proxy': (v) => `curl --proxy-user app:${v} https://api.example.com`,
  'curl key password': (v) => `curl --cert client.pem --pass ${v} https://api.example.com`,
  wget: (v) => `wget --user app --password ${v} https://files.example.com/a`,
  'wget equals': (v) => `wget --user=app --password=${v} https://files.example.com/a`,
  'wget ftp': (v) => `wget --ftp-password=${v} ftp://files.example.com/a`,
  sshpass: (v) => `sshpass -p ${v} ssh app@host`,
  'sshpass joined': (v) => `sshpass -p${v} scp a.txt app@host:`,
  mongosh: (v) => `mongosh --host db -u app -p ${v} shop`,
  'mongodump long': (v) => `mongodump --username app --password ${v} --db shop`,
  'mongo joined': (v) => `mongo -u app -p${v} shop`,
  'openssl passin': (v) => `openssl rsa -in key.pem -passin pass:${v} -out plain.pem`,
  'openssl pass': (v) => `openssl enc -aes-256-cbc -pass pass:${v} -in a -out b`,
  'openssl k': (v) => `openssl enc -d -aes-256-cbc -k ${v} -in a -out b`,
  'openssl export': (v) => `openssl pkcs12 -export -password pass:${v} -in a.pem`,
  'docker login': (v) => `docker login -u app -p ${v} registry.example.com`,
  'docker login long': (v) => `docker login --username app --password ${v} registry.example.com`,
  'podman login': (v) => `podman login -u app -p ${v} quay.io`,
  'skopeo creds': (v) => `skopeo copy --src-creds app:${v} docker://a docker://b`,
  'buildah creds': (v) => `buildah push --creds app:${v} shop docker://registry/shop`,
  'helm repo': (v) => `helm repo add shop https://charts.example.com --username app --password ${v}`,
  'helm registry': (v) => `helm registry login registry.example.com -u app -p ${v}`,
  'az login': (v) => `az login --service-principal -u app -p ${v} --tenant t`,
  'az sql': (v) => `az sql server create -n shop -u app -p ${v}`,
  'az vm': (v) => `az vm create -n vm1 --admin-password ${v} --image x`,
  'gcloud sql': (v) => `gcloud sql users set-password app --instance=shop --password=${v}`,
  'aws rds': (v) => `aws rds create-db-instance --master-user-password ${v} --engine mysql`,
  'aws cognito': (v) => `aws cognito-idp admin-set-user-password --username app --password ${v} --permanent`,
  'aws configure': (v) => `aws configure set aws_secret_access_key ${v}`,
  'vault login': (v) => `vault login -method=userpass username=app password=${v}`,
  'ldapsearch w': (v) => `ldapsearch -x -H ldap://d -D cn=app,dc=a -w ${v} -b dc=a`,
  'ldapmodify joined': (v) => `ldapmodify -x -D cn=app -w${v} -f a.ldif`,
  'smbclient percent': (v) => `smbclient //host/share -U app%${v} -c ls`,
  'smbclient workgroup': (v) => `smbclient -L host -U 'ACME\\app%${plain(v)}'`,
  'net rpc': (v) => `net rpc user -S host -U app%${v}`,
  'mount cifs': (v) => `mount -t cifs //host/share /mnt -o username=app,password=${v},uid=1000`,
  'ftp quote': (v) => `ftp://app:${plain(v)}@files.example.com/a`,
  'lftp u': (v) => `lftp -u app,${v} ftp.example.com`,
  ncftp: (v) => `ncftpput -u app -p ${v} ftp.example.com / a.txt`,
  'htpasswd b': (v) => `htpasswd -b users.txt bob ${v}`,
  'htpasswd bc': (v) => `htpasswd -bBc users.txt bob ${v}`,
  '7z joined': (v) => `7z x archive.7z -p${v} -oout`,
  'zip P': (v) => `zip -r -P ${v} a.zip folder`,
  'unzip P': (v) => `unzip -P ${v} a.zip`,
  'unrar p': (v) => `unrar x -p${v} a.rar`,
  'gpg passphrase': (v) => `gpg --batch --yes --passphrase ${v} -d a.gpg`,
  'ssh-keygen N': (v) => `ssh-keygen -t ed25519 -f id -N ${v}`,
  'ssh-keygen P': (v) => `ssh-keygen -y -P ${v} -f id`,
  'keytool storepass': (v) => `keytool -list -keystore a.jks -storepass ${v}`,
  'keytool keypass': (v) => `keytool -genkeypair -alias a -keypass ${v} -keystore a.jks`,
  'jarsigner storepass': (v) => `jarsigner -storepass ${v} -keystore a.jks a.jar a`,
  apksigner: (v) => `apksigner sign --ks a.jks --ks-pass pass:${v} a.apk`,
  'signtool p': (v) => `signtool sign /f cert.pfx /p ${v} app.exe`,
  'security unlock': (v) => `security unlock-keychain -p ${v} build.keychain`,
  'security import': (v) => `security import cert.p12 -k build.keychain -P ${v} -T /usr/bin/codesign`,
  sqlplus: (v) => `sqlplus app/${v}@//db:1521/shop @a.sql`,
  sqlcmd: (v) => `sqlcmd -S db -U sa -P ${v} -Q "select 1"`,
  'sqlcmd joined': (v) => `sqlcmd -S db -U sa -P${v} -i a.sql`,
  bcp: (v) => `bcp shop.dbo.orders out a.csv -S db -U sa -P ${v} -c`,
  isql: (v) => `isql -U app -P ${v} -S db`,
  cqlsh: (v) => `cqlsh db 9042 -u cassandra -p ${v}`,
  'clickhouse-client': (v) => `clickhouse-client --host db --user app --password ${v} -q "select 1"`,
  'influx p': (v) => `influx -host db -username app -password ${v} -execute a`,
  rabbitmqctl: (v) => `rabbitmqctl add_user app ${v}`,
  'rabbitmq change': (v) => `rabbitmqctl change_password app ${v}`,
  rabbitmqadmin: (v) => `rabbitmqadmin -u app -p ${v} list queues`,
  mosquitto: (v) => `mosquitto_pub -h mq -u app -P ${v} -t a -m b`,
  mosquitto_passwd: (v) => `mosquitto_passwd -b passwd app ${v}`,
  'net use': (v) => `net use \\\\host\\share ${v} /user:ACME\\app`,
  'net user': (v) => `net user app ${v} /add`,
  psexec: (v) => `psexec \\\\host -u app -p ${v} cmd`,
  xfreerdp: (v) => `xfreerdp /v:host /u:app /p:${v}`,
  rdesktop: (v) => `rdesktop -u app -p ${v} host`,
  winrm: (v) => `evil-winrm -i host -u app -p ${v}`,
  cmdkey: (v) => `cmdkey /add:host /user:app /pass:${v}`,
  ipmitool: (v) => `ipmitool -I lanplus -H bmc -U admin -P ${v} power status`,
  snmpwalk: (v) => `snmpwalk -v3 -u app -l authPriv -a SHA -A ${v} -x AES -X ${v} host`,
  'ansible-vault': (v) => `ansible-playbook site.yml --extra-vars "ansible_become_pass=${plain(v)}"`,
  chpasswd: (v) => `echo "app:${plain(v)}" | chpasswd`,
  'echo into sudo': (v) => `echo ${v} | sudo -S apt-get update`,
  'echo into docker login': (v) => `echo ${v} | docker login -u app --password-stdin`,
  'passwd stdin': (v) => `echo ${v} | passwd --stdin app`,
  'usermod p': (v) => `useradd -m -p ${v} app`,
  svn: (v) => `svn checkout --username app --password ${v} https://svn.example.com/a`,
  hg: (v) => `hg pull https://app:${plain(v)}@hg.example.com/a`,
  'npm adduser': (v) => `npm-cli-login -u app -p ${v} -e a@example.com`,
  twine: (v) => `twine upload -u app -p ${v} dist/*`,
  'poetry http-basic': (v) => `poetry config http-basic.shop app ${v}`,
  nuget: (v) => `nuget sources add -Name shop -Source https://n -Username app -Password ${v}`,
  'gem or cargo login': (v) => `cargo login ${v}`,
  'kubectl docker-registry': (v) => `kubectl create secret docker-registry regcred --docker-username=app --docker-password=${v}`,
  'oc login': (v) => `oc login https://api.example.com:6443 -u app -p ${v}`,
  'cf login': (v) => `cf login -a https://api.example.com -u app -p ${v}`,
  argocd: (v) => `argocd login cd.example.com --username admin --password ${v}`,
  'grafana-cli': (v) => `grafana-cli admin reset-admin-password ${v}`,
  'nmcli wifi': (v) => `nmcli dev wifi connect shop password ${v}`,
  wpa: (v) => `wpa_passphrase shop ${v}`,
  rclone: (v) => `rclone obscure ${v}`,
  restic: (v) => `RESTIC_PASSWORD=${v} restic snapshots`,
  borg: (v) => `BORG_PASSPHRASE='${plain(v)}' borg list`,
  duplicity: (v) => `PASSPHRASE=${v} duplicity a b`,
  'cryptsetup or veracrypt': (v) => `veracrypt --text --password=${v} --mount a.hc`,
  'pdf tool': (v) => `qpdf --password=${v} --decrypt a.pdf b.pdf`,
  pdftk: (v) => `pdftk a.pdf input_pw ${v} output b.pdf`,
  'imap or swaks': (v) => `swaks --to a@example.com --auth-user app --auth-password ${v}`,
  'httpie auth': (v) => `http -a app:${v} GET https://api.example.com`,
  'jira or jenkins cli': (v) => `java -jar jenkins-cli.jar -s http://ci -auth app:${v} list-jobs`,
  newman: (v) => `newman run a.json --ssl-client-passphrase ${v}`,
  elasticsearch: (v) => `elasticsearch-users useradd app -p ${v} -r superuser`,
  'keycloak kcadm': (v) => `kcadm.sh config credentials --server http://k --realm master --user admin --password ${v}`,
  'odoo or wp': (v) => `wp user create bob bob@example.com --user_pass=${v}`,
  'drush or artisan': (v) => `drush user:password admin "${plain(v)}"`,
  'sqoop or spark': (v) => `sqoop import --connect jdbc:mysql://db/shop --username app --password ${v} --table orders`,
  dsadd: (v) => `dsadd user cn=app -pwd ${v}`,
};

/** The place of a command line: a prompt, a shell's trace, a step of a build, an error message, a list of arguments. */
export const TOOL_PLACES: Record<string, (line: string) => string> = {
  prompt: (line) => `$ ${line}`,
  traced: (line) => `+ ${line}`,
  step: (line) => `      run: ${line}`,
  dockerfile: (line) => `RUN ${line}`,
  message: (line) => `Command failed with exit code 1: ${line}`,
  json: (line) => `{"cmd":${JSON.stringify(line)},"code":1}`,
  literal: (line) => `execSync(${JSON.stringify(line)});`,
  list: (line) =>
    `subprocess.run([${splitArguments(line)
      .map((each) => JSON.stringify(each))
      .join(', ')}])`,
  'python list': (line) =>
    `CalledProcessError: Command '[${splitArguments(line)
      .map((each) => `'${each}'`)
      .join(', ')}]' returned non-zero`,
};

/** The quotes around the value, where the shell would take them. */
export const TOOL_QUOTES: Record<string, (value: string) => string> = {
  bare: (value) => value,
  single: (value) => `'${value}'`,
  double: (value) => `"${value}"`,
};

/** Values as people choose them, and generated ones; none has a character that a shell takes otherwise. */
export const TOOL_VALUES: Record<string, (make: Maker) => string> = {
  generated: ({ pick }) => `${pick('abcdefghijkmnpqr', 1)}${pick('ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnpqrstuvwxyz23456789', 14)}7`,
  signs: ({ pick }) =>
    `${pick('ABCDEFGHJK', 1)}${pick('abcdefghijkmnpqrstuvwxyz23456789', 6)}${pick('_+=.@^', 1)}${pick('abcdefghijk', 3)}9`,
  'word with a year': ({ one, pick }) =>
    `${one(['Summer', 'Winter', 'Hunter', 'London', 'Dragon'])}20${pick('12', 1)}${pick('0123456789', 1)}`,
  word: ({ one }) => one(['dragonfly', 'sunshine', 'letmein', 'butterfly', 'hunter2', 'trustno1']),
};

/** As a shell splits, without the quotes; enough for the lines above. */
function splitArguments(line: string): string[] {
  if (/[|>]|^(?:env )?[A-Z_]+=/.test(line)) return ['sh', '-c', line];
  return (line.match(/(?:"[^"]*"|'[^']*'|[^\s"'])+/g) ?? []).map((each) => each.replace(/["']/g, ''));
}
