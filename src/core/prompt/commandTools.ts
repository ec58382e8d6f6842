/** How a command-line tool takes a password. */
export interface CommandTool {
  /** Programs, as alternatives of a regular expression. */
  names: string;
  /** An argument that must be there, such as a subcommand. */
  needs?: RegExp;
  /** Options behind which a password follows as the next argument. */
  flags?: readonly string[];
  /** Options that a password is joined to: `-pX`. */
  joined?: readonly string[];
  /** The next argument may be something else, so it must look generated: `mysql -p shop` asks for the password. */
  unsure?: readonly string[];
  /** Options whose value is a user and a password, by the sign between them. */
  pairs?: Readonly<Record<string, string>>;
  /** Arguments, as a whole, behind which a password follows; the number of arguments that are skipped. */
  after?: readonly (readonly [argument: RegExp, skipped: number])[];
}

const USER_COLON = { '-u': ':', '--user': ':' } as const;

/** Tools with an option of their own; options named like a password are known of every tool. */
export const COMMAND_TOOLS: readonly CommandTool[] = [
  { names: 'mysql\\w*|mariadb(?:-\\w+)?|mycli', joined: ['-p'], unsure: ['-p'] },
  {
    names:
      'mongo\\w*|cqlsh|cypher-shell|hdbsql|rabbitmqadmin|influx|twine|npm-cli-login|rdesktop|evil-winrm|psexec(?:64)?|ncftp\\w*|elasticsearch-\\w+',
    flags: ['-p'],
    joined: ['-p'],
  },
  { names: 'redis-cli|valkey-cli|keydb-cli', flags: ['-a', '--pass'] },
  {
    names: 'curl|curlie',
    flags: ['--pass', '--proxy-pass', '--tlspassword'],
    pairs: { ...USER_COLON, '-U': ':', '--proxy-user': ':', '-E': ':', '--cert': ':' },
  },
  { names: 'https?|xhs?', pairs: { '-a': ':', '--auth': ':' } },
  { names: 'sshpass', flags: ['-p'], joined: ['-p'] },
  { names: 'openssl', flags: ['-k', '-pass', '-passin', '-passout', '-password'] },
  {
    names: 'docker|podman|nerdctl|buildah|helm|oras|crane|regctl|oc|cf|az|odo|argocd|faas-cli',
    needs: /^(?:login|registry|repo|create|update|auth)$/,
    flags: ['-p', '-P'],
  },
  {
    names: 'skopeo|buildah|podman|crane|ctr|oras',
    pairs: { '--creds': ':', '--src-creds': ':', '--dest-creds': ':', '-u': ':', '--user': ':' },
  },
  { names: 'ldap\\w+', flags: ['-w'], joined: ['-w'] },
  { names: 'smb\\w+|rpcclient|net|wmic?|winexe|pth-\\w+', pairs: { '-U': '%', '--user': '%' } },
  { names: 'impacket-\\w+|crackmapexec|nxc|netexec', flags: ['-p'] },
  { names: 'l?ftp|sftp', pairs: { '-u': ',', '--user': ',' } },
  {
    names: 'htpasswd',
    after: [
      [/^-(?=\w{0,9}n)(?=\w{0,9}b)\w{1,12}$/, 1],
      [/^-\w{0,9}b\w{0,9}$/, 2],
    ],
  },
  { names: '7z[ar]*|7zz|rar|unrar', joined: ['-p', '-hp'] },
  { names: 'zip|unzip|zipcloak', flags: ['-P'] },
  { names: 'ssh-keygen', flags: ['-N', '-P'] },
  { names: 'signtool(?:\\.exe)?', flags: ['/p'] },
  { names: 'security', flags: ['-p', '-P', '-w'] },
  { names: 'sqlcmd|bcp|isql|tsql|osql|fisql|dbaccess|mssql-cli', flags: ['-P'], joined: ['-P'] },
  { names: 'mosquitto_(?:pub|sub|rr)|ipmitool', flags: ['-P'] },
  { names: 'mosquitto_passwd', after: [[/^-\w{0,9}b$/, 2]] },
  { names: 'rabbitmqctl', after: [[/^(?:add_user|change_password|authenticate_user)$/, 1]] },
  {
    names: 'net(?:\\.exe)?',
    after: [
      [/^use$/, 1],
      [/^user$/, 1],
    ],
  },
  { names: 'w?xfreerdp|mstsc|cmdkey|rdp', joined: ['/p:', '/pass:'] },
  { names: 'snmp\\w+', flags: ['-A', '-X'] },
  { names: 'useradd|usermod', flags: ['-p'] },
  { names: 'sqlplus|rman|sqlldr|expdp|impdp', after: [[/^(?=[\w.$#]+\/[^/\s]+@|[\w.$#]+\/[^/\s]+$)/, -1]] },
  { names: 'pdftk', after: [[/^(?:input_pw|user_pw|owner_pw)$/, 0]] },
  { names: 'nmcli', after: [[/^password$/, 0]] },
  { names: 'wpa_passphrase', after: [[/^wpa_passphrase$/, 1]] },
  { names: 'mc', needs: /^(?:alias|config)$/, after: [[/^(?:set|add)$/, 3]] },
  { names: 'rclone', after: [[/^obscure$/, 0]] },
  { names: 'grafana-cli', after: [[/^reset-admin-password$/, 0]] },
  { names: 'drush', after: [[/^(?:user:password|upwd)$/, 1]] },
  { names: 'cargo|npm|gem', after: [[/^login$/, 0]] },
  {
    names: 'poetry',
    after: [
      [/^http-basic\..+$/, 1],
      [/^pypi-token\..+$/, 0],
    ],
  },
  { names: 'aws', after: [[/^aws_(?:secret_access_key|session_token)$/, 0]] },
  { names: 'java', pairs: { '-auth': ':' } },
  {
    names:
      'hg|svn|git|wget2?|psql|pg_\\w+|createdb|aws|gcloud|vault|gpg2?|keytool|jarsigner|apksigner|clickhouse-client|nuget|kubectl|kcadm(?:\\.sh)?|qpdf|veracrypt|swaks|newman|wp|sqoop|dsadd|restic|borg|duplicity|ansible\\w*|mount\\w*|terraform|pulumi|flyctl|fly|ng|dotnet|mvn|gradle|rails|python3?|node|npx|php|ruby',
  },
];
