/**
 * Commands of one of tox's environments, with `{posargs}` unchanged.
 * @param text of `tox.ini` or `setup.cfg`
 * @param environment the common settings where absent
 * @returns undefined where there are none
 */
export function toxCommands(text: string, environment?: string): string[] | undefined {
  const sections = new Map<string, string[]>();
  let section = '';
  let isCommands = false;
  for (const line of text.replace(/\\\r?\n[ \t]*/g, ' ').split(/\r?\n/)) {
    const header = /^\[([^\]]+)\]/.exec(line);
    const option = /^(\w[\w-]*) *=/.exec(line);
    if (header) [section, isCommands] = [header[1] ?? '', false];
    else if (option) {
      isCommands = option[1] === 'commands';
      if (isCommands) sections.set(section, [line.slice(option[0].length)]);
    } else if (isCommands && /^\s+[^\s#;]/.test(line)) sections.get(section)?.push(line);
  }
  const own = sections.get(`testenv:${environment}`) ?? sections.get('testenv') ?? sections.get('env_run_base');
  const commands = own
    ?.map((line) =>
      line
        .trim()
        // Only for some environments: `py312: pytest`.
        .replace(/^!?\w[\w,!{}-]*: +/, '')
        .replace(/^- */, '')
        .replaceAll('{envpython}', 'python')
        .replaceAll(/\{(?:toxinidir|tox_root)\}\//g, ''),
    )
    .filter(Boolean);
  return commands?.length ? commands : undefined;
}
