import subprocess


def version():
    return subprocess.run(["git", "no-such-command"], check=True)  #~ subprocess.CalledProcessError | Command '['git', 'no-such-command']' returned non-zero exit status 1.


version()
