const { execSync } = require('node:child_process');

function build() {
  execSync('git no-such-command', { stdio: 'pipe' }); //~ Error | Command failed: git no-such-command\ngit: 'no-such-command' is not a git command. See 'git --help'.
}
build();
